"""Who and what the test reached: entities, teams, families, groups."""

from datetime import date

import pytest
from indicator_tables import TEAMS, config, drawn, table

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.unit

# Of the six, R01 is in cooperation on 2019-12-31, R02 ended the day before, R03 ends that day,
# R04 starts the day after, R05 is a person, G01 a group.
FAMILIES = table(
    "families",
    """
    family_id  pzk_id  unit_type  area        cohort      started_on  ended_on
    LU-01-R01  LU-01   family     addiction   2019-09-01  2019-09-01  -
    LU-01-R02  LU-01   family     addiction   2019-09-01  2019-09-01  2019-12-30
    LU-01-R03  LU-01   family     -           2019-09-01  2019-09-01  2019-12-31
    LU-02-R04  LU-02   family     disability  2019-12-01  2020-01-01  -
    MA-01-R05  MA-01   person     disability  2019-12-01  2019-12-01  -
    MA-01-G01  MA-01   group      addiction   2019-12-01  2019-12-01  -
    """,
)
TABLES = {"pzk": TEAMS, "families": FAMILIES}
STUDY = config()


def test_a_day_of_cooperation_holds_its_first_and_its_last_day() -> None:
    values = compute(TABLES, STUDY, ids=["families_in_cooperation"], by="pzk")
    assert drawn(values, "pzk_id", "value", "n", "period", "method", "ci_low") == [
        ("LU-01", 2.0, 2, "2019-12-31", "count", None),  # R01 and, on its last day, R03
        ("LU-02", 0.0, 0, "2019-12-31", "count", None),  # R04 starts a day later: 0, not missing
        ("MA-01", 1.0, 1, "2019-12-31", "count", None),  # the person counts, the group does not
    ]


def test_another_day_may_be_asked_for() -> None:
    values = compute(
        TABLES, STUDY, ids=["families_in_cooperation"], as_of=date(2020, 1, 1), by="voivodeship"
    )
    assert drawn(values, "voivodeship", "value", "period") == [
        ("lubelskie", 2.0, "2020-01-01"),  # R01, R04
        ("mazowieckie", 1.0, "2020-01-01"),
    ]


def test_groups_are_another_unit() -> None:
    values = compute(TABLES, STUDY, ids=["groups_in_cooperation"])
    assert drawn(values, "value", "n") == [(1.0, 1)]


def test_an_area_is_that_of_the_team() -> None:
    values = compute(TABLES, STUDY, ids=["families_in_cooperation"], by="area")
    assert drawn(values, "group", "value") == [
        ("many_difficulties", 0.0),
        ("disability", 0.0),  # LU-02
        ("older_people", 0.0),
        ("addiction", 3.0),  # LU-01 and MA-01
    ]


def test_families_by_area_go_by_the_family_and_count_unknown_areas_as_missing() -> None:
    values = compute(TABLES, STUDY, ids=["families_by_area"])
    assert drawn(values, "group", "value", "n_missing") == [
        ("many_difficulties", 0.0, 1),
        ("disability", 1.0, 1),  # R05
        ("older_people", 0.0, 1),
        ("addiction", 1.0, 1),  # R01; R03 has no area
    ]


def test_cohorts_hold_everybody_of_the_whole_test() -> None:
    values = compute(TABLES, STUDY, ids=["cohort_families"])
    assert drawn(values, "group", "value", "period") == [
        ("2019-09", 3.0, "2019-03-28/2020-12-31"),
        ("2019-12", 2.0, "2019-03-28/2020-12-31"),
    ]


def test_teams_by_area_and_the_voivodeships_that_chose_it() -> None:
    values = compute(TABLES, STUDY, ids=["pzk_by_area", "area_voivodeships"])
    assert drawn(values, "indicator_id", "group", "value") == [
        ("pzk_by_area", "many_difficulties", 0.0),
        ("pzk_by_area", "disability", 1.0),
        ("pzk_by_area", "older_people", 0.0),
        ("pzk_by_area", "addiction", 2.0),
        ("area_voivodeships", "many_difficulties", 0.0),
        ("area_voivodeships", "disability", 1.0),
        ("area_voivodeships", "older_people", 0.0),
        ("area_voivodeships", "addiction", 2.0),
    ]


def test_families_per_team_counts_teams_without_families() -> None:
    # Whole test, families and persons: LU-01 3, LU-02 1, MA-01 1; mean 5/3,
    # s = sqrt(((4/3)^2 + 2 (2/3)^2) / 2) = 1.154701, s / sqrt(3) = 0.666667, t(2) = 4.302653:
    # 1.666667 -+ 2.868435.
    values = compute(TABLES, STUDY, ids=["families_per_pzk"])
    assert drawn(
        values, "group", "numerator", "denominator", "value", "ci_low", "ci_high", "n", "method"
    ) == [
        ("min", 1.0, None, 1.0, None, None, 3, "extreme"),
        ("mean", 5.0, 3.0, 1.666667, -1.201768, 4.535102, 3, "t"),
        ("max", 3.0, None, 3.0, None, None, 3, "extreme"),
    ]


def test_a_voivodeship_without_teams_has_no_load() -> None:
    values = compute(TABLES, config("lubelskie", "mazowieckie", "podlaskie"), by="voivodeship")
    load = values[
        (values["indicator_id"] == "families_per_pzk") & (values["voivodeship"] == "podlaskie")
    ]
    assert drawn(load, "group", "value", "n", "status") == [
        ("min", None, 0, "insufficient"),
        ("mean", None, 0, "insufficient"),
        ("max", None, 0, "insufficient"),
    ]


def test_a_team_works_from_its_first_to_its_last_day() -> None:
    teams = table(
        "pzk",
        """
        pzk_id  voivodeship  started_on  ended_on
        LU-01   lubelskie    2019-07-01  2019-12-31
        LU-02   lubelskie    2019-12-31  -
        LU-03   lubelskie    2020-01-01  -
        LU-04   lubelskie    2019-07-01  2019-12-30
        """,
    )
    values = compute({"pzk": teams}, STUDY, ids=["pzk_active"], by="voivodeship")
    assert drawn(values, "value") == [(2.0,), (0.0,)]


def test_tenure_runs_to_the_end_of_the_team_or_of_the_study() -> None:
    # 2019-12-01 to 2020-03-31 are 122 days: 4.008214 months of 30.4375 days. A team that goes on,
    # or ends after the study, counts up to 2020-12-31; from 2020-12-02 on these are 30 days.
    teams = table(
        "pzk",
        """
        pzk_id  voivodeship  started_on  ended_on
        LU-01   lubelskie    2019-12-01  2020-03-31
        LU-02   lubelskie    2020-12-02  -
        LU-03   lubelskie    2020-12-02  2021-03-31
        LU-04   lubelskie    2021-01-01  -
        """,
    )
    values = compute({"pzk": teams}, STUDY, ids=["pzk_tenure_months"], by="pzk")
    assert drawn(values, "value", "n", "n_missing", "status", "method") == [
        (4.008214, 1, 0, "ok", "mean"),  # one team has no interval
        (0.985626, 1, 0, "ok", "mean"),
        (0.985626, 1, 0, "ok", "mean"),
        (None, 0, 1, "insufficient", "mean"),  # starts after the study
    ]


def test_entities_count_once_whatever_their_teams() -> None:
    entities = table(
        "entities",
        """
        entity_id  voivodeship
        LU-P001    lubelskie
        LU-P002    lubelskie
        MA-P001    mazowieckie
        """,
    )
    values = compute({"entities": entities}, STUDY, by="voivodeship")
    assert drawn(values, "indicator_id", "voivodeship", "value") == [
        ("entities_in_cooperation", "lubelskie", 2.0),
        ("entities_in_cooperation", "mazowieckie", 1.0),
    ]
