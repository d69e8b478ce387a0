"""XLS, ODS and parquet: the same table as from XLSX, and what only these formats do."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
import xlwt
from ingest_folder import Rows, ingest, only, put, rules, workbook
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

pytestmark = pytest.mark.integration

PLATFORM: Rows = [
    ["PZK", "Miesiąc", "Logowania", "Materiały"],
    ["LU-01", dt.date(2019, 9, 1), 3, None],
    ["LU-02", "X.2019", "12", 4],
]


def xls(rows: Rows) -> bytes:
    """Return an XLS workbook."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Platforma")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write(number, column, cell, day)
            elif cell is not None:
                sheet.write(number, column, cell)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows: Rows, *, merged: bool = False) -> bytes:
    """Return an ODS workbook; ``merged`` joins A2 and A3."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Platforma")
    document.spreadsheet.addElement(table)
    for number, row in enumerate(rows):
        line = TableRow()
        table.addElement(line)
        for column, cell in enumerate(row):
            line.addElement(_ods_cell(cell, merged and column == 0, number))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _ods_cell(cell: object, merged: bool, number: int) -> object:
    if merged and number == 2:
        return CoveredTableCell()
    spanned = {"numberrowsspanned": 2, "numbercolumnsspanned": 1} if merged and number == 1 else {}
    match cell:
        case None:
            return TableCell(**spanned)
        case dt.date():
            made = TableCell(valuetype="date", datevalue=cell.isoformat(), **spanned)
        case int():
            made = TableCell(valuetype="float", value=cell, **spanned)
        case "=1/0":
            made = TableCell(valuetype="string", formula="of:=1/0", **spanned)
            cell = "#DIV/0!"
        case _:
            made = TableCell(valuetype="string", **spanned)
    made.addElement(P(text=str(cell)))
    return made


def as_xlsx(folder: Path) -> pd.DataFrame:
    put(folder, "reference.xlsx", workbook({"Platforma": PLATFORM}))
    frame = ingest(folder, "reference.xlsx", "platform").tables["platform"]
    assert frame["logins"].tolist() == [3, 12]
    return frame.drop(columns="source_file")


@pytest.mark.parametrize(("name", "make"), [("a.xls", xls), ("a.ods", ods)])
def test_old_excel_and_open_document_give_what_xlsx_gives(
    tmp_path: Path, name: str, make: Callable[[Rows], bytes]
) -> None:
    put(tmp_path, name, make(PLATFORM))
    result = ingest(tmp_path, name, "platform")
    assert result.problems == ()
    found = result.tables["platform"].drop(columns="source_file")
    pd.testing.assert_frame_equal(found, as_xlsx(tmp_path))


def test_a_parquet_file_keeps_its_types_and_has_rows_from_two_on(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "pzk_id": ["LU-01", "LU-02"],
            "Miesiąc": pd.to_datetime(["2019-09-01", "2019-10-01"]),
            "logins": [3, 12],
            "materials": [float("nan"), 4.0],
        }
    )
    put(tmp_path, "a.parquet", frame.to_parquet(index=False))
    result = ingest(tmp_path, "a.parquet", "platform")
    assert result.problems == ()
    found = result.tables["platform"].drop(columns=["source_file", "source_sheet"])
    pd.testing.assert_frame_equal(found, as_xlsx(tmp_path).drop(columns="source_sheet"))


def test_cells_of_a_parquet_file_are_checked_like_all_others(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "pzk_id": pd.Categorical(["LU-01", "n.d.", "LU-03"]),
            "month": pd.to_datetime(["2019-09-01", "2019-10-15", "2019-10-01"]),
            "logins": [3.0, 4.0, 5.5],
        }
    )
    put(tmp_path, "a.parquet", frame.to_parquet(index=False))
    assert rules(ingest(tmp_path, "a.parquet", "platform").problems) == [
        ("required", 3, "A"),
        ("day_for_month", 3, "B"),
        ("not_whole", 4, "C"),
    ]


def test_nested_columns_of_a_parquet_file(tmp_path: Path) -> None:
    frame = pd.DataFrame({"pzk_id": ["LU-01"], "month": ["IX.2019"], "logins": [[1, 2]]})
    put(tmp_path, "a.parquet", frame.to_parquet(index=False))
    assert only(ingest(tmp_path, "a.parquet", "platform")).rule == "nested_column"


def test_errors_in_old_workbooks(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Platforma")
    for number, cells in enumerate(PLATFORM[:1]):
        for column, cell in enumerate(cells):
            sheet.write(number, column, cell)
    sheet.write(1, 0, "LU-01")
    sheet.write(1, 1, "IX.2019")
    sheet.write(1, 2, 3)
    sheet.row(1).set_cell_error(3, 0x2A)
    stream = BytesIO()
    book.save(stream)
    put(tmp_path, "a.xls", stream.getvalue())
    problem = only(ingest(tmp_path, "a.xls", "platform"))
    assert (problem.rule, problem.row, problem.letter, problem.value) == (
        "cell_error",
        2,
        "D",
        "#N/A",
    )


def test_errors_in_open_document_sheets(tmp_path: Path) -> None:
    rows: Rows = [PLATFORM[0], ["LU-01", "IX.2019", 3, "=1/0"]]
    put(tmp_path, "a.ods", ods(rows))
    problem = only(ingest(tmp_path, "a.ods", "platform"))
    assert (problem.rule, problem.row, problem.letter) == ("cell_error", 2, "D")


def test_merged_cells_in_open_document_sheets(tmp_path: Path) -> None:
    put(tmp_path, "a.ods", ods(PLATFORM, merged=True))
    assert rules(ingest(tmp_path, "a.ods", "platform").problems) == [
        ("merged_cells", 2, "A"),
        ("required", 3, "A"),
    ]


def test_merged_cells_in_old_workbooks(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Platforma")
    sheet.write_merge(0, 0, 0, 1, "PZK")
    sheet.write(0, 2, "Miesiąc")
    sheet.write(0, 3, "Logowania")
    sheet.write(1, 0, "LU-01")
    sheet.write(1, 2, "IX.2019")
    sheet.write(1, 3, 3)
    stream = BytesIO()
    book.save(stream)
    put(tmp_path, "a.xls", stream.getvalue())
    assert rules(ingest(tmp_path, "a.xls", "platform").problems) == [("merged_header", 1, "A")]


def test_days_counted_from_1904_in_old_workbooks(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("Platforma").write(0, 0, "PZK")
    stream = BytesIO()
    book.save(stream)
    put(tmp_path, "a.xls", stream.getvalue())
    assert only(ingest(tmp_path, "a.xls", "platform")).rule == "dates_from_1904"
