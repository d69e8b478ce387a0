"""Draws the way of families: stages from the top down, passages and days between them.

The border: places marks; numbers come in the data of ``families_path``.
"""

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.families_path_words import capital, shown
from kooperacja_eval.reporting.style import BLUE, GREY, INK, ORANGE, SKY, add_intervals
from kooperacja_eval.text import Lang, Text

SIZE: Final = 8.0
HIDDEN: Final = "suppressed"
STEPS_LOW: Final = 0.5
"""Passages are drawn from here on where none is lower, so that differences are seen."""


def draw_path(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    """Draw the data of ``families_path``."""
    figure.set_size_inches(6.5, 0.9 + 0.48 * len(data))
    stages, passages, days = figure.subplots(1, 3, sharey=True, width_ratios=(2.3, 1.55, 1.55))
    rows = data.to_dict("records")
    _stages(stages, rows, lang)
    _passages(passages, rows[:-1], lang)
    _days(days, rows[:-1], lang)
    stages.set_ylim(len(rows) - 0.5, -0.5)


def _stages(axes: Axes, rows: list[dict[Any, Any]], lang: Lang) -> None:
    axes.set_title(Text("Etap i kto odszedł", "Stage and who left").in_(lang), fontsize=9)
    axes.set_xlim(0, 1)
    for place, row in enumerate(rows):
        if place:
            axes.annotate("", (0.05, place - 0.14), (0.05, place - 0.86),
                          arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.0})  # fmt: skip
        axes.plot([0.05], [place], "o", color=BLUE, markersize=6)
        number = "" if row["number_status"] == "" else f": {_number(row, 'number', lang)}"
        axes.text(0.12, place, capital(row["stage"].in_(lang)) + number, fontsize=SIZE,
                  va="center", color=INK)  # fmt: skip
        if row["left"] > 0 or row["left_status"] == HIDDEN:
            words = Text("odeszły", "left").in_(lang)
            axes.text(0.2, place + 0.42, f"↳ {words}: {_number(row, 'left', lang)}",
                      fontsize=SIZE, va="center", color=ORANGE)  # fmt: skip
    axes.axis("off")


def _passages(axes: Axes, rows: list[dict[Any, Any]], lang: Lang) -> None:
    axes.set_title(Text("Przejście", "Passage").in_(lang), fontsize=9)
    places = [place + 0.5 for place in range(len(rows))]
    low = [row["ci_low"] for row in rows if not formats.is_missing(row["ci_low"])]
    start = STEPS_LOW if min([1.0, *low]) >= STEPS_LOW else 0.0
    axes.set_xlim(start, 1 + (1 - start) * 0.06)
    values = [row["value"] for row in rows]
    add_intervals(axes, places, values, [row["ci_low"] for row in rows],
                  [row["ci_high"] for row in rows], color=GREY)  # fmt: skip
    axes.plot(values, places, "o", color=BLUE, markersize=4.5)
    for place, row in zip(places, rows, strict=True):
        share = formats.percent(row["value"], 1, lang)
        of = Text("z", "of").in_(lang)
        parts = f"{_number(row, 'numerator', lang)} {of} {_number(row, 'denominator', lang)}"
        said = (
            formats.SUPPRESSED.in_(lang) if row["passage_status"] == HIDDEN else f"{share}, {parts}"
        )
        axes.text(start, place - 0.27, said, fontsize=7, va="center", color=INK)
    axes.set_xticks([start, (start + 1) / 2, 1.0])
    axes.set_xticklabels([formats.percent(x, 0, lang) for x in (start, (start + 1) / 2, 1.0)])
    _plain(axes)


def _days(axes: Axes, rows: list[dict[Any, Any]], lang: Lang) -> None:
    axes.set_title(Text("Mediana dni", "Median days").in_(lang), fontsize=9)
    places = [place + 0.5 for place in range(len(rows))]
    values = [row["days"] if row["days_status"] != HIDDEN else float("nan") for row in rows]
    axes.barh(places, [0.0 if formats.is_missing(v) else v for v in values], color=SKY, height=0.2)
    add_intervals(axes, places, values, [row["days_low"] for row in rows],
                  [row["days_high"] for row in rows])  # fmt: skip
    for place, row in zip(places, rows, strict=True):
        axes.text(0, place - 0.27, _days_words(row, lang), fontsize=7, va="center", color=INK)
    axes.set_xlim(0, max([1.0, *(v for v in values if not formats.is_missing(v))]) * 1.15)
    _plain(axes)


def _days_words(row: dict[Any, Any], lang: Lang) -> str:
    if row["days_status"] == HIDDEN:
        return formats.SUPPRESSED.in_(lang)
    if formats.is_missing(row["days"]):
        return formats.MISSING
    decimals = 0 if row["days"] % 1 == 0 else 1
    ends = formats.interval(row["days_low"], row["days_high"], 0, lang)
    return f"{formats.number(row['days'], decimals, lang)} ({ends})"


def _number(row: dict[Any, Any], name: str, lang: Lang) -> str:
    return shown(row[name], lang)


def _plain(axes: Axes) -> None:
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0, labelleft=False)
    axes.grid(visible=True, axis="x")
