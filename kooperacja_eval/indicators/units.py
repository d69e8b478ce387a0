"""Rows of a table that belong to teams, in the order of teams; days as arrays.

The border: which teams there are, and where, is known to ``data``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.errors import ValidationError
from kooperacja_eval.text import Text

Days = NDArray[np.datetime64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Strings = NDArray[np.object_]

DAYS_PER_MONTH = 30.4375
"""Mean length of a month of the Julian calendar: 365.25 / 12 days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Rows of a table that belong to teams, sorted by team.

    ``team`` is the position of each row's team; rows of team ``t`` are
    ``starts[t]`` up to ``starts[t + 1]``. Columns asked for are kept as arrays that nobody can
    change, since each place asks for them again.
    """

    frame: pd.DataFrame
    team: Ints
    starts: Ints
    _days: dict[str, Days] = field(default_factory=dict, init=False, repr=False, compare=False)
    _coded: dict[str, tuple[Ints, dict[str, int]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def days(self, column: str) -> Days:
        """Return a column of dates; missing is ``NaT``."""
        if column not in self._days:
            found = days(self.frame[column])
            found.flags.writeable = False
            self._days[column] = found
        return self._days[column]

    def is_(self, column: str, *values: str) -> Bools:
        """Return whether a column has one of the values; missing has none."""
        codes, of = self._codes(column)
        wanted = np.zeros(len(of) + 1, dtype=bool)
        wanted[[of[value] for value in values if value in of]] = True
        return cast("Bools", wanted[codes])

    def known(self, column: str) -> Bools:
        """Return whether a column of text has a value."""
        return self._codes(column)[0] >= 0

    def codes(self, column: str) -> Ints:
        """Return a whole number for each row's text, the same for the same text; -1 is missing."""
        return self._codes(column)[0]

    def _codes(self, column: str) -> tuple[Ints, dict[str, int]]:
        """Return the place of each row's text among the texts of a column; -1 is missing."""
        if column not in self._coded:
            codes, names = pd.factorize(self.frame[column])
            codes.flags.writeable = False
            self._coded[column] = codes, {str(name): place for place, name in enumerate(names)}
        return self._coded[column]


def by_team(frame: pd.DataFrame, positions: Mapping[str, int]) -> Units:
    """Sort the rows of a table with a ``pzk_id`` by team.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows; those of one team keep their order.
    positions : mapping of str to int
        Position of each team, from 0.

    Raises
    ------
    ValidationError
        Where a row names a team that has no position.
    """
    codes, names = pd.factorize(frame["pzk_id"])
    place = np.array([*(positions.get(name, -1) for name in names), -1], dtype=np.int64)
    team = place[codes]  # the code of a missing name is -1, that of the last place
    if (team < 0).any():
        raise ValidationError(_unknown_team(int(np.count_nonzero(team < 0))))
    order = np.argsort(team, kind="stable")
    starts = np.searchsorted(team[order], np.arange(len(positions) + 1))
    return Units(
        frame=frame.iloc[order].reset_index(drop=True),
        team=team[order],
        starts=starts.astype(np.int64),
    )


def on_day(units: Units, moves: pd.DataFrame | None, day: date, teams: Mapping[str, int]) -> Units:
    """Return units by their team on a day: that which the first later move leaves.

    Parameters
    ----------
    units : Units
        Families, by their last team.
    moves : DataFrame, optional
        The table ``family_moves``.
    day : date
        The day.
    teams : mapping of str to int
        Position of each team, from 0.
    """
    later = None if moves is None else moves[moves["moved_on"] > pd.Timestamp(day)]
    if later is None or later.empty:
        return units
    first = later.sort_values("moved_on", kind="stable").drop_duplicates("family_id")
    place = positions(first["family_id"], units.frame["family_id"])
    team = units.frame["pzk_id"].to_numpy(dtype=object, copy=True)
    team[place[place >= 0]] = first["from_pzk_id"].to_numpy(dtype=object)[place >= 0]
    return by_team(units.frame.assign(pzk_id=team), teams)


def positions(names: "pd.Series[str]", known: "pd.Series[str]") -> Ints:
    """Return the position of each name among the known ones, -1 for others and for none.

    By codes of all names together, which for millions is faster than an index of the known.

    Parameters
    ----------
    names : Series of str
        Such as the family of each row of a table.
    known : Series of str
        Each once, such as all families.
    """
    codes, found = pd.factorize(pd.concat([known, names], ignore_index=True))
    place = np.full(len(found) + 1, -1, dtype=np.int64)
    place[codes[: len(known)]] = np.arange(len(known))
    place[-1] = -1  # the code of a missing name is -1
    return place[codes[len(known) :]]


def days(column: "pd.Series[pd.Timestamp]") -> Days:
    """Return a column of dates as days; missing is ``NaT``."""
    return column.to_numpy(dtype="datetime64[D]")


def active(started: Days, ended: Days, day: np.datetime64) -> Bools:
    """Return what goes on on a day: begun by then and not over before it; no end means ongoing."""
    return (started <= day) & (np.isnat(ended) | (ended >= day))


def _unknown_team(number: int) -> Text:
    return Text(
        f"Wiersze z zespołem, którego nie ma w tabeli pzk: {number}. Dodaj zespół albo popraw "
        "identyfikator (kooperacja-eval check pokaże miejsca).",
        f"Rows with a team that the table pzk does not have: {number}. Add the team or correct the "
        "identifier (kooperacja-eval check shows the places).",
    )
