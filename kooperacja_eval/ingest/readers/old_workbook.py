"""Workbooks of Excel 97-2003 (XLS), through xlrd.

Calamine would stop the whole process at some damaged files of this format and leaves failed
formulas blank; xlrd does neither.
"""

from typing import Final

import xlrd  # type: ignore[import-untyped]

from kooperacja_eval.ingest.readers import broken
from kooperacja_eval.ingest.readers.grid import read_grid
from kooperacja_eval.ingest.readers.merged import merged_problems
from kooperacja_eval.ingest.readers.old_cells import Silent, old_cell
from kooperacja_eval.ingest.readers.request import Answer, Request
from kooperacja_eval.ingest.readers.sheet_choice import Listed, choose_sheet
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
            logfile=Silent(),
        ) as book:
            return _read(request, book)
    except Exception as error:  # noqa: BLE001 - a damaged file breaks xlrd in any of many ways
        protected = isinstance(error, xlrd.XLRDError) and _ENCRYPTED in str(error)
        return Answer(None, (broken.encrypted(request) if protected else broken.damaged(request),))


def _read(request: Request, book: xlrd.Book) -> Answer:
    if book.datemode:
        return Answer(None, (broken.counts_from_1904(request),))
    listed = [Listed(sheet.name, visible=not sheet.visibility) for sheet in book.sheets()]
    name = choose_sheet(request, listed)
    if isinstance(name, Problem):
        return Answer(None, (name,))
    sheet = book.sheet_by_name(name)
    rows = [[old_cell(cell) for cell in sheet.row(index)] for index in range(sheet.nrows)]
    answer = read_grid(request, name, rows)
    if answer.sheet is None:
        return answer
    ranges = [
        ((top, left), (below - 1, right - 1)) for top, below, left, right in sheet.merged_cells
    ]
    merged = merged_problems(request, answer.sheet, ranges)
    return Answer(answer.sheet, (*answer.problems, *merged), answer.renamed)
