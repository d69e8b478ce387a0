"""Leading codes of focus groups over the rounds, in the macroregion and a voivodeship."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_counts import groups_count, place_name, why_none
from kooperacja_eval.reporting.exhibits.fgi_words import (
    DOCUMENTS,
    FGI_TABLES,
    NUMBERS,
    by_code,
    cells,
    fgi_rows,
    home_of,
    round_label,
    round_tick,
    rounds_up_to,
    top_codes,
)
from kooperacja_eval.reporting.exhibits.survey_words import wrapped
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREY, ORANGE, axis_formatter
from kooperacja_eval.text import LANGUAGES, Lang, Text

ROUNDS: Final = Text("Kody w kolejnych rundach", "Codes over the rounds")
NO_ROUNDS: Final = Prose(
    Text(
        "*Najczęstsze kody: nie ma liczb, które można pokazać.*",
        "*Leading codes: there are no numbers that can be shown.*",
    )
)
PANELS: Final = 6
_ACROSS: Final = 3
LOOKS: Final[Mapping[str, dict[str, Any]]] = {
    "macroregion": {"color": BLUE, "marker": "o", "linestyle": "-"},
    "voivodeship": {"color": ORANGE, "marker": "s", "linestyle": "--", "markerfacecolor": "white"},
}
"""Colour, sign and line differ, so that none of them is needed alone."""
CI: Final = Column(
    "ci_low", Text("Przedział 95%", "95% interval"), "interval", high="ci_high", scale="percent"
)


@needs(*FGI_TABLES, what=ROUNDS)
def fgi_code_rounds(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Share of groups that named the leading codes in each round: macroregion and voivodeship."""
    home = home_of(report, voivodeship, pzk_id)
    rounds = rounds_up_to(report, wave)
    codes = top_codes(report, wave, limit=PANELS, voivodeship=home)
    levels = [level for level in LOOKS if level == "macroregion" or home is not None]
    found = {
        (level, name): by_code(
            fgi_rows(report, "code_share", level, wave=name, voivodeship=home), DOCUMENTS
        )
        for level in levels
        for name in rounds
    }
    lines = [
        {
            "code": code.label, "level": level, "turn": turn,
            "place": place_name(level, voivodeship=home), "round": round_label(report, name),
            "tick": round_tick(report, name),
            **found[level, name].get(code.id, cells(None)),
        }
        for code in codes
        for level in levels
        for turn, name in enumerate(rounds)
    ]  # fmt: skip
    names = ["code", "level", "turn", "place", "round", "tick", *NUMBERS, "status"]
    data = pd.DataFrame(lines, columns=names)
    if data["value"].isna().all():
        return NO_ROUNDS
    return Exhibit(
        id="fgi_code_rounds",
        title=_title(report, rounds),
        caption=_caption(report, rounds, home),
        alt=_rounds_alt(data),
        source=computed_source("codes", "codings"),
        data=data,
        columns=(
            Column("code", Text("Kod", "Code")),
            Column("place", Text("Miejsce", "Place")),
            Column("round", Text("Runda", "Round")),
            Column("numerator", Text("Wywiady z kodem", "Groups with the code"), "integer"),
            Column("denominator", Text("Wywiady", "Groups"), "integer"),
            Column("value", Text("Udział", "Share"), "percent"),
            CI,
        ),
        draw=_draw_rounds if len(rounds) > 1 else _draw_one,
    )


def _title(report: Material, rounds: list[str]) -> Text:
    if len(rounds) > 1:
        return Text("Najczęstsze kody w kolejnych rundach", "Leading codes over the rounds")
    label = round_label(report, rounds[-1])
    return Text(f"Najczęstsze kody, {label.pl}", f"Leading codes, {label.en}")


def _caption(report: Material, rounds: list[str], home: str | None) -> Text:
    """Say what is drawn, from how many groups, and what a difference is not."""
    base = {lang: "; ".join(_heard(report, name, home, lang) for name in rounds)
            for lang in LANGUAGES}  # fmt: skip
    near = Text("", "")
    if home is not None:
        near = Text("; kwadrat: województwo", "; square: voivodeship")
    differ = Text(
        " Rundy różnią się scenariuszem i składem grup, więc różnica nie musi być zmianą.",
        " Rounds differ in guide and in who took part, so that a difference need not be a change.",
    )
    if len(rounds) == 1:
        differ = Text(
            " Wcześniejszej rundy nie było, więc nie ma z czym porównać.",
            " There was no earlier round to compare with.",
        )
    return Text(
        "Odsetek wywiadów, w których pojawił się kod; kody, które w rundzie raportu nazwało "
        f"najwięcej grup makroregionu. Koło: makroregion, z przedziałem Wilsona 95%{near.pl}. "
        f"Podstawa (n): {base['pl']}.{differ.pl} Brak punktu znaczy: brak danych albo liczba "
        "ukryta.",
        "Share of groups in which the code came up; codes that most groups of the macroregion "
        "named in the round of the report. Circle: macroregion, with Wilson's 95% interval"
        f"{near.en}. Base (n): {base['en']}.{differ.en} No point means no data or a suppressed "
        "number.",
    )


def _heard(report: Material, name: str, home: str | None, lang: Lang) -> str:
    """Return of how many groups the shares of a round are."""
    said = []
    for level in LOOKS:
        if level == "macroregion" or home is not None:
            row = groups_count(report, level, name, home, None)
            missing = formats.is_missing(row["value"])
            why = why_none(row["status"]).in_(lang)
            count = why if missing else formats.integer(row["value"], lang)
            said.append(f"{place_name(level, voivodeship=home).in_(lang)} {count}")
    return f"{round_tick(report, name).in_(lang)} – {', '.join(said)}"


def _rounds_alt(data: pd.DataFrame) -> Text:
    """Say for each code its share in the macroregion round by round."""
    whole = data[data["level"] == "macroregion"]
    lines: dict[Lang, list[str]] = {"pl": [], "en": []}
    for code in dict.fromkeys(whole["code"]):
        rows = whole[whole["code"] == code].to_dict("records")
        for lang in LANGUAGES:
            said = ", ".join(_share(row, lang) for row in rows)
            lines[lang].append(f"{code.in_(lang)}: {said}")
    none = Text("brak danych", "no data")
    return Text(
        f"Linie udziału wywiadów z kodem, makroregion: {'; '.join(lines['pl']) or none.pl}.",
        f"Lines of the share of groups with a code, macroregion: "
        f"{'; '.join(lines['en']) or none.en}.",
    )


def _share(row: dict[Any, Any], lang: Lang) -> str:
    missing = formats.is_missing(row["value"])
    share = why_none(row["status"]).in_(lang) if missing else formats.percent(row["value"], 0, lang)
    return f"{row['tick'].in_(lang)} – {share}"


def _draw_rounds(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    codes = list(dict.fromkeys(data["code"]))
    down = -(-len(codes) // _ACROSS)
    figure.set_size_inches(6.5, 0.5 + 1.75 * down)
    grid = figure.subplots(down, _ACROSS, sharex=True, sharey=True, squeeze=False).ravel()
    ticks = data.drop_duplicates("turn").sort_values("turn")
    for axes, code in zip(grid, codes, strict=False):
        _panel(axes, data[data["code"] == code], lang)
        axes.set_title(wrapped(code.in_(lang), 27), fontsize=8)
        axes.set_xticks(ticks["turn"], [wrapped(name.in_(lang), 8) for name in ticks["tick"]])
        axes.tick_params(labelsize=7.5, labelbottom=True)
        axes.set_xlim(-0.35, len(ticks) - 0.65)
        axes.set_ylim(-0.04, 1.04)
        axes.yaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
        axes.grid(visible=True, axis="y")
    for axes in grid[len(codes) :]:
        axes.set_visible(False)
    handles, names = grid[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=2)


def _draw_one(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    """Draw a single round as a line of points for each code, the leading one at the top."""
    codes = list(dict.fromkeys(data["code"]))
    figure.set_size_inches(6.5, 0.9 + 0.32 * len(codes))
    axes = figure.add_subplot()
    for level, look in LOOKS.items():
        rows = data[data["level"] == level]
        if rows.empty:
            continue
        spots = [codes.index(code) + (0.13 if level == "voivodeship" else -0.13)
                 for code in rows["code"]]  # fmt: skip
        label = rows["place"].iloc[0].in_(lang)
        axes.plot(rows["value"], spots, markersize=5.5, label=label, **(look | {"linestyle": ""}))
        if level == "macroregion":
            axes.hlines(spots, rows["ci_low"], rows["ci_high"], color=GREY, lw=1.0)
    axes.set_yticks(range(len(codes)), [code.in_(lang) for code in codes])
    axes.set_ylim(len(codes) - 0.5, -0.5)
    axes.set_xlim(0, 1.02)
    axes.xaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    axes.grid(visible=True, axis="x")
    axes.tick_params(axis="y", length=0)
    figure.legend(loc="outside lower center", ncols=2)


def _panel(axes: Axes, data: pd.DataFrame, lang: Lang) -> None:
    for level, look in LOOKS.items():
        rows = data[data["level"] == level]
        if rows.empty:
            continue
        shift = 0.05 if level == "voivodeship" else -0.05
        spots = rows["turn"] + shift
        label = rows["place"].iloc[0].in_(lang)
        axes.plot(spots, rows["value"], markersize=4.5, linewidth=1.4, label=label, **look)
        known = rows[rows["ci_low"].notna()] if level == "macroregion" else rows[:0]
        axes.vlines(known["turn"] + shift, known["ci_low"], known["ci_high"], color=GREY, lw=0.9)
