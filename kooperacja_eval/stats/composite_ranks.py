"""Ranks of units by a composite index, under many weightings at once.

The border: values from 0 to 100 in, ranks within groups out.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.stats.checks import as_labels
from kooperacja_eval.stats.composite_scores import FULL_MARK

TIE_STEPS = 1e9
"""Steps in a point: smaller differences depend on the order of summing and are ties."""


def ranks_of(values: NDArray[np.float64]) -> NDArray[np.float32]:
    """Rank each row, 1 for the highest, ties sharing the mean of their ranks.

    Parameters
    ----------
    values : NDArray[np.float64], shape (rows, units)
        From 0 to 100; up to 2^24 units.

    Returns
    -------
    NDArray[np.float32], shape (rows, units)
        Whole and half numbers, exact up to 2^23 units.

    Notes
    -----
    Value and place are packed in one integer, so that one sort of plain numbers orders both: a
    value takes 37 bits, places the rest.
    """
    n_units = values.shape[1]
    shift = max(1, (n_units - 1).bit_length())
    packed = np.rint((FULL_MARK - values) * TIE_STEPS).astype(np.int64)
    packed <<= shift
    packed |= np.arange(n_units)
    packed.sort(axis=1)
    order = packed & ((1 << shift) - 1)
    packed >>= shift
    plain = np.arange(1, n_units + 1, dtype=np.float32)
    ranks = np.empty(values.shape, dtype=np.float32)
    tied = np.any(packed[:, 1:] == packed[:, :-1], axis=1)
    for row, places in enumerate(order):
        ranks[row][places] = _tied_ranks(packed[row]) if tied[row] else plain
    return ranks


def _tied_ranks(ordered: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the ranks of ordered values: of each run of equal ones the mean of its first, last."""
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    lengths = np.diff(starts, append=ordered.size)
    return np.repeat((starts + (lengths + 1) / 2).astype(np.float32), lengths)


def places_of_groups(groups: ArrayLike | None, used: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    """Return the places, among the used units, of the units that are ranked against each other.

    Raises
    ------
    TypeError
        If the labels cannot be put in order.
    ValueError
        If the labels are not one for each unit, or one is missing.
    """
    if groups is None:
        return [np.arange(int(used.sum()))]
    labels = as_labels(groups, "groups")
    if labels.shape != used.shape:
        raise ValueError(f"groups has one label for each of {used.size} units, got {labels.size}")
    _, group = np.unique(labels[used], return_inverse=True)
    order = np.argsort(group, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(group[order])) + 1)
