import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kooperacja_eval.stats.funnel import binomial_funnel
from kooperacja_eval.stats.funnel_limits import binomial_limits, poisson_limits
from kooperacja_eval.stats.funnel_overdispersed import overdispersed_funnel

pytestmark = pytest.mark.property

OPPOSITE = {"below": "above", "inside": "inside", "above": "below"}
shares = st.floats(0.02, 0.98)
levels = st.sampled_from([0.8, 0.95, 0.998])


@st.composite
def teams(draw):
    """Successes and trials of 2 to 8 teams, neither none nor all."""
    sizes = draw(st.lists(st.integers(1, 30), min_size=2, max_size=8))
    hits = [draw(st.integers(0, size)) for size in sizes]
    hits[0], sizes[0] = 1, sizes[0] + 1
    return np.array(hits), np.array(sizes)


@given(st.integers(1, 60), shares, levels)
@settings(max_examples=80, deadline=None)
def test_neither_side_is_left_too_often(n, target, level):
    limits = binomial_limits(np.array([n]), target=target, level=level)
    counts, tail = np.arange(n + 1), (1 - level) / 2
    chances, seen = stats.binom.pmf(counts, n, target), counts / n
    below, above = seen < limits.low, seen > limits.high
    assert chances[below].sum() < tail + 1e-12
    assert chances[above].sum() < tail + 1e-12
    assert below.any() == limits.low_reachable[0]
    assert above.any() == limits.high_reachable[0]
    # One count more would be too many
    assert chances[: below.sum() + 1].sum() >= tail - 1e-12


@given(teams(), shares)
@settings(max_examples=60, deadline=None)
def test_failures_mirror_successes(counts, target):
    hits, sizes = counts
    for funnel in (binomial_funnel, overdispersed_funnel):
        one = funnel(hits, sizes, target=target)
        other = funnel(sizes - hits, sizes, target=1 - target)
        mirrored = [tuple(OPPOSITE[side] for side in level) for level in other.positions]
        ends = zip(one.limits, other.limits, strict=True)
        exact = all(np.allclose(a.low, 1 - b.high, atol=1e-9) for a, b in ends)
        assert exact
        if funnel is binomial_funnel:
            assert list(one.positions) == mirrored


@given(teams(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_teams_does_not_matter(counts, random):
    hits, sizes = counts
    order = random.sample(range(hits.size), hits.size)
    for funnel in (binomial_funnel, overdispersed_funnel):
        one, other = funnel(hits, sizes), funnel(hits[order], sizes[order])
        for mine, mixed in zip(one.limits, other.limits, strict=True):
            assert mixed.low == pytest.approx(mine.low[order])
            assert mixed.high == pytest.approx(mine.high[order])


@given(teams())
@settings(max_examples=40, deadline=None)
def test_higher_levels_are_wider(counts):
    for funnel in (binomial_funnel, overdispersed_funnel):
        usual, wide = funnel(*counts).limits
        assert np.all(wide.low <= usual.low)
        assert np.all(usual.high <= wide.high)
        assert np.all((wide.low >= 0) & (wide.high <= 1))


@given(st.floats(0.05, 200), levels)
@settings(max_examples=60, deadline=None)
def test_both_forms_differ_by_few_counts(mean, level):
    exact = poisson_limits(np.array([mean]), level=level)
    smooth = poisson_limits(np.array([mean]), level=level, form="chi_square")
    assert exact.low[0] <= 1 <= exact.high[0] + 1 / mean
    assert abs(exact.low[0] - smooth.low[0]) * mean < 3
    assert abs(exact.high[0] - smooth.high[0]) * mean < 6
