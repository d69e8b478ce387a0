import dataclasses

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.dropout_weights import dropout_weighted_mean, dropout_weighted_share

pytestmark = pytest.mark.unit

nan = np.nan


def pilot(known_0, known_1, teams=4, size=20):
    """Teams of size families, half of them with 0 and half with 1 of a covariate.

    In each half of a team as many are known as said, of whom the first has an outcome 1 higher.
    """
    half = size // 2
    outcome = np.full((teams, 2, half), nan)
    for covariate, known in enumerate((known_0, known_1)):
        outcome[:, covariate, :known] = 10 + 4 * covariate
        outcome[:, covariate, 0] += np.arange(teams)
    covariates = np.broadcast_to(np.array([0.0, 1.0])[None, :, None], outcome.shape)
    return outcome.ravel(), covariates.reshape(-1, 1).copy(), np.repeat(np.arange(teams), size)


def test_weights_of_two_cells_by_hand():
    # Of each 10 with covariate 0, 8 are known; of each 10 with 1, 4. Known in all: 12 of 20 = .6
    # weights .6 / .8 = .75 and .6 / .4 = 1.5; sum 4 * (8 * .75 + 4 * 1.5) = 48
    # outcomes: 0s 10, first of each team + 0, 1, 2, 3: sum 4 * 80 + 6 = 326; 1s 4 * 56 + 6 = 230
    # (.75 * 326 + 1.5 * 230) / 48 = 589.5 / 48 = 12.28125; unweighted 556 / 48 = 11.583333
    # n_effective 48^2 / (4 * (8 * .5625 + 4 * 2.25)) = 2304 / 54 = 42.666667
    # odds of being known: 4 with 0, 2/3 with 1: ratio 1/6
    # covariate: mean of all .5, SD .5; of known 1/3, weighted .5
    outcome, covariates, teams = pilot(8, 4)
    result = dropout_weighted_mean(outcome, covariates, teams, names=["alone"])
    assert result.estimate == pytest.approx(12.28125)
    assert result.unweighted == pytest.approx(11.583333, abs=1e-6)
    assert (result.largest_weight, result.n_effective) == pytest.approx((1.5, 42.666667))
    assert result.odds_ratios == pytest.approx((1 / 6,))
    assert result.imbalance_unweighted == pytest.approx(((1 / 3 - 0.5) / 0.5,))
    assert result.imbalance_weighted == pytest.approx((0,), abs=1e-9)
    assert (result.n, result.n_known, result.n_missing, result.n_clusters) == (80, 48, 32, 4)
    # Each team has the same cells: without team g the mean is (1/2) (10 + s / 24) + (1/2) (14 +
    # s / 12), s = 6 - g: 12 + s / 16. Over s = 6, 5, 4, 3: sum of squares 5 / 256; v = 3/4 of it
    assert result.standard_error == pytest.approx((0.75 * 5 / 256) ** 0.5)
    # t(3) at .975 is 3.182446
    assert result.ci_high - result.estimate == pytest.approx(3.182446 * result.standard_error)
    assert result.estimate - result.ci_low == pytest.approx(3.182446 * result.standard_error)


def test_without_missing_outcomes_all_weights_are_1():
    outcome = np.array([1.0, 2, 2, 4, 5, 4, 3, 3])
    teams = np.repeat(np.arange(4), 2)
    covariates = np.array([[1.0], [2], [3], [1], [2], [3], [1], [2]])
    result = dropout_weighted_mean(outcome, covariates, teams, names=["age"])
    # teams' means 1.5, 3, 4.5, 3; without each 3.5, 3, 2.5, 3; v = 3/4 * .5
    assert result.estimate == result.unweighted == 3
    assert result.standard_error == pytest.approx(0.375**0.5)
    assert (result.largest_weight, result.n_effective) == (1, 8)
    assert result.odds_ratios == (1,)
    assert (result.method, result.n_missing) == ("complete_case_jackknife", 0)


def test_a_family_without_a_covariate_is_left_out_and_counted():
    outcome, covariates, teams = pilot(8, 4)
    whole = dropout_weighted_mean(outcome, covariates, teams, names=["alone"])
    result = dropout_weighted_mean(
        np.append(outcome, [1.0, nan]),
        np.vstack([covariates, [[nan], [nan]]]),
        np.append(teams, [0, 9]),
        names=["alone"],
    )
    assert result.n_dropped == 2
    assert dataclasses.replace(result, n_dropped=0) == whole


def test_the_interval_of_a_share_stays_within_0_and_1():
    outcome, covariates, teams = pilot(8, 4)
    share = np.where(np.isnan(outcome), nan, outcome > 10)
    result = dropout_weighted_share(share, covariates, teams, names=["alone"])
    assert 0 < result.ci_low < result.estimate < result.ci_high < 1
    assert result.interval == "clustered_wilson"


def without_one_team():
    """Families with 1 are all known but in team 0: without it, the covariate separates."""
    outcome, covariates, teams = pilot(6, 10, teams=5)
    outcome[(teams == 0) & (covariates[:, 0] == 1) & (outcome == 14)] = nan
    return outcome, covariates, teams


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pilot(8, 4, teams=2), "liczba grup: 2, liczba współczynników: 2"),
        (pilot(10, 9), "bez wyniku: 4, liczba zmiennych: 1"),
        (pilot(1, 1), "liczba z wynikiem: 8"),
        (pilot(4, 10), "rozdzielają bez wyjątku"),
        (without_one_team(), "Bez jednej z grup"),
        # Of 40 with 1, the 4 known stand for 10 each: (36 / .9 + 4 / .1)^2 / (36 / .81 + 4 / .01)
        (pilot(9, 1), "tyle wiedzy, co 14 przypadków bez wag"),
    ],
)
def test_where_weights_are_undefined(data, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        dropout_weighted_mean(*data, names=["alone"])


def test_where_known_outcomes_say_nothing_of_spread():
    outcome, covariates, teams = pilot(8, 4)
    known = ~np.isnan(outcome)
    with pytest.raises(InsufficientDataError, match="Wszystkie znane wyniki są równe"):
        dropout_weighted_share(np.where(known, 1.0, nan), covariates, teams, names=["alone"])
    with pytest.raises(InsufficientDataError, match="liczba takich grup: 1"):
        dropout_weighted_mean(
            np.where(teams == 0, outcome, nan), covariates, teams, names=["alone"]
        )
    alike = np.where(known, covariates[:, 0], nan)
    with pytest.raises(InsufficientDataError, match="nie zmienia wyniku"):
        dropout_weighted_mean(alike, covariates, teams, names=["alone"])


@pytest.mark.parametrize(
    ("changed", "error", "reason"),
    [
        ({"names": ["one", "two"]}, ValueError, "names has one name"),
        ({"confidence_level": 0}, ValueError, "confidence_level"),
        ({"outcome": np.array(["1"] * 80)}, TypeError, "real numbers"),
        ({"outcome": np.ones(79)}, ValueError, "same length"),
        ({"covariates": np.ones(80)}, ValueError, "predictors has shape"),
    ],
)
def test_wrong_arguments_of_weights_are_mistakes(changed, error, reason):
    outcome, covariates, teams = pilot(8, 4)
    given = {"outcome": outcome, "covariates": covariates, "clusters": teams, "names": ["alone"]}
    with pytest.raises(error, match=reason):
        dropout_weighted_mean(**(given | changed))


def test_a_share_of_other_values_is_a_mistake():
    outcome, covariates, teams = pilot(8, 4)
    with pytest.raises(ValueError, match="0, 1 or nan"):
        dropout_weighted_share(outcome, covariates, teams, names=["alone"])
