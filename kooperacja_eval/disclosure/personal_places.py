"""Addresses and places: streets, postal codes, gminas and towns in all cases, unlisted villages.

The border: a place is found by the list, by the word before it (``gmina``, an institution and a
preposition), or, as uncertain, by a preposition and a capital letter. Adjectives made of a place
(``konopnicki``) are found after ``powiat`` only.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from kooperacja_eval.disclosure.personal_findings import Finding, finding
from kooperacja_eval.disclosure.personal_names import NameList, PlaceForm
from kooperacja_eval.disclosure.personal_tokens import Token, near
from kooperacja_eval.disclosure.personal_words import (
    GEOGRAPHIC_STEMS,
    INSTITUTIONS,
    NO_PLACES,
    PLACE_WORDS,
    POWIAT_WORDS,
    PREPOSITIONS,
    ROLE_STEMS,
    SURNAME_ENDS,
)
from kooperacja_eval.text import Lang

UPPER: Final = "A-ZĄĆĘŁŃÓŚŹŻ"
NUMBER: Final = r"[0-9]{1,4} ?[A-Za-z]?(?![^\W_])"
FLAT: Final = r"(?: ?/ ?[0-9]{1,4}|,? ?(?:m\.|lok\.|mieszkania|mieszkanie) ?[0-9]{1,4})?"
NAME: Final = rf"(?:[0-9]{{1,2}} )?[{UPPER}][^\W\d_]+(?:[ -][{UPPER}][^\W\d_]+){{0,3}}"
STREET: Final = re.compile(
    r"(?<![^\W\d_])(?:(?:[Uu]l|[Aa]l|[Oo]s|[Pp]l)\.|[Uu]lic[^\W\d_]{1,2}|[Aa]lej[^\W\d_]{1,2}|"
    r"[Oo]siedl[^\W\d_]{1,3}|[Pp]lac(?:u|em)?|[Rr]ond(?:o|a|zie))\s"
    rf"(?:(?:gen|ks|św|płk)\.\s)?{NAME}(?:\s(?:nr |numer )?{NUMBER}{FLAT})?"
)
POSTAL: Final = re.compile(rf"(?<![0-9-])[0-9]{{2}}-[0-9]{{3}}(?![0-9-])(\s{NAME})?")
COUNTED: Final = re.compile(r"\s(?:osób|os\.|rodzin|dzieci|zł|tys|godzin|dni|minut|km|spotka|proc)")
"""What makes of a postal code a range of numbers."""
HOUSE: Final = re.compile(
    rf"(?<![^\W\d_])(?:[Pp]od numerem|numer domu|nr domu|dom nr|dom numer|mieszkanie nr)"
    rf" {NUMBER}{FLAT}"
)
AFTER_PLACE: Final = re.compile(rf" {NUMBER}{FLAT}(?=\s?[,.;)\n]|\s?$)")
REACH: Final = 4
"""How many words before a preposition may name the institution."""
SHORTEST: Final = 3


def find_addresses(text: str, lang: Lang) -> Iterator[Finding]:
    """Find streets with or without a number, postal codes, and numbers of houses."""
    for match in STREET.finditer(text):
        yield finding(match.span(), "address", certain=True, lang=lang)
    for match in POSTAL.finditer(text):
        if match.group(1) is None and COUNTED.match(text, match.end()):
            continue
        yield finding(match.span(), "address", certain=match.group(1) is not None, lang=lang)
    for match in HOUSE.finditer(text):
        yield finding(match.span(), "address", certain=False, lang=lang)


def find_places(text: str, words: list[Token], names: NameList, lang: Lang) -> Iterator[Finding]:
    """Find places of the list, and those that a word before them shows."""
    at = 0
    while at < len(words):
        found = _at(text, words, at, names, lang)
        if found is not None:
            yield found[0]
        at += found[1] if found else 1


def _at(
    text: str, words: list[Token], at: int, names: NameList, lang: Lang
) -> tuple[Finding, int] | None:
    word = words[at]
    before = words[at - 1] if at and near(text, words[at - 1], word) else None
    if before is not None and before.low in POWIAT_WORDS and _powiat_adjective(word):
        return finding((word.start, word.end), "place", certain=True, lang=lang, name=word.low), 1
    if not (word.capital or word.shout):
        return None
    listed = _listed(text, words, at, names)
    if listed is None and not _shown(word, before):
        return None
    place, length = listed or (None, _length(text, words, at))
    last = words[at + length - 1]
    house = AFTER_PLACE.match(text, last.end)
    if house is not None:
        return finding((word.start, house.end()), "address", certain=False, lang=lang), length
    by_place = before is not None and before.low in PLACE_WORDS
    institution = _institution(text, words, at, before)
    return (
        finding(
            (word.start, last.end),
            "institution" if institution else "place",
            certain=by_place or institution or (place is not None and not place.word),
            lang=lang,
            name=place.name if place else " ".join(w.low for w in words[at : at + length]),
        ),
        length,
    )


def _powiat_adjective(word: Token) -> bool:
    return re.search(r"(?:s|c|dz)k(?:i|iego|iemu|im)$", word.low) is not None


def _listed(
    text: str, words: list[Token], at: int, names: NameList
) -> tuple[PlaceForm, int] | None:
    """Return the longest place of the list that begins here, and how many words it takes."""
    best: tuple[PlaceForm, int] | None = None
    for place in names.places.get(words[at].low, ()):
        size = len(place.words)
        run = words[at : at + size]
        fits = len(run) == size and all(
            token.low in forms and (token.capital or token.shout)
            for token, forms in zip(run, place.words, strict=True)
        )
        joined = all(near(text, left, right) for left, right in pairwise(run))
        if fits and joined and (best is None or size > best[1]):
            best = place, size
    return best


def _shown(word: Token, before: Token | None) -> bool:
    """Say whether the words before show that an unlisted word is a place."""
    ordinary = word.low in NO_PLACES or word.low.startswith((*ROLE_STEMS, *GEOGRAPHIC_STEMS))
    if before is None or not word.capital or len(word.low) < SHORTEST or ordinary:
        return False
    preposition = before.low in PREPOSITIONS and (before.first or not before.capital)
    if word.low in INSTITUTIONS or re.search(SURNAME_ENDS, word.low):
        preposition = False
    return before.low in PLACE_WORDS or preposition


def _length(text: str, words: list[Token], at: int) -> int:
    """Return how many words with a capital letter an unlisted place takes: one or two."""
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None or not after.capital or not near(text, words[at], after):
        return 1
    adjective = after.low.startswith(GEOGRAPHIC_STEMS)
    return 2 if adjective or after.low not in NO_PLACES else 1


def _institution(text: str, words: list[Token], at: int, before: Token | None) -> bool:
    """Say whether an institution stands before a preposition before the place."""
    if before is None or before.low not in PREPOSITIONS:
        return False
    run = words[max(0, at - 1 - REACH) : at]
    gaps = text[run[0].start : words[at].start]
    return any(token.low in INSTITUTIONS for token in run) and not re.search(r"[.,;:!?]", gaps)
