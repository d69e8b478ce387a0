"""SPSS files by other hands, against what pyreadstat and R users counted in them.

The files are not part of the project. Counts (rows, columns, labels, declared missing codes) come
from ``facts.json`` beside the files, which pyreadstat wrote without any code of this project.
"""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import Reading, SurveyFile
from kooperacja_eval.ingest.surveys.spss import read_spss

pytestmark = pytest.mark.integration

FOLDER = (Path(__file__).resolve().parents[3] / "../shared/external").resolve()
if not FOLDER.is_dir():
    pytest.skip("no folder with files by other hands", allow_module_level=True)

FACTS: dict[str, dict[str, Any]] = json.loads((FOLDER / "facts.json").read_text(encoding="utf-8"))
NAMES = (
    "bank_defaults.sav",
    "haven/datetime.sav",
    "haven/labelled-num-na.sav",
    "haven/labelled-num.sav",
    "haven/labelled-str.sav",
    "haven/variable-label.sav",
    "onadata_export/children.sav",
    "onadata_export/children_cartoons.sav",
    "onadata_export/children_cartoons_characters.sav",
    "onadata_export/children_sw.sav",
    "onadata_export/childrens_survey.sav",
    "onadata_export/childrens_survey_sw.sav",
    "pyreadstat/hebrews.sav",
    "pyreadstat/missing_char.sav",
    "pyreadstat/missing_test.sav",
    "pyreadstat/ordered_category.sav",
    "pyreadstat/sample.por",
    "pyreadstat/sample.sav",
    "pyreadstat/sample.zsav",
    "pyreadstat/sample_large.sav",
    "pyreadstat/simple_alltypes.sav",
    "pyreadstat/tegulu.sav",
    "pyreadstat/test_width.sav",
    "r_foreign/electric.por",
    "r_foreign/pbc.sav",
    "r_foreign/sample100.sav",
    "r_foreign/spss_long.sav",
    "r_foreign/testdata.sav",
)
WITH_PROBLEM = {
    "haven/datetime.sav": ["date_out_of_range"],  # a moment in the year 201 418
    "pyreadstat/sample.por": ["declared_missing_lost"],
    "r_foreign/electric.por": ["declared_missing_lost"],
}


def read(name: str) -> tuple[SurveyDefinition, Reading]:
    return read_spss(SurveyFile(name=name, data=(FOLDER / "spss_sav" / name).read_bytes()))


def test_every_file_of_the_folder_is_named_here() -> None:
    found = sorted(
        path.relative_to(FOLDER / "spss_sav").as_posix()
        for path in (FOLDER / "spss_sav").rglob("*")
        if path.is_file()
    )
    assert found == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_counts_are_those_of_the_facts(name: str) -> None:
    facts = FACTS[f"spss_sav/{name}"]
    definition, reading = read(name)
    (export,) = reading.exports
    assert [problem.rule for problem in reading.problems] == WITH_PROBLEM.get(name, [])
    assert [c.name for c in export.columns] == [q.name for q in definition.questions]
    if name == "haven/datetime.sav":  # the tool that counted broke at the year 201 418
        assert (len(export.rows), len(export.columns)) == (2, 3)
        return
    assert (len(export.rows), len(export.columns)) == (facts["rows"], facts["cols"])
    assert all(len(column.cells) == facts["rows"] for column in export.columns)
    labelled = sum(1 for question in definition.questions if question.texts)
    assert labelled == facts["n_variable_labels"]
    with_labels = [q for q in definition.questions if any(o.labels for o in q.options)]
    assert len(with_labels) == facts["n_value_label_sets"]


@pytest.mark.parametrize("name", NAMES)
def test_codes_declared_missing_are_options_and_stay_in_cells(name: str) -> None:
    declared = {
        variable: ast.literal_eval(ranges)
        for variable, ranges in FACTS[f"spss_sav/{name}"].get("missing_ranges", {}).items()
    }
    definition, _ = read(name)
    marked = {
        question.name: {option.code for option in question.options if option.missing}
        for question in definition.questions
        if any(option.missing for option in question.options)
    }
    assert set(marked) <= set(declared)
    for variable, ranges in declared.items():
        single = {_code(entry["lo"]) for entry in ranges if entry["lo"] == entry["hi"]}
        assert single <= marked.get(variable, set())


def _code(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def test_a_declared_missing_code_of_haven_stays_in_its_cell() -> None:
    definition, reading = read("haven/labelled-num-na.sav")
    assert reading.exports[0].columns[0].cells == [1, 9]
    (question,) = definition.questions
    assert [(option.code, option.missing) for option in question.options] == [
        ("1", False),
        ("9", True),
    ]


def test_texts_in_windows_1250_are_read_in_the_encoding_of_the_file() -> None:
    definition, reading = read("bank_defaults.sav")
    assert reading.problems == ()
    by_name = {question.name: question for question in definition.questions}
    assert by_name["ed"].kind == "rating"  # ordinal, five labelled whole numbers
    assert by_name["default"].kind == "choice"
    assert by_name["default"].options[1].labels == {"": "Yes"}


def test_multiple_response_sets_are_questions_with_options() -> None:
    _, reading = read("pyreadstat/simple_alltypes.sav")
    columns = {column.name: column for column in reading.exports[0].columns}
    assert [columns[f"bool{n}"].part for n in (1, 2, 3)] == ["option"] * 3
    assert {columns[f"bool{n}"].question for n in (1, 2, 3)} == {"mymrset"}
    assert {columns[f"ca_subvar_{n}"].part for n in (1, 2, 3)} == {"answer"}
    assert {columns[f"ca_subvar_{n}"].question for n in (1, 2, 3)} == {"categorical_array"}


def test_letters_of_other_scripts_and_long_texts_come_whole() -> None:
    hebrew = read("pyreadstat/hebrews.sav")[1].exports[0]
    assert hebrew.columns[0].name == "ותק_ב"
    long_text = read("r_foreign/testdata.sav")[1].exports[0].column("string_500")
    assert long_text is not None
    assert max(len(str(cell)) for cell in long_text.cells) > 255
