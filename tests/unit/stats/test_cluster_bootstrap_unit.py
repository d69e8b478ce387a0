import dataclasses
import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats import cluster_bootstrap as module
from kooperacja_eval.stats.cluster_bootstrap import (
    cluster_bootstrap,
    cluster_sums,
    difference_of_sums,
    mean_of_sums,
    paired_g_of_sums,
    relative_change_of_sums,
)

pytestmark = pytest.mark.unit

NAN = math.nan

#                 people  change
SUMS = np.array([[2.0,    4.0],
                 [3.0,    3.0],
                 [1.0,    5.0],
                 [4.0,    8.0],
                 [2.0,    0.0],
                 [3.0,    6.0],
                 [2.0,    5.0]])  # fmt: skip


def rng(seed=1):
    return np.random.default_rng(seed)


def test_sums_of_teams():
    # team  score
    # B     1
    # A     5
    # B     3
    teams, scores = np.array(["B", "A", "B"]), np.array([1.0, 5.0, 3.0])
    sums = cluster_sums(teams, np.ones(3), scores, scores**2)
    assert sums.tolist() == [[1, 5, 25], [2, 4, 10]]


def test_statistics_of_sums_by_hand():
    # before 2, 4, 6 (sum 12, squares 56), after 3, 7, 11 (sum 21, squares 179):
    # variances 4 and 16, average 10; change 3; correction 1 - 3 / (24 - 9) = .8
    assert mean_of_sums(np.array([3.0, 9.0])) == 3
    assert difference_of_sums(np.array([3.0, 12.0, 2.0, 18.0])) == 5
    assert relative_change_of_sums(np.array([3.0, 12.0, 3.0, 21.0])) == 0.75
    g = paired_g_of_sums(np.array([3.0, 12.0, 56.0, 21.0, 179.0, 100.0]))
    assert float(g) == pytest.approx(0.8 * 3 / math.sqrt(10))


def test_statistics_are_vectorised_and_nan_where_undefined():
    stacked = np.array([[[3.0, 9.0], [0.0, 0.0]]])
    assert mean_of_sums(stacked).shape == (1, 2)
    assert np.isnan(mean_of_sums(stacked)[0, 1])
    assert np.isnan(relative_change_of_sums(np.array([2.0, 0.0, 2.0, 4.0])))
    assert np.isnan(paired_g_of_sums(np.array([1.0, 2.0, 4.0, 3.0, 9.0, 6.0])))
    # Two people with .1 before and .3 after: no spread, whatever rounding leaves of it.
    equal = np.array([2, 0.2, 2 * 0.1**2, 0.6, 2 * 0.3**2, 2 * 0.03])
    assert np.isnan(paired_g_of_sums(equal))


def test_a_studentised_interval_by_hand(monkeypatch):
    # Every resample draws the first team twice and leaves out the last: one t for all. Total of
    # people 2 + 15 = 17 of 17 (both have 2), of change 31 - 5 + 4 = 30; estimate 31/17.
    counts = np.array([[2.0, 1, 1, 1, 1, 1, 0]])
    value = 30 / 17
    error = module._standard_errors(counts, SUMS, mean_of_sums)[0]
    # Without one of each drawn: (30 - 4)/15 twice, 27/14, 25/16, 22/13, 30/15, 24/14.
    without = np.array([26 / 15, 26 / 15, 27 / 14, 25 / 16, 22 / 13, 30 / 15, 24 / 14])
    assert error == pytest.approx(math.sqrt(6 / 7 * np.sum((without - without.mean()) ** 2)))
    monkeypatch.setattr(
        module, "_replicates", lambda *args, **kwargs: np.array([[value, error], [2.0, error]] * 50)
    )
    result = cluster_bootstrap(SUMS, mean_of_sums, resamples=100, rng=rng())
    whole = module._jackknife(mean_of_sums, SUMS).standard_error
    estimate = 31 / 17
    assert result.ci_low == pytest.approx(estimate - (2.0 - estimate) / error * whole)
    assert result.ci_high == pytest.approx(estimate - (value - estimate) / error * whole)
    assert (result.acceleration, result.z0, result.method) == (None, None, "studentised")


@pytest.mark.parametrize("method", ["studentised", "bca", "percentile", "basic"])
def test_teams_without_sums_are_left_out_and_counted(method):
    without = cluster_bootstrap(SUMS, mean_of_sums, method=method, rng=rng())
    more = np.vstack([SUMS[:2], [NAN, NAN], SUMS[2:], [3.0, NAN]])
    result = cluster_bootstrap(more, mean_of_sums, method=method, rng=rng())
    assert (result.n, result.n_dropped) == (7, 2)
    assert dataclasses.replace(result, n_dropped=0) == without
    assert without.method == method


def test_the_default_is_studentised():
    assert cluster_bootstrap(SUMS, mean_of_sums, rng=rng()).method == "studentised"


def test_blocks_do_not_change_what_a_resample_is(monkeypatch):
    # Blocks of one resample: as many, and with the same mean and spread.
    whole = cluster_bootstrap(SUMS, mean_of_sums, resamples=4_000, rng=rng())
    monkeypatch.setattr(module, "BLOCK", 1)
    single = cluster_bootstrap(SUMS, mean_of_sums, resamples=4_000, rng=rng())
    assert single == whole


def test_undefined_resamples_are_left_out_and_counted():
    # Teams of which one alone has people of the second wave: it is in no resample with
    # probability (6/7)^7 = .34; then the second mean is undefined.
    sums = np.column_stack([SUMS, [0, 0, 0, 0, 0, 0, 2.0], [0, 0, 0, 0, 0, 0, 9.0]])
    with pytest.raises(InsufficientDataError, match="po pominięciu"):
        cluster_bootstrap(sums, difference_of_sums, rng=rng())
    # Of two such teams, one is left when the other is left out: none with (5/7)^7 = .095.
    sums[0, 2:] = 3.0, 12.0
    options = {"method": "percentile", "resamples": 10_000}
    with pytest.raises(InsufficientDataError, match="w zbyt wielu próbach"):
        cluster_bootstrap(sums, difference_of_sums, rng=rng(), **options)
    result = cluster_bootstrap(
        sums, difference_of_sums, max_undefined_share=0.2, rng=rng(), **options
    )
    expected, error = (5 / 7) ** 7, math.sqrt(0.095 * 0.905 / 10_000)
    assert result.n_undefined / 10_000 == pytest.approx(expected, abs=4 * error)
    assert result.resamples == 10_000


def test_a_statistic_is_never_asked_for_sums_that_no_rows_have():
    # Only drawn teams are left out of a resample: taking off a team of 50 that was not drawn would
    # leave fewer than no people.
    def mean(sums):
        if np.any(sums[..., 0] < 0):
            raise RuntimeError("negative number of people")
        return mean_of_sums(sums)

    assert cluster_bootstrap(np.vstack([SUMS, [50.0, 90.0]]), mean, rng=rng()).n == 8


def test_resamples_of_one_team_alone_have_no_standard_error():
    # Two teams: one half of the resamples draws the same team twice.
    with pytest.raises(InsufficientDataError, match="grup jest za mało"):
        cluster_bootstrap(SUMS[:2], mean_of_sums, rng=rng())


@pytest.mark.parametrize(
    ("sums", "reason"),
    [
        (SUMS[:1], "liczba takich grup: 1"),
        (np.array([[2.0, 4.0], [NAN, 1.0]]), "liczba takich grup: 1"),
        (np.array([[2.0, 4.0], [2.0, 4.0], [2.0, 4.0]]), "tę samą wartość"),
        (np.array([[1.0, 0.1], [3.0, 0.3], [7.0, 0.7]]), "tę samą wartość"),
        (np.zeros((3, 2)), "nieokreślona dla tych danych"),
    ],
)
def test_where_the_interval_of_teams_is_undefined(sums, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        cluster_bootstrap(sums, mean_of_sums, method="percentile", rng=rng())


@pytest.mark.parametrize(
    ("sums", "error", "reason"),
    [
        (SUMS[0], ValueError, "two dimensions"),
        (np.array([["1", "2"]]), TypeError, "real numbers"),
        (np.array([[1.0, math.inf], [1.0, 2.0]]), ValueError, "infinite"),
        (SUMS[:, :1], ValueError, r"2 columns \(n, x\)"),
    ],
)
def test_wrong_sums_are_mistakes(sums, error, reason):
    with pytest.raises(error, match=reason):
        cluster_bootstrap(sums, mean_of_sums, rng=rng())


def test_a_statistic_of_the_wrong_shape_is_a_mistake():
    with pytest.raises(ValueError, match="maps sums"):
        cluster_bootstrap(SUMS, lambda sums: sums, rng=rng())


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"method": "t"}, "method is one of"),
        ({"resamples": 10}, "100 or more"),
        ({"confidence_level": 1.0}, "confidence_level"),
        ({"max_undefined_share": 1.0}, "max_undefined_share"),
    ],
)
def test_wrong_options_of_resampled_teams(options, reason):
    with pytest.raises(ValueError, match=reason):
        cluster_bootstrap(SUMS, mean_of_sums, rng=rng(), **options)


@pytest.mark.parametrize(
    ("clusters", "columns", "reason"),
    [
        (["A", "B"], (), "at least one column"),
        (["A", "B"], ([1.0, NAN],), "column 1 has nan"),
        (["A", "B"], ([1.0, 2.0], [1.0]), "clusters and column 2 have the same length"),
        (["A", None], ([1.0, 2.0],), "missing labels"),
    ],
)
def test_wrong_rows_of_teams_are_mistakes(clusters, columns, reason):
    with pytest.raises(ValueError, match=reason):
        cluster_sums(np.array(clusters), *(np.array(column) for column in columns))
