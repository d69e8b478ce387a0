"""Proportions with intervals: of independent units, and of units clustered in teams.

The border: counts in, shares from 0 to 1 out. Who counts as a success, and in which team, is
decided by the indicator. How the clustered interval was chosen, with its coverage in simulations,
is in ``docs/methods_proportions.md``.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import (
    as_count,
    as_counts,
    check_confidence_level,
    check_same_length,
)
from kooperacja_eval.stats.linearised import ratio_of_totals
from kooperacja_eval.text import Text

Method = Literal["wilson", "clopper_pearson"]
_STATSMODELS_METHODS: dict[Method, str] = {"wilson": "wilson", "clopper_pearson": "beta"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProportionResult:
    """A proportion of independent units with its interval, unrounded, from 0 to 1.

    n is the number of trials, the denominator.
    """

    estimate: float
    ci_low: float
    ci_high: float
    successes: int
    n: int
    method: Method


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusteredProportionResult:
    """A proportion of units in clusters with its cluster-robust interval, unrounded, from 0 to 1.

    n is the number of trials in n_clusters clusters; n_dropped counts the clusters left out because
    they have no trials. n_effective is the number of independent units that the interval is
    computed as if from; it is never above n.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    design_effect: float
    n_effective: float
    df: int
    successes: int
    n: int
    n_clusters: int
    n_dropped: int
    method: Literal["clustered_wilson"]


def wilson_interval(
    successes: int, trials: int, *, confidence_level: float = 0.95
) -> ProportionResult:
    """Estimate a proportion of independent units with Wilson's score interval.

    Parameters
    ----------
    successes, trials : int
        Numerator and denominator.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    ProportionResult
        Defined for 0 and for all successes too.

    Raises
    ------
    InsufficientDataError
        If there are no trials.
    TypeError, ValueError
        If a count is not an integer, is negative, or successes exceed trials.

    Notes
    -----
    The proportions that a score test does not reject, without continuity correction; computed by
    ``statsmodels.stats.proportion.proportion_confint``. It takes the units as independent: for
    families of teams use `clustered_proportion`. Source: E. B. Wilson, J. American Statistical
    Association 22 (1927) 209-212, doi:10.1080/01621459.1927.10502953.

    Examples
    --------
    >>> result = wilson_interval(140, 172)
    >>> round(result.ci_low, 4), round(result.ci_high, 4)
    (0.7492, 0.865)
    """
    return _independent(successes, trials, confidence_level, "wilson")


def clopper_pearson_interval(
    successes: int, trials: int, *, confidence_level: float = 0.95
) -> ProportionResult:
    """Estimate a proportion of independent units with the exact interval of Clopper and Pearson.

    Parameters
    ----------
    successes, trials : int
        Numerator and denominator.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    ProportionResult
        Defined for 0 and for all successes too.

    Raises
    ------
    InsufficientDataError
        If there are no trials.
    TypeError, ValueError
        If a count is not an integer, is negative, or successes exceed trials.

    Notes
    -----
    Equal tails of the binomial by beta quantiles, hence never below the stated coverage and wider
    than Wilson's; computed by ``statsmodels.stats.proportion.proportion_confint``. It takes the
    units as independent. Source: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413,
    doi:10.1093/biomet/26.4.404.

    Examples
    --------
    >>> result = clopper_pearson_interval(140, 172)
    >>> round(result.ci_low, 4), round(result.ci_high, 4)
    (0.7476, 0.8691)
    """
    return _independent(successes, trials, confidence_level, "clopper_pearson")


def clustered_proportion(
    successes: NDArray[np.integer],
    trials: NDArray[np.integer],
    *,
    confidence_level: float = 0.95,
) -> ClusteredProportionResult:
    r"""Estimate a proportion of units in clusters, with an interval that respects the clusters.

    Parameters
    ----------
    successes, trials : NDArray[np.integer], shape (clusters,)
        Numerator and denominator of each cluster. Clusters without trials are left out and counted.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    ClusteredProportionResult
        Defined where some clusters, but not all, have only successes or none.

    Raises
    ------
    InsufficientDataError
        If there are no trials, fewer than two clusters with trials, or the proportion is 0 or 1:
        then nothing can be learnt about the spread between clusters.
    TypeError, ValueError
        If counts are not integers, are negative, successes exceed trials, or shapes differ.

    Notes
    -----
    The estimate is the ratio :math:`p = \sum y_g / \sum n_g`, so that each unit weighs the same;
    its variance v is linearised between clusters (CR1), df = G - 1. The design effect is
    :math:`v / (p (1 - p) / (N - 1))`: with N - 1 it is exactly 1 when every cluster is one unit.
    The interval is Wilson's for the effective sample size of Korn and Graubard,
    :math:`\min(N, N / deff \cdot (z / t_{G-1})^2)`, by ``proportion_confint``. They write
    :math:`t_{N-1}` for z; with z, the interval is Wilson's with t in place of z.

    Sources: E. L. Korn, B. I. Graubard, Survey Methodology 24 (1998) 193-201; N. Dean, M. Pagano,
    J. Survey Statistics and Methodology 3 (2015) 484-503, doi:10.1093/jssam/smv024.

    Examples
    --------
    >>> result = clustered_proportion(np.array([5, 4, 3, 6]), np.array([5, 5, 6, 7]))
    >>> round(result.estimate, 3), result.n, result.n_clusters, result.df
    (0.783, 23, 4, 3)
    """
    check_confidence_level(confidence_level)
    hits, sizes = as_counts(successes, "successes"), as_counts(trials, "trials")
    check_same_length(hits, sizes, "successes and trials")
    if np.any(hits > sizes):
        raise ValueError("successes exceed trials in at least one cluster")

    filled = sizes > 0
    n_dropped = int(np.sum(~filled))
    hits, sizes = hits[filled], sizes[filled]
    n, total = int(sizes.sum()), int(hits.sum())
    if n == 0:
        raise InsufficientDataError(_NO_TRIALS)

    ratio = ratio_of_totals(hits.astype(np.float64), sizes.astype(np.float64))
    if total in (0, n):
        raise InsufficientDataError(_ALL_ALIKE)
    design_effect = ratio.variance / (ratio.estimate * (1 - ratio.estimate) / (n - 1))
    n_effective = _n_effective(n, design_effect, ratio.df, confidence_level)
    low, high = _confint(ratio.estimate * n_effective, n_effective, confidence_level, "wilson")
    return ClusteredProportionResult(
        estimate=ratio.estimate,
        ci_low=low,
        ci_high=high,
        standard_error=math.sqrt(ratio.variance),
        design_effect=design_effect,
        n_effective=n_effective,
        df=ratio.df,
        successes=total,
        n=n,
        n_clusters=ratio.n_clusters,
        n_dropped=n_dropped,
        method="clustered_wilson",
    )


def _independent(
    successes: int, trials: int, confidence_level: float, method: Method
) -> ProportionResult:
    check_confidence_level(confidence_level)
    hits, n = as_count(successes, "successes"), as_count(trials, "trials")
    if hits > n:
        raise ValueError(f"successes ({hits}) exceed trials ({n})")
    if n == 0:
        raise InsufficientDataError(_NO_TRIALS)
    low, high = _confint(hits, n, confidence_level, method)
    return ProportionResult(
        estimate=hits / n, ci_low=low, ci_high=high, successes=hits, n=n, method=method
    )


def _n_effective(n: int, design_effect: float, df: int, confidence_level: float) -> float:
    """Shrink n by the design effect and by t against z; no spread at all leaves n."""
    upper_tail = (1 - confidence_level) / 2
    z, t = float(stats.norm.isf(upper_tail)), float(stats.t.isf(upper_tail, df))
    wanted_effect = (t / z) ** 2 * design_effect
    return n / max(1.0, wanted_effect)


def _confint(
    successes: float, n: float, confidence_level: float, method: Method
) -> tuple[float, float]:
    """Ask statsmodels, and keep rounding errors from putting an end past the estimate or 0..1."""
    low, high = proportion_confint(
        successes, n, alpha=1 - confidence_level, method=_STATSMODELS_METHODS[method]
    )
    estimate = successes / n
    return max(0.0, min(float(low), estimate)), min(1.0, max(float(high), estimate))


_NO_TRIALS = Text(
    "Udział jest nieokreślony, bo mianownik wynosi 0. Sprawdź, kto należy do mianownika, albo "
    "pomiń tę grupę.",
    "The proportion is undefined because its denominator is 0. Check who belongs to the "
    "denominator, or leave this group out.",
)
_ALL_ALIKE = Text(
    "Udział wynosi 0 albo 1, więc zróżnicowania między grupami (np. zespołami) nie da się "
    "oszacować, a przedział, który je uwzględnia, jest nieokreślony. Podaj przedział Wilsona lub "
    "Cloppera-Pearsona i zaznacz, że nie uwzględnia on grup.",
    "The proportion is 0 or 1, so the spread between clusters (such as teams) cannot be estimated "
    "and an interval that respects it is undefined. Give the Wilson or Clopper-Pearson interval "
    "and say that it does not respect clusters.",
)
