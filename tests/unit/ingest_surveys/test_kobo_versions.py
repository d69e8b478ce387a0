"""Several versions of a form in one export. Synthetic answers."""

import pytest

from kooperacja_eval.ingest.sheets import cells_of
from kooperacja_eval.ingest.surveys.definition import Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.export import Reading, SurveyFile
from kooperacja_eval.ingest.surveys.kobo import read_kobo

pytestmark = pytest.mark.unit

FORM = SurveyDefinition(
    platform="kobo",
    file="f.xlsx",
    version="2",
    languages=(),
    questions=(Question(name="q1", question="q1", kind="text", texts={}, group="b"),),
)


def read(text: str, definition: SurveyDefinition | None = None) -> Reading:
    return read_kobo(SurveyFile(name="a.csv", data=text.encode()), definition=definition)


def answers(reading: Reading) -> dict[str, list[object]]:
    return {
        c.name: list(cells_of(c.cells)) for c in reading.exports[0].columns if c.part != "system"
    }


def test_no_version_column_means_that_the_file_does_not_say() -> None:
    assert read("q1;q2\na;b\n").exports[0].versions is None


def test_the_newest_filled_version_column_counts_for_each_row() -> None:
    # An imported XLSForm drags __version__ of the old form along: _version__001 is the current one.
    found = read("q1;_version__001;__version__;_version_\na;v3;v1;v2\nb;;v1;v2\nc;;v1;\n")
    assert found.exports[0].versions == ("v3", "v2", "v1")
    assert [p.rule for p in found.problems] == ["two_versions"]
    assert "liczba takich wierszy: 2" in found.problems[0].message.pl


def test_a_moved_question_is_put_together_where_the_version_column_says_so() -> None:
    found = read("a/q1;b/q1;__version__\nx;;v1\n;y;v2\n")
    assert answers(found) == {"q1": ["x", "y"]}
    assert [p.rule for p in found.problems] == ["versions_merged"]
    assert "A „a/q1”, B „b/q1”" in found.problems[0].message.pl


def test_two_questions_of_one_name_in_one_version_stay_two() -> None:
    found = read("a/q1;b/q1;__version__\nx;;v1\n;y;v1\n")
    assert answers(found) == {"a/q1": ["x", ""], "b/q1": ["", "y"]}
    assert found.problems == ()


def test_without_version_and_form_nothing_is_put_together() -> None:
    assert list(answers(read("a/q1;b/q1\nx;\n;y\n"))) == ["a/q1", "b/q1"]


def test_a_moved_question_is_put_together_where_the_form_has_one_of_the_name() -> None:
    assert answers(read("a/q1;b/q1\nx;\n;y\n", FORM)) == {"q1": ["x", "y"]}


def test_a_row_with_both_is_a_problem_and_nothing_is_put_together() -> None:
    found = read("a/q1;b/q1\nx;z\n;y\n", FORM)
    assert answers(found) == {"q1#1": ["x", ""], "q1#2": ["z", "y"]}
    assert [(p.rule, p.severity) for p in found.problems] == [("versions_collide", "error")]


def test_the_same_questionnaire_twice_is_named_with_both_rows() -> None:
    found = read("q1;_uuid\na;u1\nb;u2\nc;u1\nd;\ne;\n")
    assert [(p.rule, p.row) for p in found.problems] == [("duplicate_instance", 4)]
    assert "w wierszu 2" in found.problems[0].message.pl
