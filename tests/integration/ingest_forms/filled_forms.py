"""Forms filled in by a made-up team, and what people do to them before they send them back."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
from forms_sample import KNOWN, MARCH, TEAM, identity
from openpyxl.workbook import Workbook

from kooperacja_eval.forms.content import Row
from kooperacja_eval.forms.known import Team
from kooperacja_eval.forms.layout import VERSION_SHEET
from kooperacja_eval.forms.monthly import monthly_form
from kooperacja_eval.forms.write import form_bytes
from kooperacja_eval.ingest.run import IngestResult, ingest_study
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.study import RAW_FOLDER, StudyConfig
from kooperacja_eval.text import Lang

FILE = "sprawozdania/LU-01/2020-03.xlsx"
TEAMS = "zespoly.csv"
MEETING: Row = {
    "meeting_id": "LU-01-S121", "held_on": dt.date(2020, 3, 12), "level": "PZK",
    "mode": "zdalnie", "minutes": 60,
}  # fmt: skip
CONTACT: Row = {"family_id": "LU-01-R01", "contacts": 3, "hours": 2.5, "mode": "osobiście"}
SERVICE: Row = {
    "service_id": "LU-01-R01-U01", "family_id": "LU-01-R01", "kind": "terapia",
    "provider_id": "LU-P001 – OPS Przykład", "planned_on": dt.date(2020, 3, 2),
    "status": "zaplanowana",
}  # fmt: skip
Rows = Mapping[str, Sequence[Row]]
ROWS: Rows = {"meetings": [MEETING], "contacts": [CONTACT]}


def config(**changes: object) -> StudyConfig:
    """Return the configuration of a study with forms and a register of teams."""
    study = {
        "id": "proba", "title_pl": "Test", "title_en": "Test", "programme": "-",
        "synthetic": True, "data_date": dt.date(2020, 12, 31), "as_of": dt.date(2019, 12, 31),
        "period": {"first": dt.date(2019, 4, 1), "last": dt.date(2020, 12, 31)},
    }  # fmt: skip
    content = {
        "study": study,
        "macroregions": ({"id": "I", "voivodeships": ("lubelskie",)},),
        "covid": {"first": dt.date(2020, 3, 12)},
        "targets": {
            "entities": 1, "pzk": 1, "families": 1, "families_per_pzk_min": 1,
            "families_per_pzk_max": 9,
        },
        "disclosure": {"profile": "internal"},
        "sources": ({"table": "pzk", "files": TEAMS},),
        "forms": ({"files": "sprawozdania/*/*.xlsx"},),
    }  # fmt: skip
    return StudyConfig.model_validate({**content, **changes})


def filled(
    rows: Rows = ROWS,
    *,
    team: Team = TEAM,
    month: dt.date = MARCH,
    lang: Lang = "pl",
    role: str = "animator (OPS)",
) -> bytes:
    """Return a form filled in by hand: no drop-down list has been asked."""
    form = monthly_form(KNOWN, team, month, identity(lang))
    return form_bytes(form.filled(rows, role=role))


def changed(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    """Return a workbook after somebody has worked in it with another program."""
    book = openpyxl.load_workbook(BytesIO(data))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def said(key: str, value: str | None) -> Callable[[Workbook], None]:
    """Return a change of what the hidden sheet says."""

    def change(book: Workbook) -> None:
        for row in book[VERSION_SHEET].iter_rows():
            if row[0].value == key:
                row[1].value = value

    return change


def put(folder: Path, name: str, data: bytes) -> None:
    """Write a raw file."""
    path = folder / RAW_FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def read(folder: Path, files: Mapping[str, bytes], **changes: object) -> IngestResult:
    """Read forms beside a register of one team that works from July 2019 on."""
    header = "identyfikator PZK;nazwa;województwo;powiat;obszar;początek pracy zespołu"
    row = "LU-01;Zespół;lubelskie;lubelski;niepełnosprawność, choroba;01.07.2019"
    put(folder, TEAMS, f"{header}\r\n{row}\r\n".encode())
    for name, data in files.items():
        put(folder, name, data)
    return ingest_study(folder, config(**changes))


def places(result: IngestResult) -> list[tuple[str, str, int | None, str]]:
    """Return rule, sheet, row and letter of each problem."""
    return [(p.rule, p.sheet, p.row, p.letter) for p in result.problems]


def one(result: IngestResult) -> Problem:
    """Return the only problem."""
    assert len(result.problems) == 1, result.problems
    return result.problems[0]
