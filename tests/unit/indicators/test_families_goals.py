"""Goals one by one: attained, changed, moved, their levels, and T by the number of goals."""

import pytest
from indicator_tables import config, drawn, table
from outcome_tables import teams

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.unit

FAMILIES = table(
    "families",
    """
    family_id  pzk_id  unit_type  outcome
    LU-01-R01  LU-01   family     completed
    LU-01-R02  LU-01   person     completed
    LU-02-R01  LU-02   family     withdrawn
    MA-01-R01  MA-01   family     ongoing
    LU-01-G01  LU-01   group      completed
    """,
)
GOALS = table(
    "goals",
    """
    goal_id  family_id  domain   weight  baseline  attained  revision
    C1       LU-01-R01  health   2       -2        1         0
    C2       LU-01-R01  housing  1       -1        -1        2
    C3       LU-01-R02  health   0       -1        0         -
    C4       LU-01-R02  health   -       -         2         1
    C5       LU-02-R01  health   1       -2        -2        0
    C6       LU-02-R01  health   1       -1        -         0
    C7       MA-01-R01  housing  0       -2        2         0
    C8       LU-01-G01  health   1       -2        2         3
    """,
)
TABLES = {"pzk": teams("LU-01", "LU-02", "MA-01"), "families": FAMILIES, "goals": GOALS}
COUNTS = ("group", "numerator", "denominator", "value", "n", "n_missing", "status")
USED = ("all", "all/domain:health", "all/domain:housing")


def rows(indicator: str, *groups: str, by: str = "macroregion") -> list[tuple[object, ...]]:
    """Return rows of groups of an indicator, without their intervals."""
    values = compute(TABLES, config(), ids=[indicator], by=by)  # type: ignore[arg-type]
    return drawn(values[values["group"].isin(groups)], *COUNTS)


def test_goals_at_the_expected_level_or_above_among_those_assessed() -> None:
    # C1 1, C3 0, C4 2 and C7 2 of the six assessed; C3 and C7 count although their weight is 0.
    # C6 is not assessed. The group's C8 counts nowhere. Families of assessed goals: all four.
    assert rows("goal_attained_share", *USED) == [
        ("all", 4.0, 6.0, 0.666667, 4, 1, "ok"),
        ("all/domain:health", 3.0, 4.0, 0.75, 3, 1, "ok"),
        ("all/domain:housing", 1.0, 2.0, 0.5, 2, 0, "ok"),
    ]


def test_a_domain_without_goals_has_a_row_that_says_so() -> None:
    values = compute(TABLES, config(), ids=["goal_attained_share"])
    (row,) = drawn(values[values["group"] == "all/domain:education"], *COUNTS)
    assert row == ("all/domain:education", 0.0, 0.0, None, 0, 0, "insufficient")
    assert len(values) == 10


def test_mean_change_of_level_of_goals_with_both_levels() -> None:
    # Changes 3, 0, 1, 0 and 4: sum 8 of five goals. C4 has no baseline, C6 is not assessed. Health:
    # 3 + 1 + 0 of three goals in three families; housing: 0 + 4 of two.
    assert rows("goal_change", *USED) == [
        ("all", 8.0, 5.0, 1.6, 4, 2, "ok"),
        ("all/domain:health", 4.0, 3.0, 1.333333, 3, 2, "ok"),
        ("all/domain:housing", 4.0, 2.0, 2.0, 2, 0, "ok"),
    ]


def test_goals_changed_at_least_once_where_that_is_known() -> None:
    # C2 twice and C4 once, of C1, C2, C4, C5, C6, C7; of C3 nobody knows.
    assert rows("goal_revision_by_domain", *USED) == [
        ("all", 2.0, 6.0, 0.333333, 4, 1, "ok"),
        ("all/domain:health", 1.0, 4.0, 0.25, 3, 1, "ok"),
        ("all/domain:housing", 1.0, 2.0, 0.5, 2, 0, "ok"),
    ]


def test_levels_before_and_after_are_of_the_same_goals() -> None:
    # Both levels: C1 -2 to 1, C2 -1 to -1, C3 -1 to 0, C5 -2 to -2, C7 -2 to 2.
    values = compute(TABLES, config(), ids=["goal_levels"])
    assert drawn(values, "group", "numerator", "denominator", "n", "n_missing") == [
        ("before|-2", 3.0, 5.0, 4, 2),
        ("before|-1", 2.0, 5.0, 4, 2),
        ("before|0", 0.0, 5.0, 4, 2),
        ("before|1", 0.0, 5.0, 4, 2),
        ("before|2", 0.0, 5.0, 4, 2),
        ("after|-2", 1.0, 5.0, 4, 2),
        ("after|-1", 1.0, 5.0, 4, 2),
        ("after|0", 1.0, 5.0, 4, 2),
        ("after|1", 1.0, 5.0, 4, 2),
        ("after|2", 1.0, 5.0, 4, 2),
    ]


def test_t_by_the_number_of_goals_with_a_weight() -> None:
    # R01: weights 2, 1, levels 1, -1: 50 + 10 / sqrt(.7 * 5 + .3 * 9) = 54.016097, two goals.
    # R02: C3 has weight 0, C4 counts 1: one goal, 70. LU-02-R01: C5 alone, 30. MA-01-R01: its only
    # goal has weight 0, so it has no T and belongs to no number.
    groups = ("attained", "attained/goals:1", "attained/goals:2", "attained/goals:3")
    assert rows("goal_number_t", *groups) == [
        ("attained", 154.016097, 3.0, 51.338699, 3, 1, "ok"),
        ("attained/goals:1", 100.0, 2.0, 50.0, 2, 0, "ok"),
        ("attained/goals:2", 54.016097, 1.0, 54.016097, 1, 0, "ok"),
        ("attained/goals:3", 0.0, 0.0, None, 0, 0, "insufficient"),
    ]


def test_four_goals_and_more_stand_together() -> None:
    lines = [f"LU-01-R01-C{number} LU-01-R01 0" for number in range(1, 5)]
    lines += [f"LU-02-R01-C{number} LU-02-R01 1" for number in range(1, 6)]
    goals = table("goals", "\n".join(["goal_id family_id attained", *lines]))
    values = compute(TABLES | {"goals": goals}, config(), ids=["goal_number_t"])
    many = values[values["group"] == "attained/goals:4+"]
    # four at 0: 50; five at 1: 50 + 50 / sqrt(.7 * 5 + .3 * 25) = 65.075567
    assert drawn(many, "value", "n") == [(57.537784, 2)]


def test_the_mean_number_of_goals_beside_t_leaves_out_goals_of_weight_0() -> None:
    # two, one and one goal with a weight and a level; MA-01-R01 has no T
    values = compute(
        TABLES | {name: table(name, "entity_id") for name in ("entities",)}
        | {name: table(name, "pzk_id") for name in ("meetings", "memberships")}
        | {"attendance": table("attendance", "meeting_id")},
        config(), ids=["goal_attainment_t"],
    )  # fmt: skip
    (row,) = drawn(values[values["group"] == "goals"], "numerator", "n", "n_missing")
    assert row == (4.0, 3, 1)


def test_a_moved_family_counts_in_its_last_team() -> None:
    moved = FAMILIES.assign(
        pzk_id=FAMILIES["pzk_id"].mask(FAMILIES["family_id"] == "LU-02-R01", "MA-01")
    )
    values = compute(
        TABLES | {"families": moved}, config(), ids=["goal_attained_share"], by="voivodeship"
    )
    whole = values[values["group"] == "all"]
    # lubelskie keeps C1 to C4, all but C2 at 0 or above; mazowieckie has C5, C6 and C7
    assert drawn(whole, "voivodeship", "numerator", "denominator", "n_missing") == [
        ("lubelskie", 3.0, 4.0, 0),
        ("mazowieckie", 1.0, 2.0, 1),
    ]


def test_a_place_without_teams_and_an_area_have_rows() -> None:
    study = config("lubelskie", "mazowieckie", "podlaskie")
    values = compute(TABLES, study, ids=["goal_change"], by="voivodeship")
    empty = values[values["voivodeship"] == "podlaskie"]
    assert set(drawn(empty, "n", "n_missing", "status")) == {(0, 0, "insufficient")}
    areas = compute(TABLES, study, ids=["goal_change"], by="area")
    assert "all/area:addiction" in set(areas["group"])
    assert "all/domain:health/area:addiction" in set(areas["group"])


def test_shares_have_the_interval_between_teams_where_teams_allow_one() -> None:
    values = compute(TABLES, config(), ids=["goal_attained_share"])
    methods = values.set_index("group")["method"]
    assert methods["all"] == "clustered_wilson"
    assert methods["all/domain:education"] == "share"
