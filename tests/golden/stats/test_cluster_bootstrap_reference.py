"""Resampling of whole teams against R's package boot, a loop over rows, and other formulas.

Twelve synthetic teams, 56 people, scores before and after. R resamples rows of sums per team with
frequencies; the design is the same. Ends from R are looked for between quantiles of the replicates
drawn here, four Monte Carlo standard errors of the difference of two simulated ranks to each side.
"""

# ruff: noqa: ERA001 - commands of R stand in comments

import math

import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.stats import cluster_bootstrap as module
from kooperacja_eval.stats.cluster_bootstrap import (
    cluster_bootstrap,
    cluster_sums,
    difference_of_sums,
    mean_of_sums,
    paired_g_of_sums,
    relative_change_of_sums,
)
from kooperacja_eval.stats.linearised import ratio_of_totals

pytestmark = pytest.mark.golden

RESAMPLES = 100_000
R_PRINTOUT = 1e-9  # R printed 15 significant digits; room for another order of adding up

# Synthetic scores of each team, before and after
TEAMS = {
    1: ([10, 11, 9, 13, 16, 11, 11], [13, 14, 11, 13, 18, 15, 10]),
    2: ([7, 6, 11, 8, 12, 12], [6, 2, 9, 8, 12, 8]),
    3: ([10, 15, 10, 12], [13, 15, 11, 13]),
    4: ([12, 16, 7, 15], [13, 15, 13, 18]),
    5: ([12, 14, 12], [17, 21, 14]),
    6: ([13, 9, 11], [14, 13, 16]),
    7: ([5, 9, 11, 15, 13, 10, 10], [8, 16, 13, 18, 17, 13, 13]),
    8: ([9, 14, 12, 10], [13, 16, 17, 12]),
    9: ([5, 4, 9], [6, 7, 18]),
    10: ([11, 12, 10], [12, 15, 13]),
    11: ([9, 13, 9, 15, 12], [12, 14, 11, 13, 12]),
    12: ([15, 7, 15, 10, 15, 13, 8], [17, 10, 14, 9, 14, 10, 10]),
}
TEAM = np.repeat(list(TEAMS), [len(before) for before, _ in TEAMS.values()])
BEFORE = np.concatenate([before for before, _ in TEAMS.values()]).astype(float)
AFTER = np.concatenate([after for _, after in TEAMS.values()]).astype(float)
ONES = np.ones(TEAM.size)

CHANGE = cluster_sums(TEAM, ONES, AFTER - BEFORE)
BOTH = cluster_sums(TEAM, ONES, BEFORE, ONES, AFTER)
PAIRS = cluster_sums(TEAM, ONES, BEFORE, BEFORE**2, AFTER, AFTER**2, BEFORE * AFTER)

# R 4.2.2, boot 1.3.28.1, s = sums per team:
#   change <- function(v) (v["y"] - v["x"]) / v["n"];  rel <- function(v) v["y"] / v["x"] - 1
#   g <- function(v) { n <- v["n"]; sx <- (v["xx"] - v["x"]^2/n) / (n - 1); sy <- ...
#     (v["y"] - v["x"]) / n / sqrt((sx + sy) / 2) * (1 - 3 / (8*n - 9)) }
#   st <- function(d, w) { tot <- colSums(d * w); i <- which(w > 0)
#     jk <- sapply(i, function(i) f(tot - d[i, ])); m <- sum(w[i] * jk) / 12
#     c(f(tot), 11/12 * sum(w[i] * (jk - m)^2)) }
#   set.seed(2027); b <- boot(s, st, R = 1e5, stype = "f")
#   boot.ci(b, type = c("basic", "stud", "perc", "bca"), L = 11 * (mean(jk) - jk))
CASES = {
    "change": (CHANGE, mean_of_sums, {
        "t0": 1.83928571428571, "jackknife_se": 0.6000765091942, "bias": 0.0251404082159294,
        "se": 0.561826632368271, "acceleration": -0.0503560397351741, "z0": -0.0547972390731673,
        "basic": (0.739795918367347, 2.93663594470046),
        "studentised": (-0.0140585355474174, 3.00690747250279),
        "percentile": (0.741935483870968, 2.93877551020408),
        "bca": (0.551724137931034, 2.8),
    }),
    "relative": (BOTH, relative_change_of_sums, {
        "t0": 0.167479674796748, "jackknife_se": 0.0543067477446931, "bias": 0.00257459832935195,
        "se": 0.051978384544896, "acceleration": -0.036856581990827, "z0": -0.0401168101849681,
        "basic": (0.0617901553377095, 0.266490263968746),
        "studentised": (0.0266056900659356, 0.277090087727182),
        "percentile": (0.0684690856247495, 0.273169194255786),
        "bca": (0.0562221453284861, 0.261929231988937),
    }),
    "g": (PAIRS, paired_g_of_sums, {
        "t0": 0.565651074135832, "jackknife_se": 0.231467001936292, "bias": 0.0325144282245668,
        "se": 0.206066277027812, "acceleration": -0.0902223896540383, "z0": -0.116899114335582,
        "basic": (0.116747741408928, 0.914588075065029),
        "studentised": (-0.311258502558708, 1.00224224776777),
        "percentile": (0.216714073206635, 1.01455440686273),
        "bca": (0.105755659666168, 0.915742898916284),
    }),
}  # fmt: skip


def run(name, method, level=0.95):
    sums, statistic, _ = CASES[name]
    return cluster_bootstrap(
        sums, statistic, method=method, resamples=RESAMPLES, confidence_level=level,
        rng=np.random.default_rng(11),
    )  # fmt: skip


def end_at(name, method, p):
    """End of the interval whose lower (or upper) end has the nominal rank p."""
    result = run(name, method, abs(1 - 2 * p))
    return result.ci_low if p < 0.5 else result.ci_high


@pytest.mark.parametrize("name", CASES)
def test_what_depends_on_no_resample_of_teams(name):
    sums, statistic, expected = CASES[name]
    result = run(name, "bca")
    assert result.estimate == pytest.approx(expected["t0"], rel=R_PRINTOUT)
    assert result.acceleration == pytest.approx(expected["acceleration"], rel=R_PRINTOUT)
    whole = module._jackknife(statistic, sums)
    assert whole.standard_error == pytest.approx(expected["jackknife_se"], rel=R_PRINTOUT)
    assert (result.n, result.n_dropped, result.n_undefined) == (12, 0, 0)
    assert (result.resamples, result.method) == (RESAMPLES, "bca")


@pytest.mark.parametrize("name", CASES)
def test_spread_of_resampled_teams(name):
    expected, result = CASES[name][2], run(name, "bca")
    error = 4 * math.sqrt(2 / RESAMPLES)
    # Kurtosis of these replicates is below 4, so the sd of an SE is below sqrt(3/4) of that of a
    # mean; z0: sd of a share of one half over the normal density at 0, and ties of the lattice.
    assert result.bias == pytest.approx(expected["bias"], abs=error * expected["se"])
    assert result.standard_error == pytest.approx(expected["se"], abs=error * expected["se"])
    assert result.z0 == pytest.approx(expected["z0"], abs=error * 1.2533 + 0.005)


@pytest.mark.parametrize("method", ["percentile", "basic", "bca", "studentised"])
@pytest.mark.parametrize("name", CASES)
def test_ends_of_resampled_teams(name, method):
    # Nominal ranks are moved by four standard errors; for BCa, the error of both z0 is added (the
    # slope of its rank in z0 is about 2), and for it p is the shifted rank, from 0.004 to 0.96.
    z0_error = 2 * 1.2533 if method == "bca" else 0
    for p, end in zip((0.025, 0.975), CASES[name][2][method], strict=True):
        density = stats.norm.pdf(stats.norm.ppf(p))
        spread = math.sqrt(p * (1 - p) + (z0_error * density) ** 2)
        error = 4 * math.sqrt(2 / RESAMPLES) * spread
        assert end_at(name, method, p - error) <= end <= end_at(name, method, p + error)


@pytest.mark.parametrize("name", CASES)
def test_a_loop_over_rows_with_the_same_draws_is_the_same(name):
    sums, statistic, _ = CASES[name]
    counts = module._draw_counts(12, 200, np.random.default_rng(3))
    places = [np.flatnonzero(team == TEAM) for team in TEAMS]
    found = statistic(counts @ sums)
    for count, value in zip(counts.astype(int), found, strict=True):
        rows = np.concatenate(
            [place for place, times in zip(places, count, strict=True) for _ in range(times)]
        )
        x, y = BEFORE[rows], AFTER[rows]
        spread = np.sqrt((np.var(x, ddof=1) + np.var(y, ddof=1)) / 2)
        naive = {
            "change": np.mean(y - x),
            "relative": np.mean(y) / np.mean(x) - 1,
            "g": (1 - 3 / (8 * rows.size - 9)) * (np.mean(y) - np.mean(x)) / spread,
        }
        assert value == pytest.approx(naive[name], rel=1e-12)


def test_standard_errors_within_resamples_are_those_of_a_loop():
    counts = module._draw_counts(12, 50, np.random.default_rng(3))
    found = module._standard_errors(counts, PAIRS, paired_g_of_sums)
    for count, value in zip(counts.astype(int), found, strict=True):
        drawn = np.repeat(PAIRS, count, axis=0)
        without = np.array(
            [paired_g_of_sums(np.delete(drawn, row, axis=0).sum(axis=0)) for row in range(12)]
        )
        assert value == pytest.approx(math.sqrt(11 / 12 * np.sum((without - without.mean()) ** 2)))


def test_counts_have_the_multinomial_distribution():
    # 12 draws from 12 teams: mean 1, variance 12 (1/12) (11/12) = 11/12, covariance -1/12.
    counts = module._draw_counts(12, RESAMPLES, np.random.default_rng(4))
    assert np.all(counts.sum(axis=1) == 12)
    error = 5 / math.sqrt(RESAMPLES)  # 66 covariances, each with a sd near 1
    assert counts.mean(axis=0) == pytest.approx(np.ones(12), abs=error)
    expected = np.eye(12) - 1 / 12
    assert np.cov(counts.T) == pytest.approx(expected, abs=1.5 * error)


def test_pingouin_as_second_implementation_of_g():
    # pingouin 0.7.0: compute_effsize(after, before, paired=True, eftype="hedges")
    assert float(paired_g_of_sums(PAIRS.sum(axis=0))) == pytest.approx(
        0.5656510741358315, rel=1e-12
    )


def test_the_difference_of_two_samples_is_that_of_two_means():
    second = np.arange(TEAM.size) % 3 == 0
    sums = cluster_sums(
        TEAM, ~second * ONES, np.where(second, 0, BEFORE), second * ONES, np.where(second, AFTER, 0)
    )
    expected = np.mean(AFTER[second]) - np.mean(BEFORE[~second])
    result = cluster_bootstrap(sums, difference_of_sums, rng=np.random.default_rng(1))
    assert result.estimate == pytest.approx(expected, rel=1e-12)


def test_the_standard_error_is_near_the_linearised_one():
    # First-order variance between teams without its factor 12/11; ratios of sums of unequal teams
    # differ from it by terms of order 1/12 squared.
    linear = ratio_of_totals(CHANGE[:, 1], CHANGE[:, 0])
    result = run("change", "percentile")
    assert result.standard_error == pytest.approx(math.sqrt(linear.variance * 11 / 12), rel=0.02)
