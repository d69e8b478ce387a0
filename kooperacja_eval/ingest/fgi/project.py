"""What a reader of a coding tool hands over: documents, codes and coded stretches.

The border: positions are turned into those of Python texts and checked against the tool's own
selections; which code of the study's codebook a code means, and which round and team a document
belongs to, is said by the mapping of the study.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from kooperacja_eval.schemas.problems import Problem

Tool = Literal["refi_qda", "maxqda", "atlas_ti", "qualcoder", "table"]
TOOLS: tuple[Tool, ...] = get_args(Tool)
Medium = Literal["text", "pdf", "picture", "audio", "video", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualDocument:
    r"""One transcript or other source.

    Attributes
    ----------
    id : str
        Identifier in the file: a GUID, a number, or the name where the tool keeps nothing else.
    name : str
        As the tool shows it.
    text : str, optional
        The whole text with line breaks as ``\n``, without a byte order mark; None where the file
        does not hold it.
    medium : str
        What the source is.
    variables : mapping of str to str
        Attributes that the tool keeps of the document or of its case.
    """

    id: str
    name: str
    text: str | None = None
    medium: Medium = "text"
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class QualCode:
    """One code of the tool's codebook.

    Attributes
    ----------
    id : str
        Identifier in the file; a path such as ``Bariery > Czas`` where the tool keeps nothing else.
    name : str
        The last part of the path.
    parent : str
        Identifier of the code above; empty at the top.
    definition : str
        Description; empty where none.
    codable : bool
        Whether text may be coded with it; a folder of codes is not.
    """

    id: str
    name: str
    parent: str = ""
    definition: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class QualCoding:
    """One stretch of a document to which a coder gave a code.

    Attributes
    ----------
    id : str
        Identifier in the file; made from file, row and code where the tool keeps none.
    document, code : str
        Identifiers in the file.
    coder : str
        Name or identifier of the coder; empty where the file does not say.
    start, end : int, optional
        Code points of ``QualDocument.text``, end excluded; None where the tool gives no positions
        or the source is no text.
    text : str
        The stretch as the tool gives it, or cut from the text; empty where neither is there.
    medium : str
        What the source is; a stretch of a PDF or a recording is kept, without positions.
    place : str
        Place of other kinds in words of the tool: a page, paragraphs ``12 - 13``, a time.
    row : int, optional
        Row of the file, for messages.
    """

    id: str
    document: str
    code: str
    coder: str = ""
    start: int | None = None
    end: int | None = None
    text: str = ""
    medium: Medium = "text"
    place: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualProject:
    """One file of a coding tool.

    Attributes
    ----------
    tool : str
        Which kind of file.
    file : str
        Path relative to ``data_raw``.
    origin : str
        Program and version that wrote it, as the file says.
    documents, codes, codings : tuple
        In the order of the file.
    sets : mapping of str to tuple of str
        Named sets of codes or documents, by their identifiers.
    problems : tuple of Problem
        What could not be read, or does not fit, with its place.
    """

    tool: Tool
    file: str
    origin: str
    documents: tuple[QualDocument, ...]
    codes: tuple[QualCode, ...]
    codings: tuple[QualCoding, ...]
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
