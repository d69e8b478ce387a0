import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.mixed_three_level import nested_intercepts
from kooperacja_eval.stats.mixed_two_level import random_intercept

pytestmark = pytest.mark.unit

VALUES = np.array([1.0, 2, 3, 4, 6, 7])
TEAMS = np.repeat(["A", "B", "C"], 2)


def test_equal_teams_by_hand():
    # Means 1.5, 3.5, 6.5 around 23/6; MSB = 2 * (196 + 4 + 256) / 36 / 2 = 38/3, MSW = 3 * 1/2 / 3
    # = 1/2. REML: within 1/2, between (38/3 - 1/2) / 2 = 73/12; the mean has the variance MSB / 6
    # with 2 df; each team keeps 1 - MSW / MSB = 73/76 of its deviation
    result = random_intercept(VALUES, TEAMS)
    assert result.sigma_within**2 == pytest.approx(1 / 2)
    assert result.sigma_between**2 == pytest.approx(73 / 12)
    assert result.icc == pytest.approx(73 / 79)
    assert result.fixed[0].estimate == pytest.approx(23 / 6)
    assert result.fixed[0].standard_error ** 2 == pytest.approx(38 / 18)
    assert result.fixed[0].df == pytest.approx(2)
    assert result.fixed[0].t == pytest.approx(23 / 6 / (38 / 18) ** 0.5)
    assert result.teams.reliability == pytest.approx([73 / 76] * 3)
    assert result.teams.deviation == pytest.approx(73 / 76 * np.array([-14, -2, 16]) / 6)
    assert result.teams.estimate == pytest.approx(23 / 6 + result.teams.deviation)
    assert result.design_effect == pytest.approx(1 + 73 / 79)
    assert result.n_effective == pytest.approx(6 / (1 + 73 / 79))
    assert (result.n, result.n_teams, result.n_dropped) == (6, 3, 0)
    assert (result.n_parameters, result.at_boundary) == (3, False)
    assert (result.method, result.df_method) == ("reml", "satterthwaite")
    assert result.icc_interval == "profile_likelihood"


def test_likelihood_by_hand():
    # Balanced teams under ML: between (2 MSB / 3 - MSW) / 2 from the sum of squares over 3 teams,
    # -2 log L = n log(2 pi) + 3 log(MSW) + 3 log(2 MSB / 3) + n
    result = random_intercept(VALUES, TEAMS, method="ml")
    assert result.sigma_within**2 == pytest.approx(1 / 2)
    assert result.sigma_between**2 == pytest.approx((76 / 9 - 1 / 2) / 2)
    deviance = 6 * np.log(2 * np.pi) + 3 * np.log(1 / 2) + 3 * np.log(76 / 9) + 6
    assert result.deviance == pytest.approx(deviance)
    assert result.aic == pytest.approx(deviance + 6)
    assert result.bic == pytest.approx(deviance + 3 * np.log(6))


def test_a_covariate_of_families_by_hand():
    # Every team has the same x; what is added to 2 x adds up to 0 and so does its product with x,
    # so that the slope is 2
    x = np.tile([0.0, 1, 2], 3)
    values = np.repeat([0.0, 5, 10], 3) + 2 * x + np.tile([0.5, -1, 0.5], 3)
    result = random_intercept(values, np.repeat([1, 2, 3], 3), x)
    assert result.fixed[1].estimate == pytest.approx(2)
    # 3 * (0.25 + 1 + 0.25) / (9 - 3 - 1) within; over the sum of squares of x, 6
    assert result.sigma_within**2 == pytest.approx(0.9)
    assert result.fixed[1].standard_error ** 2 == pytest.approx(0.9 / 6)
    assert result.fixed[1].df == pytest.approx(5)
    assert result.n_parameters == 4


@pytest.mark.parametrize("method", ["reml", "ml"])
def test_no_difference_between_teams_is_said(method):
    # All means 3: the variance between teams is exactly 0, everything is as for one sample
    values = np.array([1.0, 5, 2, 4, 0, 6])
    result = random_intercept(values, TEAMS, method=method)
    assert (result.sigma_between, result.icc, result.icc_low) == (0.0, 0.0, 0.0)
    assert result.at_boundary
    assert 0 < result.icc_high < 1
    # 28 over 5 or over 6
    assert result.sigma_within**2 == pytest.approx(28 / (5 if method == "reml" else 6))
    assert result.fixed[0].df == (5 if method == "reml" else 6)
    assert result.teams.deviation.tolist() == [0.0] * 3
    assert result.teams.reliability.tolist() == [0.0] * 3
    assert result.teams.standard_error == pytest.approx([result.fixed[0].standard_error] * 3)
    assert (result.design_effect, result.n_effective) == (1.0, 6.0)


def test_larger_teams_keep_more():
    values = np.array([1.0, 2, 3, 9, 8, 9, 8, 10, 4])
    result = random_intercept(values, np.array([1, 1, 1, 2, 2, 2, 2, 2, 3]))
    one, two, three = result.teams.reliability
    assert three < one < two < 1
    # Spearman and Brown: n ICC / (1 + (n - 1) ICC)
    assert two == pytest.approx(5 * result.icc / (1 + 4 * result.icc))
    assert three == pytest.approx(result.icc)
    assert result.teams.sizes.tolist() == [3, 5, 1]


def test_gaps_in_values_and_covariates_are_left_out():
    values, x = np.append(VALUES, [np.nan, 5.0]), np.array([1.0, 3, 2, 2, 5, 1, 4, np.nan])
    result = random_intercept(values, np.append(TEAMS, ["C", "D"]), x)
    assert (result.n, result.n_teams, result.n_dropped) == (6, 3, 2)
    assert result.fixed == random_intercept(VALUES, TEAMS, x[:6]).fixed


NESTED = np.repeat(["A", "B", "C", "D"], 2)
REGIONS = np.repeat(["N", "S"], 4)
NESTED_VALUES = np.array([1.0, 2, 3, 5, 8, 9, 6, 8])


def test_three_equal_levels_by_hand():
    # Means 1.5, 4 | 8.5, 7; regions 2.75, 7.75. Within: (1 + 4 + 1 + 4) / 2 / 4 = 1.25. Teams:
    # 2 * (2 * 1.25^2 + 2 * 0.75^2) / 2 = 4.25. Regions: 8 * 2.5^2 / 1 = 50
    result = nested_intercepts(NESTED_VALUES, NESTED, REGIONS)
    assert result.sigma_within**2 == pytest.approx(1.25)
    assert result.teams.sd**2 == pytest.approx((4.25 - 1.25) / 2)
    assert result.regions.sd**2 == pytest.approx((50 - 4.25) / 4)
    total = 1.25 + 1.5 + 45.75 / 4
    assert result.regions.share == pytest.approx(45.75 / 4 / total)
    assert result.teams.share == pytest.approx(1.5 / total)
    assert result.within_share == pytest.approx(1.25 / total)
    assert result.fixed[0].standard_error ** 2 == pytest.approx(50 / 8)
    assert result.fixed[0].df == pytest.approx(1, rel=1e-6)
    assert (result.n, result.n_teams, result.n_regions, result.n_dropped) == (8, 4, 2, 0)
    assert (result.teams.at_boundary, result.regions.at_boundary) == (False, False)
    assert result.n_parameters == 4
    assert result.team_estimates.region.tolist() == ["N", "N", "S", "S"]
    # A region keeps 1 - 4.25 / 50 of its deviation
    assert result.region_estimates.deviation == pytest.approx([-2.5 * 0.915, 2.5 * 0.915])


def test_regions_alike_leave_the_model_of_teams():
    # Both regions have the mean 4: their variance is exactly 0, the rest as without them
    values = np.array([1.0, 2, 6, 7, 2, 3, 5, 6])
    result = nested_intercepts(values, NESTED, REGIONS)
    plain = random_intercept(values, NESTED)
    assert (result.regions.sd, result.regions.share, result.regions.ci_low) == (0.0, 0.0, 0.0)
    assert result.regions.at_boundary
    assert result.regions.ci_high > 0.1
    assert result.log_likelihood == pytest.approx(plain.log_likelihood)
    assert result.teams.share == pytest.approx(plain.icc)
    assert result.fixed[0].df == pytest.approx(plain.fixed[0].df, rel=1e-6)
    assert result.team_estimates.estimate == pytest.approx(plain.teams.estimate)
    assert result.team_estimates.standard_error == pytest.approx(plain.teams.standard_error)
    assert result.region_estimates.deviation.tolist() == [0.0, 0.0]


def test_teams_alike_in_their_region():
    # Teams of one region have the same mean: the model of regions is left
    values = np.array([1.0, 3, 0, 4, 7, 9, 6, 10])
    result = nested_intercepts(values, NESTED, REGIONS)
    plain = random_intercept(values, REGIONS)
    assert (result.teams.sd, result.teams.at_boundary) == (0.0, True)
    assert result.regions.share == pytest.approx(plain.icc)
    assert result.log_likelihood == pytest.approx(plain.log_likelihood)
    assert result.region_estimates.deviation == pytest.approx(plain.teams.deviation)


def test_nothing_differs_but_families():
    values = np.array([1.0, 3, 0, 4, 1, 3, 0, 4])
    result = nested_intercepts(values, NESTED, REGIONS)
    assert (result.teams.at_boundary, result.regions.at_boundary) == (True, True)
    assert result.within_share == 1.0
    assert result.fixed[0].df == pytest.approx(7, rel=1e-6)


@pytest.mark.parametrize(
    ("values", "teams", "covariates", "reason"),
    [
        ([], [], None, "liczba zespołów: 0"),
        ([1, 2, 3], [1, 1, 1], None, "liczba zespołów: 1, liczba wierszy bez braków: 3"),
        ([1, 2, 3], [1, 2, 3], None, "liczba zespołów: 3, liczba wierszy bez braków: 3"),
        ([2, 2, 2, 2], [1, 1, 2, 2], None, "Wszystkie wartości są równe"),
        ([1, 1, 2, 2], [1, 1, 2, 2], None, "wewnątrz zespołów nie różnią się"),
        ([1, 2, 3, 5], [1, 1, 2, 2], [1, 1, 1, 1], "nr 1 ma wszędzie tę samą wartość"),
        ([1, 2, 3, 5], [1, 1, 2, 2], [[1, 2], [2, 4], [3, 6], [5, 10]], "powtarzają się"),
        ([1, 2, 3, 5], [1, 1, 2, 2], [1, 1, 2, 2], "mówią wszystko o różnicach"),
        ([1, 2, 3, 4], [1, 1, 2, 2], [1, 2, 3, 4], "nie różnią się ponad to"),
    ],
)
def test_where_it_cannot_be_estimated(values, teams, covariates, reason):
    table = None if covariates is None else np.array(covariates, dtype=float)
    with pytest.raises(InsufficientDataError, match=reason):
        random_intercept(np.array(values, dtype=float), np.array(teams, dtype=int), table)


@pytest.mark.parametrize(
    ("regions", "covariates", "reason"),
    [
        (["N"] * 8, None, "liczba województw: 1, liczba zespołów: 4"),
        (NESTED, None, "liczba województw: 4, liczba zespołów: 4"),
        (REGIONS, np.repeat([0.0, 1.0], 4), "Zmienne opisujące województwa mówią wszystko"),
    ],
)
def test_where_regions_cannot_be_told_from_teams(regions, covariates, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        nested_intercepts(NESTED_VALUES, NESTED, np.array(regions), covariates)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: random_intercept(VALUES, TEAMS, method="bayes"), "'reml' or 'ml'"),
        (lambda: random_intercept(VALUES, TEAMS[:5]), "same length"),
        (lambda: random_intercept(VALUES, TEAMS, VALUES[:5]), "one row for each value"),
        (lambda: random_intercept(VALUES, TEAMS, confidence_level=95), "strictly between"),
        (lambda: nested_intercepts(VALUES, TEAMS, TEAMS, method="bayes"), "'reml' or 'ml'"),
        (lambda: nested_intercepts(VALUES, TEAMS, TEAMS[:5]), "same length"),
        (lambda: nested_intercepts(VALUES, TEAMS, np.arange(6) % 2), "more than one region"),
    ],
)
def test_wrong_values(call, message):
    with pytest.raises(ValueError, match=message):
        call()
