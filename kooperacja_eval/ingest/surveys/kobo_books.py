"""Workbooks of KoBoToolbox exports and XLSForms, XLSX and XLS: names and raw rows of all sheets."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import ParseError

import xlrd  # type: ignore[import-untyped]
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from kooperacja_eval.ingest.readers.marks import find_marks
from kooperacja_eval.ingest.readers.old_cells import Silent, old_cell
from kooperacja_eval.ingest.sheets import Cell, ErrorCell
from kooperacja_eval.ingest.surveys import kobo_refusals as refusals
from kooperacja_eval.ingest.surveys.export import SurveyFile

Sheet = tuple[str, list[list[Cell]]]

_MOST_CELLS: Final = 60_000_000
"""Cells, filled or not, between the first and the last of a sheet."""
_BREAKS: Final = (
    CalamineError, zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, RuntimeError,
    EOFError, OSError,
)  # fmt: skip
"""What damaged workbooks raise."""
_ENCRYPTED: Final = "encrypted"


def new_sheets(file: SurveyFile) -> list[Sheet]:
    """Return the sheets of an XLSX workbook whose archive passed the guards.

    Raises
    ------
    RefusedFileError
        ``encrypted``, ``truncated``, ``too_large`` or ``dates_from_1904``.
    """
    try:
        return list(_new_sheets(file, CalamineWorkbook.from_filelike(BytesIO(file.data))))
    except PasswordError as error:
        raise refusals.encrypted(file.name) from error
    except _BREAKS as error:
        raise refusals.damaged(file.name) from error


def _new_sheets(file: SurveyFile, book: CalamineWorkbook) -> Iterator[Sheet]:
    for sheet in book.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        marks = find_marks(file.data, sheet.name)
        if marks.from_1904:
            raise refusals.counts_from_1904(file.name)
        if (marks.last[0] + 1) * (marks.last[1] + 1) > _MOST_CELLS:
            raise refusals.too_large(file.name, sheet.name)
        read = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        rows: list[list[Cell]] = [[*row] for row in read]
        for (row, column), code in marks.errors.items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = ErrorCell(code)
        yield sheet.name, rows


def old_sheets(file: SurveyFile) -> list[Sheet]:
    """Return the sheets of an XLS workbook.

    Raises
    ------
    RefusedFileError
        ``encrypted``, ``truncated`` or ``dates_from_1904``.
    """
    try:
        with xlrd.open_workbook(file_contents=file.data, logfile=Silent()) as book:
            from_1904 = bool(book.datemode)
            sheets = [
                (sheet.name, [[old_cell(cell) for cell in row] for row in sheet.get_rows()])
                for sheet in book.sheets()
            ]
    except Exception as error:  # a damaged file breaks xlrd in any of many ways
        protected = isinstance(error, xlrd.XLRDError) and _ENCRYPTED in str(error)
        refuse = refusals.encrypted if protected else refusals.damaged
        raise refuse(file.name) from error
    if from_1904:
        raise refusals.counts_from_1904(file.name)
    return sheets
