"""Which row is the header and what each column means."""

from collections.abc import Sequence

import pytest

from kooperacja_eval.ingest.header import Header, Names, find_header
from kooperacja_eval.ingest.readers.request import Rename
from kooperacja_eval.ingest.sheets import Cell
from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.unit


def header(table: str, rows: Sequence[Sequence[Cell]], **renames: Rename) -> Header:
    found = find_header(rows, Names(TABLES[table], renames))
    assert found is not None
    return found


def test_columns_are_known_by_label_alias_or_name_in_any_order() -> None:
    found = header("platform", [["liczba logowań", "MIESIĄC", "pzk_id", "Uwagi"]])
    assert found.fields == ("logins", "month", "pzk_id", None)


def test_the_row_that_names_most_fields_is_the_header() -> None:
    found = header(
        "contacts",
        [
            ["Sprawozdanie animatora", None, None],
            ["PZK", "kontakty", None],
            [],
            ["Rodzina", "Liczba kontaktów", "Liczba godzin"],
            ["LU-01-R01", 3, 2.5],
        ],
    )
    assert found.index == 3
    assert found.fields == ("family_id", "contacts", "hours")


def test_a_label_above_the_header_holds_for_every_row() -> None:
    rows: list[list[Cell]] = [
        ["Miesiąc (sprawozdania):", "IX.2019"],
        ["Animator", "synthetic"],
        ["Rodzina", "Liczba kontaktów"],
    ]
    found = header("contacts", rows)
    assert [(v.field, v.header, v.row, v.letter, v.cell) for v in found.labels] == [
        ("month", "Miesiąc (sprawozdania):", 1, "B", "IX.2019")
    ]


def test_the_value_of_a_label_in_merged_cells_stands_further_right() -> None:
    rows: list[list[Cell]] = [["Miesiąc", "", None, "IX.2019"], ["Rodzina", "Liczba kontaktów"]]
    (label,) = header("contacts", rows).labels
    assert (label.letter, label.cell) == ("D", "IX.2019")


def test_a_label_with_nothing_beside_it_has_no_value() -> None:
    (label,) = header("contacts", [["Miesiąc"], ["Rodzina", "Liczba kontaktów"]]).labels
    assert (label.letter, label.cell) == ("B", None)


def test_a_column_goes_before_a_label() -> None:
    rows: list[list[Cell]] = [["Miesiąc", "IX.2019"], ["Rodzina", "Miesiąc", "Liczba kontaktów"]]
    assert header("contacts", rows).labels == ()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Kwota (zł)", "amount_pln"),
        ("kwota [PLN]", None),
        ("KWOTA:", "amount_pln"),
        ("kwota *", "amount_pln"),
        ("kwota (plan)", None),  # another amount, perhaps: not guessed
        ("kwota brutto", None),
    ],
)
def test_what_may_stand_beside_a_header(text: str, field: str | None) -> None:
    assert Names(TABLES["costs"], {}).field(text) == field


def test_a_rename_goes_before_the_headers_of_the_table() -> None:
    rename = Rename("c01", "contacts")
    found = header("contacts", [["Rodzina", "Godziny"]], godziny=rename)
    assert found.fields == ("family_id", "contacts")
    assert found.renamed == ("c01",)


@pytest.mark.parametrize("rows", [[], [["a", "b"]], [["Rodzina", "x"]], [[1, 2]]])
def test_no_row_names_two_fields(rows: list[list[Cell]]) -> None:
    assert find_header(rows, Names(TABLES["contacts"], {})) is None


def test_the_header_is_looked_for_in_twenty_rows() -> None:
    names = Names(TABLES["contacts"], {})
    columns: list[Cell] = ["Rodzina", "Liczba kontaktów"]
    assert find_header([*[[]] * 19, columns], names) is not None
    assert find_header([*[[]] * 20, columns], names) is None
