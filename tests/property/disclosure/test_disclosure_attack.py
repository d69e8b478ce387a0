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


def worked_out(teams: list[Team]) -> list[tuple[object, ...]]:
    """Return the hidden cells of which the attacker finds only one possible number."""
    before = values_of(teams)
    areas = {team.pzk_id: team.area for team in teams}
    after = release(before, STUDY.disclosure, team_areas=areas).frame
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
    open_cells = {key: cell for key, cell in hidden.items() if key not in known}
    assert open_cells.keys() == hidden.keys(), "a hidden number is shown in another row"
    if not hidden:
        return []
    system = LinearConstraint(
        np.array([weights for weights, _ in known.values()]),
        np.array([number for _, number in known.values()]),
        np.array([number for _, number in known.values()]),
    )
    return [where for weights, where in hidden.values() if unique(weights, system)]


def unique(weights: NDArray[np.float64], system: LinearConstraint) -> bool:
    """Say whether smallest and largest possible number are the same."""
    options = {"constraints": system, "integrality": np.ones(weights.size), "bounds": CEILING}
    low, high = milp(weights, **options), milp(-weights, **options)
    assert (low.status, high.status) == (0, 0), (low.message, high.message)
    return round(low.fun) == round(-high.fun)


DONE = Type(completed=True, ended=True, services=False, late_cohort=False, present=True)
OPEN = Type(completed=False, ended=False, services=False, late_cohort=False, present=True)


@settings(max_examples=15)
@given(hierarchies())
@example(
    [  # one family in one team did not complete: without a second hidden team, a subtraction away
        Team("LU-01", "lubelskie", "addiction", (DONE,) * 4 + (OPEN,)),
        Team("LU-02", "lubelskie", "addiction", (DONE,) * 5),
        Team("MA-01", "mazowieckie", "disability", (DONE,) * 6),
        Team("MA-02", "mazowieckie", "disability", (DONE,) * 3 + (OPEN,) * 3),
    ]
)
def test_no_hidden_cell_can_be_worked_out(teams: list[Team]) -> None:
    assert worked_out(teams) == []
