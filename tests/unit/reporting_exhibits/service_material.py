"""A small synthetic set of services, needs and social projects, and the material of its reports."""

import dataclasses
from typing import Literal

import pandas as pd
from exhibit_material import config, families, frame, material, tables, typed

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.reporting.material import Material

IDS = (
    "service_status_share", "service_mode_share", "service_gap", "social_project_count",
    "social_project_spend", "social_project_spent_share", "social_project_persons",
    "social_project_families", "continuing_services",
)  # fmt: skip
GMINAS = """
pzk_id gmina_id
LU-01  0601011
LU-02  0601022
MA-01  1401012
MA-02  1401012
"""
NAMES = """
gmina_id name
0601011  Pierwsza
0601022  Druga
1401012  Trzecia
"""
PROJECTS = """
social_project_id pzk_id kind        title   budget_pln spent_pln persons
LU-01-PS01        LU-01  individuals projekt 12000      9000      30
LU-02-PS01        LU-02  community   projekt 10000      -         40
MA-01-PS01        MA-01  individuals projekt 11000      8800      25
"""


def services() -> pd.DataFrame:
    """Return three services of each of the twenty families.

    Therapy from II.2020 on, made an e-service in III.2020; care from I to II.2020; education, which
    the last family of each team needed in vain and the others got in IV.2020.
    """
    homes = families()
    last = set(homes.groupby("pzk_id")["family_id"].max())
    rows = []
    for family in homes["family_id"]:
        given = family not in last
        rows += [
            {"kind": "therapy", "started_on": "2020-02-03", "status": "converted",
             "status_on": "2020-03-20", "mode": "remote", "on_list": True,
             "social_project_id": "LU-01-PS01" if family < "LU-02" else None},
            {"kind": "care", "started_on": "2020-01-07", "ended_on": "2020-02-20",
             "status": "delivered", "mode": "in_person", "on_list": True},
            {"kind": "education", "planned_on": "2020-03-02", "on_list": False,
             "started_on": "2020-04-01" if given else None, "mode": "mixed" if given else None,
             "status": "delivered" if given else "planned"},
        ]  # fmt: skip
        for number, row in enumerate(rows[-3:]):
            row |= {"family_id": family, "service_id": f"{family}-U{number + 1:02d}"}
    return typed("services", pd.DataFrame(rows))


def service_tables() -> dict[str, pd.DataFrame]:
    """Return the tables of the study."""
    return {
        **tables("pzk", "families"),
        "services": services(),
        "social_projects": frame("social_projects", PROJECTS),
        "pzk_gminas": frame("pzk_gminas", GMINAS),
    }


def service_material(
    found: dict[str, pd.DataFrame] | None = None,
    *,
    profile: Literal["internal", "public"] = "internal",
) -> Material:
    """Return the material of these tables, with the values of their indicators alone."""
    held = service_tables() if found is None else found
    levels: tuple[Level, ...] = ("macroregion", "voivodeship", "pzk")
    parts = [
        compute(held, config(), ids=[name], by=by)
        for name in IDS
        for by in levels
        if not (by == "pzk" and name in {"service_status_share", "service_mode_share"})
    ]
    base = material(tables("pzk"))
    return dataclasses.replace(
        base,
        tables=base.tables | set(held),
        values=release(pd.concat(parts, ignore_index=True), config().disclosure, profile=profile),
        teams={**base.teams, "gminas": frame("gminas", NAMES)},
    )
