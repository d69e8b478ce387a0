"""Where answers are missing at random, complete cases mislead and imputation does not.

Thirty teams of 5 to 9 people, 172 in all; before is about 10 with an SD of 2, and after on average
11, the less of a gain the higher before. The figures stand in the docstring of
imputed_mean_change.
"""

import math

import numpy as np
import pytest

from kooperacja_eval.stats.means import clustered_mean
from kooperacja_eval.stats.missing_data import imputed_mean_change

pytestmark = pytest.mark.deep

LEVEL = 0.95
N_PILOTS = 300
N_PILOTS_STATED = 2_000
SEED = 20_201_231
TRUE_CHANGE = 1.0

# fmt: off
SIZES = np.array([  # 35, 30, 33, 35 and 39 people of the five voivodeships
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
# fmt: on
TEAM = np.repeat(np.arange(SIZES.size), SIZES)

# ICC: coverage of complete cases and of imputation, and their mean estimates, of 2,000 pilots
STATED = {
    0.1: {"complete": 0.8495, "complete_mean": 1.1667, "imputed": 0.9555, "imputed_mean": 0.9869},
    0.3: {"complete": 0.8855, "complete_mean": 1.1663, "imputed": 0.9305, "imputed_mean": 0.9911},
}


def clustered_normal(icc, rng):
    team = rng.normal(size=SIZES.size)[TEAM]
    return math.sqrt(icc) * team + math.sqrt(1 - icc) * rng.normal(size=TEAM.size)


def draw(icc, rng):
    """Draw scores of both waves; 10 % lack before, and high scores before often lack after."""
    before = np.round(10 + 2 * clustered_normal(icc, rng))
    after = np.round(4 + 0.7 * before + 1.5 * clustered_normal(icc, rng))
    no_before = rng.random(TEAM.size) < 0.1
    no_after = rng.random(TEAM.size) < 0.7 / (1 + np.exp(-(before - 10) / 1.5))
    return np.where(no_before, np.nan, before), np.where(~no_before & no_after, np.nan, after)


def simulate(icc, n_pilots=N_PILOTS):
    """Coverage and mean estimate of complete cases and of imputation."""
    rng = np.random.default_rng([SEED, round(100 * icc)])
    rows = []
    for _ in range(n_pilots):
        before, after = draw(icc, rng)
        complete = clustered_mean(after - before, TEAM, confidence_level=LEVEL)
        imputed = imputed_mean_change(
            before, after, None, TEAM, m=10, iterations=5, confidence_level=LEVEL, rng=rng
        )
        rows += [
            (result.ci_low <= TRUE_CHANGE <= result.ci_high, result.estimate)
            for result in (complete, imputed)
        ]
    figures = np.array(rows).reshape(n_pilots, 4).mean(axis=0)
    return dict(zip(("complete", "complete_mean", "imputed", "imputed_mean"), figures, strict=True))


@pytest.mark.parametrize("icc", STATED)
def test_imputation_covers_as_stated_and_complete_cases_mislead(icc):
    # Four standard errors of the difference between 300 and 2,000 pilots; estimates of a pilot
    # have a standard deviation of about 0.2.
    found, stated = simulate(icc), STATED[icc]
    factor = 4 * math.sqrt(1 / N_PILOTS + 1 / N_PILOTS_STATED)
    for name in ("complete", "imputed"):
        error = math.sqrt(stated[name] * (1 - stated[name]))
        assert found[name] == pytest.approx(stated[name], abs=factor * error)
        assert found[f"{name}_mean"] == pytest.approx(stated[f"{name}_mean"], abs=factor * 0.2)
    assert found["complete_mean"] - TRUE_CHANGE > 3 * abs(found["imputed_mean"] - TRUE_CHANGE)
    assert found["imputed"] > found["complete"]


def test_stated_coverage_of_imputation_is_near_nominal():
    for figures in STATED.values():
        assert 0.925 < figures["imputed"] < 0.97
        assert figures["complete"] < 0.9


def team_means(scores):
    present = ~np.isnan(scores)
    sums = np.bincount(TEAM, np.where(present, scores, 0))
    counts = np.bincount(TEAM, present)
    means = np.where(counts > 0, sums / np.maximum(counts, 1), np.nanmean(scores))
    return means[TEAM]


def test_means_of_teams_that_hold_ones_own_answer_add_to_the_bias():
    # 150 pilots: the two estimates of a pilot differ by .06 with a standard deviation near .1.
    rng = np.random.default_rng(SEED)
    differences = []
    for _ in range(150):
        before, after = draw(0.1, rng)
        means = np.column_stack([team_means(before), team_means(after)])
        with_means, without = (
            imputed_mean_change(before, after, covariates, TEAM, m=10, iterations=5, rng=rng)
            for covariates in (means, None)
        )
        differences.append(with_means.estimate - without.estimate)
    assert np.mean(differences) + 3 * np.std(differences) / math.sqrt(150) < 0
    assert np.std(differences) < 0.15
