"""Same input, same bytes, whatever the time zone, language, hash seed, folder and user settings."""

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import matplotlib as mpl
import pytest

pytestmark = pytest.mark.integration

SAMPLE = Path(__file__).with_name("report_sample.py")
ENDINGS = ("html", "docx", "pdf", "xlsx")


def start(folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Render the sample into a folder, in a process of its own."""
    folder.mkdir()
    (folder / "matplotlibrc").write_text("font.size: 20\nsvg.hashsalt: other\n")
    return subprocess.Popen(
        [sys.executable, str(SAMPLE), str(folder / "raport")],
        cwd=folder,
        env=os.environ | {"HOME": str(folder), "MPLCONFIGDIR": mpl.get_cachedir()} | environment,
    )


def digests(process: subprocess.Popen[bytes], folder: Path) -> dict[str, str]:
    """Wait for the process and return the digest of each file."""
    assert process.wait(timeout=120) == 0
    files = {name: folder / f"raport.{name}" for name in ENDINGS}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def test_four_formats_have_the_same_bytes_twice(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "a longer name ąę"
    first = start(
        one, TZ="Pacific/Auckland", LC_ALL="C", LANG="C", PYTHONHASHSEED="1", SOURCE_DATE_EPOCH="1"
    )
    second = start(
        other, TZ="America/New_York", LC_ALL="C.UTF-8", LANG="pl_PL.UTF-8", PYTHONHASHSEED="2",
        SOURCE_DATE_EPOCH="2000000000",
    )  # fmt: skip
    assert digests(first, one) == digests(second, other)
    for name in ("docx", "xlsx"):
        with zipfile.ZipFile(one / f"raport.{name}") as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
