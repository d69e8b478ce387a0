"""A synthetic pilot of 12 teams and 61 families: every figure of the three models against R.

R 4.2.2 with clubSandwich 0.5.8, survival 3.5.3 and geepack 1.3.9; commands stand at the values.
"""

# ruff: noqa: ERA001 - commands of R stand in comments

import numpy as np
import pytest
from pilot_rows import PILOT

from kooperacja_eval.stats.outcome_linear import linear_clustered
from kooperacja_eval.stats.outcome_logistic import logistic_gee
from kooperacja_eval.stats.outcome_survival import cox_clustered

pytestmark = pytest.mark.golden

PRINTOUT = 1e-9  # relative: R printed 15 digits; room for another order of adding up
SOLVED = 1e-7  # relative: both programs iterate until the step is below 1e-9 of an estimate

TEAM, HOURS, VISITS, MONTHS, DONE, SCORE = np.array(
    [row.split() for row in PILOT.split(";")], float
).T
PREDICTORS = np.column_stack([HOURS, VISITS])
NAMES = ["hours", "visits"]

# m <- lm(score ~ hours + visits); V <- vcovCR(m, team, type)
# coef_test(m, V, test = "Satterthwaite"); conf_int(m, V, test = "Satterthwaite")
# covariances: intercept with hours, with visits, and hours with visits
COEFFICIENTS = (45.465193777465039, 2.492512239588069, 0.859995104024006)
R_SQUARED, SIGMA = 0.213832258300802, 5.42051365718528
LINEAR = {
    "CR0": {
        "se": (1.309284858260257, 0.770677963168782, 0.285304872499551),
        "df": (3.80623402271321, 6.39547696339166, 8.76838001914794),
        "p": (6.63761138986281e-06, 1.62884413767720e-02, 1.50462512565209e-02),
        "low": (41.755877366740485, 0.634640561523592, 0.211982458893894),
        "high": (49.17451018818959, 4.35038391765254, 1.50800774915412),
        "covariance": (-0.7767528058347585, -0.0372847782698018, -0.1132961661750952),
    },
    "CR1": {
        "se": (1.367503434625401, 0.804946879950796, 0.297991220624766),
        "df": (3.80623402271321, 6.39547696339166, 8.76838001914794),
        "p": (7.82946647338137e-06, 1.95313915793704e-02, 1.84842878447955e-02),
        "low": (41.590939141603442, 0.552028558884416, 0.183167970260598),
        "high": (49.33944841332664, 4.43299592029172, 1.53682223778742),
        "covariance": (-0.8473666972742797, -0.0406743035670577, -0.1235958176455579),
    },
    "CR1S": {
        "se": (1.390881255143389, 0.818707652472117, 0.303085456657607),
        "df": (3.80623402271321, 6.39547696339166, 8.76838001914794),
        "p": (8.34970790302148e-06, 2.09333796293468e-02, 1.99854412936467e-02),
        "low": (41.524707768997814, 0.518855494702678, 0.171597437526134),
        "high": (49.40567978593226, 4.46616898447346, 1.54839277052188),
        "covariance": (-0.8765862385596012, -0.0420768657590262, -0.1278577423919569),
    },
    "CR2": {
        "se": (1.482820557005208, 0.873495736083643, 0.303877725651079),
        "df": (3.29137471494128, 5.59861842662976, 8.30340636038913),
        "p": (3.69160663721105e-05, 3.13808952727211e-02, 2.13389146490534e-02),
        "low": (40.973949690865545, 0.317445467628121, 0.163683813845980),
        "high": (49.95643786406453, 4.66757901154802, 1.55630639420203),
        "covariance": (-1.0250811372992445, -0.0364237367407932, -0.1330885996365214),
    },
    "CR3": {
        "se": (1.69450417000241, 1.00379638486089, 0.32553566429233),
        "df": (2.83566563393106, 4.86876014696464, 7.76912407372067),
        "p": (0.00016856256734826, 0.05694651034493584, 0.03039216558779219),
        "low": (39.891342111615401, -0.108889893429565, 0.105407682169845),
        "high": (51.03904544331468, 5.09391437260570, 1.61458252587817),
        "covariance": (-1.3815284665706367, -0.0295537683531219, -0.1616961834279317),
    },
}


def of(result, field):
    return [getattr(effect, field) for effect in result.effects]


@pytest.mark.parametrize("variance", LINEAR)
def test_score_on_intensity(variance):
    expected = LINEAR[variance]
    result = linear_clustered(SCORE, PREDICTORS, TEAM, names=NAMES, variance=variance)
    assert of(result, "name") == ["intercept", *NAMES]
    assert of(result, "estimate") == pytest.approx(COEFFICIENTS, rel=PRINTOUT)
    assert of(result, "standard_error") == pytest.approx(expected["se"], rel=PRINTOUT)
    assert of(result, "df") == pytest.approx(expected["df"], rel=PRINTOUT)
    assert of(result, "p_value") == pytest.approx(expected["p"], rel=PRINTOUT)
    assert of(result, "ci_low") == pytest.approx(expected["low"], rel=PRINTOUT)
    assert of(result, "ci_high") == pytest.approx(expected["high"], rel=PRINTOUT)
    ratios = np.array(COEFFICIENTS) / expected["se"]
    assert of(result, "statistic") == pytest.approx(ratios, rel=PRINTOUT)
    covariance = np.array(result.covariance)
    assert covariance[np.triu_indices(3, 1)] == pytest.approx(expected["covariance"], rel=PRINTOUT)
    assert np.sqrt(np.diag(covariance)) == pytest.approx(expected["se"], rel=PRINTOUT)
    assert covariance == pytest.approx(covariance.T, rel=1e-12)
    assert (result.r_squared, result.residual_sd) == pytest.approx((R_SQUARED, SIGMA), rel=PRINTOUT)
    assert (result.n, result.n_clusters, result.n_dropped) == (61, 12, 0)
    assert (result.variance, result.method) == (variance, "ols_cluster_robust")
    assert (result.df_rule, result.confidence_level) == ("satterthwaite", 0.95)


# a loop over estimating equations in R, with the moments
#   phi = sum(r^2) / (n - 3), alpha = sum of products of pairs / ((pairs - 3) * phi)
# and Mancl-DeRouen's (I - H)^-1 (y - mu) by solve(); t with 12 - 3 = 9 degrees of freedom
GEE = {
    "estimate": (-1.308591988092082, 0.326915832361098, 0.236652190371088),
    "correlation": -0.104614409730732,
    "dispersion": 1.08442613584299,
    "mancl_derouen": [
        (1.3781071222182184, -0.5182912073756398, -0.0352378261804358),
        (-0.5182912073756422, 0.3753369812242486, -0.0754591918850452),
        (-0.0352378261804357, -0.0754591918850454, 0.0487806672982009),
    ],
    "robust": [
        (0.6734073237774081, -0.2225285166534232, -0.0303609610875719),
        (-0.2225285166534231, 0.1768292017022527, -0.0418044087988595),
        (-0.0303609610875721, -0.0418044087988594, 0.0297965108174349),
    ],
    "p": (0.293854191701428, 0.606535560163974, 0.311841354357137),
    "low": (-3.964201788619763, -1.058989138591948, -0.262975664262881),
    "high": (1.347017812435599, 1.712820803314144, 0.736280045005057),
}
# geeglm(done ~ hours + visits, id = team, family = binomial, corstr = "exchangeable"); geepack
# counts pairs without taking off the coefficients, so its correlation is -0.108 and not -0.105
GEEPACK = (-1.313641065043481, 0.329190495241083, 0.237625026532816)
GEEPACK_ERRORS = (0.821621932698719, 0.419707598356243, 0.173269113253755)


@pytest.mark.parametrize("variance", ["mancl_derouen", "robust"])
def test_completion_on_intensity(variance):
    result = logistic_gee(DONE, PREDICTORS, TEAM, names=NAMES, variance=variance)
    assert of(result, "name") == ["intercept", *NAMES]
    assert of(result, "estimate") == pytest.approx(GEE["estimate"], rel=SOLVED)
    assert of(result, "ratio") == pytest.approx(np.exp(GEE["estimate"]), rel=SOLVED)
    assert result.correlation == pytest.approx(GEE["correlation"], rel=SOLVED)
    assert result.dispersion == pytest.approx(GEE["dispersion"], rel=SOLVED)
    assert np.array(result.covariance) == pytest.approx(np.array(GEE[variance]), rel=SOLVED)
    errors = np.sqrt(np.diag(GEE[variance]))
    assert of(result, "standard_error") == pytest.approx(errors, rel=SOLVED)
    assert of(result, "statistic") == pytest.approx(GEE["estimate"] / errors, rel=SOLVED)
    assert (result.n, result.n_clusters, result.n_events, result.n_dropped) == (61, 12, 35, 0)
    assert (result.df, of(result, "df")) == (9, [9, 9, 9])
    assert (result.method, result.working_correlation) == ("gee_logit", "exchangeable")
    assert (result.variance, result.df_rule) == (variance, "clusters_less_coefficients")


def test_intervals_of_odds_ratios():
    result = logistic_gee(DONE, PREDICTORS, TEAM, names=NAMES)
    assert of(result, "p_value") == pytest.approx(GEE["p"], rel=SOLVED)
    assert of(result, "ci_low") == pytest.approx(GEE["low"], rel=SOLVED)
    assert of(result, "ci_high") == pytest.approx(GEE["high"], rel=SOLVED)
    assert of(result, "ratio_low") == pytest.approx(np.exp(GEE["low"]), rel=SOLVED)
    assert of(result, "ratio_high") == pytest.approx(np.exp(GEE["high"]), rel=SOLVED)
    assert result.predictor_means == pytest.approx(PREDICTORS.mean(axis=0), rel=1e-12)
    assert result.predictor_lows == (0.8, 0)
    assert result.predictor_highs == (3.1, 8)


def test_geepack_is_near():
    result = logistic_gee(DONE, PREDICTORS, TEAM, names=NAMES, variance="robust")
    # a correlation that differs by 0.003 moves estimates by 1 % of their errors
    assert of(result, "estimate") == pytest.approx(GEEPACK, abs=0.01)
    assert of(result, "standard_error") == pytest.approx(GEEPACK_ERRORS, rel=0.005)


# coxph(Surv(months, done) ~ hours + visits, cluster = team, coxph.control(eps = 1e-13)) and the
# same without each team in turn, (12 - 1) / 12 * sum of squares around the whole; t with 10
COX = {
    "estimate": (0.326547132561094, 0.132630293358005),
    "log": (-131.477345526843, -128.970101720122),
    "robust": [
        (0.1193035700836723, -0.0254800451470013),
        (-0.0254800451470013, 0.0130098096230683),
    ],
    "jackknife": [
        (0.2033193702226083, -0.0369470277381355),
        (-0.0369470277381355, 0.0171560587117403),
    ],
    "p": (0.485542617392293, 0.335128748393025),
    "low": (-0.678141825903545, -0.159213870797990),
    "high": (1.331236091025733, 0.424474457513999),
}


@pytest.mark.parametrize("variance", ["jackknife", "robust"])
def test_time_to_completion_on_intensity(variance):
    result = cox_clustered(MONTHS, DONE, PREDICTORS, TEAM, names=NAMES, variance=variance)
    assert of(result, "name") == NAMES
    assert of(result, "estimate") == pytest.approx(COX["estimate"], rel=SOLVED)
    assert of(result, "ratio") == pytest.approx(np.exp(COX["estimate"]), rel=SOLVED)
    assert np.array(result.covariance) == pytest.approx(np.array(COX[variance]), rel=SOLVED)
    errors = np.sqrt(np.diag(COX[variance]))
    assert of(result, "standard_error") == pytest.approx(errors, rel=SOLVED)
    assert of(result, "statistic") == pytest.approx(COX["estimate"] / errors, rel=SOLVED)
    logs = (result.log_likelihood_blank, result.log_likelihood)
    assert logs == pytest.approx(COX["log"], rel=PRINTOUT)
    assert (result.n, result.n_clusters, result.n_events, result.n_dropped) == (61, 12, 35, 0)
    assert result.n_event_times == np.unique(MONTHS[DONE == 1]).size
    assert (result.df, of(result, "df")) == (10, [10, 10])
    assert (result.method, result.variance) == ("cox_efron", variance)


def test_intervals_of_hazard_ratios():
    result = cox_clustered(MONTHS, DONE, PREDICTORS, TEAM, names=NAMES)
    assert of(result, "p_value") == pytest.approx(COX["p"], rel=SOLVED)
    assert of(result, "ci_low") == pytest.approx(COX["low"], rel=SOLVED)
    assert of(result, "ci_high") == pytest.approx(COX["high"], rel=SOLVED)
    assert of(result, "ratio_low") == pytest.approx(np.exp(COX["low"]), rel=SOLVED)
    assert of(result, "ratio_high") == pytest.approx(np.exp(COX["high"]), rel=SOLVED)


def test_every_model_says_that_nobody_drew_intensity():
    results = (
        linear_clustered(SCORE, PREDICTORS, TEAM, names=NAMES),
        logistic_gee(DONE, PREDICTORS, TEAM, names=NAMES),
        cox_clustered(MONTHS, DONE, PREDICTORS, TEAM, names=NAMES),
    )
    assert {result.design for result in results} == {"observational_clustered"}
