"""CSV files: encodings, delimiters, quotes, records that do not fit."""

import codecs
from pathlib import Path

import pandas as pd
import pytest
from ingest_folder import ingest, only, put, rules, table

from kooperacja_eval.schemas.tables import TABLES

pytestmark = pytest.mark.integration

GMINAS = """
    Identyfikator gminy | Nazwa gminy   | Województwo    | TERYT
    jablonna            | Jabłonna      | mazowieckie    | 1408032
    sadowie             | Sadowie       | Świętokrzyskie | 2606072
    """


@pytest.fixture
def expected(tmp_path: Path) -> pd.DataFrame:
    put(tmp_path, "utf8.csv", table(GMINAS))
    result = ingest(tmp_path, "utf8.csv", "gminas")
    assert result.problems == ()
    return result.tables["gminas"].drop(columns="source_file")


def test_what_a_file_gives(tmp_path: Path) -> None:
    put(tmp_path, "rejestr/gminy.csv", table(GMINAS))
    frame = ingest(tmp_path, "rejestr/*.csv", "gminas").tables["gminas"]
    assert tuple(frame.columns) == TABLES["gminas"].columns()
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == TABLES["gminas"].dtypes()
    assert frame["name"].tolist() == ["Jabłonna", "Sadowie"]
    assert frame["voivodeship"].tolist() == ["mazowieckie", "swietokrzyskie"]
    assert frame["teryt"].tolist() == ["1408032", "2606072"]
    assert frame["kind"].isna().all()  # an optional column that the file has not got
    assert frame["source_file"].tolist() == ["rejestr/gminy.csv"] * 2
    assert frame["source_sheet"].isna().all()
    assert frame["source_row"].tolist() == [2, 3]


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + table(GMINAS),
        table(GMINAS).decode().encode("utf-16"),
        table(GMINAS).decode().encode("cp1250"),
        table(GMINAS).decode().encode("iso8859-2"),
    ],
    ids=["utf-8 with mark", "utf-16", "cp1250", "iso-8859-2"],
)
def test_every_encoding_gives_the_same_table(
    tmp_path: Path, data: bytes, expected: pd.DataFrame
) -> None:
    put(tmp_path, "gminy.csv", data)
    result = ingest(tmp_path, "gminy.csv", "gminas")
    assert result.problems == ()
    pd.testing.assert_frame_equal(
        result.tables["gminas"].drop(columns="source_file"), expected, check_exact=True
    )


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_the_one_under_which_headers_are_known(
    tmp_path: Path, delimiter: str, expected: pd.DataFrame
) -> None:
    put(tmp_path, "gminy.csv", table(GMINAS, delimiter))
    found = ingest(tmp_path, "gminy.csv", "gminas").tables["gminas"]
    pd.testing.assert_frame_equal(found.drop(columns="source_file"), expected)


def test_commas_in_cells_do_not_make_a_comma_the_delimiter(tmp_path: Path) -> None:
    # Every cell of data has more commas than the record has semicolons.
    put(
        tmp_path,
        "projekty.csv",
        "Nr projektu;PZK;Tytuł;Rodzaj;Budżet\n"
        'LU-01-PS01;LU-01;Warsztaty, gry, zabawy, spacery;społeczność, inne;"1 250,50"\n'.encode(),
    )
    result = ingest(tmp_path, "projekty.csv", "social_projects")
    assert rules(result.problems) == [("unknown_code", 2, "D")]
    assert result.tables["social_projects"]["title"].tolist() == ["Warsztaty, gry, zabawy, spacery"]
    assert result.tables["social_projects"]["budget_pln"].tolist() == [1250.5]


def test_a_named_delimiter_that_the_header_contradicts(tmp_path: Path) -> None:
    put(tmp_path, "gminy.csv", table(GMINAS))
    problem = only(ingest(tmp_path, "gminy.csv", "gminas", delimiter=","))
    assert problem.rule == "wrong_delimiter"
    assert "przecinek" in problem.message.pl
    assert "średnik" in problem.message.pl


def test_a_named_encoding_that_the_bytes_contradict(tmp_path: Path) -> None:
    put(tmp_path, "gminy.csv", table(GMINAS))
    assert only(ingest(tmp_path, "gminy.csv", "gminas", encoding="cp1250")).rule == "wrong_encoding"


def test_bytes_of_two_encodings(tmp_path: Path) -> None:
    mixed = table(GMINAS).decode().encode("cp1250") + "x;wieś;\r\n".encode("iso8859-2")
    put(tmp_path, "gminy.csv", mixed)
    assert only(ingest(tmp_path, "gminy.csv", "gminas")).rule == "unclear_encoding"


def test_short_and_long_records_are_named_and_the_others_read(tmp_path: Path) -> None:
    put(
        tmp_path,
        "obecnosc.csv",
        b"Spotkanie;Podmiot;Osoby\n"
        b"LU-01-S01;LU-P001;2\n"
        b"LU-01-S01;LU-P002\n"  # row 3: short
        b"LU-01-S01;LU-P003;1;x\n"  # row 4: long
        b"LU-01-S01;LU-P004;1;;\n"  # row 5: only empty cells too many
        b"LU-01-S01;LU-P005;3\n",
    )
    result = ingest(tmp_path, "obecnosc.csv", "attendance")
    assert rules(result.problems) == [("wrong_width", 3, ""), ("wrong_width", 4, "")]
    assert result.tables["attendance"]["entity_id"].tolist() == ["LU-P001", "LU-P004", "LU-P005"]
    assert result.tables["attendance"]["source_row"].tolist() == [2, 5, 6]


def test_blank_lines_count_as_rows_and_are_passed_over(tmp_path: Path) -> None:
    put(
        tmp_path,
        "obecnosc.csv",
        "Spotkanie;Podmiot;Osoby\n\nLU-01-S01;LU-P001;2\n"
        ";;\n \u00a0;;\nLU-01-S01;LU-P002;0\n".encode(),
    )
    result = ingest(tmp_path, "obecnosc.csv", "attendance")
    assert result.tables["attendance"]["source_row"].tolist() == [3, 6]
    assert rules(result.problems) == [("range", 6, "C")]


def test_quotes_line_breaks_and_a_row_number_as_in_excel(tmp_path: Path) -> None:
    put(
        tmp_path,
        "projekty.csv",
        "Nr projektu;PZK;Tytuł;Rodzaj;Budżet\n"
        'LU-01-PS01;LU-01;"Dom ""Nasz""\npiętro; parter";środowisko lokalne;100\n'
        "LU-01-PS02;LU-01;Drugi;środowisko lokalne;sto\n".encode(),
    )
    result = ingest(tmp_path, "projekty.csv", "social_projects")
    assert result.tables["social_projects"]["title"].tolist() == [
        'Dom "Nasz" piętro; parter',
        "Drugi",
    ]
    assert rules(result.problems) == [("not_a_number", 3, "E")]


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    put(
        tmp_path,
        "obecnosc.csv",
        b'Spotkanie;Podmiot;Osoby\nLU-01-S01;LU-P001;2\nLU-01-S01;"LU-P002;1\nLU-01-S01;LU-P003;1\n',
    )
    result = ingest(tmp_path, "obecnosc.csv", "attendance")
    assert rules(result.problems) == [("bad_quotes", 3, "")]
    assert len(result.tables["attendance"]) == 1


def test_the_label_rows_of_a_form_saved_as_csv(tmp_path: Path) -> None:
    put(
        tmp_path,
        "platforma.csv",
        "Zespół (PZK);LU-01\n\nMiesiąc;Logowania;Wpisy\nIX.2019;3;1\nX.2019;4;2\n".encode(),
    )
    result = ingest(tmp_path, "platforma.csv", "platform")
    assert result.problems == ()
    assert result.tables["platform"]["pzk_id"].tolist() == ["LU-01", "LU-01"]
    assert result.tables["platform"]["source_row"].tolist() == [4, 5]


def test_a_file_with_headers_alone_is_an_empty_table(tmp_path: Path) -> None:
    put(tmp_path, "platforma.csv", "PZK;Miesiąc;Logowania\n".encode())
    result = ingest(tmp_path, "platforma.csv", "platform")
    assert result.problems == ()
    frame = result.tables["platform"]
    assert len(frame) == 0
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == TABLES["platform"].dtypes()


@pytest.mark.parametrize("total", ["Razem", "SUMA:", " ogółem", "Łącznie"])
@pytest.mark.parametrize("tail", ["", ";"], ids=["read by Arrow", "read record by record"])
def test_a_row_of_totals_is_reported_and_left_out(tmp_path: Path, total: str, tail: str) -> None:
    # a longer record sends the file to the slower reader, which must find the same
    put(
        tmp_path,
        "platforma.csv",
        f"PZK;Miesiąc;Logowania\nLU-01;IX.2019;3{tail}\n{total};;3\n".encode(),
    )
    result = ingest(tmp_path, "platforma.csv", "platform")
    (problem,) = result.problems
    assert (problem.rule, problem.severity, problem.row) == ("total_row", "warning", 3)
    assert result.tables["platform"]["logins"].tolist() == [3]


def test_a_project_called_razem_is_no_total(tmp_path: Path) -> None:
    put(
        tmp_path,
        "projekty.csv",
        "Tytuł;Nr projektu;PZK;Rodzaj\nRazem;LU-01-PS01;LU-01;środowisko lokalne\n".encode(),
    )
    result = ingest(tmp_path, "projekty.csv", "social_projects")
    assert result.problems == ()
    assert result.tables["social_projects"]["title"].tolist() == ["Razem"]


def test_columns_that_nobody_knows_are_named(tmp_path: Path) -> None:
    put(
        tmp_path,
        "platforma.csv",
        "PZK;Miesiąc;Logowania;Uwagi;;Pusta\nLU-01;IX.2019;3;brak uwag;x;\n".encode(),
    )
    result = ingest(tmp_path, "platforma.csv", "platform")
    assert rules(result.problems) == [("unknown_column", 1, "D"), ("unnamed_column", 1, "E")]
    assert {problem.severity for problem in result.problems} == {"warning"}
    assert "„Uwagi”" in result.problems[0].message.pl


def test_two_columns_that_mean_the_same(tmp_path: Path) -> None:
    put(tmp_path, "platforma.csv", "PZK;Zespół;Miesiąc;Logowania\nLU-01;LU-02;IX.2019;3\n".encode())
    problem = only(ingest(tmp_path, "platforma.csv", "platform"))
    assert (problem.rule, problem.severity) == ("duplicate_header", "error")
    assert "A, B" in problem.message.pl


def test_a_missing_column_is_said_once_and_not_for_every_row(tmp_path: Path) -> None:
    put(tmp_path, "platforma.csv", "PZK;Miesiąc;Wpisy\nLU-01;IX.2019;3\nLU-01;X.2019;4\n".encode())
    problem = only(ingest(tmp_path, "platforma.csv", "platform"))
    assert problem.rule == "missing_column"
    assert "liczba logowań" in problem.message.pl
