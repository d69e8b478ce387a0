"""What must hold of findings and masks for every text.

The second finder of this test shares no code with the package's own.
"""

import re
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.disclosure.personal import find_personal
from kooperacja_eval.disclosure.personal_masking import mask, pseudonyms
from kooperacja_eval.disclosure.personal_names import name_list

pytestmark = pytest.mark.property

NAMES: Final = name_list()
PHONE: Final = re.compile(
    r"(?<!\d)(?:\d{9}|\d{3} \d{3} \d{3}|\d{3}-\d{3}-\d{3}|\d\d \d{3} \d\d \d\d)(?!\d)"
)
PESEL: Final = re.compile(r"(?<!\d)\d{11}(?!\d)")
MAIL: Final = re.compile(r"[a-z0-9]+@[a-z0-9]+\.[a-z]{2,}")
PIECES: Final = (
    "Pani", "pan", "Anna", "Kasi", "Kowalskiego", "Nowak", "Róża", "Ani", "Mają", "w", "z",
    "gmina", "Wólce", "Konopnicy", "Wysokie", "Mazowieckie", "GOPS", "ul.", "Polna", "5", "ur.",
    "12.03.1985", "J.", "K.", "[osoba 1]", "[imię]", "[telefon]", "601 000 123", "95611501239",
    "a.b@example.pl", "powiat", "łęczyński", "5-letni", "Kierownik", "św.", "im.", "Lubelski", "-",
    ".", ",", "\n", "ks.", "dr", "00-999", "małpa", "kropka", "zł", "urodzona", "2019", "I",
    "ANNA", "tel.",
)  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=10).map("".join),
    st.text(max_size=60),
)
SPOKEN: Final = ("mówiła", "że", "To", "było", "3", "razy", "Nie", "od")
words = st.lists(st.sampled_from(SPOKEN), max_size=6)
digits = st.integers(0, 10**9 - 10**8 - 1).map(lambda number: str(number + 10**8))


@st.composite
def phones(draw: st.DrawFn) -> str:
    """Draw a telephone number in one of the Polish forms."""
    number = draw(digits)
    parts = [(0, 3, 6, 9), (0, 2, 5, 7, 9)][draw(st.integers(0, 1))]
    pieces = [number[a:b] for a, b in pairwise(parts)]
    return draw(st.sampled_from(["", "+48 ", "+48", "0048 "])) + draw(
        st.sampled_from(["", " ", "-"])
    ).join(pieces)


@st.composite
def pesels(draw: st.DrawFn) -> str:
    """Draw a PESEL of the years 2200-2299; weights 1-3-7-9 from the left."""
    month = draw(st.integers(61, 72))
    start = f"{draw(st.integers(0, 99)):02d}{month}{draw(st.integers(1, 28)):02d}"
    start += f"{draw(st.integers(0, 9999)):04d}"
    total = sum(int(sign) * (1, 3, 7, 9)[at % 4] for at, sign in enumerate(start))
    return start + str(-total % 10)


mails = st.from_regex(r"[a-z0-9]{1,8}@[a-z]{2,8}\.(?:pl|org)", fullmatch=True)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_findings_stay_apart_and_inside(text: str) -> None:
    found = find_personal(text, names=NAMES)
    ends = [0, *(entry.end for entry in found)]
    assert all(end <= entry.start for end, entry in zip(ends, found, strict=False))
    assert all(entry.start < entry.end <= len(text) for entry in found)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_masks_change_nothing_else(text: str) -> None:
    found = find_personal(text, names=NAMES)
    masked = mask(text, found)
    # taking the same stretches out of both leaves the same
    left, at = masked, 0
    for entry in found:
        kept = text[at : entry.start]
        assert left.startswith(kept + entry.replacement)
        left, at = left[len(kept) + len(entry.replacement) :], entry.end
    assert left == text[at:]


@given(texts)
@settings(max_examples=400, deadline=None)
def test_masking_twice_is_masking_once(text: str) -> None:
    found = find_personal(text, names=NAMES)
    known = pseudonyms(found)
    for masked in (mask(text, found), mask(text, found, known=known)):
        again = find_personal(masked, names=NAMES, known=known)
        assert mask(masked, again, known=known) == masked


@given(words, st.one_of(phones(), pesels(), mails), words)
@settings(max_examples=300, deadline=None)
def test_what_was_put_in_cannot_be_found_by_another(
    before: list[str], secret: str, after: list[str]
) -> None:
    text = " ".join([*before, secret, *after])
    masked = mask(text, find_personal(text, names=NAMES))
    assert secret not in masked
    assert not any(pattern.search(masked) for pattern in (PHONE, PESEL, MAIL))


@given(texts)
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_numbers(text: str) -> None:
    found = find_personal(text, names=NAMES)
    assert pseudonyms(found) == pseudonyms(reversed(found))
