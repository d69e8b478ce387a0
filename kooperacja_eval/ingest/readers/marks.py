"""What a workbook says about its cells and calamine does not pass on.

Cells in which a formula failed (``#N/A``, ``#DIV/0!``) and formulas without a stored result look
empty to a reader of values. They are found here, so that nothing becomes missing in silence, and
so are how far a sheet reaches and whether days count from 1904.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring, iterparse

from kooperacja_eval.ingest.readers.ods_marks import ods_marks

Place = tuple[int, int]

_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_REFERENCE: Final = re.compile(r"([A-Z]+)(\d+)")
_LETTERS: Final = 26
_TO_READ: Final = re.compile(rb"""t=["']e["']|<(?:\w+:)?f[\s>/]""")
_FAR_COLUMN: Final = re.compile(rb"""\br=["']([A-Z]{2,3})\d""")
_ROW: Final = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["'](\d+)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Places count from 0 as (row, column).

    Attributes
    ----------
    errors : mapping of place to str
        What the cell shows; empty for a formula without a stored result.
    merged : sequence of pairs of places
        First and last cell of merged ranges, for formats in which calamine gives none.
    last : place
        Last row and last column that hold a cell, or more.
    from_1904 : bool
        Whether days count from 1904.
    """

    errors: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    last: Place = (0, 0)
    from_1904: bool = False


def find_marks(data: bytes, sheet: str) -> Marks:
    """Return the marks of one sheet.

    Parameters
    ----------
    data : bytes
        An XLSX or ODS file.
    sheet : str
        Exact name of the sheet.

    Raises
    ------
    zipfile.BadZipFile, zlib.error, xml.etree.ElementTree.ParseError, KeyError, ValueError
        Where the file is damaged.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if _BOOK not in archive.namelist():
            errors, merged, last = ods_marks(archive.read("content.xml"), sheet)
            return Marks(errors=errors, merged=merged, last=last)
        book = fromstring(archive.read(_BOOK))
        raw = archive.read(_part_of(archive, book, sheet))
    return Marks(
        errors=dict(_errors(raw)) if _TO_READ.search(raw) else {},
        last=_last(raw),
        from_1904=_from_1904(book),
    )


def _part_of(archive: zipfile.ZipFile, book: Element, sheet: str) -> str:
    """Return the archive member that holds a sheet."""
    relation = ""
    for element in book.iter():
        if _tag(element) == "sheet" and element.get("name") == sheet:
            ids = [value for key, value in element.items() if key.endswith("}id")]
            relation = ids[0] if ids else ""
    for element in fromstring(archive.read(_RELATIONS)).iter():
        if element.get("Id") == relation:
            target = element.get("Target", "")
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)


def _from_1904(book: Element) -> bool:
    properties = [element for element in book.iter() if _tag(element) == "workbookPr"]
    return any(element.get("date1904") in ("1", "true") for element in properties)


def _last(raw: bytes) -> Place:
    """Return last row and last column; columns up to Z count as Z."""
    rows = [int(number) for number in _ROW.findall(raw, max(raw.rfind(b"row "), 1) - 1)]
    far = {_column(name.decode()) for name in set(_FAR_COLUMN.findall(raw))}
    return max(rows, default=1) - 1, max(far, default=_LETTERS - 1)


def _errors(raw: bytes) -> Iterator[tuple[Place, str]]:
    row = column = -1
    for event, element in iterparse(BytesIO(raw), events=("start", "end")):
        tag = _tag(element)
        if event == "start" and tag == "row":
            row = int(element.get("r", row + 2)) - 1
            column = -1
        elif event == "start" and tag == "c":
            row, column = _place(element.get("r", ""), (row, column + 1))
        elif event == "end" and tag == "c":
            parts = {_tag(part): part.text or "" for part in element}
            if element.get("t") == "e":
                yield (row, column), parts.get("v", "#ERR")
            elif "f" in parts and not parts.get("v") and element.get("t", "n") == "n":
                yield (row, column), ""
        elif event == "end" and tag == "row":
            element.clear()


def _place(reference: str, otherwise: Place) -> Place:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return otherwise
    return int(found[2]) - 1, _column(found[1])


def _column(letters: str) -> int:
    column = 0
    for char in letters:
        column = column * _LETTERS + ord(char) - ord("A") + 1
    return column - 1


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
