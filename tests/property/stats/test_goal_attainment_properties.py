import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kooperacja_eval.stats.goal_attainment import goal_attainment

pytestmark = pytest.mark.property

ROUNDING = 1e-9

GOALS = st.lists(st.tuples(st.integers(-2, 2), st.integers(0, 9)), min_size=1, max_size=10)
CORRELATIONS = st.floats(0, 0.99)


def split(goals):
    assume(any(weight for _, weight in goals))
    levels, weights = zip(*goals, strict=True)
    return np.array(levels, dtype=float), np.array(weights, dtype=float)


@given(GOALS, CORRELATIONS)
def test_t_lies_between_its_ends(goals, correlation):
    result = goal_attainment(*split(goals), correlation=correlation)
    assert result.low - ROUNDING <= result.t <= result.high + ROUNDING
    assert result.low + result.high == pytest.approx(100)


@given(GOALS, CORRELATIONS)
def test_turned_round_goals_mirror_t_at_50(goals, correlation):
    levels, weights = split(goals)
    one = goal_attainment(levels, weights, correlation=correlation).t
    other = goal_attainment(-levels, weights, correlation=correlation).t
    assert one + other == pytest.approx(100)


@given(GOALS, st.randoms(use_true_random=False), st.floats(0.01, 100))
def test_order_of_goals_and_scale_of_weights_do_not_matter(goals, random, factor):
    levels, weights = split(goals)
    order = random.sample(range(len(goals)), len(goals))
    other = goal_attainment(levels[order], factor * weights[order])
    assert other.t == pytest.approx(goal_attainment(levels, weights).t, rel=ROUNDING)


@given(GOALS, st.data())
def test_a_better_level_never_lowers_t(goals, data):
    levels, weights = split(goals)
    better = levels.copy()
    place = data.draw(st.integers(0, len(goals) - 1))
    better[place] = min(2, better[place] + 1)
    assert goal_attainment(better, weights).t >= goal_attainment(levels, weights).t - ROUNDING


@given(GOALS, st.integers(1, 4))
def test_missing_goals_change_nothing_but_their_count(goals, n_missing):
    levels, weights = split(goals)
    result = goal_attainment(
        np.append(levels, np.full(n_missing, np.nan)), np.append(weights, np.ones(n_missing))
    )
    assert result.t == goal_attainment(levels, weights).t
    assert result.n_dropped == n_missing


@given(st.integers(1, 9), st.sampled_from([-2, -1, 1, 2]))
def test_more_goals_take_t_farther_from_50(n_goals, level):
    # The trap: families with more goals have a wider range of T.
    one, other = (goal_attainment([level] * n).t for n in (n_goals, n_goals + 1))
    assert abs(other - 50) > abs(one - 50)
