"""Single elements of REFI-QDA: their names, attributes and parts, whatever the namespace."""

from collections.abc import Iterator
from sys import intern
from typing import Final
from xml.etree.ElementTree import Element

from kooperacja_eval.ingest.fgi.refi_model import RawCoding, RawSelection, RawSource, key_of
from kooperacja_eval.ingest.fgi.refi_places import area_place, time_place

_VALUES: Final = (
    "TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue",
)  # fmt: skip
_NO_POINT: Final = ("", "")


def local(element: Element) -> str:
    """Return the name of an element without its namespace; of a comment, nothing."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute, empty where there is none."""
    return element.get(name, "")


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the parts of an element that have a name."""
    return (part for part in element if local(part) == name)


def child(element: Element, name: str) -> Element | None:
    """Return the first part that has a name."""
    return next(children(element, name), None)


def codings_in(element: Element) -> Iterator[RawCoding]:
    """Yield the codings among the parts of an element; one that names no code says nothing."""
    for coding in children(element, "Coding"):
        reference = child(coding, "CodeRef")
        code = "" if reference is None else attribute(reference, "targetGUID")
        if code:
            user = intern(attribute(coding, "creatingUser"))
            yield RawCoding(id=attribute(coding, "guid"), user=user, code=intern(code))


def value_of(element: Element) -> tuple[str, str]:
    """Return the variable that a VariableValue refers to and its value, empty where missing."""
    reference = child(element, "VariableRef")
    variable = "" if reference is None else attribute(reference, "targetGUID")
    value = next((part for part in element if local(part) in _VALUES), None)
    if value is None:
        return variable, ""
    text = value.text or ""
    if local(value) == "TextValue":
        return variable, text
    text = text.strip()
    if local(value) == "BooleanValue":
        return variable, {"1": "true", "0": "false"}.get(text, text)
    return variable, text


def selection_of(source: RawSource, tag: str, element: Element) -> RawSelection:
    """Return a selection of any kind; that of a transcript through its points."""
    start, end, place = _where(source, tag, element)
    representation = child(element, "Representation") if tag == "PDFSelection" else None
    content = None if representation is None else child(representation, "PlainTextContent")
    return RawSelection(
        id=attribute(element, "guid"),
        tag=tag,
        name=attribute(element, "name"),
        user=attribute(element, "creatingUser"),
        start=start,
        end=end,
        place=place,
        text="" if content is None else content.text or "",
        codings=tuple(codings_in(element)),
    )


def _where(source: RawSource, tag: str, element: Element) -> tuple[str | None, str | None, str]:
    def said(name: str) -> str:
        return attribute(element, name)

    if tag == "PlainTextSelection":
        return said("startPosition"), said("endPosition"), ""
    if tag == "TranscriptSelection":
        first = source.sync.get(key_of(said("fromSyncPoint")), _NO_POINT)
        second = source.sync.get(key_of(said("toSyncPoint")), _NO_POINT)
        times = time_place(first[1], second[1])
        if source.transcripts > 1 or not (first[0] and second[0]):
            return None, None, times
        return first[0], second[0], times
    if tag in ("AudioSelection", "VideoSelection"):
        return None, None, time_place(said("begin"), said("end"))
    page = said("page") if tag == "PDFSelection" else None
    area = (said("firstX"), said("firstY")), (said("secondX"), said("secondY"))
    return None, None, area_place(page, *area)
