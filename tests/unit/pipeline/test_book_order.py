"""A book knows the study's own list of works, and is built anew where the list changes."""

import datetime as dt
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kooperacja_eval.pipeline.book import in_its_shape
from kooperacja_eval.pipeline.reports import REPORTS, ReportKind
from kooperacja_eval.pipeline.request import ReportOrder, _orders_of, works_of
from kooperacja_eval.reporting.document import Document

pytestmark = pytest.mark.unit

BOOK = ReportKind(name="ksiega", shape="book")
REPORT = ReportKind(name="raport")
CONFIG: Any = SimpleNamespace(study=SimpleNamespace(programme="Program próbny"))
DOCUMENT = Document(
    title="T", subtitle="", study="B", data_date=dt.date(2020, 12, 31), lang="pl",
    synthetic=True, blocks=(),
)  # fmt: skip


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A folder with a notebook and a list of works."""
    (tmp_path / "ksiega.ipynb").write_text("{}")
    works = [{"id": "lis2018", "type": "book", "title": "Tytuł"}]
    (tmp_path / "bibliography.json").write_text(json.dumps(works), "utf-8")
    return tmp_path


def order(study: Path, kind: ReportKind) -> ReportOrder:
    """Return the order of a report of a study."""
    [found] = _orders_of(
        kind,
        [{}],
        study / "ksiega.ipynb",
        works_of(study, kind),
        {},
        ("pl", "public"),
        ("pl", "public"),
    )
    return found


def test_the_book_of_recommendations_is_a_book_and_nothing_else_is() -> None:
    assert [kind.name for kind in REPORTS.values() if kind.shape == "book"] == [
        "recommendation_book"
    ]


def test_a_book_has_the_works_of_the_study_and_a_report_has_none(study: Path) -> None:
    assert works_of(study, BOOK) == study / "bibliography.json"
    assert works_of(study, REPORT) is None
    (study / "bibliography.json").unlink()
    assert works_of(study, BOOK) is None


def test_a_change_of_the_works_builds_the_book_anew_and_no_report(study: Path) -> None:
    before = [order(study, kind).fingerprint for kind in (BOOK, REPORT)]
    (study / "bibliography.json").write_text("[]", "utf-8")
    after = [order(study, kind).fingerprint for kind in (BOOK, REPORT)]
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_a_book_gets_programme_and_works_of_package_and_study(study: Path) -> None:
    shaped = in_its_shape(DOCUMENT, CONFIG, order(study, BOOK))
    assert (shaped.kind, shaped.programme) == ("book", "Program próbny")
    assert {"lis2018", "wilson1927"} <= set(shaped.library)


def test_a_report_stays_as_it_is(study: Path) -> None:
    assert in_its_shape(DOCUMENT, CONFIG, order(study, REPORT)) is DOCUMENT
