"""The register of conclusions: what teams and experts write every month."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.references import place, team
from kooperacja_eval.text import Text

CONCLUSION_PATTERN = r"[A-Z0-9]{2,3}(-\d{2,6})?-\d{6}-[A-Z]\d{2,3}"


class Conclusions(Table, name="conclusions"):
    """Conclusions, observations, difficulties and recommendations of a month."""

    label = Text("Rejestr wniosków", "Register of conclusions")
    definition = Text(
        "Jeden wniosek, spostrzeżenie, trudność albo rekomendacja z jednego miesiąca.",
        "One conclusion, observation, difficulty or recommendation of one month.",
    )

    conclusion_id = Field(
        kind="text",
        key=True,
        pattern=CONCLUSION_PATTERN,
        label=Text("identyfikator wniosku", "conclusion identifier"),
        definition=Text(
            "Zespół albo województwo, rok i miesiąc, litera i numer, np. LU-01-202003-W01.",
            "Team or voivodeship, year and month, letter and number, e.g. LU-01-202003-W01.",
        ),
        aliases=("id wniosku", "nr wniosku"),
    )
    month = Field(
        kind="month",
        required=True,
        label=Text("miesiąc", "month"),
        definition=Text("Miesiąc, którego dotyczy.", "Month that it is about."),
    )
    voivodeship = place(
        Text(
            "Województwo; puste, gdy dotyczy całego makroregionu.",
            "Voivodeship; empty where it is about the whole macroregion.",
        )
    )
    pzk_id = team(
        Text(
            "Zespół; puste, gdy dotyczy całego województwa.",
            "Team; empty where it is about the whole voivodeship.",
        )
    )
    kind = Field(
        kind="code",
        required=True,
        codes=codes.CONCLUSION_KINDS,
        label=Text("rodzaj wpisu", "kind"),
        definition=Text(
            "Wniosek, spostrzeżenie, trudność albo rekomendacja.",
            "Conclusion, observation, difficulty or recommendation.",
        ),
        aliases=("rodzaj",),
    )
    text = Field(
        kind="text",
        required=True,
        privacy="quasi",
        label=Text("treść", "text"),
        definition=Text(
            "Własnymi słowami, bez nazwisk i danych rodzin.",
            "In one's own words, without names or data of families.",
        ),
        aliases=("wniosek", "opis", "tekst"),
    )
    step = Field(
        kind="text",
        pattern=r"K([1-9]|10)(\.[1-4])?",
        label=Text("krok modelu", "step of the model"),
        definition=Text("Krok K1–K10, którego dotyczy.", "Step K1–K10 that it is about."),
        aliases=("krok",),
    )
    theme = Field(
        kind="text",
        references="codes.code_id",
        pattern=r"[a-z][a-z0-9_.]*",
        label=Text("temat", "theme"),
        definition=Text("Kod z księgi kodów.", "Code of the codebook."),
        aliases=("kod tematu",),
    )
    addressee = Field(
        kind="text",
        label=Text("adresat", "addressee"),
        definition=Text("Do kogo jest skierowany.", "Whom it is addressed to."),
    )
    level = Field(
        kind="code",
        codes=codes.RECOMMENDATION_LEVELS,
        label=Text("poziom", "level"),
        definition=Text(
            "Na jakim poziomie da się to zmienić.", "At which level it can be changed."
        ),
    )
    status = Field(
        kind="code",
        codes=codes.CONCLUSION_STATUSES,
        label=Text("status wpisu", "status"),
        definition=Text("Co się z nim stało; puste znaczy nowy.", "What became of it; empty: new."),
        aliases=("status",),
    )
    merged_into = Field(
        kind="text",
        references="conclusions.conclusion_id",
        pattern=CONCLUSION_PATTERN,
        label=Text("połączony z", "merged into"),
        definition=Text(
            "Wpis, z którym ktoś połączył ten; nigdy program.",
            "Entry that a person merged this one into; never a program.",
        ),
    )
    document = Field(
        kind="code",
        codes=codes.DOCUMENTS,
        label=Text("dokument", "document"),
        definition=Text("Dokument, z którego jest wpis; puste dla sprawozdań.",
                        "Document that it stems from; empty for monthly reports."),
    )  # fmt: skip
    quote = Field(
        kind="text",
        label=Text("cytat", "quote"),
        definition=Text("Cytat z dokumentu.", "Quotation of the document."),
    )
