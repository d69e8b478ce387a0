"""What became of families: completed programmes, services that go on, months, goals, stages."""

import pandas as pd
import pytest
from indicator_tables import TEAMS, config, drawn, table

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.unit

FAMILIES = table(
    "families",
    """
    family_id  pzk_id  unit_type  cohort      started_on  ended_on    outcome    services_until
    LU-01-R01  LU-01   family     2019-09-01  2019-09-01  2020-10-31  completed  2021-03-31
    LU-01-R02  LU-01   family     2019-09-01  2019-09-01  2020-10-31  completed  2020-10-31
    LU-01-R03  LU-01   family     2019-12-01  2019-12-01  2020-10-31  withdrawn  2021-03-31
    LU-02-R04  LU-02   person     2019-12-01  2019-12-01  -           ongoing    2021-03-31
    LU-02-R05  LU-02   family     2019-12-01  2019-12-01  2020-10-31  completed  -
    LU-02-G01  LU-02   group      2019-12-01  2019-12-01  2020-10-31  completed  2021-03-31
    """,
)
TABLES = {"pzk": TEAMS, "families": FAMILIES}
STUDY = config()


def test_completed_families_count_without_groups() -> None:
    values = compute(TABLES, STUDY, ids=["ipp_completed"], by="pzk")
    assert drawn(values, "pzk_id", "value") == [("LU-01", 2.0), ("LU-02", 1.0), ("MA-01", 0.0)]


def test_completed_share_has_everybody_below_and_two_intervals() -> None:
    # 3 of 5. Wilson, z = 1.959964: centre (0.6 + z2/10) / (1 + z2/5) = 0.556552, half-width
    # z sqrt(0.6 * 0.4 / 5 + z2/100) / (1 + z2/5) = 0.325827.
    values = compute(TABLES, STUDY, ids=["ipp_completed_share"])
    wilson, clustered = drawn(
        values, "method", "numerator", "denominator", "value", "ci_low", "ci_high", "n", "n_missing"
    )
    assert wilson == ("wilson", 3.0, 5.0, 0.6, 0.230724, 0.882379, 5, 0)
    assert clustered[:4] == ("clustered_wilson", 3.0, 5.0, 0.6)
    assert clustered[4] is not None


def test_a_team_has_no_interval_between_teams_and_keeps_its_small_number() -> None:
    values = compute(TABLES, STUDY, ids=["ipp_completed_share"], by="pzk")
    assert drawn(values, "pzk_id", "method", "numerator", "denominator", "status") == [
        ("LU-01", "wilson", 2.0, 3.0, "ok"),
        ("LU-02", "wilson", 1.0, 2.0, "ok"),
        ("MA-01", "wilson", 0.0, 0.0, "insufficient"),  # nobody: undefined, not 0
    ]


def test_an_interval_that_teams_do_not_allow_is_insufficient() -> None:
    # Every family of Lubelskie's two teams completed: nothing to see between teams.
    everybody = FAMILIES.assign(outcome="completed")
    values = compute(
        {"pzk": TEAMS, "families": everybody}, STUDY, ids=["ipp_completed_share"], by="voivodeship"
    )
    assert drawn(values, "voivodeship", "method", "value", "status", "numerator") == [
        ("lubelskie", "wilson", 1.0, "ok", 5.0),
        ("lubelskie", "clustered_wilson", None, "insufficient", 5.0),
        ("mazowieckie", "wilson", None, "insufficient", 0.0),
        ("mazowieckie", "clustered_wilson", None, "insufficient", 0.0),
    ]


def test_services_go_on_only_after_the_last_day() -> None:
    # R01 and R03; R02's end on the last day; R04 has no last day yet and is missing.
    values = compute(TABLES, STUDY, ids=["continuing_services"])
    assert drawn(values, "value", "n_missing") == [(2.0, 1)]


def test_services_that_go_on_have_two_bases() -> None:
    values = compute(TABLES, STUDY, ids=["continuing_services_share"])
    wilson = values[values["method"] == "wilson"]
    assert drawn(wilson, "group", "numerator", "denominator", "n_missing") == [
        ("of_completed", 1.0, 3.0, 0),  # R01 of R01, R02, R05
        ("of_all", 2.0, 4.0, 1),  # R01 and R03 of all but R04
    ]


def test_months_of_cooperation_count_both_ends_and_leave_out_the_unfinished() -> None:
    # 2019-09-01 to 2020-10-31: 427 days / 30.4375 = 14.028747; 2019-12-01 on: 336 days, 11.039014.
    values = compute(TABLES, STUDY, ids=["cooperation_months"])
    assert drawn(values, "group", "denominator", "value", "n_missing") == [
        (None, 4.0, 12.533881, 1),  # (2 * 14.028747 + 2 * 11.039014) / 4
        ("2019-09", 2.0, 14.028747, 0),
        ("2019-12", 2.0, 11.039014, 1),
    ]


def test_months_respect_teams_above_the_team_only() -> None:
    whole = compute(TABLES, STUDY, ids=["cooperation_months"])
    teams = compute(TABLES, STUDY, ids=["cooperation_months"], by="pzk")
    assert whole.loc[0, "method"] == "clustered_t"
    # LU-01: 14.03, 14.03, 11.04 within one team.
    assert drawn(teams[teams["pzk_id"] == "LU-01"], "group", "method", "n") == [
        (None, "t", 3),
        ("2019-09", "mean", 2),  # equal values have no interval
        ("2019-12", "mean", 1),
    ]


def test_changed_goals_are_counted_by_family() -> None:
    # R01 changed one of two goals; R02's only goal is unknown; R03 has one changed and one unknown
    # goal; R04 kept its goal; R05 has no goals, G01 is a group: 2 of 3, one missing.
    goals = table(
        "goals",
        """
        goal_id        family_id  revision
        LU-01-R01-C01  LU-01-R01  0
        LU-01-R01-C02  LU-01-R01  2
        LU-01-R02-C01  LU-01-R02  -
        LU-01-R03-C01  LU-01-R03  1
        LU-01-R03-C02  LU-01-R03  -
        LU-02-R04-C01  LU-02-R04  0
        LU-02-G01-C01  LU-02-G01  3
        """,
    )
    values = compute({**TABLES, "goals": goals}, STUDY, ids=["goal_revision_share"])
    assert drawn(values, "method", "numerator", "denominator", "n_missing") == [
        ("wilson", 2.0, 3.0, 1),
        ("clustered_wilson", 2.0, 3.0, 1),
    ]


STAGED = table(
    "families",
    """
    family_id  pzk_id  reported_on  screened_on  diagnosed_on  ipp_signed_on  started_on  ended_on
    LU-01-R01  LU-01   2019-08-01   2019-08-05   2019-08-20    2019-09-01     2019-09-01  2020-09-01
    LU-01-R02  LU-01   2019-08-01   2019-08-04   -             -              2019-09-01  -
    LU-01-R03  LU-01   2019-08-01   2019-07-30   -             2019-09-05     2019-09-01  -
    LU-01-R04  LU-01   -            2019-08-02   -             -              2019-09-01  -
    """,
)


def test_a_gap_in_the_record_is_missing_and_not_a_stop() -> None:
    values = compute({"pzk": TEAMS, "families": STAGED}, STUDY, ids=["stage_conversion"])
    wilson = values[values["method"] == "wilson"]
    assert drawn(wilson, "group", "numerator", "denominator", "n_missing") == [
        ("reported_screened", 3.0, 3.0, 1),  # R01-R03; the report of R04 was not recorded
        ("screened_diagnosed", 1.0, 4.0, 0),
        ("diagnosed_ipp_signed", 1.0, 1.0, 3),
        ("ipp_signed_contract", 0.0, 0.0, 4),  # no contract has a date: not recorded, no stop
        ("contract_started", 0.0, 0.0, 4),
        ("started_monitored", 0.0, 0.0, 4),
        ("monitored_evaluated", 0.0, 0.0, 4),
        ("evaluated_ended", 0.0, 0.0, 4),
    ]


def test_days_between_stages_leave_out_reversed_dates() -> None:
    values = compute({"pzk": TEAMS, "families": STAGED}, STUDY, ids=["stage_days"])
    assert drawn(values, "group", "value", "ci_low", "n", "n_missing", "status") == [
        ("reported_screened", 3.5, None, 2, 2, "ok"),  # 4 and 3 days; R03 was screened before
        ("screened_diagnosed", 15.0, None, 1, 3, "ok"),
        ("diagnosed_ipp_signed", 12.0, None, 1, 3, "ok"),
        *(
            (step, None, None, 0, 4, "insufficient")
            for step in (
                "ipp_signed_contract", "contract_started", "started_monitored",
                "monitored_evaluated", "evaluated_ended",
            )
        ),
    ]  # fmt: skip


def test_a_start_before_the_contract_is_missing_in_days_and_passes_the_step() -> None:
    early = STAGED.assign(contract_on=pd.Timestamp("2019-09-05"), monitored_on=pd.NaT)
    early.loc[0, "contract_on"] = pd.Timestamp("2019-08-30")
    tables = {"pzk": TEAMS, "families": early}
    days = compute(tables, STUDY, ids=["stage_days"])
    passed = compute(tables, STUDY, ids=["stage_conversion"])
    # all started on 2019-09-01: R01 2 days after its contract, the other three 4 days before theirs
    chosen = days[days["group"] == "contract_started"]
    assert drawn(chosen, "value", "n", "n_missing") == [(2.0, 1, 3)]
    chosen = passed[(passed["group"] == "contract_started") & (passed["method"] == "wilson")]
    assert drawn(chosen, "numerator", "denominator", "n_missing") == [(4.0, 4.0, 0)]


def test_stages_on_the_same_day_are_no_days_apart() -> None:
    same_day = STAGED.assign(screened_on=STAGED["reported_on"])
    values = compute({"pzk": TEAMS, "families": same_day}, STUDY, ids=["stage_days"])
    assert drawn(values, "group", "value", "n", "n_missing")[0] == ("reported_screened", 0.0, 3, 1)


def test_a_stage_that_nobody_passed_is_insufficient() -> None:
    values = compute({"pzk": TEAMS, "families": STAGED}, STUDY, ids=["stage_days"], by="pzk")
    empty = values[values["pzk_id"] == "MA-01"]
    assert set(empty["status"]) == {"insufficient"}
    assert empty["value"].isna().all()
