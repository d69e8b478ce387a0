"""Recommendations with what they rest on."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.text import Text


class Recommendations(Table, name="recommendations"):
    """Recommendations in the format of the ministry's table."""

    label = Text("Rekomendacje", "Recommendations")
    definition = Text(
        "Jedna rekomendacja z wnioskiem, z którego wynika.",
        "One recommendation with the conclusion that it follows from.",
    )

    recommendation_id = Field(
        kind="text",
        key=True,
        pattern=r"R\d{2,3}",
        label=Text("identyfikator rekomendacji", "recommendation identifier"),
        definition=Text("Litera R i numer, np. R01.", "Letter R and a number, e.g. R01."),
        aliases=("lp.", "nr rekomendacji"),
    )
    title = Field(
        kind="text",
        required=True,
        label=Text("tytuł", "title"),
        definition=Text("Rekomendacja w kilku słowach.", "The recommendation in a few words."),
    )
    question = Field(
        kind="text",
        label=Text("pytanie ewaluacyjne", "evaluation question"),
        definition=Text(
            "Pytanie macierzy ewaluacji, z którego odpowiedzi wynika wniosek.",
            "Question of the evaluation matrix whose answer the conclusion follows from.",
        ),
    )
    conclusion = Field(
        kind="text",
        required=True,
        label=Text("wniosek", "conclusion"),
        definition=Text("Co ustalono.", "What was found."),
    )
    recommendation = Field(
        kind="text",
        required=True,
        label=Text("rekomendacja", "recommendation"),
        definition=Text("Co zrobić.", "What to do."),
    )
    addressee = Field(
        kind="text",
        required=True,
        label=Text("adresat", "addressee"),
        definition=Text("Kto ma to zrobić.", "Who is to do it."),
    )
    implementation = Field(
        kind="text",
        label=Text("sposób wdrożenia", "way of implementation"),
        definition=Text("Jak to zrobić.", "How to do it."),
    )
    deadline = Field(
        kind="month",
        label=Text("termin wdrożenia", "deadline"),
        definition=Text("Do kiedy.", "By when."),
        aliases=("termin",),
    )
    recommendation_class = Field(
        kind="code",
        codes=codes.RECOMMENDATION_CLASSES,
        label=Text("klasa", "class"),
        definition=Text("Klasa rekomendacji.", "Class of the recommendation."),
    )
    theme = Field(
        kind="text",
        label=Text("obszar tematyczny", "theme"),
        definition=Text("Czego dotyczy.", "What it is about."),
    )
    level = Field(
        kind="code",
        codes=codes.RECOMMENDATION_LEVELS,
        label=Text("poziom", "level"),
        definition=Text("Na jakim poziomie się ją wdraża.", "At which level it is carried out."),
    )
    status = Field(
        kind="code",
        codes=codes.RECOMMENDATION_STATUSES,
        label=Text("status", "status"),
        definition=Text("Co się z nią dzieje.", "What has become of it."),
    )
    evidence = Field(
        kind="text",
        label=Text("na czym się opiera", "evidence"),
        definition=Text(
            "Wskaźniki katalogu, z grupą po dwukropku, rozdzielone średnikami, np. "
            "scale_change:cooperation; ipp_completed_share.",
            "Indicators of the catalogue, with a group after a colon, separated by semicolons, "
            "e.g. scale_change:cooperation; ipp_completed_share.",
        ),
        aliases=("dowody",),
    )
