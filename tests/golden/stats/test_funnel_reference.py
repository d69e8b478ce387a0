"""Limits of funnel plots against published tests, the paper's arithmetic, and R."""

import numpy as np
import pytest

from kooperacja_eval.stats.funnel import binomial_funnel
from kooperacja_eval.stats.funnel_limits import binomial_limits, poisson_limits
from kooperacja_eval.stats.funnel_overdispersed import overdispersed_funnel

pytestmark = pytest.mark.golden

R_PRINTOUT = 1e-12  # relative: R gave 15 digits

TEAMS = np.arange(5, 10)
PILOT = 140 / 172

# Deaths and patients of 31 hospitals (R package Rgbp, data set hospital)
# fmt: off
DEATHS = np.array([
    3, 2, 5, 11, 9, 12, 12, 4, 10, 13, 14, 7, 12, 11, 13, 22, 15, 11, 14, 11, 16, 14, 9, 15, 13,
    35, 26, 25, 20, 35, 27,
])
PATIENTS = np.array([
    67, 68, 210, 256, 269, 274, 278, 295, 347, 349, 358, 396, 431, 441, 477, 484, 494, 501, 505,
    540, 563, 593, 602, 629, 636, 729, 849, 914, 940, 1193, 1340,
])
# fmt: on


def test_poisson_limits_in_the_test_of_funnelplotr():
    # FunnelPlotR, tests of its limits: expected 15, 20, 30; printed to 7 and 6 decimals
    expected = np.array([15.0, 20.0, 30.0])
    usual = poisson_limits(expected, level=0.95, form="chi_square")
    wide = poisson_limits(expected, level=0.998, form="chi_square")
    assert usual.low == pytest.approx([0.5596924, 0.6108260, 0.6746958], abs=5e-8)
    assert usual.high == pytest.approx([1.649348, 1.544419, 1.427562], abs=5e-7)
    assert wide.low == pytest.approx([0.3862650, 0.4479107, 0.5289724], abs=5e-8)
    assert wide.high == pytest.approx([2.082907, 1.902094, 1.702771], abs=5e-7)


def test_chi_square_in_r():
    # R 4.2.2: E <- c(15, 20, 30); qchisq(a, 2 * E) / 2 / E; qchisq(1 - a, 2 * E + 2) / 2 / E
    expected = np.array([15.0, 20.0, 30.0])
    usual = poisson_limits(expected, level=0.95, form="chi_square")
    low = (0.559692408852221, 0.610825979270197, 0.674695800714030)
    high = (1.64934792476572, 1.54441889513373, 1.42756217982692)
    assert usual.low == pytest.approx(low, rel=R_PRINTOUT)
    assert usual.high == pytest.approx(high, rel=R_PRINTOUT)
    wide = poisson_limits(expected, level=0.998, form="chi_square")
    low = (0.386265034854835, 0.447910663381301, 0.528972359904679)
    high = (2.08290730190295, 1.90209406769250, 1.70277080553081)
    assert wide.low == pytest.approx(low, rel=R_PRINTOUT)
    assert wide.high == pytest.approx(high, rel=R_PRINTOUT)


def test_poisson_quantiles_in_r():
    # R 4.2.2: m <- c(15, 20, 30, 1, 0.5); qpois(0.025, m); qpois(0.975, m)
    means = np.array([15, 20, 30, 1, 0.5])
    limits = poisson_limits(means, level=0.95)
    assert limits.low * means == pytest.approx([8, 12, 20, 0, 0])
    assert limits.high * means == pytest.approx([23, 29, 41, 3, 2])
    assert limits.low_reachable.tolist() == [True, True, True, False, False]


@pytest.mark.parametrize(("level", "low"), [(0.95, [2, 3, 3, 4, 5]), (0.998, [1, 1, 2, 3, 3])])
def test_the_pilot_teams(level, low):
    # R 4.2.2: qbinom(c(.025, .001), 5:9, 140 / 172) and qbinom(1 - c(.025, .001), 5:9, 140 / 172)
    limits = binomial_limits(TEAMS, target=PILOT, level=level)
    assert limits.low * TEAMS == pytest.approx(low)
    assert limits.high.tolist() == [1.0] * 5
    assert limits.low_reachable.tolist() == [True] * 5
    assert limits.high_reachable.tolist() == [False] * 5


def test_which_teams_of_the_pilot_could_lie_low():
    # At 95 %: up to 1 of 5, 2 of 6, 2 of 7, 3 of 8, 4 of 9
    most = np.array([1, 2, 2, 3, 4])
    low = binomial_funnel(most, TEAMS, target=PILOT)
    assert low.positions[0] == ("below",) * 5
    inside = binomial_funnel(most + 1, TEAMS, target=PILOT)
    assert inside.positions[0] == ("inside",) * 5
    assert binomial_funnel(TEAMS, TEAMS, target=PILOT).positions[0] == ("inside",) * 5


# quantiles of the scores drawn in: phi, tau2, how many, and limits of hospitals 1, 16 and 31
OVERDISPERSED = {
    0.1: (0.867932655068209, 0.0, 6, [
        [(0.00228995958324333, 0.0803057225024285), (0.0150652864621811, 0.044332438087553),
         (0.0197008149578392, 0.0373050784495791)],
        [(0, 0.121708031294801), (0.00944965849060326, 0.0555038392469472),
         (0.0156395067467056, 0.0433760581988709)],
    ]),
    0.02: (1.228001388261, 0.00013139902166439, 2, [
        [(0.00209452841191318, 0.0814452552428495), (0.0137908121143451, 0.0465588365720167),
         (0.0174921016934679, 0.0404665209326724)],
        [(0, 0.123870775954407), (0.00788870257962538, 0.0594259539435826),
         (0.0126011291435732, 0.048780565069196)],
    ]),
    0.0: (1.33946978251364, 0.000187676854400176, 0, [
        [(0.00201446212160147, 0.0819295800415061), (0.01330035115898, 0.047456905935943),
         (0.0167226895851172, 0.0416438862142632)],
        [(0, 0.124790729692709), (0.00730787074213756, 0.0610174585219131),
         (0.0115788729246303, 0.0508156221089563)],
    ]),
}  # fmt: skip
"""R 4.2.2, the formulas of FunnelPlotR for proportions::

    y <- asin(sqrt(d / n)); t <- asin(sqrt(sum(d) / sum(n))); s <- 1 / (2 * sqrt(n))
    z <- (y - t) / s; q <- quantile(z, c(trim, 1 - trim)); w <- pmin(pmax(z, q[1]), q[2])
    phi <- mean(w^2); t2 <- max(0, (31 * phi - 30) / (sum(s^-2) - sum(s^-4) / sum(s^-2)))
    sin(max(0, t - k * sqrt(s^2 + t2)))^2; sin(min(pi / 2, t + k * sqrt(s^2 + t2)))^2

for k = qnorm(.975), then qnorm(.999).
"""


@pytest.mark.parametrize("winsorised", OVERDISPERSED)
def test_overdispersed_limits_in_r(winsorised):
    result = overdispersed_funnel(DEATHS, PATIENTS, winsorised=winsorised)
    dispersion, tau2, drawn, limits = OVERDISPERSED[winsorised]
    assert result.dispersion == pytest.approx(dispersion, rel=R_PRINTOUT)
    assert result.tau2 == pytest.approx(tau2, rel=R_PRINTOUT)
    assert (result.n_winsorised, result.at_boundary) == (drawn, tau2 == 0)
    scores = (0.746829124279714, 2.07918360414432, -1.84249231193474)
    assert result.scores[[0, 15, 30]] == pytest.approx(scores, rel=R_PRINTOUT)
    assert result.target == pytest.approx(446 / 16028, rel=R_PRINTOUT)
    for mine, expected in zip(result.limits, limits, strict=True):
        ends = np.column_stack([mine.low, mine.high])[[0, 15, 30]]
        assert ends == pytest.approx(np.array(expected), rel=R_PRINTOUT)
        assert mine.low_reachable[[0, 15, 30]].tolist() == [low > 0 for low, _ in expected]
