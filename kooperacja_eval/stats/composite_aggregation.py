"""Weighted means of scores for one or many weightings at once.

The border: scores from 0 to 100 in, index values out, by one matrix product.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.stats.composite_scores import FULL_MARK

Aggregation = Literal["geometric", "arithmetic"]
AGGREGATIONS: tuple[Aggregation, ...] = ("geometric", "arithmetic")


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
    present = None if terms.present is None else weights @ terms.present.T
    return _values(weights @ terms.values.T, present, terms.aggregation)


def values_by_unit(terms: Terms, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the same in the shape (units, weightings)."""
    present = None if terms.present is None else terms.present @ weights.T
    return _values(terms.values @ weights.T, present, terms.aggregation)


def _values(
    sums: NDArray[np.float64], present: NDArray[np.float64] | None, aggregation: Aggregation
) -> NDArray[np.float64]:
    """Finish the sums in their place."""
    if present is not None:
        sums /= present
    if aggregation == "geometric":
        np.exp(sums, out=sums)
    return np.clip(sums, 0, FULL_MARK, out=sums)
