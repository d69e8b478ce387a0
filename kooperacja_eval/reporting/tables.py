"""From the data of an exhibit to the cells that people read, for every format of a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Align, Column
from kooperacja_eval.text import Lang, Text

STATUS: Final = "status"
HIDDEN: Final = "suppressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTable:
    """A table as it is read: nothing but texts.

    Attributes
    ----------
    headers : tuple of str
        Labels of the columns.
    alignments : tuple of str
        Where the cells of each column stand.
    rows : tuple of tuple of str
        Cells; no rows means that there are no data.
    """

    headers: tuple[str, ...]
    alignments: tuple[Align, ...]
    rows: tuple[tuple[str, ...], ...]


def show_table(data: pd.DataFrame, columns: tuple[Column, ...], lang: Lang) -> ShownTable:
    """Write the cells of a table in a language.

    Parameters
    ----------
    data : pandas.DataFrame
        Machine values. Where a column ``status`` says ``suppressed``, numbers are not shown; nor
        those of a single column where the one that it names as its status says so.
    columns : tuple of Column
        Which columns are shown, in which order and how.
    lang : {"pl", "en"}
        Language of the reader.
    """
    hidden = hidden_rows(data)
    records = data.to_dict("records")
    rows = tuple(
        tuple(_cell(record, column, lang, hide=hide) for column in columns)
        for record, hide in zip(records, hidden, strict=True)
    )
    return ShownTable(
        headers=tuple(column.label.in_(lang) for column in columns),
        alignments=tuple(column.alignment for column in columns),
        rows=rows,
    )


def hidden_rows(data: pd.DataFrame) -> list[bool]:
    """Return for each row whether disclosure control hides its numbers."""
    if STATUS not in data.columns:
        return [False] * len(data)
    return [str(value) == HIDDEN for value in data[STATUS]]


def without_hidden(data: pd.DataFrame) -> pd.DataFrame:
    """Return a copy in which the numbers of suppressed rows are missing."""
    hidden = pd.Series(hidden_rows(data), index=data.index, dtype="bool")
    if not hidden.any():
        return data.copy()
    numbers = data.select_dtypes("number").columns
    return data.assign(**{name: data[name].mask(hidden) for name in numbers})


def _cell(record: Mapping[Any, Any], column: Column, lang: Lang, *, hide: bool) -> str:
    """Write one cell."""
    own = bool(column.status) and str(record[column.status]) == HIDDEN
    if column.numeric and (hide or own):
        return formats.SUPPRESSED.in_(lang)
    value = record[column.name]
    if column.fmt == "text":
        return _text(value, lang)
    if column.fmt == "interval":
        high = record[column.high]
        return formats.interval(value, high, column.decimals, lang, scale=column.scale)
    return _number(value, column, lang)


def _number(value: Any, column: Column, lang: Lang) -> str:
    """Write a number or a day as its column says."""
    match column.fmt:
        case "integer":
            return formats.integer(value, lang)
        case "percent":
            return formats.percent(value, column.decimals, lang)
        case "p_value":
            return formats.p_value(value, lang)
        case "date":
            return formats.date(value, lang)
        case "month":
            return formats.month(value, lang)
        case "pln":
            return formats.pln(value, lang, decimals=2 if column.decimals else 0)
        case _:
            return formats.number(value, column.decimals, lang)


def _text(value: object, lang: Lang) -> str:
    """Write a text; numbers belong to the formats of numbers."""
    if isinstance(value, Text):
        return value.in_(lang)
    if formats.is_missing(value) or value == "":
        return formats.MISSING
    if not isinstance(value, str):
        raise TypeError(f"A text column holds {type(value).__name__}: choose a format for it.")
    return value
