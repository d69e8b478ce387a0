"""What a sensitivity analysis of a composite index varies, and what it looks at.

The border: points of the unit cube in, choices and weights out, and for each the mean index and the
mean shift of rank. The sample and its analysis belong to ``composite_sensitivity``.
"""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.stats.composite_aggregation import Terms, weighted_values
from kooperacja_eval.stats.composite_ranks import ranks_of

Factor = Literal["normalisation", "aggregation", "weights"]
Output = Literal["mean_index", "mean_rank_shift"]
OUTPUTS: tuple[Output, ...] = ("mean_index", "mean_rank_shift")

BLOCK = 2**15
"""Values handled at once: they stay in the cache, and a matrix product of this size starts no
threads, which on a busy machine take longer to meet than to multiply."""

TINY = 2.0**-53
"""Keeps the ends of the unit interval out of a logarithm."""


def outputs_of(
    terms: Sequence[Terms],
    places: Sequence[NDArray[np.intp]],
    case: NDArray[np.intp],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the mean index and the mean absolute shift of rank, shape (outputs, scenarios).

    case says which of the terms a scenario takes, weights has its row; the first of the terms with
    equal weights is the base case.
    """
    n_parts = weights.shape[1]
    equal = np.full((1, n_parts), 1 / n_parts)
    sums = np.zeros((len(OUTPUTS), case.size))
    for group in places:
        base = ranks_of(weighted_values(terms[0].of(group), equal))
        step = max(1, BLOCK // group.size)
        for place, one in enumerate(terms):
            of_group, rows = one.of(group), np.flatnonzero(case == place)
            for start in range(0, rows.size, step):
                block = rows[start : start + step]
                values = weighted_values(of_group, weights[block])
                sums[0, block] += values.sum(axis=1)
                shifts = np.abs(ranks_of(values) - base)
                sums[1, block] += shifts.sum(axis=1, dtype=np.float64)
    return sums / sum(group.size for group in places)


def problem_of(sizes: dict[Factor, int], n_parts: int) -> dict[str, Any]:
    """Describe the factors to SALib: one column for each choice, one for each part's weight."""
    choices = [name for name, size in sizes.items() if size > 1]
    names = [*choices, *(f"part {place}" for place in range(n_parts))]
    return {
        "num_vars": len(names),
        "names": names,
        "groups": [*choices, *["weights"] * n_parts],
        "bounds": [[0.0, 1.0]] * len(names),
    }


def decode(
    sample: NDArray[np.float64], names: Sequence[str], sizes: dict[Factor, int]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Turn points of the unit cube into choices and weights."""
    case = np.zeros(len(sample), dtype=np.intp)
    column = 0
    for factor, size in sizes.items():
        case *= size
        if factor in names:
            case += np.minimum((sample[:, column] * size).astype(np.intp), size - 1)
            column += 1
    exponentials = -np.log(np.clip(sample[:, column:], TINY, 1 - TINY))
    return case, exponentials / exponentials.sum(axis=1, keepdims=True)
