"""Mistakes planted in the export of the first survey, and the corrections that mend them."""

from dataclasses import replace
from typing import Final

import numpy as np

from kooperacja_eval.demo.dress import Cell, Grid
from kooperacja_eval.demo.mistakes import Mistake, Planted

TABLE: Final = "survey:ex_ante"
DUPLICATE: Final = Mistake(
    id="ankieta-dwa-razy", table=TABLE, field="token", action="drop_duplicate",
    reason="Osoba wysłała ankietę drugi raz z tymi samymi odpowiedziami; zostaje pierwsza.",
)  # fmt: skip
OUTSIDE: Final = Mistake(
    id="odpowiedz-poza-skala", table=TABLE, field="PR[PR2]", action="correct",
    reason="Kod 7 spoza skali przepisano z ankiety papierowej; odpowiedź ustalono z oryginału.",
)  # fmt: skip
TEAM: Final = Mistake(
    id="kod-zespolu-ze-spacja", table=TABLE, field="TEAM", action="recode",
    reason="Kod zespołu wpisano małymi literami i ze spacją zamiast łącznika.",
)  # fmt: skip
WRONG_CODE: Final = "7"
GRADES: Final = ("1", "2", "3", "4", "5")
HEADER_ROWS: Final = 1
LATER: Final = 5
"""The mistakes lie some complete rows apart, the first of them here."""


def plant(grid: Grid, file: str) -> tuple[Grid, tuple[Planted, ...]]:
    """Plant the mistakes in an export.

    Parameters
    ----------
    grid : Grid
        The export as it should be; it is not changed.
    file : str
        Its path relative to ``data_raw``.

    Returns
    -------
    grid : Grid
        The export with the mistakes.
    planted : tuple of Planted
        What was planted where; the rules of ``corrections.toml`` follow from it.
    """
    columns = {name: list(cells) for name, cells in zip(grid.fields, grid.columns, strict=True)}
    complete = _rows_where(columns, "submitdate")
    linked = [row for row in complete if columns["token"][row]]
    rated = [row for row in complete if columns[OUTSIDE.field][row] in GRADES]
    outside, team, twice = rated[LATER], complete[2 * LATER], linked[3 * LATER]
    right = str(columns[OUTSIDE.field][outside])
    columns[OUTSIDE.field][outside] = WRONG_CODE
    code = str(columns[TEAM.field][team])
    wrong = code.lower().replace("-", " ")
    columns[TEAM.field][team] = wrong
    again = _again(columns, twice)
    for name, cells in columns.items():
        cells.append(again[name])
    last = len(columns["id"]) - 1
    planted = (
        _planted(OUTSIDE, file, outside, WRONG_CODE, right),
        _planted(TEAM, file, team, wrong, code),
        _planted(DUPLICATE, file, last, "", ""),
    )
    return replace(grid, columns=tuple(columns.values())), planted


def _rows_where(columns: dict[str, list[Cell]], name: str) -> list[int]:
    filled = np.array([bool(cell) for cell in columns[name]])
    return [int(row) for row in np.flatnonzero(filled)]


def _again(columns: dict[str, list[Cell]], row: int) -> dict[str, Cell]:
    """Return a row as it stands when it is sent once more: only the number is another."""
    again = {name: cells[row] for name, cells in columns.items()}
    return again | {"id": str(len(columns["id"]) + 1)}


def _planted(mistake: Mistake, file: str, row: int, wrong: str, right: str) -> Planted:
    return Planted(
        mistake=mistake,
        column=mistake.field,
        wrong=wrong,
        right=right,
        file=file,
        sheet="",
        rows=(row + HEADER_ROWS + 1,),
    )
