"""From rows of raw cells to a sheet: header, data rows, and what has to be reported on the way."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.ingest.header import Header, Names, find_header
from kooperacja_eval.ingest.readers.headings import header_problems, missing_fields, no_header
from kooperacja_eval.ingest.readers.request import Answer, Request
from kooperacja_eval.ingest.sheets import Cell, RawColumn, RawSheet, cell_text, is_blank, letter
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.table import Table

Row = Sequence[Cell]

TOTALS: Final = frozenset(("razem", "suma", "ogolem", "lacznie", "total"))
"""First words of a row of totals, folded."""


def read_grid(request: Request, sheet: str, rows: Sequence[Row]) -> Answer:
    """Return the sheet that rows of cells hold.

    Parameters
    ----------
    request : Request
        The file.
    sheet : str
        Name of the sheet, empty for text files.
    rows : sequence of rows
        From the first row of the sheet on; shorter rows are filled with missing cells.
    """
    header = find_header(rows, Names(request.table, request.renames))
    if header is None:
        return Answer(None, (no_header(request, sheet),))
    width = max(map(len, rows[header.index :]))
    header = widened(header, width)
    body = [_padded(row, width) for row in rows[header.index + 1 :]]
    numbers = range(header.index + 2, header.index + 2 + len(body))
    kept, totals = sort_rows(request.table, header.fields, zip(numbers, body, strict=True))
    columns: list[RawColumn] = (
        [list(column) for column in zip(*(row for _, row in kept), strict=True)]
        if kept
        else [[] for _ in range(width)]
    )
    filled = [any(not is_blank(cell) for cell in column) for column in columns]
    problems = header_problems(request, sheet, header, filled)
    numbers_kept = np.array([number for number, _ in kept], dtype=np.int64)
    made = make_sheet(request, sheet, header, columns, numbers_kept, totals)
    return Answer(made, tuple(problems), header.renamed)


def make_sheet(
    request: Request,
    sheet: str,
    header: Header,
    columns: Sequence[RawColumn],
    numbers: NDArray[np.int64],
    totals: Iterable[int] = (),
) -> RawSheet:
    """Return a sheet; of columns that mean the same the first counts."""
    fields: list[str | None] = []
    for name in header.fields:
        fields.append(None if name in fields else name)
    return RawSheet(
        file=request.file,
        sheet=sheet,
        header_row=header.index + 1,
        headers=header.headers,
        letters=tuple(letter(index) for index in range(len(header.headers))),
        fields=tuple(fields),
        columns=tuple(columns),
        rows=numbers,
        totals=frozenset(totals),
        labels=header.labels,
        reported=frozenset(field.name for field in missing_fields(request, header)),
    )


def widened(header: Header, width: int) -> Header:
    """Return a header row with nameless columns up to a width."""
    extra = width - len(header.headers)
    return Header(
        index=header.index,
        headers=(*header.headers, *[""] * extra),
        fields=(*header.fields, *[None] * extra),
        labels=header.labels,
        renamed=header.renamed,
    )


def sort_rows(
    table: type[Table], fields: Sequence[str | None], rows: Iterable[tuple[int, Row]]
) -> tuple[list[tuple[int, Row]], list[int]]:
    """Return the rows that are not blank, and the numbers of those that look like totals.

    A row of totals begins with "Razem", "Suma" or the like and has no key of its own; a project
    whose title is "Razem" is none.
    """
    key_fields = table.keys()
    keys = [index for index, name in enumerate(fields) if name in key_fields]
    kept, totals = [], []
    for number, row in rows:
        first = next((cell for cell in row if not is_blank(cell)), None)
        if first is None:
            continue
        if isinstance(first, str) and is_total(first) and _no_key(row, keys, first):
            totals.append(number)
        kept.append((number, row))
    return kept, totals


def is_total(text: str) -> bool:
    """Return whether a first cell announces a row of totals."""
    return fold(cell_text(text)).rstrip(" :.") in TOTALS


def _no_key(row: Row, keys: Sequence[int], first: Cell) -> bool:
    return all(is_blank(row[index]) or row[index] is first for index in keys)


def _padded(row: Row, width: int) -> Row:
    return row if len(row) == width else [*row, *[None] * (width - len(row))]
