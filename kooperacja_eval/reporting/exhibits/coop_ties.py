"""Ties between members by wave: how close, how trusted, and what the networks look like.

The border: numbers of the macroregion, each team once; the network of one team belongs to its own
profile, the distribution of levels to ``coop_levels``.
"""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.coop_words import region
from kooperacja_eval.reporting.exhibits.fgi_words import cells
from kooperacja_eval.reporting.exhibits.pzk_words import why_no
from kooperacja_eval.reporting.exhibits.survey_words import wave_label
from kooperacja_eval.reporting.formats import Scale
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import TIE_LEVELS, TIE_SCALES
from kooperacja_eval.text import Text, same

TIES: Final = Text("Relacje w zespołach", "Ties in the teams")
NO_TIES: Final = Text(
    "w żadnym pomiarze nikt nie podał poziomu współpracy",
    "in no wave anybody gave a level of collaboration",
)
RATINGS: Final[Mapping[tuple[str, str], Text]] = {
    ("trust_mean", ""): Text("Zaufanie (1–4)", "Trust (1–4)"),
    ("value_mean", ""): Text("Wkład partnerów (1–4)", "Value of partners (1–4)"),
    ("dyad_discrepancy", ""): Text("Różnica ocen w parze", "Discrepancy within a pair"),
}
"""Rows below the mean level: indicator and group."""
NETWORK: Final[Mapping[tuple[str, str], Text]] = {
    ("tie_response_share", ""): Text("Odpowiedziało", "Answered"),
    ("network_density", "asked|1"): Text("Gęstość, jakikolwiek kontakt", "Density, any contact"),
    ("network_density", "asked|3"): Text("Gęstość, poziom 3+", "Density, level 3+"),
    ("network_density", "all|3"): Text(
        "Gęstość, poziom 3+, brak odpowiedzi jak brak relacji",
        "Density, level 3+, no answer counted as no tie",
    ),
    ("network_reciprocity", "3"): Text("Wzajemność, poziom 3+", "Reciprocity, level 3+"),
    ("network_centralisation", "degree|3"): Text(
        "Scentralizowanie, poziom 3+", "Centralisation, level 3+"
    ),
}
"""Rows of the table of networks, all between 0 and 100 %."""


def tie_waves(report: Material, wave: str) -> list[str]:
    """Return the waves with levels of collaboration, up to one of them."""
    rows = region(report, "tie_level_mean")
    asked = set(rows.loc[rows["value"].notna(), "wave"])
    names = [entry.id for entry in report.config.waves]
    return [name for name in names[: names.index(wave) + 1] if name in asked]


def tie_scales(report: Material) -> list[str]:
    """Return the scales that levels of collaboration were asked with."""
    groups = set(region(report, "tie_level_mean")["group"].dropna())
    return [name for name in TIE_SCALES.ids if name in groups]


@needs("pzk", "ties", what=TIES)
def coop_ties(report: Material, wave: str) -> Exhibit | Prose:
    """Mean level of collaboration, trust, value and discrepancy by wave."""
    waves = tie_waves(report, wave)
    if not waves:
        return why_no(TIES, NO_TIES)
    levels = {("tie_level_mean", name): _level(name) for name in tie_scales(report)}
    return Exhibit(
        id="coop_ties",
        title=Text(
            "Jak blisko współpracują członkowie zespołów, według pomiarów",
            "How closely members of the teams work together, by wave",
        ),
        caption=Text(
            "Średnie zespołów (każdy liczy się raz); obok 95-procentowy przedział między "
            "zespołami. Poziom: co członkowie podali o sobie nawzajem. Różnica ocen w parze: o ile "
            "poziomów różnią się odpowiedzi dwóch stron tej samej pary; 0 to pełna zgoda. Wyższe "
            "oceny w kolejnych pomiarach mogą też znaczyć, że ludzie inaczej rozumieją skalę.",
            "Means of teams (each counts once); beside them the 95% interval between teams. "
            "Level: what members said of each other. Discrepancy within a pair: by how many levels "
            "the answers of the two sides differ; 0 is full agreement. Higher ratings in later "
            "waves may also mean that people read the scale differently.",
        ),
        alt=Text(
            "Tabela: średni poziom współpracy, zaufanie, wkład i różnica ocen w każdym pomiarze.",
            "Table: mean level of collaboration, trust, value and discrepancy in each wave.",
        ),
        source=computed_source("ties"),
        data=_lines(report, {**levels, **RATINGS}, waves),
        columns=_columns(report, waves, "number", 2),
    )


@needs("pzk", "ties", what=TIES)
def coop_networks(report: Material, wave: str) -> Exhibit | Prose:
    """Density, reciprocity and centralisation by wave, beside how many answered."""
    waves = tie_waves(report, wave)
    if not waves:
        return why_no(TIES, NO_TIES)
    return Exhibit(
        id="coop_networks",
        title=Text("Sieci zespołów według pomiarów", "Networks of the teams, by wave"),
        caption=Text(
            "Gęstość: jaka część możliwych relacji istnieje wśród par, o które zapytano i z "
            "których jest odpowiedź. Wzajemność: jaką część relacji potwierdza druga strona. "
            "Scentralizowanie: 0%, gdy wszyscy mają tyle samo relacji, 100%, gdy wszystkie skupia "
            "jeden członek. Poziom 3+ to co najmniej trzeci poziom skali. Odpowiedziało: "
            "członkowie wszystkich zespołów razem; pozostałe wiersze: średnie zespołów. "
            "Przedziały 95%.",
            "Density: the share of possible ties that are there, among pairs asked and answered. "
            "Reciprocity: the share of ties that the other side confirms. Centralisation: 0% where "
            "all have as many ties, 100% where one member holds them all. Level 3+ is the third "
            "level of the scale or above. Answered: members of all teams together; other rows: "
            "means of teams. 95% intervals.",
        ),
        alt=Text(
            "Tabela: odsetek odpowiedzi, gęstość, wzajemność i scentralizowanie w każdym pomiarze.",
            "Table: share of answers, density, reciprocity and centralisation in each wave.",
        ),
        source=computed_source("ties"),
        data=_lines(report, NETWORK, waves),
        columns=_columns(report, waves, "percent", 0),
    )


def _level(scale: str) -> Text:
    top = len(TIE_LEVELS[scale]) - 1
    name = TIE_SCALES.label(scale)
    return Text(
        f"{name.pl[:1].upper()}{name.pl[1:]}, 0–{top}",
        f"{name.en[:1].upper()}{name.en[1:]}, 0–{top}",
    )


def _lines(
    report: Material, measures: Mapping[tuple[str, str], Text], waves: list[str]
) -> pd.DataFrame:
    """Return one row for each measure, with value, ends and status of each wave."""
    lines = []
    for (indicator, group), label in measures.items():
        rows = region(report, indicator, group).drop_duplicates("wave")
        found = {str(row["wave"]): cells(row) for row in rows.to_dict("records")}
        here = [found.get(wave, cells(None)) for wave in waves]
        line: dict[str, Any] = {"measure": label, "n": _counts([row["n"] for row in here])}
        for wave, row in zip(waves, here, strict=True):
            line |= {f"{name}_{wave}": row[name] for name in ("value", "ci_low", "ci_high")}
            line |= {f"n_{wave}": row["n"], f"status_{wave}": row["status"]}
        lines.append(line)
    return pd.DataFrame(lines)


def _counts(numbers: list[float]) -> Text:
    """Return how many were counted in each wave; one number where it is always the same."""
    written = [formats.integer(number) for number in numbers]
    if len(set(written)) == 1:
        return same(written[0])
    return Text("; ".join(written), "; ".join(formats.integer(number, "en") for number in numbers))


def _columns(report: Material, waves: list[str], fmt: Scale, decimals: int) -> tuple[Column, ...]:
    columns = [Column("measure", Text("Miara", "Measure"))]
    for wave in waves:
        status = f"status_{wave}"
        columns += [
            Column(f"value_{wave}", wave_label(report, wave), fmt, decimals, status=status),
            Column(f"ci_low_{wave}", Text("Przedział", "Interval"), "interval", decimals,
                   high=f"ci_high_{wave}", scale=fmt, status=status),
        ]  # fmt: skip
    return (*columns, Column("n", Text("Zespoły lub osoby", "Teams or members"), align="right"))
