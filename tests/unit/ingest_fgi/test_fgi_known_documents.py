"""What several files say of one document: the first is right, others fill in, differences show."""

import datetime as dt

import pytest
from fgi_drawn import project

from kooperacja_eval.ingest.fgi.documents import StudyDocument
from kooperacja_eval.ingest.fgi.known_documents import KnownDocuments

pytestmark = pytest.mark.unit


def document(**facts: object) -> StudyDocument:
    said = {"document_id": "fgi", "name": "FGI", "wave": "fgi_2018", **facts}
    return StudyDocument(**said)  # type: ignore[arg-type]


def test_later_files_fill_in_what_the_first_does_not_say() -> None:
    known = KnownDocuments()
    assert known.add("a", document(pzk_id="LU-01")) == []
    assert known.add("b", document(held_on=dt.date(2018, 6, 4), text="Tak.")) == []
    assert known.add("c", document(participants=8)) == []
    whole = known.documents["fgi"]
    assert (whole.pzk_id, whole.held_on, whole.participants) == ("LU-01", dt.date(2018, 6, 4), 8)
    assert known.files == {"fgi": "a"}
    assert known.texts == {"fgi": ("Tak.", "b")}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"wave": "fgi_2019"}),
        ({"pzk_id": "LU-01"}, {"pzk_id": "LU-02"}),
        ({"participants": 8}, {"participants": 9}),
    ],
)
def test_what_differs_is_said_with_both_files_and_the_first_stays(
    first: dict[str, object], second: dict[str, object]
) -> None:
    known = KnownDocuments()
    known.add("a", document(**first))
    (problem,) = known.add("b", document(**second))
    assert (problem.rule, problem.severity, problem.file) == ("document_differs", "error", "b")
    assert "niż w pliku a; przyjęto tamte" in problem.message.pl
    assert known.documents["fgi"] == document(**first)


def test_what_was_filled_in_is_held_against_later_files_too() -> None:
    known = KnownDocuments()
    known.add("a", document())
    known.add("b", document(pzk_id="LU-01"))
    assert [p.rule for p in known.add("c", document(pzk_id="LU-02"))] == ["document_differs"]


def test_the_first_text_stays_and_an_unknown_document_has_none() -> None:
    known = KnownDocuments()
    known.add("a", document(text="Tak."))
    known.add("b", document(text="Nie."))
    assert (known.text("fgi"), known.text("inny")) == ("Tak.", None)


def test_another_text_in_another_mapping_is_an_error_of_its_file() -> None:
    known = KnownDocuments()
    known.add("a", document(text="Nie ma czasu."))
    other = project([], texts={"fgi": "Nie mam czasu."}, file="b")
    (problem,) = known.changed(other, (other,))
    assert (problem.rule, problem.severity, problem.file) == ("changed_transcript", "error", "b")
    assert "inną treść od znaku 7" in problem.message.pl  # N i e _ m a | _


@pytest.mark.parametrize("text", ["Nie ma czasu.", None])
def test_the_same_text_or_none_is_no_change(text: str | None) -> None:
    known = KnownDocuments()
    known.add("a", document(text="Nie ma czasu."))
    other = project([], texts={"fgi": text}, file="b")
    assert known.changed(other, (other,)) == []


def test_changes_within_a_mapping_are_told_where_its_files_are_joined() -> None:
    known = KnownDocuments()
    known.add("a", document(text="Tak."))
    own = project([], texts={"fgi": "Nie."}, file="a")
    assert known.changed(own, (own,)) == []
