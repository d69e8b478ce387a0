"""Barriers that focus groups name, with definitions and words of speakers; quotations."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, place
from kooperacja_eval.reporting.exhibits.fgi_words import (
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
from kooperacja_eval.schemas.codes import SECTORS
from kooperacja_eval.text import Text

BARRIERS: Final = Text("Katalog barier", "Catalogue of barriers")
QUOTATIONS: Final = Text("Wypowiedzi", "Quotations")
WEIGHTS: Final = ("groups", "voivodeships", "sectors")
LIMIT: Final = 12
"""Quotations of a report: one each for as many codes."""


@needs(*FGI_TABLES, what=BARRIERS)
def fgi_barriers(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Barriers by how many groups, voivodeships and sectors name them, with a quotation."""
    home = home_of(report, voivodeship, pzk_id)
    rows = fgi_rows(report, "barrier_weight", "macroregion", wave=wave, voivodeship=home)
    weights = {name: by_code(rows, name) for name in WEIGHTS}
    codes = [c for c in codebook(report).values() if c.id in weights["groups"] and not c.branch]
    codes = [c for c in codes if weights["groups"][c.id]["value"] != 0]
    ordered = sorted(codes, key=lambda code: _order(weights, code))
    lines = [_barrier_line(report, code, weights, wave, home) for code in ordered]
    names = ["barrier", "quotation"]
    names += [part for name in WEIGHTS for part in (name, f"{name}_of", f"{name}_status")]
    bases = {name: _base(weights[name]) for name in WEIGHTS}
    label = round_label(report, wave)
    return Exhibit(
        id="fgi_barriers",
        title=Text(
            f"Katalog barier, makroregion, {label.pl}",
            f"Catalogue of barriers, macroregion, {label.en}",
        ),
        caption=Text(
            f"Ile wywiadów (z {bases['groups'].pl}), województw (z {bases['voivodeships'].pl}) i "
            f"sektorów (z {bases['sectors'].pl}) nazwało barierę; w tej kolejności stoją, nie "
            "według liczby fragmentów, bo jedna grupa może o czymś mówić długo. Liczba wywiadów "
            "nie mówi, jak ciężka jest bariera. Wypowiedzi są przykładami po anonimizacji, nie "
            "dowodami.",
            f"How many groups (of {bases['groups'].en}), voivodeships (of "
            f"{bases['voivodeships'].en}) and sectors (of {bases['sectors'].en}) named a barrier; "
            "they stand in this order, not by stretches, since one group may dwell on a thing. The "
            "number of groups does not say how heavy a barrier is. Quotations are examples, made "
            "anonymous, in Polish; they prove nothing.",
        ),
        alt=Text(
            "Tabela: bariery z definicją, liczbą wywiadów, województw i sektorów oraz wypowiedzią.",
            "Table: barriers with definition, number of groups, voivodeships and sectors, and a "
            "quotation.",
        ),
        source=computed_source("codes", "codings"),
        data=pd.DataFrame(lines, columns=names),
        columns=(
            Column("barrier", Text("Bariera i kiedy się ją koduje", "Barrier, and when to code")),
            Column("groups", Text("Wywiady", "Groups"), "integer", status="groups_status"),
            Column("voivodeships", Text("Woj.", "Voiv."), "integer", status="voivodeships_status"),
            Column("sectors", Text("Sektory", "Sectors"), "integer", status="sectors_status"),
            Column("quotation", Text("Przykład", "Example")),
        ),
    )


def _order(weights: dict[str, dict[str, Row]], code: Code) -> tuple[float, ...]:
    """Return what barriers are sorted by: most groups first; what is not known comes last."""
    values = [weights[name].get(code.id, cells(None))["value"] for name in WEIGHTS]
    return tuple(1.0 if formats.is_missing(value) else -value for value in values)


def _barrier_line(
    report: Material, code: Code, weights: dict[str, dict[str, Row]], wave: str, home: str | None
) -> dict[str, object]:
    label, rule = code.label, _when(code.definition)
    line: dict[str, object] = {
        "barrier": Text(f"{label.pl}. {rule.pl}", f"{label.en}. {rule.en}"),
        "quotation": _example(report, code, wave, home),
    }
    for name in WEIGHTS:
        row = weights[name].get(code.id, cells(None))
        line |= {
            name: row["numerator"],
            f"{name}_of": row["denominator"],
            f"{name}_status": row["status"],
        }
    return line


def _when(definition: Text) -> Text:
    """Return when to code, without when not to: that stands in the codebook."""
    return Text(
        definition.pl.partition(" Nie koduj")[0], definition.en.partition(" Do not code")[0]
    )


def _base(rows: dict[str, Row]) -> Text:
    """Return of how many; a dash where no row says so."""
    known = [row["denominator"] for row in rows.values()]
    known = [size for size in known if not formats.is_missing(size)]
    size = max(known) if known else None
    return Text(formats.integer(size), formats.integer(size, "en"))


def _example(report: Material, code: Code, wave: str, home: str | None) -> Text:
    """Return a quotation of the code, one of the voivodeship if there is one; else a dash."""
    found = report.quotations
    found = found[(found["code_id"] == code.id) & (found["wave"] == wave)]
    near = found[found["voivodeship"].fillna("") == (home or "")]
    chosen = near if len(near) else found
    return _quoted(str(chosen["text"].iloc[0])) if len(chosen) else Text("–", "–")


def _quoted(words: str) -> Text:
    return Text(f"„{words}”", f"“{words}”")


@needs(*FGI_TABLES, what=QUOTATIONS)
def fgi_quotations(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """One typical stretch for each of some codes, from the team or the voivodeship.

    A quotation of a team stands without its sector: in one team a sector may be one person.
    """
    found = report.quotations
    found = found[found["wave"] == wave]
    if pzk_id is not None:
        found = found[found["pzk_id"].fillna("") == pzk_id]
    elif voivodeship is not None:
        found = found[found["voivodeship"].fillna("") == voivodeship]
    if found.empty:
        return NO_QUOTATION
    known = codebook(report)
    first = found.drop_duplicates("code_id").set_index("code_id")
    codes = [code for code in known.values() if code.id in first.index and not code.branch][:LIMIT]
    rows = first.loc[[code.id for code in codes]].to_dict("records")
    lines = [
        {
            "code": code.label,
            "quotation": _quoted(str(row["text"])),
            "speaker": _speaker(row["speaker_sector"], row["voivodeship"]),
        }
        for code, row in zip(codes, rows, strict=True)
    ]
    columns = [Column("code", Text("Kod", "Code")),
               Column("quotation", Text("Wypowiedź", "Quotation"))]  # fmt: skip
    if pzk_id is None:
        columns.append(Column("speaker", Text("Kto mówi", "Speaker")))
    label = round_label(report, wave)
    return Exhibit(
        id="fgi_quotations",
        title=Text(f"Typowe wypowiedzi, {label.pl}", f"Typical quotations, {label.en}"),
        caption=_RULE,
        alt=Text(
            "Tabela: po jednej typowej wypowiedzi do kodu.",
            "Table: one typical quotation for each code.",
        ),
        source=computed_source("codings"),
        data=pd.DataFrame(lines, columns=["code", "quotation", "speaker"]).loc[
            :, [column.name for column in columns]
        ],
        columns=tuple(columns),
    )


NO_QUOTATION: Final = Prose(
    Text(
        "*Wypowiedzi: z tego miejsca i rundy nie wybrano żadnej, bo żadna nie spełnia reguły "
        "wyboru albo pochodzą z grup zbyt małych, by je pokazać.*",
        "*Quotations: none was chosen from this place and round, since none meets the rule or "
        "they come from groups too small to be shown.*",
    )
)
_RULE: Final = Text(
    "Wybór według reguły, nie według treści: najpierw fragmenty, które tak samo zakodowali różni "
    "koderzy, z nich najbliższe długością środkowej; najwyżej jeden z sektora i trzy do kodu w "
    "całym badaniu, tu po jednym. Dane osobowe zastąpiono słowami w nawiasach. Wypowiedź pokazuje, "
    "jak o czymś mówiono, a nie, ilu tak uważa.",
    "Chosen by a rule, not for content: stretches first that several coders coded alike, of these "
    "the ones nearest to the median length; at most one of a sector and three for a code in the "
    "whole study, here one each. Personal data are replaced by words in brackets; quotations stay "
    "in Polish. They show how people spoke of a thing, not how many think so.",
)


def _speaker(sector: object, voivodeship: object) -> Text:
    """Return the sector and the voivodeship of a speaker, as far as they are known."""
    known = [SECTORS.label(str(sector))] if not formats.is_missing(sector) else []
    known += [place(str(voivodeship))] if not formats.is_missing(voivodeship) else []
    return Text(
        ", ".join(part.pl for part in known) or "–", ", ".join(part.en for part in known) or "–"
    )
