"""A team with two families and three entities, for tests of forms; nobody in it is real."""

import datetime as dt
import re
from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook

from kooperacja_eval.forms.content import Form, Identity
from kooperacja_eval.forms.known import Known, Option, Stay, Team, months_between
from kooperacja_eval.forms.monthly import monthly_form
from kooperacja_eval.forms.write import form_bytes
from kooperacja_eval.text import Lang

MARCH = dt.date(2020, 3, 1)
TEAM = Team(
    pzk_id="LU-01",
    name="Zespół <pierwszy> & próbny",
    voivodeship="lubelskie",
    started_on=dt.date(2019, 7, 1),
)
OTHER = Team(pzk_id="LU-02", name="Drugi", voivodeship="lubelskie", started_on=dt.date(2019, 7, 1))
KNOWN = Known(
    teams=(TEAM, OTHER),
    months=months_between(dt.date(2019, 4, 1), dt.date(2020, 12, 31)),
    families={
        "LU-01": (Stay(pzk_id="LU-01", who="LU-01-R02"), Stay(pzk_id="LU-01", who="LU-01-R01")),
        "LU-02": (Stay(pzk_id="LU-02", who="LU-02-R01"),),
    },
    members={
        "LU-01": (
            Stay(pzk_id="LU-01", who="LU-P001"),
            Stay(pzk_id="LU-01", who="LU-P002"),
            Stay(pzk_id="LU-01", who="LU-P003", last=dt.date(2020, 2, 29)),
        )
    },
    owned={"goals.goal_id": {"LU-01-R01": ("LU-01-R01-C01",), "LU-09-R01": ("LU-09-R01-C01",)}},
    all={
        "entities.entity_id": (
            Option("LU-P001", "OPS\nPrzykład"),
            Option("LU-P002", "=cmd|' /c calc'!A0"),
            Option("LU-P003", "Szkoła"),
        ),
        "codes.code_id": (Option("barrier.time", "Brak czasu"),),
    },
)


def identity(lang: Lang = "pl", *, synthetic: bool = True) -> Identity:
    """Return the study of the sample."""
    return Identity(
        study="proba",
        title="Badanie próbne",
        synthetic=synthetic,
        lang=lang,
        dated=dt.date(2020, 12, 31),
        until=dt.date(2021, 3, 31),
    )


def march(lang: Lang = "pl", team: Team = TEAM) -> Form:
    """Return the form of a team for March 2020."""
    return monthly_form(KNOWN, team, MARCH, identity(lang))


def opened(form: Form) -> Workbook:
    """Return the workbook of a form as another program reads it."""
    return openpyxl.load_workbook(BytesIO(form_bytes(form)))


def entries(book: Workbook, name: str) -> list[object]:
    """Return what stands in the range of a defined name."""
    reference = book.defined_names[name].attr_text
    found = re.fullmatch(r"'([^']+)'!\$([A-Z]+)\$(\d+):\$\2\$(\d+)", reference)
    assert found is not None, reference
    sheet, letter = book[found[1]], found[2]
    return [sheet[f"{letter}{row}"].value for row in range(int(found[3]), int(found[4]) + 1)]
