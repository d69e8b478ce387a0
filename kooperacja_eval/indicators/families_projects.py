"""Social projects of the teams: how many, for how much, for whom.

The border: projects and what they paid for; services that go on after the cooperation are
``continuing_services`` of ``families``.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Floats
from kooperacja_eval.indicators.values import Value, count, shares
from kooperacja_eval.schemas.codes import PROJECT_KINDS
from kooperacja_eval.stats.ratios import clustered_ratio


def social_project_count(data: StudyData, place: Place) -> list[Value]:
    """Social projects of the teams of a place, all and by kind."""
    return [
        count(len(rows), group=f"all{breakdown}", period=data.period)
        for breakdown, rows in _cuts(_projects(data, place))
    ]


def social_project_spend(data: StudyData, place: Place) -> list[Value]:
    """Money granted to social projects and money spent; ``n`` counts projects.

    In a macroregion by kind too. Projects without the amount are missing: their money is in no sum.
    """
    return [
        _sum(rows[f"{name}_pln"], f"{name}{breakdown}", data.period)
        for name in ("budget", "spent")
        for breakdown, rows in _cuts(_projects(data, place), kinds=place.level == "macroregion")
    ]


def social_project_spent_share(data: StudyData, place: Place) -> list[Value]:
    """Money spent over money granted, in projects of which both are known; others are missing.

    In a macroregion by kind too. The interval is that of a ratio of totals between teams; ``n``
    counts projects.
    """
    teams = data.teams["pzk_id"].iloc[data.teams_at(place)]
    rows = []
    for breakdown, projects in _cuts(_projects(data, place), kinds=place.level == "macroregion"):
        both = projects.dropna(subset=["budget_pln", "spent_pln"])
        sums = both.groupby("pzk_id")[["spent_pln", "budget_pln"]].sum()
        by_team = sums.reindex(teams, fill_value=0.0).to_numpy(dtype=np.float64)
        row = _ratio(by_team[:, 0], by_team[:, 1])
        rows.append(
            replace(
                row,
                n=len(both),
                n_missing=len(projects) - len(both),
                group=f"all{breakdown}",
                period=data.period,
            )
        )
    return rows


def social_project_persons(data: StudyData, place: Place) -> list[Value]:
    """Persons that social projects reached, all and by kind of project.

    A person of two projects counts twice. Projects without the number are missing.
    """
    rows = []
    for breakdown, projects in _cuts(_projects(data, place)):
        known = projects["persons"].dropna()
        row = _sum(projects["persons"].astype("float64"), f"all{breakdown}", data.period)
        rows.append(replace(row, n=int(known.sum())))
    return rows


def social_project_families(data: StudyData, place: Place) -> list[Value]:
    """Families and persons with at least one service that a social project pays for.

    Of all families and persons of the whole test, those without any service too; all, and by kind
    of project. A family with projects of two kinds counts under both. Groups do not count; a family
    that moved counts with its last team.
    """
    everyone = np.ones(data.households.team.size, dtype=bool)
    trials = data.per_team(data.households, everyone, place)
    rows: list[Value] = []
    for kind, counted in data.services.paid_families.items():
        rows += shares(
            data.per_team(data.households, counted, place),
            trials,
            clustered=place.level != "pzk",
            group=f"all/project:{kind}" if kind else "all",
            period=data.period,
        )
    return rows


def _projects(data: StudyData, place: Place) -> pd.DataFrame:
    """Return the projects of the teams of a place."""
    projects, team = data.social_projects
    inside = np.zeros(len(data.teams) + 1, dtype=bool)  # the last for projects of no team
    inside[data.teams_at(place)] = True
    return projects[inside[team]]


def _cuts(projects: pd.DataFrame, *, kinds: bool = True) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield all projects, then those of each kind, with what stands behind the group."""
    yield "", projects
    for kind in PROJECT_KINDS.ids if kinds else ():
        yield f"/project:{kind}", projects[projects["kind"] == kind]


def _sum(amounts: "pd.Series[float]", group: str, period: str) -> Value:
    """Return a sum; insufficient where there are rows but not one amount."""
    known = amounts.dropna()
    total = float(known.sum())
    empty = not len(known) and len(amounts) > 0
    return Value(
        method="sum",
        numerator=None if empty else total,
        value=None if empty else total,
        n=len(known),
        n_missing=len(amounts) - len(known),
        group=group,
        period=period,
        status="insufficient" if empty else "ok",
    )


def _ratio(spent: Floats, granted: Floats) -> Value:
    total, whole = float(spent.sum()), float(granted.sum())
    method, low, high = "ratio", None, None
    try:
        result = clustered_ratio(spent, granted)
    except InsufficientDataError:
        pass
    else:
        method, low, high = result.method, result.ci_low, result.ci_high
    return Value(
        method=method,
        numerator=total,
        denominator=whole,
        value=total / whole if whole else None,
        ci_low=low if whole else None,
        ci_high=high if whole else None,
        status="ok" if whole else "insufficient",
    )
