"""Shares of agreement, coincidences, and overlaps in characters: by hand, and where undefined."""

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.agreement_tables import coincidence_matrix, percent_agreement
from kooperacja_eval.stats.code_overlap import pairs_from_lengths
from kooperacja_eval.stats.ratings_matrix import as_coded_ratings

pytestmark = pytest.mark.unit

NAN = np.nan

# coder     A    B    C
RATINGS = [
    [1, 1, 1],
    [1, 2, 1],
    [3, 2, NAN],
    [2, NAN, NAN],  # no pair
]


def test_pairs_and_all_by_hand():
    # Shares of pairs 1, 1/3, 0; one unit of three agrees in all
    result = percent_agreement(RATINGS)
    assert result.pairwise == pytest.approx(4 / 9)
    assert (result.all_agree, result.n_all_agree) == (pytest.approx(1 / 3), 1)
    assert (result.n_units, result.n_dropped, result.n_coders) == (3, 1, 3)
    assert (result.ci_low, result.ci_high, result.method) == (None, None, "equal")


def test_a_tolerance():
    result = percent_agreement(RATINGS, tolerance=1)
    assert (result.pairwise, result.n_all_agree) == (1, 3)
    assert (result.tolerance, result.method) == (1, "within_tolerance")


def test_two_coders_have_an_interval_over_units():
    # 3 of 4 units: Wilson, (3 + z^2 / 2 -+ z sqrt(3 / 4 + z^2 / 4)) / (4 + z^2)
    result = percent_agreement([[1, 1], [2, 2], [1, 2], [2, 2], [1, NAN]])
    assert (result.ci_low, result.ci_high) == pytest.approx((0.3006, 0.9544), abs=5e-5)
    assert (result.n_units, result.n_dropped) == (4, 1)


def test_all_the_same_is_agreement():
    result = percent_agreement([[1, 1], [1, 1]])
    assert (result.pairwise, result.ci_high) == (1, 1)
    # Labels too
    assert percent_agreement([["a", "a"], ["a", "b"]], categories=["a", "b"]).pairwise == 0.5


def test_coincidences_by_hand():
    # Unit 1: 1 with 1, six ordered pairs of weight 1/2; unit 2: 1 with 1 twice 1/2, 1 with 2 twice
    # 1/2 in each direction; unit 3: 3 with 2
    result = coincidence_matrix(RATINGS)
    assert result.matrix == ((4.0, 1.0, 0.0), (1.0, 0.0, 1.0), (0.0, 1.0, 0.0))
    assert (result.n_pairable_values, result.n_units, result.n_dropped) == (8, 3, 1)


def test_overlap_without_the_rest_of_the_text():
    result = pairs_from_lengths(300, 100, 50)
    assert (result.overlap, result.specific) == pytest.approx((2 / 3, 0.8))
    assert (result.agreement, result.kappa, result.ac1) == (None, None, None)
    assert (result.share_first, result.share_second) == (None, None)
    assert (result.n_characters, result.neither_given) == (450, False)
    assert result.method == "coded_characters"


def test_no_rest_of_the_text_is_not_an_unknown_one():
    # 0 characters without the code: chance .8889 * .7778 + .1111 * .2222 = .7160 is above .6667
    result = pairs_from_lengths(300, 100, 50, 0)
    assert result.kappa == pytest.approx((2 / 3 - 58 / 81) / (23 / 81))
    assert result.kappa < 0


def test_both_coded_everything():
    result = pairs_from_lengths(500, 0, 0, 0)
    assert (result.kappa, result.ac1, result.agreement) == (None, 1, 1)


def test_longer_text_raises_kappa_at_the_same_overlap():
    short, long = pairs_from_lengths(300, 100, 50, 550), pairs_from_lengths(300, 100, 50, 5500)
    assert short.overlap == long.overlap
    assert short.kappa < long.kappa


def test_a_code_that_nobody_used():
    with pytest.raises(InsufficientDataError, match="Żaden z dwojga kodujących"):
        pairs_from_lengths(0, 0, 0, 1000)


@pytest.mark.parametrize(
    ("lengths", "error"),
    [((-1, 0, 0, 5), ValueError), ((1.5, 0, 0, 5), TypeError), ((1, 0, 0, 5.0), TypeError)],
)
def test_wrong_lengths(lengths, error):
    with pytest.raises(error):
        pairs_from_lengths(*lengths)


@pytest.mark.parametrize("measure", [percent_agreement, coincidence_matrix])
def test_no_pairs(measure):
    with pytest.raises(InsufficientDataError, match="Żadna jednostka"):
        measure([[1, NAN], [NAN, 1]])


@pytest.mark.parametrize("tolerance", [-1, NAN, np.inf])
def test_wrong_tolerances(tolerance):
    with pytest.raises(ValueError, match="tolerance is 0 or more"):
        percent_agreement(RATINGS, tolerance=tolerance)


def test_a_tolerance_of_labels():
    with pytest.raises(TypeError, match="numbers"):
        percent_agreement([["a", "b"]], categories=["a", "b"], tolerance=1)


def test_ratings_are_not_changed():
    ratings = np.array(RATINGS, dtype=float)
    before = ratings.copy()
    as_coded_ratings(ratings, [1, 2, 3])
    assert np.array_equal(ratings, before, equal_nan=True)


def test_truth_values_are_ratings():
    assert percent_agreement(np.array([[True, True], [True, False]])).pairwise == 0.5
