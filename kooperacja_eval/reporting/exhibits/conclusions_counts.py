"""How many conclusions there are, by kind and voivodeship, by theme, and by month."""

from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import TOTAL, computed_source, needs, place
from kooperacja_eval.reporting.exhibits.conclusions_words import KINDS, theme_labels
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import localise_axes
from kooperacja_eval.text import Lang, Text, same

REGISTER: Final = Text("Rejestr wniosków", "Register of conclusions")
EMPTY: Final = Prose(
    Text(
        "*Rejestr wniosków: nie ma w nim jeszcze żadnego wpisu.*",
        "*Register of conclusions: it has no entry yet.*",
    )
)
COUNTED: Final = Text(
    "Wpisów, które ktoś połączył z innymi albo odrzucił, nie liczono. Liczba wpisów zależy od "
    "tego, jak pilnie je pisano, i nie mówi, jak ważny jest temat.",
    "Entries that somebody merged into others or rejected are not counted. How many there are "
    "depends on how keenly they were written and does not say how much a theme matters.",
)
COUNT: Final = "conclusions_count"
MOST_TICKS: Final = 6
_KIND_COLUMNS: Final = tuple(Column(name, label, "integer") for name, label in KINDS.items())
_ALL: Final = "all"


@needs("conclusions", what=REGISTER)
def conclusions_by_kind(report: Material) -> Exhibit | Prose:
    """Entries by voivodeship and kind."""
    near = report.rows(COUNT, level="voivodeship")
    lines = [
        {"place": place(name), **_kinds(near[near["voivodeship"] == name])}
        for name in report.config.voivodeships
    ]
    whole = _kinds(report.rows(COUNT, level="macroregion"))
    every = whole[_ALL]
    if not every:
        return EMPTY
    return Exhibit(
        id="conclusions_by_kind",
        title=Text(
            "Wpisy rejestru wniosków według województwa i rodzaju",
            "Entries of the register of conclusions by voivodeship and kind",
        ),
        caption=Text(
            f"{COUNTED.pl} Wpisy o całym makroregionie są tylko w wierszu „Razem”.",
            f"{COUNTED.en} Entries on the whole macroregion stand in the total only.",
        ),
        alt=Text(
            f"Tabela: wpisy (razem {formats.integer(every)}) według województwa i rodzaju.",
            f"Table: entries (in all {formats.integer(every, 'en')}) by voivodeship and kind.",
        ),
        source=computed_source("conclusions"),
        data=pd.DataFrame([*lines, {"place": TOTAL, **whole}]),
        columns=(
            Column("place", Text("Województwo", "Voivodeship")),
            *_KIND_COLUMNS,
            Column(_ALL, TOTAL, "integer"),
        ),
    )


@needs("conclusions", what=REGISTER)
def conclusions_by_theme(report: Material) -> Exhibit | Prose:
    """Entries by theme and kind, in the order of the codebook."""
    rows = report.rows(COUNT, level="macroregion")
    halves = rows["group"].fillna("").str.partition("|")
    rows = rows.assign(theme=halves[0], part=halves[2])[halves[1] == "|"]
    labels = theme_labels(report)
    themes = [*labels, *sorted(set(rows["theme"]) - set(labels))]
    lines = [
        {"theme": labels.get(name, same(name)), **_themed(rows[rows["theme"] == name])}
        for name in themes
        if (rows["theme"] == name).any()
    ]
    if not lines:
        return EMPTY
    lost = int(rows.loc[rows["part"] == _ALL, "n_missing"].max())
    return Exhibit(
        id="conclusions_by_theme",
        title=Text(
            "Wpisy rejestru wniosków według tematu i rodzaju",
            "Entries of the register of conclusions by theme and kind",
        ),
        caption=Text(
            f"Temat to kod księgi kodów; wpisy bez tematu: {formats.integer(lost)}. {COUNTED.pl}",
            f"A theme is a code of the codebook; entries without one: "
            f"{formats.integer(lost, 'en')}. {COUNTED.en}",
        ),
        alt=Text(
            f"Tabela: wpisy według tematu (tematów {formats.integer(len(lines))}) i rodzaju.",
            f"Table: entries by theme ({formats.integer(len(lines), 'en')} themes) and kind.",
        ),
        source=computed_source("conclusions"),
        data=pd.DataFrame(lines),
        columns=(
            Column("theme", Text("Temat", "Theme")),
            *_KIND_COLUMNS,
            Column(_ALL, TOTAL, "integer"),
        ),
    )


@needs("conclusions", what=REGISTER)
def conclusions_by_month(report: Material) -> Exhibit | Prose:
    """Entries by month, those of all kinds."""
    rows = report.rows(COUNT, level="macroregion", group="")
    rows = rows[rows["period"].notna()].sort_values("period")
    data = rows[["period", "numerator", "status"]].reset_index(drop=True)
    if data.empty:
        return EMPTY
    every, at = int(data["numerator"].sum()), int(data["numerator"].to_numpy().argmax())
    peak, most = int(data["numerator"].iloc[at]), str(data["period"].iloc[at])
    return Exhibit(
        id="conclusions_by_month",
        title=Text(
            "Wpisy rejestru wniosków w kolejnych miesiącach",
            "Entries of the register of conclusions by month",
        ),
        caption=COUNTED,
        alt=Text(
            f"Słupki: wpisy w {formats.plural(len(data), 'miesiącu', 'miesiącach', 'miesiącach')}, "
            f"razem {formats.integer(every)}; najwięcej ({formats.integer(peak)}) w "
            f"{formats.month(most)}.",
            f"Bars: entries in {formats.plural_en(len(data), 'month', 'months')}, in all "
            f"{formats.integer(every, 'en')}; most ({formats.integer(peak, 'en')}) in "
            f"{formats.month(most, 'en')}.",
        ),
        source=computed_source("conclusions"),
        data=data,
        columns=(
            Column("period", Text("Miesiąc", "Month"), "month"),
            Column("numerator", Text("Wpisy", "Entries"), "integer"),
        ),
        draw=_draw_months,
    )


def _draw_months(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    axes = figure.add_subplot()
    axes.bar(range(len(data)), data["numerator"])
    step = -(-len(data) // MOST_TICKS)
    ticks = list(range(0, len(data), step))
    axes.set_xticks(ticks, [formats.month(str(data["period"].iloc[at]), lang) for at in ticks])
    axes.set_ylabel(Text("wpisy", "entries").in_(lang))
    localise_axes(figure, lang)


def _kinds(rows: pd.DataFrame) -> dict[str, int]:
    """Return how many entries of each kind one place has, over all months."""
    whole = rows[rows["period"].isna()]
    groups = whole["group"].fillna("")
    return {name: _number(whole[groups == name]) for name in KINDS} | {
        _ALL: _number(whole[groups == ""])
    }


def _themed(rows: pd.DataFrame) -> dict[str, int]:
    return {name: _number(rows[rows["part"] == name]) for name in (*KINDS, _ALL)}


def _number(rows: pd.DataFrame) -> int:
    """Add up the places of one group; none is none, since kinds that do not occur have no row."""
    return int(rows["numerator"].sum())
