"""A piece of text in both languages of the package.

Messages, labels and titles are written as pairs where they are needed, so that no text exists in
one language only. Formatting of numbers and dates is not done here but in ``reporting.formats``.
"""

from dataclasses import dataclass
from typing import Literal

Lang = Literal["pl", "en"]
LANGUAGES: tuple[Lang, ...] = ("pl", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """The same text in Polish and in English.

    Attributes
    ----------
    pl : str
        Polish, which people read first.
    en : str
        English, on request.
    """

    pl: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the text in the language asked for."""
        return self.pl if lang == "pl" else self.en

    def __str__(self) -> str:
        return self.pl


def same(text: str) -> Text:
    """Return a text that is the same in both languages, such as an acronym or a file name."""
    return Text(text, text)
