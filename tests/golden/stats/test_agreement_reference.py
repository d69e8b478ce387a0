"""Shares of agreement, coincidences and overlaps against irr, irrCAC and published examples."""

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from kooperacja_eval.stats.agreement_tables import coincidence_matrix, percent_agreement
from kooperacja_eval.stats.code_overlap import pairs_from_lengths
from kooperacja_eval.stats.gwet import gwet_ac_table
from kooperacja_eval.stats.kappa import cohen_kappa_table

pytestmark = pytest.mark.golden

PRINTOUT = 1e-12  # relative: R gave 15 digits; statsmodels computes in double precision


def digits(drawn):
    """One group of digits for each unit, a point for a missing rating."""
    rows = [[np.nan if cell == "." else float(cell) for cell in unit] for unit in drawn.split()]
    return np.array(rows)


# R: irr::anxiety, 20 persons by 3 raters on a scale of 1 to 6, one group of digits for each person
ANXIETY = digits("332 361 344 464 523 542 221 346 531 231 221 632 133 533 221 221 113 233 432 342")
# R: irrCAC::cac.raw4raters, the ratings of K. Krippendorff (2011), example C
FOUR_RATERS = digits("11.1 2232 3333 3333 2222 1234 4444 1121 2222 .555 ..11 ..3.")


@pytest.mark.parametrize(("tolerance", "percent", "n_agree"), [(0, 0, 0), (1, 35, 7)])
def test_all_raters_agree_in_irr(tolerance, percent, n_agree):
    # R 4.2.2, irr 0.84.1: agree(anxiety)$value 0, agree(anxiety, 1)$value 35
    result = percent_agreement(ANXIETY, tolerance=tolerance)
    assert 100 * result.all_agree == pytest.approx(percent, rel=PRINTOUT)
    assert (result.n_all_agree, result.n_units, result.n_dropped) == (n_agree, 20, 0)
    assert (result.n_coders, result.tolerance) == (3, tolerance)


def test_pairs_agree_in_irrcac():
    # R 4.2.2, irrCAC 1.0: pa.coeff.raw(cac.raw4raters)$est$pa
    result = percent_agreement(FOUR_RATERS)
    assert result.pairwise == pytest.approx(0.818181818181818, rel=PRINTOUT)
    assert (result.n_units, result.n_dropped) == (11, 1)
    # By hand: all but units 2, 6 and 8 agree fully
    assert result.n_all_agree == 8


def test_two_coders_in_statsmodels():
    # statsmodels 0.14: proportion_confint(89, 100, method="wilson"); the table of irrCAC's
    # cont3x3abstractors, 89 of 100 on the diagonal. By hand, with z = 1.95996:
    # (89 + z^2 / 2 -+ z sqrt(89 * 11 / 100 + z^2 / 4)) / (100 + z^2)
    table = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
    pairs = [(i, j) for i in range(3) for j in range(3) for _ in range(table[i][j])]
    result = percent_agreement(pairs)
    assert (result.pairwise, result.all_agree) == (0.89, 0.89)
    z = 1.959963984540054
    reach = z * np.sqrt(89 * 11 / 100 + z**2 / 4)
    ends = [(89 + z**2 / 2 + sign * reach) / (100 + z**2) for sign in (-1, 1)]
    assert [result.ci_low, result.ci_high] == pytest.approx(ends, rel=PRINTOUT)


def test_the_coincidence_matrix_of_krippendorff():
    # K. Krippendorff (2011), example C: coincidences of the values 1 to 5, and 40 in all (quoted
    # without the paper at hand). By hand, such as 3 with 3: units 3 and 4 give 12 / 3 each; 2 with
    # 3: unit 2 gives 3 / 3, unit 6 1 / 3.
    result = coincidence_matrix(FOUR_RATERS)
    expected = [
        [7, 4 / 3, 1 / 3, 1 / 3, 0],
        [4 / 3, 10, 4 / 3, 1 / 3, 0],
        [1 / 3, 4 / 3, 8, 1 / 3, 0],
        [1 / 3, 1 / 3, 1 / 3, 4, 0],
        [0, 0, 0, 0, 3],
    ]
    assert np.array(result.matrix) == pytest.approx(np.array(expected), abs=PRINTOUT)
    assert (result.n_pairable_values, result.n_units, result.n_dropped) == (40, 11, 1)
    assert result.categories == (1, 2, 3, 4, 5)


def test_the_overlap_of_two_coders():
    # 300 characters coded by both, 100 and 50 by one, 550 by neither: agreement .85;
    # chance .4 * .35 + .6 * .65 = .53; kappa = .32 / .47 = .6809; AC1: 2 * .375 * .625 = .46875
    result = pairs_from_lengths(300, 100, 50, 550)
    assert result.kappa == pytest.approx(0.6809, abs=5e-5)
    assert result.kappa == pytest.approx(0.32 / 0.47, rel=PRINTOUT)
    assert result.ac1 == pytest.approx((0.85 - 0.46875) / (1 - 0.46875), rel=PRINTOUT)
    assert (result.agreement, result.overlap) == pytest.approx((0.85, 300 / 450), rel=PRINTOUT)
    assert result.specific == pytest.approx(600 / 750, rel=PRINTOUT)
    assert (result.share_first, result.share_second) == (0.4, 0.35)
    assert (result.n_characters, result.neither_given, result.method) == (1000, True, "characters")


def in_qualcoder(both, one, other):
    """Kappa by the formula that QualCoder's comparison of coders uses, from coded text alone."""
    coded = both + one + other
    yes = (both + one) / coded * (both + other) / coded
    no = other / coded * one / coded
    return (both / coded - yes * no) / (1 - yes * no)


def test_chance_adds_up_where_qualcoder_multiplies():
    # QualCoder (report_compare_coder_file.py) multiplies the chance of agreeing on the code with
    # that of agreeing on its absence, .6914 * .0247, and leaves out text that neither coded: .661.
    # Chance of the whole text is .14 + .39
    result = pairs_from_lengths(300, 100, 50, 550)
    assert in_qualcoder(300, 100, 50) == pytest.approx(0.6609, abs=5e-5)
    assert result.kappa == pytest.approx((0.85 - (0.14 + 0.39)) / (1 - (0.14 + 0.39)), rel=PRINTOUT)
    # Coders who agree by chance alone, each on half of the text: kappa is 0, there .299
    assert pairs_from_lengths(250, 250, 250, 250).kappa == 0
    assert in_qualcoder(250, 250, 250) == pytest.approx((1 / 3 - 4 / 81) / (77 / 81), rel=PRINTOUT)


def test_the_overlap_in_other_implementations():
    table = np.array([[300, 100], [50, 550]])
    result = pairs_from_lengths(300, 100, 50, 550)
    assert result.kappa == pytest.approx(cohens_kappa(table).kappa, rel=PRINTOUT)
    assert result.kappa == pytest.approx(cohen_kappa_table(table).kappa, rel=PRINTOUT)
    assert result.ac1 == pytest.approx(gwet_ac_table(table).coefficient, rel=PRINTOUT)


def test_the_paradox_of_kappa():
    # 98 units without the code from both coders, one with it from each alone: agreement .98, but
    # chance alone gives .9802: kappa (.98 - .9802) / .0198 = -.0101. AC1: pe 2 * .01 * .99 = .0198
    table = [[0, 1], [1, 98]]
    assert cohen_kappa_table(table).kappa == pytest.approx(-0.0002 / 0.0198, rel=1e-9)
    assert gwet_ac_table(table).coefficient == pytest.approx(0.9602 / 0.9802, rel=PRINTOUT)
    assert gwet_ac_table(table).coefficient > 0.97
