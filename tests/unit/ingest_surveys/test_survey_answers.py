"""Answers: what each cell is worth, column by column, and why there is no answer."""

import datetime as dt

import pytest
from survey_drawn import converted, definition, drawn, export, grid, mapping, places, question

from kooperacja_eval.ingest.surveys.days import day_of

pytestmark = pytest.mark.unit

SCALE = {f"A{n}": label for n, label in enumerate(("wcale", "mało", "średnio", "dużo"), start=1)}


def test_codes_are_read_as_numbers_and_each_gap_has_its_reason() -> None:
    wide, problems = converted(
        export("""
            token | Q1  | Q2
            t1    | 4   | 99
            t2    | 5,0 |
            t3    | 01  | 98
        """),
        mapping(["Q1", "Q2"], missing={"99": "dont_know", "98": "refused"}),
    )
    assert problems == []
    assert grid(wide) == drawn("""
        4 | dont_know
        5 | skipped
        1 | refused
    """)


def test_values_of_an_item_go_before_everything_but_its_own_missing_codes() -> None:
    # 9 is missing in the survey, an answer of Q1, and missing again in Q2 for another reason
    wide, problems = converted(
        export("""
            Q1 | Q2
            9  | 9
            a  | 2
        """),
        mapping(
            {
                "Q1": {"kind": "number", "values": {"9": 9, "a": 0.5}},
                "Q2": {"kind": "number", "missing": {"9": "not_applicable"}},
            },
            missing={"9": "declared"},
        ),
    )
    assert problems == []
    assert grid(wide) == drawn("""
        9   | not_applicable
        0.5 | 2
    """)


def test_an_unknown_code_is_an_error_at_its_cell_and_no_answer() -> None:
    wide, problems = converted(
        export("""
            token | Q1
            t1    | 3
            t2    | tak
        """),
        mapping(["Q1"], respondent={"key": "token"}),
    )
    assert grid(wide) == drawn("""
        3
        unreadable
    """)
    assert places(problems) == [("unknown_answer", "error", "ankieta.csv", 3, "Q1")]
    assert problems[0].letter == "B"
    assert problems[0].value is None
    assert problems[0].message.pl == (
        "Pozycja Q1: takiej odpowiedzi nie ma. Oczekiwano: liczba od 1 do 5. Popraw komórkę regułą "
        "w corrections.toml albo dopisz kod w survey.toml: w values, gdy jest odpowiedzią, "
        "w missing, gdy jest brakiem."
    )


def test_an_answer_outside_the_scale_is_an_error_at_its_cell_and_no_answer() -> None:
    wide, problems = converted(
        export("""
            Q1 | Q2
            6  | 5
            1  | 0
        """),
        mapping(["Q1", "Q2"]),
    )
    assert grid(wide) == drawn("""
        unreadable | 5
        1          | unreadable
    """)
    assert places(problems) == [
        ("out_of_scale", "error", "ankieta.csv", 2, "Q1"),
        ("out_of_scale", "error", "ankieta.csv", 3, "Q2"),
    ]
    assert problems[0].message.pl.startswith("Pozycja Q1: odpowiedź poza skalą od 1 do 5. Popraw")
    assert problems[0].message.en.startswith("Item Q1: an answer outside the scale from 1 to 5.")


def test_each_bad_cell_is_told_up_to_a_hundred_then_their_number() -> None:
    # 150 cells of one content: 100 one by one, one for the other 50
    rows = "\n".join(["Q1", *["7"] * 150])
    _, problems = converted(export(rows), mapping(["Q1"]))
    assert len(problems) == 101
    assert [p.row for p in problems] == [*range(2, 102), None]
    assert problems[-1].message.pl.endswith(
        "Takich samych komórek w tej kolumnie jest razem 150; dalszych nie wymieniono: 50."
    )


def test_codes_that_end_in_a_number_are_taken_only_where_the_definition_rates() -> None:
    text = """
        Q1
        A3
        A1
    """
    rated = definition(question("Q1", "rating", SCALE))
    listed = definition(question("Q1", "choice", SCALE))
    said = mapping({"Q1": {"kind": "rating"}})
    assert grid(converted(export(text), said, rated)[0]) == "3\n1"
    wide, problems = converted(export(text), said, listed)
    assert grid(wide) == "unreadable\nunreadable"
    assert [p.rule for p in problems] == ["unknown_answer", "unknown_answer"]


def test_a_rating_that_is_not_among_the_options_is_unknown() -> None:
    # A5 is not offered, 2.5 lies between two options
    wide, problems = converted(
        export("Q1\nA5\n2,5\n4"),
        mapping({"Q1": {"kind": "rating"}}),
        definition(question("Q1", "rating", SCALE)),
    )
    assert grid(wide) == "unreadable\nunreadable\n4"
    assert [p.rule for p in problems] == ["unknown_answer", "unknown_answer"]
    assert "Oczekiwano: A1, A2, A3, A4." in problems[0].message.pl


def test_labels_are_read_in_any_case_where_the_mapping_says_labels() -> None:
    known = definition(question("Q1", "rating", {**SCALE, "A9": "Nie wiem"}, missing="A9"))
    said = {"Q1": {"kind": "rating"}}
    text = "Q1\nDużo\nwcale\nnie wiem"
    labels = mapping(said, survey={"answers": "labels"}, missing={"Nie wiem": "dont_know"})
    wide, problems = converted(export(text), labels, known)
    assert problems == []
    assert grid(wide) == "4\n1\ndont_know"
    as_codes, told = converted(export("Q1\nDużo"), mapping(said), known)
    assert grid(as_codes) == "unreadable"
    assert [p.rule for p in told] == ["unknown_answer"]


def test_a_label_of_two_options_is_ambiguous() -> None:
    known = definition(question("Q1", "rating", {"1": "tak", "2": "Tak", "3": "nie"}))
    wide, problems = converted(
        export("Q1\ntak\nnie"),
        mapping({"Q1": {"kind": "rating"}}, survey={"answers": "labels"}),
        known,
    )
    assert grid(wide) == "unreadable\n3"
    assert places(problems) == [("ambiguous_label", "error", "ankieta.csv", 2, "Q1")]
    assert problems[0].message.pl == (
        "Pozycja Q1: dwa warianty odpowiedzi mają te same słowa, więc nie wiadomo, który wybrano. "
        "Wyeksportuj odpowiedzi jako kody."
    )


def test_a_choice_keeps_its_code_and_gets_its_place_in_the_list() -> None:
    known = definition(question("Q1", "choice", {"gm": "gmina", "pow": "powiat"}))
    text = "Q1\npow\n-oth-\nkraj\n"
    wide, problems = converted(export(text), mapping({"Q1": {"kind": "choice"}}), known)
    assert grid(wide) == '2 "pow"\n"-oth-"\nunreadable'
    assert places(problems) == [("unknown_answer", "error", "ankieta.csv", 4, "Q1")]
    # nobody says which options there are: the code stays, a number is not made up
    free, told = converted(export(text), mapping({"Q1": {"kind": "choice"}}))
    assert told == []
    assert grid(free) == '"pow"\n"-oth-"\n"kraj"'


def test_a_declared_missing_code_has_the_reason_of_the_mapping_else_declared() -> None:
    # as SPSS: 8 and 9 are answers to nothing; the mapping knows what 8 means
    known = definition(
        question("Q1", "rating", {"1": "nie", "2": "tak", "3": "?", "9": "b.d."}, "9")
    )
    wide, problems = converted(
        export("Q1\n9\n8\n2"), mapping({"Q1": {"kind": "rating"}}, missing={"8": "refused"}), known
    )
    assert problems == []
    assert grid(wide) == "declared\nrefused\n2"


def test_open_answers_stay_as_they_are_and_global_missing_codes_do_not_touch_them() -> None:
    wide, problems = converted(
        export("Q1 | Q2\n99 | 15.10.2019\n=SUM(A1) | wczoraj"),
        mapping({"Q1": {"kind": "text"}, "Q2": {"kind": "date"}}, missing={"99": "dont_know"}),
    )
    assert grid(wide) == '"99" | "2019-10-15"\n"=SUM(A1)" | unreadable'
    assert places(problems) == [("not_a_date", "error", "ankieta.csv", 3, "Q2")]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2020-10-15 10:23:45", dt.date(2020, 10, 15)),
        ("2020-10-15T23:59:59.000Z", dt.date(2020, 10, 15)),
        ("2020/10/15 10:23:45 AM EEST", dt.date(2020, 10, 15)),
        ("15.10.2020, 10:23", dt.date(2020, 10, 15)),
        (dt.datetime(2020, 10, 15, 8, 0), dt.date(2020, 10, 15)),  # noqa: DTZ001
        (44119, dt.date(2020, 10, 15)),
        ("31.02.2020 10:00", None),
        ("10:23", None),
    ],
)
def test_a_moment_gives_its_day(cell: object, day: dt.date | None) -> None:
    assert day_of(cell) == day  # type: ignore[arg-type]
