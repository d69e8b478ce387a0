"""Files of reports that there are no longer: removed where listed and untouched, else they stay."""

import hashlib
from pathlib import Path

import pytest

from kooperacja_eval.pipeline.removal import remove_dropped

pytestmark = pytest.mark.unit

Entries = dict[str, dict[str, list[dict[str, str]]]]


def sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def listed(**reports: str) -> Entries:
    """Return a manifest's reports: one page each, with the content that was built."""
    return {
        stem: {"outputs": [{"path": f"{stem}.html", "sha256": sha256(content)}]}
        for stem, content in reports.items()
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports on teams 1 and 2 as they were built, and a page that somebody else put there."""
    for name, content in (("one", "1"), ("two", "2"), ("own", "3")):
        (tmp_path / f"{name}.html").write_text(content, encoding="utf-8")
    return tmp_path


def test_what_the_new_manifest_lacks_is_removed_and_said(folder: Path) -> None:
    said = remove_dropped(folder, listed(one="1", two="2"), listed(one="1"))
    assert names(folder) == ["one.html", "own.html"]
    assert [line.pl for line in said] == ["two.html: usunięto, bo badanie nie ma już tego raportu."]


def test_a_changed_file_stays_and_is_named(folder: Path) -> None:
    (folder / "two.html").write_text("2, with notes", encoding="utf-8")
    said = remove_dropped(folder, listed(one="1", two="2"), listed(one="1"))
    assert names(folder) == ["one.html", "own.html", "two.html"]
    assert [line.pl.partition(":")[0] for line in said] == ["two.html"]
    assert "plik zmieniono po zbudowaniu, więc zostaje" in said[0].pl


def test_a_report_that_lost_its_tables_loses_its_files(folder: Path) -> None:
    # it is listed still, but without files
    now = listed(one="1") | {"two": {"outputs": []}}
    remove_dropped(folder, listed(one="1", two="2"), now)
    assert names(folder) == ["one.html", "own.html"]


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        (listed(one="1", two="2"), listed(one="new", two="2")),  # rebuilt, or untouched
        ({}, listed(one="1")),  # no manifest before
        (None, listed(one="1")),
        (listed(gone="0"), {}),  # listed, but not there
    ],
)
def test_everything_else_stays(folder: Path, earlier: Entries | None, now: Entries) -> None:
    assert remove_dropped(folder, earlier, now) == []
    assert names(folder) == ["one.html", "own.html", "two.html"]


def test_nothing_outside_the_folder_is_touched(folder: Path) -> None:
    reports = folder / "reports"
    reports.mkdir()
    outside = {"x": {"outputs": [{"path": "../one.html", "sha256": sha256("1")}]}}
    assert remove_dropped(reports, outside, {}) == []
    assert (folder / "one.html").exists()
