"""Workbooks: XLSX, XLS and ODS, with the types that their cells have.

Calamine reads the cells. What it leaves blank in silence (errors of formulas, formulas that were
never computed) is looked up by ``marks`` and put back, so that it is reported.
"""

from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from kooperacja_eval.ingest.readers.grid import read_grid
from kooperacja_eval.ingest.readers.marks import Marks, find_marks
from kooperacja_eval.ingest.readers.merged import merged_problems
from kooperacja_eval.ingest.readers.request import Answer, Request
from kooperacja_eval.ingest.sheets import Cell, ErrorCell
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

_LONGEST_NAME = 31


def read_workbook(request: Request) -> Answer:
    """Return the sheet of a workbook that fills the table asked for."""
    try:
        book = load_workbook(BytesIO(request.data))
        name = _sheet_name(request, book)
        if isinstance(name, Problem):
            return Answer(None, (name,))
        sheet = book.get_sheet_by_name(name)
        rows: list[list[Cell]] = [[*row] for row in sheet.to_python(skip_empty_area=False)]
        marks = find_marks(request.data, name)
    except PasswordError:
        return Answer(None, (_encrypted(request),))
    except CalamineError:
        return Answer(None, (damaged(request),))
    grid = _with_marks(rows, marks)
    answer = read_grid(request, name, grid)
    if answer.sheet is None:
        return answer
    merged = merged_problems(request, answer.sheet, _merged(sheet, marks))
    return Answer(answer.sheet, (*answer.problems, *merged), answer.renamed)


def _sheet_name(request: Request, book: CalamineWorkbook) -> str | Problem:
    """Return the sheet to read: the one named, the only one, or the one named as the table."""
    sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in sheets]
    listed = ", ".join(f"„{name}”" for name in names)
    if request.sheet is not None:
        for name in names:
            if fold(name) == fold(request.sheet[:_LONGEST_NAME]):
                return name
        return request.problem(
            "no_sheet",
            Text(
                f"Plik nie ma arkusza „{request.sheet}”; ma: {listed}. "
                "Popraw nazwę arkusza w pliku albo w study.toml.",
                f"The file has no sheet “{request.sheet}”; it has: {listed}. "
                "Correct the name of the sheet in the file or in study.toml.",
            ),
        )
    visible = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    if len(visible) == 1:
        return visible[0]
    table = request.table
    wanted = {fold(n[:_LONGEST_NAME]) for n in (table.table_name, table.label.pl, table.label.en)}
    same = [name for name in visible if fold(name) in wanted]
    if len(same) == 1:
        return same[0]
    return request.problem(
        "several_sheets",
        Text(
            f"Plik ma kilka arkuszy: {listed}. Podaj w study.toml, który czytać (sheet = „…”).",
            f"The file has several sheets: {listed}. Say in study.toml which to read (sheet).",
        ),
    )


def _with_marks(rows: list[list[Cell]], marks: Marks) -> list[list[Cell]]:
    for (row, column), code in marks.errors.items():
        while len(rows) <= row:
            rows.append([])
        line = rows[row]
        line.extend([None] * (column + 1 - len(line)))
        line[column] = ErrorCell(code)
    return rows


def _merged(sheet: CalamineSheet, marks: Marks) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [*(sheet.merged_cell_ranges or ()), *marks.merged]


def _encrypted(request: Request) -> Problem:
    return request.problem(
        "encrypted",
        Text(
            "Plik jest zabezpieczony hasłem. Zapisz w data_raw kopię bez hasła.",
            "The file is protected by a password. Save a copy without one in data_raw.",
        ),
    )


def damaged(request: Request) -> Problem:
    """Return the problem of a file that breaks off or is damaged."""
    return request.problem(
        "truncated",
        Text(
            "Plik jest uszkodzony lub niepełny. Pobierz go ponownie albo poproś o nową kopię.",
            "The file is damaged or incomplete. Fetch it again or ask for a new copy.",
        ),
    )
