"""Whether the dictionary of a .sav file holds together, before its library opens it.

The library stops the whole process at some files: where the format of a variable is of another
type than its values, where value labels belong to a variable that is not there, and where a text
that has a label is not in the encoding of the file. They are found here, by walking through the
records at the beginning of the file. The border: everything else is left to the library.
"""

import codecs
import struct
from dataclasses import dataclass, field
from typing import Final

_HEADER: Final = 176
_LAYOUTS: Final = (2, 3)
_LABELLED, _END = 4, 999
_TEXT_FORMATS: Final = (1, 2)
"""A and AHEX; every other format shows numbers."""
_CODE_PAGE, _ENCODING, _LONG_LABELS, _LONG_MISSING = 3, 20, 21, 22
"""Subtypes of extensions."""
_CODE_PAGE_BYTES: Final = 32
_CONTINUES: Final = -1
_WIDEST: Final = 255
_MOST_MISSING: Final = 3
_LINE: Final = 80
_UNIT: Final = 8
"""Bytes of a number, and of each part of a text."""


@dataclass(slots=True)
class Dictionary:
    """What the library cannot be trusted with.

    Attributes
    ----------
    texts : list of bytes
        Values of texts that have a label or are declared missing.
    encoding : str
        Encoding that the file names, empty where it names none.
    code_page : int
        Number of its code page, 0 where it names none.
    """

    texts: list[bytes] = field(default_factory=list)
    encoding: str = ""
    code_page: int = 0

    def fits(self, encoding: str | None) -> bool:
        """Return whether the texts belong to an encoding, or without one to that of the file."""
        names = [encoding] if encoding else [self.encoding, f"cp{self.code_page}"]
        known = [name for name in names if name and _is_codec(name)]
        return all(_decodes(text, known[0] if known else "ascii") for text in self.texts)


class _Walk:
    """A place in the records of a file."""

    def __init__(self, data: bytes, order: str) -> None:
        self.data = data
        self.order = order
        self.at = _HEADER

    def numbers(self, count: int) -> tuple[int, ...]:
        """Return the next whole numbers; struct.error where the file ends before."""
        found = struct.unpack_from(f"{self.order}{count}i", self.data, self.at)
        self.at += 4 * count
        return found

    def number(self) -> int:
        return self.numbers(1)[0]

    def take(self, count: int) -> bytes:
        """Return the next bytes; ValueError where that leads back or beyond the file."""
        if count < 0 or self.at + count > len(self.data):
            raise ValueError(count)
        self.at += count
        return self.data[self.at - count : self.at]


def read_dictionary(data: bytes) -> Dictionary | None:
    """Return what the dictionary of a file holds, None where it does not hold together.

    Parameters
    ----------
    data : bytes
        A .sav or .zsav file, which begins with ``$FL2`` or ``$FL3``.
    """
    found = Dictionary()
    try:
        order = _order(data)
        sound = order is not None and _records(_Walk(data, order), found)
    except (struct.error, ValueError):
        return None
    return found if sound else None


def _is_codec(name: str) -> bool:
    try:
        return codecs.lookup(name) is not None
    except (LookupError, ValueError):
        return False


def _decodes(text: bytes, encoding: str) -> bool:
    try:
        text.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _order(data: bytes) -> str | None:
    """Return the order of bytes, None where the layout is none that exists."""
    for order in ("<", ">"):
        if struct.unpack_from(f"{order}i", data, 64)[0] in _LAYOUTS:
            return order
    return None


def _records(walk: _Walk, found: Dictionary) -> bool:
    widths: list[int] = []
    while (record := walk.number()) != _END:
        match record:
            case 2:  # a variable
                sound = _variable(walk, widths, found)
            case 3:  # value labels
                sound = _labels(walk, widths, found)
            case 6:  # a document
                walk.take(_LINE * walk.number())
                sound = True
            case 7:  # an extension
                sound = _extension(walk, found)
            case _:
                sound = False
        if not sound:
            return False
    return bool(widths)


def _variable(walk: _Walk, widths: list[int], found: Dictionary) -> bool:
    """Take a record of a variable; a text has one for each further 8 bytes of its width."""
    width, labelled, missing, *formats = walk.numbers(5)
    walk.take(_UNIT)
    if labelled:
        length = walk.number()
        walk.take(length + -length % 4)
    declared = [walk.take(_UNIT) for _ in range(abs(missing))]
    expected = _is_expected(widths)
    widths.append(width)
    if width == _CONTINUES:
        return expected
    if width > 0:
        found.texts += declared
    types = [(form >> 16) & 0xFF in _TEXT_FORMATS for form in formats]
    return (
        0 <= width <= _WIDEST
        and abs(missing) <= _MOST_MISSING
        and not expected
        and types == [width > 0] * len(types)
    )


def _is_expected(widths: list[int]) -> bool:
    """Return whether the last text goes on in the next record."""
    parts = 1
    while parts <= len(widths) and widths[-parts] == _CONTINUES:
        parts += 1
    return parts <= len(widths) and widths[-parts] > _UNIT * parts


def _labels(walk: _Walk, widths: list[int], found: Dictionary) -> bool:
    """Take value labels and the variables that they belong to."""
    values = []
    for _ in range(walk.number()):
        values.append(walk.take(_UNIT))
        length = walk.take(1)[0]
        walk.take(length + -(length + 1) % _UNIT)
    if walk.number() != _LABELLED:
        return False
    count = walk.number()
    if not 0 < count <= len(widths):
        return False
    at = [index - 1 for index in walk.numbers(count)]
    if not all(0 <= index < len(widths) and widths[index] != _CONTINUES for index in at):
        return False
    texts = {widths[index] > 0 for index in at}
    if True in texts:
        found.texts += values
    return len(texts) == 1


def _extension(walk: _Walk, found: Dictionary) -> bool:
    kind, size, count = walk.numbers(3)
    if size < 0 or count < 0:
        return False
    begin = walk.at
    content = walk.take(size * count)
    end = walk.at
    if kind == _ENCODING:
        found.encoding = content.decode("ascii", "replace").strip()
    elif kind == _CODE_PAGE and len(content) >= _CODE_PAGE_BYTES:
        found.code_page = struct.unpack_from(f"{walk.order}8i", content)[7]
    elif kind in (_LONG_LABELS, _LONG_MISSING):
        walk.at = begin
        _long_texts(walk, end, found, labels=kind == _LONG_LABELS)
        walk.at = end
    return True


def _long_texts(walk: _Walk, end: int, found: Dictionary, *, labels: bool) -> None:
    """Take labels or missing values of texts longer than 8 bytes."""
    while walk.at < end:
        walk.take(walk.number())
        if labels:
            _, count = walk.numbers(2)
            for _ in range(count):
                found.texts.append(walk.take(walk.number()))
                walk.take(walk.number())
        else:
            count = walk.take(1)[0]
            size = walk.number()
            found.texts += [walk.take(size) for _ in range(count)]
