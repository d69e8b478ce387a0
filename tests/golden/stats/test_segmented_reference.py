"""Segmented regression against R: a smoking ban in Sicily, seat belts in Britain, a short pilot.

R 4.2.2 (stats, sandwich 3.0.2, clubSandwich 0.5.8) and statsmodels; commands stand at the values.
"""

# ruff: noqa: ERA001 - commands of R stand in comments

import math

import numpy as np
import pytest
import statsmodels.api as sm
from monthly_rows import SEATBELTS, SICILY
from scipy import stats

from kooperacja_eval.stats.segmented import segmented_series
from kooperacja_eval.stats.segmented_panel import segmented_panel

pytestmark = pytest.mark.golden

PRINTOUT = 1e-9  # relative: R printed 15 digits; room for another order of adding up
R_STOPS = 1e-5  # glm stops when the deviance moves by less than 1e-8 of itself
FOUR_DIGITS = 0.00005

ACES, POPULATION = np.array([row.split() for row in SICILY.split(";")], float).T
SICILY_MONTHS = np.arange(1, 60)

# glm(aces ~ offset(log(stdpop)) + smokban + time ..., family = poisson or quasipoisson); exp(coef)
# and exp(coef -+ qnorm(.975) se). Time runs from month 0 there, and from month 36 here.
# fmt: off
SICILY_MODELS = {
    "sicily_poisson_step": {
        "names": ("intercept", "level_change", "slope_before"),
        "coef": (-6.24315091046547, -0.111628442558862, 0.00494499203221466),
        "se": (0.0111893526088435, 0.0172247650588676, 0.000499229549281646),
        "rr": (0.00194372137182747, 0.894376508018192, 1.00495723868352),
        "rr_low": (0.0019015581715908, 0.864686416793232, 1.00397439714782),
        "rr_high": (0.00198681945561425, 0.925086045715106, 1.00594104237273),
        "dispersion": 1, "deviance": 197.309612511854, "df": 56,
    },
    "sicily_quasipoisson_step": {
        "names": ("intercept", "level_change", "slope_before"),
        "coef": (-6.24315091046547, -0.111628442558862, 0.00494499203221466),
        "se": (0.021109640088253, 0.0324959453605953, 0.000941837877057088),
        "rr": (0.00194372137182747, 0.894376508018192, 1.00495723868352),
        "rr_low": (0.00186494252367693, 0.839189003858915, 1.00310383065222),
        "rr_high": (0.00202582799380327, 0.95319330260111, 1.00681407120711),
        "dispersion": 3.55919463201087, "deviance": 197.309612511854, "df": 56,
    },
    "sicily_quasipoisson_harmonic2": {
        "names": ("intercept", "level_change", "sin_1", "cos_1", "sin_2", "cos_2", "slope_before"),
        "coef": (
            -6.25237232266885, -0.122086792898513, 0.0370967267054757, 0.0381607755070373,
            -0.0182122023237958, 0.0147633882549199, 0.005389219540519,
        ),
        "se": (
            0.0175689088084398, 0.0270311072554056, 0.0100240710883566, 0.00968481482003753,
            0.00964350446408583, 0.00972209534994324, 0.000795537232369094,
        ),
        "rr": (
            0.00192587990404179, 0.885071547243929, 1.03779339831987, 1.03889824884482,
            0.981952637616599, 1.01487290535542, 1.00540376750647,
        ),
        "rr_low": (
            0.00186069212328211, 0.839400955658535, 1.01760304750298, 1.01936398354106,
            0.96356712684882, 0.99571762713555, 1.00383733902098,
        ),
        "rr_high": (
            0.00199335148377456, 0.933227009643085, 1.05838434764825, 1.05880685297859,
            1.00068895633203, 1.03439668632514, 1.00697264031047,
        ),
        "dispersion": 2.26218641456039, "deviance": 117.26611954674, "df": 52,
    },
    "sicily_quasipoisson_step_slope": {
        "names": ("intercept", "level_change", "slope_before", "slope_change"),
        "coef": (-6.2414306796084, -0.114111026346597, 0.00485491604820396, 0.000416845349238331),
        "se": (0.0233182859906278, 0.0355667208222297, 0.00107298621122454, 0.00230829685164173),
        "rr": (0.00194706789888312, 0.892158897240506, 1.00486672024819, 1.00041693224133),
        "rr_low": (0.00186008390821455, 0.832085134557611, 1.00275569167556, 0.995901090211268),
        "rr_high": (0.0020381195633804, 0.9565697845913, 1.00698219301562, 1.00495325103304),
        "dispersion": 3.62138520207297, "deviance": 197.191512386376, "df": 55,
    },
    "sicily_model4_harmonic2_slope": {
        "names": (
            "intercept", "level_change", "slope_before", "sin_1", "cos_1", "sin_2", "cos_2",
            "slope_change",
        ),
        "coef": (
            -6.24690393297308, -0.131859171249763, 0.00510260219697391, 0.0383261371194458,
            0.0383557781302027, -0.0176326413578462, 0.0149652848915587, 0.00148222799808562,
        ),
        "se": (
            0.0188768151461522, 0.0297912992440325, 0.000874528140391952, 0.0101687143461158,
            0.00971416559930894, 0.00969657693549872, 0.00975238773114846, 0.00185463163225314,
        ),
        "rr": (
            0.00193644021349238, 0.87646441777702, 1.0051156426422, 1.03907005693922,
            1.03910085648241, 0.982521903982121, 1.01507782546727, 1.00148332704095,
        ),
        "rr_low": (
            0.00186610518146241, 0.826753209697353, 1.00339430619308, 1.01856606872119,
            1.01950413141317, 0.964025451330734, 0.995859551565907, 0.997849532370104,
        ),
        "rr_high": (
            0.00200942623046136, 0.929164672865824, 1.00683993206719, 1.05998679553815,
            1.05907426627671, 1.00137324224385, 1.03466697702017, 1.00513035463247,
        ),
        "dispersion": 2.27456254548351, "deviance": 115.813148405743, "df": 51,
        "F": (0.638791465146233, 0.427855521775807),
    },
}
# fmt: on
# segmented_series(slope_change=..., harmonics=...) of each
OPTIONS = {
    "sicily_poisson_step": (False, 0),
    "sicily_quasipoisson_step": (False, 0),
    "sicily_quasipoisson_harmonic2": (False, 2),
    "sicily_quasipoisson_step_slope": (True, 0),
    "sicily_model4_harmonic2_slope": (True, 2),
}


def sicily(name):
    slope_change, harmonics = OPTIONS[name]
    return segmented_series(
        ACES, SICILY_MONTHS, last_before=36, family="count", exposure=POPULATION,
        slope_change=slope_change, harmonics=harmonics, variance="model",
    )  # fmt: skip


def by_name(result):
    """Estimates and errors, and those of the first line at month 0 as intercept."""
    effects = {effect.name: effect for effect in result.changes.effects}
    found = {name: (effect.estimate, effect.standard_error) for name, effect in effects.items()}
    names, covariance = list(effects), np.array(result.changes.covariance)
    back = np.zeros(len(names))
    back[names.index("level")], back[names.index("slope_before")] = 1, -result.last_before
    start = back @ [effect.estimate for effect in effects.values()]
    found["intercept"] = (start, math.sqrt(back @ covariance @ back))
    return found


@pytest.mark.parametrize("name", SICILY_MODELS)
def test_smoking_ban(name):
    expected, result = SICILY_MODELS[name], sicily(name)
    found = by_name(result)
    estimates, errors = np.array([found[name] for name in expected["names"]]).T
    if name == "sicily_poisson_step":  # without the dispersion of counts
        errors = errors / math.sqrt(result.dispersion)
    else:
        assert result.dispersion == pytest.approx(expected["dispersion"], rel=R_STOPS)
    assert estimates == pytest.approx(expected["coef"], rel=R_STOPS)
    assert errors == pytest.approx(expected["se"], rel=R_STOPS)
    half = stats.norm.isf(0.025) * errors
    assert np.exp(estimates) == pytest.approx(expected["rr"], rel=R_STOPS)
    assert np.exp(estimates - half) == pytest.approx(expected["rr_low"], rel=R_STOPS)
    assert np.exp(estimates + half) == pytest.approx(expected["rr_high"], rel=R_STOPS)
    assert result.deviance == pytest.approx(expected["deviance"], rel=PRINTOUT)
    assert result.df == expected["df"]
    assert (result.n, result.n_before, result.n_after, result.n_dropped) == (59, 36, 23, 0)
    assert not result.descriptive


@pytest.mark.parametrize("name", list(SICILY_MODELS)[1:])
def test_ratios_of_the_smoking_ban(name):
    expected, result = SICILY_MODELS[name], sicily(name)
    at = expected["names"].index("level_change")
    jump = result.changes.effects[2]
    assert jump.ratio == pytest.approx(expected["rr"][at], rel=R_STOPS)
    half = stats.t.isf(0.025, expected["df"]) * expected["se"][at]
    assert jump.ratio_low == pytest.approx(math.exp(expected["coef"][at] - half), rel=R_STOPS)
    assert jump.ratio_high == pytest.approx(math.exp(expected["coef"][at] + half), rel=R_STOPS)


def test_slope_change_by_deviance():
    # anova(m3, m4, test = "F")
    smaller, larger = (
        sicily("sicily_quasipoisson_harmonic2"),
        sicily("sicily_model4_harmonic2_slope"),
    )
    f = (smaller.deviance - larger.deviance) / larger.dispersion
    expected = SICILY_MODELS["sicily_model4_harmonic2_slope"]["F"]
    assert (f, stats.f.sf(f, 1, larger.df)) == pytest.approx(expected, rel=R_STOPS)


def test_published_figures_of_the_smoking_ban():
    # J. Lopez Bernal, S. Cummins, A. Gasparrini 2017, .894 and .885, quoted without the paper; the
    # trend of a year and the model of its correction as computed with statsmodels 0.15.0
    step = sicily("sicily_quasipoisson_step").changes.effects[2]
    assert step.ratio == pytest.approx(0.894, abs=0.0005)
    seasons = sicily("sicily_quasipoisson_harmonic2")
    assert seasons.changes.effects[2].ratio == pytest.approx(0.885, abs=0.0005)
    assert math.exp(12 * seasons.changes.effects[1].estimate) == pytest.approx(1.0668, abs=5e-5)
    centred = sicily("sicily_model4_harmonic2_slope").changes.effects
    assert centred[2].ratio == pytest.approx(0.8765, abs=FOUR_DIGITS)
    assert centred[3].ratio == pytest.approx(1.0015, abs=FOUR_DIGITS)


def test_the_slope_change_is_not_that_from_month_0():
    # the tutorial's first version: with time:smokban the step is that at month 0, .8309
    result = sicily("sicily_model4_harmonic2_slope")
    _, _, jump, change, *_ = (effect.estimate for effect in result.changes.effects)
    assert math.exp(jump - 36 * change) == pytest.approx(0.8309, abs=FOUR_DIGITS)
    assert abs(math.exp(jump) - 0.8309) > 0.04


DRIVERS = np.array(SEATBELTS.split(";"), float)
SEATBELT_MONTHS = np.arange(1, 193)

# m <- lm(drivers ~ t + level + slope), level = t >= 170, slope = pmax(0, t - 169)
# coeftest(m, vcov = NeweyWest(m, lag = 12, prewhite = FALSE, adjust = FALSE or TRUE))
# fmt: off
SEATBELT_ERRORS = {
    "ols": {
        "estimate": (1850.12616229924, -1.55734921187411, -476.969718615046, 19.2016179865777),
        "se": (38.3090477881874, 0.39088830114318, 113.395821316592, 7.80261020416981),
        "t": (48.2947572210272, -3.98412847690639, -4.20623717062187, 2.46092236881397),
        "p": (
            6.51488129700405e-108, 9.67827486575045e-05, 4.01527694112561e-05, 0.0147603479133779,
        ),
    },
    "newey_west_lag12": {
        "estimate": (1850.12616229924, -1.55734921187411, -476.969718615046, 19.2016179865777),
        "se": (73.2368506813371, 0.600400892826008, 65.8380177036223, 5.0286193718596),
        "t": (25.2622299441763, -2.59384892741226, -7.24459416081119, 3.8184671709358),
        "p": (2.42931460884924e-62, 0.0102383180728229, 1.0856433029815e-11, 0.00018224347921996),
    },
    "newey_west_lag12_adjusted": {
        "estimate": (1850.12616229924, -1.55734921187411, -476.969718615046, 19.2016179865777),
        "se": (74.0118653929797, 0.60675451836417, 66.5347357059804, 5.08183375718864),
        "t": (24.9976966865468, -2.56668745718247, -7.16873244560245, 3.7784821196513),
        "p": (1.11898096106398e-61, 0.0110457790737689, 1.67937464729366e-11, 0.000211678499783813),
    },
}
# fmt: on
DURBIN_WATSON, SIGMA = 0.787542016815578, 247.904553250349


@pytest.mark.parametrize("name", SEATBELT_ERRORS)
def test_seat_belts(name):
    expected = SEATBELT_ERRORS[name]
    remembered = {} if name == "ols" else {"lag": 12}
    result = segmented_series(
        DRIVERS, SEATBELT_MONTHS, last_before=169,
        variance="model" if name == "ols" else "newey_west", **remembered,
    )  # fmt: skip
    found = by_name(result)
    names = ["intercept", "slope_before", "level_change", "slope_change"]
    estimates, errors = np.array([found[name] for name in names]).T
    if name == "newey_west_lag12":  # without n / (n - k)
        errors = errors * math.sqrt(188 / 192)
    assert estimates == pytest.approx(expected["estimate"], rel=PRINTOUT)
    assert errors == pytest.approx(expected["se"], rel=PRINTOUT)
    assert estimates / errors == pytest.approx(expected["t"], rel=PRINTOUT)
    p_values = 2 * stats.t.sf(np.abs(estimates / errors), result.df)
    assert p_values == pytest.approx(expected["p"], rel=1e-7)
    if name != "newey_west_lag12":
        found_p = [effect.p_value for effect in result.changes.effects[1:4]]
        assert found_p == pytest.approx(expected["p"][1:], rel=1e-7)
        found_t = [effect.statistic for effect in result.changes.effects[1:4]]
        assert found_t == pytest.approx(expected["t"][1:], rel=PRINTOUT)
    assert result.durbin_watson == pytest.approx(DURBIN_WATSON, rel=PRINTOUT)
    assert math.sqrt(result.dispersion) == pytest.approx(SIGMA, rel=PRINTOUT)
    assert (result.df, result.n_before, result.n_after) == (188, 169, 23)


# lm(log(drivers) ~ t + level + slope + factor of the month): intercept, t, level, slope, m2 to m12
# fmt: off
SEATBELT_SEASONS = {
    "estimate": (
        7.5313106540023, -0.00102060168315422, -0.242600636573577, 0.00665223394306308,
        -0.112061046523404, -0.0735365771481513, -0.151022403125987, -0.0603503373818626,
        -0.0981016679927339, -0.0494860571067141, -0.0390508984542333, -0.00185215597052894,
        0.0783884844795023, 0.183035483098668, 0.237444694441247,
    ),
    "se": (
        0.0247419886956017, 0.00013755160082399, 0.0403240350399611, 0.00277770051663452,
        0.030868364338011, 0.0308485797224412, 0.030833182911236, 0.0308221804800044,
        0.0308155771356713, 0.0308133757064258, 0.0308155771356713, 0.0308221804800044,
        0.030833182911236, 0.0308485797224411, 0.030868364338011,
    ),
    "t": (
        304.393908939951, -7.41977321267366, -6.01627878591911, 2.39487083046771, -3.63028780198155,
        -2.38379133852494, -4.89804778056024, -1.95801648170266, -3.18350902729562,
        -1.60599272141398, -1.26724540261909, -0.0600916593727205, 2.54234162931446,
        5.93335202934859, 7.6921696219861,
    ),
    "p": (
        1.20744383165744e-242, 4.71437063148323e-12, 1.00001249183345e-08, 0.0176701121312008,
        0.000370422603590591, 0.0181935474344658, 2.17304503520381e-06, 0.0517999537870524,
        0.0017191900626739, 0.110058094664541, 0.206732323031895, 0.952150427022445,
        0.0118683550612239, 1.52682955778552e-08, 9.68844264010896e-13,
    ),
}
# fmt: on
SEASONS_SIGMA = 0.0870860096857671


def test_all_harmonics_are_the_months():
    result = segmented_series(
        np.log(DRIVERS), SEATBELT_MONTHS, last_before=169, harmonics=6, variance="model"
    )
    effects = result.changes.effects
    names = [effect.name for effect in effects]
    waves = [name for name in names if name.startswith(("sin", "cos"))]
    rows = np.zeros((15, len(names)))
    for at, name in enumerate(["level", "slope_before", "level_change", "slope_change"]):
        rows[at, names.index(name)] = 1
    rows[0, names.index("slope_before")] = -169
    for wave in waves:
        kind, times = wave.split("_")
        turn = getattr(np, kind)(2 * np.pi * int(times) * np.arange(1, 13) / 12)
        rows[4:, names.index(wave)] = turn[1:] - turn[0]
        rows[0, names.index(wave)] = turn[0]
    estimates = rows @ [effect.estimate for effect in effects]
    errors = np.sqrt(np.diag(rows @ np.array(result.changes.covariance) @ rows.T))
    assert len(waves) == 11
    # estimates near 0 are differences of larger ones
    assert estimates == pytest.approx(SEATBELT_SEASONS["estimate"], rel=1e-8, abs=1e-11)
    assert errors == pytest.approx(SEATBELT_SEASONS["se"], rel=1e-8)
    assert estimates / errors == pytest.approx(SEATBELT_SEASONS["t"], rel=1e-7)
    p_values = 2 * stats.t.sf(np.abs(estimates / errors), result.df)
    assert p_values == pytest.approx(SEATBELT_SEASONS["p"], rel=1e-5)
    assert math.sqrt(result.dispersion) == pytest.approx(SEASONS_SIGMA, rel=PRINTOUT)


# Synthetic: families that met their team, of all, in months 4 to 21 of a pilot
MONTHS = np.arange(4, 22)
FAMILIES = np.array([30, 31, 33, 35, 35, 36, 38, 40, 40, 41, 41, 42, 42, 42, 43, 43, 44, 44], float)
MET = np.array([12, 14, 13, 17, 18, 16, 20, 22, 12, 11, 14, 13, 15, 16, 15, 18, 17, 19], float)
# D <- m > 11; f <- glm(cbind(k, n - k) ~ I(m - 11) + D + I((m - 11) * D), quasibinomial), and
# glm(k ~ offset(log(n)) + ..., quasipoisson); sqrt(diag(NeweyWest(f, lag = 3, prewhite = FALSE,
# adjust = TRUE))), dispersion and deviance
SHORT = {
    "share": {
        "estimate": (0.15426069842485277, 0.07766526246011501, -1.13281701249781674,
                     -0.00997194068232948),
        "se": (0.03139836140097291, 0.00649599037536842, 0.05385157965238196, 0.00699500951058463),
    },
    "count": {
        "estimate": (-0.6145525705518849, 0.0408502339635308, -0.6708683907028650,
                     0.0027207891389079),
        "se": (0.01399806835452442, 0.00324104471355296, 0.03256381319846034, 0.00388739628247789),
    },
}  # fmt: skip
DISPERSION, DEVIANCE = 0.146093598978142, 2.051835363564951  # of the share
# of the count: slope after; counterfactual of month 21 with its band; fitted of months 4 and 21
SLOPE_AFTER = (0.04357102310243868, 0.00308831244264124)
WITHOUT_BREAK = (0.813792197728251, 0.744121275937833, 0.889986299946494)
FITTED = (0.406364715616618, 0.427538588051755)


def short(family):
    return segmented_series(
        MET, MONTHS, last_before=11, family=family, exposure=FAMILIES, lag=3
    ).changes


@pytest.mark.parametrize("family", SHORT)
def test_a_short_series_that_remembers(family):
    changes = short(family)
    found = {effect.name: effect for effect in changes.effects}
    order = [found[name] for name in ("level", "slope_before", "level_change", "slope_change")]
    estimates = [effect.estimate for effect in order]
    assert estimates == pytest.approx(SHORT[family]["estimate"], rel=PRINTOUT)
    errors = [effect.standard_error for effect in order]
    assert errors == pytest.approx(SHORT[family]["se"], rel=1e-8)
    assert all(effect.df == 14 for effect in changes.effects)


def test_lines_of_a_short_series():
    changes = short("count")
    after = changes.effects[4]
    assert after.name == "slope_after"
    assert (after.estimate, after.standard_error) == pytest.approx(SLOPE_AFTER, rel=1e-8)
    ends = (
        changes.counterfactual[-1], changes.counterfactual_low[-1], changes.counterfactual_high[-1]
    )  # fmt: skip
    assert ends == pytest.approx(WITHOUT_BREAK, rel=1e-8)
    assert (changes.fitted[0], changes.fitted[-1]) == pytest.approx(FITTED, rel=PRINTOUT)
    assert changes.months == tuple(range(4, 22))


def test_dispersion_of_a_short_series():
    result = segmented_series(MET, MONTHS, last_before=11, family="share", exposure=FAMILIES, lag=3)
    assert (result.dispersion, result.deviance) == pytest.approx((DISPERSION, DEVIANCE))
    assert (result.descriptive, result.n_before, result.n_after) == (True, 8, 10)


PANEL_MONTHS, TEAMS = np.tile(np.arange(1, 9), 6), np.repeat(np.arange(6), 8)
SCORES = 40 + np.repeat([2.0, 0, 1, 3, 1, 2], 8) - 6 * (PANEL_MONTHS > 4)
SCORES = SCORES + (np.arange(48) % 5 == 0)


def test_a_panel_by_hand_of_r():
    # coef_test(lm(s ~ I(t - 4) + (t > 4)), vcovCR(., g, "CR2")), printed with four digits
    result = segmented_panel(SCORES, PANEL_MONTHS, TEAMS, last_before=4, slope_change=False)
    effects = result.changes.effects
    printed = (41.6583, -0.0333, -5.8667)
    assert [e.estimate for e in effects] == pytest.approx(printed, abs=FOUR_DIGITS)
    assert [e.standard_error for e in effects] == pytest.approx(
        (0.3977, 0.0726, 0.3296), abs=FOUR_DIGITS
    )
    assert [e.statistic for e in effects] == pytest.approx((104.738, -0.459, -17.801), abs=0.0005)
    assert [e.df for e in effects] == pytest.approx((5, 5, 5), rel=1e-6)


@pytest.mark.parametrize("family", ["share", "count"])
def test_a_panel_by_statsmodels(family):
    # sm.GEE with independence: cov_type robust is CR0, bias_reduced (Mancl, DeRouen) is CR3
    rng = np.random.default_rng(8)
    trials = rng.integers(5, 10, 48).astype(float)
    met = rng.binomial(trials.astype(int), np.where(PANEL_MONTHS > 4, 0.4, 0.6)).astype(float)
    after = PANEL_MONTHS > 4
    columns = np.column_stack(
        [np.ones(48), PANEL_MONTHS - 4, after, (PANEL_MONTHS - 4) * after]
    ).astype(float)
    if family == "share":  # one row for each trial
        rows = np.repeat(np.arange(48), trials.astype(int))
        outcome = np.concatenate(
            [np.arange(int(n)) < k for k, n in zip(met, trials, strict=True)]
        ).astype(float)
        model = sm.GEE(outcome, columns[rows], TEAMS[rows], family=sm.families.Binomial())
    else:
        model = sm.GEE(met, columns, TEAMS, family=sm.families.Poisson(), offset=np.log(trials))
    fit = model.fit(cov_type="bias_reduced", ctol=1e-10)
    places = [0, 1, 2, 3]
    for variance, covariance in (("CR0", fit.cov_robust), ("CR3", fit.cov_robust_bc)):
        changes = segmented_panel(
            met, PANEL_MONTHS, TEAMS, last_before=4, family=family, exposure=trials,
            variance=variance,
        ).changes  # fmt: skip
        estimates = [changes.effects[at].estimate for at in places]
        assert estimates == pytest.approx(fit.params, rel=1e-7)
        found = np.array(changes.covariance)[:4, :4]
        assert found == pytest.approx(covariance, rel=1e-6)
