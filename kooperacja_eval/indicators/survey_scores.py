"""Scores on the scales of surveys, and how reliable they are."""

import numpy as np

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.survey_pairs import Ints
from kooperacja_eval.indicators.survey_reach import groups_of
from kooperacja_eval.indicators.survey_scoring import Floats
from kooperacja_eval.indicators.values import Value, mean
from kooperacja_eval.stats.alpha import cronbach_alpha
from kooperacja_eval.stats.cluster_icc import cluster_icc
from kooperacja_eval.stats.omega import mcdonald_omega


def joined(scale: str, group: str) -> str:
    """Return how values name a group of respondents on a scale."""
    return f"{scale}/{group}" if group else scale


def scale_score(data: StudyData, place: Place) -> list[Value]:
    """Mean score on each scale in each wave, over everybody who answered enough of its items.

    Linked or not does not matter here. The interval respects teams; within one team it takes the
    respondents as independent.
    """
    surveys, values = data.surveys, []
    for wave in surveys.waves:
        here = surveys.wave == wave
        for scale in surveys.scales["scale"]:
            scores = surveys.scores(str(scale))
            if np.isnan(scores[here]).all():
                continue
            for group, rows in groups_of(surveys, place):
                chosen = here & rows
                clusters = None if place.level == "pzk" else surveys.cluster[chosen]
                values.append(
                    mean(scores[chosen], clusters, group=joined(str(scale), group), wave=wave)
                )
    return values


def scale_reliability(data: StudyData, place: Place) -> list[Value]:
    """Reliability of each scale in each wave: alpha, omega, and how alike a team's members are.

    Alpha and omega use respondents who answered every item of the scale; the intraclass
    correlation uses every score.
    """
    surveys, values = data.surveys, []
    inside = surveys.inside(place)
    for wave in surveys.waves:
        rows = inside & (surveys.wave == wave)
        for scale in surveys.scales["scale"]:
            answers, _ = surveys.oriented(str(scale))
            asked = answers[rows][:, ~np.isnan(answers[rows]).all(axis=0)]
            if not asked.size:
                continue
            scores, teams = surveys.scores(str(scale))[rows], surveys.cluster[rows]
            values += [_alpha(asked, str(scale), wave), _omega(asked, str(scale), wave)]
            values.append(_team_likeness(scores, teams, str(scale), wave))
    return values


def _alpha(answers: Floats, scale: str, wave: str) -> Value:
    try:
        result = cronbach_alpha(answers)
    except InsufficientDataError:
        return _undefined(answers, "alpha_feldt", scale, wave)
    return Value(
        method="alpha_feldt",
        value=result.alpha,
        ci_low=result.ci_low,
        ci_high=result.ci_high,
        n=result.n_subjects,
        n_missing=result.n_dropped,
        group=scale,
        wave=wave,
    )


def _omega(answers: Floats, scale: str, wave: str) -> Value:
    try:
        result = mcdonald_omega(answers)
    except InsufficientDataError:
        return _undefined(answers, "omega_ml", scale, wave)
    return Value(
        method="omega_ml",
        value=result.omega,
        n=result.n_subjects,
        n_missing=result.n_dropped,
        group=scale,
        wave=wave,
    )


def _team_likeness(scores: Floats, teams: Ints, scale: str, wave: str) -> Value:
    try:
        result = cluster_icc(scores, teams)
    except InsufficientDataError:
        return _undefined(scores[:, None], "icc_team", scale, wave)
    return Value(
        method="icc_team",
        value=result.icc,
        ci_low=result.ci_low,
        ci_high=result.ci_high,
        n=result.n,
        n_missing=result.n_dropped,
        group=scale,
        wave=wave,
    )


def _undefined(answers: Floats, method: str, scale: str, wave: str) -> Value:
    """Return a row that says that the data do not allow a value."""
    complete = int((~np.isnan(answers).any(axis=1)).sum())
    return Value(
        method=method,
        n=complete,
        n_missing=len(answers) - complete,
        group=scale,
        wave=wave,
        status="insufficient",
    )
