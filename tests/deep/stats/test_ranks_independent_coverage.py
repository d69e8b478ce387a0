"""Coverage of the intervals of Cliff's delta in simulated surveys at two waves.

Thirty teams of 5 to 9 people, 172 in all, rate on five points at both waves; other people answer
each time, and those of a team are alike to the degree of the intra-cluster correlation (ICC). A
team stands partly where it stood before. Six teams are those of one voivodeship.
"""

import math

import numpy as np
import pytest

from kooperacja_eval.stats.ranks_independent import cliffs_delta

pytestmark = pytest.mark.deep

N_SURVEYS = 1_000
SEED = 20_201_231
MONTE_CARLO = math.sqrt(0.95 * 0.05 / N_SURVEYS)  # 0.0069, standard error of a coverage
TOLERANCE = 3 * MONTE_CARLO
CUTS = np.array([-1.2, -0.4, 0.4, 1.2])  # of a normal into five points
SAME_TEAM = 0.7  # correlation of what a team has in common, between the waves
N_TRUE = 60_000  # teams from which the true delta is taken: its error is below 0.003

# fmt: off
TEAMS = np.array([
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
# fmt: on


def draw(sizes, shift, icc, rng):
    """Ratings of two waves and the team of each rating, the same teams at both."""
    team = np.repeat(np.arange(sizes.size), sizes)
    common = rng.normal(size=sizes.size)
    changed = SAME_TEAM * common + math.sqrt(1 - SAME_TEAM**2) * rng.normal(size=sizes.size)
    own, of_team = math.sqrt(1 - icc), math.sqrt(icc)
    before = of_team * common[team] + own * rng.normal(size=team.size)
    after = shift + of_team * changed[team] + own * rng.normal(size=team.size)
    return np.digitize(before, CUTS).astype(float), np.digitize(after, CUTS).astype(float), team


def coverage(sizes, shift, icc, *, clustered):
    """Share of surveys in which the interval holds the true delta."""
    rng = np.random.default_rng(SEED)
    before, after, _ = draw(np.resize(sizes, N_TRUE), shift, icc, rng)
    true = cliffs_delta(before, after).estimate
    held = 0
    for _ in range(N_SURVEYS):
        before, after, team = draw(sizes, shift, icc, rng)
        clusters = {"first_clusters": team, "second_clusters": team} if clustered else {}
        result = cliffs_delta(before, after, **clusters)
        held += result.ci_low <= true <= result.ci_high
    return held / N_SURVEYS


@pytest.mark.parametrize("icc", [0.0, 0.1, 0.3])
@pytest.mark.parametrize("shift", [0.0, 0.5, 1.2])  # delta of 0, 0.26 and 0.56
def test_teams_that_answer_at_both_waves(shift, icc):
    assert coverage(TEAMS, shift, icc, clustered=True) == pytest.approx(0.95, abs=TOLERANCE)


@pytest.mark.parametrize("shift", [0.0, 0.5])
def test_six_teams(shift):
    assert coverage(TEAMS[:6], shift, 0.1, clustered=True) == pytest.approx(0.95, abs=TOLERANCE)


@pytest.mark.parametrize("n", [15, 172])
@pytest.mark.parametrize("shift", [0.0, 0.5, 1.2])
def test_independent_values(shift, n):
    held = coverage(np.ones(n, dtype=int), shift, 0.0, clustered=False)
    assert held == pytest.approx(0.95, abs=TOLERANCE)


def test_without_clusters_alike_teams_are_covered_too_rarely():
    # The same surveys both times, so that the difference has next to no Monte Carlo error.
    without = coverage(TEAMS, 0.5, 0.3, clustered=False)
    assert without < coverage(TEAMS, 0.5, 0.3, clustered=True) - 0.015
