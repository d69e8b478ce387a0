"""Exports of LimeSurvey as files, written here as LimeSurvey writes them; people are synthetic."""

import zipfile
from io import BytesIO

import numpy as np
import pytest
from openpyxl import Workbook

from kooperacja_eval.ingest.sheets import ErrorCell, cells_of
from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import (
    Reading,
    RefusedFileError,
    SurveyExport,
    SurveyFile,
)
from kooperacja_eval.ingest.surveys.limesurvey import read_limesurvey
from kooperacja_eval.ingest.surveys.lsa import read_lsa
from kooperacja_eval.ingest.surveys.lss import read_lss

pytestmark = pytest.mark.integration

LSS = """<?xml version="1.0" encoding="UTF-8"?>
<document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>640</DBVersion>
<languages><language>pl</language></languages>
<surveys><rows><row><sid>7</sid><language>pl</language></row></rows></surveys>
<groups><rows><row><gid>2</gid><group_order>1</group_order></row></rows></groups>
<questions><rows>
 <row><qid>3</qid><parent_qid>0</parent_qid><sid>7</sid><gid>2</gid><type>F</type>
  <title>K1</title><question_order>1</question_order></row>
 <row><qid>4</qid><parent_qid>0</parent_qid><sid>7</sid><gid>2</gid><type>1</type>
  <title>D1</title><question_order>2</question_order></row>
 <row><qid>5</qid><parent_qid>0</parent_qid><sid>7</sid><gid>2</gid><type>M</type>
  <title>M1</title><other>Y</other><question_order>3</question_order></row>
 <row><qid>6</qid><parent_qid>0</parent_qid><sid>7</sid><gid>2</gid><type>T</type>
  <title>U1</title><question_order>4</question_order></row>
 <row><qid>7</qid><parent_qid>0</parent_qid><sid>7</sid><gid>2</gid><type>T</type>
  <title>U2</title><question_order>5</question_order></row>
</rows></questions>
<subquestions><rows>
 <row><qid>31</qid><parent_qid>3</parent_qid><title>SQ001</title><scale_id>0</scale_id></row>
 <row><qid>41</qid><parent_qid>4</parent_qid><title>SQ001</title><scale_id>0</scale_id></row>
 <row><qid>51</qid><parent_qid>5</parent_qid><title>A</title><scale_id>0</scale_id></row>
</rows></subquestions>
<question_l10ns><rows>
 <row><qid>3</qid><question>Jak oceniasz współpracę?</question><language>pl</language></row>
 <row><qid>31</qid><question>Kontakty</question><language>pl</language></row>
 <row><qid>4</qid><question>Oceń</question><language>pl</language></row>
 <row><qid>41</qid><question>Cele</question><language>pl</language></row>
 <row><qid>5</qid><question>Kto?</question><language>pl</language></row>
 <row><qid>51</qid><question>Szkoła</question><language>pl</language></row>
 <row><qid>6</qid><question>Uwagi</question><language>pl</language></row>
 <row><qid>7</qid><question>Uwagi</question><language>pl</language></row>
</rows></question_l10ns>
</document>""".encode()

NAMES = [
    "id",
    "submitdate",
    "lastpage",
    "K1[SQ001]",
    "D1[SQ001][1]",
    "D1[SQ001][2]",
    "M1[A]",
    "M1[other]",
    "U1",
    "U2",
]
STYLES = {
    "code": NAMES,
    "expression": [
        "id", "submitdate", "lastpage", "K1_SQ001", "D1_SQ001_0", "D1_SQ001_1", "M1_A", "M1_other",
        "U1", "U2",
    ],
    "full": [
        "ID odpowiedzi", "Data wysłania", "Ostatnia strona", "Jak oceniasz współpracę? [Kontakty]",
        "Oceń [Cele][Skala 1]", "Oceń [Cele][Skala 2]", "Kto? [Szkoła]", "Kto? [Inne]",
        "Uwagi", "Uwagi",
    ],
    "abbreviated": [
        "ID odpowiedzi", "Data wysłania", "Ostatnia strona", "Jak oceniasz ws.. [Kontak.. ]",
        "Oc.. [Cele][Skala 1]", "Oc.. [Ce.. ][Skala 2]", "Kt.. [Szkoła]", "Kt.. [Inne]",
        "Uwa.. ", "Uwa.. ",
    ],
    "code_text": [
        "id. ID odpowiedzi", "submitdate. Data wysłania", "lastpage. Ostatnia strona",
        "K1[SQ001]. Jak oceniasz współpracę? [Kontakty]", "D1[SQ001][1]. Oceń [Cele][Skala 1]",
        "D1[SQ001][2]. Oceń [Cele][Skala 2]", "M1[A]. Kto? [Szkoła]", "M1[other]. Kto? [Inne]",
        "U1. Uwagi", "U2. Uwagi",
    ],
}  # fmt: skip
ROWS = [
    ["1", "2020-03-01 12:00:00", "5", "A1", "1", "2", "Y", "", "tak\nsobie", "„cytat”"],
    ["2", "", "2", "-oth-", "", "", "", "ktoś; inny", 'mówi "nie"', "'=1+1"],
]


def written(
    headings: list[str], rows: list[list[str]], *, delimiter: str = ";", end: str = "\r\n"
) -> bytes:
    """Return a CSV file as LimeSurvey writes it: mark, all quoted, a blank line at the end."""
    lines = [
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line)
        for line in [headings, *rows]
    ]
    return b"\xef\xbb\xbf" + (end.join(lines) + end + end).encode()


def read(
    data: bytes,
    *,
    definition: SurveyDefinition | None = None,
    name: str = "eksport.csv",
    delimiter: str | None = None,
) -> Reading:
    file = SurveyFile(name=name, data=data, delimiter=delimiter)
    return read_limesurvey(file, definition=definition)


def only(reading: Reading) -> SurveyExport:
    (export,) = reading.exports
    return export


def cells(export: SurveyExport, name: str) -> list[object]:
    column = export.column(name)
    assert column is not None
    return list(cells_of(column.cells))


def refusal(
    data: bytes, *, name: str = "eksport.csv", delimiter: str | None = None
) -> RefusedFileError:
    with pytest.raises(RefusedFileError) as caught:
        read(data, name=name, delimiter=delimiter)
    return caught.value


@pytest.fixture
def definition() -> SurveyDefinition:
    return read_lss(SurveyFile(name="ankieta.lss", data=LSS))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_file_as_limesurvey_writes_it(delimiter: str, end: str) -> None:
    reading = read(written(NAMES, ROWS, delimiter=delimiter, end=end))
    export = only(reading)
    assert (export.platform, export.heading) == ("limesurvey", "code")
    assert [column.name for column in export.columns] == NAMES
    assert export.rows.tolist() == [2, 3]  # the break inside a cell is no row of its own
    assert cells(export, "U1") == ["tak\nsobie", 'mówi "nie"']
    assert cells(export, "K1[SQ001]") == ["A1", "-oth-"]
    assert export.complete is not None
    assert export.complete.tolist() == [True, False]  # submitdate is empty in the second row
    assert reading.problems == ()


def test_the_guard_against_formulas_is_removed() -> None:
    rows = [["1", f"'{sign}1", "'tak'"] for sign in "=+-@"]
    export = only(read(written(["id", "lastpage", "K1[T]"], rows)))
    assert cells(export, "lastpage") == ["=1", "+1", "-1", "@1"]
    assert cells(export, "K1[T]") == ["'tak'"] * 4  # an apostrophe of the answer stays


@pytest.mark.parametrize("style", list(STYLES))
def test_every_style_of_headings_names_columns_alike(
    style: str, definition: SurveyDefinition
) -> None:
    reading = read(written(STYLES[style], ROWS), definition=definition)
    export = only(reading)
    assert export.heading == style
    names = [column.name for column in export.columns]
    assert names[:8] == NAMES[:8]
    parts = [column.part for column in export.columns[:8]]
    assert parts == ["system"] * 3 + ["answer"] * 3 + ["option", "other"]
    option = export.columns[6]
    assert (option.question, option.option, option.letter) == ("M1", "A", "G")
    asked = [definition.question(name) for name in names[3:8]]
    assert all(question is not None for question in asked)
    rules = [problem.rule for problem in reading.problems]
    if style in ("full", "abbreviated"):
        # both remarks have the same words: neither is guessed, and people are told
        assert names[8:] == [
            n.strip() for n in (STYLES[style][8], f"{STYLES[style][9].strip()} (2)")
        ]
        assert rules == ["duplicate_header", "ambiguous_headings"]
        assert "kolumny: I, J" in reading.problems[1].message.pl
    else:
        assert names[8:] == ["U1", "U2"]
        assert rules == []


def test_without_the_questionnaire_headings_are_the_names() -> None:
    reading = read(written(STYLES["full"], ROWS))
    names = [column.name for column in only(reading).columns]
    assert names[3] == "Jak oceniasz współpracę? [Kontakty]"
    assert names[8:] == ["Uwagi", "Uwagi (2)"]
    assert [p.rule for p in reading.problems] == ["duplicate_header"]
    assert "kolumn ma ten sam nagłówek: I, J" in reading.problems[0].message.pl


def test_expressions_without_the_questionnaire() -> None:
    export = only(read(written(["submitdate", "K1_SQ001", "wiek"], [["2020", "1", "40"]])))
    assert [column.name for column in export.columns] == ["submitdate", "K1[SQ001]", "wiek"]


def test_headings_of_another_language_are_counted(definition: SurveyDefinition) -> None:
    headings = ["Response ID", "Last page", "How is it? [Contacts]", "Kto? [Szkoła]"]
    reading = read(written(headings, [["1", "5", "A1", "Y"]]), definition=definition)
    (problem,) = reading.problems
    assert problem.rule == "unmatched_headings"
    assert "Dopasowano 1 z 2 nagłówków do ankiety ankieta.lss" in problem.message.pl
    assert "kolumny: C." in problem.message.pl


def test_words_alone_are_limesurveys_where_the_questionnaire_knows_them(
    definition: SurveyDefinition,
) -> None:
    data = written(["Kto? [Szkoła]", "Kto? [Inne]"], [["Y", ""]])
    assert refusal(data).rule == "not_limesurvey"
    assert only(read(data, definition=definition)).columns[0].name == "M1[A]"


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        ("id|lastpage|K1|interviewtime|groupTime12|K1Time|czasTime", "K1 K1 groupTime12 czasTime"),
        ("Response ID|Last page|Jak?|Total time|Group time: Część I|Question time: K1", ""),
    ],
)
def test_times_are_told_from_answers(headings: str, names: str) -> None:
    found = headings.split("|")
    export = only(read(written(found, [["1"] * len(found)])))
    parts = ["system", "system", "answer", "timing", "timing", "timing", "answer"]
    assert [column.part for column in export.columns] == parts[: len(found)]
    if names:  # what each belongs to; there is no question "czas"
        assert [export.columns[i].question for i in (2, 5, 4, 6)] == names.split()
    else:
        assert [c.name for c in export.columns][3:] == [
            "interviewtime", "Group time: Część I", "K1Time",
        ]  # fmt: skip


def test_without_submitdate_nothing_is_said_of_completion() -> None:
    assert only(read(written(["lastpage", "wiek"], [["5", "40"]]))).complete is None


def test_the_bytes_of_excel_are_read() -> None:
    data = "id;lastpage;płeć\n1;5;żeńska\n".encode("cp1250")
    assert cells(only(read(data)), "płeć") == ["żeńska"]


def test_rows_of_another_width_are_named_and_left_out() -> None:
    rows = [ROWS[0], [*ROWS[0], "x"], ROWS[1], ROWS[1][:4]]
    reading = read(written(NAMES, rows))
    assert only(reading).rows.tolist() == [2, 4]
    assert [(p.rule, p.severity, p.row) for p in reading.problems] == [
        ("wrong_width", "error", 3),
        ("wrong_width", "error", 5),
    ]
    assert "inną liczbę komórek (11) niż nagłówek (10)" in reading.problems[0].message.pl
    assert "(4)" in reading.problems[1].message.en


def test_blank_rows_are_no_records_but_count_as_rows() -> None:
    data = b'"id";"lastpage"\r\n"1";"5"\r\n\r\n"";""\r\n;\r\n"2";"5"\r\n'
    reading = read(data)
    assert only(reading).rows.tolist() == [2, 6]
    assert reading.problems == ()


def test_an_open_quotation_mark_stops_the_reading_at_its_row() -> None:
    data = b'"id";"lastpage"\r\n"1";"5"\r\n"2";"5"x"\r\n"3";"5"\r\n'
    reading = read(data)
    assert only(reading).rows.tolist() == [2]
    (problem,) = reading.problems
    assert (problem.rule, problem.row) == ("bad_quotes", 3)
    assert "dalszych wierszy nie odczytano" in problem.message.pl


def test_two_stray_quotation_marks_do_not_hide_each_other() -> None:
    data = b'"id";"lastpage"\r\n"1";"5"x"\r\n"2";"5"x"\r\n"3";"5"\r\n'
    reading = read(data)
    assert only(reading).rows.tolist() == []
    assert [(p.rule, p.row) for p in reading.problems] == [("bad_quotes", 2)]


def test_quotation_marks_of_cells_without_quotes_are_letters() -> None:
    data = 'id;lastpage;U1[A]\n1;5;rura 12" cal\n2;5;"mówi ""nie"""\n'.encode()
    reading = read(data)
    assert cells(only(reading), "U1[A]") == ['rura 12" cal', 'mówi "nie"']
    assert reading.problems == ()


def test_a_survey_without_responses() -> None:
    export = only(read(b'"id";"lastpage";"wiek"\r\n'))
    assert len(export.rows) == 0
    assert [len(list(column.cells)) for column in export.columns] == [0, 0, 0]


def test_a_code_that_comes_twice_is_an_error() -> None:
    reading = read(written(["lastpage", "K1[A]", "K1[A]"], [["5", "1", "2"]]))
    assert [column.name for column in only(reading).columns][1:] == ["K1[A]", "K1[A] (2)"]
    assert [(p.rule, p.severity, p.letter) for p in reading.problems] == [
        ("duplicate_header", "error", "C")
    ]


def test_a_column_without_heading_is_named_by_its_letter() -> None:
    reading = read(written(["Response ID", "Last page", "", ""], [["1", "5", "x", ""]]))
    assert [column.name for column in only(reading).columns][2:] == ["[C]", "[D]"]
    assert [(p.rule, p.letter) for p in reading.problems] == [("unnamed_column", "C")]
    assert "nazwano ją [C]" in reading.problems[0].message.pl


def test_ticks_without_a_questionnaire_are_reported() -> None:
    reading = read(written(["lastpage", "M1[A]", "M1[B]"], [["5", "Y", ""], ["5", "", ""]]))
    assert [column.part for column in only(reading).columns] == ["system", "option", "option"]
    (problem,) = reading.problems
    assert problem.rule == "taken_for_options"
    assert "M1. Podaj plik .lss" in problem.message.pl


def test_letters_broken_before_us_are_named_at_their_first_row() -> None:
    broken = "współpraca".encode().decode("cp1250")
    rows = [["5", "dobra"], ["5", broken], ["5", broken]]
    reading = read(written(["lastpage", "U1[A]"], rows))
    (problem,) = reading.problems
    assert (problem.rule, problem.severity, problem.row) == ("faulty_letters", "warning", 3)
    assert problem.letter == "B"
    assert "w złym kodowaniu" in problem.message.pl
    assert broken not in problem.message.pl  # never a person's answer


def test_broken_letters_of_a_heading_are_an_error() -> None:
    heading = "Płeć respondenta".encode().decode("cp1250")
    reading = read(written(["Last page", heading], [["5", "k"]]))
    assert [(p.rule, p.severity, p.letter) for p in reading.problems] == [
        ("faulty_letters", "error", "B")
    ]


@pytest.mark.parametrize("data", [b"id;wiek\n1;40\n", b"imie,ocena [1-5]\nA,3\n"])
def test_a_table_of_others_is_refused_with_what_was_expected(data: bytes) -> None:
    error = refusal(data)
    assert error.rule == "not_limesurvey"
    assert "submitdate" in error.message.pl
    assert 'platform = "table"' in error.message.pl


@pytest.mark.parametrize(("delimiter", "said"), [(",", "przecinek"), (":", ":")])
def test_a_named_delimiter_is_checked_against_the_header(delimiter: str, said: str) -> None:
    error = refusal(written(NAMES, ROWS), delimiter=delimiter)
    assert error.rule == "wrong_delimiter"
    assert f"separator {said}, a nagłówek" in error.message.pl
    assert "średnik" in error.message.pl


def test_commas_of_the_headings_do_not_mislead() -> None:
    # what a sniffer of characters would choose: 40 commas in the header, one semicolon a row
    long = "Jak, " * 40 + "oceniasz? [Kontakty]"
    data = f"Response ID;Last page;{long}\n1;5;A1\n2;5;A2\n".encode()
    assert len(only(read(data)).columns) == 3


def test_records_as_wide_as_the_header_decide_the_delimiter() -> None:
    # by commas the header names four columns of LimeSurvey, by semicolons two
    asked = "Co widać: ,Last page,Seed,Token,Date submitted, inne?"
    export = only(read(f"Response ID;Last page;{asked}\n1;5;tak\n2;4;nie\n".encode()))
    assert [column.header for column in export.columns] == ["Response ID", "Last page", asked]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf\r\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data).rule == "empty_file"


def test_bytes_of_no_encoding_are_refused() -> None:
    mixed = "lastpage;wieś\n".encode("cp1250") + "wieś\n".encode("iso8859-2")
    assert refusal(mixed).rule == "unclear_encoding"


def test_an_old_workbook_is_refused() -> None:
    error = refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", name="eksport.xls")
    assert error.rule == "unsupported_format"
    assert "CSV albo XLSX" in error.message.pl


def workbook(rows: list[list[object]], *, extra: str = "") -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    if extra:
        book.create_sheet(extra).append(["notatki"])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook() -> None:
    data = workbook([["id", "submitdate", "K1[A]", "U1"], [1, None, 4, "'=1"], [2, "2020", "#N/A"]],
                    extra="Notatki")  # fmt: skip
    export = only(read(data, name="eksport.xlsx"))
    assert (export.sheet, export.rows.tolist()) == ("Sheet", [2, 3])
    assert cells(export, "U1")[0] == "=1"
    assert cells(export, "K1[A]") == [4, ErrorCell("#N/A")]
    assert export.complete is not None
    assert export.complete.tolist() == [False, True]


def test_a_workbook_that_is_cut_is_refused() -> None:
    data = workbook([["id", "submitdate"], [1, "2020"]])
    error = refusal(data[: len(data) // 2], name="eksport.xlsx")
    assert error.rule == "damaged_zip"


def test_a_sheet_that_is_not_there_is_refused() -> None:
    file = SurveyFile(name="e.xlsx", data=workbook([["id", "submitdate"]]), sheet="Wyniki")
    with pytest.raises(RefusedFileError) as caught:
        read_limesurvey(file)
    assert "nie ma arkusza „Wyniki”; ma: Sheet" in caught.value.message.pl


def archive(**members: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name, data in members.items():
            zipped.writestr(name, data)
    return buffer.getvalue()


def responses(fields: list[str], *rows: dict[str, str]) -> bytes:
    """Return a table of responses; element names are masked as LimeSurvey masks them."""
    listed = "".join(f"<fieldname>{field}</fieldname>" for field in fields)
    body = "".join(
        "<row>" + "".join(f"<{n}><![CDATA[{c}]]></{n}>" for n, c in row.items()) + "</row>"
        for row in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><document>'
        "<LimeSurveyDocType>Responses</LimeSurveyDocType><DBVersion>640</DBVersion>"
        f"<responses><fields>{listed}</fields><rows>{body}</rows></responses></document>"
    ).encode()


OLDER = ["7X2X3SQ001", "7X2X4SQ001#0", "7X2X4SQ001#1", "7X2X5A", "7X2X5other", "7X2X6"]
NEWER = ["Q3_S31", "Q4_S41#0", "Q4_S41#1", "Q5_S51", "Q5_Cother", "Q6"]
MASKED = {
    "older": ["_7X2X3SQ001", "_7X2X4SQ001-0", "_7X2X4SQ001-1", "_7X2X5A", "_7X2X5other", "_7X2X6"],
    "newer": ["Q3_S31", "Q4_S41-0", "Q4_S41-1", "Q5_S51", "Q5_Cother", "Q6"],
}


@pytest.mark.parametrize(("style", "fields"), [("older", OLDER), ("newer", NEWER)])
def test_an_archive(style: str, fields: list[str]) -> None:
    values = ["A1", "1", "2", "Y", "", "uwaga"]
    lsr = responses(
        ["id", "submitdate", *fields, "nowe"],
        {"id": "1", "submitdate": "2020", **dict(zip(MASKED[style], values, strict=True))},
        {"id": "2", "nowe": "x"},  # what was null is no element at all
    )
    data = archive(
        **{"survey_7.lss": LSS, "survey_7_responses.lsr": lsr, "survey_7_tokens.lst": b""}
    )
    definition, reading = read_lsa(SurveyFile(name="a.lsa", data=data))
    export = only(reading)
    names = [column.name for column in export.columns]
    assert names == ["id", "submitdate", "K1[SQ001]", "D1[SQ001][1]", "D1[SQ001][2]", "M1[A]",
                     "M1[other]", "U1", "nowe"]  # fmt: skip
    assert all(definition.question(name) for name in names[2:-1])
    assert [c.part for c in export.columns[5:7]] == ["option", "other"]
    assert cells(export, "D1[SQ001][2]") == ["2", None]
    assert cells(export, "M1[other]") == ["", None]
    assert export.complete is not None
    assert export.complete.tolist() == [True, False]
    assert export.rows.tolist() == [1, 2]
    assert {column.letter for column in export.columns} == {""}  # a database has no letters
    assert [p.rule for p in reading.problems] == ["members_left_aside", "unknown_fields"]
    assert "survey_7_tokens.lst" in reading.problems[0].message.pl
    assert "nowe; zachowały swoje nazwy" in reading.problems[1].message.pl


def test_an_archive_of_a_survey_that_was_never_active() -> None:
    definition, reading = read_lsa(SurveyFile(name="a.lsa", data=archive(**{"s.lss": LSS})))
    assert len(definition.questions) == 7  # 1 + 2 + 2 + 1 + 1
    assert reading.exports == ()
    assert [(p.rule, p.severity) for p in reading.problems] == [("no_responses", "error")]


@pytest.mark.parametrize(
    ("members", "rule"),
    [
        ({"a.lsr": b"<document/>"}, "no_structure"),
        ({"a.lss": LSS, "b.lss": LSS}, "several_members"),
        ({"a.lss": LSS, "../b.lsr": b""}, "zip_path"),
        ({"a.lss": LSS, "a.lsr": LSS}, "not_lss"),
        ({"a.lss": LSS, "a.lsr": LSS[:200]}, "lss_truncated"),
    ],
)
def test_archives_that_are_refused(members: dict[str, bytes], rule: str) -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_lsa(SurveyFile(name="a.lsa", data=archive(**members)))
    assert caught.value.rule == rule
    assert "a.lsa" in caught.value.message.pl


def test_a_large_export_is_read_whole() -> None:
    rng = np.random.default_rng(20200301)
    drawn = rng.integers(1, 6, size=(200, 41))
    block = b"".join(
        b'"7";"2020-03-01 12:00:00";"5";"pl";"A'
        + b'";"A'.join(str(value).encode() for value in row)
        + b'"\r\n'
        for row in drawn
    )
    headings = ["id", "submitdate", "lastpage", "startlanguage"]
    headings += [f"K{i // 8}[SQ{i % 8}]" for i in range(41)]
    data = ";".join(f'"{name}"' for name in headings).encode() + b"\r\n" + block * 1000 + b"\r\n"
    export = only(read(data))
    assert len(export.rows) == 200_000
    assert cells(export, "K0[SQ0]")[:3] == [f"A{value}" for value in drawn[:3, 0]]
