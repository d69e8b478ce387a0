"""Ties between members: how strong, how mutual, how central, in one team and over teams.

The border: numbers of one team come from ``coop_tie_numbers``. Above teams each team counts once:
the mean of the teams' values, with an interval between teams, within the limits of the number; a
team without the number is missing.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from kooperacja_eval.indicators.coop_limits import within
from kooperacja_eval.indicators.coop_networks import TeamNetwork
from kooperacja_eval.indicators.coop_tie_numbers import RATED, numbers_of
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value, clustered_share, mean

LEVELS: Final = ("tie_level_mean", "dyad_discrepancy")
"""Indicators in levels of the scale; the others, but ratings, lie between 0 and 1."""
RATINGS: Final = ("trust_mean", "value_mean")
Keyed = dict[tuple[str, str | None], dict[int, tuple[TeamNetwork, Value]]]


def tie_response_share(data: StudyData, place: Place) -> list[Value]:
    """Members that answered among the members asked; clusters are teams."""
    if place.level == "pzk":
        return _of_team(data, place, "tie_response_share")
    rows = []
    for (wave, _), by_team in _values(data, place, "tie_response_share").items():
        answered = np.array([row.numerator for _, row in by_team.values()], dtype=np.int64)
        asked = np.array([row.n for _, row in by_team.values()], dtype=np.int64)
        rows.append(replace(clustered_share(answered, asked), wave=wave))
    return rows


def tie_level_mean(data: StudyData, place: Place) -> list[Value]:
    """Mean level of collaboration."""
    return _over_teams(data, place, "tie_level_mean")


def tie_level_share(data: StudyData, place: Place) -> list[Value]:
    """Share of answers at each level."""
    return _over_teams(data, place, "tie_level_share")


def dyad_discrepancy(data: StudyData, place: Place) -> list[Value]:
    """How far the two sides of a pair differ."""
    return _over_teams(data, place, "dyad_discrepancy")


def network_density(data: StudyData, place: Place) -> list[Value]:
    """Share of possible ties that are there."""
    return _over_teams(data, place, "network_density")


def network_reciprocity(data: StudyData, place: Place) -> list[Value]:
    """Share of ties that are returned."""
    return _over_teams(data, place, "network_reciprocity")


def network_centralisation(data: StudyData, place: Place) -> list[Value]:
    """How far ties gather on one member."""
    return _over_teams(data, place, "network_centralisation")


def trust_mean(data: StudyData, place: Place) -> list[Value]:
    """Trust that members give each other."""
    return _over_teams(data, place, "trust_mean")


def value_mean(data: StudyData, place: Place) -> list[Value]:
    """Value that members give each other."""
    return _over_teams(data, place, "value_mean")


def _over_teams(data: StudyData, place: Place, indicator: str) -> list[Value]:
    if place.level == "pzk":
        return _of_team(data, place, indicator)
    rows = []
    for (wave, group), by_team in _values(data, place, indicator).items():
        each = {team: row.value for team, (_, row) in by_team.items()}
        known = [each.get(team) for team in data.teams_at(place).tolist()]
        row = mean(np.array(known, dtype=np.float64), group=group, wave=wave)
        low, high = _limits(indicator, [network for network, _ in by_team.values()])
        rows.append(within(row, low, high))
    return rows


def _limits(indicator: str, networks: Sequence[TeamNetwork]) -> tuple[float, float]:
    """Return the smallest and the largest value that an indicator can have."""
    if indicator in LEVELS:
        return 0.0, float(max(network.highest for network in networks))
    return RATED if indicator in RATINGS else (0.0, 1.0)


def _of_team(data: StudyData, place: Place, indicator: str) -> list[Value]:
    return [row for network in _networks(data, place) for row in numbers_of(network, indicator)]


def _values(data: StudyData, place: Place, indicator: str) -> Keyed:
    """Return the values of the teams of a place by wave and group, in the order of waves."""
    found: Keyed = {}
    for network in _networks(data, place):
        for row in numbers_of(network, indicator):
            found.setdefault((network.wave, row.group), {})[network.team] = (network, row)
    return found


def _networks(data: StudyData, place: Place) -> list[TeamNetwork]:
    """Return the networks of the teams of a place by wave, then by team."""
    of_team = data.cooperation.networks_of
    teams = data.teams_at(place).tolist()
    if place.level == "pzk":
        return list(of_team.get(teams[0], ()))
    inside = frozenset(teams)
    return [network for network in data.cooperation.networks if network.team in inside]
