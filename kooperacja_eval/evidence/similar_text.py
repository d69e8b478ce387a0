"""A Polish text as near-duplicates are compared: folded, without empty words, endings stripped.

The border: one text in, its words out. It is no stemmer for language work; it only makes cases,
numbers and spellings of one word alike more often than not.

Examples
--------
>>> content_words("Brak usług w gminach: rodziny czekają!")
('brak', 'uslug', 'gmin', 'rodzin', 'czekaj')
"""

import re
from typing import Final

from kooperacja_eval.schemas.field import fold

STOP_WORDS: Final = frozenset(
    {
        "a", "aby", "albo", "ale", "ani", "az", "bardzo", "bez", "bo", "by", "byc", "byl", "byla",
        "bylo", "byly", "beda", "bedzie", "choc", "co", "czesto", "czy", "dla", "do", "dosc",
        "gdy", "gdyz", "go", "i", "ich", "ile", "im", "in", "innych", "ja", "jak", "jako", "je",
        "jednak", "jego", "jej", "jest", "jestesmy", "jeszcze", "jesli", "juz", "kiedy", "kto",
        "ktora", "ktore", "ktorego", "ktorej", "ktory", "ktorych", "ktorym", "ktorzy", "lecz",
        "lub", "ma", "maja", "mi", "mimo", "miedzy", "moze", "mozna", "na", "nad", "nam", "nas",
        "nasz", "nasza", "naszej", "naszym", "nawet", "nie", "niektore", "niektorych", "niz", "o",
        "od", "ona", "one", "oni", "oraz", "po", "pod", "podczas", "ponadto", "poniewaz", "poza",
        "przed", "przez", "przy", "sa", "sie", "swoich", "swoje", "ta", "tak", "takze", "tam",
        "te", "tego", "tej", "ten", "to", "tu", "tylko", "tym", "tych", "u", "w", "wiec", "wiele",
        "wielu", "we", "wszyscy", "wszystkich", "wszystkie", "z", "za", "zas", "ze", "zeby",
        "zbyt", "znow", "zostal", "zostala", "zostaly",
    }
)  # fmt: skip
"""Words that say nothing alone, folded. "Nie" is among them: see ``negations``."""
ENDINGS: Final = tuple(
    sorted(
        (
            "owaniach", "owania", "owaniu", "owanie", "aniach", "eniach", "aniem", "eniem",
            "anie", "enie", "ania", "enia", "aniu", "eniu", "iami", "ami", "ach", "owi", "ego",
            "emu", "ych", "ymi", "imi", "ich", "iej", "ej", "om", "em", "ow", "ie", "ia", "iu",
            "a", "e", "i", "o", "u", "y",
        ),
        key=len,
        reverse=True,
    )
)  # fmt: skip
"""Endings of cases and numbers, folded, the longest first."""
SHORTEST_STEM: Final = 4
_WORD: Final = re.compile(r"[^\W_]+")


def content_words(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text in their order, without empty ones.

    Parameters
    ----------
    text : str
        Any text; other letters and signs are allowed and never an error.

    Returns
    -------
    tuple of str
        Folded stems; empty where the text holds no word but stop words.
    """
    words = _WORD.findall(fold(text))
    return tuple(stem(word) for word in words if word not in STOP_WORDS)


def stem(word: str) -> str:
    """Return a folded word without the longest of ``ENDINGS`` that leaves four letters or more.

    Examples
    --------
    >>> [stem(word) for word in ("rodziny", "rodzinami", "gmin", "gminach")]
    ['rodzin', 'rodzin', 'gmin', 'gmin']
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def negations(text: str) -> int:
    """Return how often a text says "nie", which comparing words cannot weigh.

    Examples
    --------
    >>> negations("Platforma nie działa"), negations("Platforma działa")
    (1, 0)
    """
    return _WORD.findall(fold(text)).count("nie")
