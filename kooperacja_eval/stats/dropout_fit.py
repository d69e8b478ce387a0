"""Weights of those seen at the end from a logistic model of who was seen, with and without a team.

The border: outcomes and the rows of ``outcome_design`` in, weighted means out. Intervals and what
is reported belong to ``dropout_weights``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.outcome_design import OutcomeDesign
from kooperacja_eval.stats.separation import is_separated
from kooperacja_eval.text import Text

MIN_MISSING_PER_COVARIATE = 5
MIN_KNOWN_PER_COVARIATE = 10
"""Units for each covariate; the notes of ``dropout_weighted_mean`` say what simulations gave."""

MIN_EFFECTIVE = 20
"""Effective number of known units below which intervals miss the truth far too often."""

MIN_CLUSTERS = 2
"""One cluster has no others to differ from."""

MAX_ITERATIONS = 25
"""Newton steps of a logistic fit; a fit that needs more runs away to infinite coefficients."""

STEP_TOLERANCE = 1e-10
"""Change of a coefficient of scaled covariates at which the fit has arrived."""

NO_SPREAD = 1e-12
"""Share of the outcomes' size below which their spread is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedMean:
    """A weighted mean of known outcomes, unrounded, and what it was made of.

    weights (known,) have a mean of about 1; log_odds (1 + k,) are those of being known, of the
    constant and of scaled covariates; n_effective is (sum of weights)² / sum of their squares.
    """

    mean: float
    weights: NDArray[np.float64]
    log_odds: NDArray[np.float64]
    n_effective: float


def weighted_mean(outcome: NDArray[np.float64], design: OutcomeDesign) -> WeightedMean:
    """Weight the known outcomes for those missing; all weights are 1 if none is.

    Parameters
    ----------
    outcome : NDArray[np.float64], shape (n,)
        Outcomes of the rows that the design kept; nan is missing.
    design : OutcomeDesign
        Their covariates and clusters.

    Returns
    -------
    WeightedMean
        In the unit of the outcome.

    Raises
    ------
    InsufficientDataError
        If the known outcomes are equal or of one cluster, there are too few missing or known ones
        for the covariates, these separate them, or the weights leave too few effective units.
    """
    known = ~np.isnan(outcome)
    _check_known(outcome[known], design.place[known])
    if not known.all():
        _check_model(known, design)
    whole = _weighted(outcome, design.with_intercept, np.zeros(1 + len(design.names)))
    if not known.all() and whole.n_effective < MIN_EFFECTIVE:
        raise InsufficientDataError(_too_few_effective(whole.n_effective))
    return whole


def without_each_cluster(
    outcome: NDArray[np.float64], design: OutcomeDesign, *, start: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the weighted mean without each cluster, its weights estimated anew, (clusters,).

    Raises
    ------
    InsufficientDataError
        If the covariates separate the missing from the known once a cluster is left out.
    """
    columns = design.with_intercept
    others = (design.place != cluster for cluster in range(design.n_clusters))
    return np.array([_weighted(outcome[rest], columns[rest], start).mean for rest in others])


def _weighted(
    outcome: NDArray[np.float64], columns: NDArray[np.float64], start: NDArray[np.float64]
) -> WeightedMean:
    known = ~np.isnan(outcome)
    log_odds, weights = start, np.ones(int(known.sum()))
    if not known.all():
        log_odds = _fit_logistic(known, columns, start)
        weights = known.mean() / expit(columns[known] @ log_odds)
    total = float(weights.sum())
    return WeightedMean(
        mean=float(weights @ outcome[known]) / total,
        weights=weights,
        log_odds=log_odds,
        n_effective=total**2 / float(np.sum(weights**2)),
    )


def _fit_logistic(
    known: NDArray[np.bool_], columns: NDArray[np.float64], start: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return log odds by Newton's method, far quicker than a general model for each team."""
    log_odds = start
    for _ in range(MAX_ITERATIONS):
        probability = expit(columns @ log_odds)
        information = (columns.T * (probability * (1 - probability))) @ columns
        try:
            step = np.linalg.solve(information, columns.T @ (known - probability))
        except np.linalg.LinAlgError as error:
            raise InsufficientDataError(_RUNS_AWAY) from error
        log_odds = log_odds + step
        if np.max(np.abs(step)) <= STEP_TOLERANCE:
            return log_odds
    raise InsufficientDataError(_RUNS_AWAY)


def _check_known(known: NDArray[np.float64], place: NDArray[np.intp]) -> None:
    n_clusters = np.unique(place).size
    if n_clusters < MIN_CLUSTERS:
        raise InsufficientDataError(_too_few_clusters(n_clusters))
    if np.ptp(known) <= NO_SPREAD * np.max(np.abs(known)):
        raise InsufficientDataError(_ALL_EQUAL)


def _check_model(known: NDArray[np.bool_], design: OutcomeDesign) -> None:
    n_known, n_missing, k = int(known.sum()), int(np.sum(~known)), len(design.names)
    if n_missing < MIN_MISSING_PER_COVARIATE * k or n_known < MIN_KNOWN_PER_COVARIATE * k:
        raise InsufficientDataError(_too_few(n_known, n_missing, k))
    if is_separated(known, design.with_intercept):
        raise InsufficientDataError(_separated(", ".join(design.names)))


def _too_few(n_known: int, n_missing: int, k: int) -> Text:
    return Text(
        "Wagi za utracone przypadki wymagają na każdą zmienną objaśniającą co najmniej "
        f"{MIN_KNOWN_PER_COVARIATE} przypadków z wynikiem i {MIN_MISSING_PER_COVARIATE} bez "
        f"wyniku; liczba z wynikiem: {n_known}, bez wyniku: {n_missing}, liczba zmiennych: {k}. "
        "Usuń część zmiennych albo podaj granice dla najgorszego i najlepszego przypadku.",
        f"Weights for those lost need, for each covariate, {MIN_KNOWN_PER_COVARIATE} or more cases "
        f"with an outcome and {MIN_MISSING_PER_COVARIATE} or more without it; number with: "
        f"{n_known}, without: {n_missing}, number of covariates: {k}. Leave out some covariates, "
        "or give the bounds of the worst and the best case.",
    )


def _too_few_effective(n_effective: float) -> Text:
    return Text(
        "Po zważeniu znane wyniki niosą tyle wiedzy, co "
        f"{n_effective:.0f} przypadków bez wag, a potrzeba co najmniej {MIN_EFFECTIVE}: kilka "
        "przypadków zastępuje zbyt wielu utraconych. Usuń część zmiennych albo podaj granice dla "
        "najgorszego i najlepszego przypadku.",
        f"Weighted, the known outcomes tell as much as {n_effective:.0f} cases without weights, "
        f"and {MIN_EFFECTIVE} or more are needed: a few cases stand for too many of those lost. "
        "Leave out some covariates, or give the bounds of the worst and the best case.",
    )


def _separated(names: str) -> Text:
    return Text(
        f"Zmienne objaśniające ({names}) rozdzielają bez wyjątku przypadki z wynikiem i bez niego, "
        "więc wśród znanych nie ma nikogo podobnego do utraconych albo odwrotnie. Usuń zmienną, "
        "która rozdziela, albo podaj granice dla najgorszego i najlepszego przypadku.",
        f"The covariates ({names}) separate without exception the cases with an outcome from those "
        "without it, so that nobody known is like those lost, or the other way round. Leave out "
        "the covariate that separates, or give the bounds of the worst and the best case.",
    )


def _too_few_clusters(n_clusters: int) -> Text:
    return Text(
        "Przedział, który uwzględnia grupy (np. zespoły), wymaga co najmniej 2 grup ze znanymi "
        f"wynikami; liczba takich grup: {n_clusters}. Policz wartość dla szerszego zbioru grup.",
        "An interval that respects clusters (such as teams) needs at least 2 clusters with known "
        f"outcomes; number of such clusters: {n_clusters}. Compute the value for a wider set of "
        "clusters.",
    )


_RUNS_AWAY = Text(
    "Bez jednej z grup (np. zespołów) zmienne objaśniające rozdzielają przypadki z wynikiem i bez "
    "niego, więc wagi zależą od tej jednej grupy. Usuń część zmiennych albo podaj granice dla "
    "najgorszego i najlepszego przypadku.",
    "Without one of the clusters (such as teams) the covariates separate the cases with an outcome "
    "from those without it, so that the weights hang on that one cluster. Leave out some "
    "covariates, or give the bounds of the worst and the best case.",
)
_ALL_EQUAL = Text(
    "Wszystkie znane wyniki są równe, więc ich zróżnicowania nie da się oszacować. Podaj wartość "
    "bez przedziału i granice dla najgorszego i najlepszego przypadku.",
    "All known outcomes are equal, so that their spread cannot be estimated. Give the value "
    "without an interval, and the bounds of the worst and the best case.",
)
