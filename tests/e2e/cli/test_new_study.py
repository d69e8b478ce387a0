"""``init``: a study that opens at once; ``check`` says what it lacks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kooperacja_eval as ke

pytestmark = pytest.mark.e2e


def test_a_new_study_opens_and_check_says_what_it_lacks(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    folder = tmp_path / "moje badanie"
    said = run("init", folder)
    assert (said.code, said.err) == (0, "")
    assert f'kooperacja-eval check "{folder}"' in said.out
    assert {path.name for path in folder.iterdir()} == {
        "study.toml", "corrections.toml", "data_raw", "notebooks", "reports",
    }  # fmt: skip
    notebook = (folder / "notebooks" / "explore_pzk.ipynb").read_text(encoding="utf-8")
    assert "study.explore(" in notebook
    assert ke.open_study(folder).config.study.title_pl == "Moje badanie"
    before = sorted(folder.rglob("*"))
    check = run("check", folder)
    assert check.code == 5
    shown = " ".join(check.out.replace("│", " ").split())
    assert "Błędy: 1." in shown
    for command in ("ingest", "build", "indicators"):
        said = run(command, folder)
        assert (said.code, said.out) == (5, "")
        assert "study.toml nie mówi, które pliki wczytać" in said.err
        assert "[[sources]]" in said.err
    assert sorted(folder.rglob("*")) == before


def test_a_folder_with_something_in_it_is_left_alone(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "notatki.txt").write_text("mine", encoding="utf-8")
    said = run("init", tmp_path)
    assert (said.code, said.out) == (3, "")
    assert "nic nie zmieniono" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["notatki.txt"]


@pytest.mark.parametrize("below", ["plik", "plik/badanie"])
def test_a_file_in_the_way_is_told(run: Callable[..., Any], tmp_path: Path, below: str) -> None:
    (tmp_path / "plik").write_text("mine", encoding="utf-8")
    said = run("init", tmp_path / below)
    assert (said.code, said.out) == (3, "")
    assert str(tmp_path / below) in said.err
    assert (tmp_path / "plik").read_text(encoding="utf-8") == "mine"


def test_a_disk_without_room_is_told(
    run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    said = run("init", tmp_path / "nowe")
    assert (said.code, said.out) == (3, "")
    assert "wolne miejsce" in said.err
    assert "No space" not in said.err
