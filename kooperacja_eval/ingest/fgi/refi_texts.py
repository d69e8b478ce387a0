"""Plain texts of the sources of a project: found in the archive, decoded, line breaks made alike.

The border: a text that is not in the archive is a problem of its document, never looked for on a
disk; rich texts (.docx) are not read, since positions count in the plain text.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.ingest.encoding import EncodingError, decode
from kooperacja_eval.ingest.fgi.refi_model import RawSource
from kooperacja_eval.ingest.fgi.refi_problems import Gap
from kooperacja_eval.ingest.surveys.safe_zip import ZipMembers

_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_INSIDE: Final = "internal://"
_SCHEME: Final = "://"
_FOLDER: Final = "sources/"
_NONE: Final = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    r"""A text with line breaks as ``\n``, and what was in its place in the file.

    Attributes
    ----------
    text : str
        Without byte order mark.
    marked : bool
        Whether the file begins with a byte order mark.
    crlf : ndarray of int64
        Indexes in ``text`` of the line breaks that were ``\r\n``.
    astral : ndarray of int64
        Indexes of characters that UTF-16 writes as two units.
    """

    text: str
    marked: bool = False
    crlf: NDArray[np.int64] = field(default_factory=lambda: _NONE)
    astral: NDArray[np.int64] = field(default_factory=lambda: _NONE)

    def breaks(self) -> NDArray[np.int64]:
        """Return the indexes of all line breaks."""
        return _indexes(re.compile("\n"), self.text)


class TextIndex:
    """Members of an archive by path and by name, upper and lower case alike."""

    __slots__ = ("_members", "_names", "_paths")

    def __init__(self, members: ZipMembers) -> None:
        self._members = members
        self._paths: Mapping[str, str] = {name.lower(): name for name in members.names}
        names: dict[str, list[str]] = {}
        for name in members.names:
            names.setdefault(name.lower().rpartition("/")[2], []).append(name)
        self._names: Mapping[str, list[str]] = names

    def read(self, path: str) -> bytes | None:
        """Return the content of the member that a path means, None where there is none."""
        name = self._found(path) or self._found(unquote(path))
        return None if name is None else self._members.read(name)

    def _found(self, path: str) -> str | None:
        wanted = path.replace("\\", "/").lstrip("/").lower()
        for whole in (_FOLDER + wanted, wanted):
            if whole in self._paths:
                return self._paths[whole]
        named = self._names.get(wanted.rpartition("/")[2], [])
        return named[0] if len(named) == 1 else None


def source_text(source: RawSource, index: TextIndex) -> SourceText | Gap:
    """Return the plain text of a source, or why there is none.

    Parameters
    ----------
    source : RawSource
        A text, or a source that has one.
    index : TextIndex
        The archive.

    Returns
    -------
    SourceText or Gap
        The text inside the document goes before one of the archive. ``Gap`` is one of
        ``only_rich``, ``no_text``, ``outside``, ``not_there`` and ``unclear_encoding``.
    """
    if source.inline:
        return made_text(source.inline)
    path = source.plain_path.strip()
    if not path:
        return "only_rich" if source.rich_path else "no_text"
    inside = path.lower().startswith(_INSIDE)
    if not inside and _SCHEME in path:
        return "outside"
    data = index.read(path[len(_INSIDE) :] if inside else path)
    if data is None:
        return "not_there"
    try:
        text = decode(data).text()
    except EncodingError:
        return "unclear_encoding"
    return made_text(text, marked=data.startswith(_MARKS))


def made_text(raw: str, *, marked: bool = False) -> SourceText:
    r"""Return a text as it is worked with.

    Examples
    --------
    >>> made = made_text("A\r\nB\rC")
    >>> made.text, made.crlf.tolist(), made.breaks().tolist()
    ('A\nB\nC', [1], [1, 3])
    """
    crlf = _NONE
    text = raw
    if "\r" in raw:
        found = _indexes(re.compile("\r\n"), raw)
        crlf = found - np.arange(len(found), dtype=np.int64)
        text = raw.replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(text=text, marked=marked, crlf=crlf, astral=_indexes(_ASTRAL, text))


def _indexes(pattern: re.Pattern[str], text: str) -> NDArray[np.int64]:
    return np.fromiter((found.start() for found in pattern.finditer(text)), dtype=np.int64)
