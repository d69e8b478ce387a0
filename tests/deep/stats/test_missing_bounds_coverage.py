"""Coverage of intervals for bounds in simulated pilots: figures in the docstring of mean_bounds.

Thirty teams of 5 to 9 families, 172 in all, or the six teams of one voivodeship. The missing
outcomes are all as bad as can be, so that the true share lies on the lower bound: no other place
is as hard to hold.
"""

import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.missing_bounds import share_bounds

pytestmark = pytest.mark.deep

LEVEL = 0.95
N_PILOTS = 600
N_PILOTS_STATED = 10_000
SEED = 20_201_231

# fmt: off
SIZES = np.array([  # 35, 30, 33, 35 and 39 families of the five voivodeships
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
# fmt: on
IMPROVED = 0.6

# (teams, ICC, share missing): coverage of the true share, and of both bounds by the wider interval
STATED = {
    (30, 0.05, 0.05): (0.9506, 0.9489),
    (30, 0.05, 0.2): (0.9446, 0.9517),
    (30, 0.2, 0.05): (0.9447, 0.9449),
    (30, 0.2, 0.2): (0.9426, 0.9544),
    (6, 0.05, 0.05): (0.9496, 0.9436),
    (6, 0.05, 0.2): (0.9468, 0.9549),
    (6, 0.2, 0.05): (0.9428, 0.9416),
    (6, 0.2, 0.2): (0.9404, 0.9469),
}


def simulate(n_teams, icc, missing, n_pilots=N_PILOTS):
    """Coverage of the true share, and of both bounds, where they are defined."""
    rng = np.random.default_rng([SEED, n_teams, round(100 * icc), round(100 * missing)])
    team = np.repeat(np.arange(n_teams), SIZES[:n_teams])
    spread = 1 / icc - 1
    of_mean = of_bounds = undefined = 0
    for _ in range(n_pilots):
        share = rng.beta(IMPROVED * spread, (1 - IMPROVED) * spread, n_teams)[team]
        outcome = (rng.random(team.size) < share).astype(float)
        lost = (outcome == 0) & (rng.random(team.size) < missing / (1 - IMPROVED))
        outcome[lost] = np.nan
        try:
            narrow = share_bounds(outcome, team, confidence_level=LEVEL)
        except InsufficientDataError:  # a bound is the same in all six teams
            undefined += 1
            continue
        wide = share_bounds(outcome, team, covers="bounds", confidence_level=LEVEL)
        of_mean += narrow.ci_low <= IMPROVED <= narrow.ci_high
        of_bounds += wide.ci_low <= IMPROVED and IMPROVED + missing <= wide.ci_high
    defined = n_pilots - undefined
    assert undefined <= n_pilots / 1000
    return of_mean / defined, of_bounds / defined


@pytest.mark.parametrize("scenario", STATED)
def test_bounds_are_covered_as_stated(scenario):
    # Four standard errors of the difference of a coverage of 600 pilots to one of 10,000.
    for coverage, stated in zip(simulate(*scenario), STATED[scenario], strict=True):
        error = math.sqrt(stated * (1 - stated) * (1 / N_PILOTS + 1 / N_PILOTS_STATED))
        assert coverage == pytest.approx(stated, abs=4 * error)
