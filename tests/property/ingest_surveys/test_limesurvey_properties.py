"""What holds for every export of LimeSurvey, whatever people wrote into it; data are synthetic."""

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.ingest.sheets import cells_of
from kooperacja_eval.ingest.surveys.export import Reading, SurveyFile
from kooperacja_eval.ingest.surveys.limesurvey import read_limesurvey
from kooperacja_eval.ingest.surveys.limesurvey_headings import canonical
from kooperacja_eval.ingest.surveys.lss_html import plain_text
from kooperacja_eval.ingest.surveys.lss_options import is_rating

pytestmark = pytest.mark.property

CELL = st.text(
    st.sampled_from("aąŻ1 ;,\t|\"'\n-–[]{}<>&=+@ 日"), max_size=8
)  # what breaks readers of CSV, with letters of several scripts
CODE = st.from_regex(r"[A-Z][a-z0-9]{0,5}", fullmatch=True)
GUARDS = ("'=", "'+", "'-", "'@")


def written(headings: list[str], rows: list[list[str]], delimiter: str) -> bytes:
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([headings, *rows])
    return ("\ufeff" + buffer.getvalue() + "\r\n").encode()


def read(data: bytes) -> Reading:
    return read_limesurvey(SurveyFile(name="eksport.csv", data=data))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """Return headings in code style and rows whose first two cells are filled."""
    parts = draw(st.lists(CODE, min_size=1, max_size=4, unique=True))
    rows = draw(st.lists(st.lists(CELL, min_size=len(parts), max_size=len(parts)), max_size=5))
    headings = ["id", "submitdate", *(f"K1[{part}]" for part in parts)]
    return headings, [[str(i), "2020", *row] for i, row in enumerate(rows, start=1)]


@settings(max_examples=60, deadline=None)
@given(table=tables(), delimiter=st.sampled_from(";,\t"))
def test_cells_come_back_as_they_were_written(
    table: tuple[list[str], list[list[str]]], delimiter: str
) -> None:
    headings, rows = table
    export = read(written(headings, rows, delimiter)).exports[0]
    assert [column.name for column in export.columns] == headings
    assert export.rows.tolist() == list(range(2, len(rows) + 2))
    for index, column in enumerate(export.columns):
        expected = [row[index] for row in rows]
        unguarded = [cell[1:] if cell.startswith(GUARDS) else cell for cell in expected]
        assert list(cells_of(column.cells)) == unguarded


@settings(max_examples=40, deadline=None)
@given(table=tables(), data=st.data())
def test_the_order_of_rows_and_columns_changes_no_name(
    table: tuple[list[str], list[list[str]]], data: st.DataObject
) -> None:
    headings, rows = table
    order = data.draw(st.permutations(range(len(headings))))
    turned = [[row[i] for i in order] for row in reversed(rows)]
    plain = read(written(headings, rows, ";")).exports[0]
    other = read(written([headings[i] for i in order], turned, ";")).exports[0]
    for column in plain.columns:
        same = other.column(column.name)
        assert same is not None
        assert (same.part, same.question, same.option) == (
            column.part, column.question, column.option,
        )  # fmt: skip
        assert list(cells_of(same.cells)) == list(cells_of(column.cells))[::-1]


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(st.sampled_from("ab ?[]"), max_size=6), max_size=8))
def test_names_are_unique_whatever_the_headings(texts: list[str]) -> None:
    headings = ["Response ID", "Last page", *texts]
    export = read(written(headings, [["1", "5", *texts]], ";")).exports[0]
    names = [column.name for column in export.columns]
    assert len(set(names)) == len(names)
    assert [column.header for column in export.columns] == headings


@given(numbers=st.lists(st.integers(-9, 99), min_size=3, max_size=8, unique=True), begin=CODE)
def test_a_scale_is_in_order(numbers: list[int], begin: str) -> None:
    begin = begin.rstrip("0123456789")
    ordered = sorted(numbers)
    assert is_rating([f"{begin}{number}" for number in ordered])
    assert is_rating([f"{begin}{number}" for number in reversed(ordered)])
    assert is_rating([str(n) for n in numbers]) == (numbers in (ordered, ordered[::-1]))


@given(code=CODE, part=CODE)
def test_one_form_of_codes_is_reached_at_once(code: str, part: str) -> None:
    name = f"{code}[{part}]"
    assert canonical(name) == name
    assert canonical(f"{code}_{part}", expression=True) == name


@given(text=st.text(st.sampled_from("ab <>/&;pr\n\"'="), max_size=30))
def test_plain_text_is_one_line_with_single_spaces(text: str) -> None:
    found = plain_text(text)
    assert found == " ".join(found.split())
