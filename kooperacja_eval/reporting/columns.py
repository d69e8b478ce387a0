"""How one column of an exhibit's data is shown in a table."""

from dataclasses import dataclass
from typing import Literal

from kooperacja_eval.reporting.formats import Scale
from kooperacja_eval.text import Text

Format = Literal[
    "text", "integer", "number", "percent", "p_value", "date", "month", "pln", "interval"
]
Align = Literal["left", "right", "center"]

NUMERIC: frozenset[Format] = frozenset(
    {"integer", "number", "percent", "p_value", "pln", "interval"}
)
"""Formats whose values are hidden in a suppressed row."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the data, as people read it.

    Attributes
    ----------
    name : str
        Column of the data; for an interval, the one that holds the low end.
    label : Text
        Header of the column.
    fmt : str
        How values are written. ``text`` writes ``Text`` values in the language of the report;
        ``percent`` takes shares from 0 to 1; ``p_value`` never writes 0.
    decimals : int
        Digits after the decimal mark; for ``pln`` 0 means whole złoty, anything else grosze.
    high : str
        Column that holds the high end, for intervals only.
    scale : str
        Whether an interval is one of numbers or of shares, for intervals only.
    status : str
        Column with a status for the cells of this column alone; by default the one of the row
        counts.
    align : str, optional
        Alignment; by default texts stand left, all else right.

    Raises
    ------
    ValueError
        If an interval has no ``high`` or another format has one.
    """

    name: str
    label: Text
    fmt: Format = "text"
    decimals: int = 1
    high: str = ""
    scale: Scale = "number"
    align: Align | None = None
    status: str = ""

    def __post_init__(self) -> None:
        if (self.fmt == "interval") != bool(self.high):
            raise ValueError(
                f"Column {self.name!r}: `high` belongs to intervals, and to all of them."
            )

    @property
    def alignment(self) -> Align:
        """Where the values stand in the column."""
        if self.align is not None:
            return self.align
        return "left" if self.fmt == "text" else "right"

    @property
    def numeric(self) -> bool:
        """Whether the column holds numbers, which a suppressed row hides."""
        return self.fmt in NUMERIC

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the data that are read."""
        return tuple(name for name in (self.name, self.high, self.status) if name)
