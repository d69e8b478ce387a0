"""Words of a text with what the finders of names ask of them.

The border: cuts a text into words; knows nothing of names.
"""

import re
from typing import Final, NamedTuple

from kooperacja_eval.disclosure.personal_findings import TAKEN

WORD: Final = re.compile(r"[^\W\d_]+")
NEAR: Final = re.compile(r"[^\S\n]{1,2}|-|[^\S\n]?\n[^\S\n]?")
"""What may stand between two words of one name."""
SENTENCE_ENDS: Final = '.!?…:;\n\r"„”«»“([–—-*•'
ABBREVIATIONS: Final = frozenset(
    ("ul", "al", "os", "pl", "p", "ks", "dr", "mgr", "prof", "inż", "św", "im", "o", "np", "tzw")
)
"""Words after whose full stop no sentence begins."""
LONGEST_GAP: Final = 3


class Token(NamedTuple):
    """A word: where it stands, in small letters, and how it is written.

    ``capital`` is True for a capital letter followed by small ones, or a capital letter alone;
    ``shout`` for capital letters only; ``first`` where a sentence may begin.
    """

    start: int
    end: int
    text: str
    low: str
    capital: bool
    shout: bool
    first: bool


def tokens(text: str) -> list[Token]:
    """Return the words of a text in their order."""
    found: list[Token] = []
    for match in WORD.finditer(text):
        word = match.group()
        shout = len(word) > 1 and word.isupper()
        found.append(
            Token(
                start=match.start(),
                end=match.end(),
                text=word,
                low=word.casefold(),
                capital=word[0].isupper() and not shout,
                shout=shout,
                first=_begins(text, match.start(), after=found[-1] if found else None),
            )
        )
    return found


def near(text: str, left: Token, right: Token, *, stop: bool = False) -> bool:
    """Say whether two words may belong to one name.

    ``stop`` lets a full stop stand between them, as after ``ks.``.
    """
    gap = text[left.end : right.start]
    if len(gap) > LONGEST_GAP:
        return False
    if stop and gap.startswith("."):
        gap = gap[1:] or " "
    return NEAR.fullmatch(gap) is not None


def _begins(text: str, start: int, *, after: Token | None = None) -> bool:
    """Say whether a sentence may begin at a place; ``after`` is the word before it."""
    at = start - 1
    while at >= 0 and text[at] in " \t\u00a0\u202f":
        at -= 1
    if at < 0 or text[at] == TAKEN:
        return True
    short = after is not None and after.end == at and after.low in ABBREVIATIONS
    return text[at] in SENTENCE_ENDS and not (text[at] == "." and short)
