import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.reliable_change import reliable_change, response_shift

pytestmark = pytest.mark.property

ROUNDING = 1e-9  # relative and absolute, of sums of a few numbers

SCORES = st.one_of(st.just(np.nan), st.integers(0, 40).map(float))
ROWS = st.lists(st.tuples(SCORES, SCORES, SCORES), min_size=1, max_size=20)
SCALES = st.fixed_dictionaries(
    {"sd_before": st.floats(0.5, 20), "reliability": st.floats(0.05, 0.95)}
)


def columns(rows):
    return [np.array(column) for column in zip(*rows, strict=True)]


@given(ROWS, SCALES, st.floats(0.5, 3.0))
@settings(max_examples=40, deadline=None)
def test_categories_add_up_and_turn_round(rows, scale, level):
    before, after, _ = columns(rows)
    complete = ~np.isnan(after - before)
    assume(complete.any())
    result = reliable_change(before, after, **scale, critical_index=level)
    counted = result.n_improved + result.n_unchanged + result.n_deteriorated
    assert counted == result.n == complete.sum()
    assert result.n + result.n_dropped == before.size
    assert np.array_equal(np.isnan(result.index), ~complete)
    back = reliable_change(after, before, **scale, critical_index=level)
    assert (back.n_improved, back.n_deteriorated) == (result.n_deteriorated, result.n_improved)
    assert np.array_equal(back.index, -result.index, equal_nan=True)
    other = reliable_change(before, after, **scale, critical_index=level, higher_is_better=False)
    assert (other.n_improved, other.n_deteriorated) == (back.n_improved, back.n_deteriorated)


@given(ROWS, SCALES)
@settings(max_examples=40, deadline=None)
def test_more_confidence_or_less_reliability_never_finds_more(rows, scale):
    before, after, _ = columns(rows)
    assume((~np.isnan(after - before)).any())
    found = reliable_change(before, after, **scale).n_unchanged
    surer = reliable_change(before, after, **scale, critical_index=2.58)
    rougher = {**scale, "reliability": scale["reliability"] / 2}
    assert surer.n_unchanged >= found
    assert reliable_change(before, after, **rougher).n_unchanged >= found


@given(ROWS, st.booleans())
@settings(max_examples=40, deadline=None)
def test_three_differences_add_up_where_nothing_is_missing(rows, clustered):
    pre, then, post = (np.append(column, [1.0, 5, 2, 8]) for column in columns(rows))
    then, post = then + np.arange(then.size) ** 2, post - np.arange(post.size) ** 3
    complete = ~np.isnan(pre + then + post)
    pre, then, post = pre[complete], then[complete], post[complete]
    clusters = np.arange(pre.size) if clustered else None
    result = response_shift(pre, then, post, clusters=clusters)
    total = result.change_then.estimate + result.shift.estimate
    assert total == pytest.approx(result.change_pre.estimate, rel=ROUNDING, abs=ROUNDING)
    shifted = response_shift(pre + 7, then + 7, post + 7, clusters=clusters)
    assert shifted.shift.ci_low == pytest.approx(result.shift.ci_low, rel=1e-7, abs=1e-7)
    assert shifted.standardised_shift == pytest.approx(result.standardised_shift, rel=1e-7)
