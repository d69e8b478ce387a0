"""Scores of the diagnosis that changed by more than the error of measurement, by domain.

The border: single scores against their error; means belong to ``families_diagnosis``. Groups do not
count; a reliable change is neither one that matters to the family nor an effect of the programme.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Floats, Ints
from kooperacja_eval.indicators.values import Value, clustered_share, counted_share
from kooperacja_eval.schemas.codes import GOAL_DOMAINS
from kooperacja_eval.stats.reliable_change import reliable_change

COURSES: Final = ("improved", "unchanged", "worse")
UNCHANGED: Final = COURSES.index("unchanged")
MISSING: Final = -1
COMPUTED: Final = "jacobson_truax"
NO_RELIABILITY: Final = "jacobson_truax_no_reliability"
"""Method of a row that cannot be computed because study.toml gives no reliability."""
NO_SPREAD: Final = "jacobson_truax_no_spread"
"""Method of a row whose scores before are fewer than two or have no spread."""
MIN_SCORES: Final = 2
"""One score has no spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scores:
    """Scores of a place: what became of each (an index of ``COURSES``, -1 missing) and whose."""

    course: Ints
    family: Ints
    method: str


def reliable_change_share(data: StudyData, place: Place) -> list[Value]:
    """Scores reliably better, not reliably changed and reliably worse, in all and by domain.

    Jacobson and Truax with the reliability of study.toml and the standard deviation of all scores
    before of the domain in the macroregion: one criterion everywhere in it. Without a reliability
    nothing is computed: two scores of a domain do not tell it. Families diagnosed in the domain but
    without one of the two scores are missing. Over all domains a family has a score for each of
    its domains; ``n`` always counts families.
    """
    at = data.at(data.households, place)
    every = [_scores(data, place, at, domain) for domain in GOAL_DOMAINS.ids]
    ends = ("", *(f"/domain:{domain}" for domain in GOAL_DOMAINS.ids))
    return [
        _share(data, place, scores, course, f"{COURSES[course]}{end}")
        for end, scores in zip(ends, (_together(every), *every), strict=True)
        for course in range(len(COURSES))
    ]


def _scores(data: StudyData, place: Place, at: Ints, domain: str) -> _Scores:
    diagnoses, scale = data.diagnoses, data.config.diagnosis
    column = GOAL_DOMAINS.ids.index(domain)
    family = at[diagnoses.in_diagnosis[at, column]]
    unknown = np.full(family.size, MISSING, dtype=np.int64)
    if scale is None or scale.reliability is None:
        return _Scores(course=unknown, family=family, method=NO_RELIABILITY)
    spread = _spread(diagnoses.pre[_macroregion(data, place), column])
    if spread is None:
        return _Scores(course=unknown, family=family, method=NO_SPREAD)
    pre, post = diagnoses.pre[family, column], diagnoses.post[family, column]
    try:
        result = reliable_change(pre, post, sd_before=spread, reliability=scale.reliability)
    except InsufficientDataError:  # no family has both scores: all of them are missing
        return _Scores(course=unknown, family=family, method=COMPUTED)
    change = post - pre
    course = np.where(np.isnan(change), MISSING, UNCHANGED)
    course[change > result.critical_change] = COURSES.index("improved")
    course[change < -result.critical_change] = COURSES.index("worse")
    return _Scores(course=course.astype(np.int64), family=family, method=COMPUTED)


def _together(parts: Sequence[_Scores]) -> _Scores:
    """Return the scores of all domains; the method says why where none could be computed."""
    methods = [part.method for part in parts]
    return _Scores(
        course=np.concatenate([part.course for part in parts]),
        family=np.concatenate([part.family for part in parts]),
        method=COMPUTED if COMPUTED in methods else methods[0],
    )


def _share(data: StudyData, place: Place, scores: _Scores, course: int, group: str) -> Value:
    known, counted = scores.course != MISSING, scores.course == course
    hits, total = (_per_team(data, place, scores.family[rows]) for rows in (counted, known))
    missing = int(np.count_nonzero(~known))
    row = clustered_share(hits, total, n_missing=missing, group=group, period=data.period)
    if row.status != "ok":
        found = (int(counted.sum()), int(known.sum()))
        row = counted_share(*found, n_missing=missing, group=group, period=data.period)
    return replace(
        row,
        n=_distinct(data, scores.family[known]),
        method=row.method if known.any() else scores.method,
    )


def _per_team(data: StudyData, place: Place, family: Ints) -> Ints:
    team = data.households.team[family]
    numbers = np.bincount(team, minlength=len(data.teams))[data.teams_at(place)]
    return np.asarray(numbers, dtype=np.int64)


def _distinct(data: StudyData, family: Ints) -> int:
    there = np.zeros(data.households.team.size, dtype=bool)
    there[family] = True
    return int(np.count_nonzero(there))


def _macroregion(data: StudyData, place: Place) -> Ints:
    (whole,) = (one for one in data.places("macroregion") if one.macroregion == place.macroregion)
    return data.at(data.households, whole)


def _spread(scores: Floats) -> float | None:
    known = scores[~np.isnan(scores)]
    if known.size < MIN_SCORES or np.ptp(known) == 0:
        return None
    return float(np.std(known, ddof=1))
