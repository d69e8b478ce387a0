"""``export deposit`` and ``trace`` on a whole study: what leaves, and where numbers come from."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest

from kooperacja_eval.pipeline.trace_page import told_items, trace_page
from kooperacja_eval.pipeline.trace_report import traced_report

pytestmark = pytest.mark.e2e


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_deposit_holds_no_row_about_a_family(
    small: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    target = tmp_path / "zbiór"
    said = run("export", "deposit", small, target, "--profile", "public")
    assert (said.code, said.err) == (0, "")
    found = files(target)
    assert {"README.md", "datapackage.json", "metadata/ddi.xml", "SHA256SUMS"} <= set(found)
    assert not any("families" in name for name in found)
    assert not any(b"LU-01-R01" in content for content in found.values())
    assert "`families`" in found["README.md"].decode()
    # what is in the CSV is what is in the parquet
    csv = pd.read_csv(target / "data" / "pzk.csv", dtype=str)
    parquet = pd.read_parquet(target / "data" / "pzk.parquet")
    assert csv["pzk_id"].tolist() == parquet["pzk_id"].tolist() == ["LU-01", "LU-02"]
    assert "source_file" not in csv.columns


def test_the_short_form_writes_the_same_bytes_into_the_study(
    small: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    assert run("export", small, "--profile", "public").code == 0
    assert run("export", "deposit", small, tmp_path / "b").code == 0
    assert files(small / "deposit") == files(tmp_path / "b")
    again = run("export", small, "--profile", "public")
    assert again.code == 3
    assert "--overwrite" in again.err
    assert run("export", small, "--profile", "public", "--overwrite").code == 0


def test_the_internal_profile_and_a_misspelt_command_write_nothing(
    small: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    target = tmp_path / "x"
    assert run("export", small, target, "--profile", "internal").code == 7
    assert run("export", "cods", target).code == 2
    assert not target.exists()


def test_a_number_leads_to_indicator_tables_files_and_code(
    small: Path, run: Callable[..., Any]
) -> None:
    said = run("trace", small, "pilot_summary", "reach_sentence:1", "--format", "json")
    assert (said.code, said.err) == (0, "")
    traced = json.loads(said.out)
    assert traced["shown"] == "2"  # teams
    assert traced["certainty"] == "exact"
    assert traced["values"][0]["indicator"]["id"] == "pzk_active"
    [teams] = [table for table in traced["tables"] if table["table"] == "pzk"]
    assert teams["rows"] == 2
    assert [file["path"] for file in teams["files"]] == ["rejestry/zespoly.xlsx"]
    assert len(teams["files"][0]["sha256"]) == len(traced["code"]["sha256"]) == 64
    assert traced["synthetic"] is True
    assert traced["current"] is None  # never built


def test_an_unknown_name_is_answered_with_near_ones(small: Path, run: Callable[..., Any]) -> None:
    said = run("trace", small, "pilot_sumary", "cohorts")
    assert said.code == 3
    assert "pilot_summary" in said.err
    said = run("trace", small, "pilot_summary", "reach_sentenc:1", lang="en")
    assert said.code == 3
    assert "reach_sentence" in said.err
    said = run("trace", small)
    assert said.code == 2


def test_a_hidden_number_stays_hidden_in_its_trace(small: Path, run: Callable[..., Any]) -> None:
    # one of five families of LU-01 moved away: 4 of 5 singles it out, so the share is suppressed
    key = "ipp_completed_share,pzk_id=LU-01"
    said = run("trace", small, "pilot_summary", key, "--format", "json")
    assert said.code == 0
    for value in json.loads(said.out)["values"]:
        assert value["row"]["status"] == "suppressed"
        assert value["row"]["value"] is None
        assert value["row"]["numerator"] is None
    assert all(table["rows_here"] is None for table in json.loads(said.out)["tables"])


def test_the_page_of_traces_has_an_anchor_for_every_exhibit_and_number(small: Path) -> None:
    report = traced_report(small, "pilot_summary")
    told = told_items(report)
    page = trace_page(report, told)
    again = traced_report(small, "pilot_summary")
    assert page == trace_page(again, told_items(again))
    text = page.decode()
    exhibits = [one for one in told if one.asked.item.text is None]
    assert len(exhibits) > 3
    for one in exhibits:
        assert f'<section id="{one.asked.item.id}">' in text
        assert all(f'<tr id="{found.address}">' in text for found in one.numbers)
    linked = set(re.findall(r'href="#(table-\w+)"', text))
    assert linked
    assert linked <= set(re.findall(r'<h3 id="(table-\w+)"', text))
    assert "<script" not in text
    assert "DANE SYNTETYCZNE" in text


def anchors(page: str) -> set[str]:
    return {unescape(name) for name in re.findall(r' id="([^"]+)"', page)}


def test_every_number_of_a_built_report_is_one_click_from_its_trace(
    small: Path, run: Callable[..., Any]
) -> None:
    assert run("build", small, "--report", "pilot_summary").code == 0
    report = (small / "reports" / "pilot_summary.html").read_text("utf-8")
    page = (small / "reports" / "pilot_summary-trace.html").read_text("utf-8")
    linked = re.findall(r'href="pilot_summary-trace\.html#([^"]+)', report)
    targets = {unquote(name) for name in linked}
    assert {"reach_sentence:1", "families_by_voivodeship"} <= targets
    assert targets <= anchors(page)
    # cells of tables with digits that have no link are names, such as months
    cells = re.findall(r'<td class="right">([^<]+)</td>', report)
    assert not [cell for cell in cells if re.search(r"\d", cell)]
    index = (small / "reports" / "index.html").read_text("utf-8")
    assert 'href="pilot_summary-trace.html"' in index
    # the page is a file of the report like any other: it is verified, and told when it is lost
    assert run("verify", small).code == 0
    (small / "reports" / "pilot_summary-trace.html").unlink()
    said = run("verify", small)
    assert (said.code, "Brakujące pliki: pilot_summary-trace.html" in said.err) == (8, True)
    assert run("build", small, "--report", "pilot_summary").code == 0
    assert (small / "reports" / "pilot_summary-trace.html").read_text("utf-8") == page


def test_the_page_says_nothing_that_the_release_has_hidden(
    small: Path, run: Callable[..., Any]
) -> None:
    words = ("build", small, "--report", "families", "--profile")
    pages = {}
    for profile, stem in (("public", "families"), ("internal", "families-internal")):
        assert run(*words, profile).code == 0
        pages[profile] = (small / "reports" / f"{stem}-trace.html").read_text("utf-8")
    released = traced_report(small, "families").released
    hidden = released.frame["status"] == "suppressed"
    keys = {released.key(place) for place in hidden.to_numpy().nonzero()[0].tolist()}
    assert keys
    told = {name: {key for key in keys if f"<code>{key}</code>" in pages[name]} for name in pages}
    assert told["public"] == set()
    assert told["internal"]  # so there was something to hide
    assert released.frame.loc[hidden, "value"].isna().all()
