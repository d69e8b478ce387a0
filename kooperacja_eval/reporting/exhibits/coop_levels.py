"""How levels of collaboration are spread, by wave: from no contact to working as one."""

from functools import partial
from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.coop_ties import (
    NO_TIES,
    tie_scales,
    tie_waves,
)
from kooperacja_eval.reporting.exhibits.coop_words import region
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.exhibits.survey_words import wave_label
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import INK, axis_formatter
from kooperacja_eval.schemas.codes import TIE_LEVELS, TIE_SCALES
from kooperacja_eval.text import LANGUAGES, Lang, Text

LEVELS: Final = Text("Rozkład poziomów współpracy", "Distribution of levels of collaboration")
SHADES: Final = ("#E3E7EA", "#C5D6E4", "#97BCD8", "#5E9AC6", "#2C72AE", "#08427A")
"""From no contact to the highest level, darker by level, so that grey print tells them apart."""
ROOM: Final = 0.055
"""Parts narrower than this share have no room for a number."""
STRONG: Final = 3
"""Level from which a tie counts as close."""
_OTHER_SCALES: Final = Text(
    " Odpowiedzi na innej skali nie ma na wykresie; ich średnie są w tabeli.",
    " Answers on another scale are not in the figure; their means are in the table.",
)
KEPT: Final = ("value", "ci_low", "ci_high", "n", "n_missing", "status")


@needs("pzk", "ties", what=LEVELS)
def coop_levels(report: Material, wave: str) -> Exhibit | Prose:
    """Draw the shares of answers at each level, one bar for each wave."""
    waves, scales = tie_waves(report, wave), tie_scales(report)
    if not waves or not scales:
        return why_no(LEVELS, NO_TIES)
    last = region(report, "tie_level_mean")
    scale = str(
        last.loc[(last["wave"] == waves[-1]) & last["value"].notna(), "group"].iloc[0]
    ).partition("/")[0]
    data = _level_rows(report, scale, waves)
    if data["value"].isna().all():
        suppressed = bool((data["status"] == "suppressed").any())
        return hidden(LEVELS) if suppressed else why_no(LEVELS, NO_TIES)
    name = TIE_SCALES.label(scale)
    others = _OTHER_SCALES if len(scales) > 1 else Text("", "")
    return Exhibit(
        id="coop_levels",
        title=Text(
            "Ile relacji to tylko wymiana informacji, a ile to wspólne działanie",
            "How many ties are mere exchange of information, and how many joint work",
        ),
        caption=Text(
            f"Odpowiedzi członków o sobie nawzajem, średnie odsetków zespołów; {name.pl}. "
            f"Im ciemniej, tym wyższy poziom.{others.pl}",
            f"Answers of members about each other, mean shares of teams; {name.en}. The darker, "
            f"the higher the level.{others.en}",
        ),
        alt=_alt(data),
        source=computed_source("ties"),
        data=data,
        columns=(
            Column("wave_label", Text("Pomiar", "Wave")),
            Column("level_label", Text("Poziom", "Level")),
            Column("value", Text("Odsetek", "Share"), "percent"),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high",
                   scale="percent"),
            Column("n", Text("Zespoły", "Teams"), "integer"),
        ),
        draw=partial(_draw, scale=scale),
    )  # fmt: skip


def level_name(scale: str, level: int, lang: Lang) -> str:
    """Return a level with its name, such as ``3 koordynacja``."""
    return f"{level} {TIE_LEVELS[scale][level].in_(lang)}"


def _level_rows(report: Material, scale: str, waves: list[str]) -> pd.DataFrame:
    """Return one row for each wave and level, in this order."""
    rows = region(report, "tie_level_share")
    parts = []
    for wave in waves:
        for level in range(len(TIE_LEVELS[scale])):
            chosen = rows[(rows["wave"] == wave) & (rows["group"] == f"{scale}|{level}")]
            parts.append(chosen.head(1)[["wave", *KEPT]].assign(level=level))
    data = pd.concat(parts, ignore_index=True)
    labels = (Text(*(level_name(scale, level, lang) for lang in LANGUAGES))
              for level in data["level"])  # fmt: skip
    return data.assign(
        level_label=texts(labels, data),
        wave_label=texts((wave_label(report, wave) for wave in data["wave"]), data),
    )


def _alt(data: pd.DataFrame) -> Text:
    said: dict[Lang, list[str]] = {"pl": [], "en": []}
    for _, rows in data.groupby("wave", sort=False):
        close = rows.loc[rows["level"] >= STRONG, "value"]
        for lang, lines in said.items():
            label = rows["wave_label"].iloc[0].in_(lang)
            share = float("nan") if close.isna().any() else float(close.sum())
            lines.append(f"{label} {formats.percent(share, 0, lang)}")
    return Text(
        f"Wykres słupkowy skumulowany; odpowiedzi na poziomie {STRONG} lub wyższym: "
        + "; ".join(said["pl"]) + ".",
        f"Stacked bar chart; answers at level {STRONG} or above: " + "; ".join(said["en"]) + ".",
    )  # fmt: skip


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang, *, scale: str) -> None:
    waves = list(dict.fromkeys(data["wave"]))
    figure.set_size_inches(6.5, 1.1 + 0.42 * len(waves))
    axes = figure.add_subplot()
    starts = [0.0] * len(waves)
    for level in range(len(TIE_LEVELS[scale])):
        rows = data[data["level"] == level]
        shares = dict(zip(rows["wave"], rows["value"].fillna(0.0), strict=True))
        here = [float(shares.get(wave, 0.0)) for wave in waves]
        shade = SHADES[round(level * (len(SHADES) - 1) / (len(TIE_LEVELS[scale]) - 1))]
        axes.barh(
            range(len(waves)), here, left=starts, height=0.66, color=shade, edgecolor="white",
            linewidth=0.6, label=level_name(scale, level, lang),
        )  # fmt: skip
        _numbers(axes, starts, here, "white" if SHADES.index(shade) > SHADES.index("#5E9AC6")
                 else INK, lang)  # fmt: skip
        starts = [start + share for start, share in zip(starts, here, strict=True)]
    labels = data.drop_duplicates("wave")["wave_label"]
    axes.set_yticks(range(len(waves)), [label.in_(lang) for label in labels])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    figure.legend(loc="outside upper center", ncols=3)


def _numbers(axes: Axes, starts: list[float], shares: list[float], color: str, lang: Lang) -> None:
    """Write each share into its part, where there is room."""
    for spot, (start, share) in enumerate(zip(starts, shares, strict=True)):
        if share >= ROOM:
            axes.text(
                start + share / 2, spot, formats.percent(share, 0, lang), ha="center",
                va="center", fontsize=7.5, color=color,
            )  # fmt: skip
