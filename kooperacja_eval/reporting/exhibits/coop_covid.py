"""What changed in the work of teams when COVID-19 came: four monthly series and their lines.

The border: the picture; jumps and slopes in numbers belong to ``coop_covid_changes``.
"""

from functools import partial
from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import INDEX_TABLES, SERIES, by_month
from kooperacja_eval.reporting.exhibits.pzk_words import (
    beside,
    covid_month,
    mark_covid,
    month_column,
    why_no,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, INK, ORANGE, axis_formatter
from kooperacja_eval.text import Lang, Text

COVID: Final = Text("Praca zespołów a początek pandemii", "Work of teams and the pandemic")
BREAK: Final = "covid_break"
NO_MONTHS: Final = Text(
    "nie ma miesięcy pracy zespołów po obu stronach początku pandemii",
    "there are no months of work on both sides of the start of the pandemic",
)
BAND: Final = "#F3D3B8"
STEP: Final = 6
"""Months between two that are named under a panel."""


@needs(*INDEX_TABLES, what=COVID)
def coop_covid(report: Material) -> Exhibit | Prose:
    """Draw each series: observed, fitted, and the line before the break gone on."""
    data = _series_rows(report)
    if data["fitted"].isna().all():
        return why_no(COVID, NO_MONTHS)
    return Exhibit(
        id="coop_covid",
        title=Text(
            "Praca zespołów przed początkiem pandemii i od niego",
            "Work of the teams before the start of the pandemic and from it on",
        ),
        caption=Text(
            "Koła: średnia zespołów w miesiącu. Linia ciągła: prosta dopasowana osobno przed "
            "przełomem i od niego. Linia przerywana z pasem: prosta sprzed przełomu poprowadzona "
            "dalej z 95-procentowym pasem – tak byłoby, gdyby nic innego się nie zmieniło. Pasa "
            "nie ma, gdy przed przełomem wszystkie zespoły miały tyle samo. Prosta nie odda "
            "szybkiego "
            "spadku i powrotu i może wyjść poza 0–100%: wtedy rozstrzygają koła.",
            "Circles: mean of teams in the month. Solid line: fitted apart before the break and "
            "from it on. Dashed line with band: the line before the break gone on with its 95% "
            "band – what would have been had nothing else changed. There is no band where all "
            "teams were alike before the break. A straight line cannot show a quick fall and "
            "return and may leave 0–100%: then look at the circles.",
        ),
        alt=_alt(data, covid_month(report)),
        source=computed_source("meetings", "attendance", "contacts"),
        data=data,
        columns=(
            Column("label", Text("Szereg", "Series")),
            Column("month", Text("Miesiąc", "Month")),
            Column("value", Text("Średnia zespołów", "Mean of teams"), "number", 2),
            Column("n", Text("Zespoły", "Teams"), "integer"),
            Column("fitted", Text("Linia", "Line"), "number", 2),
            Column("without", Text("Linia poprowadzona dalej", "Line gone on"), "number", 2),
            Column("low", Text("Pas 95%", "95% band"), "interval", 2, high="high"),
        ),
        draw=partial(_draw, covid=covid_month(report)),
    )


def _series_rows(report: Material) -> pd.DataFrame:
    """Return one row for each series and month, in time."""
    parts = []
    for name in SERIES:
        observed = by_month(report, BREAK, f"{name}|observed")
        rows = observed[["period", "value", "n", "n_missing", "status"]].assign(series=name)
        rows = beside(rows, by_month(report, BREAK, f"{name}|fitted"), {"value": "fitted"})
        without = by_month(report, BREAK, f"{name}|without")
        names = {"value": "without", "ci_low": "low", "ci_high": "high"}
        parts.append(beside(rows, without, names))
    data = pd.concat(parts, ignore_index=True)
    labels = texts((SERIES[name] for name in data["series"]), data)
    return data.assign(label=labels, month=month_column(data))


def _alt(data: pd.DataFrame, covid: str) -> Text:
    """Say the last observed month before the break and the first one of it."""
    said: dict[Lang, list[str]] = {"pl": [], "en": []}
    for name, rows in data.groupby("series", sort=False):
        before = rows[(rows["period"] < covid) & rows["value"].notna()].tail(1)["value"]
        after = rows[(rows["period"] >= covid) & rows["value"].notna()].head(1)["value"]
        for lang, lines in said.items():
            ends = [_number(str(name), part, lang) for part in (before, after)]
            lines.append(f"{SERIES[str(name)].in_(lang)} {ends[0]} → {ends[1]}")
    return Text(
        "Cztery wykresy liniowe; ostatni miesiąc przed przełomem i pierwszy od niego: "
        + "; ".join(said["pl"]) + ".",
        "Four line charts; the last month before the break and the first from it on: "
        + "; ".join(said["en"]) + ".",
    )  # fmt: skip


def _number(series: str, values: "pd.Series[float]", lang: Lang) -> str:
    value = float(values.iloc[0]) if len(values) else None
    if series == "contacts":
        return formats.number(value, 1, lang)
    return formats.percent(value, 0, lang)


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang, *, covid: str) -> None:
    figure.set_size_inches(6.5, 4.5)
    for number, (name, rows) in enumerate(data.groupby("series", sort=False)):
        axes = figure.add_subplot(2, 2, number + 1)
        _panel(axes, rows.reset_index(drop=True), covid, lang)
        axes.set_title(SERIES[str(name)].in_(lang), fontsize=9)
        if name == "contacts":
            axes.set_ylim(0, None)
        else:
            axes.set_ylim(0, 1.05)
            axes.yaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=3)


def _panel(axes: Axes, rows: pd.DataFrame, covid: str, lang: Lang) -> None:
    periods = rows["period"].tolist()
    at = list(range(len(periods)))
    axes.fill_between(at, rows["low"], rows["high"], color=BAND, linewidth=0)
    gone = Text("linia sprzed przełomu poprowadzona dalej", "line before the break gone on")
    axes.plot(at, rows["without"], color=ORANGE, linestyle="--", label=gone.in_(lang))
    label: str | None = Text("linia dopasowana", "fitted line").in_(lang)
    for before in (True, False):
        line = rows["fitted"].where((rows["period"] < covid) == before)
        axes.plot(at, line, color=BLUE, label=label)
        label = None
    axes.plot(at, rows["value"], "o", color=INK, markersize=3.2,
              label=Text("obserwowane", "observed").in_(lang))  # fmt: skip
    axes.set_xticks(at[::STEP], [formats.month(one, lang) for one in periods[::STEP]])
    axes.tick_params(labelsize=7.5)
    axes.grid(visible=True, axis="y")
    mark_covid(axes, periods, covid, lang)
