import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.multiplicity import benjamini_hochberg, holm

pytestmark = pytest.mark.property

ROUNDING = 1e-12  # absolute, of products of numbers up to 1

FAMILIES = st.lists(st.floats(0, 1), min_size=1, max_size=20).map(np.array)
BOTH = st.sampled_from([holm, benjamini_hochberg])


@given(FAMILIES, BOTH)
@settings(max_examples=40, deadline=None)
def test_never_below_the_raw_value_never_above_1_and_in_the_same_order(p_values, adjust):
    adjusted = adjust(p_values).adjusted
    assert np.all(adjusted >= p_values - ROUNDING)
    assert np.all(adjusted <= 1)
    assert np.all(np.diff(adjusted[np.argsort(p_values)]) >= -ROUNDING)


@given(FAMILIES)
@settings(max_examples=40, deadline=None)
def test_benjamini_hochberg_is_never_above_holm_nor_holm_above_bonferroni(p_values):
    strict, lenient = holm(p_values).adjusted, benjamini_hochberg(p_values).adjusted
    assert np.all(lenient <= strict + ROUNDING)
    assert np.all(strict <= np.minimum(1, p_values * p_values.size) + ROUNDING)


@given(FAMILIES, BOTH, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_each_value_keeps_its_place(p_values, adjust, random):
    order = random.sample(range(p_values.size), p_values.size)
    mixed = adjust(p_values[order]).adjusted
    assert mixed == pytest.approx(adjust(p_values).adjusted[order], abs=ROUNDING)


@given(FAMILIES, BOTH, st.integers(0, 4))
@settings(max_examples=40, deadline=None)
def test_tests_not_done_change_nothing_but_their_count(p_values, adjust, n_gaps):
    gaps = np.full(n_gaps, np.nan)
    result = adjust(np.concatenate([gaps, p_values]))
    assert np.array_equal(result.adjusted[n_gaps:], adjust(p_values).adjusted)
    assert np.isnan(result.adjusted[:n_gaps]).all()
    assert (result.n_tests, result.n_dropped) == (p_values.size, n_gaps)
