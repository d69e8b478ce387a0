"""Edges of the three models of outcomes: what they refuse, what they leave out, small sums."""

import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.cluster_sandwich import adjusted_columns, cluster_sums, satterthwaite_df
from kooperacja_eval.stats.cox_partial import partial_likelihood, risk_sets, score_rows, solve
from kooperacja_eval.stats.outcome_linear import linear_clustered
from kooperacja_eval.stats.outcome_logistic import logistic_gee
from kooperacja_eval.stats.outcome_survival import cox_clustered
from kooperacja_eval.stats.separation import is_separated

pytestmark = pytest.mark.unit

NAN = float("nan")
TEAMS = np.repeat(np.array(["A", "B", "C", "D", "E", "F"]), 3)
HOURS = np.array([1.0, 2, 4, 2, 3, 3, 1, 1, 2, 4, 5, 3, 2, 4, 5, 3, 1, 2])[:, None]
MONTHS = np.array([13.0, 12, 9, 13, 13, 10, 13, 11, 12, 8, 9, 12, 13, 10, 7, 11, 13, 12])
DONE = np.array([0.0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1])
ODD = np.array([0.0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1])
SCORES = np.array([42.0, 45, 48, 50, 51, 58, 44, 47, 49, 56, 55, 50, 43, 47, 52, 49, 41, 46])


def linear(outcome=SCORES, predictors=HOURS, clusters=TEAMS, names=("hours",), **options):
    return linear_clustered(outcome, predictors, clusters, names=names, **options)


def logistic(outcome=ODD, predictors=HOURS, clusters=TEAMS, names=("hours",), **options):
    return logistic_gee(outcome, predictors, clusters, names=names, **options)


def cox(outcome=DONE, predictors=HOURS, clusters=TEAMS, names=("hours",), **options):
    return cox_clustered(MONTHS, outcome, predictors, clusters, names=names, **options)


MODELS = (linear, logistic, cox)


def test_difference_between_two_arms_by_hand():
    # Teams A, B without and C, D with: means 11 and 15, so 11 + 4 x. Residual sums of teams:
    # A -2, B 2, C 2, D -2. CR0 of the difference: (4 + 4) / 4^2 + (4 + 4) / 4^2 = 1
    score = np.array([10.0, 10, 12, 12, 15, 17, 14, 14])
    with_it = np.repeat([0.0, 1], 4)[:, None]
    result = linear(score, with_it, np.repeat(list("ABCD"), 2), variance="CR0")
    base, difference = result.effects
    assert (base.estimate, difference.estimate) == pytest.approx((11, 4))
    assert difference.standard_error == pytest.approx(1)
    # I - H of a team in an arm of two is (I - 1/4 J): J e = 2 e for equal residuals, so CR3 doubles
    # and CR2 takes the root of 2; two and two alike teams leave 2 degrees of freedom
    assert linear(score, with_it, np.repeat(list("ABCD"), 2), variance="CR3").effects[
        1
    ].standard_error == pytest.approx(2)
    half_way = linear(score, with_it, np.repeat(list("ABCD"), 2)).effects[1]
    assert half_way.standard_error == pytest.approx(math.sqrt(2))
    assert half_way.df == pytest.approx(2)
    # squares left: A 1 + 1, B 1 + 1, C 0 + 4, D 1 + 1; with arms 2 from their mean, 10 + 8 * 4
    assert result.r_squared == pytest.approx(32 / 42)


def test_corrections_of_one_mean_by_hand():
    # two teams of two: H_g = J / 4 with eigenvalue 1/2 along ones; CR2 root 2, CR3 twice, CR1 2
    columns, place, bread = np.ones((4, 1)), np.array([0, 0, 1, 1]), np.array([[0.25]])
    factors = {
        variance: adjusted_columns(columns, bread, place, variance)[0, 0]
        for variance in ("CR0", "CR1", "CR1S", "CR2", "CR3")
    }
    expected = {"CR0": 1, "CR1": math.sqrt(2), "CR1S": math.sqrt(2), "CR2": math.sqrt(2), "CR3": 2}
    assert factors == pytest.approx(expected)
    assert satterthwaite_df(columns, columns, bread, place, np.eye(1)) == pytest.approx([1])
    assert cluster_sums(np.array([[1.0], [2], [3], [4]]), place).tolist() == [[3], [7]]


def test_partial_likelihood_by_hand():
    # Times 1, 2, 3; events at 1 and 2; x = 1, 0, 1. At b = 0 means of x at risk: 2/3 and 1/2;
    # slope 1 + 0 - 2/3 - 1/2 = -1/6, information 2/9 + 1/4, log -log 3 - log 2
    columns = np.array([[1.0], [0], [1]])
    sets = risk_sets(columns, np.zeros(3), np.array([1.0, 2, 3]), np.array([True, True, False]))
    here = partial_likelihood(sets, np.zeros(1))
    assert here.log == pytest.approx(-math.log(6))
    assert here.slope == pytest.approx([-1 / 6])
    assert here.information == pytest.approx(np.array([[2 / 9 + 1 / 4]]))
    # The first row adds 1 - 2/3 less (1 - 2/3) / 3; the second -1/2 less -(2/3) / 3 and -(1/2) / 2;
    # the third, without an event, less (1 - 2/3) / 3 and (1 - 1/2) / 2
    assert score_rows(sets, here)[:, 0] == pytest.approx([2 / 9, -1 / 36, -13 / 36])


def test_tied_times_share_their_terms():
    # Two events of three at one time: denominators 3 and 3 - 1/2 * 2 = 2 (Efron), not 3 and 3
    sets = risk_sets(
        np.array([[1.0], [0], [0]]), np.zeros(3), np.ones(3), np.array([True] * 2 + [False])
    )
    here = partial_likelihood(sets, np.zeros(1))
    assert here.denominators == pytest.approx([3, 2])
    assert here.means[:, 0] == pytest.approx([1 / 3, (1 - 1 / 2) / 2])


def test_who_enters_late_is_not_at_risk_before():
    # the third comes in at 1, when the first leaves: it is at risk at 2 only
    columns = np.array([[1.0], [0], [1]])
    event = np.array([True, True, False])
    sets = risk_sets(columns, np.array([0.0, 0, 1]), np.array([1.0, 2, 3]), event)
    assert partial_likelihood(sets, np.zeros(1)).denominators == pytest.approx([2, 2])


def test_a_likelihood_without_end_has_no_solution():
    # whoever has more leaves first: the likelihood grows for ever
    columns = np.array([[1.0], [0], [-1]])
    sets = risk_sets(columns, np.zeros(3), np.array([1.0, 2, 3]), np.ones(3, bool))
    assert solve(sets, np.zeros(1)) is None


@pytest.mark.parametrize("model", MODELS)
def test_incomplete_rows_are_counted_and_left_out(model):
    outcome = {"linear": SCORES, "logistic": ODD, "cox": DONE}[model.__name__].copy()
    predictors = HOURS.copy()
    outcome[0], predictors[4] = NAN, NAN
    kept = np.delete(np.arange(18), [0, 4])
    result = model(outcome, predictors)
    assert (result.n, result.n_clusters, result.n_dropped) == (16, 6, 2)
    if model is cox:
        same = cox_clustered(
            MONTHS[kept], outcome[kept], predictors[kept], TEAMS[kept], names=["hours"]
        )
    else:
        same = model(outcome[kept], predictors[kept], TEAMS[kept])
    assert result.effects == same.effects


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"clusters": np.array(["A"] * 18)}, "liczba grup: 1"),
        ({"predictors": np.full((18, 1), 7.3)}, "tę samą wartość: hours"),
        (
            {"predictors": np.column_stack([HOURS, 2 * HOURS]), "names": ["hours", "double"]},
            "wynika wprost z pozostałych: hours, double",
        ),
        (
            {
                "predictors": np.column_stack([HOURS[:, 0], np.append([1.0, 2, 3], np.zeros(15))]),
                "names": ["hours", "pilot"],
            },
            "Bez jednej z grup",
        ),
    ],
)
def test_predictors_and_teams_that_carry_no_model(model, change, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        model(**change)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("change", "error", "reason"),
    [
        ({"names": ["intercept"]}, ValueError, "intercept"),
        ({"names": "hours"}, TypeError, "not one text"),
        ({"names": ["hours", "more"]}, ValueError, "one name for each"),
        ({"predictors": HOURS[:-1]}, ValueError, "same length"),
        ({"predictors": HOURS[:, 0]}, ValueError, "shape"),
        ({"predictors": np.full((18, 1), np.inf)}, ValueError, "infinite"),
        ({"predictors": HOURS.astype(str)}, TypeError, "real numbers"),
        ({"variance": "HC1"}, ValueError, "variance is one of"),
        ({"confidence_level": 95}, ValueError, "between 0 and 1"),
    ],
)
def test_arguments_that_cannot_be_meant(model, change, error, reason):
    with pytest.raises(error, match=reason):
        model(**change)


def test_outcomes_that_are_all_alike():
    with pytest.raises(InsufficientDataError, match="są równe"):
        linear(np.full(18, 50.0))
    with pytest.raises(InsufficientDataError, match="ten sam wynik"):
        logistic(np.ones(18))
    with pytest.raises(InsufficientDataError, match="nikt nie uzyskał wyniku"):
        cox(np.zeros(18))


def test_outcomes_that_follow_from_predictors():
    with pytest.raises(InsufficientDataError, match="bez reszty"):
        linear(40 + 2 * HOURS[:, 0])
    with pytest.raises(InsufficientDataError, match="iloraz szans jest nieskończony"):
        logistic((HOURS[:, 0] > 2.5).astype(float))
    with pytest.raises(InsufficientDataError, match="Iloraz hazardów jest nieskończony"):
        cox_clustered(14 - HOURS[:, 0] * 2, np.ones(18), HOURS, TEAMS, names=["hours"])


def test_quasi_separation_counts_as_separation():
    # nobody without visits completes, some with visits do
    columns = np.column_stack([np.ones(6), [0.0, 0, 0, 1, 1, 1]])
    assert is_separated(np.array([False, False, False, True, True, False]), columns)
    assert not is_separated(np.array([True, False, False, True, True, False]), columns)


def test_outcomes_of_the_wrong_kind():
    with pytest.raises(ValueError, match="0, 1 or nan"):
        logistic(ODD + 1)
    with pytest.raises(ValueError, match="0, 1 or nan"):
        cox(DONE * 2)
    with pytest.raises(ValueError, match="later than entry"):
        cox(entry=MONTHS)
    with pytest.raises(ValueError, match="same length"):
        cox(entry=MONTHS[:-1])


def test_clusters_of_one_have_no_working_correlation():
    result = logistic(clusters=np.arange(18))
    assert (result.working_correlation, result.correlation) == ("independence", 0)


def test_a_correlation_that_none_can_have_is_not_taken():
    # of both families of every team exactly one completes: pairs are as unlike as can be, -1
    predictors = np.random.default_rng(4).normal(size=(18, 1))
    result = logistic(np.tile([0.0, 1], 9), predictors, np.repeat(np.arange(9), 2))
    assert (result.working_correlation, result.correlation) == ("independence", 0)


def test_teams_without_whom_the_hazard_ratio_is_infinite():
    # Only team F breaks the rule that more hours come first
    months = 30 - 4 * HOURS[:, 0]
    months[15:] = [10, 31, 5]
    with pytest.raises(InsufficientDataError, match="Bez jednej z grup"):
        cox_clustered(months, np.ones(18), HOURS, TEAMS, names=["hours"])
    robust = cox_clustered(months, np.ones(18), HOURS, TEAMS, names=["hours"], variance="robust")
    assert robust.effects[0].ratio > 1


def test_ratios_are_powers_of_the_estimates():
    for result in (logistic(), cox()):
        for effect in result.effects:
            assert effect.ratio == pytest.approx(math.exp(effect.estimate))
            assert effect.ratio_low == pytest.approx(math.exp(effect.ci_low))
            assert effect.ratio_high == pytest.approx(math.exp(effect.ci_high))


def test_messages_are_polish_and_english():
    with pytest.raises(InsufficientDataError) as caught:
        cox(np.zeros(18))
    assert "nikt" in caught.value.text.pl
    assert "Nobody" in caught.value.text.en
