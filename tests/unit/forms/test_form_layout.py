"""What stands in each form, where, and what changes its version."""

from dataclasses import replace

import pytest

from kooperacja_eval.forms.layout import (
    DEFINITIONS,
    LISTS_SHEET,
    VERSION_SHEET,
    Column,
    FormLayout,
    SheetLayout,
    sheet_layout,
)
from kooperacja_eval.forms.monthly import MONTHLY
from kooperacja_eval.forms.rear import IDENTIFIERS
from kooperacja_eval.forms.registers import REGISTERS, file_name
from kooperacja_eval.schemas.field import Field, code
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.tables.work import Contacts, Meetings
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

ALL = (MONTHLY, *REGISTERS.values())


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_every_field_of_each_table_is_in_the_form(form: FormLayout) -> None:
    for sheet in form.sheets:
        columns = [column.field.name for column in sheet.columns]
        above = [field.name for field in sheet.above if field.name in sheet.table.fields]
        assert sorted([*columns, *above, *sheet.left_out]) == sorted(sheet.table.fields)


def test_only_what_the_register_of_conclusions_decides_is_left_out() -> None:
    # its status, what it was merged into, the document of older entries and its quotation
    left_out = {sheet.key: sheet.left_out for form in ALL for sheet in form.sheets}
    register = ("status", "merged_into", "document", "quote")
    assert {key: names for key, names in left_out.items() if names} == {"difficulties": register}
    assert MONTHLY.sheet("conclusions").left_out == register


def test_sheets_of_the_monthly_form() -> None:
    assert [(sheet.key, sheet.table.table_name, sheet.name.pl) for sheet in MONTHLY.sheets] == [
        ("meetings", "meetings", "Spotkania"),
        ("attendance", "attendance", "Obecność"),
        ("contacts", "contacts", "Kontakty z rodzinami"),
        ("services", "services", "Usługi"),
        ("goals", "goals", "Cele (ustalone i zmienione)"),
        ("difficulties", "conclusions", "Trudności"),
        ("conclusions", "conclusions", "Wnioski"),
    ]
    assert MONTHLY.sheet("difficulties").fixed == {"kind": "difficulty"}


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_names_of_sheets_are_ones_that_excel_takes(form: FormLayout) -> None:
    for lang in ("pl", "en"):
        texts = (form.cover, *(sheet.name for sheet in form.sheets), IDENTIFIERS, DEFINITIONS)
        names = [*(text.in_(lang) for text in texts), LISTS_SHEET, VERSION_SHEET]
        assert len({name.casefold() for name in names}) == len(names)
        assert all(0 < len(name) <= 31 for name in names)
        assert not set("[]:*?/\\'").intersection("".join(names))


def test_registers_of_different_tables_have_different_files() -> None:
    assert len({file_name(name) for name in REGISTERS}) == len(REGISTERS)


def test_rows_count_from_1_and_follow_what_stands_above() -> None:
    # 1 title, 2 advice, 3-4 team and month, 5 blank or marked, 6 headers, 7 the first row
    sheet = MONTHLY.sheet("meetings")
    assert sheet.above_rows == {"pzk_id": 3, "month": 4}
    assert (sheet.header_row, sheet.first_row) == (6, 7)
    assert (sheet.position("held_on"), sheet.suggested) == (1, frozenset({"meeting_id"}))
    assert MONTHLY.sheet("difficulties").header_row == 8


def test_header_says_unit_and_what_must_be_filled_in() -> None:
    columns = {c.field.name: c for c in MONTHLY.sheet("contacts").columns}
    assert columns["contacts"].header("pl") == "liczba kontaktów (kontakty) *"
    assert columns["mode"].header("en") == "mode"


def test_a_layout_that_names_no_field_is_refused() -> None:
    with pytest.raises(KeyError, match="hat"):
        sheet_layout(Meetings, left_out=("hat",))


def _changed(change: "dict[str, object]") -> FormLayout:
    """Return the monthly form with one description of the first field of contacts changed."""
    sheet = sheet_layout(Contacts, above=("month",))
    first = replace(sheet.columns[0], field=replace(sheet.columns[0].field, **change))
    return _form(replace(sheet, columns=(first, *sheet.columns[1:])))


def _form(sheet: SheetLayout) -> FormLayout:
    return FormLayout(
        name="probe", title=Text("a", "a"), cover=Text("b", "b"), advice=(), sheets=(sheet,)
    )


def test_version_is_the_same_for_the_same_layout() -> None:
    assert _changed({}).version == _form(sheet_layout(Contacts, above=("month",))).version
    assert len(MONTHLY.version) == 12


@pytest.mark.parametrize(
    "change",
    [
        {"label": Text("inna nazwa", "family identifier")},
        {"label": Text("identyfikator rodziny", "other name")},
        {"definition": Text("Inna.", "The family.")},
        {"kind": "integer"},
        {"key": False},
        {"low": 1.0},
        {"pattern": "x"},
        {"references": ""},
        {"unit": Text("szt.", "pieces")},
        {"codes": TABLES["contacts"].fields["mode"].codes},
    ],
    ids=lambda change: next(iter(change)),
)
def test_version_changes_with_a_field(change: dict[str, object]) -> None:
    assert _changed(change).version != _changed({}).version


def test_version_changes_with_columns_codes_names_and_rows() -> None:
    sheet = sheet_layout(Contacts, above=("month",))
    mode = sheet.columns[-1].field
    assert mode.codes is not None
    longer = replace(mode.codes, codes=(*mode.codes.codes, code("other", "inaczej", "otherwise")))
    others = [
        _form(replace(sheet, columns=sheet.columns[:-1])),
        _form(replace(sheet, columns=(*sheet.columns, _extra()))),
        _form(replace(sheet, columns=sheet.columns[::-1])),
        _form(replace(sheet, columns=(*sheet.columns[:-1], _with(mode, longer)))),
        _form(replace(sheet, name=Text("Inny", "Contacts with families"))),
        _form(replace(sheet, above=())),
        _form(sheet_layout(Contacts, above=("month",), suggested=("family_id",))),
    ]
    versions = {_form(sheet).version, *(form.version for form in others)}
    assert len(versions) == 1 + len(others)


def _extra() -> Column:
    field = Field(kind="text", label=Text("a", "a"), definition=Text("b", "b"), name="extra")
    return Column(field=field)


def _with(field: Field, codes: object) -> Column:
    return Column(field=replace(field, codes=codes))
