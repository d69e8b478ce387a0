import dataclasses
import itertools
import math

import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats import bootstrap as module
from kooperacja_eval.stats import bootstrap_ends as ends
from kooperacja_eval.stats.bootstrap import bootstrap, bootstrap_mean
from kooperacja_eval.stats.jackknife import BLOCK, jackknife

pytestmark = pytest.mark.unit

NAN = math.nan


def rng(seed=1):
    return np.random.default_rng(seed)


def median(x, axis):
    return np.median(x, axis=axis)


def test_ends_by_hand():
    # Replicates 0, 1, ..., 100: their quantile p is 100 p. Estimate 60.
    replicates = np.arange(101.0)
    assert ends.percentile_ends(replicates, 0.9) == pytest.approx((5, 95))
    assert ends.basic_ends(replicates, 60, 0.9) == pytest.approx((120 - 95, 120 - 5))
    # 60 lie below and one is equal: z0 is the normal quantile of 60.5 / 101.
    z0 = ends.bias_correction(replicates, 60.0)
    assert z0 == pytest.approx(stats.norm.ppf(60.5 / 101))
    # a = 0: ranks Phi(2 z0 -+ 1.645)
    low, high = ends.bca_ends(replicates, z0, 0.0, 0.9)
    assert low == pytest.approx(100 * stats.norm.cdf(2 * z0 - stats.norm.ppf(0.95)))
    assert high == pytest.approx(100 * stats.norm.cdf(2 * z0 + stats.norm.ppf(0.95)))
    # With standard errors of 2, t = (r - 60) / 2 runs from -30 to 20 with quantiles
    # -27.5 and 17.5; the standard error is 3.
    low, high = ends.studentised_ends(replicates, np.full(101, 2.0), 60.0, 3.0, 0.9)
    assert (low, high) == pytest.approx((60 - 17.5 * 3, 60 + 27.5 * 3))


def test_a_jackknife_by_hand():
    # Means of 1, 2, 6 without one: 4, 3.5, 1.5, mean 3. Influence 2 (3 - t): -2, -1, 3;
    # variance (4 + 1 + 9) / (3 * 2) = 7/3; sum of cubes -8 - 1 + 27 = 18;
    # a = 18/27 / (6 (14/9)^1.5) = 18 / (6 * 14^1.5)
    result = jackknife(np.mean, [np.array([1.0, 2.0, 6.0])], paired=True)
    assert result.influence[0] == pytest.approx([-2, -1, 3])
    assert result.standard_error == pytest.approx(math.sqrt(7 / 3))
    assert result.bias == pytest.approx(0)
    assert result.acceleration == pytest.approx(18 / (6 * 14**1.5))


def test_a_jackknife_in_blocks_is_the_same():
    # A second block begins after BLOCK // n rows.
    values = rng().normal(size=math.isqrt(BLOCK) + 100)
    result = jackknife(np.mean, [values], paired=True)
    assert result.influence[0] == pytest.approx(values - values.mean(), abs=1e-9)


def test_all_resamples_of_three_values():
    # All 27 equally likely resamples of 0, 0, 3 are means k of 0..3 threes: (8, 12, 6, 1) / 27;
    # variance 3 (1/3)(2/3) = 2/3.
    result = bootstrap_mean(np.array([0.0, 0.0, 3.0]), resamples=200_000, rng=rng())
    assert result.standard_error == pytest.approx(math.sqrt(2 / 3), rel=0.01)
    assert (result.ci_low, result.ci_high) == (0, 3)
    assert result.bias == pytest.approx(0, abs=4 * math.sqrt(2 / 3 / 200_000))


@pytest.mark.parametrize("method", ["bca", "percentile", "basic"])
def test_missing_values_are_left_out_and_counted(method):
    values = np.array([4.0, 1.0, 2.5, 3.0, 7.0])
    without = bootstrap_mean(values, method=method, rng=rng())
    result = bootstrap_mean(np.r_[values[:2], NAN, values[2:], NAN], method=method, rng=rng())
    assert (result.n, result.n_dropped) == (5, 2)
    assert dataclasses.replace(result, n_dropped=0) == without
    assert without.estimate == 3.5
    assert (without.acceleration is None) == (without.z0 is None) == (method != "bca")


def test_values_that_repeat_are_drawn_as_counts_with_the_same_distribution():
    # 400 values of 4 kinds: 4 * 32 <= 400. Mean 1.5, variance 1.25: SE sqrt(1.25 / 400) = .0559.
    scores = np.repeat([0.0, 1.0, 2.0, 3.0], 100)
    result = bootstrap_mean(scores, resamples=50_000, rng=rng())
    one_by_one = bootstrap(np.mean, (scores,), paired=True, resamples=50_000, rng=rng(2))
    assert result.standard_error == pytest.approx(math.sqrt(1.25 / 400), rel=0.02)
    # Ends: density 0.058 / se, so four errors of a difference are 0.07 se; steps of 1/400.
    allowed = 0.07 * 0.0559 + 1 / 400
    assert result.ci_low == pytest.approx(one_by_one.ci_low, abs=allowed)
    assert result.ci_high == pytest.approx(one_by_one.ci_high, abs=allowed)
    assert result.acceleration == pytest.approx(0, abs=1e-12)


def test_means_of_counts_are_means():
    # 64 values of 0 or 1: each mean is a number of ones over 64, and so are the ends.
    result = bootstrap_mean(np.repeat([0.0, 1.0], 32), method="percentile", rng=rng())
    ends_times_64 = 64 * np.array([result.ci_low, result.ci_high])
    assert ends_times_64 == pytest.approx(np.round(ends_times_64), abs=1e-9)
    assert result.ci_low < 0.5 < result.ci_high


@pytest.mark.parametrize("size", [module.SMALL, module.SMALL + 1])
def test_large_samples_are_drawn_evenly(size):
    # Places drawn as 16-bit or 64-bit integers: the bias is 0, the SE sd / sqrt(n).
    values = np.arange(float(size))
    result = bootstrap_mean(values, resamples=400, method="percentile", rng=rng())
    expected = np.std(values) / math.sqrt(size)
    assert result.bias == pytest.approx(0, abs=4 * expected / 20)
    assert result.standard_error == pytest.approx(expected, rel=4 / math.sqrt(800))


def test_paired_samples_lose_whole_rows_and_others_single_values():
    x, y = np.array([1.0, 2.0, NAN, 4.0, 8.0]), np.array([2.0, NAN, 3.0, 5.0, 7.0])

    def difference(first, second, axis):
        return np.mean(second, axis=axis) - np.mean(first, axis=axis)

    paired = bootstrap(difference, (x, y), paired=True, rng=rng())
    assert (paired.n, paired.n_dropped) == (3, 2)
    assert paired.estimate == pytest.approx(14 / 3 - 13 / 3)
    apart = bootstrap(difference, (x, y), paired=False, rng=rng())
    assert (apart.n, apart.n_dropped) == (8, 2)
    assert apart.estimate == pytest.approx(17 / 4 - 15 / 4)


@pytest.mark.parametrize("values", [[], [1.0], [1.0, NAN]])
def test_too_few_values_for_a_bootstrap(values):
    with pytest.raises(InsufficientDataError, match="co najmniej 2 wartości"):
        bootstrap_mean(np.array(values), rng=rng())
    with pytest.raises(InsufficientDataError, match="co najmniej 2 wartości"):
        bootstrap(np.mean, (np.array(values),), paired=False, rng=rng())


def test_equal_values_have_no_interval():
    with pytest.raises(InsufficientDataError, match="tę samą wartość"):
        bootstrap_mean(np.array([0.1, 0.1, 0.1]), rng=rng())
    with pytest.raises(InsufficientDataError, match="tę samą wartość"):
        bootstrap(np.mean, (np.array([0.1, 0.1, 0.1]),), paired=False, rng=rng())


def test_a_statistic_that_leaving_out_does_not_change_has_no_bca_interval():
    # Medians of 1, 1, 1, 1, 9, 9 without one are all 1; resampled, some are 5 or 9.
    values = np.array([1.0, 1.0, 1.0, 1.0, 9.0, 9.0])
    with pytest.raises(InsufficientDataError, match="Pominięcie dowolnej wartości"):
        bootstrap(median, (values,), paired=True, rng=rng())
    result = bootstrap(median, (values,), paired=True, method="percentile", rng=rng())
    assert (result.ci_low, result.ci_high) == (1, 9)


def test_a_statistic_at_the_edge_has_no_bca_interval():
    with pytest.raises(InsufficientDataError, match="po jednej stronie"):
        ends.bias_correction(np.arange(5.0), 10.0)
    with pytest.raises(InsufficientDataError, match="Poprawka na skośność"):
        ends.bca_ends(np.arange(5.0), 0.0, 0.6, 0.95)  # 1 - .6 * 1.96 < 0


def test_a_statistic_that_is_undefined_in_some_resamples():
    def inverse(x, axis):
        with np.errstate(divide="ignore"):
            return 1 / np.mean(x, axis=axis)

    with pytest.raises(InsufficientDataError, match="nieokreślona w części"):
        bootstrap(inverse, (np.array([0.0, 0.0, 1.0]),), paired=True, rng=rng())
    with pytest.raises(InsufficientDataError, match="po pominięciu"):
        jackknife(inverse, [np.array([0.0, 0.0, 1.0])], paired=True)


def test_a_jackknife_of_one_value_is_undefined():
    with pytest.raises(InsufficientDataError, match="co najmniej 2 wartości"):
        jackknife(np.mean, [np.array([1.0])], paired=True)


@pytest.mark.parametrize(
    ("options", "error", "reason"),
    [
        ({"method": "BCa"}, ValueError, "method is one of"),
        ({"resamples": 99}, ValueError, "100 or more"),
        ({"resamples": 999.0}, TypeError, "resamples is an integer"),
        ({"confidence_level": 95}, ValueError, "confidence_level"),
    ],
)
def test_wrong_options_of_a_bootstrap(options, error, reason):
    with pytest.raises(error, match=reason):
        bootstrap_mean(np.arange(5.0), rng=rng(), **options)
    with pytest.raises(error, match=reason):
        bootstrap(np.mean, (np.arange(5.0),), paired=True, rng=rng(), **options)


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        ((), ValueError, "at least one sample"),
        ((np.array([1.0, math.inf]),), ValueError, "sample 1 holds finite numbers"),
        ((np.array(["1", "2"]),), TypeError, "sample 1 holds real numbers"),
        ((np.arange(3.0), np.arange(4.0)), ValueError, "same length"),
    ],
)
def test_wrong_data_of_a_bootstrap(data, error, reason):
    with pytest.raises(error, match=reason):
        bootstrap(np.mean, data, paired=True, rng=rng())


def test_the_same_generator_gives_the_same_interval():
    values = rng(3).normal(size=50)
    results = [bootstrap_mean(values, rng=rng(seed)) for seed in (1, 1, 2)]
    assert results[0] == results[1]
    assert results[0] != results[2]
    assert all(one.estimate == other.estimate for one, other in itertools.pairwise(results))
