"""Cox regression, concordance and hazards against R, statsmodels and lifelines.

R 4.2.2, survival 3.5.3; commands stand in ``cox_reference`` and ``cox_models``.
"""

import cox_reference
import numpy as np
import pytest
from cox_models import MODELS, heart, lung, lung_model
from statsmodels.duration.hazard_regression import PHReg

from kooperacja_eval.stats.cox_baseline import cox_hazard
from kooperacja_eval.stats.cox_regression import cox_regression
from kooperacja_eval.stats.outcome_survival import cox_clustered

pytestmark = pytest.mark.golden

# Both solve the same equations; R stops when the log-likelihood moves by less than 1e-9 of itself,
# which leaves up to 1e-8 of estimates; values were written to 12 digits.
R_STOPS = 1e-7
R_WALD = 1e-9  # unrounded wald.test of the fit, not that of its summary


def near(expected, tolerance=R_STOPS):
    return pytest.approx(np.array(expected), rel=tolerance)


@pytest.mark.parametrize("name", MODELS)
def test_every_field_of_coxph(name):
    expected, result = cox_reference.MODELS[name], cox_regression(**MODELS[name]())
    effects = result.effects
    assert (result.n, result.n_events) == (expected["n"], expected["nevent"])
    assert [effect.estimate for effect in effects] == near(expected["coef"])
    assert [effect.standard_error for effect in effects] == near(expected["se"])
    assert [effect.statistic for effect in effects] == near(expected["z"])
    assert [effect.p_value for effect in effects] == near(expected["p"])
    assert [effect.ratio for effect in effects] == near(np.exp(expected["coef"]))
    assert [effect.ratio_low for effect in effects] == near(expected["lower"])
    assert [effect.ratio_high for effect in effects] == near(expected["upper"])
    logs = (result.log_likelihood_blank, result.log_likelihood)
    assert logs == near(expected["loglik"], 1e-11)
    assert result.aic == near(expected["aic"], 1e-11)
    for test, key in ((result.likelihood_ratio, "lrt"), (result.score, "score")):
        assert (test.chi2, test.df, test.p_value) == near(expected[key], 1e-9)
    assert result.wald.chi2 == near(expected["wald"])
    assert result.wald.df == len(effects)


@pytest.mark.parametrize("name", [name for name in MODELS if name != "veteran"])
def test_covariance_of_coxph(name):
    # that of veteran, 8 x 8, is compared beside cox_clustered
    result = cox_regression(**MODELS[name]())
    expected = np.array(cox_reference.MODELS[name]["vcov"])
    assert np.array(result.covariance) == pytest.approx(expected, rel=1e-7, abs=1e-12)


@pytest.mark.parametrize("name", MODELS)
def test_concordance(name):
    # m$concordance: pairs within strata, with late entries, ties of scores and of times
    expected, found = cox_reference.MODELS[name], cox_regression(**MODELS[name]()).concordance
    assert (found.share, found.standard_error) == near(expected["conc"], 1e-11)
    assert (found.concordant, found.discordant, found.tied) == tuple(expected["counts"])


HAZARDS = {
    "haz_lung": lambda: cox_hazard(**lung_model("age", "sex"), at=[60, 2]),
    "haz_lung_mean": lambda: cox_hazard(**lung_model("age", "sex")),
    "haz_lung_breslow": lambda: cox_hazard(**lung_model("age", "sex", ties="breslow"), at=[60, 2]),
    "haz_heart": lambda: cox_hazard(**heart(interactions=False), at=[0, 1]),
    "haz_strata1": lambda: cox_hazard(**MODELS["lung_strata"](), at=[60, 2]),
}


@pytest.mark.parametrize("name", HAZARDS)
def test_hazard_and_survival_of_stated_predictors(name):
    hazard = HAZARDS[name]()
    there = np.array([not stratum or stratum == "1.0" for stratum in hazard.strata])
    columns = (
        hazard.times, hazard.at_risk, hazard.events, hazard.cumulative_hazard,
        hazard.standard_error, hazard.survival, hazard.ci_low, hazard.ci_high,
    )  # fmt: skip
    rows = np.column_stack(columns)[there]
    expected = np.array(cox_reference.HAZARDS[name])
    found = rows[np.searchsorted(rows[:, 0], expected[:, 0])]
    np.testing.assert_allclose(found, expected, rtol=R_STOPS)


def test_baseline_hazard():
    # basehaz(coxph(Surv(time, status) ~ age + sex, lung), centered = FALSE), and TRUE
    at_zero = cox_hazard(**lung_model("age", "sex"), at=[0, 0])
    at_means = cox_hazard(**lung_model("age", "sex"))
    chosen = np.isin(at_zero.times, [88, 310, 765])
    uncentred = (0.0860886341383765, 0.488098140650428, 1.69573757675175)
    centred = (0.121998498683349, 0.691696888508785, 2.40307493079893)
    assert at_zero.cumulative_hazard[chosen] == near(uncentred)
    assert at_means.cumulative_hazard[chosen] == near(centred)
    assert at_means.at == near((62.4473684210526, 1.39473684210526), 1e-12)


def test_robust_errors_within_strata():
    # coxph(Surv(time, status) ~ age + sex + strata(ph.ecog), lung, cluster = inst)
    rows = lung(complete=("inst", "ecog"))
    result = cox_clustered(
        rows["time"], rows["event"], np.column_stack([rows["age"], rows["sex"]]), rows["inst"],
        names=["age", "sex"], strata=rows["ecog"], variance="robust",
    )  # fmt: skip
    errors = [effect.standard_error for effect in result.effects]
    assert errors == near(cox_reference.STRATA_ROBUST, 1e-9)


@pytest.mark.parametrize("name", [name for name in MODELS if "entry" not in MODELS[name]()])
def test_statsmodels_has_the_same_estimates(name):
    # PHReg(...).fit() stops by its own rule, so 1e-5. Not with late entries: its estimates for
    # heart and bladder differ from those of R in the second digit
    rows = MODELS[name]()
    fit = PHReg(
        rows["leave"], rows["predictors"], status=rows["event"],
        strata=rows.get("strata"), ties=rows.get("ties", "efron"), missing="drop",
    ).fit()  # fmt: skip
    result = cox_regression(**rows)
    assert [effect.estimate for effect in result.effects] == pytest.approx(fit.params, rel=1e-5)
    errors = [effect.standard_error for effect in result.effects]
    assert errors == pytest.approx(fit.bse, rel=1e-5)
    assert result.log_likelihood == pytest.approx(fit.llf, rel=1e-9)


def test_lifelines_has_the_same_model():
    # lifelines 0.30.3: CoxPHFitter().fit(lung[time, e, age, sex, ph.ecog], "time", "e"); it stops
    # when steps are below 1e-7
    result = cox_regression(**MODELS["lung_efron"]())
    estimates = [effect.estimate for effect in result.effects]
    assert estimates == pytest.approx((0.0110667267, -0.5526104084, 0.4637281427), rel=1e-5)
    errors = [effect.standard_error for effect in result.effects]
    assert errors == pytest.approx((0.0092674103, 0.1677389961, 0.1135772740), rel=1e-5)
    assert result.log_likelihood == pytest.approx(-729.2301213749455, rel=1e-9)
    assert result.concordance.share == pytest.approx(0.6371354930004548, rel=1e-12)
    assert result.aic == pytest.approx(1464.460242749891, rel=1e-9)
    assert result.likelihood_ratio.chi2 == pytest.approx(30.50066877298923, rel=1e-7)


def test_lifelines_has_the_same_late_entries_and_strata():
    # CoxTimeVaryingFitter().fit(heart[id, start, stop, event, age, surgery, transplant]), and
    # CoxPHFitter().fit(lung, strata=["ph.ecog"]); values printed to 8 digits
    rows = heart()
    rows |= {"predictors": rows["predictors"][:, :3], "names": ["age", "surgery", "transplant"]}
    for arguments, estimates, errors, log in (
        (
            rows, (0.03053631, -0.77332765, 0.01609561), (0.01389279, 0.35966796, 0.30858581),
            -292.76202553240364,
        ),
        (
            MODELS["lung_strata"](), (0.01077216, -0.55351548), (0.0092538, 0.17087277),
            -560.6740086430606,
        ),
    ):  # fmt: skip
        result = cox_regression(**arguments)
        found = [effect.estimate for effect in result.effects]
        assert found == pytest.approx(estimates, rel=1e-5)
        assert [e.standard_error for e in result.effects] == pytest.approx(errors, rel=1e-5)
        assert result.log_likelihood == pytest.approx(log, rel=1e-9)
