import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.bootstrap import bootstrap, bootstrap_mean

pytestmark = pytest.mark.property

ROUNDING = 1e-8  # relative to the spread of values
RESAMPLES = 299

VALUES = st.lists(st.integers(-1000, 1000).map(lambda k: k / 8), min_size=6, max_size=40).filter(
    lambda values: len(set(values)) > 2
)
METHODS = st.sampled_from(["bca", "percentile", "basic"])
SEEDS = st.integers(0, 2**32)


def interval(values, seed, **options):
    return bootstrap_mean(
        np.array(values), resamples=RESAMPLES, rng=np.random.default_rng(seed), **options
    )


def ends(result):
    return result.estimate, result.ci_low, result.ci_high


@given(VALUES, SEEDS)
@settings(max_examples=40)
def test_the_ends_of_a_mean_lie_within_the_values(values, seed):
    for method in ("bca", "percentile"):
        result = interval(values, seed, method=method)
        slack = ROUNDING * np.ptp(values)
        assert min(values) - slack <= result.ci_low <= result.ci_high <= max(values) + slack


@given(VALUES, METHODS, SEEDS, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_values_does_not_matter(values, method, seed, random):
    shuffled = random.sample(values, len(values))
    assert interval(shuffled, seed, method=method) == interval(values, seed, method=method)


@given(VALUES, METHODS, SEEDS, st.integers(-100, 100), st.sampled_from([0.5, 2.0, 8.0]))
@settings(max_examples=40)
def test_shift_and_scale_of_values_shift_and_scale_the_interval(values, method, seed, shift, scale):
    first = interval(values, seed, method=method)
    second = interval([shift + scale * value for value in values], seed, method=method)
    slack = ROUNDING * scale * np.ptp(values)
    expected = [shift + scale * number for number in ends(first)]
    assert ends(second) == pytest.approx(expected, abs=slack)
    assert second.standard_error == pytest.approx(scale * first.standard_error)
    if method == "bca":
        assert (second.z0, second.acceleration) == pytest.approx(
            (first.z0, first.acceleration), abs=1e-9
        )


@given(VALUES)
@settings(max_examples=40)
def test_the_acceleration_changes_sign_with_the_values(values):
    data = np.array(values)
    one, other = (
        bootstrap_mean(sign * data, resamples=RESAMPLES, rng=np.random.default_rng(1))
        for sign in (1, -1)
    )
    assert one.acceleration == pytest.approx(-other.acceleration, abs=1e-12)


@given(VALUES, METHODS, SEEDS)
@settings(max_examples=40)
def test_less_confidence_is_a_narrower_bootstrap_interval(values, method, seed):
    wide = interval(values, seed, method=method, confidence_level=0.95)
    narrow = interval(values, seed, method=method, confidence_level=0.8)
    slack = ROUNDING * np.ptp(values)
    assert wide.ci_low <= narrow.ci_low + slack
    assert narrow.ci_high <= wide.ci_high + slack


@given(VALUES, SEEDS)
@settings(max_examples=40)
def test_a_mean_of_pairs_less_themselves_reversed(values, seed):
    # The statistic of (x, y) with x and y swapped is its opposite, draw by draw.
    data = np.array(values)
    assume(np.ptp(data - data[::-1]) > 0)

    def difference(x, y, axis):
        return np.mean(x - y, axis=axis)

    one, other = (
        bootstrap(
            difference, pair, paired=True, method="percentile", resamples=RESAMPLES,
            rng=np.random.default_rng(seed),
        )
        for pair in ((data, data[::-1]), (data[::-1], data))
    )  # fmt: skip
    assert ends(one) == pytest.approx([-other.estimate, -other.ci_high, -other.ci_low], abs=1e-9)
