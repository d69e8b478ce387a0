"""Numbers of raw cells: the Polish convention, and what is refused because it has two readings."""

import datetime as dt

import pytest

from kooperacja_eval.ingest.cells import parse_cell
from kooperacja_eval.ingest.outcome import MISSING, Bad
from kooperacja_eval.ingest.sheets import Cell, ErrorCell
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.text import Text, same

pytestmark = pytest.mark.unit

NBSP, NARROW = "\u00a0", "\u202f"
AMOUNT = Field(
    kind="number", name="amount", label=same("kwota"), definition=same("-"), unit=Text("zł", "PLN")
)
COUNT = Field(
    kind="integer", name="count", label=same("liczba"), definition=same("-"),
    unit=Text("min", "minutes"),
)  # fmt: skip


def rule(found: object) -> str | None:
    return found.rule if isinstance(found, Bad) else None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0", 0.0),
        ("12 893 583,46", 12893583.46),
        (f"12{NBSP}893{NBSP}583,46", 12893583.46),
        (f"12{NARROW}893{NARROW}583,46{NBSP}zł", 12893583.46),
        ("12893583.46", 12893583.46),
        ("1.234,56", 1234.56),
        ("1.234.567", 1234567.0),
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("1,234", 1.234),  # a comma is the decimal mark, also before three digits
        ("0.125", 0.125),  # groups never begin with a zero, so the point is decimal
        ("1234.567", 1234.567),  # nor with four digits
        ("-3,5", -3.5),
        ("\u22123,5", -3.5),
        ("+2", 2.0),
        ("1500 PLN", 1500.0),
        ("1500zl", 1500.0),
        (1500, 1500.0),
        (0.45, 0.45),
    ],
)
def test_numbers_that_have_one_reading(cell: str | float, value: float) -> None:
    assert parse_cell(AMOUNT, cell) == value


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1.234", "ambiguous_number"),  # 1.234 or 1234
        ("12.500", "ambiguous_number"),
        ("45%", "percent"),  # 45 or 0.45
        ("abc", "not_a_number"),
        ("1,234,567", "not_a_number"),
        ("1,234.56", "not_a_number"),
        ("1 2", "not_a_number"),  # a group has three digits
        ("12 34,5", "not_a_number"),
        ("ok. 50", "not_a_number"),
        ("1e5", "not_a_number"),
        ("zł", "not_a_number"),
        ("20 EUR", "other_currency"),
        ("--", "not_a_number"),
        ("inf", "not_a_number"),
        ("9" * 400, "number_too_large"),
        (float("inf"), "number_too_large"),
        (True, "not_a_number"),
        (dt.date(2019, 5, 1), "date_for_number"),  # a spreadsheet turned 1.5 into 1 May
        (dt.time(1, 30), "date_for_number"),
        (ErrorCell("#DIV/0!"), "cell_error"),
        (ErrorCell(""), "formula_not_computed"),
    ],
)
def test_numbers_that_are_refused(cell: Cell, expected: str) -> None:
    assert rule(parse_cell(AMOUNT, cell)) == expected


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("3", 3),
        ("3,0", 3),
        ("3.0", 3),
        (3.0, 3),
        (3, 3),
        ("007", 7),
        ("1 250", 1250),
        ("90 min", 90),
    ],
)
def test_whole_numbers(cell: str | float, value: int) -> None:
    found = parse_cell(COUNT, cell)
    assert found == value
    assert isinstance(found, int)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("3,5", "not_whole"),
        (3.5, "not_whole"),
        ("3,000", "ambiguous_number"),  # three with decimals, or three thousand
        ("3.000", "ambiguous_number"),
        ("9007199254740993", "number_too_large"),  # 2**53 + 1 has no float of its own
        (1e300, "number_too_large"),
        ("5 min 30 s", "not_a_number"),
    ],
)
def test_whole_numbers_that_are_refused(cell: Cell, expected: str) -> None:
    assert rule(parse_cell(COUNT, cell)) == expected


@pytest.mark.parametrize("cell", ["", " ", NBSP, "-", "–", "n.d.", "ND", "Brak danych", None])
def test_words_that_mean_missing(cell: str | None) -> None:
    assert parse_cell(AMOUNT, cell) is MISSING


def test_not_a_number_of_a_parquet_file_is_missing() -> None:
    assert parse_cell(AMOUNT, float("nan")) is MISSING
