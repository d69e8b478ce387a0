"""The table of an export of LimeSurvey: headings and columns, from CSV or XLSX.

The delimiter is the one under which the records are as wide as the header and the header shows
most of LimeSurvey; nothing is guessed from characters. The border: cells as the file holds them.
"""

import codecs
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from kooperacja_eval.ingest.encoding import Decoded, EncodingError, decode
from kooperacja_eval.ingest.readers.delimited import DELIMITERS
from kooperacja_eval.ingest.sheets import Cell, RawColumn, is_blank
from kooperacja_eval.ingest.surveys import limesurvey_problems as problems
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.limesurvey_headings import read_headings
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import same

_BLOCK: Final = 8 << 20
_FIRST: Final = 400_000
"""Bytes in which the delimiter is looked for; headings in full may be tens of thousands long."""
_RECORDS: Final = 30
_BLANK_END: Final = b" \t\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimeTable:
    """One table as the file holds it.

    Attributes
    ----------
    sheet : str
        Sheet, empty for CSV.
    headings : tuple of str
        As written, one for each column.
    columns : tuple of RawColumn
        Cells below the header.
    rows : ndarray of int64, shape (n,)
        Row of each record in the file, counted from 1.
    problems : tuple of Problem
        Records that could not be read.
    """

    sheet: str
    headings: tuple[str, ...]
    columns: tuple[RawColumn, ...]
    rows: NDArray[np.int64]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Start:
    """The header under one delimiter, the byte at which it ends, and how well it fits."""

    headings: tuple[str, ...]
    end: int
    fit: tuple[bool, float, int, int]


def read_text_table(file: SurveyFile) -> LimeTable:
    """Return the table of a text file.

    Raises
    ------
    RefusedFileError
        Where the text cannot be decoded, is empty, or another delimiter was named.
    """
    try:
        decoded = decode(file.data, file.encoding)
    except EncodingError as error:
        raise RefusedFileError(error.rule, error.text) from error
    if not bytes(decoded.utf8[:_FIRST]).strip():
        raise problems.empty(file)
    start, delimiter = _find_start(file, decoded)
    width = len(start.headings)
    body = _body(decoded, start.end)
    if not len(body):
        none: tuple[RawColumn, ...] = tuple([] for _ in start.headings)
        return LimeTable(
            sheet="", headings=start.headings, columns=none, rows=np.array([], dtype=np.int64)
        )
    if width == 1 or _has_stray_quote(body, delimiter):
        return _slow(file, decoded, delimiter)
    fast = _fast(file, body, start.headings, delimiter)
    return _slow(file, decoded, delimiter) if fast is None else fast


def _find_start(file: SurveyFile, decoded: Decoded) -> tuple[_Start, str]:
    text = _first_lines(decoded)
    starts = {delimiter: _start(text, delimiter) for delimiter in DELIMITERS}
    best = max(starts, key=lambda delimiter: starts[delimiter].fit)
    used = file.delimiter or best
    if used not in starts or starts[used].fit[0] < starts[best].fit[0]:
        raise problems.wrong_delimiter(file, DELIMITERS.get(used, same(used)), DELIMITERS[best])
    return starts[used], used


def _first_lines(decoded: Decoded) -> str:
    beginning = bytes(decoded.utf8[:_FIRST])
    if len(beginning) == _FIRST:
        beginning = beginning[: beginning.rfind(b"\n") + 1] or beginning
    return codecs.getincrementaldecoder("utf-8")().decode(beginning)


def _start(text: str, delimiter: str) -> _Start:
    lines = StringIO(text, newline="")
    records: list[list[str]] = []
    end = 0
    try:
        for record in csv.reader(lines, delimiter=delimiter):
            if not records:
                end = len(text[: lines.tell()].encode("utf-8"))
            records.append(record)
            if len(records) == _RECORDS:
                break
    except csv.Error:
        records = records[:1]
    headings = records[0] if records else []
    found = read_headings(headings)
    below = [record for record in records[1:] if any(cell.strip() for cell in record)]
    alike = sum(len(record) == len(headings) for record in below) / max(len(below), 1)
    return _Start(tuple(headings), end, (found.telling, alike, found.recognised, len(headings)))


def _body(decoded: Decoded, begin: int) -> memoryview:
    """Return the bytes below the header, without the blank lines that LimeSurvey writes last."""
    data = memoryview(decoded.utf8)
    end = len(data)
    while end > begin and data[end - 1] in b"\r\n":
        end -= 1
    return data[begin:end]


def _has_stray_quote(body: memoryview, delimiter: str) -> bool:
    """Return whether a quotation mark is not closed, or stands inside a cell without a second one.

    Arrow would read over both in silence; the csv module names the row.
    """
    kinds = bytearray(256)
    for char in f"{delimiter}\r\n":
        kinds[ord(char)] = 1
    kinds[ord('"')] = 2
    seen = bytes(body).translate(bytes(kinds))
    return seen.count(b"\2") % 2 == 1 or b"\0\2\0" in seen


def _fast(
    file: SurveyFile, body: memoryview, headings: tuple[str, ...], delimiter: str
) -> LimeTable | None:
    """Read through Arrow; records of another width are left out and named.

    None where quotation marks make one record of a large part of the file.
    """
    width = len(headings)
    left_out: list[tuple[int, int]] = []
    try:
        table = _arrow(body, width, delimiter)
    except pa.ArrowInvalid:
        try:
            table = _arrow(body, width, delimiter, left_out)
        except pa.ArrowInvalid:
            return None
    length = table.num_rows + len(left_out)
    numbers = np.arange(2, length + 2, dtype=np.int64)
    rows = np.delete(numbers, [index for index, _ in left_out])
    found = [
        problems.wrong_width(file, int(numbers[index]), cells, width)
        for index, cells in left_out
        if cells > 0
    ]
    columns, rows = _without_blank(table.columns, rows)
    return LimeTable(sheet="", headings=headings, columns=columns, rows=rows, problems=tuple(found))


def _arrow(
    body: memoryview, width: int, delimiter: str, left_out: list[tuple[int, int]] | None = None
) -> pa.Table:
    """Return the records; with ``left_out``, index and width of those that do not fit go there."""
    columns = [str(index) for index in range(width)]

    def leave_out(record: arrow_csv.InvalidRow) -> str:
        blank = not record.text.strip(" \t\r\n\"';,|")
        if left_out is not None:
            left_out.append((record.number - 1, 0 if blank else record.actual_columns))
        return "skip"

    return arrow_csv.read_csv(
        pa.BufferReader(body),
        read_options=arrow_csv.ReadOptions(
            column_names=columns, block_size=_BLOCK, use_threads=left_out is None
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=None if left_out is None else leave_out,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()), strings_can_be_null=False
        ),
    )


def _without_blank(
    columns: Sequence[pa.ChunkedArray], rows: NDArray[np.int64]
) -> tuple[tuple[pa.ChunkedArray, ...], NDArray[np.int64]]:
    """Leave out records in which nothing stands."""
    blank = np.ones(len(rows), dtype=bool)
    for column in columns:
        blank &= pc.equal(pc.utf8_trim_whitespace(column), "").to_numpy(zero_copy_only=False)
        if not blank.any():
            return tuple(columns), rows
    keep = pa.array(~blank)
    return tuple(column.filter(keep) for column in columns), rows[~blank]


def _slow(file: SurveyFile, decoded: Decoded, delimiter: str) -> LimeTable:
    """Read record by record up to a quotation mark that is out of place."""
    records: list[list[str]] = []
    found: list[Problem] = []
    reader = csv.reader(StringIO(decoded.text(), newline=""), delimiter=delimiter, strict=True)
    try:
        records.extend(reader)
    except csv.Error:
        found.append(problems.bad_quotes(file, len(records) + 1))
    headings = tuple(records[0]) if records else ()
    return made_table(file, "", headings, list(enumerate(records[1:], start=2)), found)


def made_table(
    file: SurveyFile,
    sheet: str,
    headings: tuple[str, ...],
    records: Sequence[tuple[int, Sequence[Cell]]],
    found: Sequence[Problem] = (),
) -> LimeTable:
    """Return a table of records with their rows; blank ones and those that do not fit stay out."""
    width = len(headings)
    kept: list[tuple[int, Sequence[Cell]]] = []
    odd: list[Problem] = list(found)
    for number, record in records:
        if all(is_blank(cell) for cell in record):
            continue
        if len(record) != width:
            odd.append(problems.wrong_width(file, number, len(record), width))
            continue
        kept.append((number, record))
    columns: list[list[Cell]] = [[record[index] for _, record in kept] for index in range(width)]
    return LimeTable(
        sheet=sheet,
        headings=headings,
        columns=tuple(columns),
        rows=np.array([number for number, _ in kept], dtype=np.int64),
        problems=tuple(odd),
    )
