"""The mould of a form: its workbook with everything that forms of the same kind share.

``xlsxwriter`` writes it once for a layout, language and month. What differs from team to team is
left out (rows, entries of lists) or stands as a mark (team, name, voivodeship), for ``write`` to
fill in: writing each of some hundred forms from the ground takes several times as long.
"""

import datetime as dt
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kooperacja_eval.forms.book import Book
from kooperacja_eval.forms.checks import check_of
from kooperacja_eval.forms.content import Form, month_label
from kooperacja_eval.forms.front import write_cover
from kooperacja_eval.forms.known import Team
from kooperacja_eval.forms.layout import ADVICE_ROW, EMPTY_ROWS, TITLE_ROW, SheetLayout
from kooperacja_eval.forms.lists import own_lists
from kooperacja_eval.forms.looks import header_height, look_of, pages_across, width_of
from kooperacja_eval.forms.rear import write_definitions, write_hidden, write_identifiers

MARKS: Final = {"pzk_id": "\ue001", "name": "\ue002", "voivodeship": "\ue003"}
"""What stands for the team in a mould: characters of no alphabet, which no layout has."""
_KEPT: Final = 64
_BOOK: Final = "xl/workbook.xml"
_BEFORE: Final = "<bookViews>"
_LOCK: Final = '<workbookProtection lockStructure="1"/>'
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mould:
    """A workbook without rows and without entries of lists.

    Attributes
    ----------
    parts : dict of str to str
        Files of the package, in their order; all of them are XML.
    sheets : dict of str to str
        File of each table's sheet, by key of the sheet; that of the lists by their sheet's name.
    styles : dict of str to int
        Number of the look of cells.
    """

    parts: dict[str, str]
    sheets: dict[str, str]
    styles: dict[str, int]


def mould_of(form: Form, lists: Collection[str]) -> Mould:
    """Return the mould of a form, made now or taken again.

    Parameters
    ----------
    form : Form
        The form; its rows and the entries of its lists do not matter.
    lists : collection of str
        Keys of the lists that have entries, in their order.
    """
    bare = replace(form, rows={}, above={}, offered={}, team=None)
    if form.team is None or form.month is None:
        return _mould(replace(bare, offered=form.offered), tuple(lists))
    return _monthly_mould(_Kind(bare), tuple(lists))


class _Kind:
    """A form without its team, compared by what a mould depends on."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.key = (
            form.layout, form.identity, form.month, form.months, form.role, form.filled_on,
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kind) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=_KEPT)
def _monthly_mould(kind: _Kind, lists: tuple[str, ...]) -> Mould:
    form = kind.form
    month = month_label(form.month) if form.month else ""
    marked = Team(
        pzk_id=MARKS["pzk_id"],
        name=MARKS["name"],
        voivodeship=MARKS["voivodeship"],
        started_on=dt.date.min,
    )
    return _mould(replace(form, team=marked, above={**MARKS, "month": month}), lists)


def _mould(form: Form, lists: tuple[str, ...]) -> Mould:
    buffer = BytesIO()
    own = {key: place for key, place in own_lists(form.layout).items() if key not in lists}
    book = Book(xlsxwriter.Workbook(buffer, _OPTIONS), form)
    identity = form.identity
    book.file.set_properties(
        {
            "title": form.layout.title.in_(identity.lang),
            "subject": book.subject,
            "author": identity.title,
            "created": dt.datetime.combine(identity.dated, dt.time(12)),
        }
    )
    write_cover(book)
    for layout in form.layout.sheets:
        # a sheet offers no list of what is written in it
        others = (key for key, (sheet, _) in own.items() if sheet is not layout)
        _write_table(book, layout, frozenset((*lists, *others)))
    write_identifiers(book)
    write_definitions(book)
    hidden = write_hidden(book, lists, own)
    book.file.close()
    places = {layout.key: layout.name.in_(book.lang) for layout in form.layout.sheets}
    places[hidden] = hidden
    order = [sheet.name for sheet in book.file.worksheets()]
    return Mould(
        parts=_parts(buffer),
        sheets={
            key: f"xl/worksheets/sheet{order.index(name) + 1}.xml" for key, name in places.items()
        },
        styles={name: look.xf_index for name, look in book.looks.items()},
    )


def _parts(buffer: BytesIO) -> dict[str, str]:
    """Return the files of the package, the structure of the workbook locked.

    ``xlsxwriter`` has no word for that lock, which keeps sheets from being renamed or removed.
    """
    with zipfile.ZipFile(buffer) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    if parts[_BOOK].count(_BEFORE) != 1:
        raise ValueError(f"{_BOOK}: expected one {_BEFORE}")
    parts[_BOOK] = parts[_BOOK].replace(_BEFORE, _LOCK + _BEFORE)
    return parts


def _write_table(book: Book, layout: SheetLayout, lists: frozenset[str]) -> None:
    """Write the sheet of one table, without its rows."""
    lang, form = book.lang, book.form
    sheet = book.add_sheet(layout.name.in_(lang))
    for index, column in enumerate(layout.columns):
        look = book.looks[look_of(column)]
        sheet.set_column(index, index, width_of(column.field, lang), look)
    _write_head(book, sheet, layout)
    first, last = layout.first_row - 1, layout.first_row - 2 + EMPTY_ROWS
    for index, column in enumerate(layout.columns):
        check = check_of(column, layout, form, lists)
        sheet.data_validation(first, index, last, index, check)
    sheet.freeze_panes(first, 1)
    sheet.repeat_rows(layout.header_row - 1)
    sheet.repeat_columns(0)
    sheet.fit_to_pages(pages_across(layout.columns, lang), 0)


def _write_head(book: Book, sheet: Worksheet, layout: SheetLayout) -> None:
    """Write what stands above the rows to fill in; all of it is locked."""
    lang = book.lang
    for row in range(layout.header_row - 1):
        sheet.set_row(row, None, book.looks["plain"])
    title = f"{layout.name.in_(lang)} – {book.subject}" if book.subject else layout.name.in_(lang)
    sheet.write_string(TITLE_ROW - 1, 0, title, book.looks["title"])
    sheet.write_string(ADVICE_ROW - 1, 0, layout.advice.in_(lang), book.looks["advice"])
    for field in layout.above:
        row = layout.above_rows[field.name] - 1
        fixed = layout.fixed.get(field.name)
        value = book.form.above.get(field.name, "")
        if fixed is not None:
            value = field.codes.label(fixed).in_(lang) if field.codes else fixed
        sheet.write_string(row, 0, f"{field.label.in_(lang)}:", book.looks["label"])
        sheet.write_string(row, 1, value, book.looks["given"])
    if book.form.identity.synthetic:
        sheet.write_string(layout.header_row - 2, 0, book.marker, book.looks["marker"])
    for index, column in enumerate(layout.columns):
        header = column.header(lang)
        sheet.write_string(layout.header_row - 1, index, header, book.looks["header"])
    sheet.set_row(layout.header_row - 1, header_height(layout.columns, lang))
