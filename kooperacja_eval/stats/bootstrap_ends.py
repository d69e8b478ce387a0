"""Ends of bootstrap intervals from replicates: percentile, basic, BCa, studentised.

The border: replicates of a statistic in, two ends out. How resamples are drawn belongs to
``bootstrap`` and ``cluster_bootstrap``.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.text import Text

TIE = 1e-12
"""Share of the largest deviation of a replicate below which it is the estimate up to rounding."""

NO_SPREAD = 1e-12
"""Share of the largest replicate below which the spread of replicates is rounding."""

MIN_RESAMPLES = 100
"""Fewer cannot hold the ends of an interval of 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BootstrapResult:
    """A statistic with its bootstrap interval, unrounded.

    n counts what was resampled: values, pairs, or clusters; n_dropped those left out because of
    nan; n_undefined the resamples left out because the statistic (or its standard error) is
    undefined in them. standard_error and bias are those of the replicates. z0 and acceleration are
    given for "bca" and None for methods that do not use them.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float
    bias: float
    acceleration: float | None
    z0: float | None
    resamples: int
    n: int
    n_dropped: int
    n_undefined: int
    method: Literal["bca", "percentile", "basic", "studentised"]


def check_resamples(resamples: int) -> None:
    """Refuse a number of resamples that cannot hold an interval.

    Raises
    ------
    TypeError
        If it is not an integer.
    ValueError
        If it is below 100.
    """
    if isinstance(resamples, bool) or not isinstance(resamples, (int, np.integer)):
        raise TypeError(f"resamples is an integer, not {type(resamples).__name__}")
    if resamples < MIN_RESAMPLES:
        raise ValueError(f"resamples is {MIN_RESAMPLES} or more, got {resamples}")


def check_spread(replicates: NDArray[np.float64]) -> None:
    """Refuse replicates that are all the same.

    Raises
    ------
    InsufficientDataError
        If their spread is nothing but rounding: an interval of no width would be a certainty that
        the data do not give.
    """
    if np.ptp(replicates) <= NO_SPREAD * np.max(np.abs(replicates)):
        raise InsufficientDataError(NO_SPREAD_OF_REPLICATES)


def percentile_ends(
    replicates: NDArray[np.float64], confidence_level: float
) -> tuple[float, float]:
    """Return the quantiles of the replicates that leave out the same share at both sides."""
    return _quantiles(replicates, (1 - confidence_level) / 2, (1 + confidence_level) / 2)


def basic_ends(
    replicates: NDArray[np.float64], estimate: float, confidence_level: float
) -> tuple[float, float]:
    """Return the percentile interval reflected at the estimate."""
    low, high = percentile_ends(replicates, confidence_level)
    return 2 * estimate - high, 2 * estimate - low


def studentised_ends(
    replicates: NDArray[np.float64],
    replicate_errors: NDArray[np.float64],
    estimate: float,
    standard_error: float,
    confidence_level: float,
) -> tuple[float, float]:
    """Return the estimate less quantiles of the replicates' t times the standard error.

    Source: B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap, Chapman & Hall 1993,
    chapter 12 (bootstrap-t).
    """
    low, high = percentile_ends((replicates - estimate) / replicate_errors, confidence_level)
    return estimate - high * standard_error, estimate - low * standard_error


def bias_correction(replicates: NDArray[np.float64], estimate: float) -> float:
    """Return z0, the normal quantile of the share of replicates below the estimate.

    Replicates equal to the estimate up to rounding count one half, as in
    ``scipy.stats.bootstrap``.

    Raises
    ------
    InsufficientDataError
        If all replicates lie on one side of the estimate.
    """
    deviations = replicates - estimate
    tie = TIE * float(np.max(np.abs(deviations)))
    below = np.count_nonzero(deviations < -tie) + np.count_nonzero(deviations <= tie)
    z0 = float(ndtri(below / (2 * replicates.size)))
    if not math.isfinite(z0):
        raise InsufficientDataError(_ONE_SIDE)
    return z0


def bca_ends(
    replicates: NDArray[np.float64], z0: float, acceleration: float, confidence_level: float
) -> tuple[float, float]:
    r"""Return quantiles of the replicates, shifted for bias and acceleration.

    .. math:: p = \Phi\left(z_0 + \frac{z_0 + z}{1 - a (z_0 + z)}\right)

    Raises
    ------
    InsufficientDataError
        If the correction runs away, with a denominator of 0 or less.

    Notes
    -----
    Source: B. Efron, J. Am. Stat. Assoc. 82 (1987) 171-185, doi:10.1080/01621459.1987.10478410.
    """
    z = float(ndtri((1 + confidence_level) / 2))
    shifted = np.array([z0 - z, z0 + z])
    denominators = 1 - acceleration * shifted
    if np.any(denominators <= 0):
        raise InsufficientDataError(_RUNS_AWAY)
    low, high = ndtr(z0 + shifted / denominators)
    return _quantiles(replicates, low, high)


def plain_result(
    replicates: NDArray[np.float64],
    estimate: float,
    *,
    method: Literal["bca", "percentile", "basic"],
    confidence_level: float,
    accelerated: float | None,
    n: int,
    n_dropped: int,
) -> BootstrapResult:
    """Return the result of a method that needs no standard error within resamples.

    accelerated is the acceleration, asked for by "bca" alone.
    """
    z0 = None
    if accelerated is not None:
        z0 = bias_correction(replicates, estimate)
        low, high = bca_ends(replicates, z0, accelerated, confidence_level)
    elif method == "percentile":
        low, high = percentile_ends(replicates, confidence_level)
    else:
        low, high = basic_ends(replicates, estimate, confidence_level)
    return BootstrapResult(
        estimate=estimate,
        ci_low=low,
        ci_high=high,
        standard_error=float(np.std(replicates, ddof=1)),
        bias=float(np.mean(replicates)) - estimate,
        acceleration=accelerated,
        z0=z0,
        resamples=int(replicates.size),
        n=n,
        n_dropped=n_dropped,
        n_undefined=0,
        method=method,
    )


def _quantiles(replicates: NDArray[np.float64], low: float, high: float) -> tuple[float, float]:
    first, second = np.quantile(replicates, [low, high])
    return float(first), float(second)


NO_SPREAD_OF_REPLICATES = Text(
    "Miara ma tę samą wartość we wszystkich próbach bootstrapowych, więc jej przedział jest "
    "nieokreślony. Podaj miarę bez przedziału.",
    "The statistic has the same value in all resamples, so its interval is undefined. Give the "
    "statistic without an interval.",
)
_ONE_SIDE = Text(
    "Wszystkie wartości z prób bootstrapowych leżą po jednej stronie oszacowania, więc przedział "
    "BCa jest nieokreślony. Podaj miarę bez przedziału albo z przedziałem percentylowym.",
    "All values of the resamples lie on one side of the estimate, so a BCa interval is undefined. "
    "Give the statistic without an interval, or with a percentile interval.",
)
_RUNS_AWAY = Text(
    "Poprawka na skośność w przedziale BCa jest nieokreślona dla tych danych i tego poziomu "
    "ufności. Użyj niższego poziomu ufności albo przedziału percentylowego.",
    "The correction for skewness in a BCa interval is undefined for these data and this confidence "
    "level. Use a lower confidence level, or a percentile interval.",
)
