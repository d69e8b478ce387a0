"""Raw files of the small demo look as those of teams do."""

import csv
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kooperacja_eval.forms.monthly import MONTHLY
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.integration

OTHERS = {
    "scales", "items", "options", "respondents", "answers", "fgi_documents", "codes", "codings",
    "evidence_links", "assessments", "convergences",
}  # fmt: skip
"""Tables without sources: surveys and focus groups come from exports with their own mappings; what
the Book rests on is written by whoever writes the Book."""


@pytest.fixture(scope="module")
def raw(demo_study: Callable[[int], Path]) -> Path:
    return demo_study(172) / "data_raw"


@pytest.mark.parametrize(
    ("place", "encoding", "other"),
    [
        ("lubelskie", "cp1250", "iso8859-2"),
        ("podlaskie", "iso8859-2", "cp1250"),
        ("swietokrzyskie", "utf-8-sig", "cp1250"),
    ],
)
def test_encodings_differ(raw: Path, place: str, encoding: str, other: str) -> None:
    data = (raw / f"rodziny/rodziny_{place}.csv").read_bytes()
    assert "trudności" in data.decode(encoding)
    assert "trudności" not in data.decode(other)
    assert data.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")


def test_every_team_and_month_has_the_form_of_the_package_filled_in(raw: Path) -> None:
    reports = sorted((raw / "sprawozdania").glob("*/*.xlsx"))
    # 30 teams from VII or VIII.2019 to XII.2020: 17 or 18 months each
    assert 30 * 17 <= len(reports) <= 30 * 18
    book = openpyxl.load_workbook(raw / "sprawozdania/LU-01/2019-09.xlsx")
    said = {row[0].value: row[1].value for row in book["_wersja"].iter_rows()}
    assert said == {
        "form": "animator_month", "version": MONTHLY.version, "study": "liderzy-kooperacji-demo",
        "pzk_id": "LU-01", "month": "2019-09", "lang": "pl", "synthetic": "1",
    }  # fmt: skip
    cover = book["Sprawozdanie"]
    assert cover["A2"].value == "DANE SYNTETYCZNE"
    assert cover.cell(MONTHLY.cover_rows["role"], 2).value == "animator (OPS)"
    contacts = book["Kontakty z rodzinami"]
    assert contacts.cell(MONTHLY.sheet("contacts").first_row, 1).value.startswith("LU-01-R")
    present = book["Obecność"].cell(MONTHLY.sheet("attendance").first_row, 2).value
    # chosen from a list that shows names
    assert re.fullmatch(r"LU-P\d{3} – .+ \(dane syntetyczne\)", present)


def test_reports_know_nothing_of_what_comes_later(raw: Path) -> None:
    goals = MONTHLY.sheet("goals")
    set_in = openpyxl.load_workbook(raw / "sprawozdania/LU-01/2019-12.xlsx")[goals.name.pl]
    rows = list(set_in.iter_rows(min_row=goals.first_row, values_only=True))
    assert rows
    assert {row[goals.position("attained")] for row in rows} == {None}
    assert {row[goals.position("assessed_on")] for row in rows} == {None}


def test_dates_are_days_in_some_workbooks_and_text_in_others(raw: Path) -> None:
    kinds = {
        place: openpyxl.load_workbook(raw / f"rejestry/podmioty_{place}.xlsx")[
            "Członkowie zespołów"
        ]["D8"].data_type
        for place in ("lubelskie", "mazowieckie")
    }
    assert kinds == {"lubelskie": "d", "mazowieckie": "s"}


def test_amounts_have_no_break_spaces_and_a_comma(raw: Path) -> None:
    with (raw / "finanse/koszty.csv").open(encoding="cp1250", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    assert rows[0] == ["DANE SYNTETYCZNE"]
    assert rows[-1][0] == "Razem"
    assert rows[-1][-1] == "12\u00a0893\u00a0583,46"


def test_published_figures_are_copied_as_they_stand(raw: Path) -> None:
    figures = (raw / "published/published.csv").read_text(encoding="utf-8")
    assert figures.startswith("identyfikator liczby;dokument;cytat;")
    assert "000-families-total" in figures


def test_each_raw_file_belongs_to_one_source_of_each_table(raw: Path) -> None:
    content = tomllib.loads((raw.parent / "study.toml").read_text(encoding="utf-8"))
    claimed = [
        (source["table"], path, source.get("sheet"))
        for source in content["sources"]
        for path in raw.glob(source["files"])
    ]
    assert len(claimed) == len(set(claimed))
    assert content["forms"] == [{"files": "sprawozdania/*/*.xlsx"}]
    named = {source["table"] for source in content["sources"]}
    reported = {sheet.table.table_name for sheet in MONTHLY.sheets}
    assert set(TABLES) - named - reported <= OTHERS
