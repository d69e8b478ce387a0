"""Log-rank tests against R's survival and survey, statsmodels and lifelines.

R 4.2.2, survival 3.5.3, survey 4.1.1; statsmodels is a dependency and runs here.
"""

import cox_reference
import numpy as np
import pytest
from cox_models import AML, AML_NOT, lung, ovarian, table
from statsmodels.duration.survfunc import survdiff
from survival_rows import VETERAN

from kooperacja_eval.stats.log_rank import log_rank

pytestmark = pytest.mark.golden

DIGITS = 1e-10  # the same sums in another order; values were written to 12 digits


def of_lung(groups, *, complete=(), weights="log_rank", strata=None):
    rows = lung(complete=(groups, *complete))
    by = None if strata is None else rows[strata]
    return log_rank(rows["time"], rows["event"], rows[groups], strata=by, weights=weights)


def of_aml():
    first, then = table(AML), table(AML_NOT)
    rows = np.vstack([first, then])
    return log_rank(rows[:, 0], rows[:, 1], np.arange(len(rows)) >= len(first))


def of_ovarian():
    rows = ovarian()
    return log_rank(rows["leave"], rows["event"], rows["predictors"][:, 1])


def of_veteran():
    trt, cell, time, status, *_ = table(VETERAN).T
    return log_rank(time, status, cell, strata=trt)


CASES = {
    "lr_sex": lambda: of_lung("sex"),
    "lr_peto": lambda: of_lung("sex", weights="peto"),  # rho = 1
    "lr_inst": lambda: of_lung("sex", complete=["inst"], strata="inst"),
    "lr_ecog": lambda: of_lung("ecog"),
    "lr_aml": of_aml,
    "lr_ov": of_ovarian,
    "lr_ecog_peto_strat": lambda: of_lung("ecog", strata="sex", weights="peto"),
    "lr_cell_strat": of_veteran,  # celltype + strata(trt)
}


@pytest.mark.parametrize("name", CASES)
def test_every_field_of_survdiff(name):
    expected, result = cox_reference.RANKS[name], CASES[name]()
    assert [group.n for group in result.groups] == list(expected["n"])
    for key, found in (
        ("obs", [group.observed for group in result.groups]),
        ("exp", [group.expected for group in result.groups]),
        ("var", result.variance),
        ("test", (result.chi2, result.df, result.p_value)),
    ):
        np.testing.assert_allclose(found, expected[key], rtol=DIGITS)


def test_published_value_of_aml():
    # R. G. Miller, Survival Analysis, 1981, as in the tutorials of survival: chi-squared 3.4
    result = of_aml()
    assert (round(result.chi2, 1), round(result.p_value, 4)) == (3.4, 0.0653)


def test_other_software_has_the_same_tests():
    # lifelines 0.30.3: multivariate_logrank_test(time, ph.ecog, e)
    result = of_lung("ecog")
    assert (result.chi2, result.p_value) == pytest.approx((21.962131682474777, 6.64253535580408e-5))
    rows = lung(complete=("ecog",))
    chi2, p_value = survdiff(rows["time"], rows["event"], rows["ecog"], strata=rows["sex"])
    found = log_rank(rows["time"], rows["event"], rows["ecog"], strata=rows["sex"])
    assert (found.chi2, found.p_value) == pytest.approx((chi2, p_value), rel=1e-9)


def test_robust_scores_of_coxph():
    # coxph(..., cluster = inst, ties = "breslow")$rscore
    rows, full = lung(complete=("inst",)), lung(complete=("inst", "ecog"))
    results = (
        log_rank(rows["time"], rows["event"], rows["sex"], clusters=rows["inst"]),
        log_rank(full["time"], full["event"], full["ecog"], clusters=full["inst"]),
        log_rank(
            full["time"], full["event"], full["sex"], clusters=full["inst"], strata=full["ecog"]
        ),
    )
    scores = [result.clustered.score_chi2 for result in results]
    assert scores == pytest.approx(cox_reference.ROBUST_SCORES, rel=DIGITS)


@pytest.mark.parametrize(
    ("weights", "chi2"),
    # svylogrank(Surv(time, status) ~ sex, svydesign(~inst, data = lung, weights = ~1), rho = 0, 1)
    [("log_rank", 10.382237992), ("peto", 3.311675**2)],
)
def test_hotelling_of_two_groups_is_the_design_based_test(weights, chi2):
    # its variance is G / (G - 1) sum (u - mean u)^2; in it svylogrank takes the hazards of Efron's
    # ties, so that values differ by .1 %
    rows = lung(complete=("inst",))
    test = log_rank(
        rows["time"], rows["event"], rows["sex"], clusters=rows["inst"], weights=weights
    ).clustered
    assert test.f == pytest.approx(chi2, rel=0.002)
    assert (test.df_between, test.df_within, test.method) == (1, 17, "robust_score_f")


@pytest.mark.parametrize(
    ("by_sex", "expected"),
    [(False, (1.4733226, 2, 15, 0.2605013)), (True, (1.1878448, 2, 14, 0.3338098))],
)
def test_clusters_are_compared_as_by_lm(by_sex, expected):
    # fit <- coxph(Surv(time, status) ~ 1, l2, ties = "breslow") or ~ strata(sex)
    # M <- tapply(residuals(fit, "martingale"), l2$inst, sum); m <- table(l2$inst)
    # anova(lm(M / m ~ factor(inst %% 3), weights = m)); by sex: M / m ~ share of women + ...
    rows = lung(complete=("inst",))
    test = log_rank(
        rows["time"], rows["event"], rows["inst"] % 3, clusters=rows["inst"],
        strata=rows["sex"] if by_sex else None,
    ).clustered  # fmt: skip
    found = (test.f, test.df_between, test.df_within, test.p_value)
    assert found == pytest.approx(expected, rel=1e-6)
    assert test.method == "between_clusters_anova"
    if not by_sex:  # coxph(~ factor(inst %% 3), cluster = inst, ties = "breslow")$rscore
        assert test.score_chi2 == pytest.approx(2.562373, rel=1e-6)
