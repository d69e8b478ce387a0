import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.segmented import segmented_series
from kooperacja_eval.stats.segmented_panel import segmented_panel

pytestmark = pytest.mark.property

ROUNDING = 1e-6  # relative and absolute

MONTHS = np.arange(4, 22)
SEEDS = st.integers(0, 10_000)


def series(seed):
    return np.random.default_rng(seed).normal(10, 2, 18)


def estimates(result):
    return np.array([effect.estimate for effect in result.changes.effects])


def errors(result):
    return np.array([effect.standard_error for effect in result.changes.effects])


@given(SEEDS, st.integers(-1000, 1000))
@settings(max_examples=25, deadline=None)
def test_months_may_be_counted_from_elsewhere(seed, shift):
    one = segmented_series(series(seed), MONTHS, last_before=11)
    other = segmented_series(series(seed), MONTHS + shift, last_before=11 + shift)
    assert estimates(other) == pytest.approx(estimates(one), rel=ROUNDING, abs=ROUNDING)
    assert errors(other) == pytest.approx(errors(one), rel=ROUNDING)
    assert other.changes.fitted == pytest.approx(one.changes.fitted)


@given(SEEDS, st.floats(0.1, 10), st.integers(-100, 100))
@settings(max_examples=25, deadline=None)
def test_another_unit_of_the_outcome(seed, scale, shift):
    one = segmented_series(series(seed), MONTHS, last_before=11)
    other = segmented_series(scale * series(seed) + shift, MONTHS, last_before=11)
    moved = np.array([shift, 0, 0, 0, 0])
    expected = scale * estimates(one) + moved
    assert estimates(other) == pytest.approx(expected, rel=ROUNDING, abs=ROUNDING)
    assert errors(other) == pytest.approx(scale * errors(one), rel=ROUNDING)
    assert other.durbin_watson == pytest.approx(one.durbin_watson, rel=ROUNDING)


@given(SEEDS, st.randoms(use_true_random=False), st.sampled_from(["gaussian", "count"]))
@settings(max_examples=25, deadline=None)
def test_the_order_of_months_does_not_matter(seed, random, family):
    values = series(seed) + 20
    mixed = random.sample(range(18), 18)
    one = segmented_series(values, MONTHS, last_before=11, family=family)
    other = segmented_series(values[mixed], MONTHS[mixed], last_before=11, family=family)
    assert estimates(other) == pytest.approx(estimates(one), rel=ROUNDING, abs=ROUNDING)
    assert errors(other) == pytest.approx(errors(one), rel=ROUNDING)


@given(SEEDS, st.floats(-20, 20))
@settings(max_examples=25, deadline=None)
def test_a_planted_jump_is_added_to_the_jump_alone(seed, jump):
    one = segmented_series(series(seed), MONTHS, last_before=11)
    other = segmented_series(series(seed) + jump * (MONTHS > 11), MONTHS, last_before=11)
    moved = np.array([0, 0, jump, 0, 0])
    assert estimates(other) == pytest.approx(estimates(one) + moved, rel=ROUNDING, abs=ROUNDING)
    assert other.changes.counterfactual == pytest.approx(one.changes.counterfactual)


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_lines_lie_in_their_bands(seed):
    rng = np.random.default_rng(seed)
    trials = rng.integers(20, 60, 18).astype(float)
    met = rng.binomial(trials.astype(int), 0.5).astype(float)
    met = np.clip(met, 1, trials - 1)
    changes = segmented_series(met, MONTHS, last_before=11, family="share", exposure=trials).changes
    for low, line, high in zip(
        changes.counterfactual_low, changes.counterfactual, changes.counterfactual_high, strict=True
    ):
        assert 0 <= low <= line <= high <= 1
    assert np.sum(np.array(changes.fitted) * trials) == pytest.approx(met.sum())


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_names_and_order_of_teams_do_not_matter(seed):
    rng = np.random.default_rng(seed)
    months, teams = np.tile(np.arange(1, 9), 7), np.repeat(np.arange(7), 8)
    values = rng.normal(size=56) + rng.normal(size=7)[teams]
    one = segmented_panel(values, months, teams, last_before=4)
    mixed = rng.permutation(56)
    other = segmented_panel(values[mixed], months[mixed], (50 - teams)[mixed], last_before=4)
    assert estimates(other) == pytest.approx(estimates(one), rel=ROUNDING, abs=ROUNDING)
    assert errors(other) == pytest.approx(errors(one), rel=ROUNDING)
