"""Days and months of raw cells: every accepted form, and why others are refused."""

import datetime as dt

import pytest

from kooperacja_eval.ingest.cells import parse_cell
from kooperacja_eval.ingest.outcome import MISSING, Bad
from kooperacja_eval.ingest.sheets import Cell
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.text import same

pytestmark = pytest.mark.unit

DAY = Field(kind="date", name="day", label=same("data"), definition=same("-"))
MONTH = Field(kind="month", name="month", label=same("miesiąc"), definition=same("-"))
MARCH_28 = dt.date(2019, 3, 28)
SEPTEMBER = dt.date(2019, 9, 1)


def rule(found: object) -> str | None:
    return found.rule if isinstance(found, Bad) else None


@pytest.mark.parametrize(
    "cell",
    [
        "28.03.2019",
        "28.03.2019 r.",
        "28.03.2019r",
        "28.03.2019 roku",
        "28.3.2019",
        "28. 03. 2019",
        "28-03-2019",
        "28/03/2019",
        "2019-03-28",
        "2019.03.28",
        "2019-03-28 00:00:00",
        "2019-03-28T00:00:00",
        "28 marca 2019 r.",
        "28\u00a0marca\u00a02019",
        "28 MARCA 2019",
        "28.III.2019",
        "28 III 2019 r.",
        "28 March 2019",
        dt.date(2019, 3, 28),
        dt.datetime(2019, 3, 28),  # noqa: DTZ001 - spreadsheets know no time zones
        43552.0,  # 43,552 days after 30.12.1899
        43552,
    ],
)
def test_every_form_of_one_day(cell: Cell) -> None:
    assert parse_cell(DAY, cell) == MARCH_28


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31.02.2020", "no_such_date"),
        ("29.02.2019", "no_such_date"),
        ("03/28/2019", "no_such_date"),  # day first: there is no 28th month
        ("28.03.19", "two_digit_year"),
        ("28 marca 19", "two_digit_year"),
        ("VII-X.2019", "period_for_date"),
        ("VII–X.2019", "period_for_date"),
        ("IX.2019-X.2020", "period_for_date"),
        ("01.09.2019-31.10.2019", "period_for_date"),
        ("2019-07/2019-10", "period_for_date"),
        ("2019-03-28 14:30", "time_in_date"),
        (dt.datetime(2019, 3, 28, 14, 30), "time_in_date"),  # noqa: DTZ001
        ("28.03.0019", "implausible_date"),
        ("28.03.2109", "implausible_date"),
        ("43552", "not_a_date"),  # a serial only counts where the cell is a number
        (43552.5, "number_for_date"),
        (2019.0, "number_for_date"),  # a year, and no serial of 2000-2049
        ("marzec 2019", "not_a_date"),
        ("wkrótce", "not_a_date"),
        ("28 marzenia 2019", "not_a_date"),
        (True, "not_a_date"),
        (dt.time(12), "not_a_date"),
    ],
)
def test_days_that_are_refused(cell: Cell, expected: str) -> None:
    assert rule(parse_cell(DAY, cell)) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "IX.2019",
        "IX 2019 r.",
        "ix.2019",
        "09.2019",
        "9.2019",
        "09/2019",
        "2019-09",
        "wrzesień 2019",
        "Wrzesień 2019 r.",
        "września 2019",
        "September 2019",
        "01.09.2019",
        "2019-09-01",
        dt.date(2019, 9, 1),
    ],
)
def test_every_form_of_one_month(cell: Cell) -> None:
    assert parse_cell(MONTH, cell) == SEPTEMBER


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("15.09.2019", "day_for_month"),
        (dt.date(2019, 9, 15), "day_for_month"),
        ("13.2019", "no_such_date"),
        ("XIII.2019", "not_a_month"),
        ("IX-X.2019", "period_for_date"),
        ("wrzesień", "not_a_month"),
        (9.2019, "number_for_date"),  # a spreadsheet read 9.2019 as a number
    ],
)
def test_months_that_are_refused(cell: Cell, expected: str) -> None:
    assert rule(parse_cell(MONTH, cell)) == expected


@pytest.mark.parametrize("cell", ["", "brak", "nie dotyczy", "–", None])
def test_missing_days(cell: str | None) -> None:
    assert parse_cell(DAY, cell) is MISSING
    assert parse_cell(MONTH, cell) is MISSING
