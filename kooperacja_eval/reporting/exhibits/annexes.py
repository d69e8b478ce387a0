"""What stands at the end of an evaluation report: recommendations, questionnaire, indicators."""

import pandas as pd

from kooperacja_eval.indicators.catalogue import CRITERIA, catalogue
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import needs, texts
from kooperacja_eval.reporting.exhibits.survey_words import reach, scale_label
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import RECOMMENDATION_CLASSES
from kooperacja_eval.text import Text, same

RECOMMENDATIONS = Text("Tabela rekomendacji", "Table of recommendations")
QUESTIONNAIRE = Text("Kwestionariusz", "Questionnaire")
_DASH = same("–")


@needs("recommendations", what=RECOMMENDATIONS)
def recommendations(report: Material) -> Exhibit | Prose:
    """Recommendations in the format of the ministry's table."""
    frame = report.record["recommendations"].reset_index(drop=True)
    numbers = {entry.id: n for n, entry in enumerate(report.config.matrix.questions, start=1)}
    data = frame.assign(
        number=[str(n) for n in range(1, len(frame) + 1)],
        found=[
            f"{row['conclusion']}{_question(row['question'], numbers)}"
            for row in frame.to_dict("records")
        ],
        due=texts((_month(day) for day in frame["deadline"]), frame),
        kind=texts(
            (
                RECOMMENDATION_CLASSES.label(code) if isinstance(code, str) else _DASH
                for code in frame["recommendation_class"]
            ),
            frame,
        ),
        how=frame["implementation"].fillna("–"),
        about=frame["theme"].fillna("–"),
    )
    return Exhibit(
        id="recommendations",
        title=RECOMMENDATIONS,
        caption=Text(
            "W nawiasie numer pytania w macierzy ewaluacji, z którego wynika wniosek.",
            "In brackets the number of the question of the matrix that the conclusion rests on.",
        ),
        alt=Text(
            "Tabela: wniosek, rekomendacja, adresat, sposób i termin wdrożenia, klasa, obszar.",
            "Table: conclusion, recommendation, addressee, way and date, class, theme.",
        ),
        source=Text("rejestr rekomendacji badania", "register of recommendations of the study"),
        data=data,
        columns=(
            Column("number", Text("Lp.", "No."), align="right"),
            Column("found", Text("Wniosek", "Conclusion")),
            Column("recommendation", Text("Rekomendacja", "Recommendation")),
            Column("addressee", Text("Adresat", "Addressee")),
            Column("how", Text("Sposób wdrożenia", "Implementation")),
            Column("due", Text("Termin", "Deadline")),
            Column("kind", Text("Klasa", "Class")),
            Column("about", Text("Obszar", "Theme")),
        ),
    )


def _question(question: object, numbers: dict[str, int]) -> str:
    return f" [{numbers[question]}]" if isinstance(question, str) and question in numbers else ""


def _month(day: object) -> Text:
    if not isinstance(day, pd.Timestamp) or pd.isna(day):
        return _DASH
    return Text(formats.month(day.date(), "pl"), formats.month(day.date(), "en"))


@needs("items", "scales", what=QUESTIONNAIRE)
def questionnaire(report: Material) -> Exhibit | Prose:
    """Show the items of the questionnaires with scale, range and direction."""
    frame = report.record["items"].sort_values(["instrument", "version", "position"])
    frame = frame.reset_index(drop=True)
    records = frame.to_dict("records")
    data = frame[["item_id", "instrument", "version"]].assign(
        wording=texts((_words(row["text_pl"], row["text_en"]) for row in records), frame),
        scale_name=texts(
            (
                scale_label(report, row["scale"]) if isinstance(row["scale"], str) else _DASH
                for row in records
            ),
            frame,
        ),
        reach=[reach(row["low"], row["high"]) for row in records],
        turned=texts((_YES if row["reverse"] == 1 else _NO for row in records), frame),
    )
    return Exhibit(
        id="questionnaire",
        title=QUESTIONNAIRE,
        caption=Text(
            "Pozycje odwrócone przelicza się przed liczeniem wyniku: suma najmniejszej i "
            "największej wartości minus odpowiedź.",
            "Reversed items are turned round before scoring: lowest plus highest value minus the "
            "answer.",
        ),
        alt=Text(
            "Tabela: pozycja, treść, skala, zakres odpowiedzi, czy odwrócona.",
            "Table: item, wording, scale, range of answers, whether reversed.",
        ),
        source=Text("tabele pozycji i skal", "tables of items and scales"),
        data=data,
        columns=(
            Column("item_id", Text("Pozycja", "Item")),
            Column("wording", Text("Treść", "Wording")),
            Column("scale_name", Text("Skala", "Scale")),
            Column("reach", Text("Zakres", "Range"), align="center"),
            Column("turned", Text("Odwrócona", "Reversed")),
        ),
    )


_YES, _NO = Text("tak", "yes"), Text("nie", "no")


def _words(polish: object, english: object) -> Text:
    known = [text for text in (polish, english) if isinstance(text, str)]
    if not known:
        return _DASH
    return Text(
        polish if isinstance(polish, str) else known[0],
        english if isinstance(english, str) else known[0],
    )


def indicator_catalogue(report: Material) -> Exhibit:
    """Definitions of the indicators that the study has values of."""
    frame = report.values.frame  # noqa: PD011 (not pandas)
    there = set(frame["indicator_id"])
    entries = [entry for entry in catalogue().values() if entry.id in there]
    rows = [
        {
            "indicator_id": entry.id,
            "title": entry.title,
            "definition": entry.definition,
            "unit": entry.unit,
            "criterion": CRITERIA.label(entry.criterion),
        }
        for entry in entries
    ]
    return Exhibit(
        id="indicator_catalogue",
        title=Text("Katalog wskaźników", "Catalogue of indicators"),
        caption=Text(
            "Wskaźniki, których wartości ma to badanie. Wszystkie wartości na wszystkich poziomach "
            "zapisuje do pliku polecenie „kooperacja-eval indicators”.",
            "Indicators that this study has values of. The command “kooperacja-eval indicators” "
            "writes all values at all levels to a file.",
        ),
        alt=Text(
            "Tabela: nazwa, definicja, jednostka i kryterium każdego wskaźnika.",
            "Table: title, definition, unit and criterion of each indicator.",
        ),
        source=Text("katalog wskaźników programu", "the program's catalogue of indicators"),
        data=pd.DataFrame(
            rows, columns=["indicator_id", "title", "definition", "unit", "criterion"]
        ),
        columns=(
            Column("title", Text("Wskaźnik", "Indicator")),
            Column("definition", Text("Definicja", "Definition")),
            Column("unit", Text("Jednostka", "Unit")),
            Column("criterion", Text("Kryterium", "Criterion")),
        ),
    )
