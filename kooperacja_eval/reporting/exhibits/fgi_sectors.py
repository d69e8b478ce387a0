"""Which sectors speak of what: a grid of codes by the sector of the speaker."""

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_counts import why_none
from kooperacja_eval.reporting.exhibits.fgi_words import (
    FGI_TABLES,
    SEGMENTS,
    by_code,
    fgi_rows,
    home_of,
    round_label,
    top_codes,
)
from kooperacja_eval.reporting.exhibits.survey_words import wrapped
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import HIDDEN, STATUS
from kooperacja_eval.schemas.codes import SECTORS
from kooperacja_eval.text import Lang, Text

SECTOR_GRID: Final = Text("Kody według sektorów", "Codes by sector")
NO_SECTORS: Final = Prose(
    Text(
        "*Kody według sektorów: w tej rundzie nie wiadomo, z jakich sektorów są mówiący, albo "
        "niczego nie zakodowano.*",
        "*Codes by sector: in this round the sectors of speakers are not known, or nothing is "
        "coded.*",
    )
)
LIMIT: Final = 12
"""Rows of the grid: more would not be read on a page."""
_SHADES: Final = LinearSegmentedColormap.from_list("shares", ["#FFFFFF", "#5FA3D3"])
"""Light enough for dark numbers on it everywhere; in grey too, darker is more."""
_COLUMNS: Final = (
    Column("code", Text("Kod", "Code")),
    Column("sector", Text("Sektor", "Sector")),
    Column("numerator", Text("Fragmenty z kodem", "Stretches with the code"), "integer"),
    Column("denominator", Text("Fragmenty sektora", "Stretches of the sector"), "integer"),
    Column("value", Text("Udział", "Share"), "percent"),
    Column(
        "ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high",
        scale="percent",
    ),
)  # fmt: skip


@needs(*FGI_TABLES, what=SECTOR_GRID)
def fgi_codes_by_sector(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Share of the stretches of each sector that have a code, in the macroregion."""
    home = home_of(report, voivodeship, pzk_id)
    rows = fgi_rows(report, "code_share", "macroregion", wave=wave, voivodeship=home)
    codes = top_codes(report, wave, limit=LIMIT, voivodeship=home)
    found = {sector: by_code(rows, f"{SEGMENTS}/sector:{sector}") for sector in SECTORS.ids}
    lines = [
        {"code": code.label, "sector": SECTORS.label(sector), **found[sector][code.id]}
        for code in codes
        for sector in SECTORS.ids
        if code.id in found[sector]
    ]
    names = ["code", "sector", "numerator", "denominator", "value", "ci_low", "ci_high", STATUS]
    data = pd.DataFrame(lines, columns=names)
    if data.empty:
        return NO_SECTORS
    label = round_label(report, wave)
    return Exhibit(
        id="fgi_codes_by_sector",
        title=Text(
            f"O czym mówią sektory, makroregion, {label.pl}",
            f"What sectors speak of, macroregion, {label.en}",
        ),
        caption=Text(
            "W polach: odsetek zakodowanych fragmentów danego sektora, w których jest kod; im "
            "ciemniejsze pole, tym większy. Pod siatką: liczba fragmentów sektora (n). Kody, które "
            f"nazwało najwięcej grup (najwyżej {formats.integer(LIMIT)}). Podział "
            "eksploracyjny, bez testów: przy kilku fragmentach odsetek znaczy niewiele. Przedziały "
            "są w aneksie XLSX.",
            "Cells: share of the coded stretches of a sector that have the code; the darker, the "
            "larger. Below the grid: the number of stretches of a sector (n). Codes that most "
            f"groups named (at most {formats.integer(LIMIT, 'en')}). An exploratory breakdown "
            "without tests: with few stretches a share means little. Intervals are in the XLSX "
            "annex.",
        ),
        alt=_alt(data),
        source=computed_source("codes", "codings"),
        data=data,
        columns=_COLUMNS,
        draw=_draw,
    )


def _alt(data: pd.DataFrame) -> Text:
    """Say for each code which sector has it most often."""
    shown = data[(data[STATUS] != HIDDEN) & data["value"].notna()]
    lines: dict[Lang, list[str]] = {"pl": [], "en": []}
    for code in dict.fromkeys(data["code"]):
        rows = shown[shown["code"] == code].sort_values("value", kind="stable")
        for lang, words in lines.items():
            if rows.empty:
                words.append(f"{code.in_(lang)}: {why_none('suppressed').in_(lang)}")
                continue
            row = rows.iloc[-1]
            share = formats.percent(row["value"], 0, lang)
            words.append(f"{code.in_(lang)}: {row['sector'].in_(lang)} ({share})")
    none = Text("brak danych", "no data")
    return Text(
        "Siatka kodów i sektorów; sektor z największym udziałem każdego kodu: "
        f"{'; '.join(lines['pl']) or none.pl}.",
        "Grid of codes and sectors; the sector with the largest share of each code: "
        f"{'; '.join(lines['en']) or none.en}.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    codes, sectors = list(dict.fromkeys(data["code"])), list(dict.fromkeys(data["sector"]))
    figure.set_size_inches(6.5, 1.15 + 0.215 * len(codes))
    axes = figure.add_subplot()
    shades = np.full((len(codes), len(sectors)), np.nan)
    for row in data.to_dict("records"):
        spot = codes.index(row["code"]), sectors.index(row["sector"])
        shades[spot] = row["value"]
        hidden = row[STATUS] == HIDDEN
        words = formats.SUPPRESSED.in_(lang) if hidden else formats.percent(row["value"], 0, lang)
        axes.text(spot[1], spot[0], words, ha="center", va="center", fontsize=8)
    top = float(np.nanmax(shades)) if np.isfinite(shades).any() else 1.0
    axes.imshow(shades, cmap=_SHADES, vmin=0.0, vmax=top or 1.0, aspect="auto")
    axes.set_xticks(np.arange(len(sectors) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(codes) + 1) - 0.5, minor=True)
    axes.grid(visible=True, which="minor", color="white", linewidth=2)
    axes.tick_params(which="both", length=0)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(sectors)), [wrapped(name.in_(lang), 20) for name in sectors])
    for label in axes.get_xticklabels():
        label.set(rotation=35, ha="left", rotation_mode="anchor", fontsize=8)
    for at, sector in enumerate(sectors):
        axes.text(at, len(codes) - 0.35, _size(data, sector, lang), ha="center", va="top",
                  fontsize=8)  # fmt: skip
    named = [wrapped(code.in_(lang), 34) for code in codes]
    axes.set_yticks(range(len(codes)), named, fontsize=8)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _size(data: pd.DataFrame, sector: Text, lang: Lang) -> str:
    """Return how many stretches a sector has, where that may be said."""
    sizes = data.loc[data["sector"] == sector, "denominator"].dropna()
    return f"n = {formats.integer(sizes.max(), lang)}" if len(sizes) else ""
