"""Synthetic families by type, the values computed from them, and what each value counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import product

import pandas as pd

from kooperacja_eval.indicators.compute import compute_all
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import CovidBreak, Disclosure, Period, Targets
from kooperacja_eval.study import Identity, MacroregionPart, StudyConfig

VOIVODESHIPS = ("lubelskie", "mazowieckie")
AREAS = ("addiction", "disability")


@dataclass(frozen=True, slots=True, order=True)
class Type:
    """Everything that the indicators of the test can see of a family."""

    completed: bool
    ended: bool
    services: bool
    late_cohort: bool
    present: bool


TYPES = tuple(Type(*flags) for flags in product((False, True), repeat=5))
Rule = Callable[[Type], bool]
RULES: dict[tuple[str, str], dict[str, Rule]] = {
    ("families_in_cooperation", ""): {"numerator": lambda t: t.present, "n": lambda t: t.present},
    ("cohort_families", "2019-09"): {"numerator": lambda t: not t.late_cohort},
    ("cohort_families", "2019-12"): {"numerator": lambda t: t.late_cohort},
    ("families_per_pzk", "mean"): {"numerator": lambda _: True},
    ("ipp_completed", ""): {"numerator": lambda t: t.completed, "n": lambda t: t.completed},
    ("ipp_completed_share", ""): {
        "numerator": lambda t: t.completed,
        "denominator": lambda _: True,
        "n": lambda _: True,
    },
    ("continuing_services", ""): {
        "numerator": lambda t: t.services and t.ended,
        "n_missing": lambda t: t.services and not t.ended,
    },
    ("continuing_services_share", "of_completed"): {
        "numerator": lambda t: t.services and t.ended and t.completed,
        "denominator": lambda t: t.completed and (t.ended or not t.services),
        "n_missing": lambda t: t.completed and t.services and not t.ended,
    },
    ("continuing_services_share", "of_all"): {
        "numerator": lambda t: t.services and t.ended,
        "denominator": lambda t: t.ended or not t.services,
        "n_missing": lambda t: t.services and not t.ended,
    },
    ("cooperation_months", ""): {
        "denominator": lambda t: t.ended,
        "n": lambda t: t.ended,
        "n_missing": lambda t: not t.ended,
    },
    ("cooperation_months", "2019-09"): {
        "denominator": lambda t: t.ended and not t.late_cohort,
        "n_missing": lambda t: not t.ended and not t.late_cohort,
    },
    ("cooperation_months", "2019-12"): {
        "denominator": lambda t: t.ended and t.late_cohort,
        "n_missing": lambda t: not t.ended and t.late_cohort,
    },
}
"""Which types of family each column of a row counts, written down from the definitions alone."""

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
    macroregions=(MacroregionPart(id="I", voivodeships=VOIVODESHIPS),),
    covid=CovidBreak(first=date(2020, 3, 1)),
    targets=Targets(
        entities=350, pzk=30, families=150, families_per_pzk_min=5, families_per_pzk_max=9
    ),
    disclosure=Disclosure(profile="public"),
)


@dataclass(frozen=True, slots=True)
class Team:
    """A team with its families."""

    pzk_id: str
    voivodeship: str
    area: str
    families: tuple[Type, ...]


def values_of(teams: list[Team]) -> pd.DataFrame:
    """Compute every value that the tables of teams and families give."""
    pzk = pd.DataFrame(
        [
            {"pzk_id": t.pzk_id, "voivodeship": t.voivodeship, "area": t.area, "name": t.pzk_id}
            for t in teams
        ]
    ).assign(started_on="2019-07-01")
    families = pd.DataFrame(
        [
            _family(f"{team.pzk_id}-R{place:02d}", team.pzk_id, kind)
            for team in teams
            for place, kind in enumerate(team.families, start=1)
        ],
        columns=list(TABLES["families"].fields),
    )
    tables = {"pzk": _typed("pzk", pzk), "families": _typed("families", families)}
    return compute_all(tables, STUDY)


def _family(family_id: str, pzk_id: str, kind: Type) -> dict[str, object]:
    return {
        "family_id": family_id,
        "pzk_id": pzk_id,
        "unit_type": "family",
        "cohort": "2019-12-01" if kind.late_cohort else "2019-09-01",
        "started_on": "2019-12-01" if kind.present else "2020-01-02",
        "ended_on": "2020-10-31" if kind.ended else None,
        "outcome": "completed" if kind.completed else "ongoing",
        "services_until": "2021-03-31" if kind.services else None,
    }


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    fields = TABLES[name].fields
    full = frame.reindex(columns=list(fields))
    return full.astype({column: field.dtype for column, field in fields.items()})
