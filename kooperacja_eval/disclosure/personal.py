"""Personal data in quotations of focus groups: found, and listed for the person who reads them.

The border: finds by form, by lists and by the words around; ``personal_masking`` replaces what is
found, ``personal_quotations`` lets quotations out. No file is read and nothing is kept.

What it cannot find: nicknames (``Gruby``, ``Sąsiad``); first names that its list has not got,
unless a title or a surname stands by; names in small letters without a title; unlisted places
without a preposition or a word such as ``gmina``; numbers spoken in words; and whoever is known by
the context alone (``ta jedyna położna u nas``, ``matka sześciorga dzieci spod lasu``). No finding
at all therefore does not mean that a quotation is safe: the list of ``review_list``, and the whole
quotation, must be read by a person before it leaves the study.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pandas as pd

from kooperacja_eval.disclosure.personal_findings import TAKEN, Finding, taken
from kooperacja_eval.disclosure.personal_masking import MASKED, Pseudonyms
from kooperacja_eval.disclosure.personal_names import NameList
from kooperacja_eval.disclosure.personal_numbers import (
    find_ages,
    find_cards,
    find_dates,
    find_mail,
    find_numbers,
)
from kooperacja_eval.disclosure.personal_people import (
    Words,
    find_initials,
    find_people,
    find_surnames,
)
from kooperacja_eval.disclosure.personal_places import find_addresses, find_places
from kooperacja_eval.disclosure.personal_tokens import Token, tokens
from kooperacja_eval.text import Lang

CONTEXT: Final = 30
"""Characters that ``review_list`` shows on each side of a finding."""


def find_personal(
    text: str,
    *,
    names: NameList,
    places: Sequence[str] = (),
    known: Pseudonyms | None = None,
    lang: Lang = "pl",
) -> tuple[Finding, ...]:
    """Find what may point to a person.

    Parameters
    ----------
    text : str
        A quotation or a whole transcript, in Polish.
    names : NameList
        First names and places; see ``personal_names.name_list``.
    places : sequence of str
        Further places in the nominative, such as ``gminas.name`` and ``pzk.powiat``.
    known : Pseudonyms, optional
        Persons of the whole document: their surnames are also found where they stand alone.
    lang : {"pl", "en"}
        Language of the words that replace a finding.

    Returns
    -------
    tuple of Finding
        In the order of the text; none overlaps another. What a mask already covers is left alone.
    """
    lists = names.with_places(places)
    masks = [match.span() for match in MASKED.finditer(text)]
    found: list[Finding] = []
    left = _covered(text, masks)
    for finder in (find_mail, find_dates, find_cards, find_addresses, find_numbers, find_ages):
        left = _take(left, finder(left, lang), found)
    left = _take(left, find_initials(left, lang), found)
    words = tokens(left)
    left = _take(left, find_people(Words(left, words, lists, lang)), found)
    words = _still_there(left, words)
    left = _take(left, find_places(left, words, lists, lang), found)
    people = [entry for entry in found if entry.kind == "person"]
    surnames = {entry.name for entry in people if entry.certain or entry.given}
    surnames |= known.surnames if known else frozenset()
    rest = Words(left, _still_there(left, words), lists, lang)
    _take(left, find_surnames(rest, surnames - {""}), found)
    return tuple(sorted(found, key=lambda entry: entry.start))


def review_list(document_id: str, text: str, findings: Iterable[Finding]) -> pd.DataFrame:
    """List findings for the analyst who decides on them.

    This list shows the personal data themselves. It is internal only: it never leaves the study
    and stands in no report. It must be read by a person, together with the text, as much cannot be
    found by rules.

    Parameters
    ----------
    document_id : str
        Identifier of the document.
    text : str
        The text in which the findings were made.
    findings : iterable of Finding
        What ``find_personal`` gave for this text.

    Returns
    -------
    pandas.DataFrame
        ``document_id``, ``start``, ``end``, ``kind``, ``certain``, ``replacement``, ``context``
        (the finding with up to 30 characters on each side), by position.
    """
    rows = [
        (
            document_id,
            entry.start,
            entry.end,
            entry.kind,
            entry.certain,
            entry.replacement,
            text[max(0, entry.start - CONTEXT) : entry.end + CONTEXT],
        )
        for entry in sorted(findings, key=lambda entry: (entry.start, entry.end))
    ]
    columns = ["document_id", "start", "end", "kind", "certain", "replacement", "context"]
    types = {"start": "int64", "end": "int64", "certain": "bool"}
    return pd.DataFrame(rows, columns=columns).astype(types)


def _covered(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with masks blotted out, so that nothing is found in them."""
    covers = [
        Finding(start=start, end=end, kind="place", certain=True, replacement="")
        for start, end in spans
    ]
    return taken(text, covers)


def _still_there(text: str, words: list[Token]) -> list[Token]:
    return [word for word in words if text[word.start] != TAKEN]


def _take(text: str, new: Iterator[Finding], found: list[Finding]) -> str:
    """Add new findings that do not overlap one another, and return the text without them."""
    at = 0
    added = []
    for entry in sorted(new, key=lambda entry: (entry.start, -entry.end)):
        if entry.start >= at:
            added.append(entry)
            at = entry.end
    found += added
    return taken(text, added)
