"""Power cuts: a build is killed at several moments, and nothing is ever half of something."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from kooperacja_eval.cli import app

pytestmark = pytest.mark.e2e

PATIENCE_S = 60
LOCK = ".kooperacja.lock"


def start(study: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "kooperacja_eval", "build", str(study)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def contents(study: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in (study / "reports").iterdir()
        if path.is_file() and path.name != LOCK and not path.name.startswith(".part-")
    }


def part_folder(study: Path) -> bool:
    return any((study / "reports").glob(".part-*"))


def rendered_file(study: Path) -> bool:
    return any((study / "reports").glob(".part-*/pilot_summary.*"))


def first_table(study: Path) -> bool:
    return any((study / "data_processed").glob("*.parquet"))


def moved_file(study: Path) -> bool:
    page = (study / "reports" / "pilot_summary.html").read_text(encoding="utf-8")
    return "31.01.2021" in page


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "tables are written": first_table,
    "rendering begins": part_folder,
    "files are rendered": rendered_file,
    "files are moved": moved_file,
}


def change(study: Path) -> None:
    """Make every report out of date: another date of the data."""
    path = study / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert "data_date = 2020-12-31" in text
    path.write_text(text.replace("data_date = 2020-12-31", "data_date = 2021-01-31"), "utf-8")


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory, small_source: Path) -> Path:
    """The small study with its reports."""
    folder = tmp_path_factory.mktemp("old") / "study"
    shutil.copytree(small_source, folder)
    assert app.run(["build", str(folder)], "pl") == 0
    return folder


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory, old: Path) -> dict[str, bytes]:
    """What an undisturbed build after the change gives."""
    folder = tmp_path_factory.mktemp("new") / "study"
    shutil.copytree(old, folder)
    change(folder)
    assert app.run(["build", str(folder)], "pl") == 0
    return contents(folder)


@pytest.mark.parametrize("moment", [*MOMENTS, "after half a second"])
def test_a_killed_build_leaves_whole_files_and_the_next_one_succeeds(
    old: Path, new: dict[str, bytes], tmp_path: Path, moment: str
) -> None:
    study = tmp_path / "study"
    shutil.copytree(old, study)
    change(study)
    before = contents(study)
    assert {name for name in before if before[name] != new[name]} >= {
        "pilot_summary.html", "pilot_summary.pdf", "manifest.json",
    }  # fmt: skip
    if moment == "tables are written":
        shutil.rmtree(study / "data_processed")
    process = start(study)
    until(process, study, moment)
    os.kill(process.pid, signal.SIGKILL)
    killed = process.wait(timeout=PATIENCE_S) == -signal.SIGKILL
    # a moment near the end may be missed on a busy machine; then the build is simply done
    assert killed or contents(study) == new
    for name, content in contents(study).items():
        assert content in (before[name], new[name]), name
    assert app.run(["build", str(study)], "pl") == 0
    assert contents(study) == new
    assert sorted(path.name for path in study.rglob(".part-*")) == []


def until(process: subprocess.Popen[bytes], study: Path, moment: str) -> None:
    """Wait for a moment of a build, or for its end."""
    if moment not in MOMENTS:
        time.sleep(0.5)
        return
    end = time.monotonic() + PATIENCE_S
    while not MOMENTS[moment](study) and process.poll() is None:
        assert time.monotonic() < end, f"the build never came to: {moment}"
        time.sleep(0.002)


def test_tables_of_two_runs_are_never_mixed(old: Path, tmp_path: Path) -> None:
    # A run that was cut off has stored some tables of other raw files; then the old raw files
    # come back, and with them the old fingerprint. The tables must be told from those.
    study = tmp_path / "study"
    shutil.copytree(old, study)
    path = study / "data_processed" / "families.parquet"
    frame = pd.read_parquet(path)
    frame.head(3).to_parquet(path, index=False)
    assert app.run(["ingest", str(study)], "pl") == 0
    (study / "reports" / "pilot_summary.html").unlink()
    frame.head(3).to_parquet(path, index=False)
    assert app.run(["build", str(study)], "pl") == 0
    assert contents(study) == contents(old)
    assert len(pd.read_parquet(path)) == len(frame)
    path.unlink()
    (study / "reports" / "pilot_summary.html").unlink()
    assert app.run(["build", str(study)], "pl") == 0
    assert contents(study) == contents(old)
