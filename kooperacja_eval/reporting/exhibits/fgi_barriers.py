"""Barriers that focus groups name, with definitions and words of speakers."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs
from kooperacja_eval.reporting.exhibits.fgi_quotations import fgi_quotations, quoted
from kooperacja_eval.reporting.exhibits.fgi_words import (
    DOCUMENTS,
    FGI_TABLES,
    Code,
    Row,
    by_code,
    cells,
    codebook,
    fgi_rows,
    home_of,
    round_label,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text

__all__ = ["fgi_barriers", "fgi_quotations"]

BARRIERS: Final = Text("Katalog barier", "Catalogue of barriers")
NO_BARRIERS: Final = Prose(
    Text(
        "*Katalog barier: w tej rundzie żaden wywiad nie nazwał bariery z księgi kodów.*",
        "*Catalogue of barriers: in this round no group named a barrier of the codebook.*",
    )
)
WEIGHTS: Final = ("groups", "voivodeships", "sectors")
NEAR: Final = "near"
_PARTS: Final = ("groups", NEAR, "voivodeships", "sectors")
_RULES: Final = (("Koduj, gdy ", "Code "), ("Koduj ", "Code "))
"""How a definition tells a coder what to do; a reader only wants to know what is meant."""


@needs(*FGI_TABLES, what=BARRIERS)
def fgi_barriers(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Barriers by how many groups, voivodeships and sectors name them, with a quotation."""
    home = home_of(report, voivodeship, pzk_id)
    weights = _weights(report, wave, home)
    codes = [c for c in codebook(report).values() if c.id in weights["groups"] and not c.branch]
    codes = [c for c in codes if weights["groups"][c.id]["value"] != 0]
    ordered = sorted(codes, key=lambda code: _order(weights, code))
    lines = [_barrier_line(report, code, weights, wave, home) for code in ordered]
    if not lines:
        return NO_BARRIERS
    names = ["barrier", *(f"{name}{end}" for name in _PARTS for end in ("", "_of", "_status"))]
    data = pd.DataFrame(lines, columns=[*names, "quotation"])
    label = round_label(report, wave)
    return Exhibit(
        id="fgi_barriers",
        title=Text(
            f"Katalog barier, makroregion, {label.pl}",
            f"Catalogue of barriers, macroregion, {label.en}",
        ),
        caption=_caption(weights, quotes=_quotes(data)),
        alt=Text(
            "Tabela: bariery z objaśnieniem, liczbą wywiadów, województw i sektorów.",
            "Table: barriers with what is meant and number of groups, voivodeships and sectors.",
        ),
        source=computed_source("codes", "codings"),
        data=data,
        columns=_columns(home, quotes=_quotes(data)),
    )


def _weights(report: Material, wave: str, home: str | None) -> dict[str, dict[str, Row]]:
    """Return by how many groups, voivodeships and sectors each code was named, and near by."""
    where = {"wave": wave, "voivodeship": home}
    rows = fgi_rows(report, "barrier_weight", "macroregion", **where)
    found = {name: by_code(rows, name) for name in WEIGHTS}
    near = fgi_rows(report, "code_share", "voivodeship", **where)
    return {**found, NEAR: by_code(near, DOCUMENTS)}


def _quotes(data: pd.DataFrame) -> bool:
    """Say whether any barrier has a quotation."""
    return bool(data["quotation"].notna().any())


def _columns(home: str | None, *, quotes: bool) -> tuple[Column, ...]:
    near = Column(NEAR, Text("Wywiady w woj.", "Groups here"), "integer", status=f"{NEAR}_status")
    example = Column("quotation", Text("Przykład", "Example"))
    return (
        Column("barrier", Text("Bariera i co przez nią rozumiano", "Barrier and what is meant")),
        Column("groups", Text("Wywiady", "Groups"), "integer", status="groups_status"),
        *((near,) if home else ()),
        Column(
            "voivodeships", Text("Liczba woj.", "Voiv."), "integer",
            status="voivodeships_status",
        ),
        Column("sectors", Text("Sektory", "Sectors"), "integer", status="sectors_status"),
        *((example,) if quotes else ()),
    )  # fmt: skip


def _caption(weights: dict[str, dict[str, Row]], *, quotes: bool) -> Text:
    groups, voivodeships, sectors = (_base(weights[name]) for name in WEIGHTS)
    words = Text(
        "Wypowiedzi są przykładami po anonimizacji, nie dowodami.",
        "Quotations are examples, made anonymous, in Polish; they prove nothing.",
    )
    if not quotes:
        words = Text(
            "Przykładów nie ma, bo z tej rundy nie wybrano żadnej wypowiedzi o barierach.",
            "There are no examples, since no quotation on barriers was chosen from this round.",
        )
    return Text(
        f"Ile wywiadów (z {groups.pl}), województw (z {voivodeships.pl}) i sektorów (z "
        f"{sectors.pl}) nazwało barierę. W tej kolejności stoją bariery, a nie według liczby "
        "fragmentów, bo jedna grupa może o czymś mówić długo. Liczba wywiadów nie mówi, jak "
        f"dotkliwa jest bariera. {words.pl} Kreska znaczy: brak danych.",
        f"How many groups (of {groups.en}), voivodeships (of {voivodeships.en}) and sectors (of "
        f"{sectors.en}) named a barrier. Barriers stand in this order, not by stretches, since one "
        "group may dwell on a thing. The number of groups does not say how hard a barrier is. "
        f"{words.en} A dash means no data.",
    )


def _order(weights: dict[str, dict[str, Row]], code: Code) -> tuple[float, ...]:
    """Return what barriers are sorted by: most groups first; what is not known comes last."""
    values = [weights[name].get(code.id, cells(None))["value"] for name in WEIGHTS]
    return tuple(1.0 if formats.is_missing(value) else -value for value in values)


def _barrier_line(
    report: Material, code: Code, weights: dict[str, dict[str, Row]], wave: str, home: str | None
) -> dict[str, object]:
    line: dict[str, object] = {
        "barrier": _explained(code),
        "quotation": _example(report, code, wave, home),
    }
    for name in _PARTS:
        row = weights[name].get(code.id, cells(None))
        line |= {
            name: row["numerator"],
            f"{name}_of": row["denominator"],
            f"{name}_status": row["status"],
        }
    return line


def _explained(code: Code) -> Text:
    """Return the name of a code and what it means; when not to use it stands in the codebook."""
    meant = Text(
        code.definition.pl.partition(" Nie koduj")[0], code.definition.en.partition(" Do not")[0]
    )
    if meant.pl == formats.MISSING:
        return code.label
    for polish, english in _RULES:
        meant = Text(meant.pl.removeprefix(polish), meant.en.removeprefix(english))
    return Text(f"{code.label.pl}: {meant.pl}", f"{code.label.en}: {meant.en}")


def _base(rows: dict[str, Row]) -> Text:
    """Return of how many; a dash where no row says so."""
    known = [row["denominator"] for row in rows.values()]
    known = [size for size in known if not formats.is_missing(size)]
    size = max(known) if known else None
    return Text(formats.integer(size), formats.integer(size, "en"))


def _example(report: Material, code: Code, wave: str, home: str | None) -> Text | None:
    """Return a quotation of the code, one of the voivodeship if there is one."""
    found = report.quotations
    found = found[(found["code_id"] == code.id) & (found["wave"] == wave)]
    near = found[found["voivodeship"].fillna("") == (home or "")]
    chosen = near if len(near) else found
    return quoted(str(chosen["text"].iloc[0])) if len(chosen) else None
