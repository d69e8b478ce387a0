"""Plain tables of coded stretches in Polish and English, and what tells programs apart."""

from dataclasses import replace
from io import BytesIO

import pytest
import xlsxwriter
from fgi_drawn import database, rules, workbook

from kooperacja_eval.ingest.fgi.coded_table import SPEAKER, read_coded_table
from kooperacja_eval.ingest.fgi.tool_recognise import read_project, recognise_tool
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile

pytestmark = pytest.mark.unit


def csv(text: str, name: str = "fgi.csv") -> SurveyFile:
    return SurveyFile(name=name, data=text.encode())


@pytest.mark.parametrize(
    "header",
    [
        "dokument;kod;koder;początek;koniec;fragment",
        "document;code;coder;start;end;text",
    ],
)
def test_both_languages_say_the_same(header: str) -> None:
    project = read_coded_table(csv(f"{header}\nFGI;Bariery > Czas;K1;4;9;czasu\n"))
    (coding,) = project.codings
    assert (coding.document, coding.code, coding.coder) == ("FGI", "Bariery > Czas", "K1")
    assert (coding.start, coding.end, coding.text) == (4, 9, "czasu")


def test_the_sector_of_the_speaker_is_a_code_of_its_own() -> None:
    project = read_coded_table(csv("dokument;kod;fragment;sektor\nFGI;Czas;x;policja\n"))
    assert [coding.code for coding in project.codings] == ["Czas", f"{SPEAKER} > policja"]
    assert [code.id for code in project.codes if not code.codable] == [SPEAKER]


def test_a_column_that_is_the_same_for_a_document_is_its_variable() -> None:
    table = "dokument;kod;fragment;Runda;Uwaga\nFGI;A;x;fgi_2018;1\nFGI;B;y;fgi_2018;2\n"
    assert read_coded_table(csv(table)).documents[0].variables == {"Runda": "fgi_2018"}


def test_of_two_columns_with_one_meaning_the_first_counts() -> None:
    project = read_coded_table(csv("dokument;kod;fragment;code\nFGI;A;x;B\n"))
    assert [coding.code for coding in project.codings] == ["A"]


def test_a_position_that_is_no_number_is_named() -> None:
    project = read_coded_table(csv("dokument;kod;start;koniec;fragment\nFGI;A;od;9;x\n"))
    assert rules(project.problems) == ["bad_position"]
    assert (project.codings[0].start, project.codings[0].end) == (None, None)


def test_a_table_without_the_needed_columns_names_them() -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_coded_table(csv("dokument;koder\nFGI;K1\n"))
    assert "kod / code / nazwa kodu; fragment / text / tekst" in caught.value.message.pl


def test_faults_of_the_encoding_name_fgi_toml() -> None:
    bad = SurveyFile(
        name="a.csv", data="dokument;kod\nżółć;ść\n".encode("cp1250"), encoding="utf-8"
    )
    with pytest.raises(RefusedFileError) as caught:
        read_coded_table(bad)
    assert "survey.toml" not in caught.value.message.pl


@pytest.mark.parametrize(
    ("file", "tool"),
    [
        (workbook("Nazwa dokumentu | Kod | Obszar % | Fragment\nFGI | A | 0 | x"), "maxqda"),
        (workbook("Document name | Segment | Code: A > B\nFGI | x | 1"), "maxqda"),
        (workbook("ID | Document | Quotation Content | Codes\n1:1 | FGI | x | A"), "atlas_ti"),
        (workbook("cid | code name | pos0 | pos1 | text | fid | File name\n1|A|0|1|x|1|F"),
         "qualcoder"),
        (database(""), "qualcoder"),
        (csv('"File","Coder","Coded","Id","Codename"\n"F","ewa","x","ctid:1","A"\n'), "qualcoder"),
        (csv("dokument;kod;fragment\nFGI;A;x\n"), "table"),
        (csv("dokument;kod;fragment;waga\nFGI;A;x;2\n"), "table"),
    ],
)  # fmt: skip
def test_the_content_says_which_program_wrote_a_file(file: SurveyFile, tool: str) -> None:
    found, reason = recognise_tool(file)
    assert (found, bool(reason.pl and reason.en)) == (tool, True)
    assert read_project(file, found).tool == tool


def test_a_codebook_in_utf_16_is_known() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>'
    assert recognise_tool(SurveyFile(name="a.qdc", data=text.encode("utf-16")))[0] == "refi_qda"


def test_a_second_sheet_with_stretches_is_named() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as made:
        for name in ("Ewa", "Jan"):
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, ["dokument", "kod", "fragment"])
            sheet.write_row(1, 0, ["FGI", "A", "x"])
    file = SurveyFile(name="a.xlsx", data=out.getvalue())
    (problem,) = read_coded_table(file).problems
    assert (problem.rule, problem.sheet) == ("several_sheets", "Jan")
    assert read_coded_table(replace(file, sheet="Jan")).problems == ()


def test_a_file_of_another_program_than_the_mapping_says_is_refused() -> None:
    file = workbook("Nazwa dokumentu | Kod | Obszar % | Fragment\nFGI | A | 0 | x")
    with pytest.raises(RefusedFileError) as caught:
        read_project(file, "atlas_ti")
    assert caught.value.rule == "other_tool"
    assert "fgi.toml podaje tool: ATLAS.ti, a plik jest z innego programu: MAXQDA" in (
        caught.value.message.pl
    )


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        (database("", schema="CREATE TABLE requal_version (version TEXT);"), "requal"),
        (database("", schema="CREATE TABLE freecode (a); CREATE TABLE treecode (a);"), "rqda"),
        (database("", schema="CREATE TABLE a (b);"), "unknown_database"),
        (csv("Tekst (QCODE)x(/QCODE){#a} dalej"), "qcoder_markup"),
        (csv("code_id,code\n1,czas\n"), "missing_columns"),
        (csv('<Project xmlns="urn:QDA-XML:project:1.0"/>'), "bare_project"),
        (csv(""), "empty_file"),
    ],
)
def test_what_is_not_read_is_refused_with_a_reason(file: SurveyFile, rule: str) -> None:
    with pytest.raises(RefusedFileError) as caught:
        recognise_tool(file)
    assert caught.value.rule == rule
