"""XML of REFI-QDA: a .qde project or a .qdc codebook, element by element.

The border: what an element says is taken down as written; nothing is kept of memos, links and
graphs. Namespaces of versions 1.0 and 0:4 are read alike, also mixed; schema locations are not
looked at. Documents with a DTD or entities of their own are refused before anything is expanded.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Final, Literal
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kooperacja_eval.ingest.fgi.project import Medium
from kooperacja_eval.ingest.fgi.refi_elements import (
    attribute,
    child,
    children,
    codings_in,
    local,
    selection_of,
    value_of,
)
from kooperacja_eval.ingest.fgi.refi_model import (
    RawCase,
    RawCode,
    RawProject,
    RawSource,
    key_of,
)
from kooperacja_eval.ingest.fgi.refi_refusals import broken_xml, entities, not_refi
from kooperacja_eval.ingest.surveys.export import RefusedFileError

_NAMESPACE: Final = "urn:QDA-XML:"
_MEDIA: Final[dict[str, Medium]] = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
}
_TEXT_PARTS: Final = ("Representation", "Transcript", "TextDescription")
_SELECTIONS: Final = (
    "PlainTextSelection", "PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection",
    "TranscriptSelection",
)  # fmt: skip
_FORGOTTEN: Final = frozenset(
    {
        "User", "Code", "Variable", "Case", "Set", "Note", "Link", "Vertex", "Edge", "SyncPoint",
        *_MEDIA, *_TEXT_PARTS, *_SELECTIONS,
    }
)  # fmt: skip
"""Elements that are taken out of the tree when they end, but for parts of selections."""


_Root = Literal["Project", "CodeBook"]


class _UnknownEncodingError(Exception):
    """The document declares an encoding that XML is not read in."""


class _ForeignDocumentError(Exception):
    """The root element is not the one wanted."""


def read_project(name: str, data: bytes) -> RawProject:
    """Return what stands in a .qde.

    Parameters
    ----------
    name : str
        Name of the document as messages show it.
    data : bytes
        The XML.

    Raises
    ------
    RefusedFileError
        ``refi_entities``, ``refi_broken`` or ``not_refi``.
    """
    raw = RawProject()
    line = _parsed(raw, name, data, "Project")
    if line is not None:
        raise _refused(name, data, "Project", line)
    return raw


def read_codebook(name: str, data: bytes) -> RawProject:
    """Return what stands in a .qdc; of one that breaks off, the codes before the break.

    Raises
    ------
    RefusedFileError
        ``refi_entities``, ``not_refi``, or ``refi_broken`` where not even one code came through.
    """
    raw = RawProject()
    raw.broken_line = _parsed(raw, name, data, "CodeBook")
    if raw.broken_line is not None and not raw.codes:
        raise _refused(name, data, "CodeBook", raw.broken_line)
    return raw


def _parsed(raw: RawProject, name: str, data: bytes, root: _Root) -> int | None:
    """Take down a document; return the line where it breaks off, None where it does not."""
    try:
        _fill(raw, data, root)
    except ParseError as error:
        return int(error.position[0])
    except _UnknownEncodingError:
        return 1
    except DefusedXmlException as error:
        raise entities(name) from error
    except _ForeignDocumentError as error:
        raise not_refi(name, root) from error
    return None


def _refused(name: str, data: bytes, root: _Root, line: int) -> RefusedFileError:
    start = data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    return broken_xml(name, line) if start.startswith(b"<") else not_refi(name, root)


def _fill(raw: RawProject, data: bytes, root: _Root) -> None:
    open_codes: list[RawCode] = []
    for tags, element, parent in _events(data, root):
        if parent is None:
            _opened(raw, tags, element, open_codes)
            continue
        _closed(raw, tags, element, open_codes)
        if tags[-1] in _FORGOTTEN and tags[-2] not in _SELECTIONS:
            parent.remove(element)


def _events(data: bytes, root: _Root) -> Iterator[tuple[list[str], Element, Element | None]]:
    """Yield path, element, and at its end its parent; at its start None."""
    tags: list[str] = []
    elements: list[Element] = []
    for event, element in _parse(data):
        if event == "start":
            tags.append(local(element))
            if len(tags) == 1:
                _check_root(element, root)
            elements.append(element)
            yield tags, element, None
            continue
        elements.pop()
        if elements:
            yield tags, element, elements[-1]
        tags.pop()


def _parse(data: bytes) -> Iterator[tuple[str, Element]]:
    events = iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True)
    while True:
        try:
            event, element = next(events)
        except StopIteration:
            return
        except DefusedXmlException:
            raise
        except (LookupError, ValueError) as error:
            raise _UnknownEncodingError from error
        yield event, element


def _check_root(element: Element, root: str) -> None:
    namespace = element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""
    if local(element) != root or (namespace and not namespace.startswith(_NAMESPACE)):
        raise _ForeignDocumentError


def _opened(raw: RawProject, tags: list[str], element: Element, open_codes: list[RawCode]) -> None:
    tag = tags[-1]
    if len(tags) == 1:
        raw.origin = attribute(element, "origin")
    elif tag == "Code" and "Codes" in tags:
        code = RawCode(
            id=attribute(element, "guid"),
            name=attribute(element, "name"),
            parent=open_codes[-1].id if open_codes else "",
            codable=attribute(element, "isCodable").lower() not in ("false", "0"),
        )
        raw.codes.append(code)
        open_codes.append(code)
    elif tag in _MEDIA and tags[1:-1] == ["Sources"]:
        raw.sources.append(_source(tag, element))
    elif tag in _TEXT_PARTS and tags[-2] in _MEDIA and tags[1] == "Sources":
        _open_text_part(raw.sources[-1], tag, element)


def _source(tag: str, element: Element) -> RawSource:
    text = tag == "TextSource"
    return RawSource(
        id=attribute(element, "guid"),
        name=attribute(element, "name"),
        medium=_MEDIA[tag],
        user=attribute(element, "creatingUser"),
        plain_path=attribute(element, "plainTextPath") if text else "",
        rich_path=attribute(element, "richTextPath") if text else "",
        text_part=text,
    )


def _open_text_part(source: RawSource, tag: str, element: Element) -> None:
    source.transcripts += tag == "Transcript"
    if source.transcripts > 1:
        return
    source.text_part = True
    source.plain_path = attribute(element, "plainTextPath")
    source.rich_path = attribute(element, "richTextPath")


def _closed(raw: RawProject, tags: list[str], element: Element, open_codes: list[RawCode]) -> None:
    tag = tags[-1]
    if tag == "Code" and "Codes" in tags:
        description = child(element, "Description")
        open_codes.pop().description = _words(description)
    elif tag == "Set" and tags[-2] == "Sets":
        raw.sets.append((attribute(element, "name"), tuple(_members(element))))
    elif tags[1] == "Sources" and raw.sources:
        _close_in_source(raw.sources[-1], tags, element)
    elif tag == "User":
        name = attribute(element, "name") or attribute(element, "id")
        raw.users.append((attribute(element, "guid"), name))
    elif tag == "Variable":
        raw.variables[key_of(attribute(element, "guid"))] = attribute(element, "name")
    elif tag == "Case":
        raw.cases.append(_case(element))


def _words(element: Element | None) -> str:
    return "" if element is None else element.text or ""


def _members(element: Element) -> Iterator[str]:
    for member in element:
        if local(member) in ("MemberCode", "MemberSource"):
            yield attribute(member, "targetGUID") or attribute(member, "guid")


def _case(element: Element) -> RawCase:
    references = children(element, "SourceRef")
    return RawCase(
        id=attribute(element, "guid"),
        name=attribute(element, "name"),
        values=tuple(value_of(value) for value in children(element, "VariableValue")),
        sources=tuple(attribute(reference, "targetGUID") for reference in references),
    )


def _close_in_source(source: RawSource, tags: list[str], element: Element) -> None:
    tag, above = tags[-1], tags[-2]
    if tag in _SELECTIONS:
        if above not in _SELECTIONS and tags[-3] not in _SELECTIONS:
            source.selections.append(selection_of(source, tag, element))
    elif tag == "SyncPoint":
        point = attribute(element, "position"), attribute(element, "timeStamp")
        source.sync[key_of(attribute(element, "guid"))] = point
    elif tag in _TEXT_PARTS and above in _MEDIA and source.transcripts <= 1:
        _close_text(source, element)
    elif tag in _MEDIA and len(tags) == 3:  # noqa: PLR2004  (Project, Sources, the source)
        if tag == "TextSource":
            _close_text(source, element)
        source.codings += codings_in(element)
        source.values += [value_of(value) for value in children(element, "VariableValue")]


def _close_text(source: RawSource, element: Element) -> None:
    source.inline = _words(child(element, "PlainTextContent"))
    if local(element) in _TEXT_PARTS:
        source.codings += codings_in(element)
