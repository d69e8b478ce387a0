"""Writes raw files: CSV in Polish encodings, and XLSX whose bytes never change.

The entries of an XLSX file are stored, not compressed, because compressed bytes differ between
builds of zlib; no entry carries a time of the clock.
"""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kooperacja_eval.demo.dress import Cell, Grid

Encoding = Literal["cp1250", "iso8859-2", "utf-8", "utf-8-sig"]

CREATED: Final = dt.datetime(2020, 12, 31)  # noqa: DTZ001 - spreadsheets know no time zones
"""The date of creation in every workbook."""
ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
ZIP_UNIX: Final = 3
COLUMN_WIDTH: Final = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet, or the whole of a CSV file.

    Attributes
    ----------
    name : str
        Name of the sheet; ignored for CSV.
    grid : Grid
        Headers and cells.
    above, below : sequence of rows
        Rows before the header and after the last record.
    """

    name: str
    grid: Grid
    above: Sequence[Sequence[Cell]] = ()
    below: Sequence[Sequence[Cell]] = ()

    @property
    def first_row(self) -> int:
        """Row of the first record, counted from 1 as in Excel."""
        return len(self.above) + 2

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Every row from the top, the headers included."""
        yield from self.above
        yield self.grid.headers
        yield from zip(*self.grid.columns, strict=True)
        yield from self.below


def write_csv(path: Path, sheet: Sheet, encoding: Encoding) -> None:
    """Write a file with semicolons and Windows line ends, as Polish spreadsheets save it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        writer.writerows(sheet.rows())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file that is made already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook; the same sheets always give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED, "title": "Dane syntetyczne"})
        day_format = book.add_format({"num_format": "dd.mm.yyyy"})
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, day_format, bold)
    path.write_bytes(_stored(buffer.getvalue()))


def _write_sheet(page: Worksheet, sheet: Sheet, day_format: Format, bold: Format) -> None:
    page.set_column(0, len(sheet.grid.headers) - 1, COLUMN_WIDTH)
    header_at = len(sheet.above)
    for number, row in enumerate(sheet.rows()):
        for column, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, dt.datetime):
                page.write_datetime(number, column, cell, day_format)
            elif isinstance(cell, str):
                page.write_string(number, column, cell, bold if number == header_at else None)
            else:
                page.write_number(number, column, cell)


def _stored(content: bytes) -> bytes:
    """Pack the entries of a zip file again, without compression and without times."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as stored,
    ):
        for name in packed.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.create_system = ZIP_UNIX
            stored.writestr(entry, packed.read(name))
    return buffer.getvalue()
