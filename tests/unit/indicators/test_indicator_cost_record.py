"""Costs with and without shared ones, output targets, and the shift of the schedule."""

import pandas as pd
import pytest
from indicator_tables import TEAMS, config, drawn, table

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.study import MacroregionPart

pytestmark = pytest.mark.unit

STUDY = config()
FAMILIES = table(
    "families",
    """
    family_id  pzk_id  unit_type  outcome
    LU-01-R01  LU-01   family     completed
    LU-01-R02  LU-01   family     completed
    LU-02-R03  LU-02   person     withdrawn
    LU-02-G01  LU-02   group      completed
    """,
)
# Direct: 900 for LU-01, 300 for LU-02. Shared: 600 in Lubelskie, 200 for the whole macroregion.
COSTS = table(
    "costs",
    """
    cost_id  pzk_id  voivodeship  amount_pln
    LU-K001  LU-01   lubelskie    400
    LU-K002  LU-01   lubelskie    500
    LU-K003  LU-02   -            300
    LU-K004  -       lubelskie    600
    LU-K005  -       -            200
    """,
)
TABLES = {"pzk": TEAMS, "families": FAMILIES, "costs": COSTS}


def test_shared_costs_stay_where_they_fell() -> None:
    by_level = [
        drawn(compute(TABLES, STUDY, ids=["cost_total"], by=level), "group", "value", "n")
        for level in ("macroregion", "voivodeship", "pzk")
    ]
    assert by_level == [
        [("direct", 1200.0, 3), ("all", 2000.0, 5)],
        [("direct", 1200.0, 3), ("all", 1800.0, 4), ("direct", 0.0, 0), ("all", 0.0, 0)],
        [("direct", 900.0, 2), ("direct", 300.0, 1), ("direct", 0.0, 0)],
    ]


def test_costs_without_a_place_belong_to_nobody_where_there_are_two_macroregions() -> None:
    two = STUDY.model_copy(
        update={
            "macroregions": (
                MacroregionPart(id="I", voivodeships=("lubelskie",)),
                MacroregionPart(id="II", voivodeships=("mazowieckie",)),
            )
        }
    )
    values = compute(TABLES, two, ids=["cost_total"])
    assert drawn(values[values["group"] == "all"], "macroregion", "value") == [
        ("I", 1800.0),
        ("II", 0.0),
    ]


def test_cost_per_family_has_families_and_persons_below() -> None:
    values = compute(TABLES, STUDY, ids=["cost_per_family"])
    assert drawn(values, "group", "numerator", "denominator", "value", "method") == [
        ("direct", 1200.0, 3.0, 400.0, "clustered_log_t"),
        ("all", 2000.0, 3.0, 666.666667, "ratio"),  # shared costs have no team: no interval
    ]


def test_cost_per_completed_programme_carries_the_costs_of_the_others() -> None:
    values = compute(TABLES, STUDY, ids=["cost_per_completed_ipp"], by="pzk")
    assert drawn(values, "pzk_id", "numerator", "denominator", "value", "status") == [
        ("LU-01", 900.0, 2.0, 450.0, "ok"),
        ("LU-02", 300.0, 0.0, None, "insufficient"),  # costs, but nothing completed
        ("MA-01", 0.0, 0.0, None, "insufficient"),
    ]


def test_targets_count_only_where_target_and_value_are_known() -> None:
    targets = table(
        "output_targets",
        """
        indicator  unit         milestone  target  achieved
        models     mazowieckie  I          1       1
        workers    mazowieckie  I          14      12
        reports    mazowieckie  I          9       -
        meetings   mazowieckie  I          -       4
        books      I            III        1       2
        abroad     III          I          1       1
        """,
    )
    whole = compute({"output_targets": targets}, STUDY)
    parts = compute({"output_targets": targets}, STUDY, by="voivodeship")
    columns = ("numerator", "denominator", "value", "n_missing", "status")
    assert drawn(whole, *columns) == [(2.0, 3.0, 0.666667, 2, "ok")]  # models, books of three
    assert drawn(parts, *columns) == [
        (0.0, 0.0, None, 0, "insufficient"),
        (1.0, 2.0, 0.5, 2, "ok"),
    ]


SCHEDULE = """
step     actor  version   months      month_one
K8       all    planned   3,6,9       2019-04-01
K8       all    realised  3,6,9-12    2019-04-01
K9       all    planned   17          2019-04-01
K9       all    realised  16          2019-05-01
K1.1     all    planned   1           2019-04-01
research all    realised  16          2019-04-01
plan     all    planned   -           2019-04-01
plan     all    realised  1           2019-04-01
"""


def shifts(drawing: str) -> pd.DataFrame:
    values = compute({"schedule": table("schedule", drawing)}, STUDY)
    return values[values["indicator_id"] == "schedule_shift_months"]


def test_steps_shift_by_their_last_months() -> None:
    values = shifts(SCHEDULE)
    assert drawn(values, "group", "value", "change_type", "method") == [
        ("K8", 3.0, "difference", "difference"),  # 12 - 9
        ("K9", 0.0, "difference", "difference"),  # month 16 from V.2019 is month 17 from IV.2019
    ]


def test_a_step_of_two_actors_says_whose_it_is() -> None:
    both = SCHEDULE + "K9 pzk planned 17 2019-04-01\nK9 pzk realised 19 2019-04-01\n"
    values = shifts(both)
    assert drawn(values, "group", "value") == [
        ("K8", 3.0),
        ("K9 all 000", 0.0),
        ("K9 pzk 000", 2.0),
    ]


def test_input_tables_are_left_alone() -> None:
    before = {name: frame.copy() for name, frame in TABLES.items()}
    compute(TABLES, STUDY, by="pzk")
    for name, frame in TABLES.items():
        pd.testing.assert_frame_equal(frame, before[name])
