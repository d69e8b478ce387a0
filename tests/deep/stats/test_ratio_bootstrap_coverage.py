"""Coverage of cost per family from resampled teams: the figures in the docstring.

Thirty teams of 5 to 9 families, the first twelve and the first six of them. A family costs 1 on
average; costs of teams and of families are log-normal. What is shared costs half as much again.
"""

import math

import numpy as np
import pytest

from kooperacja_eval.stats.ratio_bootstrap import bootstrap_ratio
from kooperacja_eval.stats.ratios import clustered_ratio

pytestmark = pytest.mark.deep

LEVEL = 0.95
N_PILOTS = 300
N_PILOTS_STATED = 4_000
RESAMPLES = 499
SEED = 20_201_231

# fmt: off
SIZES = np.array([  # 35, 30, 33, 35 and 39 families of the five voivodeships
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
# fmt: on
SPREADS = {"even": (0.3, 0.5), "skewed": (0.6, 1.0)}  # of teams, of families: SD of the log
METHODS = ("studentised", "bca", "percentile", "linearised")

# (teams, spread of costs, what is shared): coverage of 4,000 pilots, 499 resamples each
STATED = {
    (30, "even", None): (0.9407, 0.9187, 0.9197, 0.9407),
    (30, "skewed", None): (0.924, 0.898, 0.8898, 0.914),
    (12, "even", None): (0.935, 0.8908, 0.8902, 0.935),
    (12, "skewed", None): (0.922, 0.8598, 0.848, 0.908),
    (6, "even", None): (0.9445, 0.8495, 0.8427, 0.9413),
    (6, "skewed", None): (0.908, 0.7883, 0.7722, 0.91),
    (30, "skewed", "fixed"): (0.9323, 0.9048, 0.9005),
    (6, "skewed", "fixed"): (0.912, 0.79, 0.7837),
}


def draw_costs(sizes, spread, rng):
    of_teams, of_families = SPREADS[spread]
    team = np.exp(rng.normal(-(of_teams**2) / 2, of_teams, sizes.size))
    family = np.exp(rng.normal(-(of_families**2) / 2, of_families, sizes.sum()))
    return team * np.add.reduceat(family, np.cumsum(sizes) - sizes)


def simulate(n_teams, spread, shared_rule, n_pilots=N_PILOTS):
    """Coverage of each interval; the linearised one only where nothing is shared."""
    rng = np.random.default_rng([SEED, n_teams, spread == "even", shared_rule is not None])
    sizes = SIZES[:n_teams]
    families = sizes.astype(float)
    shared = 0.5 * families.sum() if shared_rule else 0.0
    truth = 1.5 if shared_rule else 1.0
    covered = dict.fromkeys(METHODS if shared_rule is None else METHODS[:-1], 0)
    for _ in range(n_pilots):
        costs = draw_costs(sizes, spread, rng)
        for method in covered:
            if method == "linearised":
                result = clustered_ratio(costs, families, confidence_level=LEVEL)
            else:
                result = bootstrap_ratio(
                    costs, families, shared=shared, shared_rule=shared_rule or "fixed",
                    method=method, resamples=RESAMPLES, confidence_level=LEVEL, rng=rng,
                )  # fmt: skip
            covered[method] += result.ci_low <= truth <= result.ci_high
    return tuple(count / n_pilots for count in covered.values())


@pytest.mark.parametrize("scenario", STATED)
def test_resampled_costs_are_covered_as_stated(scenario):
    # Four standard errors of the difference of a coverage of 300 pilots to one of 4,000.
    for coverage, stated in zip(simulate(*scenario), STATED[scenario], strict=True):
        error = math.sqrt(stated * (1 - stated) * (1 / N_PILOTS + 1 / N_PILOTS_STATED))
        assert coverage == pytest.approx(stated, abs=4 * error)


def test_the_default_covers_best_of_the_three():
    assert all(figures[0] == max(figures[:3]) for figures in STATED.values())
