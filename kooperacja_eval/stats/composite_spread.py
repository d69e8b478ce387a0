"""Ends and quantiles of index values and ranks over many scenarios, unit by unit.

The border: prepared choices with their weightings in, one spread of values and one of ranks out,
in blocks that stay in the processor's cache.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.stats.composite_aggregation import Terms, values_by_unit, weighted_values
from kooperacja_eval.stats.composite_ranks import ranks_of

BLOCK = 2**15
"""Values handled at once: they stay in the cache, and a matrix product of this size starts no
threads, which on a busy machine take longer to meet than to multiply."""

SHARES = (0.0, 0.05, 0.5, 0.95, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Over all scenarios, for each unit: the ends, the 5 % and 95 % quantiles and the median."""

    low: NDArray[np.float64]
    p5: NDArray[np.float64]
    median: NDArray[np.float64]
    p95: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedTerms:
    """One normalisation and aggregation with all its weightings, shape (weightings, parts)."""

    terms: Terms
    weights: NDArray[np.float64]


def spreads_of(
    choices: Sequence[WeightedTerms], places: Sequence[NDArray[np.intp]], n_units: int
) -> tuple[Spread, Spread]:
    """Return the spread of values and that of ranks within groups.

    Parameters
    ----------
    choices : sequence of WeightedTerms
        Each pair of terms and weighting is a scenario.
    places : sequence of NDArray[np.intp]
        Units that are ranked against each other; every unit belongs to one group.
    n_units : int
        Their number.
    """
    n_scenarios = sum(len(choice.weights) for choice in choices)
    ranks = np.empty((len(SHARES), n_units))
    buffer = np.empty((max(group.size for group in places), n_scenarios), dtype=np.float32)
    step = max(1, BLOCK // n_scenarios)
    for group in places:
        of_group = buffer[: group.size]
        _fill_ranks(of_group, choices, group)
        for start in range(0, group.size, step):
            ranks[:, group[start : start + step]] = _quantiles(of_group[start : start + step])
    return _spread(_value_quantiles(choices, n_units, n_scenarios)), _spread(ranks)


def _fill_ranks(
    ranks: NDArray[np.float32], choices: Sequence[WeightedTerms], group: NDArray[np.intp]
) -> None:
    """Rank the units of a group (rows) in each scenario (columns)."""
    step = max(1, BLOCK // group.size)
    column = 0
    for choice in choices:
        terms = choice.terms.of(group)
        for start in range(0, len(choice.weights), step):
            weights = choice.weights[start : start + step]
            block = ranks_of(weighted_values(terms, weights))
            ranks[:, column : column + len(weights)] = block.T
            column += len(weights)


def _value_quantiles(
    choices: Sequence[WeightedTerms], n_units: int, n_scenarios: int
) -> NDArray[np.float64]:
    step = max(1, BLOCK // n_scenarios)
    found = np.empty((len(SHARES), n_units))
    buffer = np.empty((step, n_scenarios))
    for start in range(0, n_units, step):
        units = slice(start, min(start + step, n_units))
        rows = buffer[: units.stop - start]
        column = 0
        for choice in choices:
            width = len(choice.weights)
            rows[:, column : column + width] = values_by_unit(
                choice.terms.of(units), choice.weights
            )
            column += width
        found[:, units] = _quantiles(rows)
    return found


def _quantiles(rows: NDArray[np.float64] | NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the quantiles of each row, shape (shares, rows); the rows are sorted in place."""
    rows.sort(axis=1)
    position = np.array(SHARES) * (rows.shape[1] - 1)
    below = np.floor(position).astype(np.intp)
    above = np.minimum(below + 1, rows.shape[1] - 1)
    low, high = rows[:, below].astype(np.float64), rows[:, above].astype(np.float64)
    return np.asarray((low + (position - below) * (high - low)).T, dtype=np.float64)


def _spread(rows: NDArray[np.float64]) -> Spread:
    low, p5, median, p95, high = rows
    return Spread(low=low, p5=p5, median=median, p95=p95, high=high)
