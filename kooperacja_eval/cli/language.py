"""In which language the command line speaks, and the words of the library beneath in that language.

``--lang`` anywhere on the command line decides, then the variable ``KOOPERACJA_LANG``, then Polish.
The command-line library knows English only; its few fixed words are put into Polish here.
"""

import os
import re
from collections.abc import Sequence

from kooperacja_eval.text import LANGUAGES, Lang

VARIABLE = "KOOPERACJA_LANG"

_POLISH: tuple[tuple[str, str], ...] = (
    (r"^Usage: ", "Użycie: "),
    (r"\[OPTIONS\]", "[OPCJE]"),
    (r"COMMAND \[ARGS\]\.\.\.", "POLECENIE [ARGUMENTY]..."),
    (r"^Arguments:", "Argumenty:"),
    (r"^Options:", "Opcje:"),
    (r"^Commands:", "Polecenia:"),
    (r" <path>", "       "),
    (r" <list\[str\]>", ""),
    (r"\{(\[[^{}]*\][^{}]*)\}\.\.\.", r"\1"),
    (r"Show this message and exit\.", "Pokaż tę pomoc i zakończ."),
    (r"\[required\]", "[wymagane]"),
    (r"\[default:", "[domyślnie:"),
    (r"(?<=\s)default: ", "domyślnie: "),
    (r"^No such command (.+?)\.", r"Nie ma polecenia \1."),
    (r"Did you mean (.+)\?", r"Czy chodziło o \1?"),
    (r"^No such option: (.+?)(?=\s|$)", r"Nie ma opcji \1."),
    (r"\(?Possible options: ", "(Możliwe opcje: "),
    (r"^Missing argument (.+?)\.", r"Brak argumentu \1."),
    (r"^Missing option (.+?)\.", r"Brak opcji \1."),
    (r"^Missing command\.", "Brak polecenia."),
    (r"^Invalid value for (.+?): (Value error, )?", r"Niedozwolona wartość \1: "),
    (r"(\S+) is not one of (.+?)\.?$", r"\1 nie jest na liście: \2."),
    (r"(\S+) is not a valid int(eger)?( range)?\.", r"\1 nie jest liczbą całkowitą."),
    (r"(\S+) is not in the range (.+)\.", r"\1 jest poza zakresem \2."),
    (r"Option (\S+) requires an argument\.", r"Opcja \1 wymaga wartości."),
    (r"Option (\S+) does not take a value\.", r"Opcja \1 nie przyjmuje wartości."),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"Zbędne argumenty: \1."),
    (r"Input should be a valid (?:integer|number).*$", "oczekiwano liczby całkowitej."),
    (r"Input should be greater than or equal to (\S+)$", r"oczekiwano co najmniej \1."),
    (r"Input should be less than or equal to (\S+)$", r"oczekiwano co najwyżej \1."),
)


def chosen_language(words: Sequence[str]) -> Lang | None:
    """Return the language that ``--lang`` names; nothing where it is absent or unknown."""
    for index, word in enumerate(words):
        name, _, value = word.partition("=")
        if name == "--lang":
            following = words[index + 1] if index + 1 < len(words) else ""
            return _known(value or following)
    return None


def language_of(words: Sequence[str]) -> Lang:
    """Return the language in which messages and help are shown."""
    return chosen_language(words) or _known(os.environ.get(VARIABLE, "")) or "pl"


def in_words(text: str, lang: Lang) -> str:
    """Return a text of the command-line library with its fixed words in the reader's language.

    Examples
    --------
    >>> in_words("No such command 'chek'. Did you mean 'check'?", "pl")
    "Nie ma polecenia 'chek'. Czy chodziło o 'check'?"
    """
    if lang == "en":
        return text
    for english, polish in _POLISH:
        text = re.sub(english, polish, text, flags=re.MULTILINE)
    return text


def _known(value: str) -> Lang | None:
    return next((lang for lang in LANGUAGES if lang == value), None)
