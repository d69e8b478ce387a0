import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.paired_tables import (
    marginal_homogeneity,
    mcnemar,
    mcnemar_counts,
    mcnemar_table,
    square_table,
    symmetry,
)

pytestmark = pytest.mark.unit

NAN = float("nan")


def test_square_table_keeps_empty_categories_and_drops_gaps():
    # before  1  2  2  3  -  1
    # after   2  2  3  3  1  -
    table = square_table([1, 2, 2, 3, NAN, 1], [2, 2, 3, 3, 1, NAN], [1, 2, 3, 4])
    assert table.tolist() == [[0, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 0]]


def test_square_table_keeps_the_order_of_categories():
    assert square_table([1, 1, 3], [3, 1, 3], [3, 1]).tolist() == [[1, 0], [1, 1]]


def test_square_table_of_nobody():
    assert square_table([], [], [1, 2]).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("before", "after", "categories", "reason"),
    [
        ([1, 2], [1, 4], [1, 2, 3], "only codes that are among the categories"),
        ([0, 2], [1, 3], [1, 2, 3], "only codes that are among the categories"),
        ([1], [1, 2], [1, 2], "same length"),
        ([1], [1], [], "each once and none missing"),
        ([1], [1], [1, 1], "each once and none missing"),
        ([1], [1], [1, NAN], "each once and none missing"),
    ],
)
def test_wrong_codes_are_mistakes(before, after, categories, reason):
    with pytest.raises(ValueError, match=reason):
        square_table(before, after, categories)


def test_mcnemar_by_hand():
    # before  0 0 0 1 1 0 1 1     no no 1, no yes 3, yes no 1, yes yes 3
    # after   1 1 0 1 0 1 1 1     exact 2 (1 + 4) / 2^4; mid-p less 4 / 16; chi2 (3 - 1)^2 / 4
    before, after = np.array([0, 0, 0, 1, 1, 0, 1, 1]), np.array([1, 1, 0, 1, 0, 1, 1, 1])
    result = mcnemar(before, after)
    assert (result.n_no_no, result.n_no_yes, result.n_yes_no, result.n_yes_yes) == (1, 3, 1, 3)
    assert (result.statistic, result.p_value) == (1, pytest.approx(6 / 16))
    assert (result.odds_ratio, result.n_discordant, result.n) == (3, 4, 8)
    assert (result.share_before, result.share_after, result.difference) == (0.5, 0.75, 0.25)
    assert mcnemar(before, after, variant="exact").p_value == pytest.approx(10 / 16)
    chi2 = mcnemar(before, after, variant="chi2")
    assert (chi2.statistic, chi2.p_value) == (1, pytest.approx(0.317311, abs=1e-6))
    assert mcnemar(before, after, variant="chi2_corrected").statistic == 0.25


def test_odds_ratio_by_hand():
    # b 1, c 2 of 3: share ends solve 1 - (1 - s)^3 = .025 and 3 s - ... ; s low 1 - .975^(1/3)
    result = mcnemar_counts(1, 2)
    low = 1 - 0.975 ** (1 / 3)
    assert result.odds_ratio == 0.5
    assert result.odds_ratio_low == pytest.approx(low / (1 - low), rel=1e-9)
    assert (result.b, result.c, result.n_discordant) == (1, 2, 3)


def test_no_change_back_has_no_largest_odds_ratio():
    # the lower end of 4 of 4 is .025^(1/4)
    result = mcnemar_counts(4, 0)
    low = 0.025**0.25
    assert (result.odds_ratio, result.odds_ratio_high) == (None, None)
    assert result.odds_ratio_low == pytest.approx(low / (1 - low), rel=1e-9)
    back = mcnemar_counts(0, 4)
    assert (back.odds_ratio, back.odds_ratio_low) == (0, 0)
    assert back.odds_ratio_high == pytest.approx((1 - low) / low, rel=1e-9)
    assert back.p_value == result.p_value


def test_as_many_changes_each_way_are_certain():
    assert mcnemar_counts(3, 3).p_value == pytest.approx(1)
    assert mcnemar_counts(3, 3, variant="exact").p_value == 1
    assert mcnemar_counts(3, 3, variant="chi2").p_value == 1


def test_gaps_and_truth_values():
    before, after = np.array([True, False, True, False]), np.array([True, True, False, True])
    result = mcnemar(before, after)
    gaps = mcnemar([1, 0, 1, 0, NAN, 1], [1, 1, 0, 1, 0, NAN])
    assert gaps.n_dropped == 2
    assert (gaps.n, gaps.p_value, gaps.difference) == (4, result.p_value, result.difference)


def test_everybody_on_one_side_before():
    # A margin of 0 leaves no correlation: Wilson's intervals of 0 and of 3 of 5 squared and added
    result = mcnemar_table([[2, 3], [0, 0]])
    assert result.difference == pytest.approx(0.6)
    assert -1 <= result.difference_low < result.difference < result.difference_high <= 1


@pytest.mark.parametrize(
    "test",
    [
        lambda: mcnemar_counts(0, 0),
        lambda: mcnemar_table([[3, 0], [0, 4]]),
        lambda: mcnemar([1, 0], [1, 0]),
        lambda: mcnemar([], []),
        lambda: marginal_homogeneity([[3, 0], [0, 4]]),
        lambda: marginal_homogeneity([[3, 0], [0, 0]]),
        lambda: symmetry(np.diag([3, 2, 1])),
        lambda: symmetry(np.zeros((3, 3), dtype=int)),
    ],
)
def test_without_a_change_there_is_nothing_to_compare(test):
    with pytest.raises(InsufficientDataError, match="Żadna para nie zmieniła kategorii"):
        test()


@pytest.mark.parametrize(
    ("call", "error", "reason"),
    [
        (lambda: mcnemar([0, 2], [1, 1]), ValueError, "before holds 0, 1 or nan"),
        (lambda: mcnemar([0, 1], [1, 0.5]), ValueError, "after holds 0, 1 or nan"),
        (lambda: mcnemar([0, 1], [1]), ValueError, "same length"),
        (lambda: mcnemar_counts(-1, 2), ValueError, "b is 0 or more"),
        (lambda: mcnemar_counts(1.0, 2), TypeError, "b is an integer"),
        (lambda: mcnemar_counts(1, 2, variant="midp"), ValueError, "variant is one of exact"),
        (lambda: mcnemar_counts(1, 2, confidence_level=95), ValueError, "confidence_level"),
        (lambda: mcnemar_table(np.ones((3, 3), dtype=int)), ValueError, "has 2 rows, got 3"),
        (lambda: symmetry([[1, 2, 3], [1, 2, 3]]), ValueError, "as many rows as columns"),
        (lambda: symmetry([[1.0, 2.0], [1.0, 2.0]]), TypeError, "integers"),
        (lambda: symmetry([[1, -2], [1, 2]]), ValueError, "negative"),
        (lambda: marginal_homogeneity([[1, 2], [3, 4]], variant="stuart"), ValueError, "bhapkar"),
    ],
)
def test_wrong_arguments_are_mistakes(call, error, reason):
    with pytest.raises(error, match=reason):
        call()


def test_marginal_homogeneity_and_symmetry_by_hand():
    # Moves 1 to 2: 5 there, 1 back; 2 to 3: 4 there, 0 back. Margins change by -4 (of 1) and 0 (of
    # 2); covariances 6, -6 and 10: with x = V^-1 d, 6 x - 6 y = -4 and -6 x + 10 y = 0 give y = -1,
    # x = -5/3, d x = 20/3. Bowker 16/6 + 16/4 = 20/3, over 3 degrees of freedom.
    table = [[7, 5, 0], [1, 8, 4], [0, 0, 9]]
    stuart = marginal_homogeneity(table)
    assert stuart.statistic == pytest.approx(20 / 3)
    assert (stuart.df, stuart.n, stuart.n_discordant) == (2, 34, 10)
    bowker = symmetry(table)
    assert bowker.statistic == pytest.approx(20 / 3)
    assert (bowker.df, bowker.n_empty_changes) == (3, 1)
    assert bowker.p_value > stuart.p_value
    bhapkar = marginal_homogeneity(table, variant="bhapkar")
    assert bhapkar.statistic == pytest.approx(20 / 3 / (1 - 20 / 3 / 34))


def test_categories_that_nobody_used_are_left_out_and_counted():
    full = np.array([[7, 5, 0], [1, 8, 4], [0, 0, 9]])
    table = np.zeros((5, 5), dtype=int)
    table[np.ix_([0, 2, 3], [0, 2, 3])] = full
    for test in (marginal_homogeneity, symmetry):
        result = test(table)
        assert result.statistic == pytest.approx(test(full).statistic)
        assert (result.df, result.categories) == (test(full).df, (0, 2, 3))
        assert (result.n_categories, result.n_empty_categories) == (3, 2)


def test_a_category_used_on_one_side_only_is_kept():
    result = marginal_homogeneity([[5, 3, 2], [1, 6, 1], [0, 0, 0]])
    assert (result.categories, result.n_empty_categories) == ((0, 1, 2), 0)


@pytest.mark.parametrize("variant", ["stuart_maxwell", "bhapkar"])
@pytest.mark.parametrize(
    "table",
    [
        [[5, 3, 0], [1, 6, 0], [0, 0, 4]],  # all of the third category stayed
        [[5, 3, 0, 0], [1, 6, 0, 0], [0, 0, 4, 2], [0, 0, 1, 3]],  # two groups of categories
    ],
)
def test_groups_without_moves_between_them_leave_it_undefined(table, variant):
    with pytest.raises(InsufficientDataError, match="rozpadają się na grupy"):
        marginal_homogeneity(table, variant=variant)


def test_all_pairs_moved_alike():
    # d^2 / v is 5^2 / 5 = 5 = n: Bhapkar divides by 1 - 5 / 5
    table = [[0, 5], [0, 0]]
    assert marginal_homogeneity(table).statistic == pytest.approx(5)
    with pytest.raises(InsufficientDataError, match="nie ma wariancji"):
        marginal_homogeneity(table, variant="bhapkar")
