"""Files of one study made alike before they are joined: documents, coders and texts of the study.

Every document is named by its identifier in the study, every coder by a pseudonym, and the
identifier of every coding begins with the number of its file, so that the place is known after
joining.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kooperacja_eval.ingest.fgi.codebook import paths_of
from kooperacja_eval.ingest.fgi.coders import coders_of
from kooperacja_eval.ingest.fgi.documents import StudyDocument, bare_name, study_documents
from kooperacja_eval.ingest.fgi.mapping import FgiMapping
from kooperacja_eval.ingest.fgi.project import QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refusals import at_row
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

MARK: Final = "|"
"""Parts the number of the file from the identifier of the coding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Files made alike.

    Attributes
    ----------
    projects : tuple of QualProject
        In the order of the files.
    documents : dict of str to StudyDocument
        By identifier in the study; the first file that has one says what it is.
    files : dict of str to str
        File of each of these documents.
    problems : list of Problem
        Of documents and coders.
    """

    projects: tuple[QualProject, ...]
    documents: dict[str, StudyDocument]
    files: dict[str, str]
    problems: list[Problem]


def prepare(
    projects: Sequence[QualProject],
    mapping: FgiMapping,
    waves: Sequence[str],
    transcripts: Mapping[str, str],
) -> Prepared:
    """Return the files of one study made alike.

    Parameters
    ----------
    projects : sequence of QualProject
        As they were read.
    mapping : FgiMapping
        What documents and coders are.
    waves : sequence of str
        Rounds of ``study.toml``.
    transcripts : mapping of str to str
        Texts by name, for documents whose program exports none.
    """
    documents: dict[str, StudyDocument] = {}
    files: dict[str, str] = {}
    made: list[QualProject] = []
    problems: list[Problem] = []
    seen: set[object] = set()
    for index, project in enumerate(projects):
        whole = replace(
            project, documents=tuple(_with_text(one, transcripts) for one in project.documents)
        )
        found = study_documents(whole, mapping, waves)
        coders = coders_of(whole, mapping.coder)
        problems += [*found.problems, *coders.problems]
        for document in found.known.values():
            first = documents.setdefault(document.document_id, document)
            files.setdefault(document.document_id, project.file)
            if _attributes(first) != _attributes(document):
                problems.append(_differs(project.file, document, files[document.document_id]))
        alike = _alike(index, whole, found.known, coders.names)
        made.append(_once(alike, seen))
        repeated = len(alike.codings) - len(made[-1].codings)
        problems += [repeated_codings(project.file, repeated)] if repeated else []
    return Prepared(projects=tuple(made), documents=documents, files=files, problems=problems)


def file_number(coding: QualCoding) -> int:
    """Return the number of the file that a coding came from, also after joining."""
    return int(coding.id.rsplit("#", 1)[-1].split(MARK, 1)[0])


def _with_text(document: QualDocument, transcripts: Mapping[str, str]) -> QualDocument:
    name = unicodedata.normalize("NFC", document.name)
    text = document.text
    if text is None:
        text = transcripts.get(name, transcripts.get(bare_name(name)))
    return replace(document, name=name, text=text)


def _attributes(document: StudyDocument) -> tuple[object, ...]:
    return (
        document.wave, document.pzk_id, document.voivodeship, document.held_on,
        document.participants,
    )  # fmt: skip


def _alike(
    index: int,
    project: QualProject,
    known: Mapping[str, StudyDocument],
    coders: Mapping[str, str],
) -> QualProject:
    codings = [
        replace(
            coding, id=f"{index}{MARK}{coding.id.replace('#', ':')}",
            coder=coders[coding.coder.strip()],
        )
        for coding in project.codings
        if coding.document in known and coders[coding.coder.strip()]
    ]  # fmt: skip
    return replace(
        project,
        documents=tuple(
            replace(one, name=known[one.id].document_id, variables={})
            for one in project.documents
            if one.id in known
        ),
        codings=tuple(codings),
        sets={},
    )


def _once(project: QualProject, seen: set[object]) -> QualProject:
    """Leave out stretches with positions that this file or an earlier one has brought."""
    paths = paths_of(project.codes)
    sources = {one.id: (one.name, one.text) for one in project.documents}
    kept = []
    for coding in project.codings:
        source = sources[coding.document]
        path = paths.get(coding.code, (coding.code,))
        key = (*source, path, coding.coder, coding.start, coding.end)
        placed = coding.start is not None and coding.end is not None and coding.start < coding.end
        if not placed or key not in seen:
            seen.add(key)
            kept.append(coding)
    return replace(project, codings=tuple(kept))


def repeated_codings(file: str, count: int) -> Problem:
    """Return the warning of stretches that are there already."""
    message = Text(
        f"Fragmenty, które już są (ten sam dokument, kod, koder i miejsce): {count}; policzono je "
        "raz. Zwykle znaczy to, że ten sam projekt wyeksportowano kilka razy.",
        f"Stretches that are there already (same document, code, coder and place): {count}; they "
        "count once. Usually the same project was exported several times.",
    )
    return at_row(file, None, "repeated_codings", message, severity="warning")


def _differs(file: str, document: StudyDocument, first: str) -> Problem:
    message = Text(
        f"Dokument „{document.name}” ma inną rundę, zespół, miejsce, datę lub liczbę uczestników "
        f"niż w pliku {first}; przyjęto tamte. Uzgodnij zmienne w programie albo wpisz je w "
        "[[documents]] w fgi.toml.",
        f"The document “{document.name}” has another round, team, place, day or number of "
        f"participants than in {first}; those were taken. Make the variables alike in the program "
        "or write them to [[documents]] of fgi.toml.",
    )
    return at_row(file, None, "document_differs", message, table="fgi_documents")
