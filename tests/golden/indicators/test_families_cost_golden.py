"""Costs of the record: the project's total over families, completed programmes and the range.

The record gives the total of 12,893,583.46 PLN, 172 families and 140 completed programmes; the
quotients are plain divisions, done with Python's ``decimal`` as a second implementation. Tolerance
1e-9: the same division in double precision.
"""

from decimal import Decimal

import pytest
from record_families import STUDY, tables_of_the_record

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.schemas.tables import TABLES as SCHEMAS

pytestmark = pytest.mark.golden

TOLERANCE = 1e-9
TOTAL = Decimal("12893583.46")


def test_the_total_of_the_record_per_family_and_per_completed_programme() -> None:
    tables = tables_of_the_record()
    fields = SCHEMAS["costs"].fields
    row = {
        "cost_id": "LU-K001",
        "milestone": "II",
        "category": "other",
        "amount_pln": float(TOTAL),
    }
    costs = tables["pzk"].head(1).reindex(columns=list(fields)).assign(**row)
    costs = costs.assign(pzk_id=None, voivodeship=None)
    costs = costs.astype({name: field.dtype for name, field in fields.items()})
    frame = compute({**tables, "costs": costs}, STUDY, ids=["cost_range"]).set_index("group")
    default, highest = frame.loc["default"], frame.loc["highest"]
    assert (default["denominator"], highest["denominator"]) == (172, 140)
    assert default["value"] == pytest.approx(float(TOTAL / 172), rel=TOLERANCE)
    assert highest["value"] == pytest.approx(float(TOTAL / 140), rel=TOLERANCE)
    assert frame.loc["lowest", "value"] == 0  # nothing of it names a team
