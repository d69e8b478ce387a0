"""Forms as another program opens them: protection, lists, texts, hidden sheets, the same bytes."""

import datetime as dt
import re
import zipfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from forms_sample import KNOWN, OTHER, TEAM, entries, identity, march, opened
from openpyxl.worksheet.worksheet import Worksheet

from kooperacja_eval.forms import mould
from kooperacja_eval.forms.content import Form
from kooperacja_eval.forms.known import Option
from kooperacja_eval.forms.layout import VERSION_KEYS
from kooperacja_eval.forms.lists import defined_name, lists_of
from kooperacja_eval.forms.monthly import MONTHLY
from kooperacja_eval.forms.registers import REGISTERED, register_form
from kooperacja_eval.forms.write import form_bytes

pytestmark = pytest.mark.integration

SHEETS = [
    "Sprawozdanie", "Spotkania", "Obecność", "Kontakty z rodzinami", "Usługi",
    "Cele (ustalone i zmienione)", "Trudności", "Wnioski", "Definicje", "_listy", "_wersja",
]  # fmt: skip


def day(year: int, month: int, number: int) -> dt.datetime:
    """Return a day as openpyxl reads it."""
    return dt.datetime.combine(dt.date(year, month, number), dt.time())


def register(table: str) -> Form:
    return register_form(table, KNOWN, identity())


def test_sheets_are_protected_and_the_structure_is_locked() -> None:
    book = opened(march())
    assert book.sheetnames == SHEETS
    states = {sheet.title: sheet.sheet_state for sheet in book}
    assert {name for name, state in states.items() if state == "hidden"} == {"_listy", "_wersja"}
    assert book.security.lockStructure
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None


def test_only_the_cells_to_fill_in_are_unlocked() -> None:
    book = opened(march())
    cover = book["Sprawozdanie"]
    rows = MONTHLY.cover_rows
    unlocked = {row for row in range(1, 30) if not cover.cell(row, 2).protection.locked}
    assert unlocked == {rows["role"], rows["filled_on"]}
    for layout in MONTHLY.sheets:
        sheet = book[layout.name.pl]
        widths = sheet.column_dimensions
        # columns of the same look share one entry, named after the first of them
        covered = sum(one.max - one.min + 1 for one in widths.values())
        assert covered == len(layout.columns)
        assert not any(one.protection.locked for one in widths.values())
        for row in range(1, layout.first_row):
            # the look of a row goes before that of columns, where a row has no cell
            assert sheet.row_dimensions[row].protection.locked
            assert all(cell.protection.locked for cell in sheet[row])


def test_every_code_column_offers_exactly_the_labels_for_each_row() -> None:
    for form in (march(), march("en"), *(register(table) for table in REGISTERED)):
        lang, book = form.identity.lang, opened(form)
        for layout in form.layout.sheets:
            sheet = book[layout.name.in_(lang)]
            for index, column in enumerate(layout.columns):
                codes = column.field.codes
                if codes is None:
                    continue
                letter = openpyxl.utils.get_column_letter(index + 1)
                first, last = layout.first_row, layout.first_row + 199
                rule = rules(sheet)[f"{letter}{first}:{letter}{last}"]
                assert rule.type == "list"
                labels = [code.label.in_(lang) for code in codes]
                assert entries(book, rule.formula1) == labels


def rules(sheet: Worksheet) -> dict[str, openpyxl.worksheet.datavalidation.DataValidation]:
    return {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}


def test_every_column_has_a_rule_or_a_message() -> None:
    book = opened(march())
    for layout in MONTHLY.sheets:
        assert len(rules(book[layout.name.pl])) == len(layout.columns)


def test_attendance_offers_the_meetings_written_in_the_form() -> None:
    book = opened(march())
    rule = rules(book["Obecność"])["A7:A206"]
    assert rule.formula1 == "lista_meetings_meeting_id"
    offered = entries(book, rule.formula1)
    assert (offered[0], len(offered)) == ("LU-01-S121", 200)
    assert rules(book["Spotkania"])["A7:A206"].type is None  # a list of itself helps nobody


def test_lists_hold_what_is_known_of_the_team() -> None:
    book = opened(march())
    for key, expected in lists_of(march()).items():
        assert tuple(entries(book, defined_name(key))) == expected


def test_a_list_of_more_than_255_characters_is_whole() -> None:
    many = tuple(Option(f"LU-P{number:03d}", "Podmiot") for number in range(400))
    book = opened(replace_offered(many))
    assert len(entries(book, "lista_entities_entity_id")) == 400


def replace_offered(options: tuple[Option, ...]) -> Form:
    form = register("memberships")
    return Form(layout=form.layout, identity=form.identity, offered={"entities.entity_id": options})


@pytest.mark.parametrize("form", [march(), register("families")], ids=["monthly", "register"])
def test_no_cell_holds_a_formula_or_a_link(form: Form) -> None:
    content = form_bytes(form)
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
        assert not any("externalLink" in name or "vba" in name for name in parts.namelist())
    assert sheets
    assert not any(re.search(rb"<f[ >]|<hyperlink", sheet) for sheet in sheets)


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    book = opened(march())
    offered = entries(book, "lista_entities_entity_id")
    assert offered[1] == "LU-P002 – =cmd|' /c calc'!A0"
    assert book["Sprawozdanie"]["B6"].value == "Zespół <pierwszy> & próbny"


@pytest.mark.parametrize(
    "text", ["=cmd|' /c calc'!A0", "+1", "-1", "@x", "<script>", "a" * 30_000, "a\nb", " a "]
)
def test_what_people_write_stays_text_and_whole(text: str) -> None:
    row = {"conclusion_id": "LU-01-202003-W01", "text": text, "step": "K8"}
    book = opened(march().filled({"conclusions": [row]}, role="animator (OPS)"))
    cell = book["Wnioski"]["C8"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    # columns of words have the format of text, so that what is typed later stays text too
    assert book["Wnioski"].column_dimensions["C"].number_format == "@"


def test_rows_are_as_high_as_their_texts_and_never_higher_than_excel_allows() -> None:
    # 40 characters a line, 14 points each, at most 409
    texts = ["a" * 40, "a" * 41, "a\nb\nc", "a" * 4_000]
    rows = [
        {"conclusion_id": f"LU-01-202003-W0{number}", "text": text}
        for number, text in enumerate(texts, 1)
    ]
    sheet = opened(march().filled({"conclusions": rows}, role=""))["Wnioski"]
    assert [sheet.row_dimensions[row].height for row in range(8, 12)] == [None, 28, 42, 409]


def test_a_filled_form_has_its_rows_in_place_of_those_that_it_came_with() -> None:
    rows = {
        "meetings": [
            {"meeting_id": "LU-01-S07", "held_on": dt.date(2020, 3, 5), "minutes": 90},
        ],
        "contacts": [],
    }
    form = march().filled(rows, role="animator (PCPR)", filled_on=dt.date(2020, 4, 2))
    book = opened(form)
    sheet = book["Spotkania"]
    assert [cell.value for cell in sheet[7]] == [
        "LU-01-S07", day(2020, 3, 5), None, None, 90, None,
    ]  # fmt: skip
    assert (sheet.max_row, book["Kontakty z rodzinami"].max_row) == (7, 6)
    cover, places = book["Sprawozdanie"], MONTHLY.cover_rows
    assert cover.cell(places["role"], 2).value == "animator (PCPR)"
    assert cover.cell(places["filled_on"], 2).value == day(2020, 4, 2)


def test_identity_stands_in_the_hidden_sheet() -> None:
    rows = opened(march())["_wersja"].iter_rows(values_only=True)
    assert dict(rows) == {
        "form": "animator_month", "version": MONTHLY.version, "study": "proba",
        "pzk_id": "LU-01", "month": "2020-03", "lang": "pl", "synthetic": "1",
    }  # fmt: skip
    found = dict(opened(register("costs"))["_wersja"].iter_rows(values_only=True))
    assert tuple(found) == VERSION_KEYS
    assert (found["form"], found["pzk_id"], found["month"]) == ("register_costs", "", "")


def test_definitions_name_every_column_with_its_codes() -> None:
    rows = list(opened(march())["Definicje"].iter_rows(values_only=True))
    named = {(row[0], row[1]) for row in rows[1:]}
    for sheet in MONTHLY.sheets:
        for field in (*sheet.above, *(column.field for column in sheet.columns)):
            assert (sheet.name.pl, field.label.pl) in named
    mode = next(row for row in rows if row[:2] == ("Spotkania", "tryb"))
    assert mode[2:] == (
        "Stacjonarnie, zdalnie albo mieszanie.", "kod z listy", "tak", None,
        "stacjonarnie; zdalnie; mieszanie",
    )  # fmt: skip


def test_pages_are_a4_across_with_the_header_on_each() -> None:
    book = opened(march())
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    meetings = book["Spotkania"]
    assert (meetings.freeze_panes, meetings.print_title_rows) == ("B7", "$6:$6")
    assert meetings.oddHeader.left.text.endswith("LU-01, III.2020")
    # thirteen columns take two pages side by side, else nobody can read them; None is one page
    assert [book[name].page_setup.fitToWidth for name in ("Spotkania", "Usługi")] == [None, 2]


@pytest.mark.parametrize(("synthetic", "marked"), [(True, True), (False, False)])
def test_made_up_data_are_marked_on_every_sheet_to_fill_in(synthetic: bool, marked: bool) -> None:
    form = register_form("families", KNOWN, identity(synthetic=synthetic))
    book = opened(form)
    for name in ("Instrukcja", "Rodziny, osoby i grupy"):
        cells = {str(cell.value) for row in book[name].iter_rows() for cell in row}
        assert ("DANE SYNTETYCZNE" in cells) is marked
        assert ("DANE SYNTETYCZNE" in str(book[name].oddHeader.right.text)) is marked


def test_identifiers_of_a_register_are_explained_where_they_have_names() -> None:
    rows = list(opened(register("memberships"))["Identyfikatory"].iter_rows(values_only=True))
    assert ("Podmioty", "LU-P003", "Szkoła") in rows
    assert "Identyfikatory" not in opened(register("gminas")).sheetnames


def test_the_same_form_gives_the_same_bytes_with_and_without_a_mould_at_hand() -> None:
    mould._monthly_mould.cache_clear()
    first = form_bytes(march())
    form_bytes(march(team=OTHER))
    assert form_bytes(march()) == first
    mould._monthly_mould.cache_clear()
    form_bytes(march("en"))
    assert form_bytes(march()) == first
    assert form_bytes(register("families")) == form_bytes(register("families"))


def test_stored_parts_are_the_same_as_deflated_ones() -> None:
    stored, deflated = (
        zipfile.ZipFile(BytesIO(form_bytes(march(), packing=packing)))
        for packing in ("stored", "deflated")
    )
    assert {info.compress_type for info in stored.infolist()} == {zipfile.ZIP_STORED}
    assert stored.namelist() == deflated.namelist()
    assert all(stored.read(name) == deflated.read(name) for name in stored.namelist())


def test_nothing_of_one_team_is_in_the_form_of_another() -> None:
    # LU-01 stands in the examples of definitions
    first = replace(TEAM, pzk_id="PK-77")
    assert b"PK-77" in form_bytes(march(team=first), packing="stored")
    with zipfile.ZipFile(BytesIO(form_bytes(march(team=OTHER)))) as parts:
        text = "".join(parts.read(name).decode() for name in parts.namelist())
    assert "LU-02" in text
    assert "PK-77" not in text
    assert "pierwszy" not in text
    assert not set(mould.MARKS.values()).intersection(text)


def test_english_forms_are_english() -> None:
    book = opened(march("en"))
    assert book.sheetnames[:2] == ["Report", "Meetings"]
    assert book["Meetings"]["B6"].value == "held on *"
    assert entries(book, "lista_yes_no") == ["yes", "no"]
