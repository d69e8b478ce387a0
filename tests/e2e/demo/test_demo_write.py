"""Writing the demo: the same bytes everywhere, all or nothing, never over somebody's files."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kooperacja_eval.demo import write
from kooperacja_eval.demo.write import write_demo
from kooperacja_eval.errors import ConfigurationError

pytestmark = pytest.mark.e2e

# 172 families: workbooks and monthly reports; 400: 70 teams, CSV files
SIZES = (172, 400)
PROGRAM = """
import sys
from pathlib import Path
from kooperacja_eval.demo.write import write_demo
for families in sys.argv[2:]:
    write_demo(Path(sys.argv[1], families), seed=3, families=int(families))
"""


def start(folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    sizes = [str(families) for families in SIZES]
    command = [sys.executable, "-c", PROGRAM, str(folder), *sizes]
    return subprocess.Popen(command, env={**os.environ, **environment}, cwd=folder.parent)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_machines_write_the_same_bytes(tmp_path: Path) -> None:
    here = start(tmp_path / "here", PYTHONHASHSEED="1", TZ="America/New_York", LC_ALL="C")
    there = start(tmp_path / "there", PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="pl_PL.UTF-8")
    assert (here.wait(), there.wait()) == (0, 0)
    one, two = digests(tmp_path / "here"), digests(tmp_path / "there")
    assert {path.split("/")[0] for path in one} == {str(families) for families in SIZES}
    assert len(one) > 600
    assert one == two


def test_another_seed_writes_other_families(tmp_path: Path) -> None:
    write_demo(tmp_path / "one", seed=1, families=400)
    write_demo(tmp_path / "two", seed=2, families=400)
    one, two = digests(tmp_path / "one"), digests(tmp_path / "two")
    path = "data_raw/rodziny/rodziny_lubelskie.csv"
    assert one[path] != two[path]
    assert one["data_raw/published/published.csv"] == two["data_raw/published/published.csv"]


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="nie jest pustym folderem"):
        write_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "study").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="nie jest pustym folderem"):
        write_demo(tmp_path / "study")


def test_an_empty_folder_stays_the_folder_that_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    before = folder.stat().st_ino
    write_demo(folder, families=400)
    assert folder.stat().st_ino == before
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "study.toml", "corrections.toml", "truth.json", "data_raw", "data_processed",
        "notebooks", "reports", "survey-ex_ante.toml", "survey-mid_term.toml",
        "survey-ex_post.toml", "fgi-2018.toml", "fgi-2019.toml", "fgi-2020-maxqda.toml",
        "fgi-2020-atlas.toml", "codebook.toml",
    }  # fmt: skip


@pytest.mark.parametrize("exists", [True, False])
def test_nothing_is_left_of_a_run_that_was_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exists: bool
) -> None:
    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    folder = tmp_path / "study"
    if exists:
        folder.mkdir()
    monkeypatch.setattr(write, "_write_rest", cut_off)
    with pytest.raises(KeyboardInterrupt):
        write_demo(folder, families=400)
    left = [path.name for path in tmp_path.rglob("*")]
    assert left == (["study"] if exists else [])


def test_a_full_disk_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "_write_rest", full)
    with pytest.raises(ConfigurationError, match="wolne miejsce"):
        write_demo(tmp_path / "study", families=400)
    assert list(tmp_path.iterdir()) == []


def test_progress_runs_to_the_last_file(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    write_demo(tmp_path / "study", families=400, progress=lambda *step: seen.append(step))
    stages, done, totals = zip(*seen, strict=True)
    assert set(stages) == {"demo"}
    assert len(set(totals)) == 1
    assert list(done) == list(range(totals[0] + 1))


def test_too_few_families_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="od 172"):
        write_demo(tmp_path / "study", families=100)
    assert list(tmp_path.iterdir()) == []
