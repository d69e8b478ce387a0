"""Puts the generators together: every table of the study, typed, before it is dressed as raw."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts, shared, work
from kooperacja_eval.demo.diagnoses import diagnoses_table
from kooperacja_eval.demo.frames import texts
from kooperacja_eval.demo.gaps import Gaps, with_gaps
from kooperacja_eval.demo.households import (
    Households,
    families_table,
    make_households,
    moves_table,
)
from kooperacja_eval.demo.layout import MOST_TEAMS
from kooperacja_eval.demo.members import Members, make_members
from kooperacja_eval.demo.parameters import EFFECTS
from kooperacja_eval.demo.plan import Plan
from kooperacja_eval.demo.programmes import goals_table, make_projects
from kooperacja_eval.demo.record import output_targets, record_table
from kooperacja_eval.demo.services import services_table
from kooperacja_eval.demo.teams import Teams, make_teams, pzk_table
from kooperacja_eval.demo.ties import TIE_EFFECTS, ties_table
from kooperacja_eval.schemas.tables import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """The synthetic study.

    Attributes
    ----------
    tables : dict of str to pandas.DataFrame
        Every table of the study, in the order of ``schemas.tables.TABLES``, typed and valid.
    teams : Teams
        The teams with their intensity.
    members : Members
        The entities and which team each belongs to.
    households : Households
        The families with what was drawn for them.
    gaps : dict
        Number of cells left empty, by table and column.
    """

    tables: dict[str, pd.DataFrame]
    teams: Teams
    members: Members
    households: Households
    gaps: Gaps


def synthesise(plan: Plan, rng: np.random.Generator) -> Synthesis:
    """Make every table of the study.

    Parameters
    ----------
    plan : Plan
        The totals, which come out exactly.
    rng : numpy.random.Generator
        The only source of chance; each step gets a generator of its own.
    """
    rngs = iter(rng.spawn(16))
    teams = make_teams(plan, EFFECTS, next(rngs))
    members = make_members(plan, teams, next(rngs))
    households = make_households(plan, teams, EFFECTS, next(rngs))
    projects = make_projects(teams, next(rngs))
    meetings = work.make_meetings(teams, households, EFFECTS, next(rngs))
    letters = texts([place.letters for place in facts.PLACES])
    higher = work.higher_meetings(letters, EFFECTS, next(rngs))
    frames = {
        "gminas": teams.gminas,
        "pzk": pzk_table(teams, next(rngs)),
        "pzk_gminas": teams.bridge,
        "entities": members.entities,
        "memberships": members.memberships,
        "families": families_table(households, teams, next(rngs)),
        "goals": goals_table(households, teams, EFFECTS, next(rngs)),
        "services": services_table(households, teams, members, projects, EFFECTS, next(rngs)),
        "social_projects": projects.table,
        "meetings": pd.concat([meetings.table, higher], ignore_index=True),
        "attendance": work.attendance_table(meetings, members, teams, EFFECTS, next(rngs)),
        "contacts": work.contacts_table(households, teams, EFFECTS, next(rngs)),
        "support": shared.support_table(teams, len(plan.places), next(rngs)),
        "platform": shared.platform_table(teams, next(rngs)),
        "costs": shared.costs_table(plan, teams, projects, next(rngs)),
        "schedule": record_table("schedule"),
        "output_targets": output_targets(),
        "published": record_table("published"),
    }
    later = iter(rng.spawn(3))
    frames["family_moves"] = moves_table(households, teams)
    frames["support_participants"] = shared.support_participants_table(
        frames["support"], members, teams, next(later)
    )
    if len(teams) <= MOST_TEAMS:  # in a large study there would be millions of these
        frames["ties"] = ties_table(teams, members, TIE_EFFECTS, next(later))
        frames["diagnoses"] = diagnoses_table(households, teams, EFFECTS, next(later))
    ordered = {name: frames[name] for name in TABLES if name in frames}
    tables, gaps = with_gaps(ordered, next(rngs))
    return Synthesis(tables=tables, teams=teams, members=members, households=households, gaps=gaps)
