"""How typed values are written as people write them."""

from typing import Literal

import numpy as np
import pandas as pd
import pytest

from kooperacja_eval.demo import books, layout
from kooperacja_eval.demo.dress import (
    Style,
    dress,
    header_of,
    means,
    spellings,
    write_date,
    write_month,
    write_number,
)
from kooperacja_eval.demo.frames import texts, typed
from kooperacja_eval.schemas.field import Code, CodeList, Field, fold
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

STYLES = [
    *(style for style, _ in layout.PLACE_STYLES.values()),
    *books.BOOK_STYLES.values(),
    *(entry[1] for entry in layout.WHOLE.values()),
]


@pytest.mark.parametrize(
    ("dates", "written"),
    [("dotted", "09.03.2020"), ("dotted_r", "09.03.2020 r."), ("iso", "2020-03-09")],
)
def test_days(dates: Literal["dotted", "dotted_r", "iso"], written: str) -> None:
    assert write_date(pd.Timestamp("2020-03-09"), Style(dates=dates)) == written


@pytest.mark.parametrize(
    ("months", "written"), [("roman", "IX.2019"), ("iso", "2019-09"), ("dotted", "09.2019")]
)
def test_months(months: Literal["roman", "iso", "dotted"], written: str) -> None:
    assert write_month(pd.Timestamp("2019-09-01"), Style(months=months)) == written


def test_numbers_have_a_decimal_comma_and_no_break_spaces() -> None:
    assert write_number(12893583.46, Style(grouped=True)) == "12\u00a0893\u00a0583,46"
    assert write_number(1.5, Style()) == "1,5"
    assert write_number(30.0, Style()) == "30"
    assert write_number(30.5, Style(typed=True)) == 30.5


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("style", STYLES)
def test_every_header_means_its_own_column_and_no_other(table: str, style: Style) -> None:
    described = TABLES[table]
    for name, field in described.fields.items():
        assert means(described, header_of(described, field, style)) == name


@pytest.mark.parametrize("table", TABLES)
def test_every_spelling_means_its_own_code(table: str) -> None:
    for field in TABLES[table].fields.values():
        if field.codes is None:
            continue
        known = field.codes.lookup()
        for code, words in spellings(field.codes).items():
            assert {known[fold(word)] for word in words} == {code}


def test_an_alias_that_means_an_earlier_column_is_not_used() -> None:
    # "data" means held_on already, so planned_on falls back to its label
    class Visits(Table, name="visits"):
        held_on = Field(kind="date", label=Text("data", "date"), definition=Text("", ""))
        planned_on = Field(
            kind="date", label=Text("plan", "plan"), definition=Text("", ""), aliases=("data",)
        )

    assert header_of(Visits, Visits.fields["planned_on"], Style(headers="alias")) == "Plan"


def test_a_spelling_that_means_another_code_is_not_used() -> None:
    # of two codes with the alias "inne" the later one gets it
    first = Code("first", Text("pierwszy", "first"), ("inne", "jeden"))
    second = Code("second", Text("drugi", "second"), ("inne",))
    words = spellings(CodeList("numbers", (first, second)))
    assert words == {"first": ["pierwszy", "jeden"], "second": ["drugi", "inne"]}


def test_headers_of_a_file_differ_from_those_of_another() -> None:
    families = TABLES["families"]
    label = header_of(families, families.fields["started_on"], Style(headers="label"))
    alias = header_of(families, families.fields["started_on"], Style(headers="alias"))
    assert (label, alias) == ("Początek współpracy", "data rozpoczęcia")


def test_a_frame_becomes_cells_with_words_for_what_is_missing() -> None:
    #  month    logins  materials      month    logins  materials
    #  2019-09  3       -          ->  IX.2019  3       brak
    frame = typed(
        TABLES["platform"],
        {
            "pzk_id": texts(["LU-01"]),
            "month": np.array(["2019-09-01"], dtype="datetime64[D]"),
            "logins": np.array([3]),
            "posts": np.array([0]),
        },
        1,
    )
    style = Style(missing=("brak",))
    grid = dress(TABLES["platform"], frame, style, np.random.default_rng(1))
    assert grid.fields == ("pzk_id", "month", "logins", "materials", "posts")
    assert [column[0] for column in grid.columns] == ["LU-01", "IX.2019", "3", "brak", "0"]


def test_columns_of_the_labels_above_are_left_out_of_the_table() -> None:
    frame = typed(TABLES["platform"], {"pzk_id": texts(["LU-01"])}, 1)
    rng = np.random.default_rng(1)
    grid = dress(TABLES["platform"], frame, Style(), rng, without=("pzk_id",))
    assert "pzk_id" not in grid.fields


def test_a_table_without_rows_keeps_its_headers() -> None:
    frame = typed(TABLES["services"], {}, 0)
    grid = dress(TABLES["services"], frame, Style(), np.random.default_rng(1))
    assert len(grid) == 0
    assert len(grid.headers) == len(TABLES["services"].fields)


def test_mixed_codes_are_written_in_more_than_one_way() -> None:
    frame = typed(TABLES["entities"], {"sector": texts(["education"] * 50)}, 50)
    grid = dress(TABLES["entities"], frame, Style(codes="mixed"), np.random.default_rng(1))
    sector = set(grid.columns[grid.fields.index("sector")])
    assert sector == {"edukacja", "oświata"}
