"""Two samples against R, its packages effectsize, effsize and pROC, and a program for clusters.

Permeability is data of R's help page; the ratings of teams are made up.
"""

import math

import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.ranks_independent import cliffs_delta, mann_whitney

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-13  # relative: R printed 15 significant digits

# R 4.2.2, ?wilcox.test: permeability of the human chorioamnion, Hollander & Wolfe 1973, 69f
PERMEABILITY_X = np.array([0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46])
PERMEABILITY_Y = np.array([1.15, 0.88, 0.90, 0.74, 1.21])
# Example of effsize's own tests, after Hess and Kromrey 2004
TREATMENT = np.array([10, 10, 20, 20, 20, 30, 30, 30, 40, 50])
CONTROL = np.array([10, 20, 30, 40, 40, 50])
# Made up: teams 1 to 6 before, 1 to 4 and 7 after
BEFORE = np.array([2, 3, 3, 4, 1, 2, 2, 5, 4, 3, 3, 2, 2, 3, 1, 4])
BEFORE_TEAM = np.array([1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6])
AFTER = np.array([3, 4, 4, 2, 3, 2, 1, 5, 5, 4, 2, 3, 3, 4, 4, 5])
AFTER_TEAM = np.array([1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 7, 7, 7])


@pytest.mark.parametrize(
    ("options", "p_value"),
    [
        # wilcox.test(x, y); alternative = "g", which is x larger; exact = FALSE, with and without
        # correct
        ({"distribution": "exact"}, 0.254412254412254),
        ({"distribution": "exact", "alternative": "less"}, 0.127206127206127),
        ({}, 0.244623605126983),
        ({"alternative": "less"}, 0.122311802563492),
        ({"correction": False}, 0.220671361919847),
        ({"correction": False, "alternative": "less"}, 0.110335680959923),
    ],
)
def test_permeability_in_r(options, p_value):
    # W 35; effectsize 0.8.3, rank_biserial(pts ~ grp): 0.4, positive where the first is larger
    result = mann_whitney(PERMEABILITY_X, PERMEABILITY_Y, **options)
    assert (result.u, result.u_second) == (35, 15)
    assert result.p_value == pytest.approx(p_value, rel=1e-12)
    assert result.cliffs_delta == pytest.approx(-0.4, rel=R_PRINTOUT)
    assert (result.n_first, result.n_second, result.n_dropped) == (10, 5, 0)
    assert not result.has_ties


@pytest.mark.parametrize(
    ("correction", "alternative", "p_value"),
    [
        # wilcox.test(treatment, control, exact = FALSE, correct = , alternative = ); R's "greater"
        # is the first larger, here "less"
        (True, "two_sided", 0.437758672961922),
        (True, "less", 0.81241704294324),
        (True, "greater", 0.218879336480961),
        (False, "two_sided", 0.405741490886717),
        (False, "less", 0.797129254556641),
        (False, "greater", 0.202870745443359),
    ],
)
def test_ties_in_r(correction, alternative, p_value):
    result = mann_whitney(TREATMENT, CONTROL, correction=correction, alternative=alternative)
    assert (result.u, result.has_ties) == (22.5, True)
    assert result.p_value == pytest.approx(p_value, rel=1e-12)
    assert (result.correction, result.alternative) == (correction, alternative)


@pytest.mark.parametrize(
    ("first", "second", "delta", "variance", "low", "high", "level"),
    [
        # effsize, code of cliff.delta.default(second, first), defaults: the unbiased variance and
        # Student's t; run in R 4.2.2
        (
            TREATMENT,
            CONTROL,
            0.25,
            0.0980555555555556,
            -0.3890061901987426,
            0.726584588889944,
            0.95,
        ),
        (
            PERMEABILITY_X,
            PERMEABILITY_Y,
            -0.4,
            0.0755555555555555,
            -0.7939361430146987,
            0.2304766613209436,
            0.95,
        ),
        (
            [10, 20, 20, 20, 30, 30, 30, 40, 50, 100],
            CONTROL,
            0.0666666666666667,
            0.1007407407407407,
            -0.4372234114253218,
            0.5387013526034566,
            0.9,
        ),
        (
            BEFORE,
            AFTER,
            0.30078125,
            0.0367888047960069,
            -0.1075714724919314,
            0.6222975579618530,
            0.95,
        ),
    ],
)
def test_cliffs_delta_of_independent_values_in_effsize(
    first, second, delta, variance, low, high, level
):
    # effsize notes -0.25, -0.7265846 and 0.3890062 in its own test of the first, the other way
    result = cliffs_delta(first, second, confidence_level=level)
    assert result.estimate == pytest.approx(delta, rel=R_PRINTOUT)
    assert result.standard_error**2 == pytest.approx(variance, rel=1e-12)
    assert (result.ci_low, result.ci_high) == pytest.approx((low, high), rel=1e-11)
    assert (result.df, result.n_clusters) == (len(first) + len(second) - 2, None)
    assert (result.n_first, result.n_second, result.n_dropped) == (len(first), len(second), 0)
    assert result.method == "cliff_unbiased_t"


def test_clustered_auc_of_obuchowski():
    # Code of doAUCcluster of R's mitoticFigureCounts, after a program of the Cleveland Clinic, run
    # in R 4.2.2: I 7, I10 5, I01 6, AUC 0.650390625, variance 0.00671773850917816
    result = cliffs_delta(BEFORE, AFTER, first_clusters=BEFORE_TEAM, second_clusters=AFTER_TEAM)
    assert (1 + result.estimate) / 2 == pytest.approx(0.650390625, rel=R_PRINTOUT)
    assert (result.standard_error / 2) ** 2 == pytest.approx(0.00671773850917816, rel=1e-12)
    assert (result.n_clusters, result.df, result.method) == (7, 4, "obuchowski_fisher_t")
    # and the interval of it, on Fisher's scale with t of 4 degrees of freedom, 2.776445
    half = 2.7764451051977987 * result.standard_error / (1 - result.estimate**2)
    ends = math.tanh(math.atanh(0.30078125) - half), math.tanh(math.atanh(0.30078125) + half)
    assert (result.ci_low, result.ci_high) == pytest.approx(ends, rel=1e-11)


def test_a_cluster_for_each_value_is_delong_in_proc():
    # pROC 1.18.0: r <- roc(wave, c(before, after), direction = "<"); auc 0.650390625;
    # var(r, method = "delong") 0.00934600830078125
    result = cliffs_delta(
        BEFORE, AFTER, first_clusters=np.arange(16), second_clusters=np.arange(16, 32)
    )
    assert (result.standard_error / 2) ** 2 == pytest.approx(0.00934600830078125, rel=1e-12)
    assert (result.n_clusters, result.df) == (32, 15)


def test_all_pairs_compared():
    # Second implementation: signs of all differences, and Obuchowski's sums over clusters in a loop
    rng = np.random.default_rng(11)
    first, second = rng.integers(1, 6, 60), rng.integers(1, 7, 75)
    teams_first, teams_second = rng.integers(0, 9, 60), rng.integers(3, 12, 75)
    result = cliffs_delta(first, second, first_clusters=teams_first, second_clusters=teams_second)
    above = (np.sign(second[None, :] - first[:, None]) + 1) / 2
    auc = above.mean()
    x, y = above.mean(axis=1) - auc, above.mean(axis=0) - auc
    teams = np.union1d(teams_first, teams_second)
    sums = np.array([[x[teams_first == g].sum(), y[teams_second == g].sum()] for g in teams])
    m, n, g = np.unique(teams_first).size, np.unique(teams_second).size, teams.size
    variance = (
        m / (m - 1) * (sums[:, 0] ** 2).sum() / 60**2
        + n / (n - 1) * (sums[:, 1] ** 2).sum() / 75**2
        + 2 * g / (g - 1) * (sums[:, 0] * sums[:, 1]).sum() / (60 * 75)
    )
    assert result.estimate == pytest.approx(2 * auc - 1, rel=1e-12)
    assert result.standard_error == pytest.approx(2 * math.sqrt(variance), rel=1e-12)
    assert (result.n_clusters, result.df) == (g, min(m, n) - 1)


def test_exact_by_every_order():
    # Second implementation: scipy's permutation of who belongs to which sample
    first, second = np.array([1.5, 2.0, 3.7, 5.1]), np.array([2.6, 4.4, 6.0])
    for alternative in ("two_sided", "greater", "less"):
        reference = stats.permutation_test(
            (second, first),
            lambda a, b: stats.rankdata(np.concatenate([a, b]))[: a.size].sum(),
            alternative=alternative.replace("_", "-"),
            n_resamples=np.inf,
            vectorized=False,
        )
        result = mann_whitney(first, second, distribution="exact", alternative=alternative)
        assert result.p_value == pytest.approx(reference.pvalue, rel=1e-12)
    with pytest.raises(InsufficientDataError):
        mann_whitney([1, 2, 2], [2, 3], distribution="exact")
