"""The one long table that every indicator returns."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.text import Text


class IndicatorValues(Table, name="indicator_values"):
    """Values of indicators."""

    label = Text("Wartości wskaźników", "Values of indicators")
    definition = Text(
        "Wartość wskaźnika dla jednej grupy, okresu i metody przedziału.",
        "The value of an indicator for one group, period and interval method.",
    )

    indicator_id = Field(
        kind="text",
        required=True,
        pattern=r"[a-z0-9_]+",
        label=Text("wskaźnik", "indicator"),
        definition=Text("Identyfikator w katalogu.", "Identifier in the catalogue."),
    )
    macroregion = Field(
        kind="code",
        codes=codes.MACROREGIONS,
        label=Text("makroregion", "macroregion"),
        definition=Text("Makroregion.", "Macroregion."),
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
    pzk_id = Field(
        kind="text",
        label=Text("identyfikator PZK", "team identifier"),
        definition=Text("Zespół; puste powyżej zespołu.", "Team; empty above the team."),
    )
    group = Field(
        kind="text",
        label=Text("grupa", "group"),
        definition=Text(
            "Obszar, kohorta, podstawa lub kategoria; puste, gdy wszystkie razem.",
            "Area, cohort, base or category; empty where all together.",
        ),
    )
    period = Field(
        kind="text",
        label=Text("okres", "period"),
        definition=Text(
            "Dzień, miesiąc lub okres w zapisie ISO 8601.", "Day, month or interval in ISO 8601."
        ),
    )
    wave = Field(
        kind="text",
        label=Text("pomiar", "wave"),
        definition=Text(
            "Pomiar, z którego pochodzą dane; puste, gdy nie dotyczy.",
            "Wave that the data come from; empty where none.",
        ),
    )
    numerator = Field(
        kind="number",
        label=Text("licznik", "numerator"),
        definition=Text(
            "Licznik; dla liczebności sama liczba.", "Numerator; for a count, the count."
        ),
    )
    denominator = Field(
        kind="number",
        label=Text("mianownik", "denominator"),
        definition=Text("Mianownik; puste dla liczebności.", "Denominator; empty for a count."),
    )
    value = Field(
        kind="number",
        label=Text("wartość", "value"),
        definition=Text(
            "Wartość bez zaokrąglenia; udziały od 0 do 1.", "Value, unrounded; shares from 0 to 1."
        ),
    )
    ci_low = Field(
        kind="number",
        label=Text("dolny kraniec przedziału", "lower end of interval"),
        definition=Text(
            "Przedział ufności 95%; puste dla pełnego spisu.",
            "95 % confidence interval; empty for a full count.",
        ),
    )
    ci_high = Field(
        kind="number",
        label=Text("górny kraniec przedziału", "upper end of interval"),
        definition=Text(
            "Przedział ufności 95%; puste dla pełnego spisu.",
            "95 % confidence interval; empty for a full count.",
        ),
    )
    n = Field(
        kind="integer",
        low=0,
        label=Text("liczba jednostek", "n"),
        definition=Text(
            "Jednostki, z których policzono wartość.", "Units that the value is computed from."
        ),
    )
    n_missing = Field(
        kind="integer",
        low=0,
        label=Text("liczba braków", "n missing"),
        definition=Text(
            "Jednostki pominięte z powodu braku danych.", "Units left out because data are missing."
        ),
    )
    method = Field(
        kind="text",
        required=True,
        pattern=r"[a-z0-9_]+",
        label=Text("metoda", "method"),
        definition=Text(
            "Sposób liczenia wartości lub przedziału.",
            "How the value or its interval was computed.",
        ),
    )
    change_type = Field(
        kind="code",
        required=True,
        codes=codes.CHANGE_TYPES,
        label=Text("rodzaj zmiany", "type of change"),
        definition=Text(
            "Co znaczy wartość, gdy wskaźnik mierzy zmianę.",
            "What the value means where the indicator measures change.",
        ),
    )
    status = Field(
        kind="code",
        required=True,
        codes=codes.STATUSES,
        label=Text("stan", "status"),
        definition=Text(
            "Czy wartość policzono, czy ukryto.", "Whether the value was computed or suppressed."
        ),
    )
