import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.cox_baseline import cox_hazard
from kooperacja_eval.stats.cox_concordance import concordance
from kooperacja_eval.stats.cox_hazards import proportional_hazards
from kooperacja_eval.stats.cox_hazards_clustered import clustered_hazards
from kooperacja_eval.stats.cox_partial import own_clocks, partial_likelihood, risk_sets
from kooperacja_eval.stats.cox_regression import cox_regression
from kooperacja_eval.stats.outcome_survival import cox_clustered

pytestmark = pytest.mark.unit

RNG = np.random.default_rng(8)
TEAMS = np.repeat(np.arange(8), 5)
HOURS = RNG.normal(3, 1, 40)[:, None]
MONTHS = RNG.integers(2, 15, 40).astype(float)
DONE = (MONTHS < 13).astype(float)
ROWS = {"leave": MONTHS, "event": DONE, "predictors": HOURS, "names": ["hours"]}


def test_two_events_and_one_predictor():
    # x = 0, 1, 0 leave at 1, 2, 3, the first two with the event: the likelihood is
    # 1 / (2 + r) x r / (1 + r), highest where r^2 = 2; log r = .3466
    result = cox_regression(
        np.array([1.0, 2, 3]), np.array([1.0, 1, 0]), np.array([[0.0], [1], [0]]), names=["x"]
    )
    r = math.sqrt(2)
    (effect,) = result.effects
    assert effect.ratio == pytest.approx(r)
    assert result.log_likelihood == pytest.approx(math.log(1 / (2 + r) * r / (1 + r)))
    assert result.log_likelihood_blank == pytest.approx(math.log(1 / 3 * 1 / 2))
    assert result.aic == pytest.approx(2 - 2 * result.log_likelihood)
    # information: p (1 - p) in both risk sets, p = r / (2 + r) and r / (1 + r)
    information = 2 * r / (2 + r) ** 2 + r / (1 + r) ** 2
    assert effect.standard_error == pytest.approx(information**-0.5)
    # score without predictors: 0 - 1/3 and 1 - 1/2; information 2/9 and 1/4
    assert result.score.chi2 == pytest.approx((1 / 6) ** 2 / (2 / 9 + 1 / 4))
    # pairs: event 1 (x = 0) with x = 1 against it and x = 0 tied; event 2 (x = 1) with x = 0
    assert result.concordance.share == 0.5
    counts = result.concordance
    assert (counts.concordant, counts.discordant, counts.tied) == (1, 1, 1)
    # hazard of x = 0: 1 / (2 + r) and then 1 / (1 + r) more
    hazard = cox_hazard(
        np.array([1.0, 2, 3]), np.array([1.0, 1, 0]), np.array([[0.0], [1], [0]]),
        names=["x"], at=[0],
    )  # fmt: skip
    steps = np.array([1 / (2 + r), 1 / (1 + r)])
    assert hazard.cumulative_hazard == pytest.approx(np.cumsum(steps))
    assert hazard.survival == pytest.approx(np.exp(-np.cumsum(steps)))
    assert hazard.at_risk.tolist() == [3, 2]


def test_breslow_leaves_tied_events_in_each_others_risk_sets():
    # two of three have the event at once: 1 / 3 twice; by Efron 1 / 3 and 1 / (3 - 1/2 x 2)
    arguments = np.array([[0.0], [1], [2]]), np.zeros(3), np.array([1.0, 1, 2])
    event = np.array([True, True, False])
    for ties, expected in (("breslow", 2 * math.log(1 / 3)), ("efron", math.log(1 / 3 / 2))):
        sets = risk_sets(*arguments, event, ties=ties)
        assert partial_likelihood(sets, np.zeros(1)).log == pytest.approx(expected)


def test_strata_are_apart_in_time():
    entry, leave = np.array([0.0, 2, 0]), np.array([5.0, 5, 9])
    since, until = own_clocks(entry, leave, np.array([1, 1, 0]))
    # stratum 0 has times 0, 9; stratum 1 has 0, 2, 5 after them
    assert (since.tolist(), until.tolist()) == ([2, 3, 0], [4, 4, 1])


def test_strata_add_their_likelihoods():
    half = np.arange(40) < 20
    result = cox_regression(**ROWS, strata=half)
    parts = [
        cox_regression(MONTHS[rows], DONE[rows], HOURS[rows], names=["hours"])
        for rows in (half, ~half)
    ]
    blank = sum(part.log_likelihood_blank for part in parts)
    assert result.log_likelihood_blank == pytest.approx(blank)
    assert (result.n_strata, result.n) == (2, 40)
    pairs = sum(p.concordance.concordant + p.concordance.discordant for p in parts)
    assert result.concordance.concordant + result.concordance.discordant == pairs


def test_censored_at_the_time_of_an_event_stay_longer():
    times, event = np.array([2.0, 2, 2]), np.array([True, True, False])
    sets = risk_sets(np.zeros((3, 1)), np.zeros(3), times, event)
    # two events, each against the censored one; events of one time are no pair
    found = concordance(np.array([3.0, 1, 2]), sets)
    assert (found.concordant, found.discordant, found.tied) == (1, 1, 0)


def test_a_row_that_enters_later_is_no_pair():
    entry, leave = np.array([0.0, 3, 0]), np.array([2.0, 9, 9])
    sets = risk_sets(np.zeros((3, 1)), entry, leave, np.array([True, False, False]))
    found = concordance(np.array([1.0, 2, 0]), sets)
    assert (found.concordant, found.discordant) == (1, 0)


def test_nobody_who_stays_longer_leaves_no_concordance():
    sets = risk_sets(np.zeros((2, 1)), np.zeros(2), np.array([2.0, 2]), np.array([True, True]))
    with pytest.raises(InsufficientDataError, match="zgodności"):
        concordance(np.array([1.0, 2]), sets)


def test_terms_are_tested_together():
    area = (np.arange(40) % 3)[:, None] == [1, 2]
    columns = np.column_stack([HOURS, area])
    result = proportional_hazards(
        MONTHS, DONE, columns, names=["hours", "b", "c"], terms=["hours", "area", "area"]
    )
    assert [(trend.term, trend.test.df) for trend in result.tests] == [("hours", 1), ("area", 2)]
    assert result.overall.df == 3
    assert result.coefficients.shape == (int(DONE.sum()), 3)
    with pytest.raises(ValueError, match="one term for each of 3"):
        proportional_hazards(MONTHS, DONE, columns, names=["h", "b", "c"], terms=["h"])


def test_a_trend_over_time_is_a_predictor_that_changes():
    # by hand: rows split at each month, hours x (month - mean month of events) beside hours
    since, until, event, hours, trend, team = [], [], [], [], [], []
    centre, middle = MONTHS[DONE == 1].mean(), HOURS.mean()
    for at in range(40):
        for month in range(1, int(MONTHS[at]) + 1):
            since.append(month - 1.0)
            until.append(float(month))
            event.append(DONE[at] * (month == MONTHS[at]))
            hours.append(HOURS[at, 0])
            trend.append((HOURS[at, 0] - middle) * (month - centre))
            team.append(TEAMS[at])
    expected = cox_clustered(
        np.array(until), np.array(event), np.column_stack([hours, trend]), np.array(team),
        names=["hours", "trend"], entry=np.array(since),
    ).effects[1]  # fmt: skip
    result = clustered_hazards(**ROWS, clusters=TEAMS, transform="identity")
    (found,) = result.trends
    assert found.estimate == pytest.approx(expected.estimate, rel=1e-6)
    assert found.standard_error == pytest.approx(expected.standard_error, rel=1e-6)
    assert (found.df, result.n_clusters, result.n) == (6, 8, 40)
    # one trend: F is the square of t
    assert (result.df_between, result.df_within) == (1, 6)
    assert result.f == pytest.approx(found.statistic**2)
    assert result.p_value == pytest.approx(found.p_value)


def test_all_trends_together_have_the_f_of_hotelling():
    # 8 teams, 2 predictors and their trends: m = 8 - 4 = 4, F = 3 / (4 x 2) c' V^-1 c with 2 and 3.
    # Of one predictor alone the trend has 8 - 3 = 5 degrees of freedom
    columns = np.column_stack([HOURS, np.arange(40) % 5])
    rows = ROWS | {"predictors": columns, "names": ["hours", "place"]}
    result = clustered_hazards(**rows, clusters=TEAMS, transform="identity")
    assert [trend.name for trend in result.trends] == ["hours x time", "place x time"]
    assert [trend.df for trend in result.trends] == [5, 5]
    assert (result.df_between, result.df_within) == (2, 3)
    centred = np.arange(1.0, 16) - MONTHS[DONE == 1].mean()
    at = np.concatenate([np.arange(int(month)) for month in MONTHS])
    row = np.repeat(np.arange(40), MONTHS.astype(int))
    split = columns[row]
    model = cox_clustered(
        at + 1.0, DONE[row] * (at + 1 == MONTHS[row]),
        np.column_stack([split, (split - columns.mean(axis=0)) * centred[at][:, None]]),
        TEAMS[row], names=["a", "b", "c", "d"], entry=at.astype(float),
    )  # fmt: skip
    trends = np.array([effect.estimate for effect in model.effects[2:]])
    spread = np.array(model.covariance)[2:, 2:]
    expected = 3 / 8 * trends @ np.linalg.solve(spread, trends)
    assert result.f == pytest.approx(expected, rel=1e-5)


def test_rows_with_gaps_are_left_out_of_every_model():
    hours = np.append(HOURS, [[np.nan], [2.0]], axis=0)
    rows = {
        "leave": np.append(MONTHS, [3, np.nan]), "event": np.append(DONE, [1, 1]),
        "predictors": hours, "names": ["hours"],
    }  # fmt: skip
    assert cox_regression(**rows).n_dropped == 2
    assert cox_regression(**rows).effects == cox_regression(**ROWS).effects
    assert proportional_hazards(**rows).n_dropped == 2
    assert clustered_hazards(**rows, clusters=np.append(TEAMS, [8, 9])).n_dropped == 2


@pytest.mark.parametrize("model", [cox_regression, cox_hazard, proportional_hazards])
def test_what_no_model_can_say(model):
    with pytest.raises(InsufficientDataError, match="nikt nie uzyskał"):
        model(**ROWS | {"event": np.zeros(40)})
    with pytest.raises(InsufficientDataError, match="tę samą wartość: hours"):
        model(**ROWS | {"predictors": np.ones((40, 1))})
    with pytest.raises(InsufficientDataError, match="wynika wprost"):
        model(**ROWS | {"predictors": np.column_stack([HOURS, 2 * HOURS]), "names": ["a", "b"]})
    with pytest.raises(InsufficientDataError, match="nieskończony"):
        model(**ROWS | {"predictors": -MONTHS[:, None]})
    with pytest.raises(InsufficientDataError, match="nieskończony"):
        model(**ROWS, strata=HOURS[:, 0])  # nobody is compared with anybody


def test_no_trend_in_events_of_one_time():
    with pytest.raises(InsufficientDataError, match="zbyt mało różnych chwil"):
        proportional_hazards(**ROWS | {"event": np.isin(MONTHS, MONTHS.min()).astype(float)})


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"ties": "exact"}, ValueError, "ties is one of"),
        ({"confidence_level": 95}, ValueError, "confidence_level"),
        ({"entry": MONTHS}, ValueError, "later than entry"),
        ({"event": DONE * 2}, ValueError, "0, 1 or nan"),
        ({"predictors": HOURS[:, 0]}, ValueError, "shape"),
        ({"predictors": HOURS.astype(str)}, TypeError, "real numbers"),
        ({"predictors": HOURS * np.inf}, ValueError, "infinite"),
        ({"names": "hours"}, TypeError, "sequence"),
        ({"names": [1]}, TypeError, "texts"),
        ({"names": [""]}, ValueError, "not empty"),
        ({"names": ["a", "b"]}, ValueError, "one name for each of 1"),
        ({"strata": TEAMS[:3]}, ValueError, "same length"),
    ],
)
def test_wrong_arguments_of_models(change, error, words):
    with pytest.raises(error, match=words):
        cox_regression(**ROWS | change)


def test_wrong_options():
    with pytest.raises(ValueError, match="transform is one of"):
        proportional_hazards(**ROWS, transform="square")
    with pytest.raises(ValueError, match="above 0"):
        proportional_hazards(
            **ROWS | {"leave": MONTHS - 10, "entry": np.full(40, -20.0)}, transform="log"
        )
    with pytest.raises(ValueError, match="one known value for each of 1"):
        cox_hazard(**ROWS, at=[1, 2])
    with pytest.raises(ValueError, match="clusters and leave"):
        clustered_hazards(**ROWS, clusters=TEAMS[:4])
