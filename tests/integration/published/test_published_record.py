"""The transcription of the five documents is well formed: headers, cells, keys, quotes.

The documents themselves are not part of the repository, so nothing here compares a quote with its
source; what is checked is that every row says where it comes from and that its value stands in
its quote.
"""

import csv
import re
from collections import Counter
from datetime import date

import pytest
from published_reading import FILES, RECORD, number, read

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.integration

LONGEST_QUOTE = 120


@pytest.mark.parametrize("table", FILES)
def test_file_is_plain_utf8_with_polish_headers(table: str) -> None:
    raw = (RECORD / f"{table}.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    assert b"\r" not in raw, "lines end in LF"
    assert raw.endswith(b"\n")
    header = raw.decode("utf-8").split("\n", 1)[0].split(";")
    assert header == [field.label.pl for field in TABLES[table].fields.values()]


@pytest.mark.parametrize("table", FILES)
def test_every_row_has_a_cell_for_every_column(table: str) -> None:
    with (RECORD / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        widths = Counter(len(row) for row in csv.reader(file, delimiter=";", strict=True))
    assert set(widths) == {len(TABLES[table].fields)}


def problem(field: Field, cell: str) -> str:
    """Say what is wrong with a cell, nothing where it fits its field."""
    if not cell:
        return "missing" if field.never_missing else ""
    if cell != " ".join(cell.split()):
        return "stray spaces or line breaks"
    if field.codes is not None:
        return "" if cell in field.codes.ids else "unknown code"
    if field.pattern and not re.fullmatch(field.pattern, cell):
        return "does not fit the pattern"
    if field.kind in {"date", "month"}:
        day = date.fromisoformat(cell)  # raises where the day does not exist
        return "" if field.kind == "date" or day.day == 1 else "not the first of a month"
    if field.kind in {"integer", "number"}:
        low = float("-inf") if field.low is None else field.low
        high = float("inf") if field.high is None else field.high
        return "" if low <= number(cell) <= high else "out of range"
    return ""


@pytest.mark.parametrize("table", FILES)
def test_every_cell_fits_its_field(table: str) -> None:
    problems = [
        (line, name, found)
        for line, row in enumerate(read(table), start=2)
        for name, field in TABLES[table].fields.items()
        if (found := problem(field, row[name]))
    ]
    assert problems == []


@pytest.mark.parametrize("table", FILES)
def test_keys_are_unique(table: str) -> None:
    key = TABLES[table].keys()
    counts = Counter(tuple(row[name] for name in key) for row in read(table))
    assert [found for found, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("table", FILES)
def test_every_row_quotes_its_document_briefly(table: str) -> None:
    for row in read(table):
        assert row["document"], "every row names its document"
        assert 0 < len(row["quote"]) < LONGEST_QUOTE


def test_a_figure_is_known_by_the_document_it_comes_from() -> None:
    rows = read("published")
    assert [row["figure_id"] for row in rows if row["figure_id"][:3] != row["document"]] == []
    assert {row["document"] for row in rows} == set(codes.DOCUMENTS.ids)


def test_the_same_thing_is_not_said_twice() -> None:
    # A reader of the record looks a figure up by these cells; two rows would leave it to chance.
    cells = ("document", "indicator_id", "macroregion", "voivodeship", "group", "period_from")
    counts = Counter(tuple(row[cell] for cell in cells) for row in read("published"))
    assert [key for key, count in counts.items() if count > 1] == []


IN_WORDS = {
    "comiesięczne": 1, "raz w miesiącu": 1, "jednodniowe": 1, "dwóch": 2, "czterech": 4,
    "XVIII": 18, "20 tys.": 20_000, "20 tyś.": 20_000,
}  # fmt: skip
"""Numbers that the documents do not write in digits."""


def test_every_value_stands_in_its_quote() -> None:
    astray = []
    for row in read("published"):
        if row["value"]:
            # 12 893 583,46 is one number, 2019 172 are two
            grouped = r"\b\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:,\d+)?"
            digits = {number(found) for found in re.findall(grouped, row["quote"])}
            words = {value for word, value in IN_WORDS.items() if word in row["quote"]}
            if number(row["value"]) not in digits | words:
                astray.append(row["figure_id"])
    assert astray == []


def test_decimals_are_those_of_the_value() -> None:
    for row in read("published"):
        written = len(row["value"].partition(",")[2]) if row["value"] else None
        assert (int(row["decimals"]) if row["decimals"] else None) == written, row["figure_id"]


def test_a_row_without_a_value_gives_a_period_or_a_place() -> None:
    for row in read("published"):
        if not row["value"]:
            assert row["unit"] in {"period", "place"}, row["figure_id"]
            given = {
                "period": row["period_from"] or row["period_to"],
                "place": row["voivodeship"] or row["macroregion"],
            }
            assert given[row["unit"]], row["figure_id"]
