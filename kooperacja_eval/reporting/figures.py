"""From a drawing function to the bytes of a picture, the same for the same data everywhere.

Pictures are drawn without a global figure, with matplotlib's own fonts; texts in SVG are outlines,
so that they look the same without the font.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Final

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from kooperacja_eval.reporting.style import localise_axes, report_style
from kooperacja_eval.reporting.tables import without_hidden
from kooperacja_eval.text import Lang

Draw = Callable[[Figure, pd.DataFrame, Lang], None]

PNG_DPI: Final = 200
PLACES: Final = 6
"""Decimals of the share of a figure's width or height: far below a pixel."""
_NO_SVG_METADATA: Final = {"Date": None, "Creator": None, "Format": None, "Type": None}


def draw_both(draw: Draw, data: pd.DataFrame, lang: Lang) -> tuple[bytes, bytes]:
    """Return the picture as SVG and as PNG, drawn and laid out once: the two look the same."""
    with report_style():
        figure = _figure(draw, data, lang)
        png = _png(figure)  # first: its text is measured more finely, and the SVG keeps the layout
        _settle(figure)
        return _svg(figure), png


def draw_svg(draw: Draw, data: pd.DataFrame, lang: Lang) -> bytes:
    """Return the picture as SVG, for HTML and PDF."""
    with report_style():
        figure = _figure(draw, data, lang)
        figure.draw_without_rendering()
        _settle(figure)
        return _svg(figure)


def draw_png(draw: Draw, data: pd.DataFrame, lang: Lang) -> bytes:
    """Return the picture as PNG at 200 dots per inch, for DOCX and Jupyter."""
    with report_style():
        return _png(_figure(draw, data, lang))


def _settle(figure: Figure) -> None:
    """Keep the layout, rounded: names in SVG hang on its last digits, which differ by run."""
    figure.set_layout_engine("none")
    for axes in figure.axes:
        box = axes.get_position()
        axes.set_position(Bbox(box.get_points().round(PLACES)))


def _svg(figure: Figure) -> bytes:
    buffer = BytesIO()
    figure.savefig(buffer, format="svg", metadata=_NO_SVG_METADATA)
    return buffer.getvalue()


def _png(figure: Figure) -> bytes:
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=PNG_DPI, metadata={"Software": None})
    return buffer.getvalue()


def _figure(draw: Draw, data: pd.DataFrame, lang: Lang) -> Figure:
    """Draw on a figure that no other code knows of, from a copy without suppressed numbers."""
    figure = Figure(layout="constrained")
    FigureCanvasAgg(figure)
    draw(figure, without_hidden(data), lang)
    localise_axes(figure, lang)
    return figure
