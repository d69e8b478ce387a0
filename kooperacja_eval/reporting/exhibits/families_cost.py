"""What the test cost per family, programme and month of work, and what is in each sum.

The border: other assumptions belong to ``families_cost_range``.
"""

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import region
from kooperacja_eval.reporting.exhibits.families_cost_words import BASES, CATEGORIES, STAGES, UNITS
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text

COSTS: Final = Text("Koszty na rodzinę", "Costs per family")
TABLES: Final = ("pzk", "families", "costs")
NO_COSTS: Final = Text("nie zapisano żadnego kosztu", "no cost is on record")
INDICATORS: Final = {
    "family": "cost_per_family",
    "completed": "cost_per_completed_ipp",
    "team_month": "cost_per_team_month",
}
"""Which indicator divides by each unit."""
HIDDEN: Final = "suppressed"
_KEPT: Final = ("numerator", "denominator", "value", "ci_low", "ci_high", "status")
_DRAWN: Final = {"ci_low": "drawn_low", "ci_high": "drawn_high", "status": "drawn_status"}
_DATA: Final = ["what", *_KEPT, *_DRAWN.values()]


@needs(*TABLES, what=COSTS)
def families_cost(report: Material) -> Exhibit | Prose:
    """Show unit costs with both kinds of interval, then costs per family by milestone."""
    milestones = list(_milestone_lines(report))
    shown = [line for line in milestones if line["status"] != HIDDEN]
    data = pd.DataFrame([*_unit_lines(report), *shown], columns=_DATA)
    if not (data["numerator"] > 0).any():
        return why_no(COSTS, why_no_costs(data["status"]))
    note = _MILESTONES if len(shown) == len(milestones) else _NO_MILESTONES
    return Exhibit(
        id="families_cost",
        title=Text(
            "Koszt na rodzinę, na zakończony program i na miesiąc pracy zespołu",
            "Cost per family, per completed programme and per month of a team's work",
        ),
        caption=Text(
            "Koszt na rodzinę dzieli wydatki przez rodziny i osoby z całego testu, także te, które "
            "nie zakończyły programu. To nie cena: nie mówi, ile kosztowałaby pomoc kolejnej "
            "rodzinie, bo są w nim też koszty, które od liczby rodzin nie zależą. Przedziały 95% "
            "między zespołami: zlinearyzowany (tylko koszty zespołów) i z losowania zespołów "
            f"(koszty wspólne ustalone). {note.pl}",
            "Cost per family divides spending by the families and persons of the whole test, those "
            "that did not complete too. It is no price: it does not say what help for one more "
            "family would cost, since costs that do not depend on the number of families are in "
            "it. 95% intervals between teams: linearised (costs of teams only) and from resampled "
            f"teams (shared costs fixed). {note.en}",
        ),
        alt=_alt(data),
        source=computed_source("costs", "families", "pzk"),
        data=data.assign(what=texts(data["what"], data)),
        columns=(
            Column("what", Text("Koszt", "Cost")),
            Column("numerator", Text("Suma (zł)", "Sum (PLN)"), "number", 0),
            Column("denominator", Text("Dzielnik", "Divided by"), "integer"),
            Column("value", Text("Zł na jednostkę", "PLN per unit"), "number", 0),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 0, high="ci_high"),
            Column("drawn_low", Text("Z losowania", "Resampled"), "interval", 0,
                   high="drawn_high", status="drawn_status"),
        ),
    )  # fmt: skip


_MILESTONES: Final = Text(
    "Kamienie milowe: koszt na rodzinę, bez przedziału.",
    "Milestones: cost per family, without an interval.",
)
PARTS: Final = Text("Co wchodzi w koszty, a co nie", "What is in the costs and what is not")
_NO_MILESTONES: Final = Text(
    "Kwot kamieni milowych nie pokazano: mogłyby odsłonić koszty jednego zespołu lub województwa.",
    "Amounts of milestones are not shown: they might tell the costs of one team or voivodeship.",
)


def why_no_costs(statuses: "pd.Series[str]") -> Text:
    """Return why there are no amounts: hidden by disclosure control, or none on record."""
    if (statuses == HIDDEN).any():
        return Text(
            "kwoty ukryto, bo mogłyby odsłonić koszty jednego zespołu lub województwa",
            "the amounts are suppressed, since they might tell the costs of one team or "
            "voivodeship",
        )
    return NO_COSTS


def _unit_lines(report: Material) -> Iterator[dict[str, Any]]:
    for unit, indicator in INDICATORS.items():
        for base, label in BASES.items():
            rows = region(report, indicator, base)
            if rows.empty:
                continue
            what = Text(f"{UNITS[unit].pl}, {label.pl}", f"{UNITS[unit].en}, {label.en}")
            drawn = region(report, "cost_bootstrap", f"{unit}|{base}")
            ends = {
                name: drawn[column].iloc[0] if len(drawn) else None
                for column, name in _DRAWN.items()
            }
            yield {"what": what, **{name: rows[name].iloc[0] for name in _KEPT}, **ends}


def _milestone_lines(report: Material) -> Iterator[dict[str, Any]]:
    for code, label in STAGES.items():
        rows = region(report, "cost_by_milestone", f"all|{code}")
        if rows.empty:
            continue
        what = Text(f"{label.pl}, {BASES['all'].pl}", f"{label.en}, {BASES['all'].en}")
        yield {"what": what, **{name: rows[name].iloc[0] for name in _KEPT}}


def _alt(data: pd.DataFrame) -> Text:
    shown = [row for row in data.to_dict("records") if not formats.is_missing(row["value"])]
    parts = {
        lang: "; ".join(
            f"{row['what'].in_(lang)} {formats.pln(row['value'], lang, decimals=0)}"
            for row in shown[: len(INDICATORS) * len(BASES)]
        )
        for lang in ("pl", "en")
    }
    return Text(
        f"Tabela kosztów jednostkowych: {parts['pl']}.", f"Table of unit costs: {parts['en']}."
    )


@needs(*TABLES, what=PARTS)
def families_cost_parts(report: Material) -> Exhibit | Prose:
    """Show which category is in which sum: costs of teams, shared costs, and both together."""
    lines = [
        line for code, label in CATEGORIES.items()
        if (line := _category(report, code, label)) is not None
    ]  # fmt: skip
    data = pd.DataFrame(lines, columns=["what", "direct", "every", "each", "where", "status"])
    if not (data["every"] > 0).any():
        return why_no(PARTS, why_no_costs(data["status"]))
    return Exhibit(
        id="families_cost_parts",
        title=PARTS,
        caption=Text(
            "Koszty zespołów wskazują zespół; wspólne nie wskazują żadnego i wchodzą tylko w "
            "„wszystkie”. Poza obiema sumami jest wszystko, czego tabela kosztów nie zawiera, na "
            "przykład czas pracowników opłacany przez ich instytucje i usługi dla rodzin "
            "finansowane skądinąd: pomoc mogła więc kosztować więcej niż te sumy.",
            "Costs of teams name a team; shared ones name none and are in “all” only. Out of both "
            "sums is whatever the table of costs does not hold, such as time of workers paid by "
            "their institutions and services for families paid from elsewhere: help may have cost "
            "more than these sums.",
        ),
        alt=Text(
            "Tabela kategorii kosztów: kwota w kosztach zespołów, we wszystkich kosztach i na "
            "rodzinę.",
            "Table of categories of costs: amount in costs of teams, in all costs, and per family.",
        ),
        source=computed_source("costs", "families"),
        data=data.assign(what=texts(data["what"], data), where=texts(data["where"], data)),
        columns=(
            Column("what", Text("Kategoria", "Category")),
            Column("direct", Text("Koszty zespołów (zł)", "Costs of teams (PLN)"), "number", 0),
            Column("every", Text("Wszystkie (zł)", "All (PLN)"), "number", 0),
            Column("each", Text("Wszystkie na rodzinę (zł)", "All per family (PLN)"), "number", 0),
            Column("where", Text("W których sumach", "In which sums")),
        ),
    )


def _category(report: Material, code: str, label: Text) -> dict[str, Any] | None:
    direct = region(report, "cost_by_category", f"direct|{code}")
    every = region(report, "cost_by_category", f"all|{code}")
    if direct.empty or every.empty:
        return None
    own, both = direct["numerator"].iloc[0], every["numerator"].iloc[0]
    statuses = {str(direct["status"].iloc[0]), str(every["status"].iloc[0])}
    return {
        "what": label,
        "direct": own,
        "every": both,
        "each": every["value"].iloc[0],
        "where": formats.SUPPRESSED if HIDDEN in statuses else _where(float(own), float(both)),
        "status": HIDDEN if HIDDEN in statuses else str(every["status"].iloc[0]),
    }


def _where(direct: float, every: float) -> Text:
    """Say in which sums a category is."""
    if not every:
        return Text("brak kosztów", "no costs")
    if not direct:
        return Text("tylko wszystkie (wspólne)", "all only (shared)")
    if direct == every:
        return Text("obie (zespołów)", "both (of teams)")
    return Text("obie; część wspólna", "both; partly shared")
