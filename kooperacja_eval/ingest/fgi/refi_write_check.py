"""Whether a project can be written as REFI-QDA; what cannot be is a mistake of the caller."""

from collections import Counter
from collections.abc import Iterable

from kooperacja_eval.ingest.fgi.project import QualCode, QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refi_guids import guid


def checked(project: QualProject) -> QualProject:
    """Return a project that can be written.

    Raises
    ------
    ValueError
        See ``write_qdpx``.
    """
    for kind, ids in (
        ("document", [document.id for document in project.documents]),
        ("code", [code.id for code in project.codes]),
        ("coding", [coding.id for coding in project.codings]),
    ):
        _once(kind, ids)
    for document in project.documents:
        _check_text(document)
    _check_parents(project.codes)
    documents = {document.id: document for document in project.documents}
    codes = {code.id for code in project.codes}
    for coding in project.codings:
        _check_coding(coding, documents, codes)
    return project


def _once(kind: str, ids: Iterable[str]) -> None:
    counts = Counter(guid(kind, one).lower() for one in ids)
    repeated = sum(count > 1 for count in counts.values())
    if repeated:
        raise ValueError(f"{repeated} identifiers of a {kind} are there more than once")


def _check_text(document: QualDocument) -> None:
    text = document.text
    if text is not None and ("\r" in text or "\0" in text or text.startswith("\ufeff")):
        raise ValueError(
            f"the text of document {document.id} has a carriage return, NUL or byte order mark"
        )


def _check_parents(codes: tuple[QualCode, ...]) -> None:
    parents = {code.id: code.parent for code in codes}
    for code in codes:
        seen = {code.id}
        above = code.parent
        while above:
            if above in seen:
                raise ValueError(f"code {code.id} lies below itself")
            seen.add(above)
            above = parents.get(above, "")


def _check_coding(coding: QualCoding, documents: dict[str, QualDocument], codes: set[str]) -> None:
    document = documents.get(coding.document)
    if document is None or coding.code not in codes:
        raise ValueError(f"coding {coding.id} names a document or code that is not there")
    if coding.start is None or coding.end is None:
        return
    length = len(document.text or "")
    if not 0 <= coding.start <= coding.end <= length:
        raise ValueError(f"coding {coding.id} lies outside the text of its document")
