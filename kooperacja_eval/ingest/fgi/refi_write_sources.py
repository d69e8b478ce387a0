"""Documents of a project and their codings as elements of REFI-QDA, in the order of its schema."""

import re
from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from kooperacja_eval.ingest.fgi.project import Medium, QualCoding, QualDocument
from kooperacja_eval.ingest.fgi.refi_guids import guid, made_guid
from kooperacja_eval.ingest.fgi.refi_places import read_area, read_times

_SOURCES: Final[dict[Medium, str]] = {
    "text": "TextSource",
    "unknown": "TextSource",
    "pdf": "PDFSource",
    "picture": "PictureSource",
    "audio": "AudioSource",
    "video": "VideoSource",
}
_AREAS: Final = {"PDFSource": "PDFSelection", "PictureSource": "PictureSelection"}
_TIMES: Final = {"AudioSource": "AudioSelection", "VideoSource": "VideoSelection"}
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PREVIEW: Final = 100
"""Characters of the beginning of a selection that make its name."""


def xml_text(text: str) -> str:
    """Return a text without the characters that XML cannot hold; U+FFFD stands for them."""
    return _NOT_XML.sub("\ufffd", text)


def add_source(
    sources: Element, document: QualDocument, codings: Sequence[QualCoding], path: str
) -> None:
    """Add a document with its codings.

    Parameters
    ----------
    sources : Element
        Where to.
    document : QualDocument
        The document.
    codings : sequence of QualCoding
        All of this document.
    path : str
        Where its text is; empty where it has none.
    """
    tag = _SOURCES[document.medium]
    element = SubElement(
        sources,
        tag,
        {"guid": guid("document", document.id), "name": xml_text(document.name)},
    )
    spans = [coding for coding in codings if coding.start is not None and coding.end is not None]
    placed = [coding for coding in codings if _region(tag, coding) is not None]
    if tag in _TIMES:
        _add_transcript(element, document, spans, path)
        spans_only = {id(coding) for coding in spans}
        placed = [coding for coding in placed if id(coding) not in spans_only]
    for coding in placed:
        _add_region(element, tag, coding, twin=coding.start is not None)
    if tag == "TextSource":
        _add_texts(element, document, spans, path)
    elif tag not in _TIMES and path:
        _add_text_part(element, document, spans, path)
    done = {id(coding) for coding in (*spans, *placed)}
    for coding in codings:
        if id(coding) not in done:
            _add_coding(element, coding)
    for name, value in document.variables.items():
        values = SubElement(element, "VariableValue")
        SubElement(values, "VariableRef", {"targetGUID": made_guid("variable", name)})
        SubElement(values, "TextValue").text = xml_text(value)


def _add_texts(
    element: Element, document: QualDocument, spans: Sequence[QualCoding], path: str
) -> None:
    if path:
        element.set("plainTextPath", path)
    for coding in spans:
        selection = SubElement(
            element,
            "PlainTextSelection",
            {
                "guid": _selection_guid(coding),
                "name": _preview(document, coding),
                "startPosition": str(coding.start),
                "endPosition": str(coding.end),
            },
        )
        _add_coding(selection, coding)


def _add_text_part(
    element: Element, document: QualDocument, spans: Sequence[QualCoding], path: str
) -> None:
    """Add the text of a PDF or picture, before the parts that a source has behind it."""
    tag = "Representation" if element.tag == "PDFSource" else "TextDescription"
    part = Element(tag, {"guid": made_guid("text part", document.id)})
    _add_texts(part, document, spans, path)
    if tag == "TextDescription":
        element.insert(0, part)
    else:
        element.append(part)


def _add_transcript(
    element: Element, document: QualDocument, spans: Sequence[QualCoding], path: str
) -> None:
    if not path:
        return
    part = SubElement(
        element,
        "Transcript",
        {"guid": made_guid("text part", document.id), "plainTextPath": path},
    )
    for coding in spans:
        times = read_times(coding.place) or (None, None)
        for side, position, time in zip("se", (coding.start, coding.end), times, strict=True):
            point = {"guid": _point_guid(coding, side)}
            point |= {} if time is None else {"timeStamp": str(time)}
            SubElement(part, "SyncPoint", {**point, "position": str(position)})
    for coding in spans:
        selection = SubElement(
            part,
            "TranscriptSelection",
            {
                "guid": _selection_guid(coding),
                "name": _preview(document, coding),
                "fromSyncPoint": _point_guid(coding, "s"),
                "toSyncPoint": _point_guid(coding, "e"),
            },
        )
        _add_coding(selection, coding)


def _region(tag: str, coding: QualCoding) -> dict[str, str] | None:
    """Return the attributes of an area or time, None where the place is no such thing."""
    if tag in _TIMES:
        times = read_times(coding.place)
        return None if times is None else {"begin": str(times[0]), "end": str(times[1])}
    area = read_area(coding.place) if tag in _AREAS else None
    if area is None or (area[0] is None) == (tag == "PDFSource"):
        return None
    names = ("page", "firstX", "firstY", "secondX", "secondY")
    return {name: str(part) for name, part in zip(names, area, strict=True) if part is not None}


def _add_region(element: Element, tag: str, coding: QualCoding, *, twin: bool) -> None:
    region = _region(tag, coding) or {}
    selection = SubElement(
        element, {**_AREAS, **_TIMES}[tag], {"guid": _selection_guid(coding), **region}
    )
    if tag == "PDFSource" and coding.text and not twin:
        words = SubElement(selection, "Representation", {"guid": made_guid("words", coding.id)})
        SubElement(words, "PlainTextContent").text = xml_text(coding.text)
    _add_coding(selection, coding, own=not twin)


def _add_coding(parent: Element, coding: QualCoding, *, own: bool = True) -> None:
    """Add a coding; where its text has it too, the area bears another identifier."""
    made = guid("coding", coding.id) if own else made_guid("coding of area", coding.id)
    attributes = {"guid": made}
    if coding.coder:
        attributes["creatingUser"] = made_guid("user", coding.coder)
    element = SubElement(parent, "Coding", attributes)
    SubElement(element, "CodeRef", {"targetGUID": guid("code", coding.code)})


def _preview(document: QualDocument, coding: QualCoding) -> str:
    words = (document.text or "")[coding.start : coding.end]
    cut = words[:_PREVIEW] + ("…" if len(words) > _PREVIEW else "")
    return xml_text(cut).replace("\n", " ").replace("\t", " ")


def _selection_guid(coding: QualCoding) -> str:
    return made_guid("selection", coding.id)


def _point_guid(coding: QualCoding, side: str) -> str:
    return made_guid("point", f"{side} {coding.id}")
