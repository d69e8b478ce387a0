"""Coverage of the interval of the mean level of cooperation, which leaves out one reporter a time.

Each simulated team has the same partners with their own standing; reporters are drawn anew, each
with a leaning of its own. The truth is the mean over what such reporters report on average.
"""

import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.tie_levels import mean_tie_level

pytestmark = pytest.mark.deep

LEVEL = 0.95
N_SAMPLES = 1_500
SEED = 20_201_231
MONTE_CARLO = math.sqrt(LEVEL * (1 - LEVEL) / N_SAMPLES)  # 0.0056, standard error of a coverage
HIGHEST = 5


def draw_levels(standing, *, response, rng, n_samples):
    """Levels, shape (samples, n, n): base, partner, reporter and the answer itself, rounded."""
    n = standing.size
    leaning = rng.normal(0, 0.5, (n_samples, n, 1))
    answer = rng.normal(0, 0.6, (n_samples, n, n))
    levels = np.clip(np.round(2.4 + standing + leaning + answer), 0, HIGHEST)
    levels[:, np.eye(n, dtype=bool)] = np.nan
    responded = rng.random((n_samples, n)) < response
    levels[~responded] = np.nan
    return levels, responded


@pytest.mark.parametrize("n", [6, 12, 20])
@pytest.mark.parametrize("response", [1.0, 0.8])
def test_the_mean_is_covered_nearly_as_stated(n, response):
    # Levels are cut and rounded and t(G - 1) is no more than near: 1 point is allowed for
    rng = np.random.default_rng([SEED, n, round(10 * response)])
    standing = rng.normal(0, 0.6, n)
    many, _ = draw_levels(standing, response=1.0, rng=rng, n_samples=20_000)
    truth = float(np.nanmean(many))
    samples, responded = draw_levels(standing, response=response, rng=rng, n_samples=N_SAMPLES)
    covered = []
    for levels, present in zip(samples, responded, strict=True):
        try:
            result = mean_tie_level(levels, present, highest=HIGHEST, confidence_level=LEVEL)
        except InsufficientDataError:  # one of 6 answered, or two with the same mean
            continue
        covered.append(result.ci_low <= truth <= result.ci_high)
    assert len(covered) > 0.99 * N_SAMPLES
    assert np.mean(covered) == pytest.approx(LEVEL, abs=3 * MONTE_CARLO + 0.01)


def test_reports_are_not_independent_of_each_other():
    # The interval that takes each report for its own is far too narrow: this is what it is for
    rng = np.random.default_rng(SEED)
    standing = rng.normal(0, 0.6, 12)
    many, _ = draw_levels(standing, response=1.0, rng=rng, n_samples=20_000)
    samples, _ = draw_levels(standing, response=1.0, rng=rng, n_samples=N_SAMPLES)
    values = samples[~np.isnan(samples)].reshape(N_SAMPLES, -1)
    means, errors = values.mean(axis=1), values.std(axis=1, ddof=1) / math.sqrt(values.shape[1])
    naive = np.mean(np.abs(means - np.nanmean(many)) <= 1.96 * errors)
    assert naive < 0.85
