"""Parts of forms: moments, checkboxes, headers. All answers are synthetic."""

import datetime as dt

import pytest

from kooperacja_eval.ingest.sheets import Cell
from kooperacja_eval.ingest.surveys.forms_checkbox import (
    looks_joined,
    propose_pieces,
    split_checkbox,
    split_semicolons,
)
from kooperacja_eval.ingest.surveys.forms_common import unique_names
from kooperacja_eval.ingest.surveys.forms_google import is_google_forms
from kooperacja_eval.ingest.surveys.forms_microsoft import forms_language
from kooperacja_eval.ingest.surveys.forms_moments import parse_moments

pytestmark = pytest.mark.unit


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020/10/15 10:23:45 AM EEST", "2020-10-15T10:23:45"),
        ("2020/10/15 12:00:05 AM CET", "2020-10-15T00:00:05"),  # midnight
        ("2020/10/15 12:00:05 PM CET", "2020-10-15T12:00:05"),  # noon
        ("2020/10/15 1:02:03 PM GMT+2", "2020-10-15T13:02:03"),
        ("2020-10-15 9:05:01", "2020-10-15T09:05:01"),
        ("2020-10-15T09:05:01.000+02:00", "2020-10-15T09:05:01"),
        ("15.10.2020 9:05", "2020-10-15T09:05:00"),
        ("05.04.2020 9:05:00", "2020-04-05T09:05:00"),  # with dots the day comes first
        ("15.10.2020, 09:05:00", "2020-10-15T09:05:00"),
        ("15.10.2020", "2020-10-15T00:00:00"),
        ("15/10/2020 09:05:00", "2020-10-15T09:05:00"),  # there is no month 15
        ("10/15/20 09:05:00", "2020-10-15T09:05:00"),
        ("04/04/2020 09:05:00", "2020-04-04T09:05:00"),  # the same either way
        ("\u00a015.10.2020\u00a009:05", "2020-10-15T09:05:00"),
    ],
)
def test_moments_as_forms_write_them(written: str, meant: str) -> None:
    found = parse_moments([written])
    assert found.cells == [at(meant)]
    assert (found.unread, found.unordered) == ((), ())


def test_one_cell_decides_the_order_of_the_column() -> None:
    # 03/04 may be March or April; 25/04 can only be the day first
    found = parse_moments(["03/04/2020 10:00", "25/04/2020 10:00", None])
    assert found.cells == [at("2020-04-03T10:00"), at("2020-04-25T10:00"), None]
    # 04/25 can only be the month first
    assert parse_moments(["03/04/2020", "04/25/2020"]).cells[0] == at("2020-03-04")


def test_nothing_is_guessed_where_no_cell_decides_or_two_are_at_odds() -> None:
    open_cells: list[Cell] = ["03/04/2020 10:00", "05/06/2020 10:00"]
    found = parse_moments(open_cells)
    assert (found.cells, found.unordered) == (open_cells, (0, 1))
    at_odds: list[Cell] = ["25/04/2020", "04/25/2020"]
    found = parse_moments(at_odds)
    assert (found.cells, found.unordered) == (at_odds, (0, 1))


@pytest.mark.parametrize("cell", ["wczoraj", "2020/13/45 10:00", 44_119.5, "15.10.2020 25:00"])
def test_what_is_no_moment_stays_and_is_named(cell: Cell) -> None:
    found = parse_moments([at("2020-10-15"), cell, ""])
    assert found.cells == [at("2020-10-15"), cell, ""]
    assert found.unread == (1,)


def test_the_longest_option_is_taken_first() -> None:
    known = ["Tak", "Tak, ale rzadko", "Nie"]
    split = split_checkbox(["Tak, ale rzadko, Nie", "Tak, Nie", None, "Nie"], known)
    assert split.ticked == (("Tak, ale rzadko", "Nie"), ("Tak", "Nie"), None, ("Nie",))
    assert split.left == ("", "", "", "")
    assert split.ambiguous == ()


def test_what_no_option_explains_is_left_over() -> None:
    split = split_checkbox(["Telefon, przez sąsiadkę, lub inaczej, E-mail"], ["Telefon", "E-mail"])
    assert split.ticked == (("Telefon", "E-mail"),)
    assert split.left == ("przez sąsiadkę, lub inaczej",)


def test_an_option_that_reads_as_several_others_is_named() -> None:
    split = split_checkbox(["Mama, Tata"], ["Mama", "Tata", "Mama, Tata"])
    assert split.ticked == (("Mama, Tata",),)
    assert split.ambiguous == ("Mama, Tata",)


def test_the_beginning_of_a_word_is_no_option() -> None:
    split = split_checkbox(["Nieregularnie"], ["Nie"])
    assert (split.ticked, split.left) == (((),), ("Nieregularnie",))


def test_pieces_are_proposed_with_counts_and_doubts() -> None:
    pieces = propose_pieces(["Praca (etat, zlecenie), Nauka", "Nauka, ale rzadko", "Nauka", None])
    assert pieces.counts == {"Nauka": 3, "Praca (etat, zlecenie)": 1, "ale rzadko": 1}
    # a mark inside brackets, and a small letter where others are capital
    assert pieces.ambiguous == {"Praca (etat, zlecenie)", "ale rzadko"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["A, B", "A", "B, A"], True),
        (["A", "B"], False),  # nothing is joined
        (["Pracuję, gdy trzeba", "Nie wiem"], False),  # words of one's own come once
        (["A, B", "A, B"], False),  # one answer with a comma in it
        ([1, 2, None], False),
    ],
)
def test_columns_of_checkboxes_by_their_content(cells: list[Cell], expected: bool) -> None:
    assert looks_joined(cells) is expected


def test_semicolons_split_whatever_commas_say() -> None:
    assert split_semicolons(["E-mail, list; Telefon;", "", "Telefon"]) == (
        ("E-mail, list", "Telefon"),
        None,
        ("Telefon",),
    )


def test_names_are_unique_even_against_headers_that_look_numbered() -> None:
    assert unique_names(["a (2)", "a", "a"]) == ["a (2)", "a", "a (3)"]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["Sygnatura czasowa", "Wiek"], True),
        (["Timestamp", "Email Address"], True),
        (["Wiek", "Sygnatura czasowa"], False),
        (["Timestamp of visit"], False),
        ([], False),
    ],
)
def test_headers_of_google(headers: list[str], expected: bool) -> None:
    assert is_google_forms(headers) is expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["ID", "Godzina rozpoczęcia", "Godzina ukończenia", "Adres e-mail", "Nazwa"], "pl"),
        (["Identyfikator", "Godzina rozpoczęcia", "Godzina ukończenia"], "pl"),
        (["ID", "Start time", "Completion time", "Email", "Name"], "en"),
        (["ID", "Start time"], None),
        (["Start time", "Completion time", "ID"], None),
        (["ID", "Godzina rozpoczęcia", "Completion time"], None),
        ([], None),
    ],
)
def test_headers_of_microsoft_and_their_language(headers: list[str], expected: str | None) -> None:
    assert forms_language(headers) == expected
