"""Standardised and clustered differences against published printouts, R and statsmodels.

R's package effectsize is not the second implementation of the intervals: it shrinks their ends by
the small-sample factor, which an exact interval of the population's difference does not want.
"""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from kooperacja_eval.stats.effect_sizes import clustered_difference, hedges_g, hedges_g_paired

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R printed 15 significant digits
NONCENTRAL = 1e-8  # relative: R warns that its noncentral t is short of full precision

# R: datasets::mtcars, miles per gallon with automatic and with manual transmission
# fmt: off
AUTOMATIC = np.array([
    21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 21.5, 15.5,
    15.2, 13.3, 19.2,
])
MANUAL = np.array([21, 21, 22.8, 32.4, 30.4, 33.9, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4])
# Student (1908): additional hours of sleep, drugs 1 and 2; R: datasets::sleep
DRUG_1 = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2])
DRUG_2 = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
# R: datasets::warpbreaks without rows 1, 2, 3, 30 and 54: breaks of yarn by wool and tension
WOOL_A = np.array([
    25, 70, 52, 51, 26, 67, 18, 21, 29, 17, 12, 18, 35, 30, 36, 36, 21, 24, 18, 10, 43, 28, 15, 26,
])
WOOL_B = np.array([
    27, 14, 19, 29, 31, 41, 20, 44, 42, 26, 19, 16, 39, 28, 21, 39, 29, 20, 21, 24, 17, 13, 15, 15,
    16,
])
# fmt: on
TENSION_A, TENSION_B = np.repeat(["L", "M", "H"], [6, 9, 9]), np.repeat(["L", "M", "H"], [8, 9, 8])


def near(expected, rel=R_PRINTOUT):
    return pytest.approx(expected, rel=rel)


def scores_of(means, deviations, correlation, n):
    """Made-up pairs with exactly these means, standard deviations and correlation."""
    noise = np.random.default_rng(1).standard_normal((n, 2))
    white, _ = np.linalg.qr(noise - noise.mean(axis=0))
    mixed = white @ np.array([[1, correlation], [0, np.sqrt(1 - correlation**2)]])
    return (mixed * np.sqrt(n - 1) * deviations + means).T


def test_independent_samples_in_metafor_and_r():
    # R 4.2.2, metafor 3.8.1: escalc("SMD", m1i = mean(manual), ..., m2i = mean(automatic))$yi,
    # with the exact factor. Interval: t of t.test(mpg ~ am, mtcars, var.equal = TRUE);
    # uniroot(function(x) pt(t, 30, x) - p, t + c(-15, 15), tol = 1e-13)$root for p = .975, .025
    # times sqrt(1 / 19 + 1 / 13)
    result = hedges_g(AUTOMATIC, MANUAL)
    assert result.estimate == near(1.440635402401855)
    assert (result.ci_low, result.ci_high) == near(
        (0.670568385745411, 2.265973280446096), NONCENTRAL
    )
    assert (result.n_first, result.n_second, result.n_dropped) == (19, 13, 0)
    assert result.method == "noncentral_t"
    result = hedges_g(AUTOMATIC, MANUAL, confidence_level=0.8)
    assert (result.ci_low, result.ci_high) == near(
        (0.944671362998595, 1.987869596552329), NONCENTRAL
    )


@pytest.mark.parametrize(
    ("standardiser", "factor_df", "printed"),
    [
        ("average", 48 / (1 + 0.75**2), (0.5550319, 0.1609934, 0.2394905, 0.8705732)),
        ("before", 24, (0.5424837, 0.1615500, 0.2258515, 0.8591158)),
    ],
)
def test_the_printout_of_the_author_of_the_interval(standardiser, factor_df, printed):
    # D. G. Bonett, R package statpsych 1.7.0, help page of ci.stdmean.ps, called with
    # .05, 110.4, 102.1, 15.3, 14.6, .75, 25:
    #   Unweighted standardizer:    0.5550319 (adj. 0.5433457) 0.1609934 0.2394905 0.8705732
    #   Measurement 1 standardizer: 0.5424837 (adj. 0.5253526) 0.1615500 0.2258515 0.8591158
    # It takes the first less the second, so that our signs are the other way; its adjustment is
    # the approximation 1 - 3 / (4 df - 1) with other degrees of freedom for the first, close to
    # our exact factor. Seven digits are printed.
    before, after = scores_of([110.4, 102.1], [15.3, 14.6], 0.75, 25)
    result = hedges_g_paired(before, after, standardiser=standardiser)
    d, standard_error, low, high = printed
    assert (-result.ci_high, -result.ci_low) == pytest.approx((low, high), abs=6e-8)
    factor = 1 - 3 / (4 * factor_df - 1)
    assert -result.estimate == pytest.approx(factor * d, rel=2e-4)
    assert result.standard_error == pytest.approx(factor * standard_error, rel=2e-4)
    assert result.correlation == near(0.75)


# R 4.2.2 with J <- function(m) exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2): estimate,
# interval, standard error by the formulas of the docstring. metafor 3.8.1 gives the same estimates:
# escalc("SMCR", sd1i = sd(drug 1)) 0.8071070621501445, escalc("SMCC") 1.173924903514205. The
# interval of the difference is that of pt() by uniroot as above, over sqrt(10).
SLEEP = {
    "average": (0.774043792531312, 0.284367371795823, 1.379994790903256, 0.259975546258107),
    "before": (0.807107062150144, 0.276357932150586, 1.489982448570489, 0.282939120914587),
    "difference": (1.173924903514205, 0.414627756380144, 2.118016513977067, 0.411530633042908),
}
# The same with pairs 1-2, 3-4, ... as clusters: g without each of them,
# se <- sqrt(4 / 5 * sum((g - mean(g))^2)), interval by qt(.975, 4)
SLEEP_CLUSTERED = {
    "average": (0.774043792531312, 0.0558384475732961, 1.492249137489328, 0.258678028106322),
    "before": (0.807107062150144, 0.0486560629884191, 1.56555806131187, 0.273173417958751),
    "difference": (1.173924903514205, 0.00703479998540191, 2.34081500704301, 0.420282072692258),
}


@pytest.mark.parametrize("standardiser", SLEEP)
def test_pairs_in_metafor_and_r(standardiser):
    estimate, low, high, standard_error = SLEEP[standardiser]
    exact = standardiser == "difference"
    result = hedges_g_paired(DRUG_1, DRUG_2, standardiser=standardiser)
    assert result.estimate == near(estimate)
    assert (result.ci_low, result.ci_high) == near((low, high), NONCENTRAL if exact else R_PRINTOUT)
    assert result.standard_error == near(standard_error)
    assert result.correlation == near(0.795170205833578)
    assert (result.n_pairs, result.n_clusters, result.n_dropped) == (10, None, 0)
    assert result.standardiser == standardiser
    assert result.method == ("noncentral_t" if exact else "bonett_normal")


@pytest.mark.parametrize("standardiser", SLEEP_CLUSTERED)
def test_clustered_pairs_in_r(standardiser):
    estimate, low, high, standard_error = SLEEP_CLUSTERED[standardiser]
    clusters = np.repeat(np.arange(5), 2)
    result = hedges_g_paired(DRUG_1, DRUG_2, standardiser=standardiser, clusters=clusters)
    assert result.estimate == near(estimate)
    assert (result.ci_low, result.ci_high) == near((low, high), 1e-11)
    assert result.standard_error == near(standard_error)
    assert result.correlation == near(0.795170205833578)
    assert (result.n_pairs, result.n_clusters, result.n_dropped) == (10, 5, 0)
    assert result.standardiser == standardiser
    assert result.method == "cluster_jackknife_t"


def test_two_waves_in_r_sandwich():
    # R 4.2.2, sandwich 3.0.2: m <- lm(breaks ~ wool, w); V <- vcovCL(m, w$tension, type = "HC1");
    # interval by qt(.975, 2), p by pt; V[2, 2] / vcovHC(m, "HC1")[2, 2]; coef(m)
    result = clustered_difference(WOOL_A, WOOL_B, TENSION_A, TENSION_B)
    assert result.estimate == near(-5.33333333333334)
    assert result.standard_error == near(6.375205294983954)
    assert (result.ci_low, result.ci_high) == near((-32.763627798509276, 22.096961131842594))
    assert result.design_effect == near(2.800286198192524)
    assert result.p_value == near(0.490863539734943)
    assert (result.mean_first, result.mean_second) == near((30.333333333333332, 24.999999999999993))
    assert (result.df, result.n_first, result.n_second) == (2, 24, 25)
    assert (result.n_clusters, result.n_shared, result.n_dropped) == (3, 3, 0)
    assert result.method == "ols_cluster_t"


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_two_waves_in_a_model_of_statsmodels(level):
    # statsmodels 0.15.0: the same model by formula, its own interval and test
    data = pd.DataFrame(
        {
            "breaks": np.concatenate([WOOL_A, WOOL_B]).astype(float),
            "wool": np.repeat([0.0, 1.0], [WOOL_A.size, WOOL_B.size]),
        }
    )
    groups = np.unique(np.concatenate([TENSION_A, TENSION_B]), return_inverse=True)[1]
    fit = smf.ols("breaks ~ wool", data).fit(
        cov_type="cluster", cov_kwds={"groups": groups}, use_t=True
    )
    result = clustered_difference(WOOL_A, WOOL_B, TENSION_A, TENSION_B, confidence_level=level)
    assert (result.estimate, result.standard_error) == near((fit.params["wool"], fit.bse["wool"]))
    low, high = fit.conf_int(alpha=1 - level).loc["wool"]
    assert (result.ci_low, result.ci_high) == near((low, high))
    assert result.p_value == near(fit.pvalues["wool"])
    assert result.mean_first == near(fit.params["Intercept"])
    assert result.mean_second == near(fit.params.sum())
    assert result.n_first + result.n_second == fit.nobs
