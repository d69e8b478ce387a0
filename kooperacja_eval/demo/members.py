"""The organisations around the teams, and which of them belong to which team."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo.frames import (
    Days,
    Flags,
    Ints,
    Texts,
    adjust_to_sum,
    day,
    numbered,
    texts,
    typed,
)
from kooperacja_eval.demo.plan import Plan, digits
from kooperacja_eval.demo.teams import MARK, Teams
from kooperacja_eval.schemas.tables import TABLES

VOIVODESHIP_KINDS: Final = ("rops", "education_office", "police", "labour_office")
POWIAT_KINDS: Final = ("pcpr", "powiat_council", "police", "counselling")
POWIAT_OTHERS: Final = ("court", "labour_office", "crisis_centre")
GMINA_CORE: Final = ("ops", "violence_team", "gmina_council")
GMINA_OTHERS: Final = (
    "school", "health", "culture", "alcohol_commission", "ngo", "parish", "day_support", "ngo",
    "school", "sanitary", "other",
)  # fmt: skip
"""Kinds in the order of document 001; a team takes the first few."""
CORE: Final = {*GMINA_CORE, "pcpr", "powiat_council"}
"""The core of a team (001)."""
MOST_OTHERS: Final = 8

SECTOR: Final = {
    "ops": "social_assistance", "pcpr": "social_assistance", "rops": "social_assistance",
    "violence_team": "social_assistance", "crisis_centre": "social_assistance",
    "day_support": "social_assistance", "gmina_council": "local_government",
    "powiat_council": "local_government", "alcohol_commission": "local_government",
    "police": "security", "court": "security", "health": "health", "sanitary": "health",
    "school": "education", "counselling": "education", "education_office": "education",
    "culture": "culture", "ngo": "third_sector", "parish": "third_sector",
    "labour_office": "labour", "other": "other",
}  # fmt: skip
SHORT: Final = {
    "ops": "GOPS", "pcpr": "PCPR", "rops": "ROPS", "violence_team": "Zespół interdyscyplinarny",
    "crisis_centre": "OIK", "day_support": "Świetlica", "gmina_council": "Rada Gminy",
    "powiat_council": "Starostwo Powiatowe", "alcohol_commission": "GKRPA", "police": "Policja",
    "court": "Sąd Rejonowy", "health": "SPZOZ", "sanitary": "Sanepid", "school": "Szkoła",
    "counselling": "Poradnia", "education_office": "Kuratorium Oświaty",
    "culture": "Ośrodek Kultury", "ngo": "Stowarzyszenie", "parish": "Parafia",
    "labour_office": "Urząd Pracy", "other": "Inny podmiot",
}  # fmt: skip
LATE_SHARE: Final = 0.25
LATE_DAYS: Final = 120
LEFT_SHARE: Final = 0.03
LEFT_BETWEEN: Final = ("2020-02-01", "2020-11-30")


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Entities and memberships.

    Attributes
    ----------
    entities, memberships : pandas.DataFrame
        The tables of these names.
    entity_ids, entity_kinds : array of str, shape (entities,)
        Identifiers and kinds, in the order of ``entities``.
    team, entity : array of int, shape (memberships,)
        Indices of team and entity, sorted by team.
    core : array of bool, shape (memberships,)
        Whether the entity belongs to the core of the team.
    joined, left : array of days, shape (memberships,)
        First and last day; NaT where still a member.
    """

    entities: pd.DataFrame
    memberships: pd.DataFrame
    entity_ids: Texts
    entity_kinds: Texts
    team: Ints
    entity: Ints
    core: Flags
    joined: Days
    left: Days


def make_members(plan: Plan, teams: Teams, rng: np.random.Generator) -> Members:
    """Make exactly the planned number of entities, and every team's members."""
    kinds, levels, places, links = _entities(plan, teams, rng)
    order = np.lexsort((np.arange(len(kinds)), places))
    position = np.empty_like(order)
    position[order] = np.arange(len(order))
    kinds, levels, places = kinds[order], levels[order], places[order]
    ids = _ids(plan, places)
    pairs = np.array([(team, position[entity]) for team, entity in links], dtype=np.int64)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    team, entity = pairs[:, 0], pairs[:, 1]
    core = np.isin(kinds[entity].astype(str), sorted(CORE))
    joined, left = _period(teams, team, core, rng)
    return Members(
        entities=_entity_table(plan, ids, kinds, levels, places),
        memberships=_membership_table(teams, ids, team, entity, core, joined, left),
        entity_ids=ids,
        entity_kinds=kinds,
        team=team,
        entity=entity,
        core=core,
        joined=joined,
        left=left,
    )


def _entities(
    plan: Plan, teams: Teams, rng: np.random.Generator
) -> tuple[Texts, Texts, Ints, list[tuple[int, int]]]:
    rows: list[tuple[str, str, int]] = []
    links: list[tuple[int, int]] = []
    for place in range(len(plan.places)):
        rows += [(kind, "voivodeship", place) for kind in VOIVODESHIP_KINDS]
    for number, members in enumerate(_counties(teams).values()):
        other = POWIAT_OTHERS[number % len(POWIAT_OTHERS)]
        for kind in (*POWIAT_KINDS, other):
            links += [(team, len(rows)) for team in members]
            rows.append((kind, "powiat", int(teams.place[members[0]])))
    for team, others in enumerate(_others(plan.entities - len(rows), len(teams), rng).tolist()):
        for kind in (*GMINA_CORE, *GMINA_OTHERS[:others]):
            links.append((team, len(rows)))
            rows.append((kind, "gmina", int(teams.place[team])))
    kinds, levels, places = zip(*rows, strict=True)
    return texts(kinds), texts(levels), np.array(places, dtype=np.int64), links


def _counties(teams: Teams) -> dict[tuple[int, str], list[int]]:
    """Teams by county; a team whose county no document names has one of its own."""
    counties: dict[tuple[int, str], list[int]] = {}
    for i, (place, powiat) in enumerate(zip(teams.place.tolist(), teams.powiats, strict=True)):
        counties.setdefault((place, powiat or f"team {i}"), []).append(i)
    return counties


def _others(entities: int, teams: int, rng: np.random.Generator) -> Ints:
    """Split what is left of the entities between the teams, beside each team's own core."""
    invited = entities - len(GMINA_CORE) * teams
    low = np.full(teams, 2, dtype=np.int64)
    high = np.full(teams, MOST_OTHERS, dtype=np.int64)
    return adjust_to_sum(rng.integers(3, MOST_OTHERS, teams), low, high, invited)


def _ids(plan: Plan, places: Ints) -> Texts:
    counts = np.bincount(places, minlength=len(plan.places))
    numbers = np.concatenate([np.arange(1, count + 1) for count in counts])
    letters = texts([f"{entry.place.letters}-P" for entry in plan.places])
    return numbered(letters[places], numbers, digits(int(counts.max()), 3))


def _entity_table(
    plan: Plan, ids: Texts, kinds: Texts, levels: Texts, places: Ints
) -> pd.DataFrame:
    seen: dict[tuple[int, str], int] = {}
    names = []
    for place, kind in zip(places.tolist(), kinds.tolist(), strict=True):
        seen[place, kind] = seen.get((place, kind), 0) + 1
        letters = plan.places[place].place.letters
        names.append(f"{SHORT[kind]} {letters}-{seen[place, kind]:02d} {MARK}")
    return typed(
        TABLES["entities"],
        {
            "entity_id": ids,
            "name": texts(names),
            "kind": kinds,
            "sector": texts([SECTOR[kind] for kind in kinds.tolist()]),
            "level": levels,
            "voivodeship": texts([entry.place.id for entry in plan.places])[places],
        },
        len(ids),
    )


def _period(teams: Teams, team: Ints, core: Flags, rng: np.random.Generator) -> tuple[Days, Days]:
    late = ~core & (rng.random(len(team)) < LATE_SHARE)
    delay = np.where(late, rng.integers(1, LATE_DAYS, len(team)), 0)
    joined = teams.started[team] + delay.astype("timedelta64[D]")
    first, last = (day(limit) for limit in LEFT_BETWEEN)
    span = int((last - first).astype(np.int64))
    left = first + rng.integers(0, span, len(team)).astype("timedelta64[D]")
    gone = ~core & (rng.random(len(team)) < LEFT_SHARE)
    left[~gone] = np.datetime64("NaT")
    return joined, left


def _membership_table(
    teams: Teams,
    ids: Texts,
    team: Ints,
    entity: Ints,
    core: Flags,
    joined: Days,
    left: Days,
) -> pd.DataFrame:
    return typed(
        TABLES["memberships"],
        {
            "pzk_id": teams.ids[team],
            "entity_id": ids[entity],
            "role": texts(np.where(core, "core", "invited")),
            "joined_on": joined,
            "left_on": left,
        },
        len(team),
    )
