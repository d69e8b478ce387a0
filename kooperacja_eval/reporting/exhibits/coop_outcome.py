"""Whether more intense cooperation goes with better outcomes of families: picture and table.

The border: associations as released; how firm they are belongs to ``coop_sensitivity``, other
explanations to ``coop_rivals``. No word here says that one thing brings about another.
"""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_words import (
    INDEX_TABLES,
    OUTCOMES,
    region,
    side,
    whole_of,
)
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.style import BLUE, SKY, axis_formatter
from kooperacja_eval.text import LANGUAGES, Lang, Text

WHAT: Final = Text("Intensywność a wyniki rodzin", "Intensity and outcomes of families")
LINK: Final = "intensity_outcome"
OF: Final = ("completed", "goal_t", "time")
NO_LINK: Final = Text(
    "zespołów o różnej intensywności albo rodzin o znanych wynikach jest za mało, żeby je porównać",
    "there are too few teams of different intensity, or families with known outcomes, to compare",
)
NO_CURVE: Final = Text(
    "indeks zespołów nie sięga dwóch punktów, między którymi można by poprowadzić linię",
    "the index of teams does not reach two points between which a line could be drawn",
)
MEASURES: Final[Mapping[str, Text]] = {
    "completed": Text("iloraz szans", "odds ratio"),
    "goal_t": Text("różnica, punkty T", "difference, T points"),
    "time": Text("iloraz hazardów", "hazard ratio"),
}
NONE: Final[Mapping[str, float]] = {"completed": 1.0, "goal_t": 0.0, "time": 1.0}
"""The value of each measure where intensity and outcome do not go together."""
PARTS: Final[Mapping[str, Text]] = {
    "between": Text("między zespołami", "between teams"),
    "within": Text("wewnątrz zespołu", "within a team"),
    "total": Text("razem", "together"),
}
READINGS: Final[Mapping[int, Text]] = {
    1: Text("wyższy wynik przy wyższym indeksie", "higher outcome at a higher index"),
    -1: Text("niższy wynik przy wyższym indeksie", "lower outcome at a higher index"),
    0: Text("związku nie wykazano", "no association shown"),
}
POINT: Final = "completed|at:"


def outcome_label(name: str) -> Text:
    """Return an outcome with the measure of its association."""
    label, measure = OUTCOMES[name], MEASURES[name]
    return Text(f"{label.pl}: {measure.pl}", f"{label.en}: {measure.en}")


def reading(row: Row, outcome: str) -> Text:
    """Return what the interval of an association allows to say."""
    if not known(row):
        return Text("nie da się policzyć", "cannot be computed")
    return READINGS[side(row, NONE[outcome])]


@needs(*INDEX_TABLES, what=WHAT)
def coop_associations(report: Material) -> Exhibit | Prose:
    """Show associations between teams, within them and together, for 10 points of the index."""
    data = pd.DataFrame([line for name in OF for line in _lines(report, name)], columns=_NAMES)
    if data["value"].isna().all():
        return why_no(WHAT, NO_LINK)
    teams = [formats.number(data["teams"].max(), 0, lang) for lang in LANGUAGES]
    return Exhibit(
        id="coop_associations",
        title=Text(
            "Intensywność kooperacji a wyniki rodzin: związki na 10 punktów indeksu",
            "Cooperation intensity and outcomes of families: associations for 10 points",
        ),
        caption=Text(
            f"Zespoły: {teams[0]}. Iloraz szans lub hazardów 1 i różnica 0 to brak związku. "
            f"Między zespołami: zespoły o "
            "indeksie wyższym o 10 punktów. Wewnątrz zespołu: rodziny tego samego zespołu, które "
            "trafiły na miesiące o indeksie wyższym o 10 punktów; te rodziny mało się tym "
            "różnią, więc przedział bywa bardzo szeroki. Iloraz hazardów powyżej 1: programy "
            "kończą się "
            "wcześniej. Przedziały 95%, błędy między zespołami (Mancl i DeRouen; CR2; jackknife).",
            f"Teams: {teams[1]}. A ratio of 1 and a difference of 0 are no association. Between "
            f"teams: teams with an "
            "index higher by 10 points. Within a team: families of one team that met months with "
            "an index higher by 10 points; these differ little, so the interval may be very wide. "
            "A hazard ratio above 1: programmes are completed earlier. 95% intervals, errors "
            "between teams (Mancl and DeRouen; CR2; jackknife).",
        ),
        alt=_alt(data),
        source=computed_source("meetings", "attendance", "contacts", "families"),
        data=data.assign(**{name: texts(data[name], data) for name in _WORDS}),
        columns=(
            Column("label", Text("Wynik rodzin", "Outcome of families")),
            Column("part", Text("Porównanie", "Comparison")),
            Column("value", Text("Związek", "Association"), "number", 2),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 2,
                   high="ci_high"),
            Column("n", Text("Rodziny", "Families"), "integer"),
            Column("reading", Text("Odczyt", "Reading")),
        ),
    )  # fmt: skip


_WORDS: Final = ("label", "part", "reading")
_NAMES: Final = ["group", *_WORDS, "value", "ci_low", "ci_high", "n", "teams", "status"]


def _lines(report: Material, name: str) -> list[dict[str, Any]]:
    teams = whole_of(report, LINK, f"{name}|teams")["value"]
    lines = []
    for part, label in PARTS.items():
        if region(report, LINK, f"{name}|{part}").empty:
            continue
        row = whole_of(report, LINK, f"{name}|{part}")
        lines.append({
            "group": f"{name}|{part}", "label": outcome_label(name), "part": label,
            "reading": reading(row, name), "teams": teams,
            **{key: row[key] for key in ("value", "ci_low", "ci_high", "n", "status")},
        })  # fmt: skip
    return lines


def _alt(data: pd.DataFrame) -> Text:
    rows = data[data["group"].str.endswith("|between")].to_dict("records")
    said = {
        lang: "; ".join(
            f"{row['label'].in_(lang)} {formats.number(row['value'], 2, lang)} – "
            f"{row['reading'].in_(lang)}"
            for row in rows
        )
        for lang in LANGUAGES
    }
    return Text(
        f"Tabela związków; między zespołami: {said['pl']}.",
        f"Table of associations; between teams: {said['en']}.",
    )


@needs(*INDEX_TABLES, what=WHAT)
def coop_dose_response(report: Material) -> Exhibit | Prose:
    """Draw the predicted share of completed programmes along the index of teams."""
    rows = region(report, LINK)
    rows = rows[rows["group"].str.startswith(POINT) & rows["value"].notna()]
    points = rows["group"].str.removeprefix(POINT).astype(float)
    data = rows[["value", "ci_low", "ci_high", "n", "status"]].assign(index_points=points)
    data = data.sort_values("index_points").reset_index(drop=True)
    if len(data) <= 1:
        return why_no(WHAT, NO_CURVE)
    return Exhibit(
        id="coop_dose_response",
        title=Text(
            "Zakończone programy (IPP) przy różnej intensywności kooperacji",
            "Completed programmes (IPP) at different cooperation intensity",
        ),
        caption=Text(
            "Odsetek zakończonych programów przewidywany przez model dla zespołów o danym "
            "indeksie, z 95-procentowym pasem; tylko tam, gdzie zespoły naprawdę były. To "
            "porównanie różnych "
            "zespołów, a nie zapowiedź, co stanie się, gdy zespół zwiększy intensywność.",
            "Share of completed programmes that the model predicts for teams of an index, with its "
            "95% band; only where teams have been. It compares different teams and does not "
            "foretell what happens when a team becomes more intense.",
        ),
        alt=_curve_alt(data),
        source=computed_source("meetings", "attendance", "contacts", "families"),
        data=data,
        columns=(
            Column("index_points", Text("Indeks zespołu", "Index of the team"), "number", 0),
            Column("value", Text("Zakończone", "Completed"), "percent", 0),
            Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 0,
                   high="ci_high", scale="percent"),
            Column("n", Text("Rodziny w modelu", "Families in the model"), "integer"),
        ),
        draw=_draw,
    )  # fmt: skip


def _curve_alt(data: pd.DataFrame) -> Text:
    said = {
        lang: "; ".join(
            f"{formats.number(row['index_points'], 0, lang)}: "
            f"{formats.percent(row['value'], 0, lang)}"
            for row in data.to_dict("records")
        )
        for lang in LANGUAGES
    }
    return Text(
        f"Wykres liniowy; odsetek zakończonych programów przy indeksie {said['pl']}.",
        f"Line chart; share of completed programmes at an index of {said['en']}.",
    )


def _draw(figure: Figure, data: pd.DataFrame, lang: Lang) -> None:
    figure.set_size_inches(6.5, 2.7)
    axes = figure.add_subplot()
    axes.fill_between(data["index_points"], data["ci_low"], data["ci_high"], color=SKY, alpha=0.3,
                      linewidth=0, label=Text("pas 95%", "95% band").in_(lang))  # fmt: skip
    axes.plot(data["index_points"], data["value"], color=BLUE, marker="o", markersize=5,
              label=Text("przewidywany odsetek", "predicted share").in_(lang))  # fmt: skip
    for row in data.to_dict("records"):
        axes.annotate(formats.percent(row["value"], 0, lang), (row["index_points"], row["value"]),
                      (0, 6), textcoords="offset points", ha="center", fontsize=8)  # fmt: skip
    axes.set_ylim(0, 1.05)
    axes.set_xticks(data["index_points"].tolist())
    axes.set_xlabel(Text("indeks intensywności zespołu (0–100)",
                         "intensity index of the team (0–100)").in_(lang))  # fmt: skip
    axes.yaxis.set_major_formatter(axis_formatter(lang, kind="percent"))
    axes.grid(visible=True, axis="y")
    axes.legend(loc="lower right")
