"""How wide the columns of a table are, and how much of a page it needs.

Widths are estimated from the number of characters, so that they are the same on every machine.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal

from kooperacja_eval.reporting.tables import ShownTable

Fit = Literal["normal", "small", "landscape"]

_PADDING: Final = 3
_WRAPPED: Final = (30, 24, 18)
"""Characters beyond which the cells of a column wrap: the widest that spares a turned page."""
_BOLD: Final = 1.15
"""How much wider a header is set than a cell."""
_NORMAL: Final = 104
_SMALL: Final = 118
"""Characters in a line of a portrait page, in the normal and the small size of tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Shape of a table.

    Attributes
    ----------
    needs : tuple of int
        Characters that each column needs.
    shares : tuple of float
        Width of each column as a share of the table; they add up to 1.
    fit : {"normal", "small", "landscape"}
        Size of the text and direction of the page.
    fill : float
        Width of the table as a share of the line, at most 1.
    """

    needs: tuple[int, ...]
    shares: tuple[float, ...]
    fit: Fit
    fill: float


def table_layout(table: ShownTable) -> Layout:
    """Choose widths and size for a table."""
    columns = range(len(table.headers))
    tries = [[_need(table, column, limit) for column in columns] for limit in _WRAPPED]
    least = next((needs for needs in tries if sum(needs) <= _SMALL), tries[0])
    needs = tuple(_stretched(least, [_wish(table, column) for column in columns]))
    total = sum(needs)
    fit: Fit = "normal" if total <= _NORMAL else "small" if total <= _SMALL else "landscape"
    shares = tuple(need / total for need in needs)
    return Layout(needs=needs, shares=shares, fit=fit, fill=min(1.0, total / _NORMAL))


def _stretched(least: list[int], wishes: list[int]) -> list[int]:
    """Give columns that wrap the room that a line has left, each in proportion to its wish."""
    spare = max(0, _NORMAL - sum(least))
    wanted = [max(0, wish - need) for wish, need in zip(wishes, least, strict=True)]
    share = min(1.0, spare / sum(wanted)) if any(wanted) else 0.0
    return [need + math.floor(want * share) for need, want in zip(least, wanted, strict=True)]


def _wish(table: ShownTable, column: int) -> int:
    """Return the characters with which no cell of a column would wrap."""
    return max((len(row[column]) for row in table.rows), default=0) + _PADDING


def _need(table: ShownTable, column: int, limit: int) -> int:
    """Return the characters that a column needs: its longest word, and its text up to a limit."""
    header = table.headers[column]
    cells = [row[column] for row in table.rows]
    words = [len(word) for text in cells for word in text.split(" ")]
    heads = [math.ceil(len(word) * _BOLD) for word in header.split(" ")]
    lengths = [min(len(text), limit) for text in cells]
    return max(*words, *lengths, *heads, 1) + _PADDING
