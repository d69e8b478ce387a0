"""Cost per family over everything that had to be assumed to compute it.

Shared costs belong to no team; how they are laid on the teams of a place, which categories count
and by which families one divides are choices. The border: combinations and their spread come from
``stats``; the interval between teams belongs to ``cost`` and ``cost_bootstrap``.
"""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.cost import (
    completed_per_team,
    direct_costs,
    ended_per_team,
    families_per_team,
)
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_support import months_per_team
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Floats
from kooperacja_eval.indicators.values import Value
from kooperacja_eval.stats.assumption_range import AssumptionEffect, AssumptionRange
from kooperacja_eval.stats.assumption_range import assumption_range as range_over

ASSUMPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "shared": ("families", "team_months", "none"),
    "categories": ("all", "without_research", "without_management"),
    "denominator": ("families", "ended", "completed"),
}
"""What is assumed and its options, the default first."""
METHOD: Final = "full_factorial"
_LEFT_OUT: Final = {"without_research": "research", "without_management": "management"}
_DIVISORS: Final[Mapping[str, Callable[[StudyData, Place], Floats]]] = {
    "families": families_per_team,
    "ended": ended_per_team,
    "completed": completed_per_team,
}
_WEIGHTS: Final[Mapping[str, Callable[[StudyData, Place], Floats]]] = {
    "families": families_per_team,
    "team_months": months_per_team,
}
_SAME: Final = 1e-12
"""Share of the range below which a difference is rounding."""


def cost_range(data: StudyData, place: Place) -> list[Value]:
    """Cost per family under each combination of assumptions: default, lowest, highest, all.

    ``shared``: shared costs laid on teams in proportion to families, to months of work, or left
    out. Those of a voivodeship lie on its teams, those without one on all teams of the study, so
    that a voivodeship carries its part of both; ``all`` of ``cost_total`` does not have the
    latter. ``categories`` leaves out research or management. ``denominator``: families of the whole
    test, those that ended, those that completed. ``share:`` is how far the value moves with one
    assumption, the others at their default, over the whole range; ``variance:`` the share of the
    variance over all combinations that the assumption explains alone.
    """
    amounts = {rule: _amounts(data, place, rule) for rule in ASSUMPTIONS["shared"]}
    divisors = {name: float(of(data, place).sum()) for name, of in _DIVISORS.items()}

    def sum_of(chosen: Mapping[str, str]) -> float:
        left_out = _LEFT_OUT.get(chosen["categories"])
        sums = amounts[chosen["shared"]]
        return float(sums[sums.index != left_out].sum(skipna=False))

    def value_of(chosen: Mapping[str, str]) -> float:
        divisor = divisors[chosen["denominator"]]
        return sum_of(chosen) / divisor if divisor else float("nan")

    try:
        found = range_over(ASSUMPTIONS, value_of)
    except InsufficientDataError:
        return [
            Value(method=METHOD, group=group, period=data.period, status="insufficient")
            for group in ("default", "lowest", "highest")
        ]

    def row(group: str, options: tuple[str, ...]) -> Value:
        chosen = dict(zip(found.assumptions, options, strict=True))
        divisor = divisors[chosen["denominator"]]
        return Value(
            method=METHOD,
            numerator=sum_of(chosen),
            denominator=divisor,
            value=value_of(chosen),
            n=int(divisor),
            group=group,
            period=data.period,
        )

    return [
        row("default", found.default_options),
        row("lowest", found.smallest_options[0]),
        row("highest", found.largest_options[0]),
        *_shares(found, data),
        *(row("combination|" + "|".join(one.options), one.options) for one in found.combinations),
    ]


def _shares(found: AssumptionRange, data: StudyData) -> list[Value]:
    """Return what each assumption does alone: to the range, and to the variance."""
    values = np.array([one.value for one in found.combinations])
    spread, variance = found.largest - found.smallest, float(np.var(values))
    if spread <= _SAME * abs(found.largest):
        spread = variance = 0.0
    rows = []
    for effect in found.effects:
        rows.append(_share(effect, "share", effect.one_at_a_time, spread, data))
        explained = variance * (effect.first_order or 0.0)
        rows.append(_share(effect, "variance", explained, variance, data))
    return rows


def _share(
    effect: AssumptionEffect, kind: str, part: float, whole: float, data: StudyData
) -> Value:
    return Value(
        method="one_at_a_time" if kind == "share" else "first_order",
        numerator=part,
        denominator=whole,
        value=part / whole if whole else None,
        group=f"{kind}:{effect.assumption}",
        period=data.period,
        status="ok" if whole else "insufficient",
    )


def _amounts(data: StudyData, place: Place, rule: str) -> "pd.Series[float]":
    """Return the costs of a place by category, shared ones laid on its teams by a rule."""
    own = direct_costs(data, place)
    if rule == "none":
        return _by_category(own)
    shared = data.costs.shared
    near = shared[shared["voivodeship"].isin(place.voivodeships)]
    far = shared[shared["voivodeship"].isna()]
    fallen = _by_category(pd.concat([own, near]))
    if far.empty:
        return fallen
    return fallen.add(_part(data, place, rule) * _by_category(far), fill_value=0.0)


def _by_category(costs: pd.DataFrame) -> "pd.Series[float]":
    return costs.groupby("category")["amount_pln"].sum()


def _part(data: StudyData, place: Place, rule: str) -> float:
    """Return the weight of a place's teams in that of all teams of the study.

    nan where no team has a weight, so that the costs could be laid on nobody.
    """
    weight = _WEIGHTS[rule]
    whole = sum(float(weight(data, one).sum()) for one in data.places("macroregion"))
    return float(weight(data, place).sum()) / whole if whole else float("nan")
