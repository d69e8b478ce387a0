"""Logistic GEE and clustered least squares against R's geepack and clubSandwich: published data.

R 4.2.2, geepack 1.3.9, clubSandwich 0.5.8.
"""

import numpy as np
import pytest
import statsmodels.api as sm
from clustered_rows import DIETOX, OHIO, RESPIRATORY
from scipy import stats

from kooperacja_eval.stats import outcome_logistic as module
from kooperacja_eval.stats.outcome_design import outcome_design
from kooperacja_eval.stats.outcome_linear import linear_clustered
from kooperacja_eval.stats.outcome_logistic import logistic_gee

pytestmark = pytest.mark.golden

PRINTOUT = 1e-9  # relative: R printed 15 digits; room for another order of adding up
# geepack takes moments over n and all pairs, statsmodels over n - p and pairs - p: the working
# correlation differs by 0.06 % (ohio) and 0.5 % (respiratory), and robust errors move far less
MOMENTS = {"ohio_exchangeable": 1e-4, "respiratory_exch": 1e-3}
R_STOPS = 1e-3  # of a standard error: geese stops at a step of 1e-4 of an estimate


def table(rows):
    return np.array([row.split() for row in rows.split(";")], float)


def ohio():
    """Outcome, predictors and child of each visit; ~ age + smoke + age:smoke."""
    rows = table(OHIO)
    children = np.repeat(rows[:, 1:], rows[:, 0].astype(int), axis=0)
    age, smoke = np.tile([-2.0, -1, 0, 1], len(children)), np.repeat(children[:, 0], 4)
    child = np.repeat(np.arange(len(children)), 4)
    return children[:, 1:].ravel(), np.column_stack([age, smoke, age * smoke]), child


def respiratory():
    """Outcome, predictors and patient; ~ center + treat + sex + age + baseline."""
    patients = table(RESPIRATORY)
    patient = np.repeat(np.arange(len(patients)), 4)
    return patients[:, 5:].ravel(), patients[patient, :5], patient


DATA = {"ohio_exchangeable": ohio, "respiratory_exch": respiratory}

# geeglm(resp ~ age + smoke + age:smoke, id, binomial, corstr = "exch", scale.fix = TRUE), the same
# with corstr = "independence", and
# geeglm(outcome ~ center + treat + sex + age + baseline, id, binomial, corstr = "exchangeable")
# fmt: off
GEEPACK = {
    "ohio_exchangeable": {
        "estimate": (-1.90049529119822, -0.141235915229852, 0.313825829710733, 0.0708318426350438),
        "se": (0.119086978163764, 0.0582008895182953, 0.187841813901186, 0.0882788575032885),
        "wald": (254.685984092827, 5.88885759918199, 2.79121200719797, 0.643789177575308),
        "p": (0, 0.0152369817832545, 0.0947825151584003, 0.422342002613751),
        "scale": 0.999616377064645, "n_clusters": 537,
        "correlation": 0.354531011317526,
        "covariance": [
            (0.0141817083681769, 0.00267728724400103, -0.0141817083681769, -0.00267728724400103),
            (0.00267728724400103, 0.00338734354072082, -0.00267728724400103, -0.00338734354072082),
            (-0.0141817083681769, -0.00267728724400103, 0.0352845470496877, 0.00534768114586392),
            (-0.00267728724400103, -0.00338734354072082, 0.00534768114586391, 0.00779315668208592),
        ],
    },
    "ohio_independence": {
        "estimate": (-1.90084256848875, -0.14125312950631, 0.313953991721163, 0.0708441038388341),
        "se": (0.119076788488553, 0.0582141798805653, 0.187838526456261, 0.0882946855954645),
        "wald": (254.822676009242, 5.88760397752803, 2.79359003650965, 0.643781204371735),
        "p": (0, 0.0152478328161344, 0.0946419828269385, 0.4223448758825),
        "scale": 0.999616377064645, "n_clusters": 537,
        "covariance": [
            (0.0141792815567476, 0.00267728330431554, -0.0141792815567476, -0.00267728330431554),
            (0.00267728330431554, 0.00338889073916681, -0.00267728330431554, -0.00338889073916681),
            (-0.0141792815567476, -0.00267728330431554, 0.0352833120212596, 0.00534859833865627),
            (-0.00267728330431554, -0.00338889073916681, 0.00534859833865628, 0.00779595150440193),
        ],
    },
    "respiratory_exch": {
        "estimate": (
            -0.103460744168335, 0.649490481564485, -1.26535554186527, -0.136780397117036,
            -0.0187563595169827, 1.84571967966782,
        ),
        "se": (
            0.882133644928129, 0.353223510476011, 0.346678689277247, 0.440245196484588,
            0.0129647162044211, 0.345978447287643,
        ),
        "wald": (
            0.0137556913512243, 3.38100938840246, 13.3220436153833, 0.0965291469908713,
            2.09300886608388, 28.459901660933,
        ),
        "p": (
            0.906634481082618, 0.0659516523633403, 0.000262304143619052, 0.75603523456559,
            0.147974381830157, 9.56592817180635e-08,
        ),
        "scale": 1.00178883911532, "n_clusters": 111,
        "correlation": 0.328527842152892,
        "covariance": [
            (
                0.778159767514185, -0.189748198646925, -0.139523889806901, -0.298891114342121,
                -0.00694884739470995, 0.0575160411180658,
            ),
            (
                -0.189748198646923, 0.124766848352996, 0.0169460718287183, 0.0483448513553357,
                -0.000338086259375038, -0.0383171443752167,
            ),
            (
                -0.139523889806901, 0.0169460718287186, 0.12018611359899, 0.0585506418228711,
                0.000885517276602198, -0.0324981505579688,
            ),
            (
                -0.298891114342122, 0.0483448513553365, 0.0585506418228712, 0.193815833027753,
                0.00226442814127768, -0.0374236723936716,
            ),
            (
                -0.00694884739471001, -0.000338086259375001, 0.000885517276602203,
                0.0022644281412777, 0.00016808386626118, -0.000383348144649528,
            ),
            (
                0.0575160411180654, -0.0383171443752167, -0.0324981505579687, -0.0374236723936714,
                -0.000383348144649525, 0.119701085987568,
            ),
        ],
    },
}
# fmt: on
# as the help page of geeglm prints ohio_exchangeable; quoted without the paper
PRINTED = {"estimate": (-1.9005, -0.1412, 0.3138, 0.0708), "se": (0.1191, 0.0582, 0.1878, 0.0883)}


def fitted(name):
    outcome, predictors, clusters = DATA[name]()
    names = [f"x{at}" for at in range(predictors.shape[1])]
    return logistic_gee(outcome, predictors, clusters, names=names, variance="robust")


@pytest.mark.parametrize("name", DATA)
def test_odds_ratios_with_one_correlation(name):
    expected, result, tolerance = GEEPACK[name], fitted(name), MOMENTS[name]
    estimates = np.array([effect.estimate for effect in result.effects])
    errors = np.array(expected["se"])
    assert estimates / errors == pytest.approx(expected["estimate"] / errors, abs=5 * tolerance)
    found = [effect.standard_error for effect in result.effects]
    assert found == pytest.approx(errors, rel=tolerance)
    covariance = np.array(result.covariance) / np.outer(errors, errors)
    assert covariance == pytest.approx(
        np.array(expected["covariance"]) / np.outer(errors, errors), abs=2 * tolerance
    )
    statistics = np.array([effect.statistic for effect in result.effects])
    assert np.abs(statistics) == pytest.approx(np.sqrt(expected["wald"]), abs=5 * tolerance)
    # geeglm takes the normal distribution, and we t with clusters less coefficients
    assert 2 * stats.norm.sf(np.abs(statistics)) == pytest.approx(expected["p"], abs=5 * tolerance)
    assert result.n_clusters == expected["n_clusters"]
    assert result.df == expected["n_clusters"] - len(expected["estimate"])


def test_moments_over_other_counts():
    expected, result = GEEPACK["respiratory_exch"], fitted("respiratory_exch")
    n, k, pairs = result.n, len(result.effects), 6 * result.n_clusters
    scale = result.dispersion * (n - k) / n
    assert scale == pytest.approx(expected["scale"], rel=1e-3)
    correlation = result.correlation * (pairs - k) / pairs * n / (n - k)
    assert correlation == pytest.approx(expected["correlation"], rel=1e-3)


def test_moments_with_a_fixed_scale():
    # scale.fix: geepack keeps to the scale that it starts from, that of independence (compared
    # below), and its correlation is over that
    expected, result = GEEPACK["ohio_exchangeable"], fitted("ohio_exchangeable")
    pairs = 6 * result.n_clusters
    correlation = result.correlation * (pairs - 4) / pairs * result.dispersion
    correlation /= expected["scale"]
    assert correlation == pytest.approx(expected["correlation"], rel=1e-4)
    assert expected["scale"] == GEEPACK["ohio_independence"]["scale"]


def test_the_help_page_of_geeglm():
    result = fitted("ohio_exchangeable")
    estimates = [effect.estimate for effect in result.effects]
    assert estimates == pytest.approx(PRINTED["estimate"], abs=0.00005)
    errors = [effect.standard_error for effect in result.effects]
    assert errors == pytest.approx(PRINTED["se"], abs=0.00005)


def test_odds_ratios_without_working_correlation():
    # what logistic_gee falls back on
    expected, (outcome, predictors, clusters) = GEEPACK["ohio_independence"], ohio()
    design = outcome_design(
        predictors, clusters, names=["age", "smoke", "both"],
        has_outcome=np.ones(outcome.size, bool), n_parameters=4,
    )  # fmt: skip
    fit = module._gee(outcome, design, sm.cov_struct.Independence())
    turn, errors = design.unscale, np.array(expected["se"])
    estimates = turn @ fit.params
    covariance = turn @ fit.cov_robust @ turn.T
    assert estimates / errors == pytest.approx(expected["estimate"] / errors, abs=R_STOPS)
    assert np.sqrt(np.diag(covariance)) == pytest.approx(errors, rel=R_STOPS)
    assert covariance / np.outer(errors, errors) == pytest.approx(
        np.array(expected["covariance"]) / np.outer(errors, errors), abs=R_STOPS
    )
    wald = estimates**2 / np.diag(covariance)
    assert wald == pytest.approx(expected["wald"], rel=R_STOPS)
    assert stats.chi2.sf(wald, 1) == pytest.approx(expected["p"], abs=R_STOPS)
    scale = np.mean(fit.resid_pearson**2)
    assert scale == pytest.approx(expected["scale"], rel=R_STOPS)
    assert design.n_clusters == expected["n_clusters"]


# m <- lm(Weight ~ Time, dietox); sqrt(diag(vcovCR(m, cluster = Pig, type)))
# coef_test(m, vcov = "CR2", cluster = Pig, test = "Satterthwaite")$df
CLUBSANDWICH = {
    "CR0": (0.543684623802547, 0.0801772963085994),
    "CR1": (0.547500001305165, 0.080739950904967),
    "CR1S": (0.547818593128051, 0.0807869337142406),
    "CR2": (0.54748230510199, 0.0807490110647791),
    "CR3": (0.551306524527319, 0.0813248174327971),
}
COEFFICIENTS = (15.7053472577722, 6.94669942312871)
CR2_DF = (70.983859736149, 70.8674618061588)


@pytest.mark.parametrize("variance", CLUBSANDWICH)
def test_weights_of_pigs(variance):
    pigs = table(DIETOX)
    week, pig = np.tile(np.arange(1.0, 13), len(pigs)), np.repeat(np.arange(len(pigs)), 12)
    result = linear_clustered(pigs.ravel(), week[:, None], pig, names=["Time"], variance=variance)
    estimates = [effect.estimate for effect in result.effects]
    assert estimates == pytest.approx(COEFFICIENTS, rel=PRINTOUT)
    errors = [effect.standard_error for effect in result.effects]
    assert errors == pytest.approx(CLUBSANDWICH[variance], rel=PRINTOUT)
    if variance == "CR2":
        assert [effect.df for effect in result.effects] == pytest.approx(CR2_DF, rel=PRINTOUT)
    assert (result.n, result.n_clusters, result.n_dropped) == (861, 72, 3)
