"""Files of several coders joined. Words and people are synthetic."""

from dataclasses import replace

import pytest

from kooperacja_eval.ingest.fgi.project import QualCode, QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refi_merge import merge_projects
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import same

pytestmark = pytest.mark.unit

GUID = "85d17f60-7bb0-481e-b742-b4861dd669df"
TEXT = "Brakuje czasu na spotkania."
CODES = (
    QualCode(id="1", name="Bariery"),
    QualCode(id="2", name="Czas", parent="1"),
    QualCode(id="3", name="Zasoby"),
    QualCode(id="4", name="Czas", parent="3"),
)


def project(
    file: str,
    codings: tuple[tuple[str, str, str, int, int], ...] = (),
    *,
    documents: tuple[QualDocument, ...] = (QualDocument(id="d", name="FGI 1", text=TEXT),),
    codes: tuple[QualCode, ...] = CODES,
    sets: dict[str, tuple[str, ...]] | None = None,
) -> QualProject:
    """Return a project with codings drawn as (id, code, coder, start, end)."""
    return QualProject(
        tool="refi_qda",
        file=file,
        origin="NVivo",
        documents=documents,
        codes=codes,
        codings=tuple(
            QualCoding(id=id_, document="d", code=code, coder=coder, start=a, end=b)
            for id_, code, coder, a, b in codings
        ),
        sets=sets or {},
    )


def problem(merged: QualProject, rule: str) -> Problem:
    (found,) = [one for one in merged.problems if one.rule == rule]
    return found


def test_two_coders_of_one_transcript_share_document_and_codes() -> None:
    numbered = tuple(
        replace(code, id=f"x{code.id}", parent=code.parent and f"x{code.parent}") for code in CODES
    )
    merged = merge_projects(
        [
            project("a.qdpx", (("k1", "2", "A", 0, 7),)),
            project("b.qdpx", (("k1", "x2", "B", 0, 7), ("k2", "x4", "B", 0, 7)), codes=numbered),
        ]
    )
    assert merged.codes == CODES
    assert [document.id for document in merged.documents] == ["d"]
    assert [(c.id, c.document, c.code, c.coder) for c in merged.codings] == [
        ("k1", "d", "2", "A"),
        ("b.qdpx#k1", "d", "2", "B"),
        ("k2", "d", "4", "B"),
    ]
    assert (merged.file, merged.origin, merged.problems) == ("a.qdpx; b.qdpx", "NVivo", ())


def test_a_code_is_the_same_by_guid_even_where_its_name_changed() -> None:
    one = project("a", codes=(QualCode(id=GUID, name="Czas"),))
    two = project("b", codes=(QualCode(id=GUID.upper(), name="Brak czasu", definition="Opis"),))
    assert merge_projects([one, two]).codes == (QualCode(id=GUID, name="Czas", definition="Opis"),)


def test_a_number_is_no_guid_and_says_nothing_across_files() -> None:
    one = project("a", codes=(QualCode(id="1", name="Czas"),))
    two = project(
        "b",
        codes=(QualCode(id="1", name="Ludzie"), QualCode(id="2", name="Asystent", parent="1")),
    )
    assert [(c.id, c.name, c.parent) for c in merge_projects([one, two]).codes] == [
        ("1", "Czas", ""),
        ("b#1", "Ludzie", ""),
        ("2", "Asystent", "b#1"),
    ]


def test_a_changed_transcript_is_kept_apart_and_said() -> None:
    other = QualDocument(id="d", name="FGI 1", text=TEXT.replace("na", "ma"))
    merged = merge_projects(
        [
            project("a.qdpx", (("k1", "2", "A", 0, 7),)),
            project("b.qdpx", (("k2", "2", "B", 0, 7),), documents=(other,)),
        ]
    )
    assert [document.id for document in merged.documents] == ["d", "b.qdpx#d"]
    assert [coding.document for coding in merged.codings] == ["d", "b.qdpx#d"]
    found = problem(merged, "changed_transcript")
    assert (found.severity, found.file) == ("error", "b.qdpx")
    # "Brakuje czasu " has 14 characters; the 15th is another.
    assert "w plikach a.qdpx i b.qdpx, ale inną treść od znaku 15" in found.message.pl
    assert "Brakuje" not in found.message.pl + found.message.en


def test_a_document_without_text_is_not_taken_for_one_with_text() -> None:
    empty = QualDocument(id="d", name="FGI 1")
    merged = merge_projects([project("a"), project("b", documents=(empty,))])
    assert len(merged.documents) == 2
    assert problem(merged, "no_text_to_compare").severity == "warning"


def test_recordings_are_the_same_by_name() -> None:
    sound = (QualDocument(id="d", name="FGI 1", medium="audio"),)
    merged = merge_projects([project("a", documents=sound), project("b", documents=sound)])
    assert merged.documents == sound


def test_documents_of_one_file_are_never_joined() -> None:
    twice = tuple(QualDocument(id=id_, name="FGI 1", text=TEXT) for id_ in ("d", "e"))
    merged = merge_projects([project("a", documents=twice), project("b", documents=twice)])
    assert [document.id for document in merged.documents] == ["d", "e"]
    assert merged.problems == ()


def test_variables_are_joined_and_the_earlier_value_stays() -> None:
    def with_values(**values: str) -> tuple[QualDocument, ...]:
        return (QualDocument(id="d", name="FGI 1", text=TEXT, variables=values),)

    merged = merge_projects(
        [
            project("a", documents=with_values(woj="lubelskie")),
            project("b", documents=with_values(woj="podlaskie", osoby="8")),
        ]
    )
    assert merged.documents[0].variables == {"woj": "lubelskie", "osoby": "8"}
    found = problem(merged, "different_variables").message.pl
    assert "woj" in found
    assert "podlaskie" not in found


def test_codings_that_both_files_have_count_once() -> None:
    shared = ("k1", "2", "A", 0, 7)
    merged = merge_projects(
        [project("a", (shared,)), project("b", (shared, ("k2", "2", "B", 0, 7)))]
    )
    assert [coding.id for coding in merged.codings] == ["k1", "k2"]
    assert "ich liczba: 1" in problem(merged, "repeated_codings").message.pl


def test_one_coder_in_two_files_may_overlap_and_it_is_said() -> None:
    merged = merge_projects(
        [project("a", (("k1", "2", "A", 0, 7),)), project("b", (("k2", "2", "A", 5, 9),))]
    )
    assert "fragmentów: 1" in problem(merged, "overlapping_codings").message.pl


def test_several_files_that_do_not_say_who_coded() -> None:
    merged = merge_projects(
        [project("a", (("k1", "2", "", 0, 7),)), project("b", (("k2", "2", "", 8, 13),))]
    )
    assert "a, b" in problem(merged, "unknown_coders").message.pl


def test_a_deleted_code_is_kept_under_its_identifier() -> None:
    merged = merge_projects([project("a", (("k1", "9", "A", 0, 7),)), project("b")])
    assert merged.codes[-1] == QualCode(id="9", name="9")
    assert problem(merged, "deleted_code").severity == "error"


def test_sets_of_one_name_are_joined() -> None:
    one = project("a", sets={"Pomoc": ("2", "d")})
    two = project("b", sets={"Pomoc": ("2", "4"), "Inne": ()})
    assert merge_projects([one, two]).sets == {"Pomoc": ("2", "d", "4"), "Inne": ()}


def test_problems_of_the_files_come_along_once() -> None:
    said = Problem(rule="x", severity="warning", message=same("x"), file="a")
    one = replace(project("a"), problems=(said,))
    assert merge_projects([one, replace(one, file="b")]).problems == (said,)


def test_one_project_stays_and_none_is_a_mistake() -> None:
    assert merge_projects([project("a")]) == project("a")
    with pytest.raises(ValueError, match="no project"):
        merge_projects([])
