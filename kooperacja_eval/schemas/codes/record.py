"""The public record and the values: documents, schedules, milestones, units, statuses."""

from kooperacja_eval.schemas.field import CodeList, code

DOCUMENTS = CodeList(
    "documents",
    (
        code("000", "Podsumowanie przebiegu testowania (po XII.2020)", "Final summary of the test (after XII.2020)"),
        code("001", "Informacje z okresu IV.2019–III.2020", "Status slides for IV.2019–III.2020"),
        code("002", "Opis projektu (MCPS)", "Project description (MCPS)"),
        code("003", "Harmonogramy i schemat wdrażania", "Schedules and implementation scheme"),
        code("004", "Podsumowanie roku 2018, Makroregion III", "Summary of 2018, Macroregion III"),
        code("005", "Podsumowanie testowania, liderzykooperacji.pl", "Summary of the test, liderzykooperacji.pl"),
    ),
)  # fmt: skip

SCHEDULE_VERSIONS = CodeList(
    "schedule_versions",
    (
        code("planned", "planowany", "planned", "plan"),
        code("realised", "zrealizowany", "realised", "wykonanie"),
        code("modified", "zmodyfikowany w czasie pandemii", "modified during the pandemic"),
        code("model", "wzorcowy", "of the model"),
    ),
)

ACTORS = CodeList(
    "actors",
    (
        code("all", "całość", "all actors"),
        code("voivodeship", "samorząd województwa (ROPS)", "voivodeship (ROPS)", "ROPS"),
        code(
            "gmina_powiat",
            "gmina i powiat (GOPS, PCPR)",
            "gmina and county (GOPS, PCPR)",
            "GOPS/PCPR",
        ),
        code("pzk", "partnerskie zespoły kooperacji", "partner teams", "PZK"),
    ),
)

MILESTONES = CodeList(
    "milestones",
    (
        code("I", "I kamień milowy", "milestone I", "1", "KM I"),
        code("II", "II kamień milowy", "milestone II", "2", "KM II"),
        code("III", "III kamień milowy", "milestone III", "3", "KM III"),
        code("IV", "IV kamień milowy", "milestone IV", "4", "KM IV"),
    ),
)

FIGURE_UNITS = CodeList(
    "figure_units",
    (
        code("families", "rodziny i osoby", "families and persons"),
        code("groups", "grupy", "groups"),
        code("teams", "zespoły", "teams"),
        code("entities", "podmioty", "entities"),
        code("gminas", "gminy", "gminas"),
        code("powiats", "powiaty", "counties"),
        code("voivodeships", "województwa", "voivodeships"),
        code("local_governments", "jednostki samorządu terytorialnego", "local governments"),
        code("persons", "osoby", "persons"),
        code("months", "miesiące", "months"),
        code("days", "dni", "days"),
        code("hours", "godziny", "hours"),
        code("pln", "złote", "PLN"),
        code("reports", "raporty", "reports"),
        code("events", "spotkania i szkolenia", "meetings and trainings"),
        code("products", "produkty", "products"),
        code("count", "liczba", "count"),
        code("percent", "procenty", "per cent"),
        code("period", "okres", "period"),
        code("place", "miejsce", "place"),
    ),
)

STATUSES = CodeList(
    "statuses",
    (
        code("ok", "policzono", "computed"),
        code("insufficient", "za mało danych", "insufficient data"),
        code("suppressed", "ukryto (tajemnica statystyczna)", "suppressed (disclosure control)"),
    ),
)

CHANGE_TYPES = CodeList(
    "change_types",
    (
        code("none", "nie dotyczy", "not a change"),
        code("difference", "różnica", "difference", "zmiana bezwzględna"),
        code("relative", "zmiana względna", "relative change"),
        code("percentage_points", "punkty procentowe", "percentage points"),
        code("share_improved", "udział osób z poprawą", "share improved"),
        code("standardised", "zmiana standaryzowana", "standardised change"),
        code("unknown", "nie podano", "not stated"),
    ),
)
