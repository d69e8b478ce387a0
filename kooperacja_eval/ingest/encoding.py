"""Bytes to text: which encoding a text file has, decided by what its bytes allow.

Tried in this order: byte order mark; strict UTF-8; cp1250 against ISO-8859-2 by the bytes in
which they differ (ą ś ź Ą Ś Ź). No byte is ever replaced; what cannot be decided is a problem.
"""

import codecs
import re
from typing import Final, NamedTuple

import pyarrow as pa

from kooperacja_eval.text import Text

ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1250": "cp1250",
    "iso8859-2": "ISO-8859-2",
}
"""Encodings that a source may name, as Python names them, with the names for people."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CP1250_BYTES: Final = rb"\xb9\x9c\x9f\xa5\x8c\x8f"
_LATIN2_BYTES: Final = rb"\xb1\xb6\xbc\xa1\xa6\xac"
_LETTER: Final = (
    rb"[A-Za-z\xa3\xb3\xaf\xbf\xc0-\xd6\xd8-\xf6\xf8-\xfe" + _CP1250_BYTES + _LATIN2_BYTES + rb"]"
)


def _beside_letter(characters: bytes) -> re.Pattern[bytes]:
    one = rb"[" + characters + rb"]"
    return re.compile(one + rb"(?=" + _LETTER + rb")|(?<=" + _LETTER + rb")" + one)


_CP1250: Final = _beside_letter(_CP1250_BYTES)
_LATIN2: Final = _beside_letter(_LATIN2_BYTES)
_WINDOWS_ONLY: Final = re.compile(rb"[\x80-\x9f]")


class EncodingError(Exception):
    """The text cannot be decoded; ``rule`` and ``text`` say why and what to do."""

    def __init__(self, rule: str, text: Text) -> None:
        super().__init__(text.pl)
        self.rule = rule
        self.text = text


class Decoded(NamedTuple):
    """The text of a file as UTF-8 without a byte order mark, and the encoding it was read in."""

    utf8: bytes | memoryview
    encoding: str

    def text(self) -> str:
        """Return the text."""
        return str(self.utf8, "utf-8")


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of a file.

    Parameters
    ----------
    data : bytes
        The whole content.
    encoding : str, optional
        Encoding that ``study.toml`` names; it is checked against the bytes.

    Returns
    -------
    Decoded
        The text; the bytes of the file themselves where it is UTF-8.

    Raises
    ------
    EncodingError
        Where the bytes do not belong to the encoding named, or to none that can be told apart.

    Examples
    --------
    >>> [decode("Świętokrzyskie".encode(e)).text() for e in ("cp1250", "iso8859-2")]
    ['Świętokrzyskie', 'Świętokrzyskie']
    """
    found = _found_out(data)
    if encoding is not None:
        return _as_named(data, encoding, found)
    if found is None:
        raise EncodingError("unclear_encoding", _UNCLEAR)
    return found


def codec_name(encoding: str) -> str | None:
    """Return Python's name of an encoding that a source may name, None where it may not."""
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return None
    name = name.removesuffix("-sig")
    return name if name in ENCODINGS else None


def _found_out(data: bytes) -> Decoded | None:
    """Return the text, None where its encoding cannot be told."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            rest = memoryview(data)[len(mark) :]
            return Decoded(rest, name) if name == "utf-8" and _is_utf8(rest) else _read(data, name)
    if b"\x00" in data:
        return None
    return Decoded(data, "utf-8") if _is_utf8(data) else _polish(data)


def _polish(data: bytes) -> Decoded | None:
    """Decide between cp1250 and ISO-8859-2; None where bytes speak for both or for neither."""
    windows = _CP1250.search(data) is not None or _WINDOWS_ONLY.search(data) is not None
    latin = _LATIN2.search(data) is not None
    if windows and latin:
        return None
    return _read(data, "iso8859-2" if latin else "cp1250")


def _as_named(data: bytes, encoding: str, found: Decoded | None) -> Decoded:
    name = codec_name(encoding)
    if name is None:
        raise EncodingError("unknown_encoding", _unknown(encoding))
    if found is not None and found.encoding == name:
        return found
    try:
        named = data.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise EncodingError("wrong_encoding", _broken(encoding, error.start)) from error
    if found is not None and named != found.text():
        raise EncodingError("wrong_encoding", _wrong(encoding, ENCODINGS[found.encoding]))
    return Decoded(named.encode("utf-8"), name)


def _read(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding).encode("utf-8"), encoding)
    except UnicodeError:
        return None


def _is_utf8(data: bytes | memoryview) -> bool:
    """Return whether bytes are strict UTF-8, without building the text."""
    ends = pa.array([0, len(data)], pa.int64()).buffers()[1]
    whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, ends, pa.py_buffer(data)])
    try:
        whole.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


_UNCLEAR: Final = Text(
    "Nie da się ustalić kodowania pliku. Zapisz go jako CSV UTF-8 albo podaj encoding "
    "w study.toml.",
    "The encoding of the file cannot be told. Save it as CSV UTF-8 or name it in study.toml "
    "(encoding).",
)


def _unknown(encoding: str) -> Text:
    allowed = ", ".join(ENCODINGS.values())
    return Text(
        f"Nieznane kodowanie „{encoding}” w study.toml. Dozwolone: {allowed}.",
        f"Unknown encoding “{encoding}” in study.toml. Allowed: {allowed}.",
    )


def _wrong(encoding: str, found: str) -> Text:
    return Text(
        f"study.toml podaje kodowanie {encoding}, a bajty pliku wskazują na {found}. "
        "Popraw encoding w study.toml albo usuń ten klucz.",
        f"study.toml names the encoding {encoding}, but the bytes of the file speak for {found}. "
        "Correct encoding in study.toml or remove the key.",
    )


def _broken(encoding: str, offset: int) -> Text:
    return Text(
        f"Bajt {offset + 1} pliku nie należy do kodowania {encoding}, które podaje study.toml. "
        "Popraw encoding w study.toml albo usuń ten klucz.",
        f"Byte {offset + 1} of the file does not belong to {encoding}, which study.toml names. "
        "Correct encoding in study.toml or remove the key.",
    )
