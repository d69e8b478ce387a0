"""From machine values to the cells of a table, and how wide their columns are."""

import datetime as dt
import math

import pandas as pd
import pytest

from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.layout import table_layout
from kooperacja_eval.reporting.tables import ShownTable, show_table
from kooperacja_eval.text import Text, same

pytestmark = pytest.mark.unit

TEAM = Column("team", Text("zespół", "team"))
FAMILIES = Column("families", Text("rodziny", "families"), "integer")
SHARE = Column("share", Text("udział", "share"), "percent")
RANGE = Column("low", Text("przedział", "interval"), "interval", high="high", scale="percent")
START = Column("start", Text("początek", "start"), "month")


def table(*columns: Column, lang: str = "pl", **data: list[object]) -> ShownTable:
    """Show a table drawn as columns."""
    return show_table(pd.DataFrame(data), columns, lang)  # type: ignore[arg-type]


def test_cells_are_written_in_the_language_of_the_report() -> None:
    data = pd.DataFrame(
        {
            "team": [Text("razem", "all")],
            "families": [172],
            "share": [140 / 172],
            "low": [0.749],
            "high": [0.865],
            "start": [dt.date(2019, 9, 1)],
        }
    )
    columns = (TEAM, FAMILIES, SHARE, RANGE, START)
    polish, english = show_table(data, columns, "pl"), show_table(data, columns, "en")
    assert polish.headers == ("zespół", "rodziny", "udział", "przedział", "początek")
    assert polish.rows == (("razem", "172", "81,4%", "74,9–86,5%", "IX.2019"),)
    assert english.rows == (("all", "172", "81.4%", "74.9–86.5%", "September\u00a02019"),)
    assert polish.alignments == ("left", "right", "right", "right", "right")


def test_what_is_missing_is_a_dash() -> None:
    shown = table(
        TEAM, FAMILIES, SHARE, team=["LU-01", None], families=[None, 5], share=[0.5, math.nan]
    )
    assert shown.rows == (("LU-01", "–", "50,0%"), ("–", "5", "–"))


def test_a_suppressed_row_keeps_its_name_and_no_number() -> None:
    shown = table(
        TEAM, FAMILIES, SHARE,
        team=["LU-01", "LU-02"], families=[7, 2], share=[0.5, 1.0], status=["ok", "suppressed"],
    )  # fmt: skip
    assert shown.rows == (("LU-01", "7", "50,0%"), ("LU-02", "ukryto", "ukryto"))


def test_no_rows_stay_no_rows() -> None:
    assert table(TEAM, team=[]).rows == ()


def test_a_number_in_a_text_column_is_refused() -> None:
    with pytest.raises(TypeError, match="choose a format"):
        table(TEAM, team=[1.5])


def test_pln_shows_grosze_or_whole_zloty() -> None:
    full = Column("b", same("b"), "pln")
    whole = Column("b", same("b"), "pln", decimals=0)
    assert table(full, whole, b=[1234.5]).rows == (("1\u00a0234,50\u00a0zł", "1\u00a0235\u00a0zł"),)


def test_an_interval_names_its_high_end_and_nothing_else_does() -> None:
    with pytest.raises(ValueError, match="high"):
        Column("low", same("x"), "interval")
    with pytest.raises(ValueError, match="high"):
        Column("low", same("x"), "number", high="up")


def shown(headers: list[str], row: list[str]) -> ShownTable:
    """Return a table of one row."""
    alignments = ("left",) * len(headers)
    return ShownTable(headers=tuple(headers), alignments=alignments, rows=(tuple(row),))  # type: ignore[arg-type]


def test_a_table_takes_the_room_of_its_longest_words() -> None:
    # needs: max(7, ceil(6 * 1.15)) + 3 = 10 and max(4, ceil(6 * 1.15)) + 3 = 10
    layout = table_layout(shown(["zespół", "liczba"], ["lu-0001", "1234"]))
    assert layout.needs == (10, 10)
    assert layout.shares == (0.5, 0.5)
    assert layout.fill == pytest.approx(20 / 104)  # 20 of 104 characters of a line
    assert layout.fit == "normal"


@pytest.mark.parametrize(
    ("columns", "fit"), [(8, "normal"), (9, "small"), (10, "landscape")]
)  # 13 characters each: 104, 117, 130
def test_a_wide_table_gets_smaller_and_then_turns(columns: int, fit: str) -> None:
    layout = table_layout(shown(["x"] * columns, ["1234567890"] * columns))
    assert layout.fit == fit
    assert sum(layout.shares) == pytest.approx(1)


def test_a_long_text_takes_the_room_that_a_line_has_left() -> None:
    # least: 30 + 3 and 4 + 3; 64 characters are left, the text would like 27 more (60 - 33)
    layout = table_layout(shown(["x", "y"], ["słowo " * 9 + "koniec", "1234"]))
    assert layout.needs == (9 * 6 + 6 + 3, 7)
    assert layout.fit == "normal"


def test_texts_wrap_earlier_before_the_page_is_turned() -> None:
    # Four texts of 60 characters: 4 * (30 + 3) = 132 would turn the page, 4 * (24 + 3) = 108 not.
    layout = table_layout(shown(["x"] * 4, ["słowo " * 9 + "koniec"] * 4))
    assert layout.needs == (27, 27, 27, 27)
    assert layout.fit == "small"


def test_a_cell_can_be_hidden_without_its_row() -> None:
    before = Column("before", same("przed"), "integer", status="before_status")
    after = Column("after", same("po"), "integer")
    shown_table = table(
        before, after, before=[2, 5], after=[7, 8], before_status=["suppressed", "ok"]
    )
    assert shown_table.rows == (("ukryto", "7"), ("5", "8"))


def test_a_p_value_column_never_shows_zero() -> None:
    column = Column("p", same("p"), "p_value")
    assert table(column, p=[0.0, 0.04, None]).rows == (("<0,001",), ("0,040",), ("–",))
    assert column.alignment == "right"


def texts_and_numbers() -> ShownTable:
    """Return a table of a long text between short columns, as in a list of items."""
    rows = tuple((f"CO{n}", "słowo " * 20 + "koniec", "0,45", "<0,001") for n in range(5))
    return ShownTable(
        headers=("Pozycja", "Treść", "Zmiana", "p"),
        alignments=("left", "left", "right", "right"),
        rows=rows,
    )


def test_a_long_text_gets_most_of_the_room() -> None:
    layout = table_layout(texts_and_numbers())
    assert layout.shares[1] > 0.6
    assert layout.fill == pytest.approx(1.0, abs=0.02)
    assert layout.fit == "normal"


def test_the_same_table_has_the_same_layout_every_time() -> None:
    assert table_layout(texts_and_numbers()) == table_layout(texts_and_numbers())


def test_intervals_in_words_stay_on_one_line_where_texts_can_wrap() -> None:
    interval = "od\u00a0−0,59 do\u00a0−0,13"  # 17 characters
    table_of = ShownTable(
        headers=("a", "b", "c", "d", "e", "f"),
        alignments=("left", "left", "left", "left", "left", "right"),
        rows=((*(("słowo " * 9 + "koniec",) * 5), interval),),
    )
    layout = table_layout(table_of)
    # the texts wrap at 14: 5 * (14 + 3) + 20 = 105, which the small size holds
    assert layout.needs == (17, 17, 17, 17, 17, 17 + 3)
    assert layout.fit == "small"


def test_wide_letters_get_more_room_than_narrow_ones() -> None:
    # w and m are 1.7 digits wide: 10 * 1.7 = 17; i and l 0.65, but a text never gets less than 10
    assert table_layout(shown(["x"], ["w" * 10])).needs == (17 + 3,)
    assert table_layout(shown(["x"], ["i" * 10])).needs == (10 + 3,)
