"""Signed ranks against scipy's permutations, lists of all signs and ranks computed anew."""

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.stats.wilcoxon import rank_biserial_paired, wilcoxon_signed_rank

pytestmark = pytest.mark.golden

ROUNDING = 1e-13  # relative: sums of probabilities in another order

# pingouin's example x and y: differences x less y, one zero and a tie
TWELVE_PAIRS = np.array([-18, -15, -14, -9, 8, 6, 4, -2, 2, -1, 0, -3])


def of_differences(differences, **options):
    return wilcoxon_signed_rank(np.zeros(len(differences)), differences, **options)


@pytest.mark.parametrize("zeros", ["wilcox", "pratt", "zsplit"])
@pytest.mark.parametrize("alternative", ["two_sided", "greater", "less"])
@pytest.mark.parametrize(
    "differences",
    [
        [0, 0, 0, 1, 1, 2, -1, 1, 2, 1],
        [3, -1, 2, 0, 4, -2, 2],
        [1, -1],
        [-4, 0, -4, 3, 2, -1, -1, -1, 0, 2, -3],
    ],
)
def test_permutations_of_scipy(differences, alternative, zeros):
    # scipy 1.17.1: up to 13 pairs PermutationMethod goes through all signs
    result = of_differences(np.array(differences), zeros=zeros, alternative=alternative)
    reference = stats.wilcoxon(
        np.array(differences, dtype=float),
        zero_method=zeros,
        alternative=alternative.replace("_", "-"),
        method=stats.PermutationMethod(n_resamples=np.inf),
    )
    assert result.p_value == pytest.approx(reference.pvalue, rel=ROUNDING)
    if alternative == "two_sided":
        assert result.statistic == reference.statistic
    else:
        assert result.r_plus == reference.statistic


def test_every_sign_listed():
    # Second implementation: the sums of all 2^11 signs of the ranks of the twelve pairs
    differences = TWELVE_PAIRS
    ranks = stats.rankdata(np.abs(differences[differences != 0]))
    sums = np.array(list(itertools.product([0, 1], repeat=ranks.size))) @ ranks
    for alternative, share in (("less", np.mean(sums <= 20.5)), ("greater", np.mean(sums >= 20.5))):
        assert of_differences(differences, alternative=alternative).p_value == share


def test_many_pairs_without_ties():
    # scipy 1.17.1 has its own count of the classical distribution
    differences = np.random.default_rng(4).normal(0.2, 1, 150)
    exact = of_differences(differences, distribution="exact").p_value
    assert of_differences(differences).p_value == pytest.approx(exact, rel=1e-10)


def test_the_jackknife_by_leaving_teams_out_one_at_a_time():
    # Second implementation: rank the families anew without each team.
    rng = np.random.default_rng(8)
    before, after = rng.integers(1, 6, 40).astype(float), rng.integers(2, 6, 40).astype(float)
    teams = np.repeat(np.arange(8), 5)
    for zeros in ("wilcox", "pratt", "zsplit"):
        result = rank_biserial_paired(before, after, zeros=zeros, clusters=teams)
        without = [
            wilcoxon_signed_rank(before[teams != team], after[teams != team], zeros=zeros)
            for team in range(8)
        ]
        left_out = np.array([one.rank_biserial for one in without])
        error = math.sqrt(7 / 8 * np.sum((left_out - left_out.mean()) ** 2))
        half = stats.t.ppf(0.975, 7) * error / (1 - result.estimate**2)
        centre = math.atanh(result.estimate)
        assert result.standard_error == pytest.approx(error, rel=1e-12)
        assert result.ci_low == pytest.approx(math.tanh(centre - half), rel=1e-11)
        assert result.ci_high == pytest.approx(math.tanh(centre + half), rel=1e-11)
        assert (result.df, result.n_clusters) == (7, 8)
