"""``ingest_study`` as a whole: order, places, progress, the same result twice."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest
from ingest_folder import Rows, config, put, workbook

from kooperacja_eval.ingest.run import STAGES, ingest_study, locate
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import same

pytestmark = pytest.mark.integration

REPORT: Rows = [
    ["Zespół", "LU-01"],
    ["Miesiąc", "IX.2019"],
    ["Rodzina", "Kontakty"],
    ["LU-01-R01", 3],
]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    put(tmp_path, "platforma/b.csv", "PZK;Miesiąc;Logowania\nLU-02;IX.2019;2\n".encode())
    put(tmp_path, "platforma/a.csv", "Miesiąc;PZK;Logowania\nIX.2019;LU-01;1\n".encode())
    put(tmp_path, "platforma/stare/c.csv", "PZK;Miesiąc;Logowania\nLU-03;IX.2019;x\n".encode())
    put(tmp_path, "sprawozdania/r.xlsx", workbook({"Kontakty": REPORT}))
    return tmp_path


CONFIG = config(
    {"table": "contacts", "files": "sprawozdania/*.xlsx"},
    {"table": "platform", "files": "platforma/stare/*.csv"},
    {"table": "platform", "files": "platforma/*.csv"},
)


def test_rows_follow_sources_then_paths_then_rows(study: Path) -> None:
    result = ingest_study(study, CONFIG)
    assert list(result.tables) == ["contacts", "platform"]
    assert result.tables["platform"]["pzk_id"].tolist() == ["LU-03", "LU-01", "LU-02"]


def test_files_are_listed_with_their_checksums(study: Path) -> None:
    files = ingest_study(study, CONFIG).files
    assert [file.path for file in files] == [
        "platforma/a.csv",
        "platforma/b.csv",
        "platforma/stare/c.csv",
        "sprawozdania/r.xlsx",
    ]
    data = (study / "data_raw/platforma/a.csv").read_bytes()
    assert files[0].sha256 == hashlib.sha256(data).hexdigest()
    assert files[0].size == len(data)


def test_a_later_problem_gets_its_place(study: Path) -> None:
    result = ingest_study(study, CONFIG)
    unknown = Problem(
        rule="reference", severity="error", message=same("-"), table="platform", field="pzk_id",
        file="platforma/a.csv", row=2,
    )  # fmt: skip
    (found,) = locate([unknown], result.positions)
    assert (found.column, found.letter, found.row) == ("PZK", "B", 2)


def test_later_problems_of_a_label_come_once_at_its_cell(study: Path) -> None:
    rows = [
        Problem(
            rule="reference", severity="error", message=same("-"), table="contacts", field="month",
            file="sprawozdania/r.xlsx", sheet="Kontakty", row=row,
        )
        for row in (4, 5)
    ]  # fmt: skip
    (found,) = locate(rows, ingest_study(study, CONFIG).positions)
    assert (found.column, found.letter, found.row) == ("Miesiąc", "B", 2)


def test_a_problem_without_a_place_stays_as_it_is(study: Path) -> None:
    nowhere = Problem(rule="x", severity="error", message=same("-"), table="pzk", field="name")
    assert locate([nowhere], ingest_study(study, CONFIG).positions) == [nowhere]


def test_progress_counts_files_and_tables(study: Path) -> None:
    calls: list[tuple[str, int, int]] = []
    ingest_study(study, CONFIG, progress=lambda *call: calls.append(call))
    assert calls == [
        *[("read", done, 4) for done in range(5)],
        *[("check", done, 2) for done in range(3)],
    ]
    assert {stage for stage, _, _ in calls} == set(STAGES)


def test_a_second_run_gives_the_same_tables_problems_and_bytes(study: Path) -> None:
    first, second = ingest_study(study, CONFIG), ingest_study(study, CONFIG)
    assert first.problems == second.problems
    assert first.files == second.files
    for name, frame in first.tables.items():
        pd.testing.assert_frame_equal(frame, second.tables[name])
        assert frame.to_parquet() == second.tables[name].to_parquet()


def test_problems_are_sorted_by_place(study: Path) -> None:
    put(study, "platforma/a.csv", "PZK;Miesiąc;Logowania\nLU-01;x;y\nLU-1;IX.2019;1\n".encode())
    problems = ingest_study(study, CONFIG).problems
    assert [(p.file, p.row, p.letter) for p in problems] == sorted(
        (p.file, p.row, p.letter) for p in problems
    )
    assert len(problems) == 3


def test_a_study_without_sources_has_no_tables(tmp_path: Path) -> None:
    result = ingest_study(tmp_path, config())
    assert (result.tables, result.problems, result.files) == ({}, (), ())


def test_a_table_none_of_whose_files_can_be_read_is_empty_and_typed(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", b"")
    result = ingest_study(tmp_path, config({"table": "platform", "files": "a.csv"}))
    frame = result.tables["platform"]
    assert len(frame) == 0
    assert str(frame["month"].dtype) == "datetime64[us]"


def test_letters_of_another_script_in_keys_are_errors_and_in_texts_warnings(tmp_path: Path) -> None:
    put(
        tmp_path,
        "projekty.csv",
        "Nr projektu;PZK;Tytuł;Rodzaj\n"
        "LU-01-PS01;L\u0423-01;S\u0430nitarno;środowisko lokalne\n"
        "LU-01-PS02;LU-01;Ĺšwietlica;środowisko lokalne\n".encode(),
    )
    result = ingest_study(tmp_path, config({"table": "social_projects", "files": "*.csv"}))
    assert [(p.rule, p.severity, p.row, p.letter) for p in result.problems] == [
        ("homoglyph", "error", 2, "B"),
        ("homoglyph", "warning", 2, "C"),
        ("mojibake", "warning", 3, "C"),
    ]
    assert result.tables["social_projects"]["title"].tolist() == ["S\u0430nitarno", "Ĺšwietlica"]


def test_a_key_wholly_in_another_script_is_an_error(tmp_path: Path) -> None:
    # "\u0420\u041e-01" is Cyrillic from end to end, mixed in no word, and looks like PO-01.
    put(tmp_path, "p.csv", "PZK;Miesiąc;Logowania\n\u0420\u041e-01;IX.2019;2\n".encode())
    (problem,) = ingest_study(tmp_path, config({"table": "platform", "files": "*.csv"})).problems
    assert (problem.rule, problem.severity, problem.letter) == ("homoglyph", "error", "A")
