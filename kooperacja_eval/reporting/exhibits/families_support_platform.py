"""Use of the platform by month: logins, materials, posts, and teams that logged in."""

from functools import partial
from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import by_month, whole_of
from kooperacja_eval.reporting.exhibits.families_cost_words import USES
from kooperacja_eval.reporting.exhibits.pzk_words import (
    covid_month,
    mark_covid,
    month_column,
    why_missing,
    why_no,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, INK, axis_formatter
from kooperacja_eval.text import LANGUAGES, Lang, Text

PLATFORM: Final = Text("Korzystanie z platformy", "Use of the platform")
NO_MONTHS: Final = Text(
    "nie ma miesięcy pracy zespołów ze sprawozdaniem z platformy",
    "there are no months of work with a report of the platform",
)
ACTIVE: Final = "active"
BAND: Final = "#C9DCEC"
ACROSS: Final = 2
"""Panels beside each other."""
STEP: Final = 6
"""Months between two that are named under a panel."""
_TITLES: Final = {
    **{name: Text(label.pl.capitalize(), label.en.capitalize()) for name, label in USES.items()},
    ACTIVE: Text("Zespoły z logowaniem", "Teams that logged in"),
}


@needs("pzk", "platform", what=PLATFORM)
def families_platform(report: Material) -> Exhibit | Prose:
    """Draw use per team in each month, and the share of teams that logged in."""
    data = _rows(report)
    if data.empty or data["value"].isna().all():
        return why_no(PLATFORM, why_missing(str(data["status"].min()), NO_MONTHS))
    covid = covid_month(report)
    return Exhibit(
        id="families_platform",
        title=Text("Korzystanie z platformy według miesięcy", "Use of the platform by month"),
        caption=Text(
            "Średnia na zespół w miesiącu pracy z 95-procentowym przedziałem między zespołami "
            "(pas); miesiące bez sprawozdania z platformy są brakami. Logowanie nie mówi, czy ktoś "
            "się czegoś nauczył, a jedna osoba może logować się wiele razy.",
            "Mean per team in a month of work with its 95% interval between teams (band); months "
            "without a report of the platform are missing. A login does not tell whether anybody "
            "learned anything, and one person may log in many times.",
        ),
        alt=_alt(report),
        source=computed_source("platform", "pzk"),
        data=data.assign(
            label=texts((_TITLES[name] for name in data["use"]), data), month=month_column(data)
        ),
        columns=(
            Column("label", Text("Miara", "Measure")),
            Column("month", Text("Miesiąc", "Month")),
            Column("value", Text("Na zespół", "Per team"), "number", 2),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 2, high="ci_high"),
            Column("n", Text("Zespoły", "Teams"), "integer"),
            Column("n_missing", Text("Braki", "Missing"), "integer"),
        ),
        draw=partial(_draw, covid=covid),
    )


_KEPT: Final = ["period", "value", "ci_low", "ci_high", "n", "n_missing", "status"]


def _rows(report: Material) -> pd.DataFrame:
    """Return one row for each measure and month; of shares the one that has an interval."""
    parts = [by_month(report, "platform_use", use)[_KEPT].assign(use=use) for use in USES]
    active = by_month(report, "platform_active_share", "")
    active = active.assign(worse=active["status"] != "ok", plain=active["method"] == "wilson")
    active = active.sort_values(["period", "worse", "plain"], kind="stable")
    parts.append(active.drop_duplicates("period")[_KEPT].assign(use=ACTIVE))
    return pd.concat(parts, ignore_index=True)


def _alt(report: Material) -> Text:
    """Say the mean of the whole test for each measure."""
    said: dict[Lang, list[str]] = {"pl": [], "en": []}
    for use in USES:
        row = whole_of(report, "platform_use", use)
        for lang in LANGUAGES:
            said[lang].append(f"{USES[use].in_(lang)} {formats.number(row['value'], 1, lang)}")
    share = whole_of(report, "platform_active_share", "")["value"]
    return Text(
        "Cztery wykresy liniowe według miesięcy; średnio na zespół i miesiąc: "
        + "; ".join(said["pl"])
        + f"; miesiące z logowaniem: {formats.percent(share, 0)}.",
        "Four line charts by month; mean per team and month: "
        + "; ".join(said["en"])
        + f"; months with a login: {formats.percent(share, 0, 'en')}.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang, *, covid: str) -> None:
    figure.set_size_inches(6.5, 4.5)
    for number, (name, rows) in enumerate(data.groupby("use", sort=False)):
        axes = figure.add_subplot(2, ACROSS, number + 1)
        _panel(axes, rows, covid, lang, named=number == 0)
        axes.set_title(_TITLES[str(name)].in_(lang), fontsize=9, pad=14 if number < ACROSS else 6)
        if name == ACTIVE:
            axes.set_ylim(0, 1.05)
            axes.yaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
        else:
            axes.set_ylim(0, None)


def _panel(axes: Axes, rows: pd.DataFrame, covid: str, lang: Lang, *, named: bool) -> None:
    periods = rows["period"].tolist()
    at = list(range(len(periods)))
    axes.fill_between(
        at, rows["ci_low"].astype(float), rows["ci_high"].astype(float), color=BAND, linewidth=0
    )
    axes.plot(at, rows["value"].astype(float), color=BLUE, marker="o", markersize=3, mfc=INK)
    axes.set_xticks(at[::STEP], [formats.month(one, lang) for one in periods[::STEP]])
    axes.tick_params(labelsize=7.5)
    axes.grid(visible=True, axis="y")
    mark_covid(axes, periods, covid, lang, named="above" if named else "no")
