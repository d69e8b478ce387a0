import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.ranks_independent import cliffs_delta, mann_whitney

pytestmark = pytest.mark.unit

NAN = float("nan")


def test_mann_whitney_by_hand():
    # first 1 2 3 5, second 4 6 7: the first is larger in one pair of 12, 5 > 4. Of the 35 ways to
    # choose three ranks of 7, one has 11 such pairs less than that ... 2 have at most one: p 4 / 35
    result = mann_whitney([1, 2, 3, 5], [4, 6, 7], distribution="exact")
    assert (result.u, result.u_second) == (1, 11)
    assert result.p_value == pytest.approx(4 / 35)
    assert result.cliffs_delta == pytest.approx(10 / 12)
    greater = mann_whitney([1, 2, 3, 5], [4, 6, 7], distribution="exact", alternative="greater")
    assert greater.p_value == pytest.approx(2 / 35)
    assert greater.method == "mann_whitney_exact"
    assert not greater.correction


def test_ties_count_one_half():
    # pairs 1 < 2, 1 < 3, 2 = 2, 2 < 3
    result = mann_whitney([1, 2], [2, 3])
    assert (result.u, result.u_second, result.cliffs_delta) == (0.5, 3.5, 0.75)
    assert result.has_ties
    assert result.method == "mann_whitney_normal_corrected"


def test_gaps_are_left_out_and_counted():
    result = mann_whitney([1, 2, NAN], [2, 3, NAN, NAN])
    assert (result.n_first, result.n_second, result.n_dropped) == (2, 2, 3)
    assert result.u == 0.5


@pytest.mark.parametrize(
    ("first", "second", "options", "reason"),
    [
        ([], [1, 2], {}, "nie ma żadnej wartości"),
        ([1, 2], [NAN], {}, "nie ma żadnej wartości"),
        ([3, 3], [3], {}, "są równe, więc nie ma czego rangować"),
        ([1, 2], [2, 3], {"distribution": "exact"}, "nie obowiązuje, gdy są wartości równe"),
    ],
)
def test_where_mann_whitney_is_undefined(first, second, options, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        mann_whitney(first, second, **options)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"distribution": "permutation"}, "distribution is exact or normal"),
        ({"alternative": "two-sided"}, "alternative is one of two_sided"),
    ],
)
def test_unknown_options_are_mistakes(options, reason):
    with pytest.raises(ValueError, match=reason):
        mann_whitney([1, 2], [3], **options)


def test_cliffs_delta_by_hand():
    # first 1 3, second 2 4 6. Signs: 1 against 2 4 6 + + +; 3 against 2 4 6 - + +. d = 4 / 6 = 2/3.
    # Rows 1 and 1/3, columns 0 1 1: squared deviations 1/9 + 1/9 = 2/9; 4/9 + 1/9 + 1/9 = 6/9;
    # cells 6 - 6 * 4/9 = 10/3. (9 * 2/9 + 4 * 6/9 - 10/3) / (6 * 1 * 2) = (4/3) / 12 = 1/9;
    # at least (1 - 4/9) / 5 = 1/9. t(3) = 3.182446, t^2 v = 1.125329, scale 5/9:
    # ends: 2/3 * 5/9 less and plus 1.060815 * sqrt(25/81 + 1.125329), by 5/9 + 1.125329
    result = cliffs_delta([1, 3], [2, 4, 6])
    assert result.estimate == pytest.approx(2 / 3)
    assert result.standard_error == pytest.approx(1 / 3)
    assert result.df == 3
    assert result.ci_low == pytest.approx((0.370370 - 1.270311) / 1.680884, abs=1e-5)
    assert result.ci_high == pytest.approx((0.370370 + 1.270311) / 1.680884, abs=1e-5)


def test_a_variance_that_would_be_too_small_is_held():
    # first 1 2, second 2 3: signs + + / 0 +, d = 3/4. Rows 1, 1/2: deviations 2/16; columns 1/2, 1:
    # 2/16; cells 3 - 4 * 9/16 = 12/16. (4 * 2/16 + 4 * 2/16 - 12/16) / 4 = 1/16;
    # at least (1 - 9/16) / 3 = 7/48
    assert cliffs_delta([1, 2], [2, 3]).standard_error ** 2 == pytest.approx(7 / 48)


def test_clustered_by_hand():
    # Teams A and B, one value each before and two after: first A 1, B 3; second A 2 2, B 2 4.
    # Share of the first below: of 2 2 2 4 .5 .5 .5 1, mean .625; of the second above: 1 1, 3 .25.
    # Sums less .625: first A .375, B -.375; second A -.25, B .25.
    # 2 * .28125 / 4 + 2 * .125 / 16 + 2 * 2 * (-.1875) / 8 = .0625, times 4 = .25
    result = cliffs_delta(
        [1, 3], [2, 2, 2, 4], first_clusters=["A", "B"], second_clusters=["A", "A", "B", "B"]
    )
    assert result.estimate == pytest.approx(0.25)
    assert result.standard_error == pytest.approx(0.5)
    assert (result.n_clusters, result.df, result.n_first, result.n_second) == (2, 1, 2, 4)


def test_a_gap_takes_its_cluster_along():
    first, second = [1.0, 3, 2, 2], [2.0, 2, 2, 4]
    result = cliffs_delta(first, second, first_clusters=[1, 1, 2, 2], second_clusters=[1, 1, 2, 2])
    gaps = cliffs_delta(
        [NAN, *first], second, first_clusters=[3, 1, 1, 2, 2], second_clusters=[1, 1, 2, 2]
    )
    assert (gaps.n_clusters, gaps.n_dropped, gaps.n_first) == (2, 1, 4)
    assert gaps.standard_error == result.standard_error


@pytest.mark.parametrize(
    ("first", "second", "clusters", "reason"),
    [
        ([1], [1, 2], None, "liczba wartości bez braków w jednej z nich: 1"),
        ([1, 2], [3, 4], None, "większa od każdej wartości drugiej"),
        ([3, 4], [1, 2], ([1, 2], [1, 2]), "większa od każdej wartości drugiej"),
        ([1, 3], [2, 4], ([1, 1], [1, 2]), "ich liczba w jednym z nich: 1"),
        ([1, 3, 1, 3], [2, 4, 2, 4], ([1, 1, 2, 2], [1, 1, 2, 2]), "taka sama we wszystkich"),
        # the same values again: what the teams differ by cancels but for rounding
        ([3, 1, 1, 2, 1], [1, 1, 1, 2, 3], ([2, 0, 3, 2, 3], [0, 3, 3, 2, 2]), "taka sama we"),
    ],
)
def test_where_the_interval_of_delta_is_undefined(first, second, clusters, reason):
    options = (
        {}
        if clusters is None
        else dict(zip(("first_clusters", "second_clusters"), clusters, strict=True))
    )
    with pytest.raises(InsufficientDataError, match=reason):
        cliffs_delta(first, second, **options)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"first_clusters": [1, 2]}, "for both samples or for neither"),
        ({"first_clusters": [1, 2, 3], "second_clusters": [1, 2]}, "first and first_clusters"),
        ({"first_clusters": [1, NAN], "second_clusters": [1, 2]}, "first_clusters has missing"),
        ({"confidence_level": 0}, "confidence_level"),
    ],
)
def test_wrong_arguments_of_delta_are_mistakes(options, reason):
    with pytest.raises(ValueError, match=reason):
        cliffs_delta([1.0, 3], [2.0, 4], **options)
