import numpy as np
import pytest

from kooperacja_eval.stats.checks import (
    as_count,
    as_counts,
    as_labels,
    as_numbers,
    check_confidence_level,
    check_same_length,
)

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("level", [0.5, 0.95, np.float64(0.99), np.float32(0.9)])
def test_a_confidence_level_between_0_and_1_is_taken(level):
    check_confidence_level(level)


@pytest.mark.parametrize("level", [0, 1, 95, -0.95, float("nan")])
def test_a_confidence_level_outside_0_to_1_is_refused(level):
    with pytest.raises(ValueError, match="strictly between 0 and 1"):
        check_confidence_level(level)


@pytest.mark.parametrize("level", ["0.95", None, True])
def test_a_confidence_level_that_is_no_number_is_refused(level):
    with pytest.raises(TypeError, match="is a number"):
        check_confidence_level(level)


def test_a_numpy_integer_is_a_count():
    assert as_count(np.int32(5), "trials") == 5


@pytest.mark.parametrize("value", [5.0, True, "5", None])
def test_a_count_is_an_integer(value):
    with pytest.raises(TypeError, match="trials is an integer"):
        as_count(value, "trials")


def test_a_count_is_not_negative():
    with pytest.raises(ValueError, match="trials is 0 or more, got -1"):
        as_count(-1, "trials")


def test_counts_may_come_as_a_list_or_unsigned():
    assert as_counts([5, 6], "trials").tolist() == [5, 6]
    assert as_counts(np.array([5, 6], dtype=np.uint8), "trials").dtype == np.int64


def test_no_counts_at_all_are_counts():
    # An empty list has no type of its own; whether it suffices is for the statistic to say.
    assert as_counts([], "trials").size == 0


@pytest.mark.parametrize("values", [[5.0, 6.0], [True, False], ["5", "6"]])
def test_counts_are_integers(values):
    with pytest.raises(TypeError, match="trials holds integers"):
        as_counts(values, "trials")


@pytest.mark.parametrize("values", [5, [[5, 6], [7, 8]]])
def test_counts_have_one_dimension(values):
    with pytest.raises(ValueError, match="trials has one dimension"):
        as_counts(values, "trials")


def test_counts_are_not_negative():
    with pytest.raises(ValueError, match="some are negative"):
        as_counts([5, -1], "trials")


def test_nan_in_numbers_stays_because_it_means_missing():
    assert np.isnan(as_numbers([1, np.nan], "values")[1])


def test_numbers_are_finite():
    with pytest.raises(ValueError, match="some are infinite"):
        as_numbers([1.0, -np.inf], "values")


@pytest.mark.parametrize("values", [["1"], [True], [None], [1j]])
def test_numbers_are_real_numbers(values):
    with pytest.raises(TypeError, match="values holds real numbers"):
        as_numbers(values, "values")


def test_labels_may_be_text_or_numbers():
    assert as_labels(np.array(["LU-01", "LU-02"], dtype=object), "clusters").size == 2
    assert as_labels([1, 2, 2], "clusters").size == 3


@pytest.mark.parametrize("gap", [None, float("nan")])
def test_labels_have_no_gaps(gap):
    with pytest.raises(ValueError, match="clusters has missing labels"):
        as_labels(np.array(["LU-01", gap], dtype=object), "clusters")


def test_arrays_of_different_length_are_refused():
    with pytest.raises(ValueError, match="y and x have the same length, got 2 and 3"):
        check_same_length(np.zeros(2), np.zeros(3), "y and x")
