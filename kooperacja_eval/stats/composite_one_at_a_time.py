"""A composite index with one choice changed at a time, against its base case.

The border: the same table and choices as ``composite_index`` in, one row for each changed choice
out. It shows no interactions; those are in ``composite_sensitivity``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.stats.composite_aggregation import (
    AGGREGATIONS,
    Aggregation,
    places_of_groups,
    ranks_of,
    terms_of,
    weighted_values,
)
from kooperacja_eval.stats.composite_scores import (
    MIN_PARTS,
    NORMALISATIONS,
    Missing,
    Normalisation,
    as_goalposts,
    as_parts,
    component_weights,
    normalise,
    used_units,
)

Choice = Literal["base", "normalisation", "aggregation", "weights", "without_part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedChoice:
    """What one changed choice does, unrounded.

    option names what was chosen instead; for "without_part" it is the place of the part left out.
    mean_index is in points; mean_shift and max_shift are of absolute differences of the index from
    the base case in points, mean_rank_shift and max_rank_shift of ranks within groups. n_units
    counts the units that have a value in this row.
    """

    choice: Choice
    option: str
    mean_index: float
    mean_shift: float
    max_shift: float
    mean_rank_shift: float
    max_rank_shift: float
    n_units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Variant:
    choice: Choice
    option: str
    normalisation: Normalisation
    aggregation: Aggregation
    pca: bool
    columns: tuple[int, ...]


def one_at_a_time(
    parts: ArrayLike,
    *,
    goalposts: ArrayLike | None = None,
    groups: ArrayLike | None = None,
    normalisations: Sequence[Normalisation] = NORMALISATIONS,
    aggregations: Sequence[Aggregation] = AGGREGATIONS,
    missing: Missing = "require",
    floor: float = 1.0,
) -> tuple[ChangedChoice, ...]:
    """Change one choice behind a composite index at a time.

    Parameters
    ----------
    parts, goalposts, groups, missing, floor
        As in ``composite_uncertainty``.
    normalisations, aggregations : sequence
        The first of each, with equal weights and all parts, is the base case; the others follow.

    Returns
    -------
    tuple of ChangedChoice
        The base case, each other normalisation and aggregation, weights of the principal component,
        and, with three parts or more, the index without each part.

    Raises
    ------
    InsufficientDataError
        If no unit has the parts, a part has no spread though its scale depends on it, or the first
        principal component is undefined.
    TypeError, ValueError
        If an argument is of the wrong shape or kind.

    Notes
    -----
    Units need all parts, or two with "renormalise"; so each has a value without any one part.

    Examples
    --------
    >>> parts = np.array([[90.0, 80, 70], [50.0, 55, 45], [60.0, 10, 95], [20.0, 30, 15]])
    >>> rows = one_at_a_time(parts, goalposts=[[0, 100]] * 3, normalisations=["goalposts"])
    >>> [(row.choice, row.option, round(row.mean_index, 1)) for row in rows][:2]
    [('base', 'goalposts geometric equal', 47.3), ('aggregation', 'arithmetic', 51.7)]
    """
    table = as_parts(parts)
    if not normalisations or not aggregations:
        raise ValueError("normalisations and aggregations have one choice or more")
    ends = None if goalposts is None else as_goalposts(goalposts, table.shape[1])
    used = used_units(table, missing, at_least=MIN_PARTS)
    places = places_of_groups(groups, used)
    base = np.zeros(0)
    rows: list[ChangedChoice] = []
    for variant in _variants(normalisations, aggregations, table.shape[1]):
        values = _values(table[used], ends, variant, floor)
        if not rows:
            base = values
        rows.append(_compare(variant, values, base, places))
    return tuple(rows)


def _variants(
    normalisations: Sequence[Normalisation], aggregations: Sequence[Aggregation], n_parts: int
) -> list[_Variant]:
    first, way, columns = normalisations[0], aggregations[0], tuple(range(n_parts))
    rows = [_Variant("base", f"{first} {way} equal", first, way, False, columns)]  # noqa: FBT003
    rows += [
        _Variant("normalisation", one, one, way, False, columns)  # noqa: FBT003
        for one in normalisations[1:]
    ]
    rows += [
        _Variant("aggregation", one, first, one, False, columns)  # noqa: FBT003
        for one in aggregations[1:]
    ]
    return rows


def _values(
    parts: NDArray[np.float64],
    goalposts: NDArray[np.float64] | None,
    variant: _Variant,
    floor: float,
) -> NDArray[np.float64]:
    scores = normalise(parts, variant.normalisation, goalposts).values[:, variant.columns]
    n_parts = scores.shape[1]
    weights = component_weights(scores).weights if variant.pca else np.full(n_parts, 1 / n_parts)
    return weighted_values(terms_of(scores, variant.aggregation, floor=floor), weights)


def _compare(
    variant: _Variant,
    values: NDArray[np.float64],
    base: NDArray[np.float64],
    places: Sequence[NDArray[np.intp]],
) -> ChangedChoice:
    shift = np.abs(values - base)
    rank_shift = np.empty_like(values)
    for group in places:
        both = ranks_of(np.vstack([values[group], base[group]]))
        rank_shift[group] = np.abs(both[0] - both[1])
    return ChangedChoice(
        choice=variant.choice,
        option=variant.option,
        mean_index=float(values.mean()),
        mean_shift=float(shift.mean()),
        max_shift=float(shift.max()),
        mean_rank_shift=float(rank_shift.mean()),
        max_rank_shift=float(rank_shift.max()),
        n_units=values.size,
    )
