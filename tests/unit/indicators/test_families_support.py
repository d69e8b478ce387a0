"""Support of teams: hours by kind, entities in trainings, use of the platform, thirds of teams."""

import numpy as np
import pandas as pd
import pytest
from indicator_tables import TEAMS, config, drawn, table

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.coop_data import CooperationData
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.indicators.support_data import SupportData

pytestmark = pytest.mark.unit

STUDY = config()
# LU-01 6 h, LU-02 2 h, all of Lubelskie 8 h; Mazowieckie has nothing of its team's own.
SUPPORT = table(
    "support",
    """
    event_id  kind      pzk_id  voivodeship  held_on     hours  participants
    LU-W001   training  -       lubelskie    2019-07-05  8      10
    LU-W002   coaching  LU-01   lubelskie    2019-08-05  4      3
    LU-W003   coaching  LU-01   lubelskie    2019-09-05  2      -
    LU-W004   advice    LU-02   lubelskie    2019-09-06  2      5
    MA-W001   training  -       mazowieckie  2019-07-06  6      7
    """,
)
PARTICIPANTS = table(
    "support_participants",
    """
    event_id  entity_id
    LU-W001   LU-P001
    LU-W001   LU-P003
    LU-W002   LU-P001
    LU-W004   LU-P003
    LU-W001   LU-P009
    """,
)
# LU-P003 is in both teams of Lubelskie; LU-P009 took part and is no member.
MEMBERS = table(
    "memberships",
    """
    pzk_id  entity_id  role
    LU-02   LU-P003    core
    LU-02   LU-P004    core
    LU-01   LU-P001    core
    LU-01   LU-P002    core
    LU-01   LU-P003    invited
    MA-01   MA-P001    core
    """,
)
ENTITIES = table(
    "entities",
    """
    entity_id  kind    voivodeship
    LU-P001    ops     lubelskie
    LU-P002    police  lubelskie
    LU-P003    police  lubelskie
    LU-P004    ops     lubelskie
    LU-P009    ngo     lubelskie
    MA-P001    ops     mazowieckie
    """,
)
TABLES = {
    "pzk": TEAMS,
    "support": SUPPORT,
    "support_participants": PARTICIPANTS,
    "memberships": MEMBERS,
    "entities": ENTITIES,
}
TeamMonths = list[tuple[str, str]]


def values(indicator: str, by: Level = "macroregion", **changed: pd.DataFrame) -> pd.DataFrame:
    """Compute one indicator, with some tables changed."""
    return compute({**TABLES, **changed}, STUDY, ids=[indicator], by=by)


def of(frame: pd.DataFrame, *groups: str) -> pd.DataFrame:
    """Return the rows of some groups."""
    return frame[frame["group"].isin(groups)]


def test_events_for_a_voivodeship_count_above_teams_only() -> None:
    found = {
        level: of(values("support_hours", level), "hours")["value"].tolist()
        for level in ("macroregion", "voivodeship", "pzk")
    }
    assert found == {
        "macroregion": [22.0],  # 8 + 4 + 2 + 2 + 6
        "voivodeship": [16.0, 6.0],
        "pzk": [6.0, 2.0, 0.0],  # LU-01, LU-02, MA-01: the 8 and 6 shared hours are nobody's
    }


def test_shared_hours_stand_apart_and_teams_have_no_such_row() -> None:
    rows = of(values("support_hours", "voivodeship"), "shared", "shared/kind:training")
    assert drawn(rows, "voivodeship", "group", "value", "n") == [
        ("lubelskie", "shared", 8.0, 1),
        ("lubelskie", "shared/kind:training", 8.0, 1),
        ("mazowieckie", "shared", 6.0, 1),
        ("mazowieckie", "shared/kind:training", 6.0, 1),
    ]
    teams = values("support_hours", "pzk")["group"]
    assert not teams.str.startswith("shared").any()


def test_hours_per_month_divide_the_teams_own_hours() -> None:
    # 8 own hours over 3 teams x 18 months (VII.2019-XII.2020); two shared events are missing.
    rows = of(values("support_hours"), "per_month", "per_month/kind:coaching")
    assert drawn(rows, "numerator", "denominator", "value", "n", "n_missing", "method") == [
        (8.0, 54.0, 0.148148, 3, 2, "clustered_log_t"),
        (6.0, 54.0, 0.111111, 3, 0, "clustered_log_t"),
    ]


def test_a_kind_that_only_whole_voivodeships_had_has_no_hours_per_team() -> None:
    # 0 would say that no team was trained
    for level in ("macroregion", "pzk"):
        rows = of(values("support_hours", level), "per_month/kind:training")
        assert set(rows["status"]) == {"insufficient"}
        assert rows["value"].isna().all()
    none = of(values("support_hours"), "per_month/kind:supervision")
    assert drawn(none, "value", "status", "n_missing") == [(0.0, "ok", 0)]


def test_person_hours_leave_out_events_without_participants_and_count_them() -> None:
    # 8 x 10 + 4 x 3 + 2 x 5 + 6 x 7 = 144; LU-W003 has no number.
    rows = of(values("support_hours"), "person_hours", "person_hours/kind:coaching")
    assert drawn(rows, "value", "n", "n_missing") == [(144.0, 4, 1), (12.0, 1, 1)]


def test_person_hours_are_unknown_where_no_event_has_participants() -> None:
    nobody = SUPPORT.assign(participants=SUPPORT["participants"].mask([True] * 5))
    rows = of(values("support_hours", support=nobody), "person_hours")
    assert drawn(rows, "value", "status", "n_missing") == [(None, "insufficient", 5)]


def test_kinds_add_up_to_all_hours() -> None:
    for level in ("macroregion", "voivodeship", "pzk"):
        frame = values("support_hours", level)
        for group in ("hours", "person_hours"):
            kinds = frame[frame["group"].str.startswith(f"{group}/")]
            assert kinds["numerator"].sum() == of(frame, group)["numerator"].sum()


def test_events_are_counted_with_those_that_have_no_list() -> None:
    rows = of(values("support_events"), "events", "events/kind:coaching", "unlisted")
    assert drawn(rows, "group", "value") == [
        ("events", 5.0),
        ("events/kind:coaching", 2.0),
        ("unlisted", 2.0),  # LU-W003, MA-W001
    ]


def test_without_the_table_of_participants_nothing_is_known_of_lists() -> None:
    tables = {"pzk": TEAMS, "support": SUPPORT}
    rows = of(compute(tables, STUDY, ids=["support_events"]), "events", "unlisted")
    assert drawn(rows, "group", "value", "status") == [
        ("events", 5.0, "ok"),
        ("unlisted", None, "insufficient"),
    ]


def test_an_entity_of_two_teams_counts_once_in_the_whole_and_once_in_each_team() -> None:
    # Members: P001-P004 and MA-P001; trained: P001, P003. P009 is no member.
    whole = of(values("training_coverage"), "covered")
    assert drawn(whole, "method", "numerator", "denominator", "value") == [
        ("wilson", 2.0, 5.0, 0.4),
        ("clustered_wilson", 2.0, 5.0, 0.4),
    ]
    teams = of(values("training_coverage", "pzk"), "covered")
    assert drawn(teams, "pzk_id", "method", "numerator", "denominator") == [
        ("LU-01", "wilson", 2.0, 3.0),
        ("LU-02", "wilson", 1.0, 2.0),
        ("MA-01", "wilson", 0.0, 1.0),
    ]


def test_an_entity_of_two_teams_belongs_to_the_first_in_report_order() -> None:
    # LU-P003 under LU-01: shares of teams 2/3, 0/1, 0/1; under LU-02 they would be 1/2, 1/2, 0/1.
    clustered = of(values("training_coverage"), "covered").iloc[1]
    apart = MEMBERS[~((MEMBERS["pzk_id"] == "LU-02") & (MEMBERS["entity_id"] == "LU-P003"))]
    other = MEMBERS[~((MEMBERS["pzk_id"] == "LU-01") & (MEMBERS["entity_id"] == "LU-P003"))]
    first = of(values("training_coverage", memberships=apart), "covered").iloc[1]
    second = of(values("training_coverage", memberships=other), "covered").iloc[1]
    assert clustered["ci_low"] == first["ci_low"]
    assert clustered["ci_low"] != second["ci_low"]


def test_coverage_by_kind_of_entity_and_by_kind_of_support() -> None:
    frame = values("training_coverage")
    frame = frame[frame["method"] == "wilson"]
    shown = ("covered/entity:ops", "covered/entity:police", "covered/entity:ngo",
             "covered/kind:training", "covered/kind:coaching", "covered/kind:advice")  # fmt: skip
    assert drawn(of(frame, *shown), "group", "numerator", "denominator", "status") == [
        ("covered/entity:ops", 1.0, 3.0, "ok"),
        ("covered/entity:police", 1.0, 2.0, "ok"),
        ("covered/entity:ngo", 0.0, 0.0, "insufficient"),  # LU-P009 is no member
        ("covered/kind:training", 2.0, 5.0, "ok"),
        ("covered/kind:coaching", 1.0, 5.0, "ok"),
        ("covered/kind:advice", 1.0, 5.0, "ok"),
    ]


PLATFORM = table(
    "platform",
    """
    pzk_id  month       logins  materials  posts
    LU-01   2020-11-01  10      4          -
    LU-01   2020-12-01  0       2          1
    LU-02   2020-12-01  6       -          3
    MA-01   2021-01-01  99      99         99
    """,
)
# Months of work: LU-01 XI and XII, LU-02 XII, MA-01 none (no day of start).
LATE = TEAMS.assign(
    started_on=pd.to_datetime(pd.Series([None, "2020-12-10", "2020-11-02"])).astype(
        TEAMS["started_on"].dtype
    )
)


def used(indicator: str, by: Level = "macroregion") -> pd.DataFrame:
    """Compute the use of the platform by the late teams."""
    return compute({"pzk": LATE, "platform": PLATFORM}, STUDY, ids=[indicator], by=by)


def test_use_is_per_team_and_month_of_work_with_gaps_counted() -> None:
    rows = used("platform_use")
    assert drawn(rows, "group", "period", "value", "n", "n_missing") == [
        ("logins", "2019-03-28/2020-12-31", 5.333333, 3, 0),  # 10, 0, 6
        ("logins", "2020-11", 10.0, 1, 0),
        ("logins", "2020-12", 3.0, 2, 0),
        ("materials", "2019-03-28/2020-12-31", 3.0, 2, 1),  # 4, 2, unknown
        ("materials", "2020-11", 4.0, 1, 0),
        ("materials", "2020-12", 2.0, 1, 1),
        ("posts", "2019-03-28/2020-12-31", 2.0, 2, 1),
        ("posts", "2020-11", None, 0, 1),
        ("posts", "2020-12", 2.0, 2, 0),
    ]


def test_a_month_of_work_without_a_report_is_missing_not_zero() -> None:
    rows = compute({"pzk": TEAMS, "platform": PLATFORM}, STUDY, ids=["platform_use"], by="pzk")
    logins = rows[rows["group"] == "logins"]
    assert drawn(logins, "pzk_id", "value", "n", "n_missing") == [
        ("LU-01", 5.0, 2, 16),  # of 18 months
        ("LU-02", 6.0, 1, 17),
        ("MA-01", None, 0, 18),  # its report lies after the data
    ]


def test_a_month_without_a_report_is_no_month_without_a_login() -> None:
    tables = {"pzk": TEAMS, "platform": PLATFORM}
    rows = compute(tables, STUDY, ids=["platform_active_share"], by="pzk")
    assert drawn(rows, "pzk_id", "numerator", "denominator", "n_missing") == [
        ("LU-01", 1.0, 2.0, 16),
        ("LU-02", 1.0, 1.0, 17),
        ("MA-01", 0.0, 0.0, 18),
    ]


def test_share_of_months_with_a_login() -> None:
    rows = used("platform_active_share")
    wilson = rows[rows["method"] == "wilson"]
    assert drawn(wilson, "period", "numerator", "denominator", "value") == [
        ("2019-03-28/2020-12-31", 2.0, 3.0, 0.666667),
        ("2020-11", 1.0, 1.0, 1.0),
        ("2020-12", 1.0, 2.0, 0.5),
    ]
    teams = used("platform_active_share", "pzk")
    assert drawn(teams, "pzk_id", "numerator", "denominator", "status") == [
        ("LU-01", 1.0, 2.0, "ok"),
        ("LU-02", 1.0, 1.0, "ok"),
        ("MA-01", 0.0, 0.0, "insufficient"),
    ]


def test_months_of_work_are_those_of_cooperation() -> None:
    # the same months as where the teams' meetings are counted
    day = np.datetime64("2020-12-31")
    teams = LATE.assign(ended_on=LATE["started_on"] + pd.Timedelta(days=20))
    tables = {
        "meetings": table("meetings", "meeting_id pzk_id level held_on\nA LU-01 pzk 2020-12-01"),
        "attendance": table("attendance", "meeting_id entity_id\nA LU-P001"),
    }
    mine = SupportData(tables={}, teams=teams, last_day=day).months.frame
    theirs = CooperationData(tables=tables, teams=teams, last_day=day).months.frame
    assert drawn(mine, "pzk_id", "month") == drawn(theirs, "pzk_id", "month")
    assert len(mine) == 2


FAMILIES = table(
    "families",
    """
    family_id  pzk_id  unit_type  outcome
    LU-01-R01  LU-01   family     completed
    LU-01-R02  LU-01   family     completed
    LU-01-G01  LU-01   group      withdrawn
    LU-02-R01  LU-02   family     withdrawn
    LU-02-R02  LU-02   person     ongoing
    MA-01-R01  MA-01   family     completed
    """,
)
GOALS = table(
    "goals",
    """
    goal_id      family_id  attained
    LU-01-R01-C1 LU-01-R01  0
    LU-02-R01-C1 LU-02-R01  1
    """,
)


def test_thirds_of_teams_go_from_fewest_to_most_own_hours() -> None:
    # MA-01 0 h, LU-02 2/18, LU-01 6/18; groups are another unit.
    rows = values("support_completed_share", families=FAMILIES)
    assert drawn(rows, "group", "numerator", "denominator", "n") == [
        ("completed/third:low", 1.0, 1.0, 1),
        ("completed/third:middle", 0.0, 2.0, 2),
        ("completed/third:high", 2.0, 2.0, 2),
    ]


def test_goals_and_hours_of_the_thirds() -> None:
    # One goal at level x gives T = 50 + 10 x.
    rows = values("support_goal_t", families=FAMILIES, goals=GOALS)
    assert drawn(rows, "group", "value", "n", "n_missing") == [
        ("goal_t/third:low", None, 0, 1),
        ("goal_t/third:middle", 60.0, 1, 1),
        ("goal_t/third:high", 50.0, 1, 1),
        ("hours/third:low", 0.0, 1, 0),
        ("hours/third:middle", 0.111111, 2, 0),
        ("hours/third:high", 0.333333, 2, 0),
    ]


def test_teams_without_months_of_work_are_in_no_third() -> None:
    rows = values("support_completed_share", pzk=LATE, families=FAMILIES)
    # LU-01 6 h / 2 months = 3, LU-02 2 h / 1 month = 2, MA-01 out
    assert drawn(rows, "group", "denominator", "status") == [
        ("completed/third:low", 2.0, "insufficient"),  # one team: no interval between teams
        ("completed/third:middle", 2.0, "insufficient"),
        ("completed/third:high", 0.0, "insufficient"),
    ]


def test_input_tables_are_left_alone() -> None:
    tables = {**TABLES, "families": FAMILIES, "goals": GOALS, "platform": PLATFORM}
    before = {name: frame.copy() for name, frame in tables.items()}
    ids = ["support_events", "support_hours", "training_coverage", "platform_use"]
    compute(tables, STUDY, ids=ids, by="pzk")
    compute(tables, STUDY, ids=["support_completed_share", "support_goal_t"])
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
