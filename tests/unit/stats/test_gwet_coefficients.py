"""Gwet's coefficients and their relatives: values by hand, missing ratings, and edges."""

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.gwet import (
    coefficient_from_counts,
    coefficient_from_ratings,
    coefficient_from_table,
    gwet_ac,
    gwet_ac_counts,
    gwet_ac_table,
)

pytestmark = pytest.mark.unit

NAN = np.nan

# coder     A    B    C
RATINGS = [
    [1, 1, 1],
    [1, 2, NAN],
    [2, 2, 2],
    [2, NAN, NAN],  # no pair: counts in pe, not in pa
    [NAN, NAN, NAN],  # no rating: dropped
]


def test_missing_ratings_by_hand():
    # pa = (1 + 0 + 1) / 3; shares of 1 over four units: (1 + 1/2 + 0 + 0) / 4 = 3/8
    # pe = 3/8 * 5/8 * 2 / (2 - 1) = 15/32; AC1 = (2/3 - 15/32) / (17/32)
    result = gwet_ac(RATINGS)
    assert (result.pa, result.pe) == pytest.approx((2 / 3, 15 / 32))
    assert result.coefficient == pytest.approx((64 - 45) / 96 / (17 / 32))
    assert (result.n_units, result.n_paired_units, result.n_dropped) == (4, 3, 1)
    assert (result.n_coders, result.method, result.weights) == (3, "ac1", "unweighted")


@pytest.mark.parametrize(
    ("coefficient", "chance"),
    [
        ("fleiss", (3 / 8) ** 2 + (5 / 8) ** 2),
        ("brennan_prediger", 1 / 2),
        ("percent_agreement", 0),
        # Coder A has 1 in 2 of 4, B in 1 of 3, C in 1 of 2; pairs AB, AC, BC
        ("conger", ((1 / 6 + 1 / 3) + (1 / 4 + 1 / 4) + (1 / 6 + 1 / 3)) / 3),
    ],
)
def test_chance_by_hand(coefficient, chance):
    result = coefficient_from_ratings(RATINGS, coefficient=coefficient)
    assert result.pe == pytest.approx(chance)
    assert result.coefficient == pytest.approx((2 / 3 - chance) / (1 - chance))
    assert result.method == coefficient


def test_standard_error_by_hand():
    # Two coders, 4 units, agreement 1 1 0 1, no chance: sd sqrt(.75 / 3) over sqrt(4)
    result = coefficient_from_ratings(
        [[1, 1], [2, 2], [1, 2], [2, 2]], coefficient="percent_agreement"
    )
    assert result.standard_error == pytest.approx(0.25)
    # t(.975, 3) = 3.182446; the upper end is cut at 1
    assert (result.ci_low, result.ci_high) == pytest.approx((0.75 - 3.182446 * 0.25, 1), abs=1e-6)


def test_the_same_ratings_in_three_forms():
    ratings = [[1, 1], [1, 2], [2, 2], [2, 2], [2, 1], [1, 1], [1, 1]]
    raw = gwet_ac(ratings)
    counts = gwet_ac_counts([[2, 0], [1, 1], [0, 2], [0, 2], [1, 1], [2, 0], [2, 0]])
    table = gwet_ac_table([[3, 1], [1, 2]])
    assert counts == raw
    assert (table.coefficient, table.pa, table.pe) == pytest.approx(
        (raw.coefficient, raw.pa, raw.pe)
    )
    # Over n and not n - 1
    assert table.standard_error == pytest.approx(raw.standard_error * np.sqrt(6 / 7))


def test_all_ratings_the_same():
    # One category: nothing to agree on; two listed: chance would be 0, so AC1 is 1
    with pytest.raises(InsufficientDataError, match="pełną listę kategorii"):
        gwet_ac([[1, 1], [1, 1]])
    result = gwet_ac([[1, 1], [1, 1]], categories=[0, 1])
    assert (result.coefficient, result.pe) == (1, 0)
    assert (result.standard_error, result.ci_low, result.ci_high) == (None, None, None)
    assert result.p_value is None


@pytest.mark.parametrize("coefficient", ["fleiss", "krippendorff", "conger"])
def test_all_ratings_the_same_leave_others_undefined(coefficient):
    with pytest.raises(InsufficientDataError, match="Wszystkie oceny są takie same"):
        coefficient_from_ratings([[1, 1], [1, 1]], coefficient=coefficient, categories=[0, 1])


def test_a_listed_category_lowers_chance():
    ratings = [[1, 1], [1, 2], [2, 2]]
    assert gwet_ac(ratings, categories=[1, 2, 3]).pe == pytest.approx(gwet_ac(ratings).pe / 2)


def test_a_unit_alone_has_no_standard_error():
    result = coefficient_from_ratings([[1, 1, 2]], coefficient="brennan_prediger")
    assert (result.coefficient, result.standard_error) == (pytest.approx(-1 / 3), None)


def test_custom_weights_are_said():
    weights = np.array([[1, 0.5], [0.5, 1]])
    result = gwet_ac([[1, 1], [1, 2], [2, 2]], weights=weights)
    # Agreement 2.5 of 3; chance 3 / 2 * (1/4 + 1/4)
    assert (result.pa, result.pe) == pytest.approx((2.5 / 3, 0.75))
    assert (result.weights, result.method) == ("custom", "ac2")


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda: gwet_ac([[1], [2]]), "ich liczba: 1"),
        (lambda: gwet_ac([[1, NAN], [NAN, 2]]), "Żadna jednostka"),
        (lambda: gwet_ac_counts([[1, 0], [0, 1]]), "ich liczba: 1"),
        (lambda: gwet_ac_table([[0, 0], [0, 0]]), "Żadna jednostka"),
        # The third coder rated nothing and so has no frequencies of categories
        (
            lambda: coefficient_from_ratings([[1, 2, NAN], [2, 2, NAN]], coefficient="conger"),
            "nie oceniła żadnej jednostki",
        ),
    ],
)
def test_where_they_are_undefined(call, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        call()


def test_wrong_arguments():
    with pytest.raises(ValueError, match="who gave which rating"):
        coefficient_from_counts([[2, 0], [1, 1]], coefficient="conger")
    with pytest.raises(ValueError, match="coefficient is one of"):
        coefficient_from_table([[1, 0], [0, 1]], coefficient="scott")
    with pytest.raises(ValueError, match="as many rows"):
        gwet_ac_table([[1, 0, 1], [0, 1, 1]])
    with pytest.raises(ValueError, match="between 0 and 1"):
        gwet_ac(RATINGS, confidence_level=0)
