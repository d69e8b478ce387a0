"""Costs, in all and per family or completed programme.

``direct`` takes costs that name a team. ``all`` adds shared costs: in a voivodeship those that name
it without a team, in a macroregion also those that name no voivodeship. Shared costs are never
divided among the places below, so parts do not add up to the ``all`` of the whole.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Bools
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.stats.ratios import clustered_ratio


def cost_total(data: StudyData, place: Place) -> list[Value]:
    """Sum of the costs of a place; ``n`` counts entries of the table of costs."""
    return [
        _sum("direct", _direct(data, place), data),
        *([_sum("all", _all(data, place), data)] if place.pzk_id is None else []),
    ]


def cost_per_family(data: StudyData, place: Place) -> list[Value]:
    """Costs over families and persons of the whole test, ongoing ones too."""
    return _per(data, place, np.ones(data.households.team.size, dtype=bool))


def cost_per_completed_ipp(data: StudyData, place: Place) -> list[Value]:
    """Costs, those of families that did not complete too, over completed programmes."""
    return _per(data, place, data.households.is_("outcome", "completed"))


def _per(data: StudyData, place: Place, counted: Bools) -> list[Value]:
    families = data.per_team(data.households, counted, place).astype(np.float64)
    costs = _per_team(data, place)
    direct = _ratio("direct", float(costs.sum()), families, data, _interval(costs, families))
    if place.pzk_id is not None:
        return [direct]
    total = float(_all(data, place)["amount_pln"].sum())
    return [direct, _ratio("all", total, families, data, ("ratio", None, None))]


def _direct(data: StudyData, place: Place) -> pd.DataFrame:
    costs = data.tables["costs"]
    return costs[costs["pzk_id"].isin(data.teams["pzk_id"].iloc[data.teams_at(place)])]


def _all(data: StudyData, place: Place) -> pd.DataFrame:
    """Costs of the teams and shared ones; those without any place only in a sole macroregion."""
    costs = data.tables["costs"]
    shared = costs["pzk_id"].isna()
    inside = shared & costs["voivodeship"].isin(place.voivodeships)
    if place.level == "macroregion" and len(data.config.macroregions) == 1:
        inside |= shared & costs["voivodeship"].isna()
    return pd.concat([_direct(data, place), costs[inside]])


def _per_team(data: StudyData, place: Place) -> NDArray[np.float64]:
    direct = _direct(data, place)
    sums = direct.groupby("pzk_id")["amount_pln"].sum()
    teams = data.teams["pzk_id"].iloc[data.teams_at(place)]
    return sums.reindex(teams, fill_value=0.0).to_numpy(dtype=np.float64)


def _sum(group: str, costs: pd.DataFrame, data: StudyData) -> Value:
    total = float(costs["amount_pln"].sum())
    return Value(
        method="sum", numerator=total, value=total, n=len(costs), group=group, period=data.period
    )


def _interval(
    costs: NDArray[np.float64], families: NDArray[np.float64]
) -> tuple[str, float | None, float | None]:
    try:
        result = clustered_ratio(costs, families)
    except InsufficientDataError:
        return "ratio", None, None
    return result.method, result.ci_low, result.ci_high


def _ratio(
    group: str,
    total: float,
    families: NDArray[np.float64],
    data: StudyData,
    interval: tuple[str, float | None, float | None],
) -> Value:
    number = float(families.sum())
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
