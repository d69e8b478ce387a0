"""A composite index with one choice changed at a time, against its base case.

The border: the same table and choices as ``composite_index`` in, one row for each changed choice
out. It shows no interactions; those are in ``composite_sensitivity``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.stats.composite_aggregation import (
    AGGREGATIONS,
    Aggregation,
    terms_of,
    weighted_values,
)
from kooperacja_eval.stats.composite_ranks import ranks_of
from kooperacja_eval.stats.composite_scenarios import Setting, check_choices, setting_of
from kooperacja_eval.stats.composite_scores import (
    MIN_PARTS,
    NORMALISATIONS,
    Missing,
    Normalisation,
    normalise,
)
from kooperacja_eval.stats.composite_weights import (
    FIXED_WEIGHTINGS,
    FixedWeighting,
    fixed_weights,
)

Choice = Literal["base", "normalisation", "aggregation", "weights", "without_part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedChoice:
    """What one changed choice does, unrounded.

    option names what was chosen instead; for "base" it is normalisation, aggregation and weights,
    for "without_part" the place of the part left out, from 0.
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
    weighting: FixedWeighting
    left_out: tuple[int, ...] = ()


def one_at_a_time(
    parts: ArrayLike,
    *,
    goalposts: ArrayLike | None = None,
    groups: ArrayLike | None = None,
    normalisations: Sequence[Normalisation] = NORMALISATIONS,
    aggregations: Sequence[Aggregation] = AGGREGATIONS,
    weightings: Sequence[FixedWeighting] = FIXED_WEIGHTINGS,
    missing: Missing = "require",
    floor: float = 1.0,
) -> tuple[ChangedChoice, ...]:
    """Change one choice behind a composite index at a time.

    Parameters
    ----------
    parts, goalposts, groups, missing, floor
        As in ``composite_uncertainty``.
    normalisations, aggregations, weightings : sequence
        The first of each, with all parts, is the base case; the others follow one by one.

    Returns
    -------
    tuple of ChangedChoice
        The base case, each other normalisation, aggregation and weighting, and, with three parts or
        more, the index without each part.

    Raises
    ------
    InsufficientDataError
        If no unit has the parts, a part is missing in all, has no spread though its scale or weight
        depends on it, or the first principal component is undefined.
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
    [('base', 'goalposts geometric equal', 47.2), ('aggregation', 'arithmetic', 51.7)]
    """
    setting = setting_of(
        parts, goalposts=goalposts, groups=groups, normalisations=normalisations,
        aggregations=aggregations, missing=missing, floor=floor,
    )  # fmt: skip
    check_choices(weightings, FIXED_WEIGHTINGS, "weightings")
    base, *others = _variants(setting, weightings)
    values = _values(setting, base)
    return tuple(
        _compare(one, _values(setting, one), values, setting.places) for one in (base, *others)
    )


def _variants(setting: Setting, weightings: Sequence[FixedWeighting]) -> list[_Variant]:
    first = _Variant(
        choice="base",
        option=f"{setting.normalisations[0]} {setting.aggregations[0]} {weightings[0]}",
        normalisation=setting.normalisations[0],
        aggregation=setting.aggregations[0],
        weighting=weightings[0],
    )
    rows = [first]
    rows += [
        replace(first, choice="normalisation", option=one, normalisation=one)
        for one in setting.normalisations[1:]
    ]
    rows += [
        replace(first, choice="aggregation", option=one, aggregation=one)
        for one in setting.aggregations[1:]
    ]
    rows += [replace(first, choice="weights", option=one, weighting=one) for one in weightings[1:]]
    n_parts = setting.parts.shape[1]
    if n_parts > MIN_PARTS:
        rows += [
            replace(first, choice="without_part", option=str(place), left_out=(place,))
            for place in range(n_parts)
        ]
    return rows


def _values(setting: Setting, variant: _Variant) -> NDArray[np.float64]:
    scores = normalise(setting.parts, variant.normalisation, setting.goalposts).values
    scores = np.delete(scores, variant.left_out, axis=1)
    terms = terms_of(scores, variant.aggregation, floor=setting.floor)
    return weighted_values(terms, fixed_weights(variant.weighting, scores))


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
