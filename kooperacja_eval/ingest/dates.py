"""Days and months as people and spreadsheets write them, in the Polish order: day, month, year.

A form that leaves room for two readings, or for none, is refused with the reason.
"""

import datetime as dt
import re
from typing import Final

from kooperacja_eval.ingest import outcome
from kooperacja_eval.ingest.outcome import MISSING, Bad, Missing
from kooperacja_eval.ingest.sheets import Cell, ErrorCell
from kooperacja_eval.ingest.words import is_missing_word
from kooperacja_eval.schemas.field import Field, fold

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
_EPOCH: Final = dt.date(1899, 12, 30)
_SERIALS: Final = range((dt.date(2000, 1, 1) - _EPOCH).days, (dt.date(2050, 1, 1) - _EPOCH).days)
"""Excel serials taken as days: 2000-2049. Others are quantities in the wrong column."""

_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_GENITIVE: Final = ("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca",
                    "sierpnia", "wrzesnia", "pazdziernika", "listopada", "grudnia")  # fmt: skip
_NOMINATIVE: Final = ("styczen", "luty", "marzec", "kwiecien", "maj", "czerwiec", "lipiec",
                      "sierpien", "wrzesien", "pazdziernik", "listopad", "grudzien")  # fmt: skip
_ENGLISH: Final = ("january", "february", "march", "april", "may", "june", "july", "august",
                   "september", "october", "november", "december")  # fmt: skip
_NAMES: Final = {
    name: number
    for names in (_ROMAN, _GENITIVE, _NOMINATIVE, _ENGLISH)
    for number, name in enumerate(names, start=1)
}

_YEAR_MARK: Final = re.compile(r"(?<=\d) ?(?:r\.?|roku)$")
_ISO: Final = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?:[ t]00:00(?::00(?:\.0+)?)?)?")
_ISO_TIME: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[ t]\d{1,2}:\d{2}.*")
_DAY_FIRST: Final = re.compile(r"(\d{1,2}) ?([-./]) ?(\d{1,2}) ?\2 ?(\d{4})")
_DAY_NAME: Final = re.compile(r"(\d{1,2})[ .]+([a-z]+)[ .]+(\d{4})")
_SHORT: Final = re.compile(r"\d{1,2} ?([-./]) ?(?:\d{1,2}|[ivx]+) ?\1 ?\d{2}|\d{1,2} [a-z]+ \d{2}")
_MONTH_ISO: Final = re.compile(r"(\d{4})[-./](\d{1,2})")
_MONTH_FIRST: Final = re.compile(r"(\d{1,2}) ?[-./] ?(\d{4})")
_MONTH_NAME: Final = re.compile(r"([a-z]+)[ .]+(\d{4})")
_ONE_END: Final = r"(?:\d{1,2}\.)?(?:\d{1,2}|[ivx]+|[a-z]+)"
_RANGE: Final = re.compile(
    rf"{_ONE_END}(?:[. ]+\d{{4}})?\.? ?[-–—] ?{_ONE_END}[. ]+\d{{4}}"
    r"|\d{4}-\d{2}(?:-\d{2})?/\d{4}-\d{2}(?:-\d{2})?"
)


def parse_date(_field: Field, cell: Cell, text: str) -> dt.date | Missing | Bad:
    """Parse a cell of a column of days.

    Accepts ``28.03.2019 r.``, ``28-03-2019``, ``28/03/2019``, ``2019-03-28``, ``28 marca 2019``,
    ``28.III.2019``, dates of a spreadsheet at midnight, and its serial numbers of 2000-2049.
    """
    if isinstance(cell, str):
        return _day_from_text(text)
    return _day_from_typed(cell)


def parse_month(_field: Field, cell: Cell, text: str) -> dt.date | Missing | Bad:
    """Parse a cell of a column of months; the value is the month's first day.

    Accepts ``IX.2019``, ``IX 2019 r.``, ``09.2019``, ``09/2019``, ``2019-09``,
    ``wrzesień 2019`` and every form of a day that is the first of its month.
    """
    if isinstance(cell, str):
        found = _month_from_text(fold(text))
        if found is not None:
            return found
        day = _day_from_text(text)
        if day is outcome.NOT_A_DATE:
            return outcome.NOT_A_MONTH
    else:
        day = _day_from_typed(cell)
    if isinstance(day, dt.date) and day.day != 1:
        return outcome.DAY_FOR_MONTH
    return day


def _day_from_typed(cell: Cell) -> dt.date | Missing | Bad:
    match cell:
        case None:
            return MISSING
        case ErrorCell():
            return outcome.error_cell(cell.code)
        case dt.datetime():
            return _plausible(cell.date()) if cell.time() == dt.time() else outcome.TIME_IN_DATE
        case dt.date():
            return _plausible(cell)
        case bool():
            return outcome.NOT_A_DATE
        case int() | float() if float(cell).is_integer() and int(cell) in _SERIALS:
            return _EPOCH + dt.timedelta(days=int(cell))
        case int() | float():
            return outcome.NUMBER_FOR_DATE
        case _:
            return outcome.NOT_A_DATE


def _day_from_text(text: str) -> dt.date | Missing | Bad:
    if is_missing_word(text):
        return MISSING
    low = _YEAR_MARK.sub("", fold(text))
    if found := _ISO.fullmatch(low):
        return _day(found[1], found[3], found[4])
    if found := _DAY_FIRST.fullmatch(low):
        return _day(found[4], found[3], found[1])
    found = _DAY_NAME.fullmatch(low)
    if found and found[2] in _NAMES:
        return _day(found[3], str(_NAMES[found[2]]), found[1])
    return _why_no_date(low)


def _why_no_date(low: str) -> Bad:
    if _RANGE.fullmatch(low):
        return outcome.PERIOD
    if _SHORT.fullmatch(low):
        return outcome.TWO_DIGIT_YEAR
    return outcome.TIME_IN_DATE if _ISO_TIME.fullmatch(low) else outcome.NOT_A_DATE


def _day(year: str, month: str, day: str) -> dt.date | Bad:
    try:
        return _plausible(dt.date(int(year), int(month), int(day)))
    except ValueError:
        return outcome.NO_SUCH_DATE


def _plausible(day: dt.date) -> dt.date | Bad:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else outcome.IMPLAUSIBLE_DATE


def _month_from_text(low: str) -> dt.date | Bad | None:
    """Return the month that a folded text writes, None where it has no form of a month."""
    bare = _YEAR_MARK.sub("", low)
    if found := _MONTH_ISO.fullmatch(bare):
        return _day(found[1], found[2], "1")
    if found := _MONTH_FIRST.fullmatch(bare):
        return _day(found[2], found[1], "1")
    found = _MONTH_NAME.fullmatch(bare)
    if found and found[1] in _NAMES:
        return _day(found[2], str(_NAMES[found[1]]), "1")
    return None
