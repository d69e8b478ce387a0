"""What a reader hands over: one sheet of raw cells, each with its place in the file.

Cells are as the file holds them; nothing is parsed here and nothing is known about indicators.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell in which a spreadsheet shows an error, or a formula that was never computed.

    Attributes
    ----------
    code : str
        What the cell shows, such as ``#N/A``; empty for a formula without a result.
    """

    code: str


Cell: TypeAlias = (
    bool | int | float | str | dt.datetime | dt.date | dt.time | dt.timedelta | ErrorCell | None
)
"""A raw cell: text, or what a spreadsheet or parquet file stores with a type."""

RawColumn: TypeAlias = list[Cell] | pa.ChunkedArray
"""Cells of one column, top to bottom: a list, or an Arrow array for large files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A value that stands above the table beside its label and holds for every row of the sheet.

    Attributes
    ----------
    field : str
        Column of the table that it fills.
    header : str
        The label as written.
    row : int
        Row of the value, counted from 1.
    letter : str
        Letter of the value's column.
    cell : Cell
        The raw value.
    """

    field: str
    header: str
    row: int
    letter: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSheet:
    """One sheet whose header row was found.

    Attributes
    ----------
    file, sheet : str
        File relative to ``data_raw``; sheet, empty for CSV and parquet.
    header_row : int
        Row of the headers, counted from 1; 0 where the file keeps none among its rows.
    headers : tuple of str
        As written, one for each column.
    letters : tuple of str
        Letter of each column; empty texts where the file has none.
    fields : tuple of str or None
        Column of the table that each header means; None where it means none.
    columns : tuple of RawColumn
        Cells below the header, as many as ``rows``.
    rows : ndarray of int64, shape (n,)
        Row of each record, counted from 1 as in Excel.
    totals : frozenset of int
        Rows that look like totals, among ``rows``.
    labels : tuple of Label
        Values above the header.
    reported : frozenset of str
        Columns whose absence is reported already.
    """

    file: str
    sheet: str
    header_row: int
    headers: tuple[str, ...]
    letters: tuple[str, ...]
    fields: tuple[str | None, ...]
    columns: tuple[RawColumn, ...]
    rows: NDArray[np.int64]
    totals: frozenset[int] = frozenset()
    labels: tuple[Label, ...] = ()
    reported: frozenset[str] = frozenset()


class SourceColumn(NamedTuple):
    """Where a column of a table stands in a file.

    Attributes
    ----------
    header : str
        Header or label as written.
    letter : str
        Letter of the column; empty where the file has none.
    row : int or None
        Row of the cell where one cell holds for all rows; None for an ordinary column.
    """

    header: str
    letter: str
    row: int | None = None


def letter(index: int) -> str:
    """Return the letter of a column counted from 0.

    Examples
    --------
    >>> letter(0), letter(25), letter(26), letter(701), letter(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_blank(cell: Cell) -> bool:
    """Return whether a cell holds nothing but white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip(BLANKS))


BLANKS = " \t\r\n\v\f\u00a0\u2007\u202f\u2009\u200b\u200c\u200d\u2060\ufeff"
"""White space and characters that show nothing."""


def cell_text(cell: Cell) -> str:
    """Return a cell as text, as a person would type it; whole numbers without decimals.

    Used to compare cells with headers and with the values that corrections name.
    """
    match cell:
        case None:
            return ""
        case bool():
            return "tak" if cell else "nie"
        case float() if cell.is_integer():
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return cell.isoformat()
        case ErrorCell():
            return cell.code
        case _:
            return str(cell).strip(BLANKS)


def cells_of(column: RawColumn) -> Sequence[Cell]:
    """Return the cells of a column as Python objects."""
    return column if isinstance(column, list) else column.to_pylist()


def is_texts(kind: pa.DataType) -> bool:
    """Return whether an Arrow type is one of texts."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
