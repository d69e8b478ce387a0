"""The typed tables: the published totals exactly, and everything else in order."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from kooperacja_eval.demo.layout import SMALL
from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.reports import REPORTED
from kooperacja_eval.demo.study_files import sources
from kooperacja_eval.demo.synthesis import Synthesis, synthesise
from kooperacja_eval.schemas.rules import check_tables
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import validate

pytestmark = pytest.mark.unit

COPIED = {"recommendations"}
"""A file that is copied as it stands."""
EXPERTS = {"conclusions", "evidence_links", "assessments", "convergences"}
"""What experts write, and what the Book rests on: no part of ``synthesise``."""
NAMED = [str(entry["table"]) for entry in sources(large=False)]
SOURCES = dict.fromkeys([*NAMED, *REPORTED])
WRITTEN = tuple(name for name in SOURCES if name not in COPIED | EXPERTS)
OTHERS = {
    "scales",
    "items",
    "options",
    "respondents",
    "answers",
    "fgi_documents",
    "codes",
    "codings",
}
"""Tables without sources: surveys and focus groups come from exports with their own mappings."""

LUBELSKIE, MAZOWIECKIE, PODLASKIE = "lubelskie", "mazowieckie", "podlaskie"
PODKARPACKIE, SWIETOKRZYSKIE = "podkarpackie", "swietokrzyskie"


@pytest.fixture(scope="module")
def demo() -> Synthesis:
    return synthesise(make_plan(), np.random.default_rng(2019))


@pytest.fixture(scope="module")
def large() -> Synthesis:
    return synthesise(make_plan(2000), np.random.default_rng(7))


@pytest.fixture(scope="module")
def families(demo: Synthesis) -> pd.DataFrame:
    """Families and persons with the voivodeship of their team."""
    pzk = demo.tables["pzk"][["pzk_id", "voivodeship"]]
    merged = demo.tables["families"].merge(pzk, on="pzk_id", validate="many_to_one")
    return merged[merged["unit_type"] != "group"]


def active(families: pd.DataFrame, day: str) -> dict[str, int]:
    here = (families["started_on"] <= day) & ~(families["ended_on"] < day)
    counts = families[here]["voivodeship"].value_counts()
    return {str(place): int(size) for place, size in counts.items()}


def test_the_demo_writes_every_table_of_registers(demo: Synthesis) -> None:
    assert set(demo.tables) - COPIED == set(WRITTEN)
    assert set(TABLES) - set(SOURCES) <= OTHERS | EXPERTS


@pytest.mark.parametrize("table", WRITTEN)
def test_every_table_is_valid_and_in_the_study(demo: Synthesis, table: str) -> None:
    assert len(demo.tables[table]) > 0
    assert validate(TABLES[table], demo.tables[table]) == []


@pytest.mark.parametrize("table", [name for name in WRITTEN if name not in SMALL])
def test_a_larger_study_is_valid_too(large: Synthesis, table: str) -> None:
    assert validate(TABLES[table], large.tables[table]) == []


@pytest.mark.parametrize("size", ["demo", "large"])
def test_tables_agree_but_for_two_planted_strangers_and_empty_baselines(
    size: str, request: pytest.FixtureRequest
) -> None:
    tables = {
        name: frame.assign(source_file="x.csv", source_row=1)
        for name, frame in request.getfixturevalue(size).tables.items()
    }
    problems = check_tables(tables, families_per_pzk=(5, 9), diagnosis=(1, 10))
    goals = tables["goals"]
    empty = int((goals["attained"].notna() & goals["baseline"].isna()).sum())
    assert Counter(problem.rule for problem in problems) == {
        "attendance_by_non_member": 2, "goal_without_baseline": empty,
    }  # fmt: skip


def test_families_in_december_2019_are_those_of_the_final_summary(families: pd.DataFrame) -> None:
    assert active(families, "2019-12-31") == {
        LUBELSKIE: 35, MAZOWIECKIE: 30, PODLASKIE: 33, PODKARPACKIE: 35, SWIETOKRZYSKIE: 39,
    }  # fmt: skip


def test_families_in_march_2020_are_those_of_the_status_slides(families: pd.DataFrame) -> None:
    # one Mazovian family withdrew in between: 172 - 1 = 171
    assert active(families, "2020-03-31") == {
        LUBELSKIE: 35, MAZOWIECKIE: 29, PODLASKIE: 33, PODKARPACKIE: 35, SWIETOKRZYSKIE: 39,
    }  # fmt: skip


def test_three_groups_are_counted_apart(demo: Synthesis) -> None:
    units = demo.tables["families"]
    groups = units[units["unit_type"] == "group"]
    assert len(units) == 172 + 3
    assert groups["family_id"].str.fullmatch(r"PK-\d\d-G\d\d").sum() == 3


@pytest.mark.parametrize(("cohort", "size", "months"), [("2019-09", 126, 13), ("2019-12", 46, 10)])
def test_cohorts_have_the_published_size_and_mean(
    families: pd.DataFrame, cohort: str, size: int, months: int
) -> None:
    members = families[families["cohort"] == f"{cohort}-01"]
    days = (members["ended_on"] - members["started_on"]).dt.days + 1
    assert len(members) == size
    assert (members["started_on"] >= f"{cohort}-01").all()
    assert members["ended_on"].max() <= pd.Timestamp("2020-10-31")
    # one day is 0.033 of a month, over 43 to 126 families less than 0.0008
    assert days.mean() / 30.4375 == pytest.approx(months, abs=0.0008)


def test_the_larger_study_keeps_the_means(large: Synthesis) -> None:
    units = large.tables["families"]
    counted = units[units["unit_type"] != "group"]
    days = (counted["ended_on"] - counted["started_on"]).dt.days + 1
    months = days.groupby(counted["cohort"]).mean() / 30.4375
    assert months.round(2).tolist() == [13.0, 10.0]


def test_every_family_had_begun_by_the_end_of_2019(families: pd.DataFrame) -> None:
    assert families["started_on"].max() <= pd.Timestamp("2019-12-31")


def test_140_complete_and_only_those_still_in_cooperation_have_no_end(
    families: pd.DataFrame,
) -> None:
    assert (families["outcome"] == "completed").sum() == 140
    assert families["ended_on"].isna().equals(families["outcome"] == "ongoing")


def test_69_go_on_with_services_all_of_them_completed(families: pd.DataFrame) -> None:
    going_on = families[families["services_until"].notna()]
    assert len(going_on) == 69
    assert set(going_on["outcome"]) == {"completed"}
    assert going_on["services_until"].between("2021-03-01", "2021-03-31").all()


def test_services_until_the_last_day_are_those_of_two_voivodeships(families: pd.DataFrame) -> None:
    last = families[families["services_until"] == "2021-03-31"]
    assert set(last["voivodeship"]) == {PODKARPACKIE, SWIETOKRZYSKIE}


def test_each_family_whose_services_go_on_has_one_that_a_project_pays(demo: Synthesis) -> None:
    units, services = demo.tables["families"], demo.tables["services"]
    open_paid = services[services["social_project_id"].notna() & services["ended_on"].isna()]
    going_on = units[units["services_until"].notna()]["family_id"]
    assert going_on.isin(open_paid["family_id"]).all()


def test_teams_have_five_to_nine_families_and_both_occur(families: pd.DataFrame) -> None:
    sizes = families["pzk_id"].value_counts()
    assert (len(sizes), sizes.min(), sizes.max()) == (30, 5, 9)


def test_areas_of_the_teams_are_those_of_the_final_summary(demo: Synthesis) -> None:
    pzk = demo.tables["pzk"]
    table = pd.crosstab(pzk["voivodeship"], pzk["area"]).to_dict("index")
    column = ("many_difficulties", "disability", "older_people", "addiction")
    assert {place: tuple(row[area] for area in column) for place, row in table.items()} == {
        LUBELSKIE: (2, 2, 2, 0),
        MAZOWIECKIE: (4, 0, 0, 2),
        PODLASKIE: (4, 1, 1, 0),
        PODKARPACKIE: (2, 1, 2, 1),
        SWIETOKRZYSKIE: (1, 1, 3, 1),
    }


def test_parenting_difficulties_keep_their_words_under_many_difficulties(demo: Synthesis) -> None:
    pzk = demo.tables["pzk"]
    parenting = pzk[pzk["area_source"] == "Rodziny z trudnościami wychowawczymi"]
    assert parenting["voivodeship"].tolist() == [LUBELSKIE] * 2
    assert parenting["area"].tolist() == ["many_difficulties"] * 2


def test_31_gminas_belong_to_30_teams(demo: Synthesis) -> None:
    bridge = demo.tables["pzk_gminas"].set_index("gmina_id")["pzk_id"]
    assert (len(bridge), bridge.nunique()) == (31, 30)
    assert bridge["wegrow"] == bridge["liw"]


def test_350_entities_are_all_marked_and_each_team_has_its_core(demo: Synthesis) -> None:
    entities, memberships = demo.tables["entities"], demo.tables["memberships"]
    assert len(entities) == 350
    assert entities["name"].is_unique
    assert entities["name"].str.endswith("(dane syntetyczne)").all()
    # the core of document 001: OPS, PCPR, violence team, gmina and powiat
    core = memberships[memberships["role"] == "core"]["pzk_id"].value_counts()
    assert core.tolist() == [5] * 30


def test_no_entity_of_a_voivodeship_is_a_member_of_a_team(demo: Synthesis) -> None:
    entities = demo.tables["entities"]
    above = entities[entities["level"] == "voivodeship"]["entity_id"]
    assert len(above) == 20
    assert not demo.tables["memberships"]["entity_id"].isin(above).any()


def test_costs_add_up_to_the_total_of_the_project(demo: Synthesis) -> None:
    grosz = (demo.tables["costs"]["amount_pln"] * 100).round().astype("int64")
    assert grosz.sum() == 1_289_358_346


def test_teams_meet_every_month_but_for_the_lockdown(demo: Synthesis) -> None:
    meetings, pzk = demo.tables["meetings"], demo.tables["pzk"]
    held = meetings.dropna(subset="pzk_id")
    months = set(zip(held["pzk_id"], held["held_on"].dt.strftime("%Y-%m"), strict=True))
    without = {
        f"{month}"
        for team in pzk.to_dict("records")
        for month in pd.period_range(pd.Period(team["started_on"], freq="M"), "2020-12", freq="M")
        if (team["pzk_id"], str(month)) not in months
    }
    assert without <= {"2020-03", "2020-04", "2020-05"}


def test_the_first_team_starts_in_july_2019_and_others_follow(demo: Synthesis) -> None:
    started = demo.tables["pzk"]["started_on"]
    assert started.min() == pd.Timestamp("2019-07-01")
    assert set(started.dt.month) == {7, 8}


def test_the_path_of_a_case_is_in_order(demo: Synthesis) -> None:
    path = ["reported_on", "screened_on", "diagnosed_on", "ipp_signed_on", "started_on"]
    complete = demo.tables["families"][path].dropna()
    assert len(complete) > 150
    assert (complete.diff(axis=1).iloc[:, 1:] >= pd.Timedelta(0)).all(axis=None)


def test_no_case_is_older_than_its_team(large: Synthesis) -> None:
    started = large.tables["pzk"].set_index("pzk_id")["started_on"]
    units = large.tables["families"].dropna(subset="reported_on")
    assert (units["reported_on"] >= units["pzk_id"].map(started)).all()


def test_families_have_contacts_in_exactly_the_months_of_their_cooperation(
    demo: Synthesis,
) -> None:
    units = demo.tables["families"].set_index("family_id")
    months = demo.tables["contacts"].groupby("family_id")["month"].agg(["min", "max", "count"])
    until = units["ended_on"].fillna(pd.Timestamp("2020-12-31"))
    first, last = units["started_on"].dt.to_period("M"), until.dt.to_period("M")
    months = months.reindex(units.index)
    assert months["min"].dt.to_period("M").equals(first)
    assert months["max"].dt.to_period("M").equals(last)
    # as many rows as months, so none is left out and none twice
    assert (months["count"] == (last - first).map(lambda gap: gap.n + 1)).all()


def test_about_two_in_a_hundred_optional_cells_are_empty(large: Synthesis) -> None:
    # 26,000 rows of contacts: standard error 0.0009, five of them 0.0045
    share = large.gaps["contacts"]["hours"] / len(large.tables["contacts"])
    assert share == pytest.approx(0.02, abs=0.0045)


def test_the_same_seed_gives_the_same_tables_and_another_seed_others() -> None:
    plan = make_plan()
    one, two, other = (synthesise(plan, np.random.default_rng(seed)) for seed in (5, 5, 6))
    for name, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame, two.tables[name])
    assert not one.tables["families"].equals(other.tables["families"])


def test_an_analysis_can_find_what_was_planted(large: Synthesis) -> None:
    z = pd.Series(large.teams.intensity, index=large.teams.ids)
    units, contacts = large.tables["families"], large.tables["contacts"]
    completed = (units["outcome"] == "completed").groupby(units["pzk_id"]).mean()
    # the planted 0.8 on the log-odds, seen through 5 to 9 families for each of 349 teams
    assert np.corrcoef(completed[z.index], z)[0, 1] > 0.3
    means = contacts.assign(pzk_id=contacts["family_id"].str.rsplit("-", n=1).str[0])
    before = means[means["month"] < "2020-03-01"].groupby("pzk_id")["contacts"].mean()
    slope = np.polyfit(z[before.index], np.log(before), 1)[0]
    # planted 0.3; families and months leave about 0.01 of standard error
    assert slope == pytest.approx(0.3, abs=0.06)


def test_the_pandemic_halves_contacts_and_moves_meetings_online(large: Synthesis) -> None:
    contacts = large.tables["contacts"]
    lockdown = contacts["month"].between("2020-03-01", "2020-05-01")
    before = contacts["month"] < "2020-03-01"
    ratio = contacts[lockdown]["contacts"].mean() / contacts[before]["contacts"].mean()
    assert ratio == pytest.approx(0.5, abs=0.03)
    meetings = large.tables["meetings"].dropna(subset="pzk_id")
    during = meetings[meetings["held_on"].between("2020-03-01", "2020-05-31")]
    assert (during["mode"] == "remote").mean() == pytest.approx(0.85, abs=0.06)
    assert (meetings[meetings["held_on"] < "2020-03-01"]["mode"] == "remote").mean() < 0.04
