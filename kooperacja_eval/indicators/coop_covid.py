"""What changed when COVID-19 came: months of all teams before and after, and services of families.

The border: the regression comes from ``stats`` through ``coop_break``. With fewer than 12 months on
a side it describes and proves nothing, and its method says so.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.coop_break import CHANGES, ROUNDING, Break, Ends, fit_break
from kooperacja_eval.indicators.coop_data import MONTH, family_means
from kooperacja_eval.indicators.coop_parts import numbers, team_means
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Floats, Ints, Units, active
from kooperacja_eval.indicators.values import Value, shares
from kooperacja_eval.schemas.codes import SERVICE_STATUSES

SERIES: Final = ("meetings", "attendance", "remote", "contacts")
METHOD: Final = "segmented_cr2"
STATUSES: Final = tuple(name for name in SERVICE_STATUSES.ids if name != "planned")
"""What can become of a service that runs."""
DESCRIPTIVE: Final = "_descriptive"
"""End of the method where a side has too few months to test anything."""


def covid_break(data: StudyData, place: Place) -> list[Value]:
    """Jump and change of slope when COVID-19 came, in four monthly series of all teams.

    Lines are centred on the last month before the break. Beside the changes: months on each side,
    and by month what was observed (mean of teams), the fitted line, and the first line gone on as
    if nothing had come, with its band.
    """
    teams = data.teams_at(place)
    return [row for name in SERIES for row in _series(data, teams, name)]


def service_adaptation(data: StudyData, place: Place) -> list[Value]:
    """Families by what became of services that ran on the first day of COVID-19.

    A family counts under a status where at least one of these services has it, so that the statuses
    do not add up to all. Families none of whose running services has a status are missing.
    """
    services = data.tables["services"]
    day = np.datetime64(data.config.covid.first, "D")
    started = services["started_on"].to_numpy(dtype="datetime64[D]")
    ended = services["ended_on"].to_numpy(dtype="datetime64[D]")
    running = services[active(started, ended, day)]
    families = data.households.frame["family_id"]
    served = families.isin(running["family_id"]).to_numpy(dtype=bool)
    known = families.isin(running.loc[running["status"].notna(), "family_id"]).to_numpy(dtype=bool)
    trials = data.per_team(data.households, known, place)
    missing = int(data.per_team(data.households, served, place).sum() - trials.sum())
    rows: list[Value] = []
    for status in STATUSES:
        with_it = running.loc[running["status"] == status, "family_id"]
        counted = families.isin(with_it).to_numpy(dtype=bool)
        rows += shares(
            data.per_team(data.households, counted, place),
            trials,
            clustered=True,
            n_missing=missing,
            group=status,
            period=data.config.covid.first.isoformat(),
        )
    return rows


def team_month_values(data: StudyData, name: str) -> Floats:
    """Return one series as an array of shape (months, teams); nan where nothing is known."""
    units, values = _reports(data, name)
    month = units.days("month").astype(MONTH)
    found = np.full((len(data.intensity.months), len(data.teams)), np.nan)
    for number, one in enumerate(data.intensity.months):
        rows = np.flatnonzero(month == one).astype(np.int64)
        if name == "contacts":
            means, team = family_means(units, rows, values)
            found[number] = team_means(team, means, len(data.teams))
        else:
            found[number] = team_means(units.team[rows], values[rows], len(data.teams))
    return found


def _reports(data: StudyData, name: str) -> tuple[Units, Floats]:
    """Return the rows of one series and their numbers."""
    work = data.cooperation
    if name == "contacts":
        return work.contacts, numbers(work.contacts, "contacts")
    if name == "meetings":
        return work.months, numbers(work.months, "met")
    if name == "attendance":
        listed = work.presence.frame["listed"].to_numpy(dtype=bool)
        return work.presence, np.where(listed, numbers(work.presence, "came"), np.nan)
    mode = work.meetings.frame["mode"]
    remote = (mode == "remote").to_numpy(dtype=bool)
    return work.meetings, np.where(mode.notna(), remote.astype(np.float64), np.nan)


def _series(data: StudyData, teams: Ints, name: str) -> Iterator[Value]:
    table = team_month_values(data, name)[:, teams]
    months = np.array([month.astype(np.int64) for month in data.intensity.months], dtype=np.int64)
    last = int(np.datetime64(data.config.covid.first, "M").astype(np.int64)) - 1
    for month, values in zip(data.intensity.months, table, strict=True):
        yield _observed(values, f"{name}|observed", str(month))
    try:
        found = fit_break(
            table.ravel(),
            np.repeat(months, teams.size),
            np.tile(teams, months.size),
            last_before=last,
        )
    except InsufficientDataError:
        for part in CHANGES:
            yield Value(
                method=METHOD, group=f"{name}|{part}", period=data.period, status="insufficient"
            )
        return
    yield from _changes(found, name, data.period)
    yield from _lines(found, name)


def _observed(values: Floats, group: str, period: str) -> Value:
    known = values[~np.isnan(values)]
    return Value(
        method="mean",
        value=float(known.mean()) if known.size else None,
        n=int(known.size),
        n_missing=int(values.size - known.size),
        group=group,
        period=period,
        status="ok" if known.size else "insufficient",
    )


def _changes(found: Break, name: str, period: str) -> Iterator[Value]:
    method = METHOD + DESCRIPTIVE * found.descriptive
    row = Value(method=method, n=found.n, n_missing=found.n_dropped, period=period)
    for change in CHANGES:
        yield _with_ends(replace(row, group=f"{name}|{change}"), found.changes[change])
    for side, number in (("n_before", found.n_before), ("n_after", found.n_after)):
        yield replace(row, method="count", group=f"{name}|{side}", value=float(number))


def _lines(found: Break, name: str) -> Iterator[Value]:
    row = partial(Value, method=METHOD, n=found.n_clusters)
    for month, fitted in found.fitted.items():
        period = str(np.datetime64(month, "M"))
        yield row(group=f"{name}|fitted", value=fitted, period=period)
        if month in found.without:
            yield _with_ends(row(group=f"{name}|without", period=period), found.without[month])


def _with_ends(row: Value, ends: Ends) -> Value:
    """Return a row with a number and its interval, without one where its width is rounding.

    Where all teams are alike before the break, as where every one met in every month, the line
    there is exact: an interval of no width would be a certainty that the data do not give.
    """
    value, low, high = ends
    if high - low > ROUNDING:
        return replace(row, value=value, ci_low=low, ci_high=high)
    return replace(row, value=0.0 if abs(value) < ROUNDING else value)
