"""Stretches without positions are found by their words, or not at all; never guessed."""

from collections.abc import Sequence

import pytest
from fgi_drawn import coding, project

from kooperacja_eval.ingest.fgi.locate import located, page_of
from kooperacja_eval.ingest.fgi.project import QualCoding, QualProject
from kooperacja_eval.ingest.fgi.refusals import at_row
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import same

pytestmark = pytest.mark.unit

TEXT = "Tytuł\n\nBrak czasu. Gmina.\nGmina daleko."
#       01234 5 6 7-17      19-24 25 26-31
#       lines: 1 Tytuł, 2 empty, 3, 4; written lines: 1 Tytuł, 2, 3
GMINA = [(19, 24), (26, 31)]


def found(
    codings: Sequence[QualCoding], text: str = TEXT, **facts: object
) -> tuple[list[tuple[int | None, int | None]], list[Problem]]:
    made = project(codings, texts={"FGI": text}, tool="maxqda", **facts)
    whole, problems = located(made, {"FGI"})
    return [(one.start, one.end) for one in whole.codings], problems


def test_places_of_the_drawing() -> None:
    assert [TEXT[a:b] for a, b in GMINA] == ["Gmina", "Gmina"]
    assert page_of(TEXT).places("Gmina") == tuple(GMINA)


def test_words_that_stand_once_have_a_position() -> None:
    assert found([coding("A", text="Brak czasu")]) == ([(7, 17)], [])


def test_overlapping_places_are_several() -> None:
    assert page_of("aaa").places("aa") == ((0, 2), (1, 3))


def test_white_space_around_words_is_left_out_only_where_they_are_nowhere_with_it() -> None:
    page = page_of("raz dwa\ndwa trzy")
    assert page.places("dwa\n") == ((4, 8),)
    assert page.places("  trzy\n") == ((12, 16),)


def test_line_breaks_of_windows_and_of_excel_are_alike() -> None:
    assert found([coding("A", text="Gmina.\r\nGmina")])[0] == [(19, 31)]
    assert found([coding("A", text="Gmina._x000D_\nGmina")])[0] == [(19, 31)]


def test_words_in_several_places_have_none_and_it_is_said_without_showing_them() -> None:
    spans, (problem,) = found([coding("A", text="Gmina", row=7)])
    assert spans == [(None, None)]
    assert (problem.rule, problem.severity, problem.row) == ("ambiguous_position", "warning", 7)
    assert "w kilku miejscach (liczba: 2), a tabela nie mówi, w którym" in problem.message.pl
    assert "Gmina" not in problem.message.pl + problem.message.en


@pytest.mark.parametrize(
    ("sure", "place", "span"),
    [
        # line 3 holds what is sure, so that empty lines count as paragraphs: 4 is the last line
        ("3", "4", GMINA[1]),
        ("3", "3", GMINA[0]),
        # paragraph 2 holds it, so that empty lines do not count: 3 is the last line
        ("2", "3", GMINA[1]),
        ("2", "¶ 2", GMINA[0]),
        ("2", "2 – 2", GMINA[0]),
    ],
)
def test_the_paragraph_says_which_once_it_is_known_how_they_are_counted(
    sure: str, place: str, span: tuple[int, int]
) -> None:
    codings = [coding("A", text="Brak czasu", place=sure), coding("A", text="Gmina", place=place)]
    assert found(codings) == ([(7, 17), span], [])


def test_a_paragraph_is_no_answer_where_both_ways_of_counting_are_open() -> None:
    # 3 is the third line (the first „Gmina”) or the third written one (the second)
    spans, (problem,) = found([coding("A", text="Gmina", place="3")])
    assert spans == [(None, None)]
    assert "podany akapit (3)" in problem.message.pl


def test_a_paragraph_that_only_one_place_can_mean_answers_without_more() -> None:
    # 4: no paragraph of written lines, the last of all lines
    assert found([coding("A", text="Gmina", place="4")]) == ([GMINA[1]], [])


@pytest.mark.parametrize("sure", ["1", "9"])
def test_paragraphs_that_contradict_what_is_sure_are_not_used(sure: str) -> None:
    codings = [coding("A", text="Brak czasu", place=sure), coding("A", text="Gmina", place="4")]
    spans, problems = found(codings)
    assert spans == [(7, 17), (None, None)]
    assert [problem.rule for problem in problems] == ["ambiguous_position"]


def test_words_that_are_nowhere_are_an_error_without_showing_them() -> None:
    spans, (problem,) = found([coding("A", text="Powiat", row=3)])
    assert spans == [(None, None)]
    assert (problem.rule, problem.severity, problem.row) == ("not_found", "error", 3)
    assert "Powiat" not in problem.message.pl + problem.message.en


def test_the_codes_of_one_quotation_are_one_problem() -> None:
    _, problems = found([coding(code, text="Powiat", row=3) for code in "AB"])
    assert len(problems) == 1


@pytest.mark.parametrize(
    "kept",
    [
        coding("A", "0-5", "Brak czasu"),  # the file says where
        coding("A", text="Brak czasu", medium="audio"),
        coding("A", text=" "),
    ],
)
def test_what_has_a_position_or_no_words_of_a_text_stays(kept: QualCoding) -> None:
    assert found([kept]) == ([(kept.start, kept.end)], [])


def test_a_stretch_whose_position_the_file_gave_wrong_stays_without() -> None:
    wrong = at_row("a.csv", 5, "bad_position", same("x"))
    codings = [coding("A", text="Brak czasu", row=5), coding("B", text="Brak czasu", row=6)]
    assert found(codings, problems=(wrong,)) == ([(None, None), (7, 17)], [])


def test_documents_whose_text_is_of_the_file_itself_are_left_alone() -> None:
    made = project([coding("A", text="Brak czasu")], texts={"FGI": TEXT})
    assert located(made, set()) == (made, [])


def test_nothing_else_of_the_file_changes() -> None:
    made: QualProject = project(
        [coding("A", text="Brak czasu", place="3", row=2), coding("B", text="Tytuł", row=3)],
        texts={"FGI": TEXT}, tool="atlas_ti",
    )  # fmt: skip
    whole, _ = located(made, {"FGI"})
    assert (whole.documents, whole.codes, whole.tool) == (made.documents, made.codes, made.tool)
    for before, after in zip(made.codings, whole.codings, strict=True):
        assert (after.id, after.code, after.coder, after.text, after.place, after.row) == (
            before.id, before.code, before.coder, before.text, before.place, before.row,
        )  # fmt: skip
