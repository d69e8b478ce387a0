"""Between which limits a team's share or ratio would lie if it differed from the target by chance.

The border: sizes and a target in, limits out, with the sides on which a team of this size could be
told from the target at all. Which team lies where is told in ``funnel``.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.stats.checks import as_counts, as_numbers, check_confidence_level

PoissonForm = Literal["quantile", "chi_square"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelLimits:
    """Limits at one level; arrays of shape (units,), in the unit of the share or ratio.

    A unit strictly below low, or strictly above high, lies outside. low_reachable and
    high_reachable say whether any possible count of a unit of this size does: where they are False,
    lying inside says nothing about that side.
    """

    level: float
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    low_reachable: NDArray[np.bool_]
    high_reachable: NDArray[np.bool_]


def binomial_limits(
    trials: NDArray[np.int64], *, target: float, level: float = 0.95
) -> FunnelLimits:
    r"""Return exact limits of shares: quantiles of the binomial over the number of trials.

    Parameters
    ----------
    trials : NDArray[np.int64], shape (units,)
        Such as families of each team; 1 or more.
    target : float
        The share that all units would have but for chance, strictly between 0 and 1.
    level : float
        Strictly between 0 and 1, such as 0.95 or 0.998.

    Returns
    -------
    FunnelLimits
        In shares from 0 to 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of its kind.

    Notes
    -----
    With :math:`\alpha = 1 - level` the limits are the smallest counts whose distribution function
    under Bin(n, target) reaches :math:`\alpha/2` and :math:`1 - \alpha/2`, divided by n, computed
    by ``scipy.stats.binom``. Neither side is left by chance more often than :math:`\alpha/2`. The
    limits are not smoothed between counts. Source: D. J. Spiegelhalter, Statistics in Medicine 24
    (2005) 1185-1202, doi:10.1002/sim.1970.

    Examples
    --------
    Teams of 5 and of 9 families: no share can lie above.

    >>> limits = binomial_limits(np.array([5, 9]), target=140 / 172)
    >>> limits.low.round(3).tolist(), limits.high.tolist(), limits.high_reachable.tolist()
    ([0.4, 0.556], [1.0, 1.0], [False, False])
    """
    check_confidence_level(level)
    check_share(target, "target")
    sizes = as_counts(trials, "trials")
    if np.any(sizes < 1):
        raise ValueError("trials are 1 or more: leave out units without trials")
    tail = (1 - level) / 2
    low, high = stats.binom.ppf(tail, sizes, target), stats.binom.isf(tail, sizes, target)
    return FunnelLimits(
        level=level,
        low=low / sizes,
        high=high / sizes,
        low_reachable=low > 0,
        high_reachable=high < sizes,
    )


def poisson_limits(
    expected: NDArray[np.float64],
    *,
    target: float = 1.0,
    level: float = 0.95,
    form: PoissonForm = "quantile",
) -> FunnelLimits:
    r"""Return exact limits of ratios of observed to expected counts.

    Parameters
    ----------
    expected : NDArray[np.float64], shape (units,)
        Counts expected of each unit, above 0, such as meetings by the number of months.
    target : float
        The ratio that all units would have but for chance, above 0.
    level : float
        Strictly between 0 and 1.
    form : {"quantile", "chi_square"}
        Quantiles of the Poisson distribution, or limits of the exact interval of a mean of which
        the expected count was observed, as drawn by much funnel software. The latter is smooth but
        at small counts not what it says: expected 1, it calls 0 low, which is seen in 37 of 100.

    Returns
    -------
    FunnelLimits
        In ratios, 0 or more.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of its kind.

    Notes
    -----
    With mean :math:`\mu = target\,E`, counts over E. Quantiles by ``scipy.stats.poisson``, as for
    `binomial_limits`; chi-square: :math:`\chi^2_{\alpha/2}(2\mu)/2` and
    :math:`\chi^2_{1-\alpha/2}(2\mu + 2)/2` (Garwood). Sources: D. J. Spiegelhalter, Statistics in
    Medicine 24 (2005) 1185-1202, doi:10.1002/sim.1970; F. Garwood, Biometrika 28 (1936) 437-442,
    doi:10.1093/biomet/28.3-4.437.

    Examples
    --------
    >>> limits = poisson_limits(np.array([15.0]), form="chi_square")
    >>> limits.low.round(7).tolist(), limits.high.round(6).tolist()
    ([0.5596924], [1.649348])
    """
    check_confidence_level(level)
    check_positive(target, "target")
    if form not in ("quantile", "chi_square"):
        raise ValueError(f"form is 'quantile' or 'chi_square', got {form!r}")
    numbers = as_numbers(expected, "expected")
    if not np.all(numbers > 0):
        raise ValueError("expected counts are above 0: leave out units without any")
    tail, mean = (1 - level) / 2, target * numbers
    if form == "quantile":
        low, high = stats.poisson.ppf(tail, mean), stats.poisson.isf(tail, mean)
    else:
        low = stats.chi2.ppf(tail, 2 * mean) / 2
        high = stats.chi2.isf(tail, 2 * mean + 2) / 2
    return FunnelLimits(
        level=level,
        low=low / numbers,
        high=high / numbers,
        low_reachable=low > 0,
        high_reachable=np.ones(numbers.size, dtype=np.bool_),
    )


def check_share(value: float, name: str) -> None:
    """Refuse a number that is not strictly between 0 and 1.

    Raises
    ------
    TypeError
        If it is not a real number.
    ValueError
        If it is 0, 1, outside, or nan.
    """
    check_positive(value, name)
    if value >= 1:
        raise ValueError(f"{name} lies strictly between 0 and 1, got {value}")


def check_positive(value: float, name: str) -> None:
    """Refuse a number that is not above 0 and finite.

    Raises
    ------
    TypeError
        If it is not a real number.
    ValueError
        If it is 0 or less, infinite, or nan.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"{name} is a number, not {type(value).__name__}")
    if not 0 < value < np.inf:
        raise ValueError(f"{name} is above 0 and finite, got {value}")
