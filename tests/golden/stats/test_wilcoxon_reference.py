"""Signed ranks against R, its packages coin, exactRankTests and effectsize, and scipy.

Depression scores, sleep and weights are data of R's own help pages and of the package MASS.
"""

import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.wilcoxon import rank_biserial_paired, wilcoxon_signed_rank

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-13  # relative: R printed 15 significant digits
PRINTED_6 = 0.5e-6 * 1.001  # six decimals are printed

# R 4.2.2, ?wilcox.test: depression at the first (x) and second (y) visit, Hollander & Wolfe 1973,
# 29f. In this module before is the second argument of R and after the first: R subtracts y from x.
DEPRESSION_X = np.array([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30])
DEPRESSION_Y = np.array([0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])
# R 4.2.2, datasets::sleep, extra hours with two drugs; one zero difference and ties
SLEEP_1 = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
SLEEP_2 = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
# MASS 7.3-58.2, anorexia: weight in pounds before and after, by treatment
# fmt: off
ANOREXIA = {
    "FT": (
        [83.8, 83.3, 86, 82.5, 86.7, 79.6, 76.9, 94.2, 73.4, 80.5, 81.6, 82.1, 77.6, 83.5, 89.9,
         86, 87.3],
        [95.2, 94.3, 91.5, 91.9, 100.3, 76.7, 76.8, 101.6, 94.9, 75.2, 77.8, 95.5, 90.7, 92.5,
         93.8, 91.7, 98]),
    "CBT": (
        [80.5, 84.9, 81.5, 82.6, 79.9, 88.7, 94.9, 76.3, 81, 80.5, 85, 89.2, 81.3, 76.5, 70, 80.4,
         83.3, 83, 87.7, 84.2, 86.4, 76.5, 80.2, 87.8, 83.3, 79.7, 84.5, 80.8, 87.4],
        [82.2, 85.6, 81.4, 81.9, 76.4, 103.6, 98.4, 93.4, 73.4, 82.1, 96.7, 95.3, 82.4, 72.5, 90.9,
         71.3, 85.4, 81.6, 89.1, 83.9, 82.7, 75.7, 82.6, 100.4, 85.2, 83.6, 84.6, 96.2, 86.7]),
    "Cont": (
        [80.7, 89.4, 91.8, 74, 78.1, 88.3, 87.3, 75.1, 80.6, 78.4, 77.6, 88.7, 81.3, 78.1, 70.5,
         77.3, 85.2, 86, 84.1, 79.7, 85.5, 84.4, 79.6, 77.5, 72.3, 89],
        [80.2, 80.1, 86.4, 86.3, 76.1, 78.1, 75.1, 86.7, 73.5, 84.6, 77.4, 79.5, 89.6, 81.4, 81.8,
         77.3, 84.2, 75.4, 79.5, 73, 88.3, 84.7, 81.4, 81.2, 88.2, 78.8]),
}
# fmt: on

# pingouin's example: x and y; here before is y, so that after less before is x less y
PINGOUIN_X = np.array([20, 22, 19, 20, 22, 18, 24, 20, 19, 24, 26, 13])
PINGOUIN_Y = np.array([38, 37, 33, 29, 14, 12, 20, 22, 17, 25, 26, 16])
# Darwin's maize, cross- less self-fertilised, in eighths of an inch
DARWIN = np.array([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75])


def of_differences(differences, **options):
    return wilcoxon_signed_rank(np.zeros(len(differences)), differences, **options)


def test_twelve_pairs_with_ties_and_a_zero():
    # scipy 1.17.1, wilcoxon(x, y): W 20.5; method="auto" .288086 (permutation, 1180 of 4096 signs),
    # "approx" without correction .266166 and with .285765; pingouin: RBC -.378788
    permuted = wilcoxon_signed_rank(PINGOUIN_Y, PINGOUIN_X)
    assert (permuted.statistic, permuted.r_plus, permuted.r_minus) == (20.5, 20.5, 45.5)
    assert permuted.p_value == 1180 / 4096
    assert permuted.rank_biserial == pytest.approx(-0.378788, abs=PRINTED_6)
    assert (permuted.n_pairs, permuted.n_zeros, permuted.n_dropped) == (12, 1, 0)
    assert permuted.n_tied == 2  # -2 and 2; the others are 18 15 14 9 8 6 4 1 3
    normal = wilcoxon_signed_rank(PINGOUIN_Y, PINGOUIN_X, distribution="normal")
    assert normal.p_value == pytest.approx(0.266166, abs=PRINTED_6)
    corrected = wilcoxon_signed_rank(PINGOUIN_Y, PINGOUIN_X, distribution="normal", correction=True)
    assert corrected.p_value == pytest.approx(0.285765, abs=PRINTED_6)
    # scipy's method="exact" would give .320313 by leaving the ties out of account
    with pytest.raises(InsufficientDataError):
        wilcoxon_signed_rank(PINGOUIN_Y, PINGOUIN_X, distribution="exact")


@pytest.mark.parametrize("distribution", ["exact", "permutation"])
def test_darwins_maize(distribution):
    # scipy 1.17.1, wilcoxon(d): statistic 24, p .041260 (0.041259765625 in full); r .6
    result = of_differences(DARWIN, distribution=distribution)
    assert (result.statistic, result.r_plus, result.r_minus) == (24, 96, 24)
    assert result.p_value == pytest.approx(0.041259765625, rel=R_PRINTOUT)
    assert result.rank_biserial == 0.6


@pytest.mark.parametrize("distribution", ["exact", "permutation"])
@pytest.mark.parametrize(("n", "p_value"), [(5, 0.0625), (6, 0.03125)])
def test_the_smallest_p_that_few_pairs_can_have(n, p_value, distribution):
    # 2 / 2^n: the five families of a team can never get below .05
    result = of_differences(np.arange(1, n + 1), distribution=distribution)
    assert result.p_value == p_value


@pytest.mark.parametrize(
    ("zeros", "p_value"), [("wilcox", 0.053206), ("pratt", 0.051329), ("zsplit", 0.055229)]
)
def test_what_zeros_do_to_the_normal_approximation(zeros, p_value):
    # scipy 1.17.1, wilcoxon(d, zero_method=zeros, correction=False, method="approx").pvalue
    differences = np.array([0, 0, 0, 1, 1, 2, -1, 1, 2, 1])
    result = of_differences(differences, zeros=zeros, distribution="normal")
    assert result.p_value == pytest.approx(p_value, abs=PRINTED_6)


def test_depression_one_sided_in_r():
    # wilcox.test(x, y, paired = TRUE, alternative = "greater"): V 40, p .01953125
    # (printed in R's help page: V = 40, p-value = 0.01953); "less" with x and y changed: the same
    result = wilcoxon_signed_rank(
        DEPRESSION_Y, DEPRESSION_X, distribution="exact", alternative="greater"
    )
    assert (result.r_plus, result.p_value) == (40, 0.01953125)
    other = wilcoxon_signed_rank(
        DEPRESSION_X, DEPRESSION_Y, distribution="exact", alternative="less"
    )
    assert (other.r_plus, other.p_value) == (5, 0.01953125)
    opposite = wilcoxon_signed_rank(
        DEPRESSION_X, DEPRESSION_Y, distribution="exact", alternative="greater"
    )
    assert opposite.p_value == pytest.approx(0.986328125, rel=R_PRINTOUT)


@pytest.mark.parametrize("distribution", ["exact", "permutation"])
@pytest.mark.parametrize("zeros", ["wilcox", "pratt"])
def test_depression_two_sided_in_r_and_coin(distribution, zeros):
    # wilcox.test(x, y, paired = TRUE, exact = TRUE): V 40, p .0390625
    # coin 1.4-2, wilcoxsign_test(x ~ y, distribution = "exact", zero.method = "Pratt"): .0390625
    result = wilcoxon_signed_rank(
        DEPRESSION_Y, DEPRESSION_X, distribution=distribution, zeros=zeros
    )
    assert (result.r_plus, result.statistic, result.p_value) == (40, 5, 0.0390625)


@pytest.mark.parametrize("zeros", ["wilcox", "pratt"])
def test_depression_normal_in_r_and_coin(zeros):
    # wilcox.test(x, y, paired = TRUE, exact = FALSE, correct = TRUE)$p.value   0.0440109840129515
    # wilcox.test(x, y, paired = TRUE, exact = FALSE, correct = FALSE)$p.value  0.0381517101734152
    # coin: z 2.07322107215682 with both ways to treat zeros, p 0.0381517101734152
    # rstatix 0.7.2, wilcox_effsize: z / sqrt(9) = 0.691073690718941
    options = {"distribution": "normal", "zeros": zeros}
    result = wilcoxon_signed_rank(DEPRESSION_Y, DEPRESSION_X, **options)
    assert result.z == pytest.approx(2.07322107215682, rel=R_PRINTOUT)
    assert result.z / math.sqrt(result.n_pairs) == pytest.approx(0.691073690718941, rel=R_PRINTOUT)
    assert result.p_value == pytest.approx(0.0381517101734152, rel=R_PRINTOUT)
    corrected = wilcoxon_signed_rank(DEPRESSION_Y, DEPRESSION_X, correction=True, **options)
    assert corrected.p_value == pytest.approx(0.0440109840129515, rel=R_PRINTOUT)


# coin 1.4-2, wilcoxsign_test(drug1 ~ drug2, zero.method = ...): z, p, p with distribution = "exact"
@pytest.mark.parametrize(
    ("zeros", "z", "p_normal", "p_exact"),
    [
        ("pratt", -2.75747177441609, 0.00582502419946152, 0.00390625),
        ("wilcox", -2.66791125027939, 0.00763244164820552, 0.00390625),
    ],
)
def test_sleep_with_ties_and_a_zero_in_coin(zeros, z, p_normal, p_exact):
    result = wilcoxon_signed_rank(SLEEP_2, SLEEP_1, zeros=zeros, distribution="normal")
    assert (result.n_pairs, result.n_zeros, result.r_plus) == (10, 1, 0)
    assert result.z == pytest.approx(z, rel=R_PRINTOUT)
    assert result.p_value == pytest.approx(p_normal, rel=R_PRINTOUT)
    assert wilcoxon_signed_rank(SLEEP_2, SLEEP_1, zeros=zeros).p_value == p_exact


def test_sleep_in_r():
    # wilcox.test(drug1, drug2, paired = TRUE): V 0, p 0.00909069801592506; with digits.rank = 10
    # the same. effectsize 0.8.3, rank_biserial: -1 without an interval, one zero left out.
    for digits in (None, 10):
        result = wilcoxon_signed_rank(
            SLEEP_2, SLEEP_1, distribution="normal", correction=True, rank_digits=digits
        )
        assert result.statistic == 0
        assert result.p_value == pytest.approx(0.00909069801592506, rel=R_PRINTOUT)
        assert result.rank_biserial == -1
    with pytest.raises(InsufficientDataError):
        rank_biserial_paired(SLEEP_2, SLEEP_1)


# R 4.2.2, wilcox.test(Postwt, Prewt, paired = TRUE, exact = FALSE): V, p with correction;
# coin, wilcoxsign_test(Postwt ~ Prewt, zero.method = "Wilcoxon"): z, p;
# exactRankTests 0.8-35, wilcox.exact(Postwt, Prewt, paired = TRUE): p;
# effectsize 0.8.3, rank_biserial(Postwt, Prewt, paired = TRUE): r, low, high
# fmt: off
ANOREXIA_OF_R = {
    "FT": (142, 0.00209111474311732, 3.10064599756904, 0.00193098993575802, 0.0008392333984375,
           0.856209150326797, 0.627779891176311, 0.948857194786734, 17, 0),
    "CBT": (303.5, 0.0644656393443706, 1.85975834895344, 0.0629197226260267, 0.0630651824176311,
            0.395402298850575, 0.00144387249185419, 0.683114781481396, 29, 0),
    "Cont": (150, 0.746772830167695, -0.33635161687268, 0.736605730258806, 0.745676934719086,
             -0.0769230769230769, -0.475219430706462, 0.347537494389118, 26, 1),
}
# fmt: on


@pytest.mark.parametrize("treatment", ANOREXIA_OF_R)
def test_anorexia_in_r(treatment):
    v, p_corrected, z, p_normal, p_exact, r, low, high, n, n_zeros = ANOREXIA_OF_R[treatment]
    before, after = (np.array(values) for values in ANOREXIA[treatment])
    corrected = wilcoxon_signed_rank(before, after, distribution="normal", correction=True)
    assert corrected.r_plus == v
    assert corrected.p_value == pytest.approx(p_corrected, rel=R_PRINTOUT)
    normal = wilcoxon_signed_rank(before, after, distribution="normal")
    assert normal.z == pytest.approx(z, rel=R_PRINTOUT)
    assert normal.p_value == pytest.approx(p_normal, rel=R_PRINTOUT)
    permuted = wilcoxon_signed_rank(before, after)
    assert permuted.p_value == pytest.approx(p_exact, rel=R_PRINTOUT)
    effect = rank_biserial_paired(before, after, interval="null_variance")
    assert permuted.rank_biserial == effect.estimate == pytest.approx(r, rel=R_PRINTOUT)
    if n_zeros == 0:
        assert (effect.ci_low, effect.ci_high) == pytest.approx((low, high), rel=1e-11)
    # effectsize leaves zeros out of r, but its variance counts first values other than 0: all n.
    centre, error = math.atanh(r), math.sqrt((2 * n**3 + 3 * n**2 + n) / 6) / (n * (n + 1) / 2)
    theirs = (
        math.tanh(centre - 1.959963984540054 * error),
        math.tanh(centre + 1.959963984540054 * error),
    )
    assert theirs == pytest.approx((low, high), rel=1e-11)
    own_error = effect.standard_error / (1 - effect.estimate**2)
    m = n - n_zeros
    assert own_error == pytest.approx(math.sqrt((2 * m + 1) * 2 / (3 * m * (m + 1))), rel=1e-12)
    assert (effect.n_pairs, effect.n_zeros, effect.n_dropped, effect.df) == (n, n_zeros, 0, None)


def test_ties_that_decimals_hide_in_r():
    # wilcox.test(Postwt, Prewt, paired = TRUE, exact = FALSE, digits.rank = 10), CBT: two pairs of
    # differences are equal in decimals and not in binary; V 304.5 instead of 303.5,
    # p 0.0613742460144592 with and 0.059889878897487 without correction
    before, after = (np.array(values) for values in ANOREXIA["CBT"])
    options = {"distribution": "normal", "rank_digits": 10}
    corrected = wilcoxon_signed_rank(before, after, correction=True, **options)
    assert corrected.r_plus == 304.5
    assert corrected.p_value == pytest.approx(0.0613742460144592, rel=R_PRINTOUT)
    normal = wilcoxon_signed_rank(before, after, **options)
    assert normal.p_value == pytest.approx(0.059889878897487, rel=R_PRINTOUT)


def test_depression_rank_biserial_in_effectsize():
    # effectsize 0.8.3, rank_biserial(x, y, paired = TRUE):
    #   0.777777777777778, CI 0.295363129336242 0.944155901920081
    # Its z has the error sqrt((2 * 9^3 + 3 * 9^2 + 9) / 6) / 45 = 0.375154; times 1 - r^2 here.
    result = rank_biserial_paired(DEPRESSION_Y, DEPRESSION_X, interval="null_variance")
    assert result.estimate == pytest.approx(0.777777777777778, rel=R_PRINTOUT)
    assert result.ci_low == pytest.approx(0.295363129336242, rel=1e-11)
    assert result.ci_high == pytest.approx(0.944155901920081, rel=1e-11)
    assert result.standard_error == pytest.approx(math.sqrt(285) / 45 * (1 - 49 / 81), rel=1e-12)
    assert result.method == "rank_biserial_wilcox_null_variance"
