"""What an executed notebook leaves behind: prose, exhibits as they are shown, and places."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.figures import draw_both
from kooperacja_eval.reporting.prose import Marker
from kooperacja_eval.reporting.tables import ShownTable, show_table
from kooperacja_eval.text import Lang


@dataclass(frozen=True, slots=True)
class Markdown:
    """A piece of prose in the language of the report.

    Attributes
    ----------
    text : str
        Markdown.
    note : object, optional
        What the observer of the notebook noted of it; none for prose that no code wrote.
    trace : str
        Under which name the page of traces has its numbers; empty where it has none.
    """

    text: str
    note: object = field(default=None, compare=False)
    trace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShownExhibit:
    """An exhibit in the language of the report, drawn; it can be sent to another process.

    Attributes
    ----------
    id, title, caption, alt, source : str
        As in ``Exhibit``, in one language.
    table : ShownTable, optional
        The cells, for a table.
    svg, png : bytes, optional
        The picture, for a figure; ``None`` for a figure without data.
    data : pandas.DataFrame
        Machine values, for the annex.
    columns : tuple of Column
        Labels and formats of the data.
    note : object, optional
        What the observer of the notebook noted of it.
    links : mapping of (int, int) to str, optional
        Addresses of the page of traces for the cells of the table, by row and column from 0;
        ``None`` where that page has nothing on the exhibit.
    """

    id: str
    title: str
    caption: str
    alt: str
    source: str
    data: pd.DataFrame
    columns: tuple[Column, ...]
    table: ShownTable | None = None
    svg: bytes | None = None
    png: bytes | None = None
    note: object = None
    links: Mapping[tuple[int, int], str] | None = None


Block = Markdown | ShownExhibit | Marker


def show_exhibit(exhibit: Exhibit, lang: Lang) -> ShownExhibit:
    """Format or draw an exhibit in a language."""
    table = svg = png = None
    if exhibit.draw is None:
        table = show_table(exhibit.data, exhibit.columns, lang)
    elif not exhibit.data.empty:
        svg, png = draw_both(exhibit.draw, exhibit.data, lang)
    return ShownExhibit(
        id=exhibit.id,
        title=exhibit.title.in_(lang),
        caption=exhibit.caption.in_(lang),
        alt=exhibit.alt.in_(lang),
        source=exhibit.source.in_(lang),
        data=exhibit.data,
        columns=exhibit.columns,
        table=table,
        svg=svg,
        png=png,
    )
