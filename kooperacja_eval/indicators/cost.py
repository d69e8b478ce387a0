"""Costs, in all and per family, completed programme or month of work.

``direct`` takes costs that name a team. ``all`` adds shared costs: in a voivodeship those that name
it without a team, in a macroregion also those that name no voivodeship. Shared costs are never
divided among the places below, so parts do not add up to the ``all`` of the whole. The border:
intervals by resampling belong to ``cost_bootstrap``, other assumptions to ``cost_range``.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_support import months_per_team
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Bools, Floats
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.schemas.codes import COST_CATEGORIES, MILESTONES
from kooperacja_eval.stats.ratios import clustered_ratio


def cost_total(data: StudyData, place: Place) -> list[Value]:
    """Sum of the costs of a place; ``n`` counts entries of the table of costs."""
    return [_sum(base, costs, data) for base, costs in bases(data, place)]


def cost_per_family(data: StudyData, place: Place) -> list[Value]:
    """Costs over families and persons of the whole test, ongoing ones too."""
    return _per(data, place, families_per_team(data, place))


def cost_per_completed_ipp(data: StudyData, place: Place) -> list[Value]:
    """Costs, those of families that did not complete too, over completed programmes."""
    return _per(data, place, completed_per_team(data, place))


def cost_per_team_month(data: StudyData, place: Place) -> list[Value]:
    """Costs over months of work of the teams; costs before a team's start are in."""
    return _per(data, place, months_per_team(data, place))


def cost_by_milestone(data: StudyData, place: Place) -> list[Value]:
    """Costs of each milestone: the sum as numerator, and per family and person as value."""
    return [*_parts(data, place, "milestone", MILESTONES.ids)]


def cost_by_category(data: StudyData, place: Place) -> list[Value]:
    """Costs of each category: the sum as numerator, and per family and person as value.

    What is in a sum has an amount above 0 here: a category of ``direct`` with 0 has shared costs
    only, and is out of the sum of direct costs.
    """
    return [*_parts(data, place, "category", COST_CATEGORIES.ids)]


def families_per_team(data: StudyData, place: Place) -> Floats:
    """Return the number of families and persons of each team of a place."""
    return _households(data, place, np.ones(data.households.team.size, dtype=bool))


def ended_per_team(data: StudyData, place: Place) -> Floats:
    """Return the number of families and persons with an outcome other than ongoing."""
    return _households(data, place, ~np.isnan(data.outcomes.completed))


def completed_per_team(data: StudyData, place: Place) -> Floats:
    """Return the number of completed programmes of each team of a place."""
    return _households(data, place, data.households.is_("outcome", "completed"))


def costs_per_team(data: StudyData, place: Place) -> Floats:
    """Return the sum of the direct costs of each team of a place."""
    return data.costs.per_team[data.teams_at(place)]


def bases(data: StudyData, place: Place) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give the costs under ``direct`` and, above teams, under ``all``."""
    direct = direct_costs(data, place)
    yield "direct", direct
    if place.pzk_id is None:
        yield "all", pd.concat([direct, _shared(data, place)])


def direct_costs(data: StudyData, place: Place) -> pd.DataFrame:
    """Return the costs that name a team of a place."""
    return data.costs.of(data.teams_at(place))


def _shared(data: StudyData, place: Place) -> pd.DataFrame:
    """Return shared costs of a place; those without any place only in a sole macroregion."""
    shared = data.costs.shared
    inside = shared["voivodeship"].isin(place.voivodeships)
    if place.level == "macroregion" and len(data.config.macroregions) == 1:
        inside = inside | shared["voivodeship"].isna()
    return shared[inside]


def _households(data: StudyData, place: Place, counted: Bools) -> Floats:
    return data.per_team(data.households, counted, place).astype(np.float64)


def _per(data: StudyData, place: Place, divisor: Floats) -> list[Value]:
    rows = []
    for base, costs in bases(data, place):
        total = float(costs["amount_pln"].sum())
        interval: tuple[str, float | None, float | None] = ("ratio", None, None)
        if base == "direct":
            interval = _interval(costs_per_team(data, place), divisor)
        rows.append(_ratio(base, total, divisor, data, interval))
    return rows


def _parts(data: StudyData, place: Place, column: str, codes: Iterable[str]) -> Iterator[Value]:
    """Give the costs of each code of a column, under both bases."""
    families = families_per_team(data, place)
    for base, costs in bases(data, place):
        sums = costs.groupby(column)["amount_pln"].sum()
        for code in codes:
            total = float(sums.get(code, 0.0))
            yield _ratio(f"{base}|{code}", total, families, data, ("ratio", None, None))


def _sum(group: str, costs: pd.DataFrame, data: StudyData) -> Value:
    total = float(costs["amount_pln"].sum())
    return Value(
        method="sum", numerator=total, value=total, n=len(costs), group=group, period=data.period
    )


def _interval(costs: Floats, divisor: Floats) -> tuple[str, float | None, float | None]:
    try:
        result = clustered_ratio(costs, divisor)
    except InsufficientDataError:
        return "ratio", None, None
    return result.method, result.ci_low, result.ci_high


def _ratio(
    group: str,
    total: float,
    divisor: Floats,
    data: StudyData,
    interval: tuple[str, float | None, float | None],
) -> Value:
    number = float(divisor.sum())
    method, low, high = interval
    return Value(
        method=method,
        numerator=total,
        denominator=number,
        value=total / number if number else None,
        ci_low=low,
        ci_high=high,
        n=int(number),
        group=group,
        period=data.period,
        status="ok" if number else "insufficient",
    )
