"""Plain tables: header row, names, formats, delimiters. All answers are synthetic."""

import datetime as dt
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
import xlwt  # type: ignore[import-untyped]
from msoffcrypto.format.ooxml import OOXMLFile

from kooperacja_eval.ingest.sheets import ErrorCell
from kooperacja_eval.ingest.surveys.export import (
    Reading,
    RefusedFileError,
    SurveyExport,
    SurveyFile,
)
from kooperacja_eval.ingest.surveys.plain_table import read_plain_table
from kooperacja_eval.ingest.surveys.raw_csv import find_delimiter

pytestmark = pytest.mark.unit

ROWS = [["Wiek", "Płeć", "Ocena"], [41, "kobieta", 4.5], [52, "mężczyzna", None]]


def read(data: bytes, **say: Any) -> tuple[SurveyExport, Reading]:
    reading = read_plain_table(SurveyFile(name="ankieta", data=data, **say))
    return reading.exports[0], reading


def table(export: SurveyExport) -> list[list[Any]]:
    """Return names and rows, to be compared as a whole."""
    rows = zip(*(column.cells for column in export.columns), strict=True)
    return [[column.name for column in export.columns], *map(list, rows)]


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]], **options: Any) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for index, cell in enumerate(row):
                    if isinstance(cell, dt.date):
                        page.write_datetime(number, index, cell, day)
                    elif cell is not None:
                        page.write(number, index, cell)
    return stream.getvalue()


def xls(rows: Sequence[Sequence[Any]]) -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("Dane")
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            if cell is not None:
                page.write(number, index, cell)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_pandas(ending: str) -> bytes:
    stream = BytesIO()
    frame = pd.DataFrame(ROWS[1:], columns=ROWS[0])
    if ending == ".ods":
        frame.to_excel(stream, index=False, engine="odf")
    else:
        frame.to_parquet(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [xlsx({"Dane": ROWS}), xls(ROWS), by_pandas(".ods"), by_pandas(".parquet")],
    ids=["xlsx", "xls", "ods", "parquet"],
)
def test_every_format_gives_the_same_table(data: bytes) -> None:
    export, reading = read(data)
    names, *rows = table(export)
    assert names == ["Wiek", "Płeć", "Ocena"]
    assert rows[0] == [41, "kobieta", 4.5]
    assert rows[1][:2] == [52, "mężczyzna"]
    assert pd.isna(rows[1][2])
    assert {column.part for column in export.columns} == {"answer"}
    assert [column.letter for column in export.columns] == ["A", "B", "C"]
    assert export.rows.tolist() == [2, 3]
    assert reading.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859-2"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_words_are_the_same_from_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    """Case D2 of the methods: "Świętokrzyskie" in cp1250, ISO-8859-2 and UTF-8."""
    lines = [["Województwo", "Uwagi"], ["Świętokrzyskie", '"a, b; c"'], ["Łódzkie", ""]]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    if delimiter in "\t|":
        text = text.replace('"', "")
    export, reading = read(text.encode(encoding))
    assert table(export) == [
        ["Województwo", "Uwagi"],
        ["Świętokrzyskie", "a, b; c"],
        ["Łódzkie", ""],
    ]
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b\n1;2\n", ";"),
        ("a,b\n1,2\n", ","),
        ('"a, b";c\n"x, y";1\n', ";"),
        ("Pytanie, długie; z przecinkiem;Wiek\n1;x;2\n", ";"),
        ("a\tb, c, d\n1\tx\n2\ty, z\n", "\t"),
        ("X\n0,59\n1,98\n8\n0,74\n", None),  # one column of decimal commas
        ("Uwagi\nraczej tak, ale\nnie\nnie wiem\n", None),  # one column of words
        ("Tytuł ankiety\n\na;b;c\n1;2;3\n4;5;6\n", ";"),
    ],
)
def test_the_delimiter_is_decided_by_the_records(text: str, expected: str | None) -> None:
    assert find_delimiter(text) == expected


def test_titles_above_the_header_are_passed_over_and_reported() -> None:
    rows = [["Ankieta PZK"], [], ["Wiek", "Płeć", None, "Uwagi"], [41, "K", 7, None], [], [52]]
    export, reading = read(xlsx({"Dane": rows}))
    assert table(export) == [
        ["Wiek", "Płeć", "C", "Uwagi"],  # the third has cells but no header
        [41, "K", 7, None],
        [52, None, None, None],
    ]
    assert export.rows.tolist() == [4, 6]
    assert [(p.rule, p.row, p.letter) for p in reading.problems] == [
        ("rows_above_header", 3, ""),
        ("unnamed_column", 3, "C"),
    ]


def test_headers_that_repeat_are_numbered_and_columns_of_nothing_left_out() -> None:
    export, reading = read(b"Wiek;;Wiek;\n1;;2;\n3;;4;\n")
    assert table(export) == [["Wiek", "Wiek (2)"], ["1", "2"], ["3", "4"]]
    assert [column.letter for column in export.columns] == ["A", "C"]
    assert [problem.rule for problem in reading.problems] == ["repeated_header"]


def test_rows_of_another_width_are_left_out_and_named() -> None:
    export, reading = read(b"a;b;c\n1;2;3\n4;5\n6;7;8\n")
    assert table(export)[1:] == [["1", "2", "3"], ["6", "7", "8"]]
    assert export.rows.tolist() == [2, 4]
    assert [(p.rule, p.row, p.severity) for p in reading.problems] == [("wrong_width", 3, "error")]


def test_an_open_quotation_mark_is_named() -> None:
    _, reading = read(b'a;b\n1;2\n3;"4\n5;6\n')
    assert [(problem.rule, problem.row) for problem in reading.problems] == [("bad_quotes", 3)]


def test_every_visible_sheet_is_a_table_and_one_may_be_asked_for() -> None:
    data = xlsx({"Fala 1": ROWS, "Pusty": [], "Fala 2": [["Wiek", "Płeć"], [30, "K"]]})
    _, reading = read(data)
    assert [export.sheet for export in reading.exports] == ["Fala 1", "Fala 2"]
    export, reading = read(data, sheet="fala 2")
    assert [e.sheet for e in reading.exports] == ["Fala 2"]
    assert table(export) == [["Wiek", "Płeć"], [30, "K"]]


def test_hidden_sheets_are_not_read() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("Dane").write_row(0, 0, ["Wiek", "Płeć"])
        hidden = book.add_worksheet("Listy")
        hidden.write_row(0, 0, ["kobieta", "mężczyzna"])
        hidden.hide()
    _, reading = read(stream.getvalue())
    assert [export.sheet for export in reading.exports] == ["Dane"]


def test_totals_merged_cells_and_failed_formulas_are_not_passed_over() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet("Dane")
        for number, row in enumerate([["PZK", "Ile"], ["LU-01", 3], ["LU-02", None], ["Razem", 3]]):
            for index, cell in enumerate(row):
                page.write(number, index, cell)
        page.merge_range("A2:A3", "LU-01")
        page.write_formula("B3", "=1/0", None, "#DIV/0!")
    export, reading = read(stream.getvalue())
    assert export.columns[1].cells == [3, ErrorCell("#DIV/0!"), 3]
    assert [(p.rule, p.row) for p in reading.problems] == [("merged_cells", 2), ("total_row", 4)]


def encrypted() -> bytes:
    stream = BytesIO()
    OOXMLFile(BytesIO(xlsx({"Dane": ROWS}))).encrypt("hasło", stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "rule", "words"),
    [
        (b"", "empty_file", "Plik jest pusty"),
        (encrypted(), "encrypted", "Zapisz w data_raw kopię bez hasła"),
        (xlsx({"Dane": ROWS})[:900], "damaged_zip", "uszkodzone lub niepełne"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "truncated", "uszkodzony lub niepełny"),
        (b"PAR1" + bytes(60), "truncated", "uszkodzony lub niepełny"),
        (b"%PDF-1.7 ...", "not_a_table", "To nie jest tabela"),
        (b'[{"wiek": 41}]', "not_a_table", "To nie jest tabela"),
        (xlsx({"Dane": []}), "empty_table", "ani jednej wypełnionej komórki"),
        (xlsx({"Dane": ROWS}, date_1904=True), "dates_from_1904", "liczy dni od 1904 roku"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, rule: str, words: str) -> None:
    with pytest.raises(RefusedFileError) as refused:
        read(data)
    assert refused.value.rule == rule
    assert words in refused.value.message.pl


def test_nested_columns_of_parquet_are_refused_by_name() -> None:
    stream = BytesIO()
    pd.DataFrame({"pomoc": [["szkoła", "sąd"]]}).to_parquet(stream)
    with pytest.raises(RefusedFileError) as refused:
        read(stream.getvalue())
    assert refused.value.rule == "nested_column"
    assert "pomoc" in refused.value.message.pl


def test_an_encoding_that_is_not_the_one_named_is_refused() -> None:
    with pytest.raises(RefusedFileError) as refused:
        read("a;b\nŚwiętokrzyskie;ł\n".encode("cp1250"), encoding="utf-8")
    assert refused.value.rule == "wrong_encoding"
    assert "survey.toml" in refused.value.message.pl
    assert "study.toml" not in refused.value.message.pl
