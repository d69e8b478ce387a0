"""Files are written whole or not at all, and a folder has one writer at a time."""

import hashlib
import os
import stat
from pathlib import Path

import pytest
from filelock import FileLock

from kooperacja_eval.errors import IngestError
from kooperacja_eval.pipeline import files
from kooperacja_eval.pipeline.files import exclusive, sha256_of, write_bytes, write_json

pytestmark = pytest.mark.unit


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def full_disk(handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_sha256_is_that_of_the_standard() -> None:
    # FIPS 180-4, example "abc"
    assert hashlib.sha256(b"abc").hexdigest().startswith("ba7816bf8f01cfea")


def test_a_file_has_the_sha256_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    assert sha256_of(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "pl" / "a.txt"
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert names(path.parent) == ["a.txt"]


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_bytes(path, b"a longer old content")
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("name", ["fsync", "fdopen"])
def test_a_write_that_fails_leaves_the_old_content_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "a.txt"
    write_bytes(path, b"old")
    monkeypatch.setattr(os, name, lambda handle, *_: full_disk(handle))
    with pytest.raises(OSError, match="No space left"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.txt"]


def test_an_interrupted_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == []


def test_others_may_read_what_was_written(tmp_path: Path) -> None:
    # a temporary file is for its owner only
    write_bytes(tmp_path / "a.txt", b"new")
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) & 0o444 == 0o444


def test_json_has_the_same_bytes_for_the_same_content(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", {"b": ["ż", 1], "a": None})
    write_json(tmp_path / "b.json", {"a": None, "b": ["ż", 1]})
    content = (tmp_path / "a.json").read_bytes()
    assert content == (tmp_path / "b.json").read_bytes()
    assert content.decode() == '{\n "a": null,\n "b": [\n  "ż",\n  1\n ]\n}\n'


# --- one run at a time -------------------------------------------------------------------------


def test_leftovers_of_a_run_that_was_cut_off_are_swept_away(tmp_path: Path) -> None:
    for name in (".part-abc", ".part-def", "report.pdf", "part-1.csv"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".part-folder").mkdir()
    with exclusive(tmp_path):
        kept = names(tmp_path)
    # folders are somebody's: only files are written through such names
    assert kept == [files.LOCK_FILE, ".part-folder", "part-1.csv", "report.pdf"]


def test_a_second_run_waits_and_then_says_why_it_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LOCK_WAIT_S", 0.05)
    (tmp_path / ".part-of-the-first").write_bytes(b"x")
    other = FileLock(tmp_path / files.LOCK_FILE)
    with other, pytest.raises(IngestError) as raised, exclusive(tmp_path):
        pytest.fail("two runs hold the folder")
    assert raised.value.text.pl == (
        f"Inne uruchomienie od dawna używa folderu {tmp_path}. Poczekaj albo je zakończ."
    )
    assert ".part-of-the-first" in names(tmp_path)  # the first one may still be writing it


def test_the_folder_is_free_again_after_success_and_after_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LOCK_WAIT_S", 0.05)
    with pytest.raises(ZeroDivisionError), exclusive(tmp_path):
        raise ZeroDivisionError
    for _ in range(2):
        with exclusive(tmp_path):
            held = True
    assert held


def test_a_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    with exclusive(tmp_path / "study" / "reports"):
        assert names(tmp_path / "study") == ["reports"]


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    path = tmp_path / "reports"
    path.write_bytes(b"")
    with pytest.raises(IngestError, match="nie jest folderem"), exclusive(path):
        pytest.fail("a file was held")


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # rights do not stop everybody (root), so the refusal of the system is put on
    def refuse(self: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(IngestError, match="Brak prawa zapisu"), exclusive(tmp_path / "reports"):
        pytest.fail("a folder was held")


def test_an_error_of_the_run_itself_is_not_taken_for_one_of_waiting(tmp_path: Path) -> None:
    # the run may use locks of its own
    with pytest.raises(TimeoutError), exclusive(tmp_path), FileLock(tmp_path / "x"):
        FileLock(tmp_path / "x", timeout=0.01).acquire()
