"""The ``.lss`` as LimeSurvey reads it: tables, keys, and what belongs to what."""

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from kooperacja_eval.instruments.lss import write_lss
from kooperacja_eval.instruments.questionnaires import Questionnaire, questionnaire
from kooperacja_eval.text import Text

pytestmark = pytest.mark.integration

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def survey() -> Questionnaire:
    return questionnaire("podmioty_kooperacja", "1.0")


@pytest.fixture(scope="module")
def document(survey: Questionnaire) -> Element:
    return fromstring(write_lss(survey))


def rows(document: Element, table: str) -> Rows:
    return [
        {cell.tag: cell.text or "" for cell in row}
        for row in document.findall(f"./{table}/rows/row")
    ]


def test_it_is_a_survey_in_polish_and_english(document: Element) -> None:
    assert document.findtext("LimeSurveyDocType") == "Survey"
    assert [lang.text for lang in document.findall("./languages/language")] == ["pl", "en"]
    # From 400 on, texts stand in tables of their own.
    assert int(document.findtext("DBVersion") or 0) >= 400


def test_every_row_has_the_columns_that_its_table_declares(document: Element) -> None:
    for table in document:
        if table.find("fields") is None:
            continue
        declared = [field.text for field in table.findall("./fields/fieldname")]
        for row in table.findall("./rows/row"):
            assert [cell.tag for cell in row] == declared, table.tag


@pytest.mark.parametrize(
    ("table", "key", "parent", "parent_key"),
    [
        ("group_l10ns", "gid", "groups", "gid"),
        ("questions", "gid", "groups", "gid"),
        ("subquestions", "parent_qid", "questions", "qid"),
        ("subquestions", "gid", "groups", "gid"),
        ("answers", "qid", "questions", "qid"),
        ("answer_l10ns", "aid", "answers", "aid"),
        ("surveys_languagesettings", "surveyls_survey_id", "surveys", "sid"),
    ],
)
def test_every_row_belongs_to_one_that_is_there(
    document: Element, table: str, key: str, parent: str, parent_key: str
) -> None:
    parents = [row[parent_key] for row in rows(document, parent)]
    assert len(parents) == len(set(parents))
    assert {row[key] for row in rows(document, table)} <= set(parents)


@pytest.mark.parametrize(
    ("table", "key", "owners"),
    [
        ("question_l10ns", "qid", ("questions", "subquestions")),
        ("group_l10ns", "gid", ("groups",)),
        ("answer_l10ns", "aid", ("answers",)),
    ],
)
def test_everything_has_words_in_both_languages(
    document: Element, table: str, key: str, owners: tuple[str, ...]
) -> None:
    expected = [(row[key], lang) for owner in owners for row in rows(document, owner)
                for lang in ("pl", "en")]  # fmt: skip
    said = [(row[key], row["language"]) for row in rows(document, table)]
    assert sorted(said) == sorted(expected)
    words = {"question_l10ns": "question", "group_l10ns": "group_name", "answer_l10ns": "answer"}
    assert all(row[words[table]] for row in rows(document, table))


def test_an_export_would_name_the_columns_by_question_and_item(
    document: Element, survey: Questionnaire
) -> None:
    questions = {row["qid"]: row for row in rows(document, "questions")}
    columns = [
        f"{questions[row['parent_qid']]['title']}[{row['title']}]"
        for row in rows(document, "subquestions")
    ]
    assert columns[:2] == ["RD[RD1]", "RD[RD2]"]
    assert {"TU[TU6]", "PRT[PRT5]", "EFT[EFT6]"} <= set(columns)
    # Every item but the open comment is a sub-question.
    assert len(columns) == len(survey.items) - 1


def test_arrays_offer_the_grades_of_agreement(document: Element) -> None:
    arrays = [row["qid"] for row in rows(document, "questions") if row["type"] == "F"]
    assert len(arrays) == 10  # eight scales, two of them once more for the time before
    for qid in arrays:
        codes = [row["code"] for row in rows(document, "answers") if row["qid"] == qid]
        assert codes == ["1", "2", "3", "4", "5", "8", "9"]


def test_codes_are_as_long_as_limesurvey_allows(document: Element) -> None:
    assert all(1 <= len(row["code"]) <= 5 for row in rows(document, "answers"))
    assert all(1 <= len(row["title"]) <= 5 for row in rows(document, "subquestions"))


def test_no_address_of_a_computer_is_kept(document: Element) -> None:
    (settings,) = rows(document, "surveys")
    assert (settings["ipaddr"], settings["refurl"]) == ("N", "N")


def test_a_wave_asks_its_own_questions_only(survey: Questionnaire) -> None:
    document = fromstring(write_lss(survey, wave="ex_ante"))
    titles = {row["title"] for row in rows(document, "questions")}
    assert {"RD", "EX"} <= titles
    assert not titles & {"TO", "RM", "PRT", "EFT"}


def test_a_title_of_ones_own_cannot_break_the_file(survey: Questionnaire) -> None:
    document = fromstring(write_lss(survey, title=Text("a ]]> & <b>", "b")))
    settings = rows(document, "surveys_languagesettings")
    assert [row["surveyls_title"] for row in settings] == ["a ]] > & <b>", "b"]
