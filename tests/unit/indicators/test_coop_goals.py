"""Goal attainment of families: T, its change, and the number of goals."""

import pytest
from indicator_tables import config, drawn, table
from outcome_tables import families, teams

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.unit

FAMILIES = families({"LU-01": "ccw", "LU-02": "c", "MA-01": "c"})
GOALS = table(
    "goals",
    """
    goal_id  family_id  attained  baseline
    C1       LU-01-R01  1         -1
    C2       LU-01-R02  -1        -
    C3       LU-01-R03  -         -2
    C4       LU-02-R01  1         -2
    C5       LU-02-R01  1         -2
    """,
)
EMPTY = {
    "meetings": "meeting_id pzk_id held_on level mode",
    "attendance": "meeting_id entity_id persons",
    "memberships": "pzk_id entity_id role",
    "entities": "entity_id sector",
}
TABLES = {
    "pzk": teams("LU-01", "LU-02", "MA-01"),
    "families": FAMILIES,
    "goals": GOALS,
    **{name: table(name, header) for name, header in EMPTY.items()},
}
COLUMNS = ("group", "method", "value", "n", "n_missing", "status")


def test_means_of_families_with_those_missing() -> None:
    # T: 60, 40 and 50 + 20 / sqrt(.7 * 2 + .3 * 4) = 62.403473; mean 54.134491. R03 has no attained
    # goal, MA-01-R01 none at all. Change: 60 - 40 = 20 and 62.403473 - (50 - 40 / sqrt(2.6)) =
    # 37.210420; mean 28.605210. Goals: 1, 1, 2.
    values = compute(TABLES, config(), ids=["goal_attainment_t"])
    assert drawn(values, *COLUMNS) == [
        ("attained", "clustered_t", 54.134491, 3, 2, "ok"),
        ("change", "clustered_t", 28.60521, 2, 3, "ok"),
        ("goals", "clustered_t", 1.333333, 3, 2, "ok"),
    ]


def test_a_team_is_no_cluster_of_itself() -> None:
    values = compute(TABLES, config(), ids=["goal_attainment_t"], by="pzk")
    of_team = {team: drawn(rows, *COLUMNS) for team, rows in values.groupby("pzk_id")}
    assert of_team["LU-01"] == [
        ("attained", "t", 50.0, 2, 1, "ok"),
        ("change", "mean", 20.0, 1, 2, "ok"),
        ("goals", "mean", 1.0, 2, 1, "ok"),
    ]
    assert of_team["MA-01"] == [
        (group, "mean", None, 0, 1, "insufficient") for group in ("attained", "change", "goals")
    ]


def test_a_voivodeship_without_teams_has_rows_too() -> None:
    study = config("lubelskie", "mazowieckie", "podlaskie")
    values = compute(TABLES, study, ids=["goal_attainment_t"], by="voivodeship")
    assert len(values) == 9
    empty = values[values["voivodeship"] == "podlaskie"]
    assert set(drawn(empty, "value", "n", "n_missing", "status")) == {(None, 0, 0, "insufficient")}
