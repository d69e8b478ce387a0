import dataclasses

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.missing_bounds import change_bounds, mean_bounds, share_bounds

pytestmark = pytest.mark.unit

nan = np.nan
TWO_EACH = np.repeat(["A", "B", "C"], 2)


def test_bounds_of_a_share_by_hand():
    #   A: improved, unknown | B: improved, not | C: unknown, not
    # worst: 1 + 1 + 0 of 6 = 1/3; team sums less 2/3: 1/3, 1/3, -2/3;
    #   v = 3/2 * (1/9 + 1/9 + 4/9) / 36 = 1/36, se = 1/6
    # best: 2 + 1 + 1 of 6 = 2/3; less 4/3: 2/3, -1/3, -1/3; the same v
    # width / se = 2; t(2) has F(t) = 1/2 + t / (2 sqrt(2 + t^2)), and c solves
    #   F(c + 2) - F(-c) = .95: c = 3.59293 has .984747 - .034743
    # both ends pass 0 and 1 (1/3 - 3.6 / 6 < 0), where they are cut
    result = share_bounds(np.array([1, nan, 1, 0, nan, 0]), TWO_EACH)
    assert (result.lower, result.upper) == pytest.approx((1 / 3, 2 / 3))
    assert (result.se_lower, result.se_upper) == pytest.approx((1 / 6, 1 / 6))
    assert result.critical_value == pytest.approx(3.59293, abs=1e-5)
    assert (result.ci_low, result.ci_high) == (0, 1)
    assert result.known_mean == 0.5
    assert (result.n, result.n_known, result.n_missing, result.n_dropped) == (6, 4, 2, 0)
    assert (result.n_clusters, result.df) == (3, 2)


def test_each_family_has_bounds_of_its_own_change():
    # Scale 1 to 5. Changes: 4 - 2 = 2; unknown from 4: -3 to 1; 0; unknown from 2: -1 to 3; 1; 0
    # worst: 2 - 3 + 0 - 1 + 1 + 0 = -1, over 6; best: 2 + 1 + 0 + 3 + 1 + 0 = 7, over 6
    before = np.array([2.0, 4, 3, 2, 3, 4])
    after = np.array([4.0, nan, 3, nan, 4, 4])
    result = change_bounds(before, after, TWO_EACH, low=1, high=5)
    assert (result.lower, result.upper) == pytest.approx((-1 / 6, 7 / 6))
    assert result.known_mean == pytest.approx(3 / 4)


def test_the_mean_change_of_the_known_can_lie_outside_the_bounds():
    # Two families rose by 2; four that began at 5 are lost and cannot have risen at all:
    # best case (2 + 2 + 0 + 0 + 0 + 0) / 6 = 2/3
    before = np.array([1.0, 5, 1, 5, 5, 5])
    after = np.array([3.0, nan, 3, nan, nan, nan])
    result = change_bounds(before, after, TWO_EACH, low=1, high=5)
    assert result.known_mean == 2
    assert result.upper == pytest.approx(2 / 3)


def test_a_family_without_a_score_before_is_left_out_and_counted():
    without = change_bounds(
        np.array([2.0, 3, 4]), np.array([4.0, nan, 3]), np.array(["A", "B", "C"]), low=1, high=5
    )
    result = change_bounds(
        np.array([2.0, nan, 3, nan, 4]),
        np.array([4.0, 5, nan, nan, 3]),
        np.array(["A", "A", "B", "D", "C"]),
        low=1,
        high=5,
    )
    assert result.n_dropped == 2
    assert dataclasses.replace(result, n_dropped=0) == without


def test_without_missing_outcomes_both_bounds_are_the_mean_and_c_is_two_sided():
    # values 1, 2 | 2, 4 | 5, 4: mean 3; team deviations -3, 0, 3; v = 3/2 * 18 / 36 = 0.75
    result = mean_bounds(np.array([1.0, 2, 2, 4, 5, 4]), TWO_EACH, low=0, high=10)
    assert (result.lower, result.upper, result.n_missing) == (3, 3, 0)
    assert result.se_lower == result.se_upper == pytest.approx(0.75**0.5)
    assert result.critical_value == pytest.approx(4.302653)  # t(2) at .975
    wide = mean_bounds(np.array([1.0, 2, 2, 4, 5, 4]), TWO_EACH, low=0, high=10, covers="bounds")
    assert dataclasses.replace(wide, covers="mean") == result


def test_a_bound_at_the_end_of_the_scale_has_no_error_and_needs_none():
    # Nobody known improved: the worst case is 0 in every team, and 0 is where the scale ends.
    result = share_bounds(np.array([0, nan, 0, 0, 0, 0]), TWO_EACH)
    assert (result.lower, result.se_lower, result.ci_low) == (0, 0, 0)
    assert result.upper == pytest.approx(1 / 6)
    assert result.ci_high > result.upper


@pytest.mark.parametrize(
    ("outcome", "clusters", "reason"),
    [
        ([nan, nan, nan], ["A", "B", "C"], "Żaden wynik nie jest znany"),
        ([], [], "Żaden wynik nie jest znany"),
        ([1, 0, nan], ["A", "A", "A"], "liczba takich grup: 1"),
        # worst 1 of 2, best 1 of 2 in both teams
        ([1, 0, 1, 0], ["A", "A", "B", "B"], "taki sam we wszystkich grupach"),
        # the best case, 1, is an end of the scale; the worst, 1/2 in both teams, is not
        ([1, nan, 1, nan], ["A", "A", "B", "B"], "taki sam we wszystkich grupach"),
    ],
)
def test_where_bounds_are_undefined(outcome, clusters, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        share_bounds(np.array(outcome), np.array(clusters))


@pytest.mark.parametrize(
    ("options", "error", "reason"),
    [
        ({"low": 5, "high": 1}, ValueError, "low is below high"),
        ({"low": 1, "high": nan}, ValueError, "low is below high"),
        ({"low": "1", "high": 5}, TypeError, "low is a number"),
        ({"low": True, "high": 5}, TypeError, "low is a number"),
        ({"low": 2, "high": 5}, ValueError, "outcome lies from 2.0 to 5.0"),
        ({"low": 1, "high": 3}, ValueError, "outcome lies from 1.0 to 3.0"),
        ({"low": 1, "high": 5, "covers": "all"}, ValueError, "covers is one of mean, bounds"),
        ({"low": 1, "high": 5, "confidence_level": 95}, ValueError, "confidence_level"),
    ],
)
def test_wrong_options_of_bounds_are_mistakes(options, error, reason):
    with pytest.raises(error, match=reason):
        mean_bounds(np.array([1.0, 4, nan]), np.array(["A", "B", "C"]), **options)


def test_wrong_outcomes_of_bounds_are_mistakes():
    teams = np.array(["A", "B"])
    with pytest.raises(ValueError, match="0, 1 or nan"):
        share_bounds(np.array([0.5, 1]), teams)
    with pytest.raises(ValueError, match="same length"):
        share_bounds(np.array([0.0, 1, 1]), teams)
    with pytest.raises(ValueError, match="before lies"):
        change_bounds(np.array([0.0, 1]), np.array([1.0, 2]), teams, low=1, high=5)
    with pytest.raises(ValueError, match="after lies"):
        change_bounds(np.array([1.0, 1]), np.array([1.0, 6]), teams, low=1, high=5)
