"""The command line as a process: two at once, a reader that leaves, streams, languages."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

PATIENCE_S = 120


def start(*words: str | Path, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kooperacja_eval", *map(str, words)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen(command, text=True, encoding="utf-8", **pipes)  # type: ignore[call-overload, no-any-return]


def test_two_builds_at_once_both_succeed(small: Path) -> None:
    both = [start("build", small) for _ in range(2)]
    said = [process.communicate(timeout=PATIENCE_S) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    manifest = json.loads((small / "reports" / "manifest.json").read_text(encoding="utf-8"))
    built = {name for name, entry in manifest["reports"].items() if entry["outputs"]}
    assert built == {"pilot_summary", "families", "data_quality"}
    verify = start("verify", small)
    assert (verify.communicate(timeout=PATIENCE_S)[1], verify.returncode) == ("", 0)
    assert list((small / "reports").glob(".part-*")) == []


@pytest.mark.parametrize("words", [("check", "--format", "json"), ("--version",), ("--help",)])
def test_a_reader_that_leaves_is_no_bug(small: Path, words: tuple[str, ...]) -> None:
    # as with "| head -1"; 141 is 128 + SIGPIPE
    read, write = os.pipe()
    os.close(read)
    # held back until the end, as it is where nobody asked for anything else
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    process = start(*words, stdout=write, cwd=small, env=buffered)
    os.close(write)
    _, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (141, "")


def test_results_go_out_and_progress_does_not(small: Path) -> None:
    process = start("indicators", small, "--id", "families_in_cooperation", "--format", "json")
    out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (0, "")
    assert json.loads(out)[0]["value"] == 10


def test_a_build_before_somebody_s_eyes_shows_bars_and_ends(small: Path) -> None:
    # A thread that draws bars could hold a lock while notebooks are forked; the child would wait
    # for ever. So bars have no thread, and a build on a terminal ends as one in a log does.
    master, slave = pty.openpty()
    process = start("build", small, stderr=slave, env=os.environ | {"TERM": "xterm"})
    os.close(slave)
    out, _ = process.communicate(timeout=PATIENCE_S)
    shown = os.read(master, 1_000_000).decode("utf-8")
    os.close(master)
    assert process.returncode == 0
    assert "Sprawdzanie tabel" in shown
    assert "Czytanie plików" in shown
    assert "Czytanie" not in out


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_messages_are_in_the_language_of_the_variable(tmp_path: Path, lang: str) -> None:
    process = start("build", tmp_path, env=os.environ | {"KOOPERACJA_LANG": lang})
    _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 3
    begins = {"pl": "Błąd: Brak pliku", "en": "Error: There is no"}
    assert err.startswith(begins[lang])


def test_the_current_folder_is_the_study(small: Path) -> None:
    process = start("check", cwd=small)
    out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (0, "")
    assert out.splitlines()[-1] == "Tabele: 2. Błędy: 0. Ostrzeżenia: 0."
