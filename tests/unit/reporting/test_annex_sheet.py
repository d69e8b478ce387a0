"""The data of an exhibit as typed cells of a sheet."""

import datetime as dt
import math

import pandas as pd
import pytest

from kooperacja_eval.reporting.annex_sheet import describe
from kooperacja_eval.reporting.blocks import ShownExhibit, show_exhibit
from kooperacja_eval.reporting.exhibit import Column, Exhibit
from kooperacja_eval.reporting.formats import SUPPRESSED
from kooperacja_eval.text import Text, same

pytestmark = pytest.mark.unit


def shown(data: pd.DataFrame, *columns: Column) -> ShownExhibit:
    """Return an exhibit of some data."""
    word = same("x")
    exhibit = Exhibit(
        id="x", title=word, caption=same(""), alt=word, source=word, data=data, columns=columns
    )
    return show_exhibit(exhibit, "pl")


def test_values_stay_unrounded_and_typed() -> None:
    data = pd.DataFrame(
        {
            "place": [Text("Polska", "Poland"), None],
            "share": [1 / 3, math.nan],
            "n": pd.array([7, None], dtype="Int64"),
            "day": pd.to_datetime(["2019-03-28", None]),
            "yes": [True, False],
        }
    )
    sheet = describe(shown(data, Column("place", same("miejsce"))), "pl")
    day = dt.datetime(2019, 3, 28)  # noqa: DTZ001 - spreadsheets know no time zones
    assert sheet.rows == (("Polska", 1 / 3, 7, day, True), (None, None, None, None, False))


def test_numbers_of_suppressed_rows_are_nowhere() -> None:
    data = pd.DataFrame({"place": ["A"], "n": [2], "secret": [0.4], "status": ["suppressed"]})
    sheet = describe(shown(data, Column("place", same("miejsce"))), "pl")
    [row] = sheet.rows
    assert row[:3] == ("A", SUPPRESSED, SUPPRESSED)
    assert str(row[3]).startswith("ukryto")


def test_labels_and_number_formats_come_from_the_columns() -> None:
    data = pd.DataFrame({"v": [0.5], "lo": [0.4], "hi": [0.6], "n_missing": [3], "own": [1]})
    columns = (
        Column("v", same("udział"), "percent"),
        Column("lo", same("przedział"), "interval", high="hi", scale="percent"),
    )
    fields = describe(shown(data, *columns), "pl").fields
    assert [(field.label, field.name, field.pattern) for field in fields] == [
        ("udział", "v", "0.0%"),
        ("przedział: dolny kraniec", "lo", "0.0%"),
        ("przedział: górny kraniec", "hi", "0.0%"),
        ("liczba braków", "n_missing", "General"),  # the schema of indicator values knows it
        ("own", "own", "General"),
    ]


def test_p_values_stay_numbers_and_small_ones_are_not_written_as_zero() -> None:
    data = pd.DataFrame({"p": [0.00002, 0.031]})
    sheet = describe(shown(data, Column("p", same("p"), "p_value")), "pl")
    assert sheet.rows == ((0.00002,), (0.031,))
    # a spreadsheet writes the first as 2,0E-05 and the second as 0,031
    assert sheet.fields[0].pattern == "[<0.001]0.0E+00;0.000"


def test_a_column_with_a_status_of_its_own_hides_its_cells_alone() -> None:
    data = pd.DataFrame(
        {
            "who": ["A", "B"],
            "before": [math.nan, 7.0],
            "after": [5.0, 6.0],
            "before_status": ["suppressed", "ok"],
        }
    )
    sheet = describe(
        shown(
            data,
            Column("who", same("kto")),
            Column("before", same("przed"), "integer", status="before_status"),
            Column("after", same("po"), "integer"),
        ),
        "pl",
    )
    assert [row[:3] for row in sheet.rows] == [("A", SUPPRESSED, 5.0), ("B", 7.0, 6.0)]
    assert [str(row[3])[:6] for row in sheet.rows] == ["ukryto", "policz"]
    assert sheet.fields[3].label == "przed: stan"
