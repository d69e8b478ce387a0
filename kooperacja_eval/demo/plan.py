"""How many of everything: the published totals, scaled to the number of families asked for.

Everything here is arithmetic without chance. At 172 families every number is the published one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.demo import facts, parameters
from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.text import Text

MOST_FAMILIES = 1_000_000
"""Above this identifiers would need more digits than their patterns allow."""

Ints = NDArray[np.int64]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePlan:
    """Totals of one voivodeship; ``area_teams`` has one number for each of its areas."""

    place: facts.Place
    families: int
    groups: int
    teams: int
    area_teams: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Totals of the study.

    Attributes
    ----------
    families : int
        Families and persons, without groups.
    places : tuple of PlacePlan
        Totals by voivodeship, in the order of ``facts.PLACES``.
    cohorts : dict
        Families by first month of the cohort.
    outcomes : dict
        Families by outcome.
    continuing : int
        Completed families whose social-project services go on.
    early : int
        Families that withdraw between XII.2019 and III.2020.
    entities : int
        Entities in or around the teams.
    cost_grosz : int
        Total cost in grosz.
    """

    families: int
    places: tuple[PlacePlan, ...]
    cohorts: dict[date, int]
    outcomes: dict[str, int]
    continuing: int
    early: int
    entities: int
    cost_grosz: int

    @property
    def teams(self) -> int:
        """Number of teams."""
        return sum(place.teams for place in self.places)


def digits(largest: int, least: int) -> int:
    """Return the number of digits that identifiers up to ``largest`` need."""
    return max(least, len(str(largest)))


def allocate(total: int, weights: Sequence[float] | NDArray[np.float64]) -> Ints:
    """Split a whole number in proportion to weights: largest remainder, first one on a tie.

    Parameters
    ----------
    total : int
        What is split, 0 or more.
    weights : array of float, shape (k,)
        Not negative, not all 0.

    Returns
    -------
    array of int, shape (k,)
        Adds up to ``total``.

    Examples
    --------
    >>> allocate(10, [1, 1, 1]).tolist()
    [4, 3, 3]
    """
    shares = np.asarray(weights, dtype=np.float64)
    if total < 0 or shares.size == 0 or shares.min() < 0 or shares.sum() <= 0:
        raise ValueError("total must be 0 or more; weights not negative and not all 0")
    quotas = shares / shares.sum() * total
    parts: Ints = np.floor(quotas).astype(np.int64)
    lacking = total - int(parts.sum())
    order = np.argsort(-(quotas - parts), kind="stable")
    parts[order[:lacking]] += 1
    return parts


def make_plan(families: int = facts.FAMILIES) -> Plan:
    """Scale the published totals to a number of families.

    Parameters
    ----------
    families : int
        Families and persons, at least 172.

    Raises
    ------
    ConfigurationError
        Where the number lies outside 172 to ``MOST_FAMILIES``.
    """
    if not facts.FAMILIES <= families <= MOST_FAMILIES:
        raise ConfigurationError(
            Text(
                f"Liczba rodzin {families} jest poza zakresem: podaj od {facts.FAMILIES} do "
                f"{MOST_FAMILIES}.",
                f"Number of families {families} out of range: give {facts.FAMILIES} to "
                f"{MOST_FAMILIES}.",
            )
        )
    ratio = families / facts.FAMILIES
    outcomes = {"completed": facts.COMPLETED, **parameters.OTHER_OUTCOMES}
    return Plan(
        families=families,
        places=_places(families),
        cohorts=_scaled(families, facts.COHORTS),
        outcomes=_scaled(families, outcomes),
        continuing=round(facts.CONTINUING * ratio),
        early=round(facts.WITHDREW_BY_MARCH * ratio),
        entities=round(facts.ENTITIES * ratio),
        cost_grosz=round(facts.COST_GROSZ * families / facts.FAMILIES),
    )


def _scaled(families: int, counts: dict[Key, int]) -> dict[Key, int]:
    parts = allocate(families, list(counts.values()))
    return dict(zip(counts, parts.tolist(), strict=True))


def _places(families: int) -> tuple[PlacePlan, ...]:
    counts = allocate(families, [place.families for place in facts.PLACES]).tolist()
    return tuple(
        _place(place, count, round(place.groups * families / facts.FAMILIES))
        for place, count in zip(facts.PLACES, counts, strict=True)
    )


def _place(place: facts.Place, families: int, groups: int) -> PlacePlan:
    fewest, most = facts.FAMILIES_PER_TEAM
    teams = round(families * place.teams / place.families)
    teams = max(min(teams, families // fewest), -(-families // most))
    area_teams = allocate(teams, [share.teams for share in place.areas])
    return PlacePlan(
        place=place,
        families=families,
        groups=groups,
        teams=teams,
        area_teams=tuple(area_teams.tolist()),
    )
