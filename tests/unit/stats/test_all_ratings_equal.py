"""Where all ratings are the same, a coefficient is refused, or is what its definition says.

Alpha and all kappas divide by the disagreement expected by chance, which is 0 then. Gwet's chance
and that of Brennan and Prediger is still known where other categories could have been chosen; there
the coefficient is 1, without an interval. No function gives a number that the data do not hold.
"""

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.agreement_coefficients import (
    coefficient_from_counts,
    coefficient_from_ratings,
    coefficient_from_table,
)
from kooperacja_eval.stats.agreement_tables import coincidence_matrix, percent_agreement
from kooperacja_eval.stats.code_overlap import pairs_from_lengths
from kooperacja_eval.stats.cooccurrence import cooccurrence
from kooperacja_eval.stats.gwet import gwet_ac, gwet_ac_counts, gwet_ac_table
from kooperacja_eval.stats.kappa import (
    cohen_kappa,
    cohen_kappa_table,
    fleiss_kappa,
    fleiss_kappa_counts,
)
from kooperacja_eval.stats.krippendorff import krippendorff_alpha
from kooperacja_eval.stats.unitised import Segments, unitised_alpha
from kooperacja_eval.stats.unitised_2004 import unitised_alpha_2004

pytestmark = pytest.mark.unit

NAN = np.nan
LEVELS = ("nominal", "ordinal", "interval", "ratio")
SAME = "Wszystkie oceny są takie same"

# three coders, gaps included
TWOS = [[2, 2, 2], [2, NAN, 2], [2, 2, NAN], [NAN, NAN, 2]]
ZEROS = [[0, 0], [0, 0], [0, 0]]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("ratings", [TWOS, ZEROS])
@pytest.mark.parametrize("categories", [None, [0, 1, 2, 3]])
def test_alpha_is_refused_on_every_level_with_or_without_an_interval(level, ratings, categories):
    for options in ({}, {"resamples": 1000, "rng": np.random.default_rng(1)}):
        with pytest.raises(InsufficientDataError, match=SAME):
            krippendorff_alpha(ratings, level=level, categories=categories, **options)


@pytest.mark.parametrize("level", ["nominal", "ordinal"])
def test_alpha_of_one_label_is_refused(level):
    words = [["tak", "tak"], ["tak", None], ["tak", "tak"]]
    with pytest.raises(InsufficientDataError, match=SAME):
        krippendorff_alpha(words, level=level, categories=["nie", "tak"])


@pytest.mark.parametrize("level", ["ordinal", "interval", "ratio"])
def test_numbers_that_differ_by_rounding_alone_are_the_same(level):
    # 0.1 + 0.2 is 0.30000000000000004: as another value it would make alpha 4/9 of nothing
    ratings = [[0.3, 0.1 + 0.2], [0.3, 0.3], [0.1 + 0.2, 0.1 + 0.2]]
    with pytest.raises(InsufficientDataError, match=SAME):
        krippendorff_alpha(ratings, level=level)
    # a difference that can be meant is one, however far from 0: D_o 1 / 3, D_e 4 / 10 squared units
    meant = [[1e6, 1e6], [1e6, 1e6 + 0.01], [1e6, 1e6]]
    assert krippendorff_alpha(meant, level="interval").alpha == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("weights", ["unweighted", "linear", "quadratic", "ordinal", "ratio"])
def test_kappa_is_refused_with_all_weights(weights):
    for ratings in ([2, 2, 2], [2, NAN, 2]):
        with pytest.raises(InsufficientDataError, match=SAME):
            cohen_kappa(ratings, [2, 2, 2], weights=weights)
        with pytest.raises(InsufficientDataError, match=SAME):
            cohen_kappa(ratings, [2, 2, 2], weights=weights, categories=[1, 2, 3])
    with pytest.raises(InsufficientDataError, match=SAME):
        cohen_kappa_table([[0, 0, 0], [0, 9, 0], [0, 0, 0]], weights=weights)


def test_fleiss_kappa_is_refused():
    with pytest.raises(InsufficientDataError, match=SAME):
        fleiss_kappa([[2, 2, 2], [2, 2, 2], [2, NAN, 2]])
    with pytest.raises(InsufficientDataError, match=SAME):
        fleiss_kappa([[2, 2, 2], [2, 2, 2]], categories=[1, 2, 3])
    with pytest.raises(InsufficientDataError, match=SAME):
        fleiss_kappa_counts([[0, 3, 0], [0, 3, 0]])


@pytest.mark.parametrize("weights", ["unweighted", "linear", "quadratic", "ordinal", "ratio"])
@pytest.mark.parametrize("coefficient", ["fleiss", "krippendorff", "conger"])
def test_their_relatives_are_refused_with_all_weights(coefficient, weights):
    options = {"coefficient": coefficient, "weights": weights}
    with pytest.raises(InsufficientDataError, match=SAME):
        coefficient_from_ratings(TWOS, categories=[1, 2, 3], **options)
    with pytest.raises(InsufficientDataError, match=SAME):
        coefficient_from_table([[0, 0, 0], [0, 9, 0], [0, 0, 0]], **options)
    if coefficient != "conger":
        with pytest.raises(InsufficientDataError, match=SAME):
            coefficient_from_counts([[0, 3, 0], [0, 2, 0]], **options)


@pytest.mark.parametrize("weights", ["unweighted", "linear", "quadratic", "ordinal", "ratio"])
def test_ac1_and_ac2_are_1_only_where_other_categories_are_listed(weights):
    with pytest.raises(InsufficientDataError, match="pełną listę kategorii"):
        gwet_ac(TWOS, weights=weights)
    with pytest.raises(InsufficientDataError, match="pełną listę kategorii"):
        gwet_ac_counts([[3], [2]], weights=weights)
    # pa 1; pe = T / (q (q - 1)) * 1 * (1 - 1) = 0
    for result in (
        gwet_ac(TWOS, weights=weights, categories=[1, 2, 3]),
        gwet_ac_counts([[0, 3, 0], [0, 2, 0], [0, 2, 0], [0, 1, 0]], weights=weights),
        gwet_ac_table([[0, 0, 0], [0, 9, 0], [0, 0, 0]], weights=weights),
    ):
        assert (result.coefficient, result.pa, result.pe) == (1, 1, 0)
        assert (result.standard_error, result.ci_low, result.ci_high) == (None, None, None)
        assert result.p_value is None


def test_brennan_and_prediger_know_chance_from_the_number_of_categories():
    # pe 1/3 of three categories; agreement is full
    result = coefficient_from_ratings(TWOS, coefficient="brennan_prediger", categories=[1, 2, 3])
    assert (result.coefficient, result.pe) == (1, pytest.approx(1 / 3))
    assert result.standard_error is None
    with pytest.raises(InsufficientDataError, match=SAME):
        coefficient_from_ratings(TWOS, coefficient="brennan_prediger")


@pytest.mark.parametrize(
    "coefficient", ["gwet", "fleiss", "conger", "brennan_prediger", "krippendorff"]
)
def test_full_agreement_has_no_interval_even_with_a_unit_of_one_rating(coefficient):
    # The last unit has no pair; it alone would give AC1 of 1 a standard error and a lower end below
    # 1, although no two ratings differ
    ratings = [[1, 1, 1], [2, 2, NAN], [2, 2, 2], [NAN, 1, NAN]]
    result = coefficient_from_ratings(ratings, coefficient=coefficient)
    assert (result.coefficient, result.pa, result.n_paired_units) == (pytest.approx(1), 1, 3)
    assert (result.standard_error, result.ci_low, result.ci_high) == (None, None, None)
    assert result.p_value is None


def test_shares_of_agreement_are_defined():
    result = percent_agreement(TWOS)
    assert (result.pairwise, result.all_agree, result.n_units) == (1, 1, 3)
    assert coincidence_matrix(TWOS).matrix == ((7.0,),)


def test_a_code_on_all_characters_has_no_kappa():
    everywhere = pairs_from_lengths(500, 0, 0, 0)
    assert (everywhere.kappa, everywhere.agreement, everywhere.overlap) == (None, 1, 1)


def marks(*rows):
    start, end, coder, code = np.array(rows, dtype=int).reshape(-1, 4).T
    return Segments(start=start, end=end, coder=coder, code=code)


EVERYTHING = marks((0, 10, 0, 1), (0, 10, 1, 1))
NOTHING = marks()
ONE_CODE = marks((2, 6, 0, 1), (3, 6, 1, 1))


@pytest.mark.parametrize("segments", [EVERYTHING, NOTHING])
@pytest.mark.parametrize("variant", ["u_alpha", "binary_alpha", "cu_alpha", "ku_alpha"])
def test_unitised_alpha_of_text_that_is_all_the_same_is_refused(segments, variant):
    code = 1 if variant == "ku_alpha" else None
    for rng in (None, np.random.default_rng(1)):
        with pytest.raises(InsufficientDataError, match="nieokreślon"):
            unitised_alpha(segments, length=10, coders=2, variant=variant, code=code, rng=rng)


def test_which_code_is_undefined_where_only_one_was_given():
    result = unitised_alpha(ONE_CODE, length=10, coders=2)
    assert 0 < result.alpha < 1
    assert result.alpha_coded_text is None
    with pytest.raises(InsufficientDataError, match="ten sam kod"):
        unitised_alpha(ONE_CODE, length=10, coders=2, variant="cu_alpha")


def test_the_form_of_2004_knows_chance_from_moving_units():
    # Each of two units of 10 laid over the other: (2 * 1000 - 3 * 100 + 10) / 3 = 570; De is 2 / 10
    # times both over 20 * 19 - 2 * 10 * 9 = 200 pairs of places: 1.14. Full agreement is 1 there
    result = unitised_alpha_2004(EVERYTHING, length=10, coders=2)
    assert (result.alpha, result.observed, result.expected) == (1, 0, pytest.approx(1.14))
    with pytest.raises(InsufficientDataError):
        unitised_alpha_2004(NOTHING, length=10, coders=2)


def test_a_code_in_all_units_has_a_lift_of_1_without_an_interval():
    # It is in every unit: the other code is expected with it exactly as often as it is there
    pair = cooccurrence(np.array([[1, 1], [1, 0], [1, 1]]))[0]
    assert (pair.lift, pair.ci_low, pair.ci_high) == (1, None, None)
    nowhere = cooccurrence(np.array([[0, 1], [0, 0]]))[0]
    assert (nowhere.lift, nowhere.jaccard, nowhere.odds_ratio) == (None, 0, None)
