"""What holds for the flow of families of every study: numbers fit, groups and order do not matter.

The studies have every stage and outcome, dates in any order, and moves between teams.
"""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_families import DAYS, STUDY, TEAMS, studies

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.stages import UNTIL_END
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.property

EXAMPLES = 8
MINE = (
    "family_flow", "stage_exits", "stage_waiting", "completion_by", "completion_of_ended",
    "stage_conversion", "stage_days",
)  # fmt: skip
OUTCOMES = ("completed", "ongoing", "withdrawn", "moved", "handed_over", "died", None)
Study = dict[str, pd.DataFrame]


@st.composite
def later_stages(draw: st.DrawFn) -> Study:
    """Draw a study whose families have every stage, every outcome, and moves."""
    tables = draw(studies())
    families = tables["families"]
    days = st.lists(st.none() | DAYS, min_size=len(families), max_size=len(families))
    ends = st.lists(st.sampled_from(OUTCOMES), min_size=len(families), max_size=len(families))
    kinds = st.lists(
        st.sampled_from(["family", "social", None]), min_size=len(families), max_size=len(families)
    )
    drawn = {
        **{name: draw(days) for name in ("contract_on", "monitored_on", "evaluated_on")},
        "outcome": draw(ends),
        "contract_type": draw(kinds),
    }
    kept = {column: field.dtype for column, field in TABLES["families"].fields.items()}
    first = st.sampled_from(list(TEAMS))
    moved = [
        {"family_id": name, "moved_on": draw(DAYS), "from_pzk_id": draw(first), "to_pzk_id": team}
        for name, team in zip(families["family_id"], families["pzk_id"], strict=True)
        if draw(st.booleans())
    ]
    fields = TABLES["family_moves"].fields
    moves = pd.DataFrame(moved, columns=list(fields)).astype(
        {column: field.dtype for column, field in fields.items()}
    )
    filled = families.assign(**{k: pd.Series(v, dtype="object") for k, v in drawn.items()})
    return {**tables, "families": filled.astype(kept), "family_moves": moves}


def by_group(tables: Study, indicator: str, column: str = "value") -> dict[str, float]:
    frame = compute(tables, STUDY, ids=[indicator])
    first = frame[frame["method"] != "clustered_wilson"]
    return dict(zip(first["group"], first[column].astype("float64"), strict=True))


@settings(max_examples=EXAMPLES, deadline=None)
@given(later_stages())
def test_from_stage_to_stage_nobody_appears_and_nobody_is_lost(tables: Study) -> None:
    flow, gaps = by_group(tables, "family_flow"), by_group(tables, "family_flow", "n_missing")
    left, waits = by_group(tables, "stage_exits"), by_group(tables, "stage_waiting")
    unknown = int(tables["families"].query("unit_type != 'group'")["outcome"].isna().sum())
    gone = 0.0
    for stage, later in pairwise(UNTIL_END):
        assert flow[stage] == flow[f"{stage}/record:known"] + flow[f"{stage}/record:inferred"]
        gap = gaps[later] - gaps[stage]
        unexplained = flow[stage] - flow[later] - left[stage] - waits[stage] - gap
        assert unexplained >= 0  # families without an outcome
        gone += unexplained
    assert gone <= unknown


@settings(max_examples=EXAMPLES, deadline=None)
@given(later_stages())
def test_ends_make_up_everybody_and_exits_make_up_their_ends(tables: Study) -> None:
    flow, missing = by_group(tables, "family_flow"), by_group(tables, "family_flow", "n_missing")
    ends = sum(number for group, number in flow.items() if "/end:" in group)
    assert ends + missing["families/end:completed"] == flow["families"]
    exits = by_group(tables, "stage_exits")
    for end in ("withdrawn", "moved", "handed_over", "died"):
        there = sum(number for group, number in exits.items() if group.endswith(f"/end:{end}"))
        assert there == flow[f"families/end:{end}"]  # every family of these has a start
    assert sum(by_group(tables, "stage_waiting").values()) == flow["families/end:ongoing"]


@settings(max_examples=EXAMPLES, deadline=None)
@given(later_stages())
def test_parts_make_up_the_completed_of_both_bases(tables: Study) -> None:
    share = compute(tables, STUDY, ids=["ipp_completed_share"]).iloc[0]
    for column in ("numerator", "denominator"):
        parts = by_group(tables, "completion_by", column)
        ended = by_group(tables, "completion_of_ended", column)
        for dimension in ("cohort", "unit"):
            pieces = (v for k, v in parts.items() if k.startswith(f"of_all/{dimension}:"))
            assert sum(pieces) == share[column]
            head = f"ended|completed/{dimension}:"
            pieces = (v for k, v in ended.items() if k.startswith(head))
            assert sum(pieces) == ended["ended|completed"]


@settings(max_examples=EXAMPLES, deadline=None)
@given(later_stages())
def test_groups_of_persons_and_order_never_change_anything(tables: Study) -> None:
    families = tables["families"]
    only = families[families["unit_type"] != "group"].iloc[::-1].reset_index(drop=True)
    without = {**tables, "families": only, "family_moves": tables["family_moves"].iloc[::-1]}
    both = (compute(t, STUDY, ids=[*MINE, "families_in_cooperation"]) for t in (tables, without))
    mine, other = (frame[frame["group"] != "groups"].reset_index(drop=True) for frame in both)
    pd.testing.assert_frame_equal(mine, other)


@settings(max_examples=EXAMPLES, deadline=None)
@given(later_stages())
def test_moves_send_nobody_away_and_bring_nobody(tables: Study) -> None:
    whole = compute(tables, STUDY, ids=["families_in_cooperation"])["value"].sum()
    for by in ("voivodeship", "pzk"):
        parts = compute(tables, STUDY, ids=["families_in_cooperation"], by=by)
        assert parts["value"].sum() == whole


@settings(max_examples=EXAMPLES, deadline=None)
@given(later_stages())
def test_dates_out_of_order_do_not_contradict_each_other_in_a_release(tables: Study) -> None:
    # A start before its contract counts as passed, but has no days: two different numbers.
    frames = [
        compute(tables, STUDY, ids=["stage_conversion", "stage_days"], by=by)
        for by in ("macroregion", "voivodeship", "pzk")
    ]
    values = pd.concat(frames, ignore_index=True)
    areas = {team: area for team, (_, area) in TEAMS.items()}
    released = release(values, STUDY.disclosure, profile="public", team_areas=areas)
    assert released.n_rows == len(values)
