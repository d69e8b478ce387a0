"""What a workbook says about its cells and calamine does not pass on.

Cells in which a formula failed (``#N/A``, ``#DIV/0!``) and formulas without a stored result look
empty to a reader of values. They are found here, so that nothing becomes missing in silence.
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
from kooperacja_eval.ingest.readers.xls_marks import xls_errors

Place = tuple[int, int]

_ZIP: Final = b"PK\x03\x04"
_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_REFERENCE: Final = re.compile(r"([A-Z]+)(\d+)")
_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Marks:
    """Places counted from 0 as (row, column).

    Attributes
    ----------
    errors : mapping of place to str
        What the cell shows; empty for a formula without a stored result.
    merged : sequence of pairs of places
        First and last cell of merged ranges, for formats in which calamine gives none.
    """

    errors: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)


def find_marks(data: bytes, sheet: str) -> Marks:
    """Return the marks of one sheet of a workbook that calamine could read.

    Parameters
    ----------
    data : bytes
        The file.
    sheet : str
        Exact name of the sheet.
    """
    if not data.startswith(_ZIP):
        return Marks(xls_errors(data, sheet))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        if _BOOK not in names:
            return Marks(*ods_marks(archive.read("content.xml"), sheet))
        part = _part_of(archive, sheet)
        raw = archive.read(part) if part in names else b""
    if b'"e"' not in raw and b"<f" not in raw and b":f>" not in raw and b":f " not in raw:
        return Marks()
    return Marks(dict(_errors(raw)))


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the archive member that holds a sheet."""
    relation = ""
    for element in fromstring(archive.read(_BOOK)).iter():
        if _tag(element) == "sheet" and element.get("name") == sheet:
            ids = [value for key, value in element.items() if key.endswith("}id")]
            relation = ids[0] if ids else ""
    for element in fromstring(archive.read(_RELATIONS)).iter():
        if element.get("Id") == relation:
            target = element.get("Target", "")
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return ""


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
            elif "f" in parts and "v" not in parts and "is" not in parts:
                yield (row, column), ""
        elif event == "end" and tag == "row":
            element.clear()


def _place(reference: str, otherwise: Place) -> Place:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return otherwise
    column = 0
    for char in found[1]:
        column = column * _LETTERS + ord(char) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
