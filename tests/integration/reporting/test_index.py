"""The list of reports."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest

from kooperacja_eval.reporting.index import IndexEntry, write_index
from kooperacja_eval.text import Lang, Text

pytestmark = pytest.mark.integration

ENTRIES = [
    IndexEntry(title="Profil <PZK> LU-01", lang="pl", files=("profil LU-01.html", "profil.pdf")),
    IndexEntry(title="Summary", lang="en", files=("summary.docx", "summary.xlsx")),
]


def config(*, lang: Lang = "pl", synthetic: bool = True) -> SimpleNamespace:
    """Return what the index reads of a study."""
    study = SimpleNamespace(
        title=Text("Badanie próbne", "Sample study"),
        language=lang,
        synthetic=synthetic,
        data_date=dt.date(2020, 12, 31),
    )
    return SimpleNamespace(study=study)


def written(folder: Path, entries: list[IndexEntry], **options: object) -> str:
    """Write an index and read it."""
    path = write_index(folder, entries, config=config(**options))  # type: ignore[arg-type]
    assert path == folder / "index.html"
    return path.read_text("utf-8")


def test_each_report_links_to_its_files_by_words_that_say_which(tmp_path: Path) -> None:
    page = written(tmp_path, ENTRIES)
    assert '<a href="profil%20LU-01.html">HTML<span class="unseen">: Profil &lt;PZK&gt;' in page
    assert '<th scope="row" lang="en-GB">Summary</th><td>angielski</td>' in page
    assert "Excel (dane)" in page
    assert "DANE SYNTETYCZNE" in page
    assert "31.12.2020" in page
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html"]


def test_an_english_study_has_an_english_list(tmp_path: Path) -> None:
    page = written(tmp_path, [], lang="en", synthetic=False)
    assert '<html lang="en-GB">' in page
    assert "There are no reports yet." in page
    assert "SYNTHETIC" not in page
