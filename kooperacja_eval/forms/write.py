"""Writes a form as a workbook: protected without a password, cells to fill in unlocked.

No cell holds a formula. The same form gives the same bytes.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final, Literal

from xlsxwriter.utility import xl_col_to_name

from kooperacja_eval.forms.cells import cell_xml, row_xml, text_xml
from kooperacja_eval.forms.content import Form, Row
from kooperacja_eval.forms.layout import LISTS_SHEET, SheetLayout
from kooperacja_eval.forms.lists import lists_of
from kooperacja_eval.forms.looks import look_of, row_height, width_of
from kooperacja_eval.forms.mould import MARKS, Mould, mould_of
from kooperacja_eval.text import Lang

Packing = Literal["deflated", "stored"]

_DATE: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_METHODS: Final = {"deflated": zipfile.ZIP_DEFLATED, "stored": zipfile.ZIP_STORED}
_FAST: Final = 4
"""Level of compression."""
_BOOK: Final = "xl/workbook.xml"
_END: Final = "</sheetData>"
_DIMENSION: Final = re.compile(r'<dimension ref="([A-Z]+)1(?::([A-Z]+)(\d+))?"/>')
_FIRST_ENTRY: Final = 2


def form_bytes(form: Form, *, packing: Packing = "deflated") -> bytes:
    """Return the workbook of a form.

    Parameters
    ----------
    form : Form
        The form, empty or filled.
    packing : {"deflated", "stored"}
        How the parts of the file are packed; ``stored`` does not depend on the build of zlib.

    Raises
    ------
    ValueError
        Where a text is longer than a cell can hold.
    """
    lists = lists_of(form)
    mould = mould_of(form, tuple(lists))
    parts = dict(mould.parts)
    for layout in form.layout.sheets:
        rows = form.rows.get(layout.key, ())
        if rows:
            part = mould.sheets[layout.key]
            made = _table_rows(layout, rows, mould.styles, form.identity.lang)
            parts[part] = _with_rows(parts[part], made)
    _fill_lists(parts, mould, lists)
    return _packed(_with_team(parts, form), packing)


def _table_rows(
    layout: SheetLayout, rows: Sequence[Row], styles: Mapping[str, int], lang: Lang
) -> list[tuple[int, str]]:
    """Return number and XML of each row, high enough for its texts."""
    columns = [
        (xl_col_to_name(index), one.field.name, styles[look_of(one)], width_of(one.field, lang))
        for index, one in enumerate(layout.columns)
    ]
    made = []
    for number, row in enumerate(rows, layout.first_row):
        texts: list[tuple[str, int]] = []
        cells = []
        for letter, name, style, width in columns:
            cell = row.get(name)
            cells.append(cell_xml(f"{letter}{number}", cell, style, styles["date"]))
            if isinstance(cell, str):
                texts.append((cell, width))
        made.append((number, row_xml(number, "".join(cells), row_height(texts))))
    return made


def _fill_lists(parts: dict[str, str], mould: Mould, lists: Mapping[str, tuple[str, ...]]) -> None:
    """Put the entries of lists into their sheet, and set how far each name reaches."""
    style = mould.styles["given"]
    book = parts[_BOOK]
    longest = max(map(len, lists.values()))
    cells: list[list[str]] = [[] for _ in range(longest)]
    for index, entries in enumerate(lists.values()):
        letter = xl_col_to_name(index)
        for offset, entry in enumerate(entries):
            place = f"{letter}{offset + _FIRST_ENTRY}"
            cells[offset].append(cell_xml(place, entry, style, style))
        end = f"!${letter}${_FIRST_ENTRY}:${letter}$"
        book = book.replace(
            f"{LISTS_SHEET}'{end}{_FIRST_ENTRY}<",
            f"{LISTS_SHEET}'{end}{len(entries) + _FIRST_ENTRY - 1}<",
        )
    parts[_BOOK] = book
    numbered = enumerate(cells, _FIRST_ENTRY)
    rows = [(number, row_xml(number, "".join(row))) for number, row in numbered]
    part = mould.sheets[LISTS_SHEET]
    parts[part] = _with_rows(parts[part], rows)


def _with_rows(part: str, rows: list[tuple[int, str]]) -> str:
    """Return a sheet with rows below those that it has."""
    head, end, tail = part.rpartition(_END)
    if not end:
        raise ValueError("a sheet of a mould without rows")
    last = rows[-1][0]
    head = _DIMENSION.sub(rf'<dimension ref="\g<1>1:\g<2>{last}"/>', head, count=1)
    return head + "".join(row for _, row in rows) + end + tail


def _with_team(parts: dict[str, str], form: Form) -> dict[str, str]:
    if form.team is None:
        return parts
    texts = {
        MARKS["pzk_id"]: text_xml(form.team.pzk_id),
        MARKS["name"]: text_xml(form.team.name),
        MARKS["voivodeship"]: text_xml(form.above["voivodeship"]),
    }
    filled = {}
    for name, part in parts.items():
        text = part
        if not text.isascii():
            for mark, words in texts.items():
                text = text.replace(mark, words)
        filled[name] = text
    return filled


def _packed(parts: Mapping[str, str], packing: Packing) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", _METHODS[packing]) as written:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = _UNIX
            entry.compress_type = _METHODS[packing]
            written.writestr(entry, part, compresslevel=_FAST)
    return buffer.getvalue()
