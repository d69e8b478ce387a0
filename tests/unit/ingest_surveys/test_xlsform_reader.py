"""XLSForms: names, kinds, words, options; forms that pyxform refuses. Synthetic questions."""

from collections.abc import Sequence
from io import BytesIO

import openpyxl
import pytest

from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.xlsform import read_xlsform

pytestmark = pytest.mark.unit

CHOICES = """
list_name | name | label::Polski (pl) | label::English (en)
ocena     | 1    | słabo              | poor
ocena     | 2    | średnio            | fair
ocena     | 3    | dobrze             | good
plec      | k    | kobieta            | woman
plec      | m    | mężczyzna          | man
"""


def rows(drawn: str) -> list[list[str | None]]:
    """Return the cells of a table drawn with bars."""
    lines = [line for line in drawn.strip().splitlines() if line.strip()]
    return [[cell.strip() or None for cell in line.split("|")] for line in lines]


def workbook(**sheets: str) -> SurveyFile:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, drawn in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows(drawn):
            sheet.append(row)
    data = BytesIO()
    book.save(data)
    return SurveyFile(name="formularz.xlsx", data=data.getvalue())


def kinds(definition: SurveyDefinition) -> Sequence[tuple[str, str]]:
    return [(entry.name, entry.kind) for entry in definition.questions]


def test_kinds_names_and_groups() -> None:
    found = read_xlsform(
        workbook(
            survey="""
type                 | name   | label
start                | start  |
begin_group          | g1     | Pierwsza
select_one ocena     | q1     | Ocena
select_one plec      | plec   | Płeć
end_group            |        |
begin_repeat         | dzieci | Dzieci
integer              | q1     | Wiek
date                 | urodz  | Urodzenie
end_repeat           |        |
select_multiple plec | kto    | Kto
range                | skala  | Skala
note                 | info   | Informacja
calculate            | suma   |
text                 | uwagi  | Uwagi
""".replace("calculate            | suma   |", "decimal | suma | Suma"),
            choices=CHOICES,
        )
    )
    assert kinds(found) == [
        ("g1/q1", "rating"),
        ("plec", "choice"),
        ("dzieci/q1", "number"),
        ("urodz", "date"),
        ("kto", "choice"),
        ("kto/k", "option"),
        ("kto/m", "option"),
        ("skala", "number"),
        ("info", "note"),
        ("suma", "number"),
        ("uwagi", "text"),
    ]
    assert [q.group for q in found.questions[:3]] == ["g1", "g1", "dzieci"]
    assert found.problems == ()


def test_calculations_are_numbers_where_the_form_says_so() -> None:
    found = read_xlsform(
        workbook(
            survey="""
type      | name | label | calculation    | bind::type
integer   | a    | A     |                |
calculate | b    |       | int(${a} div 2)|
calculate | c    |       | ${a}           | int
calculate | d    |       | concat(${a},1) |
"""
        )
    )
    assert kinds(found) == [("a", "number"), ("b", "number"), ("c", "number"), ("d", "text")]


def test_words_by_language_options_required_and_version() -> None:
    found = read_xlsform(
        workbook(
            survey="""
type             | name | label::English (en) | label::Polski (pl)         | required
select_one ocena | q1   | How is it?          | Jak <b>ocenia</b>  Pan(i)? | yes
""",
            choices=CHOICES,
            settings="version | default_language\n2020a | Polski (pl)\n",
        )
    )
    (asked,) = found.questions
    assert asked.texts == {"pl": "Jak ocenia Pan(i)?", "en": "How is it?"}
    assert [(o.code, o.labels["pl"], o.labels["en"]) for o in asked.options] == [
        ("1", "słabo", "poor"), ("2", "średnio", "fair"), ("3", "dobrze", "good"),
    ]  # fmt: skip
    assert asked.required
    assert found.version == "2020a"
    assert found.languages == ("pl", "en")


def test_words_without_a_language_belong_to_none_and_an_option_has_both_words() -> None:
    found = read_xlsform(
        workbook(
            survey="type | name | label\nselect_multiple k | q | Kanały\n",
            choices="list_name | name | label\nk | a | Mail\n",
        )
    )
    assert found.languages == ("",)
    assert [q.texts for q in found.questions] == [{"": "Kanały"}, {"": "Kanały – Mail"}]


def test_or_other_adds_the_option_and_the_free_words_of_the_question() -> None:
    found = read_xlsform(
        workbook(
            survey="type | name | label\nselect_one k or_other | q | Kanał\ntext | x_other | X\n",
            choices="list_name | name | label\nk | a | Mail\nk | b | Tel\n",
        )
    )
    assert [(q.name, q.question, [o.code for o in q.options]) for q in found.questions] == [
        ("q", "q", ["a", "b", "other"]),
        ("q_other", "q", []),
        ("x_other", "x_other", []),
    ]


def test_a_form_of_csv_is_read() -> None:
    text = '"survey",,,\n,"type","name","label"\n,"integer","wiek","Wiek"\n'
    found = read_xlsform(SurveyFile(name="f.csv", data=text.encode()))
    assert kinds(found) == [("wiek", "number")]


def test_a_form_that_pyxform_refuses_is_read_plainly_and_says_why() -> None:
    # The list is not among the choices: pyxform refuses, though such forms were deployed.
    found = read_xlsform(
        workbook(
            survey="""
type             | name | label
begin_group      | g    | G
select_one brak  | q1   | Ocena
select_one ocena | q2   | Ocena 2
end_group        |      |
""",
            choices=CHOICES.replace("::Polski (pl)", "").replace("::English (en)", "::en"),
        )
    )
    assert kinds(found) == [("q1", "choice"), ("q2", "rating")]
    assert [p.rule for p in found.problems] == ["form_refused", "no_choices"]
    assert "brak" in found.problems[0].message.pl
    assert "Lista opcji pytania g/q1" in found.problems[1].message.pl


def test_a_form_that_is_not_safe_to_read_plainly_is_refused_with_the_reason() -> None:
    broken = workbook(survey="type | name | label\nbegin_group | g | G\ntext | q | Q\n")
    with pytest.raises(RefusedFileError) as caught:
        read_xlsform(broken)
    assert caught.value.rule == "not_a_form"
    assert "begin" in caught.value.message.pl


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        (workbook(dane="q1 | q2\na | b\n"), "not_a_form"),
        (SurveyFile(name="a.csv", data=b"q1,q2\na,b\n"), "not_a_form"),
        (SurveyFile(name="a.csv", data=b"survey,\nodd,x\n,y\n"), "not_a_form"),
        (SurveyFile(name="a.xlsx", data=b"PK\x03\x04 broken"), "truncated"),
        (SurveyFile(name="a.xls", data=b"\xd0\xcf\x11\xe0 broken"), "truncated"),
        (SurveyFile(name="a.xlsx", data=b"<html>"), "truncated"),
    ],
)
def test_what_is_no_form_is_refused(file: SurveyFile, rule: str) -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_xlsform(file)
    assert caught.value.rule == rule
    assert file.name in caught.value.message.pl
