"""The cooperation intensity index by month: the macroregion with its teams, and voivodeships.

The border: the course over months; what the index is made of belongs to ``coop_parts``. Teams
appear as a band only, never one by one.
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
from kooperacja_eval.reporting.exhibits.coop_words import (
    INDEX_TABLES,
    by_month,
    sentences,
    whole_of,
    with_interval,
)
from kooperacja_eval.reporting.exhibits.pzk_words import (
    INTENSITY,
    beside,
    covid_month,
    known,
    mark_covid,
    month_axis,
    month_column,
    why_missing,
    why_no,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, RULE
from kooperacja_eval.text import LANGUAGES, Lang, Text

INDEX: Final = Text("Indeks intensywności kooperacji", "Cooperation intensity index")
TOO_FEW: Final = Text(
    "w żadnym zespole nie są znane co najmniej dwie jego części",
    "no team has at least two of its parts known",
)


@needs(*INDEX_TABLES, what=INDEX)
def coop_index_sentence(report: Material) -> Prose:
    """Say the index over the whole test, where teams lie, and that it measures what was done."""
    mean = whole_of(report, INTENSITY, "index")
    if not known(mean):
        return why_no(INDEX, why_missing(str(mean["status"]), TOO_FEW))
    band = whole_of(report, INTENSITY, "teams")
    said = {lang: _mean(mean, lang) for lang in LANGUAGES}
    teams = {lang: _band(band, lang) for lang in LANGUAGES}
    return sentences(said, teams, {"pl": _WHAT.pl, "en": _WHAT.en})


_WHAT: Final = Text(
    "Indeks liczy to, co zespoły robiły i podały (spotkania, obecność, sektory, kontakty, "
    "relacje); nie mówi, czy rodzinom pomogło.",
    "The index counts what teams did and reported (meetings, attendance, sectors, contacts, "
    "ties); it does not say whether families were helped.",
)


def _mean(row: dict[str, float], lang: Lang) -> str:
    value, n = with_interval(row, 0, lang), formats.integer(row["n"], lang)
    return Text(
        f"Przez cały test zespoły miały średnio **{value}** na 100 punktów (zespoły: {n}).",
        f"Over the whole test teams had a mean of **{value}** of 100 points (teams: {n}).",
    ).in_(lang)


def _band(row: dict[str, float], lang: Lang) -> str:
    if not known(row) or formats.is_missing(row["ci_low"]):
        return ""
    ends = formats.interval(row["ci_low"], row["ci_high"], 0, lang)
    middle = formats.number(row["value"], 0, lang)
    return Text(
        f"Środkowy zespół miał {middle}, a 8 na 10 zespołów {ends}.",
        f"The middle team had {middle}, and 8 of 10 teams {ends}.",
    ).in_(lang)


@needs(*INDEX_TABLES, what=INDEX)
def coop_index(report: Material) -> Exhibit | Prose:
    """Draw the mean of teams by month with its interval, on the band of 8 of 10 teams."""
    rows = by_month(report, INTENSITY, "index")
    if rows["value"].isna().all():
        return why_no(INDEX, why_missing(status_of_all(rows), TOO_FEW))
    data = rows[["period", "value", "ci_low", "ci_high", "n", "n_missing", "status"]]
    teams = by_month(report, INTENSITY, "teams")
    data = beside(data, teams, {"value": "middle", "ci_low": "low", "ci_high": "high"})
    return Exhibit(
        id="coop_index",
        title=Text(
            "Indeks intensywności kooperacji według miesięcy",
            "Cooperation intensity index by month",
        ),
        caption=Text(
            "Od 0 do 100, z części znanych co miesiąc: spotkania, obecność, sektory, kontakty z "
            "rodzinami. Linia: średnia zespołów z 95-procentowym przedziałem (kreski); szary pas: "
            "8 na 10 zespołów. Dopóki zespoły nie mają rodzin, kontaktów nie ma w indeksie, więc "
            "pierwszych miesięcy nie da się wprost porównać z późniejszymi.",
            "From 0 to 100, of the parts known each month: meetings, attendance, sectors, contacts "
            "with families. Line: mean of teams with its 95% interval (bars); grey band: 8 of 10 "
            "teams. As long as teams have no families, contacts are not in the index, so the first "
            "months cannot be compared directly with later ones.",
        ),
        alt=_alt(data),
        source=computed_source("meetings", "attendance", "memberships", "contacts"),
        data=data.assign(month=month_column(data)),
        columns=(
            Column("month", Text("Miesiąc", "Month")),
            Column("value", Text("Średnia zespołów", "Mean of teams"), "number"),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high"),
            Column("middle", Text("Środkowy zespół", "Middle team"), "number"),
            Column("low", Text("8 na 10 zespołów", "8 of 10 teams"), "interval", high="high"),
            Column("n", Text("Zespoły", "Teams"), "integer"),
        ),
        draw=partial(_draw, covid=covid_month(report)),
    )


def status_of_all(rows: pd.DataFrame) -> str:
    """Return that rows are suppressed where one of them is, else nothing."""
    return "suppressed" if bool((rows["status"] == "suppressed").any()) else ""


def _alt(data: pd.DataFrame) -> Text:
    there = data[data["value"].notna()]
    ranked = there.sort_values("value", kind="stable").to_dict("records")
    said = {
        lang: [
            f"{formats.number(row['value'], 0, lang)} ({formats.month(row['period'], lang)})"
            for row in (ranked[0], ranked[-1])
        ]
        for lang in LANGUAGES
    }
    return Text(
        f"Wykres liniowy: najniżej {said['pl'][0]}, najwyżej {said['pl'][1]}.",
        f"Line chart: lowest {said['en'][0]}, highest {said['en'][1]}.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang, *, covid: str) -> None:
    figure.set_size_inches(6.5, 2.7)
    axes = figure.add_subplot()
    periods, at = data["period"].tolist(), range(len(data))
    axes.fill_between(at, data["low"], data["high"], color=RULE, linewidth=0,
                      label=Text("8 na 10 zespołów", "8 of 10 teams").in_(lang))  # fmt: skip
    reach = [(data["value"] - data["ci_low"]).fillna(0.0),
             (data["ci_high"] - data["value"]).fillna(0.0)]  # fmt: skip
    axes.errorbar(at, data["value"], yerr=reach, color=BLUE, marker="o", markersize=4,
                  elinewidth=1.0, capsize=2,
                  label=Text("średnia zespołów", "mean of teams").in_(lang))  # fmt: skip
    _scale(axes, lang)
    figure.legend(loc="outside upper center", ncols=2)
    month_axis(axes, periods, lang)
    mark_covid(axes, periods, covid, lang, named="inside")


def _scale(axes: Axes, lang: Lang) -> None:
    axes.set_ylim(0, 100)
    axes.set_ylabel(Text("punkty", "points").in_(lang))
    axes.grid(visible=True, axis="y")
