"""The published figures add up as the documents do, and disagree where the documents disagree."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from published_reading import FIVE, figures, number, only, read

from kooperacja_eval.schemas import codes

pytestmark = pytest.mark.integration


def test_periods_run_forward_within_the_years_of_the_programme() -> None:
    # The ESF period is 2014-2020; the modified schedule of 003 ends in VIII.2021.
    for row in read("published"):
        days = [date.fromisoformat(row[end]) for end in ("period_from", "period_to") if row[end]]
        assert days == sorted(days), row["figure_id"]
        assert all(date(2014, 1, 1) <= day <= date(2021, 8, 31) for day in days)


def test_milestones_follow_each_other_without_a_gap() -> None:
    rows = figures("milestone_period", "002")
    assert [row["group"] for row in rows] == ["I", "II", "III", "IV"]
    for earlier, later in pairwise(rows):
        next_day = date.fromisoformat(earlier["period_to"]) + timedelta(days=1)
        assert date.fromisoformat(later["period_from"]) == next_day
    # 002: the first milestone begins four days before the project does; both stay as written.
    (project,) = figures("project_period", "002")
    assert (rows[0]["period_from"], project["period_from"]) == ("2018-03-28", "2018-04-01")


@pytest.mark.parametrize(
    ("document", "month", "mazowieckie", "total"),
    [("000", "2019-12-01", 30, 172), ("001", "2020-03-01", 29, 171)],
)
def test_families_of_the_voivodeships_add_up_to_the_printed_total(
    document: str, month: str, mazowieckie: int, total: int
) -> None:
    # 000: 35 + 30 + 33 + 35 + 39 = 172.  001: 35 + 29 + 33 + 35 + 39 = 171.
    rows = figures("families_in_cooperation", document, period_from=month)
    parts = {row["voivodeship"]: number(row["value"]) for row in rows if row["voivodeship"]}
    assert set(parts) == FIVE
    assert sum(parts.values()) == total
    assert parts["mazowieckie"] == mazowieckie, "the one voivodeship in which the two differ"
    assert only([row for row in rows if not row["voivodeship"]]) == total


@pytest.mark.parametrize("document", ["000", "001"])
def test_groups_are_a_unit_of_their_own(document: str) -> None:
    # "35 3 grupy": the groups are not part of the families.
    rows = figures("groups_in_cooperation", document, voivodeship="podkarpackie")
    assert [(row["value"], row["unit"]) for row in rows] == [("3", "groups")]


def test_cohorts_add_up_to_the_families_of_the_whole_test() -> None:
    # 126 + 46 = 172
    cohorts = [number(row["value"]) for row in figures("cohort_families", "000")]
    assert sorted(cohorts) == [46, 126]
    whole = only(figures("families_in_cooperation", "000", group="whole_test"))
    assert sum(cohorts) == whole == 172


def test_completed_and_continuing_are_kept_as_written() -> None:
    # 000 does not say whether the 69 lie within the 140, so nothing adds or subtracts them.
    assert only(figures("ipp_completed", "000")) == 140
    assert only(figures("continuing_services", "000")) == 69


REPORTED_AS = {"parenting_difficulties": "many_difficulties"}
"""The header of 000 counts the two Lubelskie teams under families with many difficulties."""


def test_area_cells_add_up_to_the_thirty_teams_and_six_in_each_voivodeship() -> None:
    cells = [row for row in figures("pzk_by_area", "000") if row["voivodeship"]]
    teams: Counter[str] = Counter()
    for row in cells:
        teams[row["voivodeship"]] += int(row["value"])
    assert teams == dict.fromkeys(FIVE, 6)
    assert sum(teams.values()) == only(figures("pzk_active", "000", group="whole_test")) == 30
    stated = {
        row["voivodeship"]: int(row["value"])
        for row in figures("pzk_active", "000")
        if row["voivodeship"]
    }
    assert stated == teams


@pytest.mark.parametrize(
    ("area", "teams", "voivodeships"),
    [
        ("many_difficulties", 13, 5),  # 2 (parenting) + 4 + 4 + 2 + 1
        ("disability", 5, 4),  # 2 + 1 + 1 + 1
        ("older_people", 8, 4),  # 2 + 1 + 2 + 3
        ("addiction", 4, 3),  # 2 + 1 + 1
    ],
)
def test_area_cells_add_up_to_the_header(area: str, teams: int, voivodeships: int) -> None:
    cells = [
        row
        for row in figures("pzk_by_area", "000")
        if row["voivodeship"] and REPORTED_AS.get(row["group"], row["group"]) == area
    ]
    header = [row for row in figures("pzk_by_area", "000", group=area) if not row["voivodeship"]]
    assert sum(int(row["value"]) for row in cells) == only(header) == teams
    places = {row["voivodeship"] for row in cells}
    assert len(places) == only(figures("area_voivodeships", "000", group=area)) == voivodeships


def test_parenting_difficulties_stay_in_the_words_of_the_source() -> None:
    # Without the recoding the header does not hold: 4 + 4 + 2 + 1 = 11, in four voivodeships.
    (row,) = figures("pzk_by_area", "000", group="parenting_difficulties")
    assert (row["voivodeship"], row["value"]) == ("lubelskie", "2")
    assert "wychowawczymi" in row["quote"]
    assert "parenting_difficulties" not in codes.AREAS.ids


@pytest.mark.parametrize("area", codes.AREAS.ids)
def test_both_tables_name_the_same_areas_in_the_same_voivodeships(area: str) -> None:
    def places(indicator: str, document: str) -> set[str]:
        return {
            row["voivodeship"]
            for row in figures(indicator, document)
            if row["voivodeship"] and REPORTED_AS.get(row["group"], row["group"]) == area
        }

    named = places("areas_in_cooperation", "001")
    assert named == places("pzk_by_area", "000")
    assert len(named) == only(figures("area_voivodeships", "001", group=area))


def test_macroregions_hold_five_six_and_four_voivodeships() -> None:
    rows = figures("voivodeships_in_project", "004")
    assert Counter(row["macroregion"] for row in rows) == {"I": 5, "II": 6, "III": 4}
    assert {row["voivodeship"] for row in rows if row["macroregion"] == "I"} == FIVE
    assert len({row["voivodeship"] for row in rows}) == 15, "each in one macroregion only"


def test_the_target_group_names_one_voivodeship_less_than_the_project() -> None:
    project = {row["voivodeship"] for row in figures("voivodeships_in_project", "002")}
    target = {row["voivodeship"] for row in figures("voivodeships_in_target_group", "002")}
    assert project == FIVE
    assert project - target == {"podlaskie"}
