"""Files that cannot be read: each is named with what to do, and none hides the others."""

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from ingest_folder import Rows, config, ingest, only, put, workbook
from msoffcrypto.format.ooxml import OOXMLFile

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.run import ingest_study
from kooperacja_eval.study import RAW_FOLDER

pytestmark = pytest.mark.integration

PLATFORM: Rows = [["PZK", "Miesiąc", "Logowania"], ["LU-01", "IX.2019", 3]]
GOOD = workbook({"Dane": PLATFORM})
SHEET = GOOD.index(b"xl/worksheets/sheet1.xml") + 60  # amid the compressed cells
CSV = "PZK;Miesiąc;Logowania\nLU-02;IX.2019;4\n".encode()


def encrypted() -> bytes:
    stream = BytesIO()
    OOXMLFile(BytesIO(GOOD)).encrypt("hasło", stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("a.xlsx", b"", "empty_file"),
        ("a.csv", b"", "empty_file"),
        ("a.xlsx", encrypted(), "encrypted"),
        ("a.xls", encrypted(), "encrypted"),
        ("a.xlsx", GOOD[: len(GOOD) // 2], "truncated"),
        ("a.xlsx", GOOD[:-30], "truncated"),
        ("a.xlsx", GOOD[:SHEET] + bytes(40) + GOOD[SHEET + 40 :], "truncated"),
        ("a.xlsx", b"PK\x03\x04", "truncated"),
        ("a.xlsx", bytes(500), "truncated"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "truncated"),
        ("a.ods", b"PK\x03\x04" + bytes(100), "truncated"),
        ("a.parquet", b"PAR1" + bytes(100), "truncated"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "wrong_extension"),
        ("a.xls", b"<html><table><tr><td>PZK</td></tr></table></html>", "wrong_extension"),
        ("a.xls", GOOD, "wrong_extension"),
        ("a.xlsx", CSV, "wrong_extension"),
        ("a.csv", GOOD, "wrong_extension"),
        ("a.csv", b"%PDF-1.7", "wrong_extension"),
        ("a.csv", b"Lorem ipsum\ndolor;sit\n", "no_header"),
        ("a.xlsx", workbook({"Dane": []}), "no_header"),
        ("a.docx", GOOD, "unsupported_format"),
    ],
)
def test_one_bad_file_is_named_and_the_good_one_read(
    tmp_path: Path, name: str, data: bytes, rule: str
) -> None:
    put(tmp_path, name, data)
    put(tmp_path, "z.csv", CSV)
    result = ingest(tmp_path, "*", "platform")
    problem = only(result)
    assert (problem.file, problem.rule, problem.severity) == (name, rule, "error")
    assert result.tables["platform"]["pzk_id"].tolist() == ["LU-02"]


def test_no_file_at_all(tmp_path: Path) -> None:
    problem = only(ingest(tmp_path, "platforma/*.xlsx", "platform"))
    assert (problem.rule, problem.file, problem.table) == ("no_file", "", "platform")
    assert "„platforma/*.xlsx”" in problem.message.pl


def test_temporary_hidden_and_manifest_files_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", GOOD)
    put(tmp_path, "~$a.xlsx", b"x")
    put(tmp_path, ".b.xlsx", b"x")
    put(tmp_path, ".kopie/c.xlsx", b"x")
    put(tmp_path, "MANIFEST.csv", b"x")
    result = ingest(tmp_path, "**/*", "platform")
    assert result.problems == ()
    assert [file.path for file in result.files] == ["a.xlsx"]


def test_a_file_without_the_right_to_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A test may run as a user who may read everything, so the refusal is played.
    put(tmp_path, "a.xlsx", GOOD)
    put(tmp_path, "b.csv", CSV)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.xlsx":
            raise PermissionError(path)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = ingest(tmp_path, "*", "platform")
    assert (only(result).file, only(result).rule) == ("a.xlsx", "no_access")
    assert [file.path for file in result.files] == ["b.csv"]


def test_a_folder_without_the_right_to_list_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "b.csv", CSV)
    put(tmp_path, "LU-01/a.csv", CSV)
    walk = os.walk

    def refuse(
        top: Path, onerror: Callable[[OSError], None]
    ) -> Iterator[tuple[str, list[str], list[str]]]:
        for folder, folders, names in walk(top):
            if Path(folder).name == "LU-01":
                onerror(PermissionError(13, "denied", folder))
                continue
            yield str(folder), folders, names

    monkeypatch.setattr(os, "walk", refuse)
    result = ingest(tmp_path, "**/*.csv", "platform")
    assert (only(result).file, only(result).rule) == ("LU-01", "no_access")


def test_a_table_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nieznana tabela rodzinki.*families"):
        ingest(tmp_path, "*.csv", "rodzinki")


@pytest.mark.parametrize("pattern", ["../*.csv", "/etc/*.csv", "a\\*.csv"])
def test_a_pattern_that_leaves_the_folder(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(ConfigurationError, match="wewnątrz data_raw"):
        ingest(tmp_path, pattern, "platform")


def test_a_file_that_two_sources_read_into_one_table(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", CSV)
    checked = config(
        {"table": "platform", "files": "a.csv"}, {"table": "platform", "files": "*.csv"}
    )
    result = ingest_study(tmp_path, checked)
    assert only(result).rule == "file_twice"
    assert len(result.tables["platform"]) == 1


def test_raw_files_are_only_read(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", CSV)
    before = {path: path.read_bytes() for path in (tmp_path / RAW_FOLDER).rglob("*")}
    ingest(tmp_path, "*", "platform")
    assert {path: path.read_bytes() for path in (tmp_path / RAW_FOLDER).rglob("*")} == before
