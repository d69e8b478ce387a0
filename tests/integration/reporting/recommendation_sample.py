"""A small synthetic study for the Recommendation Book: recommendations, and what a study may lack.

Two teams of one voivodeship with three families each (LU-01 all completed, LU-02 one of three), a
register of conclusions with two entries, and three recommendations, one of them full of signs that
formats take for their own.
"""

from datetime import date

import pandas as pd

from kooperacja_eval.pipeline.data import StudyData
from kooperacja_eval.pipeline.material import gather
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import StudyConfig

EVIL = "=cmd|calc <script>alert(1)</script> [@nobody2000] **x** # y \\ z"
ROWS: dict[str, list[dict[str, object]]] = {
    "recommendations": [
        {
            "recommendation_id": f"R0{number}", "title": title, "conclusion": title,
            "recommendation": title, "addressee": "gminy", "level": level,
            "recommendation_class": "key", "question": "barriers", "status": "proposed",
            "deadline": "2021-06-01",
        }
        for number, (title, level) in enumerate(
            (
                (EVIL, "law"),
                ("Ustalić stały skład zespołów", "gmina_powiat"),
                ("Pisać krócej", None),
            ),
            start=1,
        )
    ],
    "pzk": [
        {
            "pzk_id": team, "name": team, "voivodeship": "lubelskie", "area": "disability",
            "started_on": "2019-07-01",
        }
        for team in ("LU-01", "LU-02")
    ],
    "families": [
        {
            "family_id": f"{team}-R{number:02d}", "pzk_id": team, "unit_type": "family",
            "cohort": "2019-09-01", "started_on": "2019-09-01", "ended_on": "2020-09-30",
            "outcome": "completed" if team == "LU-01" or number == 1 else "withdrawn",
        }
        for team in ("LU-01", "LU-02")
        for number in (1, 2, 3)
    ],
    "conclusions": [
        {
            "conclusion_id": f"LU-202003-T0{number}", "month": "2020-03-01",
            "voivodeship": "lubelskie", "kind": "difficulty", "theme": "barrier.time",
            "text": text, "status": "new",
        }
        for number, text in ((1, "Brakuje czasu na spotkania"), (2, EVIL))
    ],
}  # fmt: skip


def table(name: str) -> pd.DataFrame:
    """Return a table with all its columns and their types."""
    fields = TABLES[name].fields
    rows = pd.DataFrame(ROWS[name]).reindex(columns=list(fields))
    return rows.astype({column: field.dtype for column, field in fields.items()})


def study(*names: str, waves: bool = True) -> Material:
    """Return what a report of a study with these tables may show."""
    config = StudyConfig.model_validate(
        {
            "study": {
                "id": "synthetic", "title_pl": "Badanie", "title_en": "Study", "programme": "-",
                "synthetic": True, "data_date": date(2020, 12, 31), "as_of": date(2019, 12, 31),
                "period": {"first": date(2018, 4, 1), "last": date(2021, 3, 31)},
            },
            "macroregions": ({"id": "I", "voivodeships": ("lubelskie",)},),
            "waves": (
                {
                    "id": "ex_post", "label_pl": "ex-post", "label_en": "ex-post",
                    "period": {"first": date(2020, 10, 1), "last": date(2020, 11, 30)},
                },
            ) if waves else (),
            "covid": {"first": date(2020, 3, 1)},
            "targets": {
                "entities": 4, "pzk": 2, "families": 6, "families_per_pzk_min": 1,
                "families_per_pzk_max": 9,
            },
            "disclosure": {"profile": "public"},
        }
    )  # fmt: skip
    data = StudyData(
        tables={name: table(name) for name in names},
        problems=(),
        corrections=(),
        files=(),
        fingerprint="-",
    )
    return gather(config, data)
