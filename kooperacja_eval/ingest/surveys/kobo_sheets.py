"""Bytes of a KoBoToolbox or ODK export to grids: header row, rows below it, each with its place.

The border: what a header means is said elsewhere. Rows that do not fit their header are named and
left out, because nobody can tell which cell belongs where.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.ingest.sheets import Cell, cell_text, is_blank, letter
from kooperacja_eval.ingest.surveys import kobo_refusals as refusals
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.kobo_books import new_sheets, old_sheets
from kooperacja_eval.ingest.surveys.kobo_text import text_rows
from kooperacja_eval.ingest.surveys.safe_zip import open_zip
from kooperacja_eval.schemas.problems import Problem

_ZIP: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_NOT_TABLES: Final = (".json", ".yml", ".yaml", ".xml", ".geojson", ".sav", ".pdf")
_WORKBOOKS: Final = (".xlsx", ".xlsm")
_WORKBOOK_MEMBER: Final = "[Content_Types].xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table of an export, still without meaning.

    Attributes
    ----------
    file, sheet : str
        File, and sheet or member of an archive; the sheet of a single CSV file is empty.
    headers, letters : tuple of str
        As written; columns without a header are left out.
    columns : tuple of list of Cell
        Cells below the header, as many as ``rows``.
    rows : ndarray of int64, shape (n,)
        Row in the file, counted from 1.
    """

    file: str
    sheet: str
    headers: tuple[str, ...]
    letters: tuple[str, ...]
    columns: tuple[list[Cell], ...]
    rows: NDArray[np.int64]

    def cells(self, *headers: str) -> list[Cell] | None:
        """Return the cells below the first header that stands exactly once, None for none."""
        for header in headers:
            if self.headers.count(header) == 1:
                return self.columns[self.headers.index(header)]
        return None


Grids = tuple[list[Grid], list[Problem]]


def read_grids(file: SurveyFile) -> Grids:
    """Return the tables of a file in their order, and what is wrong in them.

    Parameters
    ----------
    file : SurveyFile
        XLSX, XLS, CSV, or an archive of CSV files.

    Raises
    ------
    RefusedFileError
        Where the file is damaged, protected, or holds no table.
    """
    if file.name.lower().endswith(_NOT_TABLES) or file.data.lstrip()[:1] in (b"{", b"["):
        raise refusals.not_a_table(file.name)
    if file.data.startswith(_OLD):
        return _sheets(file, old_sheets(file))
    if file.data.startswith(_ZIP) or file.name.lower().endswith((".zip", *_WORKBOOKS)):
        names = _guarded(file)
        return _sheets(file, new_sheets(file)) if _WORKBOOK_MEMBER in names else _members(file)
    rows, problems = text_rows(file, file.data, "")
    grid, more = to_grid(file.name, "", rows)
    return [grid] if grid else [], [*problems, *more]


def _guarded(file: SurveyFile) -> tuple[str, ...]:
    """Return the members of an archive; a broken workbook is called a workbook."""
    try:
        return open_zip(file.name, file.data).names
    except RefusedFileError as error:
        broken = error.rule in ("damaged_zip", "not_zip")
        if broken and file.name.lower().endswith(_WORKBOOKS):
            raise refusals.damaged(file.name) from error
        raise


def _sheets(file: SurveyFile, sheets: Sequence[tuple[str, list[list[Cell]]]]) -> Grids:
    read = [to_grid(file.name, name, rows) for name, rows in sheets]
    return [grid for grid, _ in read if grid], [p for _, found in read for p in found]


def _members(file: SurveyFile) -> Grids:
    members = open_zip(file.name, file.data)
    found = members.ending(".csv")
    if not found:
        labels = members.ending(".sps")
        raise refusals.spss_syntax(file.name) if labels else refusals.no_tables(file.name)
    return read_members(file, {name: members.read(name) for name in found})


def read_members(file: SurveyFile, members: dict[str, bytes]) -> Grids:
    """Return the tables of CSV files of an archive; each one's sheet is its name without .csv."""
    grids: list[Grid] = []
    problems: list[Problem] = []
    for name, data in members.items():
        stem = PurePosixPath(name).stem
        rows, wrong = text_rows(file, data, stem)
        grid, more = to_grid(file.name, stem, rows)
        problems += [*wrong, *more]
        grids += [grid] if grid else []
    return grids, problems


def to_grid(
    file: str, sheet: str, rows: Sequence[Sequence[Cell]]
) -> tuple[Grid | None, list[Problem]]:
    """Return the table of rows of cells, None where there is none, and what is wrong in it.

    Parameters
    ----------
    file, sheet : str
        Place of the rows.
    rows : sequence of rows
        The one at index i is row i + 1; an empty one is passed over in silence.
    """
    start = next((i for i, row in enumerate(rows) if not _blank(row)), None)
    if start is None:
        return None, []
    headers = [cell_text(cell) for cell in rows[start]]
    while not headers[-1]:
        headers.pop()
    width = len(headers)
    filled = [(n, row) for n, row in enumerate(rows[start + 1 :], start + 2) if not _blank(row)]
    wide = [(number, len(row)) for number, row in filled if not _blank(row[width:])]
    body = [(n, [*row, *[None] * (width - len(row))]) for n, row in filled if _blank(row[width:])]
    columns = [[row[index] for _, row in body] for index in range(width)]
    inner = rows[start + 1 : filled[-1][0] if filled else start + 1]
    blank = sum(len(row) > 0 and _blank(row) for row in inner)
    nameless = [i for i, header in enumerate(headers) if not header and not _blank(columns[i])]
    problems = [
        *(refusals.wrong_width(file, sheet, number, found, width) for number, found in wide),
        *([refusals.blank_rows(file, sheet, blank)] if blank else []),
        *(refusals.no_header(file, sheet, letter(index)) for index in nameless),
    ]
    used = [index for index, header in enumerate(headers) if header]
    grid = Grid(
        file=file,
        sheet=sheet,
        headers=tuple(headers[index] for index in used),
        letters=tuple(letter(index) for index in used),
        columns=tuple(columns[index] for index in used),
        rows=np.array([number for number, _ in body], dtype=np.int64),
    )
    return grid, problems


def _blank(row: Sequence[Cell]) -> bool:
    return all(map(is_blank, row))
