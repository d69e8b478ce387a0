"""What the index of a team is made of, beside the mean of the teams of the macroregion."""

from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.pzk_index import INDEX_TABLES
from kooperacja_eval.reporting.exhibits.pzk_words import (
    INTENSITY,
    PARTS,
    region_rows,
    team_rows,
    whole,
    why_missing,
    why_no,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREY, ORANGE, RULE
from kooperacja_eval.text import LANGUAGES, Lang, Text

WHAT: Final = Text("Części indeksu", "Parts of the index")
NONE: Final = Text("żadna część nie jest znana", "no part is known")
NO_PULL: Final = Text(
    "indeksu nie ma, więc nie wiadomo, co go obniża",
    "there is no index, so what lowers it is not known",
)
SAME: Final = 1e-9
"""Contributions closer than this are the same."""


@needs(*INDEX_TABLES, what=WHAT)
def pzk_parts_sentence(report: Material, *, pzk_id: str) -> Prose:
    """Say which part pulls the index of a team down most, and which parts are not known."""
    data = part_rows(report, pzk_id)
    if data["contribution"].isna().all():
        return why_no(WHAT, why_missing(str(data["status"].iloc[0]), NO_PULL))
    low = data["contribution"].min()
    weakest = data[(data["contribution"] <= low + SAME) & (data["contribution"] < -SAME)]
    lacking = data[data["value"].isna()]
    said = {}
    for lang in LANGUAGES:
        names = _list(weakest, lang, numbers=True)
        missing = _list(lacking, lang, numbers=False)
        line = _WEAKEST.in_(lang).format(names) if names else _ALL_FULL.in_(lang)
        said[lang] = f"{line} {_LACKING.in_(lang).format(missing)}" if missing else line
    return Prose(Text(said["pl"], said["en"]))


_WEAKEST: Final = Text(
    "Indeks najbardziej obniża **{}**; dlaczego, tego liczby nie mówią.",
    "What lowers the index most is **{}**; the numbers do not say why.",
)
_ALL_FULL: Final = Text(
    "Wszystkie znane części mają po 100 punktów.", "All known parts have 100 points."
)
_LACKING: Final = Text("Nieznane i pominięte: {}.", "Not known and left out: {}.")


def _list(rows: pd.DataFrame, lang: Lang, *, numbers: bool) -> str:
    """Return the names of parts, with their points where asked for."""
    of = Text("na 100", "of 100").in_(lang)
    return ", ".join(
        row["part"].in_(lang)
        + (f" ({formats.number(row['value'], 0, lang)} {of})" if numbers else "")
        for row in rows.to_dict("records")
    )


def part_rows(report: Material, pzk_id: str) -> pd.DataFrame:
    """Return the parts of the whole test: value, contribution, and the mean of teams beside it."""
    own, others = team_rows(report, INTENSITY, pzk_id), region_rows(report, INTENSITY, pzk_id)
    lines = []
    for name in PARTS:
        value = whole(own[own["group"] == f"part:{name}"])
        pull = whole(own[own["group"] == f"contribution:{name}"])
        mean = whole(others[others["group"] == f"part_mean:{name}"])
        lines.append(
            {
                "value": value["value"], "status": value["status"], "contribution": pull["value"],
                "mean": mean["value"], "low": mean["ci_low"], "high": mean["ci_high"],
                "teams": mean["n"],
            }
        )  # fmt: skip
    frame = pd.DataFrame(lines)
    return frame.assign(part=texts(PARTS.values(), frame))


@needs(*INDEX_TABLES, what=WHAT)
def pzk_parts(report: Material, *, pzk_id: str) -> Exhibit | Prose:
    """Parts of the index of the whole test on the scale of 0 to 100, beside the macroregion."""
    data = part_rows(report, pzk_id)
    if data["value"].isna().all():
        return why_no(WHAT, why_missing(str(data["status"].iloc[0]), NONE))
    return Exhibit(
        id="pzk_parts",
        title=Text(
            f"Części indeksu w całym teście, zespół {pzk_id}",
            f"Parts of the index over the whole test, team {pzk_id}",
        ),
        caption=Text(
            "100 punktów: spotkanie co miesiąc; wszyscy członkowie obecni; wszystkie sektory "
            "obecne; 8 kontaktów z rodziną w miesiącu; najwyższy poziom relacji w każdej parze; "
            "każda relacja na poziomie 3 lub wyżej odwzajemniona.",
            "100 points: a meeting each month; all members present; all sectors present; 8 "
            "contacts with a family in a month; the highest level of ties in each pair; every tie "
            "at level 3 or above returned.",
        ),
        alt=_alt(data),
        source=computed_source(
            "meetings", "attendance", "memberships", "contacts",
            *(["ties"] if report.has("ties") else []),
        ),
        data=data,
        columns=(
            Column("part", Text("Część", "Part")),
            Column("value", Text("Zespół", "Team"), "number"),
            Column("mean", Text("Średnia zespołów", "Mean of teams"), "number"),
            Column("low", Text("Przedział 95%", "95% interval"), "interval", high="high"),
            Column("teams", Text("Zespoły", "Teams"), "integer"),
        ),
        draw=_draw,
    )  # fmt: skip


def _alt(data: pd.DataFrame) -> Text:
    said = {
        lang: "; ".join(
            f"{row['part'].in_(lang)} {formats.number(row['value'], 0, lang)} "
            f"({formats.number(row['mean'], 0, lang)})"
            for row in data.to_dict("records")
        )
        for lang in LANGUAGES
    }
    return Text(
        f"Wykres: części indeksu zespołu, w nawiasie średnia zespołów makroregionu: {said['pl']}.",
        f"Chart: parts of the team's index, in brackets the mean of the macroregion: {said['en']}.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    figure.set_size_inches(6.5, 1.65)
    axes = figure.subplots()
    own, others = Text("zespół", "team").in_(lang), Text("makroregion", "macroregion").in_(lang)
    at = list(range(len(data)))
    axes.hlines(at, 0, 100, color=RULE, linewidth=0.8, zorder=1)
    axes.hlines(at, data["value"], data["mean"], color=GREY, linewidth=1.2, zorder=2)
    axes.plot(data["mean"], at, "D", markersize=5.5, markerfacecolor="white",
              markeredgecolor=ORANGE, label=others, zorder=3)  # fmt: skip
    axes.plot(data["value"], at, "o", markersize=7, color=BLUE, label=own, zorder=4)
    for column, place, head in (("value", 109, own), ("mean", 130, others)):
        axes.text(place, -0.95, head, ha="center", va="center", fontsize=8)
        for height, value in zip(at, data[column], strict=True):
            weight = "bold" if column == "value" else "normal"
            shown = formats.number(value, 0, lang)
            axes.text(place, height, shown, ha="center", va="center", weight=weight, fontsize=8.5)
    axes.set_yticks(at, [part.in_(lang) for part in data["part"]])
    axes.set_xticks(range(0, 101, 20))
    axes.set_xlim(-2, 142)
    axes.set_ylim(len(data) - 0.5, -1.3)
    axes.tick_params(axis="y", length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
