"""How far the cost per family depends on what was assumed, and what it does not say."""

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import (
    computed_source,
    needs,
    texts,
    value_of,
)
from kooperacja_eval.reporting.exhibits.coop_words import region, sentences, whole_of
from kooperacja_eval.reporting.exhibits.families_cost import COSTS, TABLES, why_no_costs
from kooperacja_eval.reporting.exhibits.families_cost_words import ASSUMPTIONS, OPTIONS
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_no
from kooperacja_eval.reporting.exhibits.survey_words import wrapped
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, HATCHES, INK, ORANGE, axis_formatter
from kooperacja_eval.text import LANGUAGES, Lang, Text

RANGE: Final = "cost_range"
WHOLE: Final = "whole"
EVERYTHING: Final = Text("wszystkie założenia razem", "all assumptions together")
LABEL_WIDTH: Final = 17
"""Characters in a line beside a bar."""
HALF: Final = 0.25
"""Half the height of a bar."""
_DATA: Final = ["assumption", "low", "high", "default", "low_option", "high_option", "share"]


ASSUMED: Final = Text(
    "Koszt na rodzinę przy różnych założeniach", "Cost per family under different assumptions"
)


@needs(*TABLES, what=ASSUMED)
def families_cost_range(report: Material) -> Exhibit | Prose:
    """Draw how far the cost per family moves with each assumption and with all of them."""
    rows = region(report, RANGE)
    if not known(whole_of(report, RANGE, "default")):
        return why_no(ASSUMED, why_no_costs(rows["status"]))
    data = _lines(rows)
    return Exhibit(
        id="families_cost_range",
        title=ASSUMED,
        caption=Text(
            "Linia: założenia domyślne. Pasek: od najmniejszej do największej wartości, gdy "
            "zmienia się tylko to założenie; ostatni, gdy zmieniają się wszystkie. To nie "
            "przedział ufności: połączenia założeń nie są jednakowo słuszne, a różnic między "
            "zespołami tu nie ma. Zakończonych IPP jest mniej niż rodzin, więc na jeden z nich "
            "wypada więcej.",
            "Line: default assumptions. Bar: from the smallest to the largest value where this "
            "assumption alone changes; the last one where all do. It is no confidence interval: "
            "not all combinations are equally reasonable, and differences between teams are not "
            "in it. There are fewer completed IPP than families, so each of them comes to more.",
        ),
        alt=_alt(data),
        source=computed_source("costs", "families"),
        data=data.assign(
            lowest=texts(data["low_option"], data),
            highest=texts(data["high_option"], data),
        ).drop(columns=["low_option", "high_option"]),
        columns=(
            Column("label", Text("Założenie", "Assumption")),
            Column("low", Text("Najmniej (zł)", "Smallest (PLN)"), "number", 0),
            Column("lowest", Text("przy założeniu", "under")),
            Column("high", Text("Najwięcej (zł)", "Largest (PLN)"), "number", 0),
            Column("highest", Text("przy założeniu", "under")),
            Column("share", Text("Część zakresu", "Part of the range"), "percent", 0),
        ),
        draw=_draw,
    )


def _lines(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each assumption, the widest first, then one for all of them."""
    default = value_of(rows, group="default")
    lines = [_line(rows, name, default) for name in ASSUMPTIONS]
    lines.sort(key=lambda line: line["low"] - line["high"])
    low, high = value_of(rows, group="lowest"), value_of(rows, group="highest")
    lines.append(
        {
            "assumption": WHOLE,
            "low": low,
            "high": high,
            "default": default,
            "low_option": _options(rows, low),
            "high_option": _options(rows, high),
            "share": float("nan"),
        }
    )
    data = pd.DataFrame(lines, columns=_DATA)
    names = (ASSUMPTIONS.get(str(name), EVERYTHING) for name in data["assumption"])
    return data.assign(label=texts(names, data))


def _line(rows: pd.DataFrame, assumption: str, default: float) -> dict[str, Any]:
    """Return the values of one assumption, the others at their default."""
    values = {
        option: value_of(rows, group=_group(assumption, option)) for option in OPTIONS[assumption]
    }
    low, high = min(values, key=values.__getitem__), max(values, key=values.__getitem__)
    return {
        "assumption": assumption,
        "low": values[low],
        "high": values[high],
        "default": default,
        "low_option": OPTIONS[assumption][low],
        "high_option": OPTIONS[assumption][high],
        "share": value_of(rows, group=f"share:{assumption}"),
    }


def _group(assumption: str, option: str) -> str:
    """Return the group in which one assumption has an option and all others their default."""
    chosen = [option if name == assumption else next(iter(OPTIONS[name])) for name in OPTIONS]
    return "combination|" + "|".join(chosen)


def _options(rows: pd.DataFrame, value: float) -> Text:
    """Return the first combination that gives a value."""
    combinations = rows[rows["group"].fillna("").str.startswith("combination|")]
    group = str(combinations.loc[combinations["value"] == value, "group"].iloc[0])
    named = list(zip(OPTIONS, group.split("|")[1:], strict=True))
    words: dict[Lang, list[str]] = {
        lang: [f"{ASSUMPTIONS[name].in_(lang)}: {OPTIONS[name][option].in_(lang)}"
               for name, option in named]
        for lang in LANGUAGES
    }  # fmt: skip
    return Text("; ".join(words["pl"]), "; ".join(words["en"]))


def _alt(data: pd.DataFrame) -> Text:
    parts: dict[Lang, str] = {
        lang: "; ".join(
            f"{row['label'].in_(lang)} {formats.interval(row['low'], row['high'], 0, lang)}"
            for row in data.to_dict("records")
        )
        for lang in LANGUAGES
    }
    return Text(
        f"Wykres paskowy zakresu kosztu na rodzinę w złotych: {parts['pl']}.",
        f"Bar chart of the range of the cost per family in PLN: {parts['en']}.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    figure.set_size_inches(6.5, 3.4)
    axes = figure.add_subplot()
    for at, row in enumerate(data.to_dict("records")):
        _bar(axes, at, row, lang)
    default = float(data["default"].iloc[0])
    axes.axvline(default, color=INK, linewidth=1.2)
    axes.annotate(
        Text("domyślnie: ", "default: ").in_(lang) + formats.number(default, 0, lang),
        (default, 1.0), (0, 3), xycoords=("data", "axes fraction"), textcoords="offset points",
        ha="center", fontsize=8,
    )  # fmt: skip
    labels = [wrapped(label.in_(lang).capitalize(), LABEL_WIDTH) for label in data["label"]]
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, 1.2 * float(data["high"].max()))
    axes.xaxis.set_major_formatter(axis_formatter(lang))
    axes.set_xlabel(Text("zł na rodzinę, osobę lub IPP", "PLN per family, person or IPP").in_(lang))
    axes.grid(visible=True, axis="x")


def _bar(axes: Axes, at: int, row: dict[Any, Any], lang: Lang) -> None:
    """Draw one bar in two colours, below and above the default, with its ends in numbers."""
    low, high, default = (float(row[name]) for name in ("low", "high", "default"))
    axes.barh(at, default - low, left=low, height=2 * HALF, color=ORANGE, hatch=HATCHES[1],
              edgecolor="white", linewidth=0)  # fmt: skip
    axes.barh(at, high - default, left=default, height=2 * HALF, color=BLUE)
    for end, side in ((low, "right"), (high, "left")):
        if end == default:
            continue
        offset = (-4 if side == "right" else 4, 0)
        axes.annotate(formats.number(end, 0, lang), (end, at), offset, ha=side, va="center",
                      textcoords="offset points", fontsize=8)  # fmt: skip
    if row["assumption"] != WHOLE:
        ends = f"{row['lowest'].in_(lang)} {formats.DASH} {row['highest'].in_(lang)}"
        axes.annotate(ends, ((low + high) / 2, at + HALF), (0, -2), ha="center", va="top",
                      textcoords="offset points", fontsize=7,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip


@needs(*TABLES, what=COSTS)
def families_cost_sentence(report: Material) -> Prose:
    """Say the cost per family, its range over assumptions, and that it is no price."""
    every = whole_of(report, "cost_per_family", "all")
    direct = whole_of(report, "cost_per_family", "direct")
    if not known(every) or not known(direct):
        return why_no(COSTS, why_no_costs(region(report, "cost_per_family")["status"]))
    ends = [whole_of(report, RANGE, group) for group in ("lowest", "highest")]
    shares = {name: whole_of(report, RANGE, f"share:{name}") for name in ASSUMPTIONS}
    return sentences(
        {lang: _cost(every["value"], direct["value"], lang) for lang in LANGUAGES},
        {lang: _range(ends, lang) if all(map(known, ends)) else "" for lang in LANGUAGES},
        {lang: _most(shares, lang) for lang in LANGUAGES},
        {lang: _NO_PRICE.in_(lang) for lang in LANGUAGES},
    )


_NO_PRICE: Final = Text(
    "Koszt na rodzinę nie jest ceną: są w nim koszty, które nie zależą od liczby rodzin (np. "
    "przygotowanie modelu, badania, zarządzanie), a nie ma pracy opłacanej przez instytucje "
    "członków zespołów. Nie mówi, ile kosztowałaby pomoc kolejnej rodzinie ani czy inna droga "
    "byłaby tańsza.",
    "Cost per family is no price: costs that do not depend on the number of families are in it "
    "(such as preparing the model, research, management), and work paid by the members' "
    "institutions is not. It says neither what help for one more family would cost nor whether "
    "another way would be cheaper.",
)


def _cost(every: float, direct: float, lang: Lang) -> str:
    both = [formats.pln(value, lang, decimals=0) for value in (every, direct)]
    return Text(
        f"Na rodzinę lub osobę przypada {both[0]} wszystkich kosztów, w tym {both[1]} kosztów "
        "zespołów.",
        f"All costs come to {both[0]} per family or person, {both[1]} of it costs of teams.",
    ).in_(lang)


def _range(ends: list[Any], lang: Lang) -> str:
    low, high = (formats.pln(row["value"], lang, decimals=0) for row in ends)
    return Text(
        f"Zależnie od założeń wychodzi od {low} do {high}.",
        f"Depending on assumptions it is {low} to {high}.",
    ).in_(lang)


def _most(shares: dict[str, Any], lang: Lang) -> str:
    """Name the assumption that moves the value most; nothing where none does or it is hidden."""
    moved = {name: row["value"] for name, row in shares.items() if known(row) and row["value"] > 0}
    if not moved:
        return ""
    largest = max(moved.values())
    names = ", ".join(ASSUMPTIONS[name].in_(lang) for name in moved if moved[name] == largest)
    return Text(
        f"Najwięcej zależy od założenia: {names}.", f"Most depends on the assumption: {names}."
    ).in_(lang)
