"""Krippendorff's alpha: values by hand, the interval, and where they are undefined."""

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.krippendorff import krippendorff_alpha

pytestmark = pytest.mark.unit

NAN = np.nan

# coder     A    B    C
RATINGS = [
    [1, 1, 1],
    [1, 2, NAN],
    [2, 2, 2],
    [4, 4, NAN],
    [2, NAN, NAN],  # no pair
    [NAN, NAN, NAN],  # no rating
]
# 10 values in units 1 to 4: four of 1, four of 2, two of 4. Only unit 2 differs: 1 with 2, in both
# directions, each 1 / (2 - 1).


def test_nominal_by_hand():
    # D_o = 2 / 10; D_e = (100 - 16 - 16 - 4) / 90 = 64 / 90
    result = krippendorff_alpha(RATINGS)
    assert result.observed_disagreement == pytest.approx(0.2)
    assert result.expected_disagreement == pytest.approx(64 / 90)
    assert result.alpha == pytest.approx(1 - 0.2 * 90 / 64)
    assert (result.n_units, result.n_dropped_units, result.n_coders) == (4, 2, 3)
    assert (result.n_pairable_values, result.method) == (10, "krippendorff_nominal")


@pytest.mark.parametrize(
    ("level", "unlike", "expected"),
    [
        # Pairs of values: 1-2 16 times, 1-4 8 times, 2-4 8 times, in both directions
        ("interval", 1, 2 * (16 * 1 + 8 * 9 + 8 * 4)),
        ("ratio", 1 / 9, 2 * (16 / 9 + 8 * 9 / 25 + 8 / 9)),
        # 1 to 2: half of four and half of four, 4; 2 to 4: 2 + 1; 1 to 4: 2 + 4 + 1
        ("ordinal", 16, 2 * (16 * 16 + 8 * 49 + 8 * 9)),
    ],
)
def test_other_levels_by_hand(level, unlike, expected):
    result = krippendorff_alpha(RATINGS, level=level)
    assert result.observed_disagreement == pytest.approx(2 * unlike / 10)
    assert result.expected_disagreement == pytest.approx(expected / 90)
    assert result.alpha == pytest.approx(1 - 18 * unlike / expected)


def test_a_pair_in_a_larger_unit_weighs_less():
    # 1 1 2 has the pairs 1-2 twice, of weight 1/2 and in both directions: 2; D_o = 2 / 6.
    # 3 of 1 and 3 of 2: D_e = 2 * 9 / 30
    result = krippendorff_alpha([[1, 1, 2], [2, 2, NAN], [1, NAN, NAN]])
    assert result.observed_disagreement == pytest.approx(2 / 5)
    assert result.expected_disagreement == pytest.approx(2 * 2 * 3 / 20)


def test_labels_are_categories():
    words = [["tak", "tak"], ["nie", "tak"], ["nie", "nie"], [None, "nie"]]
    numbers = [[1, 1], [0, 1], [0, 0], [NAN, 0]]
    result = krippendorff_alpha(words, categories=["nie", "tak"])
    assert result.alpha == krippendorff_alpha(numbers).alpha
    assert result.n_dropped_units == 1


def test_the_order_of_labels_is_that_of_categories():
    words = [["mało", "średnio"], ["dużo", "dużo"], ["mało", "mało"], ["średnio", "dużo"]]
    result = krippendorff_alpha(words, level="ordinal", categories=["mało", "średnio", "dużo"])
    numbers = krippendorff_alpha([[1, 2], [3, 3], [1, 1], [2, 3]], level="ordinal")
    assert result.alpha == pytest.approx(numbers.alpha)
    shuffled = krippendorff_alpha(words, level="ordinal", categories=["średnio", "mało", "dużo"])
    assert shuffled.alpha != pytest.approx(numbers.alpha)


def test_two_zeros_have_no_ratio():
    # Values 0 0 | 0 2 | 2 2: 0 with 2 has the largest distance, 1: as nominal
    ratings = [[0, 0], [0, 2], [2, 2]]
    ratio = krippendorff_alpha(ratings, level="ratio").alpha
    assert ratio == pytest.approx(krippendorff_alpha(ratings).alpha)


UNITS = np.array([[1, 1], [1, 2], [2, 2], [1, 1], [2, 2], [2, 1], [1, 1], [2, 2]] * 4)


def test_the_interval_depends_on_rng_alone():
    one, same, other = (
        krippendorff_alpha(UNITS, resamples=1000, rng=np.random.default_rng(seed))
        for seed in (1, 1, 2)
    )
    assert one == same
    assert (one.ci_low, one.ci_high) != (other.ci_low, other.ci_high)
    assert one.ci_low < one.alpha < one.ci_high
    assert (one.interval, one.resamples) == ("bca_of_units", 1000)
    assert one.n_undefined_resamples == 0


def test_a_higher_level_is_wider():
    wide, narrow = (
        krippendorff_alpha(
            UNITS, confidence_level=level, resamples=2000, rng=np.random.default_rng(1)
        )
        for level in (0.99, 0.8)
    )
    assert wide.ci_low < narrow.ci_low < narrow.ci_high < wide.ci_high


def test_complete_agreement_has_no_interval():
    result = krippendorff_alpha(
        [[1, 1], [2, 2], [1, 1]], resamples=1000, rng=np.random.default_rng(1)
    )
    assert (result.alpha, result.interval) == (1, "complete_agreement")
    assert (result.ci_low, result.ci_high) == (None, None)


def test_a_rare_code_has_no_interval():
    # The code stands in one unit of 12: (11 / 12)^12 = 35 % of the resamples do not have it
    ratings = [[1, 0]] + [[0, 0]] * 11
    result = krippendorff_alpha(ratings, resamples=1000, rng=np.random.default_rng(1))
    assert (result.ci_low, result.ci_high) == (None, None)
    assert result.interval == "too_little_variety"
    assert result.n_undefined_resamples == pytest.approx(352, abs=50)


def test_more_than_five_percent_of_undefined_resamples_are_too_many():
    # In two units of 12, (10 / 12)^12 = 11 % of the resamples do not have the code; in four of 12,
    # (8 / 12)^12 = 0.8 %
    few, enough = (
        krippendorff_alpha(
            [[1, 0]] + [[1, 1]] * (n - 1) + [[0, 0]] * (12 - n),
            resamples=1000,
            rng=np.random.default_rng(1),
        )
        for n in (2, 4)
    )
    assert (few.interval, few.ci_low) == ("too_little_variety", None)
    assert few.n_undefined_resamples == pytest.approx(112, abs=40)
    assert enough.interval == "bca_of_units"
    assert 0 < enough.n_undefined_resamples < 50


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        ([[1, 1], [1, 1]], "Wszystkie oceny są takie same"),
        # The 2 has no partner
        ([[1, 1], [1, 1], [2, NAN]], "Wszystkie oceny są takie same"),
        ([[1, NAN], [NAN, 2]], "Żadna jednostka kodowania nie ma 2 ocen"),
        (np.empty((0, 2)), "Żadna jednostka kodowania nie ma 2 ocen"),
        ([[1], [2]], "co najmniej 2 kodujących; ich liczba: 1"),
    ],
)
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_where_alpha_is_undefined(ratings, reason, level):
    with pytest.raises(InsufficientDataError, match=reason):
        krippendorff_alpha(ratings, level=level)


@pytest.mark.parametrize(
    ("options", "error", "reason"),
    [
        ({"level": "gwet"}, ValueError, "level is one of nominal"),
        ({"resamples": 999, "rng": np.random.default_rng(1)}, ValueError, "at least 1000"),
        ({"resamples": 1000}, ValueError, "needs rng"),
        ({"resamples": 1000.0}, TypeError, "integer"),
        ({"confidence_level": 95}, ValueError, "between 0 and 1"),
        ({"categories": [1, 2]}, ValueError, "among the categories"),
        ({"categories": [1, 1, 2, 4]}, ValueError, "each once"),
    ],
)
def test_wrong_options(options, error, reason):
    with pytest.raises(error, match=reason):
        krippendorff_alpha(RATINGS, **options)


@pytest.mark.parametrize(
    ("ratings", "options", "error", "reason"),
    [
        ([1.0, 2.0], {}, ValueError, "two dimensions"),
        ([[1.0, np.inf]], {}, ValueError, "infinite"),
        ([["a", "b"]], {}, TypeError, "need categories"),
        ([["a", "c"]], {"categories": ["a", "b"]}, ValueError, "among the categories"),
        ([["a", "b"]], {"categories": ["a", "b"], "level": "interval"}, TypeError, "numbers"),
        ([[-1.0, 2.0]], {"level": "ratio"}, ValueError, "negative"),
    ],
)
def test_wrong_ratings(ratings, options, error, reason):
    with pytest.raises(error, match=reason):
        krippendorff_alpha(ratings, **options)
