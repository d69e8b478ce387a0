"""Files of Google Forms and Microsoft Forms as people send them; all answers are synthetic."""

import csv
import datetime as dt
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from kooperacja_eval.ingest.surveys.export import (
    Reading,
    RefusedFileError,
    SurveyExport,
    SurveyFile,
)
from kooperacja_eval.ingest.surveys.forms_google import read_google_forms
from kooperacja_eval.ingest.surveys.forms_microsoft import read_microsoft_forms

pytestmark = pytest.mark.integration

Rows = Sequence[Sequence[Any]]
GOOGLE: Rows = [
    ["Sygnatura czasowa", "Adres e-mail", "Płeć", "Ocena [Dostępność]", "Ocena [Życzliwość]",
     "Kto pomagał?", "Płeć"],
    ["2020/10/15 10:23:45 AM EEST", "a@example.org", "kobieta", "4", "5", "Szkoła, Sąd", "K"],
    ["2020/10/16 1:02:03 PM EEST", "b@example.org", "mężczyzna", "3", "", "Sąd, Szkoła, GOPS", "M"],
    ["2020/10/17 9:00:00 AM EEST", "c@example.org", "kobieta", "5", "5", "GOPS", "K"],
]  # fmt: skip


def as_csv(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def as_xlsx(rows: Rows, sheet: str = "Liczba odpowiedzi 1") -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for index, cell in enumerate(row):
                if isinstance(cell, dt.datetime):
                    page.write_datetime(number, index, cell, moment)
                elif cell is not None:
                    page.write(number, index, cell)
    return stream.getvalue()


def google(data: bytes, **say: Any) -> tuple[SurveyExport, Reading]:
    reading = read_google_forms(SurveyFile(name="ankieta.csv", data=data, **say))
    (export,) = reading.exports
    return export, reading


def microsoft(data: bytes) -> tuple[SurveyExport, Reading]:
    reading = read_microsoft_forms(SurveyFile(name="ankieta.xlsx", data=data))
    (export,) = reading.exports
    return export, reading


def parts(export: SurveyExport) -> list[tuple[str, str, str]]:
    return [(column.name, column.part, column.question) for column in export.columns]


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def test_google_csv_column_by_column() -> None:
    export, reading = google(as_csv(GOOGLE))
    assert parts(export) == [
        ("Sygnatura czasowa", "system", "Sygnatura czasowa"),
        ("Adres e-mail", "system", "Adres e-mail"),
        ("Płeć", "answer", "Płeć"),
        ("Ocena [Dostępność]", "answer", "Ocena"),
        ("Ocena [Życzliwość]", "answer", "Ocena"),
        ("Kto pomagał?", "summary", "Kto pomagał?"),
        ("Płeć (2)", "answer", "Płeć (2)"),
    ]
    assert export.columns[0].cells[0] == at("2020-10-15T10:23:45")
    assert export.columns[0].cells[1] == at("2020-10-16T13:02:03")
    assert export.columns[5].cells == ["Szkoła, Sąd", "Sąd, Szkoła, GOPS", "GOPS"]  # not split
    assert export.columns[4].cells == ["5", "", "5"]
    assert export.rows.tolist() == [2, 3, 4]
    assert [(p.rule, p.severity, p.letter) for p in reading.problems] == [
        ("repeated_header", "warning", "G"),
        ("joined_answers", "warning", "F"),
    ]
    assert "„Płeć (2)”" in reading.problems[0].message.pl


def test_no_message_shows_an_answer() -> None:
    _, reading = google(as_csv(GOOGLE))
    shown = " ".join(problem.message.pl + problem.message.en for problem in reading.problems)
    assert not [word for word in ("Szkoła", "GOPS", "example.org", "kobieta") if word in shown]


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8"), (",", "utf-8-sig"), (";", "cp1250"), (";", "iso8859-2"), ("\t", "utf-16")],
)
def test_google_csv_saved_again_by_a_spreadsheet(delimiter: str, encoding: str) -> None:
    """Case D2: the same words whatever the encoding; Excel writes semicolons and cp1250."""
    export, _ = google(as_csv(GOOGLE, delimiter=delimiter, encoding=encoding))
    original, _ = google(as_csv(GOOGLE))
    assert parts(export) == parts(original)
    assert [column.cells for column in export.columns] == [c.cells for c in original.columns]


def test_google_sheet_keeps_types_and_other_sheets_are_passed_over() -> None:
    rows = [
        ["Timestamp", "Score", "Wiek", "Uwagi"],
        [at("2020-10-15T10:23:45"), "8 / 10", 41, None],
        [at("2020-10-16T10:00:00"), "9 / 10", 52, "=1+1"],
    ]
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as book:
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        page = book.add_worksheet("Form Responses 1")
        for number, row in enumerate(rows):
            for index, cell in enumerate(row):
                if isinstance(cell, dt.datetime):
                    page.write_datetime(number, index, cell, moment)
                else:
                    page.write(number, index, cell)
        book.add_worksheet("Wykres").write(0, 0, "Średnia")
    export, reading = google(stream.getvalue())
    assert export.sheet == "Form Responses 1"
    assert parts(export)[:2] == [("Timestamp", "system", "Timestamp"), ("Score", "system", "Score")]
    assert export.columns[0].cells == [at("2020-10-15T10:23:45"), at("2020-10-16T10:00:00")]
    assert export.columns[2].cells == [41, 52]
    assert export.columns[3].cells == [None, "=1+1"]  # text that looks like a formula stays text
    assert reading.problems == ()


def test_google_quiz_points_are_notes_and_a_single_bracket_is_no_grid() -> None:
    rows = [
        ["Timestamp", "Total score", "Czym jest PZK?", "Czym jest PZK? [Score]",
         "Czym jest PZK? [Feedback]", "Dochód [zł]", "Wynik"],
        ["2020/10/15 10:23:45 AM CET", "1 / 1", "zespołem", "1 / 1", "", "3000", "dobry"],
    ]  # fmt: skip
    export, _ = google(as_csv(rows))
    assert parts(export)[2:] == [
        ("Czym jest PZK?", "answer", "Czym jest PZK?"),
        ("Czym jest PZK? [Score]", "note", "Czym jest PZK?"),
        ("Czym jest PZK? [Feedback]", "note", "Czym jest PZK?"),
        ("Dochód [zł]", "answer", "Dochód [zł]"),
        ("Wynik", "answer", "Wynik"),  # after the first question it is one itself
    ]


def test_google_grid_asked_twice_stays_two_questions() -> None:
    rows = [["Timestamp", "Q [a]", "Q [b]", "Q [a]", "Q [b]"], ["2020/10/15", "1", "2", "3", "4"]]
    export, _ = google(as_csv(rows))
    assert [(name, question) for name, _, question in parts(export)][1:] == [
        ("Q [a]", "Q"),
        ("Q [b]", "Q"),
        ("Q [a] (2)", "Q (2)"),
        ("Q [b] (2)", "Q (2)"),
    ]


def test_google_timestamps_that_are_none_are_named_with_their_row() -> None:
    rows = [["Timestamp", "Wiek"], ["2020/10/15 10:00:00 AM CET", "1"], ["w czwartek", "2"]]
    export, reading = google(as_csv(rows))
    assert export.columns[0].cells == [at("2020-10-15T10:00:00"), "w czwartek"]
    (problem,) = reading.problems
    assert (problem.rule, problem.row, problem.letter) == ("unread_timestamp", 3, "A")
    assert "czwartek" not in problem.message.pl
    rows = [["Timestamp", "Wiek"], ["03/04/2020 10:00:00", "1"]]
    assert [problem.rule for problem in google(as_csv(rows))[1].problems] == ["ambiguous_timestamp"]


MICROSOFT: Rows = [
    ["ID", "Godzina rozpoczęcia", "Godzina ukończenia", "Adres e-mail", "Nazwa",
     "Łączna liczba punktów", "Opinia o teście", "Czas ostatniej modyfikacji",
     "Z kim pracuje PZK?\u00a0", "Punkty - Z kim pracuje PZK?", "Opinia - Z kim pracuje PZK?",
     "Spotkania są potrzebne", "Spotkania są za długie", "Nazwa", "Punkty - za co?"],
    [1, at("2020-10-15T10:00:00"), at("2020-10-15T10:05:00"), "anonymous", None, 1, None, None,
     "Szkoła;Sąd, kurator;", 1, None, "Zgadzam się", "Nie zgadzam się", "PZK Wzór", "za chęci"],
    [2, at("2020-10-15T11:00:00"), at("2020-10-15T11:05:00"), "anonymous", None, 0, None, None,
     "Szkoła;", 0, None, "Nie wiem", None, "PZK Próba", "-"],
]  # fmt: skip


def test_microsoft_workbook_column_by_column() -> None:
    export, reading = microsoft(as_xlsx(MICROSOFT, "Sheet1"))
    assert [(name, part) for name, part, _ in parts(export)] == [
        ("ID", "system"),
        ("Godzina rozpoczęcia", "system"),
        ("Godzina ukończenia", "system"),
        ("Adres e-mail", "system"),
        ("Nazwa", "system"),
        ("Łączna liczba punktów", "system"),
        ("Opinia o teście", "system"),
        ("Czas ostatniej modyfikacji", "system"),
        ("Z kim pracuje PZK?", "summary"),  # the header ends in a no-break space
        ("Punkty - Z kim pracuje PZK?", "note"),
        ("Opinia - Z kim pracuje PZK?", "note"),
        ("Spotkania są potrzebne", "answer"),
        ("Spotkania są za długie", "answer"),
        ("Nazwa (2)", "answer"),  # a question may be worded like a column of the form
        ("Punkty - za co?", "answer"),  # no question is called "za co?"
    ]
    assert export.columns[8].header == "Z kim pracuje PZK?\u00a0"
    assert export.columns[9].question == "Z kim pracuje PZK?"
    assert export.columns[8].cells == ["Szkoła;Sąd, kurator;", "Szkoła;"]
    assert export.columns[2].cells[1] == at("2020-10-15T11:05:00")
    assert (export.heading, export.sheet, export.platform) == ("pl", "Sheet1", "ms_forms")
    assert [problem.rule for problem in reading.problems] == ["repeated_header"]


def test_microsoft_in_english_as_csv_with_long_headers() -> None:
    long = "Proszę opisać, " * 40 + "jak często spotyka się zespół"
    rows = [
        ["ID", "Start time", "Completion time", "Email", "Name", "Language", long],
        ["1", "10/15/20 10:00:00", "10/15/20 10:05:00", "anonymous", "", "Polski", "raz"],
    ]
    export, reading = microsoft(as_csv(rows))
    assert (export.heading, export.columns[6].name) == ("en", long)
    assert [column.part for column in export.columns] == ["system"] * 6 + ["answer"]
    assert export.columns[1].cells == [at("2020-10-15T10:00:00")]
    assert reading.problems == ()


def test_microsoft_times_that_are_none_are_named() -> None:
    rows = [["ID", "Start time", "Completion time", "Q"], ["1", "wczoraj", "2020-10-15 10:05", "x"]]
    _, reading = microsoft(as_csv(rows))
    assert [(p.rule, p.row, p.letter) for p in reading.problems] == [("unread_timestamp", 2, "B")]


def encrypted() -> bytes:
    stream = BytesIO()
    OOXMLFile(BytesIO(as_xlsx(MICROSOFT))).encrypt("hasło", stream)
    return stream.getvalue()


@pytest.mark.parametrize("reader", [read_google_forms, read_microsoft_forms])
@pytest.mark.parametrize(
    ("data", "rule", "words"),
    [
        (b"", "empty_file", "Plik jest pusty"),
        (b"\r\n \r\n", "empty_file", "Plik jest pusty"),
        (encrypted(), "encrypted", "Plik jest zabezpieczony hasłem"),
        (as_xlsx(MICROSOFT)[:-40], "damaged_zip", "jest uszkodzone lub niepełne"),
        (b"<html><body>login</body></html>", "not_a_table", "To nie jest tabela"),
        (b"id;q\n\x9c\xb6\xe3\xea\n\x81\x83;1\n", "unclear_encoding", "encoding w survey.toml"),
    ],
)
def test_files_that_cannot_be_read_say_why(reader: Any, data: bytes, rule: str, words: str) -> None:
    with pytest.raises(RefusedFileError) as refused:
        reader(SurveyFile(name="ankieta.xlsx", data=data))
    assert refused.value.rule == rule
    assert words in refused.value.message.pl


def test_each_platform_says_what_it_expected_of_the_other() -> None:
    with pytest.raises(RefusedFileError) as refused:
        read_google_forms(SurveyFile(name="a.xlsx", data=as_xlsx(MICROSOFT)))
    assert refused.value.rule == "not_google_forms"
    assert "„Sygnatura czasowa”" in refused.value.message.pl
    with pytest.raises(RefusedFileError) as refused:
        read_microsoft_forms(SurveyFile(name="a.csv", data=as_csv(GOOGLE)))
    assert refused.value.rule == "not_ms_forms"
    assert "„Godzina rozpoczęcia”" in refused.value.message.pl


def test_a_sheet_that_is_not_there_is_named() -> None:
    with pytest.raises(RefusedFileError) as refused:
        google(as_xlsx(GOOGLE), sheet="Odpowiedzi")
    assert refused.value.rule == "no_sheet"
    assert "nie ma arkusza „Odpowiedzi”" in refused.value.message.pl
    assert "survey.toml" in refused.value.message.pl
