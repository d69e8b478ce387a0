"""What people do to forms: each is said in its place, and everything else is still read."""

import datetime as dt
from pathlib import Path

import pytest
from filled_forms import (
    CONTACT,
    FILE,
    MEETING,
    ROWS,
    changed,
    config,
    filled,
    one,
    places,
    read,
    said,
)
from forms_sample import OTHER, march
from openpyxl.workbook import Workbook

from kooperacja_eval.forms.layout import VERSION_SHEET
from kooperacja_eval.forms.monthly import MONTHLY
from kooperacja_eval.forms.write import form_bytes
from kooperacja_eval.ingest.run import IngestResult

pytestmark = pytest.mark.integration

CONTACTS = "Kontakty z rodzinami"
# sheet of contacts: row 3 team, row 4 month, row 6 headers, row 7 the first family
#      A family   B contacts   C hours   D mode


def read_after(folder: Path, change: object, rows: object = None) -> IngestResult:
    """Read a form that somebody has changed."""
    return read(folder, {FILE: changed(filled(rows or ROWS), change)})  # type: ignore[arg-type]


def contact(result: IngestResult) -> tuple[object, ...]:
    """Return what the only contact says."""
    contacts = result.tables["contacts"]
    assert len(contacts) == 1
    return tuple(contacts.iloc[0][["family_id", "contacts", "hours", "mode"]])


WHOLE = ("LU-01-R01", 3, 2.5, "in_person")


def test_saved_by_another_program_nothing_changes(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda _: None)
    assert result.problems == ()
    assert contact(result) == WHOLE


def test_another_version_is_noticed_and_read(tmp_path: Path) -> None:
    result = read_after(tmp_path, said("version", "0123456789ab"))
    problem = one(result)
    assert (problem.rule, problem.severity) == ("form_version", "warning")
    assert (problem.file, problem.sheet, problem.row, problem.letter) == (
        FILE, VERSION_SHEET, 2, "B",
    )  # fmt: skip
    assert contact(result) == WHOLE


def test_moved_columns_are_found_by_their_headers(tmp_path: Path) -> None:
    def swap(book: Workbook) -> None:
        sheet = book[CONTACTS]
        for row in (6, 7):
            b, d = sheet.cell(row, 2).value, sheet.cell(row, 4).value
            sheet.cell(row, 2).value, sheet.cell(row, 4).value = d, b

    result = read_after(tmp_path, swap)
    problem = one(result)
    assert (problem.rule, problem.severity) == ("moved_columns", "warning")
    assert (problem.sheet, problem.row, problem.letter) == (CONTACTS, 6, "B")
    assert contact(result) == WHOLE


def test_rows_inserted_above_the_table_move_nothing(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book[CONTACTS].insert_rows(1, 2))
    assert result.problems == ()
    assert contact(result) == WHOLE
    assert result.tables["contacts"]["source_row"].tolist() == [9]


def test_a_column_of_ones_own_is_left_out_aloud(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        book[CONTACTS]["E6"], book[CONTACTS]["E7"] = "uwagi", "dzwonić rano"

    result = read_after(tmp_path, add)
    assert places(result) == [("unknown_column", CONTACTS, 6, "E")]
    assert contact(result) == WHOLE


def test_a_value_beside_the_table_is_said_too(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book[CONTACTS].__setitem__("F7", "x"))
    assert places(result) == [("unnamed_column", CONTACTS, 6, "F")]


def test_an_optional_column_that_is_gone_counts_as_empty(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book[CONTACTS].delete_cols(3))
    problem = one(result)
    assert (problem.rule, problem.severity, problem.row) == ("missing_column", "warning", 6)
    assert "liczba godzin" in problem.message.pl
    assert result.tables["contacts"]["hours"].isna().all()


def test_a_column_that_must_be_there_is_an_error(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book[CONTACTS].delete_cols(2))
    problem = one(result)
    assert (problem.rule, problem.severity) == ("missing_column", "error")
    assert result.tables["contacts"]["hours"].tolist() == [2.5]


def test_a_renamed_sheet_is_known_by_its_columns(tmp_path: Path) -> None:
    def rename(book: Workbook) -> None:
        book[CONTACTS].title = "kontakty marzec"
        book["Trudności"].title = "co było trudne"

    rows = {**ROWS, "difficulties": [{"conclusion_id": "LU-01-202003-T01", "text": "Brak czasu"}]}
    result = read_after(tmp_path, rename, rows)
    assert places(result) == [
        ("renamed_sheet", "co było trudne", None, ""),
        ("renamed_sheet", "kontakty marzec", None, ""),
    ]
    assert contact(result) == WHOLE
    assert result.tables["conclusions"]["kind"].tolist() == ["difficulty"]


def test_a_missing_sheet_is_an_error_and_the_others_are_read(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book.remove(book["Spotkania"]))
    problem = one(result)
    assert (problem.rule, problem.severity, problem.table) == ("no_sheet", "error", "meetings")
    assert problem.sheet == "Spotkania"
    assert contact(result) == WHOLE


def test_a_sheet_of_ones_own_is_left_out_aloud(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book.create_sheet("Notatki").append(["ważne"]))
    problem = one(result)
    assert (problem.rule, problem.severity, problem.sheet) == ("extra_sheet", "warning", "Notatki")


def test_an_empty_sheet_of_ones_own_is_nothing(tmp_path: Path) -> None:
    assert read_after(tmp_path, lambda book: book.create_sheet("Arkusz1")).problems == ()


@pytest.mark.parametrize(
    ("field", "value", "rule", "letter"),
    [
        ("mode", "przez komunikator", "unknown_code", "D"),
        ("contacts", "trzy", "not_a_number", "B"),
        ("contacts", -1, "range", "B"),
        ("hours", 10_000, "range", "C"),
    ],
)
def test_what_was_pasted_over_a_check_is_found_by_cell(
    tmp_path: Path, field: str, value: object, rule: str, letter: str
) -> None:
    rows = {"contacts": [{**CONTACT, field: value}, {**CONTACT, "family_id": "LU-01-R02"}]}
    result = read(tmp_path, {FILE: filled(rows)})  # type: ignore[arg-type]
    assert places(result) == [(rule, CONTACTS, 7, letter)]
    # the other family, and the other cells of this one
    assert result.tables["contacts"]["family_id"].tolist() == ["LU-01-R01", "LU-01-R02"]
    assert result.tables["contacts"]["mode"].notna().sum() == (1 if field == "mode" else 2)


def test_a_failed_formula_is_no_empty_cell(tmp_path: Path) -> None:
    def fail(book: Workbook) -> None:
        book[CONTACTS]["C7"].value = "#N/A"
        book[CONTACTS]["C7"].data_type = "e"

    assert places(read_after(tmp_path, fail)) == [("cell_error", CONTACTS, 7, "C")]


def test_a_formula_that_nobody_computed_is_no_empty_cell(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book[CONTACTS].__setitem__("C7", "=1+1"))
    assert places(result) == [("formula_not_computed", CONTACTS, 7, "C")]


def test_merged_cells_are_said(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book[CONTACTS].merge_cells("C7:C8"))
    assert places(result) == [("merged_cells", CONTACTS, 7, "C")]


def test_a_cell_far_away_is_refused_before_memory_runs_out(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book[CONTACTS].__setitem__("XFD1000000", "x"))
    assert places(result) == [("too_large", CONTACTS, None, "")]


def test_a_sheet_copied_from_another_form_is_noticed(tmp_path: Path) -> None:
    def copy(book: Workbook) -> None:
        book["Usługi"]["B3"], book["Usługi"]["B4"] = "LU-02", "IV.2020"

    result = read_after(tmp_path, copy)
    assert places(result) == [("other_team", "Usługi", 3, "B"), ("other_month", "Usługi", 4, "B")]
    assert contact(result) == WHOLE


def test_a_month_written_in_another_way_is_the_same_month(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book[CONTACTS].__setitem__("B4", "marzec 2020"))
    assert result.problems == ()


def test_the_form_fills_a_labelled_cell_that_is_gone(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book[CONTACTS].__setitem__("B4", None))
    assert result.problems == ()
    assert result.tables["contacts"]["month"].dt.strftime("%Y-%m").tolist() == ["2020-03"]


def test_an_empty_form_is_said(tmp_path: Path) -> None:
    result = read(tmp_path, {FILE: form_bytes(march())})
    problem = one(result)
    assert (problem.rule, problem.severity) == ("empty_form", "warning")
    assert list(result.tables) == ["pzk"]


def test_a_form_without_a_role_is_said(tmp_path: Path) -> None:
    result = read(tmp_path, {FILE: filled(role="")})
    assert places(result) == [("no_role", "Sprawozdanie", MONTHLY.cover_rows["role"], "B")]


def test_a_team_that_does_not_exist(tmp_path: Path) -> None:
    row = {**MEETING, "meeting_id": "LU-02-S121"}
    file = "sprawozdania/LU-02/2020-03.xlsx"
    result = read(tmp_path, {file: filled({"meetings": [row]}, team=OTHER)})
    problem = one(result)
    assert (problem.rule, problem.severity, problem.file) == ("unknown_team", "error", file)
    assert (problem.sheet, problem.row, problem.letter) == ("Sprawozdanie", 5, "B")
    assert len(result.tables["meetings"]) == 1


def test_two_forms_for_one_team_and_month_name_each_other(tmp_path: Path) -> None:
    copy = "sprawozdania/LU-01/2020-03 (1).xlsx"
    second = {"contacts": [{**CONTACT, "family_id": "LU-01-R02"}]}
    result = read(tmp_path, {FILE: filled({"contacts": [CONTACT]}), copy: filled(second)})
    assert {(p.rule, p.file) for p in result.problems} == {
        ("form_twice", FILE), ("form_twice", copy),
    }  # fmt: skip
    assert all(other.file not in other.message.pl for other in result.problems)
    # both are read, so that nobody's rows vanish
    assert len(result.tables["contacts"]) == 2


def test_the_same_rows_twice_are_duplicates_as_well(tmp_path: Path) -> None:
    copy = "sprawozdania/LU-01/kopia.xlsx"
    result = read(tmp_path, {FILE: filled(), copy: filled()})
    rules = [problem.rule for problem in result.problems]
    assert sorted(rules) == ["duplicate_key"] * 4 + ["form_twice"] * 2


@pytest.mark.parametrize(
    ("month", "rule", "severity"),
    [
        (dt.date(2021, 1, 1), "month_outside_study", "error"),  # the study ends in XII.2020
        (dt.date(2019, 3, 1), "month_outside_study", "error"),  # and begins in IV.2019
        (dt.date(2019, 5, 1), "team_not_at_work", "warning"),  # the team in VII.2019
    ],
)
def test_a_month_outside_the_test(tmp_path: Path, month: dt.date, rule: str, severity: str) -> None:
    result = read(tmp_path, {FILE: filled({"contacts": [CONTACT]}, month=month)})
    found = {problem.rule: problem.severity for problem in result.problems}
    assert found[rule] == severity
    assert {(p.sheet, p.letter) for p in result.problems} == {("Sprawozdanie", "B")}
    assert len(result.tables["contacts"]) == 1


def test_a_meeting_of_another_month(tmp_path: Path) -> None:
    rows = {"meetings": [{**MEETING, "held_on": dt.date(2020, 4, 1)}]}
    result = read(tmp_path, {FILE: filled(rows)})
    assert places(result) == [("day_outside_month", "Spotkania", 7, "B")]


def test_attendance_at_a_meeting_of_another_form(tmp_path: Path) -> None:
    april = "sprawozdania/LU-01/2020-04.xlsx"
    present = {"meeting_id": "LU-01-S121", "entity_id": "LU-P001", "persons": 1}
    later = filled({"attendance": [present]}, month=dt.date(2020, 4, 1))
    problem = one(read(tmp_path, {FILE: filled({"meetings": [MEETING]}), april: later}))
    assert (problem.rule, problem.severity) == ("meeting_of_other_form", "warning")
    assert (problem.file, problem.sheet, problem.row, problem.letter) == (april, "Obecność", 7, "A")


def test_without_the_hidden_sheet_team_and_month_come_from_the_first(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book.remove(book[VERSION_SHEET]))
    problem = one(result)
    assert (problem.rule, problem.severity) == ("no_version", "warning")
    assert contact(result) == WHOLE


def test_without_the_first_sheet_the_hidden_one_is_enough(tmp_path: Path) -> None:
    result = read_after(tmp_path, lambda book: book.remove(book["Sprawozdanie"]))
    assert places(result) == [("no_sheet", "Sprawozdanie", None, "")]
    assert contact(result) == WHOLE


@pytest.mark.parametrize(
    ("key", "value", "rule", "row"),
    [
        ("study", "inne-badanie", "form_study", 3),
        ("synthetic", "0", "form_synthetic", 7),
        ("month", "marzec", "no_month", 5),
        ("pzk_id", None, "no_team", 4),
    ],
)
def test_a_form_that_does_not_belong_here(
    tmp_path: Path, key: str, value: str | None, rule: str, row: int
) -> None:
    result = read_after(tmp_path, said(key, value))
    problem = one(result)
    assert (problem.rule, problem.severity) == (rule, "error")
    assert (problem.sheet, problem.row, problem.column) == (VERSION_SHEET, row, key)
    assert contact(result) == WHOLE


def test_a_real_study_takes_no_made_up_form(tmp_path: Path) -> None:
    study = config().study.model_dump() | {"synthetic": False}
    result = read(tmp_path, {FILE: filled()}, study=study)
    assert places(result) == [("form_synthetic", VERSION_SHEET, 7, "B")]


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("zly.xlsx", b"PK\x03\x04 not really", "truncated"),
        ("pusty.xlsx", b"", "truncated"),
        ("stary.xls", b"\xd0\xcf\x11\xe0", "unsupported_format"),
    ],
)
def test_a_file_that_cannot_be_read_stops_no_other(
    tmp_path: Path, name: str, data: bytes, rule: str
) -> None:
    path = f"sprawozdania/LU-01/{name}"
    forms = ({"files": "sprawozdania/*/*.xls*"},)
    result = read(tmp_path, {FILE: filled(), path: data}, forms=forms)
    problem = one(result)
    assert (problem.rule, problem.severity, problem.file) == (rule, "error", path)
    assert contact(result) == WHOLE


def test_a_workbook_that_is_no_form(tmp_path: Path) -> None:
    def bare(book: Workbook) -> None:
        book.remove(book[VERSION_SHEET])
        book.remove(book["Sprawozdanie"])

    problem = one(read_after(tmp_path, bare))
    assert (problem.rule, problem.severity, problem.file) == ("no_form", "error", FILE)


def test_a_kind_of_form_that_nobody_knows(tmp_path: Path) -> None:
    problem = one(read_after(tmp_path, said("form", "ankieta")))
    assert (problem.rule, problem.sheet, problem.row) == ("unknown_form", VERSION_SHEET, 1)


def test_messages_never_show_what_a_family_gets(tmp_path: Path) -> None:
    service = {
        "service_id": "LU-01-R01-U01", "family_id": "LU-01-R01", "kind": "coś poufnego",
        "status": "zaplanowana",
    }  # fmt: skip
    problem = one(read(tmp_path, {FILE: filled({"services": [service]})}))
    assert (problem.rule, problem.sheet, problem.row, problem.letter) == (
        "unknown_code", "Usługi", 7, "C",
    )  # fmt: skip
    assert "poufnego" not in repr(problem)
