"""Targets: what the project promised, and how much of it was reached."""

import pandas as pd

from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import (
    UNKNOWN,
    computed_source,
    document_source,
    joined,
    needs,
    published,
    texts,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import MILESTONES, VOIVODESHIPS
from kooperacja_eval.text import Text, same

GOALS: dict[str, tuple[str, Text]] = {
    "entities_in_cooperation": (
        "entities",
        Text("podmioty we współpracy", "entities in cooperation"),
    ),
    "pzk_active": ("pzk", Text("partnerskie zespoły kooperacji", "partner teams")),
    "families_in_cooperation": ("families", Text("rodziny i osoby", "families and persons")),
}
"""Indicator to the key of the target in ``study.toml`` and its name."""


def targets(report: Material) -> Exhibit:
    """Show the targets of the macroregion beside what was computed and published."""
    rows = []
    for indicator_id, (key, label) in GOALS.items():
        target = float(getattr(report.config.targets, key))
        values = report.rows(indicator_id, level="macroregion", group="")
        value = float(values["value"].iloc[0]) if len(values) else UNKNOWN
        stated = published(report, indicator_id, document="000", group="whole_test")
        reached = stated if pd.isna(value) else value
        rows.append(
            {
                "what": label,
                "target": target,
                "computed": value,
                "published": stated,
                "share": reached / target,
            }
        )
    return Exhibit(
        id="targets",
        title=Text("Cele ilościowe testowania", "Quantitative targets of the test"),
        caption=Text(
            "Dokumenty nie podają liczby podmiotów, które wzięły udział; 350 jest w nich celem.",
            "The documents do not say how many entities took part; 350 is their target.",
        ),
        alt=Text(
            "Tabela: cel, wartość obliczona, wartość opublikowana i stopień osiągnięcia.",
            "Table: target, computed value, published value and degree of attainment.",
        ),
        source=joined(computed_source("entities", "pzk", "families"), document_source("000"))
        if report.has("families")
        else document_source("000"),
        data=pd.DataFrame(rows),
        columns=(
            Column("what", Text("Cel", "Target")),
            Column("target", Text("Co najmniej", "At least"), "integer"),
            Column("computed", Text("Obliczone", "Computed"), "integer"),
            Column("published", Text("Dokument 000", "Document 000"), "integer"),
            Column("share", Text("Osiągnięto", "Reached"), "percent"),
        ),
    )


@needs("output_targets", what=Text("Wskaźniki produktu", "Output indicators"))
def output_targets(report: Material) -> Exhibit:
    """Output indicators by milestone with their targets."""
    frame = report.record["output_targets"]
    data = frame.assign(
        milestone_label=texts((MILESTONES.label(code) for code in frame["milestone"]), frame),
        place=texts((_unit(str(unit)) for unit in frame["unit"]), frame),
        share=frame["achieved"] / frame["target"],
    )
    return Exhibit(
        id="output_targets",
        title=Text("Wskaźniki produktu według kamieni milowych", "Output indicators by milestone"),
        caption=Text(
            "Kreska: dokument nie podaje wartości. Opis projektu (002) jest planem i podaje same "
            "cele.",
            "A dash: the document gives no value. The project description (002) is a plan and "
            "gives targets only.",
        ),
        alt=Text(
            "Tabela: wskaźniki produktu, kamień milowy, cel i wartość osiągnięta.",
            "Table: output indicators, milestone, target and value achieved.",
        ),
        source=document_source(*sorted(set(frame["document"]))),
        data=data,
        columns=(
            Column("milestone_label", Text("Kamień milowy", "Milestone")),
            Column("title", Text("Wskaźnik", "Indicator")),
            Column("place", Text("Obszar", "Area")),
            Column("target", Text("Cel", "Target"), "integer"),
            Column("achieved", Text("Osiągnięto", "Achieved"), "integer"),
        ),
    )


def _unit(unit: str) -> Text:
    return VOIVODESHIPS.label(unit) if unit in VOIVODESHIPS.ids else same(unit)
