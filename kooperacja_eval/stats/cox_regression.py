"""Cox regression of independent rows: hazard ratios, tests of the model and its concordance.

The border: ties by Efron or Breslow, late entries, strata, predictors that change over time as
several rows; errors take rows to be independent. Families in teams belong to
``outcome_survival.cox_clustered``, the hazard without predictors to ``cox_baseline``, and whether
hazards stay in proportion to ``cox_hazards``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.cox_concordance import Concordance, concordance
from kooperacja_eval.stats.cox_partial import CoxTies, PartialLikelihood, partial_likelihood
from kooperacja_eval.stats.cox_rows import cox_rows, solved
from kooperacja_eval.stats.outcome_effects import RatioEffect, as_rows, ratio_effects

SAME_SCORE = 10
"""Decimal places of the logarithm of a predicted hazard up to which it is the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelTest:
    """A test that no predictor is associated with the outcome, from chi-squared with df."""

    chi2: float
    df: int
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CoxRegression:
    """Hazard ratios with errors of independent rows, unrounded.

    effects has no intercept; their intervals and p are those of the normal distribution (df is
    infinite). covariance is that of their estimates, in the same order. log_likelihood is the
    partial one, log_likelihood_blank that without predictors, aic the former's Akaike criterion.
    n counts the rows used, n_events those that end with the outcome, n_event_times the different
    times of these in their strata, n_strata the strata, n_dropped the rows left out.
    """

    effects: tuple[RatioEffect, ...]
    covariance: tuple[tuple[float, ...], ...]
    log_likelihood: float
    log_likelihood_blank: float
    aic: float
    likelihood_ratio: ModelTest
    wald: ModelTest
    score: ModelTest
    concordance: Concordance
    confidence_level: float
    n: int
    n_events: int
    n_event_times: int
    n_strata: int
    n_dropped: int
    ties: CoxTies


def cox_regression(
    leave: NDArray[np.float64],
    event: NDArray[np.float64],
    predictors: NDArray[np.float64],
    *,
    names: Sequence[str],
    entry: NDArray[np.float64] | None = None,
    strata: NDArray[np.generic] | None = None,
    ties: CoxTies = "efron",
    confidence_level: float = 0.95,
) -> CoxRegression:
    r"""Estimate hazard ratios of an outcome by Cox regression of independent rows.

    Parameters
    ----------
    leave : NDArray[np.float64], shape (rows,)
        Time, in any unit, at which the outcome came or watching ended; nan is missing.
    event : NDArray[np.float64], shape (rows,)
        1 where the outcome came then, 0 where it had not come yet; nan is missing.
    predictors : NDArray[np.float64], shape (rows, p)
        In any units; nan is missing.
    names : Sequence[str], length p
        What the predictors are called in the result.
    entry : NDArray[np.float64] or None, shape (rows,)
        Time from which on a row was watched, before `leave`; all 0 if left out; nan is missing.
    strata : NDArray[np.generic] or None, shape (rows,)
        Labels of strata, each with a hazard of its own; none may be missing.
    ties : {"efron", "breslow"}
        How events of one time share its risk set.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    CoxRegression
        Hazard ratios for one unit more of each predictor; above 1 the outcome comes sooner.

    Raises
    ------
    InsufficientDataError
        If nobody has the outcome, a hazard ratio is infinite, or a predictor is constant or follows
        from the others.
    TypeError, ValueError
        If a row does not leave after its entry, event is not 0, 1 or nan, values are not real
        numbers or infinite, labels are missing, names do not fit, lengths differ, or for a wrong
        option.

    Notes
    -----
    Newton's method on the partial likelihood; with I the information and u the slope without
    predictors, Wald's test is :math:`b' I b`, the score test :math:`u' I_0^{-1} u`, both with p
    degrees of freedom. Times are tied where they are equal as numbers. The same as R's
    ``survival::coxph``. Own code: ``statsmodels.PHReg`` gives the same estimates without late
    entries and others with them, and has no tests of the model, no concordance, and other errors
    by cluster.

    Sources: D. R. Cox, J. Royal Statistical Society B 34 (1972) 187-220; N. Breslow, Biometrics 30
    (1974) 89-99, doi:10.2307/2529620; B. Efron, J. American Statistical Association 72 (1977)
    557-565, doi:10.1080/01621459.1977.10480613.

    Examples
    --------
    >>> months = np.array([13.0, 12, 9, 13, 11, 10, 13, 8, 12, 7])
    >>> done = np.array([0.0, 1, 1, 0, 0, 1, 0, 1, 1, 1])
    >>> hours = np.array([1.0, 2, 4, 3, 2, 3, 1, 2, 3, 4])[:, None]
    >>> result = cox_regression(months, done, hours, names=["hours"])
    >>> round(result.effects[0].ratio, 2), round(result.concordance.share, 2)
    (2.98, 0.78)
    """
    check_confidence_level(confidence_level)
    check_ties(ties)
    rows = cox_rows(leave, event, predictors, names=names, entry=entry, strata=strata, ties=ties)
    scaled, likelihood = solved(rows)
    covariance = np.linalg.inv(likelihood.information) / np.outer(rows.scale, rows.scale)
    blank = partial_likelihood(rows.sets, np.zeros_like(scaled))
    ratio, wald, score = _tests(scaled, likelihood, blank)
    return CoxRegression(
        effects=ratio_effects(
            rows.names,
            scaled / rows.scale,
            covariance,
            np.full(scaled.size, np.inf),
            confidence_level=confidence_level,
        ),
        covariance=as_rows(covariance),
        log_likelihood=likelihood.log,
        log_likelihood_blank=blank.log,
        aic=2 * scaled.size - 2 * likelihood.log,
        likelihood_ratio=ratio,
        wald=wald,
        score=score,
        concordance=concordance(np.round(rows.sets.columns @ scaled, SAME_SCORE), rows.sets),
        confidence_level=float(confidence_level),
        n=rows.leave.size,
        n_events=int(rows.event.sum()),
        n_event_times=rows.sets.from_leave.size,
        n_strata=len(rows.labels),
        n_dropped=int(np.sum(~rows.kept)),
        ties=ties,
    )


def check_ties(ties: CoxTies) -> None:
    """Refuse a way of handling ties that there is not.

    Raises
    ------
    ValueError
        If it is neither "efron" nor "breslow".
    """
    if ties not in get_args(CoxTies):
        raise ValueError(f"ties is one of {get_args(CoxTies)}, got {ties!r}")


def _tests(
    scaled: NDArray[np.float64], likelihood: PartialLikelihood, blank: PartialLikelihood
) -> tuple[ModelTest, ...]:
    statistics = (
        2 * (likelihood.log - blank.log),
        float(scaled @ likelihood.information @ scaled),
        float(blank.slope @ np.linalg.solve(blank.information, blank.slope)),
    )
    df = scaled.size
    return tuple(
        ModelTest(chi2=chi2, df=df, p_value=float(stats.chi2.sf(chi2, df))) for chi2 in statistics
    )
