"""Typical quotations of focus groups, and by which rule they were chosen."""

from collections.abc import Hashable, Mapping
from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, place
from kooperacja_eval.reporting.exhibits.fgi_counts import place_name
from kooperacja_eval.reporting.exhibits.fgi_method import small_groups
from kooperacja_eval.reporting.exhibits.fgi_words import (
    DOCUMENTS,
    FGI_TABLES,
    Code,
    by_code,
    codebook,
    fgi_rows,
    home_of,
    round_label,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import CODE_KINDS, SECTORS
from kooperacja_eval.text import Text

QUOTATIONS: Final = Text("Wypowiedzi", "Quotations")
PER_KIND: Final = 2
"""Codes of each kind that are quoted, once each, so that a report quotes more than barriers."""


@needs(*FGI_TABLES, what=QUOTATIONS)
def fgi_quotations(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """One typical stretch for each of some codes, from the team or the voivodeship.

    A quotation of a team stands without its sector: in one team a sector may be one person. A
    stretch that was chosen for several codes is shown once.
    """
    found = _quotations(report, wave, pzk_id, voivodeship)
    first = found.drop_duplicates("text").drop_duplicates("code_id").set_index("code_id")
    codes = _quoted_codes(report, wave, home_of(report, voivodeship, pzk_id), list(first.index))
    if not codes:
        return _none(report)
    rows = first.loc[[code.id for code in codes]].to_dict("records")
    lines = [
        {
            "code": code.label,
            "quotation": quoted(str(row["text"])),
            "speaker": _speaker(row, near=voivodeship is not None),
        }
        for code, row in zip(codes, rows, strict=True)
    ]
    columns = _columns(speaker=pzk_id is None)
    level = "pzk" if pzk_id else "voivodeship" if voivodeship else "macroregion"
    where = place_name(level, voivodeship=voivodeship, pzk_id=pzk_id)
    label = round_label(report, wave)
    return Exhibit(
        id="fgi_quotations",
        title=Text(
            f"Typowe wypowiedzi, {where.pl}, {label.pl}",
            f"Typical quotations, {where.en}, {label.en}",
        ),
        caption=_caption(report, len(codes), len(first)),
        alt=Text(
            "Tabela: po jednej typowej wypowiedzi do kodu.",
            "Table: one typical quotation for each code.",
        ),
        source=computed_source("fgi_documents", "codings"),
        data=pd.DataFrame(lines)[[column.name for column in columns]],
        columns=columns,
    )


def quoted(words: str) -> Text:
    """Return words between quotation marks; they stay in Polish."""
    return Text(f"„{words}”", f"“{words}”")


def _quotations(
    report: Material, wave: str, pzk_id: str | None, voivodeship: str | None
) -> pd.DataFrame:
    """Return the quotations of a round and place."""
    found = report.quotations
    found = found[found["wave"] == wave]
    if pzk_id is not None:
        return found[found["pzk_id"].fillna("") == pzk_id]
    if voivodeship is not None:
        return found[found["voivodeship"].fillna("") == voivodeship]
    return found


def _quoted_codes(report: Material, wave: str, home: str | None, there: list[str]) -> list[Code]:
    """Return of each kind the codes with a quotation that most groups around named."""
    level = "macroregion" if home is None else "voivodeship"
    rows = fgi_rows(report, "code_share", level, wave=wave, voivodeship=home)
    shares = {code: row["value"] for code, row in by_code(rows, DOCUMENTS).items()}
    codes = [code for code in codebook(report).values() if code.id in there and not code.branch]
    chosen: list[Code] = []
    for kind in CODE_KINDS.ids:
        ordered = sorted(
            (code for code in codes if code.kind == kind),
            key=lambda code: 0.0 if formats.is_missing(shares.get(code.id)) else -shares[code.id],
        )
        chosen += ordered[:PER_KIND]
    return chosen


def _columns(*, speaker: bool) -> tuple[Column, ...]:
    columns = (
        Column("code", Text("Kod", "Code")),
        Column("quotation", Text("Wypowiedź", "Quotation")),
    )
    return (*columns, Column("speaker", Text("Kto mówi", "Speaker"))) if speaker else columns


def _speaker(row: Mapping[Hashable, object], *, near: bool) -> Text:
    """Return the sector of a speaker, and the voivodeship where a report covers several."""
    sector, home = row["speaker_sector"], row["voivodeship"]
    known = [] if formats.is_missing(sector) else [SECTORS.label(str(sector))]
    known += [] if near or formats.is_missing(home) else [place(str(home))]
    return Text(
        ", ".join(part.pl for part in known) or "–", ", ".join(part.en for part in known) or "–"
    )


def _caption(report: Material, shown: int, there: int) -> Text:
    small = small_groups(report)
    text = Text(
        "Wybór według reguły, nie według treści: z fragmentów od 60 do 300 znaków najpierw te, "
        "które tak samo zakodowali różni koderzy, z nich najbliższe środkowej długości; najwyżej "
        "jeden z sektora i trzy do kodu w całej rundzie. Tu po jednym do najwyżej dwóch kodów "
        f"każdego rodzaju, które nazwało najwięcej grup (n = {formats.integer(shown)}; kodów z "
        f"wypowiedzią: {formats.integer(there)}). Dane osobowe zastąpiono słowami w nawiasach. "
        f"{small.pl} Wypowiedź pokazuje, jak o czymś mówiono, a nie, ilu tak uważa.",
        "Chosen by a rule, not for content: of stretches of 60 to 300 characters first those that "
        "several coders coded alike, of these the ones nearest to the median length; at most one "
        "of a sector and three for a code in the whole round. Here one each for at most two codes "
        f"of each kind, those that most groups named (n = {formats.integer(shown, 'en')}; codes "
        f"with a quotation: {formats.integer(there, 'en')}). Personal data are replaced by words "
        f"in brackets; quotations stay in Polish. {small.en} They show how people spoke of a "
        "thing, not how many think so.",
    )
    return Text(" ".join(text.pl.split()), " ".join(text.en.split()))


def _none(report: Material) -> Prose:
    """Say why no quotation is shown."""
    small = small_groups(report)
    return Prose(
        Text(
            "*Wypowiedzi: z tego miejsca i rundy nie pokazano żadnej, bo żaden fragment nie "
            "spełnia reguły wyboru: od 60 do 300 znaków i znane miejsce w transkrypcji. "
            f"{small.pl}".rstrip()
            + "*",
            "*Quotations: none is shown from this place and round, since no stretch meets the "
            "rule: 60 to 300 characters and a known place in the transcript. "
            f"{small.en}".rstrip()
            + "*",
        )
    )
