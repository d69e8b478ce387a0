"""What a questionnaire is: items, their answer options, and the scales that they form."""

from dataclasses import replace

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.references import instrument, item, version
from kooperacja_eval.text import Text


def _scale(definition: Text, *, key: bool = False) -> Field:
    return Field(
        kind="text",
        key=key,
        pattern=r"[a-z][a-z0-9_]*",
        label=Text("skala", "scale"),
        definition=definition,
    )


class Items(Table, name="items"):
    """Items of questionnaires, one row for each version."""

    label = Text("Pozycje kwestionariuszy", "Items of questionnaires")
    definition = Text(
        "Jedna pozycja jednej wersji kwestionariusza.",
        "One item of one version of a questionnaire.",
    )

    instrument = instrument(key=True)
    version = version(key=True)
    item_id = item(
        Text("Identyfikator pozycji, ten sam w każdej wersji.", "The same in every version."),
        key=True,
        references="",
    )
    position = Field(
        kind="integer",
        low=1,
        label=Text("kolejność", "position"),
        definition=Text("Miejsce w kwestionariuszu.", "Place in the questionnaire."),
    )
    kind = Field(
        kind="code",
        required=True,
        codes=codes.ITEM_KINDS,
        label=Text("rodzaj pozycji", "kind of item"),
        definition=Text("W jaki sposób się odpowiada.", "How it is answered."),
    )
    measure = Field(
        kind="code",
        required=True,
        codes=codes.MEASURES,
        label=Text("co mierzy", "what it measures"),
        definition=Text(
            "Stan w chwili odpowiedzi albo stan wcześniejszy, oceniony po czasie.",
            "The state when it is answered, or an earlier state rated later.",
        ),
    )
    then_of = replace(
        item(
            Text(
                "Pozycja, której stan wcześniejszy ocenia ta pozycja.",
                "Item whose earlier state this item rates.",
            )
        ),
        label=Text("dotyczy pozycji", "looks back on"),
        aliases=(),
    )
    scale = _scale(Text("Skala, do której należy pozycja.", "Scale that the item belongs to."))
    text_pl = Field(
        kind="text",
        label=Text("treść po polsku", "text in Polish"),
        definition=Text("Treść pozycji po polsku.", "Wording of the item in Polish."),
    )
    text_en = Field(
        kind="text",
        label=Text("treść po angielsku", "text in English"),
        definition=Text("Treść pozycji po angielsku.", "Wording of the item in English."),
    )
    low = Field(
        kind="number",
        label=Text("najmniej", "lowest"),
        definition=Text("Najmniejsza możliwa wartość.", "Smallest possible value."),
    )
    high = Field(
        kind="number",
        label=Text("najwięcej", "highest"),
        definition=Text("Największa możliwa wartość.", "Largest possible value."),
    )
    reverse = Field(
        kind="yes_no",
        required=True,
        label=Text("odwrócona", "reversed"),
        definition=Text(
            "Czy przed liczeniem skali odejmuje się wartość od sumy najmniejszej i największej.",
            "Whether the value is taken from the sum of lowest and highest before scoring.",
        ),
    )


class Options(Table, name="options"):
    """Answer options of items."""

    label = Text("Warianty odpowiedzi", "Answer options")
    definition = Text(
        "Jeden wariant odpowiedzi na jedną pozycję.", "One answer option of one item."
    )

    instrument = instrument(key=True)
    version = version(key=True)
    item_id = item(Text("Pozycja.", "Item."), key=True)
    code = Field(
        kind="text",
        key=True,
        label=Text("kod", "code"),
        definition=Text("Kod w pliku z platformy.", "Code in the file of the platform."),
    )
    position = Field(
        kind="integer",
        low=1,
        label=Text("kolejność", "position"),
        definition=Text("Miejsce wśród wariantów.", "Place among the options."),
    )
    value = Field(
        kind="number",
        label=Text("wartość", "value"),
        definition=Text(
            "Liczba, którą zapisuje się odpowiedź; puste dla kodów braku.",
            "Number that the answer is stored as; empty for missing codes.",
        ),
    )
    label_pl = Field(
        kind="text",
        label=Text("etykieta po polsku", "label in Polish"),
        definition=Text("Słowa wariantu po polsku.", "Words of the option in Polish."),
    )
    label_en = Field(
        kind="text",
        label=Text("etykieta po angielsku", "label in English"),
        definition=Text("Słowa wariantu po angielsku.", "Words of the option in English."),
    )
    missing_reason = Field(
        kind="code",
        codes=codes.MISSING_REASONS,
        label=Text("powód braku", "reason missing"),
        definition=Text(
            "Powód braku, jeżeli wariant nie jest odpowiedzią.",
            "Reason missing where the option is no answer.",
        ),
    )


class Scales(Table, name="scales"):
    """Scales that items form."""

    label = Text("Skale", "Scales")
    definition = Text(
        "Jedna skala jednej wersji kwestionariusza.", "One scale of one version of a questionnaire."
    )

    instrument = instrument(key=True)
    version = version(key=True)
    scale = _scale(Text("Identyfikator skali.", "Identifier of the scale."), key=True)
    position = Field(
        kind="integer",
        low=1,
        label=Text("kolejność", "position"),
        definition=Text("Miejsce w raportach.", "Place in reports."),
    )
    title_pl = Field(
        kind="text",
        label=Text("nazwa po polsku", "title in Polish"),
        definition=Text("Nazwa skali po polsku.", "Title of the scale in Polish."),
    )
    title_en = Field(
        kind="text",
        label=Text("nazwa po angielsku", "title in English"),
        definition=Text("Nazwa skali po angielsku.", "Title of the scale in English."),
    )
    scoring = Field(
        kind="code",
        required=True,
        codes=codes.SCORINGS,
        label=Text("sposób liczenia", "scoring"),
        definition=Text(
            "Średnia albo suma pozycji po odwróceniu.", "Mean or sum of the items after reversing."
        ),
    )
    low = Field(
        kind="number",
        label=Text("najmniej", "lowest"),
        definition=Text("Najmniejszy możliwy wynik.", "Smallest possible score."),
    )
    high = Field(
        kind="number",
        label=Text("najwięcej", "highest"),
        definition=Text("Największy możliwy wynik.", "Largest possible score."),
    )
    min_answered = Field(
        kind="number",
        low=0,
        high=1,
        required=True,
        label=Text("wymagana część odpowiedzi", "share of items needed"),
        definition=Text(
            "Od jakiej części odpowiedzianych pozycji liczy się wynik; brakujące pozycje zastępuje "
            "średnia odpowiedzianych.",
            "From which share of answered items a score is computed; the mean of the answered ones "
            "stands for the others.",
        ),
    )
    direction = Field(
        kind="code",
        required=True,
        codes=codes.DIRECTIONS,
        label=Text("kierunek", "direction"),
        definition=Text("Co znaczy lepiej.", "What is better."),
    )
    source = Field(
        kind="text",
        label=Text("źródło", "source"),
        definition=Text("Skąd pochodzi klucz skali.", "Where the key of the scale comes from."),
    )
