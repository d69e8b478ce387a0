"""The families: who they are, how long they cooperate, and how it ends."""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.frames import (
    NOT_A_DAY,
    Days,
    Ints,
    Texts,
    adjust_to_sum,
    day,
    numbered,
    pick,
    texts,
    typed,
    within,
)
from kooperacja_eval.demo.parameters import Effects
from kooperacja_eval.demo.plan import Plan
from kooperacja_eval.demo.teams import Teams
from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.tables import TABLES

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]

OWN_AREA_SHARE: Final = 0.92
"""Families whose difficulty is the one that their team chose."""
PERSON_SHARE: Final = {"older_people": 0.5, "other": 0.1}
CONTRACTS: Final = {"family": 0.7, "social": 0.3}
DIED_WEIGHT: Final = 4.0
"""How many times likelier an end by death is among older people."""
EXTENDED_WEIGHT: Final = 3.0
"""How many times likelier services go on where social projects were extended."""
EXTENDED_PLACES: Final = ("podkarpackie", "swietokrzyskie")
"""The two voivodeships with extended projects; document 000 does not name them."""

START_MEAN_DAYS: Final = {facts.FIRST_COHORT: 8.0, facts.SECOND_COHORT: 6.0}
START_MOST_DAYS: Final = {facts.FIRST_COHORT: 60, facts.SECOND_COHORT: 30}
COMPLETED_FROM: Final = "2020-09-15"
LEFT_FROM: Final = "2020-04-05"
EARLY_BETWEEN: Final = ("2020-01-15", "2020-03-20")
CONTINUE_FROM: Final = "2021-03-12"


@dataclass(frozen=True, slots=True, kw_only=True)
class Households:
    """Families, persons and groups as arrays of shape (units,), by team, groups last in each.

    Attributes
    ----------
    ids : array of str
        Identifiers.
    team : array of int
        Index of the team.
    group : array of bool
        Whether the unit is a group.
    first_cohort : array of bool
        Whether the unit belongs to the cohort of IX.2019.
    outcome, area : array of str
        How it ended; area of difficulty.
    early : array of bool
        Whether it withdrew between XII.2019 and III.2020.
    started, ended, services_until : array of days
        First and last day of cooperation, last day of services that go on; NaT where none.
    reported, screened, diagnosed, signed : array of days
        The path of step K7.2.
    """

    ids: Texts
    team: Ints
    group: Flags
    first_cohort: Flags
    outcome: Texts
    area: Texts
    early: Flags
    started: Days
    ended: Days
    services_until: Days
    reported: Days
    screened: Days
    diagnosed: Days
    signed: Days

    def __len__(self) -> int:
        return len(self.ids)


def make_households(
    plan: Plan, teams: Teams, effects: Effects, rng: np.random.Generator
) -> Households:
    """Make every family with exactly the planned totals, then the groups."""
    team = np.repeat(np.arange(len(teams)), teams.sizes)
    first = _cohorts(plan, len(team), rng)
    place = teams.place[team]
    area = _areas(teams, team, rng)
    early, outcome = _outcomes(plan, teams, team, first, area, effects, rng)
    started = _starts(first, rng)
    ended = _ends(started, first, outcome, early, rng)
    families = _with_path(
        teams, effects, rng,
        team=team, group=np.zeros(len(team), dtype=np.bool_), first_cohort=first,
        outcome=outcome, area=area, early=early, started=started, ended=ended,
        services_until=_continuing(plan, place, outcome, rng),
        ids=numbered(_prefix(teams, team, "R"), within(teams.sizes) + 1, 2),
    )  # fmt: skip
    return _joined(families, _groups(plan, teams, effects, rng))
