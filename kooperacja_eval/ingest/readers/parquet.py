"""Parquet files: typed columns, for large data; the names of its columns are the headers."""

from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from kooperacja_eval.ingest.header import Names, find_header
from kooperacja_eval.ingest.readers.arrow import read_columns
from kooperacja_eval.ingest.readers.headings import no_header
from kooperacja_eval.ingest.readers.request import Answer, Request
from kooperacja_eval.ingest.readers.workbook import damaged
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text


def read_parquet(request: Request) -> Answer:
    """Return the sheet that a parquet file holds; its first record counts as row 2, as in CSV."""
    try:
        table = pq.read_table(BytesIO(request.data))
    except (pa.ArrowInvalid, OSError):
        return Answer(None, (damaged(request),))
    header = find_header([table.column_names], Names(request.table, request.renames))
    if header is None:
        return Answer(None, (no_header(request, ""),))
    nested = [f.name for f in table.schema if pa.types.is_nested(f.type)]
    if nested:
        return Answer(None, (_nested(request, nested),))
    columns = [_plain(column) for column in table.columns]
    return read_columns(request, header, columns)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column without dictionary encoding of its texts."""
    kind = column.type
    return column.cast(kind.value_type) if pa.types.is_dictionary(kind) else column


def _nested(request: Request, names: list[str]) -> Problem:
    listed = ", ".join(names)
    return request.problem(
        "nested_column",
        Text(
            f"Kolumny złożone nie są odczytywane: {listed}. Zapisz w nich pojedyncze wartości.",
            f"Nested columns are not read: {listed}. Store single values in them.",
        ),
    )
