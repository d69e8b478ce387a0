import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.shrinkage_beta_binomial import beta_binomial_shrinkage
from kooperacja_eval.stats.shrinkage_normal import normal_shrinkage

pytestmark = pytest.mark.unit

METHODS = ("reml", "ml", "dl", "he", "pm")


@pytest.mark.parametrize("method", ["reml", "dl", "he", "pm"])
def test_equal_variances_by_hand(method):
    # Estimates 0, 4, 8 with variance 4: sum of squares 32, over 2 is 16 = 4 + tau2, so tau2 = 12 by
    # every method but ML; each keeps 12/16 of its deviation: 1, 4, 7. Q = 32/4 = 8 with 2 df.
    # Variance of the mean 16/3; of an estimate 3/4 * 4 + 1/16 * 16/3 = 10/3; predicted 16/3 + 12
    result = normal_shrinkage(np.array([0.0, 4, 8]), np.full(3, 4.0), method=method)
    assert result.tau2 == pytest.approx(12)
    assert result.estimate == pytest.approx([1, 4, 7])
    assert result.reliability == pytest.approx([0.75] * 3)
    assert (result.q, result.q_df, result.i2) == (pytest.approx(8), 2, pytest.approx(0.75))
    assert result.q_p_value == pytest.approx(np.exp(-4))
    assert (result.mean, result.mean_standard_error**2) == pytest.approx((4, 16 / 3))
    assert result.standard_error**2 == pytest.approx([10 / 3] * 3)
    assert result.prediction_high - result.mean == pytest.approx(1.959964 * (52 / 3) ** 0.5)
    assert result.mean_ci_high - result.mean == pytest.approx(1.959964 * (16 / 3) ** 0.5)
    assert result.weights == pytest.approx([1 / 3] * 3)
    assert (result.method, result.at_boundary) == (method, False)
    assert (result.n_units, result.n_dropped) == (3, 0)


def test_maximum_likelihood_divides_by_n():
    # 32/3 = 4 + tau2
    result = normal_shrinkage(np.array([0.0, 4, 8]), np.full(3, 4.0), method="ml")
    assert result.tau2 == pytest.approx(20 / 3)


@pytest.mark.parametrize("method", METHODS)
def test_teams_alike_are_drawn_wholly_to_the_mean(method):
    # Q = 0: not even the upper end of the interval lies above 0
    result = normal_shrinkage(np.array([2.0, 2, 2]), np.array([1.0, 2, 4]), method=method)
    assert (result.tau2, result.i2, result.at_boundary) == (0.0, 0.0, True)
    assert result.estimate.tolist() == [2.0] * 3
    assert (result.tau2_low, result.tau2_high, result.q_p_value) == (0.0, 0.0, 1.0)
    assert result.standard_error == pytest.approx([(4 / 7) ** 0.5] * 3)


def test_gaps_are_left_out():
    values, variances = np.array([0.0, 4, 8, 9, np.nan]), np.array([4.0, 4, 4, np.nan, 4])
    result = normal_shrinkage(values, variances)
    assert (result.n_units, result.n_dropped) == (3, 2)
    assert result.kept.tolist() == [True, True, True, False, False]
    assert result.tau2 == pytest.approx(12)


def test_one_estimate_is_not_enough():
    with pytest.raises(InsufficientDataError, match="liczba takich zespołów: 1"):
        normal_shrinkage(np.array([1.0, np.nan]), np.array([1.0, 1.0]))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: normal_shrinkage(np.array([1.0, 2]), np.array([1.0, 0])), "above 0"),
        (lambda: normal_shrinkage(np.array([1.0, 2]), np.array([1.0])), "same length"),
        (lambda: normal_shrinkage(np.ones(2), np.ones(2), method="eb"), "method is one of"),
        (lambda: normal_shrinkage(np.ones(2), np.ones(2), confidence_level=95), "strictly"),
        (lambda: beta_binomial_shrinkage(np.array([3]), np.array([2])), "do not exceed"),
        (lambda: beta_binomial_shrinkage(np.array([3]), np.array([4, 5])), "same length"),
    ],
)
def test_wrong_values(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_two_teams_of_two_by_hand():
    # 0 of 2, 1 of 2 twice, 2 of 2: with mean 1/2 and r = the inverse precision the chances are
    # (1/2 + r) / (2 (1 + r)) for 0 or 2 and 1 / (2 (1 + r)) for 1. Of k = 2 units of one kind and 4
    # of the other, (1/2 + r)^4 / (1 + r)^6 is greatest where 4 / (1/2 + r) = 6 / (1 + r): r = 1/2.
    # alpha = beta = 1; each keeps 2 * (1/2) / (1 + 2 * (1/2)) = 1/2 of its deviation
    hits = np.array([0, 0, 1, 1, 2, 2])
    result = beta_binomial_shrinkage(hits, np.full(6, 2))
    assert (result.mean, result.alpha, result.beta) == pytest.approx((0.5, 1, 1))
    assert result.icc == pytest.approx(1 / 3)
    assert result.reliability == pytest.approx([0.5] * 6)
    assert result.estimate == pytest.approx([0.25, 0.25, 0.5, 0.5, 0.75, 0.75])
    # Uniform counts: each of the three has the chance 1/3
    assert result.log_likelihood == pytest.approx(6 * np.log(1 / 3))
    # Beta(1, 3): variance 3 / (16 * 5)
    assert result.posterior_sd[0] == pytest.approx((3 / 80) ** 0.5)
    assert np.all(result.standard_error > result.posterior_sd)
    assert (result.n, result.n_units, result.n_dropped, result.at_boundary) == (12, 6, 0, False)


def test_shares_that_differ_no_more_than_by_chance():
    # 3 of 6 everywhere; one of the teams has no families
    result = beta_binomial_shrinkage(np.array([3, 3, 3, 0]), np.array([6, 6, 6, 0]))
    assert (result.icc, result.icc_low, result.at_boundary) == (0.0, 0.0, True)
    assert (result.alpha, result.beta) == (None, None)
    assert result.estimate == pytest.approx([0.5] * 3)
    assert result.posterior_sd.tolist() == [0.0] * 3
    # What is left is the uncertainty of the mean: 1/4 over 18
    assert result.standard_error == pytest.approx([(0.25 / 18) ** 0.5] * 3)
    assert 0 < result.icc_high < 1
    assert result.ci_low[0] < 0.5 < result.ci_high[0]
    assert (result.n_dropped, result.kept.tolist()) == (1, [True, True, True, False])


def test_hardly_any_spread_within_teams():
    # All or nothing but for one family: the interval of the correlation reaches near 1
    result = beta_binomial_shrinkage(np.array([0, 6, 0, 6, 5]), np.full(5, 6))
    assert result.icc > 0.6
    assert result.icc_high > 0.9
    assert np.all((result.estimate > 0) & (result.estimate < 1))


@pytest.mark.parametrize(
    ("successes", "trials", "reason"),
    [
        ([], [], "liczba zespołów: 0"),
        ([3], [6], "liczba zespołów: 1"),
        ([1, 0, 1], [1, 1, 1], "liczba zespołów: 3, suma mianowników: 3"),
        ([0, 0], [5, 6], "0% albo w każdym 100%"),
        ([5, 6], [5, 6], "0% albo w każdym 100%"),
        ([5, 0], [5, 6], "wewnątrz zespołów nie da się"),
    ],
)
def test_shares_that_cannot_be_shrunken(successes, trials, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        beta_binomial_shrinkage(np.array(successes, dtype=int), np.array(trials, dtype=int))
