"""The tables of the demo that say what recommendations rest on, and their raw files.

Every link leads somewhere in the study that is drawn: quotations and entries of the register are
chosen from it by a rule, and nothing is left to chance.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo.dress import Style
from kooperacja_eval.demo.evidence_plan import ASSESSMENTS, CONVERGENCES, LINKS, Planned
from kooperacja_eval.demo.fgi_coders import Coding
from kooperacja_eval.demo.files import Encoding
from kooperacja_eval.demo.frames import typed
from kooperacja_eval.demo.layout import Job, Part, csv_part
from kooperacja_eval.schemas.tables import TABLES

FILES: Final[Mapping[str, tuple[str, Style, Encoding]]] = {
    "evidence_links": ("rekomendacje/dowody.csv", Style(codes="mixed"), "utf-8-sig"),
    "assessments": ("rekomendacje/oceny_pewnosci.csv", Style(missing=("", "-")), "cp1250"),
    "convergences": ("rekomendacje/zbieznosc_zrodel.csv", Style(headers="alias"), "utf-8"),
}
"""Path relative to ``data_raw``, and how each file is written."""
SHORTEST: Final = 40
"""Fewest characters of a stretch that is quoted as evidence."""
_OUT: Final = ("rejected", "merged")
"""Statuses of entries that are no evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceTables:
    """The tables ``evidence_links``, ``assessments`` and ``convergences``, by name."""

    tables: dict[str, pd.DataFrame]


def make_evidence(conclusions: pd.DataFrame, codings: Sequence[Coding]) -> EvidenceTables:
    """Make the tables.

    Parameters
    ----------
    conclusions : pandas.DataFrame
        The register of conclusions of the study.
    codings : sequence of Coding
        What is coded in its focus groups.

    Raises
    ------
    LookupError
        Where the study has no quotation or entry of the kind that is planned.
    """
    numbers: dict[str, int] = {}
    rows = []
    for planned in LINKS:
        numbers[planned.recommendation] = numbers.get(planned.recommendation, 0) + 1
        target = _target(planned, conclusions, codings)
        rows.append(_row(planned, numbers[planned.recommendation], target))
    assessed: list[dict[str, object]] = [
        {"recommendation_id": name, "component": part, "concern": concern, "reason": reason}
        for name, parts in ASSESSMENTS.items()
        for part, concern, reason in parts
    ]
    names = ("question", "source", "convergence", "reason")
    converging: list[dict[str, object]] = [
        dict(zip(names, cell, strict=True)) for cell in CONVERGENCES
    ]
    return EvidenceTables(
        tables={
            "evidence_links": _frame("evidence_links", rows),
            "assessments": _frame("assessments", assessed),
            "convergences": _frame("convergences", converging),
        }
    )


def evidence_jobs(made: EvidenceTables, rng: np.random.Generator) -> Iterator[Job]:
    """Return the raw files: one marked CSV for each table.

    Parameters
    ----------
    made : EvidenceTables
        The tables.
    rng : numpy.random.Generator
        The source of chance for ways of writing.
    """
    for (name, (path, style, encoding)), own in zip(
        FILES.items(), rng.spawn(len(FILES)), strict=True
    ):

        def make(
            name: str = name, style: Style = style, own: np.random.Generator = own
        ) -> list[Part]:
            return csv_part(name, made.tables[name], style, own, marked=True)

        yield Job(path=path, make=make, encoding=encoding)


def evidence_sources() -> str:
    """Return the entries of ``study.toml`` that name the raw files."""
    return "".join(
        f'\n[[sources]]\ntable = "{table}"\nfiles = "{path}"\n'
        for table, (path, _, _) in FILES.items()
    )


def evidence_truth(made: EvidenceTables) -> dict[str, object]:
    """Return what ``truth.json`` says: how many links there are, and which contradict."""
    links = made.tables["evidence_links"]
    against = links[links["relation"] == "contradicts"]
    pairs = zip(against["recommendation_id"], against["number"], strict=True)
    return {
        "links": len(links),
        "contradicting": [f"{name}/{number}" for name, number in pairs],
        "assessed": list(ASSESSMENTS),
        "convergences": len(made.tables["convergences"]),
    }


def _target(planned: Planned, conclusions: pd.DataFrame, codings: Sequence[Coding]) -> str:
    if planned.kind == "conclusion":
        return _entry(planned, conclusions)
    return _stretch(planned, codings) if planned.kind == "quotation" else planned.target


def _entry(planned: Planned, conclusions: pd.DataFrame) -> str:
    """Return the first entry of a theme and kind that stands."""
    chosen = conclusions["theme"] == planned.target
    chosen &= (conclusions["kind"] == planned.entry) & ~conclusions["status"].isin(_OUT)
    found = sorted(conclusions.loc[chosen, "conclusion_id"])
    if not found:
        raise LookupError(f"no {planned.entry} about {planned.target}")
    return str(found[0])


def _stretch(planned: Planned, codings: Sequence[Coding]) -> str:
    """Return the first stretch of a code in a round that is long enough, by document and place."""
    found = sorted(
        (one.document.document_id, one.start, one.end)
        for one in codings
        if one.code == planned.target
        and one.document.wave == planned.wave
        and one.document.pzk_id is not None
        and one.end - one.start >= SHORTEST
    )
    if not found:
        raise LookupError(f"no quotation about {planned.target} in {planned.wave}")
    document, start, end = found[0]
    return f"{document}:{start}-{end}"


def _row(planned: Planned, number: int, target: str) -> dict[str, object]:
    named = planned.wave if planned.kind != "quotation" else ""
    return {
        "recommendation_id": planned.recommendation,
        "number": number,
        "relation": planned.relation,
        "kind": planned.kind,
        "target": target,
        "group": planned.group or None,
        "voivodeship": planned.voivodeship or None,
        "pzk_id": planned.pzk_id or None,
        "period": planned.period or None,
        "wave": named or None,
        "note": planned.note or None,
    }


def _frame(name: str, rows: Sequence[dict[str, object]]) -> pd.DataFrame:
    table = TABLES[name]
    columns = {
        column: [row.get(column) for row in rows] for column in table.fields if column in rows[0]
    }
    return typed(table, columns, len(rows))
