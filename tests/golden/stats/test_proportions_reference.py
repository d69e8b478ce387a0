"""Proportions against published tables, R and statsmodels.

Teams and schools below are: districts of the sample ``apiclus1`` of R's package survey (Academic
Performance Index of California; open data), and thirty synthetic teams with 172 families.
"""

# ruff: noqa: ERA001 - commands of R stand in comments

import math

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from kooperacja_eval.stats.proportions import (
    clopper_pearson_interval,
    clustered_proportion,
    wilson_interval,
)

pytestmark = pytest.mark.golden

PRINTED_4 = 0.5e-4 * 1.001  # four decimals are printed; the factor lets a 5 be rounded either way
PRINTED_6 = 0.5e-6 * 1.001  # six decimals are printed
R_PRINTOUT = 1e-13  # relative: R printed 15 significant digits
WILSON_OF_R = 1e-12  # relative: prop.test gets p * n and rounds in other places
GLM_CONVERGENCE = 1e-7  # relative: the fit stops iterating at a deviance change of 1e-8

# R 4.2.2, survey 4.1.1: counts of apiclus1 by dnum
DISTRICT_SCHOOLS = np.array([13, 34, 4, 13, 16, 2, 1, 4, 12, 21, 9, 11, 37, 2, 4])
DISTRICT_TARGET_MET = np.array([11, 31, 3, 10, 15, 2, 1, 4, 12, 18, 7, 11, 32, 1, 2])
COMPLETE_SCHOOLS = np.array([11, 12, 4, 13, 16, 2, 1, 4, 12, 21, 9, 11, 35, 2, 4])
COMPLETE_TARGET_MET = np.array([9, 12, 3, 10, 15, 2, 1, 4, 12, 18, 7, 11, 30, 1, 2])
N_DISTRICTS, N_DISTRICTS_IN_STATE = 15, 757

# fmt: off
TEAM_FAMILIES = np.array([  # synthetic
    5, 5, 5, 6, 6, 8,  5, 5, 5, 5, 5, 5,  5, 5, 5, 6, 6, 6,  5, 5, 6, 6, 6, 7,  5, 6, 6, 6, 7, 9,
])
TEAM_COMPLETED = np.array([
    5, 4, 3, 6, 5, 7,  5, 5, 4, 4, 3, 5,  5, 2, 5, 6, 5, 4,  4, 5, 6, 3, 6, 6,  5, 3, 6, 5, 5, 3,
])
# fmt: on


@pytest.mark.parametrize(
    ("successes", "trials", "wilson", "clopper_pearson"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_newcombes_table(successes, trials, wilson, clopper_pearson):
    # R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, methods 3 and 5.
    # Quoted without the paper at hand; R's prop.test and binom.test below are the reference.
    result = wilson_interval(successes, trials)
    assert (result.ci_low, result.ci_high) == pytest.approx(wilson, abs=PRINTED_4)
    result = clopper_pearson_interval(successes, trials)
    assert (result.ci_low, result.ci_high) == pytest.approx(clopper_pearson, abs=PRINTED_4)


def test_completed_programmes_of_the_pilot():
    # 140 of 172 families; scipy 1.12.0, binomtest(140, 172).proportion_ci(
    # method="wilson") -> .7492-.8650 and method="exact" -> .7476-.8691
    wilson, exact = wilson_interval(140, 172), clopper_pearson_interval(140, 172)
    assert wilson.estimate == pytest.approx(0.81395, abs=5e-6)
    assert (wilson.ci_low, wilson.ci_high) == pytest.approx((0.7492, 0.8650), abs=PRINTED_4)
    assert (exact.ci_low, exact.ci_high) == pytest.approx((0.7476, 0.8691), abs=PRINTED_4)


def test_mendelian_inheritance_in_r():
    # R 4.2.2, ?binom.test (Conover 1971, p. 97): 682 of 925
    #   prop.test(682, 925, correct = FALSE)$conf.int  0.70799598761962 0.764635800971489
    #   binom.test(682, 925, p = 0.75)$conf.int        0.707668264079039 0.765406558241525
    result = wilson_interval(682, 925)
    assert (result.successes, result.n, result.method) == (682, 925, "wilson")
    assert result.estimate == 682 / 925
    assert result.ci_low == pytest.approx(0.70799598761962, rel=R_PRINTOUT)
    assert result.ci_high == pytest.approx(0.764635800971489, rel=R_PRINTOUT)
    result = clopper_pearson_interval(682, 925)
    assert (result.successes, result.n, result.method) == (682, 925, "clopper_pearson")
    assert result.ci_low == pytest.approx(0.707668264079039, rel=R_PRINTOUT)
    assert result.ci_high == pytest.approx(0.765406558241525, rel=R_PRINTOUT)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
@pytest.mark.parametrize(("successes", "trials"), [(0, 7), (3, 7), (140, 172), (172, 172)])
def test_scipy_as_second_implementation(successes, trials, level):
    reference = stats.binomtest(successes, trials)
    wilson = wilson_interval(successes, trials, confidence_level=level)
    exact = clopper_pearson_interval(successes, trials, confidence_level=level)
    # abs: scipy's ends for 0 and all successes are rounding errors away from 0 and 1
    assert (wilson.ci_low, wilson.ci_high) == pytest.approx(
        tuple(reference.proportion_ci(level, method="wilson")), rel=1e-11, abs=1e-15
    )
    assert (exact.ci_low, exact.ci_high) == pytest.approx(
        tuple(reference.proportion_ci(level, method="exact")), rel=1e-11, abs=1e-15
    )


def test_the_published_cluster_sample_of_schools():
    # T. Lumley, "A survey analysis example", vignette of the R package survey:
    #   dclus1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
    #   svymean(make.formula(vars), dclus1, na.rm = TRUE)   sch.wideYes  0.872611  0.0247
    # The schools are those without gaps in vars. The vignette corrects for 15 of the 757 districts
    # of the state being in the sample; the factor takes that back.
    result = clustered_proportion(COMPLETE_TARGET_MET, COMPLETE_SCHOOLS)
    finite_population = math.sqrt(1 - N_DISTRICTS / N_DISTRICTS_IN_STATE)
    assert result.estimate == pytest.approx(0.872611, abs=PRINTED_6)
    assert result.standard_error * finite_population == pytest.approx(0.0247, abs=PRINTED_4)


# R 4.2.2, survey 4.1.1; d has one row per unit, with ok of 0 or 1 and the number of its cluster:
#   s <- svydesign(id = ~cluster, weights = ~1, data = d)
#   p <- svymean(~ok, s, deff = "replace"); cat(coef(p), SE(p), deff(p), degf(s))
#   z <- qnorm(.975); t <- qt(.975, degf(s)); N <- nrow(d)
#   k <- min(N, N / deff(p) * (z / t)^2); cat(k)
#   prop.test(coef(p) * k, k, correct = FALSE)$conf.int
# Columns: estimate, SE, design effect, df, effective n, low, high, successes, n, clusters.
# fmt: off
OF_R = {
    # interval computed from fewer units than there are
    "teams": (TEAM_COMPLETED, TEAM_FAMILIES, (
        0.813953488372093, 0.040622100472465, 1.8633727590736, 29, 84.7697163275849,
        0.71818369391153, 0.88250235059298, 140, 172, 30)),
    # few clusters, design effect below 1
    "six teams": (TEAM_COMPLETED[:6], TEAM_FAMILIES[:6], (
        0.857142857142857, 0.0543945510170047, 0.821551020408163, 5, 24.7666244196896,
        0.672284184837477, 0.94608810754637, 30, 35, 6)),
    # effective n held at n: N / deff * (z / t)^2 is 218.19
    "districts": (DISTRICT_TARGET_MET, DISTRICT_SCHOOLS, (
        0.87431693989071, 0.0205642374474379, 0.700407791266958, 14, 183.0,
        0.818470182362166, 0.914771791152259, 160, 183, 15)),
    "districts, complete schools": (COMPLETE_TARGET_MET, COMPLETE_SCHOOLS, (
        0.872611464968153, 0.0249881573312565, 0.876277788957802, 14, 149.618680316839,
        0.809715445347451, 0.916852847536677, 137, 157, 15)),
}
# fmt: on


@pytest.mark.parametrize("case", OF_R)
def test_r_survey_as_second_implementation(case):
    successes, trials, expected = OF_R[case]
    estimate, se, deff, df, n_effective, low, high, total, n, n_clusters = expected
    result = clustered_proportion(successes, trials)
    assert result.estimate == pytest.approx(estimate, rel=R_PRINTOUT)
    assert result.standard_error == pytest.approx(se, rel=R_PRINTOUT)
    assert result.design_effect == pytest.approx(deff, rel=R_PRINTOUT)
    assert result.n_effective == pytest.approx(n_effective, rel=R_PRINTOUT)
    assert result.ci_low == pytest.approx(low, rel=WILSON_OF_R)
    assert result.ci_high == pytest.approx(high, rel=WILSON_OF_R)
    assert (result.df, result.successes, result.n) == (df, total, n)
    assert (result.n_clusters, result.n_dropped) == (n_clusters, 0)
    assert result.method == "clustered_wilson"


def test_another_confidence_level_in_r():
    # R 4.2.2, survey 4.1.1, four teams with 5 of 5, 4 of 6, 7 of 7, 5 of 9; as above at level .8:
    #   k 7.41964887802556, conf.int 0.543424902048073 0.911443400659
    result = clustered_proportion(
        np.array([5, 4, 7, 5]), np.array([5, 6, 7, 9]), confidence_level=0.8
    )
    assert result.n_effective == pytest.approx(7.41964887802556, rel=R_PRINTOUT)
    assert result.ci_low == pytest.approx(0.543424902048073, rel=WILSON_OF_R)
    assert result.ci_high == pytest.approx(0.911443400659, rel=WILSON_OF_R)


@pytest.mark.parametrize(
    ("successes", "trials"),
    [(TEAM_COMPLETED, TEAM_FAMILIES), (DISTRICT_TARGET_MET, DISTRICT_SCHOOLS)],
)
def test_cluster_robust_regressions_as_second_implementation(successes, trials):
    # A regression on a constant with CR1 errors has the same standard error: least squares on the
    # share itself, the logistic model on the log odds, whose slope to the share is p (1 - p).
    result = clustered_proportion(successes, trials)
    cluster = np.repeat(np.arange(trials.size), trials)
    outcome = np.concatenate(
        [np.arange(n) < y for y, n in zip(successes, trials, strict=True)]
    ).astype(float)
    options = {"cov_type": "cluster", "cov_kwds": {"groups": cluster}}
    linear = sm.OLS(outcome, np.ones_like(outcome)).fit(**options)
    assert result.estimate == pytest.approx(linear.params[0], rel=R_PRINTOUT)
    assert result.standard_error == pytest.approx(linear.bse[0], rel=1e-12)
    logistic = sm.GLM(outcome, np.ones_like(outcome), family=sm.families.Binomial()).fit(**options)
    slope = result.estimate * (1 - result.estimate)
    assert result.standard_error == pytest.approx(logistic.bse[0] * slope, rel=GLM_CONVERGENCE)
