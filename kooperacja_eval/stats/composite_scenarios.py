"""What the ranges and the sensitivity of a composite index share: units, groups and the choices.

The border: arguments of the public functions in, checked ones out, and every pair of a
normalisation and an aggregation ready for weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.stats.composite_aggregation import (
    AGGREGATIONS,
    Aggregation,
    Terms,
    check_floor,
    terms_of,
)
from kooperacja_eval.stats.composite_ranks import places_of_groups
from kooperacja_eval.stats.composite_scores import (
    NORMALISATIONS,
    Missing,
    Normalisation,
    as_goalposts,
    as_parts,
    normalise,
    used_units,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Checked arguments: the parts of the used units, and who is ranked against whom.

    units holds the places of the used units among those given; places those of each group among the
    used ones.
    """

    parts: NDArray[np.float64]
    goalposts: NDArray[np.float64] | None
    units: NDArray[np.intp]
    places: list[NDArray[np.intp]]
    normalisations: tuple[Normalisation, ...]
    aggregations: tuple[Aggregation, ...]
    n_dropped: int
    floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """The scores of one normalisation and their terms for one aggregation."""

    scores: NDArray[np.float64]
    terms: Terms
    n_clipped: int


def setting_of(
    parts: ArrayLike,
    *,
    goalposts: ArrayLike | None,
    groups: ArrayLike | None,
    normalisations: Sequence[Normalisation],
    aggregations: Sequence[Aggregation],
    missing: Missing,
    floor: float,
) -> Setting:
    """Check the arguments and choose the units.

    Raises
    ------
    InsufficientDataError
        If no unit has the parts asked for, or a part is missing in all.
    TypeError, ValueError
        If an argument is of the wrong shape or kind.
    """
    table = as_parts(parts)
    check_choices(normalisations, NORMALISATIONS, "normalisations")
    check_choices(aggregations, AGGREGATIONS, "aggregations")
    check_floor(floor)
    ends = as_goalposts(goalposts, table.shape[1], normalisations)
    used = used_units(table, missing)
    return Setting(
        parts=table[used],
        goalposts=ends,
        units=np.flatnonzero(used),
        places=places_of_groups(groups, used),
        normalisations=tuple(normalisations),
        aggregations=tuple(aggregations),
        n_dropped=int(np.sum(~used)),
        floor=float(floor),
    )


def check_choices(
    chosen: Sequence[str], allowed: Sequence[str], name: str, *, at_least: int = 1
) -> None:
    """Refuse a list of choices that is too short, or in which one is unknown or given twice.

    Raises
    ------
    ValueError
        If it is so.
    """
    if isinstance(chosen, str) or any(one not in allowed for one in chosen):
        raise ValueError(f"{name} is a list of {', '.join(allowed)}, got {chosen!r}")
    if len(set(chosen)) < len(chosen) or len(chosen) < at_least:
        raise ValueError(f"{name} has {at_least} or more choices, each once, got {chosen!r}")


def scenarios_of(setting: Setting) -> list[Scenario]:
    """Prepare every pair of a normalisation and an aggregation, the latter changing fastest.

    Raises
    ------
    InsufficientDataError
        If a part has no spread though its scale depends on it.
    """
    scored = [normalise(setting.parts, one, setting.goalposts) for one in setting.normalisations]
    return [
        Scenario(
            scores=scores.values,
            terms=terms_of(scores.values, aggregation, floor=setting.floor),
            n_clipped=scores.n_clipped,
        )
        for scores in scored
        for aggregation in setting.aggregations
    ]
