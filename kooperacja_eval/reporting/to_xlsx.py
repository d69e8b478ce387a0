"""The annex of a report: the data behind each table and figure, unrounded, as an Excel workbook.

The first sheet lists the exhibits; each of the others holds the data of one.
"""

import datetime as dt
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kooperacja_eval.reporting import formats, words
from kooperacja_eval.reporting.annex_sheet import WIDEST, Fields, Sheet, describe, sheet_of
from kooperacja_eval.reporting.assemble import Assembled, Numbered
from kooperacja_eval.text import Lang, Text

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_BLUE, _TINT, _BAND = "#0B3D6B", "#E9F0F6", "#FFD84D"
_FONT: Final = {"font_name": "Arial", "font_size": 10}
_LOOKS: Final[dict[str, dict[str, object]]] = {
    "title": {"bold": True, "font_size": 14, "font_color": _BLUE},
    "plain": {},
    "indented": {"align": "left", "valign": "top", "indent": 1},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "marker": {"bold": True, "bg_color": _BAND, "font_color": "#000000"},
    "label": {"bold": True, "bg_color": _TINT, "font_color": _BLUE, "text_wrap": True,
              "valign": "bottom", "top": 1},
    "name": {"font_size": 8, "bg_color": _TINT, "font_color": "#4A5561", "bottom": 1},
    "link": {"font_color": "#0B5394", "underline": 1, "valign": "top"},
    "hidden": {"italic": True, "font_color": "#4A5561", "align": "right"},
}  # fmt: skip
_SHEET: Final = Text("Spis", "List")
_LONGEST: Final = 32_767
"""Characters that a cell of Excel holds."""
_CUT: Final = Text(
    " […] (komórka nie mieści więcej; cały tekst jest w raporcie)",
    " […] (a cell holds no more; the whole text is in the report)",
)
_HEADERS: Final = (
    Text("Arkusz", "Sheet"),
    Text("Tytuł", "Title"),
    words.NOTE,
    words.SOURCE,
)
_BACK: Final = Text("← Spis", "← List")
_UNROUNDED: Final = Text(
    "Arkusze zawierają wartości bez zaokrągleń; udziały są liczbami od 0 do 1.",
    "The sheets hold unrounded values; shares are numbers from 0 to 1.",
)
_LINE_POINTS: Final = 14
_TOP: Final = 6
"""Rows above the header of a sheet."""


class _Book:
    """A workbook with the looks of its cells; lives only while one annex is written."""

    def __init__(self, buffer: BytesIO, report: Assembled) -> None:
        self.book: Workbook = xlsxwriter.Workbook(buffer, _OPTIONS)
        self.report = report
        self.looks = {name: self.look(**look) for name, look in _LOOKS.items()}
        self._by_pattern: dict[str, Format] = {}

    def look(self, **properties: object) -> Format:
        """Return a look of cells."""
        return self.book.add_format(_FONT | properties)

    def pattern(self, pattern: str) -> Format:
        """Return the look of cells with a number format."""
        if pattern not in self._by_pattern:
            self._by_pattern[pattern] = self.look(num_format=pattern)
        return self._by_pattern[pattern]


def to_xlsx(report: Assembled) -> bytes:
    """Return the annex of a report."""
    buffer = BytesIO()
    document, lang = report.document, report.document.lang
    annex = _Book(buffer, report)
    created = dt.datetime.combine(document.data_date, dt.time(12))
    comment = words.SYNTHETIC.in_(lang) if document.synthetic else ""
    annex.book.set_properties(
        {
            "title": document.title,
            "subject": document.subtitle,
            "author": document.study,
            "comments": comment,
            "created": created,
        }
    )
    _write_list(annex)
    for item in report.exhibits:
        _write_exhibit(annex, item)
    annex.book.close()
    return buffer.getvalue()


def _write_list(annex: _Book) -> None:
    """Write the first sheet."""
    document, lang = annex.report.document, annex.report.document.lang
    sheet = _new_sheet(annex, _SHEET.in_(lang))
    title = f"{document.title} – {document.subtitle}" if document.subtitle else document.title
    sheet.write_string(0, 0, title, annex.looks["title"])
    as_of = f"{words.DATA_AS_OF.in_(lang)}: {formats.date(document.data_date, lang)}"
    sheet.write_string(1, 0, f"{words.STUDY.in_(lang)}: {document.study}. {as_of}.")
    if document.synthetic:
        note = f"{words.SYNTHETIC.in_(lang)}. {words.SYNTHETIC_NOTE.in_(lang)}"
        sheet.merge_range(2, 0, 2, 3, note, annex.looks["marker"])
    sheet.write_string(3, 0, _UNROUNDED.in_(lang), annex.looks["plain"])
    for column, label in enumerate(_HEADERS):
        sheet.write_string(5, column, label.in_(lang), annex.looks["label"])
    for row, item in enumerate(annex.report.exhibits, _TOP):
        exhibit = item.exhibit
        target = f"internal:'{sheet_of(item)}'!A1"
        sheet.write_url(row, 0, target, annex.looks["link"], sheet_of(item))
        for column, value in enumerate((exhibit.title, exhibit.caption, exhibit.source), 1):
            sheet.write_string(row, column, value, annex.looks["wrapped"])
    for column, width in enumerate((14, 60, 50, 50)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(_TOP, 0)


def _write_exhibit(annex: _Book, item: Numbered) -> None:
    """Write the data of one exhibit."""
    document, lang = annex.report.document, annex.report.document.lang
    sheet = _new_sheet(annex, sheet_of(item))
    exhibit = item.exhibit
    back = f"internal:'{_SHEET.in_(lang)}'!A1"
    sheet.write_url(0, 0, back, annex.looks["link"], _BACK.in_(lang))
    sheet.write_string(1, 0, item.heading, annex.looks["title"])
    sheet.write_string(2, 0, exhibit.caption, annex.looks["plain"])
    source = f"{words.SOURCE.in_(lang)}: {exhibit.source}"
    sheet.write_string(3, 0, source, annex.looks["plain"])
    if document.synthetic:
        sheet.write_string(4, 0, words.SYNTHETIC.in_(lang), annex.looks["marker"])
    _write_data(annex, sheet, describe(exhibit, lang), lang)


def _write_data(annex: _Book, sheet: Worksheet, content: Sheet, lang: Lang) -> None:
    """Write headers and typed cells."""
    for column, field in enumerate(content.fields):
        sheet.write_string(_TOP, column, field.label, annex.looks["label"])
        sheet.write_string(_TOP + 1, column, field.name, annex.looks["name"])
        sheet.set_column(column, column, field.width)
    lines = max((field.lines for field in content.fields), default=1)
    sheet.set_row(_TOP, _LINE_POINTS * lines)
    for row, cells in enumerate(content.rows, _TOP + 2):
        for column, (cell, field) in enumerate(zip(cells, content.fields, strict=True)):
            _write_cell(annex, sheet, (row, column), cell, field.pattern)
    if not content.rows:
        sheet.write_string(_TOP + 2, 0, formats.NO_DATA.in_(lang), annex.looks["plain"])
    _finish(sheet, content.fields, len(content.rows))


def _write_cell(
    annex: _Book, sheet: Worksheet, place: tuple[int, int], cell: Any, pattern: str
) -> None:
    """Write one cell with its type; what is missing stays empty."""
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(*place, cell)
    elif isinstance(cell, dt.datetime):
        sheet.write_datetime(*place, cell, annex.pattern(pattern))
    elif isinstance(cell, int | float):
        sheet.write_number(*place, cell, annex.pattern(pattern))
    elif isinstance(cell, Text):
        sheet.write_string(*place, cell.in_(annex.report.document.lang), annex.looks["hidden"])
    else:
        look = "wrapped" if len(cell) > WIDEST else "indented"
        sheet.write_string(*place, _fitting(cell, annex.report.document.lang), annex.looks[look])


def _fitting(cell: str, lang: Lang) -> str:
    """Return a text that a cell can hold; where it is cut, its end says so, and where it is whole.

    Examples
    --------
    >>> _fitting("krótki", "pl")
    'krótki'
    """
    if len(cell) <= _LONGEST:
        return cell
    cut = _CUT.in_(lang)
    return cell[: _LONGEST - len(cut)] + cut


def _finish(sheet: Worksheet, fields: Fields, rows: int) -> None:
    """Freeze the headers, and let rows be filtered and headers be printed again."""
    sheet.freeze_panes(_TOP + 2, 1)
    sheet.repeat_rows(_TOP, _TOP + 1)
    if rows:
        sheet.autofilter(_TOP + 1, 0, _TOP + 1 + rows, len(fields) - 1)


def _new_sheet(annex: _Book, name: str) -> Worksheet:
    """Add a sheet that prints on A4, marked where the data are made up."""
    document, lang = annex.report.document, annex.report.document.lang
    sheet = annex.book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    marker = words.SYNTHETIC.in_(lang) if document.synthetic else ""
    sheet.set_header(f'&C&"Arial,Bold"{marker}')
    sheet.set_footer(f"&R{words.PAGE.in_(lang)} &P {words.OF.in_(lang)} &N")
    return sheet
