"""Survival curves by hand, and what they refuse."""

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.kaplan_meier import kaplan_meier, kaplan_meier_by_group
from kooperacja_eval.stats.nelson_aalen import nelson_aalen
from kooperacja_eval.stats.restricted_mean import restricted_mean
from kooperacja_eval.stats.survival_quantiles import quantile
from kooperacja_eval.stats.survival_table import (
    cause_rows,
    numbered,
    risk_table,
    table_of,
    tables_by_group,
)

pytestmark = pytest.mark.unit

TIME, EVENT = np.array([2.0, 5, 5, 7]), np.array([1.0, 1, 0, 1])


def test_who_leaves_at_the_time_of_an_event_is_at_risk_of_it() -> None:
    # at 5: three there, one event, one censored; at 7 one is left
    table = risk_table(TIME, EVENT)
    assert table.at_risk.tolist() == [4, 3, 1]
    assert table.events.tolist() == [1, 1, 1]
    assert table.censored.tolist() == [0, 1, 0]


@pytest.mark.parametrize("shift", [0.0, 0.25, 1e7])
def test_counting_whole_times_and_sorting_others_are_the_same(shift: float) -> None:
    # whole and small: counted in a field; a quarter more, or too large for a field: sorted
    table = table_of(cause_rows(TIME + shift, np.array([2.0, 1, 0, 2]), None))
    assert table.times.tolist() == [2 + shift, 5 + shift, 7 + shift]
    assert table.by_cause.tolist() == [[0, 1, 0], [1, 0, 1]]
    assert table.censored.tolist() == [0, 1, 0]
    assert table.at_risk.tolist() == [4, 3, 1]


def test_the_curve_is_a_product_of_shares_that_stay() -> None:
    # 3/4, then 3/4 * 2/3 = 1/2, then 0; one half from 5 to 7: the median is 6
    curve = kaplan_meier(TIME, EVENT)
    np.testing.assert_allclose(curve.survival, [0.75, 0.5, 0.0])
    assert curve.median == 6


def test_greenwood_by_hand() -> None:
    # at 2: 1/(4*3); S^2 times it: .75^2/12 = .046875, root .216506
    curve = kaplan_meier(TIME, EVENT)
    assert curve.standard_error[0] == pytest.approx(0.21650635, abs=1e-8)
    assert np.isnan(curve.standard_error[-1])  # nobody is left to vary


def test_the_same_line_on_three_scales() -> None:
    # S .75, error .216506, z 1.959964: plain .75 -+ .424345, cut at 1; log .75 exp(-+ .565793), cut
    # at 1; log_log .75^exp(+- .565793 / .287682)
    ends = {
        "plain": (0.325655, 1.0),
        "log": (0.425932, 1.0),
        "log_log": (0.127947, 0.960549),
    }
    for interval, expected in ends.items():
        curve = kaplan_meier(TIME, EVENT, interval=interval)  # type: ignore[arg-type]
        assert (curve.ci_low[0], curve.ci_high[0]) == pytest.approx(expected, abs=1e-6)


def test_a_curve_that_stays_above_one_half_has_no_median() -> None:
    curve = kaplan_meier(np.array([1.0, 2, 3]), np.array([1.0, 0, 0]))
    assert curve.median is None


def test_a_curve_that_ends_at_one_half_gets_there_when_it_does() -> None:
    # one half from 2 on; that watching ended at 4 says nothing of the event
    curve = kaplan_meier(np.array([1.0, 2, 3, 4]), np.array([1.0, 1, 0, 0]))
    assert curve.median == 2
    assert quantile(curve, 0.5).time == 2


def test_quantiles_of_a_step() -> None:
    # 3/4 from 2 to 5: the first quarter is reached in the middle of it; a tenth at 2
    curve = kaplan_meier(TIME, EVENT)
    assert [quantile(curve, share).time for share in (0.1, 0.25, 0.5, 0.9)] == [2, 3.5, 6, 7]
    assert quantile(curve, 0.5).time == curve.median
    assert quantile(curve, 0.5).ci_high is None  # the interval does not come down so far


@pytest.mark.parametrize("share", [0.0, 1.0, 25.0, float("nan")])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="strictly between"):
        quantile(kaplan_meier(TIME, EVENT), share)


def test_restricted_mean_by_hand() -> None:
    # to 6: 2 * 1 + 3 * .75 + 1 * .5 = 4.75; areas after 2 and 5 are 2.75 and .5; variance
    # 2.75^2 / (4 * 3) + .5^2 / (3 * 2) = .630208 + .041667 = .671875
    result = restricted_mean(TIME, EVENT, until=6)
    assert result.estimate == 4.75
    assert result.standard_error == pytest.approx(0.671875**0.5)
    assert (result.n, result.n_events, result.n_dropped) == (4, 2, 0)
    assert result.ci_high == 6  # 4.75 + 1.6 is past the horizon
    assert result.ci_low == pytest.approx(4.75 - 1.959963984540054 * 0.671875**0.5)


def test_a_restricted_mean_needs_events_and_a_horizon_that_was_watched() -> None:
    time, event = np.array([3.0, 4, 5]), np.array([1.0, 1, 0])
    with pytest.raises(InsufficientDataError, match="Horyzont leży po ostatnim"):
        restricted_mean(time, event, until=6)
    level = restricted_mean(time, event, until=6, beyond_last="level")
    assert level.estimate == pytest.approx(3 + 2 / 3 + 2 / 3)  # 3, then 2/3 for 1, 1/3 for 2
    with pytest.raises(InsufficientDataError, match="nie ma zdarzeń"):
        restricted_mean(time, event, until=2)
    # where all have had the event, the curve is known to be 0 for ever
    assert restricted_mean(TIME, EVENT, until=100).estimate == 2 + 2.25 + 1


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"until": 0}, "above 0"),
        ({"until": float("nan")}, "above 0"),
        ({"until": float("inf")}, "finite"),
        ({"until": 5, "beyond_last": "guess"}, "beyond_last"),
        ({"until": 5, "confidence_level": 95}, "confidence_level"),
    ],
)
def test_wrong_options_of_the_restricted_mean(option: dict[str, float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        restricted_mean(TIME, EVENT, **option)  # type: ignore[arg-type]


def test_nelson_aalen_by_hand() -> None:
    # 1/4, + 1/3, + 1/1; variance 1/16, + 1/9, + 1
    curve = nelson_aalen(TIME, EVENT)
    np.testing.assert_allclose(curve.hazard, [1 / 4, 7 / 12, 19 / 12])
    np.testing.assert_allclose(curve.standard_error**2, [1 / 16, 25 / 144, 169 / 144])
    np.testing.assert_allclose(curve.ci_low * curve.ci_high, curve.hazard**2)
    before = nelson_aalen(np.array([1.0, 2]), np.array([0.0, 1]))
    assert np.isnan(before.ci_low[0])
    assert before.hazard[0] == 0


def test_groups_are_curves_by_themselves() -> None:
    time = np.array([2.0, 5, 5, 7, 1, np.nan, 3])
    event = np.array([1.0, 1, 0, 1, 1, 1, np.nan])
    groups = np.array(["B", "B", "A", "A", "A", "B", "C"])
    curves = kaplan_meier_by_group(time, event, groups)
    assert list(curves) == ["A", "B"]  # C has no row with an outcome
    assert curves["A"].times.tolist() == [1, 5, 7]
    assert curves["A"].survival.tolist() == pytest.approx([2 / 3, 2 / 3, 0])
    assert (curves["B"].n, curves["B"].n_dropped) == (2, 1)
    with pytest.raises(ValueError, match="missing labels"):
        kaplan_meier_by_group(time[:2], event[:2], np.array([1.0, np.nan]))
    with pytest.raises(ValueError, match="same length"):
        tables_by_group(cause_rows(time, event, 1), groups[:3])


@pytest.mark.parametrize(
    "labels",
    [
        np.array([3, -2, 3, 7]),
        np.array([100, -128, 100, 127], dtype=np.int8),
        np.array([10**15, 1, 10**15, 5 * 10**15]),
        np.array([3, 1, 3, 7], dtype=np.uint64),
        np.array(["b", "a", "b", "c"]),
    ],
)
def test_labels_are_numbered_in_order(labels: np.ndarray) -> None:
    names, place = numbered(labels)
    assert names.tolist() == sorted(set(labels.tolist()))
    assert place.tolist() == [1, 0, 1, 2]


def test_missing_rows_are_counted_and_nobody_left_is_refused() -> None:
    curve = kaplan_meier(np.array([1.0, np.nan, 3]), np.array([1.0, 1, np.nan]))
    assert (curve.n, curve.n_dropped) == (1, 2)
    with pytest.raises(InsufficientDataError):
        kaplan_meier(np.array([np.nan]), np.array([1.0]))


@pytest.mark.parametrize(
    ("time", "event", "said"),
    [([0.0], [1.0], "above 0"), ([1.0], [2.0], "event is"), ([1.0, 2.0], [1.0], "length")],
)
def test_what_is_no_duration_is_refused(time: list[float], event: list[float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        kaplan_meier(np.array(time), np.array(event))


def test_another_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="log_log, log, plain"):
        kaplan_meier(TIME, EVENT, interval="logit")  # type: ignore[arg-type]
