import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kooperacja_eval.stats.means import clustered_mean, mean_interval

pytestmark = pytest.mark.property

ROUNDING = 1e-6  # of the spread: shifting by up to 1000 costs digits

LEVELS = st.floats(min_value=0.5, max_value=0.999)
VALUES = st.integers(-1000, 1000).map(lambda value: value / 8)
SHIFTS = st.integers(-1000, 1000).map(float)
SCALES = st.floats(min_value=0.01, max_value=100)


@st.composite
def samples(draw):
    """Values and labels of 2 to 40 values in at least two clusters of unlike means."""
    pairs = draw(st.lists(st.tuples(VALUES, st.integers(0, 5)), min_size=2, max_size=40))
    values, labels = (np.array(column) for column in zip(*pairs, strict=True))
    means = [values[labels == label].mean() for label in np.unique(labels)]
    assume(np.ptp(means) > 0.01)
    return values, labels


def figures(result):
    return result.estimate, result.standard_error, result.ci_low, result.ci_high


def close(result, expected, scale=1.0):
    assert figures(result) == pytest.approx(expected, rel=ROUNDING, abs=ROUNDING * scale)


@given(samples(), LEVELS)
def test_the_estimate_lies_in_the_middle(data, level):
    values, _ = data
    for result in (
        mean_interval(values, confidence_level=level),
        clustered_mean(*data, confidence_level=level),
    ):
        assert result.ci_low < result.estimate < result.ci_high
        assert (result.ci_low + result.ci_high) / 2 == pytest.approx(
            result.estimate, rel=ROUNDING, abs=ROUNDING
        )


@given(samples(), SHIFTS, SCALES)
def test_shift_and_scale(data, shift, scale):
    values, labels = data
    for one, two in (
        (mean_interval(values), mean_interval(shift + scale * values)),
        (clustered_mean(values, labels), clustered_mean(shift + scale * values, labels)),
    ):
        estimate, error, low, high = figures(one)
        close(
            two,
            (shift + scale * estimate, scale * error, shift + scale * low, shift + scale * high),
            scale,
        )


@given(samples(), SHIFTS, SCALES)
def test_the_design_effect_has_no_unit(data, shift, scale):
    values, labels = data
    result = clustered_mean(shift + scale * values, labels)
    assert result.design_effect == pytest.approx(
        clustered_mean(values, labels).design_effect, rel=ROUNDING
    )


@given(samples(), st.randoms(use_true_random=False))
def test_row_order_and_names_of_clusters_do_not_matter(data, random):
    values, labels = data
    order = np.array(random.sample(range(values.size), values.size))
    names = np.array([f"team {9 - label}" for label in labels])
    close(clustered_mean(values[order], names[order]), figures(clustered_mean(values, labels)))


@given(samples())
def test_single_values_as_clusters_are_independent_values(data):
    values, _ = data
    result = clustered_mean(values, np.arange(values.size))
    close(result, figures(mean_interval(values)))
    assert result.design_effect == pytest.approx(1, rel=ROUNDING)


@given(samples(), st.integers(0, 5))
def test_missing_values_change_nothing_but_their_count(data, n_missing):
    values, labels = data
    gaps, strays = np.full(n_missing, np.nan), np.arange(n_missing)
    result = clustered_mean(np.append(values, gaps), np.append(labels, strays))
    assert figures(result) == figures(clustered_mean(values, labels))
    assert (result.n, result.n_dropped) == (values.size, n_missing)


@given(samples(), LEVELS, LEVELS)
def test_less_confidence_is_a_narrower_interval_of_a_mean(data, one, other):
    assume(other - one > 1e-6)
    narrow = clustered_mean(*data, confidence_level=one)
    wide = clustered_mean(*data, confidence_level=other)
    assert wide.ci_low < narrow.ci_low
    assert narrow.ci_high < wide.ci_high
