"""Files that are refused: unsafe, damaged, or something else. The message says what to do."""

import zipfile
from io import BytesIO

import pytest
from refi_drawn import CODES, packed, qde

from kooperacja_eval.ingest.fgi.refi import read_qdc, read_qdpx
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile

pytestmark = pytest.mark.unit

PROJECT = qde(CODES)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;">]><%s name="&c;"/>"""
OUTSIDE = b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><Project name="&x;"/>'


def refused(data: bytes, *, codebook: bool = False) -> RefusedFileError:
    with pytest.raises(RefusedFileError) as caught:
        (read_qdc if codebook else read_qdpx)(SurveyFile(name="fgi/a.qdpx", data=data))
    assert "fgi/a.qdpx" in caught.value.message.pl
    assert "fgi/a.qdpx" in caught.value.message.en
    return caught.value


@pytest.mark.parametrize("path", ["../t.txt", "sources/../../t.txt", "/etc/t.txt", "C:/t.txt"])
def test_paths_that_lead_out(path: str) -> None:
    error = refused(packed({"project.qde": PROJECT, path: b"x"}))
    assert error.rule == "zip_path"
    assert "wychodzi poza archiwum" in error.message.pl


def test_a_zip_bomb() -> None:
    error = refused(packed({"project.qde": PROJECT, "sources/t.txt": bytes(20 * 1024**2)}))
    assert error.rule == "zip_too_large"
    assert "spakowany ponad" in error.message.pl


def test_an_entity_bomb_in_a_project_and_a_codebook() -> None:
    for data, codebook in (
        (packed({"project.qde": BOMB % b"Project"}), False),
        (packed({"project.qde": OUTSIDE}), False),
        (packed({"project.qde": b"<!DOCTYPE Project>" + PROJECT.partition(b"?>")[2]}), False),
        (BOMB % b"CodeBook", True),
    ):
        error = refused(data, codebook=codebook)
        assert error.rule == "refi_entities"
        assert "DTD albo własne encje" in error.message.pl


def test_no_project() -> None:
    error = refused(packed({"sources/t.txt": b"x", "__MACOSX/._project.qde": b"x"}))
    assert error.rule == "no_qde"
    assert "nie zawiera pliku .qde" in error.message.pl


def test_two_projects() -> None:
    error = refused(packed({"a.qde": PROJECT, "b.QDE": PROJECT}))
    assert error.rule == "several_qde"
    assert "(a.qde, b.QDE)" in error.message.pl


def test_a_project_that_breaks_off() -> None:
    error = refused(packed({"a.qde": PROJECT.replace(b"</Codes>", b"\n")}))
    assert error.rule == "refi_broken"
    assert "w wierszu" in error.message.pl


def test_something_else() -> None:
    assert refused(b"PK").rule == "not_zip"
    assert refused(packed({"a.qde": b"czas"})).rule == "not_refi"
    assert refused(packed({"a.qde": b'<Project xmlns="urn:other"/>'})).rule == "not_refi"
    assert refused(packed({"a.qde": b"<CodeBook/>"})).rule == "not_refi"
    error = refused(PROJECT, codebook=True)
    assert error.rule == "not_refi"
    assert "REFI-QDA Codebook (.qdc)" in error.message.pl


@pytest.mark.parametrize("data", [b"", b"<CodeBook><Codes><Code", b'<CodeBook xmlns="urn:x"/>'])
def test_a_codebook_of_which_nothing_can_be_read(data: bytes) -> None:
    assert refused(data, codebook=True).rule in {"refi_broken", "not_refi"}


@pytest.mark.parametrize("encoding", [b"foo", b"big5", b"utf-7", b"base64"])
def test_an_encoding_that_xml_is_not_read_in(encoding: bytes) -> None:
    data = b'<?xml version="1.0" encoding="%s"?><Project/>' % encoding
    error = refused(packed({"a.qde": data}))
    assert error.rule == "refi_broken"
    assert "w wierszu 1" in error.message.pl


def test_an_encrypted_archive() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("project.qde", PROJECT)
    raw = bytearray(data.getvalue())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    raw[6] |= 1
    assert refused(bytes(raw)).rule == "encrypted_zip"
