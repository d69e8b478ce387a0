import dataclasses
import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.imputation import impute_chained
from kooperacja_eval.stats.means import clustered_mean
from kooperacja_eval.stats.missing_data import RubinResult, imputed_mean_change, rubin

pytestmark = pytest.mark.unit

NAN = math.nan

# team  before  after
# A     3       4
# A     5       -
# B     4       6
# B     -       7
# C     2       3
# C     6       7
# D     5       9
# D     1       2
# D     -       -
TEAMS = np.array(["A", "A", "B", "B", "C", "C", "D", "D", "D"])
BEFORE = np.array([3.0, 5.0, 4.0, NAN, 2.0, 6.0, 5.0, 1.0, NAN])
AFTER = np.array([4.0, NAN, 6.0, 7.0, 3.0, 7.0, 9.0, 2.0, NAN])


def rng(seed=1):
    return np.random.default_rng(seed)


def test_rubins_rules_by_hand():
    # Estimates 2, 3, 4: mean 3, B = 1; W = (1 + 2 + 3) / 3 = 2; added 4/3; T = 10/3; r = 2/3;
    # lambda .4; old df 2 / .16 = 12.5; fmi (2/3 + 2 / 15.5) / (5/3) = .477419;
    # t(12.5) at 97.5 % is 2.169186
    result = rubin(np.array([2.0, 3.0, 4.0]), np.array([1.0, 2.0, 3.0]))
    assert (result.estimate, result.within, result.between) == (3, 2, 1)
    assert result.total == pytest.approx(10 / 3)
    assert (result.riv, result.lambda_, result.df) == pytest.approx((2 / 3, 0.4, 12.5))
    assert result.fmi == pytest.approx(0.477419, abs=1e-6)
    half = 2.169186 * math.sqrt(10 / 3)
    assert (result.ci_low, result.ci_high) == pytest.approx((3 - half, 3 + half), abs=1e-5)


def test_degrees_of_freedom_of_a_small_sample_by_hand():
    # As above with 29 of complete data: observed 30/32 * 29 * .6 = 16.3125;
    # 12.5 * 16.3125 / 28.8125 = 7.077007
    result = rubin(np.array([2.0, 3.0, 4.0]), np.array([1.0, 2.0, 3.0]), df_complete=29)
    assert result.df == pytest.approx(7.077007, abs=1e-6)
    assert result.method == "barnard_rubin_1999"


def test_imputations_that_agree_leave_the_variance_within():
    result = rubin(np.array([2.0, 2.0]), np.array([4.0, 4.0]))
    assert (result.between, result.riv, result.lambda_, result.fmi) == (0, 0, 0, 0)
    assert (result.total, result.df) == (4, math.inf)
    assert result.ci_high == pytest.approx(2 + 2 * 1.959964, abs=1e-6)
    # With 29: 30/32 * 29, the limit of the formula.
    limited = rubin(np.array([2.0, 2.0]), np.array([4.0, 4.0]), df_complete=29)
    assert limited.df == pytest.approx(30 / 32 * 29)


def test_no_variance_at_all():
    with pytest.raises(InsufficientDataError, match="wariancje są równe 0"):
        rubin(np.array([1.0, 2.0]), np.array([0.0, 0.0]))


@pytest.mark.parametrize(
    ("estimates", "variances", "options", "reason"),
    [
        ([1.0], [1.0], {}, "2 or more"),
        ([1.0, NAN], [1.0, 1.0], {}, "no nan"),
        ([1.0, 2.0], [1.0, NAN], {}, "no nan"),
        ([1.0, 2.0], [1.0, -1.0], {}, "negative"),
        ([1.0, 2.0], [1.0], {}, "same length"),
        ([1.0, 2.0], [1.0, 1.0], {"df_complete": 0}, "df_complete"),
        ([1.0, 2.0], [1.0, 1.0], {"df_complete": math.inf}, "df_complete"),
        ([1.0, 2.0], [1.0, 1.0], {"confidence_level": 95}, "confidence_level"),
    ],
)
def test_wrong_arguments_of_rubins_rules(estimates, variances, options, reason):
    with pytest.raises(ValueError, match=reason):
        rubin(np.array(estimates), np.array(variances), **options)


def test_who_counts_for_an_imputed_change():
    result = imputed_mean_change(BEFORE, AFTER, None, TEAMS, rng=rng())
    # Six answered both waves, two one, one neither.
    assert (result.n_complete, result.n_imputed, result.n_dropped) == (6, 2, 1)
    assert (result.n_clusters, result.m, result.method) == (4, 20, "barnard_rubin_1999")


def test_an_imputed_change_is_its_parts_put_together():
    result = imputed_mean_change(BEFORE, AFTER, None, TEAMS, m=4, confidence_level=0.9, rng=rng())
    table = np.column_stack([BEFORE, AFTER])[:-1]
    sets = impute_chained(table, m=4, rng=rng())
    means = [clustered_mean(one[:, 1] - one[:, 0], TEAMS[:-1]) for one in sets.tables]
    expected = rubin(
        np.array([mean.estimate for mean in means]),
        np.array([mean.standard_error**2 for mean in means]),
        df_complete=3,
        confidence_level=0.9,
    )
    for field in dataclasses.fields(RubinResult):
        assert getattr(result, field.name) == getattr(expected, field.name)


def test_nothing_to_impute_gives_the_complete_cases():
    complete = ~np.isnan(BEFORE + AFTER)
    before = np.where(complete, BEFORE, NAN)
    after = np.where(complete, AFTER, NAN)
    result = imputed_mean_change(before, after, None, TEAMS, rng=rng())
    alone = clustered_mean(AFTER - BEFORE, TEAMS)
    for name in ("estimate", "ci_low", "ci_high", "standard_error", "df", "n_clusters"):
        assert getattr(result, name) == getattr(alone, name)
    assert (result.within, result.total) == (alone.standard_error**2, alone.standard_error**2)
    assert (result.between, result.riv, result.lambda_, result.fmi) == (0, 0, 0, 0)
    assert (result.m, result.method) == (0, "complete_case")
    assert (result.n_complete, result.n_imputed, result.n_dropped) == (6, 0, 3)


def test_covariates_take_part_in_imputation():
    # The covariate is the score after less 1: with it, the gap of the second row (covariate 8) is
    # filled with 9 or 7, the nearest there are; without it, with anything.
    help_given = np.array([3.0, 8.0, 5.0, 6.0, 2.0, 6.0, 8.0, 1.0, 0.0])[:, None]
    with_it = imputed_mean_change(BEFORE, AFTER, help_given, TEAMS, m=50, donors=2, rng=rng())
    without = imputed_mean_change(BEFORE, AFTER, None, TEAMS, m=50, donors=2, rng=rng())
    assert with_it.between < without.between


@pytest.mark.parametrize(
    ("covariates", "clusters", "reason"),
    [
        (np.ones(9), TEAMS, "covariates have shape"),
        (np.ones((8, 1)), TEAMS, "covariates have shape"),
        (None, TEAMS[:-1], "same length"),
        (None, np.array([*TEAMS[:-1], None]), "missing labels"),
    ],
)
def test_wrong_arguments_of_an_imputed_change(covariates, clusters, reason):
    with pytest.raises(ValueError, match=reason):
        imputed_mean_change(BEFORE, AFTER, covariates, clusters, rng=rng())


def test_a_constant_covariate_is_named_by_its_column():
    with pytest.raises(InsufficientDataError, match="Kolumna nr 3"):
        imputed_mean_change(BEFORE, AFTER, np.ones((9, 1)), TEAMS, rng=rng())
