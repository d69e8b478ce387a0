"""What became of services: at the end, by month, by mode; who counts and what is missing."""

import numpy as np
import pandas as pd
import pytest
from indicator_tables import TEAMS, config, drawn, table

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.families_services_course import count_by_month, merged

pytestmark = pytest.mark.unit

FAMILIES = """
family_id  pzk_id  unit_type
LU-01-R01  LU-01   family
LU-01-R02  LU-01   person
LU-02-R01  LU-02   family
LU-02-R09  MA-01   family
LU-01-G01  LU-01   group
"""
"""LU-02-R09 moved to MA-01, which the table of families names; LU-01-G01 is a group."""
SERVICES = """
service_id family_id  kind      planned_on started_on ended_on   status        status_on  mode
U1         LU-01-R01  therapy   2020-01-05 2020-01-20 2020-02-10 delivered     -          in_person
U2         LU-01-R01  therapy   2020-01-05 2020-02-03 -          suspended     2020-04-01 in_person
U3         LU-01-R02  care      -          2020-01-10 2020-06-30 converted     2020-03-20 remote
U4         LU-02-R01  care      2020-01-01 2020-01-15 -          resumed       2020-05-04 in_person
U5         LU-02-R09  education 2020-02-01 -          -          not_available 2020-03-01 -
U6         LU-02-R09  education 2020-03-01 -          -          planned       -          -
U7         LU-02-R09  therapy   -          2020-04-01 2020-05-31 suspended     -          -
U8         LU-01-R01  other     -          -          -          delivered     -          -
U9         LU-01-G01  therapy   -          2019-01-01 -          delivered     -          in_person
"""
MONTHS = ["2020-01", "2020-02", "2020-03", "2020-04", "2020-05", "2020-06", "2020-07"]


def study(services: str = SERVICES, need_only: str | None = None) -> dict[str, pd.DataFrame]:
    frame = table("services", services)
    if need_only is not None:
        frame["need_only"] = (frame["service_id"] == need_only).astype("boolean")
    return {"pzk": TEAMS, "families": table("families", FAMILIES), "services": frame}


def rows(found: dict[str, pd.DataFrame], indicator: str, by: str = "macroregion") -> pd.DataFrame:
    return compute(found, config(), ids=[indicator], by=by)  # type: ignore[arg-type]


def month_numbers(frame: pd.DataFrame, group: str) -> list[int]:
    chosen = frame[(frame["group"] == group) & frame["period"].isin(MONTHS)]
    return [int(number) for number in chosen["numerator"]]


def whole(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["period"].str.contains("/")]


def test_at_the_end_services_count_by_what_is_recorded_and_n_are_families() -> None:
    # 8 services of 4 families; the group's is none of them. delivered: U1, U8; suspended: U2, U7.
    frame = whole(rows(study(), "service_status_share"))
    plain = frame[~frame["group"].str.contains("/")]
    assert drawn(plain, "group", "numerator", "denominator", "n", "n_missing") == [
        ("planned", 1.0, 8.0, 4, 0),
        ("delivered", 2.0, 8.0, 4, 0),
        ("suspended", 2.0, 8.0, 4, 0),
        ("resumed", 1.0, 8.0, 4, 0),
        ("converted", 1.0, 8.0, 4, 0),
        ("not_available", 1.0, 8.0, 4, 0),
    ]


def test_by_kind_a_family_with_two_services_stands_behind_them_once() -> None:
    # therapy: U1 and U2 of R01, U7 of R09: 3 services, 2 families; 2 of 3 suspended.
    frame = whole(rows(study(), "service_status_share"))
    found = frame[frame["group"] == "suspended/kind:therapy"]
    assert drawn(found, "numerator", "denominator", "value", "n") == [(2.0, 3.0, 0.666667, 2)]
    nobody = frame[frame["group"] == "suspended/kind:mediation"]
    assert drawn(nobody, "value", "denominator", "n", "status") == [(None, 0.0, 0, "insufficient")]


def test_a_service_counts_in_each_month_with_the_state_it_has_then() -> None:
    # U1 runs I-II. U2 planned I, runs II-III, suspended from IV on, no end. U3 runs I-II, converted
    # III-VI. U4 runs I-II, unknown III-IV (the break is III), resumed from V on. U5 planned II, not
    # available from III on. U6 planned from III on. U7: unknown IV-V. U8: no day at all.
    frame = rows(study(), "service_status_share")
    assert month_numbers(frame, "delivered") == [3, 4, 1, 0, 0, 0, 0]
    assert month_numbers(frame, "planned") == [1, 1, 1, 1, 1, 1, 1]
    assert month_numbers(frame, "suspended") == [0, 0, 0, 1, 1, 1, 1]
    assert month_numbers(frame, "converted") == [0, 0, 1, 1, 1, 1, 0]
    assert month_numbers(frame, "resumed") == [0, 0, 0, 0, 1, 1, 1]
    assert month_numbers(frame, "not_available") == [0, 0, 1, 1, 1, 1, 1]


def test_what_is_not_known_in_a_month_is_missing_and_families_count_once() -> None:
    # missing: U8 in every month, U4 in III and IV, U7 in IV and V.
    # families: I R01 R02 LU-02-R01; II and R09 too; III R01 R02 R09; V and LU-02-R01 again;
    # VII without R02, whose service ended.
    frame = rows(study(), "service_status_share")
    found = frame[(frame["group"] == "planned") & frame["period"].isin(MONTHS)]
    assert drawn(found, "denominator", "n", "n_missing") == [
        (4.0, 3, 1), (5.0, 4, 1), (4.0, 3, 2), (4.0, 3, 3), (5.0, 4, 2), (5.0, 4, 1), (4.0, 3, 1),
    ]  # fmt: skip


def test_months_run_from_the_first_start_of_a_family_to_the_last_of_the_data() -> None:
    # The group's service of I.2019 opens nothing; data end in XII.2020.
    frame = rows(study(), "service_status_share")
    months = sorted(period for period in set(frame["period"]) if "/" not in period)
    assert (months[0], months[-1], len(months)) == ("2020-01", "2020-12", 12)


def test_a_change_in_the_month_of_the_start_leaves_no_month_of_running() -> None:
    drawing = """
    service_id family_id kind planned_on started_on ended_on status status_on
    U1 LU-01-R01 care - 2020-03-02 - converted 2020-03-20
    """
    frame = rows(study(drawing), "service_status_share")
    assert month_numbers(frame, "converted") == [1, 1, 1, 1, 1]
    assert month_numbers(frame, "delivered") == [0, 0, 0, 0, 0]


def test_a_service_resumed_that_began_after_the_break_is_unknown_until_it_was_resumed() -> None:
    drawing = """
    service_id family_id kind planned_on started_on ended_on status status_on
    U1 LU-01-R01 care - 2020-04-02 - resumed 2020-06-20
    """
    frame = rows(study(drawing), "service_status_share")
    assert month_numbers(frame, "delivered") == [0, 0, 0, 0]
    assert month_numbers(frame, "resumed") == [0, 0, 1, 1]
    missing = frame.loc[(frame["group"] == "resumed") & frame["period"].isin(MONTHS), "n_missing"]
    assert missing.tolist() == [1, 1, 0, 0]


def test_a_mere_need_is_no_service_unless_it_took_place() -> None:
    # U6 is planned only: as a mere need it leaves 7; U1 began, so the mark does not undo it.
    for need, services, planned in (("U6", 7.0, 0.0), ("U1", 8.0, 1.0)):
        frame = whole(rows(study(need_only=need), "service_status_share"))
        found = frame[frame["group"] == "planned"]
        assert drawn(found, "numerator", "denominator") == [(planned, services)]


def test_modes_count_what_takes_place_and_that_of_a_changed_service_only_from_the_change_on() -> (
    None
):
    # At the end: in person U1, U2, U4; remote U3; not known U7, U8; U5 and U6 never took place.
    # By month U3 is remote from III on and U4 in person from V on; before, they are missing. U2 is
    # suspended from IV on and does not run; U7 (unknown state) is missing in IV and V.
    frame = rows(study(), "service_mode_share")
    found = whole(frame)
    plain = found[~found["group"].str.contains("/")]
    assert drawn(plain, "group", "numerator", "denominator", "n", "n_missing") == [
        ("in_person", 3.0, 4.0, 3, 2), ("remote", 1.0, 4.0, 3, 2), ("mixed", 0.0, 4.0, 3, 2),
    ]  # fmt: skip
    assert month_numbers(frame, "in_person") == [1, 2, 1, 0, 1, 1, 1]
    assert month_numbers(frame, "remote") == [0, 0, 1, 1, 1, 1, 0]
    missing = frame.loc[(frame["group"] == "mixed") & frame["period"].isin(MONTHS), "n_missing"]
    # U8 always; U3 and U4 in I and II; U4 in III and IV; U7 in IV and V
    assert missing.tolist() == [3, 3, 2, 3, 2, 1, 1]


def test_a_family_that_moved_counts_with_its_last_team() -> None:
    frame = rows(study(), "service_status_share", by="voivodeship")
    planned = frame[frame["group"] == "planned"]
    assert drawn(planned, "voivodeship", "numerator", "denominator", "n") == [
        ("lubelskie", 0.0, 5.0, 3), ("mazowieckie", 1.0, 3.0, 1),
    ]  # fmt: skip


def test_none_and_all_have_a_value_without_an_interval() -> None:
    frame = rows(study(SERVICES.replace("suspended", "delivered")), "service_status_share")
    found = whole(frame)
    found = found[found["group"] == "suspended"]
    assert drawn(found, "value", "ci_low", "method", "status") == [(0.0, None, "share", "ok")]


def test_an_area_and_a_place_without_services_have_rows_that_say_so() -> None:
    frame = rows(study(), "service_status_share", by="area")
    empty = frame[frame["group"] == "delivered/area:older_people"]
    assert drawn(empty, "value", "denominator", "status") == [(None, 0.0, "insufficient")]
    there = frame[frame["group"] == "delivered/area:disability"]
    assert drawn(there, "numerator", "denominator") == [(0.0, 1.0)]


def test_without_any_start_there_are_no_months() -> None:
    drawing = """
    service_id family_id kind planned_on status
    U6 LU-02-R01 care 2020-03-01 planned
    """
    frame = rows(study(drawing), "service_status_share")
    assert set(frame["period"]) == {"2019-03-28/2020-12-31"}
    assert drawn(frame[frame["group"] == "planned"], "value") == [(1.0,)]


def test_stretches_are_counted_by_their_ends() -> None:
    # Cell 0: months 0-1 and 1-3; cell 1: month 2.
    counts = count_by_month(
        np.array([0, 0, 1]), np.array([0, 1, 2]), np.array([1, 3, 2]), cells=2, months=4
    )
    assert counts.tolist() == [[1, 2, 1, 1], [0, 0, 1, 0]]


def test_overlapping_stretches_of_one_owner_are_merged_also_inside_a_longer_one() -> None:
    # Owner 0: 0-5 holds 1-2; 5-6 goes on from it. Owner 1: 0-0 stands alone.
    owner, first, last = merged(
        np.array([0, 1, 0, 0]), np.array([5, 0, 0, 1]), np.array([6, 0, 5, 2]), 7
    )
    assert (owner.tolist(), first.tolist(), last.tolist()) == ([0, 1], [0, 0], [6, 0])
