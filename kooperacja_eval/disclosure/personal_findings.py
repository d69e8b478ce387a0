"""What is found in a text that may point to a person: where, what kind, how sure, in which words.

The border: describes findings and keeps them apart; the finders stand in ``personal_*``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from kooperacja_eval.text import Lang, Text

Kind = Literal[
    "pesel", "nip", "regon", "id_card", "number", "phone", "e_mail", "date_of_birth", "age",
    "address", "person", "place", "institution",
]  # fmt: skip

TAKEN: Final = "\ue000"
"""Stands for a character that already belongs to a finding; a private-use character."""

# fmt: off
MASKS: Final[dict[str, Text]] = {
    "pesel": Text("[PESEL]", "[PESEL]"),
    "nip": Text("[NIP]", "[NIP]"),
    "regon": Text("[REGON]", "[REGON]"),
    "id_card": Text("[numer dokumentu]", "[document number]"),
    "number": Text("[numer]", "[number]"),
    "phone": Text("[telefon]", "[phone]"),
    "e_mail": Text("[e-mail]", "[e-mail]"),
    "date_of_birth": Text("[data]", "[date]"),
    "age": Text("[wiek]", "[age]"),
    "address": Text("[adres]", "[address]"),
    "place": Text("[miejscowość]", "[place]"),
    "institution": Text("[miejscowość]", "[place]"),
    "first_name": Text("[imię]", "[first name]"),
    "last_name": Text("[nazwisko]", "[last name]"),
    "full_name": Text("[imię i nazwisko]", "[first and last name]"),
    "initials": Text("[inicjały]", "[initials]"),
}
# fmt: on
PERSON: Final = Text("osoba", "person")
PLACE: Final = Text("miejscowość", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One stretch of a text that may point to a person.

    Attributes
    ----------
    start, end : int
        First character, and the first one after it, counted from 0.
    kind : str
        What it is.
    certain : bool
        False where a person has to look: the stretch may also be an ordinary word.
    replacement : str
        Words in brackets that stand for it.
    given : frozenset of str
        First names that the stretch may hold, in the nominative and without diminutives.
    name : str
        Stem of the surname, or the place in the nominative; empty where there is none.
    """

    start: int
    end: int
    kind: Kind
    certain: bool
    replacement: str
    given: frozenset[str] = frozenset()
    name: str = ""


def finding(
    span: tuple[int, int], kind: Kind, *, certain: bool, lang: Lang, name: str = ""
) -> Finding:
    """Return a finding with the words of its kind."""
    return Finding(
        start=span[0],
        end=span[1],
        kind=kind,
        certain=certain,
        replacement=MASKS[kind].in_(lang),
        name=name,
    )


def taken(text: str, findings: Iterable[Finding]) -> str:
    """Return the text, as long as before, with everything that is already found blotted out."""
    parts, at = [], 0
    for found in sorted(findings, key=lambda entry: entry.start):
        parts += [text[at : found.start], TAKEN * (found.end - found.start)]
        at = found.end
    return "".join([*parts, text[at:]])


def cut(findings: Iterable[Finding], start: int, end: int) -> tuple[Finding, ...]:
    """Return what a stretch of a text holds of the findings of the text, counted from its start.

    A number of which the stretch holds only the first digits is still a number: what is cut off
    stays masked.
    """
    return tuple(
        replace(entry, start=max(entry.start, start) - start, end=min(entry.end, end) - start)
        for entry in findings
        if entry.start < end and entry.end > start
    )


def joined(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with those that overlap made one, as the first of them, in order."""
    kept: list[Finding] = []
    for entry in sorted(findings, key=lambda entry: (entry.start, -entry.end)):
        if kept and entry.start < kept[-1].end:
            kept[-1] = replace(kept[-1], end=max(kept[-1].end, entry.end))
        else:
            kept.append(entry)
    return tuple(kept)
