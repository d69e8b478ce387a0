"""Corrections applied to raw files: each action, its count, and that raw files stay as they are."""

from pathlib import Path

import pytest
from ingest_folder import Rows, config, ingest, only, put, rules, workbook

from kooperacja_eval.errors import ValidationError
from kooperacja_eval.ingest.run import IngestResult, ingest_study
from kooperacja_eval.study import CORRECTIONS_FILE

pytestmark = pytest.mark.integration

WHO = 'reason = "sprawdzono u źródła"\ndecided_by = "analityk"\ndate = 2021-01-15\n'
PLATFORM = """PZK;Miesiąc;Logowania;Wpisy
LU-01;IX.2019;3;1
LU-01;X.2019;trzy;1
LU01;XI.2019;5;brak
LU-01;01.09.2019;3;1
;;;2
"""


def rule(name: str, action: str, rows: int, body: str, table: str = "platform") -> str:
    return (
        f'[[rule]]\nid = "{name}"\ntable = "{table}"\naction = "{action}"\n'
        f"rows = {rows}\n{body}\n{WHO}"
    )


def corrected(folder: Path, *written: str, files: str = "p.csv") -> IngestResult:
    put(folder, "p.csv", PLATFORM.encode())
    (folder / CORRECTIONS_FILE).write_text("".join(written), encoding="utf-8")
    return ingest(folder, files, "platform")


RECODE = rule("kod", "recode", 1, 'column = "PZK"\nfrom = "LU01"\nto = "LU-01"')
CORRECT = rule(
    "trzy", "correct", 1, 'file = "p.csv"\nrow = 3\ncolumn = "logins"\nfrom = "trzy"\nto = 3'
)
DUPLICATE = rule("dwa", "drop_duplicate", 1, 'keep = "first"')
INCOMPLETE = rule("pusty", "drop_incomplete", 1, 'columns = ["PZK", "Miesiąc"]')


def test_without_corrections_each_fault_is_a_problem(tmp_path: Path) -> None:
    assert rules(corrected(tmp_path).problems) == [
        ("duplicate_key", 2, "A"),
        ("not_a_number", 3, "C"),
        ("duplicate_key", 5, "A"),
        ("required", 6, "A"),
        ("required", 6, "B"),
        ("required", 6, "C"),
    ]


def test_all_rules_together_leave_nothing_to_report(tmp_path: Path) -> None:
    result = corrected(tmp_path, RECODE, CORRECT, DUPLICATE, INCOMPLETE)
    assert result.problems == ()
    frame = result.tables["platform"]
    assert frame["pzk_id"].tolist() == ["LU-01"] * 3
    assert frame["logins"].tolist() == [3, 3, 5]
    assert frame["source_row"].tolist() == [2, 3, 4]
    assert [(applied.id, applied.action, applied.rows) for applied in result.corrections] == [
        ("kod", "recode", 1),
        ("trzy", "correct", 1),
        ("dwa", "drop_duplicate", 1),
        ("pusty", "drop_incomplete", 1),
    ]
    assert result.corrections[0].reason == "sprawdzono u źródła"


def test_the_raw_file_stays_as_it_is(tmp_path: Path) -> None:
    corrected(tmp_path, RECODE, CORRECT)
    assert (tmp_path / "data_raw/p.csv").read_bytes() == PLATFORM.encode()


def test_which_duplicate_is_kept(tmp_path: Path) -> None:
    last = DUPLICATE.replace('keep = "first"', 'keep = "last"')
    frame = corrected(tmp_path, last).tables["platform"]
    assert frame["source_row"].tolist() == [3, 4, 5, 6]


def test_duplicates_are_judged_on_values_and_not_on_spelling(tmp_path: Path) -> None:
    # "IX.2019" and "01.09.2019" are the same month.
    assert corrected(tmp_path, DUPLICATE).corrections[0].rows == 1


def test_rows_without_a_key_and_rows_of_totals_are_nobodys_duplicates(tmp_path: Path) -> None:
    # Two files end in ";;;2", which has no key, and in "Razem", which is no team.
    for name in ("q.csv", "r.csv"):
        put(tmp_path, name, "PZK;Miesiąc;Wpisy\n;;2\n;;2\nRazem;;4\n".encode())
    by_team = DUPLICATE.replace('keep = "first"', 'columns = ["PZK"]').replace(
        "rows = 1", "rows = 2"
    )
    # LU-01 stands in rows 2, 3 and 5 of p.csv: two of them repeat it.
    frame = corrected(tmp_path, by_team, files="*.csv").tables["platform"]
    assert frame["source_file"].value_counts().to_dict() == {"p.csv": 3, "q.csv": 2, "r.csv": 2}


def test_only_rows_of_one_file_are_dropped(tmp_path: Path) -> None:
    put(tmp_path, "q.csv", "PZK;Miesiąc;Logowania\nLU-01;IX.2019;3\n".encode())
    of_q = DUPLICATE.replace('keep = "first"', 'keep = "first"\nfile = "q.csv"')
    result = corrected(tmp_path, of_q, files="*.csv")
    places = result.tables["platform"][["source_file", "source_row"]].to_numpy().tolist()
    assert ["q.csv", 2] not in places
    assert ["p.csv", 5] in places


def test_a_renamed_header_in_some_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        put(tmp_path, f"{name}.csv", f"PZK;Miesiąc;Ile\nLU-0{len(name)};IX.2019;3\n".encode())
    rename = rule("ile", "rename", 1, 'file = "A.csv"\nfrom = "ILE"\nto = "logowania"')
    (tmp_path / CORRECTIONS_FILE).write_text(rename, encoding="utf-8")
    result = ingest(tmp_path, "*.csv", "platform")
    assert [(p.file, p.rule) for p in result.problems if p.severity == "error"] == [
        ("a.csv", "duplicate_key"),
        ("b.csv", "missing_column"),
        ("b.csv", "duplicate_key"),
    ]
    assert result.tables["platform"]["logins"].tolist()[0] == 3


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (RECODE.replace("rows = 1", "rows = 3"), "kod (recode, tabela platform): oczekiwano 3"),
        (RECODE.replace("LU01", "LU02"), "oczekiwano 1, znaleziono 0"),
        (CORRECT.replace('from = "trzy"', 'from = "3"'), "oczekiwano 1, znaleziono 0"),
        (CORRECT.replace("row = 3", "row = 99"), "oczekiwano 1, znaleziono 0"),
        (CORRECT.replace("p.csv", "q.csv"), "oczekiwano 1, znaleziono 0"),
        (DUPLICATE.replace("rows = 1", "rows = 2"), "oczekiwano 2, znaleziono 1"),
        (INCOMPLETE.replace("Miesiąc", "Wpisy"), "oczekiwano 1, znaleziono 0"),
        (rule("x", "rename", 1, 'file = "p.csv"\nfrom = "Ile"\nto = "posts"'), "znaleziono 0"),
        (RECODE.replace("platform", "costs").replace("PZK", "kategoria"), "znaleziono 0"),
    ],
)  # fmt: skip
def test_a_rule_that_touches_another_number_stops_the_run(
    tmp_path: Path, wrong: str, found: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        corrected(tmp_path, wrong)
    assert found in caught.value.text.pl


def test_all_wrong_counts_are_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match=r"reguła kod .*; reguła trzy "):
        corrected(
            tmp_path, RECODE.replace("rows = 1", "rows = 2"), CORRECT.replace("row = 3", "row = 4")
        )


def test_a_file_that_cannot_be_read_is_not_hidden_by_a_count(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", b"")
    result = corrected(tmp_path, RECODE.replace("rows = 1", "rows = 2"), files="*.csv")
    found = {problem.rule for problem in result.problems}
    assert {"empty_file", "correction_count"} <= found


def test_files_that_are_not_there_are_not_hidden_by_a_count(tmp_path: Path) -> None:
    found = corrected(tmp_path, RECODE, files="platforma/*.csv").problems
    assert {problem.rule for problem in found} == {"no_file", "correction_count"}


def test_a_later_rule_sees_what_an_earlier_one_left(tmp_path: Path) -> None:
    again = RECODE.replace("kod", "kod2").replace("LU-01", "LU-02").replace("LU01", "LU-01")
    result = corrected(tmp_path, RECODE, again.replace("rows = 1", "rows = 4"))
    assert set(result.tables["platform"]["pzk_id"].dropna()) == {"LU-02"}


def test_an_empty_value_and_a_missing_one(tmp_path: Path) -> None:
    empty = rule("puste", "recode", 3, 'column = "Wpisy"\nfrom = "1"\nto = ""')
    result = corrected(tmp_path, empty)
    assert result.tables["platform"]["posts"].isna().tolist() == [True, True, True, True, False]


def test_a_cell_that_cannot_be_read_is_not_incomplete(tmp_path: Path) -> None:
    # row 3 has "trzy" for its logins: unreadable, which is not missing
    wrong = INCOMPLETE.replace('["PZK", "Miesiąc"]', '["Logowania"]')
    assert corrected(tmp_path, wrong).tables["platform"]["source_row"].tolist() == [2, 3, 4, 5]


def test_a_label_is_one_cell_however_many_rows_it_holds_for(tmp_path: Path) -> None:
    report: Rows = [["Zespół", "LU01"], ["Miesiąc", "Logowania"], ["IX.2019", 1], ["X.2019", 2]]
    put(tmp_path, "r.xlsx", workbook({"Platforma": report}))
    in_sheet = CORRECT.replace('file = "p.csv"', 'file = "r.xlsx"\nsheet = "platforma"')
    by_place = (
        in_sheet.replace("row = 3", "row = 1")
        .replace("logins", "pzk_id")
        .replace('"trzy"\nto = 3', '"LU01"\nto = "LU-01"')
    )
    for written in (RECODE, by_place):
        (tmp_path / CORRECTIONS_FILE).write_text(written, encoding="utf-8")
        result = ingest(tmp_path, "r.xlsx", "platform")
        assert result.problems == ()
        assert result.corrections[0].rows == 1
        assert result.tables["platform"]["pzk_id"].tolist() == ["LU-01", "LU-01"]


def test_numbers_and_dates_of_a_workbook_are_compared_as_people_write_them(tmp_path: Path) -> None:
    put(
        tmp_path,
        "p.xlsx",
        workbook({"P": [["PZK", "Miesiąc", "Logowania"], ["LU-01", "IX.2019", 3]]}),
    )
    three = rule("3", "recode", 1, 'column = "Logowania"\nfrom = 3\nto = "30"')
    (tmp_path / CORRECTIONS_FILE).write_text(three, encoding="utf-8")
    assert ingest(tmp_path, "p.xlsx", "platform").tables["platform"]["logins"].tolist() == [30]


def test_a_total_can_be_dropped_by_a_rule_and_is_then_not_reported(tmp_path: Path) -> None:
    put(tmp_path, "p.csv", "PZK;Miesiąc;Logowania\nLU-01;IX.2019;3\nRazem;;3\n".encode())
    total = rule("razem", "drop_incomplete", 1, 'columns = ["Miesiąc"]')
    (tmp_path / CORRECTIONS_FILE).write_text(total, encoding="utf-8")
    result = ingest_study(tmp_path, config({"table": "platform", "files": "p.csv"}))
    assert result.problems == ()
    (tmp_path / CORRECTIONS_FILE).unlink()
    unruled = ingest_study(tmp_path, config({"table": "platform", "files": "p.csv"}))
    assert only(unruled).rule == "total_row"
