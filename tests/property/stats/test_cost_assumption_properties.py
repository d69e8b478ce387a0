"""What holds for resampled ratios and ranges of assumptions whatever the amounts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.assumption_range import assumption_range
from kooperacja_eval.stats.ratio_bootstrap import bootstrap_ratio

pytestmark = pytest.mark.property

ROUNDING = 1e-8
SEEDS = st.integers(0, 2**32)
METHODS = st.sampled_from(["studentised", "bca", "percentile"])
RULES = st.sampled_from(["fixed", "per_cluster", "per_unit"])


def totals(seed):
    """Costs and families of 8 to 20 teams, and what is shared."""
    rng = np.random.default_rng(seed)
    families = rng.integers(3, 10, rng.integers(8, 21)).astype(float)
    return families * rng.lognormal(7, 0.5, families.size), families, float(rng.uniform(0, 30_000))


def ratio(cost, families, shared, rule, method, level=0.95):
    return bootstrap_ratio(
        cost, families, shared=shared, shared_rule=rule, method=method, resamples=400,
        confidence_level=level, rng=np.random.default_rng(1),
    )  # fmt: skip


@settings(max_examples=30)
@given(SEEDS, RULES, METHODS)
def test_ends_are_above_0_and_more_confidence_is_wider(seed, rule, method):
    cost, families, shared = totals(seed)
    result = ratio(cost, families, shared, rule, method)
    narrow = ratio(cost, families, shared, rule, method, level=0.8)
    assert 0 < result.ci_low <= narrow.ci_low < narrow.ci_high <= result.ci_high
    assert result.estimate == pytest.approx((cost.sum() + shared) / families.sum())
    assert result.standard_error > 0


@settings(max_examples=30)
@given(SEEDS, RULES, METHODS, st.floats(0.01, 100))
def test_the_currency_does_not_matter(seed, rule, method, rate):
    cost, families, shared = totals(seed)
    result = ratio(cost, families, shared, rule, method)
    other = ratio(rate * cost, families, rate * shared, rule, method)
    assert (other.estimate, other.ci_low, other.ci_high) == pytest.approx(
        tuple(rate * x for x in (result.estimate, result.ci_low, result.ci_high)), rel=1e-6
    )


@settings(max_examples=30)
@given(SEEDS)
def test_what_is_shared_per_family_adds_no_spread(seed):
    cost, families, shared = totals(seed)
    alone = ratio(cost, families, 0.0, "fixed", "percentile")
    result = ratio(cost, families, shared, "per_unit", "percentile")
    assert result.standard_error == pytest.approx(alone.standard_error, rel=1e-6)


@st.composite
def factorials(draw):
    """Assumptions with 2 to 4 options each, and one value for each combination."""
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=4))
    assumptions = {f"a{n}": [str(option) for option in range(size)] for n, size in enumerate(sizes)}
    values = np.random.default_rng(draw(SEEDS)).normal(100, 20, sizes)
    return assumptions, values


def lookup(values):
    return lambda chosen: float(values[tuple(int(option) for option in chosen.values())])


@given(factorials())
def test_shares_of_variance_are_shares(data):
    assumptions, values = data
    result = assumption_range(assumptions, lookup(values))
    assert result.smallest == values.min() <= result.default <= values.max() == result.largest
    assert result.n_combinations == values.size
    for effect in result.effects:
        assert -ROUNDING <= effect.first_order <= effect.total_order + ROUNDING
        assert effect.total_order <= 1 + ROUNDING
        assert 0 <= effect.share_of_range <= 1
    firsts = sum(effect.first_order for effect in result.effects)
    totals_ = sum(effect.total_order for effect in result.effects)
    assert firsts <= 1 + ROUNDING
    assert totals_ >= 1 - ROUNDING


@given(factorials())
def test_assumptions_that_only_add_up_explain_everything_alone(data):
    assumptions, values = data
    parts = [values.flat[n] * np.arange(size) ** 2 for n, size in enumerate(values.shape)]
    sums = sum(np.ix_(*parts))
    result = assumption_range(assumptions, lookup(sums))
    assert sum(effect.first_order for effect in result.effects) == pytest.approx(1)
    assert sum(effect.share_of_range for effect in result.effects) == pytest.approx(1)
    for effect in result.effects:
        assert effect.first_order == pytest.approx(effect.total_order)


@given(factorials(), st.floats(0.01, 100), st.floats(-1000, 1000))
def test_unit_and_zero_of_the_value_do_not_matter(data, scale, shift):
    assumptions, values = data
    result = assumption_range(assumptions, lookup(values))
    other = assumption_range(assumptions, lookup(scale * values + shift))
    assert other.largest == pytest.approx(scale * result.largest + shift)
    for one, same in zip(result.effects, other.effects, strict=True):
        assert same.share_of_range == pytest.approx(one.share_of_range, rel=1e-6)
        assert same.first_order == pytest.approx(one.first_order, rel=1e-6, abs=ROUNDING)
        assert same.one_at_a_time == pytest.approx(scale * one.one_at_a_time, rel=1e-6)
