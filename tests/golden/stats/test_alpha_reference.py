"""Alpha and item statistics against R, psych and published printouts of pingouin."""

# ruff: noqa: ERA001 - commands of R stand in comments

import numpy as np
import pytest

from kooperacja_eval.stats.alpha import cronbach_alpha, item_statistics

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R printed 15 significant digits
R_PRINTOUT_NEAR_0 = 1e-15  # absolute, for correlations near 0


def table(text, n_columns):
    """Numbers written row after row, - where one is missing."""
    return np.array(text.replace("-", "nan").split(), float).reshape(-1, n_columns)


# R: datasets::attitude (Chatterjee, Price 1977), 30 departments x 7 items
ATTITUDE = table(
    """
    43 51 30 39 61 92 45  63 64 51 54 63 73 47  71 70 68 69 76 86 48  61 63 45 47 54 84 35
    81 78 56 66 71 83 47  43 55 49 44 54 49 34  58 67 42 56 66 68 35  71 75 50 55 70 66 41
    72 82 72 67 71 83 31  67 61 45 47 62 80 41  64 53 53 58 58 67 34  67 60 47 39 59 74 41
    69 62 57 42 55 63 25  68 83 83 45 59 77 35  77 77 54 72 79 77 46  81 90 50 72 60 54 36
    74 85 64 69 79 79 63  65 60 65 75 55 80 60  65 70 46 57 75 85 46  50 58 68 54 64 78 52
    50 40 33 34 43 64 33  64 61 52 62 66 80 41  53 66 52 50 63 80 37  40 37 42 58 50 57 49
    63 54 42 48 66 75 33  66 77 66 63 88 76 72  78 75 58 74 80 78 49  48 57 44 45 51 83 38
    85 85 71 71 77 74 55  82 82 39 59 64 78 39
    """,
    7,
)

# pingouin's data set cronbach_wide_missing: 12 x 11 answers of 0 and 1, some missing (-)
WITH_GAPS = table(
    """
    1 1 1 1 1 1 1 1 1 1 1   1 1 1 1 1 1 1 1 0 1 0   - 0 1 1 - 1 1 1 1 0 0
    1 1 1 0 1 1 0 1 1 0 0   1 1 1 1 1 0 0 0 1 0 0   0 1 - 0 1 1 1 1 0 0 0
    1 1 1 1 0 0 1 0 0 0 0   1 1 1 1 1 0 0 0 0 0 0   0 1 0 1 1 0 0 0 0 1 0
    1 0 0 1 0 1 0 0 - 0 0   1 1 1 0 0 0 0 0 0 0 0   1 0 0 1 0 0 0 0 0 0 0
    """,
    11,
)

# pingouin's data set cronbach_alpha, long there: 15 x 10
FIFTEEN = table(
    """
    3 2 4 1 4 5 1 4 3 2  5 4 6 3 5 1 2 5 5 5  7 3 5 5 6 4 3 3 6 5  2 4 3 3 2 2 2 6 6 3
    6 5 6 5 4 4 4 6 7 5  1 2 3 4 2 5 2 3 5 2  4 3 5 3 5 2 1 2 4 3  2 4 4 3 7 2 2 4 6 5
    6 5 5 5 1 6 5 2 3 2  5 4 6 4 3 5 3 1 7 2  4 3 5 2 5 3 2 3 4 1  4 2 3 2 5 3 4 2 3 4
    5 5 6 2 3 3 2 4 4 5  6 5 5 4 2 2 1 4 6 5  4 3 5 5 3 1 3 2 3 4
    """,
    10,
)


def near(expected):
    return pytest.approx(expected, rel=R_PRINTOUT, abs=R_PRINTOUT_NEAR_0)


def test_attitude_in_psych():
    # R 4.2.2, psych 2.2.9: a <- alpha(attitude): a$total$raw_alpha, std.alpha, average_r;
    # the help page prints 0.84 and 0.84. Interval with R's qf:
    #   1 - (1 - 0.843) * qf(c(.975, .025), 29, 29 * 6)
    result = cronbach_alpha(ATTITUDE)
    assert result.alpha == near(0.84314276956476)
    assert result.standardized_alpha == near(0.839083803029511)
    assert result.mean_inter_item_correlation == near(0.426906642649717)
    assert (result.ci_low, result.ci_high) == near((0.739375685643107, 0.915773072159982))
    assert (result.n_items, result.n_subjects, result.n_dropped) == (7, 30, 0)
    assert result.method == "listwise"


def test_items_of_attitude_in_psych():
    # a$alpha.drop$raw_alpha; a$item.stats$r.drop; colMeans(attitude); sapply(attitude, sd);
    # sapply(attitude, cor, rowSums(attitude))
    # fmt: off
    deleted = [
        0.809760206308921, 0.79691745727414, 0.827847765938659, 0.803030975022574,
        0.795386574198205, 0.863872311446437, 0.840464868265457,
    ]
    corrected = [
        0.671262057223664, 0.742109710222238, 0.560711111480256, 0.714445498133676,
        0.7862755938344, 0.265034339196676, 0.460810549468496,
    ]
    means = [
        64.6333333333333, 66.6, 53.1333333333333, 56.3666666666667, 64.6333333333333,
        74.7666666666667, 42.9333333333333,
    ]
    deviations = [
        12.17256194758589, 13.31475717467989, 12.23542999352441, 11.73701287655287,
        10.39722553619833, 9.89490754895157, 10.28870600534235,
    ]
    with_total = [
        0.778825701860170, 0.836780550564568, 0.697276803370625, 0.806685922551726,
        0.850130443859541, 0.420700988534005, 0.595344985705998,
    ]
    # fmt: on
    result = item_statistics(ATTITUDE)
    assert result.alpha_if_deleted == near(deleted)
    assert result.corrected_item_total_correlation == near(corrected)
    assert result.mean == near(means)
    assert result.standard_deviation == near(deviations)
    assert result.item_total_correlation == near(with_total)
    assert (result.n_items, result.n_subjects, result.n_dropped) == (7, 30, 0)
    assert result.method == "listwise"


# R 4.2.2: C <- cov(p, use = "pairwise"); alpha of C, of cov2cor(C), qf, mean(lower triangle)
GAPS = {
    "pairwise": (
        (0.732660835214447, 0.730149341317616, 0.197417342426486),
        (0.435310448544826, 0.909362910164429),
        (12, 0),
    ),
    "listwise": (
        (0.801694915254237, 0.794475054570006, 0.260036067906621),
        (0.533003199913274, 0.947207967339016),
        (9, 3),
    ),
}


@pytest.mark.parametrize("missing", GAPS)
def test_answers_with_gaps_in_r(missing):
    figures, interval, counts = GAPS[missing]
    result = cronbach_alpha(WITH_GAPS, missing=missing)
    found = (result.alpha, result.standardized_alpha, result.mean_inter_item_correlation)
    assert found == near(figures)
    assert (result.ci_low, result.ci_high) == near(interval)
    assert (result.n_subjects, result.n_dropped) == counts
    assert (result.n_items, result.method) == (11, missing)


@pytest.mark.parametrize(
    ("scores", "missing", "alpha", "interval"),
    [
        (WITH_GAPS, "pairwise", 0.732660835214447, (0.435, 0.909)),
        (WITH_GAPS, "listwise", 0.8016949152542373, (0.581, 0.933)),
        (FIFTEEN, "listwise", 0.5917188485995826, (0.195, 0.840)),
    ],
)
def test_the_printout_of_pingouin(scores, missing, alpha, interval):
    # Documentation of pingouin.cronbach_alpha; it prints three digits of the interval. In the
    # listwise case its n is that before rows are dropped (12, not 9), and so its interval is too
    # narrow: with n = 12 the formula gives the 0.581 and 0.933 that it prints, with n = 9 ours.
    result = cronbach_alpha(scores, missing=missing)
    assert result.alpha == near(alpha)
    if result.n_dropped == 0:
        assert (result.ci_low, result.ci_high) == pytest.approx(interval, abs=0.0005)
    else:
        assert result.ci_low < interval[0] < interval[1] < result.ci_high


def test_pairwise_items_in_r():
    # C <- cov(p, use = "pairwise"); item i with total: sum(C[i, ]) / sqrt(C[i, i] * sum(C)); with
    # the others: sum(C[i, -i]) / sqrt(C[i, i] * sum(C[-i, -i])); alpha of C[-i, -i]
    # fmt: off
    means = [
        0.8181818181818182, 0.75, 0.727272727272727, 0.75, 0.636363636363636, 0.5,
        0.416666666666667, 0.416666666666667, 0.363636363636364, 0.25, 0.0833333333333333,
    ]
    deviations = [
        0.4045199174779452, 0.452267016866645, 0.467099366496914, 0.452267016866645,
        0.504524979109513, 0.522232967867094, 0.514928650544437, 0.514928650544437,
        0.504524979109513, 0.452267016866645, 0.2886751345948129,
    ]
    with_total = [
        0.141848329699828, 0.338049777947277, 0.640891419766594, 0.1051710420280417,
        0.671914807132571, 0.618048245941619, 0.644410141779880, 0.789567375081832,
        0.593350158191680, 0.518342992852491, 0.6394697872966130,
    ]
    corrected = [
        -0.0094270346470599, 0.176769875602739, 0.519190649197267, -0.0640779875765942,
        0.546538344308430, 0.473725365987091, 0.508821472760804, 0.697382377798216,
        0.449274806631666, 0.378145647570120, 0.5687227065430434,
    ]
    deleted = [
        0.7583901206129827, 0.739997771091051, 0.693132797015273, 0.7694189892101381,
        0.687229437229437, 0.698575700346239, 0.692991605821289, 0.661128751189369,
        0.702699571312710, 0.713491866670341, 0.7012066567980980,
    ]
    # fmt: on
    result = item_statistics(WITH_GAPS, missing="pairwise")
    assert result.mean == near(means)
    assert result.standard_deviation == near(deviations)
    assert result.item_total_correlation == near(with_total)
    assert result.corrected_item_total_correlation == near(corrected)
    assert result.alpha_if_deleted == near(deleted)
    assert (result.n_items, result.n_subjects, result.n_dropped) == (11, 12, 0)
    assert result.method == "pairwise"


def test_fifteen_in_psych():
    # R 4.2.2, psych 2.2.9: alpha(d, check.keys = FALSE)$total$raw_alpha, and Feldt's interval by
    # qf; alpha of cov2cor(cov(d)) and the mean of its lower triangle
    result = cronbach_alpha(FIFTEEN)
    assert result.alpha == near(0.591718848599583)
    assert (result.ci_low, result.ci_high) == near((0.194921390663122, 0.839820814627543))
    assert result.standardized_alpha == near(0.634349801541794)
    assert result.mean_inter_item_correlation == near(0.147837733196288)
    assert (result.n_items, result.n_subjects, result.n_dropped) == (10, 15, 0)
    assert result.method == "listwise"
