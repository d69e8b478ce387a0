"""One row for each recommendation: for and against, confidence, strength, what changed."""

import pandas as pd

from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.book_evidence import (
    SOURCES,
    changed_words,
    confidence_of,
    level_words,
    links_of,
    strengths_of,
)
from kooperacja_eval.reporting.exhibits.book_evidence_numbers import strengths_words
from kooperacja_eval.reporting.exhibits.book_evidence_words import (
    CHANGE_RULE,
    EVIDENCE,
    NO_RECOMMENDATIONS,
    TWO_GRADES,
)
from kooperacja_eval.reporting.exhibits.common import computed_source
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text


def book_evidence_summary(report: Material) -> Exhibit | Prose:
    """Show every recommendation with what it rests on, in the order of the register."""
    if report.evidence is None or report.record.get("recommendations") is None:
        return NO_RECOMMENDATIONS
    frame = report.record["recommendations"].sort_values("recommendation_id", kind="stable")
    if frame.empty:
        return NO_RECOMMENDATIONS
    frozen = report.evidence.frozen is not None
    names = frame["recommendation_id"].astype("str")
    data = pd.DataFrame(
        [_row(report, name, str(title)) for name, title in zip(names, frame["title"], strict=True)]
    )
    return Exhibit(
        id="book_evidence_summary",
        title=EVIDENCE,
        caption=Text(
            f"{TWO_GRADES.pl} Bez treści: dowód, którego nie znaleziono albo nie da się policzyć."
            + (f" {CHANGE_RULE.pl}" if frozen else ""),
            f"{TWO_GRADES.en} Without content: evidence that was not found or cannot be computed."
            + (f" {CHANGE_RULE.en}" if frozen else ""),
        ),
        alt=Text(
            "Tabela: rekomendacje, liczba dowodów za i przeciw, pewność ustaleń i siła liczb.",
            "Table: recommendations, evidence for and against, confidence and strength.",
        ),
        source=computed_source(*(name for name in SOURCES if name in report.tables)),
        data=data,
        columns=(
            Column("recommendation_id", Text("Nr", "No.")),
            Column("title", Text("Rekomendacja", "Recommendation")),
            Column("supports", Text("Za", "For"), "integer"),
            Column("contradicts", Text("Przeciw", "Against"), "integer"),
            Column("hidden", Text("Ukryte", "Hidden"), "integer"),
            Column("without", Text("Bez treści", "Without content"), "integer"),
            Column("confidence", Text("Pewność ustaleń", "Confidence in findings")),
            Column("strength", Text("Siła liczb", "Strength of numbers")),
            *((Column("changed", Text("Od zapisania", "Since frozen")),) if frozen else ()),
        ),
    )


def _row(report: Material, name: str, title: str) -> dict[str, object]:
    links = links_of(report, name)
    states = [link["state"] for link in links]
    relations = [link["relation"] for link in links]
    return {
        "recommendation_id": name,
        "title": Text(title, f"“{title}”"),
        "supports": relations.count("supports"),
        "contradicts": relations.count("contradicts"),
        "hidden": states.count("hidden"),
        "without": sum(state not in ("hidden", "found") for state in states),
        "confidence": level_words(confidence_of(report, name)),
        "strength": strengths_words(strengths_of(report, name)),
        "changed": changed_words(report, name),
    }
