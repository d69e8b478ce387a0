"""Cox models of the ends of cooperation: who is in them, at what times, and what can be estimated.

The border: follow-up in, models and their tests out; rows of values are made by
``families_time_comparison``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_time_data import FollowUp, last_day
from kooperacja_eval.indicators.units import Bools, Floats, Ints, Strings
from kooperacja_eval.schemas.codes import AREAS
from kooperacja_eval.stats.cox_hazards import proportional_hazards
from kooperacja_eval.stats.cox_hazards_clustered import clustered_hazards
from kooperacja_eval.stats.outcome_survival import CoxResult, cox_clustered
from kooperacja_eval.stats.split_follow_up import split_follow_up

REFERENCE: Final = AREAS.ids[0]
LOCKDOWN: Final = "lockdown"
PREDICTORS: Final = (*AREAS.ids[1:], LOCKDOWN)
ALL: Final = "all"
MIN_TEAMS: Final = 2
"""Teams in which the end must come, on both sides of a comparison: one alone would decide it."""
NO_ENDS: Final = "cox_no_ends"
NO_ENDS_BESIDE: Final = "cox_no_ends_beside"
FEW_TEAMS: Final = "cox_few_teams"
NOT_ESTIMABLE: Final = "cox_not_estimable"
DAYS_PER_WEEK: Final = 7
MANY_TEAMS: Final = 200
"""With more teams than this the sandwich does as well as refits without each, and takes seconds."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CoxParts:
    """Parts of follow-up before, in and after the lockdown, and what is known of their families."""

    entry: Floats
    leave: Floats
    event: Floats
    team: Ints
    area: Strings
    columns: dict[str, Floats]

    @classmethod
    def of(cls, known: FollowUp, event: Floats) -> "CoxParts":
        """Return the whole follow-up of families in weeks begun, without the lockdown."""
        return cls(
            entry=np.zeros_like(known.days),
            leave=np.ceil(known.days / DAYS_PER_WEEK),
            event=event,
            team=known.team,
            area=known.area,
            columns=_areas(known.area),
        )

    def at(self, rows: Bools) -> "CoxParts":
        """Return some of the parts."""
        return CoxParts(
            entry=self.entry[rows],
            leave=self.leave[rows],
            event=self.event[rows],
            team=self.team[rows],
            area=self.area[rows],
            columns={name: column[rows] for name, column in self.columns.items()},
        )

    @property
    def many(self) -> bool:
        """Whether there are too many teams to leave out one at a time."""
        return np.unique(self.team).size > MANY_TEAMS

    def matrix(self, names: Sequence[str]) -> Floats:
        """Return predictors side by side, shape (parts, names)."""
        return np.column_stack([self.columns[name] for name in names])


def cox_parts(data: StudyData, known: FollowUp, event: Floats) -> CoxParts | None:
    """Split follow-up at the lockdown; None where nobody is watched."""
    if not known.days.size:
        return None
    covid = data.config.covid
    first = np.datetime64(covid.first, "D").astype(np.float64)
    last = np.datetime64(covid.last, "D") if covid.last else last_day(data)
    # A day of cooperation d, counted from 1, is the calendar day start + d - 1.
    split = split_follow_up(
        np.zeros_like(known.days), known.days, event,
        after=first - 1, until=max(last.astype(np.float64), first), origin=known.start - 1,
    )  # fmt: skip
    area = known.area[split.row]
    return CoxParts(
        entry=split.entry,
        leave=split.leave,
        event=split.event,
        team=known.team[split.row],
        area=area,
        columns=_areas(area) | {LOCKDOWN: split.inside},
    )


def _areas(area: Strings) -> dict[str, Floats]:
    """Return a column for each area but the reference."""
    return {name: (area == name).astype(np.float64) for name in AREAS.ids[1:]}


def refused(parts: CoxParts | None) -> dict[str, str]:
    """Return the predictors without enough teams with the end, and why."""
    if parts is None or not parts.event.any():
        return dict.fromkeys((*PREDICTORS, ALL), NO_ENDS)
    ended = parts.event == 1

    def teams(rows: Bools) -> int:
        return int(np.unique(parts.team[ended & rows]).size)

    reference = teams(parts.area == REFERENCE)
    why = {}
    for name in PREDICTORS:
        inside = parts.columns[name] == 1
        other = teams(~inside) if name == LOCKDOWN else reference
        if min(teams(inside), other) < MIN_TEAMS:
            why[name] = _why(teams(inside), other)
    return why


def _why(inside: int, other: int) -> str:
    """Return why there is no ratio, from the numbers of teams with the end on both sides."""
    if not inside:
        return NO_ENDS
    return FEW_TEAMS if other else NO_ENDS_BESIDE


def kept(parts: CoxParts, names: Sequence[str]) -> CoxParts:
    """Leave out the families of areas that the model does not compare."""
    areas = [name for name in names if name != LOCKDOWN]
    return parts.at(np.isin(parts.area, [REFERENCE, *areas])) if areas else parts


def n_families(parts: CoxParts) -> int:
    """Return the number of families: each has one part that begins with its start."""
    return int((parts.entry == 0).sum())


def fit_model(parts: CoxParts, names: list[str]) -> tuple[CoxResult | None, list[str]]:
    """Return the model of all predictors, or else of the areas alone, and which it has."""
    for chosen in _choices(names):
        rows = kept(parts, chosen)
        try:
            fit = cox_clustered(
                rows.leave, rows.event, rows.matrix(chosen), rows.team, names=chosen,
                entry=rows.entry, variance="robust" if rows.many else "jackknife",
            )  # fmt: skip
        except InsufficientDataError:
            continue
        return fit, chosen
    return None, []


def trends(parts: CoxParts, whole: CoxParts, names: list[str]) -> dict[str, float]:
    """Return p of the trend of each predictor and of all together; empty where there is none.

    Where the trend of the lockdown has no number, those of the areas in a model without it, in
    weeks: rows are split at all times of events, and weeks have a tenth of those of days. With
    very many teams the test of independent rows, which in simulation keeps its size.
    """
    for chosen in _choices(names):
        rows = kept(parts if LOCKDOWN in chosen else whole, chosen)
        try:
            return _p_values(rows, chosen)
        except InsufficientDataError:
            continue
    return {}


def _p_values(rows: CoxParts, names: list[str]) -> dict[str, float]:
    times, matrix = (rows.leave, rows.event), rows.matrix(names)
    if rows.many:
        tested = proportional_hazards(*times, matrix, names=names, entry=rows.entry)
        return {test.term: test.test.p_value for test in tested.tests} | {
            ALL: tested.overall.p_value
        }
    found = clustered_hazards(*times, matrix, rows.team, names=names, entry=rows.entry)
    single = {name: trend.p_value for name, trend in zip(names, found.trends, strict=True)}
    return single | {ALL: found.p_value}


def _choices(names: list[str]) -> list[list[str]]:
    """Return the sets of predictors to try, none of them empty."""
    areas = [name for name in names if name != LOCKDOWN]
    return [chosen for chosen in ([names] if names == areas else [names, areas]) if chosen]
