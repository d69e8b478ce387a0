"""Which method stands behind which numbers, and what may not be concluded from them.

The border: lists the methods of the released values and the limits of the evaluation matrix;
what a method does is told in the text of the Book.
"""

from dataclasses import replace
from typing import Final

import pandas as pd

from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.annexes import indicator_catalogue
from kooperacja_eval.reporting.exhibits.book_macroregions import MAIN
from kooperacja_eval.reporting.exhibits.value_words import method_words
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text

METHODS: Final = Text("Metody obliczeń", "Methods of computation")
MOST_NAMED: Final = 4
"""Indicators that a row names; of the others it says how many."""
NONE: Final = Prose(
    Text(
        "*Metody obliczeń: to badanie nie ma wartości wskaźników.*",
        "*Methods of computation: this study has no values of indicators.*",
    )
)


def book_methods(report: Material) -> Exhibit | Prose:
    """Methods with a name of their own, and the indicators that are computed by each."""
    frame = report.values.frame  # noqa: PD011 (not pandas)
    entries = catalogue()
    order = {name: place for place, name in enumerate(entries)}
    told = frame[frame["value"].notna() & (frame["status"] == "ok")]
    pairs = told[["method", "indicator_id"]].drop_duplicates()
    used: dict[Text, set[str]] = {}
    for method, indicator in zip(pairs["method"], pairs["indicator_id"], strict=True):
        words = method_words(str(method))
        if words.pl and words.pl != str(method):
            used.setdefault(words, set()).add(str(indicator))
    if not used:
        return NONE
    lines = [
        {
            "method": _capital(words),
            "indicators": _titles(sorted(ids, key=lambda name: order[name])),
            "number": len(ids),
        }
        for words, ids in sorted(used.items(), key=lambda pair: pair[0].pl.lower())
    ]
    return Exhibit(
        id="book_methods",
        title=METHODS,
        caption=Text(
            f"Przy każdej metodzie najwyżej {formats.integer(MOST_NAMED)} wskaźniki z nazwy i "
            "liczba wszystkich. Zwykłe liczebności, sumy i udziały bez przedziału nie mają nazwy.",
            f"Of each method at most {formats.integer(MOST_NAMED, 'en')} indicators by name, and "
            "the number of all. Plain counts, sums and shares without an interval have no name.",
        ),
        alt=Text(
            "Tabela: metoda, wskaźniki, które się nią liczy, i ich liczba.",
            "Table: method, the indicators computed by it, and their number.",
        ),
        source=Text("katalog wskaźników programu", "the program's catalogue of indicators"),
        data=pd.DataFrame(lines),
        columns=(
            Column("method", Text("Metoda", "Method")),
            Column("indicators", Text("Wskaźniki", "Indicators")),
            Column("number", Text("Ile", "Number"), "integer"),
        ),
    )


def book_limits(report: Material) -> Exhibit:
    """Say what may not be concluded, question by question, as the evaluation matrix says."""
    matrix = report.config.matrix
    data = pd.DataFrame(
        [
            {"number": str(number), "question": entry.text, "limits": entry.limits}
            for number, entry in enumerate(matrix.questions, start=1)
        ]
    )
    return Exhibit(
        id="book_limits",
        title=Text("Czego nie wolno wnioskować", "What may not be concluded"),
        caption=Text(
            "Numery pytań są numerami macierzy ewaluacji.",
            "Numbers of questions are those of the evaluation matrix.",
        ),
        alt=Text(
            "Tabela: pytanie ewaluacyjne i czego nie wolno z odpowiedzi wnioskować.",
            "Table: evaluation question and what may not be concluded from its answer.",
        ),
        source=Text("macierz ewaluacji badania", "evaluation matrix of the study"),
        data=data,
        columns=(
            Column("number", Text("Nr", "No."), align="right"),
            Column("question", Text("Pytanie", "Question")),
            Column("limits", Text("Czego nie wolno wnioskować", "What may not be concluded")),
        ),
    )


def book_indicators(report: Material) -> Exhibit | Prose:
    """Define the indicators that answer a question, stand for the main results or as evidence."""
    every, named = indicator_catalogue(report), _named(report)
    data = every.data[every.data["indicator_id"].isin(named)].reset_index(drop=True)
    if data.empty:
        return NONE
    left = len(every.data) - len(data)
    return replace(
        every,
        id="book_indicators",
        title=Text("Wskaźniki, na których opiera się Księga", "Indicators that the Book rests on"),
        caption=Text(
            "Wskaźniki macierzy ewaluacji, głównych wyników i dowodów rekomendacji. Pozostałe "
            f"({formats.integer(left)}) opisuje katalog w raporcie ex-post.",
            "Indicators of the evaluation matrix, the main results and the evidence of "
            f"recommendations. The others ({formats.integer(left, 'en')}) are described in the "
            "catalogue of the ex-post report.",
        ),
        data=data,
    )


def _named(report: Material) -> set[str]:
    """Return the indicators of the matrix, the main results, and the evidence."""
    asked = {answer.indicator for q in report.config.matrix.questions for answer in q.answers}
    linked: set[str] = set()
    if "evidence_links" in report.record:
        links = report.record["evidence_links"]
        linked = set(links.loc[links["kind"] == "indicator", "target"])
    return asked | linked | {indicator for indicator, _, _ in MAIN}


def _titles(ids: list[str]) -> Text:
    entries = catalogue()
    named, left = [entries[name].title for name in ids[:MOST_NAMED]], len(ids) - MOST_NAMED
    more = Text(f"; i inne ({left})", f"; and others ({left})") if left > 0 else Text("", "")
    return Text(
        "; ".join(title.pl for title in named) + more.pl,
        "; ".join(title.en for title in named) + more.en,
    )


def _capital(words: Text) -> Text:
    return Text(words.pl[:1].upper() + words.pl[1:], words.en[:1].upper() + words.en[1:])
