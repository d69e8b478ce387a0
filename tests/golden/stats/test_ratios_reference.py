"""Ratios of totals against a published example, R and statsmodels.

Students tested and enrolled, summed by district, in the sample ``apiclus1`` of R's package survey
(Academic Performance Index of California in 2000; open data).
"""

# ruff: noqa: ERA001 - commands of R stand in comments

import math

import numpy as np
import pytest
import statsmodels.api as sm

from kooperacja_eval.stats.ratios import clustered_ratio

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-13  # relative: R printed 15 significant digits
T_QUANTILE = 1e-12  # relative: room for another algorithm of the t quantile (seen: below 1e-14)

# R 4.2.2, survey 4.1.1: data(api); aggregate(cbind(api.stu, enroll) ~ dnum, apiclus1, sum)
# fmt: off
TESTED = np.array([
    6047, 12618, 1461, 5935, 7573, 610, 199, 1184, 6431, 12292, 1877, 4895, 22452, 532, 1373,
])
ENROLLED = np.array([
    6777, 15038, 1668, 6958, 9025, 683, 274, 1436, 7375, 14968, 2180, 6081, 25814, 680, 1641,
])
# fmt: on
N_DISTRICTS, N_DISTRICTS_IN_STATE = 15, 757


def test_the_published_ratio_of_the_cluster_sample():
    # T. Lumley, "A survey analysis example", vignette of the R package survey:
    #   dclus1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
    #   svyratio(~api.stu, ~enroll, dclus1)    0.8497087, SE 0.008386297
    # The vignette corrects for 15 of the 757 districts of the state being in the sample; the factor
    # takes that back. Tolerances are half of the last digit printed.
    result = clustered_ratio(TESTED, ENROLLED)
    finite_population = math.sqrt(1 - N_DISTRICTS / N_DISTRICTS_IN_STATE)
    assert result.estimate == pytest.approx(0.8497087, abs=0.5e-7)
    assert result.standard_error * finite_population == pytest.approx(0.008386297, abs=0.5e-9)


def test_r_survey_as_second_implementation_of_the_ratio():
    # R 4.2.2, survey 4.1.1: d <- svydesign(id = ~dnum, weights = ~1, data = apiclus1)
    #   r <- svyratio(~api.stu, ~enroll, d); cat(coef(r), SE(r))
    #     0.849708741724488 0.00847064019493151
    #   exp(confint(svycontrast(r, quote(log(`api.stu/enroll`))), df = degf(d)))
    #     0.831733871502915 0.868072072691201
    result = clustered_ratio(TESTED, ENROLLED)
    assert result.estimate == pytest.approx(0.849708741724488, rel=R_PRINTOUT)
    assert result.standard_error == pytest.approx(0.00847064019493151, rel=R_PRINTOUT)
    assert result.ci_low == pytest.approx(0.831733871502915, rel=T_QUANTILE)
    assert result.ci_high == pytest.approx(0.868072072691201, rel=T_QUANTILE)
    assert (result.numerator, result.denominator) == (TESTED.sum(), ENROLLED.sum())
    assert (result.df, result.n_clusters, result.n_dropped) == (14, 15, 0)
    assert result.method == "clustered_log_t"


def test_regression_through_the_origin_as_second_implementation():
    # Least squares through the origin with weights 1 / x has the slope sum(y) / sum(x).
    fit = sm.WLS(TESTED, ENROLLED.astype(float), weights=1 / ENROLLED).fit(
        cov_type="cluster", cov_kwds={"groups": np.arange(TESTED.size)}
    )
    result = clustered_ratio(TESTED, ENROLLED)
    assert result.estimate == pytest.approx(fit.params[0], rel=1e-12)
    assert result.standard_error == pytest.approx(fit.bse[0], rel=1e-12)
