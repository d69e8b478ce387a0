"""What the cells of a column look like: their distinct contents, numbers among them, days."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kooperacja_eval.ingest.characters import clean
from kooperacja_eval.ingest.coded import coded
from kooperacja_eval.ingest.numerals import parse_number
from kooperacja_eval.ingest.sheets import Cell, cell_text, is_blank
from kooperacja_eval.ingest.surveys.days import day_of
from kooperacja_eval.ingest.surveys.export import ExportColumn
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.text import same

_NUMBER = Field(kind="number", label=same(""), definition=same(""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A column as it looks.

    Attributes
    ----------
    column : ExportColumn
        The column.
    counts : dict of str to int
        Distinct texts that are not blank and how often each stands, the first in the file first.
    numbers : dict of str to float
        The texts that are numbers.
    rows : int
        Rows of the export.
    days : bool
        Whether every text is a day or a moment.
    """

    column: ExportColumn
    counts: dict[str, int]
    numbers: dict[str, float]
    rows: int
    days: bool

    @property
    def filled(self) -> int:
        """Rows in which something stands."""
        return sum(self.counts.values())

    @property
    def distinct(self) -> bool:
        """Whether hardly any text repeats, as in a key."""
        return bool(self.counts) and len(self.counts) >= 0.9 * self.filled

    def values(self) -> NDArray[np.float64]:
        """Return the column as numbers, nan where a cell is none."""
        made = coded([(_cells(self.column), self.rows)])
        found = [self.numbers.get(_text(cell), np.nan) for cell in made.cells()]
        return np.append(np.array(found, dtype=np.float64), np.nan)[made.positions()]


def look(column: ExportColumn, rows: int) -> Look:
    """Look at a column of an export with some number of rows."""
    made = coded([(_cells(column), rows)])
    cells = made.cells()
    times = np.bincount(made.positions()[made.positions() >= 0], minlength=len(cells)).tolist()
    counts: dict[str, int] = {}
    for cell, count in zip(cells, times, strict=True):
        if not is_blank(cell) and count:
            counts[_text(cell)] = counts.get(_text(cell), 0) + count
    numbers = {text: parse_number(_NUMBER, text, text) for text in counts}
    return Look(
        column=column,
        counts=counts,
        numbers={text: n for text, n in numbers.items() if isinstance(n, float)},
        rows=rows,
        days=_all_days(cells, counts),
    )


def _all_days(cells: Iterable[Cell], counts: dict[str, int]) -> bool:
    if not counts or any(text.isdecimal() for text in counts):
        return False
    return all(day_of(cell) is not None for cell in cells if not is_blank(cell))


def _text(cell: Cell) -> str:
    return clean(cell_text(cell))


def _cells(column: ExportColumn) -> list[Cell] | pa.ChunkedArray:
    cells = column.cells
    return pa.chunked_array([cells]) if isinstance(cells, pa.Array) else cells
