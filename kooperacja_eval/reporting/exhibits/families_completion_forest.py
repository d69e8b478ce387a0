"""Completed programmes by place, cohort, unit and contract as a forest of both bases.

The border: draws what ``families_completion`` sets side by side.
"""

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.families_completion import (
    COLUMNS,
    KINDS,
    WHAT,
    completion_alt,
    completion_rows,
    share_words,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREY, INK, ORANGE, axis_formatter
from kooperacja_eval.text import Lang, Text

SHIFT: Final = 0.17
"""How far above and below its row each base stands."""
BASES: Final = {
    "all": (BLUE, "o", BLUE, Text("z wszystkich", "of all")),
    "ended": (ORANGE, "D", "white", Text("z zamkniętych", "of closed")),
}
"""Colour, mark, filling and words of each base."""


@needs("families", "pzk", what=WHAT)
def families_completion_forest(report: Material) -> Exhibit | Prose:
    """Draw shares of completed programmes with intervals, over both bases, part by part."""
    data = completion_rows(report)
    if data["all_value"].isna().all():
        return hidden(WHAT)
    return Exhibit(
        id="families_completion_forest",
        title=Text(
            "Kto zakończył IPP zgodnie z celami: udziały na dwóch podstawach",
            "Who completed according to the goals: shares over two bases",
        ),
        caption=Text(
            "Koło: wśród wszystkich; romb: wśród zamkniętych współprac. Kreski: przedziały 95% "
            "(zespoły jako grupy, gdzie się nie da – Wilsona). Linia: wszystkie rodziny i osoby. "
            "Kolejność nie jest rankingiem.",
            "Circle: of all; diamond: of closed cooperations. Lines: 95% intervals (teams as "
            "clusters, or Wilson's where that is not possible). Vertical line: all families and "
            "persons. The order is no ranking.",
        ),
        alt=completion_alt(data, "Wykres przedziałów", "Intervals"),
        source=computed_source("families", "pzk"),
        data=data.assign(what=texts(data["what"], data)),
        columns=COLUMNS,
        draw=_draw,
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    places = _places(data)
    height = max(places) + 1
    figure.set_size_inches(6.5, 0.9 + 0.255 * height)
    axes = figure.add_subplot()
    total = data["all_value"].iloc[0]
    if not formats.is_missing(total):
        axes.axvline(total, color=GREY, linewidth=1.0, zorder=0)
    rows = data.to_dict("records")
    for place, row in zip(places, rows, strict=True):
        _marks(axes, place, row)
        said = " / ".join(share_words(row, base, lang) for base in BASES)
        axes.text(1.03, place, said, fontsize=7.5, va="center", color=INK)
    _names(axes, data, places, lang)
    for color, mark, fill, words in BASES.values():
        axes.plot([], [], mark, color=color, markerfacecolor=fill, label=words.in_(lang))
    axes.legend(loc="upper left", bbox_to_anchor=(0, -0.06), ncols=2)
    axes.set_xlim(0, 1.02)
    axes.set_ylim(height - 0.3, -0.7)
    axes.xaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1.0])
    axes.grid(visible=True, axis="x")


def _places(data: pd.DataFrame) -> list[int]:
    """Return the height of each row; above the first of each kind there is room for its name."""
    places, at, before = [], 0, "total"
    for kind in data["kind"]:
        at += 1 if kind != before else 0
        places.append(at)
        before, at = kind, at + 1
    return places


def _names(axes: Axes, data: pd.DataFrame, places: list[int], lang: Lang) -> None:
    words = dict(zip(places, (row.in_(lang) for row in data["what"]), strict=True))
    kinds = dict(zip(reversed(places), reversed(data["kind"].tolist()), strict=True))
    heads = {place - 1: KINDS[kind].in_(lang) for place, kind in kinds.items()
             if place - 1 >= 0 and place - 1 not in words}  # fmt: skip
    named = dict(sorted({**words, **heads}.items()))
    axes.set_yticks(list(named), list(named.values()))
    axes.tick_params(axis="y", length=0, labelsize=8)
    for place, label in zip(named, axes.get_yticklabels(), strict=True):
        if place in heads:
            label.set_fontweight("bold")


def _marks(axes: Axes, place: int, row: dict[Any, Any]) -> None:
    for base, shift in (("all", -SHIFT), ("ended", SHIFT)):
        color, mark, fill, _ = BASES[base]
        value = row[f"{base}_value"]
        if formats.is_missing(value):
            continue
        low, high = row[f"{base}_ci_low"], row[f"{base}_ci_high"]
        if not formats.is_missing(low):
            axes.hlines(place + shift, low, high, color=color, linewidth=1.3)
        axes.plot([value], [place + shift], mark, color=color, markerfacecolor=fill, markersize=4.5)
