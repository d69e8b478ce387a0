"""Rows and words of one team's profile: its released values, those beside it, months, parts.

The border: finds released rows and names things; no exhibit is made here.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal

import pandas as pd
from matplotlib.axes import Axes

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.common import texts
from kooperacja_eval.reporting.exhibits.fgi_words import Row, cells
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import GREY
from kooperacja_eval.text import Lang, Text

PARTS: Final[Mapping[str, Text]] = {
    "meetings": Text("miesiące ze spotkaniem", "months with a meeting"),
    "attendance": Text("obecność członków", "attendance of members"),
    "sectors": Text("obecność sektorów", "sectors present"),
    "contacts": Text("kontakty z rodzinami", "contacts with families"),
    "ties": Text("poziom relacji", "level of ties"),
    "reciprocity": Text("wzajemność relacji", "reciprocity of ties"),
}
"""Parts of the cooperation intensity index, in its order."""
INTENSITY: Final = "cooperation_intensity"
COVID: Final = Text("początek pandemii", "start of the pandemic")
Named = Literal["above", "inside", "no"]
"""Where the line of the COVID-19 break has its name."""
TICKS: Final = 8
"""At most so many months are named under a figure."""
_MONTH: Final = len("2020-03")


def team(report: Material, pzk_id: str) -> dict[str, Any]:
    """Return the row of a team.

    Raises
    ------
    LookupError
        Where the study has no such team.
    """
    frame = report.teams["pzk"]
    found = frame[frame["pzk_id"] == pzk_id].to_dict("records")
    if not found:
        raise LookupError(f"no team {pzk_id}")
    return {str(name): cell for name, cell in found[0].items()}


def team_rows(
    report: Material, indicator_id: str, pzk_id: str, *, group: str | None = None
) -> pd.DataFrame:
    """Return released rows of one team."""
    rows = report.rows(indicator_id, level="pzk", group=group)
    return rows[rows["pzk_id"] == pzk_id].reset_index(drop=True)


def region_rows(
    report: Material, indicator_id: str, pzk_id: str, *, group: str | None = None
) -> pd.DataFrame:
    """Return released rows of the macroregion that a team lies in."""
    region = report.config.macroregion_of(str(team(report, pzk_id)["voivodeship"]))
    rows = report.rows(indicator_id, level="macroregion", group=group)
    return rows[rows["macroregion"].fillna(region) == region].reset_index(drop=True)


def whole(rows: pd.DataFrame) -> Row:
    """Return the first row that speaks of the whole test; missing numbers where none does."""
    periods = rows["period"].fillna("")
    found = rows[periods.str.contains("/", regex=False)].to_dict("records")
    return cells(found[0] if found else None)


def months(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that speak of single months, in time."""
    chosen = rows[rows["period"].fillna("").str.len() == _MONTH]
    return chosen.sort_values("period", kind="stable").reset_index(drop=True)


def beside(frame: pd.DataFrame, rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Add columns of other rows to those of a team, month by month.

    Parameters
    ----------
    frame : pandas.DataFrame
        With ``period``.
    rows : pandas.DataFrame
        At most one for each month; months of the frame that they lack have missing numbers.
    names : mapping of str to str
        What their columns are called in the result.
    """
    other = months(rows)[["period", *names]].rename(columns=dict(names))
    return frame.merge(other, on="period", how="left", validate="one_to_one")


def known(row: Row) -> bool:
    """Return whether a row has a value."""
    return not formats.is_missing(row["value"])


def why_no(what: Text, because: Text) -> Prose:
    """Return the sentence that stands where there is nothing to show."""
    return Prose(Text(f"*{what.pl}: {because.pl}.*", f"*{what.en}: {because.en}.*"))


def why_missing(status: str, otherwise: Text) -> Text:
    """Return why a number is missing: hidden by disclosure control, or what is said otherwise."""
    if status == "suppressed":
        return Text(
            "liczby ukryto, bo są zbyt małe, by je pokazać",
            "the numbers are suppressed, since they are too small to be shown",
        )
    return otherwise


def month_axis(axes: Axes, periods: list[str], lang: Lang) -> None:
    """Name months under axes whose positions count them from 0."""
    step = -(-len(periods) // TICKS)
    at = list(range(0, len(periods), step))
    axes.set_xticks(at, [formats.month(periods[place], lang) for place in at])
    axes.set_xlim(-0.6, len(periods) - 0.4)


def mark_covid(
    axes: Axes, periods: list[str], first: str, lang: Lang, *, named: Named = "no"
) -> None:
    """Draw a line before the month in which the COVID-19 break begins, if it is among them.

    ``named`` says where the line is named: above the axes, inside at their top, or not.
    """
    if first not in periods[1:]:
        return
    at = periods.index(first) - 0.5
    axes.axvline(at, color=GREY, linestyle=(0, (4, 3)), linewidth=1.0, zorder=1)
    if named != "no":
        axes.annotate(
            COVID.in_(lang), (at, 1.0), (3, 2 if named == "above" else -1),
            xycoords=("data", "axes fraction"), textcoords="offset points", fontsize=7.5,
            color=GREY, va="bottom" if named == "above" else "top",
        )  # fmt: skip


def covid_month(report: Material) -> str:
    """Return the month in which the COVID-19 break begins, such as ``2020-03``."""
    return f"{report.config.covid.first:%Y-%m}"


def month_column(frame: pd.DataFrame) -> "pd.Series[Any]":
    """Return the names of months as a column."""
    words = (
        Text(formats.month(one, "pl"), formats.month(one, "en")) for one in frame["period"].tolist()
    )
    return texts(words, frame)
