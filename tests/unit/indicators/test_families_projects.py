"""Social projects: their number, money that is known, persons reached, families with services."""

import pandas as pd
import pytest
from indicator_tables import TEAMS, config, drawn, table

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.unit

PROJECTS = """
social_project_id pzk_id kind            budget_pln spent_pln persons
LU-01-PS01        LU-01  individuals     1000       900       10
LU-01-PS02        LU-01  community       500        -         -
LU-02-PS01        LU-02  individuals     -          300       5
MA-01-PS01        MA-01  families_groups 2000       1000      20
"""
FAMILIES = """
family_id  pzk_id  unit_type
LU-01-R01  LU-01   family
LU-01-R02  LU-01   person
LU-02-R01  LU-02   family
LU-02-R09  MA-01   family
LU-01-G01  LU-01   group
"""
SERVICES = """
service_id family_id kind social_project_id
U1 LU-01-R01 care    LU-01-PS01
U2 LU-01-R01 therapy LU-01-PS02
U3 LU-01-R02 care    -
U4 LU-02-R09 care    LU-02-PS01
U5 LU-01-G01 care    LU-01-PS01
"""
"""LU-02-R09 moved to MA-01 and kept its service of LU-02; the group's service is nobody's."""


def rows(indicator: str, by: str = "macroregion", projects: str = PROJECTS) -> pd.DataFrame:
    titled = table("social_projects", projects).assign(title="projekt")
    found = {
        "pzk": TEAMS,
        "families": table("families", FAMILIES),
        "services": table("services", SERVICES),
        "social_projects": titled,
    }
    return compute(found, config(), ids=[indicator], by=by)  # type: ignore[arg-type]


def test_projects_count_by_kind_and_kinds_add_up() -> None:
    assert drawn(rows("social_project_count"), "group", "value") == [
        ("all", 4.0),
        ("all/project:individuals", 2.0),
        ("all/project:families_groups", 1.0),
        ("all/project:community", 1.0),
        ("all/project:staff_training", 0.0),
    ]


def test_money_that_is_not_known_is_in_no_sum_and_is_counted() -> None:
    # granted 1000 + 500 + 2000, one not known; spent 900 + 300 + 1000, one not known.
    frame = rows("social_project_spend")
    assert drawn(frame[frame["group"].isin(["budget", "spent"])], "value", "n", "n_missing") == [
        (3500.0, 3, 1),
        (2200.0, 3, 1),
    ]
    unknown = frame[frame["group"] == "spent/project:community"]
    assert drawn(unknown, "value", "n_missing", "status") == [(None, 1, "insufficient")]
    nothing = frame[frame["group"] == "spent/project:staff_training"]
    assert drawn(nothing, "value", "n_missing", "status") == [(0.0, 0, "ok")]


def test_kinds_of_money_stand_in_the_macroregion_only() -> None:
    for by in ("voivodeship", "pzk"):
        assert set(rows("social_project_spend", by)["group"]) == {"budget", "spent"}
        assert set(rows("social_project_spent_share", by)["group"]) == {"all"}


def test_the_share_spent_takes_projects_of_which_both_are_known() -> None:
    # LU-01-PS01 and MA-01-PS01: (900 + 1000) / (1000 + 2000)
    frame = rows("social_project_spent_share")
    whole = frame[frame["group"] == "all"]
    assert drawn(whole, "numerator", "denominator", "value", "n", "n_missing") == [
        (1900.0, 3000.0, 0.633333, 2, 2)
    ]
    assert whole["ci_low"].iloc[0] < 1900 / 3000 < whole["ci_high"].iloc[0]
    none = frame[frame["group"] == "all/project:community"]
    assert drawn(none, "value", "ci_low", "status") == [(None, None, "insufficient")]


def test_persons_are_added_up_where_they_are_known() -> None:
    frame = rows("social_project_persons")
    assert drawn(frame[frame["group"] == "all"], "value", "n", "n_missing") == [(35.0, 35, 1)]


def test_a_family_with_a_service_of_a_project_counts_once_and_with_its_last_team() -> None:
    # R01 has two and R09 one of individuals: 2 of 4 families; the group does not count.
    frame = rows("social_project_families")
    wilson = frame[frame["method"] == "wilson"]
    assert drawn(wilson, "group", "numerator", "denominator") == [
        ("all", 2.0, 4.0),
        ("all/project:individuals", 2.0, 4.0),
        ("all/project:families_groups", 0.0, 4.0),
        ("all/project:community", 1.0, 4.0),
        ("all/project:staff_training", 0.0, 4.0),
    ]
    team = rows("social_project_families", "pzk")
    own = team[(team["pzk_id"] == "MA-01") & (team["group"] == "all")]
    assert drawn(own, "numerator", "denominator") == [(1.0, 1.0)]


def test_a_team_without_projects_has_none_and_no_share() -> None:
    alone = "\n".join(PROJECTS.strip().splitlines()[:3])
    none = rows("social_project_count", "pzk", alone)
    assert drawn(none[(none["pzk_id"] == "MA-01") & (none["group"] == "all")], "value") == [(0.0,)]
    share = rows("social_project_spent_share", "pzk", alone)
    own = share[share["pzk_id"] == "MA-01"]
    assert drawn(own, "value", "status") == [(None, "insufficient")]
