"""Surveys of a study, from files of three platforms to tables, to the cell."""

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from survey_study import (
    config,
    drawn,
    grid,
    ingested,
    kobo,
    limesurvey,
    put,
    told,
    write_mapping,
)

from kooperacja_eval.errors import ConfigurationError, ValidationError
from kooperacja_eval.ingest.run import ingest_study
from kooperacja_eval.pipeline.state import raw_inputs
from kooperacja_eval.schemas.rules import check_tables
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import validate

pytestmark = pytest.mark.integration

LIME = """
    id | submitdate          | lastpage | startlanguage | token | PZK   | K[SQ001] | K[SQ002] | M[A] | M[B] | U
    1  | 2019-09-02 10:00:00 | 3        | pl            | t1    | LU-01 | A4       | A1       | Y    |      | dobrze
    2  |                     | 1        | pl            | t2    | LU-01 | A2       |          |      |      |
    3  | 2019-09-03 11:00:00 | 3        | pl            |       | LU-02 | A3       | -oth-    |      |      |
"""  # noqa: E501
LIME_MAPPING = """
[survey]
id = "podmioty"
platform = "limesurvey"
files = "ankiety/*.csv"
instrument = "wlasny"
wave = "ex_ante"

[respondent]
key = "token"
columns = { pzk_id = "PZK", completed_on = "submitdate" }

[missing]
"-oth-" = "declared"

[[items]]
column = "K[SQ001]"
item = "K1"
kind = "rating"
low = 1
high = 4
values = { A1 = 1, A2 = 2, A3 = 3, A4 = 4 }

[[items]]
column = "K[SQ002]"
item = "K2"
kind = "rating"
low = 1
high = 4
values = { A1 = 1, A2 = 2, A3 = 3, A4 = 4 }

[[items]]
column = "M[A]"
item = "MA"
kind = "option"

[[items]]
column = "M[B]"
item = "MB"
kind = "option"

[[items]]
column = "U"
item = "U"
kind = "text"
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study with one file of LimeSurvey."""
    put(tmp_path, "ankiety/lubelskie.csv", limesurvey(LIME))
    write_mapping(tmp_path, LIME_MAPPING)
    return tmp_path


def test_limesurvey_to_the_cell(study: Path) -> None:
    result = ingested(study)
    assert told(result) == []
    assert grid(result) == drawn("""
        t1         | 4 | 1          | 1          | 0          | "dobrze"
        t2         | 2 | incomplete | incomplete | incomplete | incomplete
        podmioty:3 | 3 | declared   | skipped    | skipped    | skipped
    """)
    people = result.tables["respondents"]
    assert people[["pzk_id", "status", "linkable", "source_row"]].to_numpy().tolist() == [
        ["LU-01", "complete", True, 2],
        ["LU-01", "partial", True, 3],
        ["LU-02", "complete", False, 4],
    ]
    assert people["completed_on"].dt.strftime("%d.%m.%Y").tolist()[0] == "02.09.2019"
    assert [file.path for file in result.files] == ["ankiety/lubelskie.csv"]
    for name, frame in result.tables.items():
        assert validate(TABLES[name], frame) == [], name
    assert check_tables(result.tables, families_per_pzk=(1, 9)) == []


def test_kobo_to_the_cell(tmp_path: Path) -> None:
    put(
        tmp_path,
        "ankieta.csv",
        kobo("""
            start | ocena/o1 | ocena/o2 | wybor | wybor/a | wybor/b | __version__ | _id | _uuid | _submission_time    | _index
            x     | 3        | 99       | a     | 1       | 0       | v1          | 7   | u-7   | 2019-09-02T10:00:00 | 1
            x     | 5        | 1        | a b   | 1       | 1       | v1          | 8   | u-8   | 2019-09-03T10:00:00 | 2
        """),  # noqa: E501
    )
    write_mapping(
        tmp_path,
        """
        missing = { 99 = "dont_know" }
        [survey]
        id = "teren"
        platform = "kobo"
        files = "ankieta.csv"
        instrument = "wlasny"
        wave = "mid_term"
        [respondent.columns]
        completed_on = "_submission_time"
        [[items]]
        column = "o1"
        item = "o1"
        kind = "rating"
        low = 1
        high = 5
        [[items]]
        column = "o2"
        item = "o2"
        kind = "rating"
        low = 1
        high = 5
        [[items]]
        column = "wybor/a"
        item = "wa"
        kind = "option"
        [[items]]
        column = "wybor/b"
        item = "wb"
        kind = "option"
        """,
    )
    result = ingested(tmp_path)
    assert told(result) == []
    assert grid(result) == drawn("""
        teren:u-7 | 3 | dont_know | 1 | 0
        teren:u-8 | 5 | 1         | 1 | 1
    """)
    assert result.tables["respondents"]["wave"].tolist() == ["mid_term", "mid_term"]


def test_spss_to_the_cell(tmp_path: Path) -> None:
    frame = pd.DataFrame({"kod": ["a", "b", "c"], "p1": [1.0, 9.0, None], "p2": [2.0, 3.0, 8.0]})
    pyreadstat.write_sav(
        frame,
        tmp_path / "plik.sav",
        variable_value_labels={"p1": {1.0: "nie", 2.0: "raczej", 3.0: "tak", 9.0: "b.d."}},
        missing_ranges={"p1": [9.0]},
    )
    put(tmp_path, "plik.sav", (tmp_path / "plik.sav").read_bytes())
    write_mapping(
        tmp_path,
        """
        [survey]
        id = "spss"
        platform = "spss"
        files = "plik.sav"
        instrument = "wlasny"
        wave = "ex_post"
        [respondent]
        key = "kod"
        [[items]]
        column = "p1"
        item = "p1"
        [[items]]
        column = "p2"
        item = "p2"
        kind = "rating"
        low = 1
        high = 5
        missing = { 8 = "refused" }
        """,
    )
    result = ingested(tmp_path)
    assert told(result) == []
    assert grid(result) == drawn("""
        a | 1        | 2
        b | declared | 3
        c | skipped  | refused
    """)
    items = result.tables["items"].set_index("item_id")
    assert items.loc["p1", ["kind", "low", "high"]].tolist() == ["rating", 1.0, 3.0]


def test_one_file_for_each_voivodeship_is_one_survey(study: Path) -> None:
    put(study, "ankiety/podlaskie.csv", limesurvey(LIME.replace("t1", "p1").replace("t2", "p2")))
    result = ingested(study)
    assert told(result) == []
    assert result.tables["respondents"]["respondent_id"].tolist() == [
        "t1", "t2", "podmioty:lubelskie:3", "p1", "p2", "podmioty:podlaskie:3",
    ]  # fmt: skip
    assert len(result.tables["answers"]) == 6 * 5
    assert [file.path for file in result.files] == [
        "ankiety/lubelskie.csv", "ankiety/podlaskie.csv",
    ]  # fmt: skip


def test_the_same_person_in_two_files_is_told_once(study: Path) -> None:
    put(study, "ankiety/podlaskie.csv", limesurvey(LIME.replace("LU-02", "LU-01")))
    result = ingested(study)
    assert told(result) == [
        ("duplicate_respondent", "error", "ankiety/podlaskie.csv", 2, "token"),
        ("duplicate_respondent", "error", "ankiety/podlaskie.csv", 3, "token"),
    ]
    assert "także w: ankiety/lubelskie.csv, wiersz 2." in result.problems[0].message.pl


def test_a_team_that_the_register_has_not_got_is_told_at_its_cell(study: Path) -> None:
    put(
        study,
        "zespoly.csv",
        "Identyfikator PZK;Nazwa zespołu;Województwo;Obszar współpracy;Początek pracy zespołu\r\n"
        "LU-01;Zespół;lubelskie;osoby starsze;01.07.2019\r\n",
    )
    result = ingested(study, sources=[{"table": "pzk", "files": "zespoly.csv"}])
    assert list(result.tables) == ["pzk", "scales", "items", "options", "respondents", "answers"]
    between = check_tables(result.tables, families_per_pzk=(1, 9))
    assert [(p.rule, p.field, p.row, p.value) for p in between] == [
        ("unknown_key", "pzk_id", 4, "LU-02")
    ]
    assert result.positions["respondents", "ankiety/lubelskie.csv", ""]["pzk_id"].letter == "F"


def test_corrections_are_applied_and_held_to_their_counts(study: Path) -> None:
    rule = """
        [[rule]]
        id = "inne"
        table = "survey:podmioty"
        action = "recode"
        column = "K[SQ002]"
        from = "-oth-"
        to = "A2"
        reason = "test"
        decided_by = "test"
        date = 2020-01-01
        rows = 1
    """
    (study / "corrections.toml").write_text(rule, encoding="utf-8")
    result = ingested(study)
    assert [(done.id, done.table, done.rows) for done in result.corrections] == [
        ("inne", "survey:podmioty", 1)
    ]
    assert "podmioty:3 | 3 | 2 |" in grid(result)
    (study / "corrections.toml").write_text(rule.replace("rows = 1", "rows = 2"), encoding="utf-8")
    with pytest.raises(ValidationError, match=r"inne \(recode, tabela survey:podmioty\): oczek"):
        ingested(study)


def test_files_that_are_missing_or_broken_are_told_and_rules_wait_for_them(study: Path) -> None:
    write_mapping(study, LIME_MAPPING.replace("ankiety/*.csv", "ankiety/*.xlsx"))
    result = ingested(study)
    assert told(result) == [("no_file", "error", "", None, "")]
    assert result.problems[0].message.pl == (
        "Żaden plik w data_raw nie pasuje do „ankiety/*.xlsx” (ankieta podmioty). Dodaj pliki albo "
        "popraw files w survey.toml."
    )
    assert len(result.tables["respondents"]) == 0
    write_mapping(study, LIME_MAPPING)
    put(study, "ankiety/pusty.csv", b"")
    refused = ingested(study)
    assert [(p.file, p.severity) for p in refused.problems] == [("ankiety/pusty.csv", "error")]
    assert len(refused.tables["respondents"]) == 3


def test_a_definition_that_is_missing_is_told(study: Path) -> None:
    said = LIME_MAPPING.replace("instrument =", 'definition = "ankieta.lss"\ninstrument =')
    write_mapping(study, said)
    result = ingested(study)
    assert told(result) == [("no_file", "error", "ankieta.lss", None, "")]


def test_mappings_that_cannot_be_stop_the_run(study: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"Brak pliku .*inna.toml"):
        ingested(study, "inna.toml")
    write_mapping(study, LIME_MAPPING, "druga.toml")
    with pytest.raises(ConfigurationError, match=r"ten sam identyfikator \(id\): podmioty"):
        ingested(study, "survey.toml", "druga.toml")
    write_mapping(study, LIME_MAPPING.replace("ankiety/*.csv", "../ankiety/*.csv"))
    with pytest.raises(ConfigurationError, match="files ma być ścieżką wewnątrz data_raw"):
        ingested(study)


def test_two_surveys_of_one_instrument_share_its_items(study: Path) -> None:
    put(study, "po/lubelskie.csv", limesurvey(LIME.replace("LU-01", "LU-02")))
    second = LIME_MAPPING.replace('id = "podmioty"', 'id = "po"').replace("ankiety/", "po/")
    write_mapping(study, second.replace("ex_ante", "ex_post"), "po.toml")
    result = ingested(study, "survey.toml", "po.toml")
    assert len(result.tables["items"]) == 5
    assert told(result) == [
        ("other_team", "warning", "po/lubelskie.csv", 2, "PZK"),
        ("other_team", "warning", "po/lubelskie.csv", 3, "PZK"),
    ]


def test_a_study_without_surveys_has_no_tables_of_them(tmp_path: Path) -> None:
    assert ingest_study(tmp_path, config([])).tables == {}


def test_a_changed_mapping_is_a_changed_input(study: Path) -> None:
    (study / "study.toml").write_text('[[surveys]]\nmapping = "survey.toml"\n', encoding="utf-8")
    before = raw_inputs(study)
    write_mapping(study, LIME_MAPPING + "\n")
    after = raw_inputs(study)
    assert {name for name in after if after[name] != before[name]} == {"survey.toml"}
    (study / "study.toml").write_text('[[surveys]]\nmapping = "../x.toml"\n', encoding="utf-8")
    assert "../x.toml" not in raw_inputs(study)


def test_a_wave_column_that_is_missing_is_told_once(study: Path) -> None:
    said = LIME_MAPPING.replace('wave = "ex_ante"', 'wave_column = "pomiar"')
    write_mapping(study, said)
    result = ingested(study)
    assert told(result) == [("column_missing", "error", "ankiety/lubelskie.csv", None, "")]
    assert "Nie ma kolumny „pomiar”, którą wymienia survey.toml." in result.problems[0].message.pl


def test_a_shipped_instrument_needs_columns_only_and_versions_name_it(tmp_path: Path) -> None:
    put(
        tmp_path,
        "a.csv",
        kobo("""
            start | RD1 | RD2 | __version__ | _id | _uuid | _submission_time    | _index
            x     | 5   | 1   | vA          | 7   | u-7   | 2019-09-02T10:00:00 | 1
        """),
    )
    write_mapping(
        tmp_path,
        """
        [survey]
        id = "podmioty"
        platform = "kobo"
        files = "a.csv"
        instrument = "podmioty_kooperacja"
        versions = { vA = "1.0" }
        wave = "ex_ante"
        [[items]]
        column = "RD1"
        item = "RD1"
        [[items]]
        column = "RD2"
        item = "RD2"
        """,
    )
    result = ingested(tmp_path)
    assert [(p.rule, p.severity) for p in result.problems] == [("items_unanswered", "warning")]
    assert grid(result) == "podmioty:u-7 | 5 | 1"
    assert result.tables["respondents"]["version"].tolist() == ["1.0"]
    assert len(result.tables["items"]) == 58
    for name, frame in result.tables.items():
        assert validate(TABLES[name], frame) == [], name
    assert check_tables(result.tables, families_per_pzk=(1, 9)) == []
