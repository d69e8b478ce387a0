"""What ``trace`` finds is what the report shows: also what a cell shows by ``display``."""

from pathlib import Path

import nbformat
import pytest
import recommendation_sample as sample

from kooperacja_eval.pipeline.state import PACKAGE_NOTEBOOKS
from kooperacja_eval.pipeline.trace_run import run_traced
from kooperacja_eval.reporting.runner import run_notebook

pytestmark = pytest.mark.integration

CELLS = (
    "from kooperacja_eval.reporting import exhibits",
    "for number in ('R01', 'R02'):\n    display(exhibits.book_evidence_box(report, number))",
    "exhibits.book_recommendations(report)",
)


def test_what_is_shown_in_a_loop_is_traced(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in CELLS])
    path = tmp_path / "pokaz.ipynb"
    nbformat.write(notebook, path)
    material = sample.study("recommendations")
    items = run_traced(path, parameters={}, material=material, lang="pl")
    assert [item.id for item in items] == [
        "book_evidence_box_r01", "book_evidence_box_r02", "book_recommendations",
    ]  # fmt: skip


def test_every_exhibit_of_the_book_is_found_by_its_trace() -> None:
    material = sample.study("recommendations", "conclusions")
    path = PACKAGE_NOTEBOOKS / "recommendation_book.ipynb"
    shown = run_notebook(path, parameters={}, context={"report": material}, lang="pl").blocks
    exhibits = [block.id for block in shown if hasattr(block, "id")]
    items = run_traced(path, parameters={}, material=material, lang="pl")
    assert [item.id for item in items if item.text is None] == exhibits
    assert "book_evidence_box_r03" in exhibits
