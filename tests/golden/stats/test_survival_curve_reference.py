"""Kaplan-Meier curves, quantiles, restricted means and Nelson-Aalen against R, in every field.

R 4.2.2, survival 3.5.3; calls stand at the cases. Second implementations: statsmodels'
``SurvfuncRight``, run here, and lifelines 0.30.3 where it is said.
"""

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight
from survival_curve_rows import AML_CURVE, FAMILIES, LUNG_CURVE, OVARIAN_CURVE
from survival_rows import LUNG, OVARIAN

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.kaplan_meier import kaplan_meier, kaplan_meier_by_group
from kooperacja_eval.stats.nelson_aalen import nelson_aalen
from kooperacja_eval.stats.restricted_mean import restricted_mean
from kooperacja_eval.stats.survival_at import survival_at
from kooperacja_eval.stats.survival_quantiles import quantile

pytestmark = pytest.mark.golden

DIGITS = 1e-11  # figures are kept with 12 digits
SAME_SUMS = 1e-12  # of figures with all their digits: the same sums in another order

# survival::aml, R. G. Miller 1981: time status; maintained, then not
AML = """
    9 1 1; 13 1 1; 13 0 1; 18 1 1; 23 1 1; 28 0 1; 31 1 1; 34 1 1; 45 0 1; 48 1 1; 161 0 1; 5 1 2;
    5 1 2; 8 1 2; 8 1 2; 12 1 2; 16 0 2; 23 1 2; 27 1 2; 30 1 2; 33 1 2; 43 1 2; 45 1 2
"""
INTERVALS = ("log_log", "log", "plain")


def table(rows):
    return np.array([row.split() for row in rows.split(";")], dtype=float)


def lung():
    rows = table(LUNG)
    return rows[:, 1], (rows[:, 2] == 2).astype(float), rows[:, 4]


def aml():
    return table(AML).T


def ovarian():
    time, status, _, rx = table(OVARIAN).T
    return time, status, rx


def fields(curve):
    """The rows that summary(survfit) shows: those with events."""
    columns = (
        curve.times, curve.at_risk, curve.events, curve.survival, curve.standard_error,
        curve.ci_low, curve.ci_high,
    )  # fmt: skip
    return np.column_stack(columns)[curve.events > 0]


def expected(rows, interval):
    """Of rows with n.censor and then intervals in pairs, the columns of ``fields``."""
    first = 6 + 2 * INTERVALS.index(interval)
    return rows[:, [0, 1, 2, 4, 5, first, first + 1]]


@pytest.mark.parametrize("interval", INTERVALS)
def test_lung_in_every_field(interval):
    time, event, _ = lung()
    rows = table(LUNG_CURVE)
    curve = kaplan_meier(time, event, interval=interval)
    np.testing.assert_allclose(fields(curve), expected(rows, interval), rtol=DIGITS)
    # summary() counts who is censored from one row it shows up to before the next
    shown = np.flatnonzero(curve.events)
    summed = np.add.reduceat(curve.censored, shown)
    assert summed.sum() + curve.censored[: shown[0]].sum() == 228 - 165
    # records, events, median, 0.95LCL, 0.95UCL
    ends = {"log": (285, 363), "log_log": (284, 361), "plain": (284, 361)}[interval]
    assert (curve.n, curve.n_events, curve.n_dropped) == (228, 165, 0)
    assert (curve.median, curve.median_low, curve.median_high) == (310, *ends)


# summary(survfit(Surv(time, status) ~ 1, lung, conf.type = ...), times = c(90, 180, 365, 730))
LUNG_AT = np.array([0.881578947368421, 0.721670653409762, 0.409241624460064, 0.115693098344539])
LUNG_AT_ERROR = np.array(
    [0.0213982196059285, 0.0298124194686373, 0.0358236381720378, 0.0282981973176942]
)
LUNG_AT_ENDS = np.array(
    [
        [0.83207134221092, 0.917213604179644],
        [0.658304528445661, 0.775314690716979],
        [0.338714269088323, 0.478380767646914],
        [0.0676321514888291, 0.177825199700288],
    ]
)


def test_lung_at_stated_times():
    time, event, _ = lung()
    found = survival_at(time, event, [90, 180, 365, 730])
    np.testing.assert_allclose([one.value for one in found], LUNG_AT, rtol=SAME_SUMS)
    errors = [one.standard_error for one in found]
    np.testing.assert_allclose(errors, LUNG_AT_ERROR, rtol=SAME_SUMS)
    ends = [(one.ci_low, one.ci_high) for one in found]
    np.testing.assert_allclose(ends, LUNG_AT_ENDS, rtol=SAME_SUMS)
    assert [one.at_risk for one in found] == [201, 160, 65, 13]
    assert [one.n_events for one in found] == [27, 63, 121, 159]
    assert {(one.method, one.n, one.n_clusters, one.df) for one in found} == {
        ("log_log_normal", 228, None, None)
    }


# survfit(Surv(time, status) ~ 1, lung[!is.na(lung$inst), ], cluster = inst), summarised at the same
# times: surv, std.err; R multiplies by no factor for few clusters.
LUNG_CLUSTERED = np.array(
    [
        [0.88105726872246715, 0.02107413486175196],
        [0.72043360945052493, 0.03209842666618636],
        [0.41218392136778081, 0.03001631881812326],
        [0.11652488921124882, 0.02089357174669728],
    ]
)


def test_lung_with_clusters():
    time, event, _ = lung()
    inst = table(LUNG)[:, 0]
    kept = ~np.isnan(inst)
    found = survival_at(time[kept], event[kept], [90, 180, 365, 730], inst[kept])
    factor = np.sqrt(18 / 17)
    figures = [(one.value, one.standard_error / factor) for one in found]
    np.testing.assert_allclose(figures, LUNG_CLUSTERED, rtol=SAME_SUMS)
    assert [one.at_risk for one in found] == [200, 159, 65, 13]
    assert [one.n_events for one in found] == [27, 63, 120, 158]
    assert {(one.n, one.n_clusters, one.df) for one in found} == {(227, 18, 17)}


def test_clustered_interval_by_hand():
    # log(-log S) +- t(17) se / (S |log S|) at 180 days: S .72043361, se .03302884;
    # t.975(17) 2.10981558, .03302884 / (.72043361 * .32790195) = .13981529;
    # log(.32790195) = -1.11504062 +- .29498448, so S from exp(-.4404124) to exp(-.2441350)
    time, event, _ = lung()
    inst = table(LUNG)[:, 0]
    kept = ~np.isnan(inst)
    (found,) = survival_at(time[kept], event[kept], [180], inst[kept])
    assert found.method == "log_log_cluster_t"
    assert found.ci_low == pytest.approx(0.64377, abs=2e-5)
    assert found.ci_high == pytest.approx(0.78338, abs=2e-5)


@pytest.mark.parametrize(
    ("data", "rows", "medians"),
    [
        # records, events, median, 0.95LCL, 0.95UCL of each group
        (aml, AML_CURVE, {1: (11, 7, 31, 18, None), 2: (12, 11, 23, 8, None)}),
        (ovarian, OVARIAN_CURVE, {1: (13, 7, 638, 268, None), 2: (13, 5, None, 475, None)}),
    ],
)
def test_groups_in_every_field(data, rows, medians):
    curves = kaplan_meier_by_group(*data(), interval="log")
    rows = table(rows)
    for label, summary in medians.items():
        curve = curves[label]
        of_group = rows[rows[:, 0] == label, 1:]
        wanted = of_group[:, [0, 1, 2, 4, 5, 6, 7]]
        np.testing.assert_allclose(fields(curve), wanted, rtol=DIGITS, equal_nan=True)
        assert summary == (
            curve.n, curve.n_events, curve.median, curve.median_low, curve.median_high
        )  # fmt: skip
        assert curve.censored.sum() == curve.n - curve.n_events


def test_statsmodels_has_the_same_curves():
    team, month, end = table(FAMILIES).T
    for time, event in (lung()[:2], (month, (end > 0).astype(float))):
        ours, peer = kaplan_meier(time, event), SurvfuncRight(time, event.astype(int))
        rows = ours.events > 0
        np.testing.assert_allclose(ours.survival[rows], peer.surv_prob, rtol=SAME_SUMS)
        np.testing.assert_allclose(ours.standard_error[rows], peer.surv_prob_se, rtol=1e-10)
        assert ours.at_risk[rows].tolist() == peer.n_risk.tolist()
        assert ours.events[rows].tolist() == peer.n_events.tolist()
    assert team.size == 172


# quantile(survfit(Surv(time, status) ~ 1, lung, conf.type = ...), c(.1, .25, .5, .75, .9, .97))
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.97)
QUANTILES = {
    "log_log": ((54, 144, 284, 457, 687, 883), (105, 194, 361, 643, None, None)),
    "log": ((60, 145, 285, 460, 689, 883), (107, 197, 363, 654, None, None)),
    "plain": ((60, 145, 284, 457, 655, 814), (107, 197, 361, 643, 883, None)),
}


@pytest.mark.parametrize("interval", INTERVALS)
def test_quantiles(interval):
    curve = kaplan_meier(*lung()[:2], interval=interval)
    found = [quantile(curve, share) for share in SHARES]
    assert [one.time for one in found] == [79, 170, 310, 550, 735, None]
    assert tuple(one.ci_low for one in found) == QUANTILES[interval][0]
    assert tuple(one.ci_high for one in found) == QUANTILES[interval][1]
    assert {(one.confidence_level, one.interval) for one in found} == {(0.95, interval)}


def test_quantiles_of_families():
    # quantile(survfit(Surv(month, end > 0) ~ 1, conf.type = "log-log"), ...)
    _, month, end = table(FAMILIES).T
    curve = kaplan_meier(month, (end > 0).astype(float))
    found = [quantile(curve, share) for share in SHARES[:5]]
    assert [(one.time, one.ci_low, one.ci_high) for one in found] == [
        (6, 5, 7), (8, 7, 8), (10, 10, 11), (15, 13, None), (None, 19, None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "label", "until", "mean", "error"),
    [
        # summary(survfit(Surv(time, status) ~ sex, lung), rmean = 365)$table; lifelines'
        # restricted_mean_survival_time has 241.49508519205682 and 297.4654095320365 too
        (lung, 1, 365, 241.495085192057, 10.3582264910969),
        (lung, 2, 365, 297.465409532037, 10.7913239788001),
        # rmean and se(rmean) of the curves above, up to the longest time of all groups
        (lung, None, 1022, 376.27474614785, 19.7077914213399),
        (aml, 1, 161, 52.6454545454545, 19.8286027955626),
        (aml, 2, 161, 22.7083333333333, 4.18094198103315),
        (ovarian, 1, 1227, 701.723076923077, 136.778532414444),
        (ovarian, 2, 1227, 888.598290598291, 115.332687470711),
    ],
)
def test_restricted_means(data, label, until, mean, error):
    time, event, group = data()
    rows = np.ones(time.size, bool) if label is None else group == label
    found = restricted_mean(time[rows], event[rows], until=until, beyond_last="level")
    assert found.estimate == pytest.approx(mean, rel=SAME_SUMS)
    assert found.standard_error == pytest.approx(error, rel=SAME_SUMS)
    half = 1.959963984540054 * error
    assert found.ci_low == pytest.approx(mean - half, rel=SAME_SUMS)
    assert found.ci_high == pytest.approx(mean + half, rel=SAME_SUMS)
    assert (found.until, found.n, found.n_dropped) == (until, rows.sum(), 0)
    assert found.n_events == event[rows & (time <= until)].sum()


def test_r_carries_a_curve_on_without_a_word_and_we_do_not():
    time, event, group = ovarian()  # the last patient with rx 1 was watched for 1106 days
    with pytest.raises(InsufficientDataError):
        restricted_mean(time[group == 1], event[group == 1], until=1227)


# survfit(Surv(time, status) ~ 1, lung, ctype = 1, stype = 1): time cumhaz std.chaz; the hazard of
# lifelines' NelsonAalenFitter(nelson_aalen_smoothing=False) is the same, its variance is another
HAZARD = """
    11 0.0176018239431177 0.0088009278783211; 88 0.12555296852674 0.0241786521873913;
    166 0.276355913371112 0.0373949842224532; 310 0.69971942322491 0.0708013199568921;
    364 0.888324574368183 0.0869653876569276; 765 2.38529920855355 0.282926523715928
"""


def test_nelson_aalen():
    curve = nelson_aalen(*lung()[:2])
    rows = table(HAZARD)
    at = np.isin(curve.times, rows[:, 0])
    columns = (curve.times, curve.hazard, curve.standard_error)
    np.testing.assert_allclose(np.column_stack(columns)[at], rows, rtol=SAME_SUMS)
    factor = np.exp(1.959963984540054 * rows[:, 2] / rows[:, 1])
    np.testing.assert_allclose(curve.ci_low[at], rows[:, 1] / factor, rtol=SAME_SUMS)
    np.testing.assert_allclose(curve.ci_high[at], rows[:, 1] * factor, rtol=SAME_SUMS)
    assert (curve.n, curve.n_events, curve.n_dropped) == (228, 165, 0)
    plain = kaplan_meier(*lung()[:2])
    for name in ("times", "at_risk", "events", "censored"):
        assert np.array_equal(getattr(curve, name), getattr(plain, name))
