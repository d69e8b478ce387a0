"""What holds for goals and diagnoses of every study: order, groups of persons, sums of parts."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_families import STUDY, TEAMS

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.schemas.codes import GOAL_DOMAINS
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Diagnosis, Period
from kooperacja_eval.study import StudyConfig, Wave

pytestmark = pytest.mark.property

EXAMPLES = 12
WAVES = ("ex_ante", "ex_post")
GOALS = ["goal_attained_share", "goal_change", "goal_levels", "goal_number_t",
         "goal_revision_by_domain"]  # fmt: skip
SCORES = ["domain_change", "diagnosis_shift", "reliable_change_share", "diagnosis_bounds",
          "diagnosis_weighted"]  # fmt: skip
DOMAINS = GOAL_DOMAINS.ids[:3]
CONFIG: StudyConfig = STUDY.model_copy(
    update={
        "waves": tuple(
            Wave(
                id=name, label_pl=name, label_en=name,
                period=Period(first=date(2020, 1 + place, 1), last=date(2020, 1 + place, 28)),
            )
            for place, name in enumerate(WAVES)
        ),
        "diagnosis": Diagnosis(low=1, high=10, reliability=0.7, source="-"),
    }
)  # fmt: skip
Tables = dict[str, pd.DataFrame]
KEYS = ["indicator_id", "voivodeship", "group", "method", "change_type"]


@st.composite
def studies(draw: st.DrawFn) -> Tables:
    """Draw families, some of them groups, with goals and scores, every kind of gap among them."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    pzk = [{"pzk_id": i, "voivodeship": v, "area": a, "name": i} for i, (v, a) in TEAMS.items()]
    families, goals, scores = [], [], []
    for team in TEAMS:
        for number in range(int(rng.integers(0, 8))):
            kind = ("group", "family", "person")[min(2, int(rng.integers(0, 6)))]
            name = f"{team}-{'G' if kind == 'group' else 'R'}{number:02d}"
            families.append(
                {"family_id": name, "pzk_id": team, "unit_type": kind, "cohort": "2019-09-01",
                 "started_on": "2019-09-01",
                 "outcome": ("completed", "withdrawn")[int(rng.integers(2))]}
            )  # fmt: skip
            goals += [
                {"goal_id": f"{name}-C{place:02d}", "family_id": name,
                 "domain": DOMAINS[int(rng.integers(3))], "set_on": "2019-10-01",
                 "attained": gap(rng, -2, 3), "baseline": gap(rng, -2, 3),
                 "weight": gap(rng, 0, 3), "revision": gap(rng, 0, 3)}
                for place in range(int(rng.integers(0, 4)))
            ]  # fmt: skip
            scores += [
                {"family_id": name, "wave": wave, "domain": domain, "kind": one,
                 "score": gap(rng, 1, 11)}
                for domain in DOMAINS if rng.random() < 0.7
                for one, wave in (("pre", "ex_ante"), ("then", "ex_post"), ("post", "ex_post"))
                if rng.random() < 0.8
            ]  # fmt: skip
    drawn: dict[str, list[dict[str, Any]]] = {
        "pzk": pzk,
        "families": families,
        "goals": goals,
        "diagnoses": scores,
    }
    return {name: typed(name, rows) for name, rows in drawn.items()}


def gap(rng: np.random.Generator, low: int, high: int) -> int | None:
    """Return a whole number from low to below high, or nothing in one of six."""
    return None if rng.random() < 1 / 6 else int(rng.integers(low, high))


def typed(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as a table with the types of its fields."""
    fields = TABLES[name].fields
    frame = pd.DataFrame(rows).reindex(columns=list(fields))
    return frame.astype({column: field.dtype for column, field in fields.items()})


def values(tables: Tables, ids: list[str], by: Level = "macroregion") -> pd.DataFrame:
    """Return indicators in an order that names decide."""
    return compute(tables, CONFIG, ids=ids, by=by).sort_values(KEYS, ignore_index=True)


@settings(max_examples=EXAMPLES, deadline=None)
@given(studies(), st.integers(0, 2**31))
def test_order_of_rows_does_not_matter(tables: Tables, seed: int) -> None:
    rng = np.random.default_rng(seed)
    mixed = {name: frame.iloc[rng.permutation(len(frame))] for name, frame in tables.items()}
    pd.testing.assert_frame_equal(
        values(mixed, GOALS + SCORES), values(tables, GOALS + SCORES), rtol=1e-9, atol=1e-9
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(studies())
def test_groups_of_persons_change_nothing(tables: Tables) -> None:
    families = tables["families"]
    alone = tables | {"families": families[families["unit_type"] != "group"]}
    pd.testing.assert_frame_equal(values(alone, GOALS + SCORES), values(tables, GOALS + SCORES))


@settings(max_examples=EXAMPLES, deadline=None)
@given(studies())
def test_domains_add_up_to_all_goals_and_places_to_the_macroregion(tables: Tables) -> None:
    counted = ["numerator", "denominator", "n_missing"]
    for name in ("goal_attained_share", "goal_change", "goal_revision_by_domain"):
        rows = values(tables, [name])
        whole = rows[rows["group"] == "all"][counted].sum()
        parts = rows[rows["group"] != "all"][counted].sum()
        pd.testing.assert_series_equal(whole, parts)
        places = values(tables, [name], "voivodeship")
        pd.testing.assert_series_equal(whole, places[places["group"] == "all"][counted].sum())


@settings(max_examples=EXAMPLES, deadline=None)
@given(studies())
def test_levels_and_courses_are_shares_of_one_base(tables: Tables) -> None:
    levels = values(tables, ["goal_levels"])
    for moment in ("before", "after"):
        rows = levels[levels["group"].str.startswith(moment)]
        assert rows["numerator"].sum() == rows["denominator"].iloc[0]
    courses = values(tables, ["reliable_change_share"])
    ends = courses["group"].str.partition("/")[2]
    for _, rows in courses.groupby(ends):
        assert rows["numerator"].sum() == rows["denominator"].iloc[0]


@settings(max_examples=EXAMPLES, deadline=None)
@given(studies())
def test_no_bound_is_passed_by_any_scores_of_those_not_seen(tables: Tables) -> None:
    # whatever the scores of the families without one after: the mean of all stays between
    rows = values(tables, ["diagnosis_bounds"])
    found = {str(row["group"]): row for row in rows[rows["status"] == "ok"].to_dict("records")}
    if {"lost|worst", "lost|best"} <= set(found):
        complete, worst, best = (found[name] for name in ("complete", "lost|worst", "lost|best"))
        assert worst["ci_low"] <= worst["value"] <= best["value"] <= best["ci_high"]
        lost = best["n"] - complete["n"]
        low = (complete["numerator"] - 9 * lost) / best["n"]
        high = (complete["numerator"] + 9 * lost) / best["n"]
        assert low - 1e-9 <= worst["value"]
        assert best["value"] <= high + 1e-9
