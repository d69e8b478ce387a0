"""Weights for those lost against R's glm and package survey, and statsmodels.

Eighty-four synthetic families of twelve teams, 29 of them lost.
"""

# ruff: noqa: ERA001 - commands of R stand in comments

import numpy as np
import pytest
import statsmodels.api as sm

from kooperacja_eval.stats.dropout_weights import dropout_weighted_mean, dropout_weighted_share

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-11  # relative: R printed 15 significant digits of sums of rounded weights
R_FIT = 1e-9  # relative: twelve further fits of R's glm, each stopped at its own step

# fmt: off
NEED = np.array([
    -1.4, -0.5, -1.4, -0.5, -0.9, -2.5, -0.1, 0.3, 1.5, 1.5, 2, 1.3, 1.4, 0.3, 0.9, 1, -1.2, -1.4,
    -0.2, 0.6, 1.7, 1.2, 1.5, 1, -1, -2, -1.7, -0.1, 2.2, -0.1, 0.6, 2.6, 0.2, 1.2, -0.2, -0.7, -1,
    -0.3, 1.2, -0.1, 0.8, -0.8, -0.3, -1.1, 0.6, -0.3, -0.3, 0, -1.3, 0.6, -0.8, 0.2, -1, -0.6,
    -2.4, -0.6, -1.4, -0.4, -0.3, -0.3, 0.2, -0.1, 0.3, -0.1, 1, 0.2, 0.2, -0.5, 0.6, -1.7, 1.5,
    0.5, 1.2, -0.2, 2.9, 0, 0.4, -0.8, 0.6, -1.4, 0.2, 0.6, 0.7, 0.1,
])
KIDS = np.array([
    1, 4, 1, 1, 1, 2, 1, 2, 0, 0, 3, 2, 2, 1, 2, 0, 1, 1, 3, 2, 1, 1, 0, 1, 1, 0, 3, 0, 0, 1, 4, 1,
    6, 3, 2, 3, 0, 0, 3, 0, 0, 4, 2, 0, 1, 0, 1, 3, 3, 1, 3, 6, 0, 1, 0, 0, 3, 1, 2, 0, 1, 0, 3, 0,
    0, 4, 0, 2, 3, 1, 0, 1, 0, 0, 1, 1, 2, 2, 2, 1, 2, 0, 0, 0,
])
nan = np.nan
SCORE = np.array([
    2.1, 2.5, 2.3, 1.4, 2.4, 1, nan, nan, 5.4, nan, 5.1, nan, nan, 5.1, 3.4, 3.3, 3.3, 2.3, 3.4,
    nan, nan, nan, nan, 4.9, 2.6, 0.6, 3.3, 3, 4.3, 3.2, 4.1, 3.4, 3.2, nan, nan, nan, 2.1, 1.2,
    4.9, 3.8, 3, nan, nan, 3.5, nan, 1.7, nan, 4.1, 2.4, nan, 4.9, nan, 2.4, 1.7, 1.4, 3, 2.9, 3.3,
    nan, 2, 4.7, 2.7, 3.5, nan, 3.9, 6.3, nan, 3.1, nan, 2.5, nan, nan, 3.2, 3.8, nan, 3.5, nan,
    nan, nan, 5, nan, 2.7, 3.6, 5.1,
])
# fmt: on
TEAM = np.repeat(np.arange(12), 7)
COVARIATES = np.column_stack([NEED, KIDS])
NAMES = ["need", "kids"]
KNOWN = ~np.isnan(SCORE)
HIGH = np.where(KNOWN, SCORE > 3.5, np.nan)

# R 4.2.2, survey 4.1.1:
#   ctl <- list(epsilon = 1e-15, maxit = 100)
#   m <- glm(known ~ need + kids, binomial, d, control = ctl); exp(coef(m))
#   w <- mean(d$known) / fitted(m)[d$known == 1]; max(w); sum(w)^2 / sum(w^2)
#   des <- as.svrepdesign(svydesign(ids = ~team, weights = ~1, data = d), type = "JK1")
#   withReplicates(des, function(wt, data) {           # fits anew without each team
#     mm <- glm(known ~ need + kids, binomial, data[wt > 0, ], control = ctl)
#     p <- rep(NA, nrow(data)); p[wt > 0] <- fitted(mm); k <- data$known == 1 & wt > 0
#     sum(data$score[k] / p[k]) / sum(1 / p[k]) })     # and with score > 3.5 for the share
#   coef(r) + c(-1, 1) * qt(.975, 11) * SE(r)
#   prop.test(p * ne, ne, correct = FALSE)$conf.int    # ne: 55 / (deff (t / z)^2)
MEAN = (3.4580921463624, 2.88503335817405, 4.03115093455075, 0.260364676045561)
SHARE = (0.373043156346971, 0.197023166743089, 0.590646195475749, 0.0981335586917966)
ODDS_RATIOS = (0.469261773797742, 0.751934971959671)
LARGEST, EFFECTIVE = 2.80693113216622, 46.93210387862649
BEFORE_WEIGHTS = (-0.23825293569002, -0.112675784577425)
AFTER_WEIGHTS = (0.0816714930120844, 0.0650141355922487)


@pytest.mark.parametrize(
    ("function", "outcome", "expected", "unweighted", "interval"),
    [
        (dropout_weighted_mean, SCORE, MEAN, 3.22727272727273, "clustered_t"),
        (dropout_weighted_share, HIGH, SHARE, 0.309090909090909, "clustered_wilson"),
    ],
)
def test_weights_of_glm_and_the_jackknife_of_survey(
    function, outcome, expected, unweighted, interval
):
    result = function(outcome, COVARIATES, TEAM, names=NAMES)
    found = (result.estimate, result.ci_low, result.ci_high, result.standard_error)
    assert found == pytest.approx(expected, rel=R_FIT)
    assert result.unweighted == pytest.approx(unweighted, rel=R_PRINTOUT)
    assert result.names == ("need", "kids")
    assert result.odds_ratios == pytest.approx(ODDS_RATIOS, rel=R_PRINTOUT)
    assert (result.largest_weight, result.n_effective) == pytest.approx(
        (LARGEST, EFFECTIVE), rel=R_PRINTOUT
    )
    assert result.imbalance_unweighted == pytest.approx(BEFORE_WEIGHTS, rel=R_PRINTOUT)
    assert result.imbalance_weighted == pytest.approx(AFTER_WEIGHTS, rel=R_FIT)
    assert (result.n, result.n_known, result.n_missing) == (84, 55, 29)
    assert (result.n_clusters, result.df, result.n_dropped) == (12, 11, 0)
    assert (result.interval, result.method) == (interval, "hajek_ipw_jackknife")


def test_statsmodels_as_second_implementation_of_weights_and_jackknife():
    def weighted(rows):
        columns = sm.add_constant(COVARIATES[rows])
        model = sm.GLM(KNOWN[rows].astype(float), columns, family=sm.families.Binomial())
        chance = model.fit(tol=1e-14).fittedvalues[KNOWN[rows]]
        return np.average(SCORE[rows][KNOWN[rows]], weights=1 / chance)

    without = np.array([weighted(team != TEAM) for team in range(12)])
    result = dropout_weighted_mean(SCORE, COVARIATES, TEAM, names=NAMES)
    assert result.estimate == pytest.approx(weighted(TEAM >= 0), rel=1e-10)
    assert result.standard_error == pytest.approx(np.sqrt(11 * np.var(without)), rel=1e-8)
