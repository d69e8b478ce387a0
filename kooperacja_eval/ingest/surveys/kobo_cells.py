"""Cells of KoBoToolbox and ODK exports: what is empty, what is a tick, which text an index is."""

from collections.abc import Iterable
from typing import Final

from kooperacja_eval.ingest.sheets import Cell, cell_text, is_blank

NOT_ANSWERED: Final = "n/a"
"""What Ona writes where a question was not answered."""

_TICKS: Final = {"1": True, "true": True, "0": False, "false": False}


def tick(cell: Cell) -> bool | None:
    """Return whether an option is ticked; None where the cell says neither.

    Examples
    --------
    >>> tick("1"), tick("FALSE"), tick(0.0), tick("7"), tick("")
    (True, False, False, None, None)
    """
    if isinstance(cell, bool):
        return cell
    return _TICKS.get(cell_text(cell).casefold())


def all_ticks(cells: Iterable[Cell]) -> bool:
    """Return whether cells hold nothing but ticks and empty cells."""
    return all(is_blank(cell) or tick(cell) is not None for cell in cells)


def key(cell: Cell) -> str:
    """Return an index or identifier as text, ``1`` for a number and a text alike."""
    return cell_text(cell)
