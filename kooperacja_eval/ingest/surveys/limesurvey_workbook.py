"""Exports of LimeSurvey as XLSX: each visible sheet is one table.

The border: cells with the types that the workbook gives them; XLS is refused, because LimeSurvey
writes everything else.
"""

import zipfile
import zlib
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from kooperacja_eval.ingest.readers.marks import find_marks
from kooperacja_eval.ingest.sheets import Cell, ErrorCell, cell_text, is_blank
from kooperacja_eval.ingest.surveys import limesurvey_problems as problems
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.limesurvey_table import LimeTable, made_table
from kooperacja_eval.ingest.surveys.safe_zip import open_zip
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.text import Text

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_CELLS: Final = 60_000_000
_BREAKS: Final = (
    CalamineError, DefusedXmlException, ParseError, zipfile.BadZipFile, zlib.error, KeyError,
    ValueError, RuntimeError,
)  # fmt: skip
"""What damaged archives and XML raise."""


def is_workbook(file: SurveyFile) -> bool:
    """Return whether a file is a workbook that can be read.

    Raises
    ------
    RefusedFileError
        For a workbook of Excel 97-2003, or one protected by a password.
    """
    if file.data.startswith(_OLE):
        raise problems.old_workbook(file)
    return file.data.startswith(_ZIP)


def read_workbook_tables(file: SurveyFile) -> list[LimeTable]:
    """Return the tables of the sheets that show, or of the one that was named.

    Raises
    ------
    RefusedFileError
        For a damaged workbook, one that is dangerous to open, or a sheet that it lacks.
    """
    open_zip(file.name, file.data)
    try:
        book = load_workbook(BytesIO(file.data))
        sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        visible = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible]
        if file.sheet is not None:
            visible = [s.name for s in sheets if fold(s.name) == fold(file.sheet)]
            if not visible:
                raise _no_sheet(file, [s.name for s in sheets])
        tables = [_table(file, book, name) for name in visible]
    except _BREAKS as error:
        raise problems.damaged(file) from error
    return [table for table in tables if table is not None]


def _table(file: SurveyFile, book: CalamineWorkbook, name: str) -> LimeTable | None:
    marks = find_marks(file.data, name)
    if (marks.last[0] + 1) * (marks.last[1] + 1) > _MOST_CELLS:
        raise problems.damaged(file)
    rows: list[list[Cell]] = [
        [*row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    ]
    for (row, column), code in marks.errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = ErrorCell(code)
    first = next((i for i, row in enumerate(rows) if not all(map(is_blank, row))), None)
    if first is None:
        return None
    headings = [cell_text(cell) for cell in rows[first]]
    width = max(index + 1 for row in rows for index, cell in enumerate(row) if not is_blank(cell))
    records = [(number, row[:width]) for number, row in enumerate(rows, start=1)][first + 1 :]
    return made_table(file, name, tuple(headings[:width]), records)


def _no_sheet(file: SurveyFile, names: list[str]) -> RefusedFileError:
    listed = ", ".join(names)
    return RefusedFileError(
        "no_sheet",
        Text(
            f"Plik {file.name} nie ma arkusza „{file.sheet}”; ma: {listed}. Popraw sheet "
            "w survey.toml.",
            f"{file.name} has no sheet “{file.sheet}”; it has: {listed}. Correct sheet in "
            "survey.toml.",
        ),
    )
