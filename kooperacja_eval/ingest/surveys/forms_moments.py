"""Moments as forms write them: with AM or PM, a time zone, the year, the day or the month first.

The border: local time as written; the time zone is left out. What order day and month have is
decided by the whole column, and where it cannot be, the cells stay as they are.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kooperacja_eval.ingest.characters import clean
from kooperacja_eval.ingest.sheets import Cell, is_blank

_TIME: Final = (
    r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?: ?(?:[A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}))?)?"
)
_YEAR_FIRST: Final = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-./])(?P<a>\d{1,2})(?P=mark)(?P<b>\d{1,2})" + _TIME
)
_YEAR_LAST: Final = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[-./])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})" + _TIME
)
_MONTHS: Final = 12
_NOON: Final = 12
_CENTURY: Final = 2000
_SHORT_YEAR: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The cells of a column of moments.

    Attributes
    ----------
    cells : list of Cell
        Moments where they could be told, else the cells as they were.
    unread : tuple of int
        Indices of cells that are no moment.
    unordered : tuple of int
        Indices of cells that may be day or month first, and no other cell decides which.
    """

    cells: list[Cell]
    unread: tuple[int, ...]
    unordered: tuple[int, ...]


def parse_moments(cells: Sequence[Cell]) -> Moments:
    """Return a column of moments.

    Parameters
    ----------
    cells : sequence of Cell
        Moments of a spreadsheet, or texts such as ``2020/10/15 10:23:45 AM EEST`` or
        ``15.10.2020 10:23``. With dots the day comes first; with ``/`` or ``-`` the order that
        every cell of the column allows.

    Examples
    --------
    >>> parse_moments(["2020/10/15 10:23:45 PM GMT+2"]).cells
    [datetime.datetime(2020, 10, 15, 22, 23, 45)]
    """
    found = [_match(cell) for cell in cells]
    day_first = _order([match for match in found if match is not None])
    made: list[Cell] = []
    unread: list[int] = []
    unordered: list[int] = []
    for index, (cell, match) in enumerate(zip(cells, found, strict=True)):
        if match is None:
            made.append(cell)
            if not is_blank(cell) and not isinstance(cell, dt.date):
                unread.append(index)
            continue
        moment = _moment(match, day_first=day_first)
        if moment is None:
            (unread if _decided(match, day_first=day_first) else unordered).append(index)
        made.append(cell if moment is None else moment)
    return Moments(cells=made, unread=tuple(unread), unordered=tuple(unordered))


def _match(cell: Cell) -> re.Match[str] | None:
    if not isinstance(cell, str):
        return None
    text = clean(cell)
    return _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)


def _is_open(match: re.Match[str]) -> bool:
    """Return whether a match may be day or month first."""
    return match.re is _YEAR_LAST and match["mark"] != "."


def _order(matches: Sequence[re.Match[str]]) -> bool | None:
    """Return whether the day comes first, None where nothing or two cells at odds decide."""
    pairs = [(int(match["a"]), int(match["b"])) for match in matches if _is_open(match)]
    day_first = any(a > _MONTHS for a, _ in pairs)
    month_first = any(b > _MONTHS for _, b in pairs)
    return day_first if day_first != month_first else None


def _decided(match: re.Match[str], *, day_first: bool | None) -> bool:
    return not _is_open(match) or day_first is not None or match["a"] == match["b"]


def _moment(match: re.Match[str], *, day_first: bool | None) -> dt.datetime | None:
    if not _decided(match, day_first=day_first):
        return None
    first, second = int(match["a"]), int(match["b"])
    year = int(match["year"])
    year += _CENTURY if year < _SHORT_YEAR else 0
    last_first = match.re is _YEAR_LAST and (not _is_open(match) or day_first)
    day, month = (first, second) if last_first else (second, first)
    try:
        return dt.datetime(year, month, day, *_clock(match))  # noqa: DTZ001  local time
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> tuple[int, int, int]:
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    half = (match["half"] or "").lower()
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return hour, minute, second
