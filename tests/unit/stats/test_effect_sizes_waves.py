import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.clustered_difference import clustered_difference

pytestmark = pytest.mark.unit

NAN = np.nan
FIRST, FIRST_TEAMS = np.array([1.0, 3, 2, 6]), np.array(["A", "A", "B", "B"])
SECOND, SECOND_TEAMS = np.array([5.0, 7, 3]), np.array(["A", "B", "C"])


def test_a_difference_by_hand():
    # Means 3 and 5. Residuals over the wave's n: A (-2 + 0) / -4 + 0 / 3 = 1/2;
    # B (-1 + 3) / -4 + 2/3 = 1/6; C -2/3. Squares 1/4 + 1/36 + 4/9 = 26/36;
    # v = 3/2 * 6/5 * 26/36 = 1.3. One by one: (4 + 0 + 1 + 9) / 16 + (0 + 4 + 4) / 9 = 1.763889,
    # times 7/6 * 6/5 = 1.4
    result = clustered_difference(FIRST, SECOND, FIRST_TEAMS, SECOND_TEAMS)
    assert result.estimate == pytest.approx(2)
    assert (result.mean_first, result.mean_second) == pytest.approx((3, 5))
    assert result.standard_error == pytest.approx(math.sqrt(1.3))
    assert result.design_effect == pytest.approx(1.3 / (1.4 * (14 / 16 + 8 / 9)))
    half = 4.302653 * math.sqrt(1.3)  # t(2)
    assert (result.ci_low, result.ci_high) == pytest.approx((2 - half, 2 + half), abs=1e-6)
    # The tails of t(2) beyond t are 1 - t / sqrt(2 + t^2); t^2 = 4 / 1.3
    assert result.p_value == pytest.approx(1 - math.sqrt((4 / 1.3) / (2 + 4 / 1.3)))
    assert (result.df, result.n_first, result.n_second) == (2, 4, 3)
    assert (result.n_clusters, result.n_shared, result.n_dropped) == (3, 2, 0)
    assert result.method == "ols_cluster_t"


def test_missing_values_are_counted():
    result = clustered_difference(
        np.append(FIRST, NAN),
        np.append(SECOND, [NAN, NAN]),
        np.append(FIRST_TEAMS, "D"),
        np.append(SECOND_TEAMS, ["A", "E"]),
    )
    assert (result.n_first, result.n_second, result.n_clusters) == (4, 3, 3)
    assert result.n_dropped == 3
    full = clustered_difference(FIRST, SECOND, FIRST_TEAMS, SECOND_TEAMS)
    assert result.standard_error == full.standard_error


def test_what_teams_have_in_common_drops_out():
    # Teams far apart, all with about the same difference: independent samples would see nothing.
    teams = np.repeat(np.arange(4), 2)
    level = np.repeat([0.0, 10, 20, 30], 2)
    first, second = level + np.tile([0, 1], 4), level + np.array([1, 2, 1, 2, 2, 3, 1, 2])
    result = clustered_difference(first, second, teams, teams)
    assert result.design_effect < 0.01
    assert 0 < result.ci_low < 1.25 < result.ci_high < 3


@pytest.mark.parametrize(
    ("first", "second", "first_teams", "second_teams", "reason"),
    [
        ([], [1.0, 2, 3], [], ["A", "A", "B"], "0 i 3"),
        ([1.0], [2.0], ["A"], ["B"], "1 i 1"),
        ([1.0, NAN], [2.0, 3], ["A", "B"], ["A", "A"], "liczba grup: 1"),
        ([1.0, 1], [3.0, 3], ["A", "B"], ["A", "B"], "nie różnią się"),
        ([1.0, 2], [3.0, 4], ["A", "B"], ["A", "B"], "taka sama"),
    ],
)
def test_where_it_is_undefined(first, second, first_teams, second_teams, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        clustered_difference(
            np.array(first), np.array(second), np.array(first_teams), np.array(second_teams)
        )


def test_labels_are_written_the_same_in_both_waves():
    with pytest.raises(TypeError, match="same type"):
        clustered_difference(FIRST, SECOND, FIRST_TEAMS, np.array([1, 2, 3]))


def test_every_value_has_its_team():
    with pytest.raises(ValueError, match="second and second_clusters have the same length"):
        clustered_difference(FIRST, SECOND, FIRST_TEAMS, SECOND_TEAMS[:2])


def test_equal_values_have_no_interval_whatever_rounding_leaves():
    # the residuals of 3 and of 3, 3 are not 0 to the last digit
    teams = (np.array([1]), np.array([1, 2]))
    with pytest.raises(InsufficientDataError):
        clustered_difference(np.array([3.0]), np.array([3.0, 3.0]), *teams)
