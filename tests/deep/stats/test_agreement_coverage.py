"""Coverage of the intervals of Krippendorff's alpha, AC1, and Cohen's and Fleiss' kappa.

Units have a true category; a coder takes another one by chance, drawn from the same frequencies,
with a fixed probability. The value covered is that of a sample of 200,000 units.
"""

import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.gwet import gwet_ac
from kooperacja_eval.stats.kappa import cohen_kappa, fleiss_kappa
from kooperacja_eval.stats.krippendorff import krippendorff_alpha

pytestmark = pytest.mark.deep

LEVEL = 0.95
SEED = 20_201_231
N_LARGE = 200_000

EVEN = (0.5, 0.5)
RARE = (0.9, 0.1)
FIVE = (0.2, 0.2, 0.2, 0.2, 0.2)
UNEVEN = (0.4, 0.3, 0.2, 0.1)


def draw(rng, n, shares, error, *, coders=3, missing=0.0):
    """Ratings, shape (n, coders), from 0 up; nan where one is missing."""
    truth = rng.choice(len(shares), size=(n, 1), p=shares)
    guess = rng.choice(len(shares), size=(n, coders), p=shares)
    ratings = np.where(rng.random((n, coders)) < error, guess, truth).astype(float)
    ratings[rng.random(ratings.shape) < missing] = np.nan
    return ratings


def monte_carlo(n_samples):
    """Standard error of a coverage of 95 % in so many samples."""
    return math.sqrt(LEVEL * (1 - LEVEL) / n_samples)


ALPHA_SAMPLES = 1_000  # a Monte Carlo standard error of 0.0069


@pytest.mark.parametrize(
    ("level", "n", "shares", "error", "missing"),
    [
        ("nominal", 15, EVEN, 0.2, 0.0),
        ("nominal", 30, EVEN, 0.2, 0.2),
        ("nominal", 80, RARE, 0.2, 0.0),
        ("ordinal", 30, FIVE, 0.3, 0.0),
        ("interval", 80, UNEVEN, 0.1, 0.0),
    ],
)
def test_alpha_is_covered_nearly_as_stated(level, n, shares, error, missing):
    # Three Monte Carlo standard errors, and two points more for the approximation
    rng = np.random.default_rng([SEED, n, len(shares), round(10 * missing)])
    truth = krippendorff_alpha(draw(rng, N_LARGE, shares, error, missing=missing), level=level)
    results = [
        krippendorff_alpha(
            draw(rng, n, shares, error, missing=missing), level=level, resamples=1000, rng=rng
        )
        for _ in range(ALPHA_SAMPLES)
    ]
    given = [result for result in results if result.interval == "bca_of_units"]
    assert len(given) > 0.95 * ALPHA_SAMPLES
    covered = np.mean([one.ci_low <= truth.alpha <= one.ci_high for one in given])
    assert covered == pytest.approx(LEVEL, abs=3 * monte_carlo(ALPHA_SAMPLES) + 0.02)


def test_a_rare_category_in_few_units_is_not_covered_as_stated():
    # Why the documentation asks for about 80 units: with 30 every tenth interval or more misses, or
    # there is none
    rng = np.random.default_rng(SEED)
    truth = krippendorff_alpha(draw(rng, N_LARGE, RARE, 0.2)).alpha
    covered = []
    for _ in range(ALPHA_SAMPLES):
        try:
            result = krippendorff_alpha(draw(rng, 30, RARE, 0.2), resamples=1000, rng=rng)
        except InsufficientDataError:
            continue
        if result.interval == "bca_of_units":
            covered.append(result.ci_low <= truth <= result.ci_high)
    assert len(covered) < 0.9 * ALPHA_SAMPLES
    assert 0.75 < np.mean(covered) < 0.93


SAMPLES = 1_000  # a Monte Carlo standard error of 0.0069


@pytest.mark.parametrize(
    ("n", "shares", "missing", "stated"),
    [(30, EVEN, 0.0, 0.952), (30, RARE, 0.2, 0.977), (80, UNEVEN, 0.2, 0.960)],
)
def test_ac1_is_covered_as_often_as_stated(n, shares, missing, stated):
    # Stated: coverage of nominal 95 % in 3,000 samples; within three Monte Carlo standard errors.
    # With 10 % in place of 5 % left out it was .907, .953 and .918, which would not pass
    rng = np.random.default_rng([SEED, n, len(shares), 2])
    categories = range(len(shares))
    truth = gwet_ac(draw(rng, N_LARGE, shares, 0.3, missing=missing), categories=categories)
    samples = (draw(rng, n, shares, 0.3, missing=missing) for _ in range(SAMPLES))
    results = [gwet_ac(sample, categories=categories) for sample in samples]
    # Samples of complete agreement have no interval and count as missed
    covered = [
        one.ci_low is not None and one.ci_low <= truth.coefficient <= one.ci_high for one in results
    ]
    assert np.mean(covered) == pytest.approx(stated, abs=3 * monte_carlo(SAMPLES))


@pytest.mark.parametrize(("n", "shares"), [(50, EVEN), (100, UNEVEN)])
def test_kappas_are_covered_nearly_as_stated(n, shares):
    # Large-sample intervals: three Monte Carlo standard errors, and two points more
    rng = np.random.default_rng([SEED, n, len(shares), 3])
    large = draw(rng, N_LARGE, shares, 0.3)
    cohen, fleiss = cohen_kappa(large[:, 0], large[:, 1]).kappa, fleiss_kappa(large).kappa
    covered = []
    for _ in range(SAMPLES):
        sample = draw(rng, n, shares, 0.3)
        two, three = cohen_kappa(sample[:, 0], sample[:, 1]), fleiss_kappa(sample)
        covered.append(
            [two.ci_low <= cohen <= two.ci_high, three.ci_low <= fleiss <= three.ci_high]
        )
    allowed = 3 * monte_carlo(SAMPLES) + 0.02
    assert np.mean(covered, axis=0) == pytest.approx(np.array([LEVEL, LEVEL]), abs=allowed)


@pytest.mark.parametrize("coders", [2, 4])
def test_the_tests_of_kappa_zero_reject_as_often_as_stated(coders):
    # Coders who guess: Cohen's and Fleiss' tests at 5 %, within three Monte Carlo standard errors
    # and one point more
    rng = np.random.default_rng([SEED, coders])
    rejected = []
    for _ in range(SAMPLES):
        sample = draw(rng, 80, UNEVEN, 1.0, coders=coders)
        two, many = cohen_kappa(sample[:, 0], sample[:, 1]), fleiss_kappa(sample)
        rejected.append([two.p_value < 0.05, many.p_value < 0.05])
    allowed = 3 * monte_carlo(SAMPLES) + 0.01
    assert np.mean(rejected, axis=0) == pytest.approx(np.array([0.05, 0.05]), abs=allowed)
