"""CSV files of KoBoToolbox and ODK: bytes to records that fit their header.

KoBoToolbox separates by semicolons and quotes everything, ODK and Ona separate by commas. The
delimiter is the one under which most records are as wide as the header.
"""

import csv
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice
from typing import Final

from kooperacja_eval.ingest.encoding import ENCODINGS, EncodingError, decode
from kooperacja_eval.ingest.sheets import Cell, is_blank
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.kobo_refusals import wrong_width
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

DELIMITERS: Final = (";", ",", "\t", "|")
_SAMPLE: Final = 50
"""Records that the delimiter is told from."""


def text_rows(file: SurveyFile, data: bytes, sheet: str) -> tuple[list[list[Cell]], list[Problem]]:
    """Return the records of a CSV file, the one at index i being row i + 1.

    Parameters
    ----------
    file : SurveyFile
        For name, encoding and delimiter.
    data : bytes
        Content of the CSV file; of an archive, of one member.
    sheet : str
        Name of the member, for problems.

    Returns
    -------
    records : list of lists
        An empty list stands for a record that does not fit the header and was left out.
    problems : list of Problem
        ``not_utf8``, ``wrong_width`` for each record left out, ``bad_quotes``.

    Raises
    ------
    RefusedFileError
        Where the encoding cannot be told; the rules are those of ``ingest.encoding``.
    """
    try:
        decoded = decode(data, file.encoding)
    except EncodingError as error:
        raise RefusedFileError(error.rule, error.text) from error
    text = decoded.text()
    problems = []
    if decoded.encoding != "utf-8":
        problems.append(_not_utf8(file.name, sheet, ENCODINGS[decoded.encoding]))
    records: list[list[Cell]] = []
    try:
        records.extend([*record] for record in _records(text, file.delimiter or delimiter(text)))
    except csv.Error:
        problems.append(_bad_quotes(file.name, sheet, len(records) + 1))
    width = len(next((r for r in records if not all(map(is_blank, r))), []))
    for index, record in enumerate(records):
        blank = all(map(is_blank, record))
        if not blank and (len(record) < width or not all(map(is_blank, record[width:]))):
            problems.append(wrong_width(file.name, sheet, index + 1, len(record), width))
            records[index] = []
    return records, problems


def delimiter(text: str) -> str:
    r"""Return the delimiter under which most of the first records are as wide as the header.

    Examples
    --------
    >>> delimiter('Name, first;Age\nAnna;30\n'), delimiter('q1,q2\n"a;b;c",2\n')
    (';', ',')
    """
    return max(DELIMITERS, key=lambda candidate: _fit(text, candidate))


def _fit(text: str, candidate: str) -> tuple[float, int]:
    widths: list[int] = []
    with suppress(csv.Error):  # an open quotation mark; what stands before it counts
        widths.extend(len(r) for r in islice(_records(text, candidate), _SAMPLE) if r)
    if not widths or widths[0] == 1:
        return 0.0, 1
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def _records(text: str, used: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=used, strict=True)


def _not_utf8(file: str, sheet: str, encoding: str) -> Problem:
    return Problem(
        rule="not_utf8",
        severity="warning",
        message=Text(
            f"Plik jest w kodowaniu {encoding}, a KoBoToolbox i ODK zapisują UTF-8: ktoś zapisał "
            "go ponownie. Sprawdź polskie znaki albo pobierz plik prosto z platformy.",
            f"The file is in {encoding}, while KoBoToolbox and ODK write UTF-8: somebody saved it "
            "again. Check letters with accents or fetch the file straight from the platform.",
        ),
        file=file,
        sheet=sheet,
    )


def _bad_quotes(file: str, sheet: str, row: int) -> Problem:
    return Problem(
        rule="bad_quotes",
        severity="error",
        message=Text(
            "Cudzysłów w tym wierszu jest niezamknięty albo stoi w środku komórki; dalszych "
            "wierszy nie odczytano. Pobierz plik ponownie z platformy.",
            "A quotation mark in this row is not closed or stands inside a cell; the rows after "
            "it were not read. Fetch the file again from the platform.",
        ),
        file=file,
        sheet=sheet,
        row=row,
    )
