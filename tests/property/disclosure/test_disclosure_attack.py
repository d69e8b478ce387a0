"""An attacker with everything that is released, and the definitions, cannot work out a hidden cell.

The attacker of this test shares no code with the package's own: the unknowns are how many families
of each type each team has, in whole numbers; every released number is a sum of them. Areas and
voivodeships of the teams are public.
"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from synthetic_families import AREAS, RULES, STUDY, TYPES, VOIVODESHIPS, Team, Type, values_of

from kooperacja_eval.disclosure.release import release

pytestmark = pytest.mark.property

CEILING = Bounds(0, 50)
"""No team has more families of a type; the drawn ones have at most seven."""


@st.composite
def hierarchies(draw: st.DrawFn) -> list[Team]:
    """Draw two voivodeships of two or three teams in two areas, with up to seven families each."""
    kinds = st.sampled_from(draw(st.lists(st.sampled_from(TYPES), min_size=2, max_size=5)))
    return [
        Team(
            f"{voivodeship[:2].upper()}-{place:02d}",
            voivodeship,
            draw(st.sampled_from(AREAS)),
            tuple(draw(st.lists(kinds, max_size=7))),
        )
        for voivodeship in VOIVODESHIPS
        for place in range(1, draw(st.integers(2, 3)) + 1)
    ]


def coefficients(teams: list[Team], row: dict[str, object], column: str) -> NDArray[np.float64]:
    """Return how many families of each team and type a number counts."""
    entry = RULES[str(row["indicator_id"]), "" if pd.isna(row["group"]) else str(row["group"])]
    return np.array(
        [float(inside(team, row) and entry[column](kind)) for team in teams for kind in TYPES]
    )


def inside(team: Team, row: dict[str, object]) -> bool:
    """Say whether a team lies in the place of a row."""
    places = ((row["voivodeship"], team.voivodeship), (row["pzk_id"], team.pzk_id))
    in_area = pd.isna(row["area"]) or row["area"] == team.area
    return in_area and all(pd.isna(wanted) or wanted == own for wanted, own in places)


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return rows with the area level told apart from an indicator's own groups."""
    area = frame["group"].where(frame["group"].isin(AREAS))
    split = frame.assign(area=area, group=frame["group"].mask(area.notna()))
    rows = split.to_dict("records")
    return [
        r for r in rows if (r["indicator_id"], "" if pd.isna(r["group"]) else r["group"]) in RULES
    ]


def released(teams: list[Team], *, areas_known: bool = True) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the values before and after their release."""
    before = values_of(teams)
    areas = {team.pzk_id: team.area for team in teams} if areas_known else None
    return before, release(before, STUDY.disclosure, team_areas=areas).frame


def worked_out(
    teams: list[Team], before: pd.DataFrame, after: pd.DataFrame
) -> list[tuple[object, ...]]:
    """Return the hidden cells of which the attacker finds only one possible number."""
    known: dict[bytes, tuple[NDArray[np.float64], float]] = {}
    hidden: dict[bytes, tuple[NDArray[np.float64], tuple[object, ...]]] = {}
    for told, row in zip(records(before), records(after), strict=True):
        group = "" if pd.isna(row["group"]) else str(row["group"])
        for column in RULES[str(row["indicator_id"]), group]:
            weights = coefficients(teams, row, column)
            if pd.isna(row[column]):
                where = (row["indicator_id"], group, row["voivodeship"], row["pzk_id"], column)
                hidden[weights.tobytes()] = (weights, (*where, told[column]))
            else:
                known[weights.tobytes()] = (weights, float(row[column]))
    if not hidden:
        return []
    system = LinearConstraint(
        np.array([weights for weights, _ in known.values()]),
        np.array([number for _, number in known.values()]),
        np.array([number for _, number in known.values()]),
    )
    return [
        where for key, (weights, where) in hidden.items() if key in known or unique(weights, system)
    ]


def unique(weights: NDArray[np.float64], system: LinearConstraint) -> bool:
    """Say whether smallest and largest possible number are the same."""
    options = {"constraints": system, "integrality": np.ones(weights.size), "bounds": CEILING}
    low, high = milp(weights, **options), milp(-weights, **options)
    assert (low.status, high.status) == (0, 0), (low.message, high.message)
    return round(low.fun) == round(-high.fun)


DONE = Type(completed=True, ended=True, services=False, late_cohort=False, present=True)
OPEN = Type(completed=False, ended=False, services=False, late_cohort=False, present=True)
ONE_LEFT = [
    Team("LU-01", "lubelskie", "addiction", (DONE,) * 4 + (OPEN,)),
    Team("LU-02", "lubelskie", "addiction", (DONE,) * 5),
    Team("MA-01", "mazowieckie", "disability", (DONE,) * 6),
    Team("MA-02", "mazowieckie", "disability", (DONE,) * 3 + (OPEN,) * 3),
]
"""In LU-01 one family did not complete; without a second hidden team it is a subtraction away."""

LATE = Type(completed=False, ended=False, services=True, late_cohort=True, present=False)
SERVED = Type(completed=False, ended=True, services=True, late_cohort=False, present=False)
EARLY = Type(completed=True, ended=False, services=False, late_cohort=False, present=True)
CHAIN = [
    Team("LU-01", "lubelskie", "disability", (LATE,)),
    Team("LU-02", "lubelskie", "addiction", (LATE, SERVED, LATE, EARLY)),
    Team("LU-03", "lubelskie", "addiction", (LATE, SERVED, EARLY)),
    Team("MA-01", "mazowieckie", "disability", ()),
    Team("MA-02", "mazowieckie", "disability", (EARLY,) * 3 + (LATE,) * 2 + (EARLY,)),
]
"""LU-01's only family follows from no single sum, but from voivodeships and areas together."""


@settings(max_examples=10)
@given(hierarchies())
@example(ONE_LEFT)
@example(CHAIN)
def test_no_hidden_cell_can_be_worked_out(teams: list[Team]) -> None:
    assert worked_out(teams, *released(teams)) == []


@settings(max_examples=3)
@given(hierarchies())
@example(ONE_LEFT)
def test_teams_are_safe_even_where_it_is_not_said_which_areas_they_have(teams: list[Team]) -> None:
    found = worked_out(teams, *released(teams, areas_known=False))
    assert [cell for cell in found if not pd.isna(cell[3])] == []


def test_the_attacker_works_out_what_hiding_small_cells_alone_leaves() -> None:
    # Without secondary suppression LU-01's completed families are hidden (1 of 5 did not complete),
    # but Lubelskie has 9 completed and LU-02 shows 5 of them: 4.
    before = values_of(ONE_LEFT)
    small = (before["indicator_id"] == "ipp_completed") & (before["pzk_id"] == "LU-01")
    share = (before["indicator_id"] == "ipp_completed_share") & (before["pzk_id"] == "LU-01")
    hidden = before.assign(
        numerator=before["numerator"].mask(small | share), n=before["n"].mask(small)
    )
    found = worked_out(ONE_LEFT, before, hidden)
    assert ("ipp_completed_share", "", "lubelskie", "LU-01", "numerator", 4.0) in found


@settings(max_examples=10)
@given(hierarchies())
def test_small_numbers_and_small_complements_are_never_shown(teams: list[Team]) -> None:
    _, after = released(teams)
    protected = after[after["indicator_id"].isin([name for name, _ in RULES])]
    counts = protected[protected["indicator_id"] != "cooperation_months"]
    families = counts[counts["indicator_id"] != "families_per_pzk"]
    assert not families["numerator"].isin([1, 2]).any()
    assert not (families["denominator"] - families["numerator"]).isin([1, 2]).any()
    assert not protected["n"][protected["indicator_id"] != "families_per_pzk"].isin([1, 2]).any()


@settings(max_examples=5)
@given(hierarchies(), st.integers(0, 2**31))
def test_order_of_rows_does_not_decide_what_is_hidden(teams: list[Team], seed: int) -> None:
    before = values_of(teams)
    order = np.random.default_rng(seed).permutation(len(before))
    areas = {team.pzk_id: team.area for team in teams}
    straight = release(before, STUDY.disclosure, team_areas=areas).frame
    mixed = release(before.iloc[order], STUDY.disclosure, team_areas=areas).frame
    pd.testing.assert_frame_equal(mixed.sort_index(), straight)
