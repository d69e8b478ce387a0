"""Numbers and addresses of one person: PESEL, NIP, REGON, documents, telephones, e-mail, dates.

The border: whole stretches that show by their form what they are. Checksums are those of
python-stdnum. A run of nine digits and more that fits nothing is found as well, as uncertain: a
misheard PESEL is still one. Numbers that are spoken in words are not found.
"""

import re
from collections.abc import Iterator
from typing import Final

from stdnum.pl import nip, pesel, regon

from kooperacja_eval.disclosure.personal_findings import TAKEN, Finding, Kind, finding
from kooperacja_eval.text import Lang

GAP: Final = r"(?:\s?[\-–—/()]\s?|[\s.])?"
RUN: Final = re.compile(rf"(?:\+|\((?=[0-9]{{2,3}}\)))?[0-9](?:{GAP}[0-9]){{6,}}")
CARD: Final = re.compile(
    r"(?<![^\W\d_])([A-Za-z]{3}[ -]?[0-9]{6}|[A-Za-z]{2}[ -]?[0-9]{7})(?![0-9])"
)
MAIL: Final = re.compile(r"[^\W_][\w.+%'-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}")
SPOKEN_MAIL: Final = re.compile(
    r"\b\w+(?:(?: kropka |\.)\w+){0,3} ?(?:małpa|\(at\)|\[at\]) ?\w+(?:(?: kropka |\.)\w+){1,3}"
)
MONEY: Final = re.compile(r"\s?(?:zł|złotych|pln|euro|eur)\b", re.IGNORECASE)
YEARS: Final = re.compile(rf"(?:19|20)[0-9]{{2}}(?:{GAP}(?:19|20)[0-9]{{2}})+")
BEFORE: Final = 24
"""How many characters before a number may say what it is."""
PHONE_WORD: Final = re.compile(r"tel|fax|faks|komórk|numer|zadzwo|dzwoni", re.IGNORECASE)
PHONE: Final = re.compile(r"(?:(?:\+|00)48)?[1-9][0-9]{8}")
LOCAL: Final = 7
ORDINARY: Final = 9
CARD_WEIGHTS: Final = (7, 3, 1, 9, 7, 3, 1, 7, 3)
"""Weights of a Polish identity card; letters count 10 to 35."""

MONTHS: Final = (
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|"
    "grudnia|[IVX]{1,4}"
)
YEAR: Final = r"(?:19|20)[0-9]{2}"
FULL_DATE: Final = (
    rf"(?<![0-9])(?<!RP[A-Z]{{2}}\.)(?<!POWR\.)(?:{YEAR}[-./](?:0?[1-9]|1[0-2])[-./][0-3]?[0-9]"
    rf"|[0-3]?[0-9] ?[-./] ?(?:0?[1-9]|1[0-2]|[IVX]{{1,4}}) ?[-./] ?(?:{YEAR}|[0-9]{{2}})"
    rf"|[0-3]?[0-9]\.?\s(?:{MONTHS})\s{YEAR})(?![0-9])(?:\s?r\.|\sroku)?"
)
DATE: Final = re.compile(FULL_DATE)
BIRTH_WORD: Final = re.compile(r"(?:urodz\w{0,12}|\bur\.|\bdata urodzenia)", re.IGNORECASE)
BORN: Final = re.compile(
    r"(?:urodz[^\W\d_]{0,12}|\bur\.)(?:\s(?:się|w|dnia|roku|r\.)){0,3}[\s:]{1,2}"
    rf"((?:[0-3]?[0-9]\.?\s(?:{MONTHS})|{YEAR})(?:\s?r\.|\sroku)?)(?![0-9])",
    re.IGNORECASE,
)
CLOSE: Final = 40
LETTER: Final = r"[^\W\d_]"
AGE_WORDS: Final = (
    "roczn|dwuletn|trzyletn|czteroletn|pięcioletn|sześcioletn|siedmioletn|ośmioletn|"
    "dziewięcioletn|dziesięcioletn|jedenastoletn|dwunastoletn|trzynastoletn|czternastoletn|"
    "piętnastoletn|szesnastoletn|siedemnastoletn"
)
AGE: Final = re.compile(
    rf"(?:(?<![0-9])1?[0-9](?:-|–| )?(?:letni{LETTER}{{0,3}}|latk{LETTER}{{1,4}}|latek)"
    rf"|(?<!{LETTER})(?:{AGE_WORDS}){LETTER}{{1,4}}"
    rf"|(?<!{LETTER})w wieku 1?[0-9](?:\slat|\sroku)?"
    rf"|(?<!{LETTER})(?:ma|miał|miała)\s1?[0-9]\s(?:lata|latka|latek|lat))(?!{LETTER})",
    re.IGNORECASE,
)


def find_mail(text: str, lang: Lang) -> Iterator[Finding]:
    """Find e-mail addresses, also those read aloud (``małpa``, ``kropka``)."""
    for match in MAIL.finditer(text):
        certain = "." in match.group().partition("@")[2]
        end = match.end() - (len(match.group()) - len(match.group().rstrip(".-'")))
        yield finding((match.start(), end), "e_mail", certain=certain, lang=lang)
    for match in SPOKEN_MAIL.finditer(text):
        yield finding(match.span(), "e_mail", certain=True, lang=lang)


def find_dates(text: str, lang: Lang) -> Iterator[Finding]:
    """Find full dates, and days or years of birth; certain beside a word of birth."""
    for match in DATE.finditer(text):
        before = text[max(0, match.start() - CLOSE) : match.start()]
        born = BIRTH_WORD.search(before) is not None
        yield finding(match.span(), "date_of_birth", certain=born, lang=lang)
    for match in BORN.finditer(text):
        yield finding(match.span(1), "date_of_birth", certain=True, lang=lang)


def find_ages(text: str, lang: Lang) -> Iterator[Finding]:
    """Find ages below twenty years, all uncertain."""
    for match in AGE.finditer(text):
        yield finding(match.span(), "age", certain=False, lang=lang)


def find_cards(text: str, lang: Lang) -> Iterator[Finding]:
    """Find numbers of identity cards and passports; certain where the checksum is right."""
    for match in CARD.finditer(text):
        number = re.sub("[ -]", "", match.group()).upper()
        certain = number[2].isalpha() and _right_card(number)
        if certain or match.group()[:2].isupper():
            yield finding(match.span(), "id_card", certain=certain, lang=lang)


def find_numbers(text: str, lang: Lang) -> Iterator[Finding]:
    """Find long numbers and telephones; sums of money and rows of years are none."""
    for match in RUN.finditer(text):
        run = match.group()
        if MONEY.match(text, match.end()) or YEARS.fullmatch(run):
            continue
        before = text[max(0, match.start() - BEFORE) : match.start()]
        kind, certain = _kind(run, before.rpartition(TAKEN)[2].casefold())
        if kind is not None:
            yield finding(match.span(), kind, certain=certain, lang=lang)


def _kind(run: str, before: str) -> tuple[Kind | None, bool]:
    digits = re.sub("[^0-9]", "", run)
    if len(digits) < ORDINARY:
        named = PHONE_WORD.search(before) is not None and len(digits) >= LOCAL
        return ("phone" if named else None), False
    checks: tuple[tuple[Kind, bool, int], ...] = (
        ("pesel", pesel.is_valid(digits), 11),
        ("nip", nip.is_valid(digits), 10),
        ("regon", regon.is_valid(digits) and "regon" in before, 9),
        ("regon", regon.is_valid(digits), 14),
    )
    for kind, right, length in checks:
        if len(digits) == length and right:
            return kind, True
    if PHONE.fullmatch(re.sub("[^0-9+]", "", run)) or PHONE.fullmatch(f"+{digits}"):
        return "phone", True
    for kind, _, length in checks:
        if kind in before or (kind == "pesel" and len(digits) == length):
            return kind, False
    return "number", False


def _right_card(number: str) -> bool:
    values = [int(sign, 36) for sign in number]
    return sum(w * v for w, v in zip(CARD_WEIGHTS, values, strict=True)) % 10 == 0
