"""One indicator of all teams in one period: dots with their intervals, in alphabetical order."""

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kooperacja_eval.indicators.catalogue import Indicator
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source
from kooperacja_eval.reporting.exhibits.explore_words import period_words, when
from kooperacja_eval.reporting.exhibits.value_words import group_words
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.style import BLUE, GREY
from kooperacja_eval.schemas.codes import AREAS, VOIVODESHIPS
from kooperacja_eval.text import Lang, Text, same

EVERYWHERE: Final = Text("wszystkie", "all")
TEAM: Final = Text("Zespół", "Team")
VALUE: Final = Text("Wartość", "Value")
BESIDE: Final = Text("makroregion", "macroregion")
ROW_INCHES: Final = 0.2
PERCENT: Final = 100.0
SUMS: Final = frozenset({"count", "pln"})
"""Displays of numbers that add up over teams: that of a macroregion says nothing of one team."""


def explored(
    report: Material,
    rows: pd.DataFrame,
    entry: Indicator,
    *,
    group: str,
    period: str | None,
    voivodeship: str | None = None,
    area: str | None = None,
) -> Exhibit:
    """Show the teams of a place beside the macroregion, in alphabetical order.

    Parameters
    ----------
    report : Material
        Gives the value of the macroregion and words.
    rows : pandas.DataFrame
        Rows of ``rows_of_teams`` of the indicator.
    entry : Indicator
        Which one.
    group, period : str
        Group of the rows; month, wave or whole period.
    voivodeship, area : str, optional
        Only teams there; empty means everywhere.
    """
    chosen = rows[(rows["group"].fillna("") == group) & (rows["when"] == (period or ""))]
    if voivodeship:
        chosen = chosen[chosen["voivodeship"] == voivodeship]
    if area:
        chosen = chosen[chosen["area"] == area]
    beside = _macroregion(report, entry, group, period or "")
    data = chosen.sort_values("pzk_id")[["pzk_id", "value", "ci_low", "ci_high", "n", "status"]]
    data = data.assign(beside=beside).reset_index(drop=True)
    title = _title(report, entry, group, period or "", voivodeship, area)
    return Exhibit(
        id="explore_pzk",
        title=title,
        caption=_caption(entry, beside),
        alt=Text(
            f"Wykres: {title.pl}. Zespołów: {len(data)}.",
            f"Chart: {title.en}. Teams: {len(data)}.",
        ),
        source=computed_source(*entry.tables),
        data=data,
        columns=(
            Column("pzk_id", TEAM),
            Column("value", VALUE, "percent" if entry.display == "share" else "number"),
            Column("n", Text("n", "n"), "integer"),
        ),
        draw=lambda figure, frame, lang: _draw(figure, frame, entry, lang),
    )


def _macroregion(report: Material, entry: Indicator, group: str, period: str) -> float:
    """Return the value of the macroregion; nan where there is none or several, or it is a sum."""
    if entry.display in SUMS:
        return float("nan")
    found = report.rows(entry.id, level="macroregion", group=group)
    found = found[(when(found) == period) & found["value"].notna()].drop_duplicates("macroregion")
    return float(found["value"].iloc[0]) if len(found) == 1 else float("nan")


def _title(
    report: Material,
    entry: Indicator,
    group: str,
    period: str,
    voivodeship: str | None,
    area: str | None,
) -> Text:
    parts = [entry.title]
    parts += [group_words(report, group)] if group else []
    parts += [period_words(report, period)]
    if voivodeship:
        label = VOIVODESHIPS.label(voivodeship)
        parts.append(Text(f"województwo {label.pl}", f"{label.en} voivodeship"))
    parts += [AREAS.label(area)] if area else []
    return Text(", ".join(part.pl for part in parts), ", ".join(part.en for part in parts))


def _caption(entry: Indicator, beside: float) -> Text:
    line = Text("", "")
    if not np.isnan(beside):
        line = Text(" Linia: makroregion.", " Line: macroregion.")
    return Text(
        f"{entry.definition.pl} Zespoły w kolejności alfabetycznej; kreska to przedział podany "
        f"przy wskaźniku. Różnice małych zespołów są w dużej części przypadkowe.{line.pl}",
        f"{entry.definition.en} Teams in alphabetical order; the bar is the interval of the "
        f"indicator. Differences of small teams are to a large part chance.{line.en}",
    )


def _draw(figure: Figure, data: pd.DataFrame, entry: Indicator, lang: Lang) -> None:
    figure.set_size_inches(6.5, max(1.6, 0.8 + ROW_INCHES * len(data)))
    axes = figure.add_subplot()
    scale = PERCENT if entry.display == "share" else 1.0
    places = np.arange(len(data))
    values = data["value"].to_numpy(dtype=np.float64) * scale
    low, high = (data[end].to_numpy(dtype=np.float64) * scale for end in ("ci_low", "ci_high"))
    axes.hlines(places, np.fmin(low, values), np.fmax(high, values), color=BLUE, linewidth=1.4)
    axes.plot(values, places, "o", color=BLUE, markersize=4.5)
    if len(data) and not np.isnan(data["beside"].iloc[0]):
        axes.axvline(float(data["beside"].iloc[0]) * scale, color=GREY, linewidth=1, linestyle="--")
        line = Line2D([], [], color=GREY, linewidth=1, linestyle="--", label=BESIDE.in_(lang))
        axes.legend(handles=[line], loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    axes.set_yticks(places, data["pzk_id"].tolist())
    axes.invert_yaxis()
    unit = same("%") if entry.display == "share" else entry.unit
    axes.set_xlabel(unit.in_(lang))
