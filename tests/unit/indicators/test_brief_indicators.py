"""Numbers of a monthly brief: reports, meetings, silent families, services, steps, by hand."""

import pandas as pd
import pytest
from indicator_tables import TEAMS, config, table

from kooperacja_eval.indicators.compute import compute

pytestmark = pytest.mark.unit

WORKING = TEAMS.assign(
    started_on=TEAMS["pzk_id"]
    .map({"LU-01": "2020-01-15", "LU-02": "2020-02-01", "MA-01": "2020-02-01"})
    .astype(TEAMS["started_on"].dtype)
)
"""LU-01 works from I.2020, LU-02 and MA-01 from II.2020."""
MEETINGS = table(
    "meetings",
    """
    meeting_id  pzk_id  held_on     level  mode
    LU-01-S01   LU-01   2020-01-31  pzk    in_person
    LU-01-S02   LU-01   2020-03-31  pzk    remote
    LU-WZK-S01  -       2020-02-05  wzk    remote
    """,
)
ATTENDANCE = table("attendance", "meeting_id entity_id persons\nLU-01-S01 LU-P001 1")
FAMILIES = table(
    "families",
    """
    family_id  pzk_id  unit_type  started_on  ended_on
    LU-01-R01  LU-01   family     2020-01-15  -
    LU-01-R02  LU-01   person     2020-02-01  2020-03-31
    LU-01-R03  LU-01   family     2020-02-02  -
    LU-01-R04  LU-01   family     2020-01-20  2020-03-30
    LU-01-G01  LU-01   group      2020-01-15  -
    LU-02-R01  LU-02   family     2020-01-15  -
    MA-01-R01  MA-01   family     2020-01-15  -
    """,
)
CONTACTS = table(
    "contacts",
    """
    family_id  month       contacts
    LU-01-R01  2020-03-01  0
    LU-01-R02  2020-03-01  0
    LU-01-R03  2020-03-01  4
    LU-01-R04  2020-03-01  0
    LU-01-G01  2020-03-01  0
    LU-02-R01  2020-03-01  0
    LU-02-R01  2020-02-01  2
    """,
)
SERVICES = table(
    "services",
    """
    service_id     family_id  kind  need_only  status     status_on
    LU-01-R01-U01  LU-01-R01  care  no         suspended  2020-03-16
    LU-01-R01-U02  LU-01-R01  care  -          suspended  2020-03-31
    LU-01-R02-U01  LU-01-R02  care  no         resumed    2020-03-16
    LU-01-R03-U01  LU-01-R03  care  yes        suspended  2020-03-16
    LU-01-R03-U02  LU-01-R03  care  no         suspended  -
    LU-01-G01-U01  LU-01-G01  care  no         suspended  2020-03-16
    LU-02-R01-U01  LU-02-R01  care  no         suspended  2020-04-01
    """,
)
TABLES = {
    "pzk": WORKING,
    "meetings": MEETINGS,
    "attendance": ATTENDANCE,
    "families": FAMILIES,
    "contacts": CONTACTS,
    "services": SERVICES,
}


def numbers(
    indicator: str, month: str, place: str | None = None, **tables: pd.DataFrame
) -> tuple[float, float, int]:
    """Return numerator, denominator and number missing of a voivodeship, else macroregion."""
    by = "macroregion" if place is None else "pzk" if "-" in place else "voivodeship"
    rows = compute({**TABLES, **tables}, config(), ids=[indicator], by=by)  # type: ignore[arg-type]
    rows = rows[rows["period"] == month]
    if place is not None:
        rows = rows[rows["pzk_id" if by == "pzk" else "voivodeship"] == place]
    [row] = rows.to_dict("records")
    return row["numerator"], row["denominator"], row["n_missing"]


def test_a_team_that_sent_nothing_is_no_team_without_a_meeting() -> None:
    # III.2020: LU-01 met; LU-02 reported on a family but did not meet; MA-01 sent nothing
    assert numbers("brief_reports", "2020-03") == (2, 3, 0)
    assert numbers("brief_meetings", "2020-03") == (1, 2, 1)
    assert numbers("brief_reports", "2020-03", "MA-01") == (0, 1, 0)
    assert numbers("brief_meetings", "2020-03", "MA-01") == (0, 0, 1)
    assert numbers("brief_meetings", "2020-03", "LU-02") == (0, 1, 0), "it said so itself"


def test_teams_count_from_the_month_of_their_start() -> None:
    assert numbers("brief_reports", "2020-01") == (1, 1, 0), "LU-01 alone is at work"
    assert numbers("brief_reports", "2020-02", "lubelskie") == (1, 2, 0), (
        "LU-02 reported a contact; the meeting of the voivodeship is no report of LU-01"
    )


def test_families_without_contact_through_the_whole_month() -> None:
    # LU-01: R01 0, R02 0 (ended on the last day: counts), R03 4; R04 ended a day earlier; no group
    # LU-02: R01 0; MA-01: R01 not reported on
    assert numbers("brief_silent_families", "2020-03", "lubelskie") == (3, 4, 0)
    assert numbers("brief_silent_families", "2020-03", "mazowieckie") == (0, 0, 1)
    assert numbers("brief_silent_families", "2020-03") == (3, 4, 1)
    # II.2020: R03 started on the second day of it: not through the month; R01, R02, R04 untold
    assert numbers("brief_silent_families", "2020-02", "lubelskie") == (0, 1, 3)


def test_a_family_counts_in_the_team_of_the_end_of_the_month() -> None:
    moves = table(
        "family_moves",
        """
        family_id  moved_on    from_pzk_id  to_pzk_id
        LU-02-R01  2020-04-01  MA-01        LU-02
        """,
    )
    told = numbers("brief_silent_families", "2020-03", "mazowieckie", family_moves=moves)
    assert [*told] == [1, 1, 1], "the family was still in MA-01 on 31 March"
    moved = moves.assign(moved_on=moves["moved_on"] - pd.Timedelta(days=1))
    assert numbers("brief_silent_families", "2020-03", "mazowieckie", family_moves=moved) == (
        0,
        0,
        1,
    ), "on the day of the move it is with the new team"


def test_a_family_that_moved_twice_counts_where_it_was_then() -> None:
    moves = table(
        "family_moves",
        """
        family_id  moved_on    from_pzk_id  to_pzk_id
        LU-02-R01  2020-05-10  LU-01        LU-02
        LU-02-R01  2020-04-10  MA-01        LU-01
        """,
    )
    assert numbers("brief_silent_families", "2020-03", "MA-01", family_moves=moves)[0] == 1
    assert numbers("brief_reports", "2020-03", "LU-02", family_moves=moves)[0] == 0, (
        "the report on the family was not its own"
    )


def test_services_suspended_in_the_month() -> None:
    # R01 has two; resumed, a mere need, no day, a group's and one of April are not among them
    rows = compute(TABLES, config(), ids=["brief_suspended"], by="macroregion")
    march = rows[rows["period"] == "2020-03"].iloc[0]
    assert (march["numerator"], march["n"]) == (2, 1), "two services of one family"
    assert rows.set_index("period")["numerator"]["2020-04"] == 1
    assert rows.set_index("period")["numerator"]["2020-02"] == 0


SCHEDULE = """
step     actor  version   months
K5       all    planned   4
K5       all    realised  4-6
K7       all    planned   5-6,9
K8       all    planned   2,5
K8       all    realised  5
"""


def late(drawing: str = SCHEDULE) -> dict[tuple[str, str], float]:
    rows = compute({"schedule": table("schedule", drawing)}, config(), ids=["brief_steps_late"])
    return dict(zip(zip(rows["group"], rows["period"], strict=True), rows["value"], strict=True))


def test_steps_are_late_from_their_month_until_they_are_done() -> None:
    found = late()  # month 1 is IV.2019: K5 due VII.2019, done IX.2019; K7 due XII.2019, never
    assert {key: value for key, value in found.items() if key[0] == "K5"} == {
        ("K5", "2019-07"): 0,
        ("K5", "2019-08"): 1,
    }
    assert found["K7", "2019-12"] == 0
    assert found["K7", "2020-12"] == 12, "to the end of the data"
    assert not any(step == "K8" for step, _ in found), "K8 was done in its last month"


def test_steps_that_several_actors_have_are_told_apart() -> None:
    plans = "step actor version months\nK7 all planned 5\nK7 team planned 6"
    found = late(f"{plans}\nK1 all realised 1")
    assert found["K7 all 000", "2019-08"] == 0
    assert found["K7 team 000", "2019-09"] == 0
    assert late(plans) == {}, "a document without realisations does not say that anything is late"


def test_a_study_without_teams_at_work_has_no_months() -> None:
    idle = WORKING.assign(started_on=WORKING["started_on"].mask(WORKING["pzk_id"].notna()))
    rows = compute({**TABLES, "pzk": idle}, config(), ids=["brief_silent_families"])
    assert rows.empty
