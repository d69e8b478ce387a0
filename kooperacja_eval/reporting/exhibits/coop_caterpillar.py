"""Results of teams drawn towards the mean, with their intervals, in the order of team codes.

The border: shown in the internal profile only; never in the order of results.
"""

from functools import partial
from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.coop_funnel import (
    NO_TEAMS,
    for_teams_alone,
    team_values,
)
from kooperacja_eval.reporting.exhibits.coop_variance import VARIANCE_TABLES
from kooperacja_eval.reporting.exhibits.coop_words import whole_of
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREY, ORANGE, axis_formatter
from kooperacja_eval.text import LANGUAGES, Lang, Text

TEAMS: Final = Text("Oszacowania zespołów", "Estimates of teams")
SAME_REASON: Final = Text(
    "z tego samego powodu stoją tylko w wydaniu wewnętrznym",
    "for the same reason they stand in the internal edition only",
)


@needs(*VARIANCE_TABLES, what=TEAMS)
def coop_caterpillar(report: Material) -> Exhibit | Prose:
    """Draw shrunken completion and goal attainment of each team beside the raw values."""
    if for_teams_alone(report):
        return why_no(TEAMS, SAME_REASON)
    data = team_values(report, {
        "completed|raw": "share", "completed|shrunken": "kept",
        "completed|reliability": "share_kept", "completed|funnel_95": "target",
        "goal_t|raw": "goals", "goal_t|shrunken": "goals_kept", "goal_t|reliability": "t_kept",
    })  # fmt: skip
    if data.empty or data[["kept", "goals_kept"]].isna().all(axis=None):
        return why_no(TEAMS, NO_TEAMS)
    kept = {lang: _reliability(data, lang) for lang in LANGUAGES}
    mean = whole_of(report, "goal_attainment_t", "attained")["value"]
    return Exhibit(
        id="coop_caterpillar",
        title=Text(
            "Wyniki zespołów przyciągnięte do średniej",
            "Results of teams drawn towards the mean",
        ),
        caption=Text(
            "Zespoły w kolejności kodów, nie wyników. Pełne koło z kreską: wartość "
            "przyciągnięta do średniej z 95-procentowym przedziałem; puste koło: wartość surowa; "
            "linia: wszystkie "
            f"rodziny. {kept['pl']} Przedziały w większości zachodzą na siebie, więc ustawienie "
            "zespołów od najlepszego do najsłabszego byłoby złudne.",
            "Teams in the order of their codes, not of results. Full circle with bar: value drawn "
            "towards the mean with its 95% interval; open circle: raw value; line: all families. "
            f"{kept['en']} Intervals mostly overlap, so an order from best to weakest would "
            "mislead.",
        ),
        alt=Text(
            f"Wykres przedziałów zespołów w kolejności kodów. {kept['pl']}",
            f"Intervals of teams in the order of their codes. {kept['en']}",
        ),
        source=computed_source("families", "goals"),
        data=data,
        columns=_COLUMNS,
        draw=partial(_draw, mean=float(mean)),
    )


_COLUMNS: Final = (
    Column("pzk_id", Text("Zespół", "Team")),
    Column("share_n", Text("Rodziny", "Families"), "integer"),
    Column("share", Text("Zakończone", "Completed"), "percent", 0),
    Column("kept", Text("Przyciągnięte", "Drawn"), "percent", 0),
    Column("kept_low", Text("Przedział", "Interval"), "interval", 0, high="kept_high",
           scale="percent"),
    Column("goals", Text("Cele (T)", "Goals (T)"), "number"),
    Column("goals_kept", Text("Przyciągnięte", "Drawn"), "number"),
    Column("goals_kept_low", Text("Przedział", "Interval"), "interval", high="goals_kept_high"),
)  # fmt: skip


def _reliability(data: pd.DataFrame, lang: Lang) -> str:
    """Say how much of a team's own difference from the mean is kept."""
    ends = {
        name: formats.interval(data[name].min(), data[name].max(), 0, lang, scale="percent")
        for name in ("share_kept", "t_kept")
    }
    return Text(
        "Z własnej odległości zespołu od średniej zostaje: w zakończonych programach "
        f"{ends['share_kept']}, w celach {ends['t_kept']}; reszta to przypadek.",
        "Of a team's own distance from the mean is kept: in completion "
        f"{ends['share_kept']}, in goals {ends['t_kept']}; the rest is chance.",
    ).in_(lang)


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang, *, mean: float) -> None:
    figure.set_size_inches(6.5, 0.9 + 0.17 * len(data))
    left, right = figure.subplots(1, 2, sharey=True)
    target = float(data["target"].dropna().iloc[0]) if data["target"].notna().any() else None
    _panel(left, data, ("share", "kept"), target)
    _panel(right, data, ("goals", "goals_kept"), mean)
    left.set_title(Text("Zakończone programy", "Completed programmes").in_(lang), fontsize=9)
    right.set_title(Text("Osiągnięcie celów (T)", "Goal attainment (T)").in_(lang), fontsize=9)
    left.set_xlim(0, 1.03)
    left.xaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    left.set_yticks(range(len(data)), data["pzk_id"].tolist())
    left.set_ylim(len(data) - 0.4, -0.6)
    for axes in (left, right):
        axes.tick_params(axis="y", length=0, labelsize=7)
        axes.grid(visible=True, axis="x")


def _panel(axes: Axes, data: pd.DataFrame, names: tuple[str, str], middle: float | None) -> None:
    raw, kept = names
    if middle is not None and not formats.is_missing(middle):
        axes.axvline(middle, color=GREY, linewidth=1.0)
    axes.hlines(range(len(data)), data[f"{kept}_low"], data[f"{kept}_high"], color=BLUE,
                linewidth=1.3)  # fmt: skip
    axes.plot(data[kept], range(len(data)), "o", color=BLUE, markersize=4)
    axes.plot(data[raw], range(len(data)), "o", markerfacecolor="none", markeredgecolor=ORANGE,
              markersize=4.5, markeredgewidth=1.0)  # fmt: skip
