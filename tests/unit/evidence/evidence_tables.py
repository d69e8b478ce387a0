"""Published figures, steps and gminas drawn as text, and small synthetic tables beside them."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import CovidBreak, Disclosure, Period, Profile, Targets
from kooperacja_eval.study import Identity, MacroregionPart, StudyConfig

DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "published": {"quote": "cytat", "document": "000", "macroregion": "I", "unit": "families"},
    "schedule": {"actor": "all", "title": "krok", "quote": "cytat", "month_one": "2019-04-01"},
    "gminas": {"document": "001", "quote": "cytat", "kind": "rural"},
    "pzk": {"name": "zespół", "area": "addiction", "started_on": "2019-07-01"},
    "families": {
        "unit_type": "family",
        "cohort": "2019-09-01",
        "started_on": "2019-09-01",
        "outcome": "ongoing",
    },
}
"""What columns hold where a drawn table leaves them out."""


def table(name: str, drawing: str) -> pd.DataFrame:
    """Read a table drawn as text: first line the columns, ``-`` a missing value.

    A row of ``published`` that has no identifier gets one from its document and position.
    """
    header, *lines = [line.split() for line in drawing.strip().splitlines()]
    frame = pd.DataFrame(lines, columns=header).replace("-", None)
    fields = TABLES[name].fields
    full = frame.reindex(columns=list(fields))
    for column, value in DEFAULTS[name].items():
        if column not in header:
            full[column] = value
    if name == "published" and "figure_id" not in header:
        full["figure_id"] = [f"{d}-figure-{n}" for n, d in enumerate(full["document"])]
    for column, field in fields.items():
        if field.kind in ("integer", "number"):
            full[column] = pd.to_numeric(full[column])
        full[column] = full[column].astype(field.dtype)
    return full


def config(profile: Profile = "internal") -> StudyConfig:
    """Return a study of Macroregion I in two voivodeships, as of 31.12.2019."""
    return StudyConfig(
        study=Identity(
            id="synthetic",
            title_pl="Badanie syntetyczne",
            title_en="Synthetic study",
            programme="-",
            synthetic=True,
            data_date=date(2020, 12, 31),
            as_of=date(2019, 12, 31),
            period=Period(first=date(2019, 3, 28), last=date(2020, 12, 31)),
        ),
        macroregions=(MacroregionPart(id="I", voivodeships=("lubelskie", "mazowieckie")),),
        covid=CovidBreak(first=date(2020, 3, 1)),
        targets=Targets(
            entities=350, pzk=30, families=150, families_per_pzk_min=5, families_per_pzk_max=9
        ),
        disclosure=Disclosure(profile=profile),
    )


TEAMS = table(
    "pzk",
    """
    pzk_id  voivodeship  area               started_on  ended_on
    LU-01   lubelskie    many_difficulties  2019-07-01  -
    LU-02   lubelskie    many_difficulties  2019-07-01  2020-02-29
    MA-01   mazowieckie  addiction          2020-01-01  -
    """,
)
FAMILIES = table(
    "families",
    """
    family_id  pzk_id  unit_type  cohort      started_on  ended_on    outcome
    f1         LU-01   family     2019-09-01  2019-09-01  2020-01-31  completed
    f2         LU-01   person     2019-09-01  2019-09-01  -           ongoing
    f3         LU-02   family     2019-09-01  2019-09-01  2019-10-31  completed
    f4         MA-01   family     2019-12-01  2020-02-01  -           ongoing
    g1         LU-01   group      2019-09-01  2019-09-01  2019-11-30  completed
    g2         LU-02   group      2019-09-01  2019-09-01  -           ongoing
    """,
)
"""On 31.12.2019: families f1, f2; group g2; teams LU-01, LU-02. On 31.03.2020: f2, f4."""
