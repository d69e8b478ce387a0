"""Places that are no positions in a text: pages, areas and times, in words and back.

The words are those of the attributes in REFI-QDA, numbers as the file has them (programs count
pages from 0 or from 1).
"""

import re
from typing import Final

WHOLE_SOURCE: Final = "source"
"""Place of a code given to a source as a whole."""

_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,15}")
_SPAN: Final = r"(-?\d+) - (-?\d+)"
_AREA: Final = re.compile(rf"(?:page (-?\d+), )?x {_SPAN}, y {_SPAN}")
_TIME: Final = r"(\d+):(\d\d):(\d\d)\.(\d{3})"
_TIMES: Final = re.compile(rf"{_TIME} - {_TIME}")


def integer(text: str | None) -> int | None:
    """Return a whole number of an attribute, None where it is none."""
    return int(text) if text is not None and _INTEGER.fullmatch(text.strip()) else None


def area_place(page: str | None, first: tuple[str, str], second: tuple[str, str]) -> str:
    """Return an area of a page or picture in words; ``first`` and ``second`` are x and y.

    Examples
    --------
    >>> area_place("0", ("18", "45"), ("577", "234"))
    'page 0, x 18 - 577, y 45 - 234'
    """
    area = f"x {first[0]} - {second[0]}, y {first[1]} - {second[1]}"
    return area if page is None else f"page {page}, {area}"


def read_area(place: str) -> tuple[int | None, int, int, int, int] | None:
    """Return page, first x, first y, second x and second y of an area, None for other places."""
    found = _AREA.fullmatch(place)
    if found is None:
        return None
    page, x1, x2, y1, y2 = found.groups()
    return None if page is None else int(page), int(x1), int(y1), int(x2), int(y2)


def time_place(begin: str, end: str) -> str:
    """Return a stretch of a recording in words; ``begin`` and ``end`` in milliseconds.

    Examples
    --------
    >>> time_place("65000", "3680250")
    '0:01:05.000 - 1:01:20.250'
    """
    times = [integer(begin), integer(end)]
    if any(time is None or time < 0 for time in times):
        return f"{begin} - {end}" if begin or end else ""
    return " - ".join(_clock(time) for time in times if time is not None)


def read_times(place: str) -> tuple[int, int] | None:
    """Return begin and end in milliseconds, None for other places."""
    found = _TIMES.fullmatch(place)
    if found is None:
        return None
    numbers = [int(number) for number in found.groups()]
    return _milliseconds(numbers[:4]), _milliseconds(numbers[4:])


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _milliseconds(parts: list[int]) -> int:
    hours, minutes, seconds, rest = parts
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
