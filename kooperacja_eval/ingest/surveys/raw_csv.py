"""Text tables whose headers are not known beforehand: encoding, delimiter, records.

The delimiter is decided by the structure of the records, not by counting characters: the one
under which most records have the same number of cells.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Final

from kooperacja_eval.ingest.encoding import EncodingError, decode
from kooperacja_eval.ingest.readers.delimited import DELIMITERS
from kooperacja_eval.ingest.sheets import Cell, is_blank
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

_SAMPLE: Final = 200
"""Records by which the delimiter is decided."""
_DECIMAL: Final = re.compile(r"\s*-?\d+(?:,\d+)?\s*")


def read_csv(file: SurveyFile) -> tuple[list[list[Cell]], tuple[Problem, ...]]:
    """Return the records of a text table, every cell as text.

    Parameters
    ----------
    file : SurveyFile
        The file, with its encoding and delimiter where they are known.

    Returns
    -------
    list of lists of Cell
        Records in order; one that does not have the width of the table, and follows its first
        full record, is empty and reported.
    tuple of Problem
        ``wrong_width`` and ``bad_quotes``.

    Raises
    ------
    RefusedFileError
        Where the encoding cannot be told or is not the one named.
    """
    try:
        text = decode(file.data, file.encoding).text()
    except EncodingError as error:
        message = Text(
            error.text.pl.replace("study.toml", "survey.toml"),
            error.text.en.replace("study.toml", "survey.toml"),
        )
        raise RefusedFileError(error.rule, message) from error
    delimiter = file.delimiter or find_delimiter(text)
    problems = []
    records: list[list[Cell]] = []
    try:
        records.extend(list(record) for record in _records(text, delimiter or "\x1f"))
    except csv.Error:
        problems.append(_bad_quotes(file, len(records) + 1))
    return records, (*_fit(file, records), *problems)


def find_delimiter(text: str) -> str | None:
    r"""Return the delimiter of a table, None where it has a single column.

    Of the four delimiters the one counts under which most of the first records have the same
    number of cells, at least two; of equals the one with more cells. Numbers with a decimal comma
    under a header without one are a single column.

    Examples
    --------
    >>> find_delimiter('id;"a, b"\n1;"x, y"\n2;z\n'), find_delimiter("x\n0,5\n1,98\n")
    (';', None)
    """
    first = list(islice(_lines(text), _SAMPLE))
    if first and "," not in first[0] and all(_DECIMAL.fullmatch(line) for line in first[1:]):
        return None
    best, best_score = None, (0, 0)
    for delimiter in DELIMITERS:
        widths = [len(record) for record in _sample(text, delimiter) if any(record)]
        width, count = usual_width(widths)
        if 2 * count > len(widths) and (count, width) > best_score:
            best, best_score = delimiter, (count, width)
    return best


def usual_width(widths: Sequence[int]) -> tuple[int, int]:
    """Return the most frequent width of at least two cells and how many records have it.

    Examples
    --------
    >>> usual_width([1, 3, 3, 2]), usual_width([1, 1])
    ((3, 2), (0, 0))
    """
    counts = Counter(width for width in widths if width > 1)
    return max(counts.items(), key=lambda entry: (entry[1], entry[0]), default=(0, 0))


def _lines(text: str) -> Iterator[str]:
    return (line for line in StringIO(text) if line.strip())


def _sample(text: str, delimiter: str) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        found.extend(islice(_records(text, delimiter), _SAMPLE))
    except csv.Error:
        return found
    return found


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _fit(file: SurveyFile, records: list[list[Cell]]) -> Iterator[Problem]:
    """Empty records, made here, that lack cells or have too many, and report them."""
    width, _ = usual_width([len(record) for record in records])
    started = False
    for index, record in enumerate(records):
        if all(is_blank(cell) for cell in record):
            records[index] = []
        elif len(record) >= width and all(is_blank(cell) for cell in record[width:]) and width:
            records[index] = record[:width]
            started = True
        elif started:
            yield _wrong_width(file, index + 1, len(record), width)
            records[index] = []


def _wrong_width(file: SurveyFile, row: int, found: int, width: int) -> Problem:
    return Problem(
        rule="wrong_width",
        severity="error",
        message=Text(
            f"Wiersz ma inną liczbę komórek ({found}) niż tabela ({width}); pominięto go. "
            "Sprawdź separatory i cudzysłowy.",
            f"The row has another number of cells ({found}) than the table ({width}) and was "
            "left out. Check delimiters and quotation marks.",
        ),
        file=file.name,
        row=row,
    )


def _bad_quotes(file: SurveyFile, row: int) -> Problem:
    return Problem(
        rule="bad_quotes",
        severity="error",
        message=Text(
            "Cudzysłów w tym wierszu jest niezamknięty albo stoi w środku komórki; dalszych "
            "wierszy nie odczytano. Popraw cudzysłowy.",
            "A quotation mark in this row is not closed or stands inside a cell; the rows after "
            "it were not read. Correct the quotation marks.",
        ),
        file=file.name,
        row=row,
    )
