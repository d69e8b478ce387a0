"""Intervals of survey indicators cover what the demo planted.

200 seeds of the pool of the demo, scored and estimated by the indicators themselves. Nominal 95 %;
one scale has a Monte Carlo error of sqrt(.95 * .05 / 200) = 1.5 points: 3.5 of them are 5.4 points.
"""

from collections import defaultdict

import numpy as np
import pytest

from kooperacja_eval.demo.members import make_members
from kooperacja_eval.demo.parameters import EFFECTS
from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.survey_form import survey_forms
from kooperacja_eval.demo.survey_frames import simulate_surveys
from kooperacja_eval.demo.survey_parameters import INSTRUMENT, SURVEY_EFFECTS, VERSION, WAVES
from kooperacja_eval.demo.survey_pool import make_pool
from kooperacja_eval.demo.survey_truth import survey_means
from kooperacja_eval.demo.teams import make_teams
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.survey_compare import compared, paired_difference
from kooperacja_eval.indicators.survey_data import SurveyData
from kooperacja_eval.indicators.survey_improved import _matching_scores, _three
from kooperacja_eval.indicators.values import mean
from kooperacja_eval.instruments.questionnaires import questionnaire
from kooperacja_eval.stats.clustered_difference import clustered_difference

pytestmark = pytest.mark.deep

SEEDS = 200
Found = dict[tuple[str, tuple[str, ...]], list[bool]]
Truth = dict[str, dict[str, float]]


def outcomes(surveys: SurveyData, inside: Place, truth: Truth, found: Found) -> None:
    for scale in map(str, surveys.scales["scale"]):
        scores = surveys.scores(scale)
        for wave in truth[scale]:
            if wave != "then":
                here = surveys.wave == wave
                value = mean(scores[here], surveys.cluster[here])
                note(
                    found,
                    "scale_score",
                    (scale, wave),
                    value.ci_low,
                    value.ci_high,
                    truth[scale][wave],
                )
        for pair in surveys.pairs:
            if not {pair.before, pair.after} <= set(truth[scale]):
                continue
            change = truth[scale][pair.after] - truth[scale][pair.before]
            _, both = next(compared(surveys, inside, pair, scores))
            value = paired_difference(both, scale, pair)
            key = (scale, pair.name)
            note(found, "paired", key, value.ci_low, value.ci_high, change)
            apart = clustered_difference(
                both.first, both.second, both.first_teams, both.second_teams
            )
            note(found, "unlinked", key, apart.ci_low, apart.ci_high, change)
        then, asked = surveys.oriented(scale, measure="then")
        if asked:
            pair = next(p for p in surveys.pairs if p.name == "ex_ante/ex_post")
            links = surveys.links(pair)
            past, now = _matching_scores(surveys, scale, then, asked)
            teams = surveys.cluster[links.before]
            three = _three(
                now[links.before], past[links.after], now[links.after], teams, scale, pair
            )
            shift = truth[scale]["then"] - truth[scale]["ex_ante"]
            note(found, "response_shift", (scale,), three[0].ci_low, three[0].ci_high, shift)


def note(
    found: Found,
    method: str,
    key: tuple[str, ...],
    low: float | None,
    high: float | None,
    truth: float,
) -> None:
    assert low is not None
    assert high is not None
    found[method, key].append(low <= truth <= high)


def test_intervals_cover_the_planted_values_at_their_nominal_level() -> None:
    plan = make_plan()
    first, second, third = np.random.default_rng(2019).spawn(3)
    teams = make_teams(plan, EFFECTS, first)
    pool = make_pool(teams, make_members(plan, teams, second), SURVEY_EFFECTS, third)
    forms = survey_forms(SURVEY_EFFECTS)
    truth = survey_means(pool, forms, SURVEY_EFFECTS)
    known = questionnaire(INSTRUMENT, VERSION)
    place = Place(level="voivodeship", macroregion="I", voivodeships=tuple(set(pool.places)))
    found: Found = defaultdict(list)
    for seed in range(1, SEEDS + 1):
        frames = simulate_surveys(pool, np.random.default_rng(seed), forms=forms)
        tables = {
            "respondents": frames.respondents, "answers": frames.answers,
            "items": known.items, "scales": known.scales,
        }  # fmt: skip
        outcomes(SurveyData(tables=tables, wave_order=WAVES), place, truth, found)
    by_method: dict[str, list[float]] = defaultdict(list)
    for (method, _), hits in found.items():
        by_method[method].append(float(np.mean(hits)))
    assert set(by_method) == {"scale_score", "paired", "unlinked", "response_shift"}
    for method, shares in by_method.items():
        assert 0.92 <= np.mean(shares) <= 0.98, method
        assert min(shares) >= 0.95 - 0.054, method
