r"""Positions that a program counted in its own text, to those of the text kept here.

The text kept here has ``\n`` for line breaks and no byte order mark, and is counted in code points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_MARK: Final = "\ufeff"
_BASIC: Final = 0xFFFF
"""Largest code point that is one UTF-16 unit."""


@dataclass(frozen=True, slots=True)
class Positions:
    """A text, and where each unit of the program's text lies in it.

    Attributes
    ----------
    text : str
        The text kept here.
    at : sequence of int, optional
        Place in ``text`` of each unit of the program's text, and of its end; None where both are
        the same.
    """

    text: str
    at: Sequence[int] | None

    def take(self, unit: int) -> int | None:
        """Return a position in ``text``; None where the program's text has no such place."""
        if unit < 0 or unit > (len(self.text) if self.at is None else len(self.at) - 1):
            return None
        return unit if self.at is None else self.at[unit]

    def cut(self, first: int, last: int) -> str | None:
        """Return the text between two of the program's positions, None where it has none."""
        start, end = self.take(first), self.take(last)
        return None if start is None or end is None else self.text[start:end]


def positions_of(raw: str, *, utf16: bool = False) -> Positions:
    r"""Return the text kept here and the places of the program's units in it.

    Parameters
    ----------
    raw : str
        The program's own text.
    utf16 : bool
        Whether the program counts UTF-16 units, of which an emoji has two.

    Examples
    --------
    >>> found = positions_of("\ufeffa\r\nb")
    >>> found.text, found.take(4), found.take(9)
    ('a\nb', 2, None)
    >>> positions_of("😀b", utf16=True).cut(2, 3)
    'b'
    """
    wide = utf16 and has_wide(raw)
    if not wide and "\r" not in raw and not raw.startswith(_MARK):
        return Positions(raw, None)
    kept: list[str] = []
    at: list[int] = []
    for index, letter in enumerate(raw):
        at += [len(kept)] * (2 if wide and ord(letter) > _BASIC else 1)
        if (letter == _MARK and index == 0) or (letter == "\n" and raw[index - 1 : index] == "\r"):
            continue
        kept.append("\n" if letter == "\r" else letter)
    return Positions("".join(kept), [*at, len(kept)])


def has_wide(text: str) -> bool:
    """Return whether a text has characters that are two UTF-16 units."""
    return not text.isascii() and max(text) > chr(_BASIC)
