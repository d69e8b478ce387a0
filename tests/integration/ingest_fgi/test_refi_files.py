"""Whole files as programs write them: line breaks, encodings, origins; and written for others.

The files are made here, with synthetic words, after what NVivo 12.6, NVivo for Mac 15 and ATLAS.ti
8.4 were seen to write.
"""

import datetime as dt
import zipfile
from dataclasses import replace
from io import BytesIO
from xml.sax.saxutils import quoteattr

import pytest

from kooperacja_eval.ingest.fgi.project import QualProject
from kooperacja_eval.ingest.fgi.refi import read_qdc, read_qdpx
from kooperacja_eval.ingest.fgi.refi_merge import merge_projects
from kooperacja_eval.ingest.fgi.refi_write import write_qdc, write_qdpx
from kooperacja_eval.ingest.surveys.export import SurveyFile

pytestmark = pytest.mark.integration

LINES = (
    "Moderator: Jak wyglądała współpraca w zespole? 🙂",
    "Uczestniczka 1: Na początku brakowało czasu na spotkania.",
    "Uczestnik 2: Pomogła asystentka rodziny 👍 i szkoła.",
    "Moderator: Co dalej?",
    "Uczestniczka 1: Spotykamy się co miesiąc.",
)
CODED = (1, 2, 4)
"""Lines that are coded as a whole."""
NVIVO = "NVivo for Windows 12.6"
ATLAS = "ATLAS.ti 8.4.0 573"


def units(text: str) -> int:
    """Return the length of a text in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def spans(ending: int) -> list[tuple[int, int]]:
    """Return positions of coded lines in UTF-16, where a line break counts so many."""
    starts = [sum(units(line) + ending for line in LINES[:number]) for number in CODED]
    return [(a, a + units(LINES[n])) for a, n in zip(starts, CODED, strict=True)]


def exported(origin: str, ending: int, *, named: bool, folder: str, bom: bool = True) -> bytes:
    """Return a .qdpx with one transcript with CRLF whose breaks are counted as said."""
    selections = "".join(
        f'<PlainTextSelection guid="00000000-0000-4000-8000-00000000000{n}" startPosition="{a}" '
        f'endPosition="{b}" name={quoteattr(LINES[n] if named else "")}>'
        f'<Coding guid="00000000-0000-4000-8000-00000000001{n}" '
        'creatingUser="00000000-0000-4000-8000-0000000000a1">'
        '<CodeRef targetGUID="00000000-0000-4000-8000-0000000000c1"/></Coding>'
        "</PlainTextSelection>"
        for n, (a, b) in zip(CODED, spans(ending), strict=True)
    )
    qde = (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<Project name="FGI" origin="{origin}" xmlns="urn:QDA-XML:project:1.0" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="urn:QDA-XML:project:0:4 Project.xsd">'
        '<Users><User guid="00000000-0000-4000-8000-0000000000a1" name="Koder A"/></Users>'
        '<CodeBook><Codes><Code guid="00000000-0000-4000-8000-0000000000c1" name="Współpraca" '
        'isCodable="true"/></Codes></CodeBook><Sources>'
        '<TextSource guid="00000000-0000-4000-8000-0000000000d1" name="FGI 1" '
        'plainTextPath="internal://FGI1.txt" richTextPath="internal://FGI1.docx">'
        f"{selections}</TextSource></Sources></Project>"
    )
    text = "\r\n".join(LINES) + "\r\n"
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("project.qde", qde)
        archive.writestr(f"{folder}/", "")
        archive.writestr(f"{folder}/FGI1.txt", text.encode("utf-8-sig" if bom else "utf-8"))
        archive.writestr(f"{folder}/FGI1.docx", b"PK")
    return data.getvalue()


def read(data: bytes, name: str = "fgi/a.qdpx") -> QualProject:
    return read_qdpx(SurveyFile(name=name, data=data))


@pytest.mark.parametrize(
    ("origin", "ending", "folder"), [(NVIVO, 2, "Sources"), (ATLAS, 1, "sources")]
)
@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("bom", [True, False])
def test_crlf_of_nvivo_and_of_atlas_ti(
    origin: str, ending: int, folder: str, named: bool, bom: bool
) -> None:
    project = read(exported(origin, ending, named=named, folder=folder, bom=bom))
    text = project.documents[0].text
    assert text == "\n".join(LINES) + "\n"
    assert [coding.text for coding in project.codings] == [LINES[n] for n in CODED]
    assert all(text[c.start : c.end] == c.text for c in project.codings)
    assert [p.rule for p in project.problems] == ([] if named else ["unproven_positions"])


@pytest.mark.parametrize(("origin", "ending"), [(NVIVO, 1), (ATLAS, 2), ("", 2), ("", 1)])
@pytest.mark.parametrize("named", [True, False])
def test_evidence_goes_before_the_origin(origin: str, ending: int, named: bool) -> None:
    project = read(exported(origin, ending, named=named, folder="sources"))
    assert [coding.text for coding in project.codings] == [LINES[n] for n in CODED]


def test_two_coders_in_two_programs_share_one_transcript() -> None:
    one = read(exported(NVIVO, 2, named=True, folder="Sources"), "fgi/koder_a.qdpx")
    data = exported(ATLAS, 1, named=True, folder="sources", bom=False)
    two = read(data, "fgi/koder_b.qdpx")
    two = replace(
        two, codings=tuple(replace(c, id=f"{c.id}b", coder="Koder B") for c in two.codings)
    )
    merged = merge_projects([one, two])
    assert (len(merged.documents), len(merged.codes), len(merged.codings)) == (1, 1, 6)
    assert merged.problems == ()
    assert [(c.start, c.end) for c in merged.codings[:3]] == [
        (c.start, c.end) for c in merged.codings[3:]
    ]


def test_what_was_read_is_written_and_read_the_same() -> None:
    project = read(exported(NVIVO, 2, named=False, folder="Sources"))
    written = write_qdpx(project, created=dt.date(2019, 6, 30))
    again = read(written)
    assert again.documents == project.documents
    assert again.codes == project.codes
    assert again.codings == project.codings
    assert (again.origin, again.problems) == ("kooperacja-eval", ())
    assert write_qdpx(again, created=dt.date(2019, 6, 30)) == written


def test_the_codebook_alone_is_written_and_read_the_same() -> None:
    project = read(exported(NVIVO, 2, named=False, folder="Sources"))
    again = read_qdc(SurveyFile(name="fgi/a.qdc", data=write_qdc(project)))
    assert again.codes == project.codes


def test_sources_of_a_folder_in_the_archive_and_hidden_files_of_macos() -> None:
    data = BytesIO(exported(NVIVO, 2, named=True, folder="Sources"))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("__MACOSX/._project.qde", b"x")
        archive.writestr("Sources/.root", b"")
    assert len(read(data.getvalue()).codings) == 3
