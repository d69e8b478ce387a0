"""Coverage of SALib's bootstrap intervals of Sobol indices: the figures in the docstring.

Five synthetic units, 120 analyses of 1024 samples each. The true indices come from all six choices
with 100,000 weightings, by the definition of a Sobol index.
"""

import math

import numpy as np
import pytest

from kooperacja_eval.stats.composite_sampling import OUTPUTS, outputs_of
from kooperacja_eval.stats.composite_scenarios import scenarios_of, setting_of
from kooperacja_eval.stats.composite_sensitivity import composite_sensitivity

pytestmark = pytest.mark.deep

PARTS = np.array([[90.0, 80, 70], [50, 55, 45], [60, 10, 95], [20, 30, 15], [80, 85, 40]])
ENDS = [[0, 100]] * 3
LEVEL = 0.95
RUNS = 120
MONTE_CARLO = math.sqrt(LEVEL * (1 - LEVEL) / RUNS)  # 0.020, standard error of a coverage
SEED = 20_201_231


@pytest.fixture(scope="module")
def truth(n_weights=100_000):
    setting = setting_of(
        PARTS, goalposts=ENDS, groups=None, normalisations=["goalposts", "min_max", "z"],
        aggregations=["geometric", "arithmetic"], missing="require", floor=1,
    )  # fmt: skip
    terms = [one.terms for one in scenarios_of(setting)]
    weights = np.random.default_rng(SEED).dirichlet(np.ones(3), n_weights)
    cases = [np.full(n_weights, case) for case in range(len(terms))]
    runs = np.array([outputs_of(terms, setting.places, case, weights) for case in cases])
    found = []
    for place in range(len(OUTPUTS)):
        table = runs[:, place].reshape(3, 2, n_weights)
        for axis in range(3):
            others = tuple({0, 1, 2} - {axis})
            first = table.mean(axis=others).var() / table.var()
            found.append((first, table.var(axis=axis).mean() / table.var()))
    return np.array(found)


def simulate(n_samples, truth):
    rng = np.random.default_rng(SEED)
    covered = []
    for _ in range(RUNS):
        indices = composite_sensitivity(
            PARTS, goalposts=ENDS, n_samples=n_samples, resamples=200, confidence_level=LEVEL,
            rng=rng,
        ).indices  # fmt: skip
        low = np.array([(one.first_low, one.total_low) for one in indices])
        high = np.array([(one.first_high, one.total_high) for one in indices])
        covered.append((low <= truth) & (truth <= high))
    return np.mean(covered, axis=0)


def test_intervals_of_1024_samples_cover_95_percent_or_more(truth):
    # The sample fills its space evenly, which the bootstrap does not know: intervals are wide.
    assert np.all(simulate(1024, truth) >= LEVEL - 3 * MONTE_CARLO)


def test_intervals_of_256_samples_can_cover_too_little(truth):
    assert simulate(256, truth).min() < LEVEL - 3 * MONTE_CARLO
