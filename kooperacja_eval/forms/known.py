"""What a study knows when its forms are written: teams, families, entities, identifiers in use."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

MEETINGS_A_MONTH: Final = 9
"""Identifiers of meetings that a form proposes; the last digit counts them."""
FAR_PAST: Final = date.min
FAR_FUTURE: Final = date.max
_MARK: Final = " – "

Offered = Mapping[str, tuple["Option", ...]]
"""Entries of drop-down lists by the column that they come from, such as ``families.family_id``."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something known: its identifier and, where it has one, its name."""

    id: str
    name: str = ""

    @property
    def shown(self) -> str:
        """The entry of a drop-down list: the identifier, and the name after a dash."""
        name = " ".join(self.name.split())
        return f"{self.id}{_MARK}{name}" if name else self.id


def identifier(entry: str) -> str:
    """Return the identifier of what was chosen from a list that shows names too.

    Examples
    --------
    >>> identifier("LU-P001 – GOPS w Przykładowie"), identifier("LU-P001")
    ('LU-P001', 'LU-P001')
    """
    return entry.partition(_MARK)[0].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team, with its first and last day; without a last day it goes on."""

    pzk_id: str
    name: str
    voivodeship: str
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """From when to when somebody belongs to a team: a family, an entity."""

    pzk_id: str
    who: str
    first: date = FAR_PAST
    last: date = FAR_FUTURE

    def touches(self, month: date) -> bool:
        """Return whether at least one day of the month is part of the stay."""
        return self.first <= last_day(month) and self.last >= month


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything that forms fill in or offer.

    Attributes
    ----------
    teams : tuple of Team
        In the order of the register.
    months : tuple of date
        First days of the months of the study.
    families, members : mapping of str to tuple of Stay
        By team: its families, the entities in it.
    owned : mapping of str to mapping of str to tuple of str
        Identifiers in use by the column they stand in, then by family or team: goals, services,
        social projects.
    meetings : mapping of str to tuple of (str, date)
        Identifiers in use with their days, by team.
    all : mapping of str to tuple of Option
        Everything known of a column, for registers.
    """

    teams: tuple[Team, ...] = ()
    months: tuple[date, ...] = ()
    families: Mapping[str, Sequence[Stay]] = field(default_factory=dict)
    members: Mapping[str, Sequence[Stay]] = field(default_factory=dict)
    owned: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    meetings: Mapping[str, Sequence[tuple[str, date]]] = field(default_factory=dict)
    all: Offered = field(default_factory=dict)

    def works(self, team: Team, month: date) -> bool:
        """Return whether a team works on at least one day of a month."""
        return team.started_on <= last_day(month) and (team.ended_on or FAR_FUTURE) >= month

    def families_of(self, team: Team, month: date) -> tuple[str, ...]:
        """Return the families that are with a team on at least one day of a month."""
        return _present(self.families.get(team.pzk_id, ()), month)

    def next_meetings(self, team: Team, month: date) -> tuple[str, ...]:
        """Return identifiers for the meetings of a month: its place in the study, then a count.

        The second meeting of the fifteenth month of the study is ``LU-01-S152``: identifiers of
        different months never meet, whenever forms are written. Those that meetings of other
        months have already are left out, and so are months beyond the ninety-ninth.
        """
        others = {one for one, day in self.meetings.get(team.pzk_id, ()) if first_day(day) != month}
        if month not in self.months:
            return ()
        place = self.months.index(month) + 1
        names = (f"{team.pzk_id}-S{place:02d}{count}" for count in range(1, MEETINGS_A_MONTH + 1))
        return tuple(name for name in names if name not in others and place < 100)  # noqa: PLR2004

    def offered(self, team: Team, month: date, families: Iterable[str]) -> Offered:
        """Return the entries of drop-down lists in the form of a team and month."""
        names = {option.id: option for option in self.all.get("entities.entity_id", ())}
        present = _present(self.members.get(team.pzk_id, ()), month)
        lists = {
            "families.family_id": tuple(Option(one) for one in families),
            "entities.entity_id": tuple(names.get(one, Option(one)) for one in present),
            "codes.code_id": self.all.get("codes.code_id", ()),
        }
        for column, owners in (
            ("goals.goal_id", families),
            ("services.service_id", families),
            ("social_projects.social_project_id", (team.pzk_id,)),
        ):
            mine = self.owned.get(column, {})
            lists[column] = tuple(Option(one) for owner in owners for one in mine.get(owner, ()))
        return {column: options for column, options in lists.items() if options}


def _present(stays: Sequence[Stay], month: date) -> tuple[str, ...]:
    return tuple(sorted({stay.who for stay in stays if stay.touches(month)}))


def first_day(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def months_between(first: date, last: date) -> tuple[date, ...]:
    """Return the first days of the months from one day to another, both months included.

    Examples
    --------
    >>> [f"{month:%Y-%m}" for month in months_between(date(2019, 11, 5), date(2020, 1, 2))]
    ['2019-11', '2019-12', '2020-01']
    """
    start, stop = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(start, stop + 1))
