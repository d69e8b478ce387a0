import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.shrinkage_beta_binomial import beta_binomial_shrinkage
from kooperacja_eval.stats.shrinkage_normal import normal_shrinkage

pytestmark = pytest.mark.property

ROUNDING = 1e-6  # relative and absolute: a flat likelihood has a top known to no more digits
methods = st.sampled_from(["reml", "ml", "dl", "he", "pm"])


@st.composite
def estimates(draw):
    """2 to 10 estimates with variances."""
    n = draw(st.integers(2, 10))
    values = draw(st.lists(st.integers(-50, 50), min_size=n, max_size=n))
    variances = draw(st.lists(st.integers(1, 200), min_size=n, max_size=n))
    return np.array(values) / 10, np.array(variances) / 10


@st.composite
def counts(draw):
    """Successes and trials of 2 to 9 teams, one of which has both."""
    sizes = draw(st.lists(st.integers(1, 12), min_size=1, max_size=8))
    hits = [draw(st.integers(0, size)) for size in sizes]
    return np.array([*hits, 1]), np.array([*sizes, 3])


def close(one, other):
    assert one == pytest.approx(other, rel=ROUNDING, abs=ROUNDING)


@given(estimates(), methods)
@settings(max_examples=60, deadline=None)
def test_bounds_of_estimates(data, method):
    values, variances = data
    result = normal_shrinkage(values, variances, method=method)
    low, high = np.minimum(values, result.mean), np.maximum(values, result.mean)
    assert np.all((low - 1e-9 <= result.estimate) & (result.estimate <= high + 1e-9))
    assert result.tau2_low <= result.tau2_high
    assert 0 <= result.i2 < 1
    assert result.weights.sum() == pytest.approx(1)
    assert np.all(result.standard_error <= np.sqrt(variances + result.mean_standard_error**2))
    assert result.at_boundary == (result.tau2 == 0)


@given(estimates(), methods, st.integers(-100, 100), st.floats(0.1, 10))
@settings(max_examples=60, deadline=None)
def test_shift_and_scale_of_estimates(data, method, shift, scale):
    values, variances = data
    one = normal_shrinkage(values, variances, method=method)
    assume(one.tau2 > 1e-3 or one.at_boundary)
    other = normal_shrinkage(shift - scale * values, scale**2 * variances, method=method)
    close(other.tau2 / scale**2, one.tau2)
    close((shift - other.estimate) / scale, one.estimate)
    close(other.standard_error / scale, one.standard_error)
    close((other.i2, other.q, other.q_p_value), (one.i2, one.q, one.q_p_value))


@given(estimates(), methods, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_estimates_does_not_matter(data, method, random):
    values, variances = data
    order = random.sample(range(values.size), values.size)
    one = normal_shrinkage(values, variances, method=method)
    other = normal_shrinkage(values[order], variances[order], method=method)
    close(other.estimate, one.estimate[order])


def shrunken(hits, sizes):
    inner = (hits > 0) & (hits < sizes)
    assume(inner.any())
    return beta_binomial_shrinkage(hits, sizes)


@given(counts())
@settings(max_examples=80, deadline=None)
def test_bounds_of_shares(data):
    result = shrunken(*data)
    low, high = np.minimum(result.share, result.mean), np.maximum(result.share, result.mean)
    assert np.all((low - 1e-12 <= result.estimate) & (result.estimate <= high + 1e-12))
    assert np.all((result.ci_low >= 0) & (result.ci_high <= 1))
    assert np.all(result.ci_low < result.ci_high)
    assert 0 <= result.icc_low <= result.icc <= result.icc_high <= 1
    assert np.all(result.posterior_sd <= result.standard_error)
    assert result.at_boundary == (result.icc == 0) == (result.alpha is None)


@given(counts())
@settings(max_examples=60, deadline=None)
def test_failures_mirror_successes(data):
    hits, sizes = data
    one = shrunken(hits, sizes)
    other = beta_binomial_shrinkage(sizes - hits, sizes)
    close(1 - other.estimate, one.estimate)
    close(1 - other.ci_low, one.ci_high)
    close((other.icc, other.icc_high), (one.icc, one.icc_high))
    close(other.log_likelihood, one.log_likelihood)


@given(counts(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_teams_does_not_matter(data, random):
    hits, sizes = data
    order = random.sample(range(hits.size), hits.size)
    one = shrunken(hits, sizes)
    close(beta_binomial_shrinkage(hits[order], sizes[order]).estimate, one.estimate[order])
