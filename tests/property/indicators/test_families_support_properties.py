"""What holds for support and costs of every study: parts add up, order and groups do not matter."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_families import STUDY, TEAMS, studies

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.schemas.codes import COST_CATEGORIES, MILESTONES, SUPPORT_KINDS
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.property

FEW = 3
"""Examples where a whole study is computed many times."""
Tables = dict[str, pd.DataFrame]
KEYS = ["indicator_id", "voivodeship", "pzk_id", "group", "period", "method"]
AT: dict[str, tuple[Level, ...]] = {
    "support_hours": ("macroregion", "voivodeship", "pzk"),
    "support_events": ("macroregion", "voivodeship", "pzk"),
    "training_coverage": ("macroregion", "voivodeship", "pzk"),
    "platform_use": ("macroregion", "voivodeship", "pzk"),
    "platform_active_share": ("macroregion", "voivodeship", "pzk"),
    "support_completed_share": ("macroregion",),
    "cost_total": ("macroregion", "voivodeship", "pzk"),
    "cost_per_team_month": ("macroregion", "voivodeship", "pzk"),
    "cost_by_milestone": ("macroregion", "pzk"),
    "cost_by_category": ("macroregion", "pzk"),
    "cost_range": ("macroregion",),
}


@st.composite
def supported(draw: st.DrawFn) -> Tables:
    """Draw a study with support, members, the platform and costs, every kind of gap among them."""
    tables = draw(studies())
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    names = [f"E{number}" for number in range(8)]
    events = [_event(rng, number) for number in range(int(rng.integers(0, 12)))]
    drawn: dict[str, list[dict[str, Any]]] = {
        "support": events,
        "support_participants": [
            {"event_id": event["event_id"], "entity_id": name}
            for event in events for name in names if rng.random() < 0.3
        ],
        "entities": [
            {"entity_id": name, "name": name, "kind": ["ops", "police"][int(rng.integers(2))]}
            for name in names
        ],
        "memberships": [
            {"pzk_id": team, "entity_id": name, "role": "core"}
            for team in TEAMS for name in names if rng.random() < 0.4
        ],
        "platform": [
            {"pzk_id": team, "month": pd.Timestamp(2020, month, 1),
             "logins": int(rng.integers(0, 3)), "posts": None}
            for team in TEAMS for month in range(1, 13) if rng.random() < 0.7
        ],
        "costs": [_cost(rng, number) for number in range(int(rng.integers(0, 15)))],
    }  # fmt: skip
    return tables | {name: _typed(name, rows) for name, rows in drawn.items()}


def _event(rng: np.random.Generator, number: int) -> dict[str, Any]:
    team = [*TEAMS, None][int(rng.integers(4))]
    return {
        "event_id": f"W{number}",
        "kind": SUPPORT_KINDS.ids[int(rng.integers(5))],
        "pzk_id": team,
        "voivodeship": TEAMS[team][0] if team else ["lubelskie", "mazowieckie"][number % 2],
        "hours": float(rng.integers(1, 9)),
        "participants": None if rng.random() < 0.3 else int(rng.integers(0, 20)),
    }


def _cost(rng: np.random.Generator, number: int) -> dict[str, Any]:
    team = [*TEAMS, None][int(rng.integers(4))]
    return {
        "cost_id": f"K{number}",
        "milestone": MILESTONES.ids[int(rng.integers(4))],
        "category": COST_CATEGORIES.ids[int(rng.integers(8))],
        "pzk_id": team,
        "voivodeship": None if team else ["lubelskie", "mazowieckie", None][number % 3],
        "amount_pln": float(rng.integers(1, 900)),
    }


def _typed(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    fields = TABLES[name].fields
    full = pd.DataFrame(rows).reindex(columns=list(fields))
    return full.astype({column: field.dtype for column, field in fields.items()})


def values(tables: Tables, indicator: str, by: Level = "macroregion") -> pd.DataFrame:
    """Compute one indicator in an order that names do not decide."""
    frame = compute(tables, STUDY, ids=[indicator], by=by)
    return frame.sort_values(KEYS, ignore_index=True)


def everything(tables: Tables, by: Level) -> pd.DataFrame:
    """Compute every indicator that has a level, in an order that names do not decide."""
    ids = [indicator for indicator, levels in AT.items() if by in levels]
    frame = compute(tables, STUDY, ids=ids, by=by)
    return frame.sort_values(KEYS, ignore_index=True)


@settings(max_examples=FEW, deadline=None)
@given(supported(), st.integers(0, 2**31))
def test_order_of_rows_does_not_matter(tables: Tables, seed: int) -> None:
    rng = np.random.default_rng(seed)
    mixed = {name: frame.iloc[rng.permutation(len(frame))] for name, frame in tables.items()}
    for by in ("macroregion", "pzk"):
        pd.testing.assert_frame_equal(everything(mixed, by), everything(tables, by), rtol=1e-9)


@settings(max_examples=FEW, deadline=None)
@given(supported())
def test_groups_of_persons_change_nothing(tables: Tables) -> None:
    families = tables["families"]
    without = {**tables, "families": families[families["unit_type"] != "group"]}
    pd.testing.assert_frame_equal(
        everything(without, "macroregion"), everything(tables, "macroregion")
    )


@settings(max_examples=5, deadline=None)
@given(supported())
def test_hours_of_teams_and_shared_hours_make_up_the_whole(tables: Tables) -> None:
    whole = values(tables, "support_hours").set_index("group")["numerator"]
    teams = values(tables, "support_hours", "pzk")
    for kind in ("", *(f"/kind:{one}" for one in SUPPORT_KINDS.ids)):
        own = teams.loc[teams["group"] == f"hours{kind}", "numerator"].sum()
        assert whole[f"hours{kind}"] == own + whole[f"shared{kind}"]
        assert whole[f"per_month{kind}"] == own


@settings(max_examples=5, deadline=None)
@given(supported())
def test_milestones_and_categories_make_up_the_costs(tables: Tables) -> None:
    for by in AT["cost_by_milestone"]:
        total = values(tables, "cost_total", by).groupby(["pzk_id", "group"], dropna=False)
        sums = total["value"].sum()
        for indicator in ("cost_by_milestone", "cost_by_category"):
            parts = values(tables, indicator, by)
            base = parts["group"].str.partition("|")[0].rename("group")
            added = parts.groupby(["pzk_id", base], dropna=False)["numerator"].sum()
            np.testing.assert_allclose(added.to_numpy(), sums.to_numpy())


@settings(max_examples=5, deadline=None)
@given(supported())
def test_the_default_lies_within_the_range_and_is_the_cost_per_family(tables: Tables) -> None:
    frame = values(tables, "cost_range").set_index("group")
    low, default, high = (frame.loc[name] for name in ("lowest", "default", "highest"))
    if default["status"] == "ok":
        assert low["value"] <= default["value"] <= high["value"]
        every = values(tables, "cost_total").set_index("group")["value"]["all"]
        assert default["numerator"] == pytest.approx(every)
