"""Gwet's AC1 and AC2, and their relatives, against irrCAC with its published printouts."""

import numpy as np
import pytest

from kooperacja_eval.stats.agreement_weights import weight_matrix
from kooperacja_eval.stats.gwet import (
    coefficient_from_counts,
    coefficient_from_ratings,
    coefficient_from_table,
    gwet_ac,
    gwet_ac_counts,
    gwet_ac_table,
)
from kooperacja_eval.stats.krippendorff import krippendorff_alpha

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R gave 15 digits
FIVE_DIGITS = 5.1e-6  # absolute: irrCAC rounds coefficient and standard error of raw ratings
THREE_DIGITS = 5.1e-4  # absolute: irrCAC rounds intervals
P_VALUE = 1e-15  # absolute: irrCAC computes 1 - pt(t), whose error is that of 1 (and relative 1e-9)


def digits(drawn):
    """One group of digits for each unit, a point for a missing rating."""
    rows = [[np.nan if cell == "." else float(cell) for cell in unit] for unit in drawn.split()]
    return np.array(rows)


# R: irrCAC::cac.raw4raters, K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition (2014): 12
# units x 4 raters, a point for a missing rating
FOUR_RATERS = digits("11.1 2232 3333 3333 2222 1234 4444 1121 2222 .555 ..11 ..3.")
# Of each coefficient: value, standard error, interval, p-value, pa, pe. R 4.2.2, irrCAC 1.0:
# gwet.ac1.raw and fleiss.kappa, conger.kappa, krippen.alpha, bp.coeff, pa.coeff with .raw, of x,
# $est. The README of irrCAC prints the same for AC1, Fleiss, alpha, Conger and Brennan-Prediger.
# fmt: off
FOUR_RATERS_IRRCAC = {
    ("gwet", "unweighted"): (0.77544, 0.14295, 0.461, 1, 0.000208720984063326,
        0.818181818181818, 0.190321180555556),
    ("gwet", "quadratic"): (0.914, 0.10396, 0.685, 1, 2.63443846582057e-06, 0.975378787878788,
        0.713704427083333),
    ("gwet", "linear"): (0.85874, 0.11733, 0.6, 1, 1.50603085324885e-05, 0.939393939393939,
        0.570963541666667),
    ("gwet", "ordinal"): (0.89894, 0.1069, 0.664, 1, 4.0539287704533e-06, 0.968181818181818,
        0.68515625),
    ("fleiss", "unweighted"): (0.76117, 0.15302, 0.424, 1, 0.000419173038530563,
        0.818181818181818, 0.238715277777778),
    ("conger", "unweighted"): (0.76282, 0.14917, 0.435, 1, 0.000336706577209078,
        0.818181818181818, 0.233425160697888),
    ("krippendorff", "unweighted"): (0.74342, 0.14557, 0.419, 1, 0.000459425698154714, 0.805,
        0.24),
    ("brennan_prediger", "unweighted"): (0.77273, 0.14472, 0.454, 1, 0.000237560869624343,
        0.818181818181818, 0.2),
    ("percent_agreement", "unweighted"): (0.818181818181818, 0.12561, 0.542, 1,
        4.34537262399282e-05, 0.818181818181818, 0),
}
# fmt: on
# krippen.alpha.raw(x, weights)$est, without p-value
# fmt: off
FOUR_RATERS_ALPHA = {
    "unweighted": (0.74342, 0.14557, 0.419, 1, 0.805, 0.24),
    "ordinal": (0.83364, 0.13107, 0.542, 1, 0.965875, 0.794875),
    "linear": (0.80038, 0.13548, 0.499, 1, 0.935, 0.674375),
    "quadratic": (0.84911, 0.12913, 0.561, 1, 0.97359375, 0.825),
    "ratio": (0.7974, 0.14048, 0.484, 1, 0.950788201530612, 0.757095397534014),
}
# fmt: on

# R: irr::diagnoses, J. L. Fleiss, Psychological Bulletin 76 (1971) 378-382: 30 patients, 6
# psychiatrists: 1 depression, 2 personality disorder, 3 schizophrenia, 4 neurosis, 5 other
PATIENTS = (
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 "
    "144444 224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 "
    "111155 224444 133333 555555"
)
DIAGNOSES = digits(PATIENTS)
# R 4.2.2, irrCAC 1.0, the same functions
# fmt: off
DIAGNOSES_IRRCAC = {
    "fleiss": (0.43024, 0.0542, 0.319, 0.541, 9.36989641431296e-09, 0.555555555555556,
        0.219938271604938),
    "gwet": (0.44788, 0.05566, 0.334, 0.562, 7.12449255146907e-09, 0.555555555555556,
        0.195015432098765),
    "krippendorff": (0.43341, 0.0542, 0.323, 0.544, 8.08081912495595e-09, 0.558024691358025,
        0.219938271604938),
    "conger": (0.44181, 0.05079, 0.338, 0.546, 1.41416189869403e-09, 0.555555555555556,
        0.203777777777778),
    "brennan_prediger": (0.44444, 0.05512, 0.332, 0.557, 6.83712642057799e-09,
        0.555555555555556, 0.2),
    "percent_agreement": (0.555555555555556, 0.0441, 0.465, 0.646, 2.75335310107039e-13,
        0.555555555555556, 0),
}
# fmt: on

# R: irrCAC::cont3x3abstractors: 100 records of emergency patients by two abstractors; pregnancies
# ectopic, abnormal and normal intrauterine. irrCAC::cont4x4diagnosis: 223 psychiatric patients.
ABSTRACTORS = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
PSYCHIATRISTS = np.array([[40, 6, 4, 15], [4, 25, 1, 5], [4, 2, 21, 9], [17, 13, 12, 45]])
# R 4.2.2, irrCAC 1.0: kappa2.table (Conger's kappa of two), scott2.table (Fleiss' of two),
# gwet.ac1.table, krippen2.table, bp2.table, pa2.table: value, standard error, interval; p-values
# print as 0. The README of irrCAC prints the same to seven digits for the former table.
# fmt: off
ABSTRACTORS_IRRCAC = {
    "conger": (0.796409402183972, 0.0589107183260815, 0.68, 0.913),
    "fleiss": (0.796239696211911, 0.0590547333089573, 0.679, 0.913),
    "gwet": (0.849330548231346, 0.0432174675225593, 0.764, 0.935),
    "krippendorff": (0.797258497730852, 0.0590547333089573, 0.68, 0.914),
    "brennan_prediger": (0.835, 0.046933463541486, 0.742, 0.928),
    "percent_agreement": (0.89, 0.031288975694324, 0.828, 0.952),
}

PSYCHIATRISTS_IRRCAC = {
    "conger": (0.431500775881179, 0.045969181562379, 0.341, 0.522),
    "fleiss": (0.430340557275542, 0.0462315444255595, 0.339, 0.521),
    "gwet": (0.45615763546798, 0.0434498744312433, 0.371, 0.542),
    "krippendorff": (0.431617820600036, 0.0462315444255595, 0.341, 0.523),
    "brennan_prediger": (0.449925261584454, 0.0439552752060041, 0.363, 0.537),
    "percent_agreement": (0.587443946188341, 0.0329664564045031, 0.522, 0.652),
}
# fmt: on

# R: irrCAC::distrib.6raters: 15 patients by 6 raters, numbers of raters in each of 5 categories,
# some of those of Fleiss (1971)
DISTRIBUTION = digits(
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031"
).astype(int)
# R 4.2.2, irrCAC 1.0: gwet.ac1.dist, fleiss.kappa.dist, krippen.alpha.dist, bp.coeff.dist: value,
# standard error, interval, p-value, pa, pe
# fmt: off
DISTRIBUTION_IRRCAC = {
    "gwet": (0.444800732936326, 0.0841875667743077, 0.264, 0.625, 0.000115592738099801,
        0.551111111111111, 0.191481481481481),
    "fleiss": (0.413926499032882, 0.0811929091959029, 0.24, 0.588, 0.000162272360583859,
        0.551111111111111, 0.234074074074074),
    "krippendorff": (0.420438426821406, 0.0824322761989434, 0.244, 0.597, 0.000161572139162347,
        0.556098765432099, 0.234074074074074),
    "brennan_prediger": (0.438888888888889, 0.0831214236875052, 0.261, 0.617,
        0.000116299960658317, 0.551111111111111, 0.2),
}
# fmt: on


def check(result, expected, *, digits):
    value, error, low, high, p_value, pa, pe = expected
    assert result.coefficient == pytest.approx(value, **digits)
    assert result.standard_error == pytest.approx(error, abs=FIVE_DIGITS)
    assert (result.ci_low, result.ci_high) == pytest.approx((low, high), abs=THREE_DIGITS)
    assert result.p_value == pytest.approx(p_value, rel=1e-9, abs=P_VALUE)
    assert (result.pa, result.pe) == pytest.approx((pa, pe), rel=R_PRINTOUT, abs=R_PRINTOUT)


@pytest.mark.parametrize(("coefficient", "weights"), list(FOUR_RATERS_IRRCAC))
def test_missing_ratings_in_irrcac(coefficient, weights):
    result = coefficient_from_ratings(FOUR_RATERS, coefficient=coefficient, weights=weights)
    expected = FOUR_RATERS_IRRCAC[coefficient, weights]
    check(result, expected, digits={"abs": FIVE_DIGITS})
    # Unit 12 has one rating: it counts in the chance of AC1, not in its agreement
    assert (result.n_units, result.n_paired_units, result.n_dropped) == (12, 11, 0)
    assert (result.n_coders, result.categories) == (4, (1, 2, 3, 4, 5))
    names = {"gwet": "ac1" if weights == "unweighted" else "ac2"}
    assert (result.weights, result.method) == (weights, names.get(coefficient, coefficient))


def test_congers_chance_by_hand_where_two_programs_differ():
    # irrCAC for R has .76282, its port for Python (0.4.4) .76207. By definition chance is the mean
    # over pairs of different coders of the agreement of their own shares; coders rated 9, 10, 11
    # and 11 units. How often each coder gave 1 to 5:
    numbers = [(3, 3, 2, 1, 0), (2, 4, 2, 1, 1), (1, 3, 5, 1, 1), (3, 3, 2, 2, 1)]
    found = [tuple(np.sum(coder == value) for value in range(1, 6)) for coder in FOUR_RATERS.T]
    assert found == numbers
    shares = [np.array(each) / sum(each) for each in numbers]
    pairs = [(one, other) for one in range(4) for other in range(one)]
    chance = np.mean([shares[one] @ shares[other] for one, other in pairs])
    result = coefficient_from_ratings(FOUR_RATERS, coefficient="conger")
    assert result.pe == pytest.approx(chance, rel=R_PRINTOUT)
    assert result.coefficient == pytest.approx((9 / 11 - chance) / (1 - chance), rel=R_PRINTOUT)
    assert abs(result.coefficient - 0.76207) > 5e-4


@pytest.mark.parametrize("weights", ["unweighted", "quadratic", "linear", "ordinal"])
def test_gwets_functions_are_the_same(weights):
    result = gwet_ac(FOUR_RATERS, weights=weights)
    check(result, FOUR_RATERS_IRRCAC["gwet", weights], digits={"abs": FIVE_DIGITS})
    assert result.method == ("ac1" if weights == "unweighted" else "ac2")


def test_what_the_readme_of_irrcac_prints():
    result = gwet_ac(FOUR_RATERS)
    printed = (0.77544, 0.14295, 0.81818, 0.19032)
    found = (result.coefficient, result.standard_error, result.pa, result.pe)
    assert found == pytest.approx(printed, abs=FIVE_DIGITS)


@pytest.mark.parametrize("weights", list(FOUR_RATERS_ALPHA))
def test_alpha_with_gwets_weights(weights):
    result = coefficient_from_ratings(FOUR_RATERS, coefficient="krippendorff", weights=weights)
    value, error, low, high, pa, pe = FOUR_RATERS_ALPHA[weights]
    expected = (value, error, low, high, result.p_value, pa, pe)
    check(result, expected, digits={"abs": FIVE_DIGITS})


def test_which_weights_are_krippendorffs_metrics():
    # unweighted nominal, quadratic interval, ratio ratio; his ordinal metric has no fixed weights
    pairs = [("unweighted", "nominal"), ("quadratic", "interval"), ("ratio", "ratio")]
    for weights, level in pairs:
        gwet = coefficient_from_ratings(FOUR_RATERS, coefficient="krippendorff", weights=weights)
        alpha = krippendorff_alpha(FOUR_RATERS, level=level).alpha
        assert gwet.coefficient == pytest.approx(alpha, rel=R_PRINTOUT)
    gwet = coefficient_from_ratings(FOUR_RATERS, coefficient="krippendorff", weights="ordinal")
    ordinal = krippendorff_alpha(FOUR_RATERS, level="ordinal").alpha
    assert (gwet.coefficient, ordinal) == pytest.approx((0.83364, 0.81539), abs=FIVE_DIGITS)


@pytest.mark.parametrize("coefficient", list(DIAGNOSES_IRRCAC))
def test_diagnoses_in_irrcac(coefficient):
    result = coefficient_from_ratings(DIAGNOSES, coefficient=coefficient)
    check(result, DIAGNOSES_IRRCAC[coefficient], digits={"abs": FIVE_DIGITS})
    labels = [list(patient) for patient in PATIENTS.split()]
    named = coefficient_from_ratings(labels, coefficient=coefficient, categories=list("12345"))
    assert named.coefficient == result.coefficient


@pytest.mark.parametrize(
    ("table", "expected"),
    [(ABSTRACTORS, ABSTRACTORS_IRRCAC), (PSYCHIATRISTS, PSYCHIATRISTS_IRRCAC)],
)
@pytest.mark.parametrize("coefficient", list(ABSTRACTORS_IRRCAC))
def test_tables_of_two_coders_in_irrcac(table, expected, coefficient):
    result = coefficient_from_table(table, coefficient=coefficient)
    value, error, low, high = expected[coefficient]
    assert (result.coefficient, result.standard_error) == pytest.approx(
        (value, error), rel=R_PRINTOUT
    )
    assert (result.ci_low, result.ci_high) == pytest.approx((low, high), abs=THREE_DIGITS)
    assert 0 < result.p_value < 1e-15
    assert (result.n_units, result.n_paired_units, result.n_coders) == (table.sum(), table.sum(), 2)
    if coefficient == "gwet":
        assert gwet_ac_table(table) == result


@pytest.mark.parametrize("coefficient", ["gwet", "fleiss", "brennan_prediger"])
def test_distributions_in_irrcac(coefficient):
    result = coefficient_from_counts(DISTRIBUTION, coefficient=coefficient)
    expected = DISTRIBUTION_IRRCAC[coefficient]
    check(result, expected, digits={"rel": R_PRINTOUT})
    assert result.standard_error == pytest.approx(expected[1], rel=R_PRINTOUT)
    assert (result.n_units, result.n_coders, result.categories) == (15, 6, (1, 2, 3, 4, 5))
    if coefficient == "gwet":
        assert gwet_ac_counts(DISTRIBUTION) == result


def test_alpha_of_a_distribution_in_irrcac():
    # The same alpha, pa and pe. The standard error is that of the formula for raw ratings, which
    # irrCAC uses there; krippen.alpha.dist takes half of what each unit adds to the chance (no
    # factor 2 before it) and so gives .0824 for .0812. With the same slip it is reproduced:
    result = coefficient_from_counts(DISTRIBUTION, coefficient="krippendorff")
    value, error, _, _, _, pa, pe = DISTRIBUTION_IRRCAC["krippendorff"]
    assert (result.coefficient, result.pa, result.pe) == pytest.approx(
        (value, pa, pe), rel=R_PRINTOUT
    )
    fleiss = DISTRIBUTION_IRRCAC["fleiss"][1]
    assert result.standard_error == pytest.approx(fleiss, rel=R_PRINTOUT)
    prevalence, small = DISTRIBUTION.sum(axis=0) / 90, 1 / 90
    agreement = (1 - small) * (DISTRIBUTION * (DISTRIBUTION - 1)).sum(axis=1) / 30 + small
    chance = DISTRIBUTION @ prevalence / 6
    # pe there is centred on the sum of shares, 1, which is 0 where all units have 6 ratings
    slip = (agreement - pe) / (1 - pe) - (1 - value) * (chance - pe) / (1 - pe)
    assert np.sqrt(np.sum((slip - value) ** 2) / (15 * 14)) == pytest.approx(error, rel=R_PRINTOUT)


def test_the_closed_form_of_a_two_by_two_table():
    # 40 and 45 agree, 10 and 5 do not: pa .85; shares of the first category .45 and .5, so .475;
    # pe = 2 * .475 * .525 = .49875; AC1 = (.85 - .49875) / (1 - .49875)
    result = gwet_ac_table([[40, 5], [10, 45]])
    assert (result.pa, result.pe) == pytest.approx((0.85, 0.49875), rel=R_PRINTOUT)
    assert result.coefficient == pytest.approx(0.35125 / 0.50125, rel=R_PRINTOUT)
    assert result.coefficient == pytest.approx(0.70075, abs=5e-6)


def test_the_weights_in_irrcac():
    # R 4.2.2, irrCAC 1.0: definitions of quadratic.weights(1:3) and so on, by hand:
    # steps 1 and 2 of range 2; ordinal 1 - choose(m, 2) / choose(3, 2) with m of 2 and 3;
    # ratio 1 - (1/3)^2 / (2/4)^2, 0, and 1 - (1/5)^2 / (2/4)^2
    expected = {
        "linear": [0.5, 0, 0.5],
        "quadratic": [0.75, 0, 0.75],
        "ordinal": [2 / 3, 0, 2 / 3],
        "ratio": [1 - 4 / 9, 0, 1 - 4 / 25],
    }
    for name, (first, apart, second) in expected.items():
        matrix = weight_matrix((1, 2, 3), name)
        assert matrix[[0, 0, 1], [1, 2, 2]] == pytest.approx([first, apart, second])
        assert np.diag(matrix).tolist() == [1, 1, 1]
