import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.effect_sizes import hedges_g, hedges_g_paired
from kooperacja_eval.stats.noncentral import noncentrality_interval, small_sample_factor

pytestmark = pytest.mark.unit

NAN = np.nan


@pytest.mark.parametrize(
    ("df", "factor"),
    # J(2) = G(1) / (1 * G(1/2)) = 1 / sqrt(pi); J(3) = G(3/2) / sqrt(3/2) = sqrt(pi / 6);
    # J(4) = G(2) / (sqrt(2) G(3/2)) = sqrt(2 / pi)
    [(2, 1 / math.sqrt(math.pi)), (3, math.sqrt(math.pi / 6)), (4, math.sqrt(2 / math.pi))],
)
def test_the_small_sample_factor_by_hand(df, factor):
    assert small_sample_factor(df) == pytest.approx(factor)


def test_no_noncentrality_where_t_is_a_quantile():
    # t(10) at 97.5 % is 2.228139: with noncentrality 0 a t below it has probability 0.975
    low, high = noncentrality_interval(2.2281388519649385, 10, 0.95)
    assert low == pytest.approx(0, abs=1e-9)
    assert high > 2.2281388519649385


def test_a_search_far_from_0():
    low, high = noncentrality_interval(200.0, 5, 0.95)
    assert 60 < low < 200 < high < 350


def test_independent_samples_by_hand():
    # Means 2 and 5, variances 1 and 1, df 4: d = 3, g = 3 * sqrt(2 / pi) = 2.393654
    result = hedges_g(np.array([1.0, 2, 3]), np.array([4.0, 5, 6]))
    assert result.estimate == pytest.approx(2.393654, abs=1e-6)
    assert result.ci_low < result.estimate < result.ci_high
    assert (result.n_first, result.n_second, result.n_dropped) == (3, 3, 0)
    assert result.method == "noncentral_t"


def test_positive_where_the_second_is_larger():
    first, second = np.array([1.0, 2, 3]), np.array([4.0, 5, 7])
    forth, back = hedges_g(first, second), hedges_g(second, first)
    assert forth.estimate == -back.estimate > 0
    assert (forth.ci_low, forth.ci_high) == pytest.approx((-back.ci_high, -back.ci_low))
    assert hedges_g_paired(first, second).estimate > 0


def test_missing_values_of_both_samples_are_counted():
    result = hedges_g(np.array([1.0, NAN, 2, 3]), np.array([4.0, 5, NAN, NAN, 6]))
    assert (result.n_first, result.n_second, result.n_dropped) == (3, 3, 3)
    assert result.estimate == pytest.approx(2.393654, abs=1e-6)


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ([1.0], [2.0, 3], "mniejszej z nich: 1"),
        ([], [2.0, 3], "mniejszej z nich: 0"),
        ([1.0, NAN], [2.0, 3], "mniejszej z nich: 1"),
        ([2.0, 2], [3.0, 3], "W żadnej z prób"),
        ([0.1, 0.1, 0.1], [0.3, 0.3, 0.3], "W żadnej z prób"),
    ],
)
def test_where_g_of_samples_is_undefined(first, second, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        hedges_g(np.array(first), np.array(second))


BEFORE, AFTER = np.array([1.0, 2, 3, 4]), np.array([2.0, 4, 4, 8])


@pytest.mark.parametrize(
    ("standardiser", "d", "df", "variance"),
    [
        # Differences 1 2 1 4: mean 2, variance 2; before 5/3; after mean 4.5, squares 6.25 + .25 +
        # .25 + 12.25 = 19, variance 19/3; average 4. Covariance (5/3 + 19/3 - 2) / 2 = 3,
        # r^2 = 9 / (95/9) = 81/95.
        # For the average d = 1; (25/9 + 361/9 + 2 * 9) / (8 * 16 * 3) + 2 / 4 / 3
        ("average", 1, 6 / (1 + 81 / 95), (386 / 9 + 18) / 384 + 1 / 6),
        # For before d^2 = 4 / (5/3) = 2.4; 2.4 / 6 + 2 / (5/3) / 3 = 0.4 + 0.4
        ("before", math.sqrt(2.4), 3, 0.8),
        # For the difference d^2 = 4 / 2; 2 / 6 + 1 / 3
        ("difference", math.sqrt(2), 3, 2 / 3),
    ],
)
def test_pairs_by_hand(standardiser, d, df, variance):
    result = hedges_g_paired(BEFORE, AFTER, standardiser=standardiser)
    factor = small_sample_factor(df)
    assert result.estimate == pytest.approx(factor * d)
    assert result.standard_error == pytest.approx(factor * math.sqrt(variance))
    assert result.correlation == pytest.approx(math.sqrt(81 / 95))
    assert (result.n_pairs, result.n_clusters, result.n_dropped) == (4, None, 0)
    assert result.standardiser == standardiser
    if standardiser == "difference":
        assert result.method == "noncentral_t"
        low, high = noncentrality_interval(2 * d, 3, 0.95)  # t = sqrt(2) * sqrt(4)
        assert (result.ci_low, result.ci_high) == pytest.approx((low / 2, high / 2))
    else:
        assert result.method == "bonett_normal"
        half = 1.959964 * math.sqrt(variance)
        assert (result.ci_low, result.ci_high) == pytest.approx((d - half, d + half), abs=1e-6)


def test_clusters_by_leaving_one_out():
    before, after = np.arange(9.0), np.array([1.0, 2, 4, 3, 7, 5, 9, 7, 12])
    teams = np.array(["A", "A", "A", "B", "B", "B", "C", "C", "C"])
    result = hedges_g_paired(before, after, clusters=teams)
    left = [hedges_g_paired(before[teams != team], after[teams != team]).estimate for team in "ABC"]
    expected = math.sqrt(2 / 3 * np.sum((np.array(left) - np.mean(left)) ** 2))
    assert result.standard_error == pytest.approx(expected)
    half = 4.302653 * expected  # t(2)
    assert result.ci_low == pytest.approx(result.estimate - half, abs=1e-6)
    assert result.ci_high == pytest.approx(result.estimate + half, abs=1e-6)
    assert (result.n_clusters, result.method) == (3, "cluster_jackknife_t")
    assert result.estimate == hedges_g_paired(before, after).estimate


def test_incomplete_pairs_are_counted_and_their_clusters_do_not_count():
    before, after = np.append(BEFORE, [NAN, 3]), np.append(AFTER, [2, NAN])
    teams = np.array(["A", "B", "C", "D", "E", "E"])
    result = hedges_g_paired(before, after, clusters=teams)
    assert (result.n_pairs, result.n_clusters, result.n_dropped) == (4, 4, 2)
    assert result.estimate == hedges_g_paired(BEFORE, AFTER).estimate


@pytest.mark.parametrize(
    ("before", "after", "clusters", "reason"),
    [
        ([1.0, 2], [2.0, 4], None, "liczba par: 2"),
        ([1.0, 2, NAN], [2.0, 4, 5], None, "liczba par: 2"),
        ([1.0, 2, 3], [2.0, 3, 4], None, "różnice są równe"),
        ([2.0, 2, 2], [2.0, 3, 4], None, "Wyniki przed"),
        ([1.0, 2, 3], [2.0, 2, 2], None, "Wyniki przed"),
        (BEFORE, AFTER, ["A", "A", "A", "A"], "liczba takich grup: 1"),
        (BEFORE, AFTER, ["A", "A", "B", "B"], "liczba par: 2"),
        ([*BEFORE, *BEFORE], [*AFTER, *AFTER], list("AAAABBBB"), "nie zmienia wyniku"),
    ],
)
def test_where_g_of_pairs_is_undefined(before, after, clusters, reason):
    labels = None if clusters is None else np.array(clusters)
    with pytest.raises(InsufficientDataError, match=reason):
        hedges_g_paired(np.array(before), np.array(after), clusters=labels)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"standardiser": "after"}, "standardiser is"),
        ({"confidence_level": 95}, "strictly between"),
        ({"clusters": np.array(["A"])}, "same length"),
    ],
)
def test_wrong_options(options, reason):
    with pytest.raises(ValueError, match=reason):
        hedges_g_paired(BEFORE, AFTER, **options)
