"""Failed formulas and merged cells of OpenDocument spreadsheets."""

from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

Place = tuple[int, int]


def ods_marks(
    content: bytes, sheet: str
) -> tuple[dict[Place, str], list[tuple[Place, Place]], Place]:
    """Return what calamine does not pass on from ``content.xml``.

    Parameters
    ----------
    content : bytes
        The part ``content.xml`` of the file.
    sheet : str
        Exact name of the sheet.

    Returns
    -------
    errors : dict of (row, column) to str
        What cells with a failed formula show; places count from 0.
    merged : list of ((row, column), (row, column))
        First and last cells of merged ranges.
    last : (row, column)
        Last row and last column that hold a cell.
    """
    errors: dict[Place, str] = {}
    merged: list[tuple[Place, Place]] = []
    last = (0, 0)
    inside = False
    row = 0
    for event, element in iterparse(BytesIO(content), events=("start", "end")):
        tag = _local(element.tag)
        if tag == "table" and event == "start":
            inside, row = _get(element, "name") == sheet, 0
        elif tag == "table":
            inside = False
        elif tag == "table-row" and event == "end":
            if inside:
                repeated = int(_get(element, "number-rows-repeated") or 1)
                column = _read_row(element, row, errors, merged)
                if column >= 0:
                    last = (row + repeated - 1, max(last[1], column))
                row += repeated
            element.clear()
    return errors, merged, last


def _read_row(
    element: Element, row: int, errors: dict[Place, str], merged: list[tuple[Place, Place]]
) -> int:
    """Note the cells of one row and return the last column that holds something."""
    column = 0
    last = -1
    for cell in element:
        if _local(cell.tag) not in ("table-cell", "covered-table-cell"):
            continue
        wide = int(_get(cell, "number-columns-spanned") or 1)
        high = int(_get(cell, "number-rows-spanned") or 1)
        if wide > 1 or high > 1:
            merged.append(((row, column), (row + high - 1, column + wide - 1)))
        if _is_error(cell):
            errors[row, column] = "".join(cell.itertext()) or "#ERR"
        column += int(_get(cell, "number-columns-repeated") or 1)
        if _get(cell, "value-type"):
            last = column - 1
    return last


def _is_error(cell: Element) -> bool:
    """Return whether a cell shows an error; LibreOffice marks it in an attribute of its own."""
    if any(_local(key) == "value-type" and value == "error" for key, value in cell.items()):
        return True
    text = "".join(cell.itertext())
    return _get(cell, "formula") != "" and text.startswith(("#", "Err:"))


def _get(element: Element, name: str) -> str:
    for key, value in element.items():
        if _local(key) == name:
            return value
    return ""


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]
