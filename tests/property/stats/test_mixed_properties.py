import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.mixed_three_level import nested_intercepts
from kooperacja_eval.stats.mixed_two_level import random_intercept

pytestmark = pytest.mark.property

ROUNDING = 1e-6  # relative and absolute: shifting by up to 100 costs digits


@st.composite
def teams(draw):
    """Values of 6 to 30 families in 2 to 6 teams that differ within teams."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=6))
    sizes[0] += 3
    n = sum(sizes)
    values = np.array(draw(st.lists(st.integers(0, 40), min_size=n, max_size=n))) / 4
    labels = np.repeat(np.arange(len(sizes)), sizes)
    assume(np.ptp(values[labels == 0]) > 0.5)
    return values, labels


def figures(result):
    return (
        *(result.icc, result.icc_low, result.icc_high, result.design_effect),
        *(result.fixed[0].df, *result.teams.reliability),
    )


@given(teams(), st.sampled_from(["reml", "ml"]))
@settings(max_examples=30, deadline=None)
def test_bounds(data, method):
    result = random_intercept(*data, method=method)
    assert 0 <= result.icc_low <= result.icc <= result.icc_high < 1
    assert result.at_boundary == (result.icc == 0) == (result.sigma_between == 0)
    assert np.all((result.teams.reliability >= 0) & (result.teams.reliability < 1))
    assert np.all(result.teams.conditional_sd <= result.teams.prediction_error)
    assert np.all(result.teams.conditional_sd <= result.sigma_between)
    # Predicted effects add up to nothing when weighed by what the model says of their teams
    weights = result.teams.sizes * (1 - result.teams.reliability)
    means = np.bincount(data[1], data[0]) / result.teams.sizes
    assert weights @ (means - result.fixed[0].estimate) == pytest.approx(0, abs=1e-8)


@given(teams(), st.integers(-100, 100), st.floats(0.1, 10))
@settings(max_examples=25, deadline=None)
def test_shift_and_scale(data, shift, scale):
    values, labels = data
    one = random_intercept(values, labels)
    other = random_intercept(shift - scale * values, labels)
    assert figures(other) == pytest.approx(figures(one), rel=ROUNDING, abs=ROUNDING)
    assert -other.teams.deviation / scale == pytest.approx(one.teams.deviation, abs=ROUNDING)
    assert other.sigma_within / scale == pytest.approx(one.sigma_within, rel=ROUNDING)


@given(teams(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_order_and_names_do_not_matter(data, random):
    values, labels = data
    order = random.sample(range(values.size), values.size)
    names = np.array(random.sample(["u", "v", "w", "x", "y", "z"], 6))
    one = random_intercept(values, labels)
    other = random_intercept(values[order], names[labels][order])
    place = np.searchsorted(other.teams.labels, names[one.teams.labels])
    assert other.teams.deviation[place] == pytest.approx(one.teams.deviation, abs=ROUNDING)
    assert other.log_likelihood == pytest.approx(one.log_likelihood)


@given(teams())
@settings(max_examples=25, deadline=None)
def test_no_other_ratio_is_more_likely(data):
    # The whole likelihood, from the covariance matrix of all rows, at other ratios
    values, labels = data
    result = random_intercept(values, labels, method="ml")
    same = (labels[:, None] == labels).astype(float)
    n, ones = values.size, np.ones(values.size)

    def deviance(ratio):
        whole = np.eye(n) + ratio * same
        inverse = np.linalg.inv(whole)
        mean = ones @ inverse @ values / (ones @ inverse @ ones)
        squares = (values - mean) @ inverse @ (values - mean)
        return n * np.log(2 * np.pi * squares / n) + n + np.linalg.slogdet(whole)[1]

    ratio = result.icc / (1 - result.icc)
    assert result.deviance == pytest.approx(deviance(ratio), abs=1e-8)
    for other in (0.0, 1e-4, 1e-3, 0.01, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0, 1.01 * ratio):
        assert result.deviance <= deviance(other) + 1e-8


@given(teams(), st.integers(0, 2**20), st.sampled_from(["reml", "ml"]))
@settings(max_examples=20, deadline=None)
def test_three_levels(data, seed, method):
    values, labels = data
    region = np.random.default_rng(seed).integers(0, 2, labels.max() + 1)
    region[0], region[-1] = 0, 1
    assume(region.size > 2)
    result = nested_intercepts(values, labels, region[labels], method=method)
    shares = (result.regions.share, result.teams.share, result.within_share)
    assert sum(shares) == pytest.approx(1)
    assert result.teams.ci_low <= result.teams.share <= result.teams.ci_high < 1
    assert result.regions.ci_low <= result.regions.share <= result.regions.ci_high < 1
    # Both models of two levels are its special cases
    for plain in (labels, region[labels]):
        lower = random_intercept(values, plain, method=method)
        assert result.log_likelihood >= lower.log_likelihood - 1e-8
        if result.regions.at_boundary and plain is labels:
            assert result.log_likelihood == pytest.approx(lower.log_likelihood)
