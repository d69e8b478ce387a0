"""Social projects by kind: how many, for how much, for whom; and services that go on."""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import region, sentences, with_interval
from kooperacja_eval.reporting.exhibits.families_service_words import (
    PROJECT_LABELS,
    by_kind,
    of_group,
)
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_missing, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

PROJECTS: Final = Text("Projekty socjalne", "Social projects")
TABLES: Final = ("pzk", "social_projects")
NO_PROJECTS: Final = Text(
    "nie zapisano żadnego projektu socjalnego", "no social project is recorded"
)
PARTS: Final = {
    "count": ("social_project_count", "all"),
    "budget": ("social_project_spend", "budget"),
    "spent": ("social_project_spend", "spent"),
    "used": ("social_project_spent_share", "all"),
    "persons": ("social_project_persons", "all"),
    "families": ("social_project_families", "all"),
}
"""Columns of the table: indicator and group."""


@needs(*TABLES, what=PROJECTS)
def families_projects(report: Material) -> Exhibit | Prose:
    """Show for each kind of project the number, the money, persons and families."""
    data = _rows(report)
    if not data["count_value"].fillna(0).any():
        return why_no(PROJECTS, NO_PROJECTS)
    open_ = data.iloc[-1]["spent_n_missing"]
    return Exhibit(
        id="families_projects",
        title=Text("Projekty socjalne według rodzaju", "Social projects by kind"),
        caption=Text(
            "Wydano: tylko w projektach rozliczonych (bez kwoty wydanej: "
            f"{formats.plural(open_, 'projekt', 'projekty', 'projektów', other='projektu')}); "
            "wykorzystano: wydane do przyznanych w projektach, w których znane są obie kwoty. "
            "Osoby: "
            "uczestnicy, osoba z dwóch projektów liczy się dwa razy. Rodziny: współpracujące "
            "rodziny "
            "i osoby z co najmniej jedną usługą z projektu; mogą stać w dwóch wierszach, więc nie "
            "sumują się do „razem”.",
            "Spent: in projects accounted for only (without an amount spent: "
            f"{formats.plural_en(open_, 'project', 'projects')}); used: spent over granted in "
            "projects of which both are known. Persons: participants, a person of two projects "
            "counts twice. Families: families and persons in cooperation with at least one service "
            "of a project; they may stand in two rows and do not add up to the total.",
        ),
        alt=Text(
            "Tabela: rodzaj projektu socjalnego, liczba, pieniądze, osoby i rodziny.",
            "Table: kind of social project, number, money, persons and families.",
        ),
        source=computed_source(
            "social_projects", *(["services"] if report.has("services", "families") else [])
        ),
        data=data.assign(kind=texts(data["kind"], data)),
        columns=tuple(column for column in _COLUMNS if _there(data, column)),
    )


_COLUMNS: Final = (
    Column("kind", Text("Dla kogo", "For whom")),
    Column("count_value", Text("Projekty", "Projects"), "integer"),
    Column("budget_value", Text("Przyznano", "Granted"), "pln", 0, status="budget_status"),
    Column("spent_value", Text("Wydano", "Spent"), "pln", 0, status="spent_status"),
    Column("used_value", Text("Wykorzystano", "Used"), "percent", 0, status="used_status"),
    Column("persons_value", Text("Osoby", "Persons"), "integer", status="persons_status"),
    Column("families_numerator", Text("Rodziny", "Families"), "integer",
           status="families_status"),
)  # fmt: skip


def _there(data: pd.DataFrame, column: Column) -> bool:
    """Tell whether a column has anything to say: a number, or that numbers are hidden."""
    if not column.status:
        return True
    hidden = bool((data[column.status] == "suppressed").any())
    return hidden or not bool(data[column.name].isna().all())


def _rows(report: Material) -> pd.DataFrame:
    """Return a line for each kind of project, then one for all."""
    lines: list[dict[str, Any]] = []
    for name, (indicator, group) in PARTS.items():
        found = by_kind(region(report, indicator), (group,), PROJECT_LABELS, "project")
        lines = lines or [{"kind": line["kind"]} for line in found]
        for line, cells in zip(lines, found, strict=True):
            line |= {
                f"{name}{key.removeprefix(group)}": cell
                for key, cell in cells.items()
                if key.startswith(f"{group}_")
            }
    return pd.DataFrame(lines)


@needs(*TABLES, what=PROJECTS)
def families_projects_sentence(report: Material) -> Prose:
    """Say how many projects and families there are, and for how many services go on."""
    number = of_group(region(report, "social_project_count"), "all")
    if not known(number) or not number["value"]:
        return why_no(PROJECTS, why_missing(number["status"], NO_PROJECTS))
    families = of_group(region(report, "social_project_families"), "all")
    going = region(report, "continuing_services").to_dict("records")
    row = going[0] if going and not pd.isna(going[0]["value"]) else None
    return sentences(
        {lang: _count(number, lang) for lang in LANGUAGES},
        {lang: _families(families, lang) for lang in LANGUAGES},
        {lang: _going(row, lang) for lang in LANGUAGES},
        {lang: _LIMIT.in_(lang) for lang in LANGUAGES},
    )


_LIMIT: Final = Text(
    "Z tych liczb nie wynika, że projekt pomógł rodzinie, ani że bez niego usługi by nie było; "
    "kwota "
    "na uczestnika nie jest ceną usługi, bo projekty służyły też osobom spoza współpracy.",
    "These numbers do not show that a project helped a family, nor that there would have been no "
    "service without it; money per participant is no price of a service, since projects also "
    "served "
    "people outside the cooperation.",
)


def _count(row: Row, lang: Lang) -> str:
    if lang == "pl":
        many = formats.plural(row["value"], "projekt socjalny", "projekty socjalne",
                              "projektów socjalnych", other="projektu socjalnego")  # fmt: skip
        return f"Zespoły prowadziły {many}."
    return f"The teams ran {formats.plural_en(row['value'], 'social project', 'social projects')}."


def _families(row: Row, lang: Lang) -> str:
    if not known(row):
        return ""
    share = with_interval(row, 1, lang, scale="percent")
    every = formats.integer(row["denominator"], lang)
    if lang == "pl":
        many = formats.plural(row["numerator"], "rodzina lub osoba", "rodziny lub osoby",
                              "rodzin i osób")  # fmt: skip
        return f"Co najmniej jedną usługę z projektu ma: {many} z {every}, czyli {share}."
    many = formats.plural_en(row["numerator"], "family or person", "families and persons")
    return f"At least one service of a project: {many} of {every}, that is {share}."


def _going(row: dict[Any, Any] | None, lang: Lang) -> str:
    """Say for how many families services go on after the cooperation, as the record counts it."""
    if row is None:
        return ""
    if lang == "pl":
        many = formats.plural(row["value"], "rodziny lub osoby", "rodzin i osób", "rodzin i osób")
        return (
            f"Po zakończeniu współpracy usługi z projektów trwają dla {many} – to inna liczba: "
            "mówi "
            "o usługach po zakończeniu, nie o wszystkich."
        )
    many = formats.plural_en(row["value"], "family or person", "families and persons")
    return (
        f"After the cooperation, services of projects go on for {many} – another number: it speaks "
        "of services after the end, not of all."
    )
