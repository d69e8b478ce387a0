"""Services of families by kind at the end of the data, in a table, and what may be said of them."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import region, sentences, with_interval
from kooperacja_eval.reporting.exhibits.families_service_words import (
    KIND_LABELS,
    MODE_LABELS,
    STATE_LABELS,
    by_kind,
    of_group,
)
from kooperacja_eval.reporting.exhibits.families_services import MODE, SERVICES, STATUS, TABLES
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_missing, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

NO_SERVICES: Final = Text(
    "żadna usługa nie ma zapisanego stanu", "no service has a recorded status"
)
_HEADS: Final = {
    "planned": Text("Plan", "Plan"),
    "delivered": Text("Odbyte", "Given"),
    "suspended": Text("Wstrzymane", "Suspended"),
    "resumed": Text("Wznowione", "Resumed"),
    "converted": Text("E-usługi", "E-services"),
    "not_available": Text("Brak", "Lacking"),
    "in_person": Text("Stacjonarnie", "In person"),
    "remote": Text("Zdalnie", "Remote"),
    "mixed": Text("Mieszanie", "Mixed"),
}
"""Heads of columns."""


@needs(*TABLES, what=SERVICES)
def families_services_status(report: Material) -> Exhibit | Prose:
    """Show the shares of services by status at the end, for each kind."""
    lines = by_kind(_whole(report, STATUS), tuple(STATE_LABELS), KIND_LABELS, "kind")
    return _table(
        lines,
        tuple(STATE_LABELS),
        name="families_services_status",
        title=Text(
            "Co stało się z usługami, według rodzaju (na koniec danych)",
            "What became of services, by kind (at the end of the data)",
        ),
        caption=Text(
            "Udziały usług rodzin i osób według zapisanego stanu (odbyte: zrealizowane albo "
            "trwające; brak: niedostępne); samych potrzeb bez planu nie "
            "liczono. Rodziny: ile rodzin i osób stoi za usługami. Przy kilkunastu usługach jedna "
            "zmienia udział o kilka punktów, więc różnic między rodzajami nie należy czytać jako "
            "rankingu.",
            "Shares of services of families and persons by recorded status (given: delivered or "
            "going on; lacking: not available); mere needs without a "
            "plan do not count. Families: how many stand behind the services. Of a dozen services "
            "one changes the share by several points, so differences between kinds are no ranking.",
        ),
    )


@needs(*TABLES, what=SERVICES)
def families_services_mode_kinds(report: Material) -> Exhibit | Prose:
    """Show the shares of services by mode, for each kind."""
    lines = by_kind(_whole(report, MODE), tuple(MODE_LABELS), KIND_LABELS, "kind")
    return _table(
        lines,
        tuple(MODE_LABELS),
        name="families_services_mode_kinds",
        title=Text("Tryb usług według rodzaju", "Mode of services by kind"),
        caption=Text(
            "Usługi, które się odbywają lub odbyły, w trybie zapisanym na koniec danych.",
            "Services that take or took place, by the mode recorded at the end of the data.",
        ),
    )


@needs(*TABLES, what=SERVICES)
def families_services_sentence(report: Material) -> Prose:
    """Say how many services took place, how many did not, and what that does not show."""
    rows = _whole(report, STATUS)
    found = {name: of_group(rows, name) for name in STATE_LABELS}
    first = found["delivered"]
    if not known(first):
        return why_no(SERVICES, why_missing(first["status"], NO_SERVICES))
    return sentences(
        {lang: _count(first, lang) for lang in LANGUAGES},
        {lang: _parts(found, lang) for lang in LANGUAGES},
        {lang: _LIMIT.in_(lang) for lang in LANGUAGES},
    )


_LIMIT: Final = Text(
    "To opis zapisów, nie ocena pracy zespołów: nie wiadomo, co stałoby się z usługami bez "
    "pandemii, a stan mówi o usłudze, nie o tym, czy rodzinie pomogła.",
    "This describes records and does not judge the work of teams: it is not known what would have "
    "become of services without the pandemic, and a status speaks of the service, not of whether "
    "it helped the family.",
)


def _count(row: Row, lang: Lang) -> str:
    if lang == "pl":
        services = formats.plural(row["denominator"], "usługi", "usług", "usług")
        families = formats.plural(row["n"], "rodziny lub osoby", "rodzin i osób", "rodzin i osób")
        missing = formats.plural(row["n_missing"], "usługi", "usług", "usług")
        return f"Znany jest stan {services} {families}; stanu {missing} nie zapisano."
    services = formats.plural_en(row["denominator"], "service", "services")
    families = formats.plural_en(row["n"], "family or person", "families and persons")
    missing = formats.plural_en(row["n_missing"], "service", "services")
    return f"The status is known of {services} of {families}; of {missing} it is not recorded."


def _parts(found: dict[str, Row], lang: Lang) -> str:
    said = [
        f"{STATE_LABELS[name].in_(lang)} {with_interval(row, 1, lang, scale='percent')}"
        for name, row in found.items()
        if known(row)
    ]
    start = Text("Na koniec danych: ", "At the end of the data: ").in_(lang)
    return start + "; ".join(said) + "."


def _whole(report: Material, indicator: str) -> pd.DataFrame:
    """Return the rows that speak of the whole test."""
    rows = region(report, indicator)
    return rows[rows["period"].fillna("").str.contains("/", regex=False)]


def _table(
    lines: list[dict[str, object]],
    names: tuple[str, ...],
    *,
    name: str,
    title: Text,
    caption: Text,
) -> Exhibit | Prose:
    data = pd.DataFrame(lines)
    first = names[0]
    if data[[f"{part}_value" for part in names]].isna().all(axis=None):
        suppressed = bool((data[f"{first}_status"] == "suppressed").any())
        return why_no(SERVICES, why_missing("suppressed" if suppressed else "", NO_SERVICES))
    return Exhibit(
        id=name,
        title=title,
        caption=caption,
        alt=Text(
            "Tabela: rodzaj usługi, liczba usług i rodzin oraz udziały.",
            "Table: kind of service, number of services and families, and shares.",
        ),
        source=computed_source("services", "families"),
        data=data.assign(kind=texts(data["kind"], data)),
        columns=(
            Column("kind", Text("Rodzaj", "Kind")),
            *(
                Column(f"{part}_value", _HEADS[part], "percent", 0, status=f"{part}_status")
                for part in names
            ),
            Column(f"{first}_denominator", Text("Usługi", "Services"), "integer",
                   status=f"{first}_status"),
            Column(f"{first}_n", Text("Rodziny", "Families"), "integer",
                   status=f"{first}_status"),
        ),
    )  # fmt: skip
