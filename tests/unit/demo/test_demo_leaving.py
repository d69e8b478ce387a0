"""Leaving before completion: planned totals, the planted hazard, and the path of a family."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.frames import day, texts
from kooperacja_eval.demo.households import Households, make_households
from kooperacja_eval.demo.leaving import Watch, _scale, log_hazards
from kooperacja_eval.demo.parameters import EFFECTS
from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.synthesis import synthesise
from kooperacja_eval.demo.teams import Teams, make_teams
from kooperacja_eval.schemas import codes

pytestmark = pytest.mark.unit

LEFT = ("withdrawn", "moved", "handed_over", "died")


def made(seed: int, families: int = 172) -> tuple[Teams, Households]:
    rng = np.random.default_rng(seed)
    plan = make_plan(families)
    teams = make_teams(plan, EFFECTS, rng)
    return teams, make_households(plan, teams, EFFECTS, rng)


def test_a_watch_meets_the_difference_of_powers() -> None:
    # shape 2, no effect of III-V.2020: (2 months) ** 2 - (1 month) ** 2 = 3 after 30 and 61 days
    effects = replace(EFFECTS, leaving_shape=2.0, leaving_lockdown=0.0)
    start = np.array([day("2020-07-01")])
    watch = Watch(start, start + 30, day("2020-07-01") + 60)
    expected = (61 / 30.4375) ** 2 - (30 / 30.4375) ** 2
    assert watch.hazard(effects) == pytest.approx([expected])


def test_the_pandemic_multiplies_what_is_met_in_its_months_only() -> None:
    # shape 1: the hazard is 1 a month, and e in III-V.2020 (92 of 152 days from II to VI.2020)
    effects = replace(EFFECTS, leaving_shape=1.0, leaving_lockdown=1.0)
    start = np.array([day("2020-02-01")])
    watch = Watch(start, start, day("2020-06-30"))
    days = (day("2020-06-30") + 1 - start[0]).astype(int)
    assert days == 151
    expected = (days - 92 + 92 * np.e) / 30.4375
    assert watch.hazard(effects) == pytest.approx([expected])


@pytest.mark.parametrize(
    "when", ["2020-02-10", "2020-03-01", "2020-04-15", "2020-05-31", "2020-06-20"]
)
def test_the_day_is_the_one_until_which_so_much_was_met(when: str) -> None:
    start = np.array([day("2019-10-01")])
    until = Watch(start, start, day(when) - 1).hazard(EFFECTS)
    whole = Watch(start, start, day("2020-09-30"))
    # a little more than was met before a day falls on that day
    assert whole.day_at(until * (1 + 1e-9), EFFECTS).tolist() == [day(when).astype(object)]


def test_the_scale_lets_exactly_so_many_go() -> None:
    waits = np.array([5.0, 1.0, 3.0, 2.0])
    for number in range(1, 4):
        assert (waits < _scale(waits, number)).sum() == number
    assert _scale(waits, 0) == 0.0


def test_log_hazards_add_up_what_was_planted() -> None:
    teams, homes = made(1)
    area = texts(["addiction"] * len(homes.team))
    plain = texts(["many_difficulties"] * len(homes.team))
    own = log_hazards(teams, homes.team, area, EFFECTS)
    by_area = dict(zip(codes.AREAS.ids, EFFECTS.leaving_by_area, strict=True))
    assert by_area["many_difficulties"] == 0.0
    assert own - log_hazards(teams, homes.team, plain, EFFECTS) == pytest.approx(
        by_area["addiction"]
    )


@pytest.mark.parametrize("seed", range(5))
def test_totals_are_the_planned_ones_and_one_mazovian_family_leaves_by_march(seed: int) -> None:
    teams, homes = made(seed)
    here = ~homes.group
    left = np.isin(homes.outcome, LEFT) & here
    assert (left.sum(), (homes.outcome[here] == "completed").sum()) == (28, 140)
    gone = left & (homes.ended <= day("2020-03-31"))
    assert gone.sum() == 1
    assert teams.places[homes.team[gone]].tolist() == [facts.WITHDREW_IN]
    assert (homes.ended[left] >= homes.started[left]).all()


def test_more_leave_where_the_hazard_is_planted_higher() -> None:
    _, homes = made(3, families=20_000)
    frame = pd.DataFrame({"area": homes.area, "left": np.isin(homes.outcome, LEFT)})[~homes.group]
    shares = frame.groupby("area")["left"].mean()
    # log hazards: addiction .8, disability .4, many difficulties 0, older people -.5
    assert shares["addiction"] > shares["disability"] + 0.03
    assert shares["disability"] > shares["many_difficulties"] + 0.03
    assert shares["many_difficulties"] > shares["older_people"] + 0.03


def test_the_path_is_in_order_and_those_not_monitored_are_not_evaluated() -> None:
    frame = synthesise(make_plan(), np.random.default_rng(5)).tables["families"]
    path = [
        "ipp_signed_on",
        "contract_on",
        "started_on",
        "monitored_on",
        "evaluated_on",
        "ended_on",
    ]
    for earlier, later in pairwise(path):
        both = frame[[earlier, later]].dropna()
        assert (both[earlier] <= both[later]).all(), (earlier, later)
    assert frame.loc[frame["outcome"] == "ongoing", "evaluated_on"].isna().all()


def test_moved_families_keep_the_identifier_of_their_first_team() -> None:
    tables = synthesise(make_plan(), np.random.default_rng(5)).tables
    moves = tables["family_moves"].merge(
        tables["families"][["family_id", "pzk_id", "started_on", "ended_on"]],
        on="family_id",
        validate="one_to_one",
    )
    assert len(moves) == 2
    assert (moves["family_id"].str[:5] == moves["from_pzk_id"]).all()
    assert (moves["to_pzk_id"] == moves["pzk_id"]).all()
    assert (moves["from_pzk_id"] != moves["to_pzk_id"]).all()
    assert (moves["from_pzk_id"].str[:2] == moves["to_pzk_id"].str[:2]).all()
    last = moves["ended_on"].fillna(pd.Timestamp("2020-10-31"))
    assert moves["moved_on"].between(moves["started_on"], last).all()
    others = tables["families"][~tables["families"]["family_id"].isin(moves["family_id"])]
    assert (others["family_id"].str[:5] == others["pzk_id"]).all()


def test_diagnoses_have_each_kind_in_its_wave_within_the_scale() -> None:
    frame = synthesise(make_plan(), np.random.default_rng(5)).tables["diagnoses"]
    assert set(zip(frame["kind"], frame["wave"], strict=True)) == {
        ("pre", "ex_ante"), ("then", "ex_post"), ("post", "ex_post"),
    }  # fmt: skip
    assert frame["score"].between(1, 10).all()
    wide = frame.pivot_table(index=["family_id", "domain"], columns="kind", values="score")
    assert wide["pre"].notna().all()
    assert wide.loc[wide["then"].notna(), "post"].notna().all()
    # planted: + .3, + 1 for completed, shift - .5; about 650 pairs of standard deviation 1.3
    assert (wide["post"] - wide["pre"]).mean() == pytest.approx(1.2, abs=0.3)
    assert (wide["then"] - wide["pre"]).mean() == pytest.approx(-0.5, abs=0.15)


def test_support_has_participants_of_its_own_team_or_voivodeship() -> None:
    tables = synthesise(make_plan(), np.random.default_rng(5)).tables
    rows = tables["support_participants"].merge(
        tables["support"][["event_id", "pzk_id", "voivodeship"]], on="event_id",
        validate="many_to_one",
    )  # fmt: skip
    members = tables["memberships"].merge(
        tables["pzk"][["pzk_id", "voivodeship"]], on="pzk_id", validate="many_to_one"
    )
    of_team = set(zip(members["pzk_id"], members["entity_id"], strict=True))
    of_place = set(zip(members["voivodeship"], members["entity_id"], strict=True))
    single = rows[rows["pzk_id"].notna()]
    assert set(zip(single["pzk_id"], single["entity_id"], strict=True)) <= of_team
    assert set(zip(rows["voivodeship"], rows["entity_id"], strict=True)) <= of_place


def test_a_changed_service_says_since_when() -> None:
    frame = synthesise(make_plan(), np.random.default_rng(5)).tables["services"]
    changed = frame["status"].isin(["suspended", "resumed", "converted"])
    assert frame.loc[changed, "status_on"].notna().all()
    assert frame.loc[frame["status"].isin(["planned", "delivered"]), "status_on"].isna().all()
    assert (frame.loc[changed, "status_on"] >= frame.loc[changed, "started_on"]).all()
    struck = frame.loc[changed, "status_on"] >= pd.Timestamp(facts.COVID_FROM)
    assert struck.all()
