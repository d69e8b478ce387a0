"""REFI-QDA, the exchange format of coding tools: projects (.qdpx) and codebooks (.qdc).

The border: documents, codes and codings as the file has them, with positions in code points of
the texts; memos, links and graphs are not read. What a code means is said by the mapping of the
study. Nothing is looked for outside the archive.
"""

from typing import Final

from kooperacja_eval.ingest.fgi.project import QualCode, QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refi_build import (
    coders_of,
    codes_of,
    name_problems,
    overlap_problems,
    sets_of,
    unique_ids,
    variables_of,
    with_deleted,
)
from kooperacja_eval.ingest.fgi.refi_codings import Names, codings_of, counted
from kooperacja_eval.ingest.fgi.refi_evidence import Decision, decide
from kooperacja_eval.ingest.fgi.refi_model import RawProject, key_of
from kooperacja_eval.ingest.fgi.refi_problems import (
    broken_codebook,
    label,
    missing_text,
    several_transcripts,
    unlike_names,
    unsure_positions,
)
from kooperacja_eval.ingest.fgi.refi_refusals import no_qde, several_qde
from kooperacja_eval.ingest.fgi.refi_texts import SourceText, TextIndex, source_text
from kooperacja_eval.ingest.fgi.refi_xml import read_codebook, read_project
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.ingest.surveys.safe_zip import ZipMembers, open_zip
from kooperacja_eval.schemas.problems import Problem

_HIDDEN: Final = ("__macosx/", "._")


def read_qdpx(file: SurveyFile) -> QualProject:
    """Return the project of a .qdpx.

    Parameters
    ----------
    file : SurveyFile
        The archive.

    Returns
    -------
    QualProject
        Positions are code points of the texts with line breaks made alike. How the file counts
        is found out from the names of selections, else from borders of lines and words; where
        it could not be proven, a problem says what was taken and what speaks for it. The coder
        is the user of a coding, else of its selection, else of its source.

    Raises
    ------
    RefusedFileError
        For an archive that is unsafe or damaged (see ``open_zip``), ``no_qde``, ``several_qde``,
        ``refi_entities``, ``refi_broken`` or ``not_refi``.
    """
    members = open_zip(file.name, file.data)
    qde = _only_qde(members)
    raw = read_project(f"{file.name}/{qde}", members.read(qde))
    texts, problems = _texts(file.name, raw, TextIndex(members))
    decision = _decision(raw, texts)
    problems += _decision_problems(file.name, decision)
    documents, more = _documents(file.name, raw, texts)
    codes, codings, found = _coded(file.name, raw, texts, decision)
    members_of = [*(code.id for code in codes), *(document.id for document in documents)]
    return QualProject(
        tool="refi_qda",
        file=file.name,
        origin=raw.origin,
        documents=documents,
        codes=codes,
        codings=codings,
        sets=sets_of(raw, {key_of(one): one for one in members_of}),
        problems=(*problems, *more, *found),
    )


def read_qdc(file: SurveyFile) -> QualProject:
    """Return the codes and sets of a codebook, without documents and codings.

    Parameters
    ----------
    file : SurveyFile
        A .qdc.

    Returns
    -------
    QualProject
        Of a codebook that breaks off, the codes before the break, with a problem.

    Raises
    ------
    RefusedFileError
        ``refi_entities``, ``not_refi``, or ``refi_broken`` where no code could be read.
    """
    raw = read_codebook(file.name, file.data)
    codes = tuple(codes_of(raw))
    line = raw.broken_line
    return QualProject(
        tool="refi_qda",
        file=file.name,
        origin=raw.origin,
        documents=(),
        codes=codes,
        codings=(),
        sets=sets_of(raw, {key_of(code.id): code.id for code in codes}),
        problems=() if line is None else (broken_codebook(file.name, line, len(codes)),),
    )


def _only_qde(members: ZipMembers) -> str:
    found = tuple(
        name
        for name in members.ending(".qde")
        if not name.lower().startswith(_HIDDEN) and not name.rpartition("/")[2].startswith("._")
    )
    if not found:
        raise no_qde(members.file)
    if len(found) > 1:
        raise several_qde(members.file, found)
    return found[0]


def _texts(
    file: str, raw: RawProject, index: TextIndex
) -> tuple[list[SourceText | None], list[Problem]]:
    """Return the text of each source, one read after the other."""
    texts: list[SourceText | None] = []
    problems = []
    for number, source in enumerate(raw.sources, start=1):
        found = source_text(source, index) if source.text_part else None
        if isinstance(found, str):
            codings = sum(len(one.codings) for one in source.selections if one.start is not None)
            problems.append(missing_text(file, label(number, source.id), found, codings))
            found = None
        if source.transcripts > 1:
            called = label(number, source.id)
            problems.append(several_transcripts(file, called, source.transcripts))
        texts.append(found)
    return texts, problems


def _decision(raw: RawProject, texts: list[SourceText | None]) -> Decision:
    parts = [
        counted(source, text)
        for source, text in zip(raw.sources, texts, strict=True)
        if text is not None
    ]
    return decide(raw.origin, [part for part in parts if len(part.starts)])


def _decision_problems(file: str, decision: Decision) -> list[Problem]:
    problems = []
    if decision.certainty in ("likely", "assumed"):
        problems.append(unsure_positions(file, decision))
    if decision.mismatches:
        problems.append(unlike_names(file, decision))
    return problems


def _documents(
    file: str, raw: RawProject, texts: list[SourceText | None]
) -> tuple[tuple[QualDocument, ...], list[Problem]]:
    variables, problems = variables_of(file, raw)
    documents = tuple(
        QualDocument(
            id=source.id,
            name=source.name,
            text=None if text is None else text.text,
            medium=source.medium,
            variables=values,
        )
        for source, text, values in zip(raw.sources, texts, variables, strict=True)
    )
    return documents, [*problems, *name_problems(file, raw.sources)]


def _coded(
    file: str, raw: RawProject, texts: list[SourceText | None], decision: Decision
) -> tuple[tuple[QualCode, ...], tuple[QualCoding, ...], list[Problem]]:
    codes = codes_of(raw)
    coders, problems = coders_of(file, raw)
    names = Names(coders=coders, codes={key_of(code.id): code.id for code in codes})
    codings: list[QualCoding] = []
    for number, (source, text) in enumerate(zip(raw.sources, texts, strict=True), start=1):
        made, found = codings_of(file, number, source, text, decision.convention, names)
        codings += made
        problems += found
        source.selections.clear()  # so that selections and codings are never all held at once
    codings = unique_ids(codings)
    every_code, lost = with_deleted(file, codes, codings)
    return every_code, tuple(codings), [*problems, *lost, *overlap_problems(file, codings)]
