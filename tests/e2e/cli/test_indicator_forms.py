"""``indicators`` on the demo: the numbers of the documents, in every form."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

pytestmark = pytest.mark.e2e

COLUMNS = [
    "indicator_id", "macroregion", "voivodeship", "pzk_id", "group", "period", "wave", "numerator",
    "denominator", "value", "ci_low", "ci_high", "n", "n_missing", "method", "change_type",
    "status",
]  # fmt: skip


def test_families_by_voivodeship_are_those_of_document_000(
    demo_source: Path, run: Callable[..., Any]
) -> None:
    words = ("--id", "families_in_cooperation", "--by", "voivodeship", "--format", "json")
    said = run("indicators", demo_source, *words)
    assert (said.code, said.err) == (0, "")
    rows = json.loads(said.out)
    assert [list(row) for row in rows] == [COLUMNS] * 5
    assert {row["voivodeship"]: row["value"] for row in rows} == {
        "lubelskie": 35, "mazowieckie": 30, "podlaskie": 33, "podkarpackie": 35,
        "swietokrzyskie": 39,
    }  # fmt: skip


def test_completed_programmes_come_with_base_and_both_intervals(
    demo_source: Path, run: Callable[..., Any]
) -> None:
    said = run("indicators", demo_source, "--id", "ipp_completed_share", "--format", "json")
    wilson, by_team = json.loads(said.out)
    assert (wilson["numerator"], wilson["denominator"], wilson["status"]) == (140, 172, "ok")
    assert wilson["value"] == pytest.approx(0.81395, abs=5e-6)
    # Wilson, z = 1.959964: (140 + z²/2 ± z·sqrt(140·32/172 + z²/4)) / (172 + z²)
    assert wilson["ci_low"] == pytest.approx(0.7492, abs=5e-5)
    assert wilson["ci_high"] == pytest.approx(0.8650, abs=5e-5)
    assert wilson["method"] == "wilson"
    assert by_team["method"] != "wilson"
    assert by_team["value"] == wilson["value"]
    # families of a team are alike: fewer independent answers, a wider interval
    assert by_team["ci_low"] < wilson["ci_low"]
    assert by_team["ci_high"] > wilson["ci_high"]


def test_every_form_holds_the_same_rows(
    demo_source: Path, run: Callable[..., Any], tmp_path: Path
) -> None:
    words = ("indicators", demo_source, "--id", "ipp_completed_share")
    shown = run(*words)
    assert "140" in shown.out
    assert "0,81395" in shown.out
    assert "wskaźnik" in shown.out
    english = run(*words, lang="en").out
    assert "0.81395" in english
    assert "indicator" in english
    text = run(*words, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert list(rows[0]) == COLUMNS
    assert [row["numerator"] for row in rows] == ["140.0", "140.0"] or [
        row["numerator"] for row in rows
    ] == ["140,0", "140,0"]
    assert rows[0]["value"].startswith("0,81395")
    target = tmp_path / "nowy folder" / "wynik.xlsx"
    said = run(*words, "--format", "xlsx", "--output", target)
    assert (said.code, said.out.strip()) == (0, str(target))
    sheet = openpyxl.load_workbook(target).active
    header, first, *_ = sheet.iter_rows(values_only=True)
    assert header[0] == "wskaźnik"
    assert first[header.index("licznik")] == 140
    again = tmp_path / "again.xlsx"
    run(*words, "--format", "xlsx", "-o", again)
    assert again.read_bytes() == target.read_bytes()


def test_a_workbook_without_a_name_says_its_profile_in_its_name(
    demo: Path, run: Callable[..., Any]
) -> None:
    words = ("indicators", demo, "--id", "ipp_completed_share", "--by", "pzk", "--format", "xlsx")
    assert run(*words).out.strip().endswith("indicators.xlsx")
    public = (demo / "reports" / "indicators.xlsx").read_bytes()
    assert run(*words, "--profile", "internal").out.strip().endswith("indicators-internal.xlsx")
    assert (demo / "reports" / "indicators.xlsx").read_bytes() == public


def test_teams_are_not_shown_in_public(demo_source: Path, run: Callable[..., Any]) -> None:
    # teams have five to nine families: a share of a team gives single families away
    words = ("--id", "ipp_completed_share", "--by", "pzk", "--format", "json")
    rows = json.loads(run("indicators", demo_source, *words).out)
    shown = [row for row in rows if row["numerator"] is not None and row["denominator"] is not None]
    small = [row for row in shown if 0 < row["denominator"] - row["numerator"] < 3]
    assert small == []
    assert any(row["status"] == "suppressed" for row in rows)


@pytest.mark.parametrize(
    ("words", "code", "parts"),
    [
        (("--id", "nic"), 3, ("nic", "ipp_completed_share")),
        (("--by", "gmina"), 2, ("'gmina'", "'voivodeship'")),
        (("--id", "schedule_shift_months", "--by", "pzk"), 3, ("schedule_shift_months", "pzk")),
        (("--profile", "jawny"), 2, ("'jawny'", "'internal', 'public'")),
        (("--format", "pdf"), 2, ("'pdf'", "'json'")),
    ],
)
def test_what_is_unknown_is_named_with_what_there_is(
    demo_source: Path,
    run: Callable[..., Any],
    words: tuple[str, ...],
    code: int,
    parts: tuple[str, ...],
) -> None:
    said = run("indicators", demo_source, *words)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith("Błąd: ")
    assert [part for part in parts if part not in said.err] == []
