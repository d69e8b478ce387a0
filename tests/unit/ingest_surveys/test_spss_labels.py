"""Labels and values of SPSS, one rule at a time."""

import datetime as dt

import pytest

from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.ingest.surveys.spss_labels import (
    Membership,
    memberships,
    options_of,
    question_of,
)
from kooperacja_eval.ingest.surveys.spss_problems import counted_otherwise
from kooperacja_eval.ingest.surveys.spss_values import cells_of_variable

pytestmark = pytest.mark.unit

SECOND_OF_2020_03_12 = 13_803_350_400.0  # seconds from 14 X 1582 to the midnight of 12 III 2020
SETS = {
    "pomoc": {
        "is_dichotomy": True, "counted_value": 1, "label": "Kto pomagał?",
        "variable_list": ["p1", "p2", "nieznana"],
    },
    "powody": {
        "is_dichotomy": False, "counted_value": None, "label": "",
        "variable_list": ["r1", "p1"],
    },
}  # fmt: skip


def test_seconds_of_a_day_format_are_a_day() -> None:
    # 159 761 days lie between: 159 761 * 86 400 = 13 803 350 400
    assert cells_of_variable([SECOND_OF_2020_03_12], "DATE11") == ([dt.date(2020, 3, 12)], 0)
    assert cells_of_variable([SECOND_OF_2020_03_12], "F8.2") == ([13_803_350_400], 0)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (36_300.0, dt.time(10, 5)),
        (90_000.0, dt.timedelta(hours=25)),  # a span of more than a day is no time of the day
        (-60.0, dt.timedelta(minutes=-1)),
    ],
)
def test_times_of_the_day_and_spans(seconds: float, expected: object) -> None:
    assert cells_of_variable([seconds], "TIME8") == ([expected], 0)


def test_a_day_beyond_the_calendar_stays_a_number_and_is_counted() -> None:
    assert cells_of_variable([1e13, None, float("nan")], "DATETIME20") == (
        [10_000_000_000_000, None, None],
        1,
    )


def test_a_variable_belongs_to_the_first_of_its_sets() -> None:
    found = memberships(SETS, ["p1", "p2", "r1", "inna"])
    assert {name: member.question for name, member in found.items()} == {
        "p1": "pomoc",
        "p2": "pomoc",
        "r1": "powody",
    }
    assert (found["p1"].ticked, found["r1"].ticked) == ("1", "")


def test_an_option_of_a_set_is_worded_with_its_question() -> None:
    member = Membership(question="pomoc", label="Kto pomagał?", ticked="1")
    question = question_of(
        "p1", member, label="Rodzina", form="F1.0", measure="nominal", options=()
    )
    assert (question.kind, question.question) == ("option", "pomoc")
    assert question.texts == {"": "Kto pomagał? – Rodzina"}


def test_ticks_other_than_one_are_reported_once_for_each_set() -> None:
    sets = {
        "p1": Membership(question="pomoc", ticked="2"),
        "p2": Membership(question="pomoc", ticked="2"),
    }
    (problem,) = counted_otherwise(SurveyFile(name="a.sav", data=b""), sets)
    assert problem.rule == "counted_value"
    assert "zaznaczenie to 2, nie 1" in problem.message.pl


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        ({1.0: "nie", 2.0: "trochę", 3.0: "tak"}, "rating"),
        ({-1.0: "źle", 0.0: "tak sobie", 1.0: "dobrze"}, "rating"),
        ({1.0: "nie", 2.0: "tak"}, "choice"),  # two answers are no rating
        ({1.5: "a", 2.0: "b", 3.0: "c"}, "choice"),  # not whole
        ({3.0: "c", 1.0: "a", 2.0: "b"}, "choice"),  # not in order
        ({}, "number"),
    ],
)
def test_three_labelled_whole_numbers_in_order_make_a_rating(
    labels: dict[float | str, str], kind: str
) -> None:
    options = options_of(labels, [], [])
    member = Membership(question="x")
    made = question_of("x", member, label="", form="F8.2", measure="unknown", options=options)
    assert made.kind == kind


def test_both_ends_of_a_declared_range_are_missing() -> None:
    options = options_of({}, [{"lo": 97.0, "hi": 99.0}], [5, 97, 98, 99, 100, None, "98"])
    assert [option.code for option in options] == ["97", "98", "99"]


def test_an_empty_label_is_no_label() -> None:
    (option,) = options_of({1.0: "  "}, [], [])
    assert option.labels == {}
