"""The public record: schedules, targets and published figures."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.text import Text

_DOCUMENT = Text("dokument", "document")
_QUOTE = Text("cytat", "quote")


class Schedule(Table, name="schedule"):
    """Steps of the model by actor and version of the schedule."""

    label = Text("Harmonogram", "Schedule")
    definition = Text(
        "Krok modelu u wykonawcy w wersji harmonogramu.",
        "A step of the model, for an actor, in a version of the schedule.",
    )

    step = Field(
        kind="text",
        key=True,
        pattern=r"K\d{1,2}(\.\d)?|ex-ante|mid-term|ex-post|report|plan|covid|research|book|dissemination",
        label=Text("krok", "step"),
        definition=Text(
            "Krok K1–K10.4 albo zadanie ewaluacji.", "Step K1–K10.4 or a task of the evaluation."
        ),
    )
    actor = Field(
        kind="code",
        key=True,
        codes=codes.ACTORS,
        label=Text("wykonawca", "actor"),
        definition=Text("Kto krok wykonuje.", "Who carries the step out."),
    )
    version = Field(
        kind="code",
        key=True,
        codes=codes.SCHEDULE_VERSIONS,
        label=Text("wersja harmonogramu", "version of the schedule"),
        definition=Text(
            "Plan, realizacja, wersja na czas pandemii albo wzór.",
            "Planned, realised, modified during the pandemic, or of the model.",
        ),
        aliases=("wersja",),
    )
    document = Field(
        kind="code",
        key=True,
        codes=codes.DOCUMENTS,
        label=_DOCUMENT,
        definition=Text("Dokument, który podaje harmonogram.", "Document that gives the schedule."),
    )
    title = Field(
        kind="text",
        required=True,
        label=Text("nazwa kroku", "title of the step"),
        definition=Text("Nazwa kroku w dokumencie.", "Title of the step in the document."),
    )
    months = Field(
        kind="text",
        pattern=r"\d{1,2}(-\d{1,2})?(,\d{1,2}(-\d{1,2})?)*",
        label=Text("miesiące", "months"),
        definition=Text(
            "Numery miesięcy testowania, np. 5-18 albo 3,6,9; puste, gdy dokument ich nie podaje.",
            "Numbers of the months of the test, e.g. 5-18 or 3,6,9; empty where the document gives none.",
        ),
    )
    month_one = Field(
        kind="month",
        label=Text("miesiąc pierwszy", "month one"),
        definition=Text(
            "Miesiąc kalendarzowy o numerze 1.", "Calendar month that has the number 1."
        ),
    )
    quote = Field(
        kind="text",
        label=_QUOTE,
        definition=Text("Krótki cytat z dokumentu.", "Short quote from the document."),
    )


class OutputTargets(Table, name="output_targets"):
    """Output indicators with their targets."""

    label = Text("Wskaźniki produktu", "Output indicators")
    definition = Text(
        "Wskaźnik produktu w kamieniu milowym.", "An output indicator in a milestone."
    )

    indicator = Field(
        kind="text",
        key=True,
        pattern=r"[a-z0-9_]+",
        label=Text("wskaźnik", "indicator"),
        definition=Text("Identyfikator wskaźnika produktu.", "Identifier of the output indicator."),
    )
    unit = Field(
        kind="text",
        key=True,
        label=Text("obszar wskaźnika", "unit"),
        definition=Text(
            "Województwo albo makroregion, którego dotyczy cel.",
            "Voivodeship or macroregion that the target is for.",
        ),
        aliases=("jednostka",),
    )
    milestone = Field(
        kind="code",
        key=True,
        codes=codes.MILESTONES,
        label=Text("kamień milowy", "milestone"),
        definition=Text(
            "Kamień milowy, w którym cel ma być osiągnięty.",
            "Milestone by which the target is due.",
        ),
    )
    title = Field(
        kind="text",
        required=True,
        label=Text("nazwa wskaźnika", "title"),
        definition=Text("Nazwa wskaźnika w dokumencie.", "Title of the indicator in the document."),
    )
    target = Field(
        kind="number",
        low=0,
        label=Text("wartość docelowa", "target"),
        definition=Text(
            "Cel; puste, gdy dokument go nie podaje.",
            "Target; empty where the document gives none.",
        ),
        aliases=("cel",),
    )
    achieved = Field(
        kind="number",
        low=0,
        label=Text("wartość osiągnięta", "achieved"),
        definition=Text(
            "Wartość osiągnięta; puste, gdy dokument jej nie podaje.",
            "Value achieved; empty where the document gives none.",
        ),
        aliases=("osiągnięto",),
    )
    document = Field(
        kind="code",
        required=True,
        codes=codes.DOCUMENTS,
        label=_DOCUMENT,
        definition=Text("Dokument, który podaje cel.", "Document that gives the target."),
    )
    quote = Field(
        kind="text",
        required=True,
        label=_QUOTE,
        definition=Text("Krótki cytat z dokumentu.", "Short quote from the document."),
    )


class Published(Table, name="published"):
    """Figures in the documents."""

    label = Text("Liczby opublikowane", "Published figures")
    definition = Text(
        "Jedna liczba albo jeden okres w dokumencie.", "One figure or one period in a document."
    )

    figure_id = Field(
        kind="text",
        key=True,
        pattern=r"\d{3}-[a-z0-9-]+",
        label=Text("identyfikator liczby", "figure identifier"),
        definition=Text(
            "Dokument i krótka nazwa, np. 000-families-lubelskie.",
            "Document and short name, e.g. 000-families-lubelskie.",
        ),
    )
    document = Field(
        kind="code",
        required=True,
        codes=codes.DOCUMENTS,
        label=_DOCUMENT,
        definition=Text("Dokument, który podaje liczbę.", "Document that gives the figure."),
    )
    quote = Field(
        kind="text",
        required=True,
        label=_QUOTE,
        definition=Text("Krótki cytat z dokumentu.", "Short quote from the document."),
    )
    indicator_id = Field(
        kind="text",
        required=True,
        pattern=r"[a-z0-9_]+",
        label=Text("wskaźnik", "indicator"),
        definition=Text(
            "Co liczba mierzy; wskaźnik katalogu, gdy katalog go ma.",
            "What the figure measures; an indicator of the catalogue where it has one.",
        ),
    )
    macroregion = Field(
        kind="code",
        codes=codes.MACROREGIONS,
        label=Text("makroregion", "macroregion"),
        definition=Text(
            "Makroregion; puste dla całej Polski.", "Macroregion; empty for all of Poland."
        ),
    )
    voivodeship = Field(
        kind="code",
        codes=codes.VOIVODESHIPS,
        label=Text("województwo", "voivodeship"),
        definition=Text(
            "Województwo; puste dla całego makroregionu.",
            "Voivodeship; empty for the whole macroregion.",
        ),
    )
    group = Field(
        kind="text",
        label=Text("grupa", "group"),
        definition=Text(
            "Obszar, kohorta, wersja lub podstawa, której liczba dotyczy.",
            "Area, cohort, version or base that the figure is for.",
        ),
    )
    period_from = Field(
        kind="date",
        label=Text("okres od", "period from"),
        definition=Text(
            "Pierwszy dzień, którego liczba dotyczy.", "First day that the figure is for."
        ),
    )
    period_to = Field(
        kind="date",
        label=Text("okres do", "period to"),
        definition=Text(
            "Ostatni dzień, którego liczba dotyczy.", "Last day that the figure is for."
        ),
    )
    value = Field(
        kind="number",
        label=Text("wartość", "value"),
        definition=Text(
            "Liczba; puste, gdy dokument podaje sam okres lub samo miejsce.",
            "The figure; empty where the document gives only a period or a place.",
        ),
    )
    decimals = Field(
        kind="integer",
        low=0,
        high=6,
        label=Text("miejsca po przecinku", "decimals"),
        definition=Text(
            "Z ilu miejsc po przecinku zapisano liczbę.",
            "With how many decimals the figure is written.",
        ),
    )
    unit = Field(
        kind="code",
        required=True,
        codes=codes.FIGURE_UNITS,
        label=Text("jednostka", "unit"),
        definition=Text("W czym podano liczbę.", "What the figure counts."),
    )
    change_type = Field(
        kind="code",
        codes=codes.CHANGE_TYPES,
        label=Text("rodzaj zmiany", "type of change"),
        definition=Text(
            "Co znaczy liczba, która mówi o zmianie; „nie podano”, gdy dokument tego nie mówi, "
            "puste, gdy liczba nie mówi o zmianie.",
            "What a figure that speaks of change means; “not stated” where the document does not "
            "say, empty where the figure is not about change.",
        ),
    )
