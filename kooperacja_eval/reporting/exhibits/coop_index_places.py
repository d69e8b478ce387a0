"""The cooperation intensity index of voivodeships by month, one panel for each."""

from functools import partial
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, place, texts
from kooperacja_eval.reporting.exhibits.coop_index import INDEX, TOO_FEW, status_of_all
from kooperacja_eval.reporting.exhibits.coop_words import INDEX_TABLES, by_month, voivodeships
from kooperacja_eval.reporting.exhibits.pzk_words import (
    INTENSITY,
    covid_month,
    mark_covid,
    month_column,
    months,
    why_missing,
    why_no,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREY, SKY
from kooperacja_eval.text import LANGUAGES, Lang, Text

ACROSS: Final = 3
"""Panels beside each other."""
STEP: Final = 9
"""Months between two that are named under a panel."""


@needs(*INDEX_TABLES, what=INDEX)
def coop_index_by_voivodeship(report: Material) -> Exhibit | Prose:
    """Draw the index of each voivodeship by month, on the mean of the macroregion."""
    codes = voivodeships(report)
    rows = months(report.rows(INTENSITY, level="voivodeship", group="index"))
    data = rows[["voivodeship", "period", "value", "ci_low", "ci_high", "n", "status"]]
    if data["value"].isna().all():
        return why_no(INDEX, why_missing(status_of_all(rows), TOO_FEW))
    whole = by_month(report, INTENSITY, "index")[["period", "value"]]
    data = data.merge(
        whole.rename(columns={"value": "all"}), on="period", how="left", validate="many_to_one"
    )
    names = texts((place(code) for code in data["voivodeship"]), data)
    return Exhibit(
        id="coop_index_by_voivodeship",
        title=Text(
            "Indeks intensywności kooperacji w województwach według miesięcy",
            "Cooperation intensity index in voivodeships by month",
        ),
        caption=Text(
            "Niebieska linia: średnia zespołów województwa z 95-procentowym przedziałem (pas); "
            "przerywana: średnia makroregionu. Województwa stoją w stałej kolejności. Przy kilku "
            "zespołach pasy są szerokie: różnice między województwami mieszczą się zwykle w nich.",
            "Blue line: mean of the voivodeship's teams with its 95% interval (band); dashed: mean "
            "of the macroregion. Voivodeships stand in a fixed order. With a few teams the bands "
            "are wide: differences between voivodeships mostly lie within them.",
        ),
        alt=_alt_places(report, codes),
        source=computed_source("meetings", "attendance", "memberships", "contacts"),
        data=data.assign(place=names, month=month_column(data)),
        columns=(
            Column("place", Text("Województwo", "Voivodeship")),
            Column("month", Text("Miesiąc", "Month")),
            Column("value", Text("Średnia zespołów", "Mean of teams"), "number"),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high"),
            Column("n", Text("Zespoły", "Teams"), "integer"),
            Column("all", Text("Makroregion", "Macroregion"), "number"),
        ),
        draw=partial(_draw_places, codes=codes, covid=covid_month(report)),
    )


def _alt_places(report: Material, codes: list[str]) -> Text:
    rows = report.rows(INTENSITY, level="voivodeship", group="index")
    rows = rows[rows["period"].fillna("").str.contains("/", regex=False)]
    found = dict(zip(rows["voivodeship"], rows["value"], strict=False))
    said = {
        lang: "; ".join(
            f"{place(code).in_(lang)} {formats.number(found.get(code), 0, lang)}" for code in codes
        )
        for lang in LANGUAGES
    }
    return Text(
        f"Wykresy liniowe; średnia całego testu: {said['pl']}.",
        f"Line charts; mean of the whole test: {said['en']}.",
    )


def _draw_places(
    figure: Figure, data: pd.DataFrame, lang: Lang, *, codes: list[str], covid: str
) -> None:
    down = -(-len(codes) // ACROSS)
    figure.set_size_inches(6.5, 0.2 + 1.75 * down)
    periods = sorted(data["period"].unique())
    for number, code in enumerate(codes):
        axes = figure.add_subplot(down, ACROSS, number + 1)
        rows = data[data["voivodeship"] == code].set_index("period").reindex(periods)
        at = range(len(periods))
        axes.fill_between(at, rows["ci_low"], rows["ci_high"], color=SKY, alpha=0.3, linewidth=0)
        axes.plot(at, rows["all"], color=GREY, linestyle="--", linewidth=1.1)
        axes.plot(at, rows["value"], color=BLUE)
        axes.set_title(place(code).in_(lang), fontsize=9)
        axes.set_ylim(0, 100)
        axes.grid(visible=True, axis="y")
        axes.set_xticks(list(at)[::STEP], [formats.month(one, lang) for one in periods[::STEP]])
        axes.tick_params(labelsize=7.5)
        mark_covid(axes, periods, covid, lang)
