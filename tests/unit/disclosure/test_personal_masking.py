"""Masks and numbers of a document, and the door for quotations."""

from collections.abc import Sequence

import pytest

from kooperacja_eval.disclosure.personal import find_personal
from kooperacja_eval.disclosure.personal_findings import Finding, cut, joined
from kooperacja_eval.disclosure.personal_masking import mask, pseudonyms
from kooperacja_eval.disclosure.personal_names import NameList, name_list
from kooperacja_eval.disclosure.personal_quotations import release_quotation
from kooperacja_eval.errors import DisclosureError
from kooperacja_eval.sections import Disclosure
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.unit

RULES = Disclosure(profile="public", threshold=4)
QUOTATION = "Pani Kowalska z Wólki, tel. 601 000 123, mówiła to Kasi."
MASKED = "Pani [nazwisko] z [miejscowość], tel. [telefon], mówiła to [imię]."


@pytest.fixture(scope="module")
def names() -> NameList:
    return name_list()


def numbered(text: str, names: NameList, lang: Lang = "pl") -> str:
    """Return a document with numbers for its persons and places."""
    found = find_personal(text, names=names, lang=lang)
    return mask(text, found, known=pseudonyms(found, lang=lang))


def test_without_numbers(names: NameList) -> None:
    assert mask(QUOTATION, find_personal(QUOTATION, names=names)) == MASKED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # in the order of appearance, the same number in every case
        ("Jan i Anna. Janowi i Annie.", "[osoba 1] i [osoba 2]. [osoba 1] i [osoba 2]."),
        ("Z Łomży do Kolna i do Łomży.",
         "Z [miejscowość 1] do [miejscowość 2] i do [miejscowość 1]."),
        # one Anna in the document: Ania and pani Kowalska are she, also before she is named
        ("Była Ania. To Anna Kowalska. Pani Kowalska.",
         "Była [osoba 1]. To [osoba 1]. Pani [osoba 1]."),
        # two Annas: Ania is neither for certain, and gets a number of her own
        ("Anna Nowak, Anna Kowalska i Ania.", "[osoba 1], [osoba 2] i [osoba 3]."),
        # two Kowalskis: nobody knows which one
        ("Anna Kowalska, Jan Kowalski. Pani Kowalska.", "[osoba 1], [osoba 2]. Pani [osoba 3]."),
        ("Przyszła Anna Kowalska. Dla Anny Kowalskiej.", "Przyszła [osoba 1]. Dla [osoba 1]."),
    ],
)  # fmt: skip
def test_numbers_of_one_document(names: NameList, text: str, expected: str) -> None:
    assert numbered(text, names) == expected


def test_numbers_in_english(names: NameList) -> None:
    assert numbered("Jan z Łomży.", names, lang="en") == "[person 1] z [place 1]."


def test_a_quotation_has_the_numbers_of_its_document(names: NameList) -> None:
    document = "Jan Nowak z Łomży. Anna Kowalska z Kolna."
    known = pseudonyms(find_personal(document, names=names))
    quotation = "Ania z Kolna i Piotr."
    found = find_personal(quotation, names=names, known=known)
    # Piotr is not in the document, so he has no number
    assert mask(quotation, found, known=known) == "[osoba 2] z [miejscowość 2] i [imię]."


@pytest.mark.parametrize("spans", [((0, 3), (2, 4)), ((0, 99),)])
def test_findings_of_another_text_are_refused(spans: Sequence[tuple[int, int]]) -> None:
    found = [
        Finding(start=start, end=end, kind="person", certain=True, replacement="[imię]")
        for start, end in spans
    ]
    with pytest.raises(ValueError, match="overlap"):
        mask("Janek", found)


def phone(start: int, end: int) -> Finding:
    return Finding(start=start, end=end, kind="phone", certain=True, replacement="[telefon]")


def test_findings_are_cut_to_a_stretch_and_counted_from_its_start() -> None:
    # of 0123456789 the stretch 3-7; a finding that ends where it starts is outside
    found = cut([phone(0, 3), phone(2, 4), phone(5, 6), phone(6, 9), phone(7, 8)], 3, 7)
    assert [(entry.start, entry.end) for entry in found] == [(0, 1), (2, 3), (3, 4)]


def test_findings_that_overlap_become_one() -> None:
    found = joined([phone(4, 6), phone(0, 3), phone(2, 5), phone(6, 7)])
    assert [(entry.start, entry.end) for entry in found] == [(0, 6), (6, 7)]


@pytest.mark.parametrize(
    ("participants", "expected"), [(None, None), (0, None), (3, None), (4, MASKED)]
)
def test_in_public_nothing_leaves_a_small_group(
    names: NameList, participants: int | None, expected: str | None
) -> None:
    found = release_quotation(QUOTATION, participants=participants, rules=RULES, names=names)
    assert found == expected


@pytest.mark.parametrize("participants", [None, 1, 12])
def test_internally_quotations_are_masked_too(names: NameList, participants: int | None) -> None:
    found = release_quotation(
        QUOTATION, participants=participants, rules=RULES, profile="internal", names=names
    )
    assert found == MASKED


def test_an_unknown_profile_lets_nothing_out(names: NameList) -> None:
    with pytest.raises(DisclosureError) as caught:
        release_quotation(
            QUOTATION,
            participants=12,
            rules=RULES,
            profile="open",  # type: ignore[arg-type]
            names=names,
        )
    assert "Kowalska" not in caught.value.text.pl + caught.value.text.en
