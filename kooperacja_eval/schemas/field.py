"""What one column of a table is: the single description that everything else is made from.

Validation, the data dictionary, labels in reports, the parser of raw cells and the demo data all
read these descriptions; nothing about a column is said anywhere else.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kooperacja_eval.text import Text

Kind = Literal["text", "code", "integer", "number", "date", "month", "yes_no"]
Privacy = Literal["direct", "quasi", "sensitive", "open"]

KIND_LABELS: dict[Kind, Text] = {
    "text": Text("tekst", "text"),
    "code": Text("kod z listy", "code from a list"),
    "integer": Text("liczba całkowita", "whole number"),
    "number": Text("liczba", "number"),
    "date": Text("data", "date"),
    "month": Text("miesiąc", "month"),
    "yes_no": Text("tak/nie", "yes/no"),
}

PRIVACY_LABELS: dict[Privacy, Text] = {
    "direct": Text("identyfikator bezpośredni", "direct identifier"),
    "quasi": Text("identyfikator pośredni", "quasi-identifier"),
    "sensitive": Text("dana wrażliwa", "sensitive"),
    "open": Text("dana jawna", "open"),
}

DTYPES: dict[Kind, str] = {
    "text": "str",
    "code": "str",
    "integer": "Int64",
    "number": "float64",
    "date": "datetime64[us]",
    "month": "datetime64[us]",
    "yes_no": "boolean",
}
"""The pandas type of each kind; a month is stored as its first day."""


def fold(text: str) -> str:
    """Return a text as it is compared: lower case, no diacritics, single spaces.

    Examples
    --------
    >>> fold("  Świętokrzyskie ")
    'swietokrzyskie'
    """
    lower = unicodedata.normalize("NFKD", text).casefold().replace("ł", "l")
    decomposed = unicodedata.normalize("NFKD", lower)
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(letters.replace("_", " ").split())


@dataclass(frozen=True, slots=True)
class Code:
    """One allowed value of a coded column, with the other ways in which people write it."""

    id: str
    label: Text
    aliases: tuple[str, ...] = ()


def code(code_id: str, pl: str, en: str, *aliases: str) -> Code:
    """Return a code from its identifier, Polish label, English label and other spellings."""
    return Code(code_id, Text(pl, en), aliases)


@dataclass(frozen=True, slots=True)
class CodeList:
    """The allowed values of a coded column.

    Attributes
    ----------
    name : str
        Identifier of the list.
    codes : tuple of Code
        In the order in which reports show them.
    """

    name: str
    codes: tuple[Code, ...]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    @property
    def ids(self) -> tuple[str, ...]:
        """Identifiers in report order."""
        return tuple(entry.id for entry in self.codes)

    def label(self, code_id: str) -> Text:
        """Return the label of a code; a ``KeyError`` where the list does not hold it."""
        for entry in self.codes:
            if entry.id == code_id:
                return entry.label
        raise KeyError(code_id)

    def lookup(self) -> dict[str, str]:
        """Return folded spelling to identifier, for every identifier, label and alias."""
        spellings: dict[str, str] = {}
        for entry in self.codes:
            for spelling in (entry.id, entry.label.pl, entry.label.en, *entry.aliases):
                spellings[fold(spelling)] = entry.id
        return spellings


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The description of one column.

    Attributes
    ----------
    kind : str
        How cells are parsed and which pandas type the column has.
    label, definition : Text
        Name in reports and forms; who or what counts.
    aliases : tuple of str
        Other headers under which raw files bring the column, compared folded.
    key : bool
        Part of the key of the table: never missing, and unique together with the other parts.
    required : bool
        Never missing.
    references : str
        ``table.column`` in which the value must exist, empty where none.
    codes : CodeList, optional
        Allowed values, for the kind ``code`` only.
    low, high : float, optional
        Inclusive limits, for numbers only.
    pattern : str
        Regular expression that the whole value must match, for texts only; empty where none.
    unit : Text, optional
        Unit of a number.
    privacy : str
        Class that decides whether a message or a report may show a value.
    name : str
        The column's name; set by the table that holds the field.
    """

    kind: Kind
    label: Text
    definition: Text
    aliases: tuple[str, ...] = ()
    key: bool = False
    required: bool = False
    references: str = ""
    codes: CodeList | None = None
    low: float | None = None
    high: float | None = None
    pattern: str = ""
    unit: Text | None = None
    privacy: Privacy = "open"
    name: str = field(default="")

    @property
    def never_missing(self) -> bool:
        """Whether each row must have a value."""
        return self.key or self.required

    @property
    def dtype(self) -> str:
        """The pandas type of the column."""
        return DTYPES[self.kind]

    def headers(self) -> tuple[str, ...]:
        """Return every header that means this column, folded."""
        names = (self.name, self.label.pl, self.label.en, *self.aliases)
        return tuple(dict.fromkeys(fold(name) for name in names))
