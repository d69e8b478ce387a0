"""One table against its description: what is reported, where, and what is never shown."""

import numpy as np
import pandas as pd
import pytest
from schema_tables import FILE, SHEET, table

from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues
from kooperacja_eval.schemas.validate import explain, validate

pytestmark = pytest.mark.unit


def found(name: str, frame: pd.DataFrame) -> list[tuple[str, str, int | None]]:
    """Return rule, column and row of every problem, by row."""
    problems = [(p.rule, p.field, p.row) for p in validate(TABLES[name], frame)]
    return sorted(problems, key=lambda problem: (problem[2] or 0, problem))


def only(name: str, frame: pd.DataFrame) -> Problem:
    (problem,) = validate(TABLES[name], frame)
    return problem


def test_a_right_table_has_no_problems() -> None:
    frame = table(
        "attendance",
        """
        meeting_id  entity_id  persons
        LU-01-S01   LU-P001    2
        LU-01-S01   LU-P002    -
        LU-01-S02   LU-P001    1
        """,
    )
    assert found("attendance", frame) == []


@pytest.mark.parametrize("name", [*TABLES])
def test_a_table_without_rows_has_no_problems(name: str) -> None:
    assert validate(TABLES[name], table(name)) == []


def test_everything_wrong_is_said_at_once() -> None:
    frame = table(
        "attendance",
        """
        meeting_id  entity_id  persons
        LU-01-S01   LU-P001    0
        -           LU-P001    1
        LU-01-S02   LU-P001    1
        LU-01-S02   LU-P001    -
        """,
    )
    assert found("attendance", frame) == [
        ("range", "persons", 2),  # at least one person comes
        ("required", "meeting_id", 3),
        ("duplicate_key", "meeting_id", 4),  # both rows: which is right is for people to say
        ("duplicate_key", "meeting_id", 5),
    ]


def test_rows_that_lack_a_part_of_the_key_are_no_duplicates() -> None:
    # two entities that nobody named are not known to be the same one
    frame = table(
        "attendance",
        """
        meeting_id  entity_id
        LU-01-S01   -
        LU-01-S01   -
        -           -
        -           -
        """,
    )
    assert {rule for rule, *_ in found("attendance", frame)} == {"required"}
    assert len(found("attendance", frame)) == 6


def test_a_problem_says_where_it_is() -> None:
    problem = only("attendance", table("attendance", "meeting_id entity_id persons\nA P -1"))
    assert (problem.table, problem.field) == ("attendance", "persons")
    assert (problem.file, problem.sheet, problem.row) == (FILE, SHEET, 2)
    assert problem.severity == "error"
    assert problem.value == "-1"
    assert problem.message.pl == ("Wartość poza zakresem: liczba osób. Oczekiwano co najmniej 1.")


def test_a_place_that_is_not_known_stays_empty() -> None:
    frame = table("attendance", "meeting_id entity_id persons\nA P 0")
    frame["source_sheet"] = pd.Series([None], dtype="str")
    frame["source_row"] = pd.Series([pd.NA], dtype="Int64")
    problem = only("attendance", frame)
    assert (problem.file, problem.sheet, problem.row) == (FILE, "", None)


def test_a_row_number_below_one_is_a_problem_of_its_own() -> None:
    frame = table("attendance", "meeting_id entity_id\nA P")
    frame["source_row"] = pd.Series([0], dtype="Int64")
    assert only("attendance", frame).field == "source_row"


@pytest.mark.parametrize(
    ("persons", "rules"),
    [("1", []), ("0", ["range"]), ("-3", ["range"]), ("-", [])],
)
def test_whole_numbers_have_limits_and_may_be_missing(persons: str, rules: list[str]) -> None:
    frame = table("attendance", f"meeting_id entity_id persons\nA P {persons}")
    assert [rule for rule, *_ in found("attendance", frame)] == rules


def test_a_column_of_missing_whole_numbers_is_not_compared() -> None:
    frame = table("attendance", "meeting_id entity_id persons\nA P -\nB P -")
    assert frame["persons"].isna().all()
    assert found("attendance", frame) == []


@pytest.mark.parametrize(
    ("hours", "rules"),
    [(0.0, []), (744.0, []), (744.5, ["range"]), (-0.5, ["range"]), (np.nan, [])],
)
def test_numbers_may_be_their_limits(hours: float, rules: list[str]) -> None:
    # a month of 31 days has 31 x 24 = 744 hours
    frame = table("contacts", "family_id month contacts\nLU-01-R01 2020-03-01 2")
    frame["hours"] = [hours]
    assert [rule for rule, *_ in found("contacts", frame)] == rules


@pytest.mark.parametrize(
    ("teryt", "rules"),
    [
        ("0601011", []),
        ("060101", ["pattern"]),
        ("06010111", ["pattern"]),  # the whole value must match
        ("x0601011", ["pattern"]),
        ("0601011\n", ["pattern"]),  # a line break at the end is not the end
        ("٠٦٠١٠١١", ["pattern"]),  # digits of another script are no digits here
        ("", ["pattern"]),
    ],
)
def test_a_pattern_is_for_the_whole_value(teryt: str, rules: list[str]) -> None:
    frame = table("gminas", "gmina_id name voivodeship\njablon Jabłoń lubelskie")
    frame["teryt"] = pd.Series([teryt], dtype="str")
    assert [rule for rule, *_ in found("gminas", frame)] == rules


def test_an_unknown_code_names_the_allowed_ones() -> None:
    frame = table("memberships", "pzk_id entity_id role\nLU-01 LU-P001 boss")
    problem = only("memberships", frame)
    assert (problem.rule, problem.value) == ("code", "boss")
    assert problem.message.pl == "Nieznany kod: rola w zespole. Dozwolone: trzon, zaproszony."
    assert problem.message.en == "Unknown code: role in the team. Allowed: core, invited."


FAMILY = "family_id pzk_id unit_type area cohort started_on outcome"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("NOWAK LU-01 family addiction 2019-09-01 2019-09-02 ongoing", "family_id"),
        ("LU-01-R01 LU-01 NOWAK addiction 2019-09-01 2019-09-02 ongoing", "unit_type"),
        ("LU-01-R01 LU-01 family NOWAK 2019-09-01 2019-09-02 ongoing", "area"),
        ("LU-01-R01 LU-01 family addiction 2019-09-01 2019-09-02 NOWAK", "outcome"),
    ],
)
def test_a_value_that_is_not_open_is_never_shown(row: str, field: str) -> None:
    problem = only("families", table("families", f"{FAMILY}\n{row}"))
    assert (problem.field, problem.value) == (field, None)
    assert "NOWAK" not in repr(problem)


def test_a_duplicate_key_that_is_not_open_is_never_shown() -> None:
    row = "LU-01-R01 LU-01 family addiction 2019-09-01 2019-09-02 ongoing"
    problems = validate(TABLES["families"], table("families", f"{FAMILY}\n{row}\n{row}"))
    assert [(p.rule, p.row, p.value) for p in problems] == [
        ("duplicate_key", 2, None),
        ("duplicate_key", 3, None),
    ]
    assert "R01" not in repr(problems)


def test_rows_are_found_whatever_the_index_is() -> None:
    frame = table("attendance", "meeting_id entity_id persons\nA P 1\nA P 0\nB P 0")
    expected = [
        ("duplicate_key", "meeting_id", 2),
        ("duplicate_key", "meeting_id", 3),
        ("range", "persons", 3),
        ("range", "persons", 4),
    ]
    pairs = pd.MultiIndex.from_tuples([(0, "a"), (0, "b"), (1, "a")])
    for index in ([0, 1, 2], [9, 5, 7], [4, 4, 4], ["x", "y", "z"], [1.5, None, None], pairs):
        assert found("attendance", frame.set_axis(index)) == expected


def test_the_frame_is_not_changed() -> None:
    frame = table("attendance", "meeting_id entity_id persons\nA P 0\nA P 0").set_axis([7, 7])
    before = frame.copy()
    validate(TABLES["attendance"], frame)
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: f.drop(columns="persons"), "missing columns ['persons']"),
        (lambda f: f.assign(size=1), "size: int64"),
        (lambda f: f.astype({"persons": "float64"}), "persons: float64"),
        (lambda f: f.astype({"meeting_id": "object"}), "meeting_id: object"),
        (lambda f: f.astype({"source_row": "int64"}), "source_row: int64"),
        (lambda f: pd.concat([f, f[["persons"]]], axis=1), "attendance"),
    ],
)
def test_a_frame_of_another_shape_is_a_fault_of_the_caller(change: object, said: str) -> None:
    frame = change(table("attendance", "meeting_id entity_id\nA P"))  # type: ignore[operator]
    with pytest.raises(ValueError) as raised:  # noqa: PT011  what it says is looked at below
        validate(TABLES["attendance"], frame)
    assert said in str(raised.value)


def test_the_order_of_columns_does_not_matter() -> None:
    frame = table("attendance", "meeting_id entity_id persons\nA P 0")
    assert found("attendance", frame[frame.columns[::-1]]) == [("range", "persons", 2)]


def test_a_table_without_a_key_has_no_duplicates() -> None:
    columns = {
        name: pd.Series([None, None], dtype=t) for name, t in IndicatorValues.dtypes().items()
    }
    filled = {"indicator_id": "x", "method": "count", "change_type": "none", "status": "ok"}
    frame = pd.DataFrame(columns).assign(**filled).astype(IndicatorValues.dtypes())
    assert validate(IndicatorValues, frame) == []


def test_a_hundred_thousand_problems_are_all_told() -> None:
    # 100,000 cells out of range and 100,000 rows of one key
    count = 100_000
    frame = table("attendance", "meeting_id entity_id persons\nA P 0")
    many = frame.loc[np.zeros(count, dtype=int)].reset_index(drop=True)
    problems = validate(TABLES["attendance"], many)
    assert len(problems) == 2 * count


@pytest.mark.parametrize(
    ("name", "column", "rule", "message"),
    [
        ("pzk", "name", "required", "Brak wartości: nazwa zespołu. Uzupełnij komórkę."),
        ("goals", "attained", "range",
         "Wartość poza zakresem: poziom osiągnięty. Oczekiwano od -2 do 2."),
        ("goals", "weight", "range", "Wartość poza zakresem: waga. Oczekiwano co najmniej 0."),
        ("pzk", "pzk_id", "pattern",
         "Niepoprawny zapis: identyfikator PZK. Skrót województwa i numer, np. LU-01."),
    ],
)  # fmt: skip
def test_a_message_says_what_was_expected(name: str, column: str, rule: str, message: str) -> None:
    assert explain(TABLES[name].fields[column], rule).pl == message
