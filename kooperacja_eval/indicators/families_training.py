"""Which members of the teams took part in trainings and other support.

The border: counts organisations, never persons; how much support there was belongs to
``families_support``.
"""

from typing import Final

import numpy as np

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Bools, Ints
from kooperacja_eval.indicators.values import Value, shares
from kooperacja_eval.schemas.codes import ENTITY_KINDS, SUPPORT_KINDS

TRAINING: Final = "training"


def training_coverage(data: StudyData, place: Place) -> list[Value]:
    """Members of teams of which somebody took part in at least one event, over all members.

    ``covered`` takes trainings, whole and by kind of entity; ``covered/kind:`` each kind of
    support. Every organisation that was ever a member counts once; one of several teams belongs, in
    the interval, to the first of them in report order. It took part wherever the event was. Events
    without a list of participants say nothing, so that shares are at least so high.
    """
    units = data.support.members
    rows = _once(data, place)
    took_part = {kind: units.frame[kind].to_numpy(dtype=bool)[rows] for kind in SUPPORT_KINDS.ids}
    team, trained = units.team[rows], took_part[TRAINING]
    values = _coverage(data, place, team, trained, "covered")
    for kind in ENTITY_KINDS.ids:
        chosen = units.is_("entity_kind", kind)[rows]
        values += _coverage(data, place, team[chosen], trained[chosen], f"covered/entity:{kind}")
    for kind, there in took_part.items():
        values += _coverage(data, place, team, there, f"covered/kind:{kind}")
    return values


def _once(data: StudyData, place: Place) -> Ints:
    """Return the members of a place, each organisation once, under its first team."""
    units = data.support.members
    rows = data.at(units, place)
    _, first = np.unique(units.codes("entity_id")[rows], return_index=True)
    return rows[first]


def _coverage(
    data: StudyData, place: Place, team: Ints, took_part: Bools, group: str
) -> list[Value]:
    return shares(
        _per_team(data, place, team[took_part]),
        _per_team(data, place, team),
        clustered=place.level != "pzk",
        group=group,
        period=data.period,
    )


def _per_team(data: StudyData, place: Place, team: Ints) -> Ints:
    numbers = np.bincount(team, minlength=len(data.teams))
    return numbers[data.teams_at(place)].astype(np.int64)
