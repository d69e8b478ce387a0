"""How wide the columns of a table are, and how much of a page it needs.

Widths are estimated from the number of characters, so that they are the same on every machine.
"""

from dataclasses import dataclass
from typing import Final, Literal

from kooperacja_eval.reporting.tables import ShownTable

Fit = Literal["normal", "small", "landscape"]

_PADDING: Final = 2
_WRAPPED: Final = 30
"""Characters beyond which the cells of a column wrap."""
_NORMAL: Final = 92
_SMALL: Final = 112
"""Characters in a line of a portrait page, in the normal and the small size of tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Shape of a table.

    Attributes
    ----------
    shares : tuple of float
        Width of each column as a share of the table; they add up to 1.
    fit : {"normal", "small", "landscape"}
        Size of the text and direction of the page.
    fill : float
        Width of the table as a share of the line, at most 1.
    """

    shares: tuple[float, ...]
    fit: Fit
    fill: float


def table_layout(table: ShownTable) -> Layout:
    """Choose widths and size for a table."""
    needs = [_need(table, column) for column in range(len(table.headers))]
    total = sum(needs)
    fit: Fit = "normal" if total <= _NORMAL else "small" if total <= _SMALL else "landscape"
    shares = tuple(need / total for need in needs)
    return Layout(shares=shares, fit=fit, fill=min(1.0, total / _NORMAL))


def _need(table: ShownTable, column: int) -> int:
    """Return the characters that a column needs: its longest word, and its text up to a limit."""
    header = table.headers[column]
    cells = [row[column] for row in table.rows]
    words = [len(word) for text in (header, *cells) for word in text.split(" ")]
    lengths = [min(len(text), _WRAPPED) for text in cells]
    return max(*words, *lengths, min(len(header), _WRAPPED // 2), 1) + _PADDING
