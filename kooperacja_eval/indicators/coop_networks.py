"""Ties between the members of each team and wave as square arrays.

The border: rows of ``ties`` are laid out; numbers of one network are made by ``coop_tie_numbers``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.units import Bools, Floats, Strings, by_team
from kooperacja_eval.schemas.codes import TIE_LEVELS


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamNetwork:
    """What the members of one team say about each other in one wave.

    Attributes
    ----------
    team : int
        Position of the team.
    wave, scale : str
        The wave, and the scale on which levels were asked.
    entities : NDArray[np.object_], shape (entities,)
        Those who were asked, or asked about, by identifier.
    levels, trust, value : NDArray[np.float64], shape (entities, entities)
        What the row's entity says of the column's; nan is not asked or not answered.
    asked : NDArray[np.bool_], shape (entities,)
        Whose answers were asked for.
    responded : NDArray[np.bool_], shape (entities,)
        Who gave at least one level.
    """

    team: int
    wave: str
    scale: str
    entities: Strings
    levels: Floats
    trust: Floats
    value: Floats
    asked: Bools
    responded: Bools

    @property
    def highest(self) -> int:
        """The top of the scale."""
        return len(TIE_LEVELS[self.scale]) - 1


def networks(
    ties: pd.DataFrame, positions: Mapping[str, int], waves: Sequence[str]
) -> tuple[TeamNetwork, ...]:
    """Return the networks of all teams and waves, by wave, team and scale.

    Parameters
    ----------
    ties : pandas.DataFrame
        The table ``ties``.
    positions : mapping of str to int
        Position of each team, from 0.
    waves : sequence of str
        Waves in order; others follow by name.

    Raises
    ------
    ValidationError
        Where a row names a team that has no position.
    """
    rows = by_team(ties, positions)
    found = _networks(rows.frame.assign(team=rows.team))
    rank = {wave: number for number, wave in enumerate(waves)}
    return tuple(sorted(found, key=lambda one: (rank.get(one.wave, len(rank)), one.wave)))


def _networks(ties: pd.DataFrame) -> Iterator[TeamNetwork]:
    for key, rows in ties.groupby(["team", "wave", "scale"], sort=True):
        team, wave, scale = cast("tuple[int, str, str]", key)
        raters, rated = (rows[end].to_numpy(dtype=object) for end in ("from_entity", "to_entity"))
        entities = np.unique(np.concatenate([raters, rated]).astype(str)).astype(object)
        at = np.searchsorted(entities, raters), np.searchsorted(entities, rated)
        arrays = {}
        for column in ("level", "trust", "value"):
            arrays[column] = np.full((entities.size, entities.size), np.nan)
            arrays[column][at] = rows[column].to_numpy(dtype=np.float64, na_value=np.nan)
        yield TeamNetwork(
            team=int(team),
            wave=wave,
            scale=scale,
            entities=entities,
            levels=arrays["level"],
            trust=arrays["trust"],
            value=arrays["value"],
            asked=np.isin(np.arange(entities.size), at[0]),
            responded=~np.isnan(arrays["level"]).all(axis=1),
        )
