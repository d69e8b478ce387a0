"""Workbooks of Excel 97-2003 (XLS), through xlrd.

Calamine would stop the whole process at some damaged files of this format and leaves failed
formulas blank; xlrd does neither.
"""

import datetime as dt
from typing import Final

import xlrd  # type: ignore[import-untyped]

from kooperacja_eval.ingest.readers import broken
from kooperacja_eval.ingest.readers.grid import read_grid
from kooperacja_eval.ingest.readers.merged import merged_problems
from kooperacja_eval.ingest.readers.request import Answer, Request
from kooperacja_eval.ingest.readers.sheet_choice import Listed, choose_sheet
from kooperacja_eval.ingest.sheets import Cell, ErrorCell
from kooperacja_eval.schemas.problems import Problem

_ENCRYPTED: Final = "encrypted"


def read_old_workbook(request: Request) -> Answer:
    """Return the sheet of an XLS workbook that fills the table asked for."""
    try:
        with xlrd.open_workbook(
            file_contents=request.data,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=_Silent(),
        ) as book:
            return _read(request, book)
    except Exception as error:  # noqa: BLE001 - a damaged file breaks xlrd in any of many ways
        protected = isinstance(error, xlrd.XLRDError) and _ENCRYPTED in str(error)
        return Answer(None, (broken.encrypted(request) if protected else broken.damaged(request),))


class _Silent:
    """Takes what xlrd prints about odd files; what matters comes as an exception."""

    def write(self, text: str) -> None:
        """Take a text."""

    def flush(self) -> None:
        """Do nothing."""


def _read(request: Request, book: xlrd.Book) -> Answer:
    if book.datemode:
        return Answer(None, (broken.counts_from_1904(request),))
    listed = [Listed(sheet.name, visible=not sheet.visibility) for sheet in book.sheets()]
    name = choose_sheet(request, listed)
    if isinstance(name, Problem):
        return Answer(None, (name,))
    sheet = book.sheet_by_name(name)
    rows = [[_cell(cell) for cell in sheet.row(index)] for index in range(sheet.nrows)]
    answer = read_grid(request, name, rows)
    if answer.sheet is None:
        return answer
    ranges = [
        ((top, left), (below - 1, right - 1)) for top, below, left, right in sheet.merged_cells
    ]
    merged = merged_problems(request, answer.sheet, ranges)
    return Answer(answer.sheet, (*answer.problems, *merged), answer.renamed)


def _cell(cell: xlrd.sheet.Cell) -> Cell:
    match cell.ctype:
        case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
            return None
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return ErrorCell(xlrd.error_text_from_code.get(cell.value, "#ERR"))
        case xlrd.XL_CELL_DATE:
            return _moment(float(cell.value))
        case _:
            value: str | float = cell.value
            return value


def _moment(serial: float) -> Cell:
    """Return a day or a time; a number that no calendar has stays a number."""
    try:
        moment: dt.datetime = xlrd.xldate_as_datetime(serial, 0)
    except (xlrd.xldate.XLDateError, OverflowError):
        return serial
    return moment if serial >= 1 else moment.time()
