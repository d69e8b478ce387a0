"""Workbooks of today: XLSX and ODS, with the types that their cells have.

Calamine reads the cells. What it leaves blank in silence (errors of formulas, formulas that were
never computed) is looked up by ``marks`` and put back, so that it is reported. ``marks`` is read
first, because it also says how far a sheet reaches: calamine makes room for every cell up to the
last one.
"""

import zipfile
import zlib
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import ParseError

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from kooperacja_eval.ingest.readers import broken
from kooperacja_eval.ingest.readers.grid import read_grid
from kooperacja_eval.ingest.readers.marks import Marks, find_marks
from kooperacja_eval.ingest.readers.merged import merged_problems
from kooperacja_eval.ingest.readers.request import Answer, Request
from kooperacja_eval.ingest.readers.sheet_choice import Listed, choose_sheet
from kooperacja_eval.ingest.sheets import Cell, ErrorCell, letter
from kooperacja_eval.schemas.problems import Problem

_MOST_CELLS: Final = 60_000_000
"""Cells, filled or not, between the first and the last of a sheet."""

_BREAKS: Final = (
    CalamineError, zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, RuntimeError,
)  # fmt: skip
"""What damaged archives and XML raise."""


def read_workbook(request: Request) -> Answer:
    """Return the sheet of a workbook that fills the table asked for."""
    try:
        return _read(request, load_workbook(BytesIO(request.data)))
    except PasswordError:
        return Answer(None, (broken.encrypted(request),))
    except _BREAKS:
        return Answer(None, (broken.damaged(request),))


def _read(request: Request, book: CalamineWorkbook) -> Answer:
    sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    listed = [Listed(s.name, visible=s.visible == SheetVisibleEnum.Visible) for s in sheets]
    name = choose_sheet(request, listed)
    if isinstance(name, Problem):
        return Answer(None, (name,))
    marks = find_marks(request.data, name)
    if marks.from_1904:
        return Answer(None, (broken.counts_from_1904(request),))
    if (marks.last[0] + 1) * (marks.last[1] + 1) > _MOST_CELLS:
        corner = f"{letter(marks.last[1])}{marks.last[0] + 1}"
        return Answer(None, (broken.too_large(request, name, corner),))
    sheet = book.get_sheet_by_name(name)
    rows: list[list[Cell]] = [[*row] for row in sheet.to_python(skip_empty_area=False)]
    answer = read_grid(request, name, _with_marks(rows, marks))
    if answer.sheet is None:
        return answer
    ranges = [*(sheet.merged_cell_ranges or ()), *marks.merged]
    merged = merged_problems(request, answer.sheet, ranges)
    return Answer(answer.sheet, (*answer.problems, *merged), answer.renamed)


def _with_marks(rows: list[list[Cell]], marks: Marks) -> list[list[Cell]]:
    for (row, column), code in marks.errors.items():
        while len(rows) <= row:
            rows.append([])
        line = rows[row]
        line.extend([None] * (column + 1 - len(line)))
        line[column] = ErrorCell(code)
    return rows
