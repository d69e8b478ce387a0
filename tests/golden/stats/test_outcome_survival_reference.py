"""Cox regression against R's survival: published data, with and without clusters, ties and entries.

R 4.2.2, survival 3.5.3, summary(coxph(...)) with Efron's ties; formulas stand at the cases.
"""

import numpy as np
import pytest
from scipy import stats
from survival_rows import BLADDER, HEART, LUNG, OVARIAN, VETERAN

from kooperacja_eval.stats.cox_partial import partial_likelihood, risk_sets, score_rows, solve
from kooperacja_eval.stats.outcome_survival import cox_clustered

pytestmark = pytest.mark.golden

# R stops when the log-likelihood moves by less than 1e-9 of itself, so its estimates may be off by
# 1e-6 standard errors; covariances move with them. 1e-5 also allows for the smallest estimates,
# such as diagtime of veteran, 0.009 standard errors from 0.
R_STOPS = 1e-5
R_WALD = 0.005  # summary.coxph rounds Wald's statistic to two digits


def table(rows):
    return np.array([row.split() for row in rows.split(";")], float)


def lung(*columns):
    """Times, status and named columns of the rows that have them all."""
    rows = table(LUNG)
    at = [("inst", "time", "status", "age", "sex", "ecog").index(column) for column in columns]
    rows = rows[~np.isnan(rows[:, at]).any(axis=1)]
    return np.zeros(len(rows)), rows[:, 1], rows[:, 2] == 2, rows[:, at]


def ovarian():
    time, status, age, rx = table(OVARIAN).T
    return np.zeros(time.size), time, status == 1, np.column_stack([age, rx])


def veteran():
    trt, cell, time, status, *others = table(VETERAN).T
    cells = (cell[:, None] == [1, 2, 3]).astype(float)
    return np.zeros(time.size), time, status == 1, np.column_stack([trt, cells, *others])


def heart():
    start, stop, event, age, surgery, new, _ = table(HEART).T
    columns = np.column_stack([age, surgery, new, age * new, surgery * new])
    return start, stop, event == 1, columns


DATA = {
    "lung_cox_sex_efron": lambda: lung("sex"),
    "lung_cox_age_sex_ecog_efron": lambda: lung("age", "sex", "ecog"),
    "ovarian_cox": ovarian,  # Surv(futime, fustat) ~ age + rx
    "veteran_cox": veteran,  # ~ trt + celltype + karno + diagtime + age + prior
    "heart_counting_process_cox": heart,  # Surv(start, stop, event) ~ (age + surgery) * transplant
}

# fmt: off
PLAIN = {  # coxph(Surv(time, status) ~ sex, lung) and so on, without clusters
    "lung_cox_sex_efron": {
        "n": 228, "n_events": 165, "log": (-749.909801390395, -744.592999024955),
        "estimate": (-0.531023537619508,),
        "ratio": (0.588002818563588,),
        "se": (0.167178583230754,),
        "z": (-3.17638496126351,),
        "p": (0.00149122920488076,),
        "low": (0.423717830353915,),
        "high": (0.815984813171387,),
        "lrt": (10.6336047308803, 1, 0.00111051037790096),
        "wald": (10.09, 1, 0.00149122920488076),
        "score": (10.3251484957465, 1, 0.00131229701351347),
        "covariance": [
            (0.0279486786910423,),
        ],
    },
    "lung_cox_age_sex_ecog_efron": {
        "n": 227, "n_events": 164, "log": (-744.48045576144, -729.230121374862),
        "estimate": (0.0110667645600735, -0.552612395703631, 0.463728475370428),
        "ratio": (1.01112822772252, 0.575444556190492, 1.58999119005428),
        "se": (0.00926741101370053, 0.167739053787264, 0.113577266161997),
        "z": (1.19415924724962, -3.29447664826157, 4.08293394480024),
        "p": (0.232415680999612, 0.000986051372138453, 4.44706665185681e-05),
        "low": (0.99292809716985, 0.414213018549172, 1.2726751777743),
        "high": (1.02966196224215, 0.799435127387147, 1.98642358128759),
        "lrt": (30.5006687731566, 3, 1.0828176991987e-06),
        "wald": (29.93, 3, 1.4281652023047e-06),
        "score": (30.4999227049491, 3, 1.08320924769373e-06),
        "covariance": [
            (8.58849068968579e-05, 4.30992961523845e-06, -0.000182172978664395),
            (4.30992961523845e-06, 0.0281363901654465, -0.000930088085453667),
            (-0.000182172978664395, -0.000930088085453667, 0.012899795388833),
        ],
    },
    "ovarian_cox": {
        "n": 26, "n_events": 12, "log": (-34.9849403711626, -27.0418988630084),
        "estimate": (0.147326595469114, -0.803973012665114),
        "ratio": (1.15873233797022, 0.447547316050731),
        "se": (0.0461470477408026, 0.63204937187945),
        "z": (3.1925464939082, -1.27200982776778),
        "p": (0.0014102423942954, 0.203369627452367),
        "low": (1.05852882579423, 0.129669416411279),
        "high": (1.26842141502431, 1.54468652399048),
        "lrt": (15.8860830163083, 2, 0.000355124719322007),
        "wald": (13.47, 2, 0.00119005774521772),
        "score": (18.5571233836198, 2, 9.34053726084047e-05),
        "covariance": [
            (0.00212955001519192, 0.00469692194666263),
            (0.00469692194666263, 0.399486408493207),
        ],
    },
    "veteran_cox": {
        "n": 137, "n_events": 128, "log": (-505.449054918058, -474.397111714723),
        "estimate": (
            0.294602821507719, 0.861560462754754, 1.19606637417846, 0.401291654330668,
            -0.0328153261943266, 8.13205130462355e-05, -0.00870647494578825,
            0.00715936018951057,
        ),
        "ratio": (
            1.34259300370976, 2.36685119664914, 3.30708247819981, 1.49375286446702,
            0.967717255116651, 1.00008132381965, 0.991331316650478, 1.00718504967885,
        ),
        "se": (
            0.207549603603519, 0.275284474022692, 0.300916994493076, 0.282688638280855,
            0.00550775688646227, 0.00913606224777198, 0.00930029912031485,
            0.0232305384067306,
        ),
        "z": (
            1.41943331325507, 3.12970960608456, 3.97473853609813, 1.41955352988746,
            -5.95802009253253, 0.00890104629771621, -0.936149991861069,
            0.308187441210415,
        ),
        "p": (
            0.155772725966838, 0.00174979187264831, 7.04566159385211e-05,
            0.155737702327394, 2.55312133627436e-09, 0.992898086363327,
            0.349195966710029, 0.757939708163163,
        ),
        "low": (
            0.893877152500818, 1.37990244986539, 1.83359753398881, 0.858328920664968,
            0.957326925113583, 0.982332893699431, 0.973424778519701, 0.962355206993387,
        ),
        "high": (
            2.01655895171653, 4.05969609491302, 5.96466471779345, 2.59958340722666,
            0.978220356373447, 1.01815042606003, 1.00956725271205, 1.05410322189232,
        ),
        "lrt": (62.1038864066697, 8, 1.79894106992862e-10),
        "wald": (62.37, 8, 1.59645152515578e-10),
        "score": (66.7374711421159, 8, 2.18577088670315e-11),
        "covariance": [
            (
                0.0430768379559779, 0.0193646760414895, 0.000294452832409901,
                0.0115772451447813, -0.000106219781818834, -0.000186964922996183,
                -0.000420074472137744, -0.000280469148544372,
            ),
            (
                0.0193646760414895, 0.0757815416379501, 0.0450844203708657,
                0.04241048119966, 0.000106464209349173, -0.000406824647787855,
                -0.000334387624725359, 0.000805437938427846,
            ),
            (
                0.000294452832409901, 0.0450844203708657, 0.0905510375747461,
                0.039364496640507, -3.15696684280958e-05, 6.79279603762546e-05,
                -0.000209020384292145, 0.000960470382024473,
            ),
            (
                0.0115772451447813, 0.04241048119966, 0.039364496640507,
                0.0799128662130839, -0.000145400760982168, -7.68109476795432e-05,
                -7.62808583089994e-05, 3.15201350818478e-05,
            ),
            (
                -0.000106219781818834, 0.000106464209349173, -3.15696684280958e-05,
                -0.000145400760982168, 3.03353859203726e-05, 8.00573528668137e-06,
                1.42847953311618e-05, -1.75219185144664e-05,
            ),
            (
                -0.000186964922996183, -0.000406824647787855, 6.79279603762546e-05,
                -7.68109476795432e-05, 8.00573528668137e-06, 8.34676333951643e-05,
                9.73547286370521e-06, -9.57706493420084e-05,
            ),
            (
                -0.000420074472137744, -0.000334387624725359, -0.000209020384292145,
                -7.62808583089994e-05, 1.42847953311618e-05, 9.73547286370521e-06,
                8.64955637273291e-05, -2.49489417951652e-08,
            ),
            (
                -0.000280469148544372, 0.000805437938427846, 0.000960470382024473,
                3.15201350818478e-05, -1.75219185144664e-05, -9.57706493420084e-05,
                -2.49489417951652e-08, 0.000539657914666584,
            ),
        ],
    },
    "heart_counting_process_cox": {
        "n": 172, "n_events": 75, "log": (-298.121355672984, -291.883571494939),
        "estimate": (
            0.0139091384791868, -0.546540211034376, 0.119503865705418,
            0.0346142935088097, -0.292950931185069,
        ),
        "ratio": (
            1.01400632059624, 0.578949392038833, 1.12693760046757, 1.03522034057994,
            0.746058748017709,
        ),
        "se": (
            0.0181178612945912, 0.610911524297418, 0.327735354142729,
            0.0272460775834491, 0.758168378979421,
        ),
        "z": (
            0.767703110926184, -0.894630710499246, 0.364635258890544, 1.27043217148573,
            -0.386392969302431,
        ),
        "p": (
            0.442663587553982, 0.370984529464868, 0.715383691570641, 0.203930729591562,
            0.699205656288834,
        ),
    },
}
CLUSTERED = {
    # coxph(Surv(time, status) ~ age + sex + cluster(inst), lung)
    # coxph(Surv(start, stop, event) ~ rx + size + number, bladder2, cluster = id)
    "lung_cox_cluster_inst": {
        "estimate": (0.0170334959728774, -0.511668295866378),
        "ratio": (1.01717939316798, 0.599494609708823),
        "naive": (0.00923266443657082, 0.167678591201646),
        "se": (0.00732739307379045, 0.128230601685246),
        "z": (2.324632485434, -3.99021987842118),
        "p": (0.0200916202050596, 6.60120705984408e-05),
    },
    "bladder2_andersen_gill_robust": {
        "estimate": (-0.464686952943428, -0.0436602760898221, 0.174960381319399),
        "ratio": (0.628331771816798, 0.957279112841739, 1.19119902194389),
        "naive": (0.199732188827129, 0.069050852511246, 0.0470740584404407),
        "se": (0.265560811898887, 0.0776161126810076, 0.0630405432006552),
        "z": (-1.74983255104808, -0.562515624420154, 2.77536284486806),
        "p": (0.0801472120546365, 0.573764761337128, 0.00551401514641601),
    },
}
# fmt: on


def near(expected, tolerance=R_STOPS):
    return pytest.approx(np.array(expected), rel=tolerance)


@pytest.mark.parametrize("name", PLAIN)
def test_estimates_and_information(name):
    expected = PLAIN[name]
    entry, leave, event, columns = DATA[name]()
    scale = columns.std(axis=0)
    sets = risk_sets((columns - columns.mean(axis=0)) / scale, entry, leave, event)
    scaled, likelihood = solve(sets, np.zeros(scale.size))
    covariance = np.linalg.inv(likelihood.information) / np.outer(scale, scale)
    estimate, error = scaled / scale, np.sqrt(np.diag(covariance))
    assert (leave.size, event.sum()) == (expected["n"], expected["n_events"])
    assert estimate == near(expected["estimate"])
    assert np.exp(estimate) == near(expected["ratio"])
    assert error == near(expected["se"])
    assert estimate / error == near(expected["z"])
    assert 2 * stats.norm.sf(np.abs(estimate / error)) == near(expected["p"])
    blank = partial_likelihood(sets, np.zeros(scale.size))
    assert (blank.log, likelihood.log) == near(expected["log"], 1e-10)
    assert score_rows(sets, likelihood).sum(axis=0) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("name", [name for name in PLAIN if "covariance" in PLAIN[name]])
def test_intervals_and_tests_of_all_coefficients(name):
    expected = PLAIN[name]
    entry, leave, event, columns = DATA[name]()
    scale = columns.std(axis=0)
    sets = risk_sets((columns - columns.mean(axis=0)) / scale, entry, leave, event)
    scaled, likelihood = solve(sets, np.zeros(scale.size))
    covariance = np.linalg.inv(likelihood.information) / np.outer(scale, scale)
    assert covariance == pytest.approx(np.array(expected["covariance"]), rel=1e-4, abs=1e-10)
    half = stats.norm.isf(0.025) * np.sqrt(np.diag(covariance))
    assert np.exp(scaled / scale - half) == near(expected["low"])
    assert np.exp(scaled / scale + half) == near(expected["high"])
    blank = partial_likelihood(sets, np.zeros(scale.size))
    ratio, df, p = expected["lrt"]
    assert 2 * (likelihood.log - blank.log) == near(ratio, 1e-8)
    assert (scale.size, stats.chi2.sf(ratio, df)) == (df, near(p))
    wald = scaled @ likelihood.information @ scaled
    assert wald == pytest.approx(expected["wald"][0], abs=R_WALD)
    assert stats.chi2.sf(wald, df) == near(expected["wald"][2], 1e-4)
    score = blank.slope @ np.linalg.solve(blank.information, blank.slope)
    assert (score, stats.chi2.sf(score, df)) == (
        near(expected["score"][0], 1e-8),
        near(expected["score"][2], 1e-6),
    )


def clustered(name):
    if name == "lung_cox_cluster_inst":
        rows = table(LUNG)  # as coxph, without the one row of unknown institution
        inst, time, status, age, sex, _ = rows[~np.isnan(rows[:, 0])].T
        return cox_clustered(
            time, status - 1, np.column_stack([age, sex]), inst,
            names=["age", "sex"], variance="robust",
        )  # fmt: skip
    person, rx, number, size, start, stop, event = table(BLADDER).T
    return cox_clustered(
        stop, event, np.column_stack([rx, size, number]), person,
        names=["rx", "size", "number"], entry=start, variance="robust",
    )  # fmt: skip


@pytest.mark.parametrize("name", CLUSTERED)
def test_sandwich_of_clusters(name):
    expected, result = CLUSTERED[name], clustered(name)
    assert [effect.estimate for effect in result.effects] == near(expected["estimate"])
    assert [effect.ratio for effect in result.effects] == near(expected["ratio"])
    assert [effect.standard_error for effect in result.effects] == near(expected["se"])
    statistics = [effect.statistic for effect in result.effects]
    assert statistics == near(expected["z"])
    # R takes the normal distribution, and we t with clusters less coefficients
    assert 2 * stats.norm.sf(np.abs(statistics)) == near(expected["p"])
    p_values = [effect.p_value for effect in result.effects]
    assert p_values == near(2 * stats.t.sf(np.abs(statistics), result.df), 1e-12)


@pytest.mark.parametrize(
    ("name", "counts"),
    [("lung_cox_cluster_inst", (227, 18, 164)), ("bladder2_andersen_gill_robust", (178, 85, 112))],
)
def test_counts_of_clustered_data(name, counts):
    result = clustered(name)
    assert (result.n, result.n_clusters, result.n_events) == counts
    assert result.df == result.n_clusters - len(result.effects)


@pytest.mark.parametrize("name", CLUSTERED)
def test_errors_without_clusters(name):
    # what coxph prints as se(coef)
    if name == "lung_cox_cluster_inst":
        rows = table(LUNG)
        _, leave, status, *columns, _ = rows[~np.isnan(rows[:, 0])].T
        entry, event = np.zeros(leave.size), status == 2
    else:
        _, rx, number, size, entry, leave, event = table(BLADDER).T
        columns, event = [rx, size, number], event == 1
    centred = np.column_stack(columns) - np.mean(columns, axis=1)
    _, likelihood = solve(risk_sets(centred, entry, leave, event), np.zeros(len(columns)))
    errors = np.sqrt(np.diag(np.linalg.inv(likelihood.information)))
    assert errors == near(CLUSTERED[name]["naive"])
