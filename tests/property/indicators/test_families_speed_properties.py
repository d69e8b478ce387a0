"""What is computed at once for very many families is what is computed for each by itself."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.indicators.coop_families import CORRELATION, goal_scores
from kooperacja_eval.indicators.cost_bootstrap import with_shared
from kooperacja_eval.indicators.families_equity_sums import difference_of_teams
from kooperacja_eval.indicators.families_time import STAYING, _curves
from kooperacja_eval.indicators.families_time_data import FollowUp
from kooperacja_eval.indicators.families_time_window import around
from kooperacja_eval.indicators.units import positions
from kooperacja_eval.stats.clustered_difference import clustered_difference
from kooperacja_eval.stats.goal_attainment import goal_attainment
from kooperacja_eval.stats.ratios import clustered_ratio
from kooperacja_eval.stats.survival_lines import first_time

pytestmark = pytest.mark.property

EQUAL = 1e-12
"""Sums in another order differ in the sixteenth digit; T and costs have four before the comma."""
SEEDS = st.integers(0, 10_000)
GOALS = st.lists(
    st.tuples(
        st.integers(-1, 4),
        st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0, np.nan]),
        st.sampled_from([0.0, 1.0, 2.5, 3.0, 1e150, np.nan]),
    ),
    max_size=25,
)


@given(GOALS)
def test_t_of_all_families_is_t_of_each(goals: list[tuple[int, float, float]]) -> None:
    family, levels, weights = (np.array([goal[at] for goal in goals]) for at in range(3))
    found = goal_scores(levels, weights, family.astype(np.int64), 5)
    for one in range(5):
        own = family == one
        try:
            t = goal_attainment(levels[own], weights[own], correlation=CORRELATION).t
        except InsufficientDataError:
            t = np.nan
        assert found[one] == pytest.approx(t, rel=EQUAL, nan_ok=True)


def test_t_assumes_the_usual_correlation() -> None:
    # without weights: 50 + 10 x 2 / sqrt(.7 x 2 + .3 x 4)
    found = goal_scores(np.ones(2), np.ones(2), np.zeros(2, dtype=np.int64), 1)
    assert found[0] == pytest.approx(goal_attainment([1, 1]).t, rel=EQUAL)


@pytest.mark.parametrize(("level", "weight"), [(3.0, 1.0), (0.5, 1.0), (0.0, -1.0), (0.0, np.inf)])
def test_what_is_no_level_or_weight_is_refused(level: float, weight: float) -> None:
    with pytest.raises(ValueError, match=r"levels|weights"):
        goal_scores(np.array([level]), np.array([weight]), np.zeros(1, dtype=np.int64), 1)


@given(SEEDS)
@settings(deadline=None, max_examples=50)
def test_a_difference_from_sums_by_team_is_that_of_the_model(seed: int) -> None:
    rng = np.random.default_rng(seed)
    first, second = rng.normal(size=rng.integers(2, 30)), rng.normal(size=rng.integers(2, 30))
    one, two = rng.integers(0, 6, first.size), rng.integers(0, 9, second.size)
    found = difference_of_teams(first, second, one, two)
    model = clustered_difference(first, second, one, two)
    for name in ("estimate", "ci_low", "ci_high", "p_value"):
        assert getattr(found, name) == pytest.approx(getattr(model, name), rel=1e-8, abs=1e-10)


def test_a_difference_without_spread_is_refused_as_by_the_model() -> None:
    same, teams = np.ones(4), np.array([0, 0, 1, 1])
    with pytest.raises(InsufficientDataError):
        difference_of_teams(same, same + 1, teams, teams)
    with pytest.raises(InsufficientDataError):
        difference_of_teams(np.arange(3.0), np.arange(4.0), np.zeros(3, int), np.zeros(4, int))


@given(SEEDS, st.floats(0, 1e5))
def test_shared_costs_add_to_the_ratio_and_not_to_the_variance(seed: int, shared: float) -> None:
    rng = np.random.default_rng(seed)
    costs, families = rng.lognormal(8, 1, 12), rng.integers(1, 9, 12).astype(np.float64)
    costs[0] = families[0] = 0  # a team with neither does not count
    found = clustered_ratio(*with_shared(costs, families, shared))
    ratio = (costs.sum() + shared) / families.sum()
    rest = (costs - ratio * families)[1:]
    variance = 11 / 10 * np.sum((rest - rest.mean()) ** 2) / families.sum() ** 2
    assert found.estimate == pytest.approx(ratio, rel=EQUAL)
    assert found.standard_error == pytest.approx(np.sqrt(variance), rel=1e-9)


@given(SEEDS, st.sampled_from([0.25, 0.5, 0.75]))
@settings(deadline=None, max_examples=30)
def test_quantiles_need_no_other_times(seed: int, height: float) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(20, 600))
    end = rng.integers(0, 4, size).astype(np.float64)
    known = FollowUp(
        days=rng.integers(1, 400, size).astype(np.float64),
        end=end,
        start=np.zeros(size),
        team=rng.integers(0, 40, size),
        area=np.full(size, None, dtype=object),
    )
    times = np.unique(known.days[end > 0])
    every = _curves(known, STAYING, times.tolist())
    few = around(known, times, height)
    some = _curves(known, STAYING, few.tolist())
    for name in ("value", "ci_low", "ci_high"):
        lines = (np.array([getattr(p, name) for p in line], dtype=float) for line in (every, some))
        whole, part = (
            first_time(t, line, height) for t, line in zip((times, few), lines, strict=True)
        )
        assert whole == part


def test_positions_of_unknown_and_missing_names() -> None:
    names = pd.Series(["b", None, "x", "a"], dtype="str")
    assert positions(names, pd.Series(["a", "b"], dtype="str")).tolist() == [1, -1, -1, 0]
