"""Problems as JSON and as a workbook that leads to the cells."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kooperacja_eval.ingest.problem_files import problems_json, problems_workbook
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

CELL = Problem(
    rule="not_a_number", severity="error", message=Text("To nie jest liczba.", "Not a number."),
    table="contacts", field="contacts", file="sprawozdania/LU-01/2019 09.xlsx",
    sheet="Kontakty O'K", row=17, column="Kontakty", letter="C", value="=trzy",
)  # fmt: skip
CSV_ROW = Problem(
    rule="wrong_width", severity="error", message=Text("Zła szerokość.", "Wrong width."),
    table="costs", file="finanse/koszty.csv", row=5,
)  # fmt: skip
WHOLE = Problem(
    rule="no_file", severity="warning", message=Text("Brak pliku.", "No file."), table="pzk"
)
RAW, PLACE = Path("/study/data_raw"), Path("/study/data_processed")


def sheet_of(content: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_json_is_sorted_and_in_one_language() -> None:
    items = json.loads(problems_json([CELL, WHOLE, CSV_ROW], "en"))
    assert [item["rule"] for item in items] == ["no_file", "wrong_width", "not_a_number"]
    assert items[2]["message"] == "Not a number."
    assert (items[2]["row"], items[2]["letter"], items[2]["value"]) == (17, "C", "=trzy")


def test_each_problem_of_a_cell_links_to_it() -> None:
    sheet = sheet_of(problems_workbook([CELL, CSV_ROW, WHOLE], "pl", raw=RAW, folder=PLACE))
    links = [sheet.cell(row, 1).hyperlink for row in (2, 3, 4)]
    assert links[0] is None
    assert links[1] is not None
    assert links[2] is not None
    assert (links[1].target, links[1].location) == (r"..\data_raw\finanse\koszty.csv", None)
    assert links[2].target == r"..\data_raw\sprawozdania\LU-01\2019%2009.xlsx"
    assert links[2].location == "'Kontakty O''K'!C17"
    assert sheet.cell(4, 1).value == "2019 09.xlsx Kontakty O'K C17"


def test_the_workbook_is_read_by_people() -> None:
    sheet = sheet_of(problems_workbook([CELL, WHOLE], "pl", raw=RAW, folder=PLACE))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sheet.title == "Problemy"
    assert rows[0] == [
        "miejsce", "plik", "arkusz", "wiersz", "kolumna", "tabela", "reguła", "waga", "komunikat",
        "wartość",
    ]  # fmt: skip
    assert rows[1][5:9] == [
        "Partnerskie Zespoły Kooperacji", "no_file", "ostrzeżenie", "Brak pliku.",
    ]  # fmt: skip
    assert rows[2][3:5] == [17, "Kontakty"]
    assert sheet.auto_filter.ref == "A1:J3"
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["I"].width > 60


def test_english_on_request() -> None:
    sheet = sheet_of(problems_workbook([CELL], "en", raw=RAW, folder=PLACE))
    assert sheet.title == "Problems"
    assert [sheet.cell(2, column).value for column in (8, 9)] == ["error", "Not a number."]


def test_a_cell_that_looks_like_a_formula_stays_text() -> None:
    sheet = sheet_of(problems_workbook([CELL], "pl", raw=RAW, folder=PLACE))
    assert sheet.cell(2, 10).value == "=trzy"
    assert sheet.cell(2, 10).data_type == "s"


def test_names_with_signs_of_links(tmp_path: Path) -> None:
    odd = Problem(
        rule="x", severity="error", message=Text("x", "x"), file="a#b 50%.xlsx", sheet="S", row=1
    )
    sheet = sheet_of(problems_workbook([odd], "pl", raw=RAW, folder=PLACE))
    link = sheet.cell(2, 1).hyperlink
    assert link is not None
    assert link.target == r"..\data_raw\a%23b%2050%25.xlsx"
    assert link.location == "'S'!A1"


def test_the_same_problems_give_the_same_bytes() -> None:
    first = problems_workbook([CELL, WHOLE], "pl", raw=RAW, folder=PLACE)
    assert problems_workbook([WHOLE, CELL], "pl", raw=RAW, folder=PLACE) == first
    with zipfile.ZipFile(BytesIO(first)) as archive:
        # no clock: neither in the archive nor in the properties of the workbook
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert archive.read("docProps/core.xml").count(b"2021-01-01T00:00:00Z") == 2


def test_no_problems_at_all() -> None:
    sheet = sheet_of(problems_workbook([], "pl", raw=RAW, folder=PLACE))
    assert sheet.max_row == 1
    assert json.loads(problems_json([], "pl")) == []
