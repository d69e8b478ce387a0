"""Files of one study made alike before they are joined: documents, coders and texts of the study.

Every document is named by its identifier in the study, every coder by a pseudonym, and the
identifier of every coding begins with the number of its file, so that the place is known after
joining.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kooperacja_eval.ingest.fgi.code_paths import nested
from kooperacja_eval.ingest.fgi.codebook import paths_of
from kooperacja_eval.ingest.fgi.coders import coders_of
from kooperacja_eval.ingest.fgi.documents import StudyDocument, bare_name, study_documents
from kooperacja_eval.ingest.fgi.known_documents import KnownDocuments
from kooperacja_eval.ingest.fgi.locate import located
from kooperacja_eval.ingest.fgi.mapping import FgiMapping
from kooperacja_eval.ingest.fgi.project import QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refi_build import overlap_problems
from kooperacja_eval.ingest.fgi.refusals import at_row
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

MARK: Final = "|"
"""Parts the number of the file from the identifier of the coding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Files of one mapping made alike.

    Attributes
    ----------
    projects : tuple of QualProject
        In the order of the files.
    textless : tuple of frozenset of str
        Documents of each file, by the program's identifier, whose text the file does not hold.
    problems : list of Problem
        Of documents, coders and places.
    """

    projects: tuple[QualProject, ...]
    textless: tuple[frozenset[str], ...]
    problems: list[Problem]


def prepare(
    projects: Sequence[QualProject],
    mapping: FgiMapping,
    waves: Sequence[str],
    transcripts: Mapping[str, str],
    known: KnownDocuments,
) -> Prepared:
    """Return the files of one mapping made alike, and add their documents to the known ones.

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
    known : KnownDocuments
        Documents of all files so far.
    """
    made: list[QualProject] = []
    problems: list[Problem] = []
    for index, project in enumerate(projects):
        documents = tuple(_with_text(one, transcripts) for one in project.documents)
        whole = _as_tree(replace(project, documents=documents), mapping)
        found = study_documents(whole, mapping, waves)
        coders = coders_of(whole, mapping.coder)
        problems += [*found.problems, *coders.problems]
        for document in found.known.values():
            problems += known.add(project.file, document)
        made.append(_alike(index, whole, found.known, coders.names))
    textless = (
        frozenset(one.id for one in project.documents if one.text is None) for project in projects
    )
    return Prepared(projects=tuple(made), textless=tuple(textless), problems=problems)


def completed(prepared: Prepared, known: KnownDocuments) -> Prepared:
    """Return files with the texts that others bring, positions found there, each stretch once.

    Parameters
    ----------
    prepared : Prepared
        Files of one mapping.
    known : KnownDocuments
        Documents of all files of the study.
    """
    made: list[QualProject] = []
    problems = list(prepared.problems)
    seen: set[object] = set()
    for project, textless in zip(prepared.projects, prepared.textless, strict=True):
        documents = (
            replace(one, text=known.text(one.name)) if one.text is None else one
            for one in project.documents
        )
        whole = replace(project, documents=tuple(documents))
        if project.tool != "refi_qda":  # its positions count in the text that is missing
            whole, faults = located(whole, textless)
            problems += [*faults, *overlap_problems(project.file, whole.codings)]
        made.append(_once(whole, seen))
        repeated = len(whole.codings) - len(made[-1].codings)
        problems += [repeated_codings(project.file, repeated)] if repeated else []
    return replace(prepared, projects=tuple(made), problems=problems)


def file_number(coding: QualCoding) -> int:
    """Return the number of the file that a coding came from, also after joining."""
    return int(coding.id.rsplit("#", 1)[-1].split(MARK, 1)[0])


def _with_text(document: QualDocument, transcripts: Mapping[str, str]) -> QualDocument:
    name = unicodedata.normalize("NFC", document.name)
    text = document.text
    if text is None:
        text = transcripts.get(name, transcripts.get(bare_name(name)))
    return replace(document, name=name, text=text)


def _as_tree(project: QualProject, mapping: FgiMapping) -> QualProject:
    """Return a file whose codes are a tree also where the program only has names."""
    mark = mapping.project.code_separator
    if mark is None and project.tool != "atlas_ti":
        return project
    return replace(project, codes=nested(project.codes, mark))


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
