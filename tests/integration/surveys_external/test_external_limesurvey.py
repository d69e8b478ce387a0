"""Files of LimeSurvey by other hands, against what was counted in them without this project.

The files are not part of the project. Counts come from ``facts.json`` beside them, which Python's
csv and XML readers wrote. csv counts the blank line that LimeSurvey writes last as a record.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from kooperacja_eval.ingest.sheets import cells_of
from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import Reading, SurveyExport, SurveyFile
from kooperacja_eval.ingest.surveys.limesurvey import read_limesurvey
from kooperacja_eval.ingest.surveys.lss import read_lss

pytestmark = pytest.mark.integration

SHARED = (Path(__file__).resolve().parents[3] / "../shared/external").resolve()
FOLDER = SHARED / "limesurvey"
if not FOLDER.is_dir():
    pytest.skip("no folder with files by other hands", allow_module_level=True)

FACTS: dict[str, dict[str, Any]] = json.loads((SHARED / "facts.json").read_text(encoding="utf-8"))
EXPORTS = (
    "dt_results_english.csv",
    "dt_results_german.csv",
    "rse2017_de_public_data.csv",
    "rse2017_nl_public_data.csv",
    "limonaid/survey_100001_R_data_file.csv",
    "limonaid/survey_998192_R_data_file.csv",
)
STRUCTURES = (
    "dt_survey_222232.lss",
    "limonaid/limesurvey_group_1370.lsg",
    "limonaid/export-of-en-and-nl-survey-with-one-question-as-tsv.txt",
    "limonaid/export-of-minimal-survey-as-tsv.txt",
    "limonaid/export-of-survey-with-one-multi-choice-question-as-tsv.txt",
)


def file(name: str) -> SurveyFile:
    return SurveyFile(name=name, data=(FOLDER / name).read_bytes())


def only(reading: Reading) -> SurveyExport:
    (export,) = reading.exports
    return export


def structure() -> SurveyDefinition:
    return read_lss(file("dt_survey_222232.lss"))


def test_no_file_is_left_out() -> None:
    found = {str(p.relative_to(FOLDER)) for p in FOLDER.rglob("*") if p.is_file()}
    assert found == {*EXPORTS, *STRUCTURES}


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_have_the_rows_and_columns_that_were_counted(name: str) -> None:
    facts = FACTS[f"limesurvey/{name}"]
    reading = read_limesurvey(file(name))
    export = only(reading)
    blank = int(file(name).data.endswith(b"\n\n"))
    assert len(export.columns) == facts["fields_in_header"]
    assert len(export.rows) == facts["csv_records_incl_header"] - 1 - blank
    assert export.rows.tolist() == list(range(2, len(export.rows) + 2))
    assert len({column.name for column in export.columns}) == len(export.columns)
    assert {p.severity for p in reading.problems} <= {"warning"}


@pytest.mark.parametrize("name", EXPORTS)
def test_cells_are_those_that_csv_reads(name: str) -> None:
    # the csv module is the second reader; the delimiter is the one that the sources name
    delimiter = ";" if name.startswith("dt_") else ","
    text = file(name).data.decode("utf-8-sig").splitlines(keepends=True)
    header, *rows = [row for row in csv.reader(text, delimiter=delimiter) if row]
    export = only(read_limesurvey(file(name)))
    assert [column.header for column in export.columns] == header
    for index, column in enumerate(export.columns):
        assert list(cells_of(column.cells)) == [row[index] for row in rows]


@pytest.mark.parametrize("name", ["dt_results_english.csv", "dt_results_german.csv"])
def test_many_commas_in_the_header_do_not_mislead(name: str) -> None:
    # a sniffer of characters takes the comma on the beginning of these files
    assert FACTS[f"limesurvey/{name}"]["sniffer_is_wrong"]
    beginning = file(name).data.decode("utf-8-sig")[:8192]
    assert csv.Sniffer().sniff(beginning).delimiter == ","
    assert len(only(read_limesurvey(file(name))).columns) == 317


def test_full_headings_in_the_language_of_the_survey_are_matched() -> None:
    # 317 columns: the number of the answer, 306 clear, and 5 headings that two questions share
    known = structure()
    reading = read_limesurvey(file("dt_results_german.csv"), definition=known)
    export = only(reading)
    order = {question.name: place for place, question in enumerate(known.questions)}
    places = [order[column.name] for column in export.columns if column.name in order]
    assert len(places) == 306
    # LimeSurvey exports in the order of the questionnaire: no match is out of place
    assert places == sorted(places)
    assert [p.rule for p in reading.problems].count("ambiguous_headings") == 1
    ambiguous = [p for p in reading.problems if p.rule == "ambiguous_headings"]
    assert "HA, HB, HC, HD, HE, HK, HL, HM" in ambiguous[0].message.en
    assert "unmatched_headings" not in [p.rule for p in reading.problems]


def test_matched_columns_hold_what_the_questionnaire_offers() -> None:
    known = structure()
    export = only(read_limesurvey(file("dt_results_german.csv"), definition=known))
    rated = [
        (column, question)
        for column in export.columns
        for question in [known.question(column.name)]
        if question is not None and question.kind == "rating"
    ]
    # 84 answers that are no options or own answers, less 10 unclear ones and 4 free texts
    assert len(rated) == 70
    for column, question in rated:
        offered = {" ".join(label.split()) for o in question.options for label in o.labels.values()}
        found = {" ".join(str(cell).split()) for cell in cells_of(column.cells)}
        assert found <= {*offered, "", "N/A"}


def test_a_translated_export_is_not_matched_to_a_german_questionnaire() -> None:
    reading = read_limesurvey(file("dt_results_english.csv"), definition=structure())
    (unmatched,) = [p for p in reading.problems if p.rule == "unmatched_headings"]
    assert "Dopasowano 0 z 316 nagłówków" in unmatched.message.pl
    assert only(reading).columns[0].name == "id"


@pytest.mark.parametrize("name", ["rse2017_de_public_data.csv", "rse2017_nl_public_data.csv"])
def test_code_and_text_are_parted(name: str) -> None:
    export = only(read_limesurvey(file(name)))
    assert export.heading == "code_text"
    names = [column.name for column in export.columns]
    assert names[:2] == ["[A]", "socio1"]  # pandas wrote its row numbers without a heading
    assert "likert0[time1can]" in names
    assert all(c.header.startswith(f"{c.name}. ") for c in export.columns[1:])


def test_an_r_data_file_says_who_completed() -> None:
    export = only(read_limesurvey(file("limonaid/survey_998192_R_data_file.csv")))
    assert export.complete is not None
    submitted = export.column("submitdate")
    assert submitted is not None
    assert export.complete.tolist() == [bool(cell) for cell in cells_of(submitted.cells)]
    parts = [column.part for column in export.columns]
    said = ("Total time", "Group time: ", "Question time: ")
    times = [column.header.startswith(said) for column in export.columns]
    assert [part == "timing" for part in parts] == times
    assert (parts.count("system"), sum(times)) == (7, 20)


def test_a_large_r_data_file() -> None:
    export = only(read_limesurvey(file("limonaid/survey_100001_R_data_file.csv")))
    assert [column.name for column in export.columns[:8]] == [
        "id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp",
        "Where do you live?",
    ]  # fmt: skip
    assert export.columns[9].name == "[J]"  # a question without words


@pytest.mark.parametrize("name", ["dt_survey_222232.lss", "limonaid/limesurvey_group_1370.lsg"])
def test_structures_say_what_was_found_in_their_xml(name: str) -> None:
    facts = FACTS[f"limesurvey/{name}"]
    definition = read_lss(file(name))
    assert definition.version == facts["DBVersion"]
    assert list(definition.languages) == facts["languages"]
    assert definition.problems == ()


def test_an_old_structure() -> None:
    # counted in the XML: 27 multiple choices, all with an own answer, of 213 options; 19 arrays
    # of 100 sub-questions; 8 texts: 213 + 27 + 100 + 8 = 348
    definition = structure()
    kinds = [question.kind for question in definition.questions]
    assert len(kinds) == 348
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "option": 213, "text": 35, "rating": 100,
    }  # fmt: skip
    question = definition.question("Fach[F1]")
    assert question is not None
    assert question.texts == {"de": "Welchen fachlichen Hintergrund haben Sie? – Maschinenbau"}


@pytest.mark.parametrize(
    ("name", "languages", "count"),
    [
        # questions counted in the rows of class Q and SQ of one language
        (STRUCTURES[2], ("en", "nl"), 1),
        (STRUCTURES[3], ("en", "nl"), 45),
        (STRUCTURES[4], ("en",), 2),
    ],
)
def test_structures_as_tsv(name: str, languages: tuple[str, ...], count: int) -> None:
    definition = read_lss(file(name))
    assert definition.languages == languages
    assert len(definition.questions) == count
    assert definition.problems == ()
    assert all(set(q.texts) <= set(languages) for q in definition.questions)
