"""Coincidences, and alpha from them, equal plain loops over units, coders and values.

The loops follow the definitions word for word in whole fractions, so nothing is rounded there. Few
values and many are counted in two ways; both are held against the loops.
"""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.coincidences import PAIRS_OF_VALUES, coincidences
from kooperacja_eval.stats.krippendorff import krippendorff_alpha
from kooperacja_eval.stats.ratings_matrix import as_coded_ratings

pytestmark = pytest.mark.property

ROUNDING = 1e-12  # relative to 1: a few hundred sums and one division in double precision
LEVELS = ("nominal", "ordinal", "interval", "ratio")

few = settings(max_examples=150, deadline=None)


@st.composite
def units(draw, pools=(2, 3, 5, 30), min_units=0):
    """Whole numbers, None for missing, of up to 9 units by 2 to 5 coders."""
    coders, values = draw(st.integers(2, 5)), draw(st.sampled_from(pools))
    cell = st.one_of(st.none(), *[st.integers(0, values - 1)] * 4)
    row = st.lists(cell, min_size=coders, max_size=coders)
    rows = st.lists(row, min_size=min_units, max_size=9)
    return draw(rows), coders


def table_of(rows, coders):
    cells = [[np.nan if cell is None else float(cell) for cell in row] for row in rows]
    return np.array(cells, dtype=float).reshape(-1, coders)


def by_loops(rows):
    """Coincidences of each unit with two ratings: ordered pairs of ratings, each 1 / (m - 1)."""
    found = []
    for row in rows:
        given_values = [cell for cell in row if cell is not None]
        if len(given_values) < 2:
            continue
        cells = {}
        for pair in permutations(given_values, 2):
            cells[pair] = cells.get(pair, 0) + Fraction(1, len(given_values) - 1)
        found.append((given_values, cells))
    return found


def few_values(n_values, coders):
    return n_values * (n_values - 1) <= PAIRS_OF_VALUES * coders * (coders - 1)


def from_arrays(rows, coders):
    coded = as_coded_ratings(table_of(rows, coders))
    return coincidences(coded, np.array(coded.categories, dtype=float))


@few
@given(units())
def test_each_unit_has_the_coincidences_that_loops_count(drawn):
    rows, coders = drawn
    found, expected = from_arrays(rows, coders), by_loops(rows)
    occurring = sorted({value for values, _ in expected for value in values})
    assert found.values.tolist() == occurring
    assert found.counts.toarray().tolist() == [
        [values.count(value) for value in occurring] for values, _ in expected
    ]
    mixed = found.mixed.toarray()
    assert mixed.shape == (len(expected), found.low.size)
    for unit, (_, cells) in enumerate(expected):
        places = zip(found.low, found.high, mixed[unit], strict=True)
        unlike = {(occurring[low], occurring[high]): share for low, high, share in places if share}
        # both directions together
        both = {(c, k): float(2 * share) for (c, k), share in cells.items() if c < k}
        assert unlike == pytest.approx(both, rel=ROUNDING)


@few
@given(units())
def test_only_pairs_of_values_that_meet_are_held(drawn):
    rows, coders = drawn
    found = from_arrays(rows, coders)
    met = {pair for _, cells in by_loops(rows) for pair in cells if pair[0] < pair[1]}
    held = zip(found.values[found.low], found.values[found.high], strict=True)
    assert sorted(held) == sorted(met)


def squared_metric(level, c, k, margins):
    if level == "nominal":
        return int(c != k)
    if level == "interval":
        return (c - k) ** 2
    if level == "ratio":
        return Fraction((c - k) ** 2, (c + k) ** 2) if c + k else 0
    between = sum(count for value, count in margins.items() if min(c, k) <= value <= max(c, k))
    return (between - Fraction(margins[c] + margins[k], 2)) ** 2


def alpha_by_loops(rows, level):
    found = by_loops(rows)
    every = [value for values, _ in found for value in values]
    margins = {value: every.count(value) for value in every}
    n = len(every)
    observed = sum(
        share * squared_metric(level, c, k, margins)
        for _, cells in found
        for (c, k), share in cells.items()
    )
    expected = sum(
        margins[c] * margins[k] * squared_metric(level, c, k, margins)
        for c in margins
        for k in margins
    )
    return Fraction(observed) / n, Fraction(expected) / (n * (n - 1))


@few
@given(units(), st.sampled_from(LEVELS))
def test_alpha_equals_loops_over_the_definition(drawn, level):
    rows, coders = drawn
    values = {value for each, _ in by_loops(rows) for value in each}
    if len(values) < 2:
        with pytest.raises(InsufficientDataError):
            krippendorff_alpha(table_of(rows, coders), level=level)
        return
    observed, expected = alpha_by_loops(rows, level)
    result = krippendorff_alpha(table_of(rows, coders), level=level)
    assert result.observed_disagreement == pytest.approx(float(observed), rel=ROUNDING)
    assert result.expected_disagreement == pytest.approx(float(expected), rel=ROUNDING)
    assert result.alpha == pytest.approx(float(1 - observed / expected), abs=ROUNDING)


@settings(few, suppress_health_check=[HealthCheck.filter_too_much])
@given(units(pools=(100,), min_units=7))
def test_both_ways_of_counting_give_the_same(drawn):
    # 40 coders more who rate nothing change the way of counting, and nothing else
    rows, coders = drawn
    found = from_arrays(rows, coders)
    assume(not few_values(found.values.size, coders))
    other = from_arrays([[*row, *[None] * 40] for row in rows], coders + 40)
    assert few_values(other.values.size, coders + 40)
    assert other.values.tolist() == found.values.tolist()
    assert other.counts.toarray().tolist() == found.counts.toarray().tolist()
    assert (other.low.tolist(), other.high.tolist()) == (found.low.tolist(), found.high.tolist())
    assert other.mixed.toarray() == pytest.approx(found.mixed.toarray(), rel=ROUNDING)
