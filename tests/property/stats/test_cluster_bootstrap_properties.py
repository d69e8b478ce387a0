import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.cluster_bootstrap import (
    cluster_bootstrap,
    cluster_sums,
    mean_of_sums,
    paired_g_of_sums,
    relative_change_of_sums,
)

pytestmark = pytest.mark.property

RESAMPLES = 199
METHODS = st.sampled_from(["studentised", "bca", "percentile", "basic"])
SEEDS = st.integers(0, 2**32)


@st.composite
def rows(draw):
    """Teams, scores before and after of 8 to 12 teams of 1 to 6 people, made from a seed."""
    rng = np.random.default_rng(draw(SEEDS))
    sizes = rng.integers(1, 7, size=draw(st.integers(8, 12)))
    teams = np.repeat(np.arange(sizes.size), sizes)
    before = rng.integers(1, 30, teams.size).astype(float)
    after = before + rng.integers(-3, 8, teams.size)
    assume(np.ptp(after - before) > 0)
    return teams, before, after


def run(sums, statistic, seed, **options):
    return cluster_bootstrap(
        sums, statistic, resamples=RESAMPLES, rng=np.random.default_rng(seed), **options
    )


def figures(result):
    return result.estimate, result.ci_low, result.ci_high, result.standard_error


def of_change(teams, before, after):
    return cluster_sums(teams, np.ones(teams.size), after - before)


def of_pairs(teams, x, y):
    return cluster_sums(teams, np.ones(teams.size), x, x * x, y, y * y, x * y)


@given(rows(), METHODS, SEEDS)
@settings(max_examples=40)
def test_the_order_of_rows_and_the_names_of_teams_do_not_matter(data, method, seed):
    teams, before, after = data
    order = np.random.default_rng(seed).permutation(teams.size)
    names = np.array([f"LU-{team:05d}" for team in teams])
    shuffled = of_change(names[order], before[order], after[order])
    assert figures(run(shuffled, mean_of_sums, seed, method=method)) == pytest.approx(
        figures(run(of_change(*data), mean_of_sums, seed, method=method))
    )


@given(rows(), METHODS, SEEDS, st.sampled_from([0.5, 3.0]), st.integers(-20, 20))
@settings(max_examples=40)
def test_a_mean_change_scales_and_shifts(data, method, seed, scale, shift):
    teams, before, after = data
    first = figures(run(of_change(*data), mean_of_sums, seed, method=method))
    changed = of_change(teams, scale * before, scale * after + shift)
    expected = [scale * number + shift for number in first[:3]]
    found = figures(run(changed, mean_of_sums, seed, method=method))
    assert found[:3] == pytest.approx(expected, abs=1e-8)
    assert found[3] == pytest.approx(scale * first[3])


@given(rows(), METHODS, SEEDS, st.sampled_from([0.5, 3.0]), st.integers(-20, 20))
@settings(max_examples=40)
def test_g_does_not_know_the_unit(data, method, seed, scale, shift):
    teams, before, after = data
    first = run(of_pairs(*data), paired_g_of_sums, seed, method=method)
    changed = of_pairs(teams, scale * before + shift, scale * after + shift)
    second = run(changed, paired_g_of_sums, seed, method=method)
    assert figures(second) == pytest.approx(figures(first), abs=1e-7)


@given(rows(), SEEDS)
@settings(max_examples=40)
def test_g_of_the_waves_swapped_is_the_opposite(data, seed):
    teams, before, after = data
    one = run(of_pairs(teams, before, after), paired_g_of_sums, seed)
    other = run(of_pairs(teams, after, before), paired_g_of_sums, seed)
    assert figures(other)[:3] == pytest.approx((-one.estimate, -one.ci_high, -one.ci_low))


@given(rows(), SEEDS)
@settings(max_examples=40)
def test_a_relative_change_is_that_of_means(data, seed):
    teams, before, after = data
    ones = np.ones(teams.size)
    result = run(cluster_sums(teams, ones, before, ones, after), relative_change_of_sums, seed)
    assert result.estimate == pytest.approx(np.mean(after) / np.mean(before) - 1)


@given(rows(), METHODS, SEEDS)
@settings(max_examples=40)
def test_less_confidence_is_a_narrower_interval_of_teams(data, method, seed):
    wide = run(of_change(*data), mean_of_sums, seed, method=method, confidence_level=0.9)
    narrow = run(of_change(*data), mean_of_sums, seed, method=method, confidence_level=0.7)
    assert wide.ci_low <= narrow.ci_low + 1e-9
    assert narrow.ci_high <= wide.ci_high + 1e-9


@given(rows(), SEEDS)
@settings(max_examples=40)
def test_a_percentile_end_is_within_the_means_of_teams(data, seed):
    sums = of_change(*data)
    means = sums[:, 1] / sums[:, 0]
    result = run(sums, mean_of_sums, seed, method="percentile")
    assert means.min() - 1e-9 <= result.ci_low <= result.ci_high <= means.max() + 1e-9
