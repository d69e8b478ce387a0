"""Documents of a program to documents of the study: identifier, round, team, place, day.

The border: what ``fgi.toml`` and the variables of the program say; whether a team exists is
checked with the other tables.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kooperacja_eval.ingest.fgi.mapping import Attribute, FgiMapping
from kooperacja_eval.ingest.fgi.project import QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refusals import at_row
from kooperacja_eval.ingest.surveys.days import day_of
from kooperacja_eval.schemas.codes import VOIVODESHIPS
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

_ENDING: Final = re.compile(r"\.(?:docx?|odt|rtf|txt|pdf)$", re.IGNORECASE)
_ATTRIBUTES: Final[tuple[Attribute, ...]] = (
    "document_id", "wave", "pzk_id", "voivodeship", "held_on", "participants",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDocument:
    """A document as the study knows it; the names are those of the table ``fgi_documents``."""

    document_id: str
    name: str
    wave: str
    pzk_id: str | None = None
    voivodeship: str | None = None
    held_on: dt.date | None = None
    participants: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDocuments:
    """The documents of one file.

    Attributes
    ----------
    known : dict of str to StudyDocument
        By the program's identifier; those that are not mapped are missing.
    ignored : frozenset of str
        Identifiers of those that the mapping leaves out.
    problems : list of Problem
        Documents that are not mapped, rounds that the study does not have, wrong values.
    """

    known: dict[str, StudyDocument]
    ignored: frozenset[str]
    problems: list[Problem]


def study_documents(
    project: QualProject, mapping: FgiMapping, waves: Sequence[str]
) -> FoundDocuments:
    """Return the documents of one file as the study knows them.

    Parameters
    ----------
    project : QualProject
        The file.
    mapping : FgiMapping
        What documents are.
    waves : sequence of str
        Rounds of ``study.toml``.
    """
    known: dict[str, StudyDocument] = {}
    problems: list[Problem] = []
    ignored = set(mapping.ignored_documents)
    left_out = {doc.id for doc in project.documents if ignored & {doc.name, doc.id}}
    rows = {coding.document: coding.row for coding in reversed(project.codings)}
    owners: dict[str, str] = {}
    for document in project.documents:
        if document.id in left_out:
            continue
        said = _said(document, mapping)
        problem = _unfit(document, said, waves)
        if problem is None:
            found, problem = _made(document, said)
            first = owners.setdefault(found.document_id, document.id)
            problem = problem if first == document.id else _same_id(document)
            known |= {document.id: found} if first == document.id else {}
        if problem is not None:
            rule, field, message = problem
            problems.append(
                at_row(
                    project.file, rows.get(document.id), rule, message, field=field,
                    table="fgi_documents",
                )
            )  # fmt: skip
    return FoundDocuments(known=known, ignored=frozenset(left_out), problems=problems)


_Fault = tuple[str, str, Text]


def _said(document: QualDocument, mapping: FgiMapping) -> dict[Attribute, str]:
    """Return what is said of a document; the mapping's entry goes before variables."""
    names = (document.name, document.id)
    entries = (part.filled(name) for name in names for part in mapping.documents)
    entry = next((found for found in entries if found is not None), {})
    said: dict[Attribute, str] = dict(mapping.document_constant)
    for attribute, variable in mapping.document_variables.items():
        value = document.variables.get(variable, "").strip()
        if value:
            said[attribute] = value
    said |= entry
    for attribute in _ATTRIBUTES:
        if attribute in said:
            values = mapping.document_values.get(attribute, {})
            said[attribute] = values.get(said[attribute], said[attribute])
    return said


def _unfit(
    document: QualDocument, said: dict[Attribute, str], waves: Sequence[str]
) -> _Fault | None:
    wave = said.get("wave")
    if wave is None:
        return "unmapped_document", "document_id", Text(
            f"Dokument „{document.name}” nie ma wpisu w fgi.toml, więc jego fragmenty pominięto. "
            "Dodaj [[documents]] z rundą (wave), document_variables albo ignored_documents.",
            f"The document “{document.name}” has no entry in fgi.toml, so its stretches were left "
            "out. Add [[documents]] with the round (wave), document_variables or "
            "ignored_documents.",
        )  # fmt: skip
    if wave not in waves:
        known = ", ".join(waves)
        return "unknown_wave", "wave", Text(
            f"Dokument „{document.name}”: study.toml nie ma rundy „{wave}”; są: {known or 'brak'}. "
            "Dodaj ją w [[waves]] albo popraw wave lub document_values.wave w fgi.toml.",
            f"Document “{document.name}”: study.toml has no round “{wave}”; there are: "
            f"{known or 'none'}. Add it to [[waves]] or mend wave or document_values.wave in "
            "fgi.toml.",
        )  # fmt: skip
    return None


def _made(
    document: QualDocument, said: dict[Attribute, str]
) -> tuple[StudyDocument, _Fault | None]:
    place = VOIVODESHIPS.lookup().get(fold(said.get("voivodeship", "")))
    held = day_of(said["held_on"]) if "held_on" in said else None
    number = said.get("participants", "").removesuffix(".0")
    people = int(number) if number.isdecimal() and int(number) else None
    wrong = {
        "voivodeship": "voivodeship" in said and place is None,
        "held_on": "held_on" in said and held is None,
        "participants": "participants" in said and people is None,
    }
    bad = [name for name, is_wrong in wrong.items() if is_wrong]
    made = StudyDocument(
        document_id=said.get("document_id") or _slug(document.name),
        name=document.name,
        wave=said["wave"],
        pzk_id=said.get("pzk_id"),
        voivodeship=place,
        held_on=held,
        participants=people,
        text=document.text,
    )
    return made, _wrong_value(document, bad) if bad else None


def _wrong_value(document: QualDocument, bad: list[str]) -> _Fault:
    listed = ", ".join(bad)
    return "wrong_value", bad[0], Text(
        f"Dokument „{document.name}”: wartości nie da się odczytać ({listed}). Oczekiwano nazwy "
        "województwa, daty (np. 2019-06-14), liczby uczestników od 1. Popraw fgi.toml lub zmienną "
        "w programie.",
        f"Document “{document.name}”: a value cannot be read ({listed}). Expected the name of a "
        "voivodeship, a date (such as 2019-06-14), a number of participants from 1. Mend fgi.toml "
        "or the variable in the program.",
    )  # fmt: skip


def _same_id(document: QualDocument) -> _Fault:
    return "same_document_id", "document_id", Text(
        f"Dokument „{document.name}” ma ten sam identyfikator co inny dokument tego pliku; jego "
        "fragmenty pominięto. Nadaj mu własny document_id w fgi.toml.",
        f"The document “{document.name}” has the same identifier as another one of the file; its "
        "stretches were left out. Give it a document_id of its own in fgi.toml.",
    )  # fmt: skip


def bare_name(name: str) -> str:
    """Return the name of a document without the ending of its file.

    Examples
    --------
    >>> bare_name("FGI Liw 12.06.docx"), bare_name("FGI Liw 12.06")
    ('FGI Liw 12.06', 'FGI Liw 12.06')
    """
    return _ENDING.sub("", name)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", fold(bare_name(name))).strip("_") or "dokument"
