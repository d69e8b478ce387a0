"""An exhibit says everything about itself, and shows itself in Jupyter."""

import dataclasses

import pandas as pd
import pytest
from matplotlib.figure import Figure

from kooperacja_eval.reporting.blocks import show_exhibit
from kooperacja_eval.reporting.exhibit import Column, Exhibit
from kooperacja_eval.text import Lang, Text, same

pytestmark = pytest.mark.unit

DATA = pd.DataFrame({"place": ["A", "B"], "share": [0.25, 0.5]})


def bars(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    """Draw two bars, and try to change the data."""
    figure.subplots().plot(data["share"])
    data["share"] = 0.0


TABLE = Exhibit(
    id="shares",
    title=Text("Udziały <województw>", "Shares"),
    caption=Text("Uwaga.", "Note."),
    alt=Text("Dwa udziały.", "Two shares."),
    source=Text("dokument 000", "document 000"),
    data=DATA,
    columns=(
        Column("place", Text("miejsce", "place")),
        Column("share", Text("udział", "share"), "percent"),
    ),
)
FIGURE = dataclasses.replace(TABLE, draw=bars)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "Shares"}, "a-z"),
        ({"title": same(" ")}, "title"),
        ({"alt": Text("Opis", "")}, "alt"),
        ({"source": same("")}, "source"),
        ({"columns": ()}, "columns"),
        ({"columns": (Column("n", same("n")),)}, r"no column \['n'\]"),
    ],
)
def test_an_incomplete_exhibit_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        dataclasses.replace(TABLE, **change)  # type: ignore[arg-type]


def test_a_table_shows_itself_in_polish_with_header_cells() -> None:
    html = TABLE._repr_html_()
    assert "Udziały &lt;województw&gt;" in html
    assert '<th scope="col" style="text-align:right">udział</th>' in html
    assert "25,0%" in html
    assert TABLE._repr_png_() is None


def test_a_figure_shows_itself_with_its_alternative_text() -> None:
    assert 'alt="Dwa udziały."' in FIGURE._repr_html_()
    png = FIGURE._repr_png_()
    assert png is not None
    assert png.startswith(b"\x89PNG")


def test_drawing_does_not_change_the_data() -> None:
    show_exhibit(FIGURE, "pl")
    assert DATA["share"].tolist() == [0.25, 0.5]


def test_a_drawing_function_never_sees_the_numbers_of_a_suppressed_row() -> None:
    seen: list[pd.DataFrame] = []
    data = DATA.assign(n=[7, 2], status=["ok", "suppressed"])
    exhibit = dataclasses.replace(
        TABLE, data=data, draw=lambda figure, data, lang: seen.append(data)
    )
    show_exhibit(exhibit, "pl")
    assert seen[0]["place"].tolist() == ["A", "B"]
    assert seen[0]["n"].isna().tolist() == [False, True]
    assert seen[0]["share"].isna().tolist() == [False, True]


def test_the_same_figure_is_drawn_with_the_same_bytes_and_no_time() -> None:
    first, second = show_exhibit(FIGURE, "pl"), show_exhibit(FIGURE, "pl")
    assert first.svg is not None
    assert (first.svg, first.png) == (second.svg, second.png)
    assert b"<dc:date>" not in first.svg


def test_without_data_there_is_nothing_to_draw() -> None:
    empty = dataclasses.replace(FIGURE, data=DATA.head(0))
    assert show_exhibit(empty, "pl").svg is None
    assert "Brak danych" in empty._repr_html_()
    assert empty._repr_png_() is None
