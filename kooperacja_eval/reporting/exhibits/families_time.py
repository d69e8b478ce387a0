"""Cooperation over months: who completed, left or died by when, and who was still in it.

The border: curves and shares; hazard ratios and tests belong to ``families_time_hazards``.
"""

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.families_time_words import (
    ENDS,
    NO_TIME,
    STATES,
    STAYING,
    TIME,
    TIME_TABLES,
    share_row,
)
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREY, INK, ORANGE, axis_formatter
from kooperacja_eval.schemas.codes import AREAS
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

MONTHS: Final = tuple(range(1, 16))
TABLE_MONTHS: Final = (6, 10, 13)
"""Months of the table; 10 and 13 are the planned lengths of the two cohorts."""
AREA_MONTH: Final = 13
LOOKS: Final = {
    "completed": (BLUE, "-", "o", "#C9DAEA"),
    "left": (ORANGE, "--", "s", "#F3D3B8"),
    "died": (GREY, ":", "^", "#DCDCDC"),
}
"""Line, dashes, marker and band of each end."""
_CELLS: Final = ("value", "ci_low", "ci_high", "n", "n_missing", "status")
_SHARE_COLUMNS: Final = (
    Column("when", Text("Koniec miesiąca", "End of month"), align="right"),
    Column("what", Text("Stan", "State")),
    Column("value", Text("Odsetek", "Share"), "percent"),
    Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high",
           scale="percent"),
    Column("n", Text("Rodziny i osoby", "Families and persons"), "integer"),
)  # fmt: skip


@needs(*TIME_TABLES, what=TIME)
def families_time_curves(report: Material) -> Exhibit | Prose:
    """Draw the shares that have completed, left and died by month, and how many are watched."""
    data = _shares(report, MONTHS)
    if data["value"].isna().all():
        return _nothing(data)
    return Exhibit(
        id="families_time_curves",
        title=Text(
            "Zakończenia współpracy według miesięcy od jej początku",
            "Ends of cooperation by months since it began",
        ),
        caption=Text(
            "Skumulowany odsetek rodzin i osób (Aalen-Johansen): trzy linie i odsetek wciąż "
            "współpracujących dają razem 100%. Pasy: przedziały 95%, uwzględniają zespoły. "
            "Odejście: rezygnacja, wyprowadzka albo przekazanie innej instytucji. Pod osią: liczba "
            "rodzin i osób obserwowanych na koniec miesiąca. O tym, kiedy programy się kończyły, "
            "decydował harmonogram testu (10 i 13 miesięcy), więc linie nie mówią, jak długo "
            f"rodziny potrzebują wsparcia.{_gaps(data).pl}",
            "Cumulative share of families and persons (Aalen-Johansen): the three lines and the "
            "share still in cooperation add up to 100%. Bands: 95% intervals that take teams into "
            "account. Left: withdrawn, moved away, or handed over to others. Below the axis: the "
            "number of families and persons watched at the end of the month. When programmes ended "
            "was set by the schedule of the test (10 and 13 months), so that the lines do not say "
            f"how long families need support.{_gaps(data).en}",
        ),
        alt=_alt(data),
        source=computed_source("families"),
        data=data.assign(what=texts(data["what"], data), when=texts(data["when"], data)),
        columns=_SHARE_COLUMNS,
        draw=_draw_curves,
    )


@needs(*TIME_TABLES, what=TIME)
def families_time_table(report: Material) -> Exhibit | Prose:
    """Show the shares in cooperation, completed, left and died after 6, 10 and 13 months."""
    data = _shares(report, TABLE_MONTHS)
    if data["value"].isna().all():
        return _nothing(data)
    return Exhibit(
        id="families_time_table",
        title=Text("Współpraca po 6, 10 i 13 miesiącach", "Cooperation after 6, 10 and 13 months"),
        caption=Text(
            "We współpracy: estymator Kaplana-Meiera; liczba obok to obserwowani na koniec "
            "miesiąca. Zakończenia: skumulowana zapadalność (Aalen-Johansen), każde obok innych "
            "możliwych; liczba obok to wszyscy o znanym czasie. Przedziały uwzględniają zespoły.",
            "In cooperation: Kaplan-Meier; the number beside it counts those watched at the end of "
            "the month. Ends: cumulative incidence (Aalen-Johansen), each beside the other "
            "possible ones; the number beside it counts all with a known time. Intervals take "
            "teams into account.",
        ),
        alt=Text(
            "Tabela: odsetki współpracujących, zakończonych, odejść i zgonów po 6, 10 i 13 "
            "miesiącach.",
            "Table: shares in cooperation, completed, left and died after 6, 10 and 13 months.",
        ),
        source=computed_source("families"),
        data=data.assign(what=texts(data["what"], data), when=texts(data["when"], data)),
        columns=_SHARE_COLUMNS,
    )


@needs(*TIME_TABLES, what=TIME)
def families_time_areas(report: Material) -> Exhibit | Prose:
    """Draw the shares that had completed and left after 13 months by area of the team."""
    lines = [
        {"area": area, "end": end, "where": AREAS.label(area), "what": ENDS[end],
         **{name: row[name] for name in _CELLS}}
        for end in ("completed", "left")
        for area in AREAS.ids
        for row in [share_row(report, end, AREA_MONTH, area)]
    ]  # fmt: skip
    data = pd.DataFrame(lines)
    if data["value"].isna().all():
        return _nothing(data)
    return Exhibit(
        id="families_time_areas",
        title=Text(
            "Zakończenia i odejścia po 13 miesiącach według obszaru zespołu",
            "Completed and left after 13 months by area of the team",
        ),
        caption=Text(
            "Skumulowany odsetek rodzin i osób z przedziałem 95%, który uwzględnia zespoły; w "
            "nawiasie ich liczba. Przedziały zachodzą na siebie: z kolejności obszarów nic nie "
            "wynika. Nikt nie losował, która rodzina ma jakie trudności i do którego zespołu "
            "trafia.",
            "Cumulative share of families and persons with a 95% interval that takes teams into "
            "account; their number in brackets. Where intervals overlap, the order of areas says "
            "nothing. Nobody drew which family has which difficulties and comes to which team.",
        ),
        alt=_areas_alt(data),
        source=computed_source("families", "pzk"),
        data=data.assign(where=texts(data["where"], data), what=texts(data["what"], data)),
        columns=(Column("where", Text("Obszar zespołu", "Area of the team")), *_SHARE_COLUMNS[1:]),
        draw=_draw_areas,
    )


def _shares(report: Material, months: tuple[int, ...]) -> pd.DataFrame:
    """Return one row for each month and state."""
    return pd.DataFrame(
        [
            {"month": str(month), "when": same(str(month)), "state": state, "what": label,
             **{name: row[name] for name in _CELLS}}
            for month in months
            for state, label in STATES.items()
            for row in [share_row(report, state, month)]
        ]
    )  # fmt: skip


def _nothing(data: pd.DataFrame) -> Prose:
    """Say why nothing can be shown: hidden, or no known times."""
    return hidden(TIME) if (data["status"] == "suppressed").any() else why_no(TIME, NO_TIME)


def _gaps(data: pd.DataFrame) -> Text:
    """Return what a break in a line means, where there is one."""
    if not (data["status"] == "suppressed").any():
        return same("")
    return Text(
        " Linia jest przerwana tam, gdzie liczby ukryto, bo są zbyt małe.",
        " A line is broken where numbers are suppressed, since they are too small.",
    )


def _alt(data: pd.DataFrame) -> Text:
    """Say the last known share of each end."""
    said: dict[Lang, list[str]] = {"pl": [], "en": []}
    for end, label in ENDS.items():
        rows = data[(data["state"] == end) & data["value"].notna()].tail(1).to_dict("records")
        for lang, lines in said.items():
            for row in rows:
                share = formats.percent(row["value"], 0, lang)
                when = Text(f"do {row['month']}. miesiąca", f"by month {row['month']}").in_(lang)
                lines.append(f"{label.in_(lang)} {share} {when}")
    return Text(
        "Wykres liniowy skumulowanych odsetków: " + "; ".join(said["pl"]) + ".",
        "Line chart of cumulative shares: " + "; ".join(said["en"]) + ".",
    )


def _areas_alt(data: pd.DataFrame) -> Text:
    said = {
        lang: "; ".join(
            f"{row['where'].in_(lang)}, {row['what'].in_(lang)}: "
            f"{formats.percent(row['value'], 0, lang)}"
            for row in data.to_dict("records")
            if not formats.is_missing(row["value"])
        )
        for lang in LANGUAGES
    }
    return Text(f"Dwa wykresy punktowe: {said['pl']}.", f"Two dot charts: {said['en']}.")


def _draw_curves(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    figure.set_size_inches(6.5, 4.2)
    axes = figure.add_subplot()
    for end, (color, dashes, marker, band) in LOOKS.items():
        rows = data[data["state"] == end]
        axes.fill_between(MONTHS, rows["ci_low"], rows["ci_high"], color=band, linewidth=0)
        axes.plot(
            MONTHS, rows["value"], color=color, linestyle=dashes, marker=marker,
            markersize=4, label=ENDS[end].in_(lang),
        )  # fmt: skip
    axes.set_ylim(0, 1)
    axes.set_xlim(MONTHS[0] - 0.5, MONTHS[-1] + 0.5)
    axes.set_xticks(MONTHS, [str(month) for month in MONTHS])
    axes.yaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    axes.grid(visible=True, axis="y")
    axes.set_xlabel(
        Text(
            "Koniec miesiąca współpracy; niżej liczba obserwowanych rodzin i osób",
            "End of the month of cooperation; below, families and persons watched",
        ).in_(lang)
    )
    _watched(axes, data[data["state"] == STAYING], lang)
    axes.legend(loc="upper left")


def _watched(axes: Axes, rows: pd.DataFrame, lang: Lang) -> None:
    """Write the numbers watched under the axis; or that they are hidden."""
    for month, row in zip(MONTHS, rows.to_dict("records"), strict=True):
        gone = row["status"] == "suppressed"
        said = formats.SUPPRESSED.in_(lang) if gone else formats.integer(row["n"], lang)
        axes.annotate(
            said, (month, 0), (0, -38), xycoords=("data", "axes fraction"),
            textcoords="offset points", ha="center", va="top", fontsize=6.5 if gone else 8,
            color=INK, rotation=90 if gone else 0,
        )  # fmt: skip


def _draw_areas(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    figure.set_size_inches(6.5, 2.8)
    panels = figure.subplots(1, 2, sharey=True)
    for axes, (end, rows) in zip(panels, data.groupby("end", sort=False), strict=True):
        _dots(axes, rows.reset_index(drop=True), lang)
        axes.set_title(ENDS[str(end)].in_(lang), fontsize=9)
    rows = data[data["end"] == data["end"].iloc[0]]
    panels[0].set_yticks(range(len(rows)), [_label(row, lang) for row in rows.to_dict("records")])
    panels[0].invert_yaxis()


def _label(row: dict[str, Any], lang: Lang) -> str:
    name = row["where"].in_(lang)
    return name if formats.is_missing(row["n"]) else f"{name} ({formats.integer(row['n'], lang)})"


def _dots(axes: Axes, rows: pd.DataFrame, lang: Lang) -> None:
    for spot, row in enumerate(rows.to_dict("records")):
        gone = row["status"] == "suppressed"
        said = formats.SUPPRESSED.in_(lang) if gone else formats.percent(row["value"], 0, lang)
        if formats.is_missing(row["value"]):
            axes.annotate(said, (0.02, spot), va="center", fontsize=8)
            continue
        if not formats.is_missing(row["ci_low"]):
            axes.plot([row["ci_low"], row["ci_high"]], [spot, spot], color=INK, linewidth=1.2)
        axes.plot([row["value"]], [spot], "o", color=BLUE, markersize=6)
        axes.annotate(
            said, (row["value"], spot), (0, 7), textcoords="offset points", ha="center",
            fontsize=8,
        )  # fmt: skip
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.6, len(rows) - 0.5)
    axes.xaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    axes.grid(visible=True, axis="x")
    axes.tick_params(axis="y", length=0)
