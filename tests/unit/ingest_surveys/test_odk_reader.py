"""Exports of ODK Central: headers, keys, what is left aside. Synthetic answers."""

import zipfile
from io import BytesIO

import pytest

from kooperacja_eval.ingest.sheets import cells_of
from kooperacja_eval.ingest.surveys.definition import Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.export import Reading, RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.odk import read_odk

pytestmark = pytest.mark.unit

ROOT = """\
SubmissionDate,gmina,rodzina-osoby,kanaly,kanaly/mail,kanaly/tel,meta-instanceID,KEY,SubmitterID,\
AttachmentsPresent,ReviewState,FormVersion
2020-01-01,Kije,2,mail,1,0,uuid:1,uuid:1,5,0,approved,2020a
2020-01-02,Busko,1,mail tel,1,1,uuid:2,uuid:2,5,0,,2020b
"""
CHILDREN = """\
imie,PARENT_KEY,KEY
Ala,uuid:1,uuid:1/dzieci[1]
Ola,uuid:1,uuid:1/dzieci[2]
Ela,uuid:2,uuid:2/dzieci[1]
"""
TOYS = """\
nazwa,PARENT_KEY,KEY
lalka,uuid:1/dzieci[2],uuid:1/dzieci[2]/zabawki[1]
rower,uuid:2/dzieci[1],uuid:2/dzieci[1]/zabawki[1]
"""


def zipped(**members: str) -> SurveyFile:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text.encode("utf-8-sig"))
    return SurveyFile(name="ankieta.zip", data=data.getvalue())


def cells(reading: Reading, repeat: str, name: str) -> list[object]:
    export = next(export for export in reading.exports if export.repeat == repeat)
    column = export.column(name)
    assert column is not None, [c.name for c in export.columns]
    return list(cells_of(column.cells))


def test_one_csv_names_parts_and_versions() -> None:
    found = read_odk(SurveyFile(name="a.csv", data=ROOT.encode("utf-8-sig")))
    (export,) = found.exports
    assert [(c.name, c.part) for c in export.columns if c.part != "system"] == [
        ("gmina", "answer"),
        ("osoby", "answer"),
        ("kanaly", "summary"),
        ("kanaly/mail", "option"),
        ("kanaly/tel", "option"),
    ]
    assert [c.header for c in export.columns if c.part == "system"] == [
        "SubmissionDate", "meta-instanceID", "KEY", "SubmitterID", "AttachmentsPresent",
        "ReviewState", "FormVersion",
    ]  # fmt: skip
    assert export.versions == ("2020a", "2020b")
    assert export.platform == "odk"
    assert found.problems == ()


def test_repeats_are_joined_by_their_keys_at_two_levels() -> None:
    found = read_odk(
        zipped(**{"f.csv": ROOT, "f-dzieci-zabawki.csv": TOYS, "f-dzieci.csv": CHILDREN})
    )
    assert [(e.repeat, len(e.rows)) for e in found.exports] == [
        ("", 2), ("dzieci", 3), ("zabawki", 2),
    ]  # fmt: skip
    assert cells(found, "dzieci", "gmina") == ["Kije", "Kije", "Busko"]
    assert cells(found, "zabawki", "gmina") == ["Kije", "Busko"]
    assert cells(found, "zabawki", "imie") == ["Ola", "Ela"]
    assert cells(found, "zabawki", "nazwa") == ["lalka", "rower"]
    assert found.exports[2].versions == ("2020a", "2020b")
    assert found.problems == ()


def test_logs_and_media_are_left_aside_with_a_note() -> None:
    found = read_odk(
        zipped(**{"f.csv": ROOT, "f - audit.csv": "event\nstart\n", "media/foto.csv": "x\n1\n"})
    )
    assert len(found.exports) == 1
    assert [p.rule for p in found.problems] == ["files_left_aside"]
    assert found.problems[0].message.pl.endswith(": 2.")


def test_rows_without_a_parent_are_kept_and_named() -> None:
    lost = CHILDREN + "Iza,uuid:9,uuid:9/dzieci[1]\n"
    found = read_odk(zipped(**{"f.csv": ROOT, "f-dzieci.csv": lost}))
    assert cells(found, "dzieci", "imie")[-1] == "Iza"
    assert cells(found, "dzieci", "gmina")[-1] is None
    assert [(p.rule, p.row, p.column) for p in found.problems] == [("orphan_row", 5, "PARENT_KEY")]


def test_a_repeat_without_its_questionnaire_is_read_with_a_problem() -> None:
    found = read_odk(zipped(**{"f-dzieci.csv": CHILDREN}))
    assert [(e.repeat, len(e.rows)) for e in found.exports] == [("dzieci", 3)]
    assert [p.rule for p in found.problems] == ["parent_missing"]


def test_a_name_with_a_hyphen_is_no_group_where_a_part_could_not_be_a_name() -> None:
    found = read_odk(SurveyFile(name="a.csv", data=b"p-1,g-q,KEY\na,b,uuid:1\n"))
    assert [c.name for c in found.exports[0].columns] == ["p-1", "q", "KEY"]


def test_the_form_tells_a_name_with_a_hyphen_from_a_group() -> None:
    asked = Question(name="plan-dnia", question="plan-dnia", kind="text", texts={})
    definition = SurveyDefinition(
        platform="odk", file="f.xlsx", version="", languages=(), questions=(asked,)
    )
    found = read_odk(
        SurveyFile(name="a.csv", data=b"plan-dnia,KEY\na,uuid:1\n"), definition=definition
    )
    assert [c.name for c in found.exports[0].columns] == ["plan-dnia", "KEY"]


def test_points_and_marks_of_repeats_are_no_answers() -> None:
    text = b"gps-Latitude,gps-Accuracy,SET-OF-dzieci,g-SET-OF-inne,q,KEY\n1,2,a,b,c,uuid:1\n"
    found = read_odk(SurveyFile(name="a.csv", data=text))
    assert [c.name for c in found.exports[0].columns if c.part == "answer"] == ["q"]


def test_what_is_no_export_of_odk_is_refused() -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_odk(SurveyFile(name="a.csv", data=b"q1,q2\na,b\n"))
    assert caught.value.rule == "not_odk"
    assert "KEY" in caught.value.message.pl


def test_an_archive_with_a_path_out_of_it_is_refused() -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_odk(zipped(**{"../f.csv": ROOT}))
    assert caught.value.rule == "zip_path"


def test_an_archive_without_tables_is_refused() -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_odk(zipped(**{"media/a.jpg": "x"}))
    assert caught.value.rule == "no_tables"
