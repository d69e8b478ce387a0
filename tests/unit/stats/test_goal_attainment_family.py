import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.goal_attainment import goal_attainment

pytestmark = pytest.mark.unit

nan = np.nan


def test_weighted_goals_by_hand():
    # sum wx = 2*1 + 1*(-1) = 1; sum w^2 = 5, (sum w)^2 = 9; sqrt(0.7 * 5 + 0.3 * 9) = 2.489980;
    # T = 50 + 10 / 2.489980 = 54.016097; ends: 50 -+ 10 * 2 * 3 / 2.489980 = 50 -+ 24.096579
    result = goal_attainment([1, -1], [2, 1])
    assert result.t == pytest.approx(54.016097, abs=1e-6)
    assert (result.low, result.high) == pytest.approx((25.903421, 74.096579), abs=1e-6)
    assert (result.n_goals, result.n_unweighted, result.n_dropped) == (2, 0, 0)
    assert (result.correlation, result.method) == (0.3, "kiresuk_sherman")


@pytest.mark.parametrize("level", [-2, -1, 0, 1, 2])
def test_one_goal_moves_t_by_ten_for_each_level(level):
    result = goal_attainment([level], [7])
    assert result.t == pytest.approx(50 + 10 * level)
    assert (result.low, result.high) == pytest.approx((30, 70))


def test_without_weights_each_goal_counts_the_same():
    assert goal_attainment([1, -1, 2]).t == goal_attainment([1, -1, 2], [4, 4, 4]).t


def test_goals_without_a_level_or_a_weight_are_left_out_and_counted():
    result = goal_attainment([-1, nan, 1, 2], [1, 2, 3, nan])
    assert result.t == goal_attainment([-1, 1], [1, 3]).t
    assert (result.n_goals, result.n_dropped) == (2, 2)


def test_a_goal_of_weight_0_changes_nothing_but_the_counts():
    result = goal_attainment([-1, 2, 1], [1, 0, 3])
    assert result.t == goal_attainment([-1, 1], [1, 3]).t
    assert (result.n_goals, result.n_unweighted, result.n_dropped) == (3, 1, 0)


def test_goals_taken_as_independent_or_as_the_same():
    # rho 0: 50 + 10 * 2 / sqrt(2) = 64.142136; the nearer rho comes to 1, the nearer T comes to
    # 50 + 10 * mean = 60
    assert goal_attainment([1, 1], correlation=0).t == pytest.approx(64.142136, abs=1e-6)
    assert goal_attainment([1, 1], correlation=1 - 1e-12).t == pytest.approx(60)


@pytest.mark.parametrize("weights", [[1e-200, 2e-200], [1e200, 2e200]])
def test_the_size_of_weights_does_not_matter(weights):
    # their squares are 0 or infinite in floating point
    assert goal_attainment([1, -1], weights).t == pytest.approx(goal_attainment([1, -1], [1, 2]).t)


@pytest.mark.parametrize(
    ("levels", "weights", "n_missing"),
    [([], None, 0), ([nan, nan], None, 2), ([1, nan], [nan, 1], 2), ([], [], 0)],
)
def test_a_family_without_a_rated_goal_has_no_t(levels, weights, n_missing):
    with pytest.raises(InsufficientDataError, match=f"poziomu albo wagi: {n_missing}"):
        goal_attainment(np.array(levels, dtype=float), weights)


@pytest.mark.parametrize(("levels", "weights"), [([1, 2], [0, 0]), ([1, nan], [0, 1])])
def test_weights_of_0_alone_say_nothing(levels, weights):
    with pytest.raises(InsufficientDataError, match="wagę 0"):
        goal_attainment(levels, weights)


@pytest.mark.parametrize("levels", [[3], [-3, 0], [0.5], [1, 5, nan]])
def test_levels_are_the_five_of_the_scale(levels):
    with pytest.raises(ValueError, match="levels are whole numbers from -2 to 2"):
        goal_attainment(levels)


@pytest.mark.parametrize(
    ("weights", "reason"),
    [
        ([1, -1], "weights are 0 or more"),
        ([1], "levels and weights have the same length"),
        ([1, np.inf], "weights holds finite numbers"),
    ],
)
def test_wrong_weights_of_goals(weights, reason):
    with pytest.raises(ValueError, match=reason):
        goal_attainment([1, 2], weights)


@pytest.mark.parametrize("correlation", [-0.1, 1, 30, nan])
def test_a_wrong_correlation_of_goals(correlation):
    with pytest.raises(ValueError, match="correlation is 0 or more and below 1"):
        goal_attainment([1], correlation=correlation)


@pytest.mark.parametrize("correlation", ["0.3", None, True])
def test_a_correlation_of_goals_is_a_number(correlation):
    with pytest.raises(TypeError, match="correlation is a number"):
        goal_attainment([1], correlation=correlation)


def test_levels_are_numbers():
    with pytest.raises(TypeError, match="levels holds real numbers"):
        goal_attainment(["+1"])
