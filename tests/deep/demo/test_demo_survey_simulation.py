"""What ``truth.json`` says of the surveys is what estimates of many studies average.

200 seeds of the pool of the small demo; each estimate is the mean of respondents' scale scores,
scored as the questionnaire says (mean of the answered items, half of them at least).
"""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from kooperacja_eval.demo.members import make_members
from kooperacja_eval.demo.parameters import EFFECTS
from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.survey_form import Form, survey_forms
from kooperacja_eval.demo.survey_model import WaveDraw, draw_surveys
from kooperacja_eval.demo.survey_parameters import SURVEY_EFFECTS, WAVES
from kooperacja_eval.demo.survey_pool import Pool, make_pool
from kooperacja_eval.demo.survey_truth import survey_truth
from kooperacja_eval.demo.teams import make_teams

pytestmark = pytest.mark.deep

SEEDS = 200
# 29 quantities: by chance, one in 500 runs has one of them beyond four standard errors.
MOST_ERRORS = 4.0
SCALES = list(SURVEY_EFFECTS.means)
FORMS = survey_forms(SURVEY_EFFECTS)


@pytest.fixture(scope="module")
def pool() -> Pool:
    plan = make_plan()
    first, second, third = np.random.default_rng(2019).spawn(3)
    teams = make_teams(plan, EFFECTS, first)
    members = make_members(plan, teams, second)
    return make_pool(teams, members, SURVEY_EFFECTS, third)


def scores(form: Form, drawn: WaveDraw, scale: int, *, then: bool) -> NDArray[np.float64]:
    here = (form.scale == scale) & (form.then == then)
    codes = drawn.ratings[:, here].astype(float)
    codes[(codes < 1) | (codes > 5)] = np.nan
    keyed = np.where(form.reverse[here], 6 - codes, codes)
    enough = np.isfinite(keyed).sum(axis=1) >= here.sum() / 2
    result = np.full(len(keyed), np.nan)
    result[enough] = np.nanmean(keyed[enough], axis=1)
    return result


def estimates(pool: Pool, seed: int) -> dict[tuple[str, str], float]:
    draw = draw_surveys(pool, FORMS, SURVEY_EFFECTS, np.random.default_rng(seed))
    found: dict[tuple[str, str], float] = {}
    by_person: dict[tuple[str, str], NDArray[np.float64]] = {}
    for form, drawn in zip(FORMS, draw.waves, strict=True):
        for scale, then in sorted(set(zip(form.scale.tolist(), form.then.tolist(), strict=True))):
            where = "then" if then else form.wave
            score = scores(form, drawn, scale, then=then)
            found[SCALES[scale], where] = float(np.nanmean(score))
            spread = np.full(len(pool), np.nan)
            spread[drawn.person] = np.where(draw.linkable[drawn.person], score, np.nan)
            by_person[SCALES[scale], where] = spread
    for scale_name in SCALES:
        if (scale_name, "ex_ante") in by_person:
            pairs = by_person[scale_name, "ex_post"] - by_person[scale_name, "ex_ante"]
            found[scale_name, "paired change"] = float(np.nanmean(pairs))
    for scale_name in SURVEY_EFFECTS.then_shift:
        pairs = by_person[scale_name, "then"] - by_person[scale_name, "ex_ante"]
        found[scale_name, "paired shift"] = float(np.nanmean(pairs))
    return found


def test_estimates_average_the_planted_values(pool: Pool) -> None:
    truth = survey_truth(
        pool, FORMS, draw_surveys(pool, FORMS, SURVEY_EFFECTS, np.random.default_rng(0)),
        SURVEY_EFFECTS,
    )  # fmt: skip
    expected = {
        (scale, wave): mean
        for scale, by_wave in truth["scale_means"].items()
        for wave, mean in by_wave.items()
    }
    expected |= {(scale, "then"): mean for scale, mean in truth["then_means"].items()}
    changes = truth["scale_changes"]["ex_post-ex_ante"]
    expected |= {(scale, "paired change"): change for scale, change in changes.items()}
    shifts = truth["response_shift"]
    expected |= {(scale, "paired shift"): shift for scale, shift in shifts.items()}
    runs = [estimates(pool, seed) for seed in range(1, SEEDS + 1)]
    assert set(runs[0]) == set(expected)
    assert {wave for _, wave in expected} >= set(WAVES)
    for what, value in expected.items():
        found = np.array([run[what] for run in runs])
        error = found.std(ddof=1) / math.sqrt(SEEDS)
        assert abs(found.mean() - value) < MOST_ERRORS * error, (what, found.mean(), value, error)
        # an error so small that a wrong formula would show: teams and persons weigh most
        assert error < 0.01, what
