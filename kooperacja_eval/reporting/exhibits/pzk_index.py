"""The cooperation intensity index of a team by month, beside the band of teams; never its rank."""

from functools import partial
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_words import (
    INTENSITY,
    PARTS,
    beside,
    covid_month,
    known,
    mark_covid,
    month_axis,
    month_column,
    months,
    region_rows,
    team_rows,
    whole,
    why_missing,
    why_no,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREY, RULE
from kooperacja_eval.text import LANGUAGES, Lang, Text

INDEX: Final = Text("Indeks intensywności kooperacji", "Cooperation intensity index")
INDEX_TABLES: Final = (
    "pzk", "meetings", "attendance", "memberships", "entities", "families", "contacts"
)  # fmt: skip
TOO_FEW: Final = Text(
    "nie można go policzyć, bo znane są mniej niż dwie części",
    "it cannot be computed, since fewer than two parts are known",
)


@needs(*INDEX_TABLES, what=INDEX)
def pzk_index_sentence(report: Material, *, pzk_id: str) -> Prose:
    """Say the index of the whole test, its range under other choices, and where teams lie."""
    own = whole(team_rows(report, INTENSITY, pzk_id, group="index"))
    if not known(own):
        return why_no(INDEX, why_missing(str(own["status"]), TOO_FEW))
    band = whole(region_rows(report, INTENSITY, pzk_id, group="teams"))
    said = {
        lang: " ".join(part for part in (_own(own, lang), _range(own, lang), _band(band, lang)))
        for lang in LANGUAGES
    }
    return Prose(Text(said["pl"].strip(), said["en"].strip()))


def _own(row: Row, lang: Lang) -> str:
    value, parts = formats.number(row["value"], 0, lang), formats.integer(row["n"], lang)
    every = formats.integer(len(PARTS), lang)
    return Text(
        f"W całym teście **{value} na 100** (znane części: {parts} z {every}).",
        f"Over the whole test **{value} of 100** (parts known: {parts} of {every}).",
    ).in_(lang)


def _range(row: Row, lang: Lang) -> str:
    if formats.is_missing(row["ci_low"]):
        return Text(
            "Jak zależy od sposobu liczenia, nie da się powiedzieć.",
            "How it depends on the way of computing cannot be said.",
        ).in_(lang)
    low, high = (formats.number(row[end], 0, lang) for end in ("ci_low", "ci_high"))
    return Text(
        f"Spośród innych rozsądnych sposobów liczenia 9 na 10 daje od {low} do {high}.",
        f"Of other sensible ways of computing it, 9 of 10 give {low} to {high}.",
    ).in_(lang)


def _band(row: Row, lang: Lang) -> str:
    if not known(row) or formats.is_missing(row["ci_low"]):
        return ""
    middle, low, high = (
        formats.number(row[end], 0, lang) for end in ("value", "ci_low", "ci_high")
    )
    return Text(
        f"Środkowy zespół makroregionu: {middle}; 8 na 10 zespołów: od {low} do {high}.",
        f"The middle team of the macroregion: {middle}; 8 of 10 teams: {low} to {high}.",
    ).in_(lang)


@needs(*INDEX_TABLES, what=INDEX)
def pzk_index(report: Material, *, pzk_id: str) -> Exhibit | Prose:
    """Draw the index of a team in each month on the band that holds 8 of 10 teams."""
    own = months(team_rows(report, INTENSITY, pzk_id, group="index"))
    if own["value"].isna().all():
        hidden = bool((own["status"] == "suppressed").any())
        return why_no(INDEX, why_missing("suppressed" if hidden else "", _NO_MONTH))
    data = _calendar(own)
    data = beside(data, own, {"value": "value", "n": "parts", "status": "status"})
    teams = region_rows(report, INTENSITY, pzk_id, group="teams")
    data = beside(
        data, teams, {"value": "middle", "ci_low": "low", "ci_high": "high", "n": "teams"}
    )
    data = data.assign(month=month_column(data))
    return Exhibit(
        id="pzk_index",
        title=Text(
            f"Indeks intensywności kooperacji, zespół {pzk_id}, według miesięcy",
            f"Cooperation intensity index, team {pzk_id}, by month",
        ),
        caption=Text(
            "Z części znanych co miesiąc: spotkania, obecność, sektory, kontakty z rodzinami. "
            "Puste koło: którejś brak, więc miesiąca nie da się wprost porównać. Bez spotkania "
            "indeks jest bliski zera. Miesiąc to zwykle jedno spotkanie: liczy się przebieg.",
            "Of the parts known each month: meetings, attendance, sectors, contacts with families. "
            "Open circle: one of them is missing, so the month is not directly comparable. Without "
            "a meeting the index is near zero. A month is mostly one meeting: look at the course.",
        ),
        alt=_alt(data),
        source=computed_source("meetings", "attendance", "memberships", "contacts"),
        data=data,
        columns=(
            Column("month", Text("Miesiąc", "Month")),
            Column("value", Text("Indeks zespołu", "Index of the team"), "number"),
            Column("parts", Text("Znane części", "Parts known"), "integer"),
            Column("middle", Text("Środkowy zespół", "Middle team"), "number"),
            Column("low", Text("8 na 10 zespołów", "8 of 10 teams"), "interval", high="high"),
            Column("teams", Text("Zespoły", "Teams"), "integer"),
        ),
        draw=partial(_draw, covid=covid_month(report)),
    )


_NO_MONTH: Final = Text(
    "w żadnym miesiącu nie są znane co najmniej dwie części",
    "in no month at least two parts are known",
)


def _calendar(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every month from the first to the last of some rows, so that gaps show as gaps."""
    first, last = rows["period"].iloc[0], rows["period"].iloc[-1]
    every = pd.period_range(first, last, freq="M")
    return pd.DataFrame({"period": [str(one) for one in every]}, dtype="object")


def _alt(data: pd.DataFrame) -> Text:
    lows, highs = data["value"].min(), data["value"].max()
    inside = int(data["value"].between(data["low"], data["high"]).sum())
    there = int(data["value"].notna().sum())
    return Text(
        f"Wykres: indeks zespołu od {formats.number(lows, 0)} do {formats.number(highs, 0)}; w "
        f"{formats.integer(inside)} z {formats.integer(there)} miesięcy w pasie 8 na 10 zespołów.",
        f"Chart: index of the team from {formats.number(lows, 0, 'en')} to "
        f"{formats.number(highs, 0, 'en')}; in {formats.integer(inside, 'en')} of "
        f"{formats.integer(there, 'en')} months within the band of 8 of 10 teams.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang, *, covid: str) -> None:
    figure.set_size_inches(6.5, 1.75)
    axes = figure.subplots()
    periods, at = data["period"].tolist(), range(len(data))
    band = Text("8 na 10 zespołów", "8 of 10 teams").in_(lang)
    axes.fill_between(at, data["low"], data["high"], color=RULE, linewidth=0, label=band)
    middle = Text("środkowy zespół", "middle team").in_(lang)
    axes.plot(at, data["middle"], color=GREY, linestyle="--", linewidth=1.4, label=middle)
    own = Text("zespół", "team").in_(lang)
    axes.plot(at, data["value"], color=BLUE, marker="o", markersize=4.5, label=own)
    fewer = data["value"].where(data["parts"] < data["parts"].max())
    axes.plot(at, fewer, "o", markersize=4.5, markerfacecolor="white", markeredgecolor=BLUE)
    axes.set_ylim(0, 117)
    axes.set_yticks(range(0, 101, 25))
    axes.set_ylabel(Text("punkty", "points").in_(lang))
    axes.grid(visible=True, axis="y")
    axes.legend(
        loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, fontsize=7.5, borderaxespad=0.0
    )
    month_axis(axes, periods, lang)
    mark_covid(axes, periods, covid, lang, named="inside")
