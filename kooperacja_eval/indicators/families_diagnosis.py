"""Change of diagnosis: means before, then and after by domain, and response shift.

Before (``pre``), then (before as judged after) and after (``post``) are three variables: each has
its own rows and its own families, and none stands in the place of another. The border: families
with both scores of a difference; changes of single families belong to
``families_diagnosis_reliable``, and what those without a score after may do to the mean to
``families_diagnosis_missing``. Groups do not count; a change is no effect of the programme.

Over all domains: the mean over families of each family's mean over its domains, so that a family
with many domains weighs no more than one with few. Higher scores are better (study.toml).
"""

from dataclasses import replace
from typing import Final

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.families_diagnosis_data import Scores
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.units import Floats
from kooperacja_eval.indicators.values import Value, mean
from kooperacja_eval.stats.paired_effect import hedges_g_paired
from kooperacja_eval.stats.response_shift import response_shift

STANDARDISED: Final = "paired_hedges_g_before"
STANDARDISED_GROUPS: Final = "paired_hedges_g_before_groups"
"""Method with very many teams, left out by groups (``Scores.clusters``)."""


def domain_change(data: StudyData, place: Place) -> list[Value]:
    """Means before, then and after, and the changes post - pre and post - then, each apart.

    By domain the families diagnosed in it count; without the score, or one of the two, they are
    missing. Of a macroregion also the change post - pre in standard deviations of the scores before
    (Hedges' g, errors between teams).
    """
    at = data.at(data.households, place)
    rows: list[Value] = []
    for end, scores in data.diagnoses.parts(at):
        states = {"pre": scores.pre, "then": scores.then, "post": scores.post}
        rows += [_mean(data, state, scores, f"{name}{end}") for name, state in states.items()]
        changes = {"post_minus_pre": scores.change_pre, "post_minus_then": scores.change_then}
        rows += [
            replace(_mean(data, change, scores, f"{name}{end}"), change_type="difference")
            for name, change in changes.items()
        ]
        if place.level == "macroregion":
            rows.append(_standardised(data, scores, f"post_minus_pre{end}"))
    return rows


def diagnosis_shift(data: StudyData, place: Place) -> list[Value]:
    """Response shift: the state before as judged after, less as scored before; by domain and all.

    Of families with both scores. Of a macroregion also in standard deviations of the scores before
    of these families. A finding about the measure: no score is corrected by it.
    """
    at = data.at(data.households, place)
    rows: list[Value] = []
    for end, scores in data.diagnoses.parts(at):
        group = f"then_minus_pre{end}"
        row = replace(_mean(data, scores.shift, scores, group), change_type="difference")
        rows.append(row)
        if place.level == "macroregion":
            rows.append(_standardised_shift(scores, row))
    return rows


def _mean(data: StudyData, values: Floats, scores: Scores, group: str) -> Value:
    return mean(values, scores.team, group=group, period=data.period)


def _standardised(data: StudyData, scores: Scores, group: str) -> Value:
    known = int(np.count_nonzero(~np.isnan(scores.change_pre)))
    row = Value(
        method=STANDARDISED_GROUPS if scores.many_teams else STANDARDISED,
        n=known,
        n_missing=scores.change_pre.size - known,
        group=group,
        period=data.period,
        change_type="standardised",
        status="insufficient",
    )
    try:
        result = hedges_g_paired(
            scores.first, scores.last, standardiser="before", clusters=scores.clusters
        )
    except InsufficientDataError:
        return row
    return replace(
        row, value=result.estimate, ci_low=result.ci_low, ci_high=result.ci_high, status="ok"
    )


def _standardised_shift(scores: Scores, plain: Value) -> Value:
    row = replace(
        plain,
        method="shift_over_sd_before",
        change_type="standardised",
        numerator=None,
        denominator=None,
        value=None,
        ci_low=None,
        ci_high=None,
        status="insufficient",
    )
    try:
        result = response_shift(scores.pre, scores.then, scores.post, clusters=scores.team)
    except InsufficientDataError:
        return row
    return replace(row, value=result.standardised_shift, status="ok")
