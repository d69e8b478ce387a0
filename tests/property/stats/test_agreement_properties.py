"""What holds for every coefficient of agreement, whatever the ratings."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.stats.agreement_tables import coincidence_matrix, percent_agreement
from kooperacja_eval.stats.code_overlap import pairs_from_lengths
from kooperacja_eval.stats.gwet import (
    coefficient_from_counts,
    coefficient_from_ratings,
    coefficient_from_table,
)
from kooperacja_eval.stats.kappa import cohen_kappa, cohen_kappa_table, fleiss_kappa
from kooperacja_eval.stats.krippendorff import krippendorff_alpha

pytestmark = pytest.mark.property

ROUNDING = 1e-9  # absolute: coefficients are of the order of 1
LEVELS = st.sampled_from(["nominal", "ordinal", "interval", "ratio"])
COEFFICIENTS = st.sampled_from(["gwet", "fleiss", "krippendorff", "conger", "brennan_prediger"])
WEIGHTS = st.sampled_from(["unweighted", "linear", "quadratic", "ordinal", "ratio"])
CATEGORIES = [1, 2, 3, 4]

few = settings(max_examples=50, deadline=None)


@st.composite
def ratings(draw, *, gaps=True, coders=None):
    """Ratings 1 to 4 of 3 to 12 units, in which no coder is idle and not all pairs are the same."""
    n, k = draw(st.integers(3, 12)), coders or draw(st.integers(2, 4))
    cell = st.sampled_from([*CATEGORIES, np.nan] if gaps else CATEGORIES)
    rows = st.lists(st.lists(cell, min_size=k, max_size=k), min_size=n, max_size=n)
    table = np.array(draw(rows), float)
    paired = table[np.sum(~np.isnan(table), axis=1) >= 2]
    assume(np.unique(paired[~np.isnan(paired)]).size >= 2)
    assume(np.all(np.any(~np.isnan(table), axis=0)))
    return table


def mixed(table, random):
    n, k = table.shape
    return table[random.sample(range(n), n)][:, random.sample(range(k), k)]


def near(value):
    return pytest.approx(value, abs=ROUNDING)


def figures(result):
    return result.coefficient, result.pa, result.pe, result.standard_error


@few
@given(ratings(), LEVELS, st.randoms(use_true_random=False))
def test_the_order_of_units_and_coders_does_not_matter_for_alpha(table, level, random):
    one, other = (krippendorff_alpha(x, level=level) for x in (table, mixed(table, random)))
    assert other.alpha == near(one.alpha)
    assert (other.n_units, other.n_pairable_values) == (one.n_units, one.n_pairable_values)


@few
@given(ratings(), COEFFICIENTS, WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_does_not_matter_for_gwets_family(table, coefficient, weights, random):
    one, other = (
        coefficient_from_ratings(x, coefficient=coefficient, weights=weights, categories=CATEGORIES)
        for x in (table, mixed(table, random))
    )
    assert figures(other) == near(figures(one))


@few
@given(ratings(), LEVELS)
def test_bounds(table, level):
    result = krippendorff_alpha(table, level=level)
    assert result.alpha <= 1
    assert result.observed_disagreement >= 0
    assert result.expected_disagreement > 0
    assert result.n_units + result.n_dropped_units == table.shape[0]
    assert 0 <= percent_agreement(table).all_agree <= percent_agreement(table).pairwise <= 1


@few
@given(ratings(), COEFFICIENTS, WEIGHTS)
def test_bounds_of_gwets_family(table, coefficient, weights):
    result = coefficient_from_ratings(
        table, coefficient=coefficient, weights=weights, categories=CATEGORIES
    )
    assert result.coefficient <= 1 + ROUNDING
    assert 0 <= result.pa <= 1 + ROUNDING
    if result.standard_error is not None:
        assert result.ci_low < result.coefficient <= result.ci_high + ROUNDING
        assert 0 <= result.p_value <= 1


@few
@given(ratings(), st.permutations([1, 2, 3, 4]), COEFFICIENTS)
def test_names_of_nominal_categories_do_not_matter(table, names, coefficient):
    new = np.array([np.nan, *names])
    renamed = new[np.nan_to_num(table).astype(int)]
    assert krippendorff_alpha(renamed).alpha == near(krippendorff_alpha(table).alpha)
    one, other = (
        coefficient_from_ratings(x, coefficient=coefficient, categories=CATEGORIES)
        for x in (table, renamed)
    )
    assert figures(other) == near(figures(one))


@few
@given(ratings(), st.integers(-50, 50), st.integers(1, 9))
def test_shift_and_scale_do_not_matter_on_an_interval_scale(table, shift, scale):
    alpha = krippendorff_alpha(table, level="interval").alpha
    assert krippendorff_alpha(scale * table + shift, level="interval").alpha == near(alpha)
    assert krippendorff_alpha(-table, level="interval").alpha == near(alpha)


@few
@given(ratings(), st.integers(1, 9))
def test_what_else_does_not_matter(table, scale):
    # The unit on a ratio scale; any growing function of ordinal values, and their direction
    ratio = krippendorff_alpha(table, level="ratio").alpha
    assert krippendorff_alpha(scale * table, level="ratio").alpha == near(ratio)
    ordinal = krippendorff_alpha(table, level="ordinal").alpha
    for other in (table**3, -table):
        assert krippendorff_alpha(other, level="ordinal").alpha == near(ordinal)


@few
@given(st.lists(st.sampled_from(CATEGORIES), min_size=3, max_size=12), LEVELS, COEFFICIENTS)
def test_complete_agreement_is_one(values, level, coefficient):
    assume(len(set(values)) > 1)
    table = np.repeat(np.array(values, float)[:, None], 3, axis=1)
    assert krippendorff_alpha(table, level=level).alpha == 1
    result = coefficient_from_ratings(table, coefficient=coefficient)
    assert (result.coefficient, result.standard_error) == (near(1), None)
    assert fleiss_kappa(table).kappa == near(1)
    assert cohen_kappa(values, values).kappa == near(1)


@few
@given(ratings())
def test_two_ways_to_nominal_interval_and_ratio_alpha(table):
    pairs = [("nominal", "unweighted"), ("interval", "quadratic"), ("ratio", "ratio")]
    for level, weights in pairs:
        other = coefficient_from_ratings(
            table, coefficient="krippendorff", weights=weights, categories=CATEGORIES
        ).coefficient
        assert krippendorff_alpha(table, level=level).alpha == near(other)


@few
@given(ratings())
def test_the_coincidence_matrix_holds_alpha(table):
    found = coincidence_matrix(table)
    matrix = np.array(found.matrix)
    n, margins = matrix.sum(), matrix.sum(axis=0)
    assert matrix == near(matrix.T)
    assert n == near(found.n_pairable_values)
    observed = 1 - np.trace(matrix) / n
    expected = 1 - np.sum(margins * (margins - 1)) / (n * (n - 1))
    assert krippendorff_alpha(table).alpha == near(1 - observed / expected)


@few
@given(ratings(gaps=False, coders=2), st.sampled_from(["linear", "quadratic", "unweighted"]))
def test_cohens_kappa_is_symmetric_and_congers_of_two(table, weights):
    first, second = table.T
    assume(np.unique(first).size > 1)
    one = cohen_kappa(first, second, weights=weights, categories=CATEGORIES)
    swapped = cohen_kappa(second, first, weights=weights, categories=CATEGORIES)
    assert (swapped.kappa, swapped.standard_error) == near((one.kappa, one.standard_error))
    conger = coefficient_from_ratings(
        table, coefficient="conger", weights=weights, categories=CATEGORIES
    )
    assert conger.coefficient == near(one.kappa)


tables = st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=3, max_size=3)


@few
@given(tables, st.sampled_from(["linear", "quadratic", "unweighted"]))
def test_cohens_standard_error_is_that_of_the_table(cells, weights):
    table = np.array(cells)
    assume(np.all(table.sum(axis=0) > 0))
    assume(np.all(table.sum(axis=1) > 0))
    cohen = cohen_kappa_table(table, weights=weights)
    conger = coefficient_from_table(table, coefficient="conger", weights=weights)
    assert (cohen.kappa, cohen.standard_error) == near((conger.coefficient, conger.standard_error))


@few
@given(ratings(gaps=False), st.sampled_from(["gwet", "fleiss", "krippendorff"]), WEIGHTS)
def test_counts_are_enough_for_all_but_conger(table, coefficient, weights):
    counts = np.stack([np.sum(table == category, axis=1) for category in CATEGORIES], axis=1)
    raw = coefficient_from_ratings(
        table, coefficient=coefficient, weights=weights, categories=CATEGORIES
    )
    assert figures(coefficient_from_counts(counts, coefficient=coefficient, weights=weights)) == (
        near(figures(raw))
    )


@few
@given(ratings(gaps=False))
def test_fleiss_kappa_is_the_mean_of_its_categories(table):
    # Weighted by p (1 - p)
    result = fleiss_kappa(table)
    parts = [one for one in result.by_category if one.kappa is not None]
    weights = np.array([one.prevalence * (1 - one.prevalence) for one in parts])
    kappas = np.array([one.kappa for one in parts])
    assert result.kappa == near(weights @ kappas / weights.sum())


lengths = st.integers(0, 5000)


@few
@given(lengths, lengths, lengths, lengths)
def test_overlaps(both, first, second, neither):
    assume(both + first + second > 0)
    result = pairs_from_lengths(both, first, second, neither)
    swapped = pairs_from_lengths(both, second, first, neither)
    assert (swapped.overlap, swapped.kappa, swapped.ac1) == (
        result.overlap, result.kappa, result.ac1
    )  # fmt: skip
    assert 0 <= result.overlap <= result.specific <= 1
    assert result.ac1 <= 1
    if result.kappa is not None:
        table = [[both, first], [second, neither]]
        assert result.kappa == near(cohen_kappa_table(table).kappa)
        # Characters ten times as many are no more certain: nothing changes
        assert pairs_from_lengths(10 * both, 10 * first, 10 * second, 10 * neither).kappa == near(
            result.kappa
        )
