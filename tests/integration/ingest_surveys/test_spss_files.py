"""SPSS files written here with pyreadstat: synthetic answers, Polish labels, declared missing."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from kooperacja_eval.ingest.surveys.definition import Question
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyExport, SurveyFile
from kooperacja_eval.ingest.surveys.spss import read_spss
from kooperacja_eval.schemas.problems import Problem

pytestmark = pytest.mark.integration

MOMENT = dt.datetime.fromisoformat("2020-03-12T10:05:30")
UTF8_RECORD = bytes.fromhex("07000000140000000100000005000000") + b"UTF-8"
UTF8_CODE = (65001).to_bytes(4, "little")


def sav(
    folder: Path, columns: Mapping[str, list[Any]], *, ending: str = ".sav", **say: Any
) -> bytes:
    path = folder / f"a{ending}"
    write = pyreadstat.write_por if ending == ".por" else pyreadstat.write_sav
    write(pd.DataFrame(columns), path, **say)
    return path.read_bytes()


def declared_as(data: bytes, name: str, code: int) -> bytes:
    """Return a file that names another encoding than it was written in."""
    assert data.count(UTF8_RECORD) == 1
    record = UTF8_RECORD[:12] + len(name).to_bytes(4, "little") + name.encode()
    return data.replace(UTF8_RECORD, record).replace(UTF8_CODE, code.to_bytes(4, "little"), 1)


def with_polish(data: bytes, encoding: str) -> bytes:
    """Return a file with Polish letters in one byte each in place of digits."""
    letters = {"1": "ś", "2": "ę", "3": "ó", "4": "Ś", "5": "ć"}
    for plain in ("wi2tokrzyskie", "Wojew3dztwo", "ilo15"):
        polish = "".join(letters.get(char, char) for char in plain)
        data = data.replace(plain.encode(), polish.encode(encoding))
    return data.replace(b"4wi", "Świ".encode(encoding))


def one_byte(folder: Path, declared: str, code: int, *, written: str = "cp1250") -> bytes:
    """Return a file with a label, an option and an answer in an encoding of one byte."""
    data = sav(
        folder,
        {"woj": [1.0, 2.0], "slowo": ["ilo15", "x"]},
        column_labels={"woj": "Wojew3dztwo"},
        variable_value_labels={"woj": {1: "4wi2tokrzyskie"}},
    )
    return declared_as(with_polish(data, written), declared, code)


def read(data: bytes, **say: Any) -> tuple[SurveyExport, dict[str, Question], tuple[Problem, ...]]:
    definition, reading = read_spss(SurveyFile(name="ankieta.sav", data=data, **say))
    (export,) = reading.exports
    return export, {q.name: q for q in definition.questions}, reading.problems


def cells(export: SurveyExport, name: str) -> Any:
    column = export.column(name)
    assert column is not None
    return column.cells


@pytest.mark.parametrize("compress", [False, True])
def test_a_code_declared_missing_stays_and_is_marked(tmp_path: Path, compress: bool) -> None:
    """Case D1: pyreadstat itself would make 9 blank unless asked not to."""
    data = sav(
        tmp_path,
        {"woj": [1.0, 9.0, np.nan, 2.0]},
        compress=compress,
        variable_value_labels={"woj": {1: "lubelskie", 2: "świętokrzyskie", 9: "brak danych"}},
        missing_ranges={"woj": [9]},
    )
    export, questions, problems = read(data)
    assert cells(export, "woj") == [1, 9, None, 2]  # system-missing is None, 9 is 9
    options = [(o.code, o.labels, o.missing) for o in questions["woj"].options]
    assert options == [
        ("1", {"": "lubelskie"}, False),
        ("2", {"": "świętokrzyskie"}, False),
        ("9", {"": "brak danych"}, True),
    ]
    assert problems == ()
    assert data[:4] == (b"$FL3" if compress else b"$FL2")


def test_ranges_texts_and_codes_without_labels_declared_missing(tmp_path: Path) -> None:
    data = sav(
        tmp_path,
        {"dochod": [100.5, -5.0, -999.0, 0.0, 99.0], "plec": ["K", "odm", "M", "", "K"]},
        variable_value_labels={"dochod": {-999: "odmowa"}},
        missing_ranges={"dochod": [{"lo": -999, "hi": 0}, 99], "plec": ["odm"]},
    )
    export, questions, _ = read(data)
    assert cells(export, "dochod") == [100.5, -5, -999, 0, 99]
    # -999 has a label; 99 is declared by itself; -5 and 0 stand in cells of the declared range
    options = [(o.code, o.labels, o.missing) for o in questions["dochod"].options]
    assert options == [
        ("-999", {"": "odmowa"}, True),
        ("-5", {}, True),
        ("0", {}, True),
        ("99", {}, True),
    ]
    assert cells(export, "plec") == ["K", "odm", "M", "", "K"]
    assert [(o.code, o.missing) for o in questions["plec"].options] == [("odm", True)]
    assert (questions["dochod"].kind, questions["plec"].kind) == ("number", "text")


def test_kinds_follow_labels_measure_and_format(tmp_path: Path) -> None:
    agree = {1: "wcale", 2: "trochę", 3: "bardzo"}
    data = sav(
        tmp_path,
        {
            "skala": [1.0], "woj": [1.0], "plec": [1.0], "ile": [1.5], "slowa": ["a"],
            "dzien": [dt.date(2020, 3, 12)], "godzina": [dt.time(10, 5)],
        },
        variable_value_labels={"skala": {**agree, 9: "nie wiem"}, "woj": agree, "plec": {1: "K"}},
        missing_ranges={"skala": [9]},
        variable_measure={"skala": "ordinal", "woj": "nominal"},
        column_labels={"skala": "Zaufanie do służb"},
    )  # fmt: skip
    _, questions, _ = read(data)
    assert {name: question.kind for name, question in questions.items()} == {
        "skala": "rating",  # 1, 2, 3 rising; 9 is missing and does not count
        "woj": "choice",  # the file calls it nominal
        "plec": "choice",
        "ile": "number",
        "slowa": "text",
        "dzien": "date",
        "godzina": "text",
    }
    assert questions["skala"].texts == {"": "Zaufanie do służb"}
    assert questions["ile"].texts == {}


def test_days_moments_and_times_become_what_they_are(tmp_path: Path) -> None:
    data = sav(
        tmp_path,
        {
            "dzien": [dt.date(2020, 3, 12), None],
            "chwila": [MOMENT, None],
            "godzina": [dt.time(10, 5), None],
        },
    )
    export, _, _ = read(data)
    assert cells(export, "dzien") == [dt.date(2020, 3, 12), None]
    assert cells(export, "chwila") == [MOMENT, None]
    assert cells(export, "godzina") == [dt.time(10, 5), None]


def test_cases_count_from_one_and_columns_have_letters(tmp_path: Path) -> None:
    export, _, _ = read(sav(tmp_path, {"łódź": [1.0, 2.0], "b": ["x  ", " y"]}))
    assert export.rows.tolist() == [1, 2]
    assert [(c.name, c.letter, c.part, c.question) for c in export.columns] == [
        ("łódź", "A", "answer", "łódź"),
        ("b", "B", "answer", "b"),
    ]
    assert cells(export, "b") == ["x", " y"]  # only the blanks that SPSS adds at the end go
    assert (export.platform, export.sheet, export.heading) == ("spss", "", "code")


@pytest.mark.parametrize(
    ("declared", "code", "written", "rules"),
    [
        ("windows-1250", 1250, "cp1250", []),
        ("ISO-8859-2", 28592, "iso8859-2", []),
        ("windows-1252", 1252, "cp1250", ["reread_encoding"]),  # read as Œwiêtokrzyskie
        ("UTF-8", 65001, "cp1250", ["reread_encoding"]),  # the bytes are no UTF-8
        ("windows-1252", 1252, "iso8859-2", ["reread_encoding"]),
    ],
)
def test_polish_labels_come_out_whatever_the_file_says(
    tmp_path: Path, declared: str, code: int, written: str, rules: list[str]
) -> None:
    """Case D2 for SPSS: the same words from any encoding; another than named is reported."""
    export, questions, problems = read(one_byte(tmp_path, declared, code, written=written))
    assert questions["woj"].texts == {"": "Województwo"}
    assert questions["woj"].options[0].labels == {"": "Świętokrzyskie"}
    assert cells(export, "slowo") == ["ilość", "x"]
    assert [problem.rule for problem in problems] == rules
    if rules:
        assert "odczytano go jako" in problems[0].message.pl
        assert "encoding w survey.toml" in problems[0].message.pl


def test_polish_labels_in_utf8_need_nothing(tmp_path: Path) -> None:
    data = sav(tmp_path, {"woj": [1.0]}, column_labels={"woj": "Świętokrzyskie – „ważne”"})
    _, questions, problems = read(data)
    assert (questions["woj"].texts, problems) == ({"": "Świętokrzyskie – „ważne”"}, ())


def test_labels_garbled_before_they_were_saved_are_reported(tmp_path: Path) -> None:
    """The file is sound UTF-8, but what it holds was read wrongly once: no encoding mends it."""
    data = sav(tmp_path, {"woj": [1.0]}, column_labels={"woj": "ĹšwiÄ™tokrzyskie"})
    _, questions, problems = read(data)
    assert questions["woj"].texts == {"": "ĹšwiÄ™tokrzyskie"}
    assert [problem.rule for problem in problems] == ["mojibake"]


def test_french_labels_are_left_alone(tmp_path: Path) -> None:
    """œ and ê are letters: only their Polish neighbours give a wrong encoding away."""
    data = sav(tmp_path, {"a": [1.0]}, column_labels={"a": "cœur, vêtements, m³, œuvre"})
    assert read(data)[2] == ()


def test_an_encoding_given_by_the_user_is_used(tmp_path: Path) -> None:
    data = one_byte(tmp_path, "windows-1252", 1252)
    _, questions, problems = read(data, encoding="cp1250")
    assert questions["woj"].options[0].labels == {"": "Świętokrzyskie"}
    assert problems == ()


@pytest.mark.parametrize(
    ("encoding", "rule", "words"),
    [
        ("utf-8", "wrong_encoding", "nie należą do kodowania utf-8"),
        ("koi8-r", "unknown_encoding", "Nieznane kodowanie „koi8-r”"),
    ],
)
def test_a_wrong_encoding_given_by_the_user_is_refused(
    tmp_path: Path, encoding: str, rule: str, words: str
) -> None:
    with pytest.raises(RefusedFileError) as refused:
        read(one_byte(tmp_path, "windows-1250", 1250), encoding=encoding)
    assert refused.value.rule == rule
    assert words in refused.value.message.pl


def test_portable_files_say_that_declared_codes_are_blank(tmp_path: Path) -> None:
    """9 is declared missing in the file (record 8); the library gives None."""
    data = sav(tmp_path, {"woj": [1.0, 9.0, 5.0]}, ending=".por", column_labels=["Wojewodztwo"])
    flat = data.replace(b"\r\n", b"").rstrip(b"Z").replace(b"5/8/2/CB/", b"5/8/2/89/CB/")
    assert b"89/CB" in flat
    flat += b"Z" * (-len(flat) % 80)
    lines = [flat[at : at + 80] for at in range(0, len(flat), 80)]
    export, _, problems = read(b"\r\n".join(lines) + b"\r\n")
    assert cells(export, "WOJ") == [1, None, 5]
    assert [problem.rule for problem in problems] == ["declared_missing_lost"]
    assert "Zapisz dane w SPSS jako .sav" in problems[0].message.pl


@pytest.mark.parametrize("ending", [".sav", ".zsav"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_refused(tmp_path: Path, ending: str, kept: float) -> None:
    data = sav(tmp_path, {"woj": [float(n) for n in range(50)]}, compress=ending == ".zsav")
    with pytest.raises(RefusedFileError) as refused:
        read(data[: int(len(data) * kept)])
    assert refused.value.rule == "truncated"
    assert "uszkodzony lub niepełny" in refused.value.message.pl
    assert "damaged or incomplete" in refused.value.message.en


@pytest.mark.parametrize(
    ("data", "rule", "words"),
    [
        (b"", "empty_file", "Plik jest pusty (0 bajtów)"),
        (b"id;wiek\r\n1;40\r\n", "not_spss", "To nie jest plik danych SPSS"),
        (b"PK\x03\x04", "not_spss", "Zapisz dane w SPSS jako .sav"),
        (b"$FL2" + bytes(400), "truncated", "uszkodzony lub niepełny"),
    ],
)
def test_what_is_no_spss_file_is_refused(data: bytes, rule: str, words: str) -> None:
    with pytest.raises(RefusedFileError) as refused:
        read(data)
    assert refused.value.rule == rule
    assert words in refused.value.message.pl


def test_codes_that_are_texts_in_cp1250_do_not_stop_the_process(tmp_path: Path) -> None:
    """The library ends the process at a labelled text that is not in the encoding of the file.

    Words of labels would stop it with an error; here only the value itself has a Polish letter.
    """
    data = sav(
        tmp_path,
        {"plec": ["1w", "m"]},
        variable_value_labels={"plec": {"1w": "kobieta", "m": "inna"}},
    )
    data = data.replace(b"1w", "św".encode("cp1250"))
    export, questions, problems = read(data)  # it still says UTF-8
    assert cells(export, "plec") == ["św", "m"]
    assert [(o.code, o.labels[""]) for o in questions["plec"].options] == [
        ("św", "kobieta"),
        ("m", "inna"),
    ]
    assert [problem.rule for problem in problems] == ["reread_encoding"]


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (176 + 4, 3),  # a number said to be a text of three characters
        (176 + 4, 255),  # wider than the file
        (176 + 12, 9),  # nine values declared missing, where three are the most
        (176 + 18, 1),  # format of a text for numbers
        (64, 9),  # a layout of bytes that does not exist
    ],
)
def test_a_dictionary_that_contradicts_itself_is_refused(
    tmp_path: Path, place: int, wrong: int
) -> None:
    """At the first and the fourth of these the library would end the process."""
    data = bytearray(sav(tmp_path, {"woj": [1.0, 2.0]}))
    assert data[place] != wrong
    data[place] = wrong
    with pytest.raises(RefusedFileError) as refused:
        read(bytes(data))
    assert refused.value.rule == "truncated"


def test_labels_of_a_variable_that_is_not_there_are_refused(tmp_path: Path) -> None:
    data = sav(tmp_path, {"woj": [1.0]}, variable_value_labels={"woj": {1: "lubelskie"}})
    record = bytes.fromhex("04000000 01000000 01000000")  # labels belong to variable 1
    assert data.count(record) == 1
    with pytest.raises(RefusedFileError) as refused:
        read(data.replace(record, bytes.fromhex("04000000 01000000 07000000")))
    assert refused.value.rule == "truncated"


def test_long_texts_with_labels_pass_the_check(tmp_path: Path) -> None:
    long = "odpowiedź dłuższa niż osiem znaków"
    data = sav(
        tmp_path,
        {"a": [long, "x" * 300], "b": [1.0, 2.0]},
        variable_value_labels={"a": {long: "etykieta"}},
    )
    export, questions, problems = read(data)
    assert cells(export, "a") == [long, "x" * 300]
    assert questions["a"].options[0].labels == {"": "etykieta"}
    assert problems == ()
