"""Sentences of a transcript, as units on which coders can agree.

The border: text in, positions out. The rule: each line is split by itself, since in a transcript a
new line is a new turn or a new paragraph. A sentence ends at ``.``, ``!``, ``?`` or ``…`` (several
together, as in ``?!`` or ``...``, are one end; closing quotes and brackets belong to it) where the
next word begins with a capital letter, a digit, an opening quote or bracket or a dash. No sentence
ends after an abbreviation that stands before something (``np.``, ``art.``, ``ks.``), nor after a
single letter (an initial), nor after a number before a small letter; after one that can close a
sentence (``r.``, ``itp.``) it ends before a capital letter only. The mark of the speaker at the
beginning of a line belongs to no sentence, and a line without a letter or digit holds none.
"""

import re
from typing import Final

OPEN: Final = frozenset(
    (
        "np", "m.in", "tzw", "tzn", "tj", "ok", "godz", "nr", "pkt", "art", "ust", "poz", "str",
        "ul", "al", "pl", "woj", "pow", "gm", "tel", "dr", "prof", "mgr", "inż", "hab", "lek", "ks",
        "św", "zob", "por", "dot",
    )
)  # fmt: skip
"""Abbreviations that stand before something: no sentence ends after them."""
CLOSING: Final = frozenset(("r", "w", "itp", "itd", "zł", "tys", "mln", "ww"))
"""Abbreviations that can close a sentence: it ends where a capital letter follows."""
LONGEST: Final = 8
"""Characters before a full stop that are looked at: more than any abbreviation has."""

_END = re.compile(r"(?:\.+|[!?…])[.!?…]*[\"”’»)\]]*(?=\s+(?P<next>[^\W_]|[\"„“‘«(\[–—-]))")
_WORD_BEFORE = re.compile(r"[^\W_]+(?:\.[^\W_]+)*$")
_MARK = re.compile(
    r"\s*(?:\[[^\]\n]{1,40}\]\s*:?|[^\W_][\w./-]{0,30}(?:\s\d{1,3})?:|[A-ZĄĆĘŁŃÓŚŹŻ0-9 ./-]{2,40}:)"
    r"(?=\s|$)"
)
_LINE = re.compile(r"[^\n\r]+")
_WORDS = re.compile(r"[^\W_]")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the start and end of each sentence, without the white space around it.

    Parameters
    ----------
    text : str
        A transcript.

    Returns
    -------
    tuple of (int, int)
        First character and first character after, counted from 0, in order.

    Examples
    --------
    >>> text = "OPS-1: Brak czasu, np. w m.in. gminie. Od 2019 r. Tak..."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Brak czasu, np. w m.in. gminie.', 'Od 2019 r.', 'Tak...']
    """
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        mark = _MARK.match(line[0])
        start = mark.end() if mark else 0
        for end in [*_ends(line[0], start), len(line[0])]:
            found += _stripped(text, line.start() + start, line.start() + end)
            start = end
    return tuple(found)


def _ends(line: str, first: int) -> list[int]:
    return [end.end() for end in _END.finditer(line, first) if _is_end(line, end)]


def _is_end(line: str, end: re.Match[str]) -> bool:
    following = end["next"]
    if following.islower():
        return False
    if end[0] != ".":
        return True
    before = _WORD_BEFORE.search(line[max(0, end.start() - LONGEST) : end.start()])
    word = before[0] if before else ""
    if word.lower() in CLOSING and not word.isupper():
        return following.isupper()
    return word.lower() not in OPEN and not (len(word) == 1 and word.isalpha())


def _stripped(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretch without white space around it, nothing where no word is in it."""
    part = text[start:end]
    if not _WORDS.search(part):
        return []
    return [(start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip())))]
