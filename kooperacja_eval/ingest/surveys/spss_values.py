"""Values of SPSS as cells: numbers, texts, days and times.

SPSS keeps days and times as seconds and shows them by the format of the variable.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Final

from kooperacja_eval.ingest.sheets import Cell

Value = float | int | str | None

_FIRST_DAY: Final = dt.datetime(1582, 10, 14)  # noqa: DTZ001  local time, as SPSS keeps it
"""Second 0 of SPSS."""
_DAYS: Final = frozenset(
    ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR")
)  # fmt: skip
_MOMENTS: Final = frozenset(("DATETIME", "YMDHMS"))
_SPANS: Final = frozenset(("TIME", "DTIME", "MTIME"))
_NAME: Final = re.compile(r"[A-Z]+")
_DAY_SECONDS: Final = 86_400
_EXACT: Final = 2**53


def is_date_format(form: str) -> bool:
    """Return whether a format shows days or moments.

    Examples
    --------
    >>> is_date_format("EDATE10"), is_date_format("DATETIME20"), is_date_format("F8.2")
    (True, True, False)
    """
    return _format_name(form) in _DAYS | _MOMENTS


def is_time_format(form: str) -> bool:
    """Return whether a format shows a time of the day or a span of time."""
    return _format_name(form) in _SPANS


def cells_of_variable(values: Sequence[Value], form: str) -> tuple[list[Cell], int]:
    """Return the values of a variable as cells.

    Parameters
    ----------
    values : sequence of float, str or None
        As pyreadstat gives them, with days and times as seconds.
    form : str
        Format of the variable, such as ``F8.2``.

    Returns
    -------
    list of Cell
        Whole numbers as ``int``; texts without the blanks at their end; None for system-missing.
    int
        How many values of a format of days lie beyond the calendar and stayed numbers.
    """
    made = _maker(form)
    cells: list[Cell] = []
    strange = 0
    for value in values:
        if isinstance(value, str):
            cells.append(value.rstrip(" "))
        elif value is None or value != value:  # noqa: PLR0124  the test for nan
            cells.append(None)
        else:
            try:
                cells.append(made(value))
            except (OverflowError, ValueError):
                cells.append(number(value))
                strange += 1
    return cells, strange


def number(value: float) -> int | float:
    """Return a number, as ``int`` where it is whole.

    Examples
    --------
    >>> number(9.0), number(2.5), number(1e300)
    (9, 2.5, 1e+300)
    """
    return int(value) if abs(value) < _EXACT and float(value).is_integer() else float(value)


def code_text(value: float | str) -> str:
    """Return a value as the code of an answer option.

    Examples
    --------
    >>> code_text(1.0), code_text(2.5), code_text("M ")
    ('1', '2.5', 'M')
    """
    return value.rstrip(" ") if isinstance(value, str) else str(number(value))


def _format_name(form: str) -> str:
    found = _NAME.match(form.upper())
    return found[0] if found else ""


def _maker(form: str) -> Callable[[float], Cell]:
    name = _format_name(form)
    if name in _DAYS:
        return _day
    if name in _MOMENTS:
        return _moment
    return _span if name in _SPANS else number


def _day(seconds: float) -> dt.date:
    return _moment(seconds).date()


def _moment(seconds: float) -> dt.datetime:
    return _FIRST_DAY + dt.timedelta(seconds=seconds)


def _span(seconds: float) -> dt.time | dt.timedelta:
    span = dt.timedelta(seconds=seconds)
    return (_FIRST_DAY + span).time() if 0 <= seconds < _DAY_SECONDS else span
