"""ATLAS.ti's quotations: several codes in a cell, references, numbers of documents."""

import pytest
from fgi_drawn import rules, workbook

from kooperacja_eval.ingest.fgi.atlas import read_atlas
from kooperacja_eval.ingest.surveys.export import RefusedFileError

pytestmark = pytest.mark.unit

ENGLISH = (
    "ID | Document | Document Groups | Quotation Name | Quotation Content | Codes | Reference | "
    "Created by"
)
GERMAN = (
    "ID | Dokument | Dokumentgruppen | Zitatname | Zitatinhalt | Kodes | Referenz | Erstellt von"
)
POLISH = (
    "ID | Dokument | Grupy dokumentów | Nazwa cytatu | Treść cytatu | Kody | Odniesienie | "
    "Utworzone przez"
)


@pytest.mark.parametrize("header", [ENGLISH, GERMAN, POLISH])
def test_every_code_of_a_cell_is_a_coding(header: str) -> None:
    row = r"3:10 | FGI Liw | Runda 2 |  | nie ma kiedy | Czas\nKadry | 12 - 13 | ewa"
    project = read_atlas(workbook(f"{header}\n{row}"))
    assert [(c.code, c.document, c.place, c.coder) for c in project.codings] == [
        ("Czas", "3", "12 - 13", "ewa"),
        ("Kadry", "3", "12 - 13", "ewa"),
    ]
    assert [c.id for c in project.codings] == ["3:10:Czas", "3:10:Kadry"]
    assert list(project.documents[0].variables.values()) == ["Runda 2"]


def test_semicolons_part_codes_where_no_cell_has_lines() -> None:
    table = "ID | Document | Quotation Content | Codes\n1:1 | FGI | x | Czas; Kadry\n"
    assert [c.code for c in read_atlas(workbook(table)).codings] == ["Czas", "Kadry"]


def test_a_semicolon_is_part_of_the_name_where_a_cell_has_lines() -> None:
    table = (
        "ID | Document | Quotation Content | Codes\n"
        "1:1 | FGI | x | Czas; brak\n"
        r"1:2 | FGI | y | Kadry\nPraca"
    )
    assert [c.code for c in read_atlas(workbook(table)).codings] == ["Czas; brak", "Kadry", "Praca"]


def test_two_documents_of_one_name_are_told_apart_by_their_number() -> None:
    table = """
    ID  | Document | Quotation Content | Codes
    1:1 | FGI      | x                 | Czas
    2:1 | FGI      | y                 | Czas
    """
    assert [(d.id, d.name) for d in read_atlas(workbook(table)).documents] == [
        ("1", "FGI"),
        ("2", "FGI"),
    ]


def test_the_number_before_a_name_is_left_out() -> None:
    table = "ID | Document | Quotation Content | Codes\n3:1 | D 3: FGI Liw.docx | x | Czas"
    assert read_atlas(workbook(table)).documents[0].name == "FGI Liw.docx"


def test_a_pdf_is_kept_as_one() -> None:
    table = "ID | Document | Quotation Content | Codes\n3:1 | notatka.pdf | x | Czas"
    assert read_atlas(workbook(table)).codings[0].medium == "pdf"


def test_groups_are_known_of_quotations_with_one_code() -> None:
    # of two codes and one group it cannot be told which of them is in it
    table = """
    ID  | Document | Quotation Content | Codes       | Code Groups
    1:1 | FGI      | x                 | Czas        | Bariery
    1:2 | FGI      | y                 | Kadry; Wiek | Bariery
    """
    assert read_atlas(workbook(table)).sets == {"Bariery": ("Czas",)}


def test_quotations_without_a_code_are_counted() -> None:
    table = "ID | Document | Quotation Content | Codes\n1:1 | FGI | x | \n1:2 | FGI | y | Czas"
    project = read_atlas(workbook(table))
    assert rules(project.problems) == ["uncoded"]
    assert "Cytaty bez kodu: 1" in project.problems[0].message.pl


def test_a_workbook_without_the_codes_names_them() -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_atlas(workbook("ID | Document | Quotation Content\n1:1 | FGI | x"))
    assert "Kody / Codes / Kodes" in caught.value.message.pl
