"""Synthetic studies of cooperation with only the tables that models of outcomes need.

The demo's own functions, without services, ties, costs, and without the cells that it leaves empty.
"""

import tomllib
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kooperacja_eval.demo import work
from kooperacja_eval.demo.households import Households, families_table, make_households
from kooperacja_eval.demo.members import make_members
from kooperacja_eval.demo.parameters import Effects
from kooperacja_eval.demo.plan import Plan
from kooperacja_eval.demo.programmes import goals_table
from kooperacja_eval.demo.study_files import study_toml
from kooperacja_eval.demo.teams import Teams, make_teams, pzk_table
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.study import StudyConfig

CONFIG = StudyConfig.model_validate(tomllib.loads(study_toml(large=False)))
(PLACE,) = (
    Place(level="macroregion", macroregion=part.id, voivodeships=part.voivodeships)
    for part in CONFIG.macroregions
)
"""The one macroregion of the demo."""


@dataclass(frozen=True)
class Study:
    """What indicators are computed from, and what was drawn for teams and families."""

    data: StudyData
    teams: Teams
    households: Households


def make_study(plan: Plan, effects: Effects, rng: np.random.Generator) -> Study:
    """Make one study."""
    rngs = iter(rng.spawn(8))
    teams = make_teams(plan, effects, next(rngs))
    members = make_members(plan, teams, next(rngs))
    households = make_households(plan, teams, effects, next(rngs))
    meetings = work.make_meetings(teams, households, effects, next(rngs))
    tables: dict[str, pd.DataFrame] = {
        "pzk": pzk_table(teams, next(rngs)),
        "entities": members.entities,
        "memberships": members.memberships,
        "families": families_table(households, teams, next(rngs)),
        "goals": goals_table(households, teams, effects, rng.spawn(1)[0]),
        "meetings": meetings.table,
        "attendance": work.attendance_table(meetings, members, teams, effects, next(rngs)),
        "contacts": work.contacts_table(households, teams, effects, next(rngs)),
    }
    data = StudyData(tables=tables, config=CONFIG, as_of=CONFIG.study.as_of)
    return Study(data=data, teams=teams, households=households)
