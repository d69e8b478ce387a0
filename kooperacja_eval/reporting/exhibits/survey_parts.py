"""Change in other readings and smaller parts: one scale in several ways, groups, items."""

from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.survey_change import (
    CHANGE,
    EXPLORATORY,
    NO_PAIR,
    PAIRED,
    POINTS,
)
from kooperacja_eval.reporting.exhibits.survey_scores import KEPT, SURVEY_TABLES
from kooperacja_eval.reporting.exhibits.survey_words import (
    BY,
    DIMENSIONS,
    METHODS,
    group_label,
    groups_in_order,
    items,
    main_pair,
    scale_label,
    scales,
    wave_label,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import CHANGE_TYPES
from kooperacja_eval.text import Text


@needs(*SURVEY_TABLES, what=CHANGE)
def change_readings_of_scale(report: Material, wave: str, scale: str) -> Exhibit | Prose:
    """One scale's change in every reading of the word, linked, unlinked and imputed."""
    pair = main_pair(report, wave)
    if pair is None:
        return NO_PAIR
    rows = report.rows("scale_change", level="macroregion", wave=pair, group=scale)
    data = rows[[*KEPT, "method", "change_type"]].assign(
        how=texts((METHODS.get(name, Text(name, name)) for name in rows["method"]), rows),
        what=texts((CHANGE_TYPES.label(name) for name in rows["change_type"]), rows),
    )
    return Exhibit(
        id=f"change_{scale}",
        title=Text(
            f"{scale_label(report, scale).pl}: ta sama zmiana na różne sposoby",
            f"{scale_label(report, scale).en}: the same change in several ways",
        ),
        caption=Text(
            f"Pomiary: {wave_label(report, pair).pl}. Zmiana względna to ułamek średniej "
            "wcześniejszej (0,10 znaczy 10%). g: zmiana w odchyleniach standardowych. Korelacja "
            "rangowa i delta: od −1 do 1. Uzupełnienie braków (wielokrotne, reguły Rubina) "
            "sprawdza, czy wynik zależy od tego, kto nie odpowiedział w jednym z pomiarów.",
            f"Waves: {wave_label(report, pair).en}. A relative change is a fraction of the earlier "
            "mean (0.10 is 10%). g: change in standard deviations. Rank-biserial and delta: from "
            "−1 to 1. Imputation (multiple, Rubin's rules) checks whether the result hangs on who "
            "did not answer one of the waves.",
        ),
        alt=Text(
            "Tabela: zmiana policzona na kilka sposobów z przedziałami i liczbą osób.",
            "Table: the change computed in several ways with intervals and numbers of persons.",
        ),
        source=computed_source("answers"),
        data=data,
        columns=(
            Column("how", Text("Porównanie", "Comparison")),
            Column("what", Text("Rodzaj zmiany", "Type of change")),
            Column("value", Text("Wartość", "Value"), "number", 2),
            POINTS,
            Column("n", Text("Pary lub osoby", "Pairs or persons"), "integer"),
        ),
    )


@needs(*SURVEY_TABLES, what=CHANGE)
def change_by_group(report: Material, wave: str, dimension: str = "sector") -> Exhibit | Prose:
    """Change of each scale in pairs by sector, or another attribute of respondents."""
    pair = main_pair(report, wave)
    if pair is None:
        return NO_PAIR
    rows = report.rows("scale_change", level="macroregion", wave=pair, method=PAIRED)
    rows = rows.set_index("group")
    keys = [
        (str(scale), group)
        for scale in scales(report)["scale"]
        for group in groups_in_order(dimension)
        if f"{scale}/{group}" in rows.index
    ]
    rows = rows.loc[[f"{scale}/{group}" for scale, group in keys]].reset_index()
    data = rows[list(KEPT)].assign(
        scale=texts((scale_label(report, name) for name, _ in keys), rows),
        who=texts((group_label(group) for _, group in keys), rows),
    )
    label = DIMENSIONS[dimension][0]
    return Exhibit(
        id=f"change_by_{dimension}",
        title=Text(
            f"Zmiana w parach {BY[dimension].pl}, {wave_label(report, pair).pl}",
            f"Change in pairs {BY[dimension].en}, {wave_label(report, pair).en}",
        ),
        caption=Text(
            "Podział eksploracyjny, bez testów: im mniej par, tym mniej pewny wynik. Gdy pary "
            "pochodzą z mniej niż dwóch zespołów, przedziału nie ma.",
            "An exploratory breakdown without tests: the fewer the pairs, the less certain the "
            "result. Where pairs come from fewer than two teams there is no interval.",
        ),
        alt=Text(
            f"Tabela: zmiana na każdej skali {BY[dimension].pl} z przedziałem i liczbą par.",
            f"Table: change on each scale {BY[dimension].en} with interval and number of pairs.",
        ),
        source=computed_source("respondents", "answers"),
        data=data,
        columns=(
            Column("scale", Text("Skala", "Scale")),
            Column("who", Text(label.pl.capitalize(), label.en.capitalize())),
            Column("value", Text("Zmiana", "Change"), "number", 2),
            POINTS,
            Column("n", Text("Pary", "Pairs"), "integer"),
        ),
    )


@needs(*SURVEY_TABLES, what=CHANGE)
def item_changes(report: Material, wave: str) -> Exhibit | Prose:
    """Change of each item in pairs, exploratory."""
    pair = main_pair(report, wave)
    if pair is None:
        return NO_PAIR
    rows = report.rows("item_change", level="macroregion", wave=pair)
    known = items(report).set_index("item_id")["label"]
    tests = report.rows("change_test", level="macroregion", wave=pair, method=EXPLORATORY)
    adjusted = tests.set_index("group")["value"]
    data = rows[[*KEPT, "group"]].assign(
        text=texts((known.get(name, Text(name, name)) for name in rows["group"]), rows),
        adjusted=[adjusted.get(name, float("nan")) for name in rows["group"]],
    )
    return Exhibit(
        id="item_changes",
        title=Text(
            f"Zmiana odpowiedzi na poszczególne pozycje, {wave_label(report, pair).pl}",
            f"Change of single items, {wave_label(report, pair).en}",
        ),
        caption=Text(
            "Analiza eksploracyjna: pary, odpowiedzi nieodwrócone, p skorygowane metodą "
            "Benjaminiego-Hochberga.",
            "Exploratory: pairs, answers not reversed, p adjusted by Benjamini and Hochberg.",
        ),
        alt=Text(
            "Tabela: zmiana średniej odpowiedzi na każdą pozycję z przedziałem i liczbą par.",
            "Table: change of the mean answer to each item with interval and number of pairs.",
        ),
        source=computed_source("answers"),
        data=data,
        columns=(
            Column("group", Text("Pozycja", "Item")),
            Column("text", Text("Treść", "Wording")),
            Column("value", Text("Zmiana", "Change"), "number", 2),
            POINTS,
            Column("n", Text("Pary", "Pairs"), "integer"),
            Column("adjusted", Text("p po korekcie", "p adjusted"), "p_value"),
        ),
    )
