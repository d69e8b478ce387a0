"""The families, persons and groups: their team, difficulty, path and cooperation."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import endings, facts
from kooperacja_eval.demo.frames import (
    NOT_A_DAY,
    Days,
    Flags,
    Ints,
    Texts,
    day,
    numbered,
    pick,
    texts,
    typed,
    within,
)
from kooperacja_eval.demo.leaving import draw_leaving
from kooperacja_eval.demo.moves import draw_moves, home_gminas
from kooperacja_eval.demo.parameters import Effects
from kooperacja_eval.demo.path import early_stages, later_stages
from kooperacja_eval.demo.plan import Plan
from kooperacja_eval.demo.teams import Teams
from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.tables import TABLES

OWN_AREA_SHARE: Final = 0.92
"""Families whose difficulty is the one that their team chose."""
PERSON_SHARE: Final = (0.1, 0.5)
"""Persons alone: in general, and among older people."""
CONTRACTS: Final = {"family": 0.7, "social": 0.3}
GROUP_OUTCOMES: Final = {"completed": 0.67, "ongoing": 0.33}


@dataclass(frozen=True, slots=True, kw_only=True)
class Households:
    """Families and persons, then groups, as arrays of shape (units,).

    Attributes
    ----------
    ids : array of str
        Identifiers.
    team : array of int
        Index of the team.
    group, first_cohort, early : array of bool
        Whether the unit is a group, belongs to the cohort of IX.2019, withdrew before IV.2020.
    outcome, area : array of str
        How it ended; area of difficulty.
    started, ended, services_until : array of days
        First and last day of cooperation, last day of services that go on; NaT where none.
    first_team : array of int
        Index of the team that the unit was reported to; identifiers keep its name.
    moved : array of days
        First day with the team of now, where that is another one; NaT for most.
    reported, screened, diagnosed, signed : array of days
        The path of step K7.2.
    """

    ids: Texts
    team: Ints
    group: Flags
    first_cohort: Flags
    early: Flags
    outcome: Texts
    area: Texts
    started: Days
    ended: Days
    services_until: Days
    first_team: Ints
    moved: Days
    reported: Days
    screened: Days
    diagnosed: Days
    signed: Days

    def __len__(self) -> int:
        return len(self.ids)

    def until(self, otherwise: date) -> Days:
        """Return the last day of cooperation, or another day where it still goes on."""
        return np.where(np.isnat(self.ended), day(otherwise), self.ended)


def make_households(
    plan: Plan, teams: Teams, effects: Effects, rng: np.random.Generator
) -> Households:
    """Make every family with exactly the planned totals, then the groups."""
    team = np.repeat(np.arange(len(teams)), teams.sizes)
    first = endings.draw_cohorts(plan, rng)
    area = _areas(teams, team, rng)
    started = endings.draw_starts(first, rng)
    leaving = draw_leaving(plan, teams, team, started, first, area, effects, rng)
    outcome = leaving.outcome
    ended = endings.draw_completions(started, first, leaving, rng)
    until = endings.draw_continuing(plan, teams.places[team], outcome, rng)
    groups, group_outcome, group_ended = _groups(plan, teams, rng)
    first_day = np.full(len(groups), day(facts.FIRST_COHORT))
    team = np.concatenate([team, groups])
    started = np.concatenate([started, first_day])
    ended = np.concatenate([ended, group_ended])
    group = np.arange(len(team)) >= plan.families
    reported, screened, diagnosed, signed = early_stages(teams, team, started, effects, rng)
    extra = np.zeros(len(groups), dtype=np.bool_)
    first_team, moved = draw_moves(teams, team, started, ended, rng)
    return Households(
        ids=_ids(teams, first_team, group),
        team=team,
        first_team=first_team,
        moved=moved,
        group=group,
        first_cohort=np.concatenate([first, ~extra]),
        early=np.concatenate([leaving.early, extra]),
        outcome=np.concatenate([outcome, group_outcome]),
        area=np.concatenate([area, teams.areas[groups]]),
        started=started,
        ended=ended,
        services_until=np.concatenate([until, np.full(len(groups), NOT_A_DAY)]),
        reported=reported,
        screened=screened,
        diagnosed=diagnosed,
        signed=signed,
    )


def families_table(households: Households, teams: Teams, rng: np.random.Generator) -> pd.DataFrame:
    """Return the table ``families``, sorted by identifier."""
    old = households.area == "older_people"
    alone = rng.random(len(households)) < np.where(old, PERSON_SHARE[1], PERSON_SHARE[0])
    units = np.where(households.group, "group", np.where(alone, "person", "family"))
    cohorts = np.where(households.first_cohort, day(facts.FIRST_COHORT), day(facts.SECOND_COHORT))
    later = later_stages(households, rng)
    frame = typed(
        TABLES["families"],
        {
            "family_id": households.ids,
            "pzk_id": teams.ids[households.team],
            "gmina_id": home_gminas(teams, households.team, rng),
            "unit_type": texts(units),
            "area": households.area,
            "cohort": cohorts,
            "reported_on": households.reported,
            "screened_on": households.screened,
            "diagnosed_on": households.diagnosed,
            "ipp_signed_on": households.signed,
            "contract_on": later.contract,
            "contract_type": pick(rng, CONTRACTS, len(households)),
            "started_on": households.started,
            "monitored_on": later.monitored,
            "evaluated_on": later.evaluated,
            "ended_on": households.ended,
            "outcome": households.outcome,
            "services_until": households.services_until,
        },
        len(households),
    )
    return frame.sort_values("family_id", ignore_index=True)


def moves_table(households: Households, teams: Teams) -> pd.DataFrame:
    """Return the table ``family_moves``, sorted by family."""
    here = np.flatnonzero(~np.isnat(households.moved))
    frame = typed(
        TABLES["family_moves"],
        {
            "family_id": households.ids[here],
            "moved_on": households.moved[here],
            "from_pzk_id": teams.ids[households.first_team[here]],
            "to_pzk_id": teams.ids[households.team[here]],
        },
        here.size,
    )
    return frame.sort_values("family_id", ignore_index=True)


def _areas(teams: Teams, team: Ints, rng: np.random.Generator) -> Texts:
    every = dict.fromkeys(codes.AREAS.ids, 1.0)
    own = rng.random(len(team)) < OWN_AREA_SHARE
    return texts(np.where(own, teams.areas[team], pick(rng, every, len(team))))


def _groups(plan: Plan, teams: Teams, rng: np.random.Generator) -> tuple[Ints, Texts, Days]:
    """Teams, outcomes and last days of the groups; a team has one at most while teams last."""
    chosen: list[int] = []
    for index, entry in enumerate(plan.places):
        here = np.flatnonzero(teams.place == index)
        order = rng.permutation(here)
        chosen += sorted(np.resize(order, entry.groups).tolist())
    size = len(chosen)
    outcome = pick(rng, GROUP_OUTCOMES, size)
    before = rng.integers(0, 30, size).astype("timedelta64[D]")
    ended = day(facts.COOPERATION_UNTIL) - before
    ended[outcome == "ongoing"] = NOT_A_DAY
    return np.array(chosen, dtype=np.int64), outcome, ended


def _ids(teams: Teams, team: Ints, group: Flags) -> Texts:
    ids = np.empty(len(team), dtype=object)
    for letter, members in (("R", ~group), ("G", group)):
        index = team[members]
        counts = np.bincount(index, minlength=len(teams))
        order = np.argsort(index, kind="stable")
        numbers = np.empty(len(index), dtype=np.int64)
        numbers[order] = within(counts) + 1
        prefixes = texts([f"{pzk_id}-{letter}" for pzk_id in teams.ids])
        ids[members] = numbered(prefixes[index], numbers, 2)
    return ids
