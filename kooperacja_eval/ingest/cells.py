"""Parses the cells of a column into the type that its field has, cell by cell.

Each distinct cell is parsed once. A cell that cannot be parsed becomes missing and keeps its
reason, so that one bad cell hides no other problem of its column.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kooperacja_eval.ingest import characters
from kooperacja_eval.ingest.coded import Coded
from kooperacja_eval.ingest.dates import parse_date, parse_month
from kooperacja_eval.ingest.numerals import parse_integer, parse_number
from kooperacja_eval.ingest.outcome import MISSING, Bad, Missing
from kooperacja_eval.ingest.sheets import Cell
from kooperacja_eval.ingest.words import LONGEST_MISSING_WORD, parse_code, parse_text, parse_yes_no
from kooperacja_eval.schemas.field import Field, Kind

Value = str | bool | int | float | dt.date
Parser = Callable[[Field, Cell, str], Value | Missing | Bad]

_DELETE: Final = 0x7F

_PARSERS: Final[dict[Kind, Parser]] = {
    "text": parse_text,
    "code": parse_code,
    "integer": parse_integer,
    "number": parse_number,
    "date": parse_date,
    "month": parse_month,
    "yes_no": parse_yes_no,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A parsed column.

    Attributes
    ----------
    cells : pandas array, shape (n,)
        Of the field's type.
    bad : mapping of int to Bad
        Why a distinct cell could not be parsed, by its code.
    suspicious : mapping of int to characters.Fault
        What looks wrong with the letters of a distinct cell that was kept, by its code.
    """

    cells: pd.api.extensions.ExtensionArray
    bad: dict[int, Bad]
    suspicious: dict[int, characters.Fault]


def parse_cell(field: Field, cell: Cell) -> Value | Missing | Bad:
    r"""Parse one cell of a column.

    Parameters
    ----------
    field : Field
        The column.
    cell : Cell
        The raw cell.

    Returns
    -------
    value, MISSING or Bad
        A value of the field's kind; a month is its first day.

    Examples
    --------
    >>> from kooperacja_eval.schemas.tables import TABLES
    >>> parse_cell(TABLES["costs"].fields["amount_pln"], "12\u00a0893\u00a0583,46 zł")
    12893583.46
    """
    text = characters.clean(cell) if isinstance(cell, str) else ""
    found = _PARSERS[field.kind](field, cell, text)
    if field.kind == "code" and isinstance(found, Bad):
        fault = characters.fault(text)
        return Bad(fault, characters.FAULTS[fault]) if fault else found
    return found


def parse_column(field: Field, column: Coded) -> Parsed:
    """Parse a column of a table.

    Parameters
    ----------
    field : Field
        The column.
    column : Coded
        Its raw cells.
    """
    if field.kind == "text" and isinstance(column.values, pa.Array):
        return _parse_texts(field, column, column.values)
    found = [parse_cell(field, cell) for cell in column.cells()]
    return Parsed(
        cells=_taken(_typed(field, found), column.codes),
        bad={code: item for code, item in enumerate(found) if isinstance(item, Bad)},
        suspicious=_faults(field, dict(enumerate(found))),
    )


def _parse_texts(field: Field, column: Coded, values: pa.Array) -> Parsed:
    """Parse texts of which most need nothing done to them."""
    odd = _odd_texts(field, values)
    found = {int(code): parse_cell(field, values[int(code)].as_py()) for code in odd}
    cleaned = values
    if found:
        new = pa.array([v if isinstance(v, str) else None for v in found.values()], values.type)
        mask = np.zeros(len(values), dtype=bool)
        mask[odd] = True
        cleaned = pc.replace_with_mask(values, pa.array(mask), new)
    return Parsed(
        cells=_taken(pd.array(cleaned, dtype="str"), column.codes),
        bad={code: item for code, item in found.items() if isinstance(item, Bad)},
        suspicious=_faults(field, found),
    )


def _odd_texts(field: Field, values: pa.Array) -> NDArray[np.int64]:
    """Return which texts have to be looked at: unclean, missing, or of too few digits."""
    odd = pc.less_equal(pc.binary_length(values), LONGEST_MISSING_WORD)
    if not _all_printable(values):
        plain = pc.match_substring_regex(values, f"^(?:{characters.PLAIN_TEXT})$")
        odd = pc.or_(odd, pc.invert(plain))
    if field.pattern:
        odd = pc.or_(odd, pc.ascii_is_decimal(values))
    return np.flatnonzero(odd.fill_null(fill_value=True).to_numpy(zero_copy_only=False))


def _all_printable(values: pa.Array) -> bool:
    """Return whether texts have nothing but visible ASCII characters, without spaces.

    False may also come from texts beside these in the same memory; then each is looked at.
    """
    buffer = values.buffers()[2]
    if buffer is None or not buffer.size:
        return True
    shown = np.frombuffer(buffer, dtype=np.uint8)
    return bool(shown.min() > ord(" ") and shown.max() < _DELETE)


def _faults(field: Field, found: dict[int, Value | Missing | Bad]) -> dict[int, characters.Fault]:
    if field.kind != "text":
        return {}
    strict = field.key or bool(field.references)
    faults: dict[int, characters.Fault] = {}
    for code, value in found.items():
        if not isinstance(value, str) or value.isascii():
            continue
        fault = characters.fault(value)
        if fault is None and strict and characters.has_foreign_letters(value):
            fault = "homoglyph"
        if fault is not None:
            faults[code] = fault
    return faults


def _typed(field: Field, found: list[Value | Missing | Bad]) -> pd.api.extensions.ExtensionArray:
    """Return parsed cells as an array of the field's type, missing where there is no value."""
    known = [None if value is MISSING or isinstance(value, Bad) else value for value in found]
    if field.kind in ("date", "month"):
        days = np.array(known, dtype="datetime64[D]").astype("datetime64[us]")
        made = pd.Series(days)
    elif field.kind == "number":
        made = pd.Series(np.array(known, dtype=np.float64))
    else:
        made = pd.Series(known, dtype=field.dtype)
    array: pd.api.extensions.ExtensionArray = made.array
    return array


def _taken(
    values: pd.api.extensions.ExtensionArray, codes: NDArray[np.int32] | None
) -> pd.api.extensions.ExtensionArray:
    if codes is None:
        return values
    taken: pd.api.extensions.ExtensionArray = values.take(codes, allow_fill=True)
    return taken
