"""The raw table: the sheets of one table one below the other, still unparsed.

Corrections work on it; ``typed`` turns it into a frame with its problems.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.ingest.coded import Coded, coded
from kooperacja_eval.ingest.sheets import Label, RawColumn, RawSheet, SourceColumn
from kooperacja_eval.ingest.threads import each
from kooperacja_eval.schemas.table import Table

SourceColumns = Mapping[tuple[str, str, str], Mapping[str, SourceColumn]]
"""Where columns stand: (table, file, sheet) to field to header, letter and row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """The raw cells of a table.

    Attributes
    ----------
    table : type of Table
        The table.
    sheets : tuple of RawSheet
        Sheets in the order of sources and files.
    sheet_of : ndarray of int64, shape (n,)
        Index of the sheet that each row comes from.
    rows : ndarray of int64, shape (n,)
        Row in the file, counted from 1.
    columns : mapping of str to Coded
        The cells of every field.
    """

    table: type[Table]
    sheets: tuple[RawSheet, ...]
    sheet_of: NDArray[np.int64]
    rows: NDArray[np.int64]
    columns: Mapping[str, Coded]

    def totals(self) -> NDArray[np.bool_]:
        """Return which rows look like totals."""
        flags = np.zeros(len(self.rows), dtype=bool)
        for index, sheet in enumerate(self.sheets):
            if sheet.totals:
                flags |= (self.sheet_of == index) & np.isin(self.rows, list(sheet.totals))
        return flags

    def keep(self, wanted: NDArray[np.bool_]) -> "RawTable":
        """Return the table without the rows whose flag is false."""
        columns = {name: column.keep(wanted) for name, column in self.columns.items()}
        return replace(
            self, sheet_of=self.sheet_of[wanted], rows=self.rows[wanted], columns=columns
        )

    def with_column(self, name: str, column: Coded) -> "RawTable":
        """Return the table with other cells in one column."""
        return replace(self, columns={**self.columns, name: column})

    def cell_rows(self, name: str) -> NDArray[np.int64]:
        """Return the row of each cell: that of its label where one cell holds for all rows."""
        labels = [next((v.row for v in s.labels if v.field == name), 0) for s in self.sheets]
        if not any(labels):
            return self.rows
        at = np.array(labels, dtype=np.int64)[self.sheet_of]
        return np.where(at > 0, at, self.rows)

    def source_columns(self) -> dict[str, pd.api.extensions.ExtensionArray]:
        """Return the columns that say where each row comes from."""
        files = pd.array([sheet.file for sheet in self.sheets], dtype="str")
        names = pd.array([sheet.sheet or None for sheet in self.sheets], dtype="str")
        return {
            "source_file": files.take(self.sheet_of),
            "source_sheet": names.take(self.sheet_of),
            "source_row": pd.array(self.rows, dtype="Int64"),
        }


def stack(table: type[Table], sheets: Sequence[RawSheet]) -> RawTable:
    """Return the raw table that sheets make, in their order."""
    lengths = [len(sheet.rows) for sheet in sheets]
    names = list(table.fields)
    made = each(lambda n: coded([_piece(sheet, n) for sheet in sheets]), names, rows=sum(lengths))
    return RawTable(
        table=table,
        sheets=tuple(sheets),
        sheet_of=np.repeat(np.arange(len(sheets)), lengths),
        rows=np.concatenate([sheet.rows for sheet in sheets] or [np.array([], dtype=np.int64)]),
        columns=dict(zip(names, made, strict=True)),
    )


def _piece(sheet: RawSheet, name: str) -> tuple[RawColumn | None, int]:
    length = len(sheet.rows)
    if name in sheet.fields:
        return sheet.columns[sheet.fields.index(name)], length
    label = next((label for label in sheet.labels if label.field == name), None)
    return ([label.cell] * length if label else None), length


def positions(tables: Iterable[RawTable]) -> SourceColumns:
    """Return where every column of every table stands in its files."""
    found: dict[tuple[str, str, str], dict[str, SourceColumn]] = {}
    for raw in tables:
        for sheet in raw.sheets:
            columns = {
                name: SourceColumn(sheet.headers[index], sheet.letters[index])
                for index, name in enumerate(sheet.fields)
                if name is not None
            }
            columns |= {label.field: _of_label(label) for label in sheet.labels}
            found[raw.table.table_name, sheet.file, sheet.sheet] = columns
    return found


def _of_label(label: Label) -> SourceColumn:
    return SourceColumn(label.header, label.letter, label.row)
