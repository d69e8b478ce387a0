"""Coverage of the interval of the paired rank-biserial correlation in simulated pilots.

Thirty teams of 5 to 9 families, 172 in all, rate on five points before and after; the changes of a
team are alike to the degree of the intra-cluster correlation (ICC). Six teams are those of one
voivodeship. The figures are quoted by ``rank_biserial_paired``.
"""

import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.wilcoxon import rank_biserial_paired

pytestmark = pytest.mark.deep

N_PILOTS = 1_000
SEED = 20_201_231
MONTE_CARLO = math.sqrt(0.95 * 0.05 / N_PILOTS)  # 0.0069, standard error of a coverage
CUTS = np.array([-1.2, -0.4, 0.4, 1.2])  # of a normal into five points
N_TRUE = 40_000  # teams from which the true correlation is taken: its error is below 0.003

# fmt: off
TEAMS = np.array([
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
# fmt: on


def draw(sizes, shift, icc, rng):
    """Ratings before and after, correlated at 0.6, and the team of each family."""
    team = np.repeat(np.arange(sizes.size), sizes)
    base = rng.normal(size=team.size)
    change = math.sqrt(icc) * rng.normal(size=sizes.size)[team]
    change += math.sqrt(1 - icc) * rng.normal(size=team.size)
    after = 0.6 * base + shift + 0.8 * change
    return np.digitize(base, CUTS).astype(float), np.digitize(after, CUTS).astype(float), team


def coverage(sizes, shift, icc, *, zeros="wilcox", clustered=True, **options):
    """Share of pilots with an interval that holds the true value, of those that have one."""
    rng = np.random.default_rng(SEED)
    before, after, _ = draw(np.resize(sizes, N_TRUE), shift, icc, rng)
    true = rank_biserial_paired(before, after, zeros=zeros).estimate
    held = []
    for _ in range(N_PILOTS):
        before, after, team = draw(sizes, shift, icc, rng)
        clusters = team if clustered else None
        try:
            result = rank_biserial_paired(before, after, zeros=zeros, clusters=clusters, **options)
        except InsufficientDataError:
            continue
        held.append(result.ci_low <= true <= result.ci_high)
    return float(np.mean(held)), len(held) / N_PILOTS


@pytest.mark.parametrize("icc", [0.0, 0.1, 0.3])
@pytest.mark.parametrize("shift", [0.0, 0.4, 0.9])  # r of 0, 0.51 and 0.86
def test_thirty_teams(shift, icc):
    held, defined = coverage(TEAMS, shift, icc)
    assert 0.95 - 3 * MONTE_CARLO <= held <= 0.97 + MONTE_CARLO
    assert defined > 0.99


@pytest.mark.parametrize("shift", [0.4, 0.9])  # r of 0.42 and 0.78
def test_ranked_zeros(shift):
    held, _ = coverage(TEAMS, shift, 0.1, zeros="pratt")
    assert 0.95 - 3 * MONTE_CARLO <= held <= 0.97 + MONTE_CARLO


@pytest.mark.parametrize("shift", [0.0, 0.4, 0.9])
def test_six_teams_are_covered_rather_too_often(shift):
    held, defined = coverage(TEAMS[:6], shift, 0.1)
    assert 0.95 - MONTE_CARLO <= held <= 0.99
    assert defined > 0.85


@pytest.mark.parametrize("n", [30, 170])
@pytest.mark.parametrize("shift", [0.0, 0.4, 0.9])
def test_independent_pairs(shift, n):
    held, defined = coverage(np.ones(n, dtype=int), shift, 0.0, clustered=False)
    assert 0.95 - 3 * MONTE_CARLO <= held <= 0.985
    assert defined > 0.85


def test_without_clusters_alike_teams_are_covered_too_rarely():
    held, _ = coverage(TEAMS, 0.4, 0.3, clustered=False)
    assert held < 0.95 - 3 * MONTE_CARLO


def test_the_null_variance_covers_strong_change_too_rarely():
    held, _ = coverage(np.ones(100, dtype=int), 0.9, 0, clustered=False, interval="null_variance")
    assert held < 0.80
