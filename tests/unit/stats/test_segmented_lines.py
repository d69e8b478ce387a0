"""Segmented regression on series whose lines are known, and what it refuses."""

import math

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.segmented import segmented_series
from kooperacja_eval.stats.segmented_design import segment_terms
from kooperacja_eval.stats.segmented_panel import segmented_panel

pytestmark = pytest.mark.unit

NAN = float("nan")
MONTHS = np.arange(4, 22)  # VII 2019 to XII 2020 of the pilot; III 2020 is month 12
WAVE = np.tile([1.0, -1, -1, 1], 5)[:18]


def lines(months, jump=-5.0):
    """10 at month 11, half a point more each month, then a jump and a point more each month."""
    since, after = months - 11, months > 11
    return 10 + 0.5 * since + jump * after + 0.5 * since * after


def names(result):
    return [effect.name for effect in result.changes.effects]


def estimates(result):
    return {effect.name: effect.estimate for effect in result.changes.effects}


def test_known_lines_come_back():
    # the wave is 1, -1, -1, 1: it has no mean and no slope in four months, and little in 8 and 10
    result = segmented_series(lines(MONTHS) + 0.01 * WAVE, MONTHS, last_before=11)
    found = estimates(result)
    assert found["level"] == pytest.approx(10, abs=0.02)
    assert found["slope_before"] == pytest.approx(0.5, abs=0.01)
    assert found["level_change"] == pytest.approx(-5, abs=0.04)
    assert found["slope_change"] == pytest.approx(0.5, abs=0.01)
    assert found["slope_after"] == pytest.approx(found["slope_before"] + found["slope_change"])
    assert names(result) == [
        "level", "slope_before", "level_change", "slope_change", "slope_after",
    ]  # fmt: skip


def test_columns_of_a_break_after_month_11():
    # month - 11, after, months since
    terms = segment_terms(11, slope_change=True, harmonics=0, cycle_months=12)
    assert terms.columns(np.array([10, 11, 12, 13])).tolist() == [
        [-1, 0, 0], [0, 0, 0], [1, 1, 1], [2, 1, 2],
    ]  # fmt: skip
    assert terms.columns(np.array([13]), with_break=False).tolist() == [[2, 0, 0]]


def test_columns_of_seasons():
    # a quarter of a year is a quarter turn; six pairs of twelve months have no sixth sine
    terms = segment_terms(11, slope_change=False, harmonics=1, cycle_months=12)
    assert terms.names == ("slope_before", "level_change", "sin_1", "cos_1")
    assert terms.columns(np.array([3]))[0, 2:] == pytest.approx([1, 0], abs=1e-15)
    whole = segment_terms(11, slope_change=False, harmonics=6, cycle_months=12)
    assert whole.names[-3:] == ("sin_5", "cos_5", "cos_6")
    assert len(whole.names) == 2 + 11


def test_the_line_without_the_break_goes_on():
    result = segmented_series(lines(MONTHS) + 0.01 * WAVE, MONTHS, last_before=11)
    changes = result.changes
    assert changes.months == tuple(range(4, 22))
    assert changes.counterfactual[-1] == pytest.approx(15, abs=0.1)  # 10 + 10 * 0.5
    assert changes.fitted[-1] == pytest.approx(15, abs=0.1)  # 10 - 5 + 10 * 1
    assert changes.fitted[8] == pytest.approx(6, abs=0.05)  # month 12: 10 - 5 + 1
    assert changes.fitted[:8] == changes.counterfactual[:8]
    bands = zip(changes.counterfactual_low, changes.counterfactual_high, strict=True)
    widths = [high - low for low, high in bands]
    assert widths[-1] > widths[8] > 0  # further on, less is known


def test_eight_and_ten_months_only_describe():
    result = segmented_series(lines(MONTHS) + 0.01 * WAVE, MONTHS, last_before=11)
    assert (result.n, result.n_before, result.n_after) == (18, 8, 10)
    assert result.descriptive
    # 4 (18 / 100)^(2/9) = 2.73
    assert (result.lag, result.df, result.variance) == (2, 14, "newey_west")
    assert result.correction == "n_over_n_less_k"


@pytest.mark.parametrize(("n_before", "descriptive"), [(11, True), (12, False)])
def test_twelve_months_on_both_sides_do_not(n_before, descriptive):
    months = np.arange(12 - n_before, 24)
    values = lines(months) + 0.1 * np.resize(WAVE, months.size)
    result = segmented_series(values, months, last_before=11)
    assert (result.n_before, result.descriptive) == (n_before, descriptive)


def test_months_without_data_are_counted_and_filled_by_the_line():
    values = lines(MONTHS) + 0.01 * WAVE
    values[[2, 14]] = NAN
    result = segmented_series(values, MONTHS, last_before=11)
    assert (result.n, result.n_before, result.n_after, result.n_dropped) == (16, 7, 9, 2)
    assert len(result.changes.fitted) == 18
    left_out = np.delete(np.arange(18), [2, 14])
    same = segmented_series(values[left_out], MONTHS[left_out], last_before=11)
    assert same.changes == result.changes


def test_no_lag_is_white():
    # White's errors: with lag 0 only squares of scores count
    rng = np.random.default_rng(5)
    values = lines(MONTHS) + rng.normal(size=18)
    columns = np.column_stack([
        np.ones(18), MONTHS - 11, MONTHS > 11, (MONTHS - 11) * (MONTHS > 11),
    ]).astype(float)  # fmt: skip
    bread = np.linalg.inv(columns.T @ columns)
    left = values - columns @ bread @ columns.T @ values
    white = 18 / 14 * bread @ (columns.T * left**2) @ columns @ bread
    result = segmented_series(values, MONTHS, last_before=11, lag=0)
    found = np.array(result.changes.covariance)[:4, :4]
    assert found == pytest.approx(white, rel=1e-9)


def test_durbin_watson_by_hand():
    # alternating residuals of nearly equal size are near 4, equal neighbours below 2
    up_and_down = np.resize([1.0, -1], 18)
    result = segmented_series(lines(MONTHS) + up_and_down, MONTHS, last_before=11)
    assert result.durbin_watson > 3
    every_second = segmented_series(
        (lines(MONTHS) + up_and_down * WAVE)[::2], MONTHS[::2], last_before=11
    )
    assert every_second.durbin_watson is None


def test_a_count_without_exposure_is_its_own():
    counts = np.array([9.0, 11, 10, 12, 13, 12, 14, 15, 8, 7, 9, 8, 10, 9, 11, 10, 12, 11])
    result = segmented_series(counts, MONTHS, last_before=11, family="count")
    same = segmented_series(counts, MONTHS, last_before=11, family="count", exposure=np.ones(18))
    assert result == same
    jump = result.changes.effects[2]
    assert jump.ratio == pytest.approx(math.exp(jump.estimate))
    assert sum(result.changes.fitted) == pytest.approx(counts.sum())  # the log link keeps totals


@pytest.mark.parametrize(
    ("keep", "options", "reason"),
    [
        (MONTHS < 14, {}, "przed: 8, po: 2"),
        (MONTHS > 9, {}, "przed: 2, po: 10"),
        (MONTHS < 13, {"slope_change": False}, "przed: 8, po: 1"),
        (MONTHS > 0, {"harmonics": 6}, "liczba współczynników: 15"),
        (MONTHS % 3 == 0, {}, "przed: 2, po: 4"),
    ],
)
def test_too_few_months(keep, options, reason):
    if "harmonics" in options and options["harmonics"] == 6:
        keep = keep & (MONTHS < 19)
    values = lines(MONTHS) + WAVE
    with pytest.raises(InsufficientDataError, match=reason):
        segmented_series(values[keep], MONTHS[keep], last_before=11, **options)


def test_series_that_leave_nothing_or_run_off():
    with pytest.raises(InsufficientDataError, match="bez reszty"):
        segmented_series(lines(MONTHS), MONTHS, last_before=11)
    nothing_after = np.where(MONTHS > 11, 0.0, 5 + WAVE)
    with pytest.raises(InsufficientDataError, match="nieskończone"):
        segmented_series(nothing_after, MONTHS, last_before=11, family="count")
    all_after = np.where(MONTHS > 11, 9.0, 5 + WAVE)
    with pytest.raises(InsufficientDataError, match="nieskończone"):
        segmented_series(
            all_after, MONTHS, last_before=11, family="share", exposure=np.full(18, 9.0)
        )


@pytest.mark.parametrize(
    ("options", "error", "reason"),
    [
        ({"last_before": 11.5}, TypeError, "last_before"),
        ({"family": "poisson"}, ValueError, "family is one of"),
        ({"family": "share"}, ValueError, "trials"),
        ({"exposure": np.ones(18)}, ValueError, "not for a gaussian"),
        ({"family": "count", "exposure": np.zeros(18)}, ValueError, "above 0"),
        ({"family": "share", "exposure": np.ones(18)}, ValueError, "at most as many"),
        ({"family": "count", "outcome": -lines(MONTHS)}, ValueError, "negative"),
        ({"months": np.full(18, 4)}, ValueError, "every month once"),
        ({"months": MONTHS + 0.5}, ValueError, "whole numbers"),
        ({"months": MONTHS[:-1]}, ValueError, "same length"),
        ({"harmonics": 7}, ValueError, "half of cycle_months"),
        ({"variance": "hac"}, ValueError, "variance is one of"),
        ({"variance": "model", "lag": 2}, ValueError, "newey_west"),
        ({"lag": 18}, ValueError, "shorter than the series"),
    ],
)
def test_arguments_of_a_series_that_cannot_be_meant(options, error, reason):
    arguments = {"outcome": lines(MONTHS) + WAVE, "months": MONTHS, "last_before": 11} | options
    with pytest.raises(error, match=reason):
        segmented_series(arguments.pop("outcome"), arguments.pop("months"), **arguments)


PANEL_MONTHS, TEAMS = np.tile(np.arange(1, 9), 6), np.repeat(list("ABCDEF"), 8)
OWN = np.repeat([2.0, 0, 1, 3, 1, 2], 8)


def test_teams_that_jump_alike():
    # each team keeps its own level, and all fall by 6 after month 4; errors come from 0, 1 or -1
    noise = np.resize([1.0, 0, -1, 0, 1], 48)
    result = segmented_panel(
        40 + OWN - 6 * (PANEL_MONTHS > 4) + 0.1 * noise, PANEL_MONTHS, TEAMS, last_before=4
    )
    assert estimates(result)["level_change"] == pytest.approx(-6, abs=0.3)
    assert (result.n, result.n_clusters, result.n_before, result.n_after) == (48, 6, 4, 4)
    assert (result.descriptive, result.variance) == (True, "CR2")
    assert all(0 < effect.df <= 5 + 1e-9 for effect in result.changes.effects)


def test_a_panel_needs_more_teams_than_coefficients():
    rows = TEAMS < "E"
    values = (40 + OWN + np.arange(48) % 5)[rows]
    with pytest.raises(InsufficientDataError, match="liczba grup: 4, liczba współczynników: 4"):
        segmented_panel(values, PANEL_MONTHS[rows], TEAMS[rows], last_before=4)


def test_a_panel_leaves_out_months_that_are_not_known():
    values = 40 + OWN + np.arange(48) % 5
    values[[0, 20]] = NAN
    result = segmented_panel(values, PANEL_MONTHS, TEAMS, last_before=4)
    assert (result.n, result.n_dropped, result.n_clusters) == (46, 2, 6)


def test_a_panel_refuses_an_unknown_variance():
    with pytest.raises(ValueError, match="variance is one of"):
        segmented_panel(OWN, PANEL_MONTHS, TEAMS, last_before=4, variance="newey_west")
