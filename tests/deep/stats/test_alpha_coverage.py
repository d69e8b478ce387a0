"""Coverage of Feldt's interval of alpha and of the F interval of the ICC of clusters."""

import math

import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.stats.alpha import cronbach_alpha
from kooperacja_eval.stats.cluster_icc import cluster_icc

pytestmark = pytest.mark.deep

LEVEL = 0.95
N_SAMPLES = 4_000
SEED = 20_201_231
MONTE_CARLO = math.sqrt(LEVEL * (1 - LEVEL) / N_SAMPLES)  # 0.0034, standard error of a coverage


def draw_scales(n, k, alpha, rng, *, n_samples=N_SAMPLES):
    """Normal scores, shape (samples, n, k), of parallel items whose alpha is this."""
    correlation = alpha / (k - (k - 1) * alpha)
    trait = rng.standard_normal((n_samples, n, 1))
    error = rng.standard_normal((n_samples, n, k))
    return math.sqrt(correlation) * trait + math.sqrt(1 - correlation) * error


def feldt(scores):
    _, n, k = scores.shape
    parts = scores.var(axis=1, ddof=1).sum(axis=1)
    alpha = k / (k - 1) * (1 - parts / scores.sum(axis=2).var(axis=1, ddof=1))
    tail = (1 - LEVEL) / 2
    upper, lower = (
        stats.f.isf(tail, n - 1, (n - 1) * (k - 1)),
        stats.f.ppf(tail, n - 1, (n - 1) * (k - 1)),
    )
    return 1 - (1 - alpha) * upper, 1 - (1 - alpha) * lower


def test_the_simulated_formula_is_the_function():
    scores = draw_scales(20, 5, 0.7, np.random.default_rng(SEED), n_samples=100)
    results = [cronbach_alpha(sample, confidence_level=LEVEL) for sample in scores]
    low, high = feldt(scores)
    assert [result.ci_low for result in results] == pytest.approx(low)
    assert [result.ci_high for result in results] == pytest.approx(high)


@pytest.mark.parametrize(("n", "k"), [(10, 3), (30, 5), (120, 10)])
@pytest.mark.parametrize("alpha", [0.0, 0.5, 0.8])
def test_parallel_normal_items_are_covered_as_stated(n, k, alpha):
    # Exact: three Monte Carlo standard errors
    rng = np.random.default_rng([SEED, n, k, round(10 * alpha)])
    low, high = feldt(draw_scales(n, k, alpha, rng))
    coverage = np.mean((low <= alpha) & (alpha <= high))
    assert coverage == pytest.approx(LEVEL, abs=3 * MONTE_CARLO)


def test_answers_in_five_steps_are_covered_nearly_as_stated():
    # Normal scores cut into 1 to 5 at -1.5, -0.5, 0.5, 1.5; alpha of the cut scores from a sample
    # of 400,000. No more than 1.5 points off.
    cuts = [-1.5, -0.5, 0.5, 1.5]
    rng = np.random.default_rng(SEED)
    large = np.digitize(draw_scales(400_000, 5, 0.8, rng, n_samples=1)[0], cuts).astype(float)
    truth = cronbach_alpha(large).alpha
    low, high = feldt(np.digitize(draw_scales(60, 5, 0.8, rng), cuts).astype(float))
    assert np.mean((low <= truth) & (truth <= high)) == pytest.approx(LEVEL, abs=0.015)


# fmt: off
TEAMS = np.array([  # families of the thirty teams
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
# fmt: on


def draw_values(sizes, icc, rng, n_samples):
    team = rng.standard_normal((n_samples, sizes.size)).repeat(sizes, axis=1)
    return math.sqrt(icc) * team + math.sqrt(1 - icc) * rng.standard_normal(team.shape)


@pytest.mark.parametrize("sizes", [TEAMS, np.full(6, 5), np.array([2, 2, 3, 4, 9, 12])])
@pytest.mark.parametrize("icc", [0.0, 0.1, 0.4])
def test_the_icc_of_clusters_is_covered_nearly_as_stated(sizes, icc):
    # 1,000 pilots through the function itself: a Monte Carlo standard error of 0.0069. Exact for
    # clusters of one size; for unequal ones at most one point more is allowed for.
    rng = np.random.default_rng([SEED, sizes.size, round(10 * icc), int(sizes[-1])])
    labels = np.arange(sizes.size).repeat(sizes)
    results = [cluster_icc(values, labels) for values in draw_values(sizes, icc, rng, 1000)]
    coverage = np.mean([result.ci_low <= icc <= result.ci_high for result in results])
    assert coverage == pytest.approx(LEVEL, abs=3 * 0.0069 + 0.01 * (np.ptp(sizes) > 0))
