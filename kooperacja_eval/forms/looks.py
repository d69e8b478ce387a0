"""How the cells of a form look, and how wide its columns are."""

import math
from collections.abc import Iterable
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from kooperacja_eval.forms.layout import Column
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.text import Lang

_BLUE, _TINT, _BAND, _LINE = "#0B3D6B", "#E9F0F6", "#FFD84D", "#B8C4CE"
_FONT: Final = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_CELL: Final = {"locked": False, "border": 1, "border_color": _LINE}
_LOOKS: Final[dict[str, dict[str, object]]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 14, "font_color": _BLUE},
    "advice": {"font_color": "#33414D"},
    "wrapped": {"text_wrap": True},
    "label": {"bold": True, "font_color": _BLUE},
    "given": {"num_format": "@", "bg_color": _TINT},
    "marker": {"bold": True, "bg_color": _BAND, "font_color": "#000000"},
    "header": {
        "bold": True, "font_color": "#FFFFFF", "bg_color": _BLUE, "text_wrap": True, "border": 1,
        "border_color": _LINE, "valign": "vcenter",
    },
    "text": {"num_format": "@", "text_wrap": True, **_CELL},
    "date": {"num_format": "dd.mm.yyyy", "align": "left", **_CELL},
    "integer": {"num_format": "0", **_CELL},
    "number": {"num_format": "General", **_CELL},
    "suggested": {"num_format": "@", "bg_color": _TINT, **_CELL},
}  # fmt: skip
"""Cells for words have the format of text, so that a spreadsheet keeps ``=1+1`` as it stands."""

LINE_POINTS: Final = 14
_HIGHEST: Final = 409
_NUMBER_WIDTH: Final = 13
_NARROW: Final = 16
_WIDE: Final = 40
_WIDEST_CODE: Final = 28
_IDENTIFIER_WIDTH: Final = 18
_REFERENCE_WIDTH: Final = 26
_PAGE_WIDTH: Final = 200
"""Characters that fit across a page of A4 and can still be read."""
_NAMELESS: Final = frozenset({"families.family_id", "meetings.meeting_id"})
"""What is referred to by its identifier alone, so that a column may be as narrow as that."""


def add_looks(book: Workbook) -> dict[str, Format]:
    """Add the looks of cells to a workbook and return them by name."""
    return {name: book.add_format({**_FONT, **look}) for name, look in _LOOKS.items()}


def look_of(column: Column) -> str:
    """Return the name of the look that a column's cells have."""
    if column.role == "suggested":
        return "suggested"
    kind = column.field.kind
    return kind if kind in ("date", "integer", "number") else "text"


def width_of(described: Field, lang: Lang) -> int:
    """Return the width of a column, in characters."""
    if described.codes is not None:
        longest = max(len(code.label.in_(lang)) for code in described.codes)
        return min(max(longest + 4, _NARROW), _WIDEST_CODE)
    if described.kind != "text":
        return _NUMBER_WIDTH
    if described.references and described.references not in _NAMELESS:
        return _REFERENCE_WIDTH
    return _IDENTIFIER_WIDTH if described.pattern or described.references else _WIDE


def pages_across(columns: tuple[Column, ...], lang: Lang) -> int:
    """Return how many pages side by side a sheet takes, so that it can be read."""
    return math.ceil(sum(width_of(column.field, lang) for column in columns) / _PAGE_WIDTH)


def header_height(columns: tuple[Column, ...], lang: Lang) -> int:
    """Return the height of a header row in points: as many lines as its longest header takes."""
    lines = [lines_of(column.header(lang), width_of(column.field, lang) - 2) for column in columns]
    return LINE_POINTS * max(lines) + 4


def row_height(texts: Iterable[tuple[str, int]]) -> int | None:
    """Return the height of a row in points from its texts and the widths of their columns.

    None where each takes one line; never more than a spreadsheet allows.
    """
    lines = max(
        (sum(lines_of(line, width) for line in text.split("\n")) for text, width in texts),
        default=1,
    )
    return min(LINE_POINTS * lines, _HIGHEST) if lines > 1 else None


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of a width in characters."""
    return max(1, math.ceil(len(text) / width))
