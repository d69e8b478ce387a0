"""What holds for every project: written and read back, it is the same; merged with itself too."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.ingest.fgi.project import QualCode, QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refi import read_qdc, read_qdpx
from kooperacja_eval.ingest.fgi.refi_guids import guid
from kooperacja_eval.ingest.fgi.refi_merge import merge_projects
from kooperacja_eval.ingest.fgi.refi_positions import Convention, indexes
from kooperacja_eval.ingest.fgi.refi_texts import made_text
from kooperacja_eval.ingest.fgi.refi_write import write_qdc, write_qdpx
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile

pytestmark = pytest.mark.property

DAY = dt.date(2019, 6, 30)
TEXTS = st.text(st.sampled_from("aą B.\n\t<&\"'…😀\u2028e\u0301"), max_size=40)
NAMES = st.text(st.sampled_from("aą B<&\"'>:\n"), min_size=1, max_size=8)
GUIDS = st.uuids().map(str)
IDS = st.one_of(GUIDS, st.text(st.sampled_from("abcż1 >"), min_size=1, max_size=4))
CODERS = st.sampled_from(["", "Koder A", "Koder B"])
CONVENTIONS = st.builds(
    Convention,
    line_break=st.sampled_from(["as_file", "one", "two"]),
    unit=st.sampled_from(["utf16", "points"]),
)


@st.composite
def codebooks(draw: st.DrawFn) -> tuple[QualCode, ...]:
    """Return codes in the order from the top down that a document has."""
    ids = draw(st.lists(IDS, min_size=1, max_size=5, unique_by=lambda one: guid("code", one)))
    path: list[str] = []
    codes = []
    for id_ in ids:
        path = path[: draw(st.integers(0, len(path)))]
        codes.append(
            QualCode(
                id=id_,
                name=draw(NAMES),
                parent=path[-1] if path else "",
                definition=draw(TEXTS),
                codable=draw(st.booleans()),
            )
        )
        path.append(id_)
    return tuple(codes)


@st.composite
def projects(draw: st.DrawFn) -> QualProject:
    codes = draw(codebooks())
    ids = draw(st.lists(IDS, max_size=3, unique_by=lambda one: guid("document", one)))
    documents = tuple(
        QualDocument(
            id=id_,
            name=draw(NAMES),
            text=draw(TEXTS),
            variables=draw(st.dictionaries(NAMES, TEXTS.filter(bool), max_size=2)),
        )
        for id_ in ids
    )
    codings = []
    for document in documents:
        text = document.text or ""
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(text)))
            end = draw(st.integers(start, len(text)))
            codings.append(
                QualCoding(
                    id=f"k{len(codings)}",
                    document=document.id,
                    code=draw(st.sampled_from(codes)).id,
                    coder=draw(CODERS),
                    start=start,
                    end=end,
                    text=text[start:end],
                )
            )
    members = st.lists(st.sampled_from([code.id for code in codes]), max_size=3, unique=True)
    return QualProject(
        tool="refi_qda",
        file="a.qdpx",
        origin="kooperacja-eval",
        documents=documents,
        codes=codes,
        codings=tuple(codings),
        sets=draw(st.dictionaries(NAMES, members.map(tuple), max_size=2)),
    )


def with_guids(project: QualProject) -> QualProject:
    """Return the project as the format forces it: with GUIDs for its other identifiers."""
    codes = {code.id: guid("code", code.id) for code in project.codes}
    documents = {one.id: guid("document", one.id) for one in project.documents}
    return replace(
        project,
        codes=tuple(
            replace(code, id=codes[code.id], parent=codes.get(code.parent, ""))
            for code in project.codes
        ),
        documents=tuple(replace(one, id=documents[one.id]) for one in project.documents),
        codings=tuple(
            replace(
                one,
                id=guid("coding", one.id),
                code=codes[one.code],
                document=documents[one.document],
            )
            for one in project.codings
        ),
        sets={name: tuple(codes[one] for one in members) for name, members in project.sets.items()},
    )


def read_back(project: QualProject) -> QualProject:
    data = write_qdpx(project, created=DAY)
    return replace(read_qdpx(SurveyFile(name="a.qdpx", data=data)), problems=())


@given(projects())
@settings(max_examples=80)
def test_written_and_read_a_project_is_the_same(project: QualProject) -> None:
    found = read_back(project)
    assert found == with_guids(project)
    assert read_back(found) == found


@given(projects())
@settings(max_examples=25)
def test_written_and_read_a_codebook_is_the_same(project: QualProject) -> None:
    found = read_qdc(SurveyFile(name="a.qdpx", data=write_qdc(project)))
    assert found.codes == with_guids(project).codes
    assert write_qdc(found) == write_qdc(replace(project, documents=(), codings=()))


@given(projects())
@settings(max_examples=25)
def test_no_order_of_codings_changes_a_document_or_code(project: QualProject) -> None:
    turned = read_back(replace(project, codings=project.codings[::-1]))
    found = read_back(project)
    assert (turned.documents, turned.codes) == (found.documents, found.codes)
    assert set(turned.codings) == set(found.codings)


@given(projects())
@settings(max_examples=25)
def test_a_project_merged_with_itself_stays(project: QualProject) -> None:
    merged = merge_projects([project, project])
    assert merged.documents == project.documents
    assert merged.codes == project.codes
    assert merged.codings == project.codings
    assert merged.sets == project.sets


@given(projects(), projects())
@settings(max_examples=25)
def test_merging_loses_no_coding_and_no_text(one: QualProject, two: QualProject) -> None:
    two = replace(
        two,
        file="b.qdpx",
        codings=tuple(replace(coding, coder="Koder C") for coding in two.codings),
    )
    merged = merge_projects([one, two])
    assert len(merged.codings) == len(one.codings) + len(two.codings)
    ids = [coding.id for coding in merged.codings]
    assert len(set(ids)) == len(ids)
    texts = {document.id: document.text or "" for document in merged.documents}
    known = {code.id for code in merged.codes}
    for coding in merged.codings:
        assert texts[coding.document][coding.start : coding.end] == coding.text
        assert coding.code in known


@given(st.text(st.sampled_from("ab😀\r\n"), max_size=20), CONVENTIONS)
@settings(max_examples=60)
def test_indexes_undo_counting(raw: str, convention: Convention) -> None:
    text = made_text(raw)
    assert text.text == "\n".join(raw.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    crlf, wide = set(text.crlf.tolist()), convention.unit == "utf16"
    counts, at = [], 0
    for index, character in enumerate(text.text):
        counts.append(at)
        doubled = convention.line_break == "two" or (
            convention.line_break == "as_file" and index in crlf
        )
        at += 2 if (character == "\n" and doubled) or (character == "😀" and wide) else 1
    counts.append(at)
    assert indexes(text, np.array(counts), convention).tolist() == list(range(len(counts)))
    assert indexes(text, np.array([at + 1]), convention).tolist() == [-1]


CODEBOOK = (
    b'<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
    b'<Code guid="a" name="Bariery" isCodable="true"><Description>Opis</Description>'
    b'<Code guid="b" name="Czas" isCodable="true"/></Code></Codes><Sets/></CodeBook>'
)


@given(st.integers(0, len(CODEBOOK)), st.integers(0, 40), st.binary(max_size=10))
@settings(max_examples=100)
def test_damaged_codebooks_are_read_or_refused(at: int, length: int, instead: bytes) -> None:
    data = CODEBOOK[:at] + instead + CODEBOOK[at + length :]
    assert outcome(data) in {"read", "not_refi", "refi_broken", "refi_entities"}


def outcome(data: bytes) -> str:
    """Return the rule of a refusal; any other error is a failure."""
    try:
        read_qdc(SurveyFile(name="a.qdc", data=data))
    except RefusedFileError as error:
        return error.rule
    return "read"
