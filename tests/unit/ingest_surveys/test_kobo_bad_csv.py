"""CSV files that are not what they should be: each is named, and says what to do."""

import pytest

from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.kobo import read_kobo
from kooperacja_eval.ingest.surveys.kobo_text import delimiter

pytestmark = pytest.mark.unit


def csv(data: bytes | str, name: str = "a.csv") -> SurveyFile:
    return SurveyFile(name=name, data=data.encode() if isinstance(data, str) else data)


def test_rows_of_another_width_are_left_out_and_named() -> None:
    # A removed option shifts rows: row 3 has a cell more, row 4 one less than the header.
    found = read_kobo(csv("q1;q2\na;b\na;b;c\na\nd;e\n"))
    assert found.exports[0].rows.tolist() == [2, 5]
    assert [(p.rule, p.row, p.severity) for p in found.problems] == [
        ("wrong_width", 3, "error"),
        ("wrong_width", 4, "error"),
    ]
    assert "(3) niż nagłówek (2)" in found.problems[0].message.pl
    assert "polami ze wszystkich wersji" in found.problems[0].message.pl


def test_rows_without_anything_are_left_out_and_counted() -> None:
    found = read_kobo(csv("q1;q2\na;b\n;\nc;d\n\n"))
    assert found.exports[0].rows.tolist() == [2, 4]
    assert [p.rule for p in found.problems] == ["blank_rows"]


def test_a_column_without_header_is_left_out_and_named() -> None:
    found = read_kobo(csv("q1;;q2\na;b;c\n"))
    assert [c.name for c in found.exports[0].columns] == ["q1", "q2"]
    assert [c.letter for c in found.exports[0].columns] == ["A", "C"]
    assert [(p.rule, p.letter) for p in found.problems] == [("no_column_header", "B")]


def test_an_open_quotation_mark_ends_the_reading_with_its_row() -> None:
    found = read_kobo(csv('q1;q2\na;b\nc;"d\n'))
    assert found.exports[0].rows.tolist() == [2]
    assert [(p.rule, p.row) for p in found.problems] == [("bad_quotes", 3)]


def test_the_byte_order_mark_is_no_part_of_the_first_header() -> None:
    found = read_kobo(csv(b"\xef\xbb\xbf" + b'"q1";"q2"\n"a";"b"\n'))
    assert [c.header for c in found.exports[0].columns] == ["q1", "q2"]
    assert found.problems == ()


def test_a_file_saved_again_in_cp1250_is_read_and_says_so() -> None:
    found = read_kobo(csv("miasto;wiek\nŚwięta Katarzyna;30\n".encode("cp1250")))
    assert list(found.exports[0].columns[0].cells) == ["Święta Katarzyna"]
    assert [p.rule for p in found.problems] == ["not_utf8"]
    assert "cp1250" in found.problems[0].message.pl


def test_bytes_of_no_known_encoding_are_refused() -> None:
    # ą of cp1250 and ą of ISO-8859-2 in one file.
    with pytest.raises(RefusedFileError) as caught:
        read_kobo(csv(b"q1;q2\nm\xb9ka;m\xb1ka\n"))
    assert caught.value.rule == "unclear_encoding"


@pytest.mark.parametrize(
    ("file", "rule", "says"),
    [
        (csv("{}", "dane.json"), "not_a_table", "XLSX lub CSV"),
        (csv("a: 1\n", "dane.yml"), "not_a_table", "XLSX lub CSV"),
        (csv('[{"q1": 1}]', "dane.txt"), "not_a_table", "XLSX lub CSV"),
        (csv("", "pusty.csv"), "no_tables", "nagłówkiem"),
        (csv('"survey",,\n,"type","name"\n,"text","q1"\n'), "is_a_form", "definition"),
        (csv("SubmissionDate,q1,KEY\n2020,a,uuid:1\n"), "is_odk", 'platform = "odk"'),
        (csv("uuid,question,old_value,new_value\nu,q,1,2\n"), "cleaning_log", "corrections.toml"),
    ],
)
def test_files_of_another_kind_are_refused_with_what_to_do(
    file: SurveyFile, rule: str, says: str
) -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_kobo(file)
    assert caught.value.rule == rule
    assert says in caught.value.message.pl
    assert file.name in caught.value.message.pl
    assert file.name in caught.value.message.en


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a";"b"\n"1,5";"x, y"\n', ";"),
        ("a,b\n1;2;3,x\n", ","),
        ("Imię, nazwisko, wiek;Płeć\nx;y\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ('"a";"b"\n', ";"),
    ],
)
def test_the_delimiter_is_the_one_under_which_rows_fit_the_header(text: str, expected: str) -> None:
    assert delimiter(text) == expected


def test_the_delimiter_of_the_user_counts() -> None:
    file = SurveyFile(name="a.csv", data=b"a,b;c\n1,2;3\n", delimiter=";")
    assert [c.header for c in read_kobo(file).exports[0].columns] == ["a,b", "c"]
