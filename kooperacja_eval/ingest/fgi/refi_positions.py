"""How a file counts positions in its texts, and what they are in code points.

Programs disagree: NVivo counts UTF-16 units and a line break ``CRLF`` as two, ATLAS.ti counts it
as one, some count the byte order mark. A way of counting is a ``Convention``; which one a file
keeps is decided in ``refi_evidence``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.ingest.fgi.refi_texts import SourceText
from kooperacja_eval.text import Text

LineBreak = Literal["as_file", "one", "two"]
Unit = Literal["utf16", "points"]

OWN_ORIGIN: Final = "kooperacja-eval"
"""What this package writes as origin; it counts code points, and a line break is one."""
OUTSIDE: Final = -1
"""Index of a position before the text or after its end."""
_UTF16_TOOLS: Final = ("nvivo", "maxqda", "atlas", "quirkos", "transana", "f4", "dedoose")
"""Programs for Windows and macOS, whose texts are UTF-16; others count code points."""
_ONE_FOR_CRLF: Final = ("atlas",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    r"""A way of counting.

    Attributes
    ----------
    line_break : str
        Line breaks count ``as_file`` (``\r\n`` two, others one), always ``one``, or always
        ``two``.
    unit : str
        A character beyond U+FFFF counts two (``utf16``) or one (``points``).
    mark : bool
        Whether the byte order mark counts.
    """

    line_break: LineBreak = "as_file"
    unit: Unit = "points"
    mark: bool = False

    def words(self) -> Text:
        """Return the convention in words."""
        line = _LINE_WORDS[self.line_break]
        unit = _UNIT_WORDS[self.unit]
        mark = _MARK_WORDS[self.mark]
        return Text(f"{unit.pl}, {line.pl}, {mark.pl}", f"{unit.en}, {line.en}, {mark.en}")


_LINE_WORDS: Final = {
    "as_file": Text("koniec wiersza CRLF jako dwa znaki", "a line break CRLF as two characters"),
    "one": Text("każdy koniec wiersza jako jeden znak", "every line break as one character"),
    "two": Text("każdy koniec wiersza jako dwa znaki", "every line break as two characters"),
}
_UNIT_WORDS: Final = {
    "utf16": Text("jednostki UTF-16", "UTF-16 units"),
    "points": Text("punkty kodowe", "code points"),
}
_MARK_WORDS: Final = {
    True: Text("ze znacznikiem BOM", "with the byte order mark"),
    False: Text("bez znacznika BOM", "without the byte order mark"),
}


def conventions(
    origin: str, *, crlf: bool, astral: bool, marked: bool, doubled: bool = False
) -> Iterator[Convention]:
    """Yield the conventions that can matter, that of the origin first.

    Parameters
    ----------
    origin : str
        Program that wrote the file.
    crlf, astral, marked : bool
        What the texts of the file hold.
    doubled : bool
        Whether line breaks that the file keeps as one may count two: the program had them as
        ``CRLF`` and lost them on the way.
    """
    if origin == OWN_ORIGIN:
        yield Convention()
        return
    tool = origin.lower()
    utf16 = any(name in tool for name in _UTF16_TOOLS)
    one_first = any(name in tool for name in _ONE_FOR_CRLF)
    lines: list[LineBreak] = ["as_file", "one"] if crlf else ["as_file"]
    lines = lines[::-1] if one_first else lines
    lines += ["two"] if doubled else []
    units: list[Unit] = ["utf16", "points"] if utf16 else ["points", "utf16"]
    marks = (False, True) if marked else (False,)
    units = units if astral else ["points"]
    for mark, line, unit in product(marks, lines, units):
        yield Convention(line_break=line, unit=unit, mark=mark)


def indexes(
    text: SourceText, positions: NDArray[np.int64], convention: Convention
) -> NDArray[np.int64]:
    r"""Return code points of a text for positions of a file.

    Parameters
    ----------
    text : SourceText
        The text.
    positions : ndarray of int64, shape (n,)
        As counted in the file.
    convention : Convention
        How they are counted.

    Returns
    -------
    ndarray of int64, shape (n,)
        From 0 to the length of the text; ``OUTSIDE`` beyond. A position inside a line break or a
        character becomes that before it.

    Notes
    -----
    The k-th character that counts two, at index s_k, is counted from c_k = s_k + k (k from 0).
    A position p lies after as many of them as there are c_k < p, so its index is p less that
    number; halfway into one (p = c_k + 1) this is s_k itself.

    Examples
    --------
    >>> from kooperacja_eval.ingest.fgi.refi_texts import made_text
    >>> text = made_text("A\r\nB")
    >>> at = np.array([0, 3, 4, 5])
    >>> indexes(text, at, Convention()).tolist()
    [0, 2, 3, -1]
    >>> indexes(text, at, Convention(line_break="one")).tolist()
    [0, 3, -1, -1]
    """
    wide = _wide(text, convention)
    marked = convention.mark and text.marked
    counted = np.where(positions > 0, positions - 1, positions) if marked else positions
    starts = wide + np.arange(len(wide), dtype=np.int64)
    found = counted - np.searchsorted(starts, counted, side="left")
    inside = (counted >= 0) & (found <= len(text.text))
    result: NDArray[np.int64] = np.where(inside, found, OUTSIDE).astype(np.int64)
    return result


def _wide(text: SourceText, convention: Convention) -> NDArray[np.int64]:
    parts = []
    if convention.line_break == "two":
        parts.append(text.breaks())
    elif convention.line_break == "as_file":
        parts.append(text.crlf)
    if convention.unit == "utf16":
        parts.append(text.astral)
    return np.sort(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)
