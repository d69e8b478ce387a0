"""The table of problems: sorted by place, in one language, the same for the same problems."""

import pandas as pd
import pytest
from schema_tables import table

from kooperacja_eval.schemas.problems import PROBLEM_COLUMNS, Problem, problems_at, problems_frame
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

SAID = Text("Źle.", "Wrong.")


def problem(**options: object) -> Problem:
    return Problem(**({"rule": "range", "severity": "error", "message": SAID} | options))  # type: ignore[arg-type]


def test_problems_are_sorted_by_place() -> None:
    places = [
        problem(file="b.csv", row=2),
        problem(file="a.xlsx", sheet="B", row=1),
        problem(file="a.xlsx", sheet="A", row=10, letter="AA"),
        problem(file="a.xlsx", sheet="A", row=10, letter="Z"),  # Z is before AA
        problem(file="a.xlsx", sheet="A", row=9, letter="B"),  # 9 before 10
        problem(file="a.xlsx", sheet="A"),  # a whole sheet comes first
    ]
    frame = problems_frame(places, "pl")
    assert [*zip(frame["file"], frame["sheet"], frame["row"].fillna(0), strict=True)] == [
        ("a.xlsx", "A", 0),
        ("a.xlsx", "A", 9),
        ("a.xlsx", "A", 10),
        ("a.xlsx", "A", 10),
        ("a.xlsx", "B", 1),
        ("b.csv", "", 2),
    ]
    assert [p.letter for p in sorted(places, key=lambda p: p.sort_key)][2:4] == ["Z", "AA"]


def test_messages_are_in_the_language_asked_for() -> None:
    assert problems_frame([problem()], "pl")["message"].tolist() == ["Źle."]
    assert problems_frame([problem()], "en")["message"].tolist() == ["Wrong."]


def test_a_column_is_named_as_in_the_file_or_else_as_in_the_package() -> None:
    located = problem(row=1, column="Liczba osób", field="persons")
    frame = problems_frame([located, problem(row=2, field="persons")], "pl")
    assert frame["column"].tolist() == ["Liczba osób", "persons"]


@pytest.mark.parametrize("problems", [[], [problem()], [problem(row=3, value="0")]])
def test_columns_and_types_are_always_the_same(problems: list[Problem]) -> None:
    frame = problems_frame(problems, "pl")
    assert tuple(frame.columns) == PROBLEM_COLUMNS
    types = {str(dtype) for name, dtype in frame.dtypes.items() if name != "row"}
    assert (str(frame["row"].dtype), types) == ("Int64", {"str"})


def test_a_value_that_is_not_shown_is_missing() -> None:
    frame = problems_frame([problem(row=1), problem(row=2, value="0")], "pl")
    assert frame["value"].isna().tolist() == [True, False]


def test_a_day_is_shown_in_iso_8601_and_missing_values_stay_missing() -> None:
    rows = table("memberships", "pzk_id left_on\nLU-01 2019-09-01\nLU-02 -")
    shown = problems_at(TABLES["memberships"], rows, "left_on", "rule", SAID, severity="warning")
    assert [(p.value, p.severity) for p in shown] == [("2019-09-01", "warning"), (None, "warning")]
    assert problems_at(TABLES["memberships"], rows[:0], "left_on", "rule", SAID) == []


@pytest.mark.parametrize(
    ("name", "column"),
    [
        (name, column)
        for name, described in TABLES.items()
        for column, field in described.fields.items()
        if field.privacy != "open"
    ],
)
def test_no_value_of_a_person_gets_into_a_problem(name: str, column: str) -> None:
    frame = table(name).reindex([0]).astype(TABLES[name].dtypes())
    kind = TABLES[name].fields[column].kind
    value = {"integer": 424242, "date": pd.Timestamp("2042-04-02")}.get(kind, "424242")
    frame[column] = pd.Series([value], dtype=TABLES[name].dtypes()[column])
    (shown,) = problems_at(TABLES[name], frame, column, "rule", SAID)
    assert shown.value is None
    assert "42" not in repr(shown)


def test_some_columns_are_not_open() -> None:
    # so that the test above looks at something: a register of families is about persons
    private = {c for c, field in TABLES["families"].fields.items() if field.privacy != "open"}
    assert {"family_id", "area", "outcome", "started_on", "ended_on"} <= private
