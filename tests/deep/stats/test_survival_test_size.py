"""How often tests of survival reject in simulated pilots without differences, and with one.

Thirty teams of 5 to 9 families, 172 in all; whole months, watched for 15; outcomes of a team go
together through a normal variable, so that hazards are exactly equal on average over teams. That
chose what clustered tests are referred to.
"""

import math

import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.stats.cox_hazards_clustered import clustered_hazards
from kooperacja_eval.stats.log_rank import log_rank

pytestmark = pytest.mark.deep

LEVEL = 0.05
SEED = 20_201_231
ALIKE = 0.1
N_RANK, N_TREND = 1000, 100

# fmt: off
TEAMS = np.array([
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
# fmt: on
TEAM = np.repeat(np.arange(TEAMS.size), TEAMS)
VOIVODESHIP = TEAM // 6
AREAS = np.repeat([0, 1, 2, 3], [13, 5, 8, 4])


def allowed(n_pilots):
    """Three Monte Carlo standard errors and one point, since references are approximate."""
    return 3 * math.sqrt(LEVEL * (1 - LEVEL) / n_pilots) + 0.01


def draw_months(rng, alike, log_ratio=0.0):
    team, family = rng.normal(size=TEAMS.size)[TEAM], rng.normal(size=TEAM.size)
    normal = math.sqrt(alike) * team + math.sqrt(1 - alike) * family
    months = np.ceil(-stats.norm.logsf(normal) / (0.11 * np.exp(log_ratio)))
    return np.minimum(months, 15), (months <= 15).astype(float)


def draw_areas(rng):
    return rng.permutation(AREAS)[TEAM]


def draw_sex(rng):
    return rng.integers(0, 2, TEAM.size)


def p_values(draw_groups, *, log_ratio=0.0, **options):
    """P of the test between clusters, of R's robust score, and without teams: (pilots, 3)."""
    rng = np.random.default_rng(SEED)
    found = []
    for _ in range(N_RANK):
        groups = draw_groups(rng)
        months, done = draw_months(rng, ALIKE, log_ratio * (groups == 1))
        result = log_rank(months, done, groups, clusters=TEAM, **options)
        test = result.clustered
        found.append((test.p_value, test.score_p_value, result.p_value))
    return np.array(found)


@pytest.mark.parametrize(
    ("draw_groups", "options"),
    [
        (draw_areas, {}),
        (draw_areas, {"strata": VOIVODESHIP}),
        (draw_areas, {"weights": "peto"}),
        (draw_sex, {}),
    ],
)
def test_equal_hazards_are_rejected_as_rarely_as_stated(draw_groups, options):
    rejected = (p_values(draw_groups, **options) < LEVEL).mean(axis=0)
    assert rejected[0] == pytest.approx(LEVEL, abs=allowed(N_RANK))


def test_without_teams_areas_seem_to_differ():
    # why there is a test between clusters
    rejected = (p_values(draw_areas) < LEVEL).mean(axis=0)
    assert rejected[2] > 0.1


def test_comparing_teams_finds_more_than_the_robust_score():
    # one area of five teams has 1.8 times the hazard
    rejected = (p_values(draw_areas, log_ratio=0.6) < LEVEL).mean(axis=0)
    assert rejected[0] > 0.25
    assert rejected[0] > 1.5 * rejected[1]


def test_proportional_hazards_of_teams_are_rejected_rarely():
    rng = np.random.default_rng(SEED)
    rejected = 0
    for _ in range(N_TREND):
        intensity = rng.normal(size=TEAMS.size)[TEAM]
        months, done = draw_months(rng, ALIKE, 0.4 * intensity)
        result = clustered_hazards(months, done, intensity[:, None], TEAM, names=["intensity"])
        rejected += result.p_value < LEVEL
    assert rejected / N_TREND <= LEVEL + allowed(N_TREND)
