"""Projects and codebooks written as REFI-QDA (.qdpx, .qdc), for other programs to read.

The border: what the schemas of REFI-QDA 1.0 hold. Positions are written as code points of texts
in UTF-8 with line breaks ``LF`` and without byte order mark, so that a line break counts one in
every program; those that count UTF-16 units differ after the first character beyond U+FFFF. The
name of each selection is its beginning, by which readers can check their way of counting.
"""

import datetime as dt
import zipfile
from collections import defaultdict
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from kooperacja_eval.ingest.fgi.project import QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refi_guids import guid, made_guid
from kooperacja_eval.ingest.fgi.refi_model import key_of
from kooperacja_eval.ingest.fgi.refi_positions import OWN_ORIGIN
from kooperacja_eval.ingest.fgi.refi_write_check import checked
from kooperacja_eval.ingest.fgi.refi_write_codes import add_codes, add_sets
from kooperacja_eval.ingest.fgi.refi_write_sources import add_source, xml_text

PROJECT_NAMESPACE: Final = "urn:QDA-XML:project:1.0"
CODEBOOK_NAMESPACE: Final = "urn:QDA-XML:codebook:1.0"
FOLDER: Final = "sources"
"""ATLAS.ti does not find a folder with a capital."""
PROJECT_FILE: Final = "project.qde"
_FIRST_YEAR: Final = 1980
"""The first year that an archive can hold."""


def write_qdpx(project: QualProject, *, created: dt.date) -> bytes:
    """Return a project as a .qdpx.

    Parameters
    ----------
    project : QualProject
        Documents, codes, codings and sets are written; problems and file name are not, and the
        origin is this package.
    created : datetime.date
        Day that the file bears, from 1980.

    Returns
    -------
    bytes
        The same project and day always give the same bytes. Identifiers that are GUIDs stay;
        GUIDs are made from the others. There is one user for each coder. A source of unknown
        kind is written as a text. A coding without positions or a place of the format is written
        for its document as a whole; its words and place are lost.

    Raises
    ------
    ValueError
        Where identifiers repeat, a coding names a document or code that is not there, codes are
        above each other in a circle, positions lie outside the text, a text has a carriage return
        or NUL or begins with a byte order mark, or the year is before 1980.

    Notes
    -----
    Schemas: Project.xsd and Codebook.xsd of 18 March 2019, www.qdasoftware.org.
    """
    if created.year < _FIRST_YEAR:
        raise ValueError(f"created must be {_FIRST_YEAR} or later")
    root = _project(checked(project), created)
    files = [(PROJECT_FILE, _serialised(root))]
    files += [
        (f"{FOLDER}/{text_name(document)}", document.text.encode("utf-8"))
        for document in project.documents
        if document.text is not None
    ]
    return _archive(files, created)


def write_qdc(project: QualProject) -> bytes:
    """Return the codes of a project and their sets as a .qdc.

    Raises
    ------
    ValueError
        Where there is no code, which the format does not allow, or as in ``write_qdpx``.
    """
    if not project.codes:
        raise ValueError("a codebook needs at least one code")
    root = Element("CodeBook", {"xmlns": CODEBOOK_NAMESPACE, "origin": OWN_ORIGIN})
    add_codes(root, checked(project).codes)
    add_sets(root, project, reference="guid", documents=False)
    return _serialised(root)


def text_name(document: QualDocument) -> str:
    """Return the name of the file that holds the text of a document."""
    return f"{key_of(guid('text', f'text of {document.id}'))}.txt"


def _project(project: QualProject, created: dt.date) -> Element:
    moment = f"{created.isoformat()}T00:00:00Z"
    root = Element(
        "Project",
        {
            "xmlns": PROJECT_NAMESPACE,
            "name": xml_text(project.file) or OWN_ORIGIN,
            "origin": OWN_ORIGIN,
            "creationDateTime": moment,
        },
    )
    coders = dict.fromkeys(coding.coder for coding in project.codings if coding.coder)
    if coders:
        users = SubElement(root, "Users")
        for coder in coders:
            user = {"guid": made_guid("user", coder), "name": xml_text(coder)}
            SubElement(users, "User", user)
    if project.codes:
        add_codes(SubElement(root, "CodeBook"), project.codes)
    _add_variables(root, project)
    _add_sources(root, project)
    add_sets(root, project, reference="targetGUID", documents=True)
    return root


def _add_sources(root: Element, project: QualProject) -> None:
    if not project.documents:
        return
    codings: dict[str, list[QualCoding]] = defaultdict(list)
    for coding in project.codings:
        codings[coding.document].append(coding)
    sources = SubElement(root, "Sources")
    for document in project.documents:
        path = f"internal://{text_name(document)}" if document.text is not None else ""
        add_source(sources, document, codings[document.id], path)


def _add_variables(root: Element, project: QualProject) -> None:
    names = dict.fromkeys(name for document in project.documents for name in document.variables)
    if not names:
        return
    variables = SubElement(root, "Variables")
    for name in names:
        SubElement(
            variables,
            "Variable",
            {
                "guid": made_guid("variable", name),
                "name": xml_text(name),
                "typeOfVariable": "Text",
            },
        )


def _serialised(root: Element) -> bytes:
    text = tostring(root, encoding="unicode", short_empty_elements=True)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode("utf-8")


def _archive(files: list[tuple[str, bytes]], created: dt.date) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name, (created.year, created.month, created.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, data)
    return packed.getvalue()
