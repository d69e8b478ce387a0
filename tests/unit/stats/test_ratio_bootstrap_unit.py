import dataclasses

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.ratio_bootstrap import bootstrap_ratio

pytestmark = pytest.mark.unit

nan = np.nan
COST = [900.0, 1200, 1000, 700, 1500, 800]
FAMILIES = [5.0, 6, 5, 5, 8, 6]


def ratio(cost, families, seed=1, **options):
    return bootstrap_ratio(
        np.array(cost), np.array(families), rng=np.random.default_rng(seed), **options
    )


def test_cost_per_family_with_shared_costs_by_hand():
    # 6100 of the teams and 700 shared over 35 families: 6800 / 35
    result = ratio(COST, FAMILIES, shared=700)
    assert result.estimate == pytest.approx(6800 / 35)
    assert (result.numerator, result.denominator, result.shared) == (6100, 35, 700)
    assert result.ci_low < result.estimate < result.ci_high
    assert (result.method, result.shared_rule, result.resamples) == ("studentised", "fixed", 9999)


@pytest.mark.parametrize("method", ["bca", "percentile"])
def test_shared_costs_per_family_move_the_interval_by_a_constant(method):
    # 700 over 35 families: 20 for each, whichever teams are drawn
    alone = ratio(COST, FAMILIES, method=method)
    result = ratio(COST, FAMILIES, shared=700.0, shared_rule="per_unit", method=method)
    for name in ("estimate", "ci_low", "ci_high"):
        assert getattr(result, name) == pytest.approx(getattr(alone, name) + 20)
    assert result.standard_error == pytest.approx(alone.standard_error)


def test_fixed_and_per_cluster_differ_in_no_resample():
    fixed = ratio(COST, FAMILIES, shared=700.0, method="percentile")
    per_team = ratio(COST, FAMILIES, shared=700.0, shared_rule="per_cluster", method="percentile")
    assert dataclasses.replace(per_team, shared_rule="fixed") == fixed


def test_fixed_and_per_cluster_differ_where_a_team_is_left_out():
    # Without a team of 5 families, 700 fixed are shared by 30 of 35 (23.33 for each), 5/6 of 700 by
    # 30 (19.44); without the one of 8, by 27 (25.93 and 21.60): other gaps, another acceleration.
    fixed = ratio(COST, FAMILIES, shared=700.0, method="bca")
    per_team = ratio(COST, FAMILIES, shared=700.0, shared_rule="per_cluster", method="bca")
    assert fixed.acceleration != pytest.approx(per_team.acceleration, rel=1e-3)
    assert fixed.z0 == per_team.z0


def test_so_few_teams_that_resamples_hold_only_one_have_no_studentised_interval():
    # of 4 ^ 4 resamples, 4 hold one team four times: 1.6 % without an error of their own
    cost, families = [600.0, 2400, 900, 700], [5.0, 15, 9, 6]
    with pytest.raises(InsufficientDataError, match="w zbyt wielu"):
        ratio(cost, families)
    assert ratio(cost, families, method="percentile").n_clusters == 4


def test_resamples_without_an_error_of_their_own_are_counted():
    # 200 for each family in two of six teams: a resample of these two alone (2 ^ 6), or of one of
    # the other four alone, has no spread: 68 of 46,656, of 9,999 14.6 on average, SD 3.8
    assert 0 < ratio(COST, FAMILIES).n_undefined < 30
    assert ratio(COST, FAMILIES, method="percentile").n_undefined == 0


def test_teams_without_data_are_left_out_of_resampling_and_counted():
    without = ratio([600.0, 2400, 900], [5.0, 15, 9], method="bca")
    result = ratio([600.0, nan, 2400, 300, 0, 900], [5.0, 5, 15, nan, 0, 9], method="bca")
    assert (result.n_dropped, result.n_clusters) == (3, 3)
    assert dataclasses.replace(result, n_dropped=0) == without


def test_shared_costs_alone_are_a_cost_too():
    # no cost of its own in any team: 700 / 24
    result = ratio([0.0, 0, 0, 0], [5.0, 6, 5, 8], shared=700.0, method="percentile")
    assert result.estimate == pytest.approx(700 / 24)


def test_the_same_seed_is_the_same_interval_and_another_is_another():
    assert ratio(COST, FAMILIES) == ratio(COST, FAMILIES)
    assert ratio(COST, FAMILIES).ci_high != ratio(COST, FAMILIES, seed=2).ci_high


@pytest.mark.parametrize(
    ("cost", "families", "options", "reason"),
    [
        ([600.0], [5.0], {}, "liczba takich grup: 1"),
        ([600.0, 500], [0.0, 0], {}, "mianownik"),
        ([0.0, 0], [5.0, 5], {}, "liczniku"),
        ([], [], {"shared": 100.0}, "mianownik"),
        ([600.0, 1200, 1800], [1.0, 2, 3], {}, "ma tę samą wartość we wszystkich"),
        ([600.0, 1200, 1800], [1.0, 0, 0], {}, "po pominięciu jednej"),
        # of four teams one has families; without it the ratio is undefined; with two of four,
        # 1 of 16 resamples holds neither
        ([600.0, 1200, 1800, 500], [1.0, 2, 0, 0], {"method": "percentile"}, "w zbyt wielu"),
    ],
)
def test_where_resampled_ratios_are_undefined(cost, families, options, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        ratio(cost, families, **options)


@pytest.mark.parametrize(
    ("options", "error", "reason"),
    [
        ({"shared": -1.0}, ValueError, "shared is 0 or more"),
        ({"shared": nan}, ValueError, "shared is 0 or more"),
        ({"shared": "700"}, TypeError, "shared is a number"),
        ({"shared_rule": "teams"}, ValueError, "fixed, per_cluster, per_unit"),
        ({"method": "basic"}, ValueError, "studentised, bca, percentile"),
        ({"resamples": 10}, ValueError, "resamples is 100 or more"),
        ({"confidence_level": 1}, ValueError, "confidence_level"),
    ],
)
def test_wrong_options_of_resampled_ratios_are_mistakes(options, error, reason):
    with pytest.raises(error, match=reason):
        ratio(COST, FAMILIES, **options)


def test_wrong_amounts_of_resampled_ratios_are_mistakes():
    with pytest.raises(ValueError, match="numerators holds amounts of 0 or more"):
        ratio([-1.0, 2], [5.0, 5])
    with pytest.raises(ValueError, match="same length"):
        ratio([1.0, 2], [5.0])
