"""How time to an outcome, such as completion, goes with intensity: Cox regression with teams.

The border: population-averaged hazard ratios with errors between clusters. It says what goes
together in the data, not what causes what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_labels, check_confidence_level, check_same_length
from kooperacja_eval.stats.cluster_sandwich import cluster_sums
from kooperacja_eval.stats.cox_partial import (
    PartialLikelihood,
    RiskSets,
    own_clocks,
    partial_likelihood,
    risk_sets,
    score_rows,
    solve,
)
from kooperacja_eval.stats.cox_rows import NO_EVENTS, infinite, watched
from kooperacja_eval.stats.outcome_design import OutcomeDesign, outcome_design
from kooperacja_eval.stats.outcome_effects import RatioEffect, as_rows, ratio_effects
from kooperacja_eval.text import Text

CoxVariance = Literal["jackknife", "robust"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoxResult:
    """Hazard ratios of an outcome with errors between clusters, unrounded.

    effects has no intercept; covariance is that of their estimates, in the same order.
    log_likelihood is the partial one, log_likelihood_blank that without predictors. n counts the
    rows used in n_clusters clusters, n_events those that end with the outcome, n_event_times the
    different times of these; n_dropped the rows left out. design says that nobody drew who got how
    much.
    """

    effects: tuple[RatioEffect, ...]
    covariance: tuple[tuple[float, ...], ...]
    log_likelihood: float
    log_likelihood_blank: float
    df: int
    confidence_level: float
    n: int
    n_clusters: int
    n_events: int
    n_event_times: int
    n_dropped: int
    method: Literal["cox_efron"]
    variance: CoxVariance
    df_rule: Literal["clusters_less_coefficients"]
    design: Literal["observational_clustered"]


def cox_clustered(
    leave: NDArray[np.float64],
    event: NDArray[np.float64],
    predictors: NDArray[np.float64],
    clusters: NDArray[np.generic],
    *,
    names: Sequence[str],
    entry: NDArray[np.float64] | None = None,
    strata: NDArray[np.generic] | None = None,
    variance: CoxVariance = "jackknife",
    confidence_level: float = 0.95,
) -> CoxResult:
    r"""Estimate hazard ratios of an outcome by Cox regression, with errors by cluster.

    Parameters
    ----------
    leave : NDArray[np.float64], shape (rows,)
        Time, in any unit, at which the outcome came or watching ended; nan is missing.
    event : NDArray[np.float64], shape (rows,)
        1 where the outcome came then, 0 where it had not come yet; nan is missing.
    predictors : NDArray[np.float64], shape (rows, p)
        In any units; nan is missing.
    clusters : NDArray[np.generic], shape (rows,)
        Label of each row's cluster, such as a team identifier; none may be missing.
    names : Sequence[str], length p
        What the predictors are called in the result.
    entry : NDArray[np.float64] or None, shape (rows,)
        Time from which on a row was watched, before `leave`; all 0 if left out; nan is missing.
    strata : NDArray[np.generic] or None, shape (rows,)
        Label of each row's stratum, each with a hazard of its own, such as a voivodeship; none may
        be missing. All rows are one stratum if left out.
    variance : Literal["jackknife", "robust"]
        Refits without each cluster, or the uncorrected sandwich, for hundreds of clusters.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    CoxResult
        Hazard ratios for one unit more of each predictor, averaged over clusters; above 1 the
        outcome comes sooner.

    Raises
    ------
    InsufficientDataError
        If nobody has the outcome, a hazard ratio is infinite (also without one of the clusters,
        where variance is jackknife), there are not more clusters than coefficients, a predictor is
        constant, follows from the others or differs in one cluster only, or a standard error is 0.
    TypeError, ValueError
        If a row does not leave after its entry, event is not 0, 1 or nan, values are not real
        numbers or infinite, labels are missing, names do not fit, or lengths differ.

    Notes
    -----
    Tied times as by Efron. With b the estimates, :math:`b_{-g}` those without cluster g and G
    clusters, the jackknife's variance is :math:`(G - 1) / G \sum_g (b_{-g} - b)(b_{-g} - b)'`; the
    sandwich is :math:`I^{-1} \sum_g u_g u_g' I^{-1}` with the scores of clusters. Intervals and p
    are those of t with the number of clusters less that of coefficients. In simulated pilots of 30
    teams and 172 families the jackknife's intervals cover 94 to 95 %, those of the sandwich 92 to
    94 % (the low end for predictors that are the same for a whole team). Own code: the sandwich of
    ``statsmodels.PHReg`` takes the scores of Breslow's ties under Efron's, and differs from R's in
    the third digit. The model takes it that hazards stay in proportion over time; that is tested
    by ``cox_hazards``.

    Sources: D. R. Cox, J. Royal Statistical Society B 34 (1972) 187-220; D. Y. Lin, L. J. Wei,
    J. American Statistical Association 84 (1989) 1074-1078, doi:10.1080/01621459.1989.10478874;
    S. R. Lipsitz, K. B. G. Dear, L. Zhao, Biometrics 50 (1994) 842-846, doi:10.2307/2532797.

    Examples
    --------
    >>> teams = np.repeat(np.array(["A", "B", "C", "D", "E", "F"]), 3)
    >>> hours = np.array([1.0, 2, 4, 2, 3, 3, 1, 1, 2, 4, 5, 3, 2, 4, 5, 3, 1, 2])[:, None]
    >>> months = np.array([13.0, 12, 9, 13, 13, 10, 13, 11, 12, 8, 9, 12, 13, 10, 7, 11, 13, 12])
    >>> done = np.array([0.0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1])
    >>> result = cox_clustered(months, done, hours, teams, names=["hours"])
    >>> round(result.effects[0].ratio, 2), result.n_events, result.df
    (3.66, 12, 5)
    """
    check_confidence_level(confidence_level)
    if variance not in get_args(CoxVariance):
        raise ValueError(f"variance is one of {get_args(CoxVariance)}, got {variance!r}")
    given = watched(entry, leave, event)
    complete = np.array(~np.isnan(given).any(axis=1))
    design = outcome_design(
        predictors,
        clusters,
        names=names,
        has_outcome=complete,
        n_parameters=len(names),
    )
    rows = given[design.kept]
    if strata is not None:
        rows = _apart(rows, strata, design.kept)
    if not rows[:, 2].any():
        raise InsufficientDataError(NO_EVENTS)
    sets = _sets(design.scaled, rows)
    solved = solve(sets, np.zeros(len(design.names)))
    if solved is None:
        raise InsufficientDataError(infinite(", ".join(design.names)))
    scaled, likelihood = solved
    if variance == "robust":
        spread = _sandwich(sets, likelihood, design)
    else:
        spread = _jackknife(rows, design, scaled)
    covariance = spread / np.outer(design.scale, design.scale)
    df = design.n_clusters - len(design.names)
    return CoxResult(
        effects=ratio_effects(
            design.names, scaled / design.scale, covariance, df, confidence_level=confidence_level
        ),
        covariance=as_rows(covariance),
        log_likelihood=likelihood.log,
        log_likelihood_blank=partial_likelihood(sets, np.zeros_like(scaled)).log,
        df=df,
        confidence_level=float(confidence_level),
        n=rows.shape[0],
        n_clusters=design.n_clusters,
        n_events=int(sets.event.sum()),
        n_event_times=sets.from_leave.size,
        n_dropped=design.n_dropped,
        method="cox_efron",
        variance=variance,
        df_rule="clusters_less_coefficients",
        design="observational_clustered",
    )


def _apart(
    rows: NDArray[np.float64], strata: NDArray[np.generic], kept: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Move the strata of complete rows apart in time, shape (n, 3)."""
    labels = as_labels(strata, "strata")
    check_same_length(labels, kept, "strata and leave")
    number = np.unique(labels[kept], return_inverse=True)[1]
    return np.column_stack([*own_clocks(rows[:, 0], rows[:, 1], number), rows[:, 2]])


def _sets(columns: NDArray[np.float64], rows: NDArray[np.float64]) -> RiskSets:
    return risk_sets(columns, rows[:, 0], rows[:, 1], rows[:, 2] == 1)


def _sandwich(
    sets: RiskSets, likelihood: PartialLikelihood, design: OutcomeDesign
) -> NDArray[np.float64]:
    scores = cluster_sums(score_rows(sets, likelihood), design.place)
    halves = np.linalg.solve(likelihood.information, scores.T)
    return halves @ halves.T


def _jackknife(
    rows: NDArray[np.float64], design: OutcomeDesign, scaled: NDArray[np.float64]
) -> NDArray[np.float64]:
    moves = np.empty((design.n_clusters, scaled.size))
    for cluster in range(design.n_clusters):
        others = design.place != cluster
        if not rows[others, 2].any():
            raise InsufficientDataError(_infinite_without_one(", ".join(design.names)))
        solved = solve(_sets(design.scaled[others], rows[others]), scaled)
        if solved is None:
            raise InsufficientDataError(_infinite_without_one(", ".join(design.names)))
        moves[cluster] = solved[0] - scaled
    return (design.n_clusters - 1) / design.n_clusters * moves.T @ moves


def _infinite_without_one(names: str) -> Text:
    return Text(
        "Bez jednej z grup (np. zespołów) iloraz hazardów jest nieskończony albo nieokreślony, "
        f"więc nie wiadomo, jak bardzo jest pewny; zmienne: {names}. Podaj tabelę zamiast modelu "
        "albo usuń część zmiennych objaśniających.",
        "Without one of the clusters (such as teams) a hazard ratio is infinite or undefined, so "
        f"that nothing says how sure it is; predictors: {names}. Give a table instead of the "
        "model, or leave out some predictors.",
    )
