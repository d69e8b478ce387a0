"""Cohen's and Fleiss' kappa: values by hand, edges, and where they are undefined."""

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.kappa import (
    cohen_kappa,
    cohen_kappa_table,
    fleiss_kappa,
    fleiss_kappa_counts,
)

pytestmark = pytest.mark.unit

NAN = np.nan


def test_cohen_by_hand():
    # 20 and 15 agree, 5 and 10 do not; rows 25 25, columns 30 20: observed .7, chance .3 + .2 = .5
    result = cohen_kappa_table([[20, 5], [10, 15]])
    assert (result.observed, result.expected) == pytest.approx((0.7, 0.5))
    assert result.kappa == pytest.approx(0.4)
    # Agree on the first .4, on the second .3; the first coder has .5 of the first, the other .6
    assert (result.prevalence, result.bias) == pytest.approx((0.1, -0.1))
    # Under 0: [.5 + .25 - .5 * .6 * 1.1 - .5 * .4 * .9] / (.25 * 50) = .24 / 12.5
    assert result.se_null == pytest.approx(np.sqrt(0.24 / 12.5))
    assert result.z == pytest.approx(0.4 / np.sqrt(0.24 / 12.5))
    assert (result.n, result.n_dropped, result.method) == (50, 0, "cohen_kappa")


def test_units_that_one_coder_left_out():
    first = [1, 1, 2, 2, NAN, 3, 1]
    second = [1, 2, 2, 2, 1, NAN, 1]
    result = cohen_kappa(first, second)
    assert (result.n, result.n_dropped, result.categories) == (5, 2, (1, 2, 3))
    assert result.kappa == cohen_kappa_table([[2, 1], [0, 2]]).kappa


def test_weights_are_distances_of_values():
    # Categories 1, 2 and 4: 1 and 2 agree by 2/3, 2 and 4 by 1/3. 1-1, 1-2, 4-4, 2-4:
    # observed (1 + 2/3 + 1 + 1/3) / 4 = .75
    result = cohen_kappa([1, 1, 4, 2], [1, 2, 4, 4], weights="linear")
    assert result.observed == pytest.approx(0.75)
    spread = cohen_kappa([1, 1, 4, 2], [1, 2, 4, 4], weights="linear", categories=[1, 2, 3, 4])
    assert spread.kappa == pytest.approx(result.kappa)
    assert result.method == "cohen_weighted_kappa"
    assert (result.prevalence, result.bias) == (None, None)


def test_labels_are_one_step_apart():
    words = ["nigdy", "czasem", "często"]
    first, second = ["nigdy", "nigdy", "często"], ["nigdy", "czasem", None]
    result = cohen_kappa(first, second, weights="linear", categories=words)
    assert (result.observed, result.n, result.n_dropped) == (0.75, 2, 1)
    assert result.categories == ("nigdy", "czasem", "często")


def test_complete_agreement_has_no_standard_error():
    result = cohen_kappa([1, 2, 1, 2], [1, 2, 1, 2])
    assert (result.kappa, result.standard_error) == (1, None)
    assert (result.ci_low, result.ci_high) == (None, None)
    # Under chance: rows and columns .5: [.5 + .25 - .5] / (.25 * 4) = .25
    assert result.z == pytest.approx(2)


def test_one_coder_with_one_category_only():
    # Whatever the other does, agreement is that of chance, and chance leaves no spread
    result = cohen_kappa_table([[5, 0], [3, 0]])
    assert (result.kappa, result.standard_error) == (0, None)
    assert (result.se_null, result.z, result.p_value) == (None, None, None)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([[5, 0], [0, 0]], "Wszystkie oceny są takie same"),
        ([[7]], "Wszystkie oceny są takie same"),
        ([[0, 0], [0, 0]], "Żadna jednostka"),
    ],
)
def test_where_cohens_kappa_is_undefined(table, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        cohen_kappa_table(table)


def test_no_pairs_of_ratings():
    with pytest.raises(InsufficientDataError, match="Żadna jednostka"):
        cohen_kappa([1, NAN], [NAN, 2])


@pytest.mark.parametrize(
    ("table", "options", "error", "reason"),
    [
        ([[1, 2, 3], [1, 2, 3]], {}, ValueError, "as many rows"),
        ([1, 2], {}, ValueError, "two dimensions"),
        ([[0.5, 1.0], [1.0, 2.0]], {}, TypeError, "integers"),
        ([[-1, 1], [1, 2]], {}, ValueError, "negative"),
        ([[1, 1], [1, 2]], {"weights": "cubic"}, ValueError, "weights is one of"),
        ([[1, 1], [1, 2]], {"weights": np.eye(3)}, ValueError, "shape"),
        ([[1, 1], [1, 2]], {"weights": np.ones((2, 2))}, ValueError, "less elsewhere"),
        ([[1, 1], [1, 2]], {"weights": np.array([[0, 1], [1, 0.0]])}, ValueError, "diagonal"),
        ([[1, 1], [1, 2]], {"weights": np.array([[1, 0.5], [0, 1]])}, ValueError, "symmetric"),
        ([[1, 1], [1, 2]], {"categories": [1, 2, 3]}, ValueError, "names the 2 columns"),
        ([[1, 1], [1, 2]], {"categories": [1, NAN]}, ValueError, "none missing"),
        ([[1, 1], [1, 2]], {"categories": [-1, 2], "weights": "ratio"}, ValueError, "negative"),
        ([[1, 1], [1, 2]], {"confidence_level": 1}, ValueError, "between 0 and 1"),
    ],
)
def test_wrong_arguments_of_cohens_kappa(table, options, error, reason):
    with pytest.raises(error, match=reason):
        cohen_kappa_table(table, **options)


def test_coders_of_different_length():
    with pytest.raises(ValueError, match="same length"):
        cohen_kappa([1, 2], [1, 2, 1])


# 4 units, 3 coders; 1 stands in 3 + 0 + 2 + 1 = 6 of 12 ratings
COUNTS = [[3, 0], [0, 3], [2, 1], [1, 2]]


def test_fleiss_by_hand():
    # Pairs that agree: 1, 1, 1/3, 1/3, so observed 2/3; chance .5; kappa 1/3
    result = fleiss_kappa_counts(COUNTS)
    assert (result.observed, result.expected) == pytest.approx((2 / 3, 0.5))
    assert result.kappa == pytest.approx(1 / 3)
    # n m (m - 1) = 24 and no skewness: se = sqrt(2 / 24), for each category too
    assert result.se_null == pytest.approx(np.sqrt(2 / 24))
    assert result.z == pytest.approx(np.sqrt(12) / 3)
    for one in result.by_category:
        assert (one.kappa, one.z, one.prevalence) == pytest.approx((1 / 3, np.sqrt(12) / 3, 0.5))
        assert one.p_value == pytest.approx(result.p_value)
    assert (result.n_units, result.n_coders, result.method) == (4, 3, "fleiss_kappa")


def test_only_complete_units_count():
    ratings = [[1, 1, 1], [2, 2, 2], [1, 2, 1], [1, 2, 2], [1, NAN, 1], [NAN, NAN, NAN]]
    result = fleiss_kappa(ratings)
    assert result.kappa == fleiss_kappa_counts(COUNTS).kappa
    assert (result.n_units, result.n_dropped) == (4, 2)


def test_a_category_that_nobody_chose():
    ratings = [[1, 1, 1], [2, 2, 2], [1, 2, 1], [1, 2, 2]]
    result = fleiss_kappa(ratings, categories=[1, 2, 3])
    unused = result.by_category[2]
    assert (unused.category, unused.prevalence) == (3, 0)
    assert (unused.kappa, unused.z, unused.p_value) == (None, None, None)
    assert result.kappa == fleiss_kappa(ratings).kappa


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([[3, 0], [3, 0]], "Wszystkie oceny są takie same"),
        ([[1, 0], [0, 1]], "ich liczba: 1"),
        (np.empty((0, 2), dtype=int), "Żadna jednostka"),
    ],
)
def test_where_fleiss_kappa_is_undefined(counts, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        fleiss_kappa_counts(counts)


def test_wrong_counts():
    with pytest.raises(ValueError, match="same number of coders"):
        fleiss_kappa_counts([[3, 0], [1, 1]])
    with pytest.raises(TypeError, match="integers"):
        fleiss_kappa_counts([[0.5, 0.5]])
    with pytest.raises(ValueError, match="two dimensions"):
        fleiss_kappa_counts([1, 2])
