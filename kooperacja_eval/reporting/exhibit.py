"""One figure or table of a report: what is shown, in which words, from which data.

An exhibit formats and draws; it computes nothing. In Jupyter it shows itself in Polish; inside a
report the runner collects it in the language of the report.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import preview
from kooperacja_eval.reporting.columns import Align, Column, Format
from kooperacja_eval.reporting.figures import draw_png, draw_svg
from kooperacja_eval.reporting.tables import show_table
from kooperacja_eval.text import Lang, Text

__all__ = ["Align", "Column", "Exhibit", "Format"]

_ID: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exhibit:
    """A figure or a table.

    Attributes
    ----------
    id : str
        Identifier: lower-case ASCII letters, digits and underscores.
    title : Text
        What is shown, for whom and when.
    caption : Text
        Note under it; may be empty.
    alt : Text
        Alternative text: what a figure says; for a table, a summary in one line.
    source : Text
        Where the data come from.
    data : pandas.DataFrame
        Machine values, unrounded; they go to the annex. Numbers of rows whose ``status`` is
        ``suppressed`` are shown nowhere.
    columns : tuple of Column
        Columns of the data that a table shows, and labels and formats for the annex of a figure.
    draw : callable, optional
        Draws the data on an empty matplotlib figure in a language; ``None`` makes a table.

    Raises
    ------
    ValueError
        If a text is missing, or a column is not in the data.
    """

    id: str
    title: Text
    caption: Text
    alt: Text
    source: Text
    data: pd.DataFrame
    columns: tuple[Column, ...]
    draw: Callable[[Figure, pd.DataFrame, Lang], None] | None = None

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"Exhibit {self.id!r}: an id has a-z, 0-9 and underscores only.")
        for name in ("title", "alt", "source"):
            text: Text = getattr(self, name)
            if not (text.pl.strip() and text.en.strip()):
                raise ValueError(f"Exhibit {self.id!r} has no {name} in both languages.")
        if self.draw is None and not self.columns:
            raise ValueError(f"Exhibit {self.id!r}: a table names its columns.")
        known = set(self.data.columns)
        unknown = [name for column in self.columns for name in column.names if name not in known]
        if unknown:
            raise ValueError(f"Exhibit {self.id!r}: the data have no column {unknown}.")

    def html(self, lang: Lang = "pl") -> str:
        """Return the exhibit as a piece of HTML, for Jupyter."""
        words = (self.title.in_(lang), self.caption.in_(lang), self.source.in_(lang))
        if self.draw is None:
            return preview.table(show_table(self.data, self.columns, lang), words, lang)
        if self.data.empty:
            return preview.nothing(words, lang)
        return preview.figure(draw_svg(self.draw, self.data, lang), self.alt.in_(lang), words, lang)

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_png_(self) -> bytes | None:
        if self.draw is None or self.data.empty:
            return None
        return draw_png(self.draw, self.data, "pl")
