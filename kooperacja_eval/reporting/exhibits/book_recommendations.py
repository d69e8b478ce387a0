"""Recommendations of the Book: by level, one by one, and in the ministry's table.

The border: what each rests on stands in its evidence box; here are the words of the register,
shown as they are.
"""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.book_words import (
    LEVELS,
    NO_LEVEL,
    REGISTER,
    levels,
    own_words,
    register,
)
from kooperacja_eval.reporting.exhibits.common import TOTAL, needs, texts
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import RECOMMENDATION_CLASSES, RECOMMENDATION_STATUSES
from kooperacja_eval.schemas.field import CodeList
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

WHAT: Final = Text("Rekomendacje", "Recommendations")
EMPTY: Final = Prose(
    Text(
        "*Rekomendacje: w rejestrze nie ma jeszcze żadnej.*",
        "*Recommendations: the register has none yet.*",
    )
)
_TO_WHOM: Final = {
    "law": Text(
        "Zmiany przepisów. O nich decydują ustawodawca i ministerstwa.",
        "Changes of the law. Parliament and ministries decide on them.",
    ),
    "country": Text(
        "Zmiany, o których decyduje się w skali kraju, bez zmiany przepisów.",
        "Changes decided on for the whole country, without a change of the law.",
    ),
    "voivodeship": Text(
        "Zmiany, o których decydują samorząd województwa i jego ośrodek polityki społecznej.",
        "Changes that the voivodeship and its regional centre decide on.",
    ),
    "gmina_powiat": Text(
        "Zmiany, o których decydują gminy i powiaty: ich władze, ośrodki pomocy i centra pomocy "
        "rodzinie.",
        "Changes that gminas and counties decide on: their authorities and centres.",
    ),
    "organisation": Text(
        "Zmiany sposobu pracy, które zespoły i podmioty mogą wprowadzić same.",
        "Changes of the way of work that teams and entities can make by themselves.",
    ),
    NO_LEVEL: Text(
        "Rejestr nie podaje poziomu tych rekomendacji.",
        "The register does not state the level of these recommendations.",
    ),
}


@needs("recommendations", what=WHAT)
def book_recommendations_sentence(report: Material) -> Prose:
    """Say how many recommendations there are, at which levels and in which state."""
    frame = register(report)
    if frame.empty:
        return EMPTY
    return Prose(Text(*(_counted(report, frame, lang) for lang in LANGUAGES)))


def _counted(report: Material, frame: pd.DataFrame, lang: Lang) -> str:
    count = len(frame)
    by_level = "; ".join(
        f"{LEVELS[level].in_(lang)} – {formats.integer(int((frame['level'] == level).sum()), lang)}"
        for level in levels(report)
    )
    stated = frame["status"].fillna("proposed").value_counts()
    by_state = "; ".join(
        f"{entry.label.in_(lang)} – {formats.integer(int(stated[entry.id]), lang)}"
        for entry in RECOMMENDATION_STATUSES
        if entry.id in stated.index
    )
    words = Text(
        formats.plural(count, "rekomendację", "rekomendacje", "rekomendacji"),
        formats.plural_en(count, "recommendation", "recommendations"),
    )
    return Text(
        f"Księga zawiera {words.pl}. Poziomy: {by_level}. Stan wdrożenia: {by_state}. Liczba "
        "rekomendacji nie mówi, która jest najważniejsza.",
        f"The Book has {words.en}. Levels: {by_level}. State: {by_state}. How many there are does "
        "not say which matters most.",
    ).in_(lang)


@needs("recommendations", what=WHAT)
def book_recommendations_by_level(report: Material) -> Exhibit | Prose:
    """Recommendations by level and class."""
    frame = register(report)
    if frame.empty:
        return EMPTY
    classes = [c for c in RECOMMENDATION_CLASSES if (frame["recommendation_class"] == c.id).any()]
    lines: list[dict[str, Any]] = []
    for level in (*levels(report), None):
        rows = frame if level is None else frame[frame["level"] == level]
        line: dict[str, Any] = {
            entry.id: int((rows["recommendation_class"] == entry.id).sum()) for entry in classes
        }
        label = TOTAL if level is None else LEVELS[level]
        ids = formats.MISSING if level is None else ", ".join(rows["recommendation_id"])
        lines.append({"label": label, "ids": ids, **line, "every": len(rows)})
    return Exhibit(
        id="book_recommendations_by_level",
        title=Text("Rekomendacje według poziomu i klasy", "Recommendations by level and class"),
        caption=Text(
            "Poziom: gdzie da się to zmienić. Rekomendacje bez klasy są tylko w kolumnie „Razem”.",
            "Level: where it can be changed. Recommendations without a class stand in the total "
            "only.",
        ),
        alt=Text(
            "Tabela: poziom, numery rekomendacji i ich liczba w każdej klasie.",
            "Table: level, identifiers of recommendations and how many of each class.",
        ),
        source=REGISTER,
        data=pd.DataFrame(lines),
        columns=(
            Column("label", Text("Poziom", "Level")),
            Column("ids", Text("Rekomendacje", "Recommendations")),
            *(Column(entry.id, entry.label, "integer") for entry in classes),
            Column("every", TOTAL, "integer"),
        ),
    )


def book_level(report: Material, *, level: str) -> Prose:
    """Return the heading of the recommendations of a level, and who decides on them."""
    if level not in levels(report):
        return EMPTY
    label, whom = LEVELS[level], _TO_WHOM[level]
    pl, en = (words[:1].upper() + words[1:] for words in (label.pl, label.en))
    return Prose(Text(f"### {pl}\n\n{whom.pl}", f"### {en}\n\n{whom.en}"))


def book_recommendation(report: Material, *, recommendation_id: str) -> Prose:
    """Return the heading of one recommendation: its number and its title as the register has it."""
    frame = register(report)
    rows = frame[frame["recommendation_id"] == recommendation_id]
    if rows.empty:
        return EMPTY
    title = own_words(rows["title"].iloc[0])
    return Prose(
        Text(f"#### {recommendation_id}. {title.pl}", f"#### {recommendation_id}. {title.en}")
    )


@needs("recommendations", what=Text("Tabela rekomendacji", "Table of recommendations"))
def book_recommendations(report: Material) -> Exhibit | Prose:
    """Recommendations in the format of the ministry's table, with their status."""
    frame = register(report)
    if frame.empty:
        return EMPTY
    numbers = {entry.id: n for n, entry in enumerate(report.config.matrix.questions, start=1)}
    data = frame.assign(
        number=[f"{at} ({name})" for at, name in enumerate(frame["recommendation_id"], start=1)],
        found=[
            f"{words} [{numbers[question]}]" if question in numbers else words
            for words, question in zip(frame["conclusion"], frame["question"], strict=True)
        ],
        due=texts((_month(day) for day in frame["deadline"]), frame),
        kind=_labels(frame, "recommendation_class", RECOMMENDATION_CLASSES),
        state=_labels(frame, "status", RECOMMENDATION_STATUSES),
        how=frame["implementation"].fillna(formats.MISSING),
        about=frame["theme"].fillna(formats.MISSING),
    )
    return Exhibit(
        id="book_recommendations",
        title=Text("Tabela rekomendacji", "Table of recommendations"),
        caption=Text(
            "W nawiasie okrągłym numer w Księdze, w kwadratowym numer pytania macierzy ewaluacji, "
            "z którego wynika wniosek. Kolejność według poziomów.",
            "In round brackets the number in the Book, in square brackets the number of the "
            "question of the matrix that the conclusion rests on. In the order of levels. The "
            "words are those of the register, in Polish.",
        ),
        alt=Text(
            "Tabela: wniosek, rekomendacja, adresat, sposób i termin wdrożenia, klasa, obszar "
            "tematyczny i stan wdrożenia.",
            "Table: conclusion, recommendation, addressee, way and date, class, theme and status.",
        ),
        source=REGISTER,
        data=data,
        columns=(
            Column("number", Text("Lp.", "No.")),
            Column("found", Text("Wniosek", "Conclusion")),
            Column("recommendation", Text("Rekomendacja", "Recommendation")),
            Column("addressee", Text("Adresat", "Addressee")),
            Column("how", Text("Sposób wdrożenia", "Implementation")),
            Column("due", Text("Termin", "Deadline")),
            Column("kind", Text("Klasa", "Class")),
            Column("about", Text("Obszar tematyczny", "Theme")),
            Column("state", Text("Status", "Status")),
        ),
    )


def _labels(frame: pd.DataFrame, column: str, codes: CodeList) -> "pd.Series[Any]":
    return texts(
        (
            codes.label(code) if isinstance(code, str) else same(formats.MISSING)
            for code in frame[column]
        ),
        frame,
    )


def _month(day: object) -> Text:
    if not isinstance(day, pd.Timestamp) or formats.is_missing(day):
        return same(formats.MISSING)
    return Text(formats.month(day.date()), formats.month(day.date(), "en"))
