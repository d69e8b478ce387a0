"""Empty cells: skipped, not asked, broken off, or an option that was not ticked."""

import numpy as np
import pytest
from survey_drawn import converted, drawn, export, grid, mapping, places

pytestmark = pytest.mark.unit

OPTIONS = ("M[A]", "M[B]")


def test_what_follows_the_last_answer_of_a_broken_off_row_is_incomplete() -> None:
    # both rows stop after Q2; only the second is said to be unfinished
    wide, _ = converted(
        export(
            """
            Q1 | Q2 | Q3
            1  | 2  |
               | 2  |
               |    |
            """,
            complete=np.array([True, False, False]),
        ),
        mapping(["Q1", "Q2", "Q3"]),
    )
    assert grid(wide) == drawn("""
        1          | 2          | skipped
        skipped    | 2          | incomplete
        incomplete | incomplete | incomplete
    """)
    assert wide.respondents["status"].tolist() == ["complete", "partial", "partial"]


def test_an_empty_option_is_0_where_its_question_or_a_later_one_is_answered() -> None:
    wide, problems = converted(
        export(
            """
            Q1 | M[A] | M[B] | M[other] | Q2
            1  | Y    |      |          |
            1  |      |      | inne     |
            1  |      |      |          | 3
            1  |      |      |          |
            """,
            options=OPTIONS,
        ),
        mapping(
            {
                "Q1": {"kind": "rating", "low": 1, "high": 5},
                "M[A]": {"kind": "option"},
                "M[B]": {"kind": "option"},
                "Q2": {"kind": "rating", "low": 1, "high": 5},
            }
        ),
    )
    assert problems == []
    assert grid(wide) == drawn("""
        1 | 1       | 0       | skipped
        1 | 0       | 0       | skipped
        1 | 0       | 0       | 3
        1 | skipped | skipped | skipped
    """)


def test_options_are_ticked_or_not_in_the_words_of_every_platform() -> None:
    cells = ["Y", "1", "TRUE", "tak", "checked", "N", "0", "FALSE", "nie"]
    wide, problems = converted(
        export("\n".join(["M[A]", *cells, "może"]), options=OPTIONS),
        mapping({"M[A]": {"kind": "option"}}),
    )
    assert grid(wide).split() == [*["1"] * 5, *["0"] * 4, "unreadable"]
    assert places(problems) == [("unknown_answer", "error", "ankieta.csv", 11, "M[A]")]


def test_a_column_that_a_file_has_not_got_was_not_asked_there() -> None:
    wide, _ = converted(
        [
            export("token | Q1 | Q2\nt1 | 1 | 2", file="a.csv"),
            export("Q1 | token\n5 | t2", file="b.csv"),
        ],
        mapping(["Q1", "Q2"], respondent={"key": "token"}),
    )
    # b.csv has its columns in another order: they go by name
    assert wide.respondents["respondent_id"].tolist() == ["t1", "t2"]
    assert grid(wide) == drawn("""
        1 | 2
        5 | not_asked
    """)


def test_a_column_that_a_version_of_the_form_never_fills_was_not_asked_and_is_told() -> None:
    wide, problems = converted(
        export(
            """
            Q1 | Q2
            1  |
            2  |
            3  | 4
            3  |
            """,
            versions=("v1", "v1", "v2", "v2"),
        ),
        mapping(["Q1", "Q2"]),
    )
    assert grid(wide) == drawn("""
        1 | not_asked
        2 | not_asked
        3 | 4
        3 | skipped
    """)
    assert places(problems) == [("not_in_version", "warning", "ankieta.csv", None, "Q2")]
    assert problems[0].message.pl == (
        "W wersji formularza v1 ta kolumna jest zawsze pusta, a w innej wersji nie; przyjęto, że "
        "w tej wersji pytania nie zadano."
    )


def test_columns_shifted_by_a_form_version_show_at_their_cells() -> None:
    # an option was removed and the form deployed anew: in row 4 every cell stands one to the left
    wide, problems = converted(
        export(
            """
            Q1 | M[A] | Q2 | Q3
            1  | 1    | 5  | gmina
            2  | 0    | 4  | powiat
            3  | 5    | powiat |
            """,
            options=("M[A]",),
            versions=("v1", "v1", "v2"),
        ),
        mapping(
            {
                "Q1": {"kind": "rating", "low": 1, "high": 5},
                "M[A]": {"kind": "option"},
                "Q2": {"kind": "rating", "low": 1, "high": 5},
                "Q3": {"kind": "choice"},
            }
        ),
    )
    assert grid(wide).splitlines()[2] == "3 | unreadable | unreadable | not_asked"
    assert places(problems) == [
        ("unknown_answer", "error", "ankieta.csv", 4, "M[A]"),
        ("unknown_answer", "error", "ankieta.csv", 4, "Q2"),
        ("not_in_version", "warning", "ankieta.csv", None, "Q3"),
    ]
    assert "Oczekiwano: zaznaczone albo nie (1, 0, Y, N, tak, nie)." in problems[0].message.pl


def test_a_version_that_the_mapping_does_not_know_is_an_error() -> None:
    wide, problems = converted(
        export("Q1\n1\n2\n3", versions=("v1", "v2", "v2")),
        mapping(["Q1"], survey={"versions": {"v1": "1.0"}, "version": "1.1"}),
    )
    assert wide.respondents["version"].tolist() == ["1.0", "1.1", "1.1"]
    assert places(problems) == [("form_version", "error", "ankieta.csv", 3, "")]
    assert problems[0].message.pl == (
        "Odpowiedzi pochodzą z wersji formularza v2, a survey.toml zna wersje: v1. Dopisz tę "
        "wersję do versions albo zrób dla niej osobne survey.toml."
    )
