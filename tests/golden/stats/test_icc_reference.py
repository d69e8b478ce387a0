"""Intraclass correlations against published examples, psych, irr and R's analysis of variance."""

import numpy as np
import pytest

from kooperacja_eval.stats.icc import FORMS, cluster_icc, intraclass, intraclass_family

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R gave 15 digits

# P. E. Shrout, J. L. Fleiss, Psychological Bulletin 86 (1979) 420-428: 6 subjects, 4 judges.
# Printed in their table 4: .17 .29 .71 .44 .62 .91
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
)
PUBLISHED = (0.17, 0.29, 0.71, 0.44, 0.62, 0.91)

# pingouin's data set icc: 8 wines, judges A to D
WINE = np.array(
    [
        [1, 1, 3, 6, 6, 7, 8, 9],
        [2, 3, 8, 4, 5, 5, 7, 9],
        [0, 3, 1, 3, 5, 6, 7, 9],
        [1, 2, 4, 3, 6, 2, 9, 8],
    ]
).T

# R 4.2.2, psych 2.2.9: ICC(x, lmer = FALSE)$results: ICC, F, df1, df2, p, lower, upper
# fmt: off
SHROUT_FLEISS_PSYCH = {
    "1,1": (0.165741768405476, 1.79467849223947, 5, 18, 0.16476880834464,
            -0.132932324874751, 0.722560062328121),
    "A,1": (0.289763779527559, 11.0272479564033, 5, 15, 0.000134566516484337,
            0.018786513374712, 0.761084369648953),
    "C,1": (0.714840714840715, 11.0272479564033, 5, 15, 0.000134566516484337,
            0.342464765033925, 0.94585825995536),
    "1,k": (0.442797133679269, 1.79467849223947, 5, 18, 0.16476880834464,
            -0.884442155238119, 0.912415420340776),
    "A,k": (0.620050547598989, 11.0272479564033, 5, 15, 0.000134566516484337,
            0.0711368153025035, 0.927232040167722),
    "C,k": (0.909315542377069, 11.0272479564033, 5, 15, 0.000134566516484337,
            0.675674713816305, 0.985891678169062),
}
WINE_PSYCH = {
    "1,1": (0.727520915896081, 11.6800258564965, 7, 24, 2.18135095486183e-06,
            0.433772833270989, 0.926696029256644),
    "A,1": (0.727688787185355, 11.7866927592955, 7, 21, 5.02571546406035e-06,
            0.43448965789113, 0.926708606315916),
    "C,1": (0.729486500794071, 11.7866927592955, 7, 21, 5.02571546406035e-06,
            0.426146030129233, 0.927895261472731),
    "1,k": (0.914383751176047, 11.6800258564965, 7, 24, 2.18135095486183e-06,
            0.753955323100636, 0.9806078670546),
    "A,k": (0.914450035945363, 11.7866927592955, 7, 21, 5.02571546406035e-06,
            0.7544962191494, 0.980611387770028),
    "C,k": (0.915158558857712, 11.7866927592955, 7, 21, 5.02571546406035e-06,
            0.74813712415898, 0.980943254108413),
}
# R 4.2.2, irr 0.84.1: icc(x, model, type, unit), the same order
SHROUT_FLEISS_IRR = {
    "1,1": (0.165741768405475, 1.79467849223947, 5, 18, 0.16476880834464,
            -0.132932324874751, 0.722560062328121),
    "1,k": (0.442797133679269, 1.79467849223947, 5, 18, 0.16476880834464,
            -0.88444215523812, 0.912415420340775),
    "C,1": (0.714840714840715, 11.0272479564033, 5, 15, 0.000134566516484336,
            0.342464765033925, 0.94585825995536),
    "C,k": (0.909315542377069, 11.0272479564033, 5, 15, 0.000134566516484336,
            0.675674713816305, 0.985891678169062),
    "A,1": (0.289763779527559, 11.0272479564033, 5, 4.78514386221276, 0.0112698600525559,
            0.018786513374712, 0.761084369648953),
    "A,k": (0.620050547598989, 11.0272479564033, 5, 4.18909291759271, 0.0164781036964783,
            0.0394401799213911, 0.928573183377168),
}
# fmt: on


def near(expected):
    return pytest.approx(expected, rel=R_PRINTOUT)


def figures(result):
    return (
        *(result.icc, result.f, result.df1, result.df2),
        *(result.p_value, result.ci_low, result.ci_high),
    )


@pytest.mark.parametrize(
    ("ratings", "expected", "n_subjects"),
    [(SHROUT_FLEISS, SHROUT_FLEISS_PSYCH, 6), (WINE, WINE_PSYCH, 8)],
)
@pytest.mark.parametrize("form", FORMS)
def test_all_forms_in_psych(ratings, expected, n_subjects, form):
    result = intraclass(ratings, form=form)
    assert figures(result) == near(expected[form])
    assert (result.n_subjects, result.n_raters, result.n_dropped) == (n_subjects, 4, 0)
    assert result.method == form


def test_the_published_table():
    family = intraclass_family(SHROUT_FLEISS)
    assert [result.icc for result in family] == pytest.approx(PUBLISHED, abs=0.005)
    assert tuple(result.method for result in family) == FORMS


def test_the_printout_of_pingouin():
    # Documentation of pingouin.intraclass_corr: 0.727521 0.727689 0.729487, 0.914384 for 1,k
    one, agreement, consistency, one_k, *_ = intraclass_family(WINE)
    printed = (0.727521, 0.727689, 0.729487, 0.914)
    assert (one.icc, agreement.icc, consistency.icc) == pytest.approx(printed[:3], abs=5e-7)
    assert one_k.icc == pytest.approx(printed[3], abs=0.0005)


@pytest.mark.parametrize("form", ["1,1", "1,k", "C,1", "C,k"])
def test_exact_forms_in_irr(form):
    assert figures(intraclass(SHROUT_FLEISS, form=form)) == near(SHROUT_FLEISS_IRR[form])


def test_agreement_in_irr():
    # irr agrees on icc, F and the interval of A,1. It takes the degrees of freedom of the test of
    # icc 0 at the estimate (4.785) instead of at 0, where they are (n - 1) * (k - 1) = 15 as in
    # psych; and for A,k it puts the reliability of k ratings into the degrees of freedom of one.
    one = intraclass(SHROUT_FLEISS, form="A,1")
    icc, f, df1, df2, p_value, low, high = SHROUT_FLEISS_IRR["A,1"]
    assert (one.icc, one.f, one.df1) == near((icc, f, df1))
    assert (one.ci_low, one.ci_high) == near((low, high))
    assert (one.df2 > df2, one.p_value < p_value) == (True, True)
    mean = intraclass(SHROUT_FLEISS, form="A,k")
    icc, f, df1, df2, p_value, low, high = SHROUT_FLEISS_IRR["A,k"]
    assert (mean.icc, mean.f, mean.df1) == near((icc, f, df1))
    assert (mean.df2 > df2, mean.p_value < p_value) == (True, True)
    assert low < mean.ci_low < mean.ci_high < high


# R: lme4::Dyestuff (Davies, Goldsmith 1972), yields of six batches
DYESTUFF = np.array(
    [
        [1545, 1440, 1440, 1520, 1580],
        [1540, 1555, 1490, 1560, 1495],
        [1595, 1550, 1605, 1510, 1560],
        [1445, 1440, 1595, 1465, 1545],
        [1595, 1630, 1515, 1635, 1625],
        [1520, 1455, 1450, 1480, 1445],
    ]
)
# R: datasets::chickwts, weights of chicks by feed
CHICKS = {
    "casein": "368 390 379 260 404 318 352 359 216 222 283 332",
    "horsebean": "179 160 136 227 217 168 108 124 143 140",
    "linseed": "309 229 181 141 260 203 148 169 213 257 244 271",
    "meatmeal": "325 257 303 315 380 153 263 242 206 344 258",
    "soybean": "243 230 248 327 329 250 193 271 316 267 199 171 158 248",
    "sunflower": "423 340 392 339 341 226 320 295 334 322 297 318",
}


def test_batches_of_one_size_in_r():
    # R 4.2.2: aov(Yield ~ Batch, Dyestuff): mean squares 11271.5 and 2451.25, F, Pr(>F); interval
    # (F / qf(c(.975, .025), 5, 24) - 1) / (F / qf(...) + 4); lme4 1.1.31, REML, whose share of the
    # variance is the same for batches of one size (to its search): 0.418487415918282
    result = cluster_icc(DYESTUFF.ravel(), np.repeat(np.arange(6), 5))
    assert (result.mean_square_between, result.mean_square_within) == near((11271.5, 2451.25))
    assert result.icc == near(0.418487414893366)
    assert result.icc == pytest.approx(0.418487415918282, rel=1e-8)
    assert (result.ci_low, result.ci_high) == near((0.083836050660594, 0.847876815473381))
    assert (result.f, result.p_value) == near((4.59826619071903, 0.00439753126830609))
    assert (result.df1, result.df2) == (5, 24)
    assert result.cluster_size == near(5)
    assert result.design_effect == near(2.67394965957346)
    assert result.cluster_mean_reliability == near(0.782526726700085)
    assert (result.negative, result.n, result.n_clusters, result.n_dropped) == (False, 30, 6, 0)
    assert result.method == "anova_exact_f"


def test_batches_are_the_one_way_form_of_raters():
    result = cluster_icc(DYESTUFF.ravel(), np.repeat(np.arange(6), 5))
    raters = intraclass(DYESTUFF, form="1,1")
    assert (result.icc, result.ci_low, result.ci_high) == near(
        (raters.icc, raters.ci_low, raters.ci_high)
    )


def test_feeds_of_unequal_size_in_r():
    # R 4.2.2: aov(weight ~ feed, chickwts) for the mean squares, F and Pr(>F); with
    # m <- table(feed); m0 <- (71 - sum(m^2) / 71) / 5 the rest by the formulas
    pairs = [(float(x), feed) for feed, row in CHICKS.items() for x in row.split()]
    result = cluster_icc(np.array([x for x, _ in pairs]), np.array([feed for _, feed in pairs]))
    assert result.mean_square_between == near(46225.8324205841)
    assert result.mean_square_within == near(3008.55416916417)
    assert result.cluster_size == near(11.8084507042254)
    assert result.icc == near(0.548835147024332)
    assert (result.ci_low, result.ci_high) == near((0.278119204254105, 0.887275298149768))
    assert (result.f, result.p_value) == near((15.3647997747125, 5.93641985347133e-10))
    assert (result.df1, result.df2) == (5, 65)
    assert result.design_effect == near(7.01399639978775)
    assert result.cluster_mean_reliability == near(0.934916171075278)
    assert (result.negative, result.n, result.n_clusters, result.n_dropped) == (False, 71, 6, 0)
    assert result.method == "anova_approximate_f"
