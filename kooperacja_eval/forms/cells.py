"""Cells of a workbook as its XML holds them: texts, numbers, days; never a formula."""

import datetime as dt
import re
from typing import Final
from xml.sax.saxutils import escape

from kooperacja_eval.forms.content import Cell

LONGEST: Final = 32_767
"""Characters that a cell can hold."""
_EPOCH: Final = dt.date(1899, 12, 30)
"""Day 0 of spreadsheets, for days from March 1900 on."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def text_xml(text: str) -> str:
    r"""Return a text as XML; what XML cannot hold is written the way that spreadsheets do.

    Raises
    ------
    ValueError
        Where it is longer than a cell can hold.

    Examples
    --------
    >>> text_xml("a < b\x07"), text_xml("_x0007_")
    ('a &lt; b_x0007_', '_x005F_x0007_')
    """
    if len(text) > LONGEST:
        raise ValueError(f"a text of {len(text)} characters fits no cell")
    literal = _ESCAPED.sub("_x005F_", text)
    return escape(_CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", literal))


def cell_xml(place: str, cell: Cell, style: int, day_style: int) -> str:
    """Return one cell with its type; None is no cell.

    Parameters
    ----------
    place : str
        Such as ``B9``.
    cell : str, int, float, bool, date or None
        Its value; yes and no are written as a logical value.
    style, day_style : int
        Number of its look; of the look of days.

    Examples
    --------
    >>> cell_xml("B9", dt.date(2020, 3, 5), 1, 2)
    '<c r="B9" s="2"><v>43895</v></c>'
    >>> cell_xml("B9", "=1+1", 1, 2)
    '<c r="B9" s="1" t="inlineStr"><is><t>=1+1</t></is></c>'
    """
    match cell:
        case None:
            return ""
        case bool():
            return f'<c r="{place}" s="{style}" t="b"><v>{int(cell)}</v></c>'
        case dt.date():
            days = (dt.date(cell.year, cell.month, cell.day) - _EPOCH).days
            return f'<c r="{place}" s="{day_style}"><v>{days}</v></c>'
        case int() | float():
            return f'<c r="{place}" s="{style}"><v>{cell!r}</v></c>'
    space = ' xml:space="preserve"' if cell != cell.strip() or "\n" in cell else ""
    text = f"<is><t{space}>{text_xml(cell)}</t></is>"
    return f'<c r="{place}" s="{style}" t="inlineStr">{text}</c>'


def row_xml(number: int, cells: str, height: int | None = None) -> str:
    """Return a row from its number, counted from 1, its cells and its height in points."""
    high = "" if height is None else f' ht="{height}" customHeight="1"'
    return f'<row r="{number}"{high}>{cells}</row>'
