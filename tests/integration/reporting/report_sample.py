"""A small report with everything in it, made of invented numbers; run, it renders itself."""

import datetime as dt
import sys
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import style
from kooperacja_eval.reporting.blocks import Block, Markdown, show_exhibit
from kooperacja_eval.reporting.document import Document, make_document
from kooperacja_eval.reporting.exhibit import Column, Exhibit
from kooperacja_eval.reporting.render import render
from kooperacja_eval.reporting.runner import ExecutedReport
from kooperacja_eval.text import Lang, Text, same

SOURCE = Text("dane wymyślone do testu", "data invented for the test")
AREAS = pd.DataFrame(
    {
        "area": ["Żółty & „niebieski”", "zielony <b>", 'czerwony \\ "#"'],
        "families": [35, 30, 2],
        "share": [0.8, 2 / 3, 0.5],
        "low": [0.64, 0.49, 0.1],
        "high": [0.9, 0.81, 0.9],
        "status": ["ok", "ok", "suppressed"],
    }
)
COLUMNS = (
    Column("area", Text("obszar", "area")),
    Column("families", Text("rodziny", "families"), "integer"),
    Column("share", Text("udział", "share"), "percent"),
    Column("low", Text("przedział 95%", "95% interval"), "interval", high="high", scale="percent"),
)
TEAMS = pd.DataFrame(
    {"team": [f"LU-{n:02d}" for n in range(1, 31)]}
    | {f"amount{n}": [1234.5 + n] * 30 for n in range(9)}
)


def draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    """Draw the shares as bars with intervals."""
    style.horizontal_bars(
        figure.subplots(), list(data["area"]), list(data["share"]), lang=lang, kind="percent",
        low=list(data["low"]), high=list(data["high"]),
    )  # fmt: skip


TABLE = Exhibit(
    id="areas",
    title=Text("Rodziny według obszaru", "Families by area"),
    caption=Text("Liczby poniżej progu ukryto.", "Small numbers are suppressed."),
    alt=Text("Trzy obszary, od 2 do 35 rodzin.", "Three areas."),
    source=SOURCE,
    data=AREAS,
    columns=COLUMNS,
)
FIGURE = Exhibit(
    id="shares",
    title=Text("Udział zakończonych IPP", "Share of completed IPP"),
    caption=same(""),
    alt=Text("Udziały 80,0% i 66,7%; trzeci ukryto.", "Shares of 80.0% and 66.7%."),
    source=SOURCE,
    data=AREAS,
    columns=COLUMNS,
    draw=draw,
)
WIDE = Exhibit(
    id="teams",
    title=Text("Wydatki zespołów", "Spending of teams"),
    caption=same(""),
    alt=Text("Trzydzieści zespołów.", "Thirty teams."),
    source=SOURCE,
    data=TEAMS,
    columns=(
        Column("team", Text("zespół", "team")),
        *(Column(f"amount{n}", Text(f"kwota {n}", f"sum {n}"), "pln") for n in range(9)),
    ),
)
EMPTY = Exhibit(
    id="nothing",
    title=Text("Projekty zawieszone", "Suspended projects"),
    caption=same(""),
    alt=Text("Brak danych.", "No data."),
    source=SOURCE,
    data=AREAS.head(0),
    columns=COLUMNS,
)
EMPTY_FIGURE = Exhibit(
    id="no_shares",
    title=Text("Udziały bez danych", "Shares without data"),
    caption=same(""),
    alt=Text("Brak danych.", "No data."),
    source=SOURCE,
    data=AREAS.head(0),
    columns=COLUMNS,
    draw=draw,
)
PROSE = """# Raport próbny

## Streszczenie

W teście wzięło udział **172 rodziny**[^1]: [](#areas) i [](#shares).

[^1]: Dane z XII 2019 r.

- pierwszy punkt
- drugi punkt z `kodem` i adresem a@b.pl

## Wyniki

### Obszary"""
REST = """### Zespoły i $ różne # znaki * w _tekście_

> Cytat: „Wreszcie rozmawiamy”.

| lp. | wniosek |
|----:|---------|
| 1   | krótki  |"""


def blocks(lang: Lang) -> tuple[Block, ...]:
    """Return the blocks of the report in a language."""
    return (
        Markdown(PROSE),
        show_exhibit(TABLE, lang),
        show_exhibit(FIGURE, lang),
        Markdown(REST),
        show_exhibit(WIDE, lang),
        show_exhibit(EMPTY, lang),
        show_exhibit(EMPTY_FIGURE, lang),
        Markdown("## Wnioski\n\nZob. [wyniki](#wyniki).\n\n### Pierwszy\n\n### Drugi"),
    )


def sample(*, lang: Lang = "pl", synthetic: bool = True) -> Document:
    """Return the report."""
    return make_document(
        ExecutedReport(name="sample", lang=lang, blocks=blocks(lang)),
        study=Text("Badanie próbne", "Sample study"),
        data_date=dt.date(2020, 12, 31),
        synthetic=synthetic,
        subtitle=Text("III.2020", "March 2020"),
    )


if __name__ == "__main__":
    render(sample(), Path(sys.argv[1]))
