"""Tables of coded stretches of any format: where the headings stand, and cells by their role.

The border: which role means what is the business of the readers of each program.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kooperacja_eval.ingest.fgi.headings import Headings
from kooperacja_eval.ingest.sheets import Cell, cell_text, is_blank
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.raw_grids import Grid, read_grids
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

_HEADING_ROWS: Final = 15
"""Rows in which headings are looked for; programs write a title above them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRow:
    """One row below the headings.

    Attributes
    ----------
    number : int
        Row of the file, counted from 1 as in Excel.
    cells : list of Cell
        Raw cells; a row may be shorter than the headings.
    """

    number: int
    cells: list[Cell]

    def text(self, index: int | None) -> str:
        """Return a cell as a person would type it, empty where there is none."""
        if index is None or index >= len(self.cells):
            return ""
        return cell_text(self.cells[index])

    def words(self, index: int | None) -> str:
        r"""Return a cell as it was said: not trimmed, with line breaks as ``\n``."""
        if index is None or index >= len(self.cells):
            return ""
        cell = self.cells[index]
        return plain_breaks(cell) if isinstance(cell, str) else cell_text(cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentTable:
    """A table whose headings were found.

    Attributes
    ----------
    sheet : str
        Sheet; empty for text files.
    headers : tuple of str
        As written.
    roles : dict of str to int
        Column of each role that was found, counted from 0.
    rows : tuple of SegmentRow
        Rows with at least one cell that is not blank.
    """

    sheet: str
    headers: tuple[str, ...]
    roles: dict[str, int]
    rows: tuple[SegmentRow, ...]

    def text(self, row: SegmentRow, role: str) -> str:
        """Return the cell of a role, trimmed; empty where there is none."""
        return row.text(self.roles.get(role))

    def words(self, row: SegmentRow, role: str) -> str:
        """Return the cell of a role as it was said."""
        return row.words(self.roles.get(role))

    def others(self) -> Iterator[tuple[int, str]]:
        """Return columns without a role: their place and heading."""
        taken = set(self.roles.values())
        return ((i, name) for i, name in enumerate(self.headers) if name and i not in taken)


def plain_breaks(text: str) -> str:
    r"""Return a text with line breaks as ``\n``, also those that Excel writes as ``_x000D_``.

    Examples
    --------
    >>> plain_breaks("a_x000D_\nb\r\nc")
    'a\nb\nc'
    """
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


def grids_of(file: SurveyFile) -> tuple[Grid, ...]:
    """Return the sheets of a table; errors as ``read_grids``, naming ``fgi.toml``."""
    try:
        return read_grids(file)
    except RefusedFileError as error:
        words = error.message
        raise RefusedFileError(
            error.rule,
            Text(
                words.pl.replace("survey.toml", "fgi.toml"),
                words.en.replace("survey.toml", "fgi.toml"),
            ),
        ) from error


def find_table(
    grids: Sequence[Grid], headings: Headings, needed: Collection[str]
) -> SegmentTable | None:
    """Return the first table that has all columns needed, None where there is none.

    Parameters
    ----------
    grids : sequence of Grid
        The sheets.
    headings : mapping of str to tuple of str
        What each role may be called.
    needed : collection of str
        Roles without which it is another table.
    """
    for grid in grids:
        for index, row in enumerate(grid.rows[:_HEADING_ROWS]):
            roles = roles_of(row, headings)
            if roles.keys() >= set(needed):
                return _table(grid, index, roles)
    return None


def missing_roles(
    grids: Sequence[Grid], headings: Headings, needed: Collection[str]
) -> tuple[str, ...]:
    """Return the needed roles that the row most like headings lacks."""
    rows = [row for grid in grids for row in grid.rows[:_HEADING_ROWS]]
    found = max((roles_of(row, headings) for row in rows), key=len, default={})
    return tuple(role for role in needed if role not in found)


def roles_of(row: Sequence[Cell], headings: Headings) -> dict[str, int]:
    """Return the column of each role in a row of headings; the first of several counts."""
    names = {fold(name): role for role, spelled in headings.items() for name in spelled}
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        role = names.get(fold(cell)) if isinstance(cell, str) else None
        if role is not None:
            found.setdefault(role, index)
    return found


def grid_problems(
    file: SurveyFile,
    grids: Sequence[Grid],
    table: SegmentTable,
    headings: Headings,
    needed: Collection[str],
) -> tuple[Problem, ...]:
    """Return what was wrong with rows of the sheets, and other sheets with such a table.

    Parameters
    ----------
    file : SurveyFile
        The file, for messages.
    grids : sequence of Grid
        Its sheets.
    table : SegmentTable
        The one that was read.
    headings, needed
        As ``find_table`` had them.
    """
    rows = [
        replace(problem, table="codings", field="", file=file.name)
        for grid in grids
        for problem in grid.problems
    ]
    others = [
        grid.sheet
        for grid in grids
        if grid.sheet != table.sheet and find_table([grid], headings, needed) is not None
    ]
    sheets = [_other_sheet(file, table.sheet, name) for name in others]
    return (*rows, *sheets)


def _other_sheet(file: SurveyFile, read: str, other: str) -> Problem:
    message = Text(
        f"Ten arkusz też ma zakodowane fragmenty, a wczytano tylko arkusz „{read}”. Podaj sheet w "
        "fgi.toml albo połącz arkusze.",
        f"This sheet has coded stretches too, but only the sheet “{read}” was read. Give sheet in "
        "fgi.toml or join the sheets.",
    )
    return Problem(
        rule="several_sheets", severity="error", message=message, table="codings",
        file=file.name, sheet=other,
    )  # fmt: skip


def _table(grid: Grid, index: int, roles: dict[str, int]) -> SegmentTable:
    body = grid.rows[index + 1 :]
    return SegmentTable(
        sheet=grid.sheet,
        headers=tuple(cell_text(cell) for cell in grid.rows[index]),
        roles=roles,
        rows=tuple(
            SegmentRow(number=index + 2 + offset, cells=row)
            for offset, row in enumerate(body)
            if any(not is_blank(cell) for cell in row)
        ),
    )
