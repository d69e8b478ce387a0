"""Where outcomes are missing at random, those known mislead and weights do not.

Thirty teams of 5 to 9 families, 172 in all, or the first twelve with 65. Covariates and what the
outcome has of its own are normal, alike within teams (ICC 0.1); the outcome is 0 on average, and
the higher the covariates, the sooner it is missing. The figures stand in the docstring of
dropout_weighted_mean.
"""

import math

import numpy as np
import pytest
from scipy.special import expit

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.dropout_weights import dropout_weighted_mean, dropout_weighted_share

pytestmark = pytest.mark.deep

LEVEL = 0.95
N_PILOTS = 200
N_PILOTS_STATED = 2_000
SEED = 20_201_231
ICC = 0.1
STRENGTH = 1.2  # log odds of being missing for one standard deviation of the covariates together

# fmt: off
SIZES = np.array([  # 35, 30, 33, 35 and 39 families of the five voivodeships
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
# fmt: on
ESTIMATORS = {"mean": dropout_weighted_mean, "share": dropout_weighted_share}
TRUTH = {"mean": 0.0, "share": 0.5}

# (teams, covariates, constant of the log odds of being missing, estimator): coverage, mean estimate
# and mean of the known alone of 2,000 pilots; the comment says how many are missing on average
STATED = {
    (30, 1, -2.3, "mean"): (0.94, -0.003, -0.1402),  # 23 of 172
    (30, 3, -2.3, "mean"): (0.9587, 0.0014, -0.1385),  # 24 of 172
    (30, 3, -1.0, "mean"): (0.9574, 0.0042, -0.2913),  # 54 of 172
    (30, 3, -1.0, "share"): (0.9599, 0.5015, 0.4156),  # 54 of 172
    (12, 1, -1.0, "mean"): (0.9436, -0.0227, -0.2942),  # 20 of 65
    (12, 2, -1.0, "share"): (0.9697, 0.4992, 0.4188),  # 20 of 65
}


def normal(team, rng):
    return math.sqrt(ICC) * rng.normal(size=team[-1] + 1)[team] + math.sqrt(1 - ICC) * rng.normal(
        size=team.size
    )


def simulate(n_teams, k, constant, name, n_pilots=N_PILOTS):
    """Means and SD of covered or not, estimate and mean of the known, where defined."""
    rng = np.random.default_rng([SEED, n_teams, k, round(-100 * constant), name == "mean"])
    team = np.repeat(np.arange(n_teams), SIZES[:n_teams])
    names = [f"x{place}" for place in range(k)]
    rows = []
    for _ in range(n_pilots):
        covariates = np.column_stack([normal(team, rng) for _ in range(k)])
        together = covariates.sum(axis=1) / math.sqrt(k)
        outcome = together + normal(team, rng)
        if name == "share":
            outcome = (outcome > 0).astype(float)
        outcome[rng.random(team.size) < expit(constant + STRENGTH * together)] = np.nan
        try:
            result = ESTIMATORS[name](
                outcome, covariates, team, names=names, confidence_level=LEVEL
            )
        except InsufficientDataError:  # too few missing in this pilot
            continue
        covered = result.ci_low <= TRUTH[name] <= result.ci_high
        rows.append((covered, result.estimate, result.unweighted))
    assert len(rows) > 0.8 * n_pilots
    return np.mean(rows, axis=0), np.std(rows, axis=0)


@pytest.mark.parametrize("scenario", STATED)
def test_weights_cover_as_stated(scenario):
    # Four standard errors of the difference of a figure of 200 pilots to one of 2,000.
    figures, spread = simulate(*scenario)
    for figure, stated, deviation in zip(figures, STATED[scenario], spread, strict=True):
        error = deviation * math.sqrt(1 / N_PILOTS + 1 / N_PILOTS_STATED)
        assert figure == pytest.approx(stated, abs=4 * error)
