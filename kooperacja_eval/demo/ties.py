"""Ties between the members of a team: who was asked, who answered, and what level was given."""

from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo.frames import Flags, Floats, Ints, day, texts, typed
from kooperacja_eval.demo.members import Members
from kooperacja_eval.demo.teams import Teams
from kooperacja_eval.schemas.tables import TABLES

SCALE: Final = "frey_2006"
HIGHEST: Final = 5
ASKED_ON: Final = {"ex_ante": "2019-09-30", "mid_term": "2020-02-28", "ex_post": "2020-10-31"}
"""Day of each wave on which the members of a team are asked about each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieEffects:
    """Planted levels of ties; ``z`` is the team's cooperation intensity.

    Attributes
    ----------
    base : dict
        Latent level at ``z`` = 0 between two invited members, by wave.
    level_per_z : float
        Change of the latent level per unit of ``z``.
    both_core : float
        Added where both belong to the core.
    pair_sd, rater_sd, answer_sd : float
        Standard deviations of what a pair shares, of how a rater rates, of a single answer.
    response : float
        Share of members that answer in a wave.
    skipped : float
        Share of answers that one who answers leaves out.
    rating_per_level : float
        Change of trust and value, on their scale of 1 to 4, per level of the tie.
    rating_sd : float
        Standard deviation of a single rating of trust or value.
    """

    base: dict[str, float]
    level_per_z: float = 0.5
    both_core: float = 0.6
    pair_sd: float = 0.6
    rater_sd: float = 0.35
    answer_sd: float = 0.5
    response: float = 0.85
    skipped: float = 0.03
    rating_per_level: float = 0.45
    rating_sd: float = 0.4

    def as_dict(self) -> dict[str, object]:
        """Return the effects as they stand in ``truth.json``."""
        return asdict(self)


TIE_EFFECTS: Final = TieEffects(base={"ex_ante": 1.6, "mid_term": 2.2, "ex_post": 2.8})


def ties_table(
    teams: Teams, members: Members, effects: TieEffects, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the table ``ties``: every ordered pair of members of a team in every wave.

    The level is a latent one, rounded, within 0 to 5. A member that does not answer has rows
    without levels; trust and value are asked only about partners with a level above 0.
    """
    order = np.arange(len(members.entity))
    shared = rng.normal(0, effects.pair_sd, (len(order), int(np.bincount(members.team).max())))
    own = rng.normal(0, effects.rater_sd, len(order))
    frames = [_wave(teams, members, wave, effects, (shared, own), rng) for wave in effects.base]
    return pd.concat(frames, ignore_index=True)


def _wave(
    teams: Teams,
    members: Members,
    wave: str,
    effects: TieEffects,
    lasting: tuple[Floats, Floats],
    rng: np.random.Generator,
) -> pd.DataFrame:
    rater, rated = _pairs(members, _asked(members, wave))
    answers = rng.random(len(members.team)) < effects.response
    given = answers[rater] & (rng.random(len(rater)) >= effects.skipped)
    level = _levels(teams, members, (rater, rated), effects, effects.base[wave], lasting, rng)
    linked = given & (level > 0)
    rows = {
        "pzk_id": teams.ids[members.team[rater]],
        "wave": texts([wave] * len(rater)),
        "from_entity": members.entity_ids[members.entity[rater]],
        "to_entity": members.entity_ids[members.entity[rated]],
        "scale": texts([SCALE] * len(rater)),
        "level": np.where(given, level, np.nan),
        "trust": np.where(linked, _ratings(level, effects, rng), np.nan),
        "value": np.where(linked, _ratings(level, effects, rng), np.nan),
    }
    return typed(TABLES["ties"], rows, len(rater))


def _asked(members: Members, wave: str) -> Flags:
    on = day(ASKED_ON[wave])
    asked: Flags = (members.joined <= on) & ~(members.left < on)
    return asked


def _pairs(members: Members, asked: Flags) -> tuple[Ints, Ints]:
    """Return rater and rated of every ordered pair of the same team, by team, rater, rated."""
    raters: list[Ints] = []
    rateds: list[Ints] = []
    for team in range(int(members.team.max()) + 1):
        here = np.flatnonzero(asked & (members.team == team))
        rater, rated = np.repeat(here, len(here)), np.tile(here, len(here))
        raters.append(rater[rater != rated])
        rateds.append(rated[rater != rated])
    return np.concatenate(raters), np.concatenate(rateds)


def _levels(
    teams: Teams,
    members: Members,
    pair: tuple[Ints, Ints],
    effects: TieEffects,
    base: float,
    lasting: tuple[Floats, Floats],
    rng: np.random.Generator,
) -> Floats:
    rater, rated = pair
    shared, own = lasting
    low, high = np.minimum(rater, rated), np.maximum(rater, rated)
    latent = (
        base
        + effects.level_per_z * teams.intensity[members.team[rater]]
        + effects.both_core * (members.core[rater] & members.core[rated])
        + shared[low, high - low]
        + own[rater]
        + rng.normal(0, effects.answer_sd, len(rater))
    )
    levels: Floats = np.clip(np.round(latent), 0, HIGHEST)
    return levels


def _ratings(level: Floats, effects: TieEffects, rng: np.random.Generator) -> Floats:
    """Return the mean of three items of 1 to 4, written with two decimals."""
    latent = 1.5 + effects.rating_per_level * level + rng.normal(0, effects.rating_sd, len(level))
    return np.round(np.round(np.clip(latent, 1, 4) * 3) / 3, 2)
