"""The published totals, and how they grow with the number of families."""

from datetime import date

import numpy as np
import pytest

from kooperacja_eval.demo.plan import MOST_FAMILIES, allocate, make_plan
from kooperacja_eval.errors import ConfigurationError

pytestmark = pytest.mark.unit


def test_a_whole_number_is_split_by_the_largest_remainder() -> None:
    # 10 over 5 : 3 : 1 is 5.56, 3.33, 1.11; the whole parts 5 + 3 + 1 leave one for the .56
    assert allocate(10, [5, 3, 1]).tolist() == [6, 3, 1]


def test_the_first_one_wins_a_tie() -> None:
    assert allocate(3, [1, 1]).tolist() == [2, 1]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_weights_that_split_nothing_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        allocate(1, weights)


def test_at_172_families_every_total_is_the_published_one() -> None:
    plan = make_plan(172)
    assert [entry.families for entry in plan.places] == [35, 30, 33, 35, 39]
    assert [entry.teams for entry in plan.places] == [6, 6, 6, 6, 6]
    assert [entry.groups for entry in plan.places] == [0, 0, 0, 3, 0]
    assert plan.cohorts == {date(2019, 9, 1): 126, date(2019, 12, 1): 46}
    assert plan.outcomes["completed"] == 140
    assert sum(plan.outcomes.values()) == 172
    assert (plan.continuing, plan.early, plan.entities) == (69, 1, 350)
    assert plan.cost_grosz == 1_289_358_346


def test_ten_times_the_families_are_ten_times_everything() -> None:
    plan = make_plan(1720)
    assert [entry.families for entry in plan.places] == [350, 300, 330, 350, 390]
    assert [entry.teams for entry in plan.places] == [60, 60, 60, 60, 60]
    assert (plan.outcomes["completed"], plan.continuing, plan.entities) == (1400, 690, 3500)
    assert plan.cost_grosz == 12_893_583_460


def test_areas_keep_their_shares_of_the_teams() -> None:
    # Świętokrzyskie: older people 3, many difficulties 1, disability 1, addiction 1 of 6 teams
    assert make_plan(1720).places[4].area_teams == (30, 10, 10, 10)


@pytest.mark.parametrize("families", [171, 0, -5, MOST_FAMILIES + 1])
def test_a_number_out_of_range_is_refused_with_the_range_named(families: int) -> None:
    with pytest.raises(ConfigurationError) as caught:
        make_plan(families)
    assert "172" in caught.value.text.pl
    assert str(MOST_FAMILIES) in caught.value.text.en


def test_one_family_more_still_fits_into_teams_of_five_to_nine() -> None:
    # 173 x 30/172 = 30.2 families in Mazowieckie: still 6 teams of 5
    plan = make_plan(173)
    sizes = np.array([entry.families / entry.teams for entry in plan.places])
    assert ((sizes >= 5) & (sizes <= 9)).all()
