"""Plain tables: one header row and one record in each row, in any format of tables.

The border: no column has a meaning of its own here; every one is an answer.
"""

from collections.abc import Sequence
from typing import Final

from kooperacja_eval.ingest.header import SEARCHED_ROWS
from kooperacja_eval.ingest.readers.grid import is_total
from kooperacja_eval.ingest.sheets import is_blank
from kooperacja_eval.ingest.surveys.export import (
    Reading,
    RefusedFileError,
    SurveyExport,
    SurveyFile,
)
from kooperacja_eval.ingest.surveys.forms_common import HeadedGrid, head, warning
from kooperacja_eval.ingest.surveys.raw_grids import Grid, read_grids
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text


def read_plain_table(file: SurveyFile) -> Reading:
    """Read a table without a platform.

    The header row is the first of the first 20 rows that is filled in more than half of the
    columns that the fullest of these rows fills; rows above it are titles and left out with a
    problem. Of columns that repeat a header the later ones get `` (2)`` and so on; a column with
    cells and no header is named by its letter.

    Parameters
    ----------
    file : SurveyFile
        CSV, XLSX, XLS, ODS or parquet.

    Returns
    -------
    Reading
        One export for each sheet that is not blank; ``heading`` is ``full``.

    Raises
    ------
    RefusedFileError
        Where the file cannot be read or has no row with cells.
    """
    exports: list[SurveyExport] = []
    problems: list[Problem] = []
    for grid in read_grids(file):
        headed = head(file, grid, plain_heading(grid))
        problems.extend((*headed.problems, *_totals(file, headed)))
        exports.append(
            SurveyExport(
                platform="table",
                file=file.name,
                sheet=grid.sheet,
                heading="full",
                columns=tuple(column.as_part("answer") for column in headed.columns),
                rows=headed.rows,
            )
        )
    if not exports:
        raise RefusedFileError("empty_table", _NO_CELLS)
    return Reading(exports=tuple(exports), problems=tuple(problems))


def plain_heading(grid: Grid) -> int:
    """Return the index of the header row of a sheet that has a filled cell."""
    filled = [sum(not is_blank(cell) for cell in row) for row in grid.rows]
    first = filled[:SEARCHED_ROWS]
    if not any(first):
        return next(index for index, number in enumerate(filled) if number)
    return next(index for index, number in enumerate(first) if 2 * number > max(first))


def _totals(file: SurveyFile, headed: HeadedGrid) -> Sequence[Problem]:
    """Return a problem for each row that looks like a total."""
    problems = []
    for index, row in enumerate(headed.rows):
        first = next(
            (column for column in headed.columns if not is_blank(column.cells[index])), None
        )
        cell = first.cells[index] if first else None
        if first and isinstance(cell, str) and is_total(cell):
            problems.append(
                warning(file, "total_row", _TOTAL, sheet=headed.sheet, row=int(row), column=first)
            )
    return problems


_TOTAL: Final = Text(
    "Wiersz wygląda na podsumowanie, a został wczytany jak odpowiedzi osoby. Usuń go z pliku "
    "albo dodaj regułę w corrections.toml.",
    "The row looks like a total but was read as the answers of a person. Remove it from the file "
    "or add a rule to corrections.toml.",
)
_NO_CELLS: Final = Text(
    "Plik nie ma ani jednej wypełnionej komórki w widocznych arkuszach. Sprawdź, czy to właściwy "
    "plik.",
    "The file has no filled cell in its visible sheets. Check whether it is the right file.",
)
