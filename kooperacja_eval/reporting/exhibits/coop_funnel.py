"""Completion of programmes by team within exact limits of chance: for the teams alone.

The border: shown in the internal profile only; teams lie by their number of families, never in the
order of their results.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.coop_variance import VARIANCE, VARIANCE_TABLES
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREY, ORANGE, axis_formatter
from kooperacja_eval.text import LANGUAGES, Lang, Text

FUNNEL: Final = Text("Wykres lejkowy zakończonych programów", "Funnel plot of completion")
TEAMS_ALONE: Final = Text(
    "wyniki pojedynczych zespołów są tylko w wydaniu wewnętrznym, bo przy kilku rodzinach w "
    "zespole mówiłyby o pojedynczych rodzinach, a odczytano by je jako ranking",
    "results of single teams stand in the internal edition only, since with a few families in a "
    "team they would speak of single families and be read as a league table",
)
NO_TEAMS: Final = Text(
    "w żadnym zespole nie wiadomo, jak rodziny zakończyły współpracę, albo jest tylko jeden zespół",
    "in no team it is known how families ended, or there is one team only",
)
HALF: Final = 0.36
"""Half the width of a limit, in families."""


def team_values(report: Material, groups: dict[str, str]) -> pd.DataFrame:
    """Return one row for each team, in the order of its code, with columns named by group.

    Parameters
    ----------
    groups : dict of str to str
        Name of the columns by group: ``value``, ``low`` and ``high`` follow the name.
    """
    rows = report.rows(VARIANCE, level="pzk")
    rows = rows[rows["status"] == "ok"]
    frame = pd.DataFrame({"pzk_id": sorted(set(rows["pzk_id"].dropna()))}, dtype="object")
    for group, name in groups.items():
        kept = ["pzk_id", "numerator", "n", "value", "ci_low", "ci_high"]
        own = rows.loc[rows["group"] == group, kept].rename(
            columns={"numerator": f"{name}_hits", "n": f"{name}_n", "value": name,
                     "ci_low": f"{name}_low", "ci_high": f"{name}_high"})  # fmt: skip
        frame = frame.merge(own, on="pzk_id", how="left", validate="one_to_one")
    return frame


def for_teams_alone(report: Material) -> bool:
    """Return whether values of single teams are hidden, as in the public profile."""
    rows = report.rows(VARIANCE, level="pzk")
    return bool(len(rows)) and bool((rows["status"] == "suppressed").all())


@needs(*VARIANCE_TABLES, what=FUNNEL)
def coop_funnel(report: Material) -> Exhibit | Prose:
    """Draw the share of completed programmes of teams between the limits at their size."""
    if for_teams_alone(report):
        return why_no(FUNNEL, TEAMS_ALONE)
    data = team_values(report, {
        "completed|raw": "share", "completed|funnel_95": "usual", "completed|funnel_998": "far",
        "completed|low_reachable": "low_side", "completed|high_reachable": "high_side",
    })  # fmt: skip
    data = data[data["share"].notna() & data["usual"].notna()].reset_index(drop=True)
    if data.empty:
        return why_no(FUNNEL, NO_TEAMS)
    out = {lang: _outside(data, lang) for lang in LANGUAGES}
    reach = {lang: " ".join(_reach(data, lang)) for lang in LANGUAGES}
    return Exhibit(
        id="coop_funnel",
        title=Text(
            "Zakończone programy (IPP) w zespołach i granice przypadku",
            "Completed programmes (IPP) in teams and the limits of chance",
        ),
        caption=Text(
            "Koła: zespoły (liczba przy kole: ile zespołów ma ten sam wynik). Kreski: dokładne "
            "granice dwumianowe wokół odsetka wszystkich rodzin, 95% (ciągłe) i 99,8% "
            f"(kropkowane). Wynik między kreskami nie odróżnia się od przypadku. {reach['pl']} "
            f"{out['pl']}",
            "Circles: teams (number beside a circle: how many teams have the same result). Bars: "
            "exact binomial limits around the share of all families, 95% (solid) and 99.8% "
            "(dotted). A result between the bars cannot be told from chance. "
            f"{reach['en']} {out['en']}",
        ),
        alt=Text(f"Wykres lejkowy. {out['pl']}", f"Funnel plot. {out['en']}"),
        source=computed_source("families"),
        data=data,
        columns=(
            Column("pzk_id", Text("Zespół", "Team")),
            Column("share_hits", Text("Zakończone", "Completed"), "integer"),
            Column("share_n", Text("Rodziny", "Families"), "integer"),
            Column("share", Text("Udział", "Share"), "percent", 0),
            Column("usual_low", Text("Granice 95%", "95% limits"), "interval", 0,
                   high="usual_high", scale="percent"),
            Column("far_low", Text("Granice 99,8%", "99.8% limits"), "interval", 0,
                   high="far_high", scale="percent"),
        ),
        draw=partial(_draw, target=float(data["usual"].iloc[0])),
    )  # fmt: skip


def _reach(data: pd.DataFrame, lang: Lang) -> Iterator[str]:
    """Say which sides of the 95 % limits teams of these sizes can reach at all."""
    low, high = int(data["share_n"].min()), int(data["share_n"].max())
    sizes = formats.interval(low, high, 0, lang) if low < high else formats.integer(low, lang)
    count = data["high_side"].sum()
    yield Text(
        f"Przy {sizes} rodzinach w zespole ",
        f"With {sizes} families in a team ",
    ).in_(lang) + (
        _NEVER if count == 0 else _ALWAYS if count == len(data) else _SOME
    ).in_(lang)  # fmt: skip
    least = data[data["low_side"] == 1].drop_duplicates("share_n").sort_values("share_n")
    if least.empty:
        yield _NO_LOW.in_(lang)
        return
    of = Text("z", "of").in_(lang)
    said = ", ".join(
        f"{formats.integer(round(row['usual_low'] * row['share_n']) - 1, lang)} {of} "
        f"{formats.integer(row['share_n'], lang)}"
        for row in least.to_dict("records")
    )
    yield Text(
        f"Poniżej granicy 95% zespół wypada dopiero, gdy zakończonych jest najwyżej: {said}.",
        f"A team falls below the 95% limit only with at most so many completed: {said}.",
    ).in_(lang)


_NEVER: Final = Text(
    "żaden nie może wypaść powyżej granicy: nawet wszystkie zakończone programy mieszczą się w "
    "przypadku.",
    "none can lie above the limit: even all programmes completed are within chance.",
)
_ALWAYS: Final = Text("każdy może wypaść powyżej granicy 95%.", "each can lie above the 95% limit.")
_SOME: Final = Text(
    "tylko część zespołów może w ogóle wypaść powyżej granicy 95%.",
    "only some teams can lie above the 95% limit at all.",
)
_NO_LOW: Final = Text(
    "Poniżej granicy 95% nie może wypaść żaden.", "None can lie below the 95% limit."
)


def _beyond(data: pd.DataFrame) -> pd.DataFrame:
    return data[(data["share"] < data["usual_low"]) | (data["share"] > data["usual_high"])]


def _outside(data: pd.DataFrame, lang: Lang) -> str:
    """Name the teams outside the 95 % limits, in the order of their codes."""
    beyond = _beyond(data)
    if beyond.empty:
        return Text(
            "Wszystkie zespoły leżą między granicami 95%.", "All teams lie within the 95% limits."
        ).in_(lang)
    names, n = ", ".join(beyond["pzk_id"]), formats.integer(len(data), lang)
    chance = formats.number(0.05 * len(data), 1, lang)
    return Text(
        f"Poza granicami 95%: {names} (zespoły: {n}; z samego przypadku wypadłoby poza nie "
        f"najwyżej około {chance}). To powód, by zapytać, co się stało, a nie ocena.",
        f"Outside the 95% limits: {names} (teams: {n}; by chance alone at most about {chance} "
        "would be). This is a reason to ask what happened, not a verdict.",
    ).in_(lang)


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang, *, target: float) -> None:
    figure.set_size_inches(6.5, 3.4)
    axes = figure.add_subplot()
    sizes = data.drop_duplicates("share_n")
    for name, level, color, style in (("usual", 0.95, GREY, "-"), ("far", 0.998, ORANGE, ":")):
        written = formats.percent(level, int(name == "far"), lang)
        ends = [*sizes[f"{name}_low"], *sizes[f"{name}_high"]]
        at = [*sizes["share_n"], *sizes["share_n"]]
        axes.hlines(
            ends, [n - HALF for n in at], [n + HALF for n in at], color=color, linestyle=style,
            linewidth=1.8, label=Text(f"granice {written}", f"{written} limits").in_(lang),
        )  # fmt: skip
    axes.axhline(target, color=GREY, linestyle="--", linewidth=0.9,
                 label=Text("wszystkie rodziny", "all families").in_(lang))  # fmt: skip
    axes.plot(data["share_n"], data["share"], "o", color=BLUE, markersize=6.5,
              label=Text("zespoły", "teams").in_(lang))  # fmt: skip
    _name(axes, data, lang)
    axes.set_ylim(-0.04, 1.1)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
    axes.set_xticks(sorted(sizes["share_n"]))
    axes.set_xlabel(Text("Rodziny o znanym zakończeniu", "Families with a known end").in_(lang))
    axes.yaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    figure.legend(loc="outside upper center", ncols=4)


def _name(axes: Axes, data: pd.DataFrame, lang: Lang) -> None:
    """Write how many teams a circle stands for, or which ones lie outside the limits."""
    spots: dict[tuple[float, float], list[str]] = {}
    for row in data.to_dict("records"):
        spots.setdefault((row["share_n"], row["share"]), []).append(str(row["pzk_id"]))
    beyond = set(_beyond(data)["pzk_id"])
    for spot, teams in spots.items():
        outside = beyond.intersection(teams)
        if outside or len(teams) > 1:
            said = ", ".join(teams) if outside else formats.integer(len(teams), lang)
            axes.annotate(said, spot, (5, 5), textcoords="offset points", fontsize=7.5)
