import dataclasses

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.proportions import (
    clopper_pearson_interval,
    clustered_proportion,
    wilson_interval,
)

pytestmark = pytest.mark.unit


def clustered(successes, trials, **options):
    return clustered_proportion(np.array(successes), np.array(trials), **options)


@pytest.mark.parametrize("interval", [wilson_interval, clopper_pearson_interval])
def test_numerator_and_denominator_are_kept(interval):
    result = interval(140, 172)
    assert (result.successes, result.n) == (140, 172)
    assert result.estimate == 140 / 172


def test_each_interval_names_its_method():
    assert wilson_interval(1, 2).method == "wilson"
    assert clopper_pearson_interval(1, 2).method == "clopper_pearson"


def test_wilson_by_hand():
    # 1 of 2 at z^2 = 3.841459: centre 0.5; half-width z / (2 + z^2) * sqrt(0.5 + z^2 / 4)
    # = 1.959964 / 5.841459 * sqrt(1.460365) = 0.405469
    result = wilson_interval(1, 2)
    assert result.ci_low == pytest.approx(0.094531, abs=1e-6)
    assert result.ci_high == pytest.approx(0.905469, abs=1e-6)


def test_clopper_pearson_by_hand():
    # 0 of 5: the upper end solves (1 - p)^5 = 0.025, p = 1 - 0.025^(1/5)
    result = clopper_pearson_interval(0, 5)
    assert result.ci_low == 0
    assert result.ci_high == pytest.approx(1 - 0.025**0.2, abs=1e-12)


@pytest.mark.parametrize("interval", [wilson_interval, clopper_pearson_interval])
def test_no_trials_leave_a_proportion_undefined(interval):
    with pytest.raises(InsufficientDataError, match="mianownik wynosi 0"):
        interval(0, 0)


@pytest.mark.parametrize("interval", [wilson_interval, clopper_pearson_interval])
def test_more_successes_than_trials_are_a_mistake(interval):
    with pytest.raises(ValueError, match=r"successes \(6\) exceed trials \(5\)"):
        interval(6, 5)


@pytest.mark.parametrize("interval", [wilson_interval, clopper_pearson_interval])
def test_a_wrong_confidence_level_is_a_mistake(interval):
    with pytest.raises(ValueError, match="confidence_level"):
        interval(1, 2, confidence_level=95)


def test_clustered_proportion_by_hand():
    # p = 9/10; residuals 5 - 4.5 and 4 - 4.5; v = 2/1 * (0.25 + 0.25) / 10^2 = 0.01;
    # design effect 0.01 / (0.09 / 9) = 1; t(1) = 12.706205, so that t^2 / 10 = 16.144764 and
    # the ends are (0.9 + 8.072382 -+ 4.018055 * sqrt(0.09 + 4.036191)) / 17.144764
    result = clustered([5, 4], [5, 5])
    assert result.estimate == pytest.approx(0.9)
    assert result.standard_error == pytest.approx(0.1)
    assert result.design_effect == pytest.approx(1)
    assert result.df == 1
    assert result.n_effective == pytest.approx(10 * (1.959964 / 12.706205) ** 2, abs=1e-6)
    assert result.ci_low == pytest.approx(0.047280, abs=1e-5)
    assert result.ci_high == pytest.approx(0.999391, abs=1e-5)


def test_a_team_without_families_is_left_out_and_counted():
    without = clustered([5, 3, 6], [5, 5, 7])
    result = clustered([5, 3, 0, 6], [5, 5, 0, 7])
    assert result.n_dropped == 1
    assert dataclasses.replace(result, n_dropped=0) == without


def test_some_teams_with_all_families_successful_are_no_obstacle():
    result = clustered([5, 5, 6, 3], [5, 5, 6, 6])
    assert 0 < result.ci_low < result.estimate < result.ci_high < 1


def test_without_spread_between_teams_the_interval_is_wilsons():
    # All teams at 4 of 5: the linearised variance is 0, but 10 families still say no more than 10.
    result = clustered([4, 4], [5, 5])
    wilson = wilson_interval(8, 10)
    assert result.standard_error == pytest.approx(0, abs=1e-15)
    assert result.n_effective == 10
    assert (result.ci_low, result.ci_high) == pytest.approx((wilson.ci_low, wilson.ci_high))


def test_unlike_teams_make_the_interval_wider():
    alike = clustered([4, 4, 4, 4, 4, 4], [5, 5, 5, 5, 5, 5])
    unlike = clustered([5, 5, 5, 5, 4, 0], [5, 5, 5, 5, 5, 5])
    assert unlike.estimate == alike.estimate
    assert unlike.design_effect > 1 > alike.design_effect
    assert unlike.ci_high - unlike.ci_low > alike.ci_high - alike.ci_low


@pytest.mark.parametrize(
    ("successes", "trials", "reason"),
    [
        ([4], [5], "liczba takich grup: 1"),
        ([4, 0], [5, 0], "liczba takich grup: 1"),
        ([5, 6], [5, 6], "Udział wynosi 0 albo 1"),
        ([0, 0], [5, 6], "Udział wynosi 0 albo 1"),
        ([0, 0], [0, 0], "mianownik wynosi 0"),
        ([], [], "mianownik wynosi 0"),
    ],
)
def test_where_the_clustered_interval_is_undefined(successes, trials, reason):
    with pytest.raises(InsufficientDataError, match=reason):
        clustered(successes, trials)


def test_undefined_is_explained_in_english_too():
    with pytest.raises(InsufficientDataError) as caught:
        clustered([4], [5])
    assert "needs at least 2 clusters" in caught.value.text.en


@pytest.mark.parametrize(
    ("successes", "trials", "error", "reason"),
    [
        ([6, 4], [5, 5], ValueError, "successes exceed trials"),
        ([-1, 4], [5, 5], ValueError, "negative"),
        ([4, 4], [5, 5, 5], ValueError, "same length"),
        ([4.0, 4.0], [5, 5], TypeError, "integers"),
        ([[4, 4]], [[5, 5]], ValueError, "one dimension"),
    ],
)
def test_wrong_counts_are_mistakes(successes, trials, error, reason):
    with pytest.raises(error, match=reason):
        clustered(successes, trials)


def test_a_wrong_confidence_level_of_a_clustered_interval_is_a_mistake():
    with pytest.raises(ValueError, match="confidence_level"):
        clustered([4, 5], [5, 5], confidence_level=1.0)
