"""Coverage of intervals at stated times: the figures in the docstring of survival_at.

Thirty teams of 5 to 9 families, 172 in all. The logarithm of the months until the end and what kind
of end it is are each alike within teams to the degree of the intra-cluster correlation (ICC); a
fifth withdraws. Half have ended after 10 months; watching stops after 8 to 20.
"""

import math

import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.stats.survival_at import incidence_at, survival_at

pytestmark = pytest.mark.deep

LEVEL = 0.95
N_PILOTS = 1_000
N_PILOTS_STATED = 5_000
SEED = 20_201_231

# fmt: off
SIZES = np.array([  # 35, 30, 33, 35 and 39 families of the five voivodeships
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
# fmt: on
TEAM = np.repeat(np.arange(SIZES.size), SIZES)
MONTHS = np.array([6.0, 10.0, 13.0])
HALF_ENDED, SPREAD, WITHDRAWN = 10.0, 0.45, 0.2
ENDED = stats.norm.cdf(np.log(MONTHS / HALF_ENDED) / SPREAD)
TRUTH = {
    "still there": 1 - ENDED,
    "still there, teams ignored": 1 - ENDED,
    "completed": (1 - WITHDRAWN) * ENDED,
    "withdrawn": WITHDRAWN * ENDED,
}

# ICC: coverage at 6, 10 and 13 months of 5,000 pilots
STATED = {
    0.1: {
        "still there": (0.9544, 0.9540, 0.9500),
        "still there, teams ignored": (0.9270, 0.9184, 0.9188),
        "completed": (0.9524, 0.9514, 0.9544),
        "withdrawn": (0.9799, 0.9516, 0.9544),
    },
    0.3: {
        "still there": (0.9458, 0.9560, 0.9600),
        "still there, teams ignored": (0.8712, 0.8472, 0.8784),
        "completed": (0.9422, 0.9528, 0.9574),
        "withdrawn": (0.9840, 0.9492, 0.9484),
    },
}


def clustered_normal(icc, rng):
    team = rng.normal(size=SIZES.size)[TEAM]
    return math.sqrt(icc) * team + math.sqrt(1 - icc) * rng.normal(size=TEAM.size)


def draw(icc, rng):
    """Months, rounded up to quarters so that families end together, and ends."""
    months = HALF_ENDED * np.exp(SPREAD * clustered_normal(icc, rng))
    end = np.where(clustered_normal(icc, rng) < stats.norm.ppf(WITHDRAWN), 2.0, 1.0)
    watched = rng.uniform(8, 20, TEAM.size)
    time = np.ceil(4 * np.minimum(months, watched)) / 4
    return time, np.where(months <= watched, end, 0.0)


def simulate(icc, n_pilots=N_PILOTS):
    """Coverage by curve and month, of the pilots in which there is an interval."""
    rng = np.random.default_rng([SEED, round(100 * icc)])
    hits = {name: np.zeros((2, MONTHS.size)) for name in TRUTH}
    for _ in range(n_pilots):
        time, end = draw(icc, rng)
        ended = (end > 0).astype(float)
        lines = (
            survival_at(time, ended, MONTHS, TEAM, confidence_level=LEVEL),
            survival_at(time, ended, MONTHS, confidence_level=LEVEL),
            incidence_at(time, end, 1, MONTHS, TEAM, causes=2, confidence_level=LEVEL),
            incidence_at(time, end, 2, MONTHS, TEAM, causes=2, confidence_level=LEVEL),
        )
        for (name, truth), line in zip(TRUTH.items(), lines, strict=True):
            for place, (one, value) in enumerate(zip(line, truth, strict=True)):
                if one.ci_low is not None:
                    hits[name][:, place] += one.ci_low <= value <= one.ci_high, 1
    return {name: covered / pilots for name, (covered, pilots) in hits.items()}


@pytest.mark.parametrize("icc", STATED)
def test_thirty_teams_cover_as_stated(icc):
    # Four standard errors of the difference of a coverage of 1,000 pilots to one of 5,000.
    for name, coverage in simulate(icc).items():
        stated = np.array(STATED[icc][name])
        error = np.sqrt(stated * (1 - stated) * (1 / N_PILOTS + 1 / N_PILOTS_STATED))
        assert np.all(np.abs(coverage - stated) < 4 * error), (name, coverage)
