"""What the cooperation intensity index is made of: its parts in each wave and over the whole test.

The border: parts of the macroregion; what choices behind the index change belongs to
``coop_choices``.
"""

from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import INDEX_TABLES, region
from kooperacja_eval.reporting.exhibits.fgi_words import cells
from kooperacja_eval.reporting.exhibits.pzk_words import INTENSITY, PARTS, whole, why_no
from kooperacja_eval.reporting.exhibits.survey_words import wave_label
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREEN, GREY, ORANGE, PURPLE, RULE, SKY
from kooperacja_eval.text import LANGUAGES, Lang, Text

WHAT: Final = Text("Części indeksu", "Parts of the index")
NONE: Final = Text("żadna część nie jest znana", "no part is known")
WHOLE: Final = Text("cały test", "whole test")
LOOKS: Final = (
    (GREY, "o"), (ORANGE, "s"), (BLUE, "D"), (GREEN, "^"), (PURPLE, "v"), (SKY, "P"),
)  # fmt: skip
"""Colour and sign of each wave, from the first on."""


@needs(*INDEX_TABLES, what=WHAT)
def coop_parts(report: Material, wave: str) -> Exhibit | Prose:
    """Draw the mean of each part by wave, on its scale of 0 to 100."""
    data = _part_rows(report, wave)
    if data["value"].isna().all():
        return why_no(WHAT, NONE)
    return Exhibit(
        id="coop_parts",
        title=Text(
            "Z czego składa się indeks: części w kolejnych pomiarach",
            "What the index is made of: its parts, wave by wave",
        ),
        caption=Text(
            "Średnie zespołów na skali od 0 do 100 z 95-procentowymi przedziałami. 100 punktów to: "
            "spotkanie w każdym miesiącu; wszyscy członkowie obecni; wszystkie sektory zespołu "
            "obecne; 8 kontaktów z rodziną w miesiącu; najwyższy poziom relacji w każdej parze; "
            "każda relacja na poziomie co najmniej 3 odwzajemniona. Gdzie wszystkie zespoły mają "
            "tyle samo, przedziału nie ma.",
            "Means of teams on a scale of 0 to 100 with 95% intervals. 100 points are: a meeting "
            "each month; all members present; all sectors of the team present; 8 contacts with a "
            "family in a month; the highest level of ties in each pair; every tie at level 3 or "
            "above returned. Where all teams have the same there is no interval.",
        ),
        alt=_alt(data),
        source=computed_source(
            "meetings", "attendance", "memberships", "contacts",
            *(["ties"] if report.has("ties") else []),
        ),
        data=data,
        columns=(
            Column("part", Text("Część", "Part")),
            Column("when", Text("Pomiar", "Wave")),
            Column("value", Text("Średnia zespołów", "Mean of teams"), "number"),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high"),
            Column("n", Text("Zespoły", "Teams"), "integer"),
        ),
        draw=_draw,
    )  # fmt: skip


def _part_rows(report: Material, wave: str) -> pd.DataFrame:
    """Return one row for each part and wave, then the whole test, in this order."""
    names = [entry.id for entry in report.config.waves]
    shown = names[: names.index(wave) + 1]
    lines: list[dict[str, Any]] = []
    for name, label in PARTS.items():
        rows = region(report, INTENSITY, f"part_mean:{name}")
        found = {row["wave"]: row for row in rows[rows["wave"].notna()].to_dict("records")}
        moments = [(wave_label(report, one), cells(found[one])) for one in shown if one in found]
        lines += [
            {"name": name, "part": label, "when": when, **row}
            for when, row in [*moments, (WHOLE, whole(rows))]
        ]
    frame = pd.DataFrame(lines)
    return frame.assign(part=texts(frame["part"], frame), when=texts(frame["when"], frame))


def _alt(data: pd.DataFrame) -> Text:
    rows = data[[when == WHOLE for when in data["when"]]].to_dict("records")
    said = {
        lang: "; ".join(
            f"{row['part'].in_(lang)} {formats.number(row['value'], 0, lang)}" for row in rows
        )
        for lang in LANGUAGES
    }
    return Text(
        f"Wykres punktowy części indeksu; w całym teście: {said['pl']}.",
        f"Dot plot of the parts of the index; over the whole test: {said['en']}.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    figure.set_size_inches(6.5, 3.1)
    axes = figure.add_subplot()
    names = list(dict.fromkeys(data["name"]))
    waves = list(dict.fromkeys(when.in_(lang) for when in data["when"] if when != WHOLE))
    axes.hlines(range(len(names)), 0, 100, color=RULE, linewidth=0.8, zorder=1)
    for number, wave in enumerate(waves):
        rows = data[[when.in_(lang) == wave for when in data["when"]]]
        rows = rows[rows["value"].notna()]
        shift = 0.2 * (number - (len(waves) - 1) / 2)
        color, sign = LOOKS[number % len(LOOKS)]
        reach = [rows["value"] - rows["ci_low"], rows["ci_high"] - rows["value"]]
        axes.errorbar(
            rows["value"], [names.index(name) + shift for name in rows["name"]],
            xerr=[part.fillna(0.0).to_numpy() for part in reach], fmt=sign, color=color,
            markersize=4.5, elinewidth=1.1, capsize=2, label=wave, zorder=3,
        )  # fmt: skip
    labels = data.drop_duplicates("name")["part"]
    axes.set_yticks(range(len(names)), [label.in_(lang) for label in labels])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, 103)
    axes.set_xlabel(Text("punkty od 0 do 100", "points of 0 to 100").in_(lang))
    figure.legend(loc="outside upper center", ncols=max(1, len(waves)))
