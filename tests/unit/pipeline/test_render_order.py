"""Reports in processes of their own: material is gathered once, and no thread waits for a lock."""

import os
import threading
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest

from kooperacja_eval.errors import ReportError
from kooperacja_eval.pipeline import build
from kooperacja_eval.pipeline.build import render_all
from kooperacja_eval.pipeline.manifest import Rendered
from kooperacja_eval.pipeline.reports import REPORTS
from kooperacja_eval.pipeline.request import ReportOrder
from kooperacja_eval.reporting.document import Document
from kooperacja_eval.sections import Profile
from kooperacja_eval.text import Lang, Text

pytestmark = pytest.mark.unit


def order(
    name: str, lang: Lang = "pl", profile: Profile = "public", **parameters: str
) -> ReportOrder:
    return ReportOrder(
        kind=REPORTS[name],
        notebook=Path(f"{name}.ipynb"),
        lang=lang,
        profile=profile,
        stem=f"{name}-{lang}",
        fingerprint="-",
        parameters=parameters,
    )


def document(title: str) -> Document:
    return Document(
        title=title, subtitle="", study="Badanie", data_date=date(2020, 12, 31), lang="pl",
        synthetic=True, blocks=(),
    )  # fmt: skip


@pytest.fixture
def gathered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for what takes time; return the profiles for which material is gathered here.

    The title says which report it is, and whether it was made in this process; there is a file for
    each thread that there is, besides those of before, where the notebook would be forked.
    """
    seen: list[str] = []
    before, here = threading.active_count(), os.getpid()

    def gather(config: object, data: object, *, profile: str) -> str:
        seen.append(profile)
        return profile

    def execute(config: object, order: ReportOrder, material: str) -> Document:
        assert material == order.profile
        threads = threading.active_count() - before
        return document(f"{order.stem} {os.getpid() == here} {threads}")

    def bare(
        _config: object, _data: object, _order: object, _material: object, made: Document
    ) -> tuple[Document, dict[str, bytes]]:
        return made, {}

    def show(made: Document, target: Path, formats: object) -> list[Path]:
        return [target.with_suffix(".html")]

    monkeypatch.setattr(build, "gather", gather)
    monkeypatch.setattr(build, "_document", execute)
    monkeypatch.setattr(build, "with_trace", bare)
    monkeypatch.setattr(build, "render", show)
    return seen


def run_all(orders: list[ReportOrder], target: Path, **options: Any) -> list[Rendered]:
    """Render without configuration and data: nothing that would read them is left."""
    nothing: Any = None
    return render_all(nothing, nothing, orders, target, **options)


ORDERS = [order("pilot_summary"), order("data_quality"), order("pilot_summary", "en")]
STEMS = ["pilot_summary-pl", "data_quality-pl", "pilot_summary-en"]


@pytest.mark.usefixtures("gathered")
@pytest.mark.parametrize("jobs", [1, 2, 8, None])
def test_reports_come_back_in_their_order_and_progress_reaches_the_end(
    tmp_path: Path, jobs: int | None
) -> None:
    seen: list[tuple[str, int, int]] = []
    rendered = run_all(ORDERS, tmp_path, jobs=jobs, progress=lambda *step: seen.append(step))
    assert [report.order for report in rendered] == ORDERS
    # each in another process, which has no other thread when it forks its notebook
    assert [report.title for report in rendered] == [f"{stem} False 0" for stem in STEMS]
    assert [report.files for report in rendered] == [(tmp_path / f"{s}.html",) for s in STEMS]
    assert seen == [("reports", done, 3) for done in (0, 1, 2, 3)]


def test_material_is_gathered_once_for_each_profile(gathered: list[str], tmp_path: Path) -> None:
    run_all([*ORDERS, order("data_quality", profile="internal")], tmp_path, jobs=2)
    assert gathered == ["public", "internal"], "the language changes no number"


def test_nothing_to_render_is_no_error(gathered: list[str], tmp_path: Path) -> None:
    assert run_all([], tmp_path) == []
    assert gathered == []


@pytest.mark.usefixtures("gathered")
@pytest.mark.parametrize(
    ("failing", "said"),
    [
        (order("data_quality"), "komórka 3"),
        # of ninety reports from one notebook, the message must say which
        (order("fgi_partial", wave="fgi_2018", pzk_id="LU-01"), "fgi_partial-pl: komórka 3"),
    ],
)
def test_an_error_says_which_report_it_is_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: ReportOrder, said: str
) -> None:
    def fail(*_: object) -> NoReturn:
        raise ReportError(Text("komórka 3", "cell 3"))

    monkeypatch.setattr(build, "_document", fail)
    with pytest.raises(ReportError) as caught:
        run_all([failing], tmp_path, jobs=2)
    assert caught.value.text.pl == said
