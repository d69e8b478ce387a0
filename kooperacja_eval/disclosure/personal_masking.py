"""Masks: the words in brackets that stand for personal data, numbered over one document.

The border: replaces what was found and changes nothing else; finds nothing itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kooperacja_eval.disclosure.personal_findings import MASKS, PERSON, PLACE, Finding
from kooperacja_eval.text import LANGUAGES, Lang

MASKED: Final = re.compile(
    "|".join(
        [re.escape(words.in_(lang)) for words in MASKS.values() for lang in LANGUAGES]
        + [rf"\[{words.in_(lang)} [0-9]+\]" for words in (PERSON, PLACE) for lang in LANGUAGES]
    )
)
"""Every form that a mask may have."""


@dataclass(frozen=True, slots=True)
class Person:
    """First names that a person may have, and the stem of the surname; either may be empty."""

    given: frozenset[str]
    name: str

    def fits(self, other: "Person") -> bool:
        """Say whether nothing speaks against the two being one person."""
        names_fit = not self.name or not other.name or self.name == other.name
        given_fit = not self.given or not other.given or bool(self.given & other.given)
        shared = (self.name and self.name == other.name) or self.given & other.given
        return names_fit and given_fit and bool(shared)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonyms:
    """Numbers of the persons and places of one document, in the order of their first appearance.

    ``Kowalska`` and ``Ania`` get the number of ``Anna Kowalska`` where she is the only one in the
    document whom they fit; where they fit several persons, or none, they get a number of their own.
    The same number is thus a reading, not a proof, that it is the same person.
    """

    people: tuple[Person, ...]
    places: tuple[str, ...]
    lang: Lang

    @property
    def surnames(self) -> frozenset[str]:
        """Stems of the surnames that stand beside a first name in the document."""
        return frozenset(person.name for person in self.people if person.given and person.name)

    def words(self, entry: Finding) -> str:
        """Return the mask of a finding; without a number where the document does not have it."""
        if entry.kind == "person":
            person = _resolve(Person(entry.given, entry.name), self.people)
            if person in self.people:
                return f"[{PERSON.in_(self.lang)} {self.people.index(person) + 1}]"
        if entry.kind in {"place", "institution"} and entry.name in self.places:
            return f"[{PLACE.in_(self.lang)} {self.places.index(entry.name) + 1}]"
        return entry.replacement


def pseudonyms(findings: Iterable[Finding], *, lang: Lang = "pl") -> Pseudonyms:
    """Give numbers to the persons and places of a document.

    Parameters
    ----------
    findings : iterable of Finding
        Everything found in the whole document, in its order.
    lang : {"pl", "en"}
        Language of the masks.

    Returns
    -------
    Pseudonyms
        To be given to ``mask`` for the document and for every quotation of it.
    """
    ordered = sorted(findings, key=lambda entry: entry.start)
    met = [Person(entry.given, entry.name) for entry in ordered if entry.kind == "person"]
    full = tuple(dict.fromkeys(person for person in met if person.given and person.name))
    distinct: list[Person] = []
    for person in full:
        if not any(person.fits(other) for other in distinct):
            distinct.append(person)
    people: list[Person] = []
    for person in met:
        whole = _resolve(person, (*distinct, *people))
        if whole not in people:
            people.append(whole)
    places = [entry.name for entry in ordered if entry.kind in {"place", "institution"}]
    return Pseudonyms(people=tuple(people), places=tuple(dict.fromkeys(places)), lang=lang)


def mask(text: str, findings: Iterable[Finding], *, known: Pseudonyms | None = None) -> str:
    """Replace findings by words in brackets.

    Parameters
    ----------
    text : str
        The text in which the findings were made.
    findings : iterable of Finding
        What ``find_personal`` gave for this text; certain and uncertain ones are replaced alike.
    known : Pseudonyms, optional
        Numbers of the document; without it persons and places are replaced by words without one.

    Returns
    -------
    str
        The text, otherwise unchanged.

    Raises
    ------
    ValueError
        Where findings overlap or lie outside the text.
    """
    parts, at = [], 0
    for entry in sorted(findings, key=lambda entry: entry.start):
        if entry.start < at or entry.end > len(text):
            raise ValueError("findings overlap or lie outside the text")
        parts += [text[at : entry.start], known.words(entry) if known else entry.replacement]
        at = entry.end
    return "".join([*parts, text[at:]])


def _resolve(person: Person, people: tuple[Person, ...]) -> Person:
    """Return whom a name means among persons: the only one that it fits, or itself."""
    whole = [other for other in people if other.given and other.name and person.fits(other)]
    if person.given and person.name:
        return whole[0] if whole else person
    if len(dict.fromkeys(whole)) == 1:
        return whole[0]
    for other in people:
        partial = not (other.given and other.name)
        if partial and bool(other.name) == bool(person.name) and person.fits(other):
            return other
    return person
