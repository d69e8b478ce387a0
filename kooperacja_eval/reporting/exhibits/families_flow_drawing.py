"""Draws the flow of families: boxes from the top down, who left at the side, analysis below.

The border: places boxes; their numbers come in the data of ``families_flow``.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.families_path_words import BEFORE_END, capital, shown
from kooperacja_eval.reporting.style import BLUE, GREY, INK
from kooperacja_eval.text import Lang, Text

WIDTH: Final = 6.5
LINE: Final = 0.152
"""Height of a line of text in inches."""
SIZE: Final = 8.0
PAD: Final = 0.07
GAP: Final = 0.17
"""Room between boxes, in inches, in which the arrows run."""
MAIN: Final = (0.1, 2.75)
SIDE: Final = (3.15, 3.25)
"""Left edge and width of the two columns, in inches."""
SIDE_LETTERS: Final = 52
LIGHT: Final = "#EEF3F8"
Box = tuple[float, float, float, float]


def draw_flow(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    """Draw the data of ``families_flow``."""
    stages = [(_stage_lines(data, stage, lang), _side_lines(data, stage, lang))
              for stage in BEFORE_END]  # fmt: skip
    ends, analysed = _end_lines(data, lang), _analysed_boxes(data, lang)
    heights = [_height(max(len(main), len(side))) for main, side in stages]
    low = max(_height(len(lines)) for lines in analysed)
    total = sum(heights) + _height(len(ends)) + low + LINE + GAP * (len(stages) + 3)
    figure.set_layout_engine("none")
    figure.set_size_inches(WIDTH, total)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(total, 0)
    axes.axis("off")
    top = GAP / 2
    for place, ((main, side), height) in enumerate(zip(stages, heights, strict=True)):
        box = (MAIN[0], top, MAIN[1], height)
        _box(axes, box, main, fill=LIGHT)
        if side:
            at = (SIDE[0], top, SIDE[1], height)
            _box(axes, at, side, edge=GREY)
            _arrow(axes, (MAIN[0] + MAIN[1], top + height / 2), (SIDE[0], top + height / 2))
        if place == 0:
            _groups(axes, data, lang, top, height, beside=not side)
        _arrow(axes, (_middle(box), top + height), (_middle(box), top + height + GAP))
        top += height + GAP
    box = (MAIN[0], top, WIDTH - 0.2, _height(len(ends)))
    _box(axes, box, ends, fill=LIGHT)
    _row_of_boxes(axes, analysed, top + box[3] + GAP, low, lang)


def _stage_lines(data: pd.DataFrame, stage: str, lang: Lang) -> list[str]:
    rows = _of(data, stage)
    reached = rows["stage"]
    lines = [f"{reached['point'].in_(lang)}: {shown(reached['value'], lang)}"]
    inferred = rows["inferred"]
    if inferred["value"] != 0:
        words = Text("w tym bez daty", "of these without a date").in_(lang)
        lines.append(f"{words}: {shown(inferred['value'], lang)}")
    return lines


def _side_lines(data: pd.DataFrame, stage: str, lang: Lang) -> list[str]:
    rows, lines = _of(data, stage), []
    if rows["exits"]["value"] != 0:
        ways = data[(data["role"] == "exit") & (data["stage"] == stage)]
        listed = ", ".join(
            f"{row['part'].in_(lang)}:{formats.NBSP}{shown(row['value'], lang)}"
            for row in ways.to_dict("records")
            if row["value"] != 0
        )
        number = shown(rows["exits"]["value"], lang)
        lines += wrap(f"{capital(rows['exits']['part'].in_(lang))}: {number} ({listed})",
                      SIDE_LETTERS)  # fmt: skip
    for role in ("waiting", "unclear"):
        if role in rows and rows[role]["value"] != 0:
            words = capital(rows[role]["part"].in_(lang))
            lines += wrap(f"{words}: {shown(rows[role]['value'], lang)}", SIDE_LETTERS)
    return lines


def _of(data: pd.DataFrame, stage: str) -> dict[str, dict[Any, Any]]:
    rows = data[(data["stage"] == stage) & (data["role"] != "exit")].to_dict("records")
    return {str(row["role"]): row for row in rows}


def _end_lines(data: pd.DataFrame, lang: Lang) -> list[str]:
    rows = data[data["role"] == "end"].to_dict("records")
    every = shown(data.loc[data["role"] == "families", "value"].iloc[0], lang)
    first = Text(
        f"Wynik współpracy (wszystkie rodziny i osoby: {every})",
        f"Outcome (all families and persons: {every})",
    ).in_(lang)
    parts = [f"{row['part'].in_(lang)}:{formats.NBSP}{shown(row['value'], lang)}" for row in rows]
    return [first, *wrap("; ".join(parts), 2 * SIDE_LETTERS)]


def _analysed_boxes(data: pd.DataFrame, lang: Lang) -> list[list[str]]:
    boxes = []
    for row in data[data["role"] == "analysed"].to_dict("records"):
        lost = row["status"] == "insufficient"
        value = formats.NO_DATA.in_(lang).lower() if lost else shown(row["value"], lang)
        boxes.append([*wrap(capital(row["part"].in_(lang)), 20), value])
    return boxes


def _groups(
    axes: Axes, data: pd.DataFrame, lang: Lang, top: float, height: float, *, beside: bool
) -> None:
    """Draw the groups beside the first stage, without an arrow: they are no families."""
    row = data[data["role"] == "groups"].to_dict("records")[0]
    if beside and row["value"] != 0:
        line = f"{capital(row['part'].in_(lang))}: {shown(row['value'], lang)}"
        _box(axes, (SIDE[0], top, SIDE[1], height), [line], edge=GREY, dashed=True)


def _row_of_boxes(
    axes: Axes, boxes: Sequence[Sequence[str]], top: float, height: float, lang: Lang
) -> None:
    words = Text("Kogo można analizować:", "Who can be analysed:").in_(lang)
    axes.text(MAIN[0], top + LINE / 2, words, fontsize=SIZE, va="center", color=INK)
    width = (WIDTH - 0.2 - PAD * (len(boxes) - 1)) / len(boxes)
    for place, lines in enumerate(boxes):
        left = MAIN[0] + place * (width + PAD)
        _box(axes, (left, top + LINE + PAD, width, height), lines, edge=GREY)


def _height(lines: int) -> float:
    return lines * LINE + 2 * PAD


def _middle(box: Box) -> float:
    return box[0] + box[2] / 2


def _box(
    axes: Axes, box: Box, lines: Sequence[str], *, fill: str = "white", edge: str = BLUE,
    dashed: bool = False,
) -> None:  # fmt: skip
    left, top, width, height = box
    axes.add_patch(
        FancyBboxPatch(
            (left, top), width, height, boxstyle="round,pad=0,rounding_size=0.04",
            facecolor=fill, edgecolor=edge, linewidth=1.0, linestyle="--" if dashed else "-",
        )
    )  # fmt: skip
    axes.text(left + 0.1, top + height / 2, "\n".join(lines), fontsize=SIZE, va="center",
              ha="left", color=INK, linespacing=1.25)  # fmt: skip


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.0,
                                              "shrinkA": 0, "shrinkB": 0})  # fmt: skip
