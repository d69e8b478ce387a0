"""Notebooks run before any thread renders: a process may be forked only while it has one thread."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kooperacja_eval.pipeline import build
from kooperacja_eval.pipeline.build import render_all
from kooperacja_eval.pipeline.manifest import Rendered
from kooperacja_eval.pipeline.reports import REPORTS
from kooperacja_eval.pipeline.request import ReportOrder
from kooperacja_eval.reporting.document import Document
from kooperacja_eval.study import Profile
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.unit


def order(name: str, lang: Lang = "pl", profile: Profile = "public") -> ReportOrder:
    return ReportOrder(
        kind=REPORTS[name],
        notebook=Path(f"{name}.ipynb"),
        lang=lang,
        profile=profile,
        stem=f"{name}-{lang}",
        fingerprint="-",
    )


def document(title: str) -> Document:
    return Document(
        title=title, subtitle="", study="Badanie", data_date=date(2020, 12, 31), lang="pl",
        synthetic=True, blocks=(),
    )  # fmt: skip


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, int]]:
    """Note what is done to which report, and how many threads there are besides those of before."""
    seen: list[tuple[str, str, int]] = []
    before = threading.active_count()

    def gather(config: object, data: object, *, profile: str) -> str:
        seen.append(("gather", profile, threading.active_count() - before))
        return profile

    def execute(config: object, order: ReportOrder, material: str) -> Document:
        assert material == order.profile
        seen.append(("run", order.stem, threading.active_count() - before))
        return document(order.stem)

    def show(order: ReportOrder, made: Document, target: Path) -> Rendered:
        assert made.title == order.stem
        seen.append(("render", order.stem, threading.active_count() - before))
        return Rendered(order=order, title=made.title, files=(target / f"{order.stem}.html",))

    monkeypatch.setattr(build, "gather", gather)
    monkeypatch.setattr(build, "_document", execute)
    monkeypatch.setattr(build, "_render", show)
    return seen


def run_all(orders: list[ReportOrder], target: Path, **options: Any) -> list[Rendered]:
    """Render without configuration and data: nothing that would read them is left."""
    nothing: Any = None
    return render_all(nothing, nothing, orders, target, **options)


ORDERS = [order("pilot_summary"), order("data_quality"), order("pilot_summary", "en")]


def test_every_notebook_runs_before_the_first_thread_starts(
    steps: list[tuple[str, str, int]], tmp_path: Path
) -> None:
    run_all(ORDERS, tmp_path, jobs=3)
    kinds = [kind for kind, _, _ in steps]
    assert kinds.index("render") > max(n for n, kind in enumerate(kinds) if kind == "run")
    assert [threads for kind, _, threads in steps if kind == "run"] == [0, 0, 0]
    # the looking sees a thread where there is one
    assert all(threads >= 1 for kind, _, threads in steps if kind == "render")


def test_material_is_gathered_once_for_each_profile(
    steps: list[tuple[str, str, int]], tmp_path: Path
) -> None:
    run_all([*ORDERS, order("data_quality", profile="internal")], tmp_path)
    gathered = [name for kind, name, _ in steps if kind == "gather"]
    assert gathered == ["public", "internal"], "the language changes no number"


def test_reports_come_back_in_their_order_and_progress_reaches_the_end(
    steps: list[tuple[str, str, int]], tmp_path: Path
) -> None:
    seen: list[tuple[str, int, int]] = []
    rendered = run_all(ORDERS, tmp_path, jobs=2, progress=lambda *step: seen.append(step))
    assert [report.order for report in rendered] == ORDERS
    # three notebooks, three documents
    assert seen == [("reports", done, 6) for done in (0, 1, 2, 4, 5, 6)]


def test_nothing_to_render_is_no_error(steps: list[tuple[str, str, int]], tmp_path: Path) -> None:
    assert run_all([], tmp_path) == []
    assert steps == []
