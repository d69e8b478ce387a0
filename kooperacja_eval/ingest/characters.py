"""Characters that do not show: normal forms, letters of other scripts, wrongly read encodings.

Text is brought to one form here; what looks like a fault is named, never mended in silence.
"""

import re
import unicodedata
from functools import cache
from typing import Final, Literal

from kooperacja_eval.text import Text

Fault = Literal["homoglyph", "mojibake", "lost_character"]

_WIDE: Final = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_SPACES: Final = dict.fromkeys(map(ord, _WIDE), " ")
_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None)
_TABLE: Final = {**_SPACES, **_UNSEEN}

FAULTS: Final[dict[Fault, Text]] = {
    "homoglyph": Text(
        "Wśród liter łacińskich są podobne litery innego alfabetu (np. cyrylicy). "
        "Wpisz tekst ponownie z klawiatury.",
        "Among Latin letters there are lookalikes of another script (such as Cyrillic). "
        "Type the text anew.",
    ),
    "mojibake": Text(
        "Polskie litery wyglądają na odczytane w złym kodowaniu. "
        "Sprawdź kodowanie pliku albo popraw tekst.",
        "Polish letters look as if read in a wrong encoding. "
        "Check the encoding of the file or correct the text.",
    ),
    "lost_character": Text(
        "Zamiast litery jest znak zastępczy: litera zginęła przy wcześniejszym zapisie. "
        "Popraw tekst.",
        "A replacement character stands for a letter lost in an earlier save. Correct the text.",
    ),
}
"""What to tell a person about each fault."""

POLISH: Final = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
PLAIN_TEXT: Final = rf"[!-~{POLISH}„”–]+(?: [!-~{POLISH}„”–]+)*"
"""Regular expression of text that ``clean`` returns as it is and ``fault`` finds nothing in."""

_LOST: Final = "\ufffd"
_CONTROL: Final = re.compile("[\u0080-\u009f]")
_BETWEEN_LETTERS: Final = re.compile(
    r"(?<=[^\W\d_])[±¶ˇ¦¬¹³¿](?=[^\W\d_])|[šĽ¶ˇ¦¬](?=[a-z])|\bŒ(?=[a-z])"
)
"""Traces of cp1250 read as ISO-8859-2 or cp1252 and of ISO-8859-2 read as cp1250."""


def clean(text: str) -> str:
    r"""Return a text in NFC, without invisible characters, with single ordinary spaces.

    Examples
    --------
    >>> clean("  12\u00a0893\u202f583,46 z\u0142\u200b ")
    '12 893 583,46 zł'
    """
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text).translate(_TABLE).split())


def fault(text: str) -> Fault | None:
    r"""Return what looks wrong with the letters of a text, None where nothing does.

    ``homoglyph``: a word mixes Latin letters with Cyrillic or Greek ones. ``mojibake``: the text
    was read in another encoding than it was written in. ``lost_character``: a reader before us
    replaced what it could not read.

    Examples
    --------
    >>> fault("Świętokrzyskie"), fault("ĹšwiÄ™tokrzyskie"), fault("S\u0430nitarno")
    (None, 'mojibake', 'homoglyph')
    """
    if text.isascii():
        return None
    if _LOST in text:
        return "lost_character"
    if _CONTROL.search(text) or _doubled().search(text) or _BETWEEN_LETTERS.search(text):
        return "mojibake"
    return "homoglyph" if any(_mixed(word) for word in text.split()) else None


def has_foreign_letters(text: str) -> bool:
    """Return whether a text has a letter that is not Latin."""
    return not text.isascii() and any(_script(char) != "LATIN" for char in text if char.isalpha())


@cache
def _doubled() -> re.Pattern[str]:
    """Return the traces of UTF-8 read as cp1250, cp1252 or ISO-8859-2, one for each letter."""
    traces = set()
    for char in POLISH + "„”–":
        raw = char.encode("utf-8")
        for encoding in ("cp1250", "cp1252", "iso8859-2"):
            traces.add("".join(_decoded(byte, encoding) for byte in raw))
    return re.compile("|".join(re.escape(trace) for trace in sorted(traces)))


def _decoded(byte: int, encoding: str) -> str:
    """Return one byte as text; a byte that the encoding leaves free is the control character."""
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


def _mixed(word: str) -> bool:
    """Return whether a word has Latin letters and Cyrillic or Greek ones."""
    if word.isascii():
        return False
    scripts = {_script(char) for char in word if char.isalpha()}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK"})


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]
