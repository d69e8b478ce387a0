"""Synthetic families with the totals of the published record; nobody in them exists."""

from datetime import date

import pandas as pd

from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import CovidBreak, Disclosure, Period, Targets
from kooperacja_eval.study import Identity, MacroregionPart, StudyConfig

AREAS = ("many_difficulties", "disability", "older_people", "addiction")
TEAMS_OF = {
    "lubelskie": (("LU", 35), (2, 2, 2, 0)),
    "mazowieckie": (("MA", 30), (4, 0, 0, 2)),
    "podlaskie": (("PL", 33), (4, 1, 1, 0)),
    "podkarpackie": (("PK", 35), (2, 1, 2, 1)),
    "swietokrzyskie": (("SW", 39), (1, 1, 3, 1)),
}
"""Letters and families of each voivodeship, and its teams by area (final summary of the test)."""
TEAMS_OF_A_VOIVODESHIP = 6
COMPLETED, CONTINUING, FIRST_COHORT, GROUPS = 140, 69, 126, 3

STUDY = StudyConfig(
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
    macroregions=(MacroregionPart(id="I", voivodeships=tuple(TEAMS_OF)),),
    covid=CovidBreak(first=date(2020, 3, 1)),
    targets=Targets(
        entities=350, pzk=30, families=150, families_per_pzk_min=5, families_per_pzk_max=9
    ),
    disclosure=Disclosure(profile="public"),
)


def tables_of_the_record() -> dict[str, pd.DataFrame]:
    """Return teams and families that add up to the published figures."""
    teams, homes = [], []
    for voivodeship, ((letters, families), by_area) in TEAMS_OF.items():
        areas = [area for area, n in zip(AREAS, by_area, strict=True) for _ in range(n)]
        ids = [f"{letters}-{place:02d}" for place in range(1, TEAMS_OF_A_VOIVODESHIP + 1)]
        teams += [
            {"pzk_id": i, "voivodeship": voivodeship, "area": area, "name": i}
            for i, area in zip(ids, areas, strict=True)
        ]
        homes += _homes(ids, families)
    rows = [_family(place, *home) for place, home in enumerate(homes)]
    groups = [
        {**_family(0, "PK-01", place), "family_id": f"PK-01-G{place:02d}", "unit_type": "group"}
        for place in range(1, GROUPS + 1)
    ]
    return {
        "pzk": _typed("pzk", pd.DataFrame(teams).assign(started_on="2019-07-01")),
        "families": _typed("families", pd.DataFrame(rows + groups)),
    }


def _homes(ids: list[str], families: int) -> list[tuple[str, int]]:
    """Give each team five families and the rest to the first teams, up to nine."""
    sizes = [5] * len(ids)
    for place in range(len(ids)):
        sizes[place] += min(4, families - sum(sizes))
    return [(i, n) for i, size in zip(ids, sizes, strict=True) for n in range(1, size + 1)]


def _family(place: int, pzk_id: str, number: int) -> dict[str, object]:
    first = place < FIRST_COHORT
    started = pd.Timestamp("2019-09-01" if first else "2019-12-01")
    return {
        "family_id": f"{pzk_id}-R{number:02d}",
        "pzk_id": pzk_id,
        "unit_type": "family",
        "cohort": started,
        "started_on": started,
        "ended_on": started + pd.Timedelta(days=395 if first else 303),
        "outcome": "completed" if place < COMPLETED else "withdrawn",
        "services_until": pd.Timestamp("2021-03-31") if place < CONTINUING else None,
    }


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    fields = TABLES[name].fields
    full = frame.reindex(columns=list(fields))
    return full.astype({column: field.dtype for column, field in fields.items()})
