"""Services and goals told of month after month: which report counts, and what is kept."""

import datetime as dt

import pandas as pd
import pytest

from kooperacja_eval.ingest.forms.history import REPORTED, Settled, no_reports, settle
from kooperacja_eval.schemas.table import SOURCE_FIELDS
from kooperacja_eval.schemas.tables.programmes import Goals, Services

pytestmark = pytest.mark.unit

MONTHS = {f"{month}.xlsx": dt.date(2020, month, 1) for month in range(1, 13)}
"""The form of March is the file 3.xlsx; any other file is a register."""
COLUMNS = ("file", "id", "status", "since", "started")


def services(drawn: str) -> pd.DataFrame:
    """Return services from a drawn table: file | id | status | status since | started."""
    rows = [
        dict(zip(COLUMNS, (cell.strip() or None for cell in line.split("|")), strict=True))
        for line in drawn.strip().splitlines()
    ]
    frame = pd.DataFrame(
        {
            "service_id": [row["id"] for row in rows],
            "family_id": ["LU-01-R01"] * len(rows),
            "kind": ["therapy"] * len(rows),
            "status": [row["status"] for row in rows],
            "status_on": [row["since"] for row in rows],
            "started_on": [row["started"] for row in rows],
            "source_file": [row["file"] for row in rows],
            "source_row": range(7, 7 + len(rows)),
        }
    )
    kinds = Services.dtypes()
    return frame.reindex(columns=list(kinds)).astype(kinds)


def told(drawn: str) -> Settled:
    return settle(Services, services(drawn), MONTHS)


def shown(settled: Settled) -> list[tuple[str, ...]]:
    """Return identifier, status, since when, start and file of each row; "" where missing."""
    frame = settled.frame[["service_id", "status", "status_on", "started_on", "source_file"]]
    texts = frame.assign(
        status_on=frame["status_on"].dt.strftime("%Y-%m-%d"),
        started_on=frame["started_on"].dt.strftime("%Y-%m-%d"),
    )
    rows = texts.astype(object).where(texts.notna(), "").itertuples(index=False, name=None)
    return list(rows)


def test_the_report_of_the_latest_month_counts_whatever_the_order_of_files() -> None:
    settled = told("""
        11.xlsx | U01 | delivered |            |
        9.xlsx  | U01 | suspended | 2020-09-07 | 2020-02-01
    """)
    assert shown(settled) == [("U01", "delivered", "2020-11-01", "2020-02-01", "11.xlsx")]


def test_the_status_holds_since_the_first_month_in_which_it_was_reported() -> None:
    #  III suspended, IV suspended, V suspended: since III
    settled = told("""
        3.xlsx | U01 | suspended | |
        4.xlsx | U01 | suspended | |
        5.xlsx | U01 | suspended | |
    """)
    assert shown(settled) == [("U01", "suspended", "2020-03-01", "", "5.xlsx")]


def test_a_status_that_came_back_counts_from_its_last_beginning() -> None:
    #  III suspended, VI resumed, X and XI suspended again: since X
    settled = told("""
        3.xlsx  | U01 | suspended | 2020-03-16 |
        6.xlsx  | U01 | resumed   | 2020-06-02 |
        10.xlsx | U01 | suspended |            |
        11.xlsx | U01 | suspended |            |
    """)
    assert shown(settled)[0][1:3] == ("suspended", "2020-10-01")


def test_a_day_that_a_report_states_goes_before_the_month() -> None:
    settled = told("""
        3.xlsx | U01 | suspended | 2020-03-16 |
        4.xlsx | U01 | suspended |            |
    """)
    assert shown(settled)[0][2] == "2020-03-16"


def test_a_day_of_an_earlier_status_is_none_of_the_present_one() -> None:
    settled = told("""
        3.xlsx | U01 | suspended | 2020-03-16 |
        7.xlsx | U01 | resumed   |            |
    """)
    assert shown(settled)[0][1:3] == ("resumed", "2020-07-01")


def test_a_register_comes_before_all_reports_and_does_not_say_since_when() -> None:
    # the register knew of the suspension before the first report: nobody knows since when
    settled = told("""
        3.xlsx       | U01 | suspended | |
        rejestr.xlsx | U01 | suspended | | 2019-10-01
    """)
    assert shown(settled) == [("U01", "suspended", "", "2019-10-01", "3.xlsx")]


def test_an_empty_cell_erases_nothing_and_a_filled_one_does() -> None:
    settled = told("""
        1.xlsx | U01 | planned   | | 2020-01-20
        2.xlsx | U01 | planned   | | 2020-02-10
        3.xlsx | U01 | delivered | |
    """)
    assert shown(settled)[0][3] == "2020-02-10"


def test_rows_stand_where_their_identifier_came_first() -> None:
    settled = told("""
        1.xlsx | U02 | planned   | |
        1.xlsx | U01 | planned   | |
        2.xlsx | U02 | delivered | |
    """)
    assert [row[0] for row in shown(settled)] == ["U02", "U01"]


def test_how_often_each_was_reported_is_kept() -> None:
    settled = told("""
        rejestr.xlsx | U01 | planned   | |
        3.xlsx       | U01 | suspended | |
        5.xlsx       | U01 | resumed   | |
        rejestr.xlsx | U02 | planned   | |
    """)
    assert settled.reported.to_dict("records") == [
        {
            "table": "services",
            "id": "U01",
            "reports": 2,  # the register is no report
            "first_month": pd.Timestamp("2020-03-01"),
            "last_month": pd.Timestamp("2020-05-01"),
        }
    ]


def test_other_months_are_no_duplicates_but_the_same_month_is() -> None:
    settled = told("""
        3.xlsx | U01 | planned   | |
        4.xlsx | U01 | planned   | |
        4.xlsx | U01 | delivered | |
    """)
    # rows 7, 8 and 9 of their files
    assert settled.linked == frozenset({("3.xlsx", "", 7)})
    assert len(settled.frame) == 1


def test_two_rows_of_registers_stay_duplicates() -> None:
    settled = told("""
        rejestr.xlsx | U01 | planned | |
        rejestr.xlsx | U01 | planned | |
        3.xlsx       | U02 | planned | |
    """)
    assert {spot[0] for spot in settled.linked} == {"3.xlsx"}


def test_rows_without_an_identifier_stay() -> None:
    settled = told("""
        3.xlsx |     | planned | |
        4.xlsx |     | planned | |
        4.xlsx | U01 | planned | |
    """)
    assert [row[0] for row in shown(settled)] == ["", "", "U01"]


def test_registers_alone_are_left_as_they_are() -> None:
    frame = services("rejestr.xlsx | U01 | planned | |")
    settled = settle(Services, frame, MONTHS)
    pd.testing.assert_frame_equal(settled.frame, frame)
    assert settled.reported.empty


def test_the_frame_given_is_not_changed_and_types_stay() -> None:
    frame = services("""
        3.xlsx | U01 | planned   | |
        4.xlsx | U01 | delivered | |
    """)
    before = frame.copy()
    settled = settle(Services, frame, MONTHS)
    pd.testing.assert_frame_equal(frame, before)
    assert {str(k): str(v) for k, v in settled.frame.dtypes.items()} == Services.dtypes()


def test_goals_have_no_status_and_keep_what_was_assessed() -> None:
    kinds = Goals.dtypes()
    frame = pd.DataFrame(
        {
            "goal_id": ["C01", "C01", "C01"],
            "family_id": ["LU-01-R01"] * 3,
            "domain": ["health", "health", "education"],
            "attained": [None, 1, None],
            "revision": [0, None, 1],
            "source_file": ["1.xlsx", "6.xlsx", "8.xlsx"],
            "source_row": [7, 7, 9],
        }
    ).reindex(columns=list(kinds))
    settled = settle(Goals, frame.astype(kinds), MONTHS)
    assert settled.frame[["attained", "revision"]].to_numpy().tolist() == [[1, 1]]
    # a goal does not change its domain: another goal has got this identifier
    problem = settled.problems[0]
    assert len(settled.problems) == 1
    assert (problem.rule, problem.field, problem.row) == ("other_than_before", "domain", 9)
    assert problem.value is None  # domains are sensitive


def test_no_reports_have_the_columns_of_reports() -> None:
    assert {str(k): str(v) for k, v in no_reports().dtypes.items()} == REPORTED
    assert set(SOURCE_FIELDS).isdisjoint(REPORTED)
