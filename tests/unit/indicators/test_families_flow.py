"""The flow of families: who reached which stage, left where, waits where, completed among whom."""

from itertools import pairwise

import pandas as pd
import pytest
from indicator_tables import TEAMS, config, drawn, table

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.unit

STUDY = config()
DATES = """
family_id  pzk_id  unit_type  cohort      reported_on  screened_on  diagnosed_on  ipp_signed_on \
 contract_on  monitored_on  evaluated_on  ended_on    outcome      services_until  contract_type
LU-01-R01  LU-01   family     2019-09-01  2019-08-01   2019-08-05   2019-08-10    2019-08-20    \
 2019-08-25   2019-11-01    2020-09-01    2020-10-01  completed    2021-03-31      family
LU-01-R02  LU-01   family     2019-09-01  -            2019-08-05   -             2019-08-20    \
 -            2019-11-01    -             2020-10-01  completed    -               social
LU-01-R03  LU-01   person     2019-12-01  2019-08-01   2019-08-05   2019-08-10    2019-08-20    \
 2019-08-25   2019-11-01    -             2020-02-01  withdrawn    -               family
LU-02-R01  LU-02   family     2019-12-01  2019-08-01   2019-08-05   2019-08-10    2019-08-20    \
 2019-08-25   -             -             2019-12-01  died         -               -
LU-02-R02  LU-02   family     2019-12-01  2019-08-01   2019-08-05   2019-08-10    2019-08-20    \
 2019-08-25   2019-11-01    -             -           ongoing      2021-03-31      social
LU-02-G01  LU-02   group      2019-12-01  2019-08-01   2019-08-05   2019-08-10    2019-08-20    \
 2019-08-25   2019-11-01    2020-09-01    2020-10-01  withdrawn    -               family
"""
FAMILIES = table("families", DATES)
TABLES = {"pzk": TEAMS, "families": FAMILIES}


def values(indicator: str, *columns: str, by: str = "macroregion") -> dict[str, tuple[object, ...]]:
    """Return columns of an indicator by group, of several methods the first."""
    frame = compute(TABLES, STUDY, ids=[indicator], by=by)  # type: ignore[arg-type]
    first = frame[frame["method"] != "clustered_wilson"]
    rows = drawn(first, "group", *columns)
    return {str(row[0]): row[1:] for row in rows}


def test_a_later_stage_tells_that_an_earlier_one_was_reached() -> None:
    # R02 has no report, diagnosis or contract on record, but was monitored: inferred, not lost.
    found = values("family_flow", "value", "denominator", "n_missing")
    assert found["families"] == (5.0, 5.0, 0)
    assert found["reported"] == (5.0, 5.0, 0)
    assert found["reported/record:known"] == (4.0, 5.0, 0)
    assert found["reported/record:inferred"] == (1.0, 5.0, 0)
    assert found["screened/record:inferred"] == (0.0, 5.0, 0)
    assert found["contract/record:inferred"] == (1.0, 5.0, 0)


def test_who_did_not_reach_a_stage_is_told_apart_from_a_gap() -> None:
    # Monitored: all but LU-02-R01, who died before. Evaluated: R01 alone; R02 completed without a
    # date of the evaluation, which nobody can tell, and is missing; the others did not reach it.
    found = values("family_flow", "value", "n_missing")
    assert found["monitored"] == (4.0, 0)
    assert found["evaluated"] == (1.0, 1)
    assert found["evaluated/record:known"] == (1.0, 1)


def test_an_end_does_not_make_stages_before_it_reached() -> None:
    # LU-02-R01 ended, and was never monitored: the date of its end says nothing about stages.
    found = values("stage_exits", "value", "n")
    assert found["started"] == (1.0, 2)  # of the two who left
    assert found["started/end:died"] == (1.0, 1)  # of the one who died


def test_ends_make_up_all_families_and_groups_stand_beside() -> None:
    found = values("family_flow", "value")
    ends = {group: value[0] for group, value in found.items() if "/end:" in group}
    assert ends == {
        "families/end:completed": 2.0, "families/end:withdrawn": 1.0, "families/end:moved": 0.0,
        "families/end:handed_over": 0.0, "families/end:died": 1.0, "families/end:ongoing": 1.0,
    }  # fmt: skip
    assert found["groups"] == (1.0,)


def test_who_can_be_analysed_is_counted_by_family() -> None:
    # R01 has two assessed goals and counts once; R02's goal has no level; the group never counts.
    goals = table(
        "goals",
        """
        goal_id        family_id  attained
        LU-01-R01-C01  LU-01-R01  0
        LU-01-R01-C02  LU-01-R01  1
        LU-01-R02-C01  LU-01-R02  -
        LU-02-G01-C01  LU-02-G01  2
        """,
    )
    diagnoses = table(
        "diagnoses",
        """
        family_id  wave     domain  kind  score
        LU-01-R01  ex_ante  health  pre   3
        LU-01-R02  ex_ante  health  pre   2
        LU-01-R01  ex_post  health  post  4
        LU-01-R01  ex_post  health  then  1
        LU-01-R02  ex_post  health  post  -
        """,
    )
    frame = compute({**TABLES, "goals": goals, "diagnoses": diagnoses}, STUDY, ids=["family_flow"])
    found = {str(row[0]): row[1:] for row in drawn(frame, "group", "value", "n_missing")}
    assert found["goals_assessed"] == (1.0, 0)
    assert found["diagnosis_pre"] == (2.0, 0)
    assert found["diagnosis_post"] == (1.0, 0)
    # R01's services go on; R02 of LU-02 has services but no end yet: missing
    assert found["services_continuing"] == (1.0, 1)


def test_what_needs_another_table_is_insufficient_without_it() -> None:
    found = values("family_flow", "value", "status")
    assert found["goals_assessed"] == (None, "insufficient")
    assert found["diagnosis_pre"] == (None, "insufficient")


def test_exits_stand_at_the_last_stage_reached_with_the_way_of_leaving() -> None:
    found = values("stage_exits", "numerator", "denominator", "n_missing")
    assert found["monitored"] == (1.0, 2.0, 0)  # LU-01-R03 of the two who left; no group
    assert found["monitored/end:withdrawn"] == (1.0, 1.0, 0)
    assert found["monitored/end:died"] == (0.0, 1.0, 0)
    assert found["reported/end:moved"] == (0.0, 0.0, 0)


def test_those_still_in_cooperation_wait_at_their_last_stage() -> None:
    found = values("stage_waiting", "value", "denominator")
    assert found["monitored"] == (1.0, 1.0)
    assert sum(row[0] for row in found.values()) == 1.0  # type: ignore[misc]


def test_an_unknown_outcome_is_missing_and_in_no_end() -> None:
    unknown = FAMILIES.assign(outcome=FAMILIES["outcome"].mask(FAMILIES["outcome"] == "died"))
    tables = {"pzk": TEAMS, "families": unknown}
    for indicator, group in (
        ("family_flow", "families/end:completed"), ("stage_exits", "started"),
        ("stage_waiting", "started"),
    ):  # fmt: skip
        frame = compute(tables, STUDY, ids=[indicator])
        assert frame.loc[frame["group"] == group, "n_missing"].tolist() == [1]


def test_completion_has_parts_over_all_and_says_whose_contract_is_unknown() -> None:
    found = values("completion_by", "numerator", "denominator", "n_missing")
    assert found == {
        "of_all/cohort:2019-09": (2.0, 2.0, 0),
        "of_all/cohort:2019-12": (0.0, 3.0, 0),
        "of_all/unit:family": (2.0, 4.0, 0),
        "of_all/unit:person": (0.0, 1.0, 0),
        "of_all/contract:family": (1.0, 2.0, 1),  # LU-02-R01 has no contract: missing in both
        "of_all/contract:social": (1.0, 2.0, 1),
    }


def test_completion_of_ended_leaves_out_the_ongoing() -> None:
    found = values("completion_of_ended", "numerator", "denominator", "n_missing")
    assert found["ended"] == (4.0, 5.0, 0)
    assert found["ended|completed"] == (2.0, 4.0, 0)
    assert found["ended|completed/contract:social"] == (1.0, 1.0, 1)  # LU-02-R02 is ongoing
    assert found["ended|completed/contract:family"] == (1.0, 2.0, 1)


def test_completion_of_ended_by_area_and_voivodeship_has_no_parts_and_empty_places() -> None:
    areas = values("completion_of_ended", "numerator", "denominator", "status", by="area")
    assert areas["ended|completed/area:addiction"] == (2.0, 3.0, "ok")  # team LU-01
    assert areas["ended|completed/area:disability"] == (0.0, 1.0, "ok")  # team LU-02
    assert areas["ended|completed/area:older_people"] == (0.0, 0.0, "insufficient")
    assert not [group for group in areas if "cohort:" in group]
    frame = compute(TABLES, STUDY, ids=["completion_of_ended"], by="voivodeship")
    empty = frame[frame["voivodeship"] == "mazowieckie"]
    assert set(empty["status"]) == {"insufficient"}


def test_of_those_with_an_outcome_only_the_ended_are_the_base() -> None:
    unknown = FAMILIES.assign(outcome=FAMILIES["outcome"].mask(FAMILIES["outcome"] == "died"))
    frame = compute({"pzk": TEAMS, "families": unknown}, STUDY, ids=["completion_of_ended"])
    wilson = frame[(frame["method"] == "wilson") & (frame["group"] == "ended|completed")]
    assert drawn(wilson, "numerator", "denominator", "n_missing") == [(2.0, 3.0, 1)]


MOVES = table(
    "family_moves",
    """
    family_id  moved_on    from_pzk_id  to_pzk_id
    LU-01-R01  2019-12-01  MA-01        LU-02
    LU-01-R01  2020-03-01  LU-02        LU-01
    """,
)


@pytest.mark.parametrize(
    ("day", "team"),
    [
        ("2019-11-30", "MA-01"),  # before the first move
        ("2019-12-01", "LU-02"),  # the day of a move is the first with the new team
        ("2020-02-29", "LU-02"),
        ("2020-03-01", "LU-01"),
    ],
)
def test_a_family_that_moved_counts_where_it_was_on_the_day(day: str, team: str) -> None:
    only = FAMILIES[FAMILIES["family_id"] == "LU-01-R01"].assign(area="addiction")
    tables = {"pzk": TEAMS, "families": only, "family_moves": MOVES.iloc[::-1]}
    when = pd.Timestamp(day).date()
    for by, column, place in (
        ("pzk", "pzk_id", team),
        ("voivodeship", "voivodeship", "mazowieckie" if team == "MA-01" else "lubelskie"),
    ):
        there = compute(tables, STUDY, ids=["families_in_cooperation"], by=by, as_of=when)  # type: ignore[arg-type]
        assert there.loc[there[column] == place, "value"].tolist() == [1.0]
        assert there["value"].sum() == 1.0
    areas = compute(tables, STUDY, ids=["families_by_area"], by="voivodeship", as_of=when)
    counted = areas[areas["value"] > 0]
    here = "mazowieckie" if team == "MA-01" else "lubelskie"
    assert drawn(counted, "voivodeship", "group") == [(here, "addiction")]


def test_everything_else_counts_a_family_in_its_last_team() -> None:
    tables = {**TABLES, "family_moves": MOVES}
    with_moves = compute(tables, STUDY, ids=["ipp_completed"], by="pzk")
    assert drawn(with_moves, "pzk_id", "value") == [("LU-01", 2.0), ("LU-02", 0.0), ("MA-01", 0.0)]


def test_numbers_of_the_flow_fit_each_other() -> None:
    # From stage to stage, who is not there any more left, waits, or has a gap in the record.
    flow = values("family_flow", "value", "n_missing")
    left, waits = values("stage_exits", "value"), values("stage_waiting", "value")
    order = [group for group in flow if f"{group}/record:known" in flow]
    for stage, later in pairwise(order):
        gap = flow[later][1] - flow[stage][1]  # type: ignore[operator]
        gone = left[stage][0] + waits[stage][0] + gap  # type: ignore[operator]
        assert flow[stage][0] - flow[later][0] == gone  # type: ignore[operator]
