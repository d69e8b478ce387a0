"""The data of one exhibit as the annex shows them: labels, number formats and typed cells."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.assemble import Numbered
from kooperacja_eval.reporting.blocks import ShownExhibit
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.formats import NBSP
from kooperacja_eval.reporting.tables import HIDDEN, STATUS, hidden_rows
from kooperacja_eval.schemas.codes import STATUSES
from kooperacja_eval.schemas.tables.values import IndicatorValues
from kooperacja_eval.text import Lang, Text

Cell = bool | int | float | str | dt.datetime | Text | None
_NARROWEST: Final = 9
WIDEST: Final = 44
"""Widths of columns in characters; longer texts wrap."""
_ENDS: Final = (Text("dolny kraniec", "lower end"), Text("górny kraniec", "upper end"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetField:
    """A column of a sheet: label for people, name for programs, number format and width."""

    label: str
    name: str
    pattern: str
    width: int

    @property
    def lines(self) -> int:
        """Lines that the label takes, with room for words that do not fill theirs."""
        return -(-len(self.label) * 5 // (self.width * 4))


Fields = tuple[SheetField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a sheet holds; ``SUPPRESSED`` stands for numbers that are not shown."""

    fields: Fields
    rows: tuple[tuple[Cell, ...], ...]


def sheet_of(item: Numbered) -> str:
    """Return the name of the sheet of an exhibit."""
    return item.label.replace(NBSP, " ")


def describe(exhibit: ShownExhibit, lang: Lang) -> Sheet:
    """Return headers and cells of an exhibit's data."""
    data = exhibit.data
    series = [data.iloc[:, place] for place in range(data.shape[1])]
    states = {STATUS, *(column.status for column in exhibit.columns)}
    cells = [
        list(_cells(_worded(column, states), _hidden(column, exhibit), lang)) for column in series
    ]
    fields = tuple(
        _field(str(column.name), values, exhibit.columns, lang)
        for column, values in zip(series, cells, strict=True)
    )
    return Sheet(fields=fields, rows=tuple(zip(*cells, strict=True)))


def _hidden(column: "pd.Series[Any]", exhibit: ShownExhibit) -> list[bool]:
    """Return for each cell of a column whether disclosure control hides its number."""
    hidden = hidden_rows(exhibit.data)
    own = {entry.name: entry.status for entry in exhibit.columns if entry.status}
    if column.name not in own:
        return hidden
    cells = exhibit.data[own[str(column.name)]] == HIDDEN
    return [row or cell for row, cell in zip(hidden, cells, strict=True)]


def _worded(column: "pd.Series[Any]", states: set[str]) -> "pd.Series[Any]":
    """Put words in place of the codes of a status; other codes stay, to join tables by."""
    if column.name not in states:
        return column
    labels = {code.id: code.label for code in STATUSES}
    return column.astype(object).map(lambda value: labels.get(value, value))


def _cells(column: "pd.Series[Any]", hidden: list[bool], lang: Lang) -> Iterator[Cell]:
    """Return the typed cells of a column; numbers of suppressed rows give way to a word."""
    numeric = column.dtype.kind in "iuf"
    for value, hide in zip(column.astype(object), hidden, strict=True):
        cell = _cell(value, lang)
        is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
        is_number = is_number or (numeric and cell is None)
        yield formats.SUPPRESSED if hide and is_number else cell


def _cell(value: object, lang: Lang) -> Cell:
    """Return a value as one of the types that a spreadsheet knows."""
    if isinstance(value, Text):
        return value.in_(lang)
    if formats.is_missing(value):
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime().replace(tzinfo=None)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time())
    if isinstance(value, bool | int | float | str | dt.datetime):
        return value
    return str(value)


def _field(name: str, cells: list[Cell], columns: tuple[Column, ...], lang: Lang) -> SheetField:
    """Return how a column is headed, written and how wide it is."""
    label, pattern = _declared(name, columns, lang)
    if any(isinstance(cell, dt.datetime) for cell in cells):
        pattern = pattern if "yy" in pattern else "dd.mm.yyyy"
    lengths = [len(cell) for cell in cells if isinstance(cell, str)]
    longest = max(*lengths, len(name), len(label) // 2, _NARROWEST, 0)
    return SheetField(label=label, name=name, pattern=pattern, width=min(longest + 3, WIDEST))


def _declared(name: str, columns: tuple[Column, ...], lang: Lang) -> tuple[str, str]:
    """Return the label and number format that the exhibit or the schema gives a column."""
    for column in columns:
        if column.high and name in (column.name, column.high):
            end = _ENDS[int(name == column.high)].in_(lang)
            return f"{column.label.in_(lang)}: {end}", _pattern(column)
        if column.name == name:
            return column.label.in_(lang), _pattern(column)
        if column.status and column.status == name:
            state = IndicatorValues.fields[STATUS].label.in_(lang)
            return f"{column.label.in_(lang)}: {state}", "General"
    field = IndicatorValues.fields.get(name)
    return (name if field is None else field.label.in_(lang)), "General"


def _pattern(column: Column) -> str:
    """Return the number format of a column."""
    digits = "." + "0" * column.decimals if column.decimals else ""
    if column.fmt == "interval":
        return f"0{digits}%" if column.scale == "percent" else f"#,##0{digits}"
    return {
        "text": "General",
        "integer": "#,##0",
        "number": f"#,##0{digits}",
        "p_value": "[<0.001]0.0E+00;0.000",
        "percent": f"0{digits}%",
        "date": "dd.mm.yyyy",
        "month": "mm.yyyy",
        "pln": f'#,##0{".00" if column.decimals else ""} "zł"',
    }[column.fmt]
