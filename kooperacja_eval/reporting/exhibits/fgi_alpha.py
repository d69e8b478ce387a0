"""Agreement of coders in words: rows, bounds, and the sentence of a summary."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.fgi_counts import why_none
from kooperacja_eval.reporting.exhibits.fgi_words import (
    Row,
    cells,
    fgi_rows,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.text import LANGUAGES, Lang, Text

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
    "coded_text": Text("zakodowany", "coded text"),
}


def verdict(value: float) -> Text:
    """Return what Krippendorff's bounds allow with an alpha."""
    if formats.is_missing(value):
        return Text("nie do oceny", "cannot be judged")
    if value >= RELIABLE:
        return Text("wystarczająca", "sufficient")
    if value >= TENTATIVE:
        return Text("umiarkowana", "moderate")
    return Text("za mała", "too low")


def _bounds(lang: Lang) -> tuple[str, str]:
    return formats.number(RELIABLE, 3, lang), formats.number(TENTATIVE, 3, lang)


def how_to_read(lines: pd.DataFrame) -> Text:
    """Say what values mean, and of the interval only where there is one."""
    high, low = _bounds("pl")
    high_en, low_en = _bounds("en")
    ends = Text("", "")
    if lines["ci_low"].notna().any():
        ends = Text(
            " Jeśli przedział schodzi poniżej progu, ocena jest mniej pewna.",
            " Where the interval reaches below a bound, the judgement is less certain.",
        )
    return Text(
        f"Jak czytać alfę Krippendorffa: 1 to pełna zgodność, 0 – taka, jaką daje przypadek. Od "
        f"{high} zgodność jest wystarczająca, od {low} do {high} umiarkowana i pozwala tylko na "
        f"wnioski wstępne, poniżej {low} za mała, by wyciągać wnioski.{ends.pl}",
        f"How to read Krippendorff's alpha: 1 is full agreement, 0 what chance gives. From "
        f"{high_en} agreement is sufficient, from {low_en} to {high_en} it is moderate and allows "
        f"tentative conclusions only, below {low_en} too low to conclude anything.{ends.en}",
    )


def agreement_sentence(report: Material, wave: str) -> Text:
    """Say how far coders agree on all codes, in the unit that stands for all."""
    rows = agreement_rows(report, wave, None, None)
    unit = UNITS[main_unit(rows)]
    found = rows_of(rows, EVERYTHING, main_unit(rows), ALL_TEXT)
    row = found.get(ALPHA, cells(None))
    if formats.is_missing(row["value"]):
        why = why_none(row["status"])
        return Text(f"Zgodność koderów: {why.pl}.", f"Agreement of coders: {why.en}.")
    said = {lang: _value(row, lang) for lang in LANGUAGES}
    judged = verdict(row["value"])
    return Text(
        f"Zgodność koderów jest {judged.pl}: alfa Krippendorffa {said['pl']} (jednostka: "
        f"{unit.pl}, cały tekst; 1 to pełna zgodność, 0 – przypadkowa).",
        f"Agreement of coders is {judged.en}: Krippendorff's alpha {said['en']} (unit: {unit.en}, "
        "whole text; 1 is full agreement, 0 is chance).",
    )


def main_unit(rows: pd.DataFrame) -> str:
    """Return the first of ``BEST_UNITS`` in which agreement on all codes is known."""
    for unit in BEST_UNITS:
        found = rows_of(rows, EVERYTHING, unit, ALL_TEXT).get(ALPHA)
        if found is not None and not formats.is_missing(found["value"]):
            return unit
    return BEST_UNITS[0]


def _value(row: Row, lang: Lang) -> str:
    value = formats.number(row["value"], 3, lang)
    if formats.is_missing(row["ci_low"]):
        return value
    ends = formats.interval(row["ci_low"], row["ci_high"], 3, lang)
    return f"{value}, {Text('przedział 95%', '95% interval').in_(lang)}: {ends}"


def agreement_rows(
    report: Material, wave: str, voivodeship: str | None, pzk_id: str | None
) -> pd.DataFrame:
    """Return the rows of agreement of a round in the macroregion of a place."""
    where = {"voivodeship": voivodeship, "pzk_id": pzk_id}
    return fgi_rows(report, "coder_agreement", "macroregion", wave=wave, **where)


def rows_of(rows: pd.DataFrame, code: str, unit: str, coverage: str) -> dict[str, Row]:
    """Return the rows of one code, unit and coverage by method."""
    chosen = rows[(rows["code"] == code) & (rows["part"] == f"{unit}|{coverage}")]
    return {str(row["method"]): cells(row) for row in chosen.to_dict("records")}
