"""Coverage of the clustered intervals in simulated pilots: the figures of docs/methods_proportions.

Thirty teams of 5 to 9 families in five voivodeships, 172 families in all, and the six teams of one
voivodeship. Families of a team are alike to the degree of the intra-cluster correlation (ICC).
"""

import math

import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.stats.proportions import clustered_proportion, wilson_interval
from kooperacja_eval.stats.ratios import clustered_ratio

pytestmark = pytest.mark.deep

LEVEL = 0.95
N_PILOTS = 20_000
SEED = 20_201_231
MONTE_CARLO = math.sqrt(LEVEL * (1 - LEVEL) / N_PILOTS)  # 0.0015, standard error of a coverage

# fmt: off
TEAMS = np.array([  # 35, 30, 33, 35 and 39 families of the five voivodeships
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
# fmt: on
SIZES = {30: TEAMS, 6: TEAMS[:6]}
COMPLETED_SHARE = 0.8139  # 140 of 172


def draw_successes(sizes, share, icc, rng):
    """Beta-binomial successes, shape (pilots, teams), of pilots with neither none nor all."""
    shape = (N_PILOTS, sizes.size)
    if icc > 0:
        spread = 1 / icc - 1
        share = rng.beta(share * spread, (1 - share) * spread, shape)
    successes = rng.binomial(sizes, share, shape)
    total = successes.sum(axis=1)
    return successes[(total > 0) & (total < sizes.sum())]


def linearised(successes, sizes):
    """Share and its CR1 variance, one of each for every pilot."""
    n, g = sizes.sum(), sizes.size
    share = successes.sum(axis=1) / n
    residuals = successes - share[:, None] * sizes
    return share, g / (g - 1) * (residuals**2).sum(axis=1) / n**2


def wilson(share, n, quantile):
    width = quantile**2 / n
    centre = (share + width / 2) / (1 + width)
    half = np.sqrt(width * (share * (1 - share) + width / 4)) / (1 + width)
    return centre - half, centre + half


def plain_wilson(successes, sizes):
    n = sizes.sum()
    return wilson(successes.sum(axis=1) / n, n, stats.norm.isf((1 - LEVEL) / 2))


def clustered_wilson(successes, sizes):
    share, variance = linearised(successes, sizes)
    n, z = sizes.sum(), stats.norm.isf((1 - LEVEL) / 2)
    t = stats.t.isf((1 - LEVEL) / 2, sizes.size - 1)
    independent = share * (1 - share) / (n - 1)
    return wilson(share, n / np.maximum(1, variance / independent * (t / z) ** 2), z)


def clustered_logit(successes, sizes):
    share, variance = linearised(successes, sizes)
    t = stats.t.isf((1 - LEVEL) / 2, sizes.size - 1)
    centre, half = np.log(share / (1 - share)), t * np.sqrt(variance) / (share * (1 - share))
    return 1 / (1 + np.exp(half - centre)), 1 / (1 + np.exp(-half - centre))


METHODS = (clustered_wilson, clustered_logit, plain_wilson)


def coverage_and_width(interval, truth):
    low, high = interval
    return np.mean((low <= truth) & (truth <= high)), np.mean(high - low)


def simulate(n_teams, share, icc):
    """Coverage and mean width of each method, and the share of pilots left out as undefined."""
    rng = np.random.default_rng([SEED, n_teams, round(1e4 * share), round(100 * icc)])
    sizes = SIZES[n_teams]
    successes = draw_successes(sizes, share, icc, rng)
    figures = [coverage_and_width(method(successes, sizes), share) for method in METHODS]
    return figures, 1 - len(successes) / N_PILOTS


@pytest.mark.parametrize("icc", [0, 0.2])
@pytest.mark.parametrize("n_teams", SIZES)
def test_the_simulated_formula_is_the_function(n_teams, icc):
    sizes = SIZES[n_teams]
    successes = draw_successes(sizes, COMPLETED_SHARE, icc, np.random.default_rng(SEED))[:200]
    low, high = clustered_wilson(successes, sizes)
    results = [clustered_proportion(pilot, sizes, confidence_level=LEVEL) for pilot in successes]
    assert [result.ci_low for result in results] == pytest.approx(low, rel=1e-9)
    assert [result.ci_high for result in results] == pytest.approx(high, rel=1e-9)
    low, high = plain_wilson(successes, sizes)
    results = [wilson_interval(int(pilot.sum()), int(sizes.sum())) for pilot in successes]
    assert [result.ci_low for result in results] == pytest.approx(low, rel=1e-9)
    assert [result.ci_high for result in results] == pytest.approx(high, rel=1e-9)


# (teams, share, ICC): coverage of clustered Wilson, clustered logit, plain Wilson
STATED = {
    (30, 0.8139, 0): (0.9625, 0.9548, 0.9490),
    (30, 0.8139, 0.05): (0.9556, 0.9557, 0.9244),
    (30, 0.8139, 0.1): (0.9525, 0.9548, 0.8938),
    (30, 0.8139, 0.2): (0.9481, 0.9518, 0.8368),
    (30, 0.5, 0): (0.9589, 0.9516, 0.9448),
    (30, 0.5, 0.05): (0.9528, 0.9525, 0.9143),
    (30, 0.5, 0.1): (0.9507, 0.9521, 0.8803),
    (30, 0.5, 0.2): (0.9527, 0.9550, 0.8244),
    (30, 0.95, 0): (0.9670, 0.9613, 0.9644),
    (30, 0.95, 0.05): (0.9611, 0.9616, 0.9480),
    (30, 0.95, 0.1): (0.9535, 0.9554, 0.9252),
    (30, 0.95, 0.2): (0.9425, 0.9455, 0.8834),
    (6, 0.8139, 0): (0.9871, 0.9771, 0.9504),
    (6, 0.8139, 0.05): (0.9837, 0.9804, 0.9208),
    (6, 0.8139, 0.1): (0.9798, 0.9815, 0.8924),
    (6, 0.8139, 0.2): (0.9803, 0.9885, 0.8347),
    (6, 0.5, 0): (0.9796, 0.9577, 0.9577),
    (6, 0.5, 0.05): (0.9735, 0.9597, 0.9316),
    (6, 0.5, 0.1): (0.9678, 0.9609, 0.9037),
    (6, 0.5, 0.2): (0.9594, 0.9614, 0.8466),
    (6, 0.95, 0): (0.9784, 0.9630, 0.9645),
    (6, 0.95, 0.05): (0.9759, 0.9727, 0.9446),
    (6, 0.95, 0.1): (0.9751, 0.9766, 0.9216),
    (6, 0.95, 0.2): (0.9739, 0.9817, 0.8744),
}


@pytest.mark.parametrize("scenario", STATED)
def test_coverage_is_as_stated(scenario):
    # Same seed, same figures; another version of numpy may draw others, which differ by Monte
    # Carlo error: four standard errors of a difference, and the rounding of the figure stated.
    figures, _ = simulate(*scenario)
    for (coverage, _), stated in zip(figures, STATED[scenario], strict=True):
        error = math.sqrt(2 * stated * (1 - stated) / N_PILOTS)
        assert coverage == pytest.approx(stated, abs=4 * error + 0.00005)


@pytest.mark.parametrize("icc", [0, 0.05, 0.1, 0.2])
def test_with_thirty_teams_the_clustered_interval_covers_95_percent(icc):
    (coverage, _), _, _ = simulate(30, COMPLETED_SHARE, icc)[0]
    assert LEVEL - 3 * MONTE_CARLO <= coverage <= 0.97


@pytest.mark.parametrize("icc", [0, 0.05, 0.1, 0.2])
def test_with_six_teams_the_clustered_interval_errs_on_the_wide_side(icc):
    (coverage, _), _, _ = simulate(6, COMPLETED_SHARE, icc)[0]
    assert LEVEL - 3 * MONTE_CARLO <= coverage <= 0.995


@pytest.mark.parametrize("n_teams", SIZES)
@pytest.mark.parametrize(("icc", "at_most"), [(0.1, 0.92), (0.2, 0.87)])
def test_wilson_as_if_families_were_independent_covers_too_little(n_teams, icc, at_most):
    *_, (coverage, _) = simulate(n_teams, COMPLETED_SHARE, icc)[0]
    assert coverage + 3 * MONTE_CARLO < at_most


@pytest.mark.parametrize("icc", [0, 0.05, 0.1, 0.2])
def test_with_six_teams_the_logit_interval_is_wider_for_no_gain(icc):
    (coverage, width), (_, logit_width), _ = simulate(6, COMPLETED_SHARE, icc)[0]
    assert coverage >= LEVEL
    assert width < logit_width


def draw_costs(sizes, team_spread, family_spread, rng):
    """Costs of teams, shape (pilots, teams), with an expected cost of 1 per family."""
    team = np.exp(rng.normal(-(team_spread**2) / 2, team_spread, (N_PILOTS, sizes.size)))
    family = np.exp(rng.normal(-(family_spread**2) / 2, family_spread, (N_PILOTS, sizes.sum())))
    return team * np.add.reduceat(family, np.cumsum(sizes) - sizes, axis=1)


def simulate_costs(n_teams, team_spread, family_spread):
    """Coverage of the interval on the log scale and of the plain one, and ends below 0."""
    sizes = SIZES[n_teams]
    rng = np.random.default_rng([SEED, n_teams, round(10 * team_spread), round(10 * family_spread)])
    cost, variance = linearised(draw_costs(sizes, team_spread, family_spread, rng), sizes)
    half = stats.t.isf((1 - LEVEL) / 2, sizes.size - 1) * np.sqrt(variance)
    logarithmic = cost * np.exp(-half / cost), cost * np.exp(half / cost)
    plain = cost - half, cost + half
    covered = [coverage_and_width(interval, 1)[0] for interval in (logarithmic, plain)]
    return *covered, np.mean(plain[0] < 0)


def test_the_simulated_ratio_is_the_function():
    sizes = SIZES[6]
    costs = draw_costs(sizes, 0.3, 1.0, np.random.default_rng(SEED))[:200]
    cost, variance = linearised(costs, sizes)
    half = stats.t.isf((1 - LEVEL) / 2, sizes.size - 1) * np.sqrt(variance)
    results = [clustered_ratio(pilot, sizes, confidence_level=LEVEL) for pilot in costs]
    assert [result.ci_low for result in results] == pytest.approx(cost * np.exp(-half / cost))
    assert [result.ci_high for result in results] == pytest.approx(cost * np.exp(half / cost))


# (teams, spread of teams, spread of families): log-normal standard deviations; coverage of the
# interval on the log scale and of the plain one
STATED_COSTS = {
    (30, 0, 0.5): (0.9493, 0.9475),
    (30, 0, 1.0): (0.9350, 0.9283),
    (30, 0.3, 0.5): (0.9431, 0.9413),
    (30, 0.3, 1.0): (0.9304, 0.9227),
    (30, 0.6, 0.5): (0.9317, 0.9222),
    (30, 0.6, 1.0): (0.9188, 0.9038),
    (6, 0, 0.5): (0.9460, 0.9410),
    (6, 0, 1.0): (0.9284, 0.9069),
    (6, 0.3, 0.5): (0.9406, 0.9304),
    (6, 0.3, 1.0): (0.9255, 0.9000),
    (6, 0.6, 0.5): (0.9234, 0.8967),
    (6, 0.6, 1.0): (0.9083, 0.8681),
}


@pytest.mark.parametrize("scenario", STATED_COSTS)
def test_costs_are_covered_as_stated_and_better_on_the_log_scale(scenario):
    logarithmic, plain, _ = simulate_costs(*scenario)
    for coverage, stated in zip((logarithmic, plain), STATED_COSTS[scenario], strict=True):
        error = math.sqrt(2 * stated * (1 - stated) / N_PILOTS)
        assert coverage == pytest.approx(stated, abs=4 * error + 0.00005)
    assert logarithmic >= plain
