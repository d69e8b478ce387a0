"""Who improved, single items, and how ratings of the past differ from those made at the time."""

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.survey_compare import (
    Compared,
    compared,
    paired_difference,
    paired_mean,
)
from kooperacja_eval.indicators.survey_data import Bools, SurveyData
from kooperacja_eval.indicators.survey_pairs import Ints, Pair
from kooperacja_eval.indicators.survey_reach import TOTAL
from kooperacja_eval.indicators.survey_scoring import Floats
from kooperacja_eval.indicators.values import Value, share_values
from kooperacja_eval.stats.alpha import cronbach_alpha
from kooperacja_eval.stats.reliable_change import reliable_change
from kooperacja_eval.stats.response_shift import MeanChange, response_shift

SMALLEST_STEP = 1e-9
"""Changes below it are rounding of scores, not improvement."""
MIN_SCORES = 2
"""Fewer have no spread."""
READINGS = ("then_minus_pre", "post_minus_pre", "post_minus_then")
"""The three differences of a then-test, kept apart."""


def improved_share(data: StudyData, place: Place) -> list[Value]:
    """Linked respondents whose score became better, among those with both scores, by scale.

    The second group of a scale, ``.../reliable``, counts only changes that the unreliability of the
    scale does not explain (Jacobson and Truax, with alpha and spread of the earlier wave).
    """
    surveys, values = data.surveys, []
    for pair in surveys.pairs:
        for scale in surveys.scales.itertuples():
            name = str(scale.scale)
            scores = surveys.scores(name) * (-1.0 if scale.direction == "lower" else 1.0)
            both = next(both for group, both in compared(surveys, place, pair, scores))
            if scale.direction == "none" or not both.asked_twice:
                continue
            known = ~np.isnan(both.before) & ~np.isnan(both.after)
            change = both.after[known] - both.before[known]
            values += _shares(change > SMALLEST_STEP, known, both, name, pair)
            earlier = surveys.inside(place) & (surveys.wave == pair.before)
            reliable = _reliably_better(surveys, name, earlier, both, known)
            if reliable is not None:
                values += _shares(reliable, known, both, f"{name}/reliable", pair)
    return values


def _shares(improved: Bools, known: Bools, both: Compared, group: str, pair: Pair) -> list[Value]:
    teams = both.teams[known]
    size = int(teams.max(initial=-1)) + 1
    trials = np.bincount(teams, minlength=size)
    better = np.bincount(teams[improved], minlength=size)
    return share_values(
        better[trials > 0],
        trials[trials > 0],
        n_missing=int((~known).sum()),
        group=group,
        wave=pair.name,
        change_type="share_improved",
    )


def _reliably_better(
    surveys: SurveyData, scale: str, earlier: Bools, both: Compared, known: Bools
) -> Bools | None:
    """Return who improved reliably; None where the scale has no reliability to go by.

    Reliability and spread are those of the same respondents: all of the earlier wave of the place.
    """
    answers = surveys.oriented(scale)[0][earlier]
    asked = answers[:, ~np.isnan(answers).all(axis=0)]
    scores = np.concatenate([both.before, both.first])
    if np.count_nonzero(~np.isnan(scores)) < MIN_SCORES:
        return None
    try:
        result = reliable_change(
            both.before[known],
            both.after[known],
            sd_before=float(np.nanstd(scores, ddof=1)),
            reliability=cronbach_alpha(asked).alpha,
        )
    except (InsufficientDataError, ValueError):
        return None
    return np.asarray(both.after[known] - both.before[known] > result.critical_change)


def item_change(data: StudyData, place: Place) -> list[Value]:
    """Mean change of each rated item between two waves, linked respondents, not reversed."""
    surveys, values = data.surveys, []
    for pair in surveys.pairs:
        for item in surveys.items.loc[surveys.items["measure"] == "current", "item_id"]:
            answers = surveys.answers(str(item))
            for group, both in compared(surveys, place, pair, answers):
                if group == TOTAL and both.asked_twice:
                    values.append(paired_difference(both, str(item), pair))
    return values


def response_shift_values(data: StudyData, place: Place) -> list[Value]:
    """Three differences of scales with a then-test, each with its own pairs, never pooled.

    ``then_minus_pre`` is the response shift, ``post_minus_pre`` the change against the rating made
    at the time, ``post_minus_then`` the change against the rating made afterwards. All three use
    the items that the then-test asks again.
    """
    surveys, values = data.surveys, []
    inside = surveys.inside(place)
    for scale in surveys.scales["scale"]:
        then, asked = surveys.oriented(str(scale), measure="then")
        if not asked:
            continue
        then_scores, now_scores = _matching_scores(surveys, str(scale), then, asked)
        for pair in surveys.pairs:
            links = surveys.links(pair)
            chosen = inside[links.before]
            before, after = links.before[chosen], links.after[chosen]
            if np.isnan(then_scores[after]).all():
                continue
            teams = surveys.cluster[before]
            pre, post = now_scores[before], now_scores[after]
            values += _three(pre, then_scores[after], post, teams, str(scale), pair)
    return values


def _matching_scores(
    surveys: SurveyData, scale: str, then: Floats, asked: tuple[str, ...]
) -> tuple[Floats, Floats]:
    """Return scores of the then-test, and of the present over the same items only."""
    now, names = surveys.oriented(scale)
    same = now[:, [names.index(name) for name in asked]]
    return (
        surveys.score_of(scale, then, asked, measure="then"),
        surveys.score_of(scale, same, asked),
    )


def _three(
    pre: Floats, then: Floats, post: Floats, teams: Ints, scale: str, pair: Pair
) -> list[Value]:
    differences = dict(zip(READINGS, (then - pre, post - pre, post - then), strict=True))
    try:
        result = response_shift(pre, then, post, clusters=teams)
    except InsufficientDataError:  # one of the three has too little; the others may still be given
        return [paired_mean(differences[name], teams, f"{scale}/{name}", pair) for name in READINGS]
    changes = (result.shift, result.change_pre, result.change_then)
    return [
        _difference(change, differences[name], f"{scale}/{name}", pair)
        for name, change in zip(READINGS, changes, strict=True)
    ]


def _difference(change: MeanChange, raw: Floats, group: str, pair: Pair) -> Value:
    known = raw[~np.isnan(raw)]
    return Value(
        method=f"paired_{change.method}",
        numerator=float(known.sum()),
        denominator=float(known.size),
        value=change.estimate,
        ci_low=change.ci_low,
        ci_high=change.ci_high,
        n=int(known.size),
        n_missing=int(raw.size) - int(known.size),
        group=group,
        wave=pair.name,
        change_type="difference",
    )
