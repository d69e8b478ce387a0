"""Attendance of each team in a month between the control limits of its own earlier months."""

from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.brief_words import about, team_rows
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREY, axis_formatter
from kooperacja_eval.text import Lang, Text

ATTENDANCE: Final = Text("Obecność w zespołach", "Attendance in the teams")
TABLES: Final = ("pzk", "families", "meetings", "attendance", "memberships", "entities", "contacts")
NO_LIST: Final = Text(
    "w tym miesiącu nie ma listy obecności z żadnego spotkania",
    "no meeting of this month has a list of attendance",
)
FEW: Final = 12
"""With more teams than this their names stand upright."""
_LINE: Final = 5.0
"""Width of the lines of limits, in points."""


@needs(*TABLES, what=ATTENDANCE)
def brief_attendance(report: Material, *, month: str, voivodeship: str) -> Exhibit | Prose:
    """Share of members that came in each team, between its limits."""
    data = _data(report, month, voivodeship)
    if data.empty:
        return why_no(ATTENDANCE, NO_LIST)
    where, outside = about(month, voivodeship), int(data["outside"].sum())
    return Exhibit(
        id="brief_attendance",
        title=Text(
            f"Obecność członków i granice kontrolne: {where.pl}",
            f"Attendance of members and control limits: {where.en}",
        ),
        caption=Text(
            "Szary pas: granice z wcześniejszych miesięcy zespołu (99,8%, rozkład dwumianowy, co "
            "najmniej 3 miesiące), kreska: ich średnia. O pusty punkt, poza granicami, warto "
            "pytać; w granicach różnice to zwykle przypadek. To nie ranking.",
            "Grey bar: limits from the team's earlier months (99.8%, binomial, 3 months at least), "
            "tick: their average. A point outside (open) is worth asking about; inside "
            "differences are mostly chance. This is no ranking.",
        ),
        alt=Text(
            f"Wykres: obecność w {formats.plural(len(data), 'zespole', 'zespołach', 'zespołach')}, "
            f"od {formats.percent(data['came'].min(), 0)} do "
            f"{formats.percent(data['came'].max(), 0)}; poza granicami: "
            f"{formats.integer(outside)}.",
            f"Chart: attendance in {formats.plural_en(len(data), 'team', 'teams')}, from "
            f"{formats.percent(data['came'].min(), 0, 'en')} to "
            f"{formats.percent(data['came'].max(), 0, 'en')}; outside the limits: "
            f"{formats.integer(outside, 'en')}.",
        ),
        source=computed_source("meetings", "attendance", "memberships"),
        data=data,
        columns=(
            Column("team", Text("Zespół", "Team")),
            Column("present", Text("Obecności", "Attendances"), "integer"),
            Column("members", Text("Z", "Of"), "integer"),
            Column("came", Text("Obecność", "Attendance"), "percent"),
            Column("centre", Text("Dotąd średnio", "So far"), "percent"),
            Column("low", Text("Granice", "Limits"), "interval", high="high", scale="percent"),
            Column("outside", Text("Poza granicami (1: tak)", "Outside (1: yes)"), "integer"),
        ),
        draw=_draw,
    )


def _data(report: Material, month: str, voivodeship: str) -> pd.DataFrame:
    """Return a row for each team with a list of attendance in the month."""
    limits = dict(team_rows(report, "brief_attendance", voivodeship, month, group="limits"))
    outside = {
        name
        for side in ("below", "above")
        for name, _ in team_rows(
            report, "brief_attendance", voivodeship, month, group=f"limits:{side}"
        )
    }
    nothing = float("nan")
    return pd.DataFrame(
        [
            {
                "team": name,
                "present": row["numerator"],
                "members": row["denominator"],
                "came": row["value"],
                "centre": limits[name]["value"] if name in limits else nothing,
                "low": limits[name]["ci_low"] if name in limits else nothing,
                "high": limits[name]["ci_high"] if name in limits else nothing,
                "outside": int(name in outside),
            }
            for name, row in team_rows(report, "brief_attendance", voivodeship, month, group="")
            if not formats.is_missing(row["value"])
        ]
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    figure.set_size_inches(6.5, 1.45)
    axes = figure.add_subplot()
    at = pd.Series(range(len(data)), index=data.index)
    known = data["low"].notna()
    axes.vlines(
        at[known], data["low"][known], data["high"][known], color=GREY, alpha=0.35, linewidth=_LINE
    )
    axes.scatter(at[known], data["centre"][known], marker="_", color=GREY, s=60)
    inside = data["outside"] == 0
    axes.scatter(at[inside], data["came"][inside], color=BLUE, s=22, zorder=3)
    axes.scatter(
        at[~inside], data["came"][~inside], s=34, zorder=3, facecolor="white", edgecolor=BLUE,
        linewidth=1.8,
    )  # fmt: skip
    axes.set_xticks(
        at.tolist(), data["team"].tolist(), rotation=0 if len(data) <= FEW else 90, fontsize=7.5
    )
    axes.set_xlim(-0.6, len(data) - 0.4)
    axes.set_ylim(0.0, 1.06)
    axes.yaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    axes.grid(visible=True, axis="y")
