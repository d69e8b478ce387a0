"""Coverage of the intervals of Hedges' g and of the difference of two waves.

The project's thirty teams of 5 to 9 families; effects from none to large.
"""

import math

import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.stats.effect_sizes import clustered_difference, hedges_g, hedges_g_paired

pytestmark = pytest.mark.deep

LEVEL = 0.95
SEED = 20_201_231
Z = stats.norm.isf((1 - LEVEL) / 2)

# fmt: off
TEAMS = np.array([  # families of the thirty teams
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
# fmt: on


def monte_carlo(n_samples):
    """Standard error of a simulated coverage."""
    return math.sqrt(LEVEL * (1 - LEVEL) / n_samples)


def covers(results, truth):
    return np.mean([result.ci_low <= truth <= result.ci_high for result in results])


def draw_pairs(n_samples, n, correlation, spread_after, rng):
    """Normal scores before and after without any change; spread 1 before."""
    before, noise = rng.standard_normal((2, n_samples, n))
    after = correlation * before + math.sqrt(1 - correlation**2) * noise
    return before, spread_after * after


def bonett(before, after, standardiser):
    n, change = before.shape[1], after - before
    v1, v2, vd = (values.var(axis=1, ddof=1) for values in (before, after, change))
    unit = (v1 + v2) / 2 if standardiser == "average" else v1
    d = change.mean(axis=1) / np.sqrt(unit)
    covariance = (v1 + v2 - vd) / 2
    share = 1 / (2 * (n - 1))
    if standardiser == "average":
        share = (v1**2 + v2**2 + 2 * covariance**2) / (8 * unit**2 * (n - 1))
    half = Z * np.sqrt(d**2 * share + vd / (unit * (n - 1)))
    return d - half, d + half


@pytest.mark.parametrize("standardiser", ["average", "before"])
def test_the_simulated_formula_is_the_function(standardiser):
    pairs = draw_pairs(100, 12, 0.5, 1.5, np.random.default_rng(SEED))
    low, high = bonett(*pairs, standardiser)
    results = [
        hedges_g_paired(*pair, standardiser=standardiser) for pair in zip(*pairs, strict=True)
    ]
    assert [result.ci_low for result in results] == pytest.approx(low)
    assert [result.ci_high for result in results] == pytest.approx(high)


@pytest.mark.parametrize("standardiser", ["average", "before"])
@pytest.mark.parametrize("n", [10, 20, 40])
@pytest.mark.parametrize("correlation", [0.3, 0.7])
@pytest.mark.parametrize("effect", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("spread_after", [1.0, 1.5])
def test_pairs_are_covered_nearly_as_stated(standardiser, n, correlation, effect, spread_after):
    # Large-sample intervals: one point either way is allowed for, and three standard errors.
    n_samples = 10_000
    rng = np.random.default_rng([SEED, n, round(10 * correlation), round(10 * effect)])
    before, after = draw_pairs(n_samples, n, correlation, spread_after, rng)
    unit = math.sqrt((1 + spread_after**2) / 2) if standardiser == "average" else 1.0
    low, high = bonett(before, after + effect * unit, standardiser)
    coverage = np.mean((low <= effect) & (effect <= high))
    assert coverage == pytest.approx(LEVEL, abs=0.01 + 3 * monte_carlo(n_samples))


@pytest.mark.parametrize("effect", [0.0, 0.8])
def test_exact_intervals_by_the_noncentral_t(effect):
    n_samples = 300
    rng = np.random.default_rng([SEED, round(10 * effect)])
    before, after = draw_pairs(n_samples, 8, 0.5, 1.0, rng)  # differences have variance 1
    results = [
        hedges_g_paired(one, two + effect, standardiser="difference")
        for one, two in zip(before, after, strict=True)
    ]
    assert covers(results, effect) == pytest.approx(LEVEL, abs=3 * monte_carlo(n_samples))
    first, second = rng.standard_normal((n_samples, 6)), rng.standard_normal((n_samples, 9))
    results = [hedges_g(one, two + effect) for one, two in zip(first, second, strict=True)]
    assert covers(results, effect) == pytest.approx(LEVEL, abs=3 * monte_carlo(n_samples))


@pytest.mark.parametrize("effect", [0.0, 0.5])
def test_pairs_in_teams_need_the_jackknife(effect):
    # A fifth of the variance of either score is the team's, drawn anew for each wave, so that
    # families of a team change alike: the plain interval covers too little.
    n_samples, labels = 300, np.arange(30).repeat(TEAMS)
    rng = np.random.default_rng([SEED, round(10 * effect)])
    robust, plain = [], []
    for _ in range(n_samples):
        team = rng.standard_normal((2, 30)).repeat(TEAMS, axis=1)
        one, noise = rng.standard_normal((2, labels.size))
        two = 0.5 * one + math.sqrt(0.75) * noise
        before = math.sqrt(0.2) * team[0] + math.sqrt(0.8) * one
        after = math.sqrt(0.2) * team[1] + math.sqrt(0.8) * two + effect
        robust.append(hedges_g_paired(before, after, clusters=labels))
        plain.append(hedges_g_paired(before, after))
    allowed = 0.01 + 3 * monte_carlo(n_samples)
    assert covers(robust, effect) == pytest.approx(LEVEL, abs=allowed)
    assert covers(plain, effect) < LEVEL - allowed


def draw_waves(n_samples, own_wave, rng):
    """Unlinked values of two waves, shapes (samples, values), and their teams.

    The second wave has a value less in every team. A fifth of the variance is the team's; of that,
    the share own_wave is drawn anew for each wave, the rest is the same in both.
    """
    sizes = TEAMS, TEAMS - 1
    common = rng.standard_normal((n_samples, 30))
    waves = []
    for size in sizes:
        own = rng.standard_normal((n_samples, 30))
        team = math.sqrt(0.2 * (1 - own_wave)) * common + math.sqrt(0.2 * own_wave) * own
        noise = rng.standard_normal((n_samples, size.sum()))
        waves.append(team.repeat(size, axis=1) + math.sqrt(0.8) * noise)
    return waves, [np.arange(30).repeat(size) for size in sizes]


def cluster_robust(waves, sizes):
    first, second = waves
    n_first, n_second = first.shape[1], second.shape[1]
    n, teams = n_first + n_second, sizes[0].size
    residuals = [
        np.add.reduceat(wave - wave.mean(axis=1, keepdims=True), np.cumsum(size) - size, axis=1)
        for wave, size in zip(waves, sizes, strict=True)
    ]
    sums = residuals[1] / n_second - residuals[0] / n_first
    variance = teams / (teams - 1) * (n - 1) / (n - 2) * np.sum(sums**2, axis=1)
    difference = second.mean(axis=1) - first.mean(axis=1)
    half = stats.t.isf((1 - LEVEL) / 2, teams - 1) * np.sqrt(variance)
    return difference - half, difference + half


def test_the_simulated_difference_is_the_function():
    waves, labels = draw_waves(50, 0.5, np.random.default_rng(SEED))
    low, high = cluster_robust(waves, (TEAMS, TEAMS - 1))
    results = [clustered_difference(*pair, *labels) for pair in zip(*waves, strict=True)]
    assert [result.ci_low for result in results] == pytest.approx(low)
    assert [result.ci_high for result in results] == pytest.approx(high)


@pytest.mark.parametrize("own_wave", [0.0, 0.5, 1.0])
def test_waves_of_thirty_teams_are_covered_nearly_as_stated(own_wave):
    # CR1 with t(29): half a point either way is allowed for, and three standard errors.
    n_samples = 10_000
    waves, _ = draw_waves(n_samples, own_wave, np.random.default_rng([SEED, round(10 * own_wave)]))
    low, high = cluster_robust(waves, (TEAMS, TEAMS - 1))
    coverage = np.mean((low <= 0) & (high >= 0))
    assert coverage == pytest.approx(LEVEL, abs=0.005 + 3 * monte_carlo(n_samples))


def test_waves_as_if_independent_cover_too_much_or_too_little():
    # Where teams keep their level it drops out of the difference, and Welch's interval is too wide;
    # where they change level, it is too narrow.
    coverages = []
    for own_wave in (0.0, 1.0):
        (first, second), _ = draw_waves(5_000, own_wave, np.random.default_rng(SEED))
        interval = stats.ttest_ind(second, first, axis=1, equal_var=False).confidence_interval()
        coverages.append(np.mean((interval.low <= 0) & (interval.high >= 0)))
    assert coverages[0] > 0.965
    assert coverages[1] < 0.88
