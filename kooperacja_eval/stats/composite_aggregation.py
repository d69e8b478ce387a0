"""Weighted means of scores for one or many weightings at once, and the ranks they give.

The border: scores from 0 to 100 in, values and ranks out, by one matrix product per block.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from kooperacja_eval.stats.composite_scores import FULL_MARK

Aggregation = Literal["geometric", "arithmetic"]
AGGREGATIONS: tuple[Aggregation, ...] = ("geometric", "arithmetic")

TIE_DECIMALS = 9
"""Index points are compared to this many decimals: further ones depend on the order of summing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a weighting is multiplied with: scores, or their logarithms, with 0 where missing.

    present is None where nothing is missing. n_floored counts the scores raised to the floor.
    """

    values: NDArray[np.float64]
    present: NDArray[np.float64] | None
    aggregation: Aggregation
    n_floored: int

    def of(self, units: slice | NDArray[np.intp]) -> "Terms":
        """Return the terms of some units."""
        return Terms(
            values=self.values[units],
            present=None if self.present is None else self.present[units],
            aggregation=self.aggregation,
            n_floored=self.n_floored,
        )


def check_floor(floor: float) -> None:
    """Refuse a floor that is not above 0 and below 100 points.

    Raises
    ------
    ValueError
        If it is not.
    """
    if not 0 < floor < FULL_MARK:
        raise ValueError(f"floor is above 0 and below {FULL_MARK:g} points, got {floor}")


def terms_of(scores: NDArray[np.float64], aggregation: Aggregation, *, floor: float) -> Terms:
    """Prepare scores for weighting; the floor holds for the geometric mean alone.

    Raises
    ------
    ValueError
        If the aggregation is unknown or the floor is not between 0 and 100.
    """
    check_floor(floor)
    if aggregation not in AGGREGATIONS:
        raise ValueError(f"aggregation is one of {', '.join(AGGREGATIONS)}, got {aggregation!r}")
    gaps = np.isnan(scores)
    n_floored = 0
    values = scores
    if aggregation == "geometric":
        n_floored = int(np.sum(scores < floor))
        values = np.log(np.maximum(scores, floor))
    return Terms(
        values=np.where(gaps, 0.0, values),
        present=(~gaps).astype(np.float64) if gaps.any() else None,
        aggregation=aggregation,
        n_floored=n_floored,
    )


def weighted_values(terms: Terms, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the index of each unit, shape (units,) or (weightings, units), from 0 to 100.

    Weights of missing parts are shared out among the present ones in proportion.
    """
    values = weights @ terms.values.T
    if terms.present is not None:
        values /= weights @ terms.present.T
    if terms.aggregation == "geometric":
        np.exp(values, out=values)
    return np.asarray(np.clip(values, 0, FULL_MARK), dtype=np.float64)


def ranks_of(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rank each row, 1 for the highest, ties sharing the mean of their ranks."""
    keys = -np.round(values, TIE_DECIMALS)
    order = np.argsort(keys, axis=1)
    in_order = np.take_along_axis(keys, order, axis=1)
    tied = np.any(in_order[:, 1:] == in_order[:, :-1], axis=1)
    ranks = np.empty(values.shape)
    places = np.broadcast_to(np.arange(1.0, values.shape[1] + 1), values.shape)
    np.put_along_axis(ranks, order, places, axis=1)
    if tied.any():
        ranks[tied] = stats.rankdata(keys[tied], axis=1)
    return ranks


def places_of_groups(groups: ArrayLike | None, used: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    """Return the places, among the used units, of the units that are ranked against each other.

    Raises
    ------
    ValueError
        If the labels are not one for each unit.
    """
    n_used = int(used.sum())
    if groups is None:
        return [np.arange(n_used)]
    labels = np.asarray(groups)
    if labels.shape != used.shape:
        raise ValueError(f"groups has one label for each of {used.size} units, got {labels.shape}")
    _, group = np.unique(labels[used], return_inverse=True)
    order = np.argsort(group, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(group[order])) + 1)
