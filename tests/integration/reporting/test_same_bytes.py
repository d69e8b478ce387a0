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


def rendered(folder: Path, **environment: str) -> dict[str, str]:
    """Render the sample in a process of its own; return the digest of each file."""
    folder.mkdir()
    (folder / "matplotlibrc").write_text("font.size: 20\nsvg.hashsalt: other\n")
    subprocess.run(
        [sys.executable, str(SAMPLE), str(folder / "raport")],
        check=True,
        cwd=folder,
        env=os.environ | {"HOME": str(folder), "MPLCONFIGDIR": mpl.get_cachedir()} | environment,
    )
    files = {name: folder / f"raport.{name}" for name in ENDINGS}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def test_four_formats_have_the_same_bytes_twice(tmp_path: Path) -> None:
    one = rendered(
        tmp_path / "one", TZ="Pacific/Auckland", LC_ALL="C", LANG="C", PYTHONHASHSEED="1",
        SOURCE_DATE_EPOCH="1",
    )  # fmt: skip
    other = rendered(
        tmp_path / "a longer name ąę", TZ="America/New_York", LC_ALL="C.UTF-8", LANG="pl_PL.UTF-8",
        PYTHONHASHSEED="2", SOURCE_DATE_EPOCH="2000000000",
    )  # fmt: skip
    assert one == other
    for name in ("docx", "xlsx"):
        with zipfile.ZipFile(tmp_path / "one" / f"raport.{name}") as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
