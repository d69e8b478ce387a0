"""What exports of forms and plain tables share: from rows of cells to named columns.

The border: which header means what is said by each platform's reader; here headers are found,
named, and made unique.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.ingest.characters import clean
from kooperacja_eval.ingest.header import SEARCHED_ROWS
from kooperacja_eval.ingest.readers import broken
from kooperacja_eval.ingest.readers.merged import merged_problems
from kooperacja_eval.ingest.sheets import Cell, RawSheet, cell_text, is_blank, letter
from kooperacja_eval.ingest.surveys.export import ExportColumn, Part, SurveyFile
from kooperacja_eval.ingest.surveys.raw_grids import Grid, refused, request_of
from kooperacja_eval.schemas.problems import Problem, Severity
from kooperacja_eval.text import Text

Recognise = Callable[[Sequence[str]], bool]
"""Whether a row of headers, cleaned, is one of a platform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadedColumn:
    """One column below a header row.

    Attributes
    ----------
    name : str
        The header, cleaned and made unique by `` (2)`` and so on; the letter where it is blank.
    text : str
        The header, cleaned.
    header : str
        As written.
    letter : str
        Letter of the column.
    cells : list of Cell
        As many as there are rows.
    """

    name: str
    text: str
    header: str
    letter: str
    cells: list[Cell]

    def as_part(
        self, part: Part, *, question: str | None = None, cells: list[Cell] | None = None
    ) -> ExportColumn:
        """Return the column as what a platform means by it; its own question unless named."""
        return ExportColumn(
            name=self.name,
            header=self.header,
            letter=self.letter,
            part=part,
            question=self.name if question is None else question,
            cells=self.cells if cells is None else cells,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadedGrid:
    """A sheet whose header row is known.

    Attributes
    ----------
    sheet : str
        Name of the sheet, empty for text files.
    columns : tuple of HeadedColumn
        Without those that have neither a header nor a cell.
    rows : ndarray of int64, shape (n,)
        Row of each record, counted from 1; blank rows are left out.
    problems : tuple of Problem
        Of the grid, of its headers, and of merged cells.
    """

    sheet: str
    columns: tuple[HeadedColumn, ...]
    rows: NDArray[np.int64]
    problems: tuple[Problem, ...]


def header_texts(row: Sequence[Cell]) -> list[str]:
    """Return the cells of a row as cleaned headers."""
    return [clean(cell_text(cell)) for cell in row]


def find_heading(grid: Grid, recognise: Recognise) -> int | None:
    """Return the index of the first of the first rows that a platform recognises."""
    for index, row in enumerate(grid.rows[:SEARCHED_ROWS]):
        if recognise(header_texts(row)):
            return index
    return None


def head(file: SurveyFile, grid: Grid, index: int) -> HeadedGrid:
    """Return the columns below a header row.

    Parameters
    ----------
    file : SurveyFile
        The file, for messages.
    grid : Grid
        One of its sheets.
    index : int
        Index of the header row.

    Raises
    ------
    RefusedFileError
        ``dates_from_1904`` where days of the workbook count from 1904.
    """
    if grid.from_1904:
        raise refused(broken.counts_from_1904(request_of(file)))
    width = max(len(row) for row in grid.rows[index:])
    raw = [*grid.rows[index], *[None] * (width - len(grid.rows[index]))]
    kept = [
        (number, row)
        for number, row in enumerate(grid.rows[index + 1 :], start=index + 2)
        if not all(is_blank(cell) for cell in row)
    ]
    cells = [[row[at] if at < len(row) else None for _, row in kept] for at in range(width)]
    texts = header_texts(raw)
    used = [at for at in range(width) if texts[at] or not all(map(is_blank, cells[at]))]
    names = unique_names(texts[at] or letter(at) for at in used)
    columns = tuple(
        HeadedColumn(
            name=name,
            text=texts[at],
            header=_as_written(raw[at]),
            letter=letter(at),
            cells=cells[at],
        )
        for name, at in zip(names, used, strict=True)
    )
    rows = np.array([number for number, _ in kept], dtype=np.int64)
    problems = (
        *grid.problems,
        *_header_problems(file, grid, index, columns),
        *_merged(file, grid, index, columns, rows),
    )
    return HeadedGrid(sheet=grid.sheet, columns=columns, rows=rows, problems=problems)


def unique_names(names: Iterable[str]) -> list[str]:
    """Return names with `` (2)``, `` (3)``, ... after those that stand before already.

    Examples
    --------
    >>> unique_names(["Wiek", "Wiek", "Wiek (2)", "Wiek"])
    ['Wiek', 'Wiek (2)', 'Wiek (2) (2)', 'Wiek (3)']
    """
    taken: dict[str, None] = {}
    for name in names:
        tried = (name if number == 1 else f"{name} ({number})" for number in count(1))
        taken[next(each for each in tried if each not in taken)] = None
    return list(taken)


def warning(
    file: SurveyFile,
    rule: str,
    message: Text,
    *,
    sheet: str = "",
    row: int | None = None,
    column: HeadedColumn | None = None,
    severity: Severity = "warning",
) -> Problem:
    """Return a problem with its place."""
    return Problem(
        rule=rule,
        severity=severity,
        message=message,
        file=file.name,
        sheet=sheet,
        row=row,
        column=(column.header or column.letter) if column else "",
        letter=column.letter if column else "",
    )


def _as_written(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell_text(cell)


def _header_problems(
    file: SurveyFile, grid: Grid, index: int, columns: Sequence[HeadedColumn]
) -> list[Problem]:
    problems = []
    if index:
        problems.append(
            warning(file, "rows_above_header", _above(index + 1), sheet=grid.sheet, row=index + 1)
        )
    for column in columns:
        if column.text and column.name == column.text:
            continue
        rule, message = (
            ("repeated_header", _repeated(column.name))
            if column.text
            else ("unnamed_column", _BLANK)
        )
        problems.append(
            warning(file, rule, message, sheet=grid.sheet, row=index + 1, column=column)
        )
    return problems


def _merged(
    file: SurveyFile,
    grid: Grid,
    index: int,
    columns: Sequence[HeadedColumn],
    rows: NDArray[np.int64],
) -> list[Problem]:
    headers = header_texts(grid.rows[index])
    headers += [""] * (max(len(row) for row in grid.rows) - len(headers))
    sheet = RawSheet(
        file=file.name,
        sheet=grid.sheet,
        header_row=index + 1,
        headers=tuple(headers),
        letters=tuple(letter(at) for at in range(len(headers))),
        fields=(None,) * len(headers),
        columns=(),
        rows=rows,
    )
    return merged_problems(request_of(file), sheet, grid.merged) if columns else []


def _above(row: int) -> Text:
    return Text(
        f"Za nagłówek przyjęto wiersz {row}; wiersze nad nim pominięto. Jeśli to błąd, usuń "
        "z pliku wiersze nad nagłówkiem.",
        f"Row {row} was taken for the header; the rows above it were left out. If this is wrong, "
        "remove the rows above the header from the file.",
    )


def _repeated(name: str) -> Text:
    return Text(
        f"Nagłówek powtarza się; tę kolumnę nazwano „{name}”. Pod tą nazwą wpisz ją w survey.toml.",
        f"The header is repeated; this column was named “{name}”. Use that name in survey.toml.",
    )


_BLANK: Final = Text(
    "Kolumna z danymi nie ma nagłówka; jej nazwą jest litera kolumny. Wpisz nagłówek.",
    "A column with data has no header; its letter is its name. Write a header.",
)
