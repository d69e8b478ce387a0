"""Outcomes of families beside the support that their teams got: a description, not an effect.

Support goes where work is hard, and there are few teams: what stands here shows no effect of
support. The border: outcomes of families come from ``coop_families``, hours from
``families_support``.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from kooperacja_eval.indicators.coop_periods import per_cluster
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_support import hours_per_team, months_per_team
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Floats, Ints
from kooperacja_eval.indicators.values import Value, clustered_share, mean

THIRDS: Final = ("low", "middle", "high")
"""Thirds of the teams, from the fewest hours of support in a month to the most."""


def support_completed_share(data: StudyData, place: Place) -> list[Value]:
    """Completed among all families and persons, by thirds of teams by hours of support.

    Only hours of a team's own events count, per month of its work. Teams of equal hours stand in
    report order; families of teams without a month of work are in no third. Ongoing families count
    as in ``ipp_completed_share``: they have not completed.
    """
    completed = data.households.is_("outcome", "completed")
    rows = []
    for third, families in _thirds(data, place):
        team = data.households.team[families]
        rows.append(
            clustered_share(
                per_cluster(team, completed[families]),
                per_cluster(team),
                group=f"completed/third:{third}",
                period=data.period,
            )
        )
    return rows


def support_goal_t(data: StudyData, place: Place) -> list[Value]:
    """Mean goal attainment T, and hours of support, by the same thirds of teams.

    ``hours`` adds hours of the third's teams over their months of work; its ``n`` counts their
    families.
    """
    hours, months = _hours(data, place)
    rows = []
    for third, families in _thirds(data, place):
        team = data.households.team[families]
        scores = data.outcomes.goal_t[families]
        rows.append(mean(scores, team, group=f"goal_t/third:{third}", period=data.period))
    for third, teams in _thirds_of_teams(data, place):
        total, number = float(hours[teams].sum()), float(months[teams].sum())
        families = _families(data, data.teams_at(place)[teams])
        rows.append(
            Value(
                method="ratio",
                numerator=total,
                denominator=number,
                value=total / number if number else None,
                n=int(families.size),
                group=f"hours/third:{third}",
                period=data.period,
                status="ok" if number else "insufficient",
            )
        )
    return rows


def _hours(data: StudyData, place: Place) -> tuple[Floats, Floats]:
    """Return hours of own events and months of work of each team of a place."""
    return hours_per_team(data, place), months_per_team(data, place)


def _thirds_of_teams(data: StudyData, place: Place) -> Iterator[tuple[str, Ints]]:
    """Give each third with its teams, as places among those of the place."""
    hours, months = _hours(data, place)
    working = np.flatnonzero(months > 0)
    order = working[np.argsort(hours[working] / months[working], kind="stable")]
    for third, teams in zip(THIRDS, np.array_split(order, len(THIRDS)), strict=True):
        yield third, teams.astype(np.int64)


def _thirds(data: StudyData, place: Place) -> Iterator[tuple[str, Ints]]:
    """Give each third with its families and persons."""
    for third, teams in _thirds_of_teams(data, place):
        yield third, _families(data, data.teams_at(place)[teams])


def _families(data: StudyData, teams: Ints) -> Ints:
    return np.flatnonzero(np.isin(data.households.team, teams)).astype(np.int64)
