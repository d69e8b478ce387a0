"""Goals and diagnoses of families against published figures and plain loops.

T: scores -2, 0, -1, 2, 0, 1 and weights 3, 5, 1, 4, 2, 6 of the manual of the R package gasr
(github.com/taylordunn/gasr) give 55 exactly: 7 over sqrt(.7 * 91 + .3 * 441) = 14, times 10.
Reliable change: the standard deviation 7.5 and the reliability .80 give the critical change
1.96 * 7.5 * sqrt(2) * sqrt(.2) = 9.297096 by the formula of Jacobson and Truax (1991).

Loops: Python's own numbers, written from the definitions of the catalogue, on the synthetic study
of seed 2019. Tolerance 1e-9: both sides add the same doubles in another order.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.study_files import study_toml
from kooperacja_eval.demo.synthesis import synthesise
from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Diagnosis
from kooperacja_eval.study import StudyConfig

pytestmark = pytest.mark.golden

TOLERANCE = 1e-9
CONFIG = StudyConfig.model_validate(tomllib.loads(study_toml(large=False)))
Row = Mapping[str, Any]


def typed(name: str, rows: list[Row]) -> pd.DataFrame:
    """Return rows as a table with the types of its fields."""
    fields = TABLES[name].fields
    frame = pd.DataFrame(rows).reindex(columns=list(fields))
    return frame.astype({column: field.dtype for column, field in fields.items()})


def team() -> dict[str, pd.DataFrame]:
    """Return one team with three families."""
    place = {"pzk_id": "LU-01", "voivodeship": "lubelskie", "area": "addiction", "name": "-"}
    families: list[Row] = [
        {"family_id": f"LU-01-R0{number}", "pzk_id": "LU-01", "unit_type": "family",
         "cohort": "2019-09-01", "started_on": "2019-09-01", "outcome": "completed"}
        for number in (1, 2, 3)
    ]  # fmt: skip
    return {"pzk": typed("pzk", [place]), "families": typed("families", families)}


def test_the_published_family_has_t_55() -> None:
    levels, weights = (-2, 0, -1, 2, 0, 1), (3, 5, 1, 4, 2, 6)
    goals: list[Row] = [
        {"goal_id": f"LU-01-R01-C{place}", "family_id": "LU-01-R01", "domain": "health",
         "attained": level, "baseline": -2, "weight": weight, "set_on": "2019-10-01"}
        for place, (level, weight) in enumerate(zip(levels, weights, strict=True))
    ]  # fmt: skip
    tables = team() | {"goals": typed("goals", goals)}
    tables |= {name: typed(name, []) for name in ("meetings", "attendance", "memberships")}
    values = compute(
        tables | {"entities": typed("entities", [])}, CONFIG,
        ids=["goal_attainment_t", "goal_number_t"],
    )  # fmt: skip
    found = values.set_index(["indicator_id", "group"])["value"]
    assert found["goal_attainment_t", "attained"] == 55.0
    assert found["goal_attainment_t", "goals"] == 6.0
    assert found["goal_number_t", "attained/goals:4+"] == 55.0


@pytest.mark.parametrize(
    ("change", "course"),
    [(9.2970, "unchanged"), (9.2971, "improved"), (-9.2970, "unchanged"), (-9.2971, "worse")],
)
def test_the_published_limit_tells_reliable_changes(change: float, course: str) -> None:
    # before 12.5, 20, 27.5: standard deviation 7.5; the others do not change
    before = {"LU-01-R01": 12.5, "LU-01-R02": 20.0, "LU-01-R03": 27.5}
    after = before | {"LU-01-R02": 20.0 + change}
    scores: list[Row] = [
        {"family_id": family, "wave": wave, "domain": "health", "kind": kind, "score": score}
        for kind, wave, kept in (("pre", "ex_ante", before), ("post", "ex_post", after))
        for family, score in kept.items()
    ]
    scale = Diagnosis(low=0, high=60, reliability=0.8, source="Jacobson, Truax 1991")
    config = CONFIG.model_copy(update={"diagnosis": scale})
    values = compute(
        team() | {"diagnoses": typed("diagnoses", scores)}, config, ids=["reliable_change_share"]
    )
    number = values.set_index("group")["numerator"]
    expected = {"improved": 0.0, "unchanged": 2.0, "worse": 0.0}
    expected[course] += 1
    assert {name: number[f"{name}/domain:health"] for name in expected} == expected


@cache
def tables() -> dict[str, pd.DataFrame]:
    """Return the synthetic study."""
    return synthesise(make_plan(), np.random.default_rng(2019)).tables


def rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a table as Python's own values; missing is None."""
    frame = tables()[name].astype(object)
    return [
        {str(key): None if pd.isna(cell) else cell for key, cell in row.items()}
        for row in frame.to_dict("records")
    ]


def kept() -> set[str]:
    """Return the families and persons."""
    return {row["family_id"] for row in rows("families") if row["unit_type"] != "group"}


def check(indicator: str, expected: Mapping[str, tuple[float, float, int, int]]) -> None:
    """Compare numerator, denominator, families and missing of every group that is expected."""
    values = compute(tables(), CONFIG, ids=[indicator])
    plain = values[values["change_type"] != "standardised"].set_index("group")
    columns = ["numerator", "denominator", "n", "n_missing"]
    for group, numbers in expected.items():
        found = plain.loc[group, columns].to_numpy(dtype=np.float64)
        assert found == pytest.approx(numbers, rel=TOLERANCE, abs=TOLERANCE), group


def by_domain(goals: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return goals by the end of their group: all of them, and those of each domain."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for goal in goals:
        found["all"].append(goal)
        found[f"all/domain:{goal['domain']}"].append(goal)
    return found


def test_goals_of_the_synthetic_study() -> None:
    attained, change, revised = {}, {}, {}
    everybody = kept()
    goals = [goal for goal in rows("goals") if goal["family_id"] in everybody]
    for group, some in by_domain(goals).items():
        known = [g for g in some if g["attained"] is not None]
        attained[group] = (
            float(sum(g["attained"] >= 0 for g in known)), float(len(known)),
            len({g["family_id"] for g in known}), len(some) - len(known),
        )  # fmt: skip
        both = [g for g in known if g["baseline"] is not None]
        change[group] = (
            float(sum(g["attained"] - g["baseline"] for g in both)), float(len(both)),
            len({g["family_id"] for g in both}), len(some) - len(both),
        )  # fmt: skip
        said = [g for g in some if g["revision"] is not None]
        revised[group] = (
            float(sum(g["revision"] > 0 for g in said)), float(len(said)),
            len({g["family_id"] for g in said}), len(some) - len(said),
        )  # fmt: skip
    check("goal_attained_share", attained)
    check("goal_change", change)
    check("goal_revision_by_domain", revised)


def test_diagnoses_of_the_synthetic_study() -> None:
    everybody = kept()
    score = {
        (row["family_id"], row["domain"], row["kind"]): row["score"]
        for row in rows("diagnoses")
        if row["family_id"] in everybody and row["score"] is not None
    }
    pairs = {(family, domain) for family, domain, _ in score}
    expected: dict[str, tuple[float, float, int, int]] = {}
    readings = {"pre": (None, "pre"), "then": (None, "then"), "post": (None, "post"),
                "post_minus_pre": ("pre", "post"), "post_minus_then": ("then", "post")}  # fmt: skip
    for name, (earlier, later) in readings.items():
        found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for family, domain in pairs:
            first = 0.0 if earlier is None else score.get((family, domain, earlier))
            last = score.get((family, domain, later))
            if first is None or last is None:
                continue
            found[name][family].append(last - first)
            found[f"{name}/domain:{domain}"][family].append(last - first)
        for group, families in found.items():
            means = [sum(some) / len(some) for some in families.values()]
            domain = group.partition(":")[2]
            asked = {family for family, one in pairs if not domain or one == domain}
            size = len(asked) if domain else len(everybody)
            expected[group] = (sum(means), float(len(means)), len(means), size - len(means))
    check("domain_change", expected)
