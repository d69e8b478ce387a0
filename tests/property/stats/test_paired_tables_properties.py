import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.paired_tables import (
    marginal_homogeneity,
    mcnemar,
    mcnemar_counts,
    mcnemar_table,
    square_table,
    symmetry,
)

pytestmark = pytest.mark.property

ROUNDING = 1e-8

COUNT = st.integers(0, 60)
VARIANTS = st.sampled_from(["exact", "mid_p", "chi2", "chi2_corrected"])
HOMOGENEITY = st.sampled_from(["stuart_maxwell", "bhapkar"])


def counts(codes, limit):
    """A square table of counts below the limit out of drawn bytes."""
    cells = np.frombuffer(codes, dtype=np.uint8).astype(np.int64) % limit
    side = math.isqrt(cells.size)
    return cells[: side**2].reshape(side, side)


@st.composite
def two_by_two(draw):
    table = counts(draw(st.binary(min_size=4, max_size=4)), 60)
    assume(table[0, 1] + table[1, 0] > 0)
    return table


@st.composite
def tables(draw):
    """Tables of 2 to 4 categories for which the tests are defined."""
    table = counts(draw(st.binary(min_size=4, max_size=16)), 12)
    try:
        marginal_homogeneity(table, variant="bhapkar")
    except InsufficientDataError:
        assume(False)
    return table


@given(COUNT, COUNT, VARIANTS)
def test_swapping_the_directions_keeps_p_and_turns_the_odds_ratio(b, c, variant):
    assume(b + c > 0)
    result, swapped = mcnemar_counts(b, c, variant=variant), mcnemar_counts(c, b, variant=variant)
    assert swapped.p_value == result.p_value
    assert swapped.statistic == result.statistic
    if b and c:
        assert swapped.odds_ratio == pytest.approx(1 / result.odds_ratio)
        assert swapped.odds_ratio_low == pytest.approx(1 / result.odds_ratio_high, rel=ROUNDING)


@given(COUNT, COUNT)
def test_the_mid_p_is_between_nothing_and_the_exact(b, c):
    assume(b + c > 0)
    exact = mcnemar_counts(b, c, variant="exact").p_value
    assert 0 < mcnemar_counts(b, c).p_value <= exact <= 1


@given(COUNT, COUNT)
def test_the_correction_finds_no_more(b, c):
    # with b = c the correction adds to the statistic of 0: |0| - 1 squared
    assume(abs(b - c) >= 1)
    plain = mcnemar_counts(b, c, variant="chi2").p_value
    assert mcnemar_counts(b, c, variant="chi2_corrected").p_value >= plain


@given(COUNT, COUNT, st.floats(0.8, 0.99))
def test_the_exact_interval_agrees_with_the_exact_test(b, c, level):
    assume(b + c > 0)
    result = mcnemar_counts(b, c, variant="exact", confidence_level=level)
    high = np.inf if result.odds_ratio_high is None else result.odds_ratio_high
    assume(abs(result.p_value - (1 - level)) > 1e-9)
    assert (result.odds_ratio_low <= 1 <= high) == (result.p_value > 1 - level)


@given(two_by_two(), st.floats(0.5, 0.999))
def test_the_difference_stays_in_its_bounds(table, level):
    result = mcnemar_table(table, confidence_level=level)
    assert -1 <= result.difference_low <= result.difference <= result.difference_high <= 1
    assert result.difference == pytest.approx(result.share_after - result.share_before)


@given(two_by_two())
def test_swapping_before_and_after_or_yes_and_no_mirrors_the_difference(table):
    result = mcnemar_table(table)
    for mirrored in (table.T, table[::-1, ::-1]):
        mirror = mcnemar_table(mirrored)
        assert mirror.difference == pytest.approx(-result.difference)
        assert (mirror.difference_low, mirror.difference_high) == pytest.approx(
            (-result.difference_high, -result.difference_low), rel=ROUNDING, abs=ROUNDING
        )
        assert mirror.p_value == result.p_value


@given(two_by_two(), st.integers(0, 4), VARIANTS)
def test_answers_and_their_table_are_the_same(table, n_gaps, variant):
    before = np.append(np.repeat([0.0, 0, 1, 1], table.ravel()), np.full(n_gaps, np.nan))
    after = np.append(np.repeat([0.0, 1, 0, 1], table.ravel()), np.ones(n_gaps))
    assert square_table(before, after, [0, 1]).tolist() == table.tolist()
    result = mcnemar(before, after, variant=variant)
    assert result.n_dropped == n_gaps
    assert result.n + n_gaps == before.size
    assert result.p_value == mcnemar_table(table, variant=variant).p_value


@given(tables(), HOMOGENEITY, st.randoms(use_true_random=False))
def test_the_order_of_categories_and_of_waves_does_not_matter(table, variant, random):
    order = np.array(random.sample(range(table.shape[0]), table.shape[0]))
    again = table[np.ix_(order, order)]
    result = marginal_homogeneity(table, variant=variant)
    for other in (again, table.T):
        found = marginal_homogeneity(other, variant=variant)
        assert found.statistic == pytest.approx(result.statistic, rel=1e-6, abs=ROUNDING)
        assert (found.df, found.n_discordant) == (result.df, result.n_discordant)
    for other in (again, table.T):
        assert symmetry(other).statistic == pytest.approx(symmetry(table).statistic, abs=ROUNDING)


@given(tables())
def test_bhapkar_from_stuart_and_maxwell(table):
    stuart = marginal_homogeneity(table)
    bhapkar = marginal_homogeneity(table, variant="bhapkar")
    expected = stuart.statistic / (1 - stuart.statistic / stuart.n)
    assert bhapkar.statistic == pytest.approx(expected, rel=1e-6, abs=ROUNDING)
    assert 0 <= bhapkar.p_value <= stuart.p_value * (1 + ROUNDING) + ROUNDING


@given(tables(), st.integers(1, 50))
def test_those_who_stayed_count_for_n_only(table, more):
    stayed = table + more * np.eye(table.shape[0], dtype=int)
    used = marginal_homogeneity(table)
    assume(used.n_empty_categories == 0)
    result = marginal_homogeneity(stayed)
    assert result.statistic == pytest.approx(used.statistic, rel=1e-6, abs=ROUNDING)
    assert result.n == used.n + more * table.shape[0]


@given(tables(), st.integers(0, 5))
def test_a_category_that_nobody_used_changes_nothing(table, place):
    at = min(place, table.shape[0])
    wider = np.insert(np.insert(table, at, 0, axis=0), at, 0, axis=1)
    for test in (marginal_homogeneity, symmetry):
        narrow, wide = test(table), test(wider)
        assert (wide.statistic, wide.df, wide.p_value) == (
            narrow.statistic,
            narrow.df,
            narrow.p_value,
        )
        assert wide.n_empty_categories == narrow.n_empty_categories + 1
