"""Files of REFI-QDA by other hands, against what was counted in them without this project.

The files and the schemas are not part of the project. Counts come from ``facts.json`` beside them,
which a search for opening tags wrote.
"""

import datetime as dt
import json
import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kooperacja_eval.demo.fgi_files import make_focus_groups
from kooperacja_eval.demo.fgi_qdpx import Origin, qdpx
from kooperacja_eval.demo.parameters import EFFECTS
from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.teams import make_teams
from kooperacja_eval.ingest.fgi.project import QualCode, QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refi import read_qdc, read_qdpx
from kooperacja_eval.ingest.fgi.refi_codings import counted
from kooperacja_eval.ingest.fgi.refi_evidence import decide
from kooperacja_eval.ingest.fgi.refi_positions import Convention
from kooperacja_eval.ingest.fgi.refi_texts import SourceText, TextIndex, source_text
from kooperacja_eval.ingest.fgi.refi_write import write_qdc, write_qdpx
from kooperacja_eval.ingest.fgi.refi_xml import read_project
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.ingest.surveys.safe_zip import open_zip

pytestmark = pytest.mark.integration

SHARED = (Path(__file__).resolve().parents[3] / "../shared/external").resolve()
FOLDER = SHARED / "refi_qda"
if not FOLDER.is_dir():
    pytest.skip("no folder with files by other hands", allow_module_level=True)

import xmlschema  # noqa: E402  (only where there are schemas to check against)

FACTS: dict[str, dict[str, Any]] = json.loads((SHARED / "facts.json").read_text(encoding="utf-8"))
ATLAS = "atlasti8_mac_standard_project.qdpx"
NVIVO_MAC = "nvivo_mac15_codes_only.qdpx"
NVIVO = "nvivo_win12.6_coded_hungarian_MASKED.qdpx"
REQUAL = "requal_test_project.qdpx"
PROJECTS = (ATLAS, NVIVO_MAC, NVIVO, REQUAL)
MINIMAL = "atlasti23_win_minimal_codebook.qdc"
TRUNCATED = "atlasti23_win_truncated_codebook.qdc"
SCHEMAS = ("Project-mrt2019.xsd", "Codebook-mrt2019.xsd")
TWINS = {ATLAS: 2}
"""Codings of an area of a PDF that its text has again."""
DAY = dt.date(2019, 6, 30)


def file(name: str) -> SurveyFile:
    return SurveyFile(name=name, data=(FOLDER / name).read_bytes())


@pytest.fixture(scope="module")
def projects() -> dict[str, QualProject]:
    return {name: read_qdpx(file(name)) for name in PROJECTS}


@pytest.fixture(scope="module")
def schemas() -> tuple[Any, Any]:
    project, codebook = SCHEMAS
    return xmlschema.XMLSchema(FOLDER / project), xmlschema.XMLSchema(FOLDER / codebook)


def rules(project: QualProject) -> Counter[str]:
    return Counter(problem.rule for problem in project.problems)


def qde(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        (name,) = [name for name in archive.namelist() if name.lower().endswith(".qde")]
        return archive.read(name)


def test_no_file_is_left_out() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*PROJECTS, MINIMAL, TRUNCATED, *SCHEMAS}


@pytest.mark.parametrize("name", PROJECTS)
def test_elements_are_as_many_as_counted(name: str, projects: dict[str, QualProject]) -> None:
    project, facts = projects[name], FACTS[f"refi_qda/{name}"]
    elements = facts["elements"]
    raw = read_project(name, qde(file(name).data))
    assert project.origin == facts["origin"]
    assert len(raw.users) == elements["User"]
    assert len(raw.variables) == elements["Variable"]
    assert len(raw.cases) == elements["Case"]
    assert len(project.codes) == elements["Code"]
    assert len(project.sets) == elements["Set"]
    media = Counter(document.medium for document in project.documents)
    assert [media[one] for one in ("text", "pdf", "picture", "audio", "video")] == [
        elements[f"{one}Source"] for one in ("Text", "PDF", "Picture", "Audio", "Video")
    ]
    selections = [one for source in raw.sources for one in source.selections]
    texts = [one for one in selections if one.tag == "PlainTextSelection"]
    assert len(texts) == elements["PlainTextSelection"]
    assert len(project.codings) == elements["Coding"] - TWINS.get(name, 0)


@pytest.mark.parametrize("name", PROJECTS)
def test_every_text_is_what_stands_at_its_place(
    name: str, projects: dict[str, QualProject]
) -> None:
    texts = {document.id: document.text for document in projects[name].documents}
    for coding in projects[name].codings:
        if coding.start is not None:
            text = texts[coding.document]
            assert text is not None
            assert text[coding.start : coding.end] == coding.text
            assert coding.text


def test_nvivo_for_windows_counts_utf16_units_crlf_as_two_and_no_mark(
    projects: dict[str, QualProject],
) -> None:
    data = file(NVIVO).data
    raw = read_project(NVIVO, qde(data))
    index = TextIndex(open_zip(NVIVO, data))
    found = [source_text(source, index) for source in raw.sources]
    parts = [
        counted(source, text)
        for source, text in zip(raw.sources, found, strict=True)
        if isinstance(text, SourceText)
    ]
    for origin in (raw.origin, "ATLAS.ti", ""):
        decision = decide(origin, parts)
        assert decision.convention == Convention(line_break="as_file", unit="utf16", mark=False)
        assert decision.certainty == "likely"
        assert (decision.support.lines, decision.selections) == (308, 330)
        assert decision.support.placed == 330
    assert rules(projects[NVIVO]) == {"unproven_positions": 1}
    assert "308 z 330" in projects[NVIVO].problems[0].message.pl
    assert {coding.coder for coding in projects[NVIVO].codings} <= {
        "user_5", "user_9", "user_12",
    }  # fmt: skip


def test_nvivo_for_mac_has_codes_in_codes_and_empty_texts(
    projects: dict[str, QualProject],
) -> None:
    project = projects[NVIVO_MAC]
    assert [document.text for document in project.documents] == ["\n", "\n"]
    assert sum(code.parent != "" for code in project.codes) > 100
    assert project.problems == ()


def test_atlas_ti_without_its_sources(projects: dict[str, QualProject]) -> None:
    project = projects[ATLAS]
    assert all(document.text is None for document in project.documents)
    # Six texts, the texts of two PDFs, the transcripts of two videos: none is in the archive.
    assert rules(project) == {"missing_text": 10, "several_transcripts": 1}
    coders = Counter(coding.coder for coding in project.codings)
    assert coders == {"Friedrich Markgraf": 14}
    joined = [coding for coding in project.codings if coding.medium == "pdf"]
    assert [coding.place.split(",")[0] for coding in joined] == ["page 1", "page 0"] + [
        "page 0"
    ] * 2


def test_requal_keeps_its_text_in_the_document(projects: dict[str, QualProject]) -> None:
    project = projects[REQUAL]
    assert [(coding.start, coding.end) for coding in project.codings] == [(0, 31), (32, 55)]
    assert project.codings[0].text == "This is the content of the firs"
    assert [coding.coder for coding in project.codings] == ["Admin User"] * 2
    assert project.problems == ()


def test_codebooks() -> None:
    whole, broken = read_qdc(file(MINIMAL)), read_qdc(file(TRUNCATED))
    assert len(whole.codes) == FACTS[f"refi_qda/{MINIMAL}"]["codes"]
    assert whole.sets == {"code group 1": (whole.codes[0].id,)}
    assert whole.problems == ()
    # The last of the codes counted breaks off within its tag.
    assert len(broken.codes) == FACTS[f"refi_qda/{TRUNCATED}"]["codes"] - 1
    assert rules(broken) == {"broken_codebook": 1}


@pytest.mark.parametrize("name", PROJECTS)
def test_what_is_written_of_them_is_valid_and_reads_the_same(
    name: str, projects: dict[str, QualProject], schemas: tuple[Any, Any]
) -> None:
    project = projects[name]
    written = write_qdpx(project, created=DAY)
    schemas[0].validate(qde(written).decode())
    schemas[1].validate(write_qdc(project).decode())
    again = read_qdpx(SurveyFile(name=name, data=written))
    assert [document.text for document in again.documents] == [
        document.text for document in project.documents
    ]
    assert [code.name for code in again.codes] == [code.name for code in project.codes]
    places = Counter((c.start, c.end, c.text) for c in project.codings)
    assert Counter((c.start, c.end, c.text) for c in again.codings) == places


def test_every_kind_of_element_that_is_written_is_valid(schemas: tuple[Any, Any]) -> None:
    areas = {
        "text": ("", "source"),
        "pdf": ("page 2, x 1 - 3, y 2 - 4", ""),
        "picture": ("x 1 - 3, y 2 - 4", ""),
        "audio": ("0:00:01.000 - 0:00:02.500", ""),
        "video": ("0:00:01.000 - 0:00:02.500", ""),
    }
    documents = tuple(
        QualDocument(
            id=f"{medium} {text}", name="FGI", text=text, medium=medium, variables={"a": "b"}
        )  # type: ignore[arg-type]
        for medium in areas
        for text in ("Brakuje czasu.", None)
    )
    codings = tuple(
        QualCoding(
            id=f"{document.id} {place} {start}",
            document=document.id,
            code="1",
            coder="Koder A",
            start=start,
            end=None if start is None else 7,
            text="Brakuje",
            place=place,
            medium=document.medium,
        )
        for document in documents
        for place in areas[document.medium]
        for start in ((None, 0) if document.text else (None,))
    )
    project = QualProject(
        tool="table",
        file="a & b.qdpx",
        origin="",
        documents=documents,
        codes=(QualCode(id="1", name="Bariery"), QualCode(id="2", name="<Czas>", parent="1")),
        codings=codings,
        sets={"a": ("1", documents[0].id), "b": ()},
    )
    written = write_qdpx(project, created=DAY)
    schemas[0].validate(qde(written).decode())
    again = read_qdpx(SurveyFile(name="a & b.qdpx", data=written))
    assert len(again.codings) == len(codings)
    assert Counter((c.start, c.medium) for c in again.codings) == Counter(
        (c.start, c.medium) for c in codings
    )
    empty = replace(project, documents=(), codes=(), codings=(), sets={})
    schemas[0].validate(qde(write_qdpx(empty, created=DAY)).decode())


@pytest.mark.parametrize("origin", ["NVivo for Windows", "ATLAS.ti"])
def test_projects_of_the_demo_are_valid_and_what_is_written_of_them_reads_back_equal(
    origin: Origin, schemas: tuple[Any, Any]
) -> None:
    rng = np.random.default_rng(2019)
    made = make_focus_groups(make_teams(make_plan(172), EFFECTS, rng), rng)
    first = [one for one in made.transcripts if one.number == 0]
    codings = [one for one in made.codings if one.document.number == 0]
    data = qdpx(first, codings, made.paths, origin)
    schemas[0].validate(qde(data).decode())
    project = read_qdpx(SurveyFile(name="a.qdpx", data=data))
    assert (len(project.documents), len(project.codings)) == (len(first), len(codings))
    written = write_qdpx(project, created=DAY)
    schemas[0].validate(qde(written).decode())
    again = read_qdpx(SurveyFile(name="a.qdpx", data=written))
    assert again.documents == project.documents
    assert again.codes == project.codes
    assert again.codings == project.codings
    assert again.problems == ()
