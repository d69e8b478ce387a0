"""What stands in a REFI-QDA document, as written: nothing is looked up or translated yet.

The border: identifiers are texts of the file, positions are texts of its attributes; what they
mean is said in ``refi_build`` and ``refi_positions``.
"""

from dataclasses import dataclass, field

from kooperacja_eval.ingest.fgi.project import Medium


def key_of(guid: str) -> str:
    """Return a GUID as it is compared: without braces and blanks, in lower case.

    Examples
    --------
    >>> key_of("{85D17F60-7BB0-481E-B742-B4861DD669DF}")
    '85d17f60-7bb0-481e-b742-b4861dd669df'
    """
    return guid.strip().removeprefix("{").removesuffix("}").lower()


@dataclass(slots=True, kw_only=True)
class RawCode:
    """A code with the identifier of the code that it is nested in."""

    id: str
    name: str
    parent: str
    codable: bool
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCoding:
    """A code given to a selection or a whole source; ``code`` is the identifier referred to."""

    id: str
    user: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSelection:
    """A selection of any kind.

    Attributes
    ----------
    tag : str
        Name of its element.
    start, end : str, optional
        Positions in the plain text, for selections of texts only.
    place : str
        Page, area or time, for the others.
    text : str
        The stretch itself where the file holds it beside the positions (PDF).
    """

    id: str
    tag: str
    name: str
    user: str
    start: str | None = None
    end: str | None = None
    place: str = ""
    text: str = ""
    codings: tuple[RawCoding, ...] = ()


@dataclass(slots=True, kw_only=True)
class RawSource:
    """A source.

    Attributes
    ----------
    plain_path, rich_path : str
        Where the texts are; empty where not said.
    inline : str
        Plain text inside the document.
    text_part : bool
        Whether the source is a text or has one: a representation, a transcript, a description.
    transcripts : int
        How many transcripts a recording has; the first one is read.
    sync : dict of str to tuple of str
        Position and time of each point of the first transcript.
    values : list of tuple of str
        Variable referred to, and value.
    """

    id: str
    name: str
    medium: Medium
    user: str
    plain_path: str = ""
    rich_path: str = ""
    inline: str = ""
    text_part: bool = False
    transcripts: int = 0
    sync: dict[str, tuple[str, str]] = field(default_factory=dict)
    selections: list[RawSelection] = field(default_factory=list)
    codings: list[RawCoding] = field(default_factory=list)
    values: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCase:
    """A case: values of variables, and the sources that it holds."""

    id: str
    name: str
    values: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class RawProject:
    """One .qde or .qdc.

    Attributes
    ----------
    users : list of tuple of str
        Identifier and name of each user; the short name where there is no name.
    variables : dict of str to str
        Names of variables by key.
    sets : list
        Name and identifiers of members of each set.
    broken_line : int, optional
        Line where the XML of a codebook breaks off.
    """

    origin: str = ""
    users: list[tuple[str, str]] = field(default_factory=list)
    codes: list[RawCode] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    cases: list[RawCase] = field(default_factory=list)
    sources: list[RawSource] = field(default_factory=list)
    sets: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    broken_line: int | None = None
