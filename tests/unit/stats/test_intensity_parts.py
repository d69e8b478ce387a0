"""Between and within parts, E-values, refits without a cluster and the curve: by hand."""

import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.dose_response import dose_response
from kooperacja_eval.stats.e_value import e_value
from kooperacja_eval.stats.leave_one_cluster_out import leave_one_cluster_out
from kooperacja_eval.stats.outcome_logistic import logistic_gee
from kooperacja_eval.stats.within_between import within_between
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

NAN = float("nan")


def test_parts_by_hand():
    # A 2 4 6 (mean 4), B 5 7 (6), C 3 (3), one missing; sd of 4, 6, 3: squares 1/9 + 25/9 + 16/9
    # over 2; within: squares 8 + 2 + 0 over 6 - 3
    values = np.array([2.0, 4, 6, 5, 7, 3, NAN])
    result = within_between(values, np.array(list("AAABBCC")))
    assert result.between[:6].tolist() == [4, 4, 4, 6, 6, 3]
    assert result.within[:6].tolist() == [-2, 0, 2, -1, 1, 0]
    assert math.isnan(result.between[6])
    assert math.isnan(result.within[6])
    assert result.sd_between == pytest.approx(math.sqrt(42 / 9 / 2))
    assert result.sd_within == pytest.approx(math.sqrt(10 / 3))
    assert (result.n, result.n_clusters, result.n_dropped) == (6, 3, 1)
    assert (result.n_constant, result.n_single) == (1, 1)


def test_parts_do_not_change_what_was_given():
    values = np.array([2.0, 4, 5, 7])
    result = within_between(values, np.array(list("AABB")))
    assert values.tolist() == [2, 4, 5, 7]
    with pytest.raises(ValueError, match="read-only"):
        result.within[0] = 1


def test_deviations_in_standard_deviations_of_the_cluster():
    # A 2 4 6 has sd 2, B 5 7 has sd root 2
    result = within_between(
        np.array([2.0, 4, 6, 5, 7]), np.array(list("AAABB")), unit="sd_of_cluster"
    )
    assert result.within == pytest.approx([-1, 0, 1, -math.sqrt(0.5), math.sqrt(0.5)])


@pytest.mark.parametrize(
    ("values", "clusters", "unit", "reason"),
    [
        ([1.0, 2], "AA", "as_given", "liczba grup: 1"),
        ([1.0, 1, 2, 2], "AABB", "as_given", "takich grup: 2, liczba grup: 2"),
        ([1.0, 3, 2, 2], "AABB", "as_given", "tę samą średnią"),
        ([1.0, 3, 7, 7], "AABB", "sd_of_cluster", "takich grup: 1, liczba grup: 2"),
        ([NAN, NAN], "AB", "as_given", "liczba grup: 0"),
    ],
)
def test_where_there_is_nothing_to_split(values, clusters, unit, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        within_between(np.array(values), np.array(list(clusters)), unit=unit)


def test_an_unknown_unit():
    with pytest.raises(ValueError, match="unit is one of"):
        within_between(np.array([1.0, 2]), np.array(["A", "B"]), unit="z")


def test_e_values_by_hand():
    # 2 + sqrt(2 * 1); the interval ends nearest to 1
    result = e_value(2.0, 1.5, 3.0, measure="risk_ratio")
    assert result.e_value == pytest.approx(2 + math.sqrt(2))
    assert result.e_value_ci == pytest.approx(1.5 + math.sqrt(0.75))
    # 1/2 is 2 the other way round
    mirrored = e_value(1 / 2, 1 / 3, 1 / 1.5, measure="risk_ratio")
    assert mirrored.e_value == pytest.approx(result.e_value)
    assert mirrored.e_value_ci == pytest.approx(result.e_value_ci)


def test_an_interval_that_holds_1_needs_nothing():
    assert e_value(2.0, 0.9, 4.0, measure="risk_ratio").e_value_ci == 1
    assert e_value(1.0, 0.5, 2.0, measure="odds_ratio_common").e_value == 1


def test_common_outcomes_stand_for_smaller_risks():
    # the odds ratio 4 of a common outcome stands for the risk ratio 2
    assert e_value(4.0, 4.0, 4.0, measure="odds_ratio_common").risk_ratio == 2
    # HR 4: (1 - 1/4) / (1 - 1/sqrt 2)
    common = e_value(4.0, 4.0, 4.0, measure="hazard_ratio_common")
    assert common.risk_ratio == pytest.approx(0.75 / (1 - math.sqrt(0.5)))
    assert e_value(4.0, 4.0, 4.0, measure="hazard_ratio_rare").risk_ratio == 4


@pytest.mark.parametrize(
    ("ratios", "measure", "error"),
    [
        ((0.0, 0.0, 1.0), "risk_ratio", ValueError),
        ((2.0, 1.0, math.inf), "risk_ratio", ValueError),
        ((2.0, 2.5, 3.0), "risk_ratio", ValueError),
        ((2.0, 1.0, 3.0), "odds_ratio", ValueError),
        (("2", 1.0, 3.0), "risk_ratio", TypeError),
        ((True, 1.0, 3.0), "risk_ratio", TypeError),
    ],
)
def test_ratios_that_cannot_be_meant(ratios, measure, error):
    with pytest.raises(error):
        e_value(*ratios, measure=measure)


VALUES, TEAMS = np.array([1.0, -4, 2, 5, 0]), np.array(list("ABBCD"))


def test_the_mean_without_each_team():
    # whole 4/5; without A 3/4, B 6/3 = 2, C -1/4, D 1; moves -.05, 1.2, -1.05, .2
    result = leave_one_cluster_out(lambda rows: VALUES[rows].mean(), TEAMS)
    assert result.estimate == pytest.approx(0.8)
    assert result.estimates == pytest.approx((0.75, 2, -0.25, 1))
    assert (result.low, result.high) == pytest.approx((-0.25, 2))
    assert (result.most_influential, result.n_sign_changes) == (1, 1)
    assert result.greatest_move == pytest.approx(1.2)


def refuse(rows):
    if not rows[3]:
        raise InsufficientDataError(Text("Bez C nie da się.", "Not without C."))
    return float(rows.sum())


def test_a_refit_that_is_undefined_is_counted():
    result = leave_one_cluster_out(refuse, TEAMS)
    assert result.estimates == (4, 3, None, 4)
    assert (result.n_undefined, result.n_clusters) == (1, 4)
    assert (result.low, result.high, result.most_influential) == (3, 4, 1)


def test_refits_that_tell_nothing():
    with pytest.raises(InsufficientDataError, match="co najmniej dwóch"):
        leave_one_cluster_out(lambda rows: 1.0, np.array(["A", "A"]))
    with pytest.raises(InsufficientDataError, match="Bez żadnej"):
        leave_one_cluster_out(lambda rows: 1.0 if rows.all() else refuse(~rows & False), TEAMS)
    with pytest.raises(ValueError, match="finite"):
        leave_one_cluster_out(lambda rows: math.nan, TEAMS)
    with pytest.raises(ZeroDivisionError):
        leave_one_cluster_out(lambda rows: 1 / 0, TEAMS)


CLUSTERS = np.repeat(np.arange(6), 3)
HOURS = np.array([1.0, 2, 4, 2, 3, 3, 1, 1, 2, 4, 5, 3, 2, 4, 5, 3, 1, 2])
VISITS = np.array([3.0, 1, 2, 2, 3, 1, 1, 3, 2, 2, 1, 3, 3, 2, 1, 2, 3, 1])
DONE = np.array([0.0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1])


@pytest.fixture(scope="module")
def model():
    predictors = np.column_stack([HOURS, VISITS])
    return logistic_gee(DONE, predictors, CLUSTERS, names=["hours", "visits"])


def test_the_curve_at_one_point_by_hand(model):
    # logit at 3 hours and mean visits; its variance from three variances and covariances
    b = [effect.estimate for effect in model.effects]
    visits = VISITS.mean()
    line = b[0] + 3 * b[1] + visits * b[2]
    (point,) = dose_response(model, name="hours", grid=np.array([3.0])).points
    assert point.share == pytest.approx(1 / (1 + math.exp(-line)))
    logit_low = math.log(point.ci_low / (1 - point.ci_low))
    logit_high = math.log(point.ci_high / (1 - point.ci_high))
    assert (logit_low + logit_high) / 2 == pytest.approx(line)
    v = model.covariance
    variance = (
        v[0][0] + 9 * v[1][1] + visits**2 * v[2][2]
        + 2 * (3 * v[0][1] + visits * v[0][2] + 3 * visits * v[1][2])
    )  # fmt: skip
    # t of 6 - 3 = 3 degrees of freedom: 3.182446
    assert (logit_high - logit_low) / 2 == pytest.approx(3.182446 * math.sqrt(variance), rel=1e-6)


def test_the_grid_runs_over_what_was_seen(model):
    curve = dose_response(model, name="hours", n_points=5)
    assert [point.value for point in curve.points] == [1, 2, 3, 4, 5]
    assert (curve.low, curve.high, curve.n_outside) == (1, 5, 0)


def test_points_beyond_what_was_seen_are_marked(model):
    curve = dose_response(model, name="visits", grid=np.array([0.5, 1, 3, 4]))
    assert [point.outside for point in curve.points] == [True, False, False, True]
    assert curve.n_outside == 2


@pytest.mark.parametrize(
    "options",
    [
        {"name": "intercept"},
        {"name": "hours", "n_points": 1},
        {"name": "hours", "grid": np.array([])},
        {"name": "hours", "grid": np.array([1.0, NAN])},
    ],
)
def test_curves_that_cannot_be_meant(model, options):
    with pytest.raises(ValueError):  # noqa: PT011 - four different messages
        dose_response(model, **options)
