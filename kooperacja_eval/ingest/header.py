"""Finds the header row of a table and says what each column means.

Columns are known by their headers, never by their order. The header row is the one of the first
``SEARCHED_ROWS`` whose cells name most different fields of the table (the first of several such
rows); it must name at least two, or one where the row has a single cell. Above it, a cell that
names a field, with the value in the next filled cell to its right, holds for every row.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kooperacja_eval.ingest.readers.request import Rename
from kooperacja_eval.ingest.sheets import Cell, Label, cell_text, is_blank, letter
from kooperacja_eval.schemas.field import Field, fold
from kooperacja_eval.schemas.table import Table

SEARCHED_ROWS: Final = 20
_ENOUGH: Final = 2
_TAIL: Final = re.compile(r"[\s:*]+$")
_BRACKET: Final = re.compile(r"\s*\(([^()]*)\)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header row that was found.

    Attributes
    ----------
    index : int
        Index of the row, counted from 0.
    headers : tuple of str
        Cells of the row as text.
    fields : tuple of str or None
        Field that each cell names.
    labels : tuple of Label
        Values above the row.
    renamed : tuple of str
        Ids of the rename rules that met their header.
    """

    index: int
    headers: tuple[str, ...]
    fields: tuple[str | None, ...]
    labels: tuple[Label, ...]
    renamed: tuple[str, ...]


class Names:
    """The headers that a table knows, in one file.

    Parameters
    ----------
    table : type of Table
        The table.
    renames : mapping of str to Rename
        Further headers, folded; they go before those of the table.
    """

    def __init__(self, table: type[Table], renames: Mapping[str, Rename]) -> None:
        self.table = table
        self.renames = renames
        self._fields: dict[str, str] = {
            header: field.name
            for field in reversed(list(table.fields.values()))
            for header in field.headers()
        }

    def field(self, header: str) -> str | None:
        """Return the field that a header names, None where it names none.

        A colon or asterisk at the end is ignored, and so is the field's unit in brackets.
        """
        bare = _TAIL.sub("", header)
        for text in (fold(header), fold(bare)):
            if text in self.renames:
                return self.renames[text].field
            if text in self._fields:
                return self._fields[text]
        bracket = _BRACKET.search(bare)
        name = self._fields.get(fold(bare[: bracket.start()])) if bracket else None
        if bracket and name and fold(bracket[1]) in _units(self.table.fields[name]):
            return name
        return None

    def label(self, text: str) -> str | None:
        """Return the field that a label names; what it adds in brackets is ignored."""
        bare = _TAIL.sub("", _BRACKET.sub("", _TAIL.sub("", text)))
        return self.field(text) or (self.field(bare) if bare else None)

    def rename(self, header: str) -> str | None:
        """Return the id of the rename rule that a header meets, None where it meets none."""
        for text in (fold(header), fold(_TAIL.sub("", header))):
            if text in self.renames:
                return self.renames[text].rule_id
        return None


def _units(field: Field) -> set[str]:
    return {fold(field.unit.pl), fold(field.unit.en)} if field.unit else set()


def find_header(rows: Sequence[Sequence[Cell]], names: Names) -> Header | None:
    """Return the header row among the first rows of a sheet, None where there is none."""
    best, best_count = None, 0
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        count = matches(row, names)
        filled = sum(not is_blank(cell) for cell in row)
        if count > best_count and count >= min(_ENOUGH, filled):
            best, best_count = index, count
    if best is None:
        return None
    headers = tuple(cell_text(cell) for cell in rows[best])
    fields = tuple(names.field(header) if header else None for header in headers)
    renamed = tuple(rule for header in headers if header and (rule := names.rename(header)))
    labels = _labels(rows[:best], names, taken=set(fields))
    return Header(index=best, headers=headers, fields=fields, labels=labels, renamed=renamed)


def matches(row: Sequence[Cell], names: Names) -> int:
    """Return how many different fields the cells of a row name."""
    found = {names.field(cell) for cell in row if isinstance(cell, str) and not is_blank(cell)}
    return len(found - {None})


def _labels(
    rows: Sequence[Sequence[Cell]], names: Names, *, taken: set[str | None]
) -> tuple[Label, ...]:
    labels: dict[str, Label] = {}
    for number, row in enumerate(rows, start=1):
        value_at = -1
        for index, cell in enumerate(row):
            if index == value_at or not isinstance(cell, str) or is_blank(cell):
                continue
            field = names.label(cell_text(cell))
            if field is None or field in taken or field in labels:
                continue
            value_at = at = _next_filled(row, index, names)
            labels[field] = Label(
                field=field,
                header=cell_text(cell),
                row=number,
                letter=letter(at),
                cell=row[at] if at < len(row) else None,
            )
    return tuple(labels.values())


def _next_filled(row: Sequence[Cell], index: int, names: Names) -> int:
    """Return where the value of a label stands: the next cell, or a later one in merged cells."""
    for at in range(index + 1, len(row)):
        cell = row[at]
        if is_blank(cell):
            continue
        is_label = isinstance(cell, str) and names.label(cell_text(cell)) is not None
        return index + 1 if is_label else at
    return index + 1
