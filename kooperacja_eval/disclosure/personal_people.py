"""Names of persons: first names in all cases, surnames beside them or after a title, initials.

The border: finds names by the list of first names, by titles and by endings of surnames. A surname
once found is also found where it stands alone. Nicknames and names in small letters without a title
are not found.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from kooperacja_eval.disclosure.personal_findings import MASKS, Finding
from kooperacja_eval.disclosure.personal_inflection import surname_stem
from kooperacja_eval.disclosure.personal_names import NameForm, NameList
from kooperacja_eval.disclosure.personal_tokens import Token, near
from kooperacja_eval.disclosure.personal_words import (
    CERTAIN_TITLES,
    GEOGRAPHIC_STEMS,
    INSTITUTIONS,
    NO_PLACES,
    NOT_NAMES,
    ROLE_STEMS,
    SAINTS,
    SHORT_TITLES,
    SURNAME_ENDS,
    SURNAME_WORDS,
    SURNAMES,
    TITLES,
)
from kooperacja_eval.text import Lang

UPPER: Final = "A-ZĄĆĘŁŃÓŚŹŻ"
INITIALS: Final = re.compile(rf"(?<![^\W\d_])[{UPPER}]\.(?:[ -]?[{UPPER}]\.)+")
INITIAL: Final = re.compile(rf"(?<![^\W\d_])[{UPPER}]\.\s?([{UPPER}][^\W\d_]{{2,}})")
ENDS: Final = re.compile(SURNAME_ENDS)
SHORTEST: Final = 3
LONGEST: Final = 4
"""Words that one name may take."""
SURE_STEM: Final = 4
"""Letters of a stem from which a surname alone is certain to be the one found before."""
_SURNAME_STEMS: Final = frozenset(surname_stem(word) for word in SURNAMES)


@dataclass(frozen=True, slots=True)
class Words:
    """A text, its words, the lists and the language: what every step here needs."""

    text: str
    tokens: list[Token]
    names: NameList
    lang: Lang

    def near(self, left: int, *, stop: bool = False) -> bool:
        """Say whether the word after this one may belong to the same name."""
        if not 0 <= left < len(self.tokens) - 1:
            return False
        return near(self.text, self.tokens[left], self.tokens[left + 1], stop=stop)

    def first_name(self, at: int) -> NameForm | None:
        """Return what a word with a capital letter may stand for as a first name."""
        token = self.tokens[at]
        if not (token.capital or token.shout):
            return None
        return self.names.first_names.get(token.low)


def find_people(words: Words) -> Iterator[Finding]:
    """Find first names, alone or with a surname, and names after a title."""
    at = 0
    while at < len(words.tokens):
        found = _at(words, at)
        if found is not None:
            yield found[0]
        at += found[1] if found else 1


def find_initials(text: str, lang: Lang) -> Iterator[Finding]:
    """Find two initials, and one with a surname: ``J. K.``, ``J. Kowalski``; uncertain."""
    for match in INITIALS.finditer(text):
        letters = re.sub(r"[ .-]", "", match.group())
        yield _person(match.span(), "initials", lang, certain=False, name=f"{letters}.")
    for match in INITIAL.finditer(text):
        low = match.group(1).casefold()
        if ENDS.search(low) or surname_stem(low) in _SURNAME_STEMS:
            name = surname_stem(low)
            yield _person(match.span(), "last_name", lang, certain=False, name=name)


def find_surnames(words: Words, known: Collection[str]) -> Iterator[Finding]:
    """Find surnames that stand alone: those known by now, common ones, and by their ending."""
    for token in words.tokens:
        if not token.capital or len(token.low) < SHORTEST or _no_surname(token):
            continue
        stem = surname_stem(token.low)
        if stem in known or _common(token, stem):
            sure = stem in known and len(stem) >= SURE_STEM and not token.first
            span = (token.start, token.end)
            yield _person(span, "last_name", words.lang, certain=sure, name=stem)


def _common(token: Token, stem: str) -> bool:
    """Say whether a word that stands alone looks like a surname."""
    ordinary = token.first and token.low in SURNAME_WORDS
    return ENDS.search(token.low) is not None or (stem in _SURNAME_STEMS and not ordinary)


def _person(
    span: tuple[int, int],
    words: str,
    lang: Lang,
    *,
    certain: bool,
    given: frozenset[str] = frozenset(),
    name: str = "",
) -> Finding:
    return Finding(
        start=span[0],
        end=span[1],
        kind="person",
        certain=certain,
        replacement=MASKS[words].in_(lang),
        given=given,
        name=name,
    )


def _at(words: Words, at: int) -> tuple[Finding, int] | None:
    """Give the name that begins at a word, and how many words to go on by."""
    token = words.tokens[at]
    if token.low in TITLES and words.near(at, stop=token.low in SHORT_TITLES):
        first = _after_title(words, at + 1)
        if first is not None:
            found, length = _titled(words, first, token)
            return found, first + length - at
    form = words.first_name(at)
    if form is not None:
        return _named(words, at, form)
    return _surname_first(words, at)


def _after_title(words: Words, at: int) -> int | None:
    """Return where a name begins after a title, past further titles and roles."""
    for place in range(at, min(at + LONGEST, len(words.tokens))):
        token = words.tokens[place]
        if token.low in TITLES or token.low.startswith(ROLE_STEMS):
            if not words.near(place, stop=token.low in SHORT_TITLES):
                return None
            continue
        if token.capital and not _institution(token):
            return place
        named = words.names.first_names.get(token.low)
        written_small = place == at and named is not None and not named.word
        return place if written_small and token.low not in NOT_NAMES else None
    return None


def _titled(words: Words, at: int, title: Token) -> tuple[Finding, int]:
    """Give a name after a title, which may have a surname only."""
    token = words.tokens[at]
    form = words.names.first_names.get(token.low)
    sure = title.low in CERTAIN_TITLES
    if form is not None:
        length, surname = _surname(words, at)
        span = (token.start, words.tokens[at + length - 1].end)
        kind = "full_name" if surname else "first_name"
        found = _person(
            span, kind, words.lang, certain=sure or not form.word, given=form.names, name=surname
        )
        return found, length
    length, stem = 1, surname_stem(token.low)
    if words.near(at) and words.tokens[at + 1].capital and len(words.tokens[at + 1].low) > 1:
        following = words.first_name(at + 1)
        length = 2
        if following is not None:
            span = (token.start, words.tokens[at + 1].end)
            given = following.names
            return _person(span, "full_name", words.lang, certain=sure, given=given, name=stem), 2
    last = words.tokens[at + length - 1]
    looks = len(token.low) == 1 or ENDS.search(token.low) is not None or stem in _SURNAME_STEMS
    kind = "initials" if len(token.low) == 1 else "last_name"
    end = last.end + (len(token.low) == 1 and words.text[last.end : last.end + 1] == ".")
    return _person((token.start, end), kind, words.lang, certain=sure and looks, name=stem), length


def _named(words: Words, at: int, form: NameForm) -> tuple[Finding, int] | None:
    """Give a first name with what belongs to it; None where it is an ordinary word."""
    token = words.tokens[at]
    length, surname = _surname(words, at)
    if not surname and token.low in NOT_NAMES and token.first:
        return None
    before = words.tokens[at - 1].low if words.near(at - 1, stop=True) else ""
    patron = before in SAINTS
    doubtful = patron or token.shout or (not surname and (form.word or token.low in NOT_NAMES))
    last = words.tokens[at + length - 1]
    end = last.end + (len(last.low) == 1 and words.text[last.end : last.end + 1] == ".")
    kind = "full_name" if surname else "first_name"
    found = _person(
        (token.start, end), kind, words.lang, certain=not doubtful, given=form.names, name=surname
    )
    return found, length


def _surname(words: Words, at: int) -> tuple[int, str]:
    """Return how many words a name takes from its first name on, and the stem of its surname."""
    length, stem = 1, ""
    while length < LONGEST and words.near(at + length - 1):
        token = words.tokens[at + length]
        double = stem and words.text[words.tokens[at + length - 1].end] == "-"
        if stem and not double:
            break
        second = words.first_name(at + length)
        if second is not None and not ENDS.search(token.low):
            length += 1
            continue
        capital = token.capital or (token.shout and words.tokens[at].shout)
        if not capital or _no_surname(token) or _is_place(words, token):
            break
        if len(token.low) == 1 and words.text[token.end : token.end + 1] != ".":
            break
        stem, length = surname_stem(token.low), length + 1
    return length, stem


def _surname_first(words: Words, at: int) -> tuple[Finding, int] | None:
    """Give a surname that stands before a first name (``Kowalska Anna``)."""
    token = words.tokens[at]
    capital = token.capital or (token.shout and len(token.low) > SHORTEST)
    if not capital or len(token.low) < SHORTEST or not words.near(at):
        return None
    form = words.first_name(at + 1)
    if form is None or _no_surname(token):
        return None
    stem = surname_stem(token.low)
    if ENDS.search(token.low) is None and stem not in _SURNAME_STEMS:
        return None
    span = (token.start, words.tokens[at + 1].end)
    return _person(span, "full_name", words.lang, certain=True, given=form.names, name=stem), 2


def _institution(token: Token) -> bool:
    return token.low in INSTITUTIONS or token.low in NO_PLACES


def _no_surname(token: Token) -> bool:
    if _institution(token) or token.low in TITLES:
        return True
    return token.low.startswith((*ROLE_STEMS, *GEOGRAPHIC_STEMS))


def _is_place(words: Words, token: Token) -> bool:
    return token.low in words.names.places and ENDS.search(token.low) is None
