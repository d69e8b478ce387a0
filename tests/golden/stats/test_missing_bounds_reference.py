"""Bounds of a mean, a share and a mean change against R's package survey and its root finder.

Thirty synthetic families of six teams, scores from 1 to 5 before and after; three lack the score
after and one the score before.
"""

# ruff: noqa: ERA001 - commands of R stand in comments

import numpy as np
import pytest
import statsmodels.api as sm

from kooperacja_eval.stats.missing_bounds import change_bounds, mean_bounds, share_bounds

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R printed 15 significant digits
R_ROOT = 1e-9  # relative: the root finder of R (asked for 1e-15, stops at about 1e-10)

# fmt: off
TEAM = np.repeat(np.arange(6), [4, 5, 6, 5, 6, 4])
BEFORE = np.array([
    3, 2, 1, 1, 3, 1, 2, 4, np.nan, 1, 3, 2, 3, 3, 2, 4, 2, 2, 2, 3, 2, 3, 1, 2, 1, 4, 2, 1, 3, 5,
])
AFTER = np.array([
    3, 3, 1, np.nan, 3, 2, 3, 4, 1, 1, 2, 2, 5, 3, 1, 4, np.nan, 4, 2, 3, 1, 5, 3, 4, 3, np.nan,
    2, 1, 5, 5,
])
# fmt: on
HIGH_AFTER = np.where(np.isnan(AFTER), np.nan, AFTER >= 4)

# R 4.2.2, survey 4.1.1:
#   f <- function(v) { s <- svymean(~v, svydesign(ids = ~team, weights = ~1,
#                                                 data = data.frame(v, team))); c(coef(s), SE(s)) }
#   a <- f(lo); b <- f(up)      # missing outcomes at the one and at the other end
#   g <- function(c) pt(c + (b[1] - a[1]) / max(a[2], b[2]), 5) - pt(-c, 5) - .95
#   c1 <- uniroot(g, c(qt(.95, 5) - 1e-9, qt(.975, 5)), tol = 1e-15)$root;  c2 <- qt(.975, 5)
#   c(a[1] - c1 * a[2], b[1] + c1 * b[2])
CASES = {
    "mean": (
        lambda **options: mean_bounds(AFTER, TEAM, low=1, high=5, **options),
        (2.63333333333333, 3.03333333333333, 0.154507581019808, 0.22795061193487),
        (2.11358407179432, 2.3067685711184, 3.51512611587464),
        (2.57058183563631, 2.23615895209571, 3.61929903579529),
        (2.81481481481481, 30, 27, 0),
    ),
    "share": (
        lambda **options: share_bounds(HIGH_AFTER, TEAM, **options),
        (0.266666666666667, 0.366666666666667, 0.0641294986148542, 0.0786365290669909),
        (2.17442528722179, 0.127221863221673, 0.537655923969283),
        (2.57058183563631, 0.101816542398858, 0.56880829990376),
        (0.296296296296296, 30, 27, 0),
    ),
    "change": (
        lambda **options: change_bounds(BEFORE, AFTER, TEAM, low=1, high=5, **options),
        (0.344827586206897, 0.758620689655172, 0.116109808181158, 0.239109422313525),
        (2.11594704809248, 0.0991453803313909, 1.26456356597057),
        (2.57058183563631, 0.0463578223571947, 1.37327102738381),
        (0.538461538461538, 29, 26, 1),
    ),
}


@pytest.mark.parametrize("covers", ["mean", "bounds"])
@pytest.mark.parametrize("name", CASES)
def test_bounds_in_r(name, covers):
    function, bounds, of_mean, of_bounds, (known_mean, n, n_known, n_dropped) = CASES[name]
    result = function(covers=covers)
    found = (result.lower, result.upper, result.se_lower, result.se_upper)
    assert found == pytest.approx(bounds, rel=R_PRINTOUT)
    interval = (result.critical_value, result.ci_low, result.ci_high)
    assert interval == pytest.approx(of_mean if covers == "mean" else of_bounds, rel=R_ROOT)
    assert result.known_mean == pytest.approx(known_mean, rel=R_PRINTOUT)
    assert (result.n, result.n_known, result.n_missing) == (n, n_known, n - n_known)
    assert (result.n_clusters, result.df, result.n_dropped) == (6, 5, n_dropped)
    assert (result.covers, result.method) == (covers, "manski_clustered_t")


def test_a_constant_in_statsmodels_as_second_implementation_of_the_errors():
    # CR1 of a constant has the factor G / (G - 1) x (n - 1) / (n - 1).
    result = mean_bounds(AFTER, TEAM, low=1, high=5)
    for end, bound, error in (
        (1, result.lower, result.se_lower),
        (5, result.upper, result.se_upper),
    ):
        filled = np.where(np.isnan(AFTER), end, AFTER)
        fit = sm.OLS(filled, np.ones(30)).fit(cov_type="cluster", cov_kwds={"groups": TEAM})
        assert (bound, error) == pytest.approx((fit.params[0], fit.bse[0]), rel=1e-12)


def test_the_critical_values_of_a_normal_distribution():
    # With so many clusters that t is normal, c solves
    # Phi(c + width) - Phi(-c) = .95: without width 1.959964, with a great one 1.644854
    # (qnorm(.975), qnorm(.95)); t of 9,999 degrees of freedom differs by 0.0003 at most.
    outcome = np.tile([0.0, 1.0], 5_000)
    team = np.arange(outcome.size)
    assert share_bounds(outcome, team).critical_value == pytest.approx(1.959964, abs=3e-4)
    outcome[:5_000] = np.nan
    assert share_bounds(outcome, team).critical_value == pytest.approx(1.644854, abs=3e-4)
