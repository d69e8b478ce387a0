"""What is found in a text, of which kind, and where a person has to decide."""

import pytest

from kooperacja_eval.disclosure.personal import find_personal, review_list
from kooperacja_eval.disclosure.personal_findings import Finding
from kooperacja_eval.disclosure.personal_masking import pseudonyms
from kooperacja_eval.disclosure.personal_names import NameList, name_list

pytestmark = pytest.mark.unit

Shown = list[tuple[str, str, bool]]


@pytest.fixture(scope="module")
def names() -> NameList:
    return name_list()


def shown(text: str, names: NameList, **options: object) -> Shown:
    """Return the words found, with kind and certainty."""
    found: tuple[Finding, ...] = find_personal(text, names=names, **options)  # type: ignore[arg-type]
    return [(text[entry.start : entry.end], entry.kind, entry.certain) for entry in found]


@pytest.mark.parametrize(
    ("text", "words", "kind", "certain"),
    [
        # PESEL: 11 digits, weights 1-3-7-9; the last digit of the second one is wrong
        ("PESEL 95611501239.", "95611501239", "pesel", True),
        ("PESEL 95611501238.", "95611501238", "pesel", False),
        ("PESEL 956115-01239", "956115-01239", "pesel", True),
        ("NIP 777-888-99-98", "777-888-99-98", "nip", True),
        ("NIP 777-888-99-97", "777-888-99-97", "nip", False),
        ("REGON 123456785", "123456785", "regon", True),
        ("dowód AAA300012", "AAA300012", "id_card", True),
        ("dowód AAA300013", "AAA300013", "id_card", False),
        ("mam 601 000 123 od lat", "601 000 123", "phone", True),
        ("mam 601-000-123", "601-000-123", "phone", True),
        ("mam 601000123", "601000123", "phone", True),
        ("mam +48 601 000 123", "+48 601 000 123", "phone", True),
        ("mam 0048601000123", "0048601000123", "phone", True),
        ("mam 22 555 00 11", "22 555 00 11", "phone", True),
        ("mam (22) 555 00 11", "(22) 555 00 11", "phone", True),
        ("tel. 555 00 11", "555 00 11", "phone", False),  # seven digits after a word
        ("mam 601 000 1235", "601 000 1235", "number", False),  # ten digits that fit nothing
        ("konto 11 1111 2222 3333 4444 5555 6666", "11 1111 2222 3333 4444 5555 6666",
         "number", False),
        ("adres a.b@example.pl.", "a.b@example.pl", "e_mail", True),
        ("adres: ola małpa przyklad kropka pl", "ola małpa przyklad kropka pl", "e_mail", True),
        ("urodzony 12.03.1985", "12.03.1985", "date_of_birth", True),
        ("ur. 3 maja 1979 r.", "3 maja 1979 r.", "date_of_birth", True),
        ("urodziła się w 1985 roku", "1985 roku", "date_of_birth", True),
        ("było to 2019-05-14", "2019-05-14", "date_of_birth", False),
        ("to 5-letni chłopiec", "5-letni", "age", False),
        ("ona ma 3 latka", "ma 3 latka", "age", False),
        ("przy ul. Polnej 5/3", "ul. Polnej 5/3", "address", True),
        ("przy al. 3 Maja 7", "al. 3 Maja 7", "address", True),
        ("kod 00-999 Zmyślone", "00-999 Zmyślone", "address", True),
        ("kod 00-999", "00-999", "address", False),
        ("dom w Konopnicy 15a.", "Konopnicy 15a", "address", False),
    ],
)  # fmt: skip
def test_kinds(names: NameList, text: str, words: str, kind: str, certain: bool) -> None:
    assert shown(text, names) == [(words, kind, certain)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("byłam z Anną Kowalską", "Anną Kowalską"),
        ("byłam u pani Kowalskiej", "Kowalskiej"),
        ("byłam u ks. Nowaka", "Nowaka"),
        ("byłam u pani kierownik Nowak", "Nowak"),
        ("byłam z Markiem", "Markiem"),
        ("pytałam Elżbietę Zając-Dudek", "Elżbietę Zając-Dudek"),
        ("to Kowalska Anna", "Kowalska Anna"),
        ("to Jan Maria Nowak", "Jan Maria Nowak"),
        ("to Anna K.", "Anna K."),
        ("to pani K.", "K."),
        ("to pani ania", "ania"),
    ],
)
def test_persons_that_are_certain(names: NameList, text: str, words: str) -> None:
    assert shown(text, names) == [(words, "person", True)]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Przyszła Róża.", "Róża", "person"),
        ("Przyszła Maja.", "Maja", "person"),
        ("Przyszła Kalina.", "Kalina", "person"),
        ("Przyszedł Mieszko.", "Mieszko", "person"),
        ("Rodzina J. K. odeszła.", "J. K.", "person"),
        ("Był tam J. Kowalski.", "J. Kowalski", "person"),
        ("Potem Kowalski wyszedł.", "Kowalski", "person"),
        ("Byłam do Kowalskich.", "Kowalskich", "person"),
        ("Szkoła im. Jana stoi.", "Jana", "person"),
        ("Byłam w Wólce.", "Wólce", "place"),
        ("Byłam w Piątnicy.", "Piątnicy", "place"),
        ("Byłam pod Zmyśloną.", "Zmyśloną", "place"),
        ("Jedziemy na Święty Krzyż.", "Święty Krzyż", "place"),
    ],
)
def test_what_a_person_must_decide(names: NameList, text: str, words: str, kind: str) -> None:
    assert shown(text, names) == [(words, kind, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Pani Kierownik powiedziała, że Pan Wójt się zgodzi.",
        "Ani razu. Mają dużo pracy. Idzie nowe. Danie szansy.",
        "GOPS, PCPR i MCPS podpisały Porozumienie w Polsce i w Europie.",
        "Dali 150 000 000 zł, w latach 2018-2019-2020, o 15.30, na 10-150 osób.",
        "Zapisano 555 00 11 wpisów.",
        "Proszę pani. Nowe rzeczy.",
        "W województwie Lubelskim i w Unii Europejskiej.",
    ],
)
def test_what_is_left_alone(names: NameList, text: str) -> None:
    assert shown(text, names) == []


def test_a_word_before_makes_an_ambiguous_place_certain(names: NameList) -> None:
    assert shown("to gmina Wólka", names) == [("Wólka", "place", True)]


def test_an_institution_keeps_its_name_and_loses_its_place(names: NameList) -> None:
    text = "pracuję w GOPS w Konopnicy"
    (found,) = find_personal(text, names=names)
    assert (text[found.start : found.end], found.kind) == ("Konopnicy", "institution")
    assert found.replacement == "[miejscowość]"


def test_two_words_of_a_place_are_one(names: NameList) -> None:
    assert shown("z Małkini Górnej do Tomaszowa Lubelskiego", names) == [
        ("Małkini Górnej", "place", True),
        ("Tomaszowa Lubelskiego", "place", True),
    ]


def test_places_of_the_caller(names: NameList) -> None:
    text = "Zmyślice są daleko od Zmyślic, a powiat zmyślicki jeszcze dalej"
    assert shown(text, names) == [("zmyślicki", "place", True)]  # any adjective after "powiat"
    assert shown(text, names, places=["Zmyślice"]) == [
        ("Zmyślice", "place", True),
        ("Zmyślic", "place", True),
        ("zmyślicki", "place", True),
    ]


def test_a_surname_of_the_text_is_found_alone(names: NameList) -> None:
    # "Rybak" is no common surname of the list and has no ending of its own
    assert shown("Był Rybak.", names) == []
    assert shown("Był Adam Rybak. Znam Rybaka.", names)[1] == ("Rybaka", "person", True)


def test_a_surname_of_the_document_is_found_in_a_quotation(names: NameList) -> None:
    known = pseudonyms(find_personal("Przyszedł Adam Rybak.", names=names))
    assert shown("Znam Rybaka.", names, known=known) == [("Rybaka", "person", True)]


def test_diminutives_stand_for_the_same_name(names: NameList) -> None:
    found = find_personal("Kasia, Kaśka i Katarzyna", names=names)
    assert {entry.given for entry in found} == {frozenset({"Katarzyna"})}


def test_words_in_english(names: NameList) -> None:
    found = find_personal("Anna Nowak z Konopnicy, tel. 601 000 123", names=names, lang="en")
    assert [entry.replacement for entry in found] == [
        "[first and last name]", "[place]", "[phone]",
    ]  # fmt: skip


def test_the_list_for_the_analyst_shows_the_finding_in_its_context(names: NameList) -> None:
    text = "x" * 39 + " Anna Nowak " + "y" * 39
    frame = review_list("fgi_1", text, find_personal(text, names=names))
    assert frame.to_dict("records") == [
        {
            "document_id": "fgi_1",
            "start": 40,
            "end": 50,
            "kind": "person",
            "certain": True,
            "replacement": "[imię i nazwisko]",
            "context": "x" * 29 + " Anna Nowak " + "y" * 29,  # 30 characters on each side
        }
    ]


def test_the_list_for_the_analyst_is_sorted_and_may_be_empty(names: NameList) -> None:
    text = "Byli Jan i Anna."
    backwards = find_personal(text, names=names)[::-1]
    assert review_list("fgi_1", text, backwards)["start"].tolist() == [5, 11]
    empty = review_list("fgi_1", "Nic.", ())
    assert empty.empty
    assert empty["start"].dtype == "int64"


def test_the_lists_of_the_package_have_every_name_once(names: NameList) -> None:
    assert {"annie", "markiem", "kuby"} <= set(names.first_names)
    places = {place.name for entries in names.places.values() for place in entries}
    assert {"Konopnica", "Wysokie Mazowieckie", "Białystok"} <= places
    assert names.with_places(["Konopnica"]).places == names.places
