"""Answers that LimeSurvey's question types bring along, and which answers make a scale.

The border: only what a type or a list of codes says; what a code is worth is said by the mapping.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from kooperacja_eval.ingest.surveys.definition import AnswerOption

OTHER_CODE: Final = "-oth-"
"""What an export holds where somebody gave an answer of their own in a list."""

_FEWEST: Final = 3
_ENDING: Final = re.compile(r"(.*?)(-?\d+)")

_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "Y": {"pl": "Tak", "en": "Yes", "de": "Ja"},
    "N": {"pl": "Nie", "en": "No", "de": "Nein"},
    "U": {"en": "Uncertain", "de": "Unsicher"},
    "I": {"en": "Increase"},
    "S": {"en": "Same"},
    "D": {"en": "Decrease"},
    "M": {"pl": "Mężczyzna", "en": "Male", "de": "Männlich"},
    "F": {"pl": "Kobieta", "en": "Female", "de": "Weiblich"},
}
_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "5": tuple(map(str, range(1, 6))),
    "A": tuple(map(str, range(1, 6))),
    "B": tuple(map(str, range(1, 11))),
    "C": ("Y", "U", "N"),
    "E": ("I", "S", "D"),
    "G": ("F", "M"),
    "Y": ("Y", "N"),
    "M": ("Y",),
    "P": ("Y",),
}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "other": {"pl": "Inne", "en": "Other", "de": "Sonstiges"},
    "comment": {"pl": "Komentarz", "en": "Comment", "de": "Kommentar"},
    "rank": {"pl": "Ranga", "en": "Rank", "de": "Rang"},
    "scale": {"pl": "Skala", "en": "Scale", "de": "Skala"},
}
"""Words that LimeSurvey puts into headings, by language."""


def word(name: str, language: str) -> str:
    """Return a word of LimeSurvey's in a language, in English where it is not known.

    Examples
    --------
    >>> word("other", "de-informal"), word("rank", "nl")
    ('Sonstiges', 'Rank')
    """
    words = WORDS[name]
    return words.get(language.partition("-")[0], words["en"])


def built_in(kind: str, languages: Sequence[str]) -> tuple[AnswerOption, ...]:
    """Return the answers that a question type has of its own, none where it has none.

    Parameters
    ----------
    kind : str
        LimeSurvey's letter for the type.
    languages : sequence of str
        Languages of the survey; words are given in those of them that are known.
    """
    return tuple(
        AnswerOption(
            code=code,
            labels={
                name: labels[name.partition("-")[0]]
                for labels in [_LABELS.get(code, {})]
                for name in languages
                if name.partition("-")[0] in labels
            },
        )
        for code in _CODES.get(kind, ())
    )


def is_rating(codes: Sequence[str]) -> bool:
    """Return whether codes make a scale: whole numbers in order, or codes that end in them.

    Examples
    --------
    >>> is_rating(["A1", "A2", "A3"]), is_rating(["5", "4", "3"]), is_rating(["1", "3", "2"])
    (True, True, False)
    >>> is_rating(["1", "2"]), is_rating(["A1", "B2", "C3"])
    (False, False)
    """
    found = [_ENDING.fullmatch(code) for code in codes]
    endings = [(match[1], int(match[2])) for match in found if match is not None]
    if len(endings) < max(len(codes), _FEWEST) or len({begin for begin, _ in endings}) > 1:
        return False
    steps = [after - before for (_, before), (_, after) in pairwise(endings)]
    return all(step > 0 for step in steps) or all(step < 0 for step in steps)
