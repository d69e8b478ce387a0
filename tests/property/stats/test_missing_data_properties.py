import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.means import clustered_mean
from kooperacja_eval.stats.missing_data import imputed_mean_change, rubin

pytestmark = pytest.mark.property

ESTIMATES = st.lists(st.floats(-50, 50), min_size=2, max_size=30)
SEEDS = st.integers(0, 2**32)


@st.composite
def imputed(draw):
    estimates = np.array(draw(ESTIMATES))
    variances = draw(
        st.lists(st.floats(0.01, 20), min_size=estimates.size, max_size=estimates.size)
    )
    return estimates, np.array(variances)


@given(imputed(), st.floats(1, 200))
def test_the_pooled_estimate_lies_within_the_estimates(data, df_complete):
    estimates, variances = data
    result = rubin(estimates, variances, df_complete=df_complete)
    assert estimates.min() - 1e-9 <= result.estimate <= estimates.max() + 1e-9
    assert result.ci_low < result.estimate < result.ci_high
    assert result.total >= result.within > 0
    assert 0 <= result.lambda_ < 1
    assert 0 < result.df <= df_complete
    assert result.lambda_ <= result.fmi <= 1


@given(imputed())
def test_a_small_sample_widens_the_interval(data):
    large, small = rubin(*data), rubin(*data, df_complete=10)
    assert small.df < large.df
    assert small.ci_low <= large.ci_low
    assert large.ci_high <= small.ci_high


@given(imputed(), st.randoms(use_true_random=False))
def test_the_order_of_imputations_does_not_matter(data, random):
    estimates, variances = data
    order = np.array(random.sample(range(estimates.size), estimates.size))
    one, other = rubin(estimates, variances), rubin(estimates[order], variances[order])
    assert other.ci_low == pytest.approx(one.ci_low, abs=1e-7)
    assert other.ci_high == pytest.approx(one.ci_high, abs=1e-7)


@given(imputed(), st.sampled_from([-2.0, 0.5]), st.integers(-10, 10))
def test_rubins_rules_shift_and_scale(data, scale, shift):
    estimates, variances = data
    one = rubin(estimates, variances)
    other = rubin(scale * estimates + shift, scale**2 * variances)
    ends = sorted((scale * one.ci_low + shift, scale * one.ci_high + shift))
    assert (other.ci_low, other.ci_high) == pytest.approx(ends, rel=1e-6, abs=1e-6)


def respondents(seed):
    rng = np.random.default_rng(seed)
    teams = np.arange(60) % 10
    before = np.round(rng.normal(10, 2, 60))
    after = np.round(before + rng.normal(1, 2, 60) + rng.normal(0, 1, 10)[teams])
    return teams, before, after, rng


@given(SEEDS)
@settings(max_examples=20)
def test_with_nothing_missing_it_is_the_complete_case(seed):
    teams, before, after, rng = respondents(seed)
    result = imputed_mean_change(before, after, None, teams, rng=rng)
    alone = clustered_mean(after - before, teams)
    assert (result.estimate, result.ci_low, result.ci_high) == (
        alone.estimate, alone.ci_low, alone.ci_high,
    )  # fmt: skip


@given(SEEDS)
@settings(max_examples=6)
def test_many_imputations_converge(seed):
    # Two runs of m = 200 differ by a standard deviation of sqrt(2 B / 200); four of them allowed.
    teams, before, after, rng = respondents(seed)
    after[rng.permutation(60)[:15]] = np.nan
    one, other = (
        imputed_mean_change(before, after, None, teams, m=200, iterations=3, rng=rng)
        for _ in range(2)
    )
    error = 4 * np.sqrt((one.between + other.between) / 200)
    assert one.estimate == pytest.approx(other.estimate, abs=error)
    # The sd of a variance of 200 is a tenth of it, of the ratio of two .14; four of them.
    assert 0.5 < one.between / other.between < 2
