"""A grid of mean scores: a scale in each row, a group in each column, the score in the cell.

One figure for voivodeships, sectors and other breakdowns; its data, with intervals and numbers of
persons, have a row for each cell and go to the annex. Which rows these are is chosen elsewhere.
"""

from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.survey_words import wrapped
from kooperacja_eval.reporting.tables import HIDDEN, STATUS
from kooperacja_eval.text import Lang, Text

COLUMNS: Final = ("scale", "who", "value", "ci_low", "ci_high", "n", "n_missing", "status")
"""What every row of the data has, beside ``low`` and ``high``, the range of the scale."""
CAPTION: Final = Text(
    "W polach średnie; im ciemniejsze pole, tym bliżej najwyższego wyniku na skali. Podział "
    "eksploracyjny, bez testów: różnice mogą być przypadkowe, zwłaszcza między małymi grupami. "
    "Przedziały i liczby osób są w aneksie XLSX.",
    "Cells hold means; the darker a cell, the closer to the highest score of the scale. An "
    "exploratory breakdown without tests: differences may be chance, above all between small "
    "groups. Intervals and numbers of persons are in the XLSX annex.",
)
_SHADES: Final = LinearSegmentedColormap.from_list("scores", ["#FFFFFF", "#5FA3D3"])
"""Light enough for dark numbers on it everywhere."""
_UPRIGHT: Final = 5
"""With more groups than this, their names stand aslant."""


def score_grid(
    data: pd.DataFrame, *, name: str, title: Text, source: Text, group_header: Text
) -> Exhibit:
    """Return the grid of some scores.

    Parameters
    ----------
    data : pandas.DataFrame
        ``COLUMNS``, ``low`` and ``high``, a row for each cell: scales in the order of rows, groups
        in the order of columns. Rows whose status is ``suppressed`` show a word.
    name : str
        Identifier of the exhibit.
    title, source, group_header : Text
        Its title and source line, and what the groups are.
    """
    return Exhibit(
        id=name,
        title=title,
        caption=CAPTION,
        alt=_alt(data),
        source=source,
        data=data,
        columns=(
            Column("scale", Text("Skala", "Scale")),
            Column("who", group_header),
            Column("value", Text("Średnia", "Mean"), "number", 2),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 2, high="ci_high"),
            Column("n", Text("Osoby", "Persons"), "integer"),
            Column("n_missing", Text("Bez wyniku", "No score"), "integer"),
            Column("low", Text("Skala od", "Scale from"), "number", 0),
            Column("high", Text("Skala do", "Scale to"), "number", 0),
        ),
        draw=_draw,
    )


def _alt(data: pd.DataFrame) -> Text:
    """Say for each scale where the lowest and the highest score are."""
    lines: dict[Lang, list[str]] = {"pl": [], "en": []}
    shown = data[(data[STATUS] != HIDDEN) & data["value"].notna()]
    for scale in dict.fromkeys(data["scale"]):
        rows = shown[shown["scale"] == scale].sort_values("value", kind="stable")
        for lang, words in lines.items():
            ends = (
                [_said(row, lang) for row in rows.iloc[[0, -1]].to_dict("records")]
                if len(rows)
                else [formats.SUPPRESSED.in_(lang)]
            )
            joint = Text(" do ", " to ").in_(lang)
            words.append(f"{scale.in_(lang)}: {joint.join(dict.fromkeys(ends))}")
    none = Text("brak danych", "no data")
    return Text(
        "Siatka średnich wyników, od najniższego do najwyższego na każdej skali: "
        f"{'; '.join(lines['pl']) or none.pl}.",
        "Grid of mean scores, from the lowest to the highest on each scale: "
        f"{'; '.join(lines['en']) or none.en}.",
    )


def _said(row: dict[Any, Any], lang: Lang) -> str:
    return f"{formats.number(row['value'], 2, lang)} ({row['who'].in_(lang)})"


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    scales, groups = list(dict.fromkeys(data["scale"])), list(dict.fromkeys(data["who"]))
    aslant = len(groups) > _UPRIGHT
    figure.set_size_inches(6.5, (1.5 if aslant else 0.7) + 0.34 * len(scales))
    axes = figure.add_subplot()
    shades = np.full((len(scales), len(groups)), np.nan)
    for row in data.to_dict("records"):
        spot = scales.index(row["scale"]), groups.index(row["who"])
        shades[spot] = (row["value"] - row["low"]) / (row["high"] - row["low"])
        hidden = row[STATUS] == HIDDEN
        words = formats.SUPPRESSED.in_(lang) if hidden else formats.number(row["value"], 2, lang)
        axes.text(spot[1], spot[0], words, ha="center", va="center", fontsize=8)
    axes.imshow(shades, cmap=_SHADES, vmin=0.0, vmax=1.0, aspect="auto")
    axes.set_xticks(np.arange(len(groups) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(scales) + 1) - 0.5, minor=True)
    axes.grid(visible=True, which="minor", color="white", linewidth=2)
    axes.tick_params(which="both", length=0)
    axes.xaxis.tick_top()
    names = [wrapped(group.in_(lang), 20) for group in groups]
    axes.set_xticks(range(len(groups)), names, fontsize=8)
    for label in axes.get_xticklabels() if aslant else ():
        label.set(rotation=38, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(len(scales)), [scale.in_(lang) for scale in scales], fontsize=8.5)
    for spine in axes.spines.values():
        spine.set_visible(False)
