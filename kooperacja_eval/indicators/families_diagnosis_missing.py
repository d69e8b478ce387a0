"""Families without a score after: what they may do to the mean change, at worst, best, and likely.

The border: the change after less before, as a family's mean over its domains; the change of those
seen stands in ``families_diagnosis``, here it is repeated only to be set beside. A family with a
score after in some of its domains is seen and counts with those. Groups do not count.

What predicts being seen: the score before, the cohort, the area of the family (of its team where
the family's is not known) and whether the programme was completed. Completion comes after the
start, and a model of an effect must not hold it; but the mean of all families is asked for here, no
effect, completion is known of every family, and those who left are the ones who were not seen.
Leaving it out would leave that difference in the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_diagnosis_data import Scores
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Floats, Ints
from kooperacja_eval.indicators.values import Value, mean
from kooperacja_eval.schemas.codes import AREAS
from kooperacja_eval.sections import Diagnosis
from kooperacja_eval.stats.dropout_weights import DropoutWeightedResult, dropout_weighted_mean
from kooperacja_eval.stats.missing_bounds import change_bounds

BOUNDS: Final = "manski_clustered_t"
NO_SCALE: Final = "manski_no_scale"
"""Method of a bound that cannot be computed because study.toml gives no ends of the scale."""
WEIGHTED: Final = "hajek_ipw_jackknife"
WEIGHTED_GROUPS: Final = "hajek_ipw_group_jackknife"
COMPLETE_GROUPS: Final = "complete_case_group_jackknife"
_GROUPED: Final = {WEIGHTED: WEIGHTED_GROUPS, "complete_case_jackknife": COMPLETE_GROUPS}
FEW: Final = ("completed", "pre", "later_cohort")
"""Predictors of the model that needs fewer families: without the areas, which take three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Predictors:
    """Columns that may say who was seen, and their names."""

    columns: Floats
    names: tuple[str, ...]

    def chosen(self, names: Sequence[str] | None = None) -> "_Predictors":
        """Return some columns; one that is the same for everybody says nothing and goes."""
        kept = [
            place
            for place, name in enumerate(self.names)
            if (names is None or name in names) and _varies(self.columns[:, place])
        ]
        return _Predictors(
            columns=self.columns[:, kept], names=tuple(self.names[place] for place in kept)
        )


def diagnosis_bounds(data: StudyData, place: Place) -> list[Value]:
    """Mean change of all families if those not seen after did as badly, or as well, as can be.

    ``complete``: the change of those seen. ``lost``: mean score before of those not seen, and
    beside it ``lost|seen`` that of those seen. ``lost|worst`` and ``lost|best``: those not seen at
    the lowest and at the highest score of the scale; both rows have the one interval that holds the
    mean of all families wherever between the two it lies (Imbens and Manski, teams as clusters),
    ``n`` counts all families with a score before and ``n_missing`` those without. In all and by
    domain. What stands behind ``lost|`` would tell, with the change of those seen, the scores of
    those not seen: it is shown only where ``lost`` is.
    """
    at = data.at(data.households, place)
    rows: list[Value] = []
    for end, scores in data.diagnoses.parts(at):
        complete = _complete(data, scores, f"complete{end}")
        lost = np.isnan(scores.change_pre)
        states = {"lost": lost & ~np.isnan(scores.pre), "lost|seen": ~lost}
        rows.append(complete)
        rows += [
            mean(scores.pre[who], scores.team[who], group=f"{name}{end}", period=data.period)
            for name, who in states.items()
        ]
        rows += _worst_and_best(data, scores, complete, end)
    return rows


def diagnosis_weighted(data: StudyData, place: Place) -> list[Value]:
    """Mean change with each family seen weighted for those not seen, beside that of those seen.

    ``weighted|all``: all predictors of the module; ``weighted|few``: without the areas, for
    which fewer families suffice. Insufficient where the families are too few for a
    model, or it tells seen from not seen without exception. ``largest|...``: how many families the
    heaviest stands for; ``effective|...``: how many without weights would be as sure. ``n`` counts
    the families seen, ``n_missing`` all others.

    Each model is fitted again without each team. With more than 1,000 teams that takes
    hours; then it is fitted without each of 50 groups of teams (``..._group_jackknife``
    with as many degrees of freedom less one). The estimate is the same. Source: K. M. Wolter,
    Introduction to Variance Estimation, Springer 2007, chapter 4, doi:10.1007/978-0-387-35099-8.
    """
    at = data.at(data.households, place)
    scores = data.diagnoses.of(at)
    complete = _complete(data, scores, "complete")
    predictors = _predictors(data, at, scores)
    rows = [complete]
    for name, chosen in (("all", predictors.chosen()), ("few", predictors.chosen(FEW))):
        rows += _weighted(scores, chosen, complete, name)
    return rows


def _complete(data: StudyData, scores: Scores, group: str) -> Value:
    row = mean(scores.change_pre, scores.team, group=group, period=data.period)
    return replace(row, change_type="difference")


def _worst_and_best(data: StudyData, scores: Scores, complete: Value, end: str) -> list[Value]:
    scale = data.config.diagnosis
    n = int(np.count_nonzero(~np.isnan(scores.pre)))
    empty = replace(
        complete,
        method=BOUNDS if scale is not None else NO_SCALE,
        numerator=None,
        denominator=float(n),
        value=None,
        ci_low=None,
        ci_high=None,
        n=n,
        n_missing=scores.pre.size - n,
        status="insufficient",
    )
    worst, best = (replace(empty, group=f"lost|{name}{end}") for name in ("worst", "best"))
    if scale is None:
        return [worst, best]
    before, after = _pairs(scores, scale)
    try:
        found = change_bounds(before, after, scores.team, low=scale.low, high=scale.high)
    except InsufficientDataError:
        return [worst, best]
    return [
        replace(
            row,
            value=value,
            numerator=value * n,
            ci_low=found.ci_low,
            ci_high=found.ci_high,
            status="ok",
        )
        for row, value in ((worst, found.lower), (best, found.upper))
    ]


def _pairs(scores: Scores, scale: Diagnosis) -> tuple[Floats, Floats]:
    """Return scores before and after, of those seen over the domains that have both alone."""
    lost = np.isnan(scores.change_pre)
    before = np.where(lost, scores.pre, scores.first)
    # means of scores at an end of the scale may pass it in the sixteenth digit
    return np.clip(before, scale.low, scale.high), np.clip(scores.last, scale.low, scale.high)


def _predictors(data: StudyData, at: Ints, scores: Scores) -> _Predictors:
    frame = data.households.frame.iloc[at]
    own = frame["area"].to_numpy(dtype=object)
    of_team = data.teams["area"].to_numpy(dtype=object)[scores.team]
    area = np.where(pd.isna(own), of_team, own)
    present = [code for code in AREAS.ids if (area == code).any()]  # the first to compare with
    cohort = data.households.days("cohort")[at]
    first = cohort.min() if cohort.size else np.datetime64("NaT")
    columns = {
        "completed": (frame["outcome"] == "completed").to_numpy(dtype=np.float64, na_value=0.0),
        "pre": scores.pre,
        "later_cohort": (cohort > first).astype(np.float64),
        **{code: (area == code).astype(np.float64) for code in present[1:]},
    }
    return _Predictors(columns=np.column_stack(list(columns.values())), names=tuple(columns))


def _weighted(scores: Scores, predictors: _Predictors, complete: Value, name: str) -> list[Value]:
    row = replace(
        complete,
        method=WEIGHTED,
        numerator=None,
        denominator=None,
        value=None,
        ci_low=None,
        ci_high=None,
        status="insufficient",
    )
    groups = tuple(f"{what}|{name}" for what in ("weighted", "largest", "effective"))
    found = _fit(scores, predictors)
    if found is None:
        return [replace(row, group=group) for group in groups]
    row = replace(
        row,
        method=_GROUPED[found.method] if scores.many_teams else found.method,
        n=found.n_known,
        n_missing=scores.pre.size - found.n_known,
        status="ok",
    )
    mean_row = replace(
        row, group=groups[0], value=found.estimate, ci_low=found.ci_low, ci_high=found.ci_high
    )
    number = replace(row, change_type="none")
    return [
        mean_row,
        replace(number, group=groups[1], value=found.largest_weight),
        replace(number, group=groups[2], value=found.n_effective),
    ]


def _fit(scores: Scores, predictors: _Predictors) -> DropoutWeightedResult | None:
    if not predictors.names or not scores.pre.size:
        return None
    try:
        return dropout_weighted_mean(
            scores.change_pre, predictors.columns, scores.clusters, names=predictors.names
        )
    except InsufficientDataError:
        return None


def _varies(column: Floats) -> bool:
    known = column[~np.isnan(column)]
    return bool(known.size) and float(np.ptp(known)) > 0
