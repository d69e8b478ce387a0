"""Text files: CSV with any of four delimiters, every cell as text.

The delimiter is the one under which the header row names most fields of the table. Files whose
records all have the same width are read by Arrow; the others record by record, so that each
record that does not fit is named.
"""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Final

import pyarrow as pa
from pyarrow import csv as arrow_csv

from kooperacja_eval.ingest.encoding import Decoded, EncodingError, decode
from kooperacja_eval.ingest.header import SEARCHED_ROWS, Names, find_header, matches
from kooperacja_eval.ingest.readers.arrow import read_columns
from kooperacja_eval.ingest.readers.grid import read_grid
from kooperacja_eval.ingest.readers.headings import no_header
from kooperacja_eval.ingest.readers.request import Answer, Request
from kooperacja_eval.ingest.sheets import Cell, is_blank
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

DELIMITERS: Final = {
    ";": Text("średnik", "semicolon"),
    ",": Text("przecinek", "comma"),
    "\t": Text("tabulator", "tab"),
    "|": Text("kreska pionowa", "vertical bar"),
}
_BLOCK: Final = 8 << 20
_FIRST: Final = 200_000
"""Bytes in which the header row is looked for."""


@dataclass(frozen=True, slots=True)
class _Start:
    """The first records of a file under one delimiter, and the byte at which each ends."""

    records: list[list[str]]
    ends: list[int]
    matched: int


def read_delimited(request: Request) -> Answer:
    """Return the sheet that a text file holds."""
    try:
        decoded = decode(request.data, request.encoding)
    except EncodingError as error:
        return Answer(None, (request.problem(error.rule, error.text),))
    first = _first_lines(decoded)
    names = Names(request.table, request.renames)
    starts = {delimiter: _start(first, delimiter, names) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: starts[delimiter].matched)
    used = request.delimiter or best
    if starts[used].matched < starts[best].matched:
        return Answer(None, (_wrong_delimiter(request, used, best),))
    if not starts[used].matched:
        return Answer(None, (no_header(request, ""),))
    return _fast(request, decoded, used, starts[used], names) or _slow(
        request, decoded.text(), used
    )


def _first_lines(decoded: Decoded) -> str:
    """Return whole lines from the beginning, enough to find the header in."""
    beginning = bytes(decoded.utf8[:_FIRST])
    if len(beginning) == _FIRST:
        beginning = beginning[: beginning.rfind(b"\n") + 1] or beginning
    return codecs.getincrementaldecoder("utf-8")().decode(beginning)


def _start(text: str, delimiter: str, names: Names) -> _Start:
    lines = StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    records: list[list[str]] = []
    ends = []
    try:
        for record in reader:
            records.append(record)
            ends.append(len(text[: lines.tell()].encode("utf-8")))
            if len(records) == SEARCHED_ROWS:
                break
    except csv.Error:
        records = records[: len(ends)]
    return _Start(records, ends, max((matches(record, names) for record in records), default=0))


def _fast(
    request: Request, decoded: Decoded, delimiter: str, start: _Start, names: Names
) -> Answer | None:
    """Read through Arrow; None where a record has another width or a quote is out of place."""
    header = find_header(start.records, names)
    if header is None:
        return None
    width = len(header.headers)
    body = memoryview(decoded.utf8)[start.ends[header.index] :]
    if width == 1 or len(body) < width:
        return None
    columns = [str(index) for index in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(body),
            read_options=arrow_csv.ReadOptions(column_names=columns, block_size=_BLOCK),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=b'"' in bytes(decoded.utf8),
                ignore_empty_lines=False,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    return read_columns(request, header, table.columns)


def _slow(request: Request, text: str, delimiter: str) -> Answer:
    records: list[list[Cell]] = []
    problems = []
    try:
        records.extend(list(record) for record in _records(text, delimiter))
    except csv.Error:
        problems.append(_bad_quotes(request, len(records) + 1))
    names = Names(request.table, request.renames)
    header = find_header(records, names)
    if header is not None:
        width = len(header.headers)
        for index in range(header.index + 1, len(records)):
            fitted = _fitted(records[index], width)
            if fitted is None:
                problems.append(_wrong_width(request, index + 1, len(records[index]), width))
            records[index] = fitted or []
    answer = read_grid(request, "", records)
    return Answer(answer.sheet, (*problems, *answer.problems), answer.renamed)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _fitted(record: list[Cell], width: int) -> list[Cell] | None:
    """Return a record of the right width, an empty one for a blank line, None where none fits."""
    if all(is_blank(cell) for cell in record):
        return []
    if len(record) < width or not all(is_blank(cell) for cell in record[width:]):
        return None
    return record[:width]


def _wrong_delimiter(request: Request, used: str, best: str) -> Problem:
    named, better = DELIMITERS[used], DELIMITERS[best]
    return request.problem(
        "wrong_delimiter",
        Text(
            f"study.toml podaje separator {named.pl}, a nagłówek pliku wskazuje na {better.pl}. "
            "Popraw delimiter w study.toml albo usuń ten klucz.",
            f"study.toml names the delimiter {named.en}, but the header of the file speaks for "
            f"{better.en}. Correct delimiter in study.toml or remove the key.",
        ),
    )


def _wrong_width(request: Request, row: int, found: int, width: int) -> Problem:
    return request.problem(
        "wrong_width",
        Text(
            f"Wiersz ma inną liczbę komórek ({found}) niż nagłówek ({width}); pominięto go. "
            "Sprawdź separatory i cudzysłowy.",
            f"The row has another number of cells ({found}) than the header ({width}) and was "
            "left out. Check delimiters and quotation marks.",
        ),
        row=row,
    )


def _bad_quotes(request: Request, row: int) -> Problem:
    return request.problem(
        "bad_quotes",
        Text(
            "Cudzysłów w tym wierszu jest niezamknięty albo stoi w środku komórki; dalszych "
            "wierszy nie odczytano. Popraw cudzysłowy.",
            "A quotation mark in this row is not closed or stands inside a cell; the rows after "
            "it were not read. Correct the quotation marks.",
        ),
        row=row,
    )
