"""How the same conclusion comes back in other words: the edits that plant near-duplicates.

Each edit takes a text and gives another that a reader would call the same conclusion. The border:
words only; which conclusions come back, where and when, is drawn in ``conclusions``.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from kooperacja_eval.schemas.field import fold

HEADS: Final = (
    "Jak w poprzednim miesiącu", "Zgłoszono ponownie", "Animatorzy podkreślają",
    "Na naradzie wojewódzkiej powtórzono", "W kilku zespołach",
)  # fmt: skip
TAILS: Final = (
    "dotyczy to kilku rodzin", "sprawa do omówienia na WZK", "sytuacja bez zmian od kwartału",
    "tak jest we wszystkich gminach",
)  # fmt: skip
ENDINGS: Final[Mapping[str, str]] = {
    "y": "ów", "i": "om", "a": "ę", "ą": "ę", "ie": "u", "ów": "y", "ej": "a", "ych": "e",
    "ego": "y", "e": "ych", "u": "em", "o": "a", "ę": "a", "em": "u", "ć": "ł",
}  # fmt: skip
"""An ending and another one that stands for it: a word in another case, number or tense."""
SHORTEST_WORD: Final = 6
TYPOS: Final = 2
CHANGED_WORDS: Final = 3
_WORD: Final = re.compile(r"\w+")


def plain(text: str, _rng: np.random.Generator) -> str:
    """Write small letters without diacritics, as on a telephone, with other punctuation."""
    return fold(text).replace(",", " -").rstrip(".")


def typos(text: str, rng: np.random.Generator) -> str:
    """Swap two neighbouring letters within some long words."""
    for place in _long_words(text, rng)[:TYPOS]:
        at = place[0] + 1 + int(rng.integers(place[1] - place[0] - 3))
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text


def reordered(text: str, _rng: np.random.Generator) -> str:
    """Put what stands behind the last comma before the rest."""
    head, _, tail = text.rstrip(".").rpartition(", ")
    return f"{tail[0].upper()}{tail[1:]} - {head[0].lower()}{head[1:]}."


def inflected(text: str, rng: np.random.Generator) -> str:
    """Give some long words another ending."""
    for start, end in sorted(_long_words(text, rng)[:CHANGED_WORDS], reverse=True):
        text = text[:start] + _other_ending(text[start:end]) + text[end:]
    return text


def added(text: str, rng: np.random.Generator) -> str:
    """Put words before and behind that say nothing of their own."""
    head, tail = (str(rng.choice(words)) for words in (HEADS, TAILS))
    return f"{head}: {text[0].lower()}{text[1:].rstrip('.')} ({tail})."


def shortened(text: str, _rng: np.random.Generator) -> str:
    """Leave out what stands behind the last comma."""
    return text.rpartition(", ")[0] + "."


EDITS: Final[Mapping[str, Callable[[str, np.random.Generator], str]]] = {
    "plain": plain,
    "typos": typos,
    "reordered": reordered,
    "inflected": inflected,
    "added": added,
    "shortened": shortened,
}


def _long_words(text: str, rng: np.random.Generator) -> list[tuple[int, int]]:
    found = [m.span() for m in _WORD.finditer(text) if len(m[0]) >= SHORTEST_WORD]
    return [found[at] for at in rng.permutation(len(found))]


def _other_ending(word: str) -> str:
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if word.endswith(ending):
            return word[: -len(ending)] + ENDINGS[ending]
    return word
