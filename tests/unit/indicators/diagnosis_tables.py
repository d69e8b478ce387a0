"""Scores of the diagnosis drawn as text, a family and domain in a line, and their values."""

from datetime import date
from typing import Any

import pandas as pd
from indicator_tables import config, table
from outcome_tables import teams

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.sections import Diagnosis
from kooperacja_eval.study import StudyConfig, Wave

WAVES = ("ex_ante", "mid_term", "ex_post")
FAMILIES = table(
    "families",
    """
    family_id  pzk_id  unit_type  outcome    cohort
    LU-01-R01  LU-01   family     completed  2019-09-01
    LU-01-R02  LU-01   person     completed  2019-09-01
    LU-02-R01  LU-02   family     withdrawn  2019-12-01
    MA-01-R01  MA-01   family     ongoing    2019-12-01
    LU-01-G01  LU-01   group      completed  2019-09-01
    """,
)
SCORES = """
family_id  domain     pre  then  post
LU-01-R01  health     4    3     7
LU-01-R01  housing    6    -     6
LU-01-R02  health     5    5     6
LU-02-R01  health     3    1     4
LU-02-R01  housing    2    2     -
MA-01-R01  health     8    -     -
LU-01-G01  health     1    1     9
"""


def diagnoses(drawing: str) -> pd.DataFrame:
    """Return the long table from one line for each family and domain; ``-`` is no row."""
    header, *lines = [line.split() for line in drawing.strip().splitlines()]
    waves = {"pre": "ex_ante", "then": "ex_post", "post": "ex_post"}
    rows = ["family_id wave domain kind score"]
    for line in lines:
        cells = dict(zip(header, line, strict=True))
        rows += [
            f"{cells['family_id']} {wave} {cells['domain']} {kind} {cells[kind]}"
            for kind, wave in waves.items()
            if cells[kind] != "-"
        ]
    return table("diagnoses", "\n".join(rows))


def study(reliability: float | None = 0.8, *, scale: bool = True) -> StudyConfig:
    """Return a study with three waves and a scale of 1 to 10."""
    period = {"first": date(2020, 1, 1), "last": date(2020, 1, 31)}
    waves = tuple(
        Wave.model_validate({"id": name, "label_pl": name, "label_en": name, "period": period})
        for name in WAVES
    )
    source = None if reliability is None else "podręcznik narzędzia"
    ends = Diagnosis(low=1, high=10, reliability=reliability, source=source)
    return config().model_copy(update={"waves": waves, "diagnosis": ends if scale else None})


TABLES = {
    "pzk": teams("LU-01", "LU-02", "MA-01"),
    "families": FAMILIES,
    "diagnoses": diagnoses(SCORES),
}


def values(
    indicator: str, *groups: str, tables: dict[str, Any] = TABLES, by: Level = "macroregion",
    known: StudyConfig | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return the rows of groups of an indicator; all groups where none is named."""
    found = compute(tables, known or study(), ids=[indicator], by=by)
    return found[found["group"].isin(groups)] if groups else found
