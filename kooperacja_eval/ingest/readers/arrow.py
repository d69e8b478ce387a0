"""Large columns: Arrow arrays kept as they are, without a Python object for each cell."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kooperacja_eval.ingest.header import Header
from kooperacja_eval.ingest.readers.grid import make_sheet, sort_rows
from kooperacja_eval.ingest.readers.headings import header_problems
from kooperacja_eval.ingest.readers.request import Answer, Request
from kooperacja_eval.ingest.sheets import BLANKS, is_texts

_SUSPECT = rf"^(?:$|[{BLANKS}]|[rR][aA]|[sS][uU]|[oO][gG]|[lLłŁ][aAąĄ]|[tT][oO])"
"""How a blank cell or a total begins; ``sort_rows`` decides."""


def read_columns(request: Request, header: Header, columns: Sequence[pa.ChunkedArray]) -> Answer:
    """Return the sheet that columns of an Arrow table hold; one record is one row.

    Parameters
    ----------
    request : Request
        The file.
    header : Header
        The header row, whose index gives the row numbers of what follows.
    columns : sequence of ChunkedArray
        As many as there are headers.
    """
    length = len(columns[0])
    suspects = _suspects(columns[0])
    keep = np.ones(length, dtype=bool)
    first = header.index + 2
    totals: list[int] = []
    if len(suspects):
        taken = [column.take(pa.array(suspects)).to_pylist() for column in columns]
        rows = zip((suspects + first).tolist(), zip(*taken, strict=True), strict=True)
        kept, totals = sort_rows(request.table, header.fields, rows)
        keep[suspects] = False
        keep[[number - first for number, _ in kept]] = True
    numbers = np.arange(first, first + length, dtype=np.int64)
    if not keep.all():
        columns = [column.filter(pa.array(keep)) for column in columns]
        numbers = numbers[keep]
    filled = [_filled(column) if field is None else True
              for column, field in zip(columns, header.fields, strict=True)]  # fmt: skip
    problems = header_problems(request, "", header, filled)
    sheet = make_sheet(request, "", header, columns, numbers, totals)
    return Answer(sheet, tuple(problems), header.renamed)


def _suspects(column: pa.ChunkedArray) -> np.ndarray:
    """Return the rows that may be blank or a total: to be looked at one by one."""
    if not is_texts(column.type):
        return np.flatnonzero(column.is_null().to_numpy())
    suspect = pc.match_substring_regex(column, _SUSPECT).fill_null(fill_value=True)
    return np.flatnonzero(suspect.to_numpy())


def _filled(column: pa.ChunkedArray) -> bool:
    if not is_texts(column.type):
        return bool(column.null_count < len(column))
    lengths = pc.binary_length(pc.utf8_trim(column, characters=BLANKS))
    return bool(pc.any(pc.greater(lengths, 0)).as_py())
