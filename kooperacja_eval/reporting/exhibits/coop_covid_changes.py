"""Jump and change of slope when COVID-19 came, in numbers, and what became of services.

The border: descriptions; with few months on a side nothing is tested, and the text says so.
"""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import (
    SHARE_INTERVAL,
    computed_source,
    needs,
    texts,
)
from kooperacja_eval.reporting.exhibits.coop_covid import BREAK, COVID, NO_MONTHS
from kooperacja_eval.reporting.exhibits.coop_words import (
    DESCRIPTIVE,
    INDEX_TABLES,
    SERIES,
    method_of,
    region,
    sentences,
    whole_of,
)
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_missing, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import SERVICE_STATUSES
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

SERVICES: Final = Text("Usługi rodzin w pandemii", "Services of families in the pandemic")
NO_SERVICES: Final = Text(
    "w pierwszym dniu pandemii żadna usługa o znanym przebiegu nie trwała",
    "on the first day of the pandemic no service with a known course was running",
)
ENOUGH: Final = 12
"""Months on each side from which a segmented regression can test (Wagner et al. 2002)."""
STEPS: Final = {
    "level": ("level_change", Text("Skok", "Jump")),
    "slope": ("slope_change", Text("Zmiana nachylenia", "Change of slope")),
}


@needs(*INDEX_TABLES, what=COVID)
def coop_covid_changes(report: Material) -> Exhibit | Prose:
    """Show the jump and the change of slope of each series, and the months on each side."""
    data = pd.DataFrame([_line(report, name) for name in SERIES])
    if data["level_value"].isna().all():
        return why_no(COVID, NO_MONTHS)
    return Exhibit(
        id="coop_covid_changes",
        title=Text(
            "Skok i zmiana nachylenia z początkiem pandemii",
            "Jump and change of slope at the start of the pandemic",
        ),
        caption=Text(
            "Skok: o ile prosta od przełomu leży wyżej lub niżej niż prosta sprzed niego, w "
            "punktach "
            "procentowych (p.p.) albo kontaktach, liczone w ostatnim miesiącu przed przełomem. "
            "Zmiana nachylenia: o ile szybciej niż przedtem "
            "szereg rośnie z miesiąca na miesiąc. Miesiące: przed przełomem + od niego. W "
            "nawiasie przedziały 95% między zespołami "
            "(CR2); nie obejmują zdarzeń wspólnych dla wszystkich zespołów w jednym miesiącu.",
            "Jump: how far the line from the break on lies above or below the one before it, in "
            "percentage points (pp) or contacts, taken at the last month before the break. "
            "Change of slope: how much faster than before the series rises from "
            "month to month. Months: before the break + from it on. In brackets 95% intervals "
            "between teams (CR2); they do not cover what "
            "happens to all teams in one month.",
        ),
        alt=Text(
            "Tabela: skok, zmiana nachylenia i liczba miesięcy przed przełomem i od niego.",
            "Table: jump, change of slope and number of months before the break and from it on.",
        ),
        source=computed_source("meetings", "attendance", "contacts"),
        data=data.assign(series=texts(data["series"], data)),
        columns=(
            Column("series", Text("Szereg", "Series")),
            *(Column(name, label, align="right") for name, (_, label) in STEPS.items()),
            Column("sides", Text("Miesiące", "Months"), align="right"),
        ),
    )


def _line(report: Material, name: str) -> dict[str, Any]:
    line: dict[str, Any] = {"series": SERIES[name]}
    for column, (part, _) in STEPS.items():
        row = whole_of(report, BREAK, f"{name}|{part}")
        line[column] = Text(*(_change(row, name, lang) for lang in LANGUAGES))
        line |= {f"{column}_{end}": row[end] for end in ("value", "ci_low", "ci_high")}
        line["n"] = row["n"]
    for part in ("n_before", "n_after"):
        line[part] = whole_of(report, BREAK, f"{name}|{part}")["value"]
    before, after = (formats.number(line[part], 0) for part in ("n_before", "n_after"))
    line["sides"] = same(f"{before} + {after}")
    return line


def _change(row: Row, name: str, lang: Lang) -> str:
    """Return a change with its unit and interval: percentage points, or contacts."""
    if not known(row):
        return formats.MISSING
    of_shares = name != "contacts"
    factor, decimals = (100.0, 1) if of_shares else (1.0, 2)
    value, low, high = (factor * row[end] for end in ("value", "ci_low", "ci_high"))
    unit = formats.NBSP + Text("p.p.", "pp").in_(lang) if of_shares else ""
    sign = "+" if value > 0 else ""
    ends = formats.interval(low, high, decimals, lang)
    shown = f"{sign}{formats.number(value, decimals, lang)}{unit}"
    return shown if ends == formats.MISSING else f"{shown} ({ends})"


@needs(*INDEX_TABLES, what=COVID)
def coop_covid_sentence(report: Material) -> Prose:
    """Say how many months there are on each side and what that allows."""
    sides = {
        part: [row["value"] for name in SERIES
               if known(row := whole_of(report, BREAK, f"{name}|{part}"))]
        for part in ("n_before", "n_after")
    }  # fmt: skip
    if not sides["n_before"] or not sides["n_after"]:
        return why_no(COVID, NO_MONTHS)
    methods = (method_of(report, BREAK, f"{name}|level_change") for name in SERIES)
    few = any(method.endswith(DESCRIPTIVE) for method in methods)
    verdict = _FEW if few else _MANY
    return sentences(
        {lang: _months(sides, lang) for lang in LANGUAGES},
        {lang: verdict.in_(lang) for lang in LANGUAGES},
    )


_FEW: Final = Text(
    f"To mniej niż {ENOUGH} po każdej ze stron, więc liczby **opisują**, co działo się w tych "
    "miesiącach, i niczego nie dowodzą: nie da się oddzielić pandemii od pory roku, początku pracy "
    "zespołów i ich wprawy.",
    f"That is fewer than {ENOUGH} on each side, so the numbers **describe** what happened in these "
    "months and prove nothing: the pandemic cannot be told apart from the season, from the start "
    "of the teams and from their practice.",
)
_MANY: Final = Text(
    "Miesięcy wystarcza do porównania nachyleń, ale nie ma zespołów, które pandemia ominęła.",
    "There are months enough to compare slopes, but no teams that the pandemic passed by.",
)


def _months(sides: dict[str, list[float]], lang: Lang) -> str:
    before, after = (
        formats.integer(min(found), lang) if min(found) == max(found)
        else formats.interval(min(found), max(found), 0, lang)
        for found in (sides["n_before"], sides["n_after"])
    )  # fmt: skip
    return Text(
        f"Miesięcy przed przełomem jest {before} (zależnie od szeregu), a od niego {after}.",
        f"There are {before} months before the break (depending on the series) and {after} from "
        "it on.",
    ).in_(lang)


@needs("families", "services", what=SERVICES)
def coop_services(report: Material) -> Exhibit | Prose:
    """Show what became of services that ran when the pandemic came, by families."""
    rows = region(report, "service_adaptation")
    lines = []
    for course in SERVICE_STATUSES:
        chosen = rows[rows["group"] == course.id].sort_values("method", kind="stable")
        good = chosen[chosen["status"] == "ok"]
        if len(chosen):
            row = (good if len(good) else chosen).iloc[0]
            lines.append({"what": course.label, **{name: row[name] for name in _KEPT}})
    data = pd.DataFrame(lines, columns=["what", *_KEPT])
    if data["value"].isna().all():
        status = str(data["status"].iloc[0]) if len(data) else ""
        return why_no(SERVICES, why_missing(status, NO_SERVICES))
    return Exhibit(
        id="coop_services",
        title=Text(
            "Co stało się z usługami rodzin, które trwały w dniu początku pandemii",
            "What became of the services of families that ran when the pandemic came",
        ),
        caption=Text(
            "Rodziny i osoby, u których co najmniej jedna z trwających usług miała taki przebieg; "
            "jedna rodzina może stać w kilku wierszach, więc odsetki nie sumują się do 100%. "
            "Przedziały uwzględniają zespoły, gdzie się da.",
            "Families and persons with at least one running service of this course; a family may "
            "stand in several rows, so shares do not add up to 100%. Intervals take teams into "
            "account where possible.",
        ),
        alt=Text(
            "Tabela: rodziny według tego, co stało się z ich usługami.",
            "Table: families by what became of their services.",
        ),
        source=computed_source("families", "services"),
        data=data.assign(what=texts(data["what"], data)),
        columns=(
            Column("what", Text("Co najmniej jedna usługa", "At least one service")),
            Column("numerator", Text("Rodziny", "Families"), "integer"),
            Column("denominator", Text("Z usługami", "With services"), "integer"),
            Column("value", Text("Odsetek", "Share"), "percent"),
            SHARE_INTERVAL,
        ),
    )


_KEPT: Final = ["numerator", "denominator", "value", "ci_low", "ci_high", "status"]
