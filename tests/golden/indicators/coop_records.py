"""Indicators of cooperation counted again in plain loops over records: meetings and families.

Written from the definitions in the catalogue, without the package's arrays: a second implementation
for ``test_coop_golden``. An expected row is numerator, denominator, value, n and n_missing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

Record = dict[str, Any]
Records = dict[str, list[Record]]
Row = tuple[float | None, float | None, float | None, int, int]
Key = tuple[str, str, str | None, str | None]
"""Indicator, group, period and wave."""
HOUSEHOLDS = ("family", "person")


@dataclass(frozen=True)
class Where:
    """A place: its level, how its rows are named, and its teams."""

    level: str
    voivodeship: str | None
    pzk_id: str | None
    area: str | None
    teams: tuple[str, ...]


def records(tables: Mapping[str, pd.DataFrame]) -> Records:
    """Return tables as lists of records; missing is None, a moment is its day."""
    return {
        name: [
            {str(column): _plain(cell) for column, cell in record.items()}
            for record in frame.to_dict("records")
        ]
        for name, frame in tables.items()
    }


def _plain(cell: Any) -> Any:
    if cell is None or pd.isna(cell):
        return None
    return cell.date() if isinstance(cell, pd.Timestamp) else cell


def month_of(day: date) -> str:
    """Return a day's month, such as ``2020-03``."""
    return f"{day.year}-{day.month:02d}"


def months_between(first: date, last: date) -> list[str]:
    """Return all months from that of one day to that of another."""
    found, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        found.append(f"{year}-{month:02d}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def shares(hits: float, total: float, missing: int = 0) -> Row:
    """Return a share."""
    return float(hits), float(total), hits / total if total else None, int(total), missing


def means(values: Iterable[float | None]) -> Row:
    """Return the mean of the values that are known."""
    listed = list(values)
    known = [value for value in listed if value is not None]
    value = sum(known) / len(known) if known else None
    return float(sum(known)), float(len(known)), value, len(known), len(listed) - len(known)


class Process:
    """Team months, meetings, presence of members and reports of contacts, as records."""

    def __init__(self, data: Records, last_day: date, whole: str) -> None:
        self.data, self.last_day, self.whole = data, last_day, whole
        self.meetings = sorted(
            (one for one in data["meetings"] if one["level"] == "pzk" and one["pzk_id"]),
            key=lambda one: (one["held_on"], one["meeting_id"]),
        )
        lists: dict[str, set[str]] = {}
        for one in data["attendance"]:
            lists.setdefault(one["meeting_id"], set()).add(one["entity_id"])
        sector = {one["entity_id"]: one["sector"] for one in data["entities"]}
        held = {(one["pzk_id"], month_of(one["held_on"])) for one in self.meetings}
        self.team_months = [
            (team["pzk_id"], month, (team["pzk_id"], month) in held)
            for team in data["pzk"]
            if team["started_on"]
            for month in months_between(
                team["started_on"], min(team["ended_on"] or last_day, last_day)
            )
        ]
        self.presence: list[tuple[str, str, str, bool, bool]] = []
        self.sectors: list[tuple[str, str, float | None]] = []
        for meeting in self.meetings:
            self._meet(meeting, lists.get(meeting["meeting_id"]), sector)

    def _meet(self, meeting: Record, came: set[str] | None, sector: dict[str, Any]) -> None:
        day, team = meeting["held_on"], meeting["pzk_id"]
        members = [
            one
            for one in self.data["memberships"]
            if one["pzk_id"] == team
            and (one["joined_on"] or day) <= day
            and (one["left_on"] or day) >= day
        ]
        for one in members:
            there = came is not None and one["entity_id"] in came
            row = (team, month_of(day), one["role"], came is not None, there)
            self.presence.append(row)
        of_all = {sector[one["entity_id"]] for one in members} - {None}
        of_came = {sector[m["entity_id"]] for m in members if m["entity_id"] in (came or ())}
        share = len(of_came - {None}) / len(of_all) if of_all and came is not None else None
        self.sectors.append((team, month_of(day), share))

    def rows(self, where: Where) -> Iterator[tuple[Key, Row]]:
        """Give the rows of the indicators of meetings and contacts in a place."""
        inside = set(where.teams)
        yield from self._held(inside)
        yield from self._presence(inside)
        yield from self._gaps(inside)
        for what in ("contacts", "hours"):
            yield from self._families(where, what)

    def _periods(self, months: Iterable[str]) -> list[tuple[str, Callable[[str], bool]]]:
        whole: tuple[str, Callable[[str], bool]] = (self.whole, lambda _month: True)
        return [whole, *((one, one.__eq__) for one in sorted(set(months)))]

    def _held(self, inside: set[str]) -> Iterator[tuple[Key, Row]]:
        here = [one for one in self.meetings if one["pzk_id"] in inside]
        for period, within in self._periods(month_of(one["held_on"]) for one in here):
            chosen = [one for one in here if within(month_of(one["held_on"]))]
            number = len(chosen)
            yield ("meetings_held", "", period, None), (number, None, number, number, 0)
            known = [one["mode"] for one in chosen if one["mode"]]
            for mode in ("remote", "mixed"):
                row = shares(known.count(mode), len(known), number - len(known))
                yield ("remote_share", mode, period, None), row
        worked = [one for one in self.team_months if one[0] in inside]
        unknown = sum(t["pzk_id"] in inside and not t["started_on"] for t in self.data["pzk"])
        for period, within in self._periods(month for _, month, _ in worked):
            met = [met for _, month, met in worked if within(month)]
            row = shares(sum(met), len(met), unknown if period == self.whole else 0)
            yield ("meetings_held_share", "", period, None), row
        sectors = [one for one in self.sectors if one[0] in inside]
        for period, within in self._periods(month for _, month, _ in sectors):
            row = means(share for _, month, share in sectors if within(month))
            yield ("sectors_present", "", period, None), row

    def _presence(self, inside: set[str]) -> Iterator[tuple[Key, Row]]:
        here = [one for one in self.presence if one[0] in inside]
        for period, within in self._periods(month for _, month, *_ in here):
            for group in ("all", "core", "invited"):
                rows = [one for one in here if within(one[1]) and group in ("all", one[2])]
                listed = [came for *_, listed, came in rows if listed]
                row = shares(sum(listed), len(listed), len(rows) - len(listed))
                yield ("attendance_share", group, period, None), row

    def _gaps(self, inside: set[str]) -> Iterator[tuple[Key, Row]]:
        gaps, teams = [], set()
        for team in sorted(inside):
            days = [one["held_on"] for one in self.meetings if one["pzk_id"] == team]
            for one, following in pairwise(days):
                gaps.append(float((following - one).days))
                teams.add(team)
        yield ("days_between_meetings", "", self.whole, None), means(gaps)
        row = (None, None, max(gaps, default=None), len(teams), len(inside) - len(teams))
        yield ("days_between_meetings", "longest", self.whole, None), row

    def _families(self, where: Where, what: str) -> Iterator[tuple[Key, Row]]:
        homes = {
            one["family_id"]: one
            for one in self.data["families"]
            if one["pzk_id"] in where.teams and one["unit_type"] in HOUSEHOLDS
        }
        reports = [one for one in self.data["contacts"] if one["family_id"] in homes]
        all_months = [month_of(one["month"]) for one in reports]
        by_month = where.level in ("macroregion", "voivodeship")
        for period, within in self._periods(all_months if by_month else ()):
            row = means(self.family_means(homes, what, within).values())
            expected = sum(_goes_on(one, period, self.whole) for one in homes.values())
            missing = max(expected - row[3], row[4])
            yield (f"family_{what}", "", period, None), (*row[:4], missing)

    def family_means(
        self, homes: Iterable[str], what: str, within: Callable[[str], bool]
    ) -> dict[str, float | None]:
        """Return the mean of each family that anybody reported on in some months."""
        wanted, found = set(homes), dict[str, list[float | None]]()
        for one in self.data["contacts"]:
            if one["family_id"] in wanted and within(month_of(one["month"])):
                found.setdefault(one["family_id"], []).append(one[what])
        return {family: means(values)[2] for family, values in found.items()}


def _goes_on(family: Record, period: str, whole: str) -> bool:
    if family["started_on"] is None:
        return False
    if period == whole:
        return True
    ended = family["ended_on"]
    return month_of(family["started_on"]) <= period and (not ended or month_of(ended) >= period)
