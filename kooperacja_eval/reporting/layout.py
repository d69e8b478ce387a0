"""How wide the columns of a table are, and how much of a page it needs.

Widths are estimated from the characters, so that they are the same on every machine.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from kooperacja_eval.reporting.tables import ShownTable

Fit = Literal["normal", "small", "landscape"]

_PADDING: Final = 3
_WRAPPED: Final = (30, 24, 18, 14)
"""Characters beyond which the cells of a column may wrap; of these the one that makes the table
shortest is taken, and the widest where several do."""
_BOLD: Final = 1.15
"""How much wider a header is set than a cell."""
_NORMAL: Final = 104
_SMALL: Final = 118
"""Characters in a line of a portrait page, in the normal and the small size of tables."""
_LETTERS: Final = {
    **dict.fromkeys("iljtłfI.,:;!|'’()[]/- \u00a0", 0.65),
    **dict.fromkeys("mwMW%@", 1.7),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZĄĆĘŁŃÓŚŹŻ", 1.3),
}
"""Widths of letters against that of a digit, in classes; all others are as wide as a digit."""


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
    measured = [[_width(cell) for cell in row] for row in table.rows]
    tries = [[_need(table, column, limit) for column in columns] for limit in _WRAPPED]
    wishes = [max((row[column] for row in measured), default=0) + _PADDING for column in columns]
    fitting = [needs for needs in tries if sum(needs) <= _SMALL] or tries[:1]
    needs = tuple(min((_stretched(least, wishes) for least in fitting), key=_height(measured)))
    total = sum(needs)
    fit: Fit = "normal" if total <= _NORMAL else "small" if total <= _SMALL else "landscape"
    shares = tuple(need / total for need in needs)
    return Layout(needs=needs, shares=shares, fit=fit, fill=min(1.0, total / _NORMAL))


def _height(measured: list[list[int]]) -> Callable[[Iterable[int]], int]:
    """Return what counts the lines that the cells of a table take at some widths."""

    def lines(needs: Iterable[int]) -> int:
        widths = [need - _PADDING for need in needs]
        return sum(
            max(math.ceil(length / width) for length, width in zip(row, widths, strict=True))
            for row in measured
        )

    return lines


def _stretched(least: list[int], wishes: list[int]) -> list[int]:
    """Give columns that wrap the room that a line has left, each in proportion to its wish."""
    spare = max(0, _NORMAL - sum(least))
    wanted = [max(0, wish - need) for wish, need in zip(wishes, least, strict=True)]
    share = min(1.0, spare / sum(wanted)) if any(wanted) else 0.0
    return [need + math.floor(want * share) for need, want in zip(least, wanted, strict=True)]


def _need(table: ShownTable, column: int, limit: int) -> int:
    """Return the characters that a column needs: its longest word, and its text up to a limit.

    Numbers do not wrap, an interval in words neither, as long as they are no longer than texts may
    be at most.
    """
    header = table.headers[column]
    cells = [row[column] for row in table.rows]
    if table.alignments[column] == "right":
        limit = _WRAPPED[0]
    words = [_width(word) for text in cells for word in text.split(" ")]
    heads = [math.ceil(_width(word) * _BOLD) for word in header.split(" ")]
    lengths = [min(_width(text), limit) for text in cells]
    return max(*words, *lengths, *heads, 1) + _PADDING


def _width(text: str) -> int:
    """Return how many digits a text is as wide as; never fewer than it has characters."""
    return max(len(text), math.ceil(sum(_LETTERS.get(letter, 1.0) for letter in text)))
