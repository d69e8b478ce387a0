import dataclasses

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kooperacja_eval.stats.proportions import (
    clopper_pearson_interval,
    clustered_proportion,
    wilson_interval,
)

pytestmark = pytest.mark.property

ROUNDING = 1e-10  # relative and absolute: sums in another order, 1 - p instead of p

LEVELS = st.floats(min_value=0.5, max_value=0.999)
COUNTS = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
CLUSTER = st.integers(0, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
INTERVALS = st.sampled_from([wilson_interval, clopper_pearson_interval])


@st.composite
def clusters(draw, cluster=CLUSTER):
    """Successes and trials of 2 to 35 clusters for which the interval is defined."""
    pairs = draw(st.lists(cluster, min_size=2, max_size=35))
    successes, trials = (np.array(column) for column in zip(*pairs, strict=True))
    assume(np.sum(trials > 0) >= 2)
    assume(0 < successes.sum() < trials.sum())
    return successes, trials


def ends(result):
    return result.ci_low, result.ci_high


@given(COUNTS, LEVELS, INTERVALS)
def test_independent_bounds(counts, level, interval):
    result = interval(*counts, confidence_level=level)
    assert 0 <= result.ci_low <= result.estimate <= result.ci_high <= 1


@given(COUNTS, INTERVALS)
def test_the_complement_mirrors_an_independent_interval(counts, interval):
    successes, trials = counts
    result, mirror = interval(successes, trials), interval(trials - successes, trials)
    assert ends(mirror) == pytest.approx(
        (1 - result.ci_high, 1 - result.ci_low), rel=ROUNDING, abs=ROUNDING
    )


@given(COUNTS, LEVELS, LEVELS, INTERVALS)
def test_less_confidence_is_a_narrower_independent_interval(counts, one, other, interval):
    assume(one < other)
    narrow = interval(*counts, confidence_level=one)
    wide = interval(*counts, confidence_level=other)
    assert wide.ci_low <= narrow.ci_low + ROUNDING
    assert narrow.ci_high <= wide.ci_high + ROUNDING


@given(clusters(), LEVELS)
def test_clustered_bounds(data, level):
    result = clustered_proportion(*data, confidence_level=level)
    assert 0 <= result.ci_low <= result.estimate <= result.ci_high <= 1
    assert 0 < result.n_effective <= result.n
    assert result.design_effect >= 0
    assert result.df == result.n_clusters - 1


@given(clusters())
def test_every_cluster_and_unit_is_accounted_for(data):
    successes, trials = data
    result = clustered_proportion(successes, trials)
    assert result.n_clusters + result.n_dropped == trials.size
    assert (result.successes, result.n) == (successes.sum(), trials.sum())


@given(clusters())
def test_the_complement_mirrors_the_clustered_interval(data):
    successes, trials = data
    result = clustered_proportion(successes, trials)
    mirror = clustered_proportion(trials - successes, trials)
    assert mirror.estimate == pytest.approx(1 - result.estimate, rel=ROUNDING)
    assert mirror.standard_error == pytest.approx(result.standard_error, rel=1e-6, abs=ROUNDING)
    assert ends(mirror) == pytest.approx(
        (1 - result.ci_high, 1 - result.ci_low), rel=1e-7, abs=1e-7
    )


@given(clusters(), st.randoms(use_true_random=False))
def test_the_order_of_clusters_does_not_matter(data, random):
    successes, trials = data
    order = np.array(random.sample(range(trials.size), trials.size))
    result = clustered_proportion(successes, trials)
    again = clustered_proportion(successes[order], trials[order])
    assert dataclasses.astuple(again)[:-1] == pytest.approx(
        dataclasses.astuple(result)[:-1], rel=ROUNDING, abs=ROUNDING
    )


@given(clusters())
def test_single_units_as_clusters_have_the_design_effect_1(data):
    successes, trials = data
    units = np.repeat([1, 0], [successes.sum(), (trials - successes).sum()])
    result = clustered_proportion(units, np.ones_like(units))
    assert result.design_effect == pytest.approx(1, rel=ROUNDING)


@given(clusters())
def test_every_cluster_twice_is_the_same_proportion_with_less_error(data):
    # v = G / (G - 1) * S / N^2; twice the clusters: 2G / (2G - 1) * 2S / 4N^2
    successes, trials = data
    once = clustered_proportion(successes, trials)
    twice = clustered_proportion(np.tile(successes, 2), np.tile(trials, 2))
    assert twice.estimate == pytest.approx(once.estimate, rel=ROUNDING)
    expected = once.standard_error**2 * (once.n_clusters - 1) / (2 * once.n_clusters - 1)
    assert twice.standard_error**2 == pytest.approx(expected, rel=1e-6, abs=ROUNDING)


@given(clusters())
def test_the_clustered_interval_is_never_inside_wilsons(data):
    # n_effective is held at n, so that an odd sample cannot look better than independent units.
    result = clustered_proportion(*data)
    wilson = wilson_interval(result.successes, result.n)
    assert result.ci_low <= wilson.ci_low + ROUNDING
    assert wilson.ci_high <= result.ci_high + ROUNDING


@given(clusters(), LEVELS, LEVELS)
def test_less_confidence_is_a_narrower_clustered_interval(data, one, other):
    assume(one < other)
    narrow = clustered_proportion(*data, confidence_level=one)
    wide = clustered_proportion(*data, confidence_level=other)
    assert wide.ci_low <= narrow.ci_low + ROUNDING
    assert narrow.ci_high <= wide.ci_high + ROUNDING
