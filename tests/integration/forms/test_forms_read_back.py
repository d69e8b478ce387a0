"""Forms are read back without mapping: headers name their fields, registers become tables."""

import datetime as dt
from io import BytesIO
from pathlib import Path

import pytest
from forms_sample import KNOWN, identity, march
from python_calamine import load_workbook

from kooperacja_eval.forms.content import Form
from kooperacja_eval.forms.registers import REGISTERED, file_name, register_form
from kooperacja_eval.forms.write import form_bytes
from kooperacja_eval.ingest.header import Names, find_header
from kooperacja_eval.ingest.run import IngestResult, ingest_study
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.integration


def config(table: str) -> StudyConfig:
    return StudyConfig.model_validate(
        {
            "study": {
                "id": "test", "title_pl": "Test", "title_en": "Test", "programme": "-",
                "synthetic": True, "data_date": dt.date(2020, 12, 31),
                "as_of": dt.date(2019, 12, 31),
                "period": {"first": dt.date(2019, 4, 1), "last": dt.date(2020, 12, 31)},
            },
            "macroregions": ({"id": "I", "voivodeships": ("lubelskie",)},),
            "covid": {"first": dt.date(2020, 3, 12)},
            "targets": {
                "entities": 1, "pzk": 1, "families": 1, "families_per_pzk_min": 1,
                "families_per_pzk_max": 9,
            },
            "disclosure": {"profile": "internal"},
            "sources": ({"table": table, "files": file_name(table)},),
        }
    )  # fmt: skip


def read(folder: Path, table: str, form: Form) -> IngestResult:
    raw = folder / "data_raw"
    raw.mkdir()
    (raw / file_name(table)).write_bytes(form_bytes(form))
    return ingest_study(folder, config(table))


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_every_header_and_labelled_cell_names_its_field(lang: Lang) -> None:
    registers = (register_form(table, KNOWN, identity(lang)) for table in REGISTERED)
    for form in (march(lang), *registers):
        book = load_workbook(BytesIO(form_bytes(form)))
        for layout in form.layout.sheets:
            sheet = book.get_sheet_by_name(layout.name.in_(lang))
            rows = sheet.to_python(skip_empty_area=False)
            header = find_header(rows, Names(layout.table, {}))
            assert header is not None
            assert header.index == layout.header_row - 1
            names = tuple(column.field.name for column in layout.columns)
            assert header.fields[: len(names)] == names
            above = [field.name for field in layout.above if field.name in layout.table.fields]
            assert [label.field for label in header.labels] == above


def test_a_register_filled_in_becomes_a_table(tmp_path: Path) -> None:
    rows = [
        {
            "family_id": "LU-01-R01", "pzk_id": "LU-01", "unit_type": "rodzina",
            "area": "niepełnosprawność, choroba", "cohort": "IX.2019",
            "started_on": dt.date(2019, 9, 2), "outcome": "w toku",
        },
        {
            "family_id": "LU-01-G01", "pzk_id": "LU-01", "unit_type": "grupa",
            "cohort": "XII.2019", "started_on": dt.date(2019, 12, 2), "outcome": "rezygnacja",
        },
    ]  # fmt: skip
    form = register_form("families", KNOWN, identity()).filled({"families": rows}, role="")
    result = read(tmp_path, "families", form)
    assert [problem.message.pl for problem in result.problems] == []
    table = result.tables["families"]
    # 1 title, 2 advice, 3 mark of made-up data, 4 headers, 5 the first row
    assert table[["family_id", "unit_type", "area", "outcome", "source_row"]].values.tolist() == [
        ["LU-01-R01", "family", "disability", "ongoing", 5],
        ["LU-01-G01", "group", pytest.approx(float("nan"), nan_ok=True), "withdrawn", 6],
    ]
    assert table["cohort"].dt.strftime("%Y-%m").tolist() == ["2019-09", "2019-12"]


def test_numbers_units_and_identifiers_come_back(tmp_path: Path) -> None:
    row = {
        "cost_id": "LU-K001", "milestone": "II", "pzk_id": "LU-01", "voivodeship": "lubelskie",
        "category": "platforma", "amount_pln": 1234.5,
    }  # fmt: skip
    form = register_form("costs", KNOWN, identity())
    result = read(tmp_path, "costs", form.filled({"costs": [row]}, role=""))
    assert [problem.message.pl for problem in result.problems] == []
    cost = result.tables["costs"].iloc[0]
    assert (cost["milestone"], cost["category"], cost["amount_pln"]) == ("II", "platform", 1234.5)


def test_an_empty_register_is_an_empty_table_without_a_fault_in_its_headers(
    tmp_path: Path,
) -> None:
    result = read(tmp_path, "services", register_form("services", KNOWN, identity()))
    assert {problem.rule for problem in result.problems} <= {"empty_table", "no_rows"}
    assert len(result.tables["services"]) == 0
