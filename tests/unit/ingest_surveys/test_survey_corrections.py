"""Rules of corrections.toml on the exports of a survey: all five verbs, with their counts."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from survey_drawn import export, mapping

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.corrections import ACTIONS, Corrections, load_corrections
from kooperacja_eval.ingest.surveys.convert import columns_of
from kooperacja_eval.ingest.surveys.corrections import (
    apply_rules,
    check_surveys,
    columns_of_rules,
    rename,
    rules_of,
)
from kooperacja_eval.ingest.surveys.export import SurveyExport
from kooperacja_eval.ingest.surveys.stacked import StackedSurvey, stack

pytestmark = pytest.mark.unit

SAID = mapping(["Q1", "Q2"], respondent={"key": "kod"})
TEXT = """
    kod | Q1 | Q2
    a   | 1  | 5
    b   | 9  |
    a   | 3  | 4
    c   |    |
"""


def rule(action: str, rows: int = 1, **said: Any) -> Any:
    head = {
        "id": action, "table": "survey:podmioty", "reason": "test", "decided_by": "test",
        "date": dt.date(2020, 1, 1), "rows": rows,
    }  # fmt: skip
    return ACTIONS[action].model_validate({**head, "action": action, **said})


def applied(*rules: Any, exports: list[SurveyExport] | None = None) -> tuple[StackedSurvey, Any]:
    chosen: Corrections = rules_of(rules, "podmioty")
    renamed = rename(exports or [export(TEXT)], chosen)
    columns = columns_of_rules(chosen, renamed.exports, SAID)
    names = [*columns_of(renamed.exports, SAID), *(n for c in columns.values() for n in c)]
    survey, touched = apply_rules(stack(renamed.exports, names), chosen, columns)
    return survey, {**renamed.touched, **touched}


def cells(survey: StackedSurvey, name: str) -> list[Any]:
    column = survey.columns[name]
    return [column.cells()[code] for code in column.positions().tolist()]


def test_recode_replaces_a_value_wherever_it_stands() -> None:
    survey, touched = applied(rule("recode", column="Q1", **{"from": 9, "to": 4}))
    assert cells(survey, "Q1") == ["1", 4, "3", ""]
    assert touched == {"recode": 1}


def test_correct_replaces_one_cell_and_only_from_what_it_says() -> None:
    place = {"file": "ankieta.csv", "row": 3, "column": "Q1", "to": "4"}
    survey, touched = applied(rule("correct", **place, **{"from": "9"}))
    assert cells(survey, "Q1") == ["1", "4", "3", ""]
    assert touched == {"correct": 1}
    assert applied(rule("correct", **place, **{"from": "8"}))[1] == {"correct": 0}


def test_drop_duplicate_takes_the_key_of_the_respondent_by_default() -> None:
    survey, touched = applied(rule("drop_duplicate"))
    assert survey.rows.tolist() == [2, 3, 5]
    assert touched == {"drop_duplicate": 1}
    assert applied(rule("drop_duplicate", keep="last"))[0].rows.tolist() == [3, 4, 5]


def test_drop_incomplete_drops_rows_in_which_all_named_columns_are_empty() -> None:
    survey, touched = applied(rule("drop_incomplete", columns=("Q1", "Q2")))
    assert survey.rows.tolist() == [2, 3, 4]
    assert touched == {"drop_incomplete": 1}


def test_rename_gives_a_header_the_name_that_the_mapping_expects() -> None:
    file = export("kod | Q_1 | Q2\na | 1 | 2", file="stare/a.csv")
    survey, touched = applied(
        rule("rename", file="stare/*.csv", **{"from": "q_1", "to": "Q1"}), exports=[file]
    )
    assert cells(survey, "Q1") == ["1"]
    assert touched == {"rename": 1}
    assert survey.places("Q1")[0].header == "Q_1"  # type: ignore[union-attr]


def test_rules_see_what_earlier_ones_left() -> None:
    survey, touched = applied(
        rule("recode", column="kod", id="1", **{"from": "b", "to": "a"}),
        rule("drop_duplicate", id="2"),
    )
    assert survey.rows.tolist() == [2, 5]
    assert touched == {"1": 1, "2": 2}


def test_an_unknown_column_names_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match=r"nieznana kolumna Q11; najbliższe: Q1"):
        applied(rule("recode", column="Q11", **{"from": "1", "to": "2"}))


def test_an_unknown_survey_names_the_known_ones() -> None:
    stray = rule("drop_duplicate", table="survey:rodziny")
    with pytest.raises(
        ConfigurationError, match="nieznana ankieta survey:rodziny; dozwolone: survey:podmioty"
    ):
        check_surveys((stray,), ["podmioty"])


def test_duplicates_without_a_key_need_columns() -> None:
    anonymous = mapping(["Q1"])
    with pytest.raises(ConfigurationError, match="trzeba podać columns"):
        columns_of_rules((rule("drop_duplicate"),), [export(TEXT)], anonymous)


def test_the_file_of_corrections_takes_rules_for_surveys_as_they_are(tmp_path: Path) -> None:
    # which columns an export has is known only when it is read
    text = """
        [[rule]]
        id = "a"
        table = "survey:podmioty"
        action = "recode"
        column = "K[SQ001]"
        from = "9"
        to = "5"
        reason = "test"
        decided_by = "test"
        date = 2020-01-01
        rows = 1
    """
    (tmp_path / "corrections.toml").write_text(text, encoding="utf-8")
    assert [found.table for found in load_corrections(tmp_path)] == ["survey:podmioty"]
    (tmp_path / "corrections.toml").write_text(text.replace("survey:", "ankieta:"), "utf-8")
    with pytest.raises(ConfigurationError, match=r"nieznana tabela ankieta:.*survey:<ankieta>"):
        load_corrections(tmp_path)
