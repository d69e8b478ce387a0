"""XLSX workbooks: typed cells, sheets, reports with labels, merged cells, failed formulas."""

import datetime as dt
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from ingest_folder import Rows, ingest, only, put, rules, workbook

from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text

pytestmark = pytest.mark.integration

MEETINGS: Rows = [
    ["Nr spotkania", "PZK", "Data", "Szczebel", "Tryb", "Czas trwania (min)"],
    ["LU-01-S01", "LU-01", dt.date(2019, 9, 3), "PZK", "stacjonarnie", 90],
    ["LU-01-S02", "LU-01", "8.10.2019 r.", "spotkanie PZK", "online", 45.0],
]


def test_typed_cells_and_written_ones_give_the_same_types(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", workbook({"Dane": MEETINGS}))
    result = ingest(tmp_path, "a.xlsx", "meetings")
    assert result.problems == ()
    frame = result.tables["meetings"]
    assert frame["held_on"].dt.strftime("%Y-%m-%d").tolist() == ["2019-09-03", "2019-10-08"]
    assert frame["minutes"].tolist() == [90, 45]
    assert frame["mode"].tolist() == ["in_person", "remote"]
    assert frame["source_sheet"].tolist() == ["Dane", "Dane"]
    assert frame["source_row"].tolist() == [2, 3]


def test_one_bad_cell_hides_no_other_problem_of_its_column(tmp_path: Path) -> None:
    # Column [1, 7, "abc", empty, -2], limits -2 to 2: both 7 and "abc" must be found.
    rows: Rows = [
        ["Nr celu", "Rodzina", "Dziedzina", "Data ustalenia", "Poziom osiągnięty"],
        *[
            [f"LU-01-R01-C0{number}", "LU-01-R01", "zdrowie", dt.date(2019, 9, 1), cell]
            for number, cell in enumerate([1, 7, "abc", None, -2], start=1)
        ],
    ]
    put(tmp_path, "cele.xlsx", workbook({"Cele": rows}))
    result = ingest(tmp_path, "cele.xlsx", "goals")
    assert rules(result.problems) == [("range", 3, "E"), ("not_a_number", 4, "E")]
    assert result.tables["goals"]["attained"].dropna().tolist() == [1, 7, -2]
    assert result.tables["goals"]["attained"].isna().tolist() == [False, False, True, True, False]


def test_the_published_trap_of_lazy_validation_is_no_trap_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Coercion with pandera alone reports "abc" and then no longer looks at 7 (limits 1 to 5).
    class Scale(Table, name="scale"):
        answer = Field(
            kind="integer", low=1, high=5, label=Text("odpowiedź", "answer"),
            definition=Text("Odpowiedź od 1 do 5.", "Answer from 1 to 5."),
        )  # fmt: skip
        person = Field(
            kind="text", key=True, label=Text("osoba", "person"),
            definition=Text("Numer osoby.", "Number of the person."),
        )  # fmt: skip

    monkeypatch.setitem(TABLES, "scale", Scale)
    cells = [1, 7, "abc", None, 3]
    rows: Rows = [["Osoba", "Odpowiedź"], *[[f"O{n}", cell] for n, cell in enumerate(cells)]]
    put(tmp_path, "skala.xlsx", workbook({"Skala": rows}))
    result = ingest(tmp_path, "skala.xlsx", "scale")
    assert rules(result.problems) == [("range", 3, "B"), ("not_a_number", 4, "B")]
    assert [problem.value for problem in result.problems] == ["7", "abc"]


def test_a_cell_that_cannot_be_parsed_is_not_reported_as_missing_too(tmp_path: Path) -> None:
    rows: Rows = [*MEETINGS, ["LU-01-S03", "LU-01", "31.02.2020", "PZK", None, 60]]
    put(tmp_path, "a.xlsx", workbook({"Dane": rows}))
    result = ingest(tmp_path, "a.xlsx", "meetings")
    assert rules(result.problems) == [("no_such_date", 4, "C"), ("required", 4, "E")]
    assert result.problems[0].column == "Data"


def test_open_values_are_shown_and_those_of_persons_never(tmp_path: Path) -> None:
    put(
        tmp_path,
        "rodziny.xlsx",
        workbook(
            {
                "Rodziny": [
                    ["Id rodziny", "PZK", "Typ", "Kohorta", "Rozpoczęcie współpracy", "Wynik"],
                    ["Kowalska", "LU-01", "rodzina", "IX.20", "jutro", "uciekła"],
                ]
            }
        ),
    )
    problems = ingest(tmp_path, "rodziny.xlsx", "families").problems
    found = {problem.field: problem.value for problem in problems}
    assert found == {"family_id": None, "cohort": "IX.20", "started_on": None, "outcome": None}
    said = " ".join(problem.message.pl + problem.message.en for problem in problems)
    assert not any(word in said for word in ("Kowalska", "jutro", "uciekła"))


REPORT: Rows = [
    ["Sprawozdanie animatora (dane syntetyczne)", None, None],
    ["Zespół (PZK)", "LU-01", None],
    ["Miesiąc:", "IX.2019", None],
    [],
    ["Rodzina", "Kontakty", "Liczba godzin"],
    ["LU-01-R01", 3, 2.5],
    ["LU-01-R02", 0, None],
]


def test_labels_above_the_table_fill_its_column(tmp_path: Path) -> None:
    put(tmp_path, "LU-01/2019-09.xlsx", workbook({"Kontakty": REPORT}))
    result = ingest(tmp_path, "*/*.xlsx", "contacts", sheet="kontakty")
    assert result.problems == ()
    frame = result.tables["contacts"]
    assert frame["month"].dt.strftime("%Y-%m").tolist() == ["2019-09", "2019-09"]
    assert frame["contacts"].tolist() == [3, 0]
    assert frame["source_row"].tolist() == [6, 7]


@pytest.mark.parametrize(
    ("cell", "rule"), [("wrzesień", "not_a_month"), (None, "required"), ("IX.19", "not_a_month")]
)
def test_a_wrong_label_is_reported_once_at_its_cell(
    tmp_path: Path, cell: str | None, rule: str
) -> None:
    rows = [*REPORT[:2], ["Miesiąc:", cell, None], *REPORT[3:]]
    put(tmp_path, "a.xlsx", workbook({"Kontakty": rows}))
    problem = only(ingest(tmp_path, "a.xlsx", "contacts"))
    assert (problem.rule, problem.row, problem.letter) == (rule, 3, "B")
    assert problem.column == "Miesiąc:"


def test_the_sheet_that_the_study_names(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", workbook({"Opis": [["x"]], "Spotkania  PZK": MEETINGS}))
    assert ingest(tmp_path, "a.xlsx", "meetings", sheet="SPOTKANIA pzk").problems == ()


def test_a_renamed_sheet_names_the_sheets_that_are_there(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", workbook({"Opis": [["x"]], "Arkusz1": MEETINGS}))
    problem = only(ingest(tmp_path, "a.xlsx", "meetings", sheet="Spotkania"))
    assert problem.rule == "no_sheet"
    assert "„Opis”, „Arkusz1”" in problem.message.pl


def test_several_sheets_and_none_named(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", workbook({"Opis": [["x"]], "Arkusz1": MEETINGS}))
    assert only(ingest(tmp_path, "a.xlsx", "meetings")).rule == "several_sheets"


def test_the_sheet_with_the_name_of_the_table_needs_no_configuration(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", workbook({"Definicje": [["x"]], "Spotkania": MEETINGS}))
    assert ingest(tmp_path, "a.xlsx", "meetings").problems == ()


def test_hidden_sheets_and_charts_are_no_choice(tmp_path: Path) -> None:
    stream = BytesIO(workbook({"Arkusz1": MEETINGS, "Listy": [["a"]]}))
    book = openpyxl.load_workbook(stream)
    book["Listy"].sheet_state = "hidden"
    book.create_chartsheet("Wykres")
    book.save(tmp_path / "a.xlsx")
    put(tmp_path, "a.xlsx", (tmp_path / "a.xlsx").read_bytes())
    assert ingest(tmp_path, "a.xlsx", "meetings").problems == ()


def test_a_name_longer_than_excel_allows_is_compared_as_excel_cuts_it(tmp_path: Path) -> None:
    wanted = "Spotkania partnerskich zespołów kooperacji"
    put(tmp_path, "a.xlsx", workbook({"Opis": [["x"]], wanted[:31]: MEETINGS}))
    assert ingest(tmp_path, "a.xlsx", "meetings", sheet=wanted).problems == ()


@pytest.mark.parametrize(
    ("place", "rule", "at"),
    [
        ((0, 2, 0, 3), "merged_header", (1, "C")),
        ((1, 1, 2, 1), "merged_cells", (2, "B")),
        ((0, 5, 1, 5), "merged_header", (1, "F")),
    ],
)
def test_merged_cells_are_reported_with_their_place(
    tmp_path: Path, place: tuple[int, int, int, int], rule: str, at: tuple[int, str]
) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook({"Dane": MEETINGS})))
    top, left, bottom, right = place
    book["Dane"].merge_cells(
        start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
    )
    book.save(tmp_path / "a.xlsx")
    put(tmp_path, "a.xlsx", (tmp_path / "a.xlsx").read_bytes())
    problems = ingest(tmp_path, "a.xlsx", "meetings").problems
    (merged,) = [problem for problem in problems if problem.rule.startswith("merged")]
    assert (merged.rule, (merged.row, merged.letter)) == (rule, at)


def test_merged_cells_above_and_below_the_table_are_decoration(tmp_path: Path) -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Dane")
        sheet.merge_range(0, 0, 0, 3, "Platforma edukacyjna")
        for column, cell in enumerate(["PZK", "Miesiąc", "Logowania"]):
            sheet.write(1, column, cell)
        for column, value in enumerate(["LU-01", "IX.2019", 3]):
            sheet.write(2, column, value)
        sheet.merge_range(4, 5, 6, 9, "")
    put(tmp_path, "a.xlsx", stream.getvalue())
    assert ingest(tmp_path, "a.xlsx", "platform").problems == ()


def test_failed_formulas_do_not_pass_as_missing(tmp_path: Path) -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["PZK", "Miesiąc", "Logowania", "Materiały", "Wpisy"])
        sheet.write_row(1, 0, ["LU-01", "IX.2019", 3])
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 4, "=2+3", None, 5)
    put(tmp_path, "a.xlsx", stream.getvalue())
    result = ingest(tmp_path, "a.xlsx", "platform")
    problem = only(result)
    assert (problem.rule, problem.row, problem.letter) == ("cell_error", 2, "D")
    assert problem.value == "#DIV/0!"
    assert result.tables["platform"]["posts"].tolist() == [5]


def test_a_formula_that_no_program_has_computed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["PZK", "Miesiąc", "Logowania"])
    sheet.append(["LU-01", "IX.2019", "=1+2"])
    book.save(tmp_path / "a.xlsx")
    put(tmp_path, "a.xlsx", (tmp_path / "a.xlsx").read_bytes())
    problem = only(ingest(tmp_path, "a.xlsx", "platform"))
    assert (problem.rule, problem.row, problem.letter) == ("formula_not_computed", 2, "C")


def test_days_counted_from_1904_would_be_four_years_off(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", workbook({"Dane": MEETINGS}, date_1904=True))
    assert only(ingest(tmp_path, "a.xlsx", "meetings")).rule == "dates_from_1904"


def test_a_stray_cell_in_the_last_corner_would_need_all_memory(tmp_path: Path) -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Dane")
        for number, row in enumerate(MEETINGS[:1]):
            sheet.write_row(number, 0, row)
        sheet.write(1_048_575, 16_383, "x")
    put(tmp_path, "a.xlsx", stream.getvalue())
    problem = only(ingest(tmp_path, "a.xlsx", "meetings"))
    assert problem.rule == "too_large"
    assert "XFD1048576" in problem.message.pl


def test_a_whole_row_of_blanks_between_records(tmp_path: Path) -> None:
    rows: Rows = [*MEETINGS[:2], [None, " ", "\u00a0"], MEETINGS[2]]
    put(tmp_path, "a.xlsx", workbook({"Dane": rows}))
    frame = ingest(tmp_path, "a.xlsx", "meetings").tables["meetings"]
    assert frame["source_row"].tolist() == [2, 4]


def test_cells_that_are_equal_in_python_are_not_the_same_cell(tmp_path: Path) -> None:
    # 1 == 1.0 == True there; here a logical value is no number of logins.
    rows: Rows = [
        ["PZK", "Miesiąc", "Logowania"],
        ["LU-01", "IX.2019", 1],
        ["LU-01", "X.2019", True],
        ["LU-01", "XI.2019", "1"],
    ]
    put(tmp_path, "a.xlsx", workbook({"Dane": rows}))
    result = ingest(tmp_path, "a.xlsx", "platform")
    assert rules(result.problems) == [("not_a_number", 3, "C")]
    assert result.tables["platform"]["logins"].dropna().tolist() == [1, 1]
