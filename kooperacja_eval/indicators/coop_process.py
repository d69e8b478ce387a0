"""How regularly teams meet, who comes, from which sectors, and by which way.

The border: meetings and attendance; contacts with families belong to ``coop_contacts``, ties
between members to ``coop_networks``.
"""

from typing import Final

import numpy as np

from kooperacja_eval.indicators.coop_limits import within
from kooperacja_eval.indicators.coop_periods import per_cluster, periods
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Bools, Ints, Units
from kooperacja_eval.indicators.values import (
    Value,
    clustered_share,
    count,
    counted_mean,
    counted_share,
    mean,
    shares,
)

MODES: Final = ("remote", "mixed")
ROLES: Final = ("all", "core", "invited")


def meetings_held(data: StudyData, place: Place) -> list[Value]:
    """Meetings of teams, in the whole test and in each month with any."""
    units = data.cooperation.meetings
    return [count(rows.size, period=period) for period, rows in periods(data, units, place)]


def meetings_held_share(data: StudyData, place: Place) -> list[Value]:
    """Months with at least one meeting among the months of cooperation.

    The plan is a meeting each month. Teams without a day of start have no months and are missing.
    """
    units = data.cooperation.months
    met = units.frame["met"].to_numpy(dtype=bool)
    values: list[Value] = []
    for period, rows in periods(data, units, place):
        whole = period == data.period
        missing = _unstarted(data, place) if whole else 0
        values += _shares(data, place, period, (units.team[rows], met[rows]), missing)
    return values


def attendance_share(data: StudyData, place: Place) -> list[Value]:
    """Members that came among the members of the day, over all meetings.

    Everybody, the core, and invited members. Clusters are teams, within one team its members; one
    month of one team is a full count. Members at meetings without a list are missing.
    """
    units = data.cooperation.presence
    role = units.frame["role"].to_numpy(dtype=object)
    listed, came = _flags(units, "listed"), _flags(units, "came")
    member = np.unique(units.frame["entity_id"].to_numpy(dtype=str), return_inverse=True)[1]
    values = []
    for period, rows in periods(data, units, place):
        for group in ROLES:
            chosen = rows if group == "all" else rows[role[rows] == group]
            known = chosen[listed[chosen]]
            missing = chosen.size - known.size
            if _is_full_count(data, place, period):
                value = counted_share(
                    int(came[known].sum()),
                    known.size,
                    n_missing=missing,
                    group=group,
                    period=period,
                )
            else:
                clusters = (member if place.level == "pzk" else units.team)[known]
                value = clustered_share(
                    per_cluster(clusters, came[known]),
                    per_cluster(clusters),
                    n_missing=missing,
                    group=group,
                    period=period,
                )
            values.append(value)
    return values


def sectors_present(data: StudyData, place: Place) -> list[Value]:
    """Mean over meetings of the share of the members' sectors that came.

    A meeting without a list, or whose members have no known sector, is missing.
    """
    units, present = data.cooperation.meetings, data.cooperation.sectors_present
    return [
        counted_mean(present[rows], period=period)
        if _is_full_count(data, place, period)
        else within(mean(present[rows], _teams(units, rows, place), period=period), 0.0, 1.0)
        for period, rows in periods(data, units, place)
    ]


def remote_share(data: StudyData, place: Place) -> list[Value]:
    """Remote meetings, and mixed ones, among meetings whose way is known."""
    units = data.cooperation.meetings
    mode = units.frame["mode"].to_numpy(dtype=object)
    known = units.frame["mode"].notna().to_numpy(dtype=bool)
    values: list[Value] = []
    for period, rows in periods(data, units, place):
        chosen = rows[known[rows]]
        for group in MODES:
            counted = (units.team[chosen], mode[chosen] == group)
            missing = rows.size - chosen.size
            values += _shares(data, place, period, counted, missing, group)
    return values


def days_between_meetings(data: StudyData, place: Place) -> list[Value]:
    """Mean days between meetings of one team that follow each other, and the longest gap.

    Teams that met less than twice are missing from the longest gap.
    """
    units = data.cooperation.meetings
    rows = data.at(units, place)
    team = units.team[rows]
    follows = np.flatnonzero(team[1:] == team[:-1]) + 1
    held = units.days("held_on")[rows]
    gaps = (held[follows] - held[follows - 1]).astype(np.float64)
    teams = np.unique(team[follows])
    clusters = None if place.level == "pzk" else team[follows]
    longest = Value(
        method="extreme",
        value=float(gaps.max()) if gaps.size else None,
        n=teams.size,
        n_missing=data.teams_at(place).size - teams.size,
        group="longest",
        period=data.period,
        status="ok" if gaps.size else "insufficient",
    )
    return [within(mean(gaps, clusters, period=data.period), 0.0), longest]


def _is_full_count(data: StudyData, place: Place, period: str) -> bool:
    """Return whether a row speaks of one team in one month: nothing then varies by chance."""
    return place.level == "pzk" and period != data.period


def _shares(
    data: StudyData,
    place: Place,
    period: str,
    counted: tuple[Ints, Bools],
    n_missing: int,
    group: str | None = None,
) -> list[Value]:
    """Return the share of rows that count, with both intervals for the whole test.

    ``counted`` gives the team of each row, and whether it counts.
    """
    hits, trials = per_cluster(*counted), per_cluster(counted[0])
    if _is_full_count(data, place, period):
        total = int(trials.sum())
        full = counted_share(
            int(hits.sum()), total, n_missing=n_missing, group=group, period=period
        )
        return [full]
    whole = period == data.period
    return shares(
        hits,
        trials,
        clustered=whole and place.level != "pzk",
        n_missing=n_missing,
        group=group,
        period=period,
    )


def _unstarted(data: StudyData, place: Place) -> int:
    return int(data.teams["started_on"].iloc[data.teams_at(place)].isna().sum())


def _teams(units: Units, rows: Ints, place: Place) -> Ints | None:
    return None if place.level == "pzk" else units.team[rows]


def _flags(units: Units, column: str) -> Bools:
    return units.frame[column].to_numpy(dtype=bool)
