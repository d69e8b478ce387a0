"""Scores on scales: by wave, voivodeship and sector, and how reliable they are."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, place, texts
from kooperacja_eval.reporting.exhibits.score_grid import score_grid
from kooperacja_eval.reporting.exhibits.survey_words import (
    BY,
    DIMENSIONS,
    group_label,
    groups_in_order,
    scale_label,
    scale_limits,
    scale_range,
    scales,
    wave_label,
    waves_up_to,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text, same

SCORES = Text("Wyniki na skalach", "Scores on the scales")
RELIABILITY = Text("Rzetelność skal", "Reliability of the scales")
SURVEY_TABLES = ("respondents", "answers", "items", "scales")
INTERVAL = Column("ci_low", Text("Przedział 95%", "95% interval"), "interval", 2, high="ci_high")
KEPT = ("value", "ci_low", "ci_high", "n", "n_missing", "status")


@needs(*SURVEY_TABLES, what=SCORES)
def scale_scores(report: Material, wave: str) -> Exhibit | Prose:
    """Mean score of each scale in each wave, with intervals."""
    waves = waves_up_to(report, wave)
    rows = report.rows("scale_score", level="macroregion")
    rows = rows[rows["wave"].isin(waves) & rows["group"].isin(scales(report)["scale"])]
    order = {name: place for place, name in enumerate(scales(report)["scale"])}
    rows = rows.assign(rank=rows["group"].map(order), turn=rows["wave"].map(waves.index))
    rows = rows.sort_values(["rank", "turn"], kind="stable").reset_index(drop=True)
    data = rows[list(KEPT)].assign(
        scale=texts((scale_label(report, name) for name in rows["group"]), rows),
        range=texts((same(scale_range(report, name)) for name in rows["group"]), rows),
        wave=texts((wave_label(report, name) for name in rows["wave"]), rows),
    )
    return Exhibit(
        id="scale_scores",
        title=Text("Średnie wyniki na skalach według pomiarów", "Mean scores by wave"),
        caption=Text(
            "Wszyscy respondenci pomiaru, połączeni i niepołączeni. Przedziały uwzględniają "
            "podobieństwo osób z jednego zespołu. Z różnic między pomiarami w tej tabeli nie "
            "należy wnioskować o zmianie: odpowiadały częściowo inne osoby.",
            "All respondents of a wave, linked or not. Intervals take into account that persons "
            "of one team are alike. Differences between waves in this table are no change: partly "
            "other persons answered.",
        ),
        alt=Text(
            "Tabela: średni wynik każdej skali w każdym pomiarze z przedziałem i liczbą osób.",
            "Table: mean score of each scale in each wave with interval and number of persons.",
        ),
        source=computed_source("answers"),
        data=data,
        columns=(
            Column("scale", Text("Skala", "Scale")),
            Column("range", Text("Zakres", "Range"), align="center"),
            Column("wave", Text("Pomiar", "Wave")),
            Column("value", Text("Średnia", "Mean"), "number", 2),
            INTERVAL,
            Column("n", Text("Osoby", "Persons"), "integer"),
            Column("n_missing", Text("Bez wyniku", "No score"), "integer"),
        ),
    )


@needs(*SURVEY_TABLES, what=SCORES)
def scores_by_place(report: Material, wave: str) -> Exhibit | Prose:
    """Mean score of each scale by voivodeship, in one wave."""
    rows = report.rows("scale_score", level="voivodeship", wave=wave)
    names = [str(name) for name in scales(report)["scale"] if name in set(rows["group"])]
    ranks = {name: rank for rank, name in enumerate(names)}
    places = {code: rank for rank, code in enumerate(report.config.voivodeships)}
    rows = rows[rows["group"].isin(names)]
    rows = rows.assign(rank=rows["group"].map(ranks), spot=rows["voivodeship"].map(places))
    rows = rows.sort_values(["rank", "spot"], kind="stable").reset_index(drop=True)
    return score_grid(
        _cells(report, rows, rows["group"], (place(code) for code in rows["voivodeship"])),
        name="scores_by_place",
        title=Text(
            f"Średnie wyniki według województw, {wave_label(report, wave).pl}",
            f"Mean scores by voivodeship, {wave_label(report, wave).en}",
        ),
        source=computed_source("answers"),
        group_header=Text("Województwo", "Voivodeship"),
    )


@needs(*SURVEY_TABLES, what=SCORES)
def scores_by_group(report: Material, wave: str, dimension: str = "sector") -> Exhibit | Prose:
    """Mean score of each scale by sector, or another attribute of respondents, in one wave."""
    rows = report.rows("scale_score", level="macroregion", wave=wave).set_index("group")
    keys = [
        (str(scale), group)
        for scale in scales(report)["scale"]
        for group in groups_in_order(dimension)
        if f"{scale}/{group}" in rows.index
    ]
    found = rows.loc[[f"{scale}/{group}" for scale, group in keys]].reset_index()
    label = DIMENSIONS[dimension][0]
    return score_grid(
        _cells(report, found, (scale for scale, _ in keys), (group_label(g) for _, g in keys)),
        name=f"scores_by_{dimension}",
        title=Text(
            f"Średnie wyniki {BY[dimension].pl}, {wave_label(report, wave).pl}",
            f"Mean scores {BY[dimension].en}, {wave_label(report, wave).en}",
        ),
        source=computed_source("respondents", "answers"),
        group_header=Text(label.pl.capitalize(), label.en.capitalize()),
    )


def _cells(
    report: Material, rows: pd.DataFrame, names: Iterable[str], groups: Iterable[Text]
) -> pd.DataFrame:
    """Return released scores as the rows of a grid: which scale, whose, and the scale's range."""
    named = [str(name) for name in names]
    limits = [scale_limits(report, name) for name in named]
    return rows[list(KEPT)].assign(
        scale=texts((scale_label(report, name) for name in named), rows),
        who=texts(groups, rows),
        low=[low for low, _ in limits],
        high=[high for _, high in limits],
    )


@needs(*SURVEY_TABLES, what=RELIABILITY)
def reliability(report: Material, wave: str) -> Exhibit | Prose:
    """Alpha, omega and likeness within teams of each scale in one wave."""
    rows = report.rows("scale_reliability", level="macroregion", wave=wave)
    lines = []
    for name in scales(report)["scale"]:
        here = rows[rows["group"] == name].set_index("method")
        if here.empty:
            continue
        alpha = here.reindex(["alpha_feldt"]).iloc[0]
        lines.append(
            {
                "scale": scale_label(report, name),
                "alpha": alpha["value"],
                "ci_low": alpha["ci_low"],
                "ci_high": alpha["ci_high"],
                "omega": here["value"].get("omega_ml", np.nan),
                "icc": here["value"].get("icc_team", np.nan),
                "n": alpha["n"],
                "status": alpha["status"],
            }
        )
    columns = ["scale", "alpha", "ci_low", "ci_high", "omega", "icc", "n", "status"]
    return Exhibit(
        id="reliability",
        title=Text(
            f"Rzetelność skal, {wave_label(report, wave).pl}",
            f"Reliability of the scales, {wave_label(report, wave).en}",
        ),
        caption=Text(
            "Alfa Cronbacha z przedziałem Feldta i omega McDonalda (jeden czynnik, największa "
            "wiarygodność): osoby z kompletem odpowiedzi. ICC mówi, jak podobne są odpowiedzi osób "
            "z jednego zespołu; wartość ujemna znaczy, że nie są podobne. Umowny próg alfy do "
            "porównań grup to 0,70; wysoka alfa nie dowodzi, że skala mierzy jedną cechę.",
            "Cronbach's alpha with Feldt's interval and McDonald's omega (one factor, maximum "
            "likelihood): persons who answered every item. ICC says how alike persons of one team "
            "answer; a negative value means not at all. By custom 0.70 is enough to compare "
            "groups; a high alpha does not prove that a scale measures one thing.",
        ),
        alt=Text(
            "Tabela: alfa z przedziałem, omega i ICC każdej skali.",
            "Table: alpha with interval, omega and ICC of each scale.",
        ),
        source=computed_source("answers"),
        data=pd.DataFrame(lines, columns=columns),
        columns=(
            Column("scale", Text("Skala", "Scale")),
            Column("alpha", Text("Alfa", "Alpha"), "number", 2),
            INTERVAL,
            Column("omega", Text("Omega", "Omega"), "number", 2),
            Column("icc", Text("ICC zespołu", "Team ICC"), "number", 2),
            Column("n", Text("Osoby", "Persons"), "integer"),
        ),
    )
