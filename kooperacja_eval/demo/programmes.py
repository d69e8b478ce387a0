"""What was planned for the families: goals of the help programmes, and social projects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import endings, facts
from kooperacja_eval.demo.frames import (
    NOT_A_DAY,
    Days,
    Floats,
    Ints,
    Texts,
    day,
    numbered,
    pick,
    texts,
    typed,
    within,
)
from kooperacja_eval.demo.households import Households
from kooperacja_eval.demo.parameters import Effects
from kooperacja_eval.demo.teams import MARK, Teams
from kooperacja_eval.schemas.tables import TABLES

GOALS_PER_FAMILY: Final = {1: 0.15, 2: 0.4, 3: 0.3, 4: 0.15}
DOMAINS: Final[Mapping[str, Mapping[str, float]]] = {
    "many_difficulties": {"parenting": 4, "family_relations": 3, "education": 2, "work_income": 2,
                          "housing": 1, "health": 1},
    "disability": {"health": 4, "independence": 3, "participation": 2, "education": 1},
    "older_people": {"participation": 4, "health": 3, "independence": 3, "housing": 1},
    "addiction": {"addiction": 5, "family_relations": 3, "work_income": 2, "participation": 1},
}  # fmt: skip
WEIGHTS: Final = {1: 0.5, 2: 0.3, 3: 0.2}
NO_WEIGHT_SHARE: Final = 0.1
BASELINE: Final = {-2: 0.45, -1: 0.55}
NOT_ASSESSED: Final = {"completed": 0.0, "died": 1.0, "ongoing": 0.3, "other": 0.5}
"""Share of the goals that nobody assessed, by outcome of the family."""
REVISIONS: Final = {0: 0.6, 1: 0.3, 2: 0.1}
SET_DAYS: Final = 15

SECOND_PROJECT_SHARE: Final = 0.5
PROJECT_KINDS: Final = {"individuals": 3, "families_groups": 4, "community": 2}
STAFF_SHARE: Final = 0.3
"""Second projects that train staff; they pay for no family's services."""
BUDGETS_PLN: Final = (15_000, 45_000)
SPENT_SHARES: Final = (0.8, 1.0)
PROJECT_TITLES: Final = {
    "individuals": "Usługi dla dorosłych i dzieci",
    "families_groups": "Razem w rodzinie",
    "community": "Aktywna gmina",
    "staff_training": "Kompetencje zespołu",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Projects:
    """The social projects: the table, and one array of shape (teams,) for looking them up.

    Attributes
    ----------
    table : pandas.DataFrame
        The table ``social_projects``.
    first : array of int
        Index of each team's first project, one that pays for services.
    started : array of days, shape (projects,)
        First day.
    spent_grosz : array of int, shape (projects,)
        Amount spent, also where the table has none yet.
    team : array of int, shape (projects,)
        Index of the team.
    """

    table: pd.DataFrame
    first: Ints
    started: Days
    spent_grosz: Ints
    team: Ints


def make_projects(teams: Teams, rng: np.random.Generator) -> Projects:
    """Make one or two social projects for each team."""
    counts = 1 + (rng.random(len(teams)) < SECOND_PROJECT_SHARE).astype(np.int64)
    team = np.repeat(np.arange(len(teams)), counts)
    size = len(team)
    number = within(counts) + 1
    kinds = pick(rng, PROJECT_KINDS, size)
    kinds[(number > 1) & (rng.random(size) < STAFF_SHARE)] = "staff_training"
    budget = rng.integers(*BUDGETS_PLN, size=size) // 100 * 100
    spent = np.round(budget * rng.uniform(*SPENT_SHARES, size=size) * 100).astype(np.int64)
    extended = np.isin(teams.places[team].astype(str), endings.EXTENDED_PLACES)
    started = day("2019-11-01") + rng.integers(0, 90, size).astype("timedelta64[D]")
    ended = day(facts.COOPERATION_UNTIL) + rng.integers(0, 60, size).astype("timedelta64[D]")
    ended = np.where(extended, day(facts.SERVICES_UNTIL), ended)
    ids = numbered(texts([f"{pzk_id}-PS" for pzk_id in teams.ids])[team], number, 2)
    titles = [f"{PROJECT_TITLES[kind]} {MARK}" for kind in kinds.tolist()]
    table = typed(
        TABLES["social_projects"],
        {
            "social_project_id": ids,
            "pzk_id": teams.ids[team],
            "title": texts(titles),
            "kind": kinds,
            "budget_pln": budget.astype(np.float64),
            "spent_pln": np.where(extended, np.nan, spent / 100),
            "started_on": started,
            "ended_on": ended,
            "persons": rng.integers(8, 45, size),
        },
        size,
    )
    return Projects(
        table=table, started=started, first=np.cumsum(counts) - counts, spent_grosz=spent, team=team
    )


def goals_table(
    households: Households, teams: Teams, effects: Effects, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the table ``goals``: one to four for each family."""
    counts = draw_numbers(GOALS_PER_FAMILY, len(households), rng)
    unit = np.repeat(np.arange(len(households)), counts)
    number = within(counts) + 1
    attained = _attained(households, teams, effects, unit, rng)
    wait = np.where(number == 1, 0, rng.integers(0, SET_DAYS, len(unit)))
    set_on = households.signed[unit] + wait.astype("timedelta64[D]")
    last = households.until(facts.COOPERATION_UNTIL)[unit]
    before = rng.integers(0, 14, len(unit)).astype("timedelta64[D]")
    assessed = np.maximum(last - before, set_on)
    assessed[np.isnan(attained)] = NOT_A_DAY
    prefixes = texts([f"{family_id}-C" for family_id in households.ids])
    frame = typed(
        TABLES["goals"],
        {
            "goal_id": numbered(prefixes[unit], number, 2),
            "family_id": households.ids[unit],
            "domain": _domains(households.area[unit], rng),
            "weight": _weights(len(unit), rng),
            "baseline": draw_numbers(BASELINE, len(unit), rng),
            "attained": attained,
            "set_on": set_on,
            "assessed_on": assessed,
            "revision": draw_numbers(REVISIONS, len(unit), rng),
        },
        len(unit),
    )
    return frame.sort_values("goal_id", ignore_index=True)


def draw_numbers(shares: Mapping[int, float], size: int, rng: np.random.Generator) -> Ints:
    """Draw whole numbers with the given probabilities."""
    return rng.choice(np.array(list(shares)), size=size, p=list(shares.values())).astype(np.int64)


def _weights(size: int, rng: np.random.Generator) -> Floats:
    weights = draw_numbers(WEIGHTS, size, rng).astype(np.float64)
    return np.where(rng.random(size) < NO_WEIGHT_SHARE, np.nan, weights)


def _domains(areas: Texts, rng: np.random.Generator) -> Texts:
    domains = np.empty(len(areas), dtype=object)
    for area, shares in DOMAINS.items():
        here = areas == area
        domains[here] = pick(rng, shares, int(here.sum()))
    return domains


def _attained(
    households: Households, teams: Teams, effects: Effects, unit: Ints, rng: np.random.Generator
) -> Floats:
    """Attained levels, the planted effect of intensity in them; nan where nobody assessed."""
    outcome = households.outcome
    family = (
        effects.goal_mean
        + effects.goal_per_z * teams.intensity[households.team]
        + effects.goal_completed * (outcome == "completed")
        + rng.normal(0, effects.goal_family_sd, len(households))
    )
    latent = family[unit] + rng.normal(0, effects.goal_sd, len(unit))
    level = np.clip(np.rint(latent), -2, 2)
    share = np.array([NOT_ASSESSED.get(code, NOT_ASSESSED["other"]) for code in outcome])
    return np.where(rng.random(len(unit)) < share[unit], np.nan, level)
