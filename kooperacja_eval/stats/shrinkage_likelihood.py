"""The likelihood of counts whose shares differ between units as a beta distribution says.

The border: counts in, the most likely mean share and intra-unit correlation out, with the interval
of the latter. What each unit's share becomes is in ``shrinkage_beta_binomial``. Counts enter by how
many units have more than i successes, failures and trials, so that the number of units costs
nothing, and so that no correlation at all is an ordinary point, not a limit.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

GRID = np.concatenate(([0.0], 10.0 ** np.arange(-7, 4.25, 0.25)))
"""Inverse precisions at which the search begins: from alike to all or nothing in every unit."""

ROOT = 4 * np.finfo(np.float64).eps
"""Relative precision of every root: as precise as ``scipy.optimize.brentq`` allows."""


SMALLEST = 1e-300
"""The lowest mean share searched: low enough for any counts, yet not 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSums:
    """successes[i], failures[i], trials[i]: how many units have more than i of them.

    constant is the sum of the logarithms of the binomial coefficients.
    """

    steps: NDArray[np.float64]
    successes: NDArray[np.float64]
    failures: NDArray[np.float64]
    trials: NDArray[np.float64]
    constant: float


def count_sums(hits: NDArray[np.int64], sizes: NDArray[np.int64]) -> CountSums:
    """Add up counts of units."""
    length = int(sizes.max())

    def more_than(counts: NDArray[np.int64]) -> NDArray[np.float64]:
        exactly = np.bincount(counts, minlength=length + 1)
        return (counts.size - np.cumsum(exactly)[:length]).astype(np.float64)

    logs = special.gammaln(sizes + 1) - special.gammaln(hits + 1)
    return CountSums(
        steps=np.arange(length, dtype=np.float64),
        successes=more_than(hits),
        failures=more_than(sizes - hits),
        trials=more_than(sizes),
        constant=float(np.sum(logs - special.gammaln(sizes - hits + 1))),
    )


def log_likelihood(sums: CountSums, mean: float, inverse: float) -> float:
    """Return the log-likelihood at a mean share and an inverse precision."""
    spread = sums.steps * inverse
    return sums.constant + float(
        sums.successes @ np.log(mean + spread)
        + sums.failures @ np.log(1 - mean + spread)
        - sums.trials @ np.log1p(spread)
    )


def mean_at(sums: CountSums, inverse: float) -> float:
    """Return the most likely mean share at an inverse precision; the likelihood is concave."""

    def scaled_slope(mean: float) -> float:
        spread, rest = sums.steps * inverse, 1 - mean
        up = rest * (sums.successes @ (mean / (mean + spread)))
        return float(up - mean * (sums.failures @ (rest / (rest + spread))))

    return _root(scaled_slope, SMALLEST, 1 - float(np.finfo(np.float64).epsneg))


def mean_variance(sums: CountSums, mean: float, inverse: float) -> float:
    """Return the variance of the mean share: the inverse of the observed information."""
    spread = sums.steps * inverse
    information = sums.successes @ (1 / (mean + spread) ** 2)
    information += sums.failures @ (1 / (1 - mean + spread) ** 2)
    return float(1 / information)


def best_inverse(sums: CountSums) -> float:
    """Return the most likely inverse precision: 0 if shares differ no more than by chance.

    Infinity where all units have only successes or only failures.
    """
    values = [_profiled(sums, float(inverse)) for inverse in GRID]
    best = int(np.argmax(values))
    if best == GRID.size - 1:
        return math.inf
    low, high = float(GRID[max(best - 1, 0)]), float(GRID[best + 1])

    def slope(inverse: float) -> float:
        return _slope(sums, inverse)

    if slope(low) <= 0:
        return 0.0
    while slope(high) >= 0:
        high *= 2
    return _root(slope, low, high)


def inverse_interval(
    sums: CountSums, inverse: float, confidence_level: float
) -> tuple[float, float]:
    """Return the inverse precisions that a likelihood ratio test does not refuse."""
    half = float(stats.chi2.ppf(confidence_level, 1)) / 2
    allowed = _profiled(sums, inverse) - half

    def above(other: float) -> float:
        return _profiled(sums, other) - allowed

    low = 0.0 if above(0.0) >= 0 else _root(above, 0.0, inverse)
    high = max(inverse, 1e-3)
    while above(high) >= 0:
        high *= 4
        if high > GRID[-1]:
            return low, math.inf
    return low, _root(above, inverse, high)


def _profiled(sums: CountSums, inverse: float) -> float:
    return log_likelihood(sums, mean_at(sums, inverse), inverse)


def _slope(sums: CountSums, inverse: float) -> float:
    mean, steps = mean_at(sums, inverse), sums.steps
    spread = steps * inverse
    return float(
        sums.successes @ (steps / (mean + spread))
        + sums.failures @ (steps / (1 - mean + spread))
        - sums.trials @ (steps / (1 + spread))
    )


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    return float(optimize.brentq(function, low, high, xtol=1e-300, rtol=ROOT, maxiter=500))
