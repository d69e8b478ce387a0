"""What holds for every file: order of columns and rows, damage, and how it is written."""

import datetime as dt
from collections.abc import Sequence
from io import BytesIO

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.ingest.assemble import stack
from kooperacja_eval.ingest.build import build
from kooperacja_eval.ingest.readers.dispatch import read
from kooperacja_eval.ingest.readers.request import Request
from kooperacja_eval.ingest.sheets import RawSheet
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.property

PLATFORM = TABLES["platform"]
HEADERS = ("PZK", "Miesiąc", "Logowania", "Wpisy")
cells = st.sampled_from(
    ["", "-", "brak", "3", "12", "abc", "IX.2019", "LU-01", "Razem", " ", "1,5"]
)
records = st.lists(st.tuples(cells, cells, cells, cells), max_size=12)
# What a row of totals is depends on its first cell, and so on the order of columns.
no_totals = records.map(lambda rows: [row for row in rows if "Razem" not in row])
few = settings(max_examples=15)


def csv_of(headers: Sequence[str], rows: Sequence[Sequence[str]], extra: str = "") -> bytes:
    lines = [";".join(line) for line in (headers, *rows)]
    return "".join(f"{line}{extra}\n" for line in lines).encode()


def sheet(name: str, data: bytes) -> RawSheet:
    answer = read(Request(file=name, data=data, table=PLATFORM))
    assert answer.sheet is not None, answer.problems
    return answer.sheet


def table(*sheets: RawSheet) -> tuple[pd.DataFrame, list[tuple[object, ...]]]:
    frame, problems = build(stack(PLATFORM, sheets))
    return frame, sorted((p.file, p.row or 0, p.field, p.rule) for p in problems)


@few
@given(rows=no_totals, order=st.permutations(range(len(HEADERS))))
def test_the_order_of_columns_does_not_matter(
    rows: list[tuple[str, ...]], order: list[int]
) -> None:
    straight = table(sheet("a.csv", csv_of(HEADERS, rows)))
    moved = csv_of([HEADERS[i] for i in order], [[row[i] for i in order] for row in rows])
    shuffled = table(sheet("a.csv", moved))
    pd.testing.assert_frame_equal(straight[0], shuffled[0])
    assert straight[1] == shuffled[1]


@few
@given(first=records, second=records)
def test_the_order_of_files_changes_the_order_of_rows_alone(
    first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    a, b = sheet("a.csv", csv_of(HEADERS, first)), sheet("b.csv", csv_of(HEADERS, second))
    one, one_problems = table(a, b)
    two, two_problems = table(b, a)
    place = ["source_file", "source_row"]
    pd.testing.assert_frame_equal(
        one.sort_values(place, ignore_index=True), two.sort_values(place, ignore_index=True)
    )
    assert one_problems == two_problems


@few
@given(rows=records)
def test_both_ways_of_reading_csv_agree(rows: list[tuple[str, ...]]) -> None:
    # An empty cell too many in each record keeps Arrow away from the data.
    fast = csv_of(HEADERS, rows)
    slow = fast.split(b"\n", 1)[0] + b"\n" + csv_of((), rows, ";")[2:]
    quick, quick_problems = table(sheet("a.csv", fast))
    careful, careful_problems = table(sheet("a.csv", slow))
    pd.testing.assert_frame_equal(quick, careful)
    assert quick_problems == careful_problems


@few
@given(rows=records)
def test_a_workbook_of_texts_gives_what_csv_gives(rows: list[tuple[str, ...]]) -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet("A")
        for number, row in enumerate([HEADERS, *rows]):
            for column, cell in enumerate(row):
                page.write_string(number, column, cell)
    in_book, book_problems = table(sheet("a.xlsx", stream.getvalue()))
    in_text, text_problems = table(sheet("a.csv", csv_of(HEADERS, rows)))
    columns = list(PLATFORM.fields)
    pd.testing.assert_frame_equal(in_book[columns], in_text[columns])
    assert [p[1:] for p in book_problems] == [p[1:] for p in text_problems]


@given(st.text(max_size=300))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    answer = read(Request(file="a.csv", data=text.encode("utf-8", "ignore"), table=PLATFORM))
    assert answer.sheet is not None or answer.problems


@given(st.text(alphabet=';,|"\n\r\t ab1-é', max_size=120))
def test_no_body_makes_the_reader_raise(text: str) -> None:
    data = (";".join(HEADERS) + "\n" + text).encode()
    answer = read(Request(file="a.csv", data=data, table=PLATFORM))
    if answer.sheet is not None:
        frame, _ = build(stack(PLATFORM, [answer.sheet]))
        assert len(frame) <= len(text) + 1


def _book() -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet("A")
        page.write_row(0, 0, HEADERS)
        page.write_row(1, 0, ["LU-01", "IX.2019", 3])
        page.write_datetime(2, 1, dt.datetime(2019, 9, 1))  # noqa: DTZ001
    return stream.getvalue()


BOOK = _book()


@settings(max_examples=100)
@given(
    cut=st.integers(1, len(BOOK) - 1), at=st.integers(4, len(BOOK) - 1), byte=st.integers(0, 255)
)
def test_no_damage_makes_the_reader_raise(cut: int, at: int, byte: int) -> None:
    for data in (BOOK[:cut], BOOK[:at] + bytes([byte]) + BOOK[at + 1 :]):
        answer = read(Request(file="a.xlsx", data=data, table=PLATFORM))
        assert answer.sheet is not None or answer.problems
