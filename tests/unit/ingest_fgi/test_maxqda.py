"""MAXQDA's coded segments: headings in three languages, paths, columns of 0 and 1."""

import pytest
from fgi_drawn import rules, workbook

from kooperacja_eval.ingest.fgi.maxqda import read_maxqda
from kooperacja_eval.ingest.surveys.export import RefusedFileError

pytestmark = pytest.mark.unit

POLISH = (
    "Kolor | Komentarz | Grupa dokumentów | Nazwa dokumentu | Kod | Początek | Koniec | Waga | "
    "Fragment | Objętość | Obszar % | Autor | Data utworzenia"
)
ENGLISH = (
    "Color | Comment | Document group | Document name | Code | Beginning | End | Weight score | "
    "Segment | Area | Coverage % | Created by | Created"
)
GERMAN = (
    "Farbe | Kommentar | Dokumentgruppe | Dokumentname | Code | Anfang | Ende | Gewicht | "
    "Segment | Fläche | Abdeckungsgrad % | Erstellt von | Erstellt am"
)
ROW = (
    "● |  | Runda 1 | FGI Cyców | Bariery > Czas | 12 | 13 | 0 | nie ma kiedy | 12 | 0.5 | ewa | 1"
)


@pytest.mark.parametrize("header", [POLISH, ENGLISH, GERMAN])
def test_the_three_languages_say_the_same(header: str) -> None:
    project = read_maxqda(workbook(f"{header}\n{ROW}"))
    (coding,) = project.codings
    assert (coding.code, coding.coder, coding.text) == ("Bariery > Czas", "ewa", "nie ma kiedy")
    (document,) = project.documents
    assert (document.name, list(document.variables.values())) == ("FGI Cyców", ["Runda 1"])
    assert project.sets == {"Runda 1": (document.id,)}


def test_paragraphs_are_a_place_and_no_positions() -> None:
    coding = read_maxqda(workbook(f"{POLISH}\n{ROW}")).codings[0]
    assert (coding.start, coding.end, coding.place) == (None, None, "12 - 13")


@pytest.mark.parametrize("mark", [" > ", "\\"])
def test_both_ways_of_writing_paths_give_the_same_tree(mark: str) -> None:
    table = f"Nazwa dokumentu | Kod | Fragment\nFGI | Bariery{mark}Czas | x"
    codes = read_maxqda(workbook(table)).codes
    assert [(code.id, code.parent) for code in codes] == [
        ("Bariery", ""),
        ("Bariery > Czas", "Bariery"),
    ]


def test_two_codes_with_the_same_leaf_name_stay_two() -> None:
    table = """
    Nazwa dokumentu | Kod            | Fragment
    FGI             | Bariery > Czas | x
    FGI             | Potrzeby > Czas| y
    """
    project = read_maxqda(workbook(table))
    assert [coding.code for coding in project.codings] == ["Bariery > Czas", "Potrzeby > Czas"]
    assert len([code for code in project.codes if code.name == "Czas"]) == 2


def test_a_one_in_a_column_of_a_code_is_a_coding() -> None:
    table = """
    Document name | Segment | Code: A > B | Code: A > C
    FGI           | x       | 1           | 0
    FGI           | y       | 1           | 1
    """
    project = read_maxqda(workbook(table))
    pairs = [(coding.text, coding.code) for coding in project.codings]
    assert pairs == [("x", "A > B"), ("y", "A > B"), ("y", "A > C")]


def test_a_code_said_twice_of_a_segment_counts_once() -> None:
    # one row for each code of the segment, and in both rows both columns say 1
    table = """
    Document name | Code  | Beginning | End | Segment | Code: A > B | Code: A > C
    FGI           | A > B | 1         | 1   | x       | 1           | 1
    FGI           | A > C | 1         | 1   | x       | 1           | 1
    """
    assert [c.code for c in read_maxqda(workbook(table)).codings] == ["A > B", "A > C"]


def test_the_same_word_coded_twice_in_a_paragraph_stays_two() -> None:
    table = """
    Document name | Code | Beginning | End | Segment
    FGI           | A    | 1         | 1   | gmina
    FGI           | A    | 1         | 1   | gmina
    """
    assert len(read_maxqda(workbook(table)).codings) == 2


def test_times_are_of_a_recording() -> None:
    table = "Document name | Code | Beginning | End | Segment\nFGI | A | 0:01:10 | 0:01:30 | x"
    assert read_maxqda(workbook(table)).codings[0].medium == "unknown"


def test_a_row_without_a_code_is_named() -> None:
    table = "Nazwa dokumentu | Kod | Fragment\nFGI |  | x\nFGI | A | y"
    project = read_maxqda(workbook(table))
    assert rules(project.problems) == ["empty_cell"]
    assert (project.problems[0].row, len(project.codings)) == (2, 1)
    assert "nie ma kodu" in project.problems[0].message.pl


def test_a_workbook_without_the_needed_columns_names_them() -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_maxqda(workbook("Nazwa dokumentu | Waga\nFGI | 0"))
    assert caught.value.rule == "missing_columns"
    assert "Kod / Code; Fragment / Segment" in caught.value.message.pl


def test_line_breaks_of_excel_are_mended() -> None:
    table = "Nazwa dokumentu | Kod | Fragment\nFGI | A | jeden_x000D_\\ndwa"
    assert read_maxqda(workbook(table)).codings[0].text == "jeden\ndwa"
