"""Survival curves by hand, and what they refuse."""

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.kaplan_meier import kaplan_meier
from kooperacja_eval.stats.survival_table import risk_table

pytestmark = pytest.mark.unit


def test_who_leaves_at_the_time_of_an_event_is_at_risk_of_it() -> None:
    # at 5: three there, one event, one censored; at 7 one is left
    table = risk_table(np.array([2.0, 5, 5, 7]), np.array([1.0, 1, 0, 1]))
    assert table.at_risk.tolist() == [4, 3, 1]
    assert table.events.tolist() == [1, 1, 1]
    assert table.censored.tolist() == [0, 1, 0]


def test_the_curve_is_a_product_of_shares_that_stay() -> None:
    # 3/4, then 3/4 * 2/3 = 1/2, then 0; one half from 5 to 7: the median is 6
    curve = kaplan_meier(np.array([2.0, 5, 5, 7]), np.array([1.0, 1, 0, 1]))
    np.testing.assert_allclose(curve.survival, [0.75, 0.5, 0.0])
    assert curve.median == 6


def test_greenwood_by_hand() -> None:
    # at 2: 1/(4*3); S^2 times it: .75^2/12 = .046875, root .216506
    curve = kaplan_meier(np.array([2.0, 5, 5, 7]), np.array([1.0, 1, 0, 1]))
    assert curve.standard_error[0] == pytest.approx(0.21650635, abs=1e-8)
    assert np.isnan(curve.standard_error[-1])  # nobody is left to vary


def test_a_curve_that_stays_above_one_half_has_no_median() -> None:
    curve = kaplan_meier(np.array([1.0, 2, 3]), np.array([1.0, 0, 0]))
    assert curve.median is None


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
