"""The committed reference documents are what their script makes."""

import runpy
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[3]


def parts(path: Path) -> dict[str, bytes]:
    """Return the parts of a Word file, without the compression that zlib chose."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", ["reference.docx", "book.docx"])
def test_the_script_makes_the_committed_file(name: str, tmp_path: Path) -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "make_reference_docx.py"))
    script["main"](tmp_path)
    committed = ROOT / "kooperacja_eval" / "reporting" / "templates" / name
    assert parts(tmp_path / name) == parts(committed)
