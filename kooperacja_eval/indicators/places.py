"""Where an indicator is computed: the places of a level, in report order.

The border: a place says which voivodeships and teams belong to it; which units lie there is known
to ``data``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from kooperacja_eval.schemas.codes import AREAS
from kooperacja_eval.study import MacroregionPart, StudyConfig

Level = Literal["macroregion", "voivodeship", "area", "pzk"]
LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A macroregion, or a voivodeship, an area or a team in it.

    Attributes
    ----------
    level : str
        What the place is.
    macroregion : str
        The macroregion that it lies in.
    voivodeships : tuple of str
        Every voivodeship of the place; of a team, its own.
    voivodeship, area, pzk_id : str, optional
        Set only where the level is, or lies below, a voivodeship, an area or a team.
    """

    level: Level
    macroregion: str
    voivodeships: tuple[str, ...]
    voivodeship: str | None = None
    area: str | None = None
    pzk_id: str | None = None


def places(
    config: StudyConfig, by: Level, teams: Sequence[tuple[str, str]] = ()
) -> tuple[Place, ...]:
    """Return the places of a level in report order, those without any unit too.

    Parameters
    ----------
    config : StudyConfig
        Says which macroregions and voivodeships there are.
    by : str
        The level.
    teams : sequence of tuple of str
        Voivodeship and identifier of each team, in report order; for the level ``pzk`` only.
    """
    if by == "pzk":
        return tuple(
            Place(
                level="pzk",
                macroregion=config.macroregion_of(voivodeship),
                voivodeships=(voivodeship,),
                voivodeship=voivodeship,
                pzk_id=pzk_id,
            )
            for voivodeship, pzk_id in teams
        )
    return tuple(place for part in config.macroregions for place in _within(part, by))


def _within(part: MacroregionPart, by: Level) -> list[Place]:
    if by == "voivodeship":
        return [
            Place(level=by, macroregion=part.id, voivodeships=(name,), voivodeship=name)
            for name in part.voivodeships
        ]
    areas = AREAS.ids if by == "area" else (None,)
    return [
        Place(level=by, macroregion=part.id, voivodeships=part.voivodeships, area=area)
        for area in areas
    ]
