import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.effect_sizes import clustered_difference, hedges_g, hedges_g_paired

pytestmark = pytest.mark.property

ROUNDING = 1e-6  # relative and absolute: shifting by up to 100 costs digits

VALUES = st.integers(-50, 50).map(float)
SAMPLES = st.lists(VALUES, min_size=3, max_size=15).map(np.array)
STANDARDISERS = st.sampled_from(["average", "difference", "before"])
SCALES = st.floats(min_value=0.1, max_value=10)


@st.composite
def pairs(draw):
    """Pairs with spread before, after and between."""
    rows = draw(st.lists(st.tuples(VALUES, VALUES), min_size=4, max_size=15))
    before, after = (np.array(column) for column in zip(*rows, strict=True))
    assume(min(np.ptp(before), np.ptp(after), np.ptp(after - before)) > 0)
    return before, after


@st.composite
def waves(draw):
    """Two waves of values in up to five teams whose difference has a standard error."""
    wave = st.lists(st.tuples(VALUES, st.integers(0, 4)), min_size=3, max_size=15)
    columns = [np.array(column) for _ in range(2) for column in zip(*draw(wave), strict=True)]
    first, first_teams, second, second_teams = columns
    residuals = np.concatenate(
        [(second - second.mean()) / second.size, -(first - first.mean()) / first.size]
    )
    teams = np.concatenate([second_teams, first_teams])
    sums = [residuals[teams == team].sum() for team in range(5)]
    assume(np.unique(teams).size > 1)
    assume(np.max(np.abs(sums)) > 0.01)
    return first, second, first_teams, second_teams


def figures(result):
    return result.estimate, result.ci_low, result.ci_high


def near(expected):
    return pytest.approx(expected, rel=ROUNDING, abs=ROUNDING)


def turned(result):
    return -result.estimate, -result.ci_high, -result.ci_low


@given(SAMPLES, SAMPLES, SCALES, st.integers(-100, 100))
@settings(max_examples=40, deadline=None)
def test_sign_shift_and_scale_of_samples(first, second, scale, shift):
    assume(np.ptp(first) + np.ptp(second) > 0)
    result = hedges_g(first, second)
    assert result.ci_low < result.ci_high
    assert result.ci_low < result.estimate < result.ci_high
    assert turned(hedges_g(second, first)) == near(figures(result))
    assert figures(hedges_g(scale * first + shift, scale * second + shift)) == near(figures(result))


@given(SAMPLES, SAMPLES, st.integers(0, 3))
@settings(max_examples=30, deadline=None)
def test_missing_values_change_nothing_but_their_count(first, second, n_gaps):
    assume(np.ptp(first) + np.ptp(second) > 0)
    result = hedges_g(np.append(first, np.full(n_gaps, np.nan)), second)
    assert figures(result) == figures(hedges_g(first, second))
    assert result.n_dropped == n_gaps


@given(pairs(), STANDARDISERS, SCALES, st.integers(-100, 100), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_shift_and_scale_of_pairs(data, standardiser, scale, shift, random):
    before, after = data
    result = hedges_g_paired(before, after, standardiser=standardiser)
    assert result.ci_low <= result.estimate <= result.ci_high
    assert result.standard_error > 0
    order = random.sample(range(before.size), before.size)
    moved = scale * before[order] + shift, scale * after[order] + shift
    assert figures(hedges_g_paired(*moved, standardiser=standardiser)) == near(figures(result))
    if standardiser != "before":
        back = hedges_g_paired(after, before, standardiser=standardiser)
        assert turned(back) == near(figures(result))


@given(pairs(), st.sampled_from(["average", "before"]))
@settings(max_examples=30, deadline=None)
def test_estimates_of_pairs_have_the_sign_of_the_mean_change(data, standardiser):
    before, after = data
    result = hedges_g_paired(before, after, standardiser=standardiser)
    assert np.sign(round(result.estimate, 9)) == np.sign(round(np.mean(after - before), 9))


@given(waves(), SCALES, st.integers(-100, 100), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_sign_order_shift_and_scale_of_waves(data, scale, shift, random):
    first, second, first_teams, second_teams = data
    result = clustered_difference(*data)
    assert result.ci_low < result.estimate < result.ci_high
    assert result.estimate == near(result.mean_second - result.mean_first)
    assert turned(clustered_difference(second, first, second_teams, first_teams)) == near(
        figures(result)
    )
    order = random.sample(range(first.size), first.size)
    names = np.array([f"team {9 - team}" for team in range(5)])
    moved = clustered_difference(
        scale * first[order] + shift,
        scale * second + shift,
        names[first_teams[order]],
        names[second_teams],
    )
    assert figures(moved) == pytest.approx(
        [scale * figure for figure in figures(result)], rel=ROUNDING, abs=100 * ROUNDING
    )
    assert moved.design_effect == near(result.design_effect)
    assert (moved.n_clusters, moved.n_shared) == (result.n_clusters, result.n_shared)


@given(SAMPLES, SAMPLES)
@settings(max_examples=30, deadline=None)
def test_single_values_as_clusters_have_no_design_effect(first, second):
    assume(np.ptp(first) + np.ptp(second) > 0)
    labels = np.arange(first.size), np.arange(100, 100 + second.size)
    assert clustered_difference(first, second, *labels).design_effect == near(1)
