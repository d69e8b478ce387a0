"""What holds for every survival curve: bounds, order of rows, units, relabelling, groups."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.cumulative_incidence import (
    cumulative_incidence,
    cumulative_incidence_by_group,
)
from kooperacja_eval.stats.kaplan_meier import kaplan_meier, kaplan_meier_by_group
from kooperacja_eval.stats.nelson_aalen import nelson_aalen
from kooperacja_eval.stats.restricted_mean import restricted_mean
from kooperacja_eval.stats.survival_at import incidence_at, survival_at
from kooperacja_eval.stats.survival_influence import row_influence
from kooperacja_eval.stats.survival_quantiles import quantile
from kooperacja_eval.stats.survival_table import cause_rows, table_of

pytestmark = pytest.mark.property

ROUNDING = 1e-9

TIMES = st.one_of(st.integers(1, 12).map(float), st.integers(1, 60).map(lambda value: value / 4))
LEVELS = st.floats(min_value=0.5, max_value=0.999)
INTERVALS = st.sampled_from(["log_log", "log", "plain"])


@st.composite
def rows(draw):
    """Times, ends (0 to 2) and teams of 1 to 40 families."""
    drawn = draw(
        st.lists(st.tuples(TIMES, st.integers(0, 2), st.integers(0, 4)), min_size=1, max_size=40)
    )
    time, cause, team = (np.array(column) for column in zip(*drawn, strict=True))
    return time, cause.astype(float), team


def same(one, two):
    np.testing.assert_allclose(one, two, rtol=ROUNDING, atol=1e-12, equal_nan=True)


@given(rows(), INTERVALS, LEVELS)
def test_bounds_and_order(data, interval, level):
    time, cause, _ = data
    curve = kaplan_meier(time, (cause > 0) * 1.0, interval=interval, confidence_level=level)
    assert np.all(np.diff(curve.survival) <= 0)
    known = ~np.isnan(curve.ci_low)
    assert np.all(curve.ci_low[known] <= curve.survival[known] + ROUNDING)
    assert np.all(curve.survival[known] <= curve.ci_high[known] + ROUNDING)
    assert curve.ci_low[known].min(initial=0) >= 0
    assert curve.ci_high[known].max(initial=0) <= 1
    assert curve.events.sum() + curve.censored.sum() == curve.n


@given(rows(), INTERVALS)
def test_the_parts_add_up(data, interval):
    time, cause, _ = data
    found = cumulative_incidence(time, cause, causes=2, interval=interval)
    parts = [found.event_free, *(each.incidence for each in found.causes)]
    same(sum(parts), np.ones(found.times.size))
    assert sum(each.n_events for each in found.causes) + found.censored.sum() == found.n
    for each in found.causes:
        assert np.all(np.diff(each.incidence) >= 0)
        assert not np.isnan(each.standard_error).any()


@given(rows())
def test_one_end_is_the_kaplan_meier_curve_upside_down(data):
    time, cause, _ = data
    event = (cause > 0) * 1.0
    curve, found = kaplan_meier(time, event), cumulative_incidence(time, event)
    same(1 - found.causes[0].incidence, curve.survival)
    left = curve.survival > 0
    same(found.causes[0].standard_error[left], curve.standard_error[left])
    same(found.event_free, curve.survival)


@given(rows())
def test_competing_ends_lower_each_other(data):
    # 1 - Kaplan-Meier with others as censored says too much
    time, cause, _ = data
    found = cumulative_incidence(time, cause, causes=2)
    naive = 1 - kaplan_meier(time, (cause == 1) * 1.0).survival
    assert np.all(found.causes[0].incidence <= naive + ROUNDING)


@given(rows(), st.randoms(use_true_random=False), st.sampled_from([0.5, 4.0, 1000.0]))
def test_order_of_rows_and_unit_do_not_matter(data, random, unit):
    time, cause, team = data
    order = np.array(random.sample(range(time.size), time.size))
    one = cumulative_incidence(time, cause, causes=2)
    two = cumulative_incidence(unit * time[order], cause[order], causes=2)
    same(unit * one.times, two.times)
    for first, second in zip(one.causes, two.causes, strict=True):
        same(first.incidence, second.incidence)
        same(first.standard_error, second.standard_error)
        same(first.ci_high, second.ci_high)
    assert team.size == order.size


@given(rows())
def test_swapped_ends_swap_curves(data):
    time, cause, _ = data
    one = cumulative_incidence(time, cause, causes=2)
    two = cumulative_incidence(time, np.array([0.0, 2, 1])[cause.astype(int)], causes=2)
    for first, second in zip(one.causes, reversed(two.causes), strict=True):
        same(first.incidence, second.incidence)
        same(first.standard_error, second.standard_error)


@given(rows())
def test_groups_are_the_same_as_their_rows_alone(data):
    time, cause, team = data
    event = (cause > 0) * 1.0
    curves = kaplan_meier_by_group(time, event, team)
    found = cumulative_incidence_by_group(time, cause, team, causes=2)
    assert list(curves) == list(found) == sorted(set(team.tolist()))
    for label in curves:
        part = team == label
        alone = kaplan_meier(time[part], event[part])
        same(curves[label].survival, alone.survival)
        same(curves[label].standard_error, alone.standard_error)
        ends = cumulative_incidence(time[part], cause[part], causes=2)
        for first, second in zip(found[label].causes, ends.causes, strict=True):
            same(first.standard_error, second.standard_error)


@given(rows(), st.integers(1, 2), st.integers(0, 39))
def test_influence_is_what_a_row_moves(data, which, row):
    # one more of the row where all rows are there 20,000 times
    time, cause, _ = data
    copies = 20_000
    row %= time.size
    both = [np.repeat(values, copies) for values in (time, cause)]
    more = [np.append(values, values[row * copies]) for values in both]
    base, moved = (table_of(cause_rows(*each, 2)) for each in (both, more))
    alone = cause_rows(time, cause, 2)
    table = table_of(alone)
    place = np.searchsorted(table.times, alone.durations)
    for passed in (1, (table.times.size + 1) // 2, table.times.size):
        step = [_incidence(each, which, passed) for each in (base, moved)]
        influence = row_influence(table, which, alone.cause, place, passed)
        assert influence.sum() == pytest.approx(0, abs=1e-12)
        assert influence[row] == pytest.approx((step[1] - step[0]) * copies, abs=2e-3)


def _incidence(table, which, passed):
    staying = np.cumprod(1 - table.events / table.at_risk)
    before = np.append(1.0, staying[:-1])
    return float(np.sum((before * table.by_cause[which - 1] / table.at_risk)[:passed]))


@given(rows(), st.integers(1, 2))
def test_every_row_its_own_cluster_has_the_error_of_the_curve(data, which):
    time, cause, _ = data
    assume(time.size > 1)
    found = cumulative_incidence(time, cause, causes=2).causes[which - 1]
    factor = np.sqrt(time.size / (time.size - 1))
    for place in (0, time.size // 2 % found.times.size, found.times.size - 1):
        moment = [found.times[place]]
        (one,) = incidence_at(time, cause, which, moment, np.arange(time.size), causes=2)
        (alone,) = incidence_at(time, cause, which, moment, causes=2)
        if one.standard_error is not None:
            assert one.standard_error == pytest.approx(found.standard_error[place] * factor)
            assert alone.standard_error == pytest.approx(found.standard_error[place])
            assert one.ci_low <= alone.ci_low < alone.value < alone.ci_high <= one.ci_high


@given(rows(), st.sampled_from(["A", "Zespół "]))
def test_names_of_teams_do_not_matter(data, name):
    time, cause, team = data
    assume(np.unique(team).size > 1)
    event = (cause > 0) * 1.0
    times = [float(np.median(time))]
    names = np.array([f"{name}{9 - number}" for number in team])
    try:
        (one,) = survival_at(time, event, times, team)
    except InsufficientDataError:
        with pytest.raises(InsufficientDataError):
            survival_at(time, event, times, names)
        return
    (two,) = survival_at(time, event, times, names)
    assert one.value == two.value
    assert one.n_clusters == two.n_clusters
    if one.standard_error is not None:
        assert one.standard_error == pytest.approx(two.standard_error)


@given(rows(), st.lists(st.floats(0.01, 0.99), min_size=2, max_size=2))
def test_larger_shares_take_longer(data, shares):
    time, cause, _ = data
    curve = kaplan_meier(time, (cause > 0) * 1.0)
    one, two = (quantile(curve, share) for share in sorted(shares))
    if two.time is not None:
        assert one.time <= two.time
        assert two.ci_low is None or two.ci_low <= two.time
        assert two.ci_high is None or two.time <= two.ci_high


@given(rows(), st.integers(1, 60))
def test_the_restricted_mean_is_below_its_horizon(data, quarters):
    time, cause, _ = data
    event, until = (cause > 0) * 1.0, quarters / 4
    try:
        found = restricted_mean(time, event, until=until, beyond_last="level")
    except InsufficientDataError:
        return
    assert 0 <= found.ci_low <= found.estimate <= found.ci_high <= until
    doubled = restricted_mean(2 * time, event, until=2 * until, beyond_last="level")
    assert doubled.estimate == pytest.approx(2 * found.estimate)
    assert doubled.standard_error == pytest.approx(2 * found.standard_error)


@given(rows())
def test_the_hazard_is_below_minus_the_logarithm_of_the_curve(data):
    time, cause, _ = data
    event = (cause > 0) * 1.0
    curve, hazard = kaplan_meier(time, event), nelson_aalen(time, event).hazard
    assert np.all(np.diff(hazard) >= 0)
    left = curve.survival > 0
    assert np.all(hazard[left] <= -np.log(curve.survival[left]) + ROUNDING)
