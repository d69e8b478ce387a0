"""Tables of pairs against R, its packages coin and contingencytables, and statsmodels.

Approval ratings and vision are data of R and of its package irr; the other tables are of medical
studies quoted in books, or constructed and marked so.
"""

import math

import numpy as np
import pytest
from scipy import stats

from kooperacja_eval.stats.paired_tables import (
    marginal_homogeneity,
    mcnemar,
    mcnemar_counts,
    mcnemar_table,
    square_table,
    symmetry,
)

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-13  # relative: R printed 15 significant digits
GENERALISED_INVERSE = 1e-11  # relative: another way to solve the same equations
PRINTED_4 = 0.5e-4 * 1.001  # four decimals are printed
PRINTED_3 = 0.5e-3 * 1.001
PRINTED_5 = 0.5e-5 * 1.001
PRINTED_6 = 0.5e-6 * 1.001

# R 4.2.2, ?mcnemar.test, Agresti 1990, p. 350: the same 1,600 voters in two surveys; rows first,
# columns second survey, approve then disapprove. irr 0.84.1, vision: 7,477 women, right and left.
APPROVAL = np.array([[794, 150], [86, 570]])
SMALL = np.array([[2, 8], [1, 5]])  # constructed
PINGOUIN = np.array([[20, 40], [8, 12]])  # pingouin's data set chi2_mcnemar, False then True
VISION = np.array(
    [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]]
)

# R 4.2.2: mcnemar.test(m) -> chi2_corrected; mcnemar.test(m, correct = FALSE) -> chi2;
# binom.test(b, b + c) -> exact, conf.int / (1 - conf.int) -> odds ratio
# coin 1.4-2: midpvalue(mh_test(as.table(m), distribution = "exact")) -> mid_p, approval only
# fmt: off
OF_R = {
    "approval": (APPROVAL, {
        "chi2_corrected": (16.8177966101695, 4.11456228134594e-05),
        "chi2": (17.3559322033898, 3.09929344104522e-05),
        "exact": (86, 3.71593613957143e-05),
        "mid_p": (86, 2.89338951761549e-05),
    }, (1.74418604651163, 1.32922825260526, 2.30097908042199)),
    "small": (SMALL, {
        "chi2_corrected": (4, 0.0455002638963585),
        "chi2": (5.44444444444444, 0.0196306572572907),
        "exact": (1, 0.0390625),
    }, (8, 1.07255383009621, 354.981246270982)),
    "pingouin": (PINGOUIN, {
        "chi2_corrected": (20.0208333333333, 7.66030209405742e-06),
        "chi2": (21.3333333333333, 3.85961643692845e-06),
        "exact": (8, 3.30526670921928e-06),
    }, (5, 2.30882143491694, 12.3670431626989)),
}
# fmt: on


@pytest.mark.parametrize(
    ("case", "variant"), [(case, variant) for case in OF_R for variant in OF_R[case][1]]
)
def test_mcnemar_in_r(case, variant):
    table, tests, (odds_ratio, low, high) = OF_R[case]
    statistic, p_value = tests[variant]
    result = mcnemar_table(table, variant=variant)
    assert result.statistic == pytest.approx(statistic, rel=R_PRINTOUT)
    assert result.p_value == pytest.approx(p_value, rel=1e-12)  # sums of binomials in other order
    assert result.odds_ratio == pytest.approx(odds_ratio, rel=R_PRINTOUT)
    assert result.odds_ratio_low == pytest.approx(low, rel=1e-11)  # quotient of beta quantiles
    assert result.odds_ratio_high == pytest.approx(high, rel=1e-11)
    cells = (result.n_no_no, result.n_no_yes, result.n_yes_no, result.n_yes_yes)
    assert cells == tuple(table.ravel().tolist())
    assert (result.n, result.n_discordant) == (table.sum(), table[0, 1] + table[1, 0])
    assert (result.n_dropped, result.variant, result.method) == (0, variant, f"mcnemar_{variant}")

    counts = mcnemar_counts(int(table[0, 1]), int(table[1, 0]), variant=variant)
    fields = ("statistic", "p_value", "odds_ratio", "odds_ratio_low", "odds_ratio_high", "method")
    for field in (*fields, "n_discordant", "variant"):
        assert getattr(counts, field) == getattr(result, field), field
    assert (counts.b, counts.c) == (table[0, 1], table[1, 0])


def test_the_trap_of_agrestis_approval_ratings():
    # With the correction, R's default, 16.818; without it 17.356 = (-4.17)^2 of Agresti's book.
    # 34.71, which is quoted for this table too, is wrong.
    assert mcnemar_counts(150, 86, variant="chi2_corrected").statistic == pytest.approx(
        16.818, abs=PRINTED_3
    )
    assert mcnemar_counts(150, 86, variant="chi2").statistic == pytest.approx(17.356, abs=PRINTED_3)


def test_answers_give_the_same_as_their_table():
    # pingouin's data, 80 rows of treatment_X and treatment_Y: 20 no no, 40 no yes, 8 yes no, 12
    before = np.repeat([0, 0, 1, 1], [20, 40, 8, 12])
    after = np.repeat([0, 1, 0, 1], [20, 40, 8, 12])
    for variant in ("exact", "mid_p", "chi2", "chi2_corrected"):
        assert mcnemar(before, after, variant=variant) == mcnemar_table(PINGOUIN, variant=variant)


def test_the_mid_p_of_fagerland():
    # Airway hyper-responsiveness before and after transplantation (Bentur et al. 2009), 1 1 7 12;
    # binomial by hand: P(X <= 1 of 8) = 9 / 256, exact 18 / 256, mid-p 18 / 256 - 8 / 256
    assert mcnemar_counts(1, 7, variant="exact").p_value == pytest.approx(18 / 256, rel=R_PRINTOUT)
    assert mcnemar_counts(1, 7).p_value == pytest.approx(10 / 256, rel=R_PRINTOUT)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # 15 significant digits: R 4.2.2 with the code of confIntPairedProportion of biostatUZH,
        # which states Newcombe's method 10 as share of rows less share of columns, first category
        ([[59, 6], [16, 80]], (-0.06211180124223603, -0.11862119563870993, -0.00462511393305007)),
        ([[1, 1], [7, 12]], (-0.2857142857142857, -0.5069202266861409, -0.0255591241648599)),
        ([[14, 5], [0, 22]], (0.1219512195121951, 0.0114832413830333, 0.2264926843512113)),
        (APPROVAL, (0.04, 0.0212304239828771, 0.0587038728957288)),
        (SMALL, (0.4375, 0.0972437360196617, 0.6632299776547027)),
        (PINGOUIN, (0.4, 0.24410469261247, 0.52950706476595)),
    ],
)
def test_the_difference_of_newcombe_in_r(table, expected):
    # The share of the second category after less before is the share of the first before less after
    result = mcnemar_table(table)
    found = (result.difference, result.difference_low, result.difference_high)
    assert found == pytest.approx(expected, rel=1e-11)
    assert result.share_after - result.share_before == pytest.approx(expected[0], rel=1e-12)


def test_the_difference_of_newcombe_as_contingencytables_prints_it():
    # contingencytables, test-ch8.R: Newcombe_square_and_add_CI_paired_2x2 of the complete responses
    # of Cavo et al. 2012: "estimate = -0.0621 (95% CI -0.1186 to -0.0046)"
    result = mcnemar_table([[59, 6], [16, 80]])
    assert (result.difference, result.difference_low, result.difference_high) == pytest.approx(
        (-0.0621, -0.1186, -0.0046), abs=PRINTED_4
    )


# statsmodels 0.15.0, SquareTable(table, shift_zeros=False).homogeneity(method) to the digits shown;
# R 4.2.2: d %*% ginv(V) %*% d with all four margins (MASS), and mcnemar.test(table) for Bowker. The
# table is also in Stata's help of bhapkar.
def test_vision_of_7477_women():
    stuart = marginal_homogeneity(VISION)
    assert stuart.statistic == pytest.approx(11.95657, abs=PRINTED_5)
    assert stuart.statistic == pytest.approx(11.9565696229825, rel=GENERALISED_INVERSE)
    assert (stuart.df, stuart.n, stuart.n_discordant) == (3, 7477, 2181)
    assert stuart.p_value == pytest.approx(0.00753342505480055, rel=1e-10)
    assert (stuart.categories, stuart.n_categories) == ((0, 1, 2, 3), 4)
    assert (stuart.n_empty_categories, stuart.method) == (0, "stuart_maxwell")
    bhapkar = marginal_homogeneity(VISION, variant="bhapkar")
    assert bhapkar.statistic == pytest.approx(11.97572, abs=PRINTED_5)
    assert bhapkar.statistic == pytest.approx(11.9757201555257, rel=GENERALISED_INVERSE)
    assert (bhapkar.df, bhapkar.variant) == (3, "bhapkar")
    assert bhapkar.p_value == pytest.approx(0.00746679746972396, rel=1e-10)
    bowker = symmetry(VISION)
    assert bowker.statistic == pytest.approx(19.1065502152668, rel=R_PRINTOUT)
    assert bowker.p_value == pytest.approx(0.00398741984042858, rel=1e-11)
    assert (bowker.df, bowker.n, bowker.n_discordant, bowker.n_empty_changes) == (6, 7477, 2181, 0)


def test_susceptibility_of_pathogens_as_contingencytables_prints_it():
    # contingencytables, test-ch9.R, peterson_2007: Stuart T0 = 26.250, df 3, P = 0.000008; Bhapkar
    # T = 27.304, df 3, P = 0.000005; McNemar-Bowker T0 = 26.250, df 6, P = 0.000200. Three of the
    # six pairs of categories have nobody, and count in df all the same.
    table = [[596, 18, 6, 5], [0, 2, 0, 0], [0, 0, 42, 0], [11, 0, 0, 0]]
    stuart = marginal_homogeneity(table)
    assert stuart.statistic == pytest.approx(26.250, abs=PRINTED_3)
    assert (stuart.df, stuart.p_value) == (3, pytest.approx(0.000008, abs=PRINTED_6))
    bhapkar = marginal_homogeneity(table, variant="bhapkar")
    assert bhapkar.statistic == pytest.approx(27.304, abs=PRINTED_3)
    assert (bhapkar.df, bhapkar.p_value) == (3, pytest.approx(0.000005, abs=PRINTED_6))
    bowker = symmetry(table)
    assert bowker.statistic == pytest.approx(26.250, abs=PRINTED_3)
    assert (bowker.df, bowker.p_value) == (6, pytest.approx(0.000200, abs=PRINTED_6))
    assert bowker.n_empty_changes == 3


def test_diagnoses_by_two_raters_as_contingencytables_prints_them():
    # contingencytables, test-ch9.R, fleiss_2003, of Fleiss, Levin and Paik: "version of the Stuart
    # test: P = 0.000912, T = 14.000 (df=2)"; R 4.2.2, mcnemar.test: 15, df 3, p 0.00181664896657232
    table = [[35, 5, 0], [15, 20, 5], [10, 5, 5]]
    stuart = marginal_homogeneity(table)
    assert stuart.statistic == pytest.approx(14.000, abs=PRINTED_3)
    assert (stuart.df, stuart.p_value) == (2, pytest.approx(0.000912, abs=PRINTED_6))
    bowker = symmetry(table)
    assert bowker.statistic == pytest.approx(15, rel=R_PRINTOUT)
    assert bowker.p_value == pytest.approx(0.00181664896657232, rel=1e-11)


@pytest.mark.parametrize("table", [VISION, [[35, 5, 0], [15, 20, 5], [10, 5, 5]]])
def test_the_formula_of_marginal_homogeneity(table):
    # Second implementation, whole margins with a generalised inverse instead of one category less
    counts = np.array(table, dtype=float)
    d = counts.sum(axis=0) - counts.sum(axis=1)
    covariance = np.diag(counts.sum(axis=0) + counts.sum(axis=1)) - counts - counts.T
    for variant, of_null in (("stuart_maxwell", 0.0), ("bhapkar", 1.0)):
        inverse = np.linalg.pinv(covariance - of_null * np.outer(d, d) / counts.sum())
        result = marginal_homogeneity(table, variant=variant)
        assert result.statistic == pytest.approx(d @ inverse @ d, rel=1e-9)
        assert result.p_value == pytest.approx(stats.chi2.sf(d @ inverse @ d, d.size - 1), rel=1e-8)


def test_two_categories_are_mcnemar_without_correction():
    # Bhapkar's of two categories: X / (1 - X / n)
    plain = mcnemar_table(APPROVAL, variant="chi2")
    for result in (marginal_homogeneity(APPROVAL), symmetry(APPROVAL)):
        assert result.statistic == pytest.approx(plain.statistic, rel=R_PRINTOUT)
        assert result.p_value == pytest.approx(plain.p_value, rel=1e-11)
    bhapkar = marginal_homogeneity(APPROVAL, variant="bhapkar").statistic
    assert bhapkar == pytest.approx(plain.statistic / (1 - plain.statistic / 1600), rel=1e-12)
    assert math.isclose(plain.statistic, 17.3559322033898, rel_tol=R_PRINTOUT)


def test_the_table_of_the_women():
    right = np.repeat([1, 1, 2, 2], [1520, 266, 234, 1512])
    left = np.repeat([1, 2, 1, 2], [1520, 266, 234, 1512])
    assert square_table(right, left, [1, 2]).tolist() == VISION[:2, :2].tolist()
