"""Survey tables of any format to rows of raw cells: which format it is, its bytes decide.

The border: nothing is known about headers here; every sheet comes whole, from its first row on.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import ParseError

import pyarrow as pa
import pyarrow.parquet as pq
import xlrd  # type: ignore[import-untyped]
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from kooperacja_eval.ingest.readers import broken
from kooperacja_eval.ingest.readers.marks import Marks, find_marks
from kooperacja_eval.ingest.readers.old_cells import Silent, old_cell
from kooperacja_eval.ingest.readers.request import Request
from kooperacja_eval.ingest.readers.sheet_choice import Listed, choose_sheet
from kooperacja_eval.ingest.sheets import Cell, ErrorCell, is_blank, letter
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.raw_csv import read_csv
from kooperacja_eval.ingest.surveys.safe_zip import open_zip
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables.surveys import Answers
from kooperacja_eval.text import Text

Range = tuple[tuple[int, int], tuple[int, int]]

_MOST_CELLS: Final = 60_000_000
_BREAKS: Final = (
    CalamineError, zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, RuntimeError,
)  # fmt: skip
"""What damaged archives and XML raise."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_FOREIGN: Final = re.compile(
    rb'\s*(?:<(?:!doctype|html|\?xml|\?mso|table)|%PDF|\{\s*"|\[\s*\{)', re.IGNORECASE
)
"""How HTML, XML, PDF and JSON begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet of raw cells.

    Attributes
    ----------
    sheet : str
        Name of the sheet; empty for text files and parquet.
    rows : list of lists of Cell
        From the first row of the sheet on; rows may differ in length.
    merged : tuple of ((row, column), (row, column))
        First and last cells of merged ranges, counted from 0.
    problems : tuple of Problem
        Rows that could not be read.
    from_1904 : bool
        Whether days count from 1904, so that dates are four years off.
    """

    sheet: str
    rows: list[list[Cell]]
    merged: tuple[Range, ...] = ()
    problems: tuple[Problem, ...] = ()
    from_1904: bool = False


def read_grids(file: SurveyFile) -> tuple[Grid, ...]:
    """Return the sheets of a table: CSV, XLSX, XLS, ODS or parquet.

    Parameters
    ----------
    file : SurveyFile
        The file; with ``sheet`` that sheet alone is read, else every visible one.

    Returns
    -------
    tuple of Grid
        Sheets with at least one cell that is not blank, in the order of the workbook.

    Raises
    ------
    RefusedFileError
        Where the file is empty, protected, damaged, too large, of another kind, or lacks the
        sheet.
    """
    data = file.data
    if not data.strip():
        raise RefusedFileError("empty_file", _EMPTY)
    if data.startswith(b"PK\x03\x04"):
        open_zip(file.name, data)
        grids = _of_workbook(file)
    elif data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise refused(broken.encrypted(request_of(file)))
        grids = _of_old_workbook(file)
    elif data.startswith(b"PAR1"):
        grids = [_of_parquet(file)]
    elif _FOREIGN.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        raise RefusedFileError("not_a_table", _NOT_A_TABLE)
    else:
        rows, problems = read_csv(file)
        grids = [Grid(sheet="", rows=rows, problems=problems)]
    return tuple(g for g in grids if any(not is_blank(c) for row in g.rows for c in row))


def request_of(file: SurveyFile) -> Request:
    """Return what the project's readers call the same file; messages name the answers."""
    return Request(file=file.name, data=file.data, table=Answers, sheet=file.sheet)


def refused(problem: Problem) -> RefusedFileError:
    """Return a problem of the project's readers as the refusal of a survey file."""
    return RefusedFileError(
        problem.rule,
        Text(
            problem.message.pl.replace("study.toml", "survey.toml"),
            problem.message.en.replace("study.toml", "survey.toml"),
        ),
    )


def _wanted(file: SurveyFile, listed: list[Listed]) -> list[str]:
    if file.sheet is None:
        return [sheet.name for sheet in listed if sheet.visible]
    name = choose_sheet(request_of(file), listed)
    if isinstance(name, Problem):
        raise refused(name)
    return [name]


def _of_workbook(file: SurveyFile) -> list[Grid]:
    try:
        book = load_workbook(BytesIO(file.data))
        sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        listed = [Listed(s.name, visible=s.visible == SheetVisibleEnum.Visible) for s in sheets]
        return [_sheet(file, book, name) for name in _wanted(file, listed)]
    except PasswordError:
        raise refused(broken.encrypted(request_of(file))) from None
    except _BREAKS as error:
        raise refused(broken.damaged(request_of(file))) from error


def _sheet(file: SurveyFile, book: CalamineWorkbook, name: str) -> Grid:
    marks = find_marks(file.data, name)
    if (marks.last[0] + 1) * (marks.last[1] + 1) > _MOST_CELLS:
        corner = f"{letter(marks.last[1])}{marks.last[0] + 1}"
        raise refused(broken.too_large(request_of(file), name, corner))
    sheet = book.get_sheet_by_name(name)
    rows: list[list[Cell]] = [
        [None if cell == "" else cell for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    _mark(rows, marks)
    ranges = (*(sheet.merged_cell_ranges or ()), *marks.merged)
    return Grid(sheet=name, rows=rows, merged=ranges, from_1904=marks.from_1904)


def _mark(rows: list[list[Cell]], marks: Marks) -> None:
    """Write failed formulas into rows made here."""
    for (row, column), code in marks.errors.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = ErrorCell(code)


def _of_old_workbook(file: SurveyFile) -> list[Grid]:
    try:
        with xlrd.open_workbook(
            file_contents=file.data, formatting_info=True, ragged_rows=True, logfile=Silent()
        ) as book:
            return _old_sheets(file, book)
    except RefusedFileError:
        raise
    except Exception as error:  # a damaged file breaks xlrd in any of many ways
        protected = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error)
        fault = broken.encrypted if protected else broken.damaged
        raise refused(fault(request_of(file))) from error


def _old_sheets(file: SurveyFile, book: xlrd.Book) -> list[Grid]:
    listed = [Listed(sheet.name, visible=not sheet.visibility) for sheet in book.sheets()]
    grids = []
    for name in _wanted(file, listed):
        sheet = book.sheet_by_name(name)
        rows = [[old_cell(cell) for cell in sheet.row(index)] for index in range(sheet.nrows)]
        merged = tuple(
            ((top, left), (below - 1, right - 1)) for top, below, left, right in sheet.merged_cells
        )
        from_1904 = bool(book.datemode)
        grids.append(Grid(sheet=name, rows=rows, merged=merged, from_1904=from_1904))
    return grids


def _of_parquet(file: SurveyFile) -> Grid:
    try:
        table = pq.read_table(BytesIO(file.data))
    except (pa.ArrowInvalid, OSError) as error:
        raise refused(broken.damaged(request_of(file))) from error
    nested = [part.name for part in table.schema if pa.types.is_nested(part.type)]
    if nested:
        raise RefusedFileError("nested_column", _nested(", ".join(nested)))
    columns = [column.to_pylist() for column in table.columns]
    body = [list(row) for row in zip(*columns, strict=True)]
    return Grid(sheet="", rows=[list(table.column_names), *body])


def _nested(names: str) -> Text:
    return Text(
        f"Kolumny złożone nie są odczytywane: {names}. Zapisz w nich pojedyncze wartości.",
        f"Nested columns are not read: {names}. Store single values in them.",
    )


_EMPTY: Final = Text(
    "Plik jest pusty. Pobierz go ponownie albo poproś o nową kopię.",
    "The file is empty. Fetch it again or ask for a new copy.",
)
_NOT_A_TABLE: Final = Text(
    "To nie jest tabela, lecz strona HTML, plik XML, JSON lub dokument PDF. Pobierz eksport jako "
    "CSV lub XLSX.",
    "This is no table but an HTML page, an XML, JSON or PDF file. Fetch the export as CSV or XLSX.",
)
