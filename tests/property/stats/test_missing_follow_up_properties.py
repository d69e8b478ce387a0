"""What holds for bounds and weights whatever the outcomes, the teams and who is missing."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.dropout_weights import dropout_weighted_mean
from kooperacja_eval.stats.means import clustered_mean
from kooperacja_eval.stats.missing_bounds import change_bounds, mean_bounds

pytestmark = pytest.mark.property

LOW, HIGH = 1, 5
ROUNDING = 1e-8
SEEDS = st.integers(0, 2**32)
SCORES = st.one_of(st.integers(LOW, HIGH).map(float), st.just(np.nan))


@st.composite
def scores(draw):
    """Scores from 1 to 5, some missing, of 2 to 6 teams."""
    values = np.array(draw(st.lists(SCORES, min_size=4, max_size=40)))
    teams = np.arange(values.size) % draw(st.integers(2, 6))
    return values, teams


def bounds(values, teams, **options):
    try:
        return mean_bounds(values, teams, low=LOW, high=HIGH, **options)
    except InsufficientDataError:
        assume(False)
        raise


@given(scores(), SEEDS)
def test_whatever_is_missing_the_mean_lies_between_the_bounds(data, seed):
    values, teams = data
    result = bounds(values, teams)
    missing = np.isnan(values)
    drawn = np.random.default_rng(seed).uniform(LOW, HIGH, values.size)
    mean = np.where(missing, drawn, values).mean()
    assert LOW <= result.ci_low <= result.lower <= mean + 1e-12
    assert mean - 1e-12 <= result.upper <= result.ci_high <= HIGH
    assert result.upper - result.lower == pytest.approx((HIGH - LOW) * missing.mean())


@given(scores())
def test_an_interval_for_both_bounds_is_the_wider_one(data):
    narrow, wide = bounds(*data), bounds(*data, covers="bounds")
    assert narrow.critical_value <= wide.critical_value + 1e-12
    assert wide.ci_low <= narrow.ci_low + 1e-12
    assert narrow.ci_high <= wide.ci_high + 1e-12


@given(scores())
def test_a_scale_turned_round_turns_the_bounds_round(data):
    values, teams = data
    result, turned = bounds(values, teams), bounds(LOW + HIGH - values, teams)
    assert (turned.ci_low, turned.lower, turned.upper, turned.ci_high) == pytest.approx(
        tuple(LOW + HIGH - x for x in (result.ci_high, result.upper, result.lower, result.ci_low))
    )


@given(scores(), st.randoms(use_true_random=False))
def test_the_order_of_families_does_not_matter_for_bounds(data, random):
    values, teams = data
    order = np.array(random.sample(range(values.size), values.size))
    result, other = bounds(values, teams), bounds(values[order], teams[order])
    assert (other.ci_low, other.ci_high) == pytest.approx((result.ci_low, result.ci_high))


@given(scores(), SEEDS)
def test_the_bounds_of_a_change_hold_no_change_at_all_of_those_lost(data, seed):
    after, teams = data
    before = np.random.default_rng(seed).integers(LOW, HIGH + 1, after.size).astype(float)
    try:
        result = change_bounds(before, after, teams, low=LOW, high=HIGH)
    except InsufficientDataError:
        assume(False)
    carried = np.where(np.isnan(after), before, after) - before
    assert result.lower - 1e-12 <= carried.mean() <= result.upper + 1e-12


@given(scores())
def test_without_missing_values_bounds_are_the_clustered_mean(data):
    values, teams = data
    values = np.where(np.isnan(values), 3.0, values)
    result = bounds(values, teams, covers="bounds")
    mean = clustered_mean(values, teams)
    assert (result.lower, result.upper, result.se_lower) == pytest.approx(
        (mean.estimate, mean.estimate, mean.standard_error)
    )
    cut = (max(LOW, mean.ci_low), min(HIGH, mean.ci_high))
    assert (result.ci_low, result.ci_high) == pytest.approx(cut)


def lost_families(seed):
    """Outcomes, two covariates and teams of 120 families; about a third are lost."""
    rng = np.random.default_rng(seed)
    covariates = rng.normal(size=(120, 2))
    outcome = covariates.sum(axis=1) + rng.normal(size=120)
    outcome[rng.random(120) < 1 / (1 + np.exp(0.8 - 0.7 * covariates[:, 0]))] = np.nan
    return outcome, covariates, np.arange(120) // 10


def weighted(outcome, covariates, teams):
    return dropout_weighted_mean(outcome, covariates, teams, names=["x", "y"])


@settings(max_examples=25)
@given(SEEDS)
def test_weights_keep_to_their_bounds(seed):
    outcome, covariates, teams = lost_families(seed)
    result = weighted(outcome, covariates, teams)
    assert np.nanmin(outcome) <= result.estimate <= np.nanmax(outcome)
    assert result.ci_low < result.estimate < result.ci_high
    assert 20 <= result.n_effective <= result.n_known
    assert result.largest_weight >= 1 - ROUNDING or result.n_effective < result.n_known
    assert result.n == result.n_known + result.n_missing == 120


@settings(max_examples=25)
@given(SEEDS, st.floats(0.01, 100), st.floats(-100, 100), st.floats(0.01, 100))
def test_units_of_outcome_and_covariates_do_not_matter(seed, scale, shift, unit):
    outcome, covariates, teams = lost_families(seed)
    result = weighted(outcome, covariates, teams)
    other = weighted(scale * outcome + shift, unit * covariates - shift, teams)
    assert (other.estimate, other.standard_error) == pytest.approx(
        (scale * result.estimate + shift, scale * result.standard_error), rel=1e-6, abs=1e-6
    )
    assert np.log(other.odds_ratios) * unit == pytest.approx(np.log(result.odds_ratios), rel=1e-5)
    assert other.n_effective == pytest.approx(result.n_effective, rel=1e-6)


@settings(max_examples=25)
@given(SEEDS)
def test_order_of_families_and_names_of_teams_do_not_matter_for_weights(seed):
    outcome, covariates, teams = lost_families(seed)
    result = weighted(outcome, covariates, teams)
    order = np.random.default_rng(seed).permutation(120)
    other = weighted(outcome[order], covariates[order], (100 - teams)[order])
    assert (other.estimate, other.ci_low, other.ci_high) == pytest.approx(
        (result.estimate, result.ci_low, result.ci_high), rel=ROUNDING, abs=ROUNDING
    )


@settings(max_examples=25)
@given(SEEDS)
def test_the_sign_of_the_outcome_turns_the_weighted_mean_round(seed):
    outcome, covariates, teams = lost_families(seed)
    result = weighted(outcome, covariates, teams)
    other = weighted(-outcome, covariates, teams)
    assert (other.estimate, other.ci_low, other.ci_high) == pytest.approx(
        (-result.estimate, -result.ci_high, -result.ci_low), rel=ROUNDING, abs=ROUNDING
    )
