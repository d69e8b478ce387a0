"""Words and rows of focus groups: rounds, codes, released rows by place.

The border: finds released rows and names things; no exhibit is made here and nothing is computed
but which rows belong together.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.survey_words import wave_label
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import CODE_KINDS
from kooperacja_eval.text import Text, same

FGI_TABLES: Final = ("fgi_documents", "codes", "codings")
"""What every exhibit of focus groups needs."""
NUMBERS: Final = ("numerator", "denominator", "value", "ci_low", "ci_high", "n")
UNKNOWN: Final = float("nan")
DOCUMENTS: Final = "documents"
SEGMENTS: Final = "segments"
_YEAR: Final = re.compile(r"fgi_(\d{4})")
_KINDS: Final[Mapping[str, Text]] = {
    "barrier": Text("bariery", "barriers"),
    "resource": Text("zasoby", "resources"),
    "factor": Text("czynniki kooperacji", "factors of cooperation"),
    "effect": Text("skutki pomocy", "effects of help"),
    "need": Text("potrzeby", "needs"),
    "recommendation": Text("rekomendacje", "recommendations"),
    "other": Text("inne", "other"),
}
_REFERENCE: Final = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_.]*[a-z0-9_]|(?<=\()[a-z]+(?=[,)])")
"""What a definition calls another code by: ``barrier.staff``, or ``(recommendation)``."""
Row = dict[str, Any]
"""Cells of a released row by name; numbers are nan where they are missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of the codebook.

    Attributes
    ----------
    id, kind : str
        Its identifier and what it is about.
    label, definition : Text
        Its name, and when to code; the definition is a dash where the codebook has none.
    branch : bool
        Whether other codes stand below it.
    """

    id: str
    kind: str
    label: Text
    definition: Text
    branch: bool

    @property
    def title(self) -> Text:
        """The name, which says of a branch that the codes below are counted too."""
        if not self.branch:
            return self.label
        return Text(f"{self.label.pl} – razem", f"{self.label.en} – all")


def codebook(report: Material) -> dict[str, Code]:
    """Return the codes by identifier, in the order of the codebook; empty without one."""
    if "codes" not in report.record:
        return {}
    frame = report.record["codes"]
    above = set(frame["parent_id"].dropna())
    rows = frame.to_dict("records")
    names = {str(row["code_id"]): _both(row["name_pl"], row["name_en"]) for row in rows}
    return {
        str(row["code_id"]): Code(
            id=str(row["code_id"]),
            kind=str(row["kind"]),
            label=names[str(row["code_id"])],
            definition=_named(_both(row["definition_pl"], row["definition_en"]), names),
            branch=row["code_id"] in above,
        )
        for row in rows
    }


def _both(polish: object, english: object) -> Text:
    """Return words in both languages; a Polish one in English, in quotes, where it has none."""
    first = formats.MISSING if formats.is_missing(polish) else str(polish)
    if not formats.is_missing(english):
        return Text(first, str(english))
    return Text(first, first if first == formats.MISSING else f"“{first}”")


def _named(definition: Text, names: Mapping[str, Text]) -> Text:
    """Return a definition with the names of codes in place of their identifiers."""
    polish = {code: f"„{name.pl}”" for code, name in names.items()}
    english = {code: f"“{name.en}”" for code, name in names.items()}
    return Text(
        _REFERENCE.sub(lambda found: polish.get(found[0], found[0]), definition.pl),
        _REFERENCE.sub(lambda found: english.get(found[0], found[0]), definition.en),
    )


def kind_label(kind: str) -> Text:
    """Return what several codes of a kind are called."""
    return _KINDS[kind]


def round_label(report: Material, wave: str) -> Text:
    """Return the name of a round: as the study calls it, else by its year."""
    label = wave_label(report, wave)
    year = _YEAR.fullmatch(wave)
    if label == same(wave) and year:
        return Text(f"runda {year[1]}", f"round {year[1]}")
    return label


def round_tick(report: Material, wave: str) -> Text:
    """Return a short name of a round for an axis: its year, else its whole name."""
    year = _YEAR.fullmatch(wave)
    return same(year[1]) if year else round_label(report, wave)


def rounds_up_to(report: Material, wave: str) -> list[str]:
    """Return the rounds that have groups, in time, up to the one of a report."""
    there = set(report.rows("fgi_groups", level="macroregion")["wave"].dropna()) - {""}
    named = [entry.id for entry in report.config.waves if entry.id in there]
    ordered = [*named, *sorted(there - set(named))] if named else sorted(there)
    return ordered[: ordered.index(wave) + 1] if wave in ordered else ordered


def home_of(report: Material, voivodeship: str | None, pzk_id: str | None) -> str | None:
    """Return the voivodeship that a report is about; of a team, the one it lies in."""
    if voivodeship is not None or pzk_id is None:
        return voivodeship
    rows = report.rows("fgi_groups", level="pzk")
    found = rows.loc[rows["pzk_id"] == pzk_id, "voivodeship"]
    return str(found.iloc[0]) if len(found) else None


def teams_of(report: Material, wave: str, voivodeship: str | None) -> list[str]:
    """Return the teams of a voivodeship that have groups in a round, by their identifiers."""
    rows = report.rows("fgi_groups", level="pzk", wave=wave)
    return sorted(rows.loc[rows["voivodeship"] == voivodeship, "pzk_id"].astype(str))


def fgi_rows(
    report: Material,
    indicator_id: str,
    level: str,
    *,
    wave: str | None = None,
    voivodeship: str | None = None,
    pzk_id: str | None = None,
) -> pd.DataFrame:
    """Return released rows of one place, with ``code`` and ``part``: the group around its bar.

    Parameters
    ----------
    level : {"macroregion", "voivodeship", "pzk"}
        The team, its voivodeship, or the macroregion that it lies in.
    """
    rows = report.rows(indicator_id, level=level, wave=wave)
    home = home_of(report, voivodeship, pzk_id)
    if level == "pzk":
        rows = rows[rows["pzk_id"] == pzk_id]
    elif level == "voivodeship":
        rows = rows[rows["voivodeship"] == home]
    elif home in report.config.voivodeships:
        region = report.config.macroregion_of(home)
        rows = rows[rows["macroregion"].fillna(region) == region]
    halves = [str(group).partition("|") for group in rows["group"].fillna("")]
    named = {"code": [half[0] for half in halves], "part": [half[2] for half in halves]}
    return rows.reset_index(drop=True).assign(**named)


def by_code(rows: pd.DataFrame, part: str) -> dict[str, Row]:
    """Return the rows of one part of an indicator by code."""
    chosen = rows[rows["part"] == part]
    return {str(row["code"]): cells(row) for row in chosen.to_dict("records")}


def cells(row: Mapping[Any, Any] | None) -> Row:
    """Return the numbers and the status of a row; of no row, missing ones."""
    if row is None:
        return {**dict.fromkeys(NUMBERS, UNKNOWN), "status": "insufficient"}
    numbers = {
        name: UNKNOWN if formats.is_missing(row[name]) else float(row[name]) for name in NUMBERS
    }
    return {**numbers, "status": str(row["status"])}


def top_codes(
    report: Material,
    wave: str,
    *,
    limit: int,
    voivodeship: str | None = None,
    level: str = "macroregion",
    kinds: Iterable[str] | None = None,
) -> list[Code]:
    """Return the codes without others below that most groups named, most first.

    Where as many groups named two codes, the codebook says which comes first. Codes of the kind
    ``other`` are left out, unless ``kinds`` says otherwise.
    """
    rows = fgi_rows(report, "code_share", level, wave=wave, voivodeship=voivodeship)
    shares = by_code(rows, DOCUMENTS)
    wanted = set(kinds) if kinds is not None else set(CODE_KINDS.ids) - {"other"}
    named = [
        code
        for code in codebook(report).values()
        if not code.branch and code.kind in wanted and shares.get(code.id, {}).get("value", 0) > 0
    ]
    return sorted(named, key=lambda code: -shares[code.id]["value"])[:limit]
