"""Where families live, and the few that went from one team to another."""

from typing import Final

import numpy as np

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.frames import NOT_A_DAY, Days, Ints, Texts, day, texts
from kooperacja_eval.demo.teams import Teams

FAMILIES_PER_MOVE: Final = 86
"""One family in so many moved to another team of its voivodeship."""
LEAST_DAYS: Final = 60
"""Days that a family works with a team at least, before and after a move."""


def draw_moves(
    teams: Teams, team: Ints, started: Days, ended: Days, rng: np.random.Generator
) -> tuple[Ints, Days]:
    """Return the first team of each unit, and the day since which it is with its team of now."""
    last = np.where(np.isnat(ended), day(facts.COOPERATION_UNTIL), ended)
    room = (last - started).astype(np.int64) - 2 * LEAST_DAYS
    alone = np.bincount(teams.place)[teams.place[team]] == 1
    chosen = rng.permutation(np.flatnonzero((room > 0) & ~alone))[: len(team) // FAMILIES_PER_MOVE]
    first_team, moved = team.copy(), np.full(len(team), NOT_A_DAY)
    for unit in chosen.tolist():
        others = np.flatnonzero(teams.place == teams.place[team[unit]])
        first_team[unit] = rng.choice(others[others != team[unit]])
        wait = LEAST_DAYS + int(rng.integers(0, room[unit]))
        moved[unit] = started[unit] + np.timedelta64(wait, "D")
    return first_team, moved


def home_gminas(teams: Teams, team: Ints, rng: np.random.Generator) -> Texts:
    """Return where each unit lives; missing where its team works in one gmina only."""
    bridge = teams.bridge.groupby("pzk_id")["gmina_id"].apply(list)
    homes = texts([None] * len(team))
    for pzk_id, gminas in bridge[bridge.map(len) > 1].items():
        here = np.flatnonzero(teams.ids[team] == pzk_id)
        homes[here] = texts(gminas)[rng.integers(0, len(gminas), here.size)]
    return homes
