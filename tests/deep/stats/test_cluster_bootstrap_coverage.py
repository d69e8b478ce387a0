"""Coverage of intervals from resampled teams: the figures in the docstring of cluster_bootstrap.

Thirty teams of 5 to 9 people, 172 in all. The score before and the change are normal; both are
alike within teams to the degree of the intra-cluster correlation (ICC).
"""

import math

import numpy as np
import pytest

from kooperacja_eval.stats.cluster_bootstrap import (
    cluster_bootstrap,
    cluster_sums,
    mean_of_sums,
    paired_g_of_sums,
)

pytestmark = pytest.mark.deep

LEVEL = 0.95
N_PILOTS = 600
N_PILOTS_STATED = 5_000
RESAMPLES = 999
SEED = 20_201_231

# fmt: off
SIZES = np.array([  # 35, 30, 33, 35 and 39 people of the five voivodeships
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
# fmt: on
TEAM = np.repeat(np.arange(SIZES.size), SIZES)
MEAN_CHANGE, SPREAD_OF_CHANGE = 0.3, 0.8
TRUE_G = MEAN_CHANGE / math.sqrt((1 + 1 + SPREAD_OF_CHANGE**2) / 2)

# (ICC, statistic): coverage of 5,000 pilots, 999 resamples each
STATED = {
    (0.1, "change"): {"studentised": 0.9456, "bca": 0.9280, "percentile": 0.9300, "basic": 0.9296},
    (0.1, "g"): {"studentised": 0.9484, "bca": 0.9344, "percentile": 0.9310, "basic": 0.9386},
    (0.3, "change"): {"studentised": 0.9482, "bca": 0.9332, "percentile": 0.9312, "basic": 0.9318},
    (0.3, "g"): {"studentised": 0.9482, "bca": 0.9362, "percentile": 0.9344, "basic": 0.9400},
}


def clustered_normal(icc, rng):
    team = rng.normal(size=SIZES.size)[TEAM]
    return math.sqrt(icc) * team + math.sqrt(1 - icc) * rng.normal(size=TEAM.size)


def draw_sums(icc, rng):
    x = clustered_normal(icc, rng)
    y = x + MEAN_CHANGE + SPREAD_OF_CHANGE * clustered_normal(icc, rng)
    ones = np.ones(TEAM.size)
    change = cluster_sums(TEAM, ones, y - x)
    return change, cluster_sums(TEAM, ones, x, x * x, y, y * y, x * y)


def simulate(icc, name, n_pilots=N_PILOTS):
    """Coverage of the four intervals."""
    rng = np.random.default_rng([SEED, round(100 * icc), name == "g"])
    statistic = {"change": mean_of_sums, "g": paired_g_of_sums}[name]
    truth = {"change": MEAN_CHANGE, "g": TRUE_G}[name]
    covered = dict.fromkeys(("studentised", "bca", "percentile", "basic"), 0)
    for _ in range(n_pilots):
        sums = draw_sums(icc, rng)[name == "g"]
        for method in covered:
            result = cluster_bootstrap(
                sums, statistic, method=method, resamples=RESAMPLES,
                confidence_level=LEVEL, rng=rng,
            )  # fmt: skip
            covered[method] += result.ci_low <= truth <= result.ci_high
    return {method: count / n_pilots for method, count in covered.items()}


@pytest.mark.parametrize(("icc", "name"), STATED)
def test_thirty_resampled_teams_cover_as_stated(icc, name):
    # Four standard errors of the difference of a coverage of 600 pilots to one of 5,000.
    for method, coverage in simulate(icc, name).items():
        stated = STATED[icc, name][method]
        error = math.sqrt(stated * (1 - stated) * (1 / N_PILOTS + 1 / N_PILOTS_STATED))
        assert coverage == pytest.approx(stated, abs=4 * error)


def test_the_studentised_interval_is_the_one_nearest_to_the_nominal_level():
    for coverages in STATED.values():
        missed = {method: abs(coverage - LEVEL) for method, coverage in coverages.items()}
        assert min(missed, key=missed.__getitem__) == "studentised"
        assert missed["studentised"] < 4 * math.sqrt(LEVEL * (1 - LEVEL) / N_PILOTS_STATED)
