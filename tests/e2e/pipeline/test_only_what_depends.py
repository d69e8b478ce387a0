"""A changed raw file rebuilds the reports that say something else, and no others."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kooperacja_eval.pipeline.verify import verify_study

pytestmark = pytest.mark.e2e

FAMILIES = "data_raw/rodziny/rodziny.csv"
REPORTS = ("--report", "pilot_summary", "--report", "families", "--report", "data_quality")
Run = Callable[..., Any]


def times(study: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (study / "reports").glob("*.*")}


def written(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {name for name in after if after[name] != before.get(name)}


@pytest.fixture
def built(small: Path, run: Run) -> Path:
    assert run("build", small, *REPORTS).code == 0
    return small


def test_other_bytes_of_the_same_table_rebuild_the_list_of_files_alone(
    built: Path, run: Run
) -> None:
    # the same rows with other line ends: every number stays, the checksum of the file does not
    path, before = built / FAMILIES, times(built)
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    assert run("ingest", built, "--accept-changes").code == 0
    assert run("build", built, *REPORTS).code == 0
    new = written(before, times(built)) - {"manifest.json", "index.html"}
    traces = {f"{name}-trace.html" for name in ("pilot_summary", "families", "data_quality")}
    assert traces <= new
    assert {name for name in new - traces if not name.startswith("data_quality")} == set()
    assert len(verify_study(built)) == 3 * 5 + 1
    assert "aktualne" in run("build", built, *REPORTS).out


def test_another_number_rebuilds_the_reports_that_show_it(built: Path, run: Run) -> None:
    path, before = built / FAMILIES, times(built)
    text = path.read_text(encoding="utf-8")
    assert "rezygnacja" in text
    path.write_text(text.replace("rezygnacja", "zakończono zgodnie z IPP"), "utf-8", newline="")
    assert run("ingest", built, "--accept-changes").code == 0
    assert run("build", built, *REPORTS).code == 0
    new = written(before, times(built))
    assert {f"pilot_summary.{kind}" for kind in ("html", "docx", "pdf", "xlsx")} <= new
    assert len(verify_study(built)) == 3 * 5 + 1
