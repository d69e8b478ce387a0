"""The workbook of a form, opened once: its sheets as rows of raw cells.

What calamine leaves blank in silence (errors of formulas) is looked up by ``readers.marks``, as for
other workbooks, but only where a look at the bytes says that there may be something to find.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import ParseError

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    load_workbook,
)

from kooperacja_eval.ingest.readers import broken
from kooperacja_eval.ingest.readers.marks import Marks, find_marks
from kooperacja_eval.ingest.readers.merged import Range
from kooperacja_eval.ingest.readers.request import Request
from kooperacja_eval.ingest.sheets import Cell, ErrorCell, letter
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

EXTENSIONS: Final = (".xlsx", ".xlsm", ".ods")

_BOOK: Final = "xl/workbook.xml"
_SHEETS: Final = "xl/worksheets/"
_SUSPECT: Final = (b't="e"', b"t='e'", b" r='")
"""An error; cells written in a way that the patterns below do not know."""
_SUSPECT_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (rb"<f[\s>/]", rb":f[\s>/]", rb"""r="[A-Z]{3}\d""", rb"""r="[A-Z]{0,3}\d{5}""")
)
"""A formula; a cell far from the table: column AAA or row 10 000 and beyond. Each begins with
fixed letters, which makes the search fast."""
_MOST_CELLS: Final = 2_000_000
"""Cells of one sheet, filled or not; forms are small."""
_BREAKS: Final = (
    CalamineError, zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, RuntimeError,
)  # fmt: skip
"""What damaged archives and XML raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet of a form.

    Attributes
    ----------
    name : str
        As the file names it.
    rows : list of list of Cell
        From the first row on, all of one width.
    merged : tuple of ranges
        Merged cells, counted from 0.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[Range, ...] = ()


def open_pages(request: Request, passed_over: frozenset[str]) -> dict[str, Page] | Problem:
    """Return the sheets of a form by name, in their order, or why it cannot be read.

    Parameters
    ----------
    request : Request
        The file.
    passed_over : frozenset of str
        Names of sheets that nobody fills in.
    """
    if not request.file.lower().endswith(EXTENSIONS):
        return _other_format(request)
    try:
        return _pages(request, load_workbook(BytesIO(request.data)), passed_over)
    except PasswordError:
        return broken.encrypted(request)
    except _BREAKS:
        return broken.damaged(request)


def _pages(
    request: Request, book: CalamineWorkbook, passed_over: frozenset[str]
) -> dict[str, Page] | Problem:
    suspect = _is_suspect(request.data)
    pages = {}
    for listed in book.sheets_metadata:
        if listed.typ != SheetTypeEnum.WorkSheet or listed.name in passed_over:
            continue
        marks = find_marks(request.data, listed.name) if suspect else Marks()
        refusal = _refusal(request, listed.name, marks)
        if refusal is not None:
            return refusal
        pages[listed.name] = _page(book.get_sheet_by_name(listed.name), marks)
    return pages


def _is_suspect(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        if _BOOK not in names or b"date1904" in archive.read(_BOOK):
            return True
        parts = (name for name in names if name.startswith(_SHEETS) and name.endswith(".xml"))
        return any(_has_marks(archive.read(name)) for name in parts)


def _has_marks(part: bytes) -> bool:
    return any(sign in part for sign in _SUSPECT) or any(
        pattern.search(part) for pattern in _SUSPECT_PATTERNS
    )


def _refusal(request: Request, name: str, marks: Marks) -> Problem | None:
    if marks.from_1904:
        return broken.counts_from_1904(request)
    if (marks.last[0] + 1) * (marks.last[1] + 1) > _MOST_CELLS:
        corner = f"{letter(marks.last[1])}{marks.last[0] + 1}"
        return broken.too_large(request, name, corner)
    return None


def _page(sheet: CalamineSheet, marks: Marks) -> Page:
    rows: list[list[Cell]] = [[*row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), code in marks.errors.items():
        while len(rows) <= row:
            rows.append([])
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = ErrorCell(code)
    width = max(map(len, rows), default=0)
    for line in rows:
        line.extend([None] * (width - len(line)))
    merged = (*(sheet.merged_cell_ranges or ()), *marks.merged)
    return Page(name=sheet.name, rows=rows, merged=merged)


def _other_format(request: Request) -> Problem:
    return request.problem(
        "unsupported_format",
        Text(
            "To nie jest format, w którym wysłano formularz. Zapisz plik jako jeden z: "
            f"{', '.join(EXTENSIONS)}.",
            "This is not the format in which the form was sent. Save the file as one of: "
            f"{', '.join(EXTENSIONS)}.",
        ),
    )
