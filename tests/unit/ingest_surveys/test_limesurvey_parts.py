"""What columns hold, by their names, their questionnaire, or their cells."""

import pytest

from kooperacja_eval.ingest.sheets import RawColumn
from kooperacja_eval.ingest.surveys.definition import Kind, Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.limesurvey_parts import Role, roles_of

pytestmark = pytest.mark.unit


def roles(
    text: str, definition: SurveyDefinition | None = None, *, coded: bool = True
) -> tuple[dict[str, Role], list[str]]:
    """Return name to role of a table drawn as text, and the questions that were guessed."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    names, rows = lines[0], lines[1:]
    columns: list[RawColumn] = [[row[i] for row in rows] for i in range(len(names))]
    times = frozenset(name for name in names if name.lower().endswith("time"))
    found, guessed = roles_of(names, columns, definition, coded=coded, times=times)
    return dict(zip(names, found, strict=True)), guessed


def test_names_say_what_stands_beside_an_answer() -> None:
    found, guessed = roles("""
        id | L1     | L1[other] | O1 | O1[comment] | F1[filecount] | interviewtime | L1Time
        1  | -oth-  | własna    | 2  | uwaga       | 3             | 60            | 4
    """)
    assert found == {
        "id": Role("system", "id"),
        "L1": Role("answer", "L1"),
        "L1[other]": Role("other", "L1"),
        "O1": Role("answer", "O1"),
        "O1[comment]": Role("comment", "O1"),
        "F1[filecount]": Role("note", "F1"),
        "interviewtime": Role("timing", "interviewtime"),
        "L1Time": Role("timing", "L1"),
    }
    assert guessed == []


def test_an_own_answer_beside_sub_questions_is_multiple_choice_by_type() -> None:
    # LimeSurvey offers "other" with sub-questions for types M and P only, so nothing is guessed
    found, guessed = roles("""
        M1[A] | M1[B] | M1[other]
        Tak   |       | inne
    """)
    assert found == {
        "M1[A]": Role("option", "M1", "A"),
        "M1[B]": Role("option", "M1", "B"),
        "M1[other]": Role("other", "M1"),
    }
    assert guessed == []


def test_comments_of_options() -> None:
    found, _ = roles("""
        P1[A] | P1[Acomment] | P1[B] | P1[Bcomment]
        Y     | bo tak       |       |
    """)
    assert found == {
        "P1[A]": Role("option", "P1", "A"),
        "P1[Acomment]": Role("comment", "P1"),
        "P1[B]": Role("option", "P1", "B"),
        "P1[Bcomment]": Role("comment", "P1"),
    }


def test_a_code_that_ends_in_comment_needs_its_option() -> None:
    found, _ = roles("""
        K1[SQ1] | K1[mycomment]
        4       | 5
    """)
    assert found == {"K1[SQ1]": Role("answer", "K1[SQ1]"),
                     "K1[mycomment]": Role("answer", "K1[mycomment]")}  # fmt: skip


def test_only_ticks_are_taken_for_options_and_said_so() -> None:
    found, guessed = roles("""
        M1[A] | M1[B] | C1[A] | C1[B] | N1[A] | N1[B]
        Y     |       | Y     | N     |       |
              | Y     | Y     |       |       |
    """)
    assert found == {
        "M1[A]": Role("option", "M1", "A"),
        "M1[B]": Role("option", "M1", "B"),
        "C1[A]": Role("answer", "C1[A]"),  # yes and no: an array
        "C1[B]": Role("answer", "C1[B]"),
        "N1[A]": Role("answer", "N1[A]"),  # nobody answered: cells say nothing
        "N1[B]": Role("answer", "N1[B]"),
    }
    assert guessed == ["M1"]


def test_the_questionnaire_goes_before_the_cells() -> None:
    kinds: dict[str, Kind] = {"M1[A]": "choice", "M1[B]": "choice", "X1": "note", "Q[A]": "option"}
    known = SurveyDefinition(
        platform="limesurvey", file="", version="", languages=("pl",),
        questions=tuple(
            Question(name=name, question=name, kind=kind, texts={}) for name, kind in kinds.items()
        ),
    )  # fmt: skip
    found, guessed = roles(
        """
        M1[A] | M1[B] | X1 | Q[A]
        Y     |       |    | Y
        """,
        known,
    )
    assert found == {
        "M1[A]": Role("answer", "M1[A]"),
        "M1[B]": Role("answer", "M1[B]"),
        "X1": Role("note", "X1"),
        "Q[A]": Role("option", "Q", "A"),
    }
    assert guessed == []


def test_headings_in_words() -> None:
    found, _ = roles(
        """
        Kto? [Ja] | Kto? [Inne] | Jak? [A] | Jak? [A][Komentarz]
        Tak       | sąsiad      | 5        | uwaga
        """,
        coded=False,
    )
    assert found == {
        "Kto? [Ja]": Role("option", "Kto?", "Ja"),
        "Kto? [Inne]": Role("other", "Kto?"),
        "Jak? [A]": Role("option", "Jak?", "A"),  # only options have comments of their own
        "Jak? [A][Komentarz]": Role("comment", "Jak?"),
    }
