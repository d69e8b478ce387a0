"""What changed between two waves: scales with intervals and tests, and what may be concluded."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.survey_scores import KEPT, SURVEY_TABLES
from kooperacja_eval.reporting.exhibits.survey_words import (
    METHODS,
    main_pair,
    scale_label,
    scales,
    verdict,
    wave_label,
    why_not,
)
from kooperacja_eval.reporting.exhibits.value_words import signed
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, INK, ORANGE, axis_formatter
from kooperacja_eval.text import LANGUAGES, Lang, Text

CHANGE = Text("Zmiana między pomiarami", "Change between waves")
PAIRED: Final = "paired_clustered_t"
UNLINKED: Final = "unlinked_clustered_t"
CONFIRMATORY: Final = "holm_confirmatory"
EXPLORATORY: Final = "bh_exploratory"
POINTS: Final = Column(
    "ci_low", Text("Przedział 95%", "95% interval"), "interval", 2, high="ci_high"
)
NO_PAIR: Final = Prose(
    Text(
        "*Zmiana między pomiarami: dane pochodzą z jednego pomiaru, więc nie ma czego porównać.*",
        "*Change between waves: the data come from one wave, so there is nothing to compare.*",
    )
)


def scale_rows(report: Material, pair: str, method: str) -> pd.DataFrame:
    """Return the change of whole scales in report order, for one method."""
    rows = report.rows("scale_change", level="macroregion", wave=pair, method=method)
    order = {name: place for place, name in enumerate(scales(report)["scale"])}
    rows = rows[rows["group"].isin(list(order))]
    ranked = rows.assign(rank=rows["group"].map(order)).sort_values("rank", kind="stable")
    return ranked.drop(columns="rank").reset_index(drop=True)


@needs(*SURVEY_TABLES, what=CHANGE)
def change_figure(report: Material, wave: str) -> Exhibit | Prose:
    """Mean change of each scale with intervals: linked respondents beside those not linked."""
    pair = main_pair(report, wave)
    if pair is None:
        return NO_PAIR
    both = [scale_rows(report, pair, method) for method in (PAIRED, UNLINKED)]
    data = pd.concat(both, ignore_index=True)
    data = data[[*KEPT, "group", "method"]].assign(
        scale=texts((scale_label(report, name) for name in data["group"]), data),
        how=texts((METHODS[name] for name in data["method"]), data),
    )
    return Exhibit(
        id="change_figure",
        title=Text(
            f"Zmiana wyników na skalach, {wave_label(report, pair).pl}",
            f"Change of scores, {wave_label(report, pair).en}",
        ),
        caption=Text(
            "Punkty: średnia zmiana w punktach skali; kreski: przedziały ufności 95%, które "
            "uwzględniają zespoły. Pełne koło: te same osoby w obu pomiarach; pusty kwadrat: różne "
            "osoby. Przedział, który obejmuje zero, nie wskazuje na zmianę.",
            "Points: mean change in points of the scale; lines: 95% confidence intervals that take "
            "teams into account. Full circle: the same persons in both waves; empty square: "
            "different persons. An interval that holds zero does not point to a change.",
        ),
        alt=_change_alt(data),
        source=computed_source("answers"),
        data=data,
        columns=_CHANGE_COLUMNS,
        draw=_draw_change,
    )


_CHANGE_COLUMNS = (
    Column("scale", Text("Skala", "Scale")),
    Column("how", Text("Porównanie", "Comparison")),
    Column("value", Text("Zmiana", "Change"), "number", 2),
    POINTS,
    Column("n", Text("Pary lub osoby", "Pairs or persons"), "integer"),
)


def _change_alt(data: pd.DataFrame) -> Text:
    parts: dict[Lang, list[str]] = {"pl": [], "en": []}
    for row in data[data["method"] == PAIRED].to_dict("records"):
        for lang, lines in parts.items():
            missing = formats.is_missing(row["value"])
            said = why_not(row["status"]).in_(lang) if missing else signed(row["value"], 2, lang)
            lines.append(f"{row['scale'].in_(lang)}: {said}")
    return Text(
        "Wykres punktowy średniej zmiany w parach: " + ("; ".join(parts["pl"]) or "brak") + ".",
        "Dot plot of the mean change in pairs: " + ("; ".join(parts["en"]) or "none") + ".",
    )


def _draw_change(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    names = list(dict.fromkeys(data["group"]))
    figure.set_size_inches(6.5, 1.2 + 0.42 * len(names))
    axes = figure.add_subplot()
    looks = {PAIRED: (-0.13, BLUE, "o", BLUE), UNLINKED: (0.13, ORANGE, "s", "white")}
    for method, (shift, color, sign, fill) in looks.items():
        rows = data[(data["method"] == method) & data["value"].notna()]
        spots = [names.index(name) + shift for name in rows["group"]]
        reach = [rows["value"] - rows["ci_low"], rows["ci_high"] - rows["value"]]
        axes.errorbar(
            rows["value"], spots, xerr=[part.fillna(0.0).to_numpy() for part in reach],
            fmt=sign, color=color, markerfacecolor=fill, markersize=5, capsize=3, elinewidth=1.2,
            label=METHODS[method].in_(lang),
        )  # fmt: skip
    axes.axvline(0, color=INK, linewidth=0.8)
    labels = data.drop_duplicates("group").set_index("group")["scale"]
    axes.set_yticks(range(len(names)), [labels[name].in_(lang) for name in names])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=True, axis="x")
    axes.xaxis.set_major_formatter(axis_formatter(lang, decimals=1))
    axes.legend(ncols=2, loc="lower center", bbox_to_anchor=(0.4, 1.0))


@needs(*SURVEY_TABLES, what=CHANGE)
def change_table(report: Material, wave: str) -> Exhibit | Prose:
    """Change of each scale in pairs, with the tests that were planned and those that were not."""
    pair = main_pair(report, wave)
    if pair is None:
        return NO_PAIR
    rows = scale_rows(report, pair, PAIRED)
    lines = [_test_line(report, row, pair) for row in rows.to_dict("records")]
    columns = ["scale", "before", *KEPT, "p", "wilcoxon", "adjusted", "kind"]
    return Exhibit(
        id="change_table",
        title=Text(
            f"Zmiana w parach i testy, {wave_label(report, pair).pl}",
            f"Change in pairs and tests, {wave_label(report, pair).en}",
        ),
        caption=Text(
            "Testy z planu (potwierdzające) wymienia macierz ewaluacji; ich wartości p są "
            "skorygowane metodą Holma. Pozostałe są eksploracyjne (korekta Benjaminiego-Hochberga "
            "razem z pozycjami) i mogą tylko podsunąć hipotezę. p (t): test odporny na "
            "podobieństwo w zespołach; p (W): test Wilcoxona dla par, zera Pratta, rozkład "
            "permutacyjny, bez zespołów; p kor.: po korekcie. Przed: średnia wcześniejsza par.",
            "Planned (confirmatory) tests are named in the evaluation matrix; their p-values are "
            "adjusted by Holm. The others are exploratory (Benjamini-Hochberg together with the "
            "items) and can only suggest. p (t): robust to "
            "likeness within teams; p (W): Wilcoxon's signed-rank test, Pratt's zeros, permutation "
            "distribution, without teams; p adj.: adjusted. Before: earlier mean of these pairs.",
        ),
        alt=Text(
            "Tabela: średnia wcześniejsza, zmiana z przedziałem, liczba par i wartości p.",
            "Table: earlier mean, change with interval, number of pairs and p-values.",
        ),
        source=computed_source("answers"),
        data=pd.DataFrame(lines, columns=columns),
        columns=(
            Column("scale", Text("Skala", "Scale")),
            Column("before", Text("Przed", "Before"), "number", 2),
            Column("value", Text("Zmiana", "Change"), "number", 2),
            POINTS,
            Column("n", Text("Pary", "Pairs"), "integer"),
            Column("p", Text("p (t)", "p (t)"), "p_value"),
            Column("wilcoxon", Text("p (W)", "p (W)"), "p_value"),
            Column("adjusted", Text("p kor.", "p adj."), "p_value"),
            Column("kind", Text("Z planu", "Planned")),
        ),
    )


def _test_line(report: Material, row: dict[Any, Any], pair: str) -> dict[str, object]:
    name = str(row["group"])
    tests = report.rows("change_test", level="macroregion", wave=pair, group=name)
    found = tests.set_index("method")["value"]
    planned = CONFIRMATORY in found.index
    relative = report.rows(
        "scale_change", level="macroregion", wave=pair, group=name, method=METHOD_RELATIVE
    )
    base = relative["denominator"] / relative["n"]
    return {
        "scale": scale_label(report, name),
        "before": base.iloc[0] if len(base) else float("nan"),
        **{key: row[key] for key in KEPT},
        "p": found.get(PAIRED, float("nan")),
        "wilcoxon": found.get("wilcoxon_pratt_permutation", float("nan")),
        "adjusted": found.get(CONFIRMATORY if planned else EXPLORATORY, float("nan")),
        "kind": Text("tak", "yes") if planned else Text("nie", "no"),
    }


METHOD_RELATIVE: Final = "paired_cluster_bootstrap"


def change_sentence(report: Material, wave: str, names: Sequence[str]) -> Prose:
    """Say for each scale how it changed in pairs and what its interval allows to say."""
    pair = main_pair(report, wave)
    if pair is None:
        return NO_PAIR
    rows = {str(row["group"]): row for row in scale_rows(report, pair, PAIRED).to_dict("records")}
    lines = {lang: [_said(report, rows, name, lang) for name in names] for lang in LANGUAGES}
    return Prose(
        Text(*("\n".join(f"- {line}" for line in lines[lang] if line) for lang in LANGUAGES))
    )


def _said(report: Material, rows: Mapping[str, Any], name: str, lang: Lang) -> str:
    label = f"**{scale_label(report, name).in_(lang)}**"
    if name not in rows:
        none = Text("brak odpowiedzi z obu pomiarów", "no answers from both waves")
        return f"{label}: {none.in_(lang)}."
    row = rows[name]
    if formats.is_missing(row["value"]):
        return f"{label}: {why_not(row['status']).in_(lang)}."
    if formats.is_missing(row["ci_low"]) or formats.is_missing(row["ci_high"]):
        none = Text("przedziału nie da się policzyć", "no interval can be computed")
        return f"{label}: {signed(row['value'], 2, lang)} ({none.in_(lang)})."
    ends = formats.interval(row["ci_low"], row["ci_high"], 2, lang=lang)
    change = signed(row["value"], 2, lang)
    pairs = formats.integer(row["n"], lang)
    said = verdict(row["ci_low"], row["ci_high"]).in_(lang)
    words = Text(
        f"{label}: {change}{formats.NBSP}pkt (przedział 95%: {ends}; pary: {pairs}) – {said}.",
        f"{label}: {change} points (95% interval: {ends}; pairs: {pairs}) – {said}.",
    )
    return words.in_(lang)
