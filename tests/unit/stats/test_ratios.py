import dataclasses
import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.ratios import clustered_ratio

pytestmark = pytest.mark.unit


def ratio(numerators, denominators, **options):
    return clustered_ratio(np.array(numerators), np.array(denominators), **options)


def test_cost_per_family_by_hand():
    # 3000 / 20 = 150; residuals 600 - 750 = -150 and 2400 - 2250 = 150;
    # v = 2/1 * (22500 + 22500) / 20^2 = 225, se = 15, relative 0.1; t(1) = 12.706205;
    # the factor is exp(1.2706205) = 3.563063
    result = ratio([600.0, 2400.0], [5, 15])
    assert result.estimate == 150
    assert result.standard_error == pytest.approx(15)
    assert (result.ci_low, result.ci_high) == pytest.approx((150 / 3.563063, 150 * 3.563063))
    assert (result.numerator, result.denominator) == (3000, 20)
    assert (result.df, result.n_clusters, result.n_dropped) == (1, 2, 0)
    assert result.method == "clustered_log_t"


def test_teams_without_data_are_left_out_and_counted():
    without = ratio([600.0, 2400.0], [5.0, 15.0])
    result = ratio([600.0, np.nan, 2400.0, 300.0, 0.0], [5.0, 5.0, 15.0, np.nan, 0.0])
    assert result.n_dropped == 3
    assert dataclasses.replace(result, n_dropped=0) == without


def test_a_cost_without_families_is_still_a_cost():
    result = ratio([600.0, 2400.0, 1000.0], [5.0, 15.0, 0.0])
    assert result.estimate == 200
    assert (result.n_clusters, result.n_dropped) == (3, 0)


def test_an_upper_end_beyond_all_numbers_is_infinite():
    # t(1) at 99.999 % is about 63662, and exp of it has no float.
    result = ratio([1.0, 1000.0], [5.0, 5.0], confidence_level=0.99999)
    assert (result.ci_low, result.ci_high) == (0, math.inf)


@pytest.mark.parametrize(
    ("numerators", "denominators", "reason"),
    [
        ([600.0], [5.0], "liczba takich grup: 1"),
        ([600.0, np.nan], [5.0, 5.0], "liczba takich grup: 1"),
        ([0.0, 0.0], [5.0, 5.0], "licznik"),
        ([600.0, 600.0], [0.0, 0.0], "mianownik"),
        ([], [], "wynosi 0"),
        ([0.3, 0.7], [3.0, 7.0], "ten sam iloraz"),
    ],
)
def test_where_the_interval_of_a_ratio_is_undefined(numerators, denominators, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        ratio(numerators, denominators)


@pytest.mark.parametrize(
    ("numerators", "denominators", "error", "reason"),
    [
        ([-1.0, 2.0], [5.0, 5.0], ValueError, "numerators holds amounts of 0 or more"),
        ([1.0, 2.0], [5.0, -5.0], ValueError, "denominators holds amounts of 0 or more"),
        ([1.0, np.inf], [5.0, 5.0], ValueError, "infinite"),
        ([1.0, 2.0], [5.0], ValueError, "same length"),
        (["1", "2"], [5.0, 5.0], TypeError, "real numbers"),
    ],
)
def test_wrong_amounts_are_mistakes(numerators, denominators, error, reason):
    with pytest.raises(error, match=reason):
        ratio(numerators, denominators)


def test_a_wrong_confidence_level_of_a_ratio_is_a_mistake():
    with pytest.raises(ValueError, match="confidence_level"):
        ratio([1.0, 2.0], [5.0, 5.0], confidence_level=0)
