"""Goal attainment of families: T, its change since the programme was set, and how many goals."""

import numpy as np

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value, mean


def goal_attainment_t(data: StudyData, place: Place) -> list[Value]:
    """Mean over families of T, of its change from the baseline, and of the number of goals.

    Families without an attained goal, or whose goals all have weight 0, are missing. The change is
    that of the goals with both levels; families without such a goal are missing from it. T depends
    on the number of goals, so that number stands beside it; goals of weight 0 are in neither.
    """
    families = data.outcomes
    rows = data.at(data.households, place)
    clusters = None if place.level == "pzk" else data.households.team[rows]
    in_t = data.family_goals.in_t.astype(np.float64)
    numbers = {
        "attained": families.goal_t,
        "change": families.change_t,
        "goals": np.where(np.isnan(families.goal_t), np.nan, in_t),
    }
    return [
        mean(values[rows], clusters, group=group, period=data.period)
        for group, values in numbers.items()
    ]
