"""The way of a case through its stages, and what it cost."""

import pandas as pd

from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import SHARE_INTERVAL, computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.families_path_words import STEPS
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.text import Text

COSTS: dict[tuple[str, str], Text] = {
    ("cost_total", "direct"): Text("koszty przypisane zespołom", "costs of teams"),
    ("cost_total", "all"): Text("wszystkie koszty", "all costs"),
    ("cost_per_family", "direct"): Text(
        "na rodzinę, koszty zespołów", "per family, costs of teams"
    ),
    ("cost_per_family", "all"): Text("na rodzinę, wszystkie koszty", "per family, all costs"),
    ("cost_per_completed_ipp", "direct"): Text(
        "na zakończony IPP, koszty zespołów", "per completed IPP, costs of teams"
    ),
    ("cost_per_completed_ipp", "all"): Text(
        "na zakończony IPP, wszystkie koszty", "per completed IPP, all costs"
    ),
}


@needs(
    "families",
    "pzk",
    what=Text("Droga rodziny przez etapy", "The way of a family through the stages"),
)
def case_path(report: Material) -> Exhibit:
    """How many got from each stage to the next, and how long it took."""
    shares = report.rows("stage_conversion", level="macroregion", method="wilson")
    days = report.rows("stage_days", level="macroregion")
    merged = shares.merge(
        days[["group", "value", "n"]],
        on="group",
        how="left",
        validate="one_to_one",
        suffixes=("", "_days"),
    )
    merged = merged[merged["group"].isin(list(STEPS))]
    data = merged.assign(step=texts((STEPS[group] for group in merged["group"]), merged))
    return Exhibit(
        id="case_path",
        title=Text(
            "Droga rodziny przez etapy współpracy", "The way of a family through the stages"
        ),
        caption=Text(
            "Etap jest osiągnięty, gdy zapisano jego datę; rodziny bez daty wcześniejszej są "
            "brakami, a nie rezygnacjami. Udział poniżej 100% może pochodzić z luki w dacie "
            "następnego etapu. Koniec współpracy nie znaczy, że program zakończono zgodnie z "
            "celami.",
            "A stage is reached where its date is on record; families without the date of the "
            "earlier stage are missing, not lost. A share below 100% may come from a gap in the "
            "date of the next stage. An end of cooperation does not mean that the programme was "
            "completed.",
        ),
        alt=Text(
            "Tabela: udział rodzin, które przeszły do kolejnego etapu, i mediana dni.",
            "Table: share of families that reached the next stage, and median days.",
        ),
        source=computed_source("families"),
        data=data,
        columns=(
            Column("step", Text("Krok", "Step")),
            Column("numerator", Text("Przeszły", "Reached"), "integer"),
            Column("denominator", Text("Z", "Of"), "integer"),
            Column("value", Text("Udział", "Share"), "percent"),
            SHARE_INTERVAL,
            Column("value_days", Text("Mediana dni", "Median days"), "number", 0),
            Column("n_missing", Text("Braki", "Missing"), "integer"),
        ),
    )


@needs("costs", "families", "pzk", what=Text("Koszty", "Costs"))
def costs(report: Material) -> Exhibit:
    """Costs in all, per family and per completed programme, with and without shared costs."""
    rows = []
    for (indicator_id, group), label in COSTS.items():
        for row in report.rows(indicator_id, level="macroregion", group=group).to_dict("records"):
            kept = ("numerator", "denominator", "value", "ci_low", "ci_high", "status")
            rows.append({"what": label, **{key: row[key] for key in kept}})
    return Exhibit(
        id="costs",
        title=Text("Koszty", "Costs"),
        caption=Text(
            "Koszt na rodzinę dzieli wydatki przez wszystkie rodziny, także te, które nie "
            "zakończyły programu; nie jest ceną usług dla jednej rodziny. Przedział liczy zespoły "
            "jako grupy; suma i koszty wspólne nie mają przedziału.",
            "Cost per family divides all spending by all families, those that did not complete "
            "included; it is no price of the services for one family. The interval takes teams as "
            "clusters; totals and shared costs have none.",
        ),
        alt=Text(
            "Tabela: koszty razem, na rodzinę i na zakończony program.",
            "Table: costs in all, per family and per completed programme.",
        ),
        source=computed_source("costs", "families"),
        data=pd.DataFrame(rows, columns=["what", *_COST_DATA]),
        columns=(
            Column("what", Text("Koszt", "Cost")),
            Column("value", Text("Kwota", "Amount"), "pln"),
            Column("denominator", Text("Rodziny", "Families"), "integer"),
            Column(
                "ci_low", Text("Przedział 95% (zł)", "95% interval (PLN)"), "interval", 0, "ci_high"
            ),
        ),
    )


_COST_DATA = ("numerator", "denominator", "value", "ci_low", "ci_high", "status")
