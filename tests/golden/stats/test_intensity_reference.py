"""Parts of intensity, its curve, E-values and refits without a team, against R and a paper.

R 4.2.2 (stats, survival 3.5.3); commands stand at the values.
"""

# ruff: noqa: ERA001 - commands of R stand in comments

import numpy as np
import pytest
from pilot_rows import PILOT

from kooperacja_eval.stats.cluster_icc import cluster_icc
from kooperacja_eval.stats.dose_response import dose_response
from kooperacja_eval.stats.e_value import e_value
from kooperacja_eval.stats.leave_one_cluster_out import leave_one_cluster_out
from kooperacja_eval.stats.outcome_logistic import logistic_gee
from kooperacja_eval.stats.outcome_survival import cox_clustered
from kooperacja_eval.stats.within_between import within_between

pytestmark = pytest.mark.golden

PRINTOUT = 1e-12  # relative: R printed 15 digits
SOLVED = 1e-6  # relative: both programs iterate until the step is below 1e-9 of an estimate

TEAM, HOURS, VISITS, MONTHS, DONE, _ = np.array([row.split() for row in PILOT.split(";")], float).T
PREDICTORS = np.column_stack([HOURS, VISITS])
NAMES = ["hours", "visits"]

# E <- function(r) { r <- ifelse(r < 1, 1/r, r); r + sqrt(r * (r - 1)) }; OR: E(sqrt(r));
# HR: h <- function(r) (1 - .5^sqrt(r)) / (1 - .5^sqrt(1/r)); E(h(r))
# measure, ratio, low, high: risk ratios, E-values of ratio and interval
R_VALUES = {
    ("risk_ratio", 3.9, 1.8, 8.7): ((3.9, 1.8, 8.7), 7.26303434416005, 3.0),
    ("odds_ratio_rare", 0.8, 0.71, 0.91): ((0.8, 0.71, 0.91), 1.80901699437495, 1.42857142857143),
    ("hazard_ratio_rare", 3.9, 1.8, 8.7): ((3.9, 1.8, 8.7), 7.26303434416005, 3.0),
    ("odds_ratio_common", 2.5, 1.2, 4.0): (
        (2.5**0.5, 1.2**0.5, 2), 2.53971129469801, 1.41879459311362
    ),
    ("hazard_ratio_common", 0.6, 0.45, 0.85): (
        (0.702564457283685, 0.577261583930230, 0.893494309084008),
        2.199622395659878, 1.484455002180882,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", R_VALUES)
def test_e_values(case):
    measure, ratio, low, high = case
    risks, point, interval = R_VALUES[case]
    result = e_value(ratio, low, high, measure=measure)
    found = (result.risk_ratio, result.risk_ratio_low, result.risk_ratio_high)
    assert found == pytest.approx(risks, rel=PRINTOUT)
    assert result.e_value == pytest.approx(point, rel=PRINTOUT)
    assert result.e_value_ci == pytest.approx(interval, rel=PRINTOUT)
    assert (result.measure, result.method) == (measure, "vanderweele_ding")


def test_the_published_e_value():
    # T. J. VanderWeele, P. Ding 2017: RR 3.9 (1.8 to 8.7), 7.26 and 3.0, quoted without the paper
    result = e_value(3.9, 1.8, 8.7, measure="risk_ratio")
    assert result.e_value == pytest.approx(7.26, abs=0.005)
    assert result.e_value_ci == pytest.approx(3.0, abs=0.05)


# sapply(1:12, function(i) coef(coxph(Surv(months, done) ~ hours + visits, d[d$team != i, ])))
WITHOUT = {
    "hours": (
        0.4667949644081078, 0.4304779697340212, -0.0146387842130575, 0.2461916554753660,
        0.2932683028942546, 0.2943642780520920, 0.4635783017189518, 0.3623007414581494,
        0.3757315961933579, 0.2257100215572608, 0.2515023997633355, 0.4940255453206271,
    ),
    "visits": (
        0.1449224279778321, 0.0771515679399326, 0.1833758180046224, 0.1203588923502191,
        0.1345242005338709, 0.1202567124831636, 0.0872376153874085, 0.1230564382879439,
        0.0995387226787597, 0.1999614626149215, 0.2020810435410385, 0.1321529003162068,
    ),
}  # fmt: skip
WHOLE = {"hours": 0.326547132561094, "visits": 0.132630293358005}


@pytest.mark.parametrize("name", NAMES)
def test_hazard_ratios_without_each_team(name):
    def refit(rows):
        model = cox_clustered(
            MONTHS[rows], DONE[rows], PREDICTORS[rows], TEAM[rows], names=NAMES, variance="robust"
        )
        return model.effects[NAMES.index(name)].estimate

    expected, result = np.array(WITHOUT[name]), leave_one_cluster_out(refit, TEAM)
    assert result.estimate == pytest.approx(WHOLE[name], rel=SOLVED)
    assert result.estimates == pytest.approx(expected, rel=SOLVED, abs=1e-8)
    assert (result.low, result.high) == pytest.approx((expected.min(), expected.max()), rel=1e-5)
    farthest = int(np.argmax(np.abs(expected - WHOLE[name])))
    assert result.most_influential == farthest
    assert result.greatest_move == pytest.approx(expected[farthest] - WHOLE[name], rel=1e-5)
    assert result.n_sign_changes == int(np.sum(expected < 0))
    assert (result.n_clusters, result.n_undefined) == (12, 0)


# b and V of the logistic model as in test_outcome_pilot_reference; x <- c(1, h, mean(visits));
# plogis(sum(x * b) + c(0, -1, 1) * qt(.975, 9) * sqrt(c(t(x) %*% V %*% x)))
CURVE = {
    0.8: (0.478779658486695, 0.106133158831146, 0.876640867205951),
    2.0: (0.576242351813486, 0.400326298043904, 0.734746378647827),
    3.1: (0.660825263152728, 0.321990941450336, 0.888804293230302),
}


def test_the_curve_of_completion():
    model = logistic_gee(DONE, PREDICTORS, TEAM, names=NAMES)
    curve = dose_response(model, name="hours", grid=np.array(list(CURVE)))
    for point, (value, expected) in zip(curve.points, CURVE.items(), strict=True):
        assert point.value == value
        assert (point.share, point.ci_low, point.ci_high) == pytest.approx(expected, rel=SOLVED)
        assert not point.outside
    assert (curve.name, curve.low, curve.high, curve.n_outside) == ("hours", 0.8, 3.1, 0)
    assert (curve.df, curve.confidence_level, curve.method) == (9, 0.95, "delta_on_logit")


# tapply(visits, team, mean); sd of these; sqrt(sum((visits - ave(visits, team))^2) / (61 - 12))
MEANS = (
    1.0, 3.4, 4.66666666666667, 3.5, 5.14285714285714, 4.6, 5.25, 4.83333333333333, 2.4, 5.5, 5.0,
    2.4,
)  # fmt: skip
SD_BETWEEN, SUM_WITHIN = 1.42508851218922, 104.57380952381
# ave(visits, team, FUN = function(v) (v - mean(v)) / sd(v))[1:9]
IN_SD = (
    -0.866025403784439, -0.866025403784439, 0.866025403784439, 0.866025403784439,
    0.358568582800318, 1.553797192134712, -0.836660026534075, -0.239045721866879,
    -0.836660026534075,
)  # fmt: skip


def test_parts_of_intensity():
    result = within_between(VISITS, TEAM)
    assert result.between == pytest.approx(np.array(MEANS)[TEAM.astype(int) - 1], rel=1e-12)
    assert np.sum(result.within**2) == pytest.approx(SUM_WITHIN, rel=PRINTOUT)
    assert result.sd_between == pytest.approx(SD_BETWEEN, rel=PRINTOUT)
    assert result.sd_within == pytest.approx((SUM_WITHIN / 49) ** 0.5, rel=PRINTOUT)
    # a second implementation: the mean square within of the ICC
    squared = cluster_icc(VISITS, TEAM).mean_square_within
    assert result.sd_within**2 == pytest.approx(squared, rel=PRINTOUT)
    assert (result.n, result.n_clusters, result.n_constant, result.n_single) == (61, 12, 0, 0)
    assert (result.n_dropped, result.unit) == (0, "as_given")


def test_parts_of_intensity_in_standard_deviations():
    result = within_between(VISITS, TEAM, unit="sd_of_cluster")
    assert result.within[:9] == pytest.approx(IN_SD, rel=PRINTOUT)
    assert result.sd_between == pytest.approx(SD_BETWEEN, rel=PRINTOUT)
