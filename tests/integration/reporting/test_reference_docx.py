"""The committed reference document is what its script makes."""

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


def test_the_script_makes_the_committed_file(tmp_path: Path) -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "make_reference_docx.py"))
    script["main"](tmp_path / "reference.docx")
    committed = ROOT / "kooperacja_eval" / "reporting" / "templates" / "reference.docx"
    assert parts(tmp_path / "reference.docx") == parts(committed)
