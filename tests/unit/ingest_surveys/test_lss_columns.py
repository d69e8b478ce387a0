"""Columns of each question type, named as LimeSurvey's export with code headings names them."""

import pytest

from kooperacja_eval.ingest.surveys.lss_columns import KINDS, LssColumn, columns_of
from kooperacja_eval.ingest.surveys.lss_model import LssPart, LssQuestion

pytestmark = pytest.mark.unit

LANGUAGES = ("pl", "en")


def part(code: str, *, scale: int = 0, number: str = "9") -> LssPart:
    texts = {"pl": f"pl {code}", "en": f"en {code}"}
    return LssPart(id=number, code=code, scale=scale, texts=texts)


def columns(
    kind: str,
    *,
    parts: tuple[LssPart, ...] = (),
    answers: tuple[LssPart, ...] = (),
    other: bool = False,
    settings: dict[tuple[str, str], str] | None = None,
) -> list[LssColumn]:
    question = LssQuestion(
        sid="1", gid="2", qid="3", code="K", type=kind, texts={"pl": "Pytanie", "en": "Question"},
        group={}, required=False, other=other, parts=parts, answers=answers,
        attributes=settings or {},
    )  # fmt: skip
    return columns_of(question, LANGUAGES)


def drawn(found: list[LssColumn]) -> list[str]:
    """Return each column as ``name kind codes``."""
    return [
        " ".join([column.name, column.kind, ",".join(o.code for o in column.options)]).strip()
        for column in found
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("5", "K rating 1,2,3,4,5"),
        ("Y", "K choice Y,N"),
        ("G", "K choice F,M"),
        ("N", "K number"),
        ("D", "K date"),
        ("S", "K text"),
        ("T", "K text"),
        ("U", "K text"),
        ("*", "K text"),
        ("X", "K note"),
        ("I", "K choice pl,en"),
    ],
)
def test_one_column(kind: str, expected: str) -> None:
    assert drawn(columns(kind)) == [expected]


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("A", "rating 1,2,3,4,5"),
        ("B", "rating 1,2,3,4,5,6,7,8,9,10"),
        ("C", "choice Y,U,N"),
        ("E", "choice I,S,D"),
        ("K", "number"),
        ("Q", "text"),
        ("M", "option Y"),
    ],
)
def test_one_column_for_each_sub_question(kind: str, options: str) -> None:
    found = columns(kind, parts=(part("SQ001"), part("SQ002")))
    assert drawn(found) == [f"K[SQ001] {options}", f"K[SQ002] {options}"]
    assert found[0].texts == {"pl": "Pytanie – pl SQ001", "en": "Question – en SQ001"}


@pytest.mark.parametrize("kind", ["F", "H"])
def test_arrays_take_their_answers(kind: str) -> None:
    answers = (part("A1"), part("A2"), part("A3"))
    found = columns(kind, parts=(part("SQ001"),), answers=answers)
    assert drawn(found) == ["K[SQ001] rating A1,A2,A3"]
    assert found[0].options[0].labels == {"pl": "pl A1", "en": "en A1"}


@pytest.mark.parametrize("kind", ["L", "!"])
def test_a_list_with_an_own_answer_is_no_scale(kind: str) -> None:
    answers = (part("1"), part("2"), part("3"))
    assert drawn(columns(kind, answers=answers)) == ["K rating 1,2,3"]
    found = columns(kind, answers=answers, other=True)
    assert drawn(found) == ["K choice 1,2,3,-oth-", "K[other] text"]
    assert found[1].texts == {"pl": "Pytanie – Inne", "en": "Question – Other"}


def test_an_own_answer_may_have_words_of_its_own() -> None:
    settings = {("other_replace_text", "pl"): "Jeszcze inaczej"}
    found = columns("L", answers=(part("1"),), other=True, settings=settings)
    assert found[1].texts == {"pl": "Pytanie – Jeszcze inaczej", "en": "Question – Other"}


def test_a_list_with_comment() -> None:
    found = columns("O", answers=(part("a"), part("b")))
    assert drawn(found) == ["K choice a,b", "K[comment] text"]


def test_options_with_comments() -> None:
    found = columns("P", parts=(part("SQ001"),), other=True)
    assert drawn(found) == [
        "K[SQ001] option Y",
        "K[SQ001comment] text",
        "K[other] text",
        "K[othercomment] text",
    ]
    assert found[1].texts["pl"] == "Pytanie – pl SQ001 – Komentarz"


@pytest.mark.parametrize(("kind", "asked"), [(":", "number"), (";", "text")])
def test_a_matrix(kind: str, asked: str) -> None:
    parts = (part("R1"), part("R2"), part("C1", scale=1), part("C2", scale=1))
    names = ["K[R1_C1]", "K[R1_C2]", "K[R2_C1]", "K[R2_C2]"]
    assert drawn(columns(kind, parts=parts)) == [f"{name} {asked}" for name in names]


def test_two_scales_have_their_own_answers() -> None:
    # the code "1" stands on both scales, as LimeSurvey allows
    answers = (part("1"), part("2"), part("3"), part("1", scale=1), part("0", scale=1))
    found = columns("1", parts=(part("SQ001"),), answers=answers)
    assert drawn(found) == ["K[SQ001][1] rating 1,2,3", "K[SQ001][2] choice 1,0"]
    assert found[1].texts["en"] == "Question – en SQ001 – Scale 2"


def test_ranks_are_as_many_as_can_be_given() -> None:
    answers = (part("a"), part("b"), part("c"))
    assert drawn(columns("R", answers=answers)) == [f"K[{i}] choice a,b,c" for i in (1, 2, 3)]
    most = {("max_subquestions", ""): "2"}
    assert drawn(columns("R", answers=answers, settings=most)) == [
        "K[1] choice a,b,c",
        "K[2] choice a,b,c",
    ]


def test_what_is_ranked_may_be_sub_questions() -> None:
    assert drawn(columns("R", parts=(part("a"), part("b")))) == [
        "K[1] choice a,b",
        "K[2] choice a,b",
    ]


def test_uploaded_files_are_counted() -> None:
    assert drawn(columns("|")) == ["K text", "K[filecount] number"]


def test_an_unknown_type_is_text() -> None:
    assert drawn(columns("Z")) == ["K text"]
    assert drawn(columns("Z", parts=(part("SQ001"),))) == ["K[SQ001] text"]


def test_every_type_of_limesurvey_is_known() -> None:
    assert set(KINDS) == set("L!5NSTUDYGMPQKOABCEFH1:;|IX*R")


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("N", [("1X2X3", "Q3")]),
        ("F", [("1X2X3SQ1", "Q3_S7")]),
        (":", [("1X2X3SQ1_C1", "Q3_S7_S8")]),
        ("1", [("1X2X3SQ1#0", "Q3_S7#0"), ("1X2X3SQ1#1", "Q3_S7#1")]),
        ("M", [("1X2X3SQ1", "Q3_S7"), ("1X2X3other", "Q3_Cother")]),
        ("P", [("1X2X3SQ1", "Q3_S7"), ("1X2X3SQ1comment", "Q3_S7_Ccomment"),
               ("1X2X3other", "Q3_Cother"), ("1X2X3othercomment", "Q3_Cothercomment")]),
        ("O", [("1X2X3", "Q3"), ("1X2X3comment", "Q3_Ccomment")]),
        ("L", [("1X2X3", "Q3"), ("1X2X3other", "Q3_Cother")]),
        ("|", [("1X2X3", "Q3"), ("1X2X3_filecount", "Q3_Cfilecount")]),
        ("R", [("1X2X31", "Q3_R5")]),
    ],
)  # fmt: skip
def test_names_in_the_table_of_responses(kind: str, stored: list[tuple[str, str]]) -> None:
    # before LimeSurvey 7: survey X group X question and code; from then on: numbers only
    across = (part("C1", scale=1, number="8"),) if kind in ":1" else ()
    found = columns(
        kind,
        parts=(part("SQ1", number="7"), *across),
        answers=(part("A1", number="5"),),
        other=kind in "LMP",
    )
    assert [column.stored for column in found] == stored
