"""Validation reports exactly the cells that were made bad, wherever the rows stand."""

import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import validate

pytestmark = pytest.mark.property

FAMILIES = TABLES["families"]
GOOD = {
    "pzk_id": "LU-01",
    "unit_type": "family",
    "area": "addiction",
    "cohort": "2019-09-01",
    "started_on": "2019-09-02",
    "outcome": "ongoing",
}
BAD: dict[tuple[str, str], object] = {
    ("family_id", "required"): None,
    ("family_id", "pattern"): "R01",
    ("pzk_id", "required"): None,
    ("unit_type", "required"): None,
    ("unit_type", "code"): "clan",
    ("area", "code"): "none",
    ("cohort", "required"): None,
    ("started_on", "required"): None,
    ("outcome", "code"): "won",
    ("outcome", "required"): None,
}
"""One way of breaking each rule; a family without an area is right."""

Plan = dict[int, dict[str, tuple[str, object]]]


@st.composite
def plans(draw: st.DrawFn) -> tuple[int, Plan]:
    """Return a number of rows and, by row and column, the rule to break and the bad cell."""
    rows = draw(st.integers(1, 8))
    few = st.lists(st.sampled_from(sorted(BAD)), max_size=3)
    plan = {row: {c: (rule, BAD[c, rule]) for c, rule in draw(few)} for row in range(rows)}
    return rows, plan


def frame_of(rows: int, plan: Plan) -> pd.DataFrame:
    """Return a register in which every cell is right but those of the plan."""
    lines = [
        {"family_id": f"LU-01-R{row:02}", **GOOD}
        | {column: cell for column, (_, cell) in plan.get(row, {}).items()}
        | {"source_file": "a.csv", "source_row": row + 2}
        for row in range(rows)
    ]
    frame = pd.DataFrame(lines).reindex(columns=list(FAMILIES.columns()))
    return frame.astype(FAMILIES.dtypes())


def reported(frame: pd.DataFrame) -> list[tuple[int | None, str, str]]:
    return sorted((p.row, p.field, p.rule) for p in validate(FAMILIES, frame))  # type: ignore[type-var]


def planted(plan: Plan) -> list[tuple[int, str, str]]:
    """Return what must be found: each bad cell, and rows that share a key which is there."""
    bad = [(row + 2, c, rule) for row, cells in plan.items() for c, (rule, _) in cells.items()]
    same = [row for row, cells in plan.items() if cells.get("family_id", ("", ""))[1] == "R01"]
    repeated = [(row + 2, "family_id", "duplicate_key") for row in same] if len(same) > 1 else []
    return sorted(bad + repeated)


@settings(max_examples=50)  # pandera takes about 50 ms for a register with problems
@given(plans(), st.integers(0, 99))
def test_exactly_the_planted_cells_are_found_in_any_order(
    planned: tuple[int, Plan], seed: int
) -> None:
    rows, plan = planned
    order = random.Random(seed).sample(range(rows), rows)
    assert reported(frame_of(rows, plan).iloc[order]) == planted(plan)


@settings(max_examples=20)
@given(plans())
def test_no_bad_cell_of_a_person_is_shown(planned: tuple[int, Plan]) -> None:
    for problem in validate(FAMILIES, frame_of(*planned)):
        assert problem.value is None or FAMILIES.fields[problem.field].privacy == "open"
