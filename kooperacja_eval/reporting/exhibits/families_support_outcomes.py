"""Outcomes of families beside the support of their teams: a description from which nothing follows.

The border: single teams, without names, in the internal profile only; in public thirds of teams.
"""

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import region, sentences, whole_of
from kooperacja_eval.reporting.exhibits.families_cost_words import THIRDS
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_missing, why_no
from kooperacja_eval.reporting.exhibits.survey_words import wrapped
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREY, INK, axis_formatter
from kooperacja_eval.text import LANGUAGES, Lang, Text

BESIDE: Final = Text("Wsparcie zespołów a wyniki rodzin", "Support of teams and outcomes")
NOTHING: Final = Text(
    "nie ma zespołów z miesiącami pracy, godzinami wsparcia i rodzinami",
    "there are no teams with months of work, hours of support and families",
)
HOURS: Final = Text("godziny wsparcia na zespół i miesiąc", "hours of support per team and month")
MEASURES: Final = {
    "completed": ("support_completed_share", Text("Zakończone programy", "Completed programmes")),
    "goal_t": ("support_goal_t", Text("Osiągnięcie celów (T)", "Goal attainment (T)")),
}
_DATA: Final = ["measure", "third", "hours", "value", "ci_low", "ci_high", "n", "status"]
_NOTE: Final = Text(
    "To opis, a nie skutek: zespołów jest niewiele, a wsparcie mogło trafiać tam, gdzie było "
    "trudniej, więc nie wolno z tego wnioskować ani że wsparcie pomaga, ani że szkodzi.",
    "A description, not an effect: there are few teams, and support may have gone where work was "
    "harder, so it may not be concluded that support helps, nor that it harms.",
)


@needs("pzk", "families", "support", what=BESIDE)
def families_support_outcomes(report: Material) -> Exhibit | Prose:
    """Draw teams by hours of support and outcome; in public thirds of teams alone."""
    single = report.values.profile == "internal"  # noqa: PD011 (not pandas)
    data = _teams(report) if single else _thirds(report)
    if data.empty or data["value"].isna().all():
        status = str(data["status"].min()) if len(data) else ""
        return why_no(BESIDE, why_missing(status, NOTHING))
    what = _TEAMS if single else _GROUPS
    return Exhibit(
        id="families_support_outcomes",
        title=Text(
            "Godziny wsparcia zespołów i wyniki ich rodzin",
            "Hours of support of teams and outcomes of their families",
        ),
        caption=Text(f"{what.pl} {_NOTE.pl}", f"{what.en} {_NOTE.en}"),
        alt=_alt(report, single=single),
        source=computed_source("support", "families", "goals"),
        data=data.assign(
            label=texts((MEASURES[name][1] for name in data["measure"]), data),
            group=texts((THIRDS[name] if name else _EACH for name in data["third"]), data),
        ),
        columns=(
            Column("label", Text("Wynik", "Outcome")),
            Column("group", Text("Zespoły", "Teams")),
            Column("hours", Text("Godziny na miesiąc", "Hours per month"), "number", 2),
            Column("value", Text("Wartość", "Value"), "number", 2),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 2, high="ci_high"),
            Column("n", Text("Rodziny", "Families"), "integer"),
        ),
        draw=_draw,
    )


_EACH: Final = Text("jeden zespół", "one team")
_TEAMS: Final = Text(
    "Każdy punkt to jeden zespół, bez nazwy: godziny jego własnych wydarzeń na miesiąc pracy i "
    "wynik jego rodzin. Wydarzenia dla całego województwa nie są wliczone.",
    "Each dot is one team, without its name: hours of its own events per month of work and the "
    "outcome of its families. Events for a whole voivodeship are not in.",
)
_GROUPS: Final = Text(
    "Trzy równe grupy zespołów: od najmniej do najwięcej godzin własnych wydarzeń na miesiąc "
    "pracy, z przedziałami 95% między zespołami. Wydarzenia dla całego województwa nie są "
    "wliczone.",
    "Three equal groups of teams, from the fewest to the most hours of own events per month of "
    "work, with 95% intervals between teams. Events for a whole voivodeship are not in.",
)


def _teams(report: Material) -> pd.DataFrame:
    """Return one row for each team and outcome, in the order of the hours, without its name."""
    hours = report.rows("support_hours", level="pzk", group="per_month")
    hours = hours[["pzk_id", "value"]].rename(columns={"value": "hours"})
    outcomes = {
        "completed": report.rows("ipp_completed_share", level="pzk", group="", method="wilson"),
        "goal_t": report.rows("goal_attainment_t", level="pzk", group="attained"),
    }
    parts = [
        rows[["pzk_id", "value", "n", "status"]]
        .merge(hours, on="pzk_id", how="inner", validate="one_to_one")
        .assign(measure=name, third="", ci_low=np.nan, ci_high=np.nan)
        for name, rows in outcomes.items()
    ]
    data = pd.concat(parts, ignore_index=True)
    order = ["measure", "hours", "value"]
    return data.sort_values(order, kind="stable", ignore_index=True)[_DATA]


def _thirds(report: Material) -> pd.DataFrame:
    lines = []
    for name, (indicator, _) in MEASURES.items():
        for third in THIRDS:
            rows = region(report, indicator, f"{name}/third:{third}")
            if rows.empty:
                continue
            row = rows.iloc[0]
            hours = whole_of(report, "support_goal_t", f"hours/third:{third}")["value"]
            kept = {key: row[key] for key in ("value", "ci_low", "ci_high", "n", "status")}
            lines.append({"measure": name, "third": third, "hours": hours, **kept})
    return pd.DataFrame(lines, columns=_DATA)


def _alt(report: Material, *, single: bool) -> Text:
    said: dict[Lang, list[str]] = {"pl": [], "en": []}
    for third, label in THIRDS.items():
        row = whole_of(report, "support_completed_share", f"completed/third:{third}")
        for lang in LANGUAGES:
            said[lang].append(f"{label.in_(lang)} {formats.percent(row['value'], 0, lang)}")
    kind = (
        Text("Dwa wykresy punktowe, po jednym punkcie na zespół", "Two scatter plots of teams")
        if single
        else Text("Dwa wykresy trzech grup zespołów", "Two charts of three groups of teams")
    )
    return Text(
        f"{kind.pl}; zakończone programy: " + "; ".join(said["pl"]) + ".",
        f"{kind.en}; completed programmes: " + "; ".join(said["en"]) + ".",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    figure.set_size_inches(6.5, 3.2)
    shown = [name for name in MEASURES if (data["measure"] == name).any()]
    for number, name in enumerate(shown):
        axes = figure.add_subplot(1, len(shown), number + 1)
        rows = data[data["measure"] == name]
        _panel(axes, rows, lang)
        axes.set_title(MEASURES[name][1].in_(lang), fontsize=9)
        if name == "completed":
            axes.set_ylim(-0.04, 1.06)
            axes.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
            axes.yaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    figure.supxlabel(HOURS.in_(lang).capitalize(), fontsize=9)


def _panel(axes: Axes, rows: pd.DataFrame, lang: Lang) -> None:
    """Draw teams by hours, or thirds of teams beside each other with their hours below."""
    values = rows["value"].astype(float).to_numpy()
    if (rows["third"] == "").all():
        hours = rows["hours"].astype(float)
        axes.scatter(hours, values, s=30, color=BLUE, alpha=0.55, edgecolor=INK, linewidth=0.6)
        axes.set_xlim(0, None)
        axes.grid(visible=True, axis="y")
        return
    ends = [rows[name].astype(float).to_numpy() for name in ("ci_low", "ci_high")]
    at = np.arange(len(rows))
    axes.errorbar(at, values, yerr=[values - ends[0], ends[1] - values], fmt="o", color=BLUE,
                  ecolor=GREY, capsize=3)  # fmt: skip
    pairs = zip(rows["third"], rows["hours"], strict=True)
    axes.set_xticks(
        at,
        [
            f"{wrapped(THIRDS[third].in_(lang), 10)}\n{formats.number(hours, 2, lang)}"
            for third, hours in pairs
        ],
    )
    axes.set_xlim(-0.5, len(rows) - 0.5)
    axes.grid(visible=True, axis="y")


@needs("pzk", "families", "support", what=BESIDE)
def families_support_outcomes_sentence(report: Material) -> Prose:
    """Say the outcomes of the thirds of teams, and that nothing follows from them."""
    rows = {
        third: whole_of(report, "support_completed_share", f"completed/third:{third}")
        for third in THIRDS
    }
    if not any(known(row) for row in rows.values()):
        found = region(report, "support_completed_share")
        status = str(found["status"].iloc[0]) if len(found) else ""
        return why_no(BESIDE, why_missing(status, NOTHING))
    said = {
        lang: "; ".join(
            f"{THIRDS[third].in_(lang)} – {formats.percent(row['value'], 0, lang)}"
            for third, row in rows.items()
            if known(row)
        )
        for lang in LANGUAGES
    }
    return sentences(
        {
            "pl": "Zakończone programy w trzech grupach zespołów, od najmniej do najwięcej godzin "
            f"wsparcia na miesiąc: {said['pl']}.",
            "en": "Completed programmes in three groups of teams, from the fewest to the most "
            f"hours of support per month: {said['en']}.",
        },
        {lang: _NOTE.in_(lang) for lang in LANGUAGES},
    )
