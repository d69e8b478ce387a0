"""Whether further focus groups would still bring new codes: curves of what was found."""

from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_counts import place_name
from kooperacja_eval.reporting.exhibits.fgi_words import (
    FGI_TABLES,
    cells,
    fgi_rows,
    home_of,
    round_label,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, INK, RULE
from kooperacja_eval.text import Lang, Text

SATURATION: Final = Text("Nasycenie", "Saturation")
NO_CURVE: Final = Prose(
    Text(
        "*Nasycenie: w tej rundzie nie ma z czego policzyć, ile kodów przyniosły kolejne wywiady.*",
        "*Saturation: this round has nothing to count the codes of further groups from.*",
    )
)
ORDERS: Final = {
    "ordered": Text("w kolejności wywiadów", "in the order of the groups"),
    "random": Text("średnio z losowych kolejności", "mean of random orders"),
}


@needs(*FGI_TABLES, what=SATURATION)
def fgi_saturation(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Distinct codes found after one group, two, and so on, with the band of random orders."""
    home = home_of(report, voivodeship, pzk_id)
    levels = ["macroregion"] if home is None else ["voivodeship", "macroregion"]
    lines = [
        {
            "level": level, "place": place_name(level, voivodeship=home),
            "groups": int(row["code"]), "order": row["part"], "how": ORDERS[row["part"]],
            **cells(row),
        }
        for level in levels
        for row in fgi_rows(
            report, "code_saturation", level, wave=wave, voivodeship=home
        ).to_dict("records")
    ]  # fmt: skip
    names = ["level", "place", "groups", "order", "how", "value", "ci_low", "ci_high", "status"]
    data = pd.DataFrame(lines, columns=names)
    if data["value"].isna().all():
        return NO_CURVE
    data = data.sort_values(["level", "order", "groups"], kind="stable", ascending=[False, True,
                            True]).reset_index(drop=True)  # fmt: skip
    label = round_label(report, wave)
    return Exhibit(
        id="fgi_saturation",
        title=Text(
            f"Ile kodów odkryły kolejne wywiady, {label.pl}",
            f"How many codes further groups found, {label.en}",
        ),
        caption=Text(
            "n: liczba wywiadów. Linia schodkowa: różne kody po kolejnych wywiadach. Linia "
            "przerywana i pas: średnia i 95% losowych kolejności wywiadów. Gdzie linie się "
            "wypłaszczają, kolejny wywiad nie przynosi nowych kodów tej księgi; nie znaczy to, że "
            "poznano wszystkie tematy.",
            "n: number of groups. Steps: distinct codes after each further group. Dashed line and "
            "band: mean and 95% of random orders of the groups. Where the lines are flat, a "
            "further group brings no new codes of this codebook; that does not mean that all "
            "topics are known.",
        ),
        alt=_alt(data),
        source=computed_source("fgi_documents", "codings"),
        data=data,
        columns=(
            Column("place", Text("Miejsce", "Place")),
            Column("how", Text("Kolejność", "Order")),
            Column("groups", Text("Wywiady", "Groups"), "integer"),
            Column("value", Text("Różne kody", "Distinct codes"), "number", 1),
            Column("ci_low", Text("Pas 95%", "95% band"), "interval", 1, high="ci_high"),
        ),
        draw=_draw,
    )


def _alt(data: pd.DataFrame) -> Text:
    """Say for each place how many codes the first group found, and all of them."""
    known = data[(data["order"] == "random") & data["value"].notna()]
    lines: dict[Lang, list[str]] = {"pl": [], "en": []}
    for level in dict.fromkeys(known["level"]):
        rows = known[known["level"] == level].sort_values("groups")
        first, last = rows.iloc[0], rows.iloc[-1]
        for lang, words in lines.items():
            start = formats.number(first["value"], 1, lang)
            end = formats.number(last["value"], 1, lang)
            place, count = last["place"].in_(lang), formats.integer(int(last["groups"]), lang)
            words.append(
                Text(
                    f"{place}: po pierwszym wywiadzie średnio {start}, po wszystkich ({count}) "
                    f"{end}",
                    f"{place}: after the first group {start} on average, after all ({count}) {end}",
                ).in_(lang)
            )
    none = Text("brak danych", "no data")
    return Text(
        f"Krzywe liczby różnych kodów. {'; '.join(lines['pl']) or none.pl}.",
        f"Curves of the number of distinct codes. {'; '.join(lines['en']) or none.en}.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    levels = list(dict.fromkeys(data["level"]))
    figure.set_size_inches(6.5, 2.9)
    panels = figure.subplots(1, len(levels), sharey=True, squeeze=False).ravel()
    for axes, level in zip(panels, levels, strict=True):
        _panel(axes, data[data["level"] == level], lang)
    panels[0].set_ylim(bottom=0)  # once all panels are drawn, as they share the axis
    panels[0].set_ylabel(Text("różne kody", "distinct codes").in_(lang))
    handles, names = panels[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=2)


def _panel(axes: Axes, data: pd.DataFrame, lang: Lang) -> None:
    ordered, mean = (data[data["order"] == name] for name in ORDERS)
    axes.fill_between(
        mean["groups"], mean["ci_low"], mean["ci_high"], color=RULE, linewidth=0, zorder=0
    )
    axes.plot(
        mean["groups"], mean["value"], color=INK, linestyle="--", linewidth=1.2,
        label=ORDERS["random"].in_(lang),
    )  # fmt: skip
    axes.plot(
        ordered["groups"], ordered["value"], color=BLUE, marker="o", markersize=3.5,
        drawstyle="steps-post", label=ORDERS["ordered"].in_(lang),
    )  # fmt: skip
    most = formats.integer(int(data["groups"].max()), lang)
    axes.set_title(f"{data['place'].iloc[0].in_(lang)} (n = {most})", fontsize=8.5)
    axes.set_xlabel(Text("wywiady", "groups").in_(lang))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(visible=True, axis="y")
