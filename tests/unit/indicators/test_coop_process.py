"""How regularly teams meet, who comes, and contacts with families: three teams by hand."""

import pytest
from indicator_tables import TEAMS, config, drawn, table

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.unit

TEAMS_AT_WORK = TEAMS.assign(
    started_on=TEAMS["pzk_id"]
    .map({"LU-01": "2020-01-15", "LU-02": "2020-02-01", "MA-01": "2020-02-01"})
    .astype(TEAMS["started_on"].dtype),
    ended_on=TEAMS["pzk_id"]
    .map({"LU-01": "2020-04-10", "LU-02": "2020-03-31", "MA-01": "2020-03-01"})
    .astype(TEAMS["ended_on"].dtype),
)
"""LU-01 works I-IV.2020, LU-02 II-III, MA-01 II-III and never meets."""
MEETINGS = table(
    "meetings",
    """
    meeting_id  pzk_id  held_on     level  mode
    LU-01-S01   LU-01   2020-01-20  pzk    in_person
    LU-01-S02   LU-01   2020-02-10  pzk    mixed
    LU-01-S03   LU-01   2020-02-24  pzk    remote
    LU-01-S04   LU-01   2020-04-06  pzk    remote
    LU-02-S01   LU-02   2020-02-20  pzk    in_person
    LU-02-S02   LU-02   2020-03-20  pzk    remote
    LU-WZK-S01  -       2020-02-05  wzk    remote
    """,
)
ENTITIES = table(
    "entities",
    """
    entity_id  sector             voivodeship
    LU-P001    social_assistance  lubelskie
    LU-P002    education          lubelskie
    LU-P003    education          lubelskie
    LU-P004    health             lubelskie
    """,
)
MEMBERSHIPS = table(
    "memberships",
    """
    pzk_id  entity_id  role     joined_on   left_on
    LU-01   LU-P001    core     -           -
    LU-01   LU-P002    invited  2020-01-01  2020-02-10
    LU-01   LU-P003    invited  2020-02-11  -
    LU-02   LU-P001    core     -           -
    LU-02   LU-P004    invited  -           -
    """,
)
ATTENDANCE = table(
    "attendance",
    """
    meeting_id  entity_id  persons
    LU-01-S01   LU-P001    1
    LU-01-S01   LU-P002    2
    LU-01-S02   LU-P001    1
    LU-01-S02   LU-P004    1
    LU-01-S04   LU-P003    1
    LU-02-S01   LU-P001    1
    LU-02-S01   LU-P004    1
    LU-02-S02   LU-P001    1
    """,
)
"""LU-01-S03 has no list; LU-P004 is a guest of LU-01."""
TABLES = {
    "pzk": TEAMS_AT_WORK,
    "meetings": MEETINGS,
    "attendance": ATTENDANCE,
    "memberships": MEMBERSHIPS,
    "entities": ENTITIES,
}
STUDY = config()
WHOLE = "2019-03-28/2020-12-31"


def test_meetings_count_without_those_above_the_teams() -> None:
    values = compute(TABLES, STUDY, ids=["meetings_held"])
    assert drawn(values, "period", "value") == [
        (WHOLE, 6.0),
        ("2020-01", 1.0),
        ("2020-02", 3.0),
        ("2020-03", 1.0),
        ("2020-04", 1.0),
    ]


def test_two_meetings_in_a_month_are_one_month_with_a_meeting() -> None:
    # LU-01: I, II and IV of I-IV; LU-02: both months; MA-01: none of two. 5 of 8.
    values = compute(TABLES, STUDY, ids=["meetings_held_share"])
    rows = drawn(values, "period", "method", "numerator", "denominator")
    assert rows == [
        (WHOLE, "wilson", 5.0, 8.0),
        (WHOLE, "clustered_wilson", 5.0, 8.0),
        ("2020-01", "wilson", 1.0, 1.0),
        ("2020-02", "wilson", 2.0, 3.0),
        ("2020-03", "wilson", 1.0, 3.0),
        ("2020-04", "wilson", 1.0, 1.0),
    ]


def test_a_team_that_never_met_has_no_share_of_members_and_no_gap() -> None:
    wanted = ["meetings_held_share", "attendance_share", "sectors_present", "days_between_meetings"]
    values = compute(TABLES, STUDY, ids=wanted, by="pzk")
    never = values[(values["pzk_id"] == "MA-01") & (values["period"] == WHOLE)]
    assert drawn(never, "indicator_id", "group", "value", "status") == [
        ("meetings_held_share", None, 0.0, "ok"),
        ("attendance_share", "all", None, "insufficient"),
        ("attendance_share", "core", None, "insufficient"),
        ("attendance_share", "invited", None, "insufficient"),
        ("sectors_present", None, None, "insufficient"),
        ("days_between_meetings", None, None, "insufficient"),
        ("days_between_meetings", "longest", None, "insufficient"),
    ]


def test_a_team_without_a_day_of_start_has_no_months_and_is_missing() -> None:
    teams = TEAMS_AT_WORK.assign(
        started_on=TEAMS_AT_WORK["started_on"].where(TEAMS_AT_WORK["pzk_id"] != "MA-01")
    )
    values = compute({**TABLES, "pzk": teams}, STUDY, ids=["meetings_held_share"])
    assert drawn(values, "numerator", "denominator", "n_missing")[0] == (5.0, 6.0, 1)


def test_attendance_counts_members_of_the_day_and_no_guests() -> None:
    # LU-01-S01: P001, P002 came of P001, P002 (P003 joins later): 2 of 2.
    # LU-01-S02: P001 of P001, P002 (still a member on the day it leaves): 1 of 2; P004 is a guest.
    # LU-01-S03: no list, its two members are missing. LU-01-S04: P003 of P001, P003: 1 of 2.
    # LU-02: 2 of 2 and 1 of 2. Together 7 of 10; core 4 of 5, invited 3 of 5.
    values = compute(TABLES, STUDY, ids=["attendance_share"])
    whole = values[values["period"] == WHOLE]
    assert drawn(whole, "group", "method", "numerator", "denominator", "n_missing") == [
        ("all", "clustered_wilson", 7.0, 10.0, 2),
        ("core", "clustered_wilson", 4.0, 5.0, 1),
        ("invited", "clustered_wilson", 3.0, 5.0, 1),
    ]


def test_a_month_of_one_team_is_a_full_count_without_an_interval() -> None:
    wanted = ["meetings_held_share", "attendance_share", "sectors_present", "remote_share"]
    values = compute(TABLES, STUDY, ids=wanted, by="pzk")
    month = values[(values["pzk_id"] == "LU-01") & (values["period"] == "2020-04")]
    assert drawn(month, "indicator_id", "group", "method", "value", "ci_low") == [
        ("meetings_held_share", None, "share", 1.0, None),
        ("attendance_share", "all", "share", 0.5, None),
        ("attendance_share", "core", "share", 0.0, None),
        ("attendance_share", "invited", "share", 1.0, None),
        ("sectors_present", None, "mean", 0.5, None),
        ("remote_share", "remote", "share", 1.0, None),
        ("remote_share", "mixed", "share", 0.0, None),
    ]


def test_sectors_are_those_of_the_members_of_the_day() -> None:
    # LU-01: S01 both of assistance and education 1, S02 assistance alone 1/2 (the guest's health
    # is no sector of the team), S03 missing, S04 education of both 1/2; LU-02: 1 and 1/2.
    # Mean (1 + .5 + .5 + 1 + .5) / 5 = .7.
    values = compute(TABLES, STUDY, ids=["sectors_present"])
    assert drawn(values, "method", "value", "n", "n_missing")[0] == ("clustered_t", 0.7, 5, 1)


def test_remote_and_mixed_meetings_stand_apart() -> None:
    values = compute(TABLES, STUDY, ids=["remote_share"])
    whole = values[(values["period"] == WHOLE) & (values["method"] == "wilson")]
    assert drawn(whole, "group", "numerator", "denominator") == [
        ("remote", 3.0, 6.0),
        ("mixed", 1.0, 6.0),
    ]


def test_gaps_are_within_a_team() -> None:
    # LU-01: 20 I, 10 II (21 days), 24 II (14), 6 IV (42); LU-02: 20 II, 20 III (29).
    # Mean 106 / 4 = 26.5; longest 42.
    values = compute(TABLES, STUDY, ids=["days_between_meetings"])
    assert drawn(values, "group", "value", "n") == [(None, 26.5, 4), ("longest", 42.0, 2)]


FAMILIES = table(
    "families",
    """
    family_id  pzk_id  unit_type  started_on  ended_on
    LU-01-R01  LU-01   family     2020-01-20  2020-03-10
    LU-01-R02  LU-01   person     2020-02-01  -
    LU-01-R03  LU-01   family     2020-02-01  -
    LU-01-G01  LU-01   group      2020-02-01  -
    LU-02-R01  LU-02   family     2020-02-01  -
    """,
)
CONTACTS = table(
    "contacts",
    """
    family_id  month       contacts  hours
    LU-01-R01  2020-01-01  2         1
    LU-01-R01  2020-02-01  4         -
    LU-01-R02  2020-02-01  0         0
    LU-01-G01  2020-02-01  9         9
    LU-02-R01  2020-02-01  6         -
    """,
)
FAMILY_TABLES = {"pzk": TEAMS_AT_WORK, "families": FAMILIES, "contacts": CONTACTS}


def test_each_family_counts_once_whatever_its_months() -> None:
    # Contacts: R01 (2 + 4) / 2 = 3, R02 0, LU-02-R01 6: mean 3; nobody reported on R03; groups no.
    # Hours: R01 1 (its II is unknown), R02 0; LU-02-R01 has none: 0.5, two families missing.
    values = compute(FAMILY_TABLES, STUDY, ids=["family_contacts", "family_hours"])
    whole = values[values["period"] == WHOLE]
    assert drawn(whole, "indicator_id", "value", "n", "n_missing") == [
        ("family_contacts", 3.0, 3, 1),
        ("family_hours", 0.5, 2, 2),
    ]


def test_a_month_has_the_families_in_cooperation_then() -> None:
    # January: R01 alone; February: R01 4, R02 0, LU-02-R01 6, R03 missing.
    values = compute(FAMILY_TABLES, STUDY, ids=["family_contacts"])
    assert drawn(values, "period", "value", "n", "n_missing")[1:] == [
        ("2020-01", 2.0, 1, 0),
        ("2020-02", 3.333333, 3, 1),
    ]


def test_months_of_families_are_not_shown_by_team() -> None:
    values = compute(FAMILY_TABLES, STUDY, ids=["family_contacts"], by="pzk")
    assert set(values["period"]) == {WHOLE}


def test_intervals_end_where_the_number_does() -> None:
    # Two teams, t(1) = 12.7: sectors .7 would reach past all of them, contacts 3 below none.
    sectors = compute(TABLES, STUDY, ids=["sectors_present"])
    contacts = compute(FAMILY_TABLES, STUDY, ids=["family_contacts"])
    assert sectors.loc[0, "ci_high"] == 1.0
    assert contacts.loc[0, "ci_low"] == 0.0
    assert contacts["ci_high"].tolist()[0] > 8
