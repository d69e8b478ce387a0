"""Which platform a file is of: by its content, never by its name. All answers are synthetic."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pyreadstat
import pytest
import xlsxwriter

from kooperacja_eval.ingest.surveys.export import Platform, RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.platform_signs import (
    is_form_sheet,
    is_kobo,
    is_limesurvey,
    is_odk,
)
from kooperacja_eval.ingest.surveys.recognise import Recognised, read_survey, recognise

pytestmark = pytest.mark.unit


def archive(members: Mapping[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
    return stream.getvalue()


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return stream.getvalue()


def sav(folder: Path) -> bytes:
    path = folder / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"q1": [1.0, 2.0]}), path)
    return path.read_bytes()


def lss_table(name: str, *rows: Mapping[str, object]) -> str:
    cells = "".join(
        "<row>"
        + "".join(f"<{key}><![CDATA[{value}]]></{key}>" for key, value in row.items())
        + "</row>"
        for row in rows
    )
    fields = "".join(f"<fieldname>{key}</fieldname>" for key in rows[0])
    return f"<{name}><fields>{fields}</fields><rows>{cells}</rows></{name}>"


def lss(doctype: str = "Survey") -> bytes:
    """Return the structure of a questionnaire with one question, as older versions write it."""
    tables = (
        lss_table("groups", {"gid": 1, "sid": 7, "group_name": "Ocena", "group_order": 0,
                             "language": "pl"}),
        lss_table("questions", {"qid": 3, "parent_qid": 0, "sid": 7, "gid": 1, "type": "5",
                                "title": "K1", "question": "Jak oceniasz?", "language": "pl",
                                "question_order": 1, "mandatory": "N", "other": "N",
                                "scale_id": 0}),
        lss_table("surveys", {"sid": 7, "language": "pl", "additional_languages": ""}),
    )  # fmt: skip
    return (
        '<?xml version="1.0" encoding="UTF-8"?><document>'
        f"<LimeSurveyDocType>{doctype}</LimeSurveyDocType><DBVersion>363</DBVersion>"
        f"<languages><language>pl</language></languages>{''.join(tables)}</document>"
    ).encode()


FORM = xlsx(
    {
        "survey": [["type", "name", "label"], ["integer", "wiek", "Ile masz lat?"]],
        "choices": [["list_name", "name", "label"], ["tn", "t", "Tak"]],
        "settings": [["form_title"], ["Próba"]],
    }
)
LIMESURVEY = (
    '"id","submitdate","lastpage","startlanguage","K1"\r\n'
    '"1","2020-10-15 10:00:00","2","pl","4"\r\n'
)
KOBO = (
    '"wiek";"_id";"_uuid";"_submission_time";"_index"\n"41";"7";"u-1";"2020-10-15T10:00:00";"1"\n'
)
ODK = "SubmissionDate,wiek,KEY,SubmitterName\n2020-10-15T10:00:00.000Z,41,uuid:1,Próba\n"
ODK_REPEAT = "imie,PARENT_KEY,KEY\nPróba,uuid:1,uuid:1/dziecko[1]\n"
GOOGLE = "Sygnatura czasowa,Wiek\n2020/10/15 10:23:45 AM EEST,41\n"
MICROSOFT = [["ID", "Godzina rozpoczęcia", "Godzina ukończenia", "Wiek"], [1, 44119.4, 44119.5, 41]]
PLAIN = "Wiek;Płeć\n41;K\n"


def seen(data: bytes | str, name: str = "plik.bin", **say: Any) -> Recognised:
    raw = data.encode() if isinstance(data, str) else data
    return recognise(SurveyFile(name=name, data=raw), **say)


@pytest.mark.parametrize(
    ("data", "platform", "columns"),
    [
        (LIMESURVEY, "limesurvey", 5),
        ("\ufeff" + LIMESURVEY.replace(",", ";"), "limesurvey", 5),
        (KOBO, "kobo", 5),
        (ODK, "odk", 4),
        (GOOGLE, "google_forms", 2),
        (GOOGLE.replace(",", ";").encode("cp1250"), "google_forms", 2),
        (xlsx({"Sheet1": MICROSOFT}), "ms_forms", 4),
        (
            xlsx({"Odpowiedzi": [["Sygnatura czasowa", "Wiek"], ["2020/10/15", 41]]}),
            "google_forms",
            2,
        ),
        (PLAIN, "table", 2),
        (xlsx({"Dane": [["Wiek", "Płeć"], [41, "K"]]}), "table", 2),
    ],
)
def test_answers_of_each_platform(data: bytes | str, platform: str, columns: int) -> None:
    found = seen(data)
    assert found.platform == platform
    (export,) = found.reading.exports
    assert (export.platform, len(export.columns), len(export.rows)) == (platform, columns, 1)
    assert found.definition is None
    assert found.reason.pl
    assert found.reason.en
    assert found.alternatives == (() if platform == "table" else ("table",))


@pytest.mark.parametrize(
    "name", ["ankieta.csv", "ankieta.lss", "google.xlsx", "a.sav", "bez_nazwy"]
)
def test_the_name_of_a_file_tells_nothing(name: str, tmp_path: Path) -> None:
    assert seen(GOOGLE, name).platform == "google_forms"
    assert seen(sav(tmp_path), name).platform == "spss"
    assert seen(LIMESURVEY, name).platform == "limesurvey"


def test_spss_brings_answers_and_definition(tmp_path: Path) -> None:
    found = seen(sav(tmp_path))
    assert (found.platform, found.alternatives, found.notes) == ("spss", (), ())
    assert found.definition is not None
    assert [question.name for question in found.definition.questions] == ["q1"]


def test_an_archive_of_odk_with_its_repeats() -> None:
    data = archive(
        {"a.csv": ODK.encode(), "a-dziecko.csv": ODK_REPEAT.encode(), "a - audit.csv": "x"}
    )
    found = seen(data, "a.csv.zip")
    assert (found.platform, found.alternatives) == ("odk", ("kobo",))
    assert len(found.reading.exports) == 2


def test_an_archive_of_limesurvey_brings_both() -> None:
    found = seen(archive({"survey_7.lss": lss()}), "a.zip")
    assert (found.platform, found.alternatives) == ("limesurvey", ())
    assert found.definition is not None
    assert [question.name for question in found.definition.questions] == ["K1"]
    assert found.reading.exports == ()  # the archive holds no responses


@pytest.mark.parametrize(
    ("data", "platform", "name"),
    [(lss(), "limesurvey", "K1"), (FORM, "kobo", "wiek")],
    ids=["lss", "xlsform"],
)
def test_a_questionnaire_alone_is_no_answers(data: bytes, platform: str, name: str) -> None:
    found = seen(data)
    assert found.platform == platform
    assert found.definition is not None
    assert [question.name for question in found.definition.questions] == [name]
    assert found.reading.exports == ()
    assert "kwestionariusz bez odpowiedzi" in found.notes[0].pl


def test_the_definition_comes_with_the_answers_where_it_is_given() -> None:
    found = seen(LIMESURVEY, definition_file=SurveyFile(name="a.lss", data=lss()))
    assert found.definition is not None
    assert found.notes == ()
    found = seen(LIMESURVEY)
    assert ".lss" in found.notes[0].pl


def test_headers_that_tell_nothing_belong_to_the_platform_of_the_definition() -> None:
    form = SurveyFile(name="form.xlsx", data=FORM)
    found = seen("wiek;plec\n41;K\n", definition_file=form)
    assert (found.platform, found.alternatives) == ("kobo", ("odk", "table"))
    assert found.definition is not None


@pytest.mark.parametrize("platform", get_args(Platform))
@pytest.mark.parametrize("data", [lss(), FORM], ids=["lss", "xlsform"])
def test_a_definition_given_as_answers_is_refused(platform: Platform, data: bytes) -> None:
    with pytest.raises(RefusedFileError) as refused:
        read_survey(SurveyFile(name="ankieta.xlsx", data=data), platform)
    assert refused.value.rule == "definition_not_answers"
    assert "zawiera kwestionariusz, a nie odpowiedzi" in refused.value.message.pl
    assert "holds a questionnaire, no answers" in refused.value.message.en


@pytest.mark.parametrize("answers", [LIMESURVEY, KOBO, PLAIN])
def test_answers_given_as_a_definition_are_refused(answers: str) -> None:
    wrong = SurveyFile(name="odpowiedzi.csv", data=answers.encode())
    with pytest.raises(RefusedFileError) as refused:
        read_survey(SurveyFile(name="a.csv", data=KOBO.encode()), "kobo", wrong)
    assert refused.value.rule == "answers_not_definition"
    assert "odpowiedzi.csv, podany jako definition, zawiera odpowiedzi" in refused.value.message.pl


@pytest.mark.parametrize(
    ("platform", "answers", "definition"),
    [("limesurvey", LIMESURVEY, FORM), ("kobo", KOBO, lss()), ("odk", ODK, lss())],
)
def test_a_definition_of_another_platform_is_refused(
    platform: Platform, answers: str, definition: bytes
) -> None:
    given = SurveyFile(name="definicja", data=definition)
    with pytest.raises(RefusedFileError) as refused:
        read_survey(SurveyFile(name="a.csv", data=answers.encode()), platform, given)
    assert refused.value.rule == "wrong_definition"
    assert "innej platformy" in refused.value.message.pl


@pytest.mark.parametrize(
    ("platform", "answers"),
    [("limesurvey", LIMESURVEY), ("kobo", KOBO), ("odk", ODK), ("google_forms", GOOGLE),
     ("table", PLAIN), ("table", KOBO)],
)  # fmt: skip
def test_the_platform_that_the_user_names_reads_the_file(platform: Platform, answers: str) -> None:
    reading, definition = read_survey(SurveyFile(name="a.csv", data=answers.encode()), platform)
    assert [export.platform for export in reading.exports] == [platform]
    assert definition is None


def test_a_form_of_odk_is_read_for_odk() -> None:
    form = SurveyFile(name="form.xlsx", data=FORM)
    _, definition = read_survey(SurveyFile(name="a.csv", data=ODK.encode()), "odk", form)
    assert definition is not None
    assert definition.platform == "odk"


def test_a_definition_that_is_given_goes_before_the_one_in_the_file(tmp_path: Path) -> None:
    answers = SurveyFile(name="fala2.sav", data=sav(tmp_path))
    given = SurveyFile(name="fala1.sav", data=answers.data)
    _, definition = read_survey(answers, "spss", given)
    assert definition is not None
    assert definition.file == "fala1.sav"


def test_spss_labels_may_be_the_definition_of_a_table(tmp_path: Path) -> None:
    given = SurveyFile(name="a.sav", data=sav(tmp_path))
    _, definition = read_survey(SurveyFile(name="a.csv", data=b"q1;q2\n1;2\n"), "table", given)
    assert definition is not None
    assert definition.platform == "spss"


@pytest.mark.parametrize(
    ("data", "rule", "words"),
    [
        (b"", "empty_file", "Plik jest pusty (0 bajtów)"),
        (archive({"a.txt": "x"}), "unknown_archive", "nie jest ani archiwum LimeSurvey"),
        (archive({"a.csv": "x;y\n1;2\n"}), "unknown_archive", "Wypakuj z niego plik"),
        (archive({"../a.lss": lss()}), "zip_path", "wychodzi poza archiwum"),
        (lss("Tokens"), "unknown_document", "dokument LimeSurvey typu Tokens"),
        (b'<?xml version="1.0"?><h:html/>', "unknown_document", "To plik XML"),
        (b"<html><body>Zaloguj</body></html>", "not_a_table", "To nie jest tabela"),
    ],
)
def test_what_is_nothing_of_the_kind_is_refused(data: bytes, rule: str, words: str) -> None:
    with pytest.raises(RefusedFileError) as refused:
        seen(data)
    assert refused.value.rule == rule
    assert words in refused.value.message.pl


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["id", "submitdate", "lastpage"], "limesurvey"),
        (["ID odpowiedzi", "Data wysłania", "Wiek"], "limesurvey"),
        (["K1[SQ001]", "K1[SQ002]"], "limesurvey"),
        (["grupa/wiek", "_uuid", "_index"], "kobo"),
        (["meta/instanceID", "_submission_time", "_submitted_by"], "kobo"),
        (["imie", "_parent_table_name", "_parent_index"], "kobo"),
        (["SubmissionDate", "meta-instanceID", "KEY"], "odk"),
        (["imie", "PARENT_KEY", "KEY"], "odk"),
        (["KEY", "value"], None),
        (["SubmissionDate", "SubmitterName"], None),  # ODK always writes KEY
        (["id", "wiek"], None),
        (["_index", "wiek"], None),
        ([], None),
    ],
)
def test_headers_speak_for_one_platform_at_most(headers: list[str], expected: str | None) -> None:
    detectors = {"limesurvey": is_limesurvey, "kobo": is_kobo, "odk": is_odk}
    speaking = [platform for platform, detector in detectors.items() if detector(headers)]
    assert speaking == ([expected] if expected else [])


def test_a_sheet_called_survey_is_no_form_by_its_name_alone() -> None:
    assert not is_form_sheet("survey", ["Wiek", "Płeć"])
    assert seen(xlsx({"survey": [["Wiek", "Płeć"], [41, "K"]]})).platform == "table"
