import dataclasses

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kooperacja_eval.stats.paired_tables import mcnemar_counts
from kooperacja_eval.stats.sign import sign_test

pytestmark = pytest.mark.property


@st.composite
def pairs(draw):
    """Ratings from 1 to 5 out of drawn bytes, at least one of them changed."""
    codes = np.frombuffer(draw(st.binary(min_size=2, max_size=60)), dtype=np.uint8) % 5 + 1.0
    n = codes.size // 2
    before, after = codes[:n], codes[n : 2 * n]
    assume(np.any(before != after))
    return before, after


@given(pairs(), st.floats(0.5, 0.999))
def test_bounds_and_parts(data, level):
    result = sign_test(*data, confidence_level=level)
    assert 0 < result.p_value <= 1
    assert 0 <= result.ci_low <= result.share_positive <= result.ci_high <= 1
    assert result.n_positive + result.n_negative + result.n_zeros == data[0].size


@given(pairs())
def test_swapping_before_and_after_keeps_p_and_mirrors_the_share(data):
    before, after = data
    result, swapped = sign_test(before, after), sign_test(after, before)
    assert swapped.p_value == pytest.approx(result.p_value)
    assert swapped.share_positive == pytest.approx(1 - result.share_positive)
    assert swapped.ci_low == pytest.approx(1 - result.ci_high)


@given(pairs())
def test_any_rising_relabelling_keeps_the_result(data):
    before, after = data
    assert sign_test(before**3, after**3) == sign_test(before, after)


@given(pairs())
def test_the_sign_test_is_the_exact_mcnemar_of_rises_and_falls(data):
    result = sign_test(*data)
    exact = mcnemar_counts(result.n_positive, result.n_negative, variant="exact")
    assert result.p_value == pytest.approx(exact.p_value)


@given(pairs(), st.integers(0, 5))
def test_gaps_are_counted_and_change_nothing_else(data, n_gaps):
    before, after = data
    gaps = sign_test(np.append(before, np.full(n_gaps, np.nan)), np.append(after, np.ones(n_gaps)))
    assert gaps.n_dropped == n_gaps
    assert dataclasses.replace(gaps, n_dropped=0) == sign_test(before, after)
