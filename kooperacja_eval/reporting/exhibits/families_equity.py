"""For whom it worked: measures by trait of families, and differences to the others.

The border: sets released rows side by side; what they are is said by ``families_equity_words``.
"""

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import TOTAL, computed_source, hidden, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import bullets, region
from kooperacja_eval.reporting.exhibits.families_equity_words import (
    DIMENSIONS,
    HOLM,
    MEASURES,
    Measure,
    signed,
    trait,
    traits_of,
    written,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, GREY, INK, ORANGE, axis_formatter
from kooperacja_eval.text import LANGUAGES, Lang, Text

WHAT: Final = Text("Różnice między grupami rodzin", "Differences between groups of families")
EQUITY: Final = "equity"
POINTS: Final = 100.0
"""Percentage points in a difference of shares."""
WIDE: Final = 4
"""Width of an axis above which whole numbers tell its marks apart."""
_NUMBERS: Final = ("value", "ci_low", "ci_high", "n", "n_missing")
_DIFFERENCE: Final = ("value", "ci_low", "ci_high")
_DATA: Final = ["measure", "dimension", "what", *_NUMBERS, "status",
                *(f"difference_{name}" for name in (*_DIFFERENCE, "status")),
                "stands"]  # fmt: skip


@needs("families", "pzk", what=WHAT)
def families_equity(report: Material, measure: str = "completed") -> Exhibit | Prose:
    """Draw a measure by trait of families with intervals, and the differences to the others.

    Parameters
    ----------
    measure : str
        A key of ``families_equity_words.MEASURES``.

    Raises
    ------
    ValueError
        For an unknown measure.
    """
    if measure not in MEASURES:
        raise ValueError(f"unknown measure {measure!r}; allowed: {', '.join(MEASURES)}")
    data, words = equity_rows(report, measure), MEASURES[measure]
    if data["value"].isna().all():
        return hidden(WHAT)
    label = words.label
    return Exhibit(
        id=f"families_equity_{measure}",
        title=Text(
            f"Komu się udało: {label.pl} według cech rodzin",
            f"For whom it worked: {label.en} by traits of families",
        ),
        caption=_CAPTION,
        alt=_alt(data, words),
        source=computed_source("families", "pzk"),
        data=data.assign(what=texts(data["what"], data)),
        columns=_columns(words),
        draw=_draw,
    )


_CAPTION: Final = Text(
    "Po lewej wartość w grupie, linia: wszystkie rodziny i osoby; po prawej różnica do pozostałych "
    "rodzin o znanej cesze. Kreski: przedziały 95%, zespoły jako grupy. Romb: różnica wytrzymuje "
    "korektę Holma na wszystkie porównania tej miary. Bez cechy rodzina nie jest w żadnej grupie. "
    "Gdzie cechę ma niewiele zespołów, przedziały są nieco za wąskie. Kolejność nie jest "
    "rankingiem.",
    "Left the value in a group, line: all families and persons; right the difference to the other "
    "families whose trait is known. Lines: 95% intervals, teams as clusters. Diamond: the "
    "difference withstands Holm's adjustment for all comparisons of this measure. A family without "
    "the trait is in no group. Where few teams have a trait, intervals are somewhat too narrow. "
    "The order is no ranking.",
)


def equity_rows(report: Material, measure: str) -> pd.DataFrame:
    """Return a row for everybody and for each group of families, in report order."""
    rows = region(report, EQUITY)
    found = {str(row["group"]): row for row in reversed(rows.to_dict("records"))}
    lines = [_line(found, measure, "", TOTAL, "")]
    for dimension in DIMENSIONS:
        for code in traits_of(dimension):
            words = trait(dimension, code) or Text(code, code)
            lines.append(_line(found, measure, dimension, words, f"/{dimension}:{code}"))
    data = pd.DataFrame(lines, columns=_DATA)
    numeric = [*_NUMBERS, *(f"difference_{name}" for name in _DIFFERENCE)]
    return data.astype(dict.fromkeys(numeric, "float64"))


def _line(
    found: dict[str, dict[Any, Any]], measure: str, dimension: str, what: Text, part: str
) -> dict[str, Any]:
    own = found.get(f"{measure}{part}", {})
    other = found.get(f"{measure}|difference{part}", {}) if part else {}
    line: dict[str, Any] = {"measure": measure, "dimension": dimension, "what": what}
    line |= {name: own.get(name, float("nan")) for name in _NUMBERS}
    line |= {f"difference_{name}": other.get(name, float("nan")) for name in _DIFFERENCE}
    shown = other.get("status") == "ok"
    return line | {
        "status": own.get("status", "insufficient"),
        "difference_status": other.get("status", "insufficient"),
        "stands": shown and str(other.get("method", "")).endswith(HOLM),
    }


def _columns(measure: Measure) -> tuple[Column, ...]:
    kind: Any = "percent" if measure.scale == "percent" else "number"
    decimals, low = measure.decimals, Text("Przedział", "Interval")
    return (
        Column("what", Text("Grupa", "Group")),
        Column("n", Text("Rodziny", "Families"), "integer", status="status"),
        Column("n_missing", Text("Braki", "Missing"), "integer", status="status"),
        Column("value", measure.unit, kind, decimals, status="status"),
        Column("ci_low", low, "interval", decimals, high="ci_high", scale=measure.scale,
               status="status"),
        Column("difference_value", Text("Różnica", "Difference"), kind, decimals,
               status="difference_status"),
        Column("difference_ci_low", low, "interval", decimals, high="difference_ci_high",
               scale=measure.scale, status="difference_status"),
    )  # fmt: skip


def _alt(data: pd.DataFrame, measure: Measure) -> Text:
    said = {
        lang: "; ".join(
            f"{row['what'].in_(lang)} {_shown(row, measure, lang)}"
            for row in data.to_dict("records")
        )
        for lang in LANGUAGES
    }
    return Text(
        f"Wykres przedziałów, {measure.label.pl}: {said['pl']}.",
        f"Intervals, {measure.label.en}: {said['en']}.",
    )


def _shown(row: dict[Any, Any], measure: Measure, lang: Lang) -> str:
    if row["status"] == "suppressed":
        return formats.SUPPRESSED.in_(lang)
    return written(row["value"], measure, lang)


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    measure = MEASURES[str(data["measure"].iloc[0])]
    places = _places(data)
    figure.set_size_inches(6.5, 1.0 + 0.215 * max(places))
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(1.15, 1.0))
    rows = data.to_dict("records")
    total = data["value"].iloc[0]
    if not formats.is_missing(total):
        left.axvline(total, color=GREY, linewidth=1.0, zorder=0)
    right.axvline(0, color=GREY, linewidth=1.0, zorder=0)
    for place, row in zip(places, rows, strict=True):
        _mark(left, place, row, ("", 1.0), BLUE, "o")
        base = ("difference_", POINTS if measure.scale == "percent" else 1.0)
        _mark(right, place, row, base, ORANGE, "D" if row["stands"] else "o")
        said = _shown(row, measure, lang)
        left.text(1.02, place, said, fontsize=7.5, va="center", color=INK,
                  transform=left.get_yaxis_transform())  # fmt: skip
    _names(left, data, places, lang)
    left.set_ylim(max(places) + 0.7, -0.7)
    right.tick_params(axis="y", length=0, labelleft=False)
    share = measure.scale == "percent"
    apart = Text("różnica do pozostałych", "difference to the others").in_(lang)
    unit = Text("p.p.", "pp").in_(lang)
    left.set_xlabel(measure.unit.in_(lang))
    right.set_xlabel(f"{apart} ({unit})" if share else apart)
    left.xaxis.set_major_formatter(
        axis_formatter(
            lang, kind="percent" if share else "number", decimals=_decimals(left, share=share)
        )
    )
    right.xaxis.set_major_formatter(axis_formatter(lang, decimals=_decimals(right, share=share)))
    for axes in (left, right):
        axes.grid(visible=True, axis="x")


def _decimals(axes: Axes, *, share: bool) -> int:
    low, high = axes.get_xlim()
    return 0 if share or high - low > WIDE else 1


def _mark(
    axes: Axes, place: int, row: dict[Any, Any], base: tuple[str, float], color: str, mark: str
) -> None:
    """Draw a value with its interval; the base says which number, and how often as large."""
    name, times = base
    value, low, high = (row[f"{name}{end}"] for end in ("value", "ci_low", "ci_high"))
    if formats.is_missing(value):
        return
    if not formats.is_missing(low):
        axes.hlines(place, low * times, high * times, color=color, linewidth=1.3)
    fill = color if mark == "D" or not name else "white"
    axes.plot([value * times], [place], mark, color=color, markerfacecolor=fill, markersize=4.5)


def _places(data: pd.DataFrame) -> list[int]:
    """Return the height of each row; above the first of each trait there is room for its name."""
    places, at, before = [], 0, ""
    for dimension in data["dimension"]:
        at += dimension != before
        places.append(at)
        before, at = dimension, at + 1
    return places


def _names(axes: Axes, data: pd.DataFrame, places: list[int], lang: Lang) -> None:
    names = {place: what.in_(lang) for place, what in zip(places, data["what"], strict=True)}
    firsts = data.assign(place=places).drop_duplicates("dimension")
    heads = {
        int(row["place"]) - 1: DIMENSIONS[row["dimension"]].in_(lang)
        for row in firsts.to_dict("records") if row["dimension"]
    }  # fmt: skip
    named = dict(sorted({**names, **heads}.items()))
    axes.set_yticks(list(named), list(named.values()))
    axes.tick_params(axis="y", length=0, labelsize=8)
    for place, label in zip(named, axes.get_yticklabels(), strict=True):
        if place in heads:
            label.set_fontweight("bold")


@needs("families", "pzk", what=WHAT)
def families_equity_sentence(report: Material) -> Prose:
    """Say which differences withstand the adjustment, for how many comparisons, and the limits."""
    tables = {name: equity_rows(report, name) for name in MEASURES}
    if all(data["value"].isna().all() for data in tables.values()):
        return hidden(WHAT)
    compared = sum(int(data["difference_value"].notna().sum()) for data in tables.values())
    lines = [_said(row, MEASURES[name]) for name, data in tables.items()
             for row in data[data["stands"]].to_dict("records")]  # fmt: skip
    return bullets([_counted(compared, len(lines)), *lines, _NOT])


def _counted(compared: int, found: int) -> Text:
    of_pl, of_en = formats.integer(compared), formats.integer(compared, "en")
    if not found:
        return Text(
            f"Z {of_pl} porównań grup rodzin z pozostałymi żadna różnica nie wytrzymuje korekty "
            "Holma w obrębie swojej miary. To nie dowód, że pomoc działała jednakowo: przy tylu "
            "rodzinach mniejszych różnic nie widać.",
            f"Of {of_en} comparisons of groups with the other families, no difference withstands "
            "Holm's adjustment within its measure. That is no proof that the help worked alike: so "
            "few families do not show smaller differences.",
        )
    return Text(
        f"Z {of_pl} porównań grup rodzin z pozostałymi korektę Holma w obrębie swojej miary "
        f"wytrzymuje {formats.integer(found)}; w cechach o dwóch grupach jedna różnica liczy się w "
        "obu.",
        f"Of {of_en} comparisons of groups with the other families, {formats.integer(found, 'en')} "
        "withstand Holm's adjustment within their measure; for traits of two groups one difference "
        "counts in both.",
    )


def _said(row: dict[Any, Any], measure: Measure) -> Text:
    head = DIMENSIONS[row["dimension"]]
    said = {}
    for lang in LANGUAGES:
        ends = [signed(row[f"difference_{end}"], measure, lang) for end in ("ci_low", "ci_high")]
        interval = Text("przedział 95%: od {} do {}", "95% interval: {} to {}").in_(lang)
        said[lang] = (
            f"{head.in_(lang)} – {row['what'].in_(lang)}: {measure.label.in_(lang)} "
            f"{written(row['value'], measure, lang)}, "
            f"{Text('różnica', 'difference').in_(lang)} "
            f"{signed(row['difference_value'], measure, lang)} ({interval.format(*ends)})."
        )
    return Text(said["pl"], said["en"])


_NOT: Final = Text(
    "Z tych różnic nie wolno wnosić, że cecha je wywołała ani że zespoły pomagały jednym lepiej: "
    "nikt nie losował, kto ma którą cechę, grupy są małe, a cechy występują razem i w tych samych "
    "zespołach. Korekta obejmuje porównania jednej miary, nie wszystkich miar razem, więc i "
    "wytrzymane różnice mogą być przypadkowe.",
    "These differences do not tell that a trait brought them about, nor that teams helped some "
    "better: nobody drew who has which trait, the groups are small, and traits come together and "
    "in the same teams. The adjustment covers the comparisons of one measure, not of all measures "
    "together, so that even differences that withstand it may be chance.",
)
