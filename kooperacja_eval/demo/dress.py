"""Typed columns written as people write them: Polish headers, dates, numbers, missing words.

What is written is always what the schemas and the parser of raw cells accept; what they must
refuse is planted by ``mistakes`` alone.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
import pandas as pd

from kooperacja_eval.demo.frames import Ints, Texts, texts
from kooperacja_eval.schemas.field import CodeList, Field, fold
from kooperacja_eval.schemas.table import Table

Cell = str | float | int | bool | dt.datetime | None

NBSP: Final = "\u00a0"
ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LABEL_SHARE: Final = 0.7
"""Coded cells written as the label; the others as one of its other spellings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one file is written.

    Attributes
    ----------
    headers : str
        ``label`` for the label of each column, ``alias`` for another name where there is one.
    own_headers : mapping of str to str
        Column to header, before ``headers``.
    typed : bool
        Whether numbers and whole days are cells of a spreadsheet; text otherwise.
    dates : str
        ``excel`` needs ``typed``; ``dotted`` is 12.09.2019, ``dotted_r`` adds " r.", ``iso``
        is 2019-09-12.
    months : str
        ``roman`` is IX.2019, ``iso`` 2019-09, ``dotted`` 09.2019.
    codes : str
        ``label``, ``mixed`` with other spellings, or ``id``.
    grouped : bool
        Whether no-break spaces group the digits of amounts.
    missing : tuple of str
        What stands for a missing value, each as likely as its place in the tuple.
    """

    headers: Literal["label", "alias"] = "label"
    own_headers: Mapping[str, str] = field(default_factory=dict)
    typed: bool = False
    dates: Literal["excel", "dotted", "dotted_r", "iso"] = "dotted"
    months: Literal["roman", "iso", "dotted"] = "roman"
    codes: Literal["label", "mixed", "id"] = "label"
    grouped: bool = False
    missing: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as it will stand in a file.

    Attributes
    ----------
    fields : tuple of str
        Columns of the package, left to right.
    headers : tuple of str
        What stands above them.
    columns : tuple of list
        Cells, top to bottom.
    """

    fields: tuple[str, ...]
    headers: tuple[str, ...]
    columns: tuple[list[Cell], ...]

    def __len__(self) -> int:
        return len(self.columns[0])

    def take(self, rows: Sequence[int]) -> "Grid":
        """Return the grid with some of its rows."""
        columns = tuple([column[row] for row in rows] for column in self.columns)
        return Grid(fields=self.fields, headers=self.headers, columns=columns)


def dress(
    table: type[Table],
    frame: pd.DataFrame,
    style: Style,
    rng: np.random.Generator,
    *,
    without: Collection[str] = (),
) -> Grid:
    """Write a typed frame as cells.

    Parameters
    ----------
    table : type of Table
        The description of the frame.
    frame : pandas.DataFrame
        Typed; every row is written.
    style : Style
        How.
    rng : numpy.random.Generator
        Chooses spellings and missing words.
    without : collection of str
        Columns that stand elsewhere, such as in labelled cells above the table.
    """
    fields = [field for name, field in table.fields.items() if name not in without]
    return Grid(
        fields=tuple(field.name for field in fields),
        headers=tuple(header_of(table, field, style) for field in fields),
        columns=tuple(_cells(field, frame[field.name], style, rng) for field in fields),
    )


def header_of(table: type[Table], field: Field, style: Style) -> str:
    """Return the header of a column; an alias is used only where it means no other column."""
    if field.name in style.own_headers:
        return style.own_headers[field.name]
    if style.headers == "alias":
        for alias in field.aliases:
            if means(table, alias) == field.name:
                return alias
    return field.label.pl[:1].upper() + field.label.pl[1:]


def means(table: type[Table], header: str) -> str | None:
    """Return the first column of a table that a header names, None where none."""
    folded = fold(header)
    return next((name for name, field in table.fields.items() if folded in field.headers()), None)


def spellings(codes: CodeList) -> dict[str, list[str]]:
    """Return identifier to label and other spellings, those alone that mean nothing else."""
    known = codes.lookup()
    return {
        code.id: [word for word in (code.label.pl, *code.aliases) if known[fold(word)] == code.id]
        for code in codes
    }


def _cells(
    field: Field, column: "pd.Series[str]", style: Style, rng: np.random.Generator
) -> list[Cell]:
    numbers, values = pd.factorize(column)
    written = _coded(field, numbers, values, style, rng)
    if written is None:
        write = _writer(field, style)
        written = _objects([write(value) for value in values])[numbers] if len(values) else None
    gaps = np.flatnonzero(numbers < 0)
    words = texts([word or None for word in style.missing] if style.typed else style.missing)
    result = texts([None] * len(column)) if written is None else written
    result[gaps] = words[rng.integers(len(words), size=len(gaps))]
    return list(result)


def _objects(cells: list[Cell]) -> Texts:
    result = np.empty(len(cells), dtype=object)
    result[:] = cells
    return result


def _coded(
    field: Field,
    numbers: Ints,
    values: "pd.Index[str]",
    style: Style,
    rng: np.random.Generator,
) -> Texts | None:
    if field.codes is None or style.codes == "id":
        return None
    known = spellings(field.codes)
    result = texts([None] * len(numbers))
    for number, value in enumerate(values):
        here = np.flatnonzero(numbers == number)
        words = texts(known[value] if style.codes == "mixed" else known[value][:1])
        drawn = rng.integers(len(words), size=len(here))
        drawn[rng.random(len(here)) < LABEL_SHARE] = 0
        result[here] = words[drawn]
    return result


def _writer(field: Field, style: Style) -> Callable[[object], Cell]:
    match field.kind:
        case "date":
            return lambda value: write_date(pd.Timestamp(str(value)), style)
        case "month":
            return lambda value: write_month(pd.Timestamp(str(value)), style)
        case "integer":
            return lambda value: int(str(value)) if style.typed else str(value)
        case "number":
            return lambda value: write_number(float(str(value)), style)
        case "yes_no":
            return lambda value: "tak" if value else "nie"
        case _:
            return str


def write_date(value: pd.Timestamp, style: Style) -> Cell:
    """Write a day as the style says."""
    match style.dates:
        case "excel":
            return value.to_pydatetime()
        case "iso":
            return f"{value:%Y-%m-%d}"
        case "dotted_r":
            return f"{value:%d.%m.%Y} r."
        case _:
            return f"{value:%d.%m.%Y}"


def write_month(value: pd.Timestamp, style: Style) -> Cell:
    """Write a month as the style says."""
    match style.months:
        case "iso":
            return f"{value:%Y-%m}"
        case "dotted":
            return f"{value:%m.%Y}"
        case _:
            return f"{ROMAN[value.month - 1]}.{value.year}"


def write_number(value: float, style: Style) -> Cell:
    """Write a number: a cell of a spreadsheet, or text with a decimal comma."""
    if style.typed:
        return value
    if style.grouped:
        return f"{value:,.2f}".replace(",", NBSP).replace(".", ",")
    return repr(value).removesuffix(".0").replace(".", ",")
