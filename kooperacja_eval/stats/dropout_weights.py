"""A mean or a share of all families from those seen at the end, each weighted for those lost.

The border: outcomes with nan and covariates known of everybody in, a weighted mean out. It stands
beside the result of those seen and beside ``missing_bounds``; it replaces neither. That those lost
are like those seen with the same covariates is assumed (missing at random); no number can test it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.special import expit
from statsmodels.stats.proportion import proportion_confint

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_confidence_level
from kooperacja_eval.stats.outcome_design import OutcomeDesign, outcome_design
from kooperacja_eval.stats.separation import is_separated
from kooperacja_eval.text import Text

MIN_PER_COVARIATE = 10
"""Units missing, and units known, for each covariate; fewer make weights of chance."""

MAX_ITERATIONS = 25
"""Newton steps of a logistic fit; a fit that needs more runs away to infinite coefficients."""

STEP_TOLERANCE = 1e-10
"""Change of a coefficient of scaled covariates at which the fit has arrived."""

NO_SPREAD = 1e-12
"""Share of the outcomes' size below which their spread, and of that below which an error, is
rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropoutWeightedResult:
    """A mean over known outcomes weighted by the inverse probability of being known, unrounded.

    unweighted is the mean of the known alone. Weights are stabilised: their mean is about 1 and
    largest_weight says how many units the heaviest stands for. n_effective is the number of known
    units without weights that would be as sure. For each covariate of names, odds_ratios are those
    of being known for one unit more; the imbalances are the means of the known less those of all,
    without and with weights, in standard deviations of all. n = n_known + n_missing counts the
    units with all covariates in n_clusters clusters; n_dropped those left out.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    df: int
    unweighted: float
    n_effective: float
    largest_weight: float
    names: tuple[str, ...]
    odds_ratios: tuple[float, ...]
    imbalance_unweighted: tuple[float, ...]
    imbalance_weighted: tuple[float, ...]
    n: int
    n_known: int
    n_missing: int
    n_clusters: int
    n_dropped: int
    interval: Literal["clustered_t", "clustered_wilson"]
    method: Literal["hajek_ipw_jackknife", "complete_case_jackknife"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighted:
    """A weighted mean and what it was made of; log_odds are those of scaled covariates."""

    mean: float
    weights: NDArray[np.float64]
    log_odds: NDArray[np.float64]


def dropout_weighted_mean(
    outcome: NDArray[np.float64],
    covariates: NDArray[np.float64],
    clusters: NDArray[np.generic],
    *,
    names: Sequence[str],
    confidence_level: float = 0.95,
) -> DropoutWeightedResult:
    r"""Estimate a mean over all units from known outcomes weighted for those missing.

    Parameters
    ----------
    outcome : NDArray[np.float64], shape (units,)
        In any unit; nan is missing.
    covariates : NDArray[np.float64], shape (units, k)
        What may say who is missing and what their outcome would be, in any units, known before
        anybody was lost; categories as columns of 0 and 1, one left out. A unit with nan is left
        out and counted.
    clusters : NDArray[np.generic], shape (units,)
        Label of each unit's cluster, such as a team identifier; none may be missing.
    names : Sequence[str], length k
        What the covariates are called in the result.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    DropoutWeightedResult
        In the unit of the outcome. If no outcome is missing, all weights are 1 and the method is
        "complete_case_jackknife".

    Raises
    ------
    InsufficientDataError
        If fewer than 10 units per covariate are missing, or are known; covariates separate the
        missing from the known, with or without one of the clusters; fewer than two clusters have
        known outcomes; there are not more clusters than coefficients, or a covariate is constant,
        follows from the others or differs in one cluster only; all known outcomes are equal, or
        their weighted mean does not change whichever cluster is left out.
    TypeError, ValueError
        If outcomes or covariates are not real numbers or infinite, labels are missing, names do not
        fit, or lengths differ.

    Notes
    -----
    With :math:`\hat p_i` from a logistic model of being known, :math:`w_i = \bar p / \hat p_i` and

    .. math:: \hat\mu = \frac{\sum w_i y_i}{\sum w_i}, \qquad
              v = \frac{G-1}{G} \sum_g (\hat\mu_{(g)} - \bar\mu)^2

    where :math:`\hat\mu_{(g)}` has no cluster g and weights estimated again without it. The
    interval takes t with G - 1 degrees of freedom; n_effective is
    :math:`(\sum w)^2 / \sum w^2`. Newton's method fits the model here, once for each cluster left
    out; R's glm and statsmodels give the same.

    SIMULATION

    Sources: M. A. Hernan, J. M. Robins, Causal Inference: What If, CRC Press 2020, chapters 8 and
    12; J. Hajek, in V. P. Godambe, D. A. Sprott (eds.), Foundations of Statistical Inference, Holt
    1971, 236; K. M. Wolter, Introduction to Variance Estimation, Springer 2007, chapter 4,
    doi:10.1007/978-0-387-35099-8.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> need = rng.normal(size=120)
    >>> score = 10 + need + rng.normal(size=120)
    >>> score[rng.random(120) < 1 / (1 + np.exp(1 - need))] = np.nan
    >>> result = dropout_weighted_mean(score, need[:, None], np.arange(120) // 6, names=["need"])
    >>> round(result.unweighted, 2), round(result.estimate, 2), result.n_missing
    (0, 0, 0)
    """
    check_confidence_level(confidence_level)
    values = as_numbers(outcome, "outcome")
    return _estimate(values, covariates, clusters, names, confidence_level, is_share=False)


def dropout_weighted_share(
    outcome: NDArray[np.float64],
    covariates: NDArray[np.float64],
    clusters: NDArray[np.generic],
    *,
    names: Sequence[str],
    confidence_level: float = 0.95,
) -> DropoutWeightedResult:
    """Estimate a share of all units from known outcomes weighted for those missing.

    Parameters
    ----------
    outcome : NDArray[np.float64], shape (units,)
        1 with the outcome, 0 without; nan is missing.
    covariates, clusters, names, confidence_level
        As for ``dropout_weighted_mean``.

    Returns
    -------
    DropoutWeightedResult
        From 0 to 1. The interval is Wilson's for the number of independent units that the variance
        is worth, with t in place of z, as in ``clustered_proportion``.

    Raises
    ------
    InsufficientDataError, TypeError, ValueError
        As ``dropout_weighted_mean``; ValueError also where an outcome is neither 0 nor 1 nor nan.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> need = rng.normal(size=120)
    >>> improved = (need + rng.normal(size=120) > 0).astype(float)
    >>> improved[rng.random(120) < 1 / (1 + np.exp(1 - need))] = np.nan
    >>> result = dropout_weighted_share(
    ...     improved, need[:, None], np.arange(120) // 6, names=["need"])
    >>> round(result.unweighted, 2), round(result.estimate, 2), result.interval
    (0, 0, 0)
    """
    check_confidence_level(confidence_level)
    values = as_numbers(outcome, "outcome")
    if not np.all(np.isin(values[~np.isnan(values)], (0, 1))):
        raise ValueError("outcome holds 0, 1 or nan, but some values are others")
    return _estimate(values, covariates, clusters, names, confidence_level, is_share=True)


def _estimate(
    values: NDArray[np.float64],
    covariates: NDArray[np.float64],
    clusters: NDArray[np.generic],
    names: Sequence[str],
    confidence_level: float,
    *,
    is_share: bool,
) -> DropoutWeightedResult:
    design = outcome_design(
        covariates,
        clusters,
        names=names,
        has_outcome=np.ones(values.size, dtype=bool),
        n_parameters=1 + len(names),
    )
    used = values[design.kept]
    known = ~np.isnan(used)
    _check_known(used[known], design.place[known])
    _check_model(known, design)
    whole = _weighted(used, design.with_intercept)
    replicates = _without_each(used, design, whole.log_odds)
    df = design.n_clusters - 1
    variance = df / design.n_clusters * float(np.sum((replicates - replicates.mean()) ** 2))
    if math.sqrt(variance) <= NO_SPREAD * float(np.ptp(used[known])):
        raise InsufficientDataError(_NO_SPREAD_BETWEEN)
    interval = _wilson if is_share else _t
    low, high = interval(whole.mean, variance, df, int(known.sum()), confidence_level)
    scaled, weights = design.scaled[known], whole.weights
    return DropoutWeightedResult(
        estimate=whole.mean,
        ci_low=low,
        ci_high=high,
        standard_error=math.sqrt(variance),
        df=df,
        unweighted=float(used[known].mean()),
        n_effective=float(weights.sum() ** 2 / np.sum(weights**2)),
        largest_weight=float(weights.max()),
        names=design.names,
        odds_ratios=_floats(np.exp(whole.log_odds[1:] / design.scale)),
        imbalance_unweighted=_floats(scaled.mean(axis=0)),
        imbalance_weighted=_floats(weights @ scaled / weights.sum()),
        n=int(known.size),
        n_known=int(known.sum()),
        n_missing=int(np.sum(~known)),
        n_clusters=design.n_clusters,
        n_dropped=design.n_dropped,
        interval="clustered_wilson" if is_share else "clustered_t",
        method="complete_case_jackknife" if known.all() else "hajek_ipw_jackknife",
    )


def _weighted(
    used: NDArray[np.float64],
    columns: NDArray[np.float64],
    start: NDArray[np.float64] | None = None,
) -> _Weighted:
    known = ~np.isnan(used)
    log_odds = np.zeros(columns.shape[1])
    weights = np.ones(int(known.sum()))
    if not known.all():
        log_odds = _fit_logistic(known, columns, log_odds if start is None else start)
        weights = known.mean() / expit(columns[known] @ log_odds)
    mean = float(weights @ used[known] / weights.sum())
    return _Weighted(mean=mean, weights=weights, log_odds=log_odds)


def _without_each(
    used: NDArray[np.float64], design: OutcomeDesign, start: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the weighted mean without each cluster, its weights estimated anew."""
    columns = design.with_intercept
    others = (design.place != cluster for cluster in range(design.n_clusters))
    return np.array([_weighted(used[rest], columns[rest], start).mean for rest in others])


def _fit_logistic(
    known: NDArray[np.bool_], columns: NDArray[np.float64], start: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return log odds by Newton's method, many times faster than a general model for each fit."""
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


def _t(
    mean: float, variance: float, df: int, n_known: int, confidence_level: float
) -> tuple[float, float]:
    del n_known
    half = float(stats.t.isf((1 - confidence_level) / 2, df)) * math.sqrt(variance)
    return mean - half, mean + half


def _wilson(
    share: float, variance: float, df: int, n_known: int, confidence_level: float
) -> tuple[float, float]:
    tail = (1 - confidence_level) / 2
    effect = variance / (share * (1 - share) / (n_known - 1))
    wanted = effect * (float(stats.t.isf(tail, df)) / float(stats.norm.isf(tail))) ** 2
    n = n_known / max(1.0, wanted)
    low, high = proportion_confint(share * n, n, alpha=1 - confidence_level, method="wilson")
    return float(low), float(high)


def _check_known(known: NDArray[np.float64], place: NDArray[np.intp]) -> None:
    n_clusters = np.unique(place).size
    if n_clusters < 2:  # noqa: PLR2004 (one has nothing to differ from)
        raise InsufficientDataError(_too_few_clusters(n_clusters))
    if np.ptp(known) <= NO_SPREAD * np.max(np.abs(known)):
        raise InsufficientDataError(_ALL_EQUAL)


def _check_model(known: NDArray[np.bool_], design: OutcomeDesign) -> None:
    if known.all():
        return
    n_known, n_missing, k = int(known.sum()), int(np.sum(~known)), len(design.names)
    if min(n_known, n_missing) < MIN_PER_COVARIATE * k:
        raise InsufficientDataError(_too_few(n_known, n_missing, k))
    if is_separated(known, design.with_intercept):
        raise InsufficientDataError(_separated(", ".join(design.names)))


def _floats(values: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def _too_few(n_known: int, n_missing: int, k: int) -> Text:
    return Text(
        "Wagi za utracone przypadki wymagają na każdą zmienną objaśniającą co najmniej "
        f"{MIN_PER_COVARIATE} przypadków z wynikiem i {MIN_PER_COVARIATE} bez wyniku; z wynikiem: "
        f"{n_known}, bez wyniku: {n_missing}, liczba zmiennych: {k}. Usuń część zmiennych albo "
        "podaj granice dla najgorszego i najlepszego przypadku.",
        f"Weights for those lost need, for each covariate, {MIN_PER_COVARIATE} or more cases with "
        f"an outcome and {MIN_PER_COVARIATE} or more without it; with: {n_known}, without: "
        f"{n_missing}, number of covariates: {k}. Leave out some covariates, or give the bounds of "
        "the worst and the best case.",
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
_NO_SPREAD_BETWEEN = Text(
    "Pominięcie dowolnej grupy (np. zespołu) nie zmienia wyniku, więc zróżnicowania między grupami "
    "nie da się oszacować. Podaj wartość bez przedziału.",
    "Leaving out any cluster (such as a team) does not change the result, so that the spread "
    "between clusters cannot be estimated. Give the value without an interval.",
)
