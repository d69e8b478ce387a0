"""What the headers of a KoBoToolbox export become: names, parts, questions. Synthetic answers."""

import pytest

from kooperacja_eval.ingest.sheets import cells_of
from kooperacja_eval.ingest.surveys.definition import AnswerOption, Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.export import Reading, SurveyFile
from kooperacja_eval.ingest.surveys.kobo import read_kobo

pytestmark = pytest.mark.unit


def read(text: str, definition: SurveyDefinition | None = None) -> Reading:
    file = SurveyFile(name="ankieta.csv", data=text.lstrip("\n").encode())
    return read_kobo(file, definition=definition)


def drawn(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Name, part, question and option of each column of the questionnaire."""
    return [(c.name, c.part, c.question, c.option) for c in reading.exports[0].columns]


def cells(reading: Reading, name: str) -> list[object]:
    column = reading.exports[0].column(name)
    assert column is not None, [c.name for c in reading.exports[0].columns]
    return list(cells_of(column.cells))


def rules(reading: Reading) -> list[str]:
    return [problem.rule for problem in reading.problems]


def form(*questions: Question) -> SurveyDefinition:
    return SurveyDefinition(
        platform="kobo", file="f.xlsx", version="1", languages=("pl",), questions=questions
    )


def question(name: str, pl: str = "", **more: object) -> Question:
    texts = {"pl": pl} if pl else {}
    return Question(name=name, question=name, kind="text", texts=texts, **more)  # type: ignore[arg-type]


def multiple(name: str, pl: str, options: dict[str, str]) -> list[Question]:
    answers = tuple(AnswerOption(code=c, labels={"pl": t}) for c, t in options.items())
    asked = Question(name=name, question=name, kind="choice", texts={"pl": pl}, options=answers)
    ticks = [Question(name=f"{name}/{c}", question=name, kind="option", texts={}) for c in options]
    return [asked, *ticks]


def test_groups_are_dropped_where_the_last_part_is_unique_and_kept_as_far_as_needed() -> None:
    found = read("g1/q1;g1/q2;g2/q2\na;b;c\n")
    assert [c.name for c in found.exports[0].columns] == ["q1", "g1/q2", "g2/q2"]
    assert [c.header for c in found.exports[0].columns] == ["g1/q1", "g1/q2", "g2/q2"]
    assert [c.letter for c in found.exports[0].columns] == ["A", "B", "C"]
    assert found.exports[0].heading == "path"
    assert found.problems == ()


@pytest.mark.parametrize(
    "header",
    [
        "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
        "_submitted_by", "__version__", "_version_", "_version__001", "_version__002", "_tags",
        "_index", "_parent_index", "_parent_table_name", "start", "end", "today", "deviceid",
        "meta/instanceID", "formhub/uuid", "_xform_id_string", "geo/_miejsce_latitude",
    ],
)  # fmt: skip
def test_what_the_platform_adds_is_no_answer(header: str) -> None:
    found = read(f"q1;{header}\na;1\n")
    assert [c.part for c in found.exports[0].columns] == ["answer", "system"]


def test_a_question_that_the_form_calls_end_is_an_answer() -> None:
    found = read("q1;end\na;b\n", form(question("q1"), question("end")))
    assert [c.part for c in found.exports[0].columns] == ["answer", "answer"]


def test_summary_options_and_free_words_of_a_multiple_choice() -> None:
    found = read(
        """
w/formy;w/formy/mail;w/formy/tel;w/formy_other
mail tel;1;1;
tel;0;1;
;;;
"""
    )
    assert drawn(found) == [
        ("formy", "summary", "formy", ""),
        ("formy/mail", "option", "formy", "mail"),
        ("formy/tel", "option", "formy", "tel"),
        ("formy_other", "other", "formy", ""),
    ]
    assert rules(found) == []


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("TRUE", "FALSE"), ("True", "False")])
def test_every_spelling_of_a_tick_is_known(yes: str, no: str) -> None:
    found = read(f"k;k/a;k/b\na;{yes};{no}\n")
    assert [part for _, part, _, _ in drawn(found)] == ["summary", "option", "option"]
    assert rules(found) == []


def test_summary_and_options_that_disagree_are_named_with_their_row() -> None:
    # Row 2 agrees; row 3 names b, but b is 0 and a is 1.
    found = read("k;k/a;k/b\na b;1;1\nb;1;0\n")
    assert [(p.rule, p.row, p.column, p.severity) for p in found.problems] == [
        ("options_disagree", 3, "k", "error")
    ]


def test_an_option_without_a_column_and_a_summary_without_ticks_are_notes() -> None:
    # Row 2 also names c, which was removed from the form; in row 3 only the summary is filled.
    found = read("k;k/a;k/b\na c;1;0\nb;;\n")
    assert rules(found) == ["options_silent", "option_without_column"]
    assert {p.severity for p in found.problems} == {"warning"}


def test_options_alone_are_taken_for_options_with_a_note_unless_the_form_says_so() -> None:
    text = "k/a;k/b\n1;0\n"
    found = read(text)
    assert [(name, part) for name, part, _, _ in drawn(found)] == [
        ("k/a", "option"),
        ("k/b", "option"),
    ]
    assert rules(found) == ["options_guessed"]
    assert "k/a, k/b" in found.problems[0].message.pl
    sure = read(text, form(*multiple("k", "Kanały", {"a": "Mail", "b": "Telefon"})))
    assert drawn(sure) == drawn(found)
    assert rules(sure) == []


def test_questions_of_one_and_nought_in_a_group_stay_questions_where_the_form_says_so() -> None:
    asked = form(question("a", group="k"), question("b", group="k"))
    assert drawn(read("k/a;k/b\n1;0\n", asked)) == [
        ("a", "answer", "a", ""),
        ("b", "answer", "b", ""),
    ]


def test_a_summary_alone_is_only_known_with_the_form() -> None:
    asked = form(*multiple("k", "Kanały", {"a": "Mail", "b": "Telefon"}))
    assert drawn(read("k\na b\n")) == [("k", "answer", "k", "")]
    assert drawn(read("k\na b\n", asked)) == [("k", "summary", "k", "")]


def test_an_option_column_with_other_cells_is_refused_as_shifted() -> None:
    asked = form(*multiple("k", "Kanały", {"a": "Mail", "b": "Telefon"}))
    found = read("k/a;k/b\n1;tak\n", asked)
    assert [(p.rule, p.column) for p in found.problems] == [("option_not_tick", "k/b")]


def test_numbers_that_came_as_text_and_formulas_stay_as_they_are() -> None:
    found = read('"wiek";"uwagi"\n"007";"=1+1"\n')
    assert cells(found, "wiek") == ["007"]
    assert cells(found, "uwagi") == ["=1+1"]


def test_the_mark_of_ona_for_no_answer_is_empty_and_counted() -> None:
    found = read("q1,q2\nn/a,n/a (nie dotyczy)\n")
    assert cells(found, "q1") == [None]
    assert cells(found, "q2") == ["n/a (nie dotyczy)"]
    assert rules(found) == ["not_answered_marks"]
    assert found.problems[0].message.pl.endswith("puste: 1.")


def test_flattened_repeats_keep_their_headers_as_names() -> None:
    found = read("imie,dzieci[1]/imie,dzieci[2]/imie\na,b,c\n")
    assert [name for name, *_ in drawn(found)] == ["imie", "dzieci[1]/imie", "dzieci[2]/imie"]
    assert rules(found) == ["flattened_repeats"]


def test_a_header_that_stands_twice_gets_numbers_so_that_no_mapping_takes_one() -> None:
    found = read("q1,q1,q2\na,b,c\n")
    assert [name for name, *_ in drawn(found)] == ["q1#1", "q1#2", "q2"]
    assert rules(found) == ["duplicate_header"]


KANALY = form(
    question("wiek", "Ile ma Pan/Pani lat?"),
    *multiple("k", "Kanały  kontaktu", {"a": "Mail", "b": "Telefon / SMS"}),
    question("u1", "Uwagi"),
    question("u2", "Uwagi"),
)


def test_words_are_matched_through_the_form_with_groups_before_them_and_slashes_inside() -> None:
    found = read(
        """
O Panu / Ile ma Pan/Pani lat?;Kanały kontaktu;Kanały kontaktu/Mail;Kanały kontaktu/Telefon / SMS
40;Mail Telefon / SMS;1;1
""",
        KANALY,
    )
    assert found.exports[0].heading == "label"
    assert drawn(found) == [
        ("wiek", "answer", "wiek", ""),
        ("k", "summary", "k", ""),
        ("k/a", "option", "k", "a"),
        ("k/b", "option", "k", "b"),
    ]
    assert rules(found) == []


def test_words_of_two_questions_and_words_of_none_are_reported_and_not_matched() -> None:
    found = read("Ile ma Pan/Pani lat?;Uwagi;Coś innego\n40;a;b\n", KANALY)
    assert [name for name, *_ in drawn(found)] == ["wiek", "Uwagi", "Coś innego"]
    assert [(p.rule, p.column) for p in found.problems] == [
        ("not_in_form", ""),
        ("ambiguous_header", "Uwagi"),
    ]


def test_part_of_a_path_is_enough_where_only_one_question_has_it() -> None:
    asked = form(question("a/q", group="x/a"), question("b/q", group="x/b"))
    found = read("b/q;a/q\n1;2\n", asked)
    assert [name for name, *_ in drawn(found)] == ["b/q", "a/q"]
    assert rules(found) == []
    found = read("q\n1\n", asked)
    assert rules(found) == ["ambiguous_header"]


def test_a_note_of_the_form_has_no_answers() -> None:
    note = Question(name="info", question="info", kind="note", texts={"pl": "Witamy"})
    assert drawn(read("info;q\n;a\n", form(note, question("q"))))[0] == ("info", "note", "info", "")
