"""Failed formulas and merged cells of OpenDocument spreadsheets."""

from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

Place = tuple[int, int]

_MOST_ROWS: Final = 1_048_576


def ods_marks(content: bytes, sheet: str) -> tuple[dict[Place, str], list[tuple[Place, Place]]]:
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
    """
    errors: dict[Place, str] = {}
    merged: list[tuple[Place, Place]] = []
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
                _read_row(element, row, errors, merged)
                row = min(row + int(_get(element, "number-rows-repeated") or 1), _MOST_ROWS)
            element.clear()
    return errors, merged


def _read_row(
    element: Element, row: int, errors: dict[Place, str], merged: list[tuple[Place, Place]]
) -> None:
    column = 0
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
