"""Codes and sets of a project as elements of REFI-QDA."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

from kooperacja_eval.ingest.fgi.project import QualCode, QualProject
from kooperacja_eval.ingest.fgi.refi_guids import guid, made_guid
from kooperacja_eval.ingest.fgi.refi_write_sources import xml_text


def add_codes(parent: Element, codes: Sequence[QualCode]) -> None:
    """Add the codes, nested; one whose parent is not there stands at the top."""
    known = {code.id for code in codes}
    below: dict[str, list[QualCode]] = defaultdict(list)
    for code in codes:
        below[code.parent if code.parent in known else ""].append(code)
    top = SubElement(parent, "Codes")
    waiting = [(top, code) for code in below[""][::-1]]
    while waiting:
        above, code = waiting.pop()
        element = _add_code(above, code)
        waiting += [(element, child) for child in below[code.id][::-1]]


def _add_code(above: Element, code: QualCode) -> Element:
    element = SubElement(
        above,
        "Code",
        {
            "guid": guid("code", code.id),
            "name": xml_text(code.name),
            "isCodable": "true" if code.codable else "false",
        },
    )
    if code.definition:
        SubElement(element, "Description").text = xml_text(code.definition)
    return element


def add_sets(
    parent: Element,
    project: QualProject,
    *,
    reference: Literal["guid", "targetGUID"],
    documents: bool,
) -> None:
    """Add the sets with those members that the project has, codes first.

    An identifier that a code and a document share means the code.

    Parameters
    ----------
    parent : Element
        Project or codebook.
    project : QualProject
        Where the sets are from.
    reference : {"guid", "targetGUID"}
        Attribute that names a member: ``guid`` in a codebook.
    documents : bool
        Whether sets of documents are wanted; without them, sets without a code are left out.
    """
    codes = {code.id for code in project.codes}
    sources = {document.id for document in project.documents} - codes if documents else set()
    wanted = {
        name: members
        for name, members in project.sets.items()
        if documents or codes.intersection(members)
    }
    if not wanted:
        return
    sets = SubElement(parent, "Sets")
    for name, members in wanted.items():
        element = SubElement(sets, "Set", {"guid": made_guid("set", name), "name": xml_text(name)})
        for member in (one for one in members if one in codes):
            SubElement(element, "MemberCode", {reference: guid("code", member)})
        for member in (one for one in members if one in sources):
            SubElement(element, "MemberSource", {reference: guid("document", member)})
