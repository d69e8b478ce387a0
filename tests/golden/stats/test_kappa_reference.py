"""Cohen's and Fleiss' kappa against published examples, irr, vcd, psych and statsmodels."""

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.inter_rater import fleiss_kappa as statsmodels_fleiss

from kooperacja_eval.stats.gwet import coefficient_from_ratings
from kooperacja_eval.stats.kappa import (
    cohen_kappa,
    cohen_kappa_table,
    fleiss_kappa,
    fleiss_kappa_counts,
)

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R gave 15 digits
STATSMODELS = 1e-10  # relative: differences of squares there lose digits
THREE_DIGITS = 0.0005  # absolute: what irr and the sources print

WEIGHTS = ("unweighted", "linear", "quadratic")


def digits(drawn):
    """One group of digits for each unit, a point for a missing rating."""
    rows = [[np.nan if cell == "." else float(cell) for cell in unit] for unit in drawn.split()]
    return np.array(rows)


# R: irr::anxiety, 20 persons by 3 raters on a scale of 1 to 6, one group of digits for each person
ANXIETY = digits("332 361 344 464 523 542 221 346 531 231 221 632 133 533 221 221 113 233 432 342")
# R 4.2.2, irr 0.84.1: kappa2(anxiety[, 1:2], weight) of "unweighted", "equal" and
# "squared" weights: kappa, z, p
ANXIETY_IRR = {
    "unweighted": (0.119496855345912, 1.16376222865954, 0.244520383076167),
    "linear": (0.189189189189189, 1.41565884998826, 0.156875411933563),
    "quadratic": (0.29676511954993, 1.34049877333002, 0.180083242860214),
}

# R: vcd::MSPatients, J. R. Landis, G. G. Koch, Biometrics 33 (1977) 159-174: multiple sclerosis as
# certain, probable, possible, doubtful by two neurologists
WINNIPEG = np.array([[38, 5, 0, 1], [33, 11, 3, 0], [10, 14, 5, 6], [3, 7, 3, 10]])
NEW_ORLEANS = np.array([[5, 3, 0, 0], [3, 11, 4, 0], [2, 13, 3, 4], [1, 2, 4, 14]])
# R 4.2.2, vcd 1.4-11: Kappa(m), Kappa(m, weights = "Fleiss-Cohen"): value, ASE
MS_PATIENTS_VCD = [
    (WINNIPEG, "unweighted", 0.207942464040025, 0.050455365240877),
    (WINNIPEG, "linear", 0.379730547986679, 0.051666826218334),
    (WINNIPEG, "quadratic", 0.52457646433184, 0.0600550988317956),
    (NEW_ORLEANS, "unweighted", 0.296516567544605, 0.0785038706723704),
    (NEW_ORLEANS, "linear", 0.477272727272727, 0.0730309868510976),
    (NEW_ORLEANS, "quadratic", 0.625581395348837, 0.0787318738140618),
]

# R: vcd::SexualFun, A. Agresti, Categorical Data Analysis, Wiley 1990: answers of 91 couples,
# husbands in rows
COUPLES = np.array([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]])
# R 4.2.2, vcd 1.4-11: Kappa(SexualFun), confint: value, ASE, lower, upper
COUPLES_VCD = {
    "unweighted": (0.12933025404157, 0.0685985324807086, -0.00512039901291947, 0.26378090709606),
    "linear": (0.237380627557981, 0.0783163347783729, 0.0838834319911885, 0.390877823124773),
}
# Printed on the help page of vcd (quoted from memory, agreeing with the values above)
COUPLES_PRINTED = {"unweighted": (0.129, 0.0686), "linear": (0.237, 0.0783)}

# J. Cohen, Psychological Bulletin 70 (1968) 213-220: 200 diagnoses, with disagreements
COHEN = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
DISAGREEMENTS = np.array([[0.0, 1, 3], [1, 0, 6], [3, 6, 0]])
# R 4.2.2, psych 2.2.9: cohen.kappa(cohen, w, n.obs = 200): kappa, lower, upper; weighted kappa
COHEN_PSYCH = (0.491525423728813, 0.391563702053547, 0.59148714540408)
COHEN_WEIGHTED_PSYCH = 0.347826086956522

# R: irr::diagnoses, J. L. Fleiss, Psychological Bulletin 76 (1971) 378-382: 30 patients, 6
# psychiatrists: 1 depression, 2 personality disorder, 3 schizophrenia, 4 neurosis, 5 other
DIAGNOSES = digits(
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 "
    "222333 144444 224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 "
    "144445 222224 111155 224444 133333 555555"
)
# R 4.2.2, irr 0.84.1: kappam.fleiss(diagnoses); exact = TRUE; detail = TRUE (three digits)
FLEISS_IRR = (0.430244520060141, 17.6518305829914)
CONGER_IRR = 0.441808540329333
BY_CATEGORY_IRR = [(0.245, 5.192), (0.245, 5.192), (0.520, 11.031), (0.471, 9.994), (0.566, 12.009)]
# kappam.light(diagnoses)$value
LIGHT_IRR = 0.459412144434595
# R 4.2.2, irrCAC 1.0: fleiss.kappa.raw(x)$est: coeff.se (five digits), conf.int (three), pa, pe
FLEISS_IRRCAC = (0.0542, 0.319, 0.541, 0.555555555555556, 0.219938271604938)


@pytest.mark.parametrize("weights", WEIGHTS)
def test_anxiety_in_irr(weights):
    result = cohen_kappa(ANXIETY[:, 0], ANXIETY[:, 1], weights=weights)
    found = (result.kappa, result.z, result.p_value)
    assert found == pytest.approx(ANXIETY_IRR[weights], rel=R_PRINTOUT)
    assert result.se_null == pytest.approx(result.kappa / result.z, rel=R_PRINTOUT)
    assert (result.n, result.n_dropped, result.categories) == (20, 0, (1, 2, 3, 4, 5, 6))


@pytest.mark.parametrize(("table", "weights", "kappa", "ase"), MS_PATIENTS_VCD)
def test_multiple_sclerosis_in_vcd(table, weights, kappa, ase):
    result = cohen_kappa_table(table, weights=weights)
    assert (result.kappa, result.standard_error) == pytest.approx((kappa, ase), rel=R_PRINTOUT)
    assert result.n == int(table.sum())


@pytest.mark.parametrize("weights", ["unweighted", "linear"])
def test_couples_in_vcd(weights):
    result = cohen_kappa_table(COUPLES, weights=weights)
    found = (result.kappa, result.standard_error, result.ci_low, result.ci_high)
    assert found == pytest.approx(COUPLES_VCD[weights], rel=R_PRINTOUT)
    assert found[:2] == pytest.approx(COUPLES_PRINTED[weights], abs=THREE_DIGITS)


def test_cohens_weights_in_psych():
    plain = cohen_kappa_table(COHEN)
    found = (plain.kappa, plain.ci_low, plain.ci_high)
    assert found == pytest.approx(COHEN_PSYCH, rel=R_PRINTOUT)
    weighted = cohen_kappa_table(COHEN, weights=1 - DISAGREEMENTS / 6)
    assert weighted.kappa == pytest.approx(COHEN_WEIGHTED_PSYCH, rel=R_PRINTOUT)
    # Printed by Cohen: .348 and .492 (quoted without the paper at hand). By hand: disagreement
    # 1 * 24 + 3 * 20 + 6 * 16 = 180 observed, 276 by chance, of 200; 1 - 180 / 276
    assert weighted.kappa == pytest.approx(1 - 180 / 276, rel=R_PRINTOUT)
    # psych 2.2.9 gives the weighted interval -.342 to 1, with a standard error of .352. The formula
    # of Fleiss, Cohen and Everitt gives .0755 here and in statsmodels (below), whichever way the
    # disagreements are scaled; psych's figure is not followed.
    assert weighted.standard_error == pytest.approx(0.0755040, abs=5e-8)


def test_whose_standard_error_of_cohens_weights_is_right():
    # A third way, without any formula of a variance: leave out one of the 200 units after the
    # other. It gives .0767, which differs from the large-sample .0755 by less than 1 / sqrt(200)
    # of it, and by far from psych's .352
    units = [(i, j) for i in range(3) for j in range(3) for _ in range(COHEN[i, j])]
    kappas = []
    for unit in units:
        without = COHEN.copy()
        without[unit] -= 1
        kappas.append(cohen_kappa_table(without, weights=1 - DISAGREEMENTS / 6).kappa)
    jackknife = np.sqrt(199 / 200 * np.sum((np.array(kappas) - np.mean(kappas)) ** 2))
    assert jackknife == pytest.approx(0.0766859, abs=5e-8)
    weighted = cohen_kappa_table(COHEN, weights=1 - DISAGREEMENTS / 6)
    assert weighted.standard_error == pytest.approx(jackknife, rel=1 / np.sqrt(200))


TABLES = [
    *((table, weights) for table, weights, *_ in MS_PATIENTS_VCD),
    *((COUPLES, weights) for weights in WEIGHTS),
    (COHEN, 1 - DISAGREEMENTS / 6),
    # R: irr::vision, A. Stuart, Biometrika 40 (1953) 105-110: right and left eye of 7477 women
    *(
        (
            np.array(
                [
                    [1520, 266, 124, 66],
                    [234, 1512, 432, 78],
                    [117, 362, 1772, 205],
                    [36, 82, 179, 492],
                ]
            ),
            weights,
        )
        for weights in WEIGHTS
    ),
]


def in_statsmodels(table, weights):
    if isinstance(weights, str):
        steps = np.abs(np.subtract.outer(np.arange(len(table)), np.arange(len(table)))) + 0.0
        scaled = steps / steps.max()
        distances = {"unweighted": steps > 0, "linear": scaled, "quadratic": scaled**2}[weights]
    else:
        distances = 1 - weights
    return cohens_kappa(table, weights=distances.astype(float))


@pytest.mark.parametrize(("table", "weights"), TABLES)
def test_every_field_in_statsmodels(table, weights):
    ours, theirs = cohen_kappa_table(table, weights=weights), in_statsmodels(table, weights)
    assert (ours.kappa, ours.standard_error, ours.se_null) == pytest.approx(
        (theirs.kappa, theirs.std_kappa, theirs.std_kappa0), rel=STATSMODELS
    )
    assert (ours.ci_low, ours.ci_high) == pytest.approx(
        (theirs.kappa_low, theirs.kappa_upp), rel=STATSMODELS
    )
    assert (ours.z, ours.p_value) == pytest.approx(
        (theirs.z_value, theirs.pvalue_two_sided), rel=1e-7
    )


def test_diagnoses_in_irr():
    result = fleiss_kappa(DIAGNOSES)
    assert (result.kappa, result.z) == pytest.approx(FLEISS_IRR, rel=R_PRINTOUT)
    # irr prints 0: its 1 - pnorm(z) has no digits left
    assert 0 < result.p_value < 1e-16
    assert result.se_null == pytest.approx(result.kappa / result.z, rel=R_PRINTOUT)
    assert (result.n_units, result.n_coders, result.n_dropped) == (30, 6, 0)
    # Printed by Fleiss: kappa .430, z 17.65 (quoted without the paper at hand)
    assert result.kappa == pytest.approx(0.430, abs=THREE_DIGITS)


@pytest.mark.parametrize("place", range(5))
def test_single_diagnoses_in_irr(place):
    one = fleiss_kappa(DIAGNOSES).by_category[place]
    assert (one.kappa, one.z) == pytest.approx(BY_CATEGORY_IRR[place], abs=THREE_DIGITS)
    # irr prints 0.000 for all
    assert 0 < one.p_value < THREE_DIGITS
    assert (one.category, one.prevalence) == (place + 1, np.mean(np.equal(DIAGNOSES, place + 1)))


def test_the_interval_in_irrcac():
    result = fleiss_kappa(DIAGNOSES)
    error, low, high, observed, expected = FLEISS_IRRCAC
    assert result.standard_error == pytest.approx(error, abs=5e-6)
    assert (result.ci_low, result.ci_high) == pytest.approx((low, high), abs=THREE_DIGITS)
    assert (result.observed, result.expected) == pytest.approx((observed, expected), rel=R_PRINTOUT)


def test_diagnoses_in_statsmodels():
    counts = (DIAGNOSES[:, :, None] == np.arange(1, 6)).sum(axis=1)
    expected = statsmodels_fleiss(counts)
    assert fleiss_kappa_counts(counts).kappa == pytest.approx(expected, rel=R_PRINTOUT)


def test_exact_in_irr_is_congers_kappa():
    conger = coefficient_from_ratings(DIAGNOSES, coefficient="conger").coefficient
    assert conger == pytest.approx(CONGER_IRR, rel=R_PRINTOUT)
    assert fleiss_kappa(DIAGNOSES).kappa < conger - 0.01


def test_lights_kappa_is_the_mean_of_cohens():
    # irr's z of it (2.305) multiplies the chances of all pairs of coders and is not offered
    kappas = [
        cohen_kappa(DIAGNOSES[:, first], DIAGNOSES[:, second]).kappa
        for first in range(6)
        for second in range(first)
    ]
    assert np.mean(kappas) == pytest.approx(LIGHT_IRR, rel=R_PRINTOUT)
