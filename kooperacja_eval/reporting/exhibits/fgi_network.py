"""Which codes occur together: a network, and factors of cooperation beside effects of help."""

import math
from typing import Any, Final

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_counts import counted, groups_count
from kooperacja_eval.reporting.exhibits.fgi_words import (
    DOCUMENTS,
    FGI_TABLES,
    Code,
    by_code,
    cells,
    codebook,
    fgi_rows,
    home_of,
    round_label,
)
from kooperacja_eval.reporting.exhibits.survey_words import wrapped
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, INK
from kooperacja_eval.text import LANGUAGES, Lang, Text

NETWORK: Final = Text("Kody, które występują razem", "Codes that occur together")
NO_PLACES: Final = Prose(
    Text(
        "*Kody, które występują razem: w tej rundzie nie wiadomo, w którym miejscu tekstu leżą "
        "fragmenty, albo par kodów jest za mało, by cokolwiek policzyć.*",
        "*Codes that occur together: in this round it is not known where in the text stretches "
        "lie, or there are too few pairs of codes to compute anything.*",
    )
)
NO_TIES: Final = Prose(
    Text(
        "*Kody, które występują razem: żadna para nie występuje razem wyraźnie częściej, "
        "niż dałby przypadek.*",
        "*Codes that occur together: no pair occurs together clearly more often than chance would "
        "give.*",
    )
)
UNITS: Final = {
    "segment": Text("w tym samym fragmencie", "in the same stretch"),
    "window": Text(
        "w tym samym oknie 1000 znaków (mniej więcej pół strony)",
        "in the same window of 1000 characters (about half a page)",
    ),
}
"""Where two codes may be together, the closest first."""
LEAST: Final = 3
"""How often a pair must be together for a unit to be used at all, and to be shown."""
EDGES: Final = 15
"""The strongest pairs that are drawn: more lines hide one another."""
GAP: Final = 0.7
"""Between parts of the network that no line joins, where neighbours are about 1 apart."""
LINE: Final = "#8A949D"
"""Grey of the lines between codes."""
COLUMNS: Final = (
    Column("first", Text("Kod", "Code")),
    Column("second", Text("Razem z", "Together with")),
    Column("numerator", Text("Razem", "Together"), "integer"),
    Column("value", Text("Siła związku", "Lift"), "number", 2),
    Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 2, high="ci_high"),
)


def unit_of(report: Material, wave: str, voivodeship: str | None) -> str:
    """Return the unit of a round: stretches, or windows where pairs hardly ever share a stretch.

    Which one is decided by how often pairs occur, never by how strong they are.
    """
    for unit in UNITS:
        every = pairs(report, wave, "macroregion", voivodeship=voivodeship, unit=unit)
        if any(row["numerator"] >= LEAST for _, _, row in every):
            return unit
    return "segment"


def _widest_unit(report: Material, wave: str, voivodeship: str | None) -> str:
    """Return the unit that has the most pairs to draw, of several the closest."""
    sizes = {
        unit: sum(
            row["numerator"] >= LEAST
            for _, _, row in pairs(report, wave, "macroregion", voivodeship=voivodeship, unit=unit)
        )
        for unit in UNITS
    }
    return max(sizes, key=lambda unit: sizes[unit])


def pairs(
    report: Material, wave: str, level: str, *, voivodeship: str | None, unit: str
) -> list[tuple[Code, Code, dict[str, Any]]]:
    """Return the pairs of codes of a place with their rows, in the order of the values."""
    rows = fgi_rows(report, "code_cooccurrence", level, wave=wave, voivodeship=voivodeship)
    known = codebook(report)
    found = []
    for row in rows[rows["part"] == unit].to_dict("records"):
        first, _, second = str(row["code"]).partition("+")
        if first in known and second in known:
            found.append((known[first], known[second], cells(row)))
    return found


@needs(*FGI_TABLES, what=NETWORK)
def fgi_network(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Pairs of codes that share stretches more often than chance gives, in the macroregion."""
    home = home_of(report, voivodeship, pzk_id)
    rows = fgi_rows(report, "code_share", "macroregion", wave=wave, voivodeship=home)
    groups = by_code(rows, DOCUMENTS)
    unit = _widest_unit(report, wave, home)
    every = pairs(report, wave, "macroregion", voivodeship=home, unit=unit)
    tied = [(a, b, row) for a, b, row in every if not (a.branch or b.branch) and row["ci_low"] > 1]
    tied.sort(key=lambda entry: -entry[2]["value"])
    lines = [
        {
            "first": a.label, "second": b.label, **row,
            "first_groups": groups.get(a.id, cells(None))["numerator"],
            "second_groups": groups.get(b.id, cells(None))["numerator"],
        }
        for a, b, row in tied[:EDGES]
    ]  # fmt: skip
    names = ["first", "second", "numerator", "value", "ci_low", "ci_high", "status",
             "first_groups", "second_groups"]  # fmt: skip
    data = pd.DataFrame(lines, columns=names)
    if data.empty:
        return NO_TIES if any(row["value"] >= 0 for _, _, row in every) else NO_PLACES
    label = round_label(report, wave)
    return Exhibit(
        id="fgi_network",
        title=Text(
            f"Kody, które występują razem, makroregion, {label.pl}",
            f"Codes that occur together, macroregion, {label.en}",
        ),
        caption=_network_caption(
            unit,
            counted(groups_count(report, "macroregion", wave, home, None)),
            (len(every), len(tied), len(lines)),
        ),
        alt=_network_alt(data),
        source=computed_source("codes", "codings"),
        data=data,
        columns=(
            *COLUMNS,
            Column("first_groups", Text("Wywiady z kodem", "Groups with the code"), "integer"),
            Column("second_groups", Text("Wywiady z drugim", "Groups with the other"), "integer"),
        ),
        draw=_draw,
    )


def _network_caption(unit: str, base: Text, counts: tuple[int, int, int]) -> Text:
    sizes = {lang: [formats.integer(n, lang) for n in counts] for lang in LANGUAGES}
    return Text(
        f"Podstawa: {base.pl}. Linia łączy kody, które występują {UNITS[unit].pl} częściej, niż "
        "dałby przypadek (cały przedział 95% siły związku powyżej 1); im grubsza, tym silniejszy "
        "związek. Koło: im większe, tym więcej wywiadów z kodem; numery objaśnia spis obok. "
        "Położenie i odległości niczego nie mierzą. Par policzonych: "
        f"{sizes['pl'][0]}, powyżej 1: {sizes['pl'][1]}, pokazanych (najsilniejszych): "
        f"{sizes['pl'][2]}. Przy wielu parach część wychodzi powyżej 1 przypadkiem; razem nie "
        "znaczy: jedno z powodu drugiego.",
        f"Base: {base.en}. A line joins codes that occur {UNITS[unit].en} more often than chance "
        "would give (the whole 95% interval of the lift above 1); the thicker, the stronger. "
        "Circle: the larger, the more groups have the code; the list says what numbers mean. "
        "Places and distances measure nothing. Pairs computed: "
        f"{sizes['en'][0]}, above 1: {sizes['en'][1]}, shown (the strongest): {sizes['en'][2]}. "
        "With many pairs some are above 1 by chance; together does not mean one because of the "
        "other.",
    )


def _network_alt(data: pd.DataFrame) -> Text:
    """Name the strongest pairs."""
    strongest = data.head(3).to_dict("records")
    said = {
        lang: "; ".join(
            f"{row['first'].in_(lang)} – {row['second'].in_(lang)} "
            f"({formats.number(row['value'], 1, lang)})"
            for row in strongest
        )
        for lang in LANGUAGES
    }
    return Text(
        f"Sieć kodów. Najsilniejsze związki: {said['pl'] or 'żaden nie jest pewny'}.",
        f"Network of codes. The strongest ties: {said['en'] or 'none is certain'}.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    rows = data.to_dict("records")
    groups = {row[end]: row[f"{end}_groups"] for row in rows for end in ("first", "second")}
    spots = _spots(rows)
    numbers = {code: number for number, code in enumerate(spots, start=1)}
    figure.set_size_inches(6.5, max(2.4, 0.3 + 0.165 * len(groups)))
    axes, key = figure.subplots(1, 2, width_ratios=(4, 3))
    top = max(row["value"] for row in rows)
    for row in rows:
        (x0, y0), (x1, y1) = spots[row["first"]], spots[row["second"]]
        width = 0.8 + 3.2 * row["value"] / top
        axes.plot([x0, x1], [y0, y1], color=LINE, linewidth=width, zorder=1)
    most = max((size for size in groups.values() if not formats.is_missing(size)), default=1.0)
    for code, (x, y) in spots.items():
        share = 0.0 if formats.is_missing(groups[code]) else groups[code] / most
        size = 90.0 + 230.0 * share
        axes.scatter([x], [y], s=size, color="white", edgecolor=BLUE, linewidth=1.4, zorder=2)
        axes.text(x, y, str(numbers[code]), ha="center", va="center", fontsize=7.5, zorder=3)
    axes.set_aspect("equal")
    axes.margins(0.1)
    axes.set_axis_off()
    _key(key, numbers, lang)


def _spots(rows: list[dict[Any, Any]]) -> dict[Text, tuple[float, float]]:
    """Return where codes stand: each part of the network by itself, the parts in rows."""
    graph: nx.Graph[Text] = nx.Graph()
    graph.add_edges_from((row["first"], row["second"]) for row in rows)
    parts = sorted(nx.connected_components(graph), key=len, reverse=True)
    sizes = [math.sqrt(len(part)) for part in parts]
    across = max(sizes[0], math.sqrt(sum((size + GAP) ** 2 for size in sizes)))
    spots: dict[Text, tuple[float, float]] = {}
    left, top, tallest = 0.0, 0.0, 0.0
    for part, size in zip(parts, sizes, strict=True):
        if left and left + size > across:
            left, top, tallest = 0.0, top - tallest - GAP, 0.0
        inside = [code for code in graph if code in part]
        placed = nx.kamada_kawai_layout(nx.subgraph(graph, inside), scale=size / 2)
        for code in inside:
            x, y = placed[code]
            spots[code] = (left + size / 2 + float(x), top - size / 2 + float(y))
        left, tallest = left + size + GAP, max(tallest, size)
    return spots


def _key(axes: Axes, numbers: dict[Text, int], lang: Lang) -> None:
    """Write which number is which code: names beside the circles would hide one another."""
    axes.set_axis_off()
    lines = [
        wrapped(f"{number}  {code.in_(lang)}", 46).replace("\n", "\n     ")
        for code, number in numbers.items()
    ]
    axes.text(
        0.0, 1.0, "\n".join(lines), transform=axes.transAxes, va="top", fontsize=7.5,
        linespacing=1.4, color=INK,
    )  # fmt: skip
