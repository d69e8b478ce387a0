"""Ratios of totals with shared amounts from resampled clusters, against R's package boot.

People in ten US cities in 1920 and 1930 stand for families and costs (boot::city, Davison and
Hinkley 1997). Ends from R are looked for between quantiles of the replicates drawn here, four Monte
Carlo standard errors of the difference of two simulated ranks to each side.
"""

# ruff: noqa: ERA001 - commands of R stand in comments

import math

import numpy as np
import pytest

from kooperacja_eval.stats.ratio_bootstrap import bootstrap_ratio
from kooperacja_eval.stats.ratios import clustered_ratio

pytestmark = pytest.mark.golden

RESAMPLES = 100_000
R_PRINTOUT = 1e-10  # relative: R printed 15 significant digits; acceleration is a ratio of sums
RANK_ERROR = 4 * math.sqrt(2 * 0.025 * 0.975 / RESAMPLES)

PEOPLE_1920 = np.array([138.0, 93, 61, 179, 48, 37, 29, 23, 30, 2])
PEOPLE_1930 = np.array([143.0, 104, 69, 260, 75, 63, 50, 48, 111, 50])
SHARED = 200.0

# R 4.2.2, boot 1.3.28.1: set.seed(1); S <- 200
#   est <- function(d, w) { h <- 1                              # fixed
#     h <- sum(w) / 10                                          # per_cluster
#     h <- sum(d$u * w) / sum(d$u)                              # per_unit
#     (sum(d$x * w) + S * h) / sum(d$u * w) }
#   b <- boot(city, est, R = 100000, stype = "f"); sd(b$t); mean(b$t) - b$t0
#   t <- sapply(1:10, function(i) est(city, replace(rep(1, 10), i, 0))); L <- 9 * (mean(t) - t)
#   a <- sum(L^3) / (6 * sum(L^2)^1.5); z0 <- qnorm(mean(b$t < b$t0) + mean(b$t == b$t0) / 2)
#   boot.ci(b, type = c("perc", "bca"), L = L)
R = {
    # rule: estimate, SD and bias of replicates, acceleration, z0, percentile ends, BCa ends
    "fixed": (
        (1.8328125, 0.307185458776728, 0.0659180623157252, -0.0199269729182124),
        -0.010314958262968,
        (1.49309425226411, 2.66666666666667),
        (1.48014440433213, 2.60371517027864),
    ),
    "per_cluster": (
        (1.8328125, 0.304378406261668, 0.0616246226400821, -0.0190033135770839),
        -0.00297035887336042,
        (1.48955355779152, 2.66328420209142),
        (1.47960199004975, 2.60710061241797),
    ),
    "per_unit": (
        (1.8328125, 0.223799343243325, 0.0407010816326181, -0.0112031939602336),
        0.000325861681468921,
        (1.56372001620816, 2.42228447511244),
        (1.55888740550182, 2.40291095890411),
    ),
}


@pytest.mark.parametrize("method", ["percentile", "bca"])
@pytest.mark.parametrize("rule", R)
def test_shared_amounts_in_boot(rule, method):
    (estimate, error, bias, acceleration), z0, percentile, bca = R[rule]
    result = bootstrap_ratio(
        PEOPLE_1930, PEOPLE_1920, shared=SHARED, shared_rule=rule, method=method,
        resamples=RESAMPLES, rng=np.random.default_rng(5),
    )  # fmt: skip
    assert result.estimate == pytest.approx(estimate, rel=R_PRINTOUT)
    # SD and bias of 100,000 skewed replicates, twice: 1 % and 0.005 are four standard errors.
    assert result.standard_error == pytest.approx(error, rel=0.015)
    assert result.bias == pytest.approx(bias, abs=4 * error * math.sqrt(2 / RESAMPLES))
    if method == "bca":
        assert result.acceleration == pytest.approx(acceleration, rel=R_PRINTOUT)
        # Four errors of a difference of shares near a half, over the normal density there.
        assert result.z0 == pytest.approx(z0, abs=4 * math.sqrt(2 * 0.25 / RESAMPLES) / 0.399)
    else:
        assert (result.acceleration, result.z0) == (None, None)
    assert (result.numerator, result.denominator, result.shared) == (973, 640, SHARED)
    assert (result.n_clusters, result.n_dropped, result.n_undefined) == (10, 0, 0)
    assert (result.shared_rule, result.method, result.resamples) == (rule, method, RESAMPLES)
    expected = percentile if method == "percentile" else bca
    for tail in (-RANK_ERROR, RANK_ERROR):
        wider = bootstrap_ratio(
            PEOPLE_1930, PEOPLE_1920, shared=SHARED, shared_rule=rule, method=method,
            resamples=RESAMPLES, confidence_level=0.95 + 2 * tail, rng=np.random.default_rng(5),
        )  # fmt: skip
        sign = 1 if tail > 0 else -1
        assert sign * wider.ci_low <= sign * expected[0]
        assert sign * wider.ci_high >= sign * expected[1]


def replicates_by_a_loop(rng, resamples):
    """Draw rows, add up, fit the error of the log within each resample by leaving rows out."""
    found = []
    for _ in range(resamples):
        rows = rng.integers(0, 10, 10)
        x, y = PEOPLE_1920[rows], PEOPLE_1930[rows]
        without = np.log((y.sum() - y + SHARED) / (x.sum() - x))
        found.append((math.log((y.sum() + SHARED) / x.sum()), math.sqrt(9 * np.var(without))))
    return np.array(found)


def test_a_loop_over_rows_as_second_implementation_of_the_studentised_interval():
    result = bootstrap_ratio(
        PEOPLE_1930, PEOPLE_1920, shared=SHARED, resamples=RESAMPLES, rng=np.random.default_rng(5)
    )
    log = math.log(result.estimate)
    without = np.log((973 - PEOPLE_1930 + SHARED) / (640 - PEOPLE_1920))
    error = math.sqrt(9 * np.var(without))
    drawn = replicates_by_a_loop(np.random.default_rng(6), 20_000)
    t = (drawn[:, 0] - log) / drawn[:, 1]
    rank_error = 4 * math.sqrt(0.025 * 0.975 * (1 / 20_000 + 1 / RESAMPLES))
    for end, share in ((result.ci_low, 0.975), (result.ci_high, 0.025)):
        near, far = np.quantile(t, [share - rank_error, share + rank_error])
        assert near <= (log - math.log(end)) / error <= far
    assert (result.method, result.shared_rule) == ("studentised", "fixed")


def test_linearisation_as_second_implementation_of_the_error():
    # Teams alike in size and cost: resampled errors lack the factor sqrt(30 / 29), 1.7 %, and have
    # a Monte Carlo error of 0.7 % (1 / sqrt(2 x 9,999)), four of which are 2.8 %.
    rng = np.random.default_rng(9)
    families, costs = np.tile([5.0, 6, 7], 10), rng.normal(100, 5, 30)
    result = bootstrap_ratio(costs, families, method="percentile", rng=rng)
    linearised = clustered_ratio(costs, families)
    assert result.estimate == pytest.approx(linearised.estimate, rel=1e-14)
    assert result.standard_error == pytest.approx(linearised.standard_error, rel=0.045)
    assert (result.numerator, result.denominator) == pytest.approx(
        (linearised.numerator, linearised.denominator)
    )
