"""Completed programmes by place, cohort, unit and contract, over both bases: tables and words.

The border: sets released shares side by side; the forest figure is in
``families_completion_forest``.
"""

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import (
    TOTAL,
    computed_source,
    hidden,
    needs,
    place,
    texts,
)
from kooperacja_eval.reporting.exhibits.coop_words import bullets, region, voivodeships
from kooperacja_eval.reporting.exhibits.families_path_words import path_group
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import AREAS
from kooperacja_eval.text import LANGUAGES, Lang, Text

WHAT: Final = Text("Kto zakończył IPP", "Who completed the programme")
ALL: Final = "ipp_completed_share"
BY: Final = "completion_by"
OF_ENDED: Final = "completion_of_ended"
CLUSTERED: Final = "clustered_wilson"
PLACES: Final = frozenset({"total", "voivodeship", "area"})
DIMENSIONS: Final = ("cohort", "unit", "contract")
KINDS: Final = {
    "total": TOTAL,
    "voivodeship": Text("Województwo", "Voivodeship"),
    "area": Text("Obszar zespołu", "Area of the team"),
    "cohort": Text("Kohorta", "Cohort"),
    "unit": Text("Jednostka", "Unit"),
    "contract": Text("Kontrakt", "Contract"),
}
"""Dimensions in the order of the tables."""
_CELLS: Final = ("numerator", "denominator", "value", "ci_low", "ci_high", "n_missing")
_DATA: Final = [
    "kind", "what",
    *(f"{base}_{name}" for base in ("all", "ended") for name in (*_CELLS, "status")),
]  # fmt: skip
_NOTE: Final = Text(
    "Dwie podstawy: wszystkie rodziny i osoby, także wciąż współpracujące, oraz te, z którymi "
    "praca się skończyła (zamknięte). Przedziały 95% liczą zespoły jako grupy, a gdzie się nie "
    "da – Wilsona. Grupy nie liczą się, rodzina przeniesiona liczy się w ostatnim zespole.",
    "Two bases: all families and persons, ongoing ones too, and those with whom work ended "
    "(closed). 95% intervals take teams as clusters, or Wilson's where that is not possible. "
    "Groups do not count; a family that moved counts in its last team.",
)


@needs("families", "pzk", what=WHAT)
def families_completion(report: Material) -> Exhibit | Prose:
    """Show completed programmes of voivodeships and areas over both bases, with intervals."""
    data = completion_rows(report)
    return _table(
        data[data["kind"].isin(PLACES)],
        "families_completion",
        Text(
            "Zakończone IPP w województwach i obszarach, na dwóch podstawach",
            "Completed programmes by voivodeship and area, over two bases",
        ),
        Text("", ""),
    )


@needs("families", "pzk", what=WHAT)
def families_completion_traits(report: Material) -> Exhibit | Prose:
    """Show completed programmes by cohort, unit and contract over both bases, with intervals."""
    data = completion_rows(report)
    chosen = data[~data["kind"].isin(PLACES)]
    unknown = chosen.loc[chosen["kind"] == "contract", "all_n_missing"].max()
    number = 0 if formats.is_missing(unknown) else unknown
    return _table(
        chosen,
        "families_completion_traits",
        Text(
            "Zakończone IPP według kohorty, jednostki i kontraktu, na dwóch podstawach",
            "Completed programmes by cohort, unit and contract, over two bases",
        ),
        Text(
            f" Bez znanego kontraktu: {formats.integer(number)}, nie ma ich w żadnym z kontraktów.",
            f" Contract not known: {formats.integer(number, 'en')}, in neither contract.",
        ),
    )


def _table(data: pd.DataFrame, exhibit_id: str, title: Text, more: Text) -> Exhibit | Prose:
    if data["all_value"].isna().all():
        return hidden(WHAT)
    rows = data.reset_index(drop=True)
    return Exhibit(
        id=exhibit_id,
        title=title,
        caption=Text(_NOTE.pl + more.pl, _NOTE.en + more.en),
        alt=completion_alt(rows, "Tabela", "Table"),
        source=computed_source("families", "pzk"),
        data=rows.assign(what=texts(rows["what"], rows)),
        columns=COLUMNS,
    )


_SHARE: Final = Text("Udział", "Share")


def _of(base: str, shares: Text) -> tuple[Column, ...]:
    status = f"{base}_status"
    return (
        Column(f"{base}_denominator", shares, "integer", status=status),
        Column(f"{base}_value", _SHARE, "percent", status=status),
        Column(f"{base}_ci_low", Text("Przedział", "Interval"), "interval", 0,
               high=f"{base}_ci_high", scale="percent", status=status),
    )  # fmt: skip


COLUMNS: Final = (
    Column("what", Text("Kto", "Who")),
    Column("all_numerator", Text("Zakończone", "Completed"), "integer", status="all_status"),
    *_of("all", Text("Z wszystkich", "Of all")),
    *_of("ended", Text("Z zamkniętych", "Of closed")),
)


def completion_rows(report: Material) -> pd.DataFrame:
    """Return a row for everybody, each voivodeship, area, cohort, unit and contract."""
    rows = [_line(*row) for row in _found(report)]
    data = pd.DataFrame(rows, columns=_DATA)
    numeric = [name for name in _DATA[2:] if not name.endswith("status")]
    return data.astype(dict.fromkeys(numeric, "float64"))


def _found(report: Material) -> Iterator[tuple[str, Text, pd.DataFrame, pd.DataFrame]]:
    """Yield kind and words of each row with its shares of all and of closed cooperations."""
    every, ended = region(report, ALL), region(report, OF_ENDED)
    yield "total", TOTAL, _group(every, ""), _group(ended, "ended|completed")
    at_all, at_ended = (report.rows(name, level="voivodeship") for name in (ALL, OF_ENDED))
    for code in voivodeships(report):
        here = [rows[rows["voivodeship"] == code] for rows in (at_all, at_ended)]
        yield "voivodeship", place(code), _group(here[0], ""), _group(here[1], "ended|completed")
    for area in AREAS:
        of_ended = _group(ended, f"ended|completed/area:{area.id}")
        yield "area", area.label, _group(every, area.id), of_ended
    parts = region(report, BY)
    for group in dict.fromkeys(parts["group"]):
        _, _, part = str(group).partition("/")
        words = path_group(part) or Text(part, part)
        yield (
            part.partition(":")[0],
            words,
            _group(parts, group),
            _group(ended, f"ended|completed/{part}"),
        )


def _group(rows: pd.DataFrame, group: str) -> pd.DataFrame:
    return rows[rows["group"].fillna("") == group]


def _line(kind: str, what: Text, every: pd.DataFrame, ended: pd.DataFrame) -> dict[str, Any]:
    line: dict[str, Any] = {"kind": kind, "what": what}
    for base, rows in (("all", every), ("ended", ended)):
        found = _best(rows)
        line |= {f"{base}_{name}": found.get(name, float("nan")) for name in _CELLS}
        line[f"{base}_status"] = found.get("status", "")
    return line


def _best(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the row with the interval by teams, or Wilson's where teams do not allow one."""
    records = [{str(k): v for k, v in row.items()} for row in rows.to_dict("records")]
    sound = [r for r in records if r["method"] == CLUSTERED and r["status"] == "ok"]
    return (sound or records or [{}])[0]


def completion_alt(data: pd.DataFrame, kind_pl: str, kind_en: str) -> Text:
    """Return what a table or figure of completion says, share of all by row."""
    said = {
        lang: "; ".join(f"{row['what'].in_(lang)} {share_words(row, 'all', lang)}"
                        for row in data.to_dict("records"))
        for lang in LANGUAGES
    }  # fmt: skip
    return Text(
        f"{kind_pl} udziału zakończonych IPP wśród wszystkich: {said['pl']}.",
        f"{kind_en} of the share of completed programmes of all: {said['en']}.",
    )


def share_words(row: dict[Any, Any], base: str, lang: Lang) -> str:
    """Return a share in words, or that it is suppressed."""
    if row[f"{base}_status"] == "suppressed":
        return formats.SUPPRESSED.in_(lang)
    return formats.percent(row[f"{base}_value"], 1, lang)


@needs("families", "pzk", what=WHAT)
def families_completion_sentence(report: Material) -> Prose:
    """Say the share over both bases with intervals, and that parts are no ranking."""
    data = completion_rows(report)
    total = {str(k): v for k, v in data.iloc[0].to_dict().items()}
    lines = [line for base in ("all", "ended") if (line := _said(total, base)) is not None]
    if not lines:
        return hidden(WHAT)
    return bullets([*lines, _NOT])


_NOT: Final = Text(
    "Różnic między województwami, obszarami i kohortami nie wolno czytać jako skutku pracy "
    "zespołów: rodziny nie były losowane, a przedziały w większości zachodzą na siebie. Udział "
    "wśród zamkniętych jest zwykle wyższy, bo pomija współprace, które trwają; nie jest lepszą "
    "wersją pierwszego.",
    "Differences between voivodeships, areas and cohorts are not to be read as an effect of the "
    "teams: families were not drawn by lot, and most intervals overlap. The share of closed "
    "cooperations is mostly higher since it leaves out ongoing ones; it is no better version of "
    "the first.",
)


def _said(row: dict[str, Any], base: str) -> Text | None:
    if formats.is_missing(row[f"{base}_value"]):
        return None
    top, bottom = row[f"{base}_numerator"], row[f"{base}_denominator"]
    share = [formats.percent(row[f"{base}_value"], 1, lang) for lang in LANGUAGES]
    ends = [
        formats.interval(row[f"{base}_ci_low"], row[f"{base}_ci_high"], 1, lang, scale="percent")
        for lang in LANGUAGES
    ]
    of = (
        Text("wszystkie rodziny i osoby", "all families and persons")
        if base == "all"
        else Text(
            "rodziny i osoby, z którymi współpraca się skończyła",
            "families and persons whose cooperation ended",
        )
    )
    return Text(
        f"Podstawa: {of.pl} ({formats.integer(bottom)}). IPP zgodnie z celami zakończyło "
        f"{formats.integer(top)}, czyli {share[0]} (przedział 95%: {ends[0]}).",
        f"Base: {of.en} ({formats.integer(bottom, 'en')}). {formats.integer(top, 'en')} completed "
        f"according to their goals: {share[1]} (95% interval: {ends[1]}).",
    )
