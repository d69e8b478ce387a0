"""Numbers as people and spreadsheets write them, in the Polish convention.

A comma is the decimal mark. Spaces group thousands, a full stop does so only where a comma or a
second stop shows it. What has two readings is refused.
"""

import math
import re
from typing import Final

from kooperacja_eval.ingest import outcome
from kooperacja_eval.ingest.outcome import MISSING, Bad, Missing
from kooperacja_eval.ingest.sheets import Cell, ErrorCell
from kooperacja_eval.ingest.words import is_missing_word
from kooperacja_eval.schemas.field import Field, fold

_PLAIN: Final = re.compile(r"[+-]?\d+")
_GROUPED: Final = re.compile(r"([+-]?)(\d{1,3}(?: \d{3})+|\d+)(?:,(\d+))?")
_STOPS: Final = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+),(\d+)|([+-]?)(\d{1,3}(?:\.\d{3}){2,})")
_POINT: Final = re.compile(r"[+-]?\d+\.\d+")
_TWO_WAYS: Final = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2},000")
_MINUS: Final = "\u2212"
_EXACT: Final = 2**53
_PLN: Final = ("zł", "zl", "pln")
_CURRENCY: Final = re.compile(
    r"[€$£]|\b(?:eur|euro|usd|gbp|chf|czk)\b|(?<=\d)(?:eur|usd|gbp|chf|czk)\b"
)


def parse_number(field: Field, cell: Cell, text: str) -> float | Missing | Bad:
    """Parse a cell of a column of numbers.

    Parameters
    ----------
    field : Field
        The column; its unit may follow the number.
    cell : Cell
        The raw cell.
    text : str
        The cell's text after ``characters.clean``; used only where the cell is text.

    Returns
    -------
    float, MISSING or Bad
        The value, unrounded.
    """
    if isinstance(cell, str):
        return _from_text(field, text)
    match cell:
        case None:
            return MISSING
        case bool():
            return outcome.NOT_A_NUMBER
        case int() | float():
            return _from_typed(float(cell))
        case ErrorCell():
            return outcome.error_cell(cell.code)
        case _:
            return outcome.DATE_FOR_NUMBER


def parse_integer(field: Field, cell: Cell, text: str) -> int | Missing | Bad:
    """Parse a cell of a column of whole numbers; ``3.0`` is whole, ``3.5`` is not.

    Text such as ``3,000`` is refused, because it may mean three or three thousand.
    """
    if isinstance(cell, str):
        bare = _without_unit(field, text)
        if _PLAIN.fullmatch(bare):
            return _whole(int(bare))
        if _THOUSANDS.fullmatch(bare):
            return outcome.AMBIGUOUS_NUMBER
    value = parse_number(field, cell, text)
    if isinstance(value, float):
        return _whole(int(value)) if value.is_integer() else outcome.NOT_WHOLE
    return value


def _from_typed(value: float) -> float | Missing | Bad:
    if math.isnan(value):
        return MISSING
    return value if math.isfinite(value) else outcome.TOO_LARGE


def _whole(value: int) -> int | Bad:
    return value if abs(value) <= _EXACT else outcome.TOO_LARGE


def _from_text(field: Field, text: str) -> float | Missing | Bad:
    if is_missing_word(text):
        return MISSING
    bare = _without_unit(field, text).replace(_MINUS, "-")
    if _is_money(field) and any(char.isdigit() for char in bare) and _CURRENCY.search(fold(bare)):
        return outcome.OTHER_CURRENCY
    if bare.endswith("%"):
        return outcome.PERCENT
    if _TWO_WAYS.fullmatch(bare):
        return outcome.AMBIGUOUS_NUMBER
    written = _as_point(bare)
    if written is None:
        return outcome.NOT_A_NUMBER
    value = float(written)
    return value if math.isfinite(value) else outcome.TOO_LARGE


def _as_point(text: str) -> str | None:
    """Return a number with a decimal point and without groups, None where it is none."""
    if _POINT.fullmatch(text):
        return text
    if found := _GROUPED.fullmatch(text):
        sign, whole, decimals = found.groups()
        return f"{sign}{whole.replace(' ', '')}.{decimals or 0}"
    if found := _STOPS.fullmatch(text):
        sign, whole, decimals, other_sign, groups = found.groups()
        if whole:
            return f"{sign}{whole.replace('.', '')}.{decimals}"
        return f"{other_sign}{groups.replace('.', '')}"
    return None


def _without_unit(field: Field, text: str) -> str:
    """Return the text without the unit of its column at the end."""
    if not text or text[-1].isdigit() or field.unit is None:
        return text
    units = {fold(field.unit.pl), fold(field.unit.en)}
    if _is_money(field):
        units |= set(_PLN)
    low = fold(text)
    for unit in sorted(units, key=len, reverse=True):
        if low.endswith(fold(unit)):
            bare = text[: len(text) - len(unit)].rstrip()
            if bare and bare[-1].isdigit():
                return bare
    return text


def _is_money(field: Field) -> bool:
    """Tell whether a column holds amounts in złoty."""
    unit = field.unit
    return unit is not None and bool({fold(unit.pl), fold(unit.en)} & set(_PLN))
