"""Whether sources agree on each evaluation question, as people assessed it."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from kooperacja_eval.evidence.triangulation import completeness
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.book_evidence_words import NO_RECOMMENDATIONS, bracketed
from kooperacja_eval.reporting.exhibits.common import computed_source
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import CONVERGENCE, EVIDENCE_SOURCES
from kooperacja_eval.text import Text

SOURCES: Final = ("recommendations", "evidence_links", "convergences")
OPEN: Final = Text("nie oceniono", "not assessed")
BY_RULE: Final = Text("reguła: brak dowodów", "rule: no evidence")
CONFLICT: Final = Text("niezgodne z dowodami", "at odds with the evidence")


def book_triangulation(report: Material) -> Exhibit | Prose:
    """Show evaluation questions by sources: agreement, partial agreement, silence, dissonance."""
    if report.evidence is None:
        return NO_RECOMMENDATIONS
    matrix = report.evidence.triangulation
    questions = {entry.id: entry.text for entry in report.config.matrix.questions}
    rows = [
        {"question": questions[str(name)]}
        | {cell["source"]: _cell(cell) for cell in own.to_dict("records")}
        for name, own in matrix.groupby("question", sort=False)
    ]
    return Exhibit(
        id="book_triangulation",
        title=Text("Zbieżność źródeł", "Convergence of sources"),
        caption=_caption(matrix),
        alt=Text(
            "Tabela: pytania ewaluacyjne i cztery źródła; w komórkach zgodność, częściowa "
            "zgodność, milczenie, rozbieżność albo brak oceny.",
            "Table: evaluation questions and four sources; in the cells agreement, partial "
            "agreement, silence, dissonance, or no assessment.",
        ),
        source=computed_source(*(name for name in SOURCES if name in report.tables)),
        data=pd.DataFrame(rows, columns=["question", *EVIDENCE_SOURCES.ids]),
        columns=(
            Column("question", Text("Pytanie", "Question")),
            *(Column(entry.id, entry.label) for entry in EVIDENCE_SOURCES),
        ),
    )


def book_triangulation_reasons(report: Material) -> Exhibit | Prose:
    """Show why people assessed each cell as they did, in their words."""
    if report.evidence is None:
        return NO_RECOMMENDATIONS
    matrix = report.evidence.triangulation
    rows = matrix[matrix["origin"] == "person"]
    if rows.empty:
        return Prose(
            Text(
                "*Zbieżność źródeł: nikt jej jeszcze nie ocenił.*",
                "*Convergence of sources: nobody has assessed it yet.*",
            )
        )
    questions = {entry.id: entry.text for entry in report.config.matrix.questions}
    data = pd.DataFrame(
        [
            {
                "question": questions[row["question"]],
                "source": EVIDENCE_SOURCES.label(row["source"]),
                "convergence": _cell(row),
                "reason": Text(str(row["reason"]), f"“{row['reason']}”"),
            }
            for row in rows.to_dict("records")
        ]
    )
    return Exhibit(
        id="book_triangulation_reasons",
        title=Text("Dlaczego tak oceniono zbieżność źródeł", "Why convergence was judged so"),
        caption=Text("Uzasadnienia są w słowach osób oceniających.",
                     "Reasons are in the words of those who assessed, in Polish."),
        alt=Text("Tabela: pytanie, źródło, ocena i uzasadnienie.",
                 "Table: question, source, assessment and reason."),
        source=computed_source("convergences"),
        data=data,
        columns=(
            Column("question", Text("Pytanie", "Question")),
            Column("source", Text("Źródło", "Source")),
            Column("convergence", Text("Ocena", "Assessment")),
            Column("reason", Text("Uzasadnienie", "Reason")),
        ),
    )  # fmt: skip


def _cell(cell: Mapping[Any, Any]) -> Text:
    """Return what is said of a source, and how much evidence of it there is."""
    there = Text(
        f"odnośniki: {cell['links']}, wskaźniki: {cell['indicators']}",
        f"links: {cell['links']}, indicators: {cell['indicators']}",
    )
    if cell["origin"] == "open":
        return bracketed(OPEN, [there])
    words = CONVERGENCE.label(str(cell["convergence"]))
    if cell["origin"] == "rule":
        return bracketed(words, [BY_RULE])
    return bracketed(words, [there, CONFLICT] if cell["conflict"] else [there])


def _caption(matrix: pd.DataFrame) -> Text:
    found = completeness(matrix)
    pl, en = formats.integer, formats.plural_en
    return Text(
        "Protokół triangulacji Farmera i współpracowników. Zgodność oceniają osoby; reguła wpisuje "
        "tylko milczenie, gdy źródło nie ma żadnego dowodu, a macierz ewaluacji nie wymienia go "
        "słowami. Kompletność: oceniono "
        f"{pl(found.assessed)} z {formats.plural(found.cells, 'pola', 'pól', 'pól')}, reguła "
        f"wpisała {pl(found.by_rule)}, bez oceny: {pl(found.open)}. Pytania, na które odpowiadają "
        f"co najmniej dwa źródła: {pl(found.answered_by_two)} z {pl(found.questions)}. Oceny "
        f"niezgodne z dowodami: {pl(found.conflicts)}.",
        "Triangulation protocol of Farmer and others. Agreement is assessed by people; a rule only "
        "fills in silence where a source has no evidence and the evaluation matrix may not mean it "
        "in words. Completeness: assessed "
        f"{found.assessed} of {en(found.cells, 'cell', 'cells')}, by rule {found.by_rule}, not "
        f"assessed {found.open}. Questions on which at least two sources speak: "
        f"{found.answered_by_two} of {found.questions}. At odds with the evidence: "
        f"{found.conflicts}.",
    )
