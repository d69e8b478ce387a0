"""Standardised differences of means: of independent samples, and of pairs.

The border: how large a difference is in standard deviations, with its interval; positive where the
second sample is larger. Pairs are in ``paired_effect``, and the difference of two waves in the unit
of the values, which respects teams, is in ``clustered_difference``; both are offered here too.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_confidence_level
from kooperacja_eval.stats.clustered_difference import (
    ClusteredDifferenceResult,
    clustered_difference,
)
from kooperacja_eval.stats.noncentral import noncentrality_interval, small_sample_factor
from kooperacja_eval.stats.paired_effect import PairedHedgesGResult, hedges_g_paired
from kooperacja_eval.text import Text

__all__ = [
    "ClusteredDifferenceResult",
    "HedgesGResult",
    "PairedHedgesGResult",
    "clustered_difference",
    "hedges_g",
    "hedges_g_paired",
]

MIN_IN_SAMPLE = 2
"""One value has no spread to estimate."""

NO_SPREAD = 1e-12
"""Share of the largest value below which a standard deviation is rounding, not spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HedgesGResult:
    """Hedges' g of two independent samples with its interval, in standard deviations, unrounded.

    n_first and n_second count the values used; n_dropped the nan left out of both.
    """

    estimate: float
    ci_low: float
    ci_high: float
    n_first: int
    n_second: int
    n_dropped: int
    method: Literal["noncentral_t"]


def hedges_g(
    first: NDArray[np.float64], second: NDArray[np.float64], *, confidence_level: float = 0.95
) -> HedgesGResult:
    r"""Estimate the standardised difference of two independent samples by Hedges' g.

    Parameters
    ----------
    first, second : NDArray[np.float64], shapes (values,)
        Two samples of different units; nan is missing.
    confidence_level : float
        Strictly between 0 and 1.

    Returns
    -------
    HedgesGResult
        Positive where the second mean is larger.

    Raises
    ------
    InsufficientDataError
        If a sample has fewer than two values, or neither has any spread.
    TypeError, ValueError
        If values are not real numbers or are infinite.

    Notes
    -----
    .. math:: g = J(\nu) \frac{\bar x_2 - \bar x_1}{s_p}, \qquad
              J(\nu) = \frac{\Gamma(\nu / 2)}{\sqrt{\nu / 2} \, \Gamma((\nu - 1) / 2)}

    with the pooled :math:`s_p` of :math:`\nu = n_1 + n_2 - 2` degrees of freedom. The interval is
    that of the population's difference: the noncentralities for which t lies at either tail of
    ``scipy.stats.nct``, times :math:`\sqrt{1 / n_1 + 1 / n_2}`; exact for normal values of equal
    variance and, unlike that of R's effectsize, not shrunk by J, which corrects a point estimate
    only. It takes values as independent. Sources: L. V. Hedges, J. Educational Statistics 6 (1981)
    107-128, doi:10.3102/10769986006002107; G. Cumming, S. Finch, Educational and Psychological
    Measurement 61 (2001) 532-574, doi:10.1177/0013164401614002.

    Examples
    --------
    >>> result = hedges_g(np.array([3.0, 4, 5, 6]), np.array([5.0, 6, 7, 8, 9]))
    >>> round(result.estimate, 3), round(result.ci_low, 3), round(result.ci_high, 3)
    (1.517, 0.087, 3.248)
    """
    check_confidence_level(confidence_level)
    numbers = as_numbers(first, "first"), as_numbers(second, "second")
    one, two = (values[~np.isnan(values)] for values in numbers)
    n_first, n_second = int(one.size), int(two.size)
    if min(n_first, n_second) < MIN_IN_SAMPLE:
        raise InsufficientDataError(_too_few_values(min(n_first, n_second)))
    df = n_first + n_second - 2
    squares = (n_first - 1) * np.var(one, ddof=1) + (n_second - 1) * np.var(two, ddof=1)
    pooled = math.sqrt(float(squares) / df)
    if pooled <= NO_SPREAD * max(float(np.max(np.abs(sample))) for sample in (one, two)):
        raise InsufficientDataError(_NO_SPREAD_IN_SAMPLES)
    d = float(two.mean() - one.mean()) / pooled
    root = math.sqrt(1 / n_first + 1 / n_second)
    low, high = noncentrality_interval(d / root, df, confidence_level)
    return HedgesGResult(
        estimate=small_sample_factor(df) * d,
        ci_low=low * root,
        ci_high=high * root,
        n_first=n_first,
        n_second=n_second,
        n_dropped=sum(int(values.size) for values in numbers) - n_first - n_second,
        method="noncentral_t",
    )


def _too_few_values(n: int) -> Text:
    return Text(
        "Różnica standaryzowana wymaga co najmniej 2 wartości w każdej z prób; liczba wartości bez "
        f"braków w mniejszej z nich: {n}. Uzupełnij dane albo podaj same średnie.",
        "A standardised difference needs at least 2 values in each sample; number of values that "
        f"are not missing in the smaller one: {n}. Complete the data, or give the means only.",
    )


_NO_SPREAD_IN_SAMPLES = Text(
    "W żadnej z prób wartości się nie różnią, więc różnicy nie da się wyrazić w odchyleniach "
    "standardowych. Podaj różnicę średnich w jednostce pomiaru.",
    "Values do not differ within either sample, so the difference cannot be expressed in standard "
    "deviations. Give the difference of means in the unit of measurement.",
)
