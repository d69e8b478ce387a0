"""The manifest of raw files: written in one form, read strictly, compared file by file."""

from pathlib import Path

import pytest

from kooperacja_eval.errors import IngestError
from kooperacja_eval.ingest.files import RawFile
from kooperacja_eval.ingest.manifest import compare_manifest, manifest_bytes, read_manifest
from kooperacja_eval.study import RAW_FOLDER

pytestmark = pytest.mark.unit

A = RawFile(path="a.csv", sha256="a" * 64, size=1)
B = RawFile(path="rodziny/świętokrzyskie; 2.xlsx", sha256="b" * 64, size=22)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    (tmp_path / RAW_FOLDER).mkdir()
    return tmp_path


def test_what_is_written_is_read_back_in_any_order(study: Path) -> None:
    content = manifest_bytes([B, A])
    (study / RAW_FOLDER / "MANIFEST.csv").write_bytes(content)
    assert content.decode() == (
        f'path;sha256;size\na.csv;{"a" * 64};1\n"rodziny/świętokrzyskie; 2.xlsx";{"b" * 64};22\n'
    )
    assert read_manifest(study) == {"a.csv": A, B.path: B}
    assert manifest_bytes([A, B]) == content


def test_no_manifest_knows_no_files(study: Path) -> None:
    assert read_manifest(study) == {}


@pytest.mark.parametrize(
    "content",
    ["", "plik;suma\n", "path;sha256;size\na.csv;abc;1\n", "path;sha256;size\na.csv\n",
     f"path;sha256;size\na.csv;{'a' * 64};duży\n"],
)  # fmt: skip
def test_a_manifest_that_cannot_be_read_stops(study: Path, content: str) -> None:
    (study / RAW_FOLDER / "MANIFEST.csv").write_text(content, encoding="utf-8")
    with pytest.raises(IngestError, match=r"MANIFEST\.csv"):
        read_manifest(study)


def test_changed_and_vanished_files_are_errors_and_new_ones_are_not() -> None:
    changed = RawFile(path="a.csv", sha256="c" * 64, size=1)
    new = RawFile(path="nowy.csv", sha256="d" * 64, size=1)
    problems = compare_manifest({"a.csv": A, B.path: B}, [changed, new])
    assert [(problem.file, problem.rule, problem.severity) for problem in problems] == [
        ("a.csv", "raw_changed", "error"),
        (B.path, "raw_missing", "error"),
    ]
    assert compare_manifest({}, [A]) == []
    assert compare_manifest({"a.csv": A}, [A]) == []
