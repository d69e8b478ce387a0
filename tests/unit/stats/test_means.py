import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.means import clustered_mean, mean_interval

pytestmark = pytest.mark.unit

TEAMS = np.array(["A", "A", "B", "B"])


def test_mean_by_hand():
    # Mean 3; squares 4 + 1 + 1 + 4 = 10 over 3 degrees; se = sqrt(10 / 3 / 4) = 0.912871;
    # t(3) = 3.182446; half-width 2.905162
    result = mean_interval(np.array([1.0, 2.0, 4.0, 5.0]))
    assert result.estimate == 3
    assert result.standard_error == pytest.approx(0.912871, abs=1e-6)
    assert (result.ci_low, result.ci_high) == pytest.approx((0.094838, 5.905162), abs=1e-6)
    assert (result.df, result.n, result.n_dropped, result.method) == (3, 4, 0, "t")


def test_missing_values_are_counted_before_n_is():
    # A mistake seen elsewhere: n taken before nan are left out makes the interval too narrow.
    full = mean_interval(np.array([1.0, 2.0, 4.0, 5.0]))
    result = mean_interval(np.array([1.0, np.nan, 2.0, 4.0, np.nan, 5.0]))
    assert (result.n, result.df, result.n_dropped) == (4, 3, 2)
    assert (result.ci_low, result.ci_high) == (full.ci_low, full.ci_high)


def test_whole_numbers_are_values():
    assert mean_interval(np.array([1, 2, 4, 5])).estimate == 3


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], "bez braków: 0"),
        ([np.nan, np.nan], "bez braków: 0"),
        ([3.0, np.nan], "bez braków: 1"),
        ([0.1, 0.1, 0.1], "Wszystkie wartości są równe"),
    ],
)
def test_where_the_interval_of_a_mean_is_undefined(values, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        mean_interval(np.array(values))


def test_infinite_values_are_mistakes():
    with pytest.raises(ValueError, match="infinite"):
        mean_interval(np.array([1.0, np.inf]))


def test_clustered_mean_by_hand():
    # Mean 3; team residual sums (1 - 3) + (2 - 3) = -3 and 3; v = 2/1 * (9 + 9) / 4^2 = 2.25;
    # s^2 = 10/3, so that the design effect is 2.25 / (10/3 / 4) = 2.7; t(1) = 12.706205
    result = clustered_mean(np.array([1.0, 2.0, 4.0, 5.0]), TEAMS)
    assert result.estimate == 3
    assert result.standard_error == pytest.approx(1.5)
    assert result.design_effect == pytest.approx(2.7)
    assert (result.ci_low, result.ci_high) == pytest.approx((-16.059307, 22.059307), abs=1e-5)
    assert (result.df, result.n, result.n_clusters, result.n_dropped) == (1, 4, 2, 0)
    assert result.method == "clustered_t"


def test_a_team_with_missing_values_only_does_not_count():
    result = clustered_mean(
        np.array([1.0, 2.0, 4.0, 5.0, np.nan]), np.array(["A", "A", "B", "B", "C"])
    )
    assert (result.n_clusters, result.n, result.n_dropped, result.df) == (2, 4, 1, 1)


def test_each_value_weighs_the_same_not_each_team():
    # (0 + 3 + 3 + 3 + 3) / 5, not the mean 1.5 of the team means 0 and 3
    result = clustered_mean(np.array([0.0, 3.0, 3.0, 3.0, 3.0]), np.array([1, 2, 2, 2, 2]))
    assert result.estimate == pytest.approx(2.4)


@pytest.mark.parametrize(
    ("values", "clusters", "reason"),
    [
        ([1.0, 2.0, 4.0], ["A", "A", "A"], "liczba takich grup: 1"),
        ([1.0, 2.0, np.nan], ["A", "A", "B"], "liczba takich grup: 1"),
        ([3.0, 3.0, 3.0, 3.0], TEAMS, "Wszystkie wartości są równe"),
        ([1.1, 2.3, 2.3, 1.1], TEAMS, "mają tę samą średnią"),
        ([], [], "bez braków: 0"),
    ],
)
def test_where_the_clustered_interval_of_a_mean_is_undefined(values, clusters, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        clustered_mean(np.array(values), np.array(clusters))


def test_a_value_without_a_team_is_a_mistake():
    with pytest.raises(ValueError, match="missing labels"):
        clustered_mean(np.array([1.0, 2.0]), np.array(["A", None], dtype=object))


def test_values_and_labels_have_the_same_length():
    with pytest.raises(ValueError, match="values and clusters have the same length"):
        clustered_mean(np.array([1.0, 2.0, 4.0]), TEAMS)


@pytest.mark.parametrize("level", [0.0, 1.0])
def test_a_wrong_confidence_level_of_a_mean_is_a_mistake(level):
    with pytest.raises(ValueError, match="confidence_level"):
        mean_interval(np.array([1.0, 2.0]), confidence_level=level)
    with pytest.raises(ValueError, match="confidence_level"):
        clustered_mean(np.array([1.0, 2.0, 4.0, 5.0]), TEAMS, confidence_level=level)


def test_values_that_differ_by_rounding_alone_are_equal() -> None:
    # 3.4 - 3.2 and 2.2 - 2.0 are 0.2 both, but not in the sixteenth digit
    values = np.array([3.4 - 3.2, 2.2 - 2.0])
    assert values[0] != values[1]
    for estimate in (lambda: mean_interval(values), lambda: clustered_mean(values, np.arange(2))):
        with pytest.raises(InsufficientDataError):
            estimate()
