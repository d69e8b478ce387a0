"""From raw files to reports: what comes out of the demo, in which words and with which numbers."""

import hashlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf
import pytest
from syrupy.assertion import SnapshotAssertion

pytestmark = pytest.mark.e2e

ENDINGS = (".html", ".docx", ".pdf", ".xlsx", "-trace.html")
POLISH_STEMS = (
    "pilot_summary", "ex_ante", "mid_term", "ex_post", "families", "recommendation_book",
    "data_quality",
)  # fmt: skip
ENGLISH_STEMS = ("pilot_summary-en", "ex_post-en", "families-en", "data_quality-en")
STEMS = POLISH_STEMS + ENGLISH_STEMS
MARKS = {"": "DANE SYNTETYCZNE", "-en": "SYNTHETIC DATA"}

# Words that give away text in the other language. Quotes, names of files, sheets and reasons of
# corrections stay as people wrote them, so words are chosen that those do not hold.
ENGLISH = ("the", "and", "of", "families", "table", "figure", "source", "missing", "share",
           "suppressed", "voivodeship", "unknown", "total", "computed", "warning", "error", "rows",
           "contents")  # fmt: skip
POLISH = ("rodzin", "rodziny", "oraz", "jest", "tabela", "rysunek", "źródło", "braki", "udział",
          "ukryto", "województwo", "razem", "obliczone", "ostrzeżenie", "błąd", "wiersze",
          "zespoły", "przedział", "nie")  # fmt: skip


class Words(HTMLParser):
    """Collects what a reader of a page sees or hears: text and alternative text, line by line."""

    def __init__(self, *, foreign: bool = True) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.closed = 0
        self._foreign = foreign
        self._divisions: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.closed += tag in ("style", "script")
        if tag == "div":
            self._divisions.append("lang" in dict(attrs) and not self._foreign)
            self.closed += self._divisions[-1]
        self.lines += [f"[{value}]" for name, value in attrs if name == "alt" and value]

    def handle_endtag(self, tag: str) -> None:
        self.closed -= tag in ("style", "script")
        if tag == "div":
            self.closed -= self._divisions.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.closed:
            self.lines.append(re.sub(r"[ \n]+", " ", data.strip()))


@pytest.fixture(scope="module")
def reports(reports_source: Path) -> Path:
    return reports_source


def lines(path: Path, *, foreign: bool = True) -> list[str]:
    """Return the lines of a page; without ``foreign``, not what is marked as another language."""
    page = path.read_text(encoding="utf-8")
    words = Words(foreign=foreign)
    # a number that leads to its trace is read on in its line
    words.feed(re.sub(r'<a [^>]*class="number"[^>]*>(.*?)</a>', r"\1", page))
    return words.lines


def test_each_step_says_what_it_did(demo: Path, run: Callable[..., Any]) -> None:
    check = run("check", demo)
    assert (check.code, check.err) == (0, "")
    assert check.out.splitlines()[-1] == "Tabele: 35. Błędy: 0. Ostrzeżenia: 16."
    # two planted strangers at meetings, a question that moved between versions of a form
    assert run("check", demo, "--strict").code == 5
    ingest = run("ingest", demo)
    assert (ingest.code, ingest.err) == (0, "")
    assert "Zapisano tabele: 35" in ingest.out
    assert "reguły z corrections.toml: 12" in ingest.out


def test_every_report_comes_in_four_formats_with_its_traces_and_an_index(reports: Path) -> None:
    found = {path.name for path in (reports / "reports").iterdir()} - {".kooperacja.lock"}
    files = {f"{stem}{ending}" for stem in STEMS for ending in ENDINGS}
    assert found == files | {"index.html", "manifest.json"}
    page = (reports / "reports" / "index.html").read_text(encoding="utf-8")
    assert sorted(re.findall(r'href="([^"#]+)"', page)) == sorted(files)
    assert MARKS[""] in page


def test_the_manifest_names_what_went_in_and_what_came_out(reports: Path) -> None:
    def sha256(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    manifest = json.loads((reports / "reports" / "manifest.json").read_text(encoding="utf-8"))
    raw = reports / "data_raw"
    inputs = {file["path"]: file["sha256"] for file in manifest["inputs"]}
    assert len(inputs) > 500
    assert inputs == {
        path.relative_to(raw).as_posix(): sha256(path)
        for path in raw.rglob("*")
        if path.is_file() and path.name != "MANIFEST.csv"
    }
    configuration = {file["path"]: file["sha256"] for file in manifest["configuration"]}
    assert configuration == {
        name: sha256(reports / name)
        for name in (
            "study.toml",
            "corrections.toml",
            *(f"survey-{wave}.toml" for wave in ("ex_ante", "mid_term", "ex_post")),
            *(f"fgi-{part}.toml" for part in ("2018", "2019", "2020-atlas", "2020-maxqda")),
            "codebook.toml",
        )
    }
    assert len(manifest["corrections"]) == 12
    assert all(rule["rows"] >= 1 for rule in manifest["corrections"])
    assert {"kooperacja-eval", "pandas", "typst"} <= set(manifest["code"]["versions"])
    assert manifest["tables"]["families"] == 175  # 172 families and persons, 3 groups
    outputs = [entry for report in manifest["reports"].values() for entry in report["outputs"]]
    for entry in (*outputs, manifest["index"]):
        assert entry["sha256"] == sha256(reports / "reports" / entry["path"])
    assert len(outputs) == len(STEMS) * len(ENDINGS)
    assert set(manifest["reports"]) == set(STEMS)


def test_the_numbers_of_the_pilot_come_out(reports: Path) -> None:
    shown = lines(reports / "reports" / "pilot_summary.html")
    text = " ".join(shown).replace("\u00a0", " ")
    # document 000: 172 families and persons, 140 of them completed (81.4 %), 69 with services
    assert "172 rodziny lub osoby" in text
    assert "140 rodzin i osób z 172, czyli 81,4%" in text
    assert "usługi trwają, z zakończonych 69 140 49,3%" in text
    assert "usługi trwają, ze wszystkich 69 172 40,1%" in text
    # voivodeships as in document 000: teams, computed, both documents
    for row in ("lubelskie 6 35 35 35", "mazowieckie 6 30 30 29", "podlaskie 6 33 33 33",
                "podkarpackie 6 35 35 35", "świętokrzyskie 6 39 39 39"):  # fmt: skip
        assert row in text


@pytest.mark.parametrize("stem", STEMS)
def test_every_page_says_that_the_data_are_synthetic(reports: Path, stem: str) -> None:
    pages = pypdf.PdfReader(reports / "reports" / f"{stem}.pdf").pages
    assert len(pages) >= 2
    mark = MARKS["-en" if stem.endswith("-en") else ""]
    assert [n for n, page in enumerate(pages, start=1) if mark not in page.extract_text()] == []


@pytest.mark.parametrize("stem", STEMS)
def test_a_report_speaks_one_language(reports: Path, stem: str) -> None:
    english = stem.endswith("-en")
    # the summary in the other language is marked as such
    shown = lines(reports / "reports" / f"{stem}.html", foreign=False)
    # quotes of documents, reasons of corrections and the names of raw files stay as they are
    own = [line for line in shown if not _is_quoted(line, reports)]
    prose = re.sub(r"https?://\S+", "", " ".join(own))  # an address is in no language
    words = re.findall(r"\w+", prose.lower())
    assert sorted(set(words) & set(POLISH if english else ENGLISH)) == []
    assert set(words) & set(ENGLISH if english else POLISH)  # the list itself finds something


def _is_quoted(line: str, study: Path) -> bool:
    source = (study / "corrections.toml").read_text(encoding="utf-8")
    record = (study / "data_raw" / "published" / "published.csv").read_text(encoding="utf-8-sig")
    targets = (study / "data_raw" / "harmonogram" / "wskazniki_produktu.csv").read_text("utf-8")
    advice = (study / "data_raw" / "rekomendacje" / "rekomendacje.csv").read_text("utf-8")
    raw = (study / "data_raw" / "MANIFEST.csv").read_text("utf-8")
    written = (source, record, targets, advice, raw)
    plain = re.sub(r" \[\d+\]$", "", line)  # the number of the question that it answers
    return len(line) > 3 and any(line in text or plain in text for text in written)


def test_the_text_of_the_summary_is_the_one_that_was_read(
    reports: Path, snapshot: SnapshotAssertion
) -> None:
    assert "\n".join(lines(reports / "reports" / "pilot_summary.html")) == snapshot
