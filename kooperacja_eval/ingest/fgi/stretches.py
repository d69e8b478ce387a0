"""Stretches held against their texts: positions inside, words the same.

Words are compared without regard to white space; a shortened preview of a program counts as the
same where it is the beginning of the stretch.
"""

from dataclasses import dataclass
from typing import Final

from kooperacja_eval.ingest.fgi.project import QualCoding
from kooperacja_eval.text import Text

_PREVIEW: Final = 60
"""Characters from which the beginning of a stretch may be a preview; MAXQDA keeps 63."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch as the table keeps it.

    Attributes
    ----------
    start, end : int, optional
        None where there are no positions or they are wrong.
    text : str
        Cut from the text where positions are known, else as the program gives it.
    fault : tuple of (str, Text), optional
        Rule and message where positions and text do not fit.
    """

    start: int | None
    end: int | None
    text: str
    fault: tuple[str, Text] | None = None


def stretch_of(coding: QualCoding, text: str | None) -> Stretch:
    """Return a coding held against the text of its document.

    Parameters
    ----------
    coding : QualCoding
        As it was read.
    text : str, optional
        The whole text, None where the program does not export it.

    Examples
    --------
    >>> stretch_of(QualCoding(id="1", document="d", code="c", start=0, end=4), "czas mija").text
    'czas'
    """
    start, end = coding.start, coding.end
    if coding.medium != "text" or start is None or end is None:
        return Stretch(start=None, end=None, text=coding.text)
    if start < 0 or end <= start:
        return Stretch(start=None, end=None, text=coding.text, fault=("bad_position", _EMPTY))
    if text is None:
        return Stretch(start=start, end=end, text=coding.text)
    if end > len(text):
        fault = ("position_outside", _outside(len(text)))
        return Stretch(start=None, end=None, text=coding.text, fault=fault)
    cut = text[start:end]
    fits = not coding.text.strip() or _same(coding.text, cut)
    return Stretch(
        start=start, end=end, text=cut, fault=None if fits else ("text_differs", _DIFFERS)
    )


def _same(said: str, cut: str) -> bool:
    words, whole = " ".join(said.split()), " ".join(cut.split())
    if words == whole:
        return True
    short = words.removesuffix("…").removesuffix("...").rstrip()
    return (short != words or len(words) >= _PREVIEW) and whole.startswith(short)


def _outside(length: int) -> Text:
    return Text(
        f"Fragment kończy się za końcem dokumentu, który ma {length} znaków; wczytano go bez "
        "pozycji. Sprawdź, czy to ta sama wersja transkrypcji i czy pozycje liczą znaki od 0.",
        f"The stretch ends after the end of the document, which has {length} characters; it was "
        "read without positions. Check whether it is the same version of the transcript and "
        "whether positions count characters from 0.",
    )


_EMPTY: Final = Text(
    "Koniec fragmentu nie leży za jego początkiem; wczytano go bez pozycji. Popraw pozycje.",
    "The end of the stretch does not lie after its start; it was read without positions. Mend the "
    "positions.",
)
_DIFFERS: Final = Text(
    "Treść fragmentu w pliku różni się od tekstu dokumentu w tych pozycjach. Transkrypcję "
    "zmieniono po zakodowaniu albo pozycje liczono inaczej; wyeksportuj projekt ponownie.",
    "The words of the stretch in the file differ from the text of the document at these "
    "positions. The transcript was changed after coding, or positions were counted in another "
    "way; export the project again.",
)
