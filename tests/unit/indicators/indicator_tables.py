"""Input tables drawn as text, and a small synthetic study to compute indicators from."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import CovidBreak, Disclosure, Period, Targets
from kooperacja_eval.study import Identity, MacroregionPart, StudyConfig

DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "pzk": {"name": "zespół", "area": "addiction", "started_on": "2019-07-01"},
    "families": {
        "unit_type": "family",
        "cohort": "2019-09-01",
        "started_on": "2019-09-01",
        "outcome": "ongoing",
    },
    "goals": {"domain": "health", "set_on": "2019-10-01"},
    "entities": {"name": "podmiot", "kind": "ops", "sector": "education", "level": "gmina"},
    "costs": {"milestone": "II", "category": "support"},
    "output_targets": {"title": "wskaźnik", "document": "002", "quote": "cytat"},
    "schedule": {"document": "000", "title": "krok", "month_one": "2019-04-01"},
}
"""What required columns hold where a drawn table leaves them out."""


def table(name: str, drawing: str) -> pd.DataFrame:
    """Read a table drawn as text: first line the columns, ``-`` a missing value."""
    header, *lines = [line.split() for line in drawing.strip().splitlines()]
    fields = TABLES[name].fields
    frame = pd.DataFrame(lines, columns=header).replace("-", None)
    full = frame.reindex(columns=list(fields))
    for column, value in DEFAULTS.get(name, {}).items():
        if column not in header:
            full[column] = value
    for column, field in fields.items():
        if field.kind in ("integer", "number"):
            full[column] = pd.to_numeric(full[column])
        if field.kind == "yes_no":
            full[column] = full[column].map({"yes": True, "no": False})
        full[column] = full[column].astype(field.dtype)
    return full


def config(*voivodeships: str, as_of: str = "2019-12-31") -> StudyConfig:
    """Return a study of one macroregion in these voivodeships."""
    return StudyConfig(
        study=Identity(
            id="synthetic",
            title_pl="Badanie syntetyczne",
            title_en="Synthetic study",
            programme="-",
            synthetic=True,
            data_date=date(2020, 12, 31),
            as_of=date.fromisoformat(as_of),
            period=Period(first=date(2019, 3, 28), last=date(2020, 12, 31)),
        ),
        macroregions=(
            MacroregionPart(id="I", voivodeships=voivodeships or ("lubelskie", "mazowieckie")),
        ),
        covid=CovidBreak(first=date(2020, 3, 1)),
        targets=Targets(
            entities=350, pzk=30, families=150, families_per_pzk_min=5, families_per_pzk_max=9
        ),
        disclosure=Disclosure(profile="public"),
    )


TEAMS = table(
    "pzk",
    """
    pzk_id  voivodeship  area
    MA-01   mazowieckie  addiction
    LU-02   lubelskie    disability
    LU-01   lubelskie    addiction
    """,
)
"""Three teams, not in report order: LU-01, LU-02, MA-01."""


def drawn(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Return rows of a frame as tuples, numbers rounded to 6 digits, missing as None."""
    rows = []
    for record in frame[list(columns)].to_dict("records"):
        cells = [None if pd.isna(cell) else cell for cell in record.values()]
        rows.append(tuple(round(c, 6) if isinstance(c, float) else c for c in cells))
    return rows
