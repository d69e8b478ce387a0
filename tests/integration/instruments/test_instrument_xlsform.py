"""The XLSForm as pyxform, which KoBoToolbox and ODK use, converts it."""

from io import BytesIO

import openpyxl
import pytest
from defusedxml.ElementTree import fromstring
from pyxform.xls2xform import ConvertResult, convert

from kooperacja_eval.instruments.questionnaires import Questionnaire, questionnaire
from kooperacja_eval.instruments.xlsform import write_xlsform
from kooperacja_eval.text import Text

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def survey() -> Questionnaire:
    return questionnaire("podmioty_kooperacja", "1.0")


def converted(content: bytes) -> tuple[ConvertResult, list[str]]:
    warnings: list[str] = []
    return convert(content, warnings=warnings, file_type=".xlsx"), warnings


@pytest.mark.parametrize("wave", [None, "ex_ante", "mid_term", "ex_post"])
def test_pyxform_converts_it_without_a_warning(survey: Questionnaire, wave: str | None) -> None:
    result, warnings = converted(write_xlsform(survey, wave=wave))
    assert warnings == []
    paths = {
        element.get("nodeset", "").rsplit("/", 1)[-1]
        for element in fromstring(result.xform).iter()
        if element.tag.endswith("}bind")
    }
    options = {f"TU{number}" for number in range(1, 7)}
    expected = survey.items_of(wave) if wave else tuple(survey.items["item_id"])
    assert set(expected) - options <= paths
    assert {"TU", "KEY", "TEAM", "VOIV", "LEVEL", "SECT", "ROLE"} <= paths


def test_both_languages_are_there_polish_first(survey: Questionnaire) -> None:
    result, _ = converted(write_xlsform(survey))
    document = fromstring(result.xform)
    found = [e for e in document.iter() if e.tag.endswith("}translation")]
    assert [(e.get("lang"), e.get("default")) for e in found] == [
        ("Polski (pl)", "true()"),
        ("English (en)", None),
    ]


def test_scales_are_groups_of_questions_with_the_grades_of_agreement(
    survey: Questionnaire,
) -> None:
    book = openpyxl.load_workbook(BytesIO(write_xlsform(survey)))
    assert book.sheetnames == ["survey", "choices", "settings"]
    lines = [row[:2] for row in book["survey"].iter_rows(values_only=True)]
    at = lines.index(("begin_group", "readiness"))
    assert lines[at + 2 : at + 7] == [("select_one agreement", f"RD{i}") for i in range(1, 6)]
    assert lines[at + 7] == ("end_group", None)
    choices = [row[:2] for row in book["choices"].iter_rows(values_only=True)]
    assert [name for listed, name in choices if listed == "agreement"] == list("1234589")


def test_it_says_which_form_and_version_it_is(survey: Questionnaire) -> None:
    title = Text("Ankieta próbna", "Trial survey")
    book = openpyxl.load_workbook(BytesIO(write_xlsform(survey, wave="mid_term", title=title)))
    assert list(book["settings"].iter_rows(values_only=True)) == [
        ("form_title", "form_id", "version", "default_language"),
        ("Ankieta próbna", "podmioty_kooperacja_mid_term", "1.0", "Polski (pl)"),
    ]
