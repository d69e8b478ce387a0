"""How far coders of focus groups agree, and how to read it."""

from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_alpha import (
    ALL_TEXT,
    ALPHA,
    COVERAGES,
    EVERYTHING,
    UNITS,
    agreement_rows,
    how_to_read,
    main_unit,
    rows_of,
    verdict,
)
from kooperacja_eval.reporting.exhibits.fgi_words import (
    FGI_TABLES,
    UNKNOWN,
    Row,
    cells,
    codebook,
    round_label,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text

AGREEMENT: Final = Text("Zgodność koderów", "Agreement of coders")
NO_AGREEMENT: Final = Prose(
    Text(
        "*Zgodność koderów: w tej rundzie żadnego tekstu nie zakodowało niezależnie dwóch koderów, "
        "więc zgodności nie można policzyć.*",
        "*Agreement of coders: in this round no text was coded by two coders on their own, so that "
        "agreement cannot be computed.*",
    )
)
NO_AGREEMENT_BY_CODE: Final = Prose(
    Text(
        "*Zgodność według kodów: żadnego kodu nie użyto tak, by dało się porównać koderów.*",
        "*Agreement by code: no code was used in a way that lets coders be compared.*",
    )
)
METHODS: Final = {
    ALPHA: Text("Alfa", "Alpha"),
    "percent_agreement": Text("Zgodne", "Agreed"),
    "cohen_kappa": Text("Kappa", "Kappa"),
    "gwet_ac1": Text("AC1", "AC1"),
}
UNITISED: Final = {
    "unitised_u": Text("granice fragmentów", "ends of stretches"),
    "unitised_cu": Text("kody fragmentów", "codes of stretches"),
}
"""Krippendorff's alphas for stretches of any length; each is a line of its own."""
NUMBER_COLUMNS: Final = {
    name: Column(
        name, label, "percent" if name == "percent_agreement" else "number",
        0 if name == "percent_agreement" else 3, status=f"{name}_status",
    )
    for name, label in METHODS.items()
}  # fmt: skip
INTERVAL: Final = Column(
    "ci_low", Text("Przedział 95%", "95% interval"), "interval", 3, high="ci_high",
    status=f"{ALPHA}_status",
)  # fmt: skip
_LAST: Final = (
    Column("n", Text("Liczba (n)", "Number (n)"), "integer"),
    Column("judged", Text("Ocena alfy", "Judgement")),
)


@needs(*FGI_TABLES, what=AGREEMENT)
def fgi_agreement(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Agreement on all codes together, by unit, with and without uncoded text."""
    data = pd.DataFrame(
        _lines_by_unit(agreement_rows(report, wave, voivodeship, pzk_id)),
        columns=["unit", "coverage", *_names()],
    )
    if data.empty:
        return NO_AGREEMENT
    reading, label = how_to_read(data), round_label(report, wave)
    return Exhibit(
        id="fgi_agreement",
        title=Text(
            f"Zgodność koderów, makroregion, {label.pl}",
            f"Agreement of coders, macroregion, {label.en}",
        ),
        caption=Text(
            f"{reading.pl} Jednostka mówi, co porównano; n – ile takich jednostek. Cały tekst "
            "obejmuje też miejsca, których nikt nie zakodował; tam o zgodę łatwo, więc wynik bywa "
            "wyższy. Kappa Cohena i AC1 Gweta to inne miary tego samego; AC1 jest odporna na kody "
            "rzadkie. Kreska znaczy: danych za mało albo tej miary tu się nie liczy.",
            f"{reading.en} The unit says what was compared; n, how many of them. The whole text "
            "includes places that nobody coded, on which it is easy to agree, so that it may come "
            "out higher. Cohen's kappa and Gwet's AC1 are other measures of the same; AC1 is "
            "robust to rare codes. A dash means too few data, or not computed for the unit.",
        ),
        alt=Text(
            "Tabela: miary zgodności koderów według jednostki i zakresu tekstu, z oceną.",
            "Table: measures of agreement by unit and coverage of the text, with a judgement.",
        ),
        source=computed_source("codings"),
        data=data,
        columns=(
            Column("unit", Text("Jednostka", "Unit")),
            Column("coverage", Text("Tekst", "Text")),
            NUMBER_COLUMNS[ALPHA],
            *_interval(data),
            *(column for name, column in NUMBER_COLUMNS.items() if name != ALPHA),
            *_LAST,
        ),
    )


def _lines_by_unit(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a line for each unit and coverage, then for the alphas of stretches."""
    lines = []
    for unit in UNITS:
        for coverage in COVERAGES:
            found = rows_of(rows, EVERYTHING, unit, coverage)
            if found.keys() & METHODS.keys():
                plain = {name: row for name, row in found.items() if name in METHODS}
                lines.append({"unit": UNITS[unit], "coverage": COVERAGES[coverage]}
                             | _methods(plain))  # fmt: skip
    for method, coverage in zip(UNITISED, COVERAGES, strict=True):
        row = rows_of(rows, EVERYTHING, "characters", coverage).get(method)
        if row is not None:
            lines.append({"unit": UNITISED[method], "coverage": COVERAGES[coverage]}
                         | _methods({ALPHA: row}))  # fmt: skip
    return lines


@needs(*FGI_TABLES, what=AGREEMENT)
def fgi_agreement_by_code(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Agreement on each code over the whole text, in the unit that stands for all."""
    rows = agreement_rows(report, wave, voivodeship, pzk_id)
    lines = [
        {"code": code.title, **_methods(found)}
        for code in codebook(report).values()
        if (found := rows_of(rows, code.id, main_unit(rows), ALL_TEXT))
    ]
    data = pd.DataFrame(lines, columns=["code", *_names()])
    if data.empty:
        return NO_AGREEMENT_BY_CODE
    unit, label = UNITS[main_unit(rows)], round_label(report, wave)
    return Exhibit(
        id="fgi_agreement_by_code",
        title=Text(
            f"Zgodność koderów według kodów, makroregion, {label.pl}",
            f"Agreement of coders by code, macroregion, {label.en}",
        ),
        caption=_caption_by_code(unit, how_to_read(data)),
        alt=Text(
            "Tabela: alfa, odsetek zgodnych i AC1 dla każdego kodu, z oceną.",
            "Table: alpha, share agreed and AC1 for each code, with a judgement.",
        ),
        source=computed_source("codings"),
        data=data,
        columns=(
            Column("code", Text("Kod", "Code")),
            NUMBER_COLUMNS[ALPHA],
            *_interval(data),
            *(NUMBER_COLUMNS[name] for name in ("percent_agreement", "gwet_ac1")),
            *_LAST,
        ),
    )


def _caption_by_code(unit: Text, reading: Text) -> Text:
    return Text(
        f"Jednostka: {unit.pl}, {COVERAGES[ALL_TEXT].pl}; n – ile ich porównano. {reading.pl} Przy "
        "kodach rzadkich alfa bywa niska mimo prawie pełnej zgodności, dlatego obok stoją odsetek "
        "zgodnych i AC1. Kodów, o których zgodności nie da się nic powiedzieć, nie pokazano. "
        "Kreska znaczy, że danych jest za mało.",
        f"Unit: {unit.en}, {COVERAGES[ALL_TEXT].en}; n, how many were compared. {reading.en} For "
        "rare codes alpha may be low although coders nearly always agree; hence the share agreed "
        "and AC1 beside it. Codes on whose agreement nothing can be said are not shown. A dash "
        "means too few data.",
    )


def _interval(lines: pd.DataFrame) -> tuple[Column, ...]:
    """Return the column of intervals, where any line has one."""
    return (INTERVAL,) if lines["ci_low"].notna().any() else ()


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
