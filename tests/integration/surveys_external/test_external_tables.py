"""Plain tables by other hands: Polish CSV files, workbooks, and examples for surveys."""

from pathlib import Path

import pytest

from kooperacja_eval.ingest.surveys.export import SurveyExport, SurveyFile
from kooperacja_eval.ingest.surveys.plain_table import read_plain_table
from kooperacja_eval.ingest.surveys.recognise import recognise

pytestmark = pytest.mark.integration

FOLDER = (Path(__file__).resolve().parents[3] / "../shared/external").resolve()
if not FOLDER.is_dir():
    pytest.skip("no folder with files by other hands", allow_module_level=True)

EXAMPLES = "qda_exports/qualcoder_examples"
WELLBEING = "outcome_excel/prism_participant_mapping_wellbeing.xlsx"
TABLES = {
    # lines counted by hand and with Python's csv, less the header; workbooks with openpyxl
    "polish/kflisikowski_dane_x.csv": (49, ["X"]),
    "polish/kflisikowski_danex.csv": (31, ["X"]),
    "polish/kflisikowski_data2.csv": (510, ["A", "Count", "Month"]),
    f"{EXAMPLES}/survey456.csv": (3, ["Case", "Age", "Gender", "Interest", "freetext"]),
    f"{EXAMPLES}/survey789.xlsx": (
        3,
        ["Case", "Age", "Gender", "Interest", "Qual_hobby_opinions", "Qual_pet_opinions"],
    ),
    f"{EXAMPLES}/survey789_more_data.xlsx": (3, ["case", "State", "Pet", "PetAge"]),
}


def read(name: str) -> list[SurveyExport]:
    data = (FOLDER / name).read_bytes()
    return list(read_plain_table(SurveyFile(name=name, data=data)).exports)


@pytest.mark.parametrize("name", TABLES)
def test_rows_and_columns_are_those_that_others_count(name: str) -> None:
    rows, names = TABLES[name]
    (export,) = read(name)
    assert [column.name for column in export.columns] == names
    assert len(export.rows) == rows
    assert all(len(column.cells) == rows for column in export.columns)


@pytest.mark.parametrize("name", [*TABLES, WELLBEING])
def test_they_are_recognised_as_tables_without_a_platform(name: str) -> None:
    found = recognise(SurveyFile(name="x", data=(FOLDER / name).read_bytes()))
    assert (found.platform, found.alternatives, found.definition) == ("table", (), None)


def test_decimal_commas_are_one_column_and_not_two() -> None:
    (export,) = read("polish/kflisikowski_dane_x.csv")
    assert export.columns[0].cells[:2] == ["0,59", "1,98"]
    assert export.columns[0].cells[-1] == "0,96"


def test_polish_months_come_with_their_letters() -> None:
    (export,) = read("polish/kflisikowski_data2.csv")
    assert [column.cells[-2] for column in export.columns] == ["509", "55100", "2018 lis"]
    assert export.columns[2].cells[-3] == "2018 paź"


def test_a_workbook_of_participants_keeps_its_numbers() -> None:
    (export,) = read(WELLBEING)
    assert (len(export.rows), len(export.columns), export.sheet) == (20, 12, "wellbeing")
    age = export.column("age")
    assert age is not None
    assert age.cells[0] == 28


def test_hidden_sheets_are_no_tables_of_answers() -> None:
    sheets = [export.sheet for export in read("outcome_excel/impact_write_cleaning_log.xlsx")]
    assert sheets == ["checked_data", "cleaning_log", "readme"]  # validation_rules is hidden
