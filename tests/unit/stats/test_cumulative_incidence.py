"""Cumulative incidence and values at stated times by hand, and what they refuse."""

import numpy as np
import pytest

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.cumulative_incidence import (
    cumulative_incidence,
    cumulative_incidence_by_group,
)
from kooperacja_eval.stats.survival_at import incidence_at, survival_at
from kooperacja_eval.stats.survival_quantiles import quantile

pytestmark = pytest.mark.unit

# months until a family completed (1) or withdrew (2), or was still there (0)
TIME, CAUSE = np.array([2.0, 5, 5, 7]), np.array([1.0, 2, 0, 1])
TEAM = np.array(["A", "A", "B", "B"])


def test_shares_add_up_to_one() -> None:
    # 1/4 complete at 2; of 3/4, a third withdraws at 5; all the rest completes at 7
    found = cumulative_incidence(TIME, CAUSE)
    one, two = found.causes
    np.testing.assert_allclose(found.event_free, [3 / 4, 1 / 2, 0])
    np.testing.assert_allclose(one.incidence, [1 / 4, 1 / 4, 3 / 4])
    np.testing.assert_allclose(two.incidence, [0, 1 / 4, 1 / 4])
    assert found.at_risk.tolist() == [4, 3, 1]
    assert (found.events.tolist(), found.censored.tolist()) == ([1, 1, 1], [0, 1, 0])
    assert (one.n_events, two.n_events) == (2, 1)


def test_the_error_by_hand() -> None:
    # completed at 5: only h at 2 counts: 3/4 of nothing is added since, so D = 0 and
    # V = 1/4 * 1/4 * 3/4 = .046875. withdrew at 5: at 2, D = 1/4, h/(1-h) = 1/3:
    # (1/4)^2 / 3 / 4 = .0052083; at 5: (3/4)^2 * 1/3 * 2/3 / 3 = .0416667
    one, two = cumulative_incidence(TIME, CAUSE).causes
    assert one.standard_error[1] ** 2 == pytest.approx(0.046875)
    assert two.standard_error[0] == 0
    assert two.standard_error[1] ** 2 == pytest.approx(0.0052083333 + 0.0416666667)


def test_a_share_without_spread_has_no_interval() -> None:
    one, two = cumulative_incidence(TIME, CAUSE).causes
    assert np.isnan([two.ci_low[0], two.ci_high[0]]).all()
    assert not np.isnan([one.ci_low, one.ci_high]).any()


def test_an_end_that_nobody_had_has_its_curve() -> None:
    found = cumulative_incidence(TIME, CAUSE, causes=3)
    assert [curve.cause for curve in found.causes] == [1, 2, 3]
    assert found.causes[2].incidence.tolist() == [0, 0, 0]
    assert quantile(found.causes[2], 0.1).time is None


def test_quantiles_of_an_end() -> None:
    # completed is 1/4 from 2 to 7, then 3/4: a quarter of all in the middle of that while
    one, two = cumulative_incidence(TIME, CAUSE).causes
    assert [quantile(one, share).time for share in (0.2, 0.25, 0.6)] == [2, 4.5, 7]
    assert quantile(two, 0.5).time is None


def test_groups_have_the_same_ends() -> None:
    found = cumulative_incidence_by_group(TIME, CAUSE, TEAM)
    assert list(found) == ["A", "B"]
    assert [curve.incidence.tolist() for curve in found["A"].causes] == [[0.5, 0.5], [0, 0.5]]
    assert found["B"].causes[1].n_events == 0  # nobody of B withdrew, yet the curve is there


def test_clusters_by_hand() -> None:
    # at 2, h = 1/4, F = 1/4: influence 3/16 of who completed, -1/16 of the three others; A moves it
    # by 2/16, B by -2/16: 2 / (2 - 1) * (4 + 4) / 256 = .0625
    (found,) = incidence_at(TIME, CAUSE, 1, [2], TEAM)
    assert found.value == 0.25
    assert found.standard_error == pytest.approx(0.25)
    assert (found.at_risk, found.n_events, found.n, found.n_clusters, found.df) == (4, 1, 4, 2, 1)
    (alone,) = incidence_at(TIME, CAUSE, 1, [2])  # (9 + 3) / 256 = .046875
    assert alone.standard_error == pytest.approx(0.046875**0.5)
    assert (alone.n_clusters, alone.df, alone.method) == (None, None, "log_log_normal")


def test_before_the_first_event_and_after_the_last_there_is_no_spread() -> None:
    early, middle, late = survival_at(TIME, (CAUSE > 0) * 1.0, [1, 6, 9], TEAM)
    assert (early.value, early.standard_error, early.ci_low, early.at_risk) == (1, None, None, 4)
    assert (middle.value, middle.n_events) == (0.5, 2)
    assert (late.value, late.standard_error, late.ci_high, late.at_risk) == (0, None, None, 0)


def test_a_time_that_was_not_watched_is_refused() -> None:
    with pytest.raises(InsufficientDataError, match="po ostatnim zaobserwowanym czasie"):
        survival_at(TIME, np.array([1.0, 1, 1, 0]), [6, 8])
    with pytest.raises(InsufficientDataError, match="po ostatnim zaobserwowanym czasie"):
        incidence_at(TIME, np.array([1.0, 1, 1, 0]), 1, [8])


def test_too_few_clusters_and_clusters_that_are_alike_are_refused() -> None:
    event = (CAUSE > 0) * 1.0
    with pytest.raises(InsufficientDataError, match="liczba grup ze znanymi czasami: 1"):
        survival_at(np.array([2.0, 5, np.nan]), event[:3], [3], np.array(["A", "A", "B"]))
    twice = np.tile(TIME, 2), np.tile(event, 2)
    with pytest.raises(InsufficientDataError, match="przebieg jest taki sam"):
        survival_at(*twice, [6], np.repeat(["A", "B"], 4))


def test_rows_without_time_or_end_are_counted_and_left_out_of_their_team() -> None:
    time = np.append(TIME, [np.nan, 3])
    cause = np.append(CAUSE, [1, np.nan])
    (found,) = incidence_at(time, cause, 1, [2], np.append(TEAM, ["C", "C"]))
    assert (found.n, found.n_dropped, found.n_clusters) == (4, 2, 2)
    assert cumulative_incidence(time, cause).n_dropped == 2


@pytest.mark.parametrize(
    ("cause", "causes", "said"),
    [
        ([1.0, 2, 0, 3], 2, "from 0 to 2"),
        ([1.0, 2, 0, -1], None, "from 0 to 64"),
        ([1.0, 2, 0, 1.5], None, "from 0 to 64"),
        ([1.0, 2, 0, 2019], None, "from 0 to 64"),
        ([1.0, 2, 0, 1], 0, "causes is from 1"),
    ],
)
def test_what_is_no_end_is_refused(cause: list[float], causes: int | None, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        cumulative_incidence(TIME, np.array(cause), causes=causes)


def test_wrong_types_are_refused() -> None:
    with pytest.raises(TypeError, match="causes is a whole number"):
        cumulative_incidence(TIME, CAUSE, causes=2.0)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="which is a whole number"):
        incidence_at(TIME, CAUSE, "1", [2])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="which is from 1 to 2"):
        incidence_at(TIME, CAUSE, 3, [2])
    for moment in (0, -1, np.nan, np.inf):
        with pytest.raises(ValueError, match="finite"):
            incidence_at(TIME, CAUSE, 1, [moment])
    with pytest.raises(ValueError, match="same length"):
        incidence_at(TIME, CAUSE, 1, [2], TEAM[:2])
