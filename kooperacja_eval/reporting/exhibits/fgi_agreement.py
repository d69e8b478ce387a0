"""How far coders of focus groups agree, and how to read it."""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_words import (
    FGI_TABLES,
    UNKNOWN,
    Row,
    cells,
    codebook,
    fgi_rows,
    round_label,
    why_none,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

AGREEMENT: Final = Text("Zgodność koderów", "Agreement of coders")
RELIABLE: Final = 0.800
TENTATIVE: Final = 0.667
"""K. Krippendorff, Content Analysis, 4th ed., Sage 2018, chapter 12."""
EVERYTHING: Final = "all"
BEST_UNITS: Final = ("sentences", "segments", "characters", "documents")
"""Which unit stands for all, the first that there is: sentences fit how people speak."""
ALL_TEXT: Final = "all_text"
ALPHA: Final = "krippendorff_nominal"
UNITS: Final = {
    "characters": Text("znaki", "characters"),
    "sentences": Text("zdania", "sentences"),
    "segments": Text("fragmenty", "stretches"),
    "documents": Text("wywiady", "groups"),
}
COVERAGES: Final = {
    "all_text": Text("cały tekst", "whole text"),
    "coded_text": Text("tylko zakodowany", "coded text only"),
}
METHODS: Final = {
    ALPHA: Text("Alfa", "Alpha"),
    "percent_agreement": Text("Zgodne", "Agreed"),
    "cohen_kappa": Text("Kappa", "Kappa"),
    "gwet_ac1": Text("AC1", "AC1"),
    "unitised_u": Text("Alfa u", "Alpha u"),
    "unitised_cu": Text("Alfa cu", "Alpha cu"),
}
NUMBER_COLUMNS: Final = tuple(
    Column(
        name, label, "percent" if name == "percent_agreement" else "number",
        0 if name == "percent_agreement" else 3, status=f"{name}_status",
    )
    for name, label in METHODS.items()
)  # fmt: skip


def verdict(value: float) -> Text:
    """Return what Krippendorff's bounds allow with an alpha."""
    if formats.is_missing(value):
        return Text("nie do oceny", "cannot be judged")
    if value >= RELIABLE:
        return Text("można się oprzeć", "can be relied on")
    if value >= TENTATIVE:
        return Text("tylko wnioski wstępne", "tentative conclusions only")
    return Text("za mała", "too low")


def _bounds(lang: Lang) -> tuple[str, str]:
    return formats.number(RELIABLE, 3, lang), formats.number(TENTATIVE, 3, lang)


def _how_to_read() -> Text:
    high, low = _bounds("pl")
    high_en, low_en = _bounds("en")
    return Text(
        f"Alfa Krippendorffa: 1 znaczy pełną zgodność, 0 taką, jaką daje przypadek. Od {high} "
        f"wnioski są pewne, od {low} do {high} wstępne, poniżej {low} nie należy ich wyciągać; "
        "trzeba patrzeć także na dolny kraniec przedziału.",
        f"Krippendorff's alpha: 1 is full agreement, 0 what chance gives. From {high_en} "
        f"conclusions are safe, from {low_en} to {high_en} tentative, below {low_en} none should "
        "be drawn; look at the lower end of the interval as well.",
    )


@needs(*FGI_TABLES, what=AGREEMENT)
def fgi_agreement(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Agreement on all codes together, by unit, with and without uncoded text."""
    rows = _rows(report, wave, voivodeship, pzk_id)
    keys = [(unit, coverage) for unit in UNITS for coverage in COVERAGES]
    lines = [
        {"unit": UNITS[unit], "coverage": COVERAGES[coverage], **_methods(found)}
        for unit, coverage in keys
        if (found := _of(rows, EVERYTHING, unit, coverage))
    ]
    reading = _how_to_read()
    return Exhibit(
        id="fgi_agreement",
        title=Text(
            f"Zgodność koderów, {round_label(report, wave).pl}",
            f"Agreement of coders, {round_label(report, wave).en}",
        ),
        caption=Text(
            f"{reading.pl} Jednostka mówi, co porównano. Cały tekst liczy też miejsca, których "
            "nikt nie zakodował; tam koderzy zgadzają się łatwo, więc wynik bywa wyższy. Kappa: "
            "Cohena; AC1: Gweta, odporna na kody rzadkie. Alfa u i cu: zgodność granic fragmentów "
            "i samych kodów. Kreska znaczy, że danych jest za mało albo że miary się tu nie liczy.",
            f"{reading.en} The unit says what was compared. The whole text includes places that "
            "nobody coded, on which coders agree with ease, so that it may come out higher. Kappa "
            "is Cohen's; AC1 is Gwet's, robust to rare codes. Alpha u and cu: boundaries of "
            "stretches, and codes alone. A dash means too few data, or not computed for the unit.",
        ),
        alt=Text(
            "Tabela: miary zgodności koderów według jednostki i zakresu tekstu, z oceną.",
            "Table: measures of agreement by unit and coverage of the text, with a judgement.",
        ),
        source=computed_source("codings"),
        data=pd.DataFrame(lines, columns=["unit", "coverage", *_names()]),
        columns=(
            Column("unit", Text("Jednostka", "Unit")),
            Column("coverage", Text("Zakres", "Coverage")),
            *NUMBER_COLUMNS,
            Column("n", Text("Jednostki", "Units"), "integer"),
            Column("judged", Text("Ocena alfy", "Judgement")),
        ),
    )


@needs(*FGI_TABLES, what=AGREEMENT)
def fgi_agreement_by_code(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Agreement on each code over the whole text, in the unit that stands for all."""
    rows = _rows(report, wave, voivodeship, pzk_id)
    lines = [
        {"code": code.title, **_methods(found)}
        for code in codebook(report).values()
        if (found := _of(rows, code.id, main_unit(rows), ALL_TEXT))
    ]
    reading, unit = _how_to_read(), UNITS[main_unit(rows)]
    return Exhibit(
        id="fgi_agreement_by_code",
        title=Text(
            f"Zgodność koderów według kodów, {round_label(report, wave).pl}",
            f"Agreement of coders by code, {round_label(report, wave).en}",
        ),
        caption=Text(
            f"Jednostka: {unit.pl}, {COVERAGES[ALL_TEXT].pl}. {reading.pl} Przy kodach rzadkich "
            "alfa bywa niska mimo prawie pełnej zgodności, dlatego obok stoją odsetek zgodnych i "
            "AC1. Kreska znaczy, że danych jest za mało.",
            f"Unit: {unit.en}, {COVERAGES[ALL_TEXT].en}. {reading.en} For rare codes alpha may be "
            "low although coders nearly always agree; hence the share agreed and AC1 beside it. A "
            "dash means too few data.",
        ),
        alt=Text(
            "Tabela: alfa z przedziałem, odsetek zgodnych i AC1 dla każdego kodu, z oceną.",
            "Table: alpha with interval, share agreed and AC1 for each code, with a judgement.",
        ),
        source=computed_source("codings"),
        data=pd.DataFrame(lines, columns=["code", *_names()]),
        columns=(
            Column("code", Text("Kod", "Code")),
            *(column for column in NUMBER_COLUMNS if column.name == ALPHA),
            Column(
                "ci_low", Text("Przedział 95%", "95% interval"), "interval", 3, high="ci_high",
                status=f"{ALPHA}_status",
            ),
            *(c for c in NUMBER_COLUMNS if c.name in {"percent_agreement", "gwet_ac1"}),
            Column("n", Text("Jednostki", "Units"), "integer"),
            Column("judged", Text("Ocena alfy", "Judgement")),
        ),
    )  # fmt: skip


def agreement_sentence(report: Material, wave: str) -> Text:
    """Say how far coders agree on all codes, in the unit that stands for all."""
    rows = _rows(report, wave, None, None)
    unit = UNITS[main_unit(rows)]
    found = _of(rows, EVERYTHING, main_unit(rows), ALL_TEXT)
    row = found.get(ALPHA, cells(None))
    if formats.is_missing(row["value"]):
        why = why_none(row["status"])
        return Text(f"Zgodność koderów: {why.pl}.", f"Agreement of coders: {why.en}.")
    said = {lang: _value(row, lang) for lang in LANGUAGES}
    judged = verdict(row["value"])
    return Text(
        f"Zgodność koderów (alfa Krippendorffa, jednostka: {unit.pl}, cały tekst): {said['pl']} – "
        f"{judged.pl}.",
        f"Agreement of coders (Krippendorff's alpha, unit: {unit.en}, whole text): {said['en']} – "
        f"{judged.en}.",
    )


def main_unit(rows: pd.DataFrame) -> str:
    """Return the first of ``BEST_UNITS`` in which agreement on all codes is known."""
    for unit in BEST_UNITS:
        found = _of(rows, EVERYTHING, unit, ALL_TEXT).get(ALPHA)
        if found is not None and not formats.is_missing(found["value"]):
            return unit
    return BEST_UNITS[0]


def _value(row: Row, lang: Lang) -> str:
    value = formats.number(row["value"], 3, lang)
    if formats.is_missing(row["ci_low"]):
        return value
    ends = formats.interval(row["ci_low"], row["ci_high"], 3, lang)
    return f"{value} ({Text('przedział 95%', '95% interval').in_(lang)}: {ends})"


def _rows(report: Material, wave: str, voivodeship: str | None, pzk_id: str | None) -> pd.DataFrame:
    where = {"voivodeship": voivodeship, "pzk_id": pzk_id}
    return fgi_rows(report, "coder_agreement", "macroregion", wave=wave, **where)


def _of(rows: pd.DataFrame, code: str, unit: str, coverage: str) -> dict[str, Row]:
    """Return the rows of one code, unit and coverage by method."""
    chosen = rows[(rows["code"] == code) & (rows["part"] == f"{unit}|{coverage}")]
    return {str(row["method"]): cells(row) for row in chosen.to_dict("records")}


def _methods(found: dict[str, Row]) -> dict[str, Any]:
    """Return the cells of a line: every measure with its status, the interval and the units."""
    alpha = found.get(ALPHA, cells(None))
    line: dict[str, Any] = {"ci_low": alpha["ci_low"], "ci_high": alpha["ci_high"]}
    for name in METHODS:
        row = found.get(name, cells(None))
        line |= {name: row["value"], f"{name}_status": row["status"]}
    sizes = [row["n"] for row in found.values() if not formats.is_missing(row["n"])]
    hidden = alpha["status"] == "suppressed"
    judged = Text("liczbę ukryto", "suppressed") if hidden else verdict(alpha["value"])
    return {**line, "n": max(sizes) if sizes else UNKNOWN, "judged": judged}


def _names() -> list[str]:
    pairs = [part for name in METHODS for part in (name, f"{name}_status")]
    return ["ci_low", "ci_high", *pairs, "n", "judged"]
