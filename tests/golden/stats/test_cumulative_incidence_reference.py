"""Cumulative incidence against R and statsmodels, in every field.

R 4.2.2, survival 3.5.3 and cmprsk 2.2-11; calls stand at the cases. statsmodels'
``CumIncidenceRight``, run here, has the same standard errors by other sums. lifelines'
``AalenJohansenFitter`` is no reference: it moves equal times apart at random, which changes the
curve of the families at its end from .70 to .84.
"""

import numpy as np
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight
from survival_curve_rows import FAMILIES, FAMILIES_CURVES, MGUS2

from kooperacja_eval.stats.cumulative_incidence import cumulative_incidence
from kooperacja_eval.stats.survival_at import incidence_at, survival_at
from kooperacja_eval.stats.survival_quantiles import quantile

pytestmark = pytest.mark.golden

DIGITS = 1e-11  # figures are kept with 12 digits
SAME_SUMS = 1e-12  # of figures with all their digits: the same sums in another order
OTHER_SUMS = 1e-10  # a sum over rows instead of over times
INTERVALS = ("log_log", "log", "plain")


def table(rows):
    return np.array([row.split() for row in rows.split(";")], dtype=float)


def families():
    return table(FAMILIES).T


def mgus2():
    """Rows from counts: a malignancy first is 1, a death without it 2."""
    months, *counts = table(MGUS2).T
    rows = [np.repeat(months, count.astype(int)) for count in counts]
    return np.concatenate(rows), np.repeat([1.0, 2.0, 0.0], [each.size for each in rows])


@pytest.mark.parametrize("interval", INTERVALS)
def test_families_in_every_field(interval):
    _, month, end = families()
    rows = table(FAMILIES_CURVES)
    found = cumulative_incidence(month, end, interval=interval)
    one, two = found.causes
    columns = (
        found.times, found.at_risk, one.events, two.events, found.censored,
        found.event_free, one.incidence, two.incidence,
        found.event_free_standard_error, one.standard_error, two.standard_error,
    )  # fmt: skip
    np.testing.assert_allclose(np.column_stack(columns), rows[:, :11], rtol=DIGITS)
    first = 11 + 4 * INTERVALS.index(interval)
    ends = np.column_stack([one.ci_low, one.ci_high, two.ci_low, two.ci_high])
    wanted = rows[:, first : first + 4]
    if interval == "plain":  # before the first event of an end R says from 0 to 0, we nothing
        wanted = np.where(wanted[:, [1, 1, 3, 3]] == 0, np.nan, wanted)
    np.testing.assert_allclose(ends, wanted, rtol=DIGITS, atol=1e-15, equal_nan=True)
    assert found.events.tolist() == (one.events + two.events).tolist()
    assert (found.n, found.n_dropped, one.n_events, two.n_events) == (172, 0, 100, 19)
    assert (one.cause, two.cause, one.interval) == (1, 2, interval)


# summary(survfit(Surv(etime, ev) ~ 1, mgus2), times = c(60, 120, 240)): pstate and std.err of
# neither, malignancy, death
PSTATE = [
    [0.645529276757773, 0.034103712974349, 0.320367010267878],
    [0.404460127906679, 0.0637221680131129, 0.531817704080208],
    [0.176158307921986, 0.0998137159354692, 0.724027976142545],
]
STD_ERR = [
    [0.0128851434719661, 0.00488925790766794, 0.012567371547559],
    [0.0139022743130156, 0.00679684842396064, 0.0140596451620306],
    [0.014540489690317, 0.0097848467933896, 0.0156063450677616],
]
# lower and upper of malignancy, of death, with conf.type "log-log", "log" and "plain"
ENDS = {
    "log_log": [
        [0.02544199074434642, 0.04465772154534441, 0.2958716107828931, 0.3450929069571514],
        [0.05128167608489764, 0.07793302459596566, 0.5038607748220139, 0.5589428988148358],
        [0.08168995070739782, 0.12001913171741260, 0.6920755907875786, 0.7532747525621426],
    ],
    "log": [
        [0.02574955197426561, 0.04516829029876557, 0.2966585131694172, 0.3459702543893138],
        [0.05170090607592866, 0.07853855965943930, 0.5049630574582780, 0.5601005186335080],
        [0.08236562797437830, 0.12095795459661500, 0.6940772184308499, 0.7552711662575586],
    ],
    "plain": [
        [0.02452094356419219, 0.04368648238450585, 0.2957354146543292, 0.3449986058814273],
        [0.05040058989377225, 0.07704374613245360, 0.5042613059272150, 0.5593741022332004],
        [0.08063576862618332, 0.11899166324475502, 0.6934401018794284, 0.7546158504056625],
    ],
}


@pytest.mark.parametrize("interval", INTERVALS)
def test_mgus2(interval):
    found = cumulative_incidence(*mgus2(), causes=2, interval=interval)
    at = np.searchsorted(found.times, [60, 120, 240])
    one, two = found.causes
    values = np.column_stack([found.event_free, one.incidence, two.incidence])[at]
    np.testing.assert_allclose(values, PSTATE, rtol=SAME_SUMS)
    errors = (found.event_free_standard_error, one.standard_error, two.standard_error)
    np.testing.assert_allclose(np.column_stack(errors)[at], STD_ERR, rtol=OTHER_SUMS)
    ends = np.column_stack([one.ci_low, one.ci_high, two.ci_low, two.ci_high])[at]
    np.testing.assert_allclose(ends, ENDS[interval], rtol=OTHER_SUMS)
    assert found.at_risk[at].tolist() == [874, 424, 57]
    # n.event counts from one of the three times to the next
    assert [int(one.events[: i + 1].sum()) for i in at] == [47, 47 + 36, 47 + 36 + 27]
    assert [int(two.events[: i + 1].sum()) for i in at] == [442, 442 + 256, 442 + 256 + 150]
    assert (found.n, one.n_events, two.n_events, found.censored.sum()) == (1384, 115, 860, 409)


def test_quantiles_of_an_end():
    # first times at which pstate, upper and lower (conf.type = "log-log") have come to the share:
    # min(f$time[which(f$pstate[, 2] >= .05)]) and so on; quantile() refuses several states
    malignancy, death = cumulative_incidence(*mgus2()).causes
    found = [
        quantile(curve, share)
        for curve, share in ((malignancy, 0.05), (malignancy, 0.1), (death, 0.25), (death, 0.5))
    ]
    assert [(one.ci_low, one.time, one.ci_high) for one in found] == [
        (70, 90, 116), (168, 259, 373), (38, 43, 48), (101, 110, 118)
    ]  # fmt: skip
    assert quantile(malignancy, 0.2).time is None


def test_statsmodels_has_the_same_errors():
    for time, end in (families()[1:], mgus2()):
        with np.errstate(divide="ignore", invalid="ignore"):  # at the time when all have left
            peer = CumIncidenceRight(time, end.astype(int))
        found = cumulative_incidence(time, end)
        for ours, share, error in zip(found.causes, peer.cinc, peer.cinc_se, strict=True):
            rows = np.isin(ours.times, peer.times)
            np.testing.assert_allclose(ours.incidence[rows], share, rtol=SAME_SUMS)
            known = np.isfinite(error)
            assert known.sum() >= error.size - 1
            kept = ours.standard_error[rows][known]
            np.testing.assert_allclose(kept, error[known], rtol=1e-9, atol=1e-12)


def test_cmprsk_has_the_same_curves():
    # timepoints(cuminc(month, end), c(6, 10, 13)): est, and sqrt(var), another estimator of the
    # same variance, up to 0.3 % off at 172 families
    _, month, end = families()
    estimates = {
        1: [0.12209302325581393, 0.42410602650662665, 0.6232760187968942],
        2: [0.01744186046511628, 0.07708177044261065, 0.1003779447609155],
    }
    errors = {
        1: [0.02503313416996931, 0.03811091007958611, 0.04079071056316349],
        2: [0.01001053054648044, 0.02057694085960269, 0.02403318266973474],
    }
    for which, values in estimates.items():
        found = incidence_at(month, end, which, [6, 10, 13])
        np.testing.assert_allclose([one.value for one in found], values, rtol=SAME_SUMS)
        ours = [one.standard_error for one in found]
        np.testing.assert_allclose(ours, errors[which], rtol=0.003)


# f <- survfit(Surv(month, factor(end)) ~ 1, influence = TRUE): root of the sum of squares of
# f$influence.pstate added up within teams, at 6, 10 and 13 months; neither, 1, 2. (This version
# leaves cluster= out of account for several states; for one it does not, and
# survfit(Surv(month, end > 0) ~ 1, cluster = team) has the first column.)
CLUSTERED = np.array(
    [
        [0.02805041098948608, 0.02716823230233408, 0.009331204112907637],
        [0.04061049404478375, 0.03481984343714732, 0.016905120656977912],
        [0.04666335536208450, 0.04354419515048044, 0.023677592888671661],
    ]
)


def test_teams():
    team, month, end = families()
    times = [6, 10, 13]
    found = [
        survival_at(month, (end > 0).astype(float), times, team),
        incidence_at(month, end, 1, times, team),
        incidence_at(month, end, 2, times, team),
    ]
    factor = np.sqrt(30 / 29)  # R multiplies by no factor for few clusters
    errors = np.array([[one.standard_error / factor for one in line] for line in found]).T
    np.testing.assert_allclose(errors, CLUSTERED, rtol=SAME_SUMS)
    rows = table(FAMILIES_CURVES)
    rows = rows[np.isin(rows[:, 0], times)]
    values = np.array([[one.value for one in line] for line in found]).T
    np.testing.assert_allclose(values, rows[:, 5:8], rtol=DIGITS)
    for line in found:
        assert [one.at_risk for one in line] == [161, 93, 39]
        assert {(one.n, one.n_clusters, one.df, one.method) for one in line} == {
            (172, 30, 29, "log_log_cluster_t")
        }
    assert [one.n_events for one in found[0]] == [24, 85, 113]
    assert [one.n_events for one in found[1]] == [21, 72, 97]
    assert [one.n_events for one in found[2]] == [3, 13, 16]


def test_without_teams_the_error_is_the_one_of_the_curve():
    _, month, end = families()
    curves = cumulative_incidence(month, end)
    for which, curve in enumerate(curves.causes, start=1):
        found = incidence_at(month, end, which, curve.times[3:])
        errors = [one.standard_error for one in found]
        np.testing.assert_allclose(errors, curve.standard_error[3:], rtol=OTHER_SUMS)
        ends = np.array([(one.ci_low, one.ci_high) for one in found])
        np.testing.assert_allclose(ends[:, 0], curve.ci_low[3:], rtol=OTHER_SUMS)
        np.testing.assert_allclose(ends[:, 1], curve.ci_high[3:], rtol=OTHER_SUMS)
