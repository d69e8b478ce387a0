"""Reach: entities, teams, families and groups that the test reached, and where.

The border: counts and means over teams; what became of families belongs to ``families``.
"""

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import DAYS_PER_MONTH, Bools, Ints, Units, active, days
from kooperacja_eval.indicators.values import Value, count, mean
from kooperacja_eval.schemas.codes import AREAS


def entities_in_cooperation(data: StudyData, place: Place) -> list[Value]:
    """Every entity of the table of entities; an entity in several teams counts once."""
    inside = data.tables["entities"]["voivodeship"].isin(place.voivodeships)
    return [count(int(inside.sum()), period=data.period)]


def pzk_active(data: StudyData, place: Place) -> list[Value]:
    """Teams that had started by the day and had not ended before it."""
    teams = data.teams.iloc[data.teams_at(place)]
    working = active(days(teams["started_on"]), days(teams["ended_on"]), data.day)
    return [count(int(working.sum()), period=data.as_of.isoformat())]


def families_in_cooperation(data: StudyData, place: Place) -> list[Value]:
    """Families and persons in cooperation on the day; groups do not count.

    A family that moved counts in the team that it cooperated with on the day.
    """
    return [_in_cooperation(data, data.households_on_day, place)]


def groups_in_cooperation(data: StudyData, place: Place) -> list[Value]:
    """Count groups in cooperation on the day; families and persons do not count."""
    return [_in_cooperation(data, data.groups_on_day, place)]


def _in_cooperation(data: StudyData, on_day: Units, place: Place) -> Value:
    return count(_present(data, on_day, place).size, period=data.as_of.isoformat())


def _present(data: StudyData, on_day: Units, place: Place) -> Ints:
    """Return the positions of units that cooperated on the day with the teams of a place."""
    inside = data.at(on_day, place)
    there = active(on_day.days("started_on")[inside], on_day.days("ended_on")[inside], data.day)
    return inside[there]


def cohort_families(data: StudyData, place: Place) -> list[Value]:
    """Families and persons of the whole test by the month from which reports count them."""
    at = data.at(data.households, place)
    return [
        count(int(np.count_nonzero(chosen[at])), group=month, period=data.period)
        for month, chosen in cohorts(data).items()
    ]


def cohorts(data: StudyData) -> dict[str, Bools]:
    """Return who belongs to each cohort, by its month as ``2019-09``, in the order of months."""
    month = data.households.days("cohort").astype("datetime64[M]")
    return {
        str(one): np.isnat(month) if np.isnat(one) else month == one for one in np.unique(month)
    }


def families_by_area(data: StudyData, place: Place) -> list[Value]:
    """Families and persons in cooperation on the day, by the area of the family itself.

    A family that moved counts where it cooperated on the day.
    """
    units = data.households_on_day
    there = _present(data, units, place)
    missing = int(np.count_nonzero(~units.known("area")[there]))
    return [
        count(
            int(np.count_nonzero(units.is_("area", code)[there])),
            n_missing=missing,
            group=code,
            period=data.as_of.isoformat(),
        )
        for code in AREAS.ids
    ]


def pzk_by_area(data: StudyData, place: Place) -> list[Value]:
    """Teams of the whole test by the area under which reports count them."""
    area = data.teams["area"].iloc[data.teams_at(place)]
    return [count(int((area == code).sum()), group=code, period=data.period) for code in AREAS.ids]


def area_voivodeships(data: StudyData, place: Place) -> list[Value]:
    """Voivodeships with at least one team of the area."""
    teams = data.teams.iloc[data.teams_at(place)]
    return [
        count(
            int(teams.loc[teams["area"] == code, "voivodeship"].nunique()),
            group=code,
            period=data.period,
        )
        for code in AREAS.ids
    ]


def families_per_pzk(data: StudyData, place: Place) -> list[Value]:
    """Families and persons of the whole test per team: smallest, mean and largest number.

    A team without a family counts with 0; groups do not count.
    """
    units = data.households
    numbers = data.per_team(units, np.ones(units.team.size, dtype=bool), place).astype(np.float64)
    average = mean(numbers, group="mean", period=data.period)
    if not numbers.size:
        return [_extreme(None, "min", 0, data), average, _extreme(None, "max", 0, data)]
    low, high = float(numbers.min()), float(numbers.max())
    return [
        _extreme(low, "min", numbers.size, data),
        average,
        _extreme(high, "max", numbers.size, data),
    ]


def _extreme(number: float | None, group: str, teams: int, data: StudyData) -> Value:
    return Value(
        method="extreme",
        numerator=number,
        value=number,
        n=teams,
        group=group,
        period=data.period,
        status="insufficient" if number is None else "ok",
    )


def pzk_tenure_months(data: StudyData, place: Place) -> list[Value]:
    """Months of work of a team within the study's period: from its start to its end.

    A team that goes on counts up to the last day of the period; one that starts after it counts as
    missing.
    """
    teams = data.teams.iloc[data.teams_at(place)]
    last = np.datetime64(data.config.study.period.last, "D")
    started, ended = days(teams["started_on"]), days(teams["ended_on"])
    ended = np.where(np.isnat(ended) | (ended > last), last, ended)
    return [mean(months_between(started, ended), period=data.period)]


def months_between(
    first: NDArray[np.datetime64], last: NDArray[np.datetime64]
) -> NDArray[np.float64]:
    """Return the length of periods in months, both days included: days / 30.4375.

    nan where a day is missing or the last lies before the first.
    """
    length = (last - first).astype("timedelta64[D]")
    number = length.astype(np.float64) + 1
    return np.where(np.isnat(length) | (number < 1), np.nan, number / DAYS_PER_MONTH)
