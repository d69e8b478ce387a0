"""Ratios of totals over clusters, such as cost per family, with cluster-robust intervals.

The border: totals of clusters in, their ratio out. Both totals are amounts that cannot be negative;
a share of units is a proportion and belongs to ``proportions``.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_confidence_level, check_same_length
from kooperacja_eval.stats.linearised import ratio_of_totals
from kooperacja_eval.text import Text

NO_SPREAD = 1e-12
"""Share of the ratio below which a standard error is rounding, not spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioResult:
    """A ratio of totals with its cluster-robust interval, unrounded.

    numerator and denominator are the totals of the n_clusters clusters used; n_dropped counts the
    clusters left out because a total is nan or both are 0.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    df: int
    numerator: float
    denominator: float
    n_clusters: int
    n_dropped: int
    method: Literal["clustered_log_t"]


def clustered_ratio(
    numerators: NDArray[np.float64],
    denominators: NDArray[np.float64],
    *,
    confidence_level: float = 0.95,
) -> RatioResult:
    r"""Estimate a ratio of totals over clusters, with an interval that respects the clusters.

    Parameters
    ----------
    numerators, denominators : NDArray[np.float64], shape (clusters,)
        Totals of each cluster, 0 or more, such as cost and number of families; nan is missing. A
        cluster with a cost but without families counts; one with a nan or with 0 of both is left
        out and counted.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    RatioResult
        In units of the numerator per unit of the denominator; the interval is above 0. Two or three
        very unlike clusters give ends that are of no use, down to 0 and up to infinity.

    Raises
    ------
    InsufficientDataError
        If a total over all clusters is 0, fewer than two clusters are left, or all have the same
        ratio: an interval of no width would be a certainty that the data do not give.
    TypeError, ValueError
        If totals are not real numbers, are negative or infinite, or shapes differ.

    Notes
    -----
    :math:`r = \sum y_g / \sum x_g` with the variance v linearised between clusters (CR1) and the
    interval :math:`r \exp(\pm t_{G-1} \sqrt{v} / r)`. The log scale, because costs are skewed: it
    covers better than :math:`r \pm t \sqrt{v}`, stays above 0, and the interval of the inverse
    ratio is the inverse of the interval (``docs/methods_proportions.md``). Source: W. G. Cochran,
    Sampling Techniques, 3rd ed., Wiley 1977, chapters 6 and 9A.

    Examples
    --------
    >>> result = clustered_ratio(np.array([900.0, 1200.0, 1000.0]), np.array([5.0, 6.0, 9.0]))
    >>> result.estimate, result.df, result.method
    (155.0, 2, 'clustered_log_t')
    """
    check_confidence_level(confidence_level)
    tops, bottoms = _as_amounts(numerators, "numerators"), _as_amounts(denominators, "denominators")
    check_same_length(tops, bottoms, "numerators and denominators")
    used = ~np.isnan(tops) & ~np.isnan(bottoms) & ((tops > 0) | (bottoms > 0))
    n_dropped = int(np.sum(~used))
    tops, bottoms = tops[used], bottoms[used]
    numerator, denominator = float(tops.sum()), float(bottoms.sum())
    if numerator == 0 or denominator == 0:
        raise InsufficientDataError(_NO_TOTAL)

    ratio = ratio_of_totals(tops, bottoms)
    standard_error = math.sqrt(ratio.variance)
    relative_error = standard_error / ratio.estimate
    if relative_error <= NO_SPREAD:
        raise InsufficientDataError(_NO_SPREAD_BETWEEN)
    factor = _factor(relative_error, ratio.df, confidence_level)
    return RatioResult(
        estimate=ratio.estimate,
        ci_low=ratio.estimate / factor,
        ci_high=ratio.estimate * factor,
        standard_error=standard_error,
        df=ratio.df,
        numerator=numerator,
        denominator=denominator,
        n_clusters=ratio.n_clusters,
        n_dropped=n_dropped,
        method="clustered_log_t",
    )


def _factor(relative_error: float, df: int, confidence_level: float) -> float:
    """Return what the estimate is divided and multiplied by, infinite where it overflows."""
    with np.errstate(over="ignore"):
        return float(np.exp(stats.t.isf((1 - confidence_level) / 2, df) * relative_error))


def _as_amounts(values: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    numbers = as_numbers(values, name)
    if np.any(numbers < 0):
        raise ValueError(f"{name} holds amounts of 0 or more, but some are negative")
    return numbers


_NO_TOTAL = Text(
    "Iloraz sum jest nieokreślony, bo suma w liczniku lub w mianowniku wynosi 0. Sprawdź, czy dane "
    "są kompletne, albo pomiń tę wartość.",
    "The ratio of totals is undefined because the total of its numerator or denominator is 0. "
    "Check that the data are complete, or leave this value out.",
)
_NO_SPREAD_BETWEEN = Text(
    "Wszystkie grupy (np. zespoły) mają ten sam iloraz, więc zróżnicowania między nimi nie da się "
    "oszacować, a przedział, który je uwzględnia, jest nieokreślony. Podaj iloraz bez przedziału.",
    "All clusters (such as teams) have the same ratio, so the spread between them cannot be "
    "estimated and an interval that respects it is undefined. Give the ratio without an interval.",
)
