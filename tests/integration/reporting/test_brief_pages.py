"""The brief of a month as PDF: two pages, whatever people wrote, in both languages.

Thirty synthetic teams, entries and recommendations of 3,000 characters with markup and formulas.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from pypdf import PdfReader

from kooperacja_eval.ingest.run import RawFile
from kooperacja_eval.pipeline.data import StudyData
from kooperacja_eval.pipeline.material import gather
from kooperacja_eval.pipeline.parameters import subtitle
from kooperacja_eval.pipeline.state import PACKAGE_NOTEBOOKS
from kooperacja_eval.reporting.document import make_document
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.render import render
from kooperacja_eval.reporting.runner import run_notebook
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import StudyConfig, load_config
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.integration

PLACES = ("lubelskie", "mazowieckie", "podlaskie", "podkarpackie", "swietokrzyskie")
SHORT = ("LU", "MZ", "PD", "PK", "SW")
EVIL = "<script>alert(1)</script> =cmd|' /C calc'!A0 "
LONG = EVIL + "bardzo długie zdanie o współpracy instytucji w powiecie " * 55
TEAMS = [
    (f"{short}-{n:02d}", place)
    for short, place in zip(SHORT, PLACES, strict=True)
    for n in range(1, 7)
]
MEMBERS = 9
MONTHS = ("2019-12", "2020-01", "2020-02", "2020-03")


def typed(name: str, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    fields = TABLES[name].fields
    full = pd.DataFrame([dict(row) for row in rows]).reindex(columns=list(fields))
    for column, field in fields.items():
        if field.kind == "month":
            full[column] = pd.to_datetime(full[column])
    return full.astype({column: field.dtype for column, field in fields.items()})


def tables() -> dict[str, pd.DataFrame]:
    """Return four months of thirty teams: every fifth silent in the last, one other never meets."""
    teams = [{"pzk_id": i, "name": i, "voivodeship": v, "area": "addiction",
              "started_on": "2019-12-01"} for i, v in TEAMS]  # fmt: skip
    people = [(i, f"{i[:2]}-P{i[3:]}{n}") for i, _ in TEAMS for n in range(1, MEMBERS + 1)]
    meetings = [
        {"meeting_id": f"{i}-S{at:02d}", "pzk_id": i, "held_on": f"{month}-10", "level": "pzk",
         "mode": "remote"}
        for number, (i, _) in enumerate(TEAMS)
        for at, month in enumerate(MONTHS, start=1)
        if number % 7 and not (number % 5 == 0 and month == MONTHS[-1])
    ]  # fmt: skip
    held = {str(meeting["meeting_id"]): str(meeting["pzk_id"]) for meeting in meetings}
    attendance = [
        {"meeting_id": meeting, "entity_id": one, "persons": 1}
        for meeting, team in held.items()
        for place, (own, one) in enumerate(p for p in people if p[0] == team)
        if own and place < (2 if meeting.endswith("S04") else 8)
    ]
    families = [
        {"family_id": f"{i}-R{n:02d}", "pzk_id": i, "unit_type": "family", "outcome": "ongoing",
         "started_on": "2019-12-01"}
        for i, _ in TEAMS for n in range(1, 6)
    ]  # fmt: skip
    contacts = [
        {"family_id": family["family_id"], "month": month, "contacts": number % 3}
        for number, family in enumerate(families)
        for month in MONTHS
        if TEAMS.index((str(family["pzk_id"]), _place(str(family["pzk_id"])))) % 5
    ]
    written = [
        {"conclusion_id": f"{i}-202003-{'RT'[n % 2]}{n:02d}", "month": "2020-03", "pzk_id": i,
         "voivodeship": v, "kind": ("recommendation", "difficulty")[n % 2], "text": LONG,
         "theme": f"barrier.x{number % 12}", "addressee": LONG}
        for number, (i, v) in enumerate(TEAMS) for n in range(2)
    ]  # fmt: skip
    advice = [
        {"recommendation_id": f"R{n:02d}", "title": LONG, "conclusion": LONG,
         "recommendation": LONG, "addressee": LONG, "deadline": f"2020-{n:02d}"}
        for n in range(1, 9)
    ]  # fmt: skip
    steps = [
        {"step": f"K{n}", "actor": "all", "version": version, "document": "000", "title": "krok",
         "months": months, "month_one": "2019-04"}
        for n in range(1, 11)
        for version, months in (("planned", "3"), ("realised", "20"))
    ]  # fmt: skip
    rows: dict[str, Sequence[Mapping[str, object]]] = {
        "pzk": teams, "meetings": meetings, "attendance": attendance, "families": families,
        "contacts": contacts, "conclusions": written, "recommendations": advice,
        "schedule": steps,
        "entities": [{"entity_id": one, "name": one, "kind": "ops"} for _, one in people],
        "memberships": [{"pzk_id": i, "entity_id": one, "role": "core"} for i, one in people],
    }  # fmt: skip
    return {name: typed(name, lines) for name, lines in rows.items()}


def _place(team: str) -> str:
    return dict(TEAMS)[team]


@cache
def report() -> tuple[StudyConfig, Material]:
    package = PACKAGE_NOTEBOOKS.parent
    template = package / "pipeline" / "templates"
    config = load_config(template).model_copy(update={"sources": (), "forms": ()})
    data = StudyData(
        tables=tables(),
        problems=(),
        corrections=(),
        files=(RawFile(path="a.xlsx", sha256="0" * 64, size=1),),
        fingerprint="-",
    )
    return config, gather(config, data, profile="public")


@pytest.mark.parametrize(
    ("place", "lang"), [("makroregion", "pl"), ("lubelskie", "pl"), ("makroregion", "en")]
)
def test_a_brief_has_two_pages_at_most(tmp_path: Path, place: str, lang: Lang) -> None:
    config, material = report()
    about = {"month": "2020-03", "voivodeship": place}
    notebook = PACKAGE_NOTEBOOKS / "monthly_brief.ipynb"
    executed = run_notebook(
        notebook, parameters=about, context={"report": replace(material, lang=lang)}, lang=lang
    )
    document = make_document(
        executed,
        study=config.study.title,
        data_date=config.study.data_date,
        synthetic=True,
        subtitle=subtitle(about, config),
    )
    html, pdf = render(document, tmp_path / "brief", ("html", "pdf"))
    pages = PdfReader(pdf).pages
    assert len(pages) <= 2
    text = " ".join(page.extract_text() for page in pages)
    assert "[…]" in text, "what was cut has its mark"
    assert "<script>alert(1)" not in html.read_text("utf-8"), "texts of people never run"
    assert "LU-01" in text, "a team that sent nothing is named"
