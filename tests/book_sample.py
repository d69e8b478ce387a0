"""A small book with everything that a book has, made of invented numbers and sentences."""

import datetime as dt
import json

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import style
from kooperacja_eval.reporting.bibliography import study_library
from kooperacja_eval.reporting.blocks import Block, Markdown, show_exhibit
from kooperacja_eval.reporting.document import Document
from kooperacja_eval.reporting.exhibit import Column, Exhibit
from kooperacja_eval.reporting.prose import bibliography, contents, list_of_figures, list_of_tables
from kooperacja_eval.text import Lang, Text, same

OWN_WORK = {
    "id": "nowak2019",
    "type": "chapter",
    "title": "Rozdział wymyślony do testu",
    "container-title": "Tom wymyślony do testu",
    "author": [{"family": name, "given": "Anna"} for name in ("Nowak", "Lis", "Kos", "Wilk")],
    "editor": [{"family": "Kowalska", "given": "Ewa"}],
    "issued": {"date-parts": [[2019]]},
    "page": "10-20",
    "publisher": "Wydawnictwo",
    "publisher-place": "Warszawa",
}
"""A work that nobody wrote: four authors and an editor, for "i in." and "red."."""

SOURCE = Text("dane wymyślone do testu", "data invented for the test")
DATA = pd.DataFrame(
    {"team": [f"Zespół {n}" for n in range(1, 6)]}
    | {f"amount{n}": [1234.5 + n] * 5 for n in range(9)}
    | {"share": [0.8, 0.6, 0.7, 0.5, 0.9]}
)
AMOUNTS = tuple(Column(f"amount{n}", Text(f"kwota {n}", f"sum {n}"), "pln") for n in range(9))
TABLE = Exhibit(
    id="spending",
    title=Text("Wydatki zespołów", "Spending of teams"),
    caption=Text("Kwoty są wymyślone.", "The sums are invented."),
    alt=Text("Pięć zespołów, dziewięć kwot.", "Five teams, nine sums."),
    source=SOURCE,
    data=DATA,
    columns=(Column("team", Text("zespół", "team")), *AMOUNTS),
)


def draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    """Draw the shares as bars."""
    style.horizontal_bars(
        figure.subplots(), list(data["team"]), list(data["share"]), lang=lang, kind="percent"
    )


FIGURE = Exhibit(
    id="shares",
    title=Text("Udział zakończonych IPP", "Share of completed IPP"),
    caption=same(""),
    alt=Text("Od 50,0% do 90,0%.", "From 50.0% to 90.0%."),
    source=SOURCE,
    data=DATA,
    columns=(Column("team", Text("zespół", "team")), Column("share", same("udział"), "percent")),
    draw=draw,
)
FIRST = """## Streszczenie {.unnumbered}

Współpraca zespołów[^1]: [](#wyniki), [](#zespoy), [](#spending) i [](#shares).

[^1]: Liczby są wymyślone; por. [@wilson1927, s. 210].

::: {lang="en-GB"}
### Summary

This part is in English.
:::

## Wyniki

Cytowania: [@nowak2019; @cohen1960] i [zob. @krippendorff2016, s. 12–14].

### Zespoły

| lp. | wniosek                                       |
|----:|-----------------------------------------------|
| 1   | Żółte źdźbło: <b>nie</b> jest tu znacznikiem. |

#### Pierwszy zespół"""
SECOND = "## Rekomendacje\n\n" + "\n\n".join(
    f"### Rekomendacja {n}\n\nNależy utrzymać spotkania nr {n}. "
    + "Zdanie wymyślone do testu. " * 30
    for n in range(1, 4)
)


def blocks(lang: Lang) -> tuple[Block, ...]:
    """Return the blocks of the book."""
    return (
        contents(),
        Markdown(FIRST.replace("<b>nie</b>", r"\<b>nie\</b>")),
        show_exhibit(TABLE, lang),
        show_exhibit(FIGURE, lang),
        Markdown(SECOND),
        bibliography(),
        list_of_tables(),
        list_of_figures(),
    )


def book(*, lang: Lang = "pl", synthetic: bool = True, trace: str = "") -> Document:
    """Return the book."""
    return Document(
        title="Księga próbna",
        subtitle="Wnioski i rekomendacje",
        study="Badanie próbne",
        data_date=dt.date(2020, 12, 31),
        lang=lang,
        synthetic=synthetic,
        blocks=blocks(lang),
        kind="book",
        programme="Program próbny",
        library=study_library(json.dumps([OWN_WORK])),
        trace=trace,
    )
