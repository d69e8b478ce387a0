"""The last sheets of a form: identifiers, definitions, and the hidden ones (lists, version)."""

from collections.abc import Mapping, Sequence
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from kooperacja_eval.forms.book import Book
from kooperacja_eval.forms.layout import (
    DEFINITIONS,
    EMPTY_ROWS,
    LISTS_SHEET,
    VERSION_SHEET,
    SheetLayout,
)
from kooperacja_eval.forms.lists import defined_name
from kooperacja_eval.forms.looks import LINE_POINTS, lines_of
from kooperacja_eval.schemas.field import KIND_LABELS, Field
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Lang, Text

IDENTIFIERS: Final = Text("Identyfikatory", "Identifiers")
_ALLOWED_WIDTH, _MEANING_WIDTH = 52, 56
_COLUMNS: Final = (
    (Text("arkusz", "sheet"), 20),
    (Text("kolumna", "column"), 26),
    (Text("co znaczy", "meaning"), _MEANING_WIDTH),
    (Text("co wpisać", "what to write"), 18),
    (Text("wymagane", "required"), 11),
    (Text("jednostka", "unit"), 11),
    (Text("dozwolone wartości", "allowed values"), _ALLOWED_WIDTH),
)
_MUST: Final = Text("tak", "yes")
_KNOWN_COLUMNS: Final = (
    (Text("tabela", "table"), 30),
    (Text("identyfikator", "identifier"), 22),
    (Text("nazwa", "name"), 80),
)


def write_identifiers(book: Book) -> None:
    """Write what identifiers of a register's lists mean; nothing where no list has names."""
    if book.form.month is not None or not any(
        option.name for options in book.form.offered.values() for option in options
    ):
        return
    sheet = _table_sheet(book, IDENTIFIERS, _KNOWN_COLUMNS)
    row = 0
    for column, options in book.form.offered.items():
        table = TABLES[column.partition(".")[0]].label.in_(book.lang)
        for option in options:
            if option.name:
                row += 1
                for index, text in enumerate((table, option.id, option.name)):
                    book.put(sheet, (row, index), text, "wrapped")


def write_definitions(book: Book) -> None:
    """Write the last sheet: what each column means, and what may stand in it."""
    sheet = _table_sheet(book, DEFINITIONS, _COLUMNS)
    lang = book.lang
    row = 0
    for layout in book.form.layout.sheets:
        for field in (*layout.above, *(column.field for column in layout.columns)):
            row += 1
            cells = _definition(layout, field, lang)
            for index, text in enumerate(cells):
                if text:
                    book.put(sheet, (row, index), text, "wrapped")
            lines = max(lines_of(cells[2], _MEANING_WIDTH), lines_of(cells[-1], _ALLOWED_WIDTH))
            sheet.set_row(row, LINE_POINTS * lines)


def _definition(layout: SheetLayout, field: Field, lang: Lang) -> tuple[str, ...]:
    return (
        layout.name.in_(lang),
        field.label.in_(lang),
        field.definition.in_(lang),
        KIND_LABELS[field.kind].in_(lang),
        _MUST.in_(lang) if field.never_missing else "",
        field.unit.in_(lang) if field.unit else "",
        "; ".join(code.label.in_(lang) for code in field.codes or ()) or _limits(field),
    )


def _limits(field: Field) -> str:
    ends = (field.low, field.high)
    low, high = ("" if end is None else f"{end:g}" for end in ends)
    if low and high:
        return f"{low} – {high}"
    return f"≥ {low}" if low else f"≤ {high}" if high else ""


def _table_sheet(book: Book, name: Text, columns: tuple[tuple[Text, int], ...]) -> Worksheet:
    sheet = book.add_sheet(name.in_(book.lang))
    for index, (label, width) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, label.in_(book.lang), book.looks["header"])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    return sheet


def write_hidden(
    book: Book, lists: Sequence[str], own: Mapping[str, tuple[SheetLayout, int]]
) -> str:
    """Write the hidden sheets: names of lists, then name and version of the form.

    Entries of lists are left to ``write``: each name reaches over one cell as yet.

    Returns
    -------
    str
        Name of the sheet of lists.
    """
    sheet = book.add_sheet(LISTS_SHEET)
    for index, key in enumerate(lists):
        sheet.write_string(0, index, defined_name(key), book.looks["label"])
        _name(book, key, LISTS_SHEET, (1, 1, index))
    for key, (layout, index) in own.items():
        rows = (layout.first_row - 1, layout.first_row - 2 + EMPTY_ROWS, index)
        _name(book, key, layout.name.in_(book.lang), rows)
    sheet.hide()
    version = book.add_sheet(VERSION_SHEET)
    for row, (key, value) in enumerate(book.form.version_values.items()):
        version.write_string(row, 0, key, book.looks["label"])
        version.write_string(row, 1, value, book.looks["given"])
    version.hide()
    return LISTS_SHEET


def _name(book: Book, key: str, sheet: str, rows: tuple[int, int, int]) -> None:
    """Give a range its name."""
    first, last, column = rows
    ends = (xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (first, last))
    book.file.define_name(defined_name(key), f"='{sheet}'!{':'.join(ends)}")
