"""Coverage of bootstrap intervals of a mean: the figures in the docstring of bootstrap_mean."""

import math

import numpy as np
import pytest

from kooperacja_eval.stats.bootstrap import bootstrap_mean

pytestmark = pytest.mark.deep

LEVEL = 0.95
N_SAMPLES = 500
N_SAMPLES_STATED = 5_000
RESAMPLES = 999
SEED = 20_201_231

DRAWS = {  # and their true means
    "normal": (lambda rng, n: rng.normal(size=n), 0.0),
    "log-normal": (lambda rng, n: rng.lognormal(size=n), math.exp(0.5)),
}

# (values, n): coverage of 5,000 samples
STATED = {
    ("normal", 30): {"bca": 0.9272, "percentile": 0.9306, "basic": 0.9300},
    ("normal", 172): {"bca": 0.9446, "percentile": 0.9448, "basic": 0.9458},
    ("log-normal", 30): {"bca": 0.8888, "percentile": 0.8798, "basic": 0.8580},
    ("log-normal", 172): {"bca": 0.9208, "percentile": 0.9232, "basic": 0.9144},
}


def simulate(kind, n, n_samples=N_SAMPLES):
    rng = np.random.default_rng([SEED, n, kind == "normal"])
    draw, truth = DRAWS[kind]
    covered = dict.fromkeys(("bca", "percentile", "basic"), 0)
    for _ in range(n_samples):
        values = draw(rng, n)
        for method in covered:
            result = bootstrap_mean(
                values, method=method, resamples=RESAMPLES, confidence_level=LEVEL, rng=rng
            )
            covered[method] += result.ci_low <= truth <= result.ci_high
    return {method: count / n_samples for method, count in covered.items()}


@pytest.mark.parametrize(("kind", "n"), STATED)
def test_intervals_of_a_mean_cover_as_stated(kind, n):
    # Four standard errors of the difference of a coverage of 500 samples to one of 5,000.
    for method, coverage in simulate(kind, n).items():
        stated = STATED[kind, n][method]
        error = math.sqrt(stated * (1 - stated) * (1 / N_SAMPLES + 1 / N_SAMPLES_STATED))
        assert coverage == pytest.approx(stated, abs=4 * error)


def test_bca_is_the_best_of_the_three_for_few_skewed_values():
    coverages = STATED["log-normal", 30]
    assert max(coverages, key=coverages.__getitem__) == "bca"
