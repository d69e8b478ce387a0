"""Shrinkage of shares against likelihoods in R and scipy, and against Rgbp where it compares."""

import numpy as np
import pytest
from scipy import optimize, stats

from kooperacja_eval.stats.shrinkage_beta_binomial import beta_binomial_shrinkage

pytestmark = pytest.mark.golden

SIMPLEX = 1e-6  # relative: R's Nelder-Mead on a flat likelihood stops about here

# B. Efron, C. Morris 1975: hits of 18 batters in 45 times at bat (R: Rgbp::baseball)
HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7])
AT_BATS = np.full(18, 45)
# R 4.2.2: optim over plogis(mean) and log(alpha + beta) of sum(lbeta(x + a, m - x + b) -
# lbeta(a, b) + lchoose(m, x)), method = "Nelder-Mead", reltol = 1e-16
# fmt: off
POSTERIOR_MEANS = (
    0.272656648708247, 0.271463668216947, 0.270270687725647, 0.269077707234347,
    0.267884726743047, 0.267884726743047, 0.266691746251747, 0.265498765760447,
    0.264305785269146, 0.264305785269146, 0.263112804777846, 0.263112804777846,
    0.263112804777846, 0.263112804777846, 0.263112804777846, 0.261919824286546,
    0.260726843795246, 0.259533863303946,
)
# Deaths and patients of 31 hospitals (R: Rgbp::hospital)
DEATHS = np.array([
    3, 2, 5, 11, 9, 12, 12, 4, 10, 13, 14, 7, 12, 11, 13, 22, 15, 11, 14, 11, 16, 14, 9, 15, 13,
    35, 26, 25, 20, 35, 27,
])
PATIENTS = np.array([
    67, 68, 210, 256, 269, 274, 278, 295, 347, 349, 358, 396, 431, 441, 477, 484, 494, 501, 505,
    540, 563, 593, 602, 629, 636, 729, 849, 914, 940, 1193, 1340,
])
# R 4.2.2, Rgbp 1.1.4: gbp(d, n, model = "binomial"): post.mean, shrinkage
HOSPITAL_MEANS = np.array([
    0.0299271898019053, 0.0286067933488587, 0.0274547879376793, 0.0323483966209125,
    0.029881020880273, 0.0327720508799751, 0.0326396403720621, 0.0241443490547037,
    0.0286244556864164, 0.0313979838397377, 0.0320684595663387, 0.0246510402594378,
    0.0282706066351733, 0.0271581253364568, 0.0280179199498377, 0.0353789353812156,
    0.0292813346922397, 0.02581478712395, 0.0281949913001777, 0.0250106611157161,
    0.0284810200176745, 0.026293739668925, 0.0223085117687445, 0.0263335792141376,
    0.0247131689633176, 0.0383852642831789, 0.0296689842197894, 0.0278679636283231,
    0.0244027578595133, 0.0290358493318963, 0.0230571999427481,
])
HOSPITAL_SHRINKAGE = np.array([
    0.913993799257243, 0.912822032764819, 0.772237632756531, 0.735540905423718,
    0.725793811420494, 0.722113366181407, 0.719195776496921, 0.707054601631624,
    0.672336596772904, 0.671069249026868, 0.665424813063276, 0.642603664556521,
    0.622926621104127, 0.617524025492943, 0.59882712839149, 0.595322327190814,
    0.590386045149284, 0.586979074016778, 0.585049829924946, 0.568694780699169,
    0.558436082310707, 0.54559860500111, 0.541861666930039, 0.530951811120154,
    0.528194670776868, 0.494106092843117, 0.456122611360977, 0.437889080133559,
    0.430997420108172, 0.373757751410135, 0.346982885260669,
])
# The same of the batters: lower, upper of the interval of each
BATTERS_LOW = np.array([
    0.222292680782119, 0.217772001943845, 0.212833521746226, 0.207431311519702,
    0.20152073450885, 0.20152073450885, 0.19506200769455, 0.188024383564792,
    0.180390375725208, 0.180390375725208, 0.172159244575017, 0.172159244575017,
    0.172159244575017, 0.172159244575017, 0.172159244575017, 0.163348990712995,
    0.153996435015771, 0.144155489006948,
])
BATTERS_HIGH = np.array([
    0.420506833239134, 0.408042846879187, 0.396043473596891, 0.384570208278692,
    0.373684553198061, 0.373684553198061, 0.363444707692092, 0.353901683034757,
    0.345095429252214, 0.345095429252214, 0.337051771036393, 0.337051771036393,
    0.337051771036393, 0.337051771036393, 0.337051771036393, 0.329780922012489,
    0.323278019906175, 0.3175256063762,
])
# fmt: on

# Unequal teams, made up so that shares differ more than by chance
TEAM_HITS = np.array([0, 2, 5, 6, 9, 1, 4, 8, 3, 0, 7, 5])
TEAM_SIZES = np.array([5, 6, 5, 8, 9, 7, 5, 8, 6, 6, 7, 9])


def scipy_likelihood(mean, precision, hits, sizes):
    return float(
        stats.betabinom.logpmf(hits, sizes, mean * precision, (1 - mean) * precision).sum()
    )


def test_the_likelihood_in_r():
    result = beta_binomial_shrinkage(HITS, AT_BATS)
    assert result.log_likelihood == pytest.approx(-45.3438962550886, rel=1e-12)
    assert result.mean == pytest.approx(0.265432511208108, rel=SIMPLEX)
    assert result.alpha == pytest.approx(210.550802545898, rel=SIMPLEX)
    assert result.beta == pytest.approx(582.685872146219, rel=SIMPLEX)
    assert result.alpha + result.beta == pytest.approx(793.236674692117, rel=SIMPLEX)
    assert result.estimate == pytest.approx(POSTERIOR_MEANS, rel=SIMPLEX)
    assert (result.n, result.n_units, result.at_boundary) == (810, 18, False)


def test_the_likelihood_in_scipy():
    # scipy 1.17: stats.betabinom, optimize.minimize
    result = beta_binomial_shrinkage(TEAM_HITS, TEAM_SIZES)
    peer = optimize.minimize(
        lambda q: -scipy_likelihood(1 / (1 + np.exp(-q[0])), np.exp(q[1]), TEAM_HITS, TEAM_SIZES),
        [0.0, 1.0], method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-14},
    )  # fmt: skip
    mean, precision = 1 / (1 + np.exp(-peer.x[0])), np.exp(peer.x[1])
    assert result.log_likelihood == pytest.approx(-peer.fun, rel=1e-12)
    assert result.mean == pytest.approx(mean, rel=1e-6)
    assert result.icc == pytest.approx(1 / (1 + precision), rel=1e-6)
    posterior = stats.beta(TEAM_HITS + result.alpha, TEAM_SIZES - TEAM_HITS + result.beta)
    assert result.estimate == pytest.approx(posterior.mean(), rel=1e-12)
    assert result.posterior_sd == pytest.approx(posterior.std(), rel=1e-12)


def test_the_ends_of_the_correlation_are_just_not_refused():
    # Half the 95 % quantile of chi-square with 1 df below the top: 1.9207
    result = beta_binomial_shrinkage(TEAM_HITS, TEAM_SIZES)
    for end in (result.icc_low, result.icc_high):
        best = optimize.minimize_scalar(
            lambda mean, end=end: -scipy_likelihood(mean, 1 / end - 1, TEAM_HITS, TEAM_SIZES),
            bounds=(0.01, 0.99), method="bounded", options={"xatol": 1e-10},
        )  # fmt: skip
        drop = result.log_likelihood + best.fun
        assert drop == pytest.approx(stats.chi2.ppf(0.95, 1) / 2, rel=1e-8)


def test_the_standard_error_of_the_mean():
    # Second derivative of scipy's likelihood by central differences
    result = beta_binomial_shrinkage(TEAM_HITS, TEAM_SIZES)
    h, precision = 1e-4, 1 / result.icc - 1
    low, middle, high = (
        scipy_likelihood(result.mean + step, precision, TEAM_HITS, TEAM_SIZES)
        for step in (-h, 0.0, h)
    )
    curvature = (low - 2 * middle + high) / h**2
    assert result.mean_standard_error == pytest.approx((-curvature) ** -0.5, rel=1e-5)


def test_rgbp_shrinks_less_towards_the_same_mean():
    # Rgbp integrates over a flat prior of the spread, maximum likelihood takes its top, so that it
    # draws further in: of the batters 0.62 there, 0.95 here. Its prior mean is 0.266978894660396
    batters = beta_binomial_shrinkage(HITS, AT_BATS)
    assert batters.mean == pytest.approx(0.266978894660396, rel=0.01)
    assert np.all(1 - batters.reliability > 0.622181752632417)
    assert np.all((batters.estimate > BATTERS_LOW) & (batters.estimate < BATTERS_HIGH))
    hospitals = beta_binomial_shrinkage(DEATHS, PATIENTS)
    assert np.all(1 - hospitals.reliability > HOSPITAL_SHRINKAGE)
    assert np.corrcoef(hospitals.reliability, HOSPITAL_SHRINKAGE)[0, 1] < -0.99
    assert np.corrcoef(hospitals.estimate, HOSPITAL_MEANS)[0, 1] > 0.98
    assert hospitals.estimate == pytest.approx(HOSPITAL_MEANS, abs=0.003)
