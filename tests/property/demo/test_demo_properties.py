"""What holds for every number of families and every split."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kooperacja_eval.demo.frames import adjust_to_sum
from kooperacja_eval.demo.plan import MOST_FAMILIES, allocate, make_plan

pytestmark = pytest.mark.property

WEIGHTS = st.lists(st.floats(0.001, 1000), min_size=1, max_size=40)


@given(total=st.integers(0, 10**12), weights=WEIGHTS)
def test_parts_add_up_and_are_within_one_of_their_quota(total: int, weights: list[float]) -> None:
    parts = allocate(total, weights)
    quotas = np.array(weights) / sum(weights) * total
    assert parts.sum() == total
    assert (parts >= 0).all()
    # beside the one unit of rounding, 1e-3 for quotas near 10**12, whose own rounding is 1e-4
    assert (np.abs(parts - quotas) <= 1 + 1e-3).all()


@given(families=st.integers(172, MOST_FAMILIES))
def test_totals_add_up_for_every_number_of_families(families: int) -> None:
    plan = make_plan(families)
    assert sum(entry.families for entry in plan.places) == families
    assert sum(plan.cohorts.values()) == families
    assert sum(plan.outcomes.values()) == families
    assert plan.continuing <= plan.outcomes["completed"]
    assert plan.early <= plan.outcomes["withdrawn"]
    for entry in plan.places:
        assert sum(entry.area_teams) == entry.teams
        assert 5 * entry.teams <= entry.families <= 9 * entry.teams
    # some voivodeship has room for a team of nine, and Mazowieckie keeps a team of five
    assert any(entry.families - 5 * entry.teams >= 4 for entry in plan.places)
    assert plan.places[1].families < 6 * plan.places[1].teams


@given(
    cells=st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(-100, 200)),
        min_size=1,
        max_size=30,
    ),
    share=st.floats(0, 1),
)
def test_adjusted_values_keep_their_limits_and_add_up(
    cells: list[tuple[int, int, int]], share: float
) -> None:
    low = np.array([first for first, _, _ in cells])
    high = low + np.array([width for _, width, _ in cells])
    total = int(low.sum() + share * (high.sum() - low.sum()))
    adjusted = adjust_to_sum(np.array([value for _, _, value in cells]), low, high, total)
    assert adjusted.sum() == total
    assert ((adjusted >= low) & (adjusted <= high)).all()
