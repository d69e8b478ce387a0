"""The network of a team by wave: who is tied to whom, for the team alone."""

import math
import textwrap
from functools import partial
from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.pzk_ties import (
    STRONG,
    Member,
    members,
    pairs,
    team_ties,
    waves_of_ties,
)
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.exhibits.survey_words import wave_label
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, INK
from kooperacja_eval.schemas.codes import TIE_LEVELS
from kooperacja_eval.text import LANGUAGES, Lang, Text

NETWORK: Final = Text("Sieć zespołu", "Network of the team")
FOR_THE_TEAM: Final = Text(
    "rysunek, z którego widać relacje poszczególnych instytucji, jest tylko dla zespołu; poniżej "
    "są liczby opisujące całą sieć",
    "the drawing, which shows ties of single institutions, is for the team alone; below are "
    "numbers of the whole network",
)
NOT_ASKED: Final = Text(
    "o relacje w tym zespole nie pytano", "nobody in this team was asked about ties"
)
WEAK: Final = "#A9B3BC"
"""Grey of ties below the level at which members act together."""
RING: Final = 1.0
TALL: Final = 1.5
"""Inches of a network."""
WIDTHS: Final = {36: 3, 56: 2, 0: 1}
"""Longest name that fits a column of the key: how many columns there are."""
MOST: Final = 110
"""Characters of a line of the key; a longer name goes on in the next line."""
INDENT: Final = "   "
PANELS: Final = 3
"""Networks beside each other."""
Waves = list[tuple[str, Text]]


@needs("pzk", "ties", "memberships", "entities", what=NETWORK)
def pzk_network(report: Material, *, pzk_id: str) -> Exhibit | Prose:
    """Ties between the members of a team, one small network for each wave."""
    if "ties" not in report.teams:
        return why_no(NETWORK, FOR_THE_TEAM)
    if team_ties(report, pzk_id).empty:
        return why_no(NETWORK, NOT_ASKED)
    known = members(report, pzk_id)
    data = pairs(report, pzk_id, known)
    waves = [(wave, wave_label(report, wave)) for wave in waves_of_ties(report)]
    return Exhibit(
        id="pzk_network",
        title=Text(
            f"Relacje w zespole {pzk_id} w kolejnych pomiarach",
            f"Ties in the team {pzk_id} by wave",
        ),
        caption=_caption(report, pzk_id),
        alt=_alt(data, waves),
        source=computed_source("ties", "memberships", "entities"),
        data=data,
        columns=(
            Column("wave_label", Text("Pomiar", "Wave")),
            Column("first", Text("Nr", "No."), align="right"),
            Column("first_name", Text("Podmiot", "Entity")),
            Column(
                "first_answered", Text("Odpowiedział (1 – tak)", "Answered (1 – yes)"), "integer"
            ),
            Column("second", Text("Nr drugiego", "No. of the other"), align="right"),
            Column("second_name", Text("Drugi podmiot", "Other entity")),
            Column(
                "second_answered",
                Text("Drugi odpowiedział (1 – tak)", "Other answered (1 – yes)"),
                "integer",
            ),
            Column("level", Text("Średni poziom", "Mean level"), "number"),
            Column("answers", Text("Oceny", "Answers"), "integer"),
        ),
        draw=partial(_draw, known=list(known.values()), waves=waves),
    )


def _caption(report: Material, pzk_id: str) -> Text:
    scales = list(dict.fromkeys(team_ties(report, pzk_id)["scale"]))
    named = {
        lang: ", ".join(f"„{TIE_LEVELS[scale][STRONG].in_(lang)}”" for scale in scales)
        for lang in LANGUAGES
    }
    level = formats.integer(STRONG)
    return Text(
        f"Linia ciemna: średnia ocena obu stron to poziom {level} ({named['pl']}) lub wyższy; "
        "jasna: niższy; im grubsza, tym wyższy. Gdy odpowiedziała jedna strona, jej ocena. Puste "
        "koło: podmiot nie odpowiedział, widać tylko oceny innych.",
        f"Dark line: the mean rating of both sides is level {level} ({named['en']}) or above; "
        "light: below; the thicker, the higher. Where one side answered, its rating. Open circle: "
        "the entity did not answer, only others' ratings are seen.",
    )


def _alt(data: pd.DataFrame, waves: Waves) -> Text:
    said = {}
    for lang in LANGUAGES:
        lines = []
        for wave, label in waves:
            rows = data[data["wave"] == wave]
            strong, there = int((rows["level"] >= STRONG).sum()), int(rows["level"].notna().sum())
            of = Text("z", "of").in_(lang)
            numbers = f"{formats.integer(strong, lang)} {of} {formats.integer(there, lang)}"
            lines.append(f"{label.in_(lang)} {numbers}" if there else f"{label.in_(lang)} –")
        said[lang] = "; ".join(lines)
    return Text(
        f"Sieć zespołu; par na poziomie co najmniej 3 wśród ocenionych: {said['pl']}.",
        f"Network of the team; pairs at level 3 or above among those rated: {said['en']}.",
    )


def _draw(
    figure: Figure, data: pd.DataFrame, lang: Lang, *, known: list[Member], waves: Waves
) -> None:
    across = min(PANELS, max(len(waves), 1))
    down = -(-len(waves) // across)
    key = 0.14 * max(map(len, _columns(known, lang)))
    figure.set_size_inches(6.5, TALL * down + key)
    grid = figure.add_gridspec(down + 1, across, height_ratios=[TALL] * down + [key])
    spots = _ring(known)
    for number, (wave, label) in enumerate(waves):
        axes = figure.add_subplot(grid[number // across, number % across])
        _panel(axes, data[data["wave"] == wave], spots, label.in_(lang), lang)
    _key(figure.add_subplot(grid[down, :]), known, lang)


def _ring(known: list[Member]) -> dict[str, tuple[float, float]]:
    """Return places on a ring, the first at the top, clockwise; the same in every wave."""
    turn = 2 * math.pi / max(len(known), 1)
    return {
        member.code: (RING * math.sin(turn * at), RING * math.cos(turn * at))
        for at, member in enumerate(known)
    }


def _panel(
    axes: Axes, rows: pd.DataFrame, spots: dict[str, tuple[float, float]], title: str, lang: Lang
) -> None:
    axes.set_title(title, fontsize=9, loc="center")
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(-1.2, 1.2)
    axes.set_ylim(-1.2, 1.2)
    if rows.empty:
        axes.text(0, 0, Text("nie pytano", "not asked").in_(lang), ha="center", va="center")
        return
    for row in rows.sort_values("level").to_dict("records"):
        if row["level"] > 0:  # a missing level is not
            (x0, y0), (x1, y1) = spots[row["first"]], spots[row["second"]]
            strong = row["level"] >= STRONG
            width = 0.25 * row["level"]
            color, order = (BLUE, 2) if strong else (WEAK, 1)
            axes.plot([x0, x1], [y0, y1], color=color, linewidth=width, zorder=order)
    ends = zip([*rows["first"], *rows["second"]],
               [*rows["first_answered"], *rows["second_answered"]], strict=True)  # fmt: skip
    for code, answered in dict(ends).items():
        _node(axes, code, spots[code], answered=bool(answered))


def _node(axes: Axes, code: str, at: tuple[float, float], *, answered: bool) -> None:
    fill, ink = (BLUE, "white") if answered else ("white", INK)
    axes.scatter(
        *at, s=120, color=fill, edgecolor=BLUE, zorder=3, linewidth=1.2,
        linestyle="-" if answered else (0, (2, 1.4)),
    )  # fmt: skip
    axes.text(*at, code, ha="center", va="center", fontsize=7.0, color=ink, zorder=4)


def _columns(known: list[Member], lang: Lang) -> list[list[str]]:
    """Return the lines of the key, in as many columns as the longest name allows."""
    longest = max(len(member.name.in_(lang)) for member in known)
    number = next(count for width, count in WIDTHS.items() if longest <= width or count == 1)
    lines = [
        line
        for member in known
        for line in textwrap.wrap(
            f"{member.code} {member.name.in_(lang)}", MOST, subsequent_indent=INDENT
        )
    ]
    each = -(-len(lines) // number)
    return [lines[start : start + each] for start in range(0, len(lines), each)]


def _key(axes: Axes, known: list[Member], lang: Lang) -> None:
    """Write which number is which member, in columns."""
    axes.set_axis_off()
    columns = _columns(known, lang)
    for number, lines in enumerate(columns):
        axes.text(
            number / len(columns), 1.0, "\n".join(lines), transform=axes.transAxes, va="top",
            fontsize=7.0, linespacing=1.35, color=INK,
        )  # fmt: skip
