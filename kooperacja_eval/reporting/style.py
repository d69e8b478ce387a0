"""How figures look: colours, fonts, sizes, and axes with decimal commas.

Every colour has at least 3:1 contrast against white, and neighbours stay apart for people with
red-green or blue-yellow colour blindness; still, no figure may speak by colour alone.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, Literal

import matplotlib as mpl
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, ScalarFormatter

from kooperacja_eval.reporting import formats
from kooperacja_eval.text import Lang

BLUE: Final = "#0B5394"
ORANGE: Final = "#C75300"
GREEN: Final = "#00876C"
PURPLE: Final = "#A6559B"
SKY: Final = "#4A90C4"
GREY: Final = "#6B6B6B"
PALETTE: Final = (BLUE, ORANGE, GREEN, PURPLE, SKY, GREY)
"""In the order of use; more than six groups belong in a table or in small multiples."""

INK: Final = "#1F2933"
RULE: Final = "#D3D9DE"
HATCHES: Final = ("", "///", "...", "xxx", "---", "ooo")
"""A second sign for each colour of the palette, so that colour is not the only one."""

WIDTH_INCHES: Final = 6.5
HEIGHT_INCHES: Final = 3.6
AxisKind = Literal["number", "percent"]


_SETTINGS: Final[Any] = {
    "figure.figsize": (WIDTH_INCHES, HEIGHT_INCHES),
    "figure.facecolor": "white",
    "font.family": ["DejaVu Sans"],
    "font.size": 9.0,
    "axes.titlesize": 10.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 9.0,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": False,
    "axes.prop_cycle": cycler(color=list(PALETTE)),
    "axes.unicode_minus": True,
    "grid.color": RULE,
    "grid.linewidth": 0.7,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "lines.linewidth": 1.8,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "path",
    "svg.hashsalt": "kooperacja-eval",
}


@contextmanager
def report_style() -> Iterator[None]:
    """Draw with matplotlib's own settings and those of the reports, whatever the user has set."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def axis_formatter(lang: Lang, *, kind: AxisKind = "number", decimals: int = 0) -> FuncFormatter:
    """Return a formatter of ticks: ``formats.number`` or, for shares, ``formats.percent``."""
    write = formats.percent if kind == "percent" else formats.number
    return FuncFormatter(lambda value, _position: write(float(value), decimals, lang))


class _LocalTicks(ScalarFormatter):
    """Matplotlib's own choice of decimals, written with the decimal mark of a language."""

    def __init__(self, lang: Lang) -> None:
        super().__init__(useOffset=False)
        self._lang = lang

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Write one tick."""
        written = super().__call__(x, pos)
        return written.replace(".", ",") if self._lang == "pl" else written


def localise_axes(figure: Figure, lang: Lang) -> None:
    """Write the ticks of all axes that have no formatter of their own as the language does."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is ScalarFormatter:
                axis.set_major_formatter(_LocalTicks(lang))


def horizontal_bars(
    axes: Axes,
    labels: Sequence[str],
    values: Sequence[float],
    *,
    lang: Lang,
    kind: AxisKind = "number",
    decimals: int = 1,
    low: Sequence[float] | None = None,
    high: Sequence[float] | None = None,
    color: str = SKY,
) -> None:
    """Draw one bar per label, from the top down, each with its value and interval.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    labels, values : sequences of the same length
        Names and lengths of the bars; nan draws no bar and the sign of what is missing.
    lang : {"pl", "en"}
        Language of the reader.
    kind, decimals
        How values are written; ticks have no decimals.
    low, high : sequences, optional
        Ends of the intervals; nan where there is none.
    color : str
        Fill of the bars.
    """
    positions = list(range(len(labels)))
    lengths = [0.0 if formats.is_missing(value) else float(value) for value in values]
    axes.barh(positions, lengths, color=color, height=0.62)
    ends = lengths if high is None else _reach(lengths, high)
    if low is not None and high is not None:
        add_intervals(axes, positions, values, low, high)
    write = formats.percent if kind == "percent" else formats.number
    for position, value, end in zip(positions, values, ends, strict=True):
        shown = write(value, decimals, lang)
        offset = (4, 0)
        axes.annotate(shown, (end, position), offset, textcoords="offset points", va="center")
    axes.set_yticks(positions, labels)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(axis_formatter(lang, kind=kind))
    axes.grid(visible=True, axis="x")
    axes.margins(x=0.12)


def add_intervals(
    axes: Axes,
    positions: Sequence[float],
    values: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    *,
    color: str = INK,
) -> None:
    """Draw intervals along the x axis at the given heights; nan draws none."""
    for position, value, start, end in zip(positions, values, low, high, strict=True):
        if any(formats.is_missing(part) for part in (value, start, end)):
            continue
        reach = [[value - start], [end - value]]
        axes.errorbar(
            [value], [position], xerr=reach, fmt="none", ecolor=color, elinewidth=1.2, capsize=3
        )


def _reach(lengths: Sequence[float], high: Sequence[float]) -> list[float]:
    """Return where the text of each bar starts: behind the bar and its interval."""
    pairs = zip(lengths, high, strict=True)
    return [length if formats.is_missing(end) else max(length, end) for length, end in pairs]
