"""How much true values of units differ, from estimates whose own variances are known.

The border: estimates and their variances in, the variance between units and its interval out. What
each unit's estimate becomes is in ``shrinkage_normal``.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

Tau2Estimator = Literal["reml", "ml", "dl", "he", "pm"]

GRID = np.concatenate(([0.0], 10.0 ** np.arange(-6, 6.25, 0.25)))
"""Multiples of the mean variance at which the search for a maximum begins."""

ROOT = 4 * np.finfo(np.float64).eps
"""Relative precision of every root: as precise as ``scipy.optimize.brentq`` allows."""


def tau2_of(
    values: NDArray[np.float64], variances: NDArray[np.float64], estimator: Tau2Estimator
) -> float:
    """Estimate the variance between units, exactly 0 where it is not above 0."""
    if estimator == "he":
        return max(0.0, float(np.var(values, ddof=1) - variances.mean()))
    df = values.size - 1
    if estimator == "dl":
        return max(0.0, (heterogeneity(values, variances, 0.0) - df) / weight_spread(variances))
    if estimator == "pm":
        return tau2_at(values, variances, float(df))
    return _most_likely(values, variances, restricted=estimator == "reml")


def tau2_interval(
    values: NDArray[np.float64], variances: NDArray[np.float64], confidence_level: float
) -> tuple[float, float]:
    """Return the variances at which the heterogeneity statistic is an ordinary one (Q-profile)."""
    tail, df = (1 - confidence_level) / 2, values.size - 1
    low = tau2_at(values, variances, float(stats.chi2.isf(tail, df)))
    return low, tau2_at(values, variances, float(stats.chi2.ppf(tail, df)))


def tau2_at(values: NDArray[np.float64], variances: NDArray[np.float64], q: float) -> float:
    """Return the variance between units at which Q falls to q; 0 where it never lies above."""

    def above(tau2: float) -> float:
        return heterogeneity(values, variances, tau2) - q

    if above(0.0) <= 0:
        return 0.0
    high = float(variances.mean())
    while above(high) > 0:
        high *= 4
    return _root(above, 0.0, high)


def heterogeneity(
    values: NDArray[np.float64], variances: NDArray[np.float64], tau2: float
) -> float:
    """Return Q, the weighted sum of squares around the weighted mean."""
    weights = 1 / (variances + tau2)
    mean = float(weights @ values / weights.sum())
    return float(weights @ (values - mean) ** 2)


def weight_spread(variances: NDArray[np.float64]) -> float:
    """Return the sum of the weights less the sum of their squares over it."""
    weights = 1 / variances
    return float(weights.sum() - np.sum(weights**2) / weights.sum())


def _most_likely(
    values: NDArray[np.float64], variances: NDArray[np.float64], *, restricted: bool
) -> float:
    def deviance_and_slope(tau2: float) -> tuple[float, float]:
        weights = 1 / (variances + tau2)
        total = float(weights.sum())
        squares = weights * (values - float(weights @ values) / total) ** 2
        deviance = float(squares.sum() - np.sum(np.log(weights)))
        slope = float(np.sum(weights) - weights @ squares)
        if restricted:
            deviance += float(np.log(total))
            slope -= float(np.sum(weights**2)) / total
        return deviance, slope

    def slope(tau2: float) -> float:
        return deviance_and_slope(tau2)[1]

    grid = GRID * float(np.mean(variances) + np.var(values))
    best = int(np.argmin([deviance_and_slope(float(tau2))[0] for tau2 in grid]))
    low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, grid.size - 1)])
    if slope(low) >= 0:
        return 0.0
    while slope(high) <= 0:
        high *= 2
    return _root(slope, low, high)


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    return float(optimize.brentq(function, low, high, xtol=1e-300, rtol=ROOT, maxiter=500))
