"""Synthetic tables of a study as big as a country, for the benchmark of indicators of families.

The border: makes tables in memory, of the types that validated tables have, with the same seed
always; what is measured on them stands in ``families``. Nobody in them is real.
"""

from typing import Final, get_args

import numpy as np
import pandas as pd

from benchmarks.families_columns import (
    Days,
    Names,
    coded,
    drawn,
    later_days,
    named,
    numbers,
    table,
    without,
)
from kooperacja_eval.schemas import codes
from kooperacja_eval.study import Voivodeship

VOIVODESHIPS: Final[tuple[str, ...]] = get_args(Voivodeship)
FAMILIES_A_TEAM: Final = 40 / 7
SERVICES_A_FAMILY: Final = 5
GOALS_A_FAMILY: Final = 2.5
DIAGNOSED: Final = 0.1
"""Share of families with a diagnosis: three kinds of scores in four domains each."""
DOMAINS_A_FAMILY: Final = 4
GMINAS: Final = 2_477
MEMBERS_A_TEAM: Final = 5
EVENTS_A_TEAM: Final = 3
COSTS_A_TEAM: Final = 4
GROUPS: Final = 0.02
"""Groups of persons among the rows of families."""


def study_tables(families: int, seed: int = 2019) -> dict[str, pd.DataFrame]:
    """Make the tables.

    Parameters
    ----------
    families : int
        Families and persons. Each has five services and one to four goals; one in ten is diagnosed
        before, then and after in four domains, one in five of these not after. Teams have five
        members, three events of support, four costs and a report of the platform for each month.
    seed : int
        Of the random numbers.
    """
    rng = np.random.default_rng(seed)
    n_teams = max(round(families / FAMILIES_A_TEAM), len(VOIVODESHIPS))
    teams = named("T", n_teams)
    homes = _families(rng, families, teams)
    return {
        "pzk": _pzk(rng, teams),
        "gminas": _gminas(rng),
        "pzk_gminas": _bridge(rng, teams),
        "families": homes,
        "family_moves": _moves(rng, homes, teams),
        "services": _services(rng, homes, n_teams),
        "goals": _goals(rng, homes),
        "diagnoses": _diagnoses(rng, homes),
        "social_projects": _projects(rng, teams),
        "costs": _costs(rng, teams),
        **_support(rng, teams),
    }


def _pzk(rng: np.random.Generator, teams: Names) -> pd.DataFrame:
    n = len(teams)
    started = np.datetime64("2019-07-01") + rng.integers(0, 60, n).astype("timedelta64[D]")
    ended = np.where(rng.random(n) < 0.05, np.datetime64("2020-10-15"), np.datetime64("NaT"))
    places = np.arange(n) % len(VOIVODESHIPS)
    return table(
        "pzk",
        {
            "pzk_id": teams,
            "voivodeship": coded(places, VOIVODESHIPS),
            "area": drawn(rng, n, codes.AREAS.ids),
            "started_on": started,
            "ended_on": ended,
        },
    )


def _gminas(rng: np.random.Generator) -> pd.DataFrame:
    return table(
        "gminas",
        {
            "gmina_id": named("G", GMINAS),
            "population": rng.integers(2_000, 30_000, GMINAS),
            "seat_km": rng.uniform(0, 40, GMINAS),
        },
    )


def _bridge(rng: np.random.Generator, teams: Names) -> pd.DataFrame:
    """Give each team a gmina, and one in ten another."""
    second = np.flatnonzero(rng.random(len(teams)) < 0.1)
    team = np.concatenate([np.arange(len(teams)), second])
    gmina = np.concatenate([np.arange(len(teams)) % (GMINAS - 1), np.full(second.size, GMINAS - 1)])
    names = named("G", GMINAS)
    return table("pzk_gminas", {"pzk_id": teams.take(team), "gmina_id": names.take(gmina)})


def _families(rng: np.random.Generator, families: int, teams: Names) -> pd.DataFrame:
    n = families + round(families * GROUPS)
    cohort = np.where(
        rng.random(n) < 0.7, np.datetime64("2019-09-01"), np.datetime64("2019-12-01")
    ).astype("datetime64[D]")
    reported = cohort - rng.integers(5, 60, n).astype("timedelta64[D]")
    columns: dict[str, object] = {
        "family_id": named("R", n),
        "pzk_id": teams.take(rng.integers(0, len(teams), n)),
        "gmina_id": named("G", GMINAS).take(
            np.where(rng.random(n) < 0.3, rng.integers(0, GMINAS, n), -1), allow_fill=True
        ),
        "unit_type": coded(
            np.where(np.arange(n) < families, rng.integers(0, 2, n), 2),
            ("family", "person", "group"),
        ),
        "area": drawn(rng, n, codes.AREAS.ids, 0.02),
        "contract_type": drawn(rng, n, codes.CONTRACT_TYPES.ids, 0.02),
        "cohort": cohort,
        "reported_on": reported,
    }
    stages = ("screened", "diagnosed", "ipp_signed", "contract", "started", "monitored")
    day = reported
    for stage in stages:
        day = later_days(rng, day, 10.0)
        columns[f"{stage}_on"] = without(rng, day, 0.02 if stage != "started" else 0.0)
    return table("families", columns | _ends(rng, day))


def _ends(rng: np.random.Generator, monitored: Days) -> dict[str, object]:
    """Draw how cooperations ended: four of five completed, the others left, died or go on."""
    ended = later_days(rng, monitored, 120.0)
    outcomes = ("completed", "withdrawn", "moved", "handed_over", "died", "ongoing")
    outcome = rng.choice(len(outcomes), monitored.size, p=(0.7, 0.09, 0.04, 0.03, 0.02, 0.12))
    goes_on = (outcome == outcomes.index("ongoing")) | (ended > np.datetime64("2020-12-31"))
    outcome = np.where(goes_on, outcomes.index("ongoing"), outcome)
    nat = np.datetime64("NaT")
    evaluated = np.where(outcome == 0, ended - np.timedelta64(5, "D"), nat)
    after = rng.random(monitored.size) < 0.4
    return {
        "evaluated_on": evaluated,
        "ended_on": np.where(goes_on, nat, ended),
        "outcome": coded(outcome, outcomes),
        "services_until": np.where(after & ~goes_on, later_days(rng, ended, 60.0), nat),
    }


def _moves(rng: np.random.Generator, homes: pd.DataFrame, teams: Names) -> pd.DataFrame:
    """Let one family in a hundred come from another team."""
    moved = np.flatnonzero(rng.random(len(homes)) < 0.01)
    return table(
        "family_moves",
        {
            "family_id": homes["family_id"].array.take(moved),
            "moved_on": np.datetime64("2020-01-15") + rng.integers(0, 200, moved.size),
            "from_pzk_id": teams.take(rng.integers(0, len(teams), moved.size)),
            "to_pzk_id": homes["pzk_id"].array.take(moved),
        },
    )


def _services(rng: np.random.Generator, homes: pd.DataFrame, n_teams: int) -> pd.DataFrame:
    n = len(homes) * SERVICES_A_FAMILY
    family = rng.permutation(np.repeat(np.arange(len(homes)), SERVICES_A_FAMILY))
    planned = homes["started_on"].to_numpy(dtype="datetime64[D]")[family]
    started = later_days(rng, planned, 20.0)
    status = rng.choice(len(codes.SERVICE_STATUSES.ids), n)
    paid = np.where(rng.random(n) < 0.1, rng.integers(0, n_teams, n), -1)
    return table(
        "services",
        {
            "family_id": homes["family_id"].array.take(family),
            "kind": drawn(rng, n, codes.SERVICE_KINDS.ids),
            "need_only": rng.random(n) < 0.15,
            "on_list": rng.random(n) < 0.7,
            "planned_on": without(rng, planned, 0.2),
            "started_on": without(rng, started, 0.2),
            "ended_on": without(rng, later_days(rng, started, 150.0), 0.4),
            "mode": drawn(rng, n, codes.MODES.ids, 0.1),
            "status": coded(np.where(rng.random(n) < 0.02, -1, status), codes.SERVICE_STATUSES.ids),
            "status_on": without(rng, later_days(rng, started, 60.0), 0.3),
            "social_project_id": named("P", n_teams).take(paid, allow_fill=True),
        },
    )


def _goals(rng: np.random.Generator, homes: pd.DataFrame) -> pd.DataFrame:
    number = rng.integers(1, round(2 * GOALS_A_FAMILY), len(homes))
    family = np.repeat(np.arange(len(homes)), number)
    n = family.size
    attained = rng.integers(-2, 3, n)
    return table(
        "goals",
        {
            "family_id": homes["family_id"].array.take(family),
            "domain": drawn(rng, n, codes.GOAL_DOMAINS.ids),
            "weight": np.where(rng.random(n) < 0.02, np.nan, rng.integers(0, 4, n)),
            "baseline": numbers(rng, rng.integers(-2, 1, n), 0.02),
            "attained": numbers(rng, attained, 0.1),
            "revision": numbers(rng, rng.integers(0, 3, n), 0.02),
        },
    )


def _diagnoses(rng: np.random.Generator, homes: pd.DataFrame) -> pd.DataFrame:
    who = np.flatnonzero(rng.random(len(homes)) < DIAGNOSED)
    first = rng.integers(0, len(codes.GOAL_DOMAINS.ids), who.size)
    column = (first[:, None] + np.arange(DOMAINS_A_FAMILY)) % len(codes.GOAL_DOMAINS.ids)
    own = rng.normal(4.5, 1.0, who.size)[:, None] + rng.normal(0, 1.0, column.shape)
    lost = rng.random(who.size) < 0.2
    parts = []
    for kind, wave, gain in (("pre", "ex_ante", 0.0), ("then", "ex_post", -0.5),
                             ("post", "ex_post", 1.0)):  # fmt: skip
        score = np.clip(np.rint(own + gain + rng.normal(0, 0.7, own.shape)), 1, 10)
        rows = ~lost if kind != "pre" else np.ones_like(lost)
        family = np.repeat(who[rows], DOMAINS_A_FAMILY)
        parts.append((family, column[rows].ravel(), score[rows].ravel(), kind, wave))
    sizes = [part[0].size for part in parts]
    return table(
        "diagnoses",
        {
            "family_id": homes["family_id"].array.take(np.concatenate([one[0] for one in parts])),
            "wave": np.repeat([one[4] for one in parts], sizes),
            "domain": coded(np.concatenate([one[1] for one in parts]), codes.GOAL_DOMAINS.ids),
            "kind": np.repeat([one[3] for one in parts], sizes),
            "score": np.concatenate([one[2] for one in parts]),
        },
    )


def _projects(rng: np.random.Generator, teams: Names) -> pd.DataFrame:
    budget = rng.lognormal(9.0, 0.5, len(teams))
    return table(
        "social_projects",
        {
            "social_project_id": named("P", len(teams)),
            "pzk_id": teams,
            "kind": drawn(rng, len(teams), codes.PROJECT_KINDS.ids),
            "budget_pln": budget,
            "spent_pln": budget * rng.uniform(0.6, 1.0, len(teams)),
            "persons": rng.integers(5, 60, len(teams)),
        },
    )


def _costs(rng: np.random.Generator, teams: Names) -> pd.DataFrame:
    """Give each team four costs; one cost in fifty names only a voivodeship, a few no place."""
    n = len(teams) * COSTS_A_TEAM
    team = np.where(rng.random(n) < 0.02, -1, np.arange(n) % len(teams))
    place = np.where(rng.random(n) < 0.001, -1, np.arange(n) % len(VOIVODESHIPS))
    return table(
        "costs",
        {
            "pzk_id": teams.take(team, allow_fill=True),
            "voivodeship": coded(place, VOIVODESHIPS),
            "milestone": drawn(rng, n, codes.MILESTONES.ids),
            "category": drawn(rng, n, codes.COST_CATEGORIES.ids),
            "amount_pln": rng.lognormal(8.0, 0.6, n),
        },
    )


def _support(rng: np.random.Generator, teams: Names) -> dict[str, pd.DataFrame]:
    """Make entities, members, events with those who took part, and use of the platform."""
    n = len(teams)
    events, months = n * EVENTS_A_TEAM, pd.date_range("2019-07-01", "2020-12-01", freq="MS")
    entities, event_ids = named("E", n * MEMBERS_A_TEAM), named("W", events)
    team = np.where(rng.random(events) < 0.02, -1, np.arange(events) % n)
    there = np.repeat(np.arange(events), 2)
    reported = n * len(months)
    return {
        "entities": table(
            "entities",
            {
                "entity_id": entities,
                "kind": drawn(rng, len(entities), codes.ENTITY_KINDS.ids),
                "voivodeship": coded(np.arange(len(entities)) // MEMBERS_A_TEAM
                                      % len(VOIVODESHIPS), VOIVODESHIPS),
            },
        ),
        "memberships": table(
            "memberships",
            {
                "pzk_id": teams.take(np.arange(len(entities)) // MEMBERS_A_TEAM),
                "entity_id": entities,
            },
        ),
        "support": table(
            "support",
            {
                "event_id": event_ids,
                "kind": drawn(rng, events, codes.SUPPORT_KINDS.ids),
                "pzk_id": teams.take(team, allow_fill=True),
                "voivodeship": coded(np.arange(events) % len(VOIVODESHIPS), VOIVODESHIPS),
                "hours": rng.integers(1, 16, events) / 2,
                "participants": numbers(rng, rng.integers(3, 30, events), 0.05),
            },
        ),
        "support_participants": table(
            "support_participants",
            {
                "event_id": event_ids.take(there),
                "entity_id": entities.take(rng.integers(0, len(entities), there.size)),
            },
        ),
        "platform": table(
            "platform",
            {
                "pzk_id": teams.take(np.arange(reported) % n),
                "month": months.to_numpy()[np.arange(reported) // n],
                "logins": numbers(rng, rng.poisson(5, reported), 0.02),
                "materials": rng.poisson(2, reported),
                "posts": rng.poisson(1, reported),
            },
        ),
    }  # fmt: skip
