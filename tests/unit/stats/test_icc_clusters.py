import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.cluster_icc import cluster_icc

pytestmark = pytest.mark.unit

TEAMS = np.array(["A", "A", "B", "B", "B", "C"])


def test_unequal_clusters_by_hand():
    # Means 2, 5, 6 of 2, 3, 1 values; grand mean 25/6. B = (2 * (13/6)^2 + 3 * (5/6)^2 +
    # (11/6)^2) / 2 = (338 + 75 + 121) / 72 = 89/12; W = (1 + 1 + 1 + 0 + 1) / 3 = 4/3;
    # m0 = (6 - 14/6) / 2 = 11/6; ICC = (89/12 - 16/12) / (89/12 + 5/6 * 16/12) = 73 / (89 + 40/3)
    result = cluster_icc(np.array([1.0, 3, 4, 5, 6, 6]), TEAMS)
    assert result.mean_square_between == pytest.approx(89 / 12)
    assert result.mean_square_within == pytest.approx(4 / 3)
    assert result.cluster_size == pytest.approx(11 / 6)
    assert result.icc == pytest.approx(73 / (89 + 40 / 3))
    assert result.f == pytest.approx(89 / 16)
    assert result.design_effect == pytest.approx(1 + (14 / 6 - 1) * result.icc)
    assert result.cluster_mean_reliability == pytest.approx(73 / 89)
    assert (result.df1, result.df2, result.n, result.n_clusters) == (2, 3, 6, 3)
    assert (result.negative, result.n_dropped) == (False, 0)
    assert result.method == "anova_approximate_f"
    assert result.ci_low < result.icc < result.ci_high < 1


def test_the_arithmetic_of_the_project():
    # 1 + (m - 1) ICC and m ICC / (1 + (m - 1) ICC), here for four teams of five
    values = np.array([1.0, 2, 3, 4, 5, 2, 3, 4, 5, 6, 1, 2, 3, 4, 6, 4, 5, 6, 7, 9])
    result = cluster_icc(values, np.repeat(np.arange(4), 5))
    assert result.design_effect == pytest.approx(1 + 4 * result.icc)
    expected = 5 * result.icc / (1 + 4 * result.icc)
    assert result.cluster_mean_reliability == pytest.approx(expected)
    assert result.method == "anova_exact_f"


def test_negative_estimates_stay_and_are_said():
    # B = 2 * (1/36 + 1/9 + 1/36) / 2 = 1/6, W = 9.5, as for two raters of three subjects
    result = cluster_icc(np.array([1.0, 5, 6, 1, 1, 5]), np.repeat(["A", "B", "C"], 2))
    assert result.icc == pytest.approx((1 / 6 - 9.5) / (1 / 6 + 9.5))
    assert result.negative
    assert result.design_effect < 1


def test_a_cluster_of_gaps_does_not_count():
    values = np.array([1.0, 3, 4, 5, 6, 6, np.nan, np.nan])
    result = cluster_icc(values, np.append(TEAMS, ["D", "D"]))
    assert (result.n, result.n_clusters, result.n_dropped) == (6, 3, 2)
    assert result.icc == cluster_icc(values[:6], TEAMS).icc


@pytest.mark.parametrize(
    ("values", "clusters", "reason"),
    [
        ([], [], "liczba grup: 0, liczba wartości: 0"),
        ([1.0, 2, 3], ["A", "A", "A"], "liczba grup: 1, liczba wartości: 3"),
        ([1.0, 2, 3], ["A", "B", "C"], "liczba grup: 3, liczba wartości: 3"),
        ([1.0, 3, 0, 4], ["A", "A", "B", "B"], "tę samą średnią"),
        ([1.0, 1, 4, 4], ["A", "A", "B", "B"], "wewnątrz grup"),
    ],
)
def test_where_it_is_undefined(values, clusters, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        cluster_icc(np.array(values), np.array(clusters))


def test_labels_and_values_of_unlike_length():
    with pytest.raises(ValueError, match="same length"):
        cluster_icc(np.array([1.0, 2]), np.array(["A"]))
