"""The random intercept model against lme4, statsmodels and what the book of lme4 prints."""

import numpy as np
import pytest
import statsmodels.formula.api as smf
from pandas import DataFrame

from kooperacja_eval.stats.mixed_two_level import random_intercept

pytestmark = pytest.mark.golden

LME4 = 1e-6  # relative: lme4's search for the variance ratio stops about here
LME4_P = 1e-5  # relative: far in the tail of t the same error counts ten times
CLOSED = 1e-12  # relative: where the result has a closed form, but for rounding
STATSMODELS = 1e-5  # relative: its search for the variance ratio stops about here

# R: lme4::Dyestuff, lme4::Dyestuff2: six batches of five; lme4::sleepstudy: reaction times of 18
# persons on days 0 to 9; HSAUR3::BtheB: subject, drug, length over 6 months, treatment BtheB, BDI
# before, and after 2, 3, 5, 8 months ("-" missing; subjects without any value left out)
# fmt: off
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
DYESTUFF2 = np.array(
    [
        [7.298, 3.846, 2.434, 9.566, 7.99],
        [5.22, 6.556, 0.608, 11.788, -0.892],
        [0.11, 10.386, 13.434, 5.51, 8.166],
        [2.212, 4.852, 7.092, 9.288, 4.98],
        [0.282, 9.014, 4.458, 9.446, 7.198],
        [1.722, 4.782, 8.106, 0.758, 3.758],
    ]
)
SLEEPSTUDY = """
308 249.56 258.7047 250.8006 321.4398 356.8519 414.6901 382.2038 290.1486 430.5853 466.3535
309 222.7339 205.2658 202.9778 204.707 207.7161 215.9618 213.6303 217.7272 224.2957 237.3142
310 199.0539 194.3322 234.32 232.8416 229.3074 220.4579 235.4208 255.7511 261.0125 247.5153
330 321.5426 300.4002 283.8565 285.133 285.7973 297.5855 280.2396 318.2613 305.3495 354.0487
331 287.6079 285 301.8206 320.1153 316.2773 293.3187 290.075 334.8177 293.7469 371.5811
332 234.8606 242.8118 272.9613 309.7688 317.4629 309.9976 454.1619 346.8311 330.3003 253.8644
333 283.8424 289.555 276.7693 299.8097 297.171 338.1665 332.0265 348.8399 333.36 362.0428
334 265.4731 276.2012 243.3647 254.6723 279.0244 284.1912 305.5248 331.5229 335.7469 377.299
335 241.6083 273.9472 254.4907 270.8021 251.4519 254.6362 245.4523 235.311 235.7541 237.2466
337 312.3666 313.8058 291.6112 346.1222 365.7324 391.8385 404.2601 416.6923 455.8643 458.9167
349 236.1032 230.3167 238.9256 254.922 250.7103 269.7744 281.5648 308.102 336.2806 351.6451
350 256.2968 243.4543 256.2046 255.5271 268.9165 329.7247 379.4445 362.9184 394.4872 389.0527
351 250.5265 300.0576 269.8939 280.5891 271.8274 304.6336 287.7466 266.5955 321.5418 347.5655
352 221.6771 298.1939 326.8785 346.8555 348.7402 352.8287 354.4266 360.4326 375.6406 388.5417
369 271.9235 268.4369 257.2424 277.6566 314.8222 317.2135 298.1353 348.1229 340.28 366.5131
370 225.264 234.5235 238.9008 240.473 267.5373 344.1937 281.1481 347.5855 365.163 372.2288
371 269.8804 272.4428 277.8989 281.7895 279.1705 284.512 259.2658 304.6306 350.7807 369.4692
372 269.4117 273.474 297.5968 310.6316 287.1726 329.6076 334.4818 343.2199 369.1417 364.1236
"""
BTHEB = """
1 0 1 0 29 2 2 - -
2 1 1 1 32 16 24 17 20
3 1 0 0 25 20 - - -
4 0 1 1 21 17 16 10 9
5 1 1 1 26 23 - - -
6 1 0 1 7 0 0 0 0
7 1 0 0 17 7 7 3 7
8 0 1 0 20 20 21 19 13
9 1 0 1 18 13 14 20 11
10 1 1 1 20 5 5 8 12
11 0 1 0 30 32 24 12 2
12 1 0 1 49 35 - - -
13 0 1 0 26 27 23 - -
14 1 1 0 30 26 36 27 22
15 1 1 1 23 13 13 12 23
16 0 0 0 16 13 3 2 0
17 0 1 1 30 30 29 - -
18 0 0 1 13 8 8 7 6
19 0 1 0 37 30 33 31 22
20 1 0 1 35 12 10 8 10
21 0 1 1 21 6 - - -
22 0 0 0 26 17 17 20 12
23 0 1 0 29 22 10 - -
24 0 1 0 20 21 - - -
25 0 1 0 33 23 - - -
26 0 1 1 19 12 13 - -
27 1 0 0 12 15 - - -
28 1 1 0 47 36 49 34 -
29 1 1 1 36 6 0 0 2
30 0 0 1 10 8 6 3 3
31 0 0 0 27 7 15 16 0
32 0 0 1 18 10 10 6 8
33 1 0 1 11 8 3 2 15
34 1 0 1 6 7 - - -
35 1 1 1 44 24 20 29 14
36 0 0 0 38 38 - - -
37 0 0 0 21 14 20 1 8
38 1 1 0 34 17 8 9 13
39 1 0 1 9 7 1 - -
40 1 1 0 38 27 19 20 30
41 1 0 1 46 40 - - -
42 0 0 0 20 19 18 19 18
43 1 1 0 17 29 2 0 0
44 0 1 1 18 20 - - -
45 1 1 1 42 1 8 10 6
46 0 0 1 30 30 - - -
47 1 0 1 33 27 16 30 15
48 0 0 1 12 1 0 0 -
49 1 0 1 2 5 - - -
50 0 1 0 36 42 49 47 40
51 0 0 0 35 30 - - -
52 0 0 1 23 20 - - -
53 0 1 0 31 48 38 38 37
54 1 0 1 8 5 7 - -
55 1 0 0 23 21 26 - -
56 1 0 1 7 7 5 4 0
57 0 0 0 14 13 14 - -
58 0 0 0 40 36 33 - -
59 1 0 1 23 30 - - -
60 0 1 1 14 3 - - -
61 0 1 0 22 20 16 24 16
62 0 1 0 23 23 15 25 17
63 0 0 0 15 7 13 13 -
64 0 1 0 8 12 11 26 -
65 0 1 1 12 18 - - -
66 0 1 0 7 6 2 1 -
67 1 0 0 17 9 3 1 0
68 1 0 1 33 18 16 - -
69 0 0 0 27 20 - - -
70 0 0 1 27 30 - - -
71 0 0 1 9 6 10 1 0
72 0 1 1 40 30 12 - -
73 0 1 0 11 8 7 - -
74 0 0 0 9 8 - - -
75 0 1 0 14 22 21 24 19
76 1 1 1 28 9 20 18 13
77 0 1 1 15 9 13 14 10
78 1 1 1 22 10 5 5 12
79 0 0 0 23 9 - - -
80 0 1 0 21 22 24 23 22
81 0 1 0 27 31 28 22 14
82 1 1 1 14 15 - - -
83 0 1 0 10 13 12 8 20
84 1 0 0 21 9 6 7 1
85 1 1 1 46 36 53 - -
86 0 1 1 36 14 7 15 15
87 1 1 1 23 17 - - -
88 1 1 0 35 0 6 0 1
89 1 0 1 33 13 13 10 8
90 0 0 1 19 4 27 1 2
92 1 0 1 30 26 28 - -
93 1 0 1 17 8 7 12 -
94 0 1 1 19 4 3 3 3
95 0 1 1 16 11 4 2 3
96 1 1 1 16 16 10 10 8
98 0 1 1 11 22 9 11 11
99 0 0 0 13 5 5 0 6
"""
# fmt: on

# R 4.2.2, lme4 1.1.31, lmerTest 3.1.3 (degrees of freedom, t, p), digits as given:
#   lmer(Yield ~ 1 + (1 | Batch), Dyestuff, REML = TRUE or FALSE), the same of Dyestuff2
#   lmer(Reaction ~ Days + (1 | Subject), sleepstudy, REML = TRUE or FALSE)
#   lmer(bdi ~ bdi.pre + time + treatment + drug + length + (1 | subject), REML = FALSE)
# criteria: logLik, REML criterion or deviance, AIC, BIC; n: rows and groups; sd, variance: between
# and within; fixed: Estimate, Std. Error, df, t value, Pr(>|t|)
# fmt: off
EXPECTED = {
    "dyestuff_reml": {
        "criteria": (-159.827138421129, 319.654276842257, 325.654276842257, 329.857868987244),
        "n": (30, 6),
        "sd": (42.0005953103894, 49.5100999656347),
        "variance": (1764.0500064271, 2451.24999860715),
        "theta": 0.848323783218823, "sigma": 49.5100999656347,
        "fixed": [
            (1527.5, 19.3834121787528, 4.99999998109234, 78.8044945809065, 6.23447599535079e-09),
        ],
        "covariance": [
            [375.716667691422],
        ],
        "ranef": {
            "A": -17.606851366879,
            "B": 0.391263363707636,
            "C": 28.5622255507125,
            "D": -23.0845384587967,
            "E": 56.7331877377178,
            "F": -44.9952868264672,
        },
    },
    "dyestuff_ml": {
        "criteria": (-163.663529940568, 327.327059881135, 333.327059881135, 337.530652026122),
        "n": (30, 6),
        "sd": (37.2603454432773, 49.5100999511903),
        "variance": (1388.33334255236, 2451.24999717685),
        "theta": 0.752580695252293, "sigma": 49.5100999511903,
        "fixed": [
            (1527.5, 17.694553502833, 5.99999996293324, 86.3259985483915, 1.62755865448585e-10),
        ],
        "covariance": [
            [313.097223664621],
        ],
    },
    "dyestuff2_reml": {
        "criteria": (-80.9141389061442, 161.828277812288, 167.828277812288, 172.031869957275),
        "n": (30, 6),
        "sd": (0, 3.71568427447573),
        "variance": (0, 13.8063096275862),
        "theta": 0, "sigma": 3.71568427447573,
        "fixed": [
            (5.6656, 0.678388031232524, 28.9999999994202, 8.35156243795531, 3.318292749197e-09),
        ],
        "covariance": [
            [0.46021032091954],
        ],
    },
    "sleepstudy_reml": {
        "criteria": (-893.232542697461, 1786.46508539492, 1794.46508539492, 1807.23691279848),
        "n": (180, 18),
        "sd": (37.1238267667686, 30.9912338986441),
        "variance": (1378.17851380905, 960.456578560467),
        "theta": 1.19788153282896, "sigma": 30.9912338986441,
        "fixed": [
            (251.405104848484, 9.74671626920939, 22.8101989552553, 25.7938261363668,
             2.24135095934467e-18),
            (10.467285959596, 0.80422142894524, 161.000000054592, 13.0154278198283,
             6.41260123102367e-27),
        ],
        "covariance": [
            [94.998478032471, -2.91047448048625],
            [-2.91047448048625, 0.646772106774724],
        ],
        "ranef": {
            "308": 40.7837098396307,
            "309": -77.8495538224142,
            "310": -63.1085674139734,
            "330": 4.40644211245952,
            "331": 10.2161891657854,
            "332": 8.22123789485598,
            "333": 16.5004941407703,
            "334": -2.99698118413219,
            "335": -45.2821271724708,
            "337": 72.1826861317876,
            "349": -21.1962489668299,
            "350": 14.1113633539188,
            "351": -7.86222120479701,
            "352": 36.3784253831277,
            "369": 7.03638091901072,
            "370": -6.36270305673735,
            "371": -3.29427284275516,
            "372": 18.1157467227708,
        },
    },
    "sleepstudy_ml": {
        "criteria": (-897.039321502613, 1794.07864300523, 1802.07864300523, 1814.85047040879),
        "n": (180, 18),
        "sd": (36.0120819377623, 30.8954338733111),
        "variance": (1296.87004549211, 954.527834220139),
        "theta": 1.16561178863622, "sigma": 30.8954338733111,
        "fixed": [
            (251.405104848484, 9.50618519288694, 24.4905445711015, 26.4464766620158,
             1.58848168229284e-19),
            (10.467285959596, 0.801735421659495, 162.000000015563, 13.0557858326004,
             4.4627326636103e-27),
        ],
        "covariance": [
            [90.3675569214629, -2.89250858854587],
            [-2.89250858854587, 0.642779686343528],
        ],
    },
    "btheb_ml": {
        "criteria": (-935.745981543958, 1871.49196308792, 1887.49196308792, 1916.57027991327),
        "n": (280, 97),
        "sd": (6.98408141503677, 5.01397794076324),
        "variance": (48.777393211862, 25.1399747904604),
        "theta": 1.39292224607866, "sigma": 5.01397794076324,
        "fixed": [
            (5.5923933530027, 2.24243969070917, 108.978620786166, 2.49388796326295,
             0.0141372754128487),
            (0.639676209891216, 0.0778913470193906, 104.083410759897,
             8.21241683921543, 6.28447489016125e-13),
            (-0.704764825318762, 0.146391500654027, 199.316154252928,
             -4.81424688024999, 2.91587606974111e-06),
            (-2.32908261304797, 1.67035614643979, 97.1230339979735, -1.39436288363545,
             0.16638953909173),
            (-2.82495237843, 1.72683518729322, 98.1950120682019, -1.63591314285068,
             0.10505924032245),
            (0.197079441789833, 1.63831781129355, 100.262215991014, 0.120293779650865,
             0.904491160939042),
        ],
        "covariance": [
            [5.02853576646784, -0.119071700766308, -0.0779907363315051,
             -1.45904620940923, -0.283725009119852, -0.891160593302451],
            [-0.119071700766308, 0.00606706194049513, 0.000226533093859752,
             0.0157830325439311, -0.0318718188126719, -0.030856265819613],
            [-0.0779907363315051, 0.000226533093859752, 0.0214304714637379,
             0.00431093027049797, -0.00566575366595035, -0.00869883405114402],
            [-1.45904620940923, 0.0157830325439311, 0.00431093027049797,
             2.79008965594917, -0.931997618670913, 0.00681193226885484],
            [-0.283725009119852, -0.0318718188126719, -0.00566575366595035,
             -0.931997618670913, 2.98195976407402, 0.44525579913659],
            [-0.891160593302451, -0.030856265819613, -0.00869883405114402,
             0.00681193226885484, 0.44525579913659, 2.68408525080169],
        ],
    },
}
# fmt: on

# R 4.2.2, lme4 1.1.31: dev <- lmer(..., devFunOnly = TRUE); theta at which dev(theta) - min is
# qchisq(.95, 1), by uniroot(tol = 1e-13); ICC = theta^2 / (1 + theta^2)
ICC = {
    "dyestuff_reml": (0.0686137155476416, 0.418487415918282, 0.818749865784804),
    "dyestuff_ml": (0.0416329740358633, 0.361584375103125, 0.759791168986556),
    "dyestuff2_reml": (0.0, 0.0, 0.319404328838729),
    "sleepstudy_reml": (0.412846167967548, 0.589308917113987, 0.765358312195326),
    "sleepstudy_ml": (0.402815012530264, 0.576028811778868, 0.751349850459031),
    "btheb_ml": (0.558677546934216, 0.659890828496005, 0.746047441600599),
}
# R: sqrt(attr(ranef(m, condVar = TRUE)$g, "postVar")), and from the inverse of Henderson's
# equations, solve(rbind(cbind(X'X, X'Z), cbind(Z'X, Z'Z + I / theta^2))) * sigma^2: errors of the
# predicted effect, and of the group's mean of X times beta plus it; the same for all groups
ERRORS = {
    "dyestuff_reml": (19.5865700901945, 24.7730318623485, 20.0350469561547),
    "dyestuff_ml": (19.0344549078016, 23.0935983580516, 19.5865700911833),
    "sleepstudy_reml": (9.4756681191396, 12.7029729262667, 9.49399378854683),
    "sleepstudy_ml": (9.42915025026875, 12.4907096831751, 9.44840859303962),
}


def sleepstudy():
    table = np.array([line.split() for line in SLEEPSTUDY.split("\n")[1:-1]])
    return table[:, 1:].astype(float), table[:, 0]


def btheb():
    rows = [line.replace("-", "nan").split() for line in BTHEB.split("\n")[1:-1]]
    table = np.array(rows, dtype=float)
    subject, drug, length, treatment, before = (np.repeat(table[:, j], 4) for j in range(5))
    months = np.tile([2.0, 3.0, 5.0, 8.0], len(table))
    covariates = np.column_stack([before, months, treatment, drug, length])
    return table[:, 5:].ravel(), subject.astype(int), covariates


def fit(case):
    name, method = case.rsplit("_", 1)
    if name == "btheb":
        return random_intercept(*btheb(), method=method)
    if name == "sleepstudy":
        values, people = sleepstudy()
        days = np.tile(np.arange(10.0), 18)
        return random_intercept(values.ravel(), np.repeat(people, 10), days, method=method)
    values = (DYESTUFF if name == "dyestuff" else DYESTUFF2).ravel().astype(float)
    return random_intercept(values, np.repeat(list("ABCDEF"), 5), method=method)


@pytest.mark.parametrize("case", EXPECTED)
def test_every_figure_of_lme4(case):
    result, expected = fit(case), EXPECTED[case]
    criteria = (result.log_likelihood, result.deviance, result.aic, result.bic)
    assert criteria == pytest.approx(expected["criteria"], rel=1e-11)
    assert (result.n, result.n_teams) == expected["n"]
    spread = (result.sigma_between, result.sigma_within)
    assert spread == pytest.approx(expected["sd"], rel=LME4)
    assert [sd**2 for sd in spread] == pytest.approx(expected["variance"], rel=LME4)
    assert result.sigma_between / result.sigma_within == pytest.approx(expected["theta"], rel=LME4)
    assert result.sigma_within == pytest.approx(expected["sigma"], rel=LME4)
    assert result.at_boundary == (expected["theta"] == 0)
    for effect, (*figures, p_value) in zip(result.fixed, expected["fixed"], strict=True):
        mine = [effect.estimate, effect.standard_error, effect.df, effect.t]
        assert mine == pytest.approx(figures, rel=LME4)
        assert effect.p_value == pytest.approx(p_value, rel=LME4_P)
    assert result.fixed_covariance == pytest.approx(np.array(expected["covariance"]), rel=LME4)
    effects = dict(zip(result.teams.labels.tolist(), result.teams.deviation, strict=True))
    assert {name: effects[name] for name in expected.get("ranef", {})} == pytest.approx(
        expected.get("ranef", {}), rel=LME4
    )
    assert (result.icc_low, result.icc, result.icc_high) == pytest.approx(ICC[case], rel=LME4)


@pytest.mark.parametrize("case", ERRORS)
def test_errors_of_each_group(case):
    result = fit(case)
    teams, (conditional, prediction, estimate) = result.teams, ERRORS[case]
    assert teams.conditional_sd == pytest.approx(conditional, rel=LME4)
    assert teams.prediction_error == pytest.approx(prediction, rel=LME4)
    assert teams.standard_error == pytest.approx(estimate, rel=LME4)


def test_errors_of_unequal_groups():
    # R, as above: subjects 1 to 4 of BtheB, who gave 2, 4, 1 and 4 values
    teams = fit("btheb_ml").teams
    conditional = (3.16139456592157, 2.35957724745371, 4.07303802989918, 2.35957724745371)
    assert teams.conditional_sd[:4] == pytest.approx(conditional, rel=LME4)
    prediction = (3.36201998922623, 2.75131994231287, 4.25405495430003, 2.75722156248688)
    assert teams.prediction_error[:4] == pytest.approx(prediction, rel=LME4)


def test_what_the_book_prints():
    # D. M. Bates, lme4: Mixed-effects modeling with R (draft of 2010), chapter 1, quoted without
    # the book: REML criterion 319.6543, 42.001, 49.51, 1527.5 with 19.38; deviance 327.3271, 37.26
    reml, ml, other = fit("dyestuff_reml"), fit("dyestuff_ml"), fit("dyestuff2_reml")
    assert reml.deviance == pytest.approx(319.6543, abs=5e-5)
    assert (reml.sigma_between, reml.sigma_within) == pytest.approx((42.001, 49.510), abs=5e-4)
    assert reml.fixed[0].standard_error == pytest.approx(19.38, abs=5e-3)
    assert (ml.deviance, ml.sigma_between) == pytest.approx((327.3271, 37.26), abs=5e-3)
    assert (other.sigma_between, other.icc) == (0.0, 0.0)
    assert other.sigma_within == pytest.approx(3.7157, abs=5e-5)


def test_equal_groups_have_a_closed_form():
    # MSB 11271.5, MSW 2451.25: ICC (MSB - MSW) / (MSB + 4 MSW), kept 1 - MSW / MSB, 1 + 4 ICC
    result = fit("dyestuff_reml")
    assert result.icc == pytest.approx(8820.25 / 21076.5, rel=CLOSED)
    assert result.teams.reliability == pytest.approx(1 - 2451.25 / 11271.5, rel=CLOSED)
    assert result.design_effect == pytest.approx(1 + 4 * 8820.25 / 21076.5, rel=CLOSED)
    assert result.n_effective == pytest.approx(30 / result.design_effect, rel=CLOSED)


@pytest.mark.parametrize("reml", [True, False])
def test_statsmodels(reml):
    # statsmodels 0.15.0: MixedLM, groups of unequal size. Its standard errors of fixed effects are
    # of the observed information of all parameters, within 1 in 1,000 of lme4's and these, so these
    # are compared with the whole covariance matrix instead.
    rng = np.random.default_rng(2019)
    team = np.repeat(np.arange(20), rng.integers(1, 9, 20))
    x = rng.normal(size=team.size)
    y = 3 + 0.5 * x + rng.normal(size=20)[team] + rng.normal(size=team.size)
    model = smf.mixedlm("y ~ x", DataFrame({"y": y, "x": x, "team": team}), groups="team")
    peer = model.fit(reml=reml, method="bfgs", gtol=1e-9)
    result = random_intercept(y, team, x, method="reml" if reml else "ml")
    assert [one.estimate for one in result.fixed] == pytest.approx(
        peer.fe_params.tolist(), rel=STATSMODELS
    )
    errors = [one.standard_error for one in result.fixed]
    assert errors == pytest.approx(peer.bse_fe.tolist(), rel=1e-3)
    design = np.column_stack([np.ones(y.size), x])
    same = (team[:, None] == team) * result.sigma_between**2
    whole = same + np.eye(y.size) * result.sigma_within**2
    covariance = np.linalg.inv(design.T @ np.linalg.solve(whole, design))
    assert result.fixed_covariance == pytest.approx(covariance, rel=1e-9)
    assert result.sigma_within**2 == pytest.approx(peer.scale, rel=STATSMODELS)
    assert result.sigma_between**2 == pytest.approx(peer.cov_re.iloc[0, 0], rel=STATSMODELS)
    assert result.log_likelihood == pytest.approx(peer.llf, rel=1e-9)
    effects = [effect.iloc[0] for effect in peer.random_effects.values()]
    assert result.teams.deviation == pytest.approx(effects, rel=STATSMODELS)
    known = [np.sqrt(one.iloc[0, 0]) for one in peer.random_effects_cov.values()]
    assert result.teams.conditional_sd == pytest.approx(known, rel=STATSMODELS)
