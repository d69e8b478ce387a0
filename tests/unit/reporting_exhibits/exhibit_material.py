"""A study of four teams and twenty families, drawn as text, and the material of its reports.

lubelskie     LU-01 older people   6 families: 4 completed, 1 moved, 1 withdrawn
              LU-02 disability     6 families: 5 completed, 1 moved
mazowieckie   MA-01 addiction      6 families: 3 completed, 3 withdrawn
              MA-02 addiction      2 families: 2 completed
Cohort IX.2019 in LU, XII.2019 in MA; 4 of the completed of LU-01 and 3 of MA-01 keep services.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import pandas as pd

from kooperacja_eval.ingest.run import AppliedRule, RawFile
from kooperacja_eval.pipeline.data import StudyData
from kooperacja_eval.pipeline.material import gather
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Lang, Text

TEAMS = """
pzk_id  voivodeship  area          name     started_on
LU-01   lubelskie    older_people  pierwszy 2019-07-01
LU-02   lubelskie    disability    drugi    2019-07-01
MA-01   mazowieckie  addiction     trzeci   2019-07-01
MA-02   mazowieckie  addiction     czwarty  2019-07-01
"""
OUTCOMES = {"LU-01": "ccccmw", "LU-02": "cccccm", "MA-01": "cccwww", "MA-02": "cc"}
WITH_SERVICES = {"LU-01": 4, "LU-02": 0, "MA-01": 3, "MA-02": 0}
CODES = {"c": "completed", "m": "moved", "w": "withdrawn"}
PUBLISHED = """
figure_id document indicator_id             macroregion voivodeship group       period_to  value
F-1       000      families_in_cooperation  I           lubelskie   -           2019-12-31 12
F-2       001      families_in_cooperation  I           lubelskie   -           2020-03-31 11
F-3       000      families_in_cooperation  I           -           whole_test  -          21
F-4       000      pzk_active               I           -           whole_test  -          4
F-5       000      cohort_families          I           -           2019-09     -          12
F-6       000      cooperation_months       I           -           2019-09     -          13
F-7       000      pzk_by_area              I           lubelskie   parenting_difficulties - 1
F-8       000      pzk_by_area              I           lubelskie   disability  -          1
"""
SCHEDULE = """
step actor version   months title  document month_one  quote
K1.1 all   planned   1-2    kroki  000      2019-04-01 cytat
K1.2 all   planned   1-2    kroki  000      2019-04-01 cytat
K7   all   planned   5-6,9  praca  000      2019-04-01 cytat
K7   all   realised  5-12   praca  000      2019-04-01 cytat
K7   all   realised  1-40   praca  001      2019-04-01 cytat
"""
OUTPUTS = """
milestone indicator title      unit        target achieved document quote
I         people    osoby      mazowieckie 14     10       002      cytat
II        teams     zespoły    SGGW        2      -        000      cytat
"""
COSTS = """
cost_id  milestone pzk_id voivodeship category amount_pln
LU-K001  II        LU-01  lubelskie   support  1000.50
LU-K002  II        -      lubelskie   support  500
MA-K001  II        MA-01  mazowieckie support  2000
"""


def frame(name: str, drawing: str) -> pd.DataFrame:
    """Read a table drawn as text: first line the columns, ``-`` a missing value."""
    header, *lines = [line.split() for line in drawing.strip().splitlines()]
    return typed(name, pd.DataFrame(lines, columns=header).replace("-", None))


def typed(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Give a table all its columns with their types."""
    kinds = {column: field.dtype for column, field in TABLES[name].fields.items()}
    full = rows.reindex(columns=list(kinds))
    for column, field in TABLES[name].fields.items():
        if field.kind in ("integer", "number"):
            full[column] = pd.to_numeric(full[column])
    return full.astype(kinds)


def families() -> pd.DataFrame:
    """Return the families of the four teams."""
    rows = [
        {
            "family_id": f"{team}-R{number:02d}",
            "pzk_id": team,
            "unit_type": "family",
            "area": "addiction",
            "cohort": "2019-09-01" if team < "M" else "2019-12-01",
            "reported_on": "2019-07-01",
            "screened_on": "2019-07-11",
            "diagnosed_on": "2019-07-31",
            "ipp_signed_on": "2019-08-10",
            "started_on": "2019-09-01" if team < "M" else "2019-12-01",
            "ended_on": "2020-09-30",
            "outcome": CODES[letter],
            "services_until": "2021-03-31" if number <= WITH_SERVICES[team] else None,
        }
        for team, letters in OUTCOMES.items()
        for number, letter in enumerate(letters, start=1)
    ]
    return typed("families", pd.DataFrame(rows))


def tables(*names: str) -> dict[str, pd.DataFrame]:
    """Return tables of the study; all of them where none is named."""
    every = {
        "pzk": frame("pzk", TEAMS),
        "families": families(),
        "schedule": frame("schedule", SCHEDULE),
        "output_targets": frame("output_targets", OUTPUTS),
        "published": frame("published", PUBLISHED),
        "costs": frame("costs", COSTS),
    }
    return {name: every[name] for name in names or every}


def wave(name: str, first: date, last: date) -> dict[str, object]:
    """Return a wave whose label is its name with a dash."""
    label = name.replace("_", "-")
    period = {"first": first, "last": last}
    return {"id": name, "label_pl": label, "label_en": label, "period": period}


def config() -> StudyConfig:
    """Return the configuration: two voivodeships, public profile with threshold 3."""
    return StudyConfig.model_validate(
        {
            "study": {
                "id": "synthetic", "title_pl": "Badanie", "title_en": "Study", "programme": "-",
                "synthetic": True, "data_date": date(2020, 12, 31), "as_of": date(2019, 12, 31),
                "period": {"first": date(2018, 4, 1), "last": date(2021, 3, 31)},
            },
            "macroregions": ({"id": "I", "voivodeships": ("lubelskie", "mazowieckie")},),
            "waves": (
                wave("ex_ante", date(2019, 7, 1), date(2019, 10, 31)),
                wave("mid_term", date(2020, 5, 1), date(2020, 6, 30)),
                wave("ex_post", date(2020, 10, 1), date(2020, 11, 30)),
            ),
            "covid": {"first": date(2020, 3, 1)},
            "targets": {
                "entities": 350, "pzk": 4, "families": 16, "families_per_pzk_min": 5,
                "families_per_pzk_max": 9,
            },
            "disclosure": {"profile": "public"},
        }
    )  # fmt: skip


PROBLEMS = (
    Problem(
        rule="beyond", severity="warning", message=Text("Za późno.", "Too late."),
        table="families", field="ended_on", file="a.xlsx", sheet="Rodziny", row=7,
        column="Koniec",
    ),
)  # fmt: skip
RULES = (
    AppliedRule(
        id="p01", table="families", action="recode", reason="skrót", decided_by="koordynator",
        date=date(2021, 1, 15), rows=3,
    ),
)  # fmt: skip
FILES = (
    RawFile(path="a.xlsx", sha256="0" * 64, size=100),
    RawFile(path="rodziny/b.csv", sha256="1" * 64, size=20),
    RawFile(path="rodziny/lu/c.csv", sha256="2" * 64, size=30),
)


def material(
    found: Mapping[str, pd.DataFrame] | None = None,
    *,
    lang: Lang = "pl",
    profile: Literal["internal", "public"] = "internal",
    earlier: pd.DataFrame | None = None,
) -> Material:
    """Return the material of the study, or of some of its tables."""
    held = dict(tables() if found is None else found)
    data = StudyData(
        tables=held, problems=PROBLEMS, corrections=RULES, files=FILES, fingerprint="-",
        earlier=earlier,
    )  # fmt: skip
    return gather(config(), data, profile=profile, lang=lang)
