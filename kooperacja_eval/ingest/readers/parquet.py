"""Parquet files: typed columns, for large data; the names of its columns are the headers."""

from io import BytesIO
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from kooperacja_eval.ingest.header import Names, find_header
from kooperacja_eval.ingest.readers.arrow import read_columns
from kooperacja_eval.ingest.readers.broken import damaged
from kooperacja_eval.ingest.readers.headings import no_header
from kooperacja_eval.ingest.readers.request import Answer, Request
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

_SMALL: Final = 200_000
"""Bytes of a dictionary of texts that is worth keeping."""


def read_parquet(request: Request) -> Answer:
    """Return the sheet that a parquet file holds; its first record counts as row 2, as in CSV."""
    try:
        table = _read(request.data)
    except (pa.ArrowInvalid, OSError):
        return Answer(None, (damaged(request),))
    header = find_header([table.column_names], Names(request.table, request.renames))
    if header is None:
        return Answer(None, (no_header(request, ""),))
    nested = [f.name for f in table.schema if pa.types.is_nested(f.type)]
    if nested:
        return Answer(None, (_nested(request, nested),))
    return read_columns(request, header, table.columns)


def _read(data: bytes) -> pa.Table:
    """Read a file, texts that repeat as codes of a dictionary where the file has them so."""
    parts = pq.ParquetFile(BytesIO(data)).metadata
    repeating = set()
    for index in range(parts.num_columns if parts.num_row_groups else 0):
        column = parts.row_group(0).column(index)
        if column.physical_type == "BYTE_ARRAY" and _dictionary_size(column) in range(1, _SMALL):
            repeating.add(column.path_in_schema)
    return pq.read_table(BytesIO(data), read_dictionary=sorted(repeating))


def _dictionary_size(column: pq.ColumnChunkMetaData) -> int:
    start = column.dictionary_page_offset
    return 0 if start is None else column.data_page_offset - start


def _nested(request: Request, names: list[str]) -> Problem:
    listed = ", ".join(names)
    return request.problem(
        "nested_column",
        Text(
            f"Kolumny złożone nie są odczytywane: {listed}. Zapisz w nich pojedyncze wartości.",
            f"Nested columns are not read: {listed}. Store single values in them.",
        ),
    )
