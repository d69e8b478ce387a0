import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.wilcoxon import rank_biserial_paired, wilcoxon_signed_rank

pytestmark = pytest.mark.unit

NAN = float("nan")
# after less before:      1    0    2    1   -1    2    1
BEFORE = np.array([2.0, 3.0, 3.0, 1.0, 4.0, 2.0, 3.0])
AFTER = np.array([3.0, 3.0, 5.0, 2.0, 3.0, 4.0, 4.0])
DECIMALS_BEFORE, DECIMALS_AFTER = np.array([3.2, 2.0, 1.0]), np.array([3.4, 2.2, 0.5])


def test_by_hand_without_the_zero():
    # |d| 1 1 1 1 2 2: ranks 2.5 and 5.5; the one fall has 2.5. Of 2^6 = 64 signs, 1 + 4 have a sum
    # of ranks of at most 2.5, so that p is 2 * 5 / 64; r = (18.5 - 2.5) / 21
    result = wilcoxon_signed_rank(BEFORE, AFTER)
    assert (result.statistic, result.r_plus, result.r_minus) == (2.5, 18.5, 2.5)
    assert result.p_value == 10 / 64
    assert result.rank_biserial == 16 / 21
    assert (result.n_pairs, result.n_zeros, result.n_tied, result.n_dropped) == (7, 1, 6, 0)
    assert (result.z, result.method) == (None, "wilcoxon_wilcox_permutation")


def test_by_hand_with_the_zero_ranked():
    # |d| 0 1 1 1 1 2 2: ranks 1, 3.5 and 6.5, all together 28; the fall has 3.5. 1 + 4 of 64 signs.
    # zsplit gives half of the zero's rank to each side; r is (23.5 - 3.5) / 28 = (24 - 4) / 28.
    pratt = wilcoxon_signed_rank(BEFORE, AFTER, zeros="pratt")
    assert (pratt.r_plus, pratt.r_minus, pratt.p_value) == (23.5, 3.5, 10 / 64)
    zsplit = wilcoxon_signed_rank(BEFORE, AFTER, zeros="zsplit")
    assert (zsplit.r_plus, zsplit.r_minus, zsplit.p_value) == (24, 4, 10 / 64)
    assert pratt.rank_biserial == zsplit.rank_biserial == 20 / 28


def test_normal_by_hand():
    # Ranks 1 2 3 4, all above: mean 5, variance 4 * 5 * 9 / 24 = 7.5; z = 5 / sqrt(7.5) = 1.825742
    options = {"distribution": "normal"}
    result = wilcoxon_signed_rank(np.zeros(4), np.array([1.0, 2, 3, 4]), **options)
    assert result.z == pytest.approx(1.825742, abs=1e-6)
    assert result.p_value == pytest.approx(0.067889, abs=1e-6)
    # with the correction 4.5 / sqrt(7.5) = 1.643168
    corrected = wilcoxon_signed_rank(
        np.zeros(4), np.array([1.0, 2, 3, 4]), correction=True, **options
    )
    assert corrected.z == pytest.approx(1.643168, abs=1e-6)
    assert corrected.correction
    assert corrected.method == "wilcoxon_wilcox_normal_corrected"


def test_the_correction_is_of_the_normal_distribution_only():
    result = wilcoxon_signed_rank(BEFORE, AFTER, correction=True)
    assert not result.correction
    assert result == wilcoxon_signed_rank(BEFORE, AFTER)


def test_one_sided():
    # One fall among ranks 1 2 3: sums of falls of at most 1: 2 of 8; of rises (5) of at most 5: 7
    before, after = np.zeros(3), np.array([-1.0, 2.0, 3.0])
    assert wilcoxon_signed_rank(before, after, alternative="greater").p_value == 2 / 8
    assert wilcoxon_signed_rank(before, after, alternative="less").p_value == 7 / 8


def test_as_many_rises_as_falls_is_no_more_than_certain():
    assert wilcoxon_signed_rank([1, 2], [2, 1]).p_value == 1


def test_pairs_with_a_gap_are_left_out_and_counted():
    result = wilcoxon_signed_rank(np.append(BEFORE, [1, NAN, NAN]), np.append(AFTER, [NAN, 1, NAN]))
    assert result.n_dropped == 3
    assert result.n_pairs == 7
    assert result.p_value == wilcoxon_signed_rank(BEFORE, AFTER).p_value


def test_decimals_tie_when_rounded_only():
    # 3.4 - 3.2 = 0.1999... and 2.2 - 2.0 = 0.2000...: the same change on the scale
    assert wilcoxon_signed_rank(DECIMALS_BEFORE, DECIMALS_AFTER).n_tied == 0
    assert wilcoxon_signed_rank(DECIMALS_BEFORE, DECIMALS_AFTER, rank_digits=10).n_tied == 2


@pytest.mark.parametrize(("before", "after"), [([1, 2], [1, 2]), ([], []), ([1, NAN], [1, 3])])
@pytest.mark.parametrize("function", [wilcoxon_signed_rank, rank_biserial_paired])
def test_without_a_change_there_is_nothing_to_rank(function, before, after):
    with pytest.raises(InsufficientDataError, match="Żadna para nie ma różnicy"):
        function(before, after)


@pytest.mark.parametrize(
    ("differences", "reason"),
    [([1, 2, 2], "równych różnicach: 2"), ([0, 1, 2], "bez różnicy: 1")],
)
def test_the_classical_distribution_is_refused_with_ties_and_zeros(differences, reason):
    with pytest.raises(InsufficientDataError, match=reason) as caught:
        wilcoxon_signed_rank(np.zeros(3), differences, distribution="exact")
    assert 'Choose distribution="permutation"' in caught.value.text.en


def test_too_many_pairs_to_count_are_for_the_normal_distribution():
    after = np.arange(1.0, 3_002.0)
    with pytest.raises(ValueError, match="choose distribution='normal'"):
        wilcoxon_signed_rank(np.zeros(3_001), after)
    assert wilcoxon_signed_rank(np.zeros(3_001), after, distribution="normal").p_value < 1e-300


def test_more_pairs_than_doublings_of_a_float():
    # 2^1200 is no float: 1,200 rises are as likely as 2 / 2^1200, which is 0 as a float; with half
    # of them falls the sums of both signs are near their mean.
    signs = np.where(np.arange(1_200) % 2 == 0, 1.0, -1.0)
    assert wilcoxon_signed_rank(np.zeros(1_200), np.ones(1_200)).p_value == 0
    assert wilcoxon_signed_rank(np.zeros(1_200), signs).p_value == 1
    uneven = wilcoxon_signed_rank(np.zeros(1_200), np.where(np.arange(1_200) < 560, -1.0, 1.0))
    # all ranks equal: the binomial, P(X <= 560 of 1200) twice
    assert uneven.p_value == pytest.approx(2 * stats.binom.cdf(560, 1_200, 0.5), rel=1e-10)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"zeros": "drop"}, "zeros is one of wilcox, pratt, zsplit"),
        ({"distribution": "auto"}, "distribution is one of exact"),
        ({"alternative": "two-sided"}, "alternative is one of two_sided"),
        ({"rank_digits": 0}, "from 1 to 15"),
    ],
)
def test_unknown_options_are_mistakes(options, reason):
    with pytest.raises(ValueError, match=reason):
        wilcoxon_signed_rank(BEFORE, AFTER, **options)


def test_rank_digits_are_a_whole_number():
    with pytest.raises(TypeError, match="rank_digits is an integer"):
        wilcoxon_signed_rank(BEFORE, AFTER, rank_digits=2.0)


@pytest.mark.parametrize("function", [wilcoxon_signed_rank, rank_biserial_paired])
def test_wrong_arrays_are_mistakes(function):
    with pytest.raises(ValueError, match="same length"):
        function([1, 2, 3], [1, 2])
    with pytest.raises(TypeError, match="real numbers"):
        function(["a", "b"], ["b", "c"])
    with pytest.raises(ValueError, match="infinite"):
        function([1.0, np.inf], [1.0, 2.0])


def test_rank_biserial_interval_by_hand():
    # d 1 2 -3 4: ranks alike, r = (7 - 3) / 10 = .4. Without each pair, of ranks 1 2 3:
    # 2 -3 4 -> (1 + 3 - 2) / 6 = 1/3; 1 -3 4 -> 1/3; 1 2 4 -> 1; 1 2 -3 -> 0.
    # Mean 5/12, squared deviations 1/144 + 1/144 + 49/144 + 25/144 = 76/144; s^2 = 3/4 * 76/144
    # = 0.395833, s = 0.629153; t(3) = 3.182446; half-width 3.182446 * s / 0.84 = 2.383634 around
    # artanh 0.4 = 0.423649
    result = rank_biserial_paired(np.zeros(4), np.array([1.0, 2.0, -3.0, 4.0]))
    assert result.estimate == pytest.approx(0.4)
    assert result.standard_error == pytest.approx(0.629153, abs=1e-6)
    assert result.ci_low == pytest.approx(np.tanh(0.423649 - 2.383634), abs=1e-6)
    assert result.ci_high == pytest.approx(np.tanh(0.423649 + 2.383634), abs=1e-6)
    assert (result.df, result.n_clusters, result.n_pairs) == (3, 4, 4)
    assert result.method == "rank_biserial_wilcox_jackknife"


def test_a_gap_takes_its_team_label_along():
    teams = np.array(["A", "A", "B", "B", "C", "C", "C"])
    result = rank_biserial_paired(BEFORE, AFTER, clusters=teams)
    longer = rank_biserial_paired(
        np.insert(BEFORE, 1, NAN), np.insert(AFTER, 1, 1), clusters=np.insert(teams, 1, "D")
    )
    assert (longer.n_clusters, longer.n_dropped) == (3, 1)
    assert (longer.ci_low, longer.ci_high) == (result.ci_low, result.ci_high)
    assert result.method == "rank_biserial_wilcox_jackknife_clustered"


@pytest.mark.parametrize(
    ("differences", "teams", "reason"),
    [
        ([1, 2, 0, 4], [1, 1, 2, 2], "w tym samym kierunku"),
        ([-1, -2, -3], [1, 2, 3], "w tym samym kierunku"),
        ([1, -2, 3], [1, 1, 1], "liczba takich grup: 1"),
        ([1, -2, 0, 0], [1, 1, 2, 2], "należą do jednej grupy"),
        ([1, -1, 1, 1, -1, 1], [1, 1, 1, 2, 2, 2], "bez względu na to, którą grupę"),
    ],
)
def test_where_the_interval_of_the_rank_biserial_is_undefined(differences, teams, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        rank_biserial_paired(np.zeros(len(teams)), differences, clusters=teams)


@pytest.mark.parametrize("options", [{"clusters": np.arange(7)}, {"zeros": "pratt"}])
def test_the_null_variance_is_for_comparison_only(options):
    with pytest.raises(ValueError, match="neither clusters nor ranked zeros"):
        rank_biserial_paired(BEFORE, AFTER, interval="null_variance", **options)


def test_wrong_options_of_the_rank_biserial_are_mistakes():
    with pytest.raises(ValueError, match="interval is jackknife or null_variance"):
        rank_biserial_paired(BEFORE, AFTER, interval="bootstrap")
    with pytest.raises(ValueError, match="confidence_level"):
        rank_biserial_paired(BEFORE, AFTER, confidence_level=95)
    with pytest.raises(ValueError, match="same length"):
        rank_biserial_paired(BEFORE, AFTER, clusters=[1, 2])
    with pytest.raises(ValueError, match="missing labels"):
        rank_biserial_paired([1.0, 2], [2.0, 1], clusters=[1.0, NAN])
