"""Whom the surveys ask: representatives of the entities of every team."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from kooperacja_eval.demo.frames import Flags, Ints, Texts, numbered, pick, texts, within
from kooperacja_eval.demo.members import Members
from kooperacja_eval.demo.survey_parameters import PERSONS_PER_TEAM, SurveyEffects
from kooperacja_eval.demo.teams import Teams

ROLE_SHARES: Final = {"manager": 30, "worker": 60, "other": 10}
SPECIAL_ROLES: Final = {
    "ops": {"manager": 30, "animator": 30, "worker": 40},
    "pcpr": {"manager": 30, "animator": 30, "worker": 40},
    "gmina_council": {"councillor": 80, "worker": 20},
    "powiat_council": {"councillor": 80, "worker": 20},
    "ngo": {"manager": 30, "volunteer": 70},
    "parish": {"manager": 60, "volunteer": 40},
}
"""Weights of the roles in most entities, and in those that have others."""
KEY_PREFIX: Final = "SYN"
KEY_DIGITS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Persons that the surveys ask, as arrays of shape (persons,), by team.

    Attributes
    ----------
    team : array of int
        Index of the team.
    team_ids, places : array of str, shape (teams,)
        Identifier and voivodeship of each team.
    sectors, levels, roles, keys : array of str
        Sector and level of the entity, role of the person, key that tells the person again.
    low : array of bool
        Whether the sector is one of those with lower means.
    """

    team: Ints
    team_ids: Texts
    places: Texts
    sectors: Texts
    levels: Texts
    roles: Texts
    keys: Texts
    low: Flags

    def __len__(self) -> int:
        return len(self.team)


def make_pool(
    teams: Teams, members: Members, effects: SurveyEffects, rng: np.random.Generator
) -> Pool:
    """Draw ten persons of different entities for every team; fewer where a team has fewer.

    Keys are numbers in random order, so that they say nothing of team or place.
    """
    order = np.lexsort((rng.random(len(members.team)), members.team))
    sizes = np.bincount(members.team, minlength=len(teams))
    chosen = np.sort(order[within(sizes) < PERSONS_PER_TEAM])
    team, entity = members.team[chosen], members.entity[chosen]
    sectors = texts(members.entities["sector"].to_numpy(dtype=object)[entity])
    numbers = rng.permutation(len(chosen)) + 1
    return Pool(
        team=team,
        team_ids=teams.ids,
        places=teams.places,
        sectors=sectors,
        levels=texts(members.entities["level"].to_numpy(dtype=object)[entity]),
        roles=_roles(members.entity_kinds[entity], rng),
        keys=numbered(texts([KEY_PREFIX] * len(chosen)), numbers, KEY_DIGITS),
        low=np.isin(sectors.astype(str), effects.low_sectors),
    )


def _roles(kinds: Texts, rng: np.random.Generator) -> Texts:
    roles = pick(rng, ROLE_SHARES, len(kinds))
    for kind, shares in SPECIAL_ROLES.items():
        here = np.flatnonzero(kinds == kind)
        roles[here] = pick(rng, shares, len(here))
    return roles
