"""Rows and words of the brief of one month: its place, its teams, its texts, groups of values.

The border: finds released rows and names things; no exhibit is made here.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.common import place
from kooperacja_eval.reporting.exhibits.fgi_words import Row, cells
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.text import Lang, Text, same

REGION: Final = "makroregion"
"""Stands for the voivodeship where a brief is about the whole macroregion."""
NOT_KNOWN: Final = Text("brak danych", "no data")
HIDDEN: Final = Text("ukryto", "suppressed")
NO_TEAM: Final = Text("żaden", "none")
LONGEST_TEXT: Final = 140
"""Characters of a person's text that a brief shows; the rest stays in the register."""
LONGEST_CELL: Final = 95
"""The same in a narrow column."""
LONGEST_NAME: Final = 50
"""The same of an addressee."""
CUT: Final = " […]"
_GROUPS: Final = {
    "limits": Text("środek i granice kontrolne", "centre and control limits"),
    "limits:below": Text("poniżej granic kontrolnych", "below the control limits"),
    "limits:inside": Text("w granicach kontrolnych", "inside the control limits"),
    "limits:above": Text("powyżej granic kontrolnych", "above the control limits"),
    "limits:untold": Text("bez granic kontrolnych", "without control limits"),
}


def brief_group(group: str) -> Text | None:
    """Return what a group of a brief's indicators means, None where it is none of theirs.

    Examples
    --------
    >>> brief_group("limits:below").pl
    'poniżej granic kontrolnych'
    """
    return _GROUPS.get(group)


def previous(month: str) -> str:
    """Return the month before.

    Examples
    --------
    >>> previous("2020-01")
    '2019-12'
    """
    return str(pd.Period(month, freq="M") - 1)


def in_place(report: Material, voivodeship: str) -> tuple[str, ...]:
    """Return the voivodeships that a brief is about."""
    return report.config.voivodeships if voivodeship == REGION else (voivodeship,)


def place_name(voivodeship: str) -> Text:
    """Return the place of a brief as it stands in titles.

    Examples
    --------
    >>> place_name("lubelskie").pl, place_name("makroregion").en
    ('województwo lubelskie', 'macroregion')
    """
    if voivodeship == REGION:
        return Text("makroregion", "macroregion")
    name = place(voivodeship)
    return Text(f"województwo {name.pl}", f"{name.en} voivodeship")


def about(month: str, voivodeship: str) -> Text:
    """Return place and month as they end titles."""
    name = place_name(voivodeship)
    return Text(f"{name.pl}, {formats.month(month)}", f"{name.en}, {formats.month(month, 'en')}")


def place_rows(
    report: Material, indicator_id: str, voivodeship: str, month: str, *, group: str | None = None
) -> list[tuple[str, Row]]:
    """Return the rows of a place in a month: one, or one for each macroregion with its name."""
    level = "macroregion" if voivodeship == REGION else "voivodeship"
    rows = report.rows(indicator_id, level=level, group=group)
    rows = rows[rows["period"] == month]
    if voivodeship != REGION:
        rows = rows[rows["voivodeship"] == voivodeship]
    return [(str(row["macroregion"]), _cells(row)) for row in rows.to_dict("records")]


def team_rows(
    report: Material, indicator_id: str, voivodeship: str, month: str, *, group: str | None = None
) -> list[tuple[str, Row]]:
    """Return the rows of the teams of a place in a month, with their names, by name."""
    rows = report.rows(indicator_id, level="pzk", group=group)
    chosen = rows["voivodeship"].isin(in_place(report, voivodeship)) & (rows["period"] == month)
    ordered = rows[chosen].sort_values("pzk_id", kind="stable")
    return [(str(row["pzk_id"]), _cells(row)) for row in ordered.to_dict("records")]


def listed(names: Sequence[str]) -> str:
    """Return names of teams with commas."""
    return ", ".join(names)


def until(frame: pd.DataFrame, month: str) -> "pd.Series[bool]":
    """Tell which entries of the register are of a month or of one before it."""
    months: pd.Series[bool] = frame["month"].dt.strftime("%Y-%m") <= month
    return months.fillna(value=False)


def here(frame: pd.DataFrame, report: Material, voivodeship: str) -> "pd.Series[bool]":
    """Tell which entries of the register are about a place; the macroregion has all."""
    inside: pd.Series[bool] = frame["voivodeship"].isin(in_place(report, voivodeship))
    return inside | frame["voivodeship"].isna() if voivodeship == REGION else inside


def shortened(text: object, longest: int = LONGEST_TEXT) -> Any:
    """Return a text no longer than a brief has room for; a mark shows where it was cut.

    Examples
    --------
    >>> shortened("krótki")
    'krótki'
    >>> len(shortened("słowo " * 100)) <= LONGEST_TEXT + len(CUT)
    True
    """
    if not isinstance(text, str):
        return text
    plain = " ".join(text.split())
    if len(plain) <= longest:
        return plain
    kept = plain[:longest]
    whole, space, _ = kept.rpartition(" ")
    return f"{whole if space else kept}{CUT}"


def month_words(value: Any) -> Text:
    """Return a month in words; a dash where it is missing."""
    if formats.is_missing(value):
        return same(formats.MISSING)
    day = pd.Timestamp(value).date()
    return Text(formats.month(day), formats.month(day, "en"))


def months_late(number: float, lang: Lang) -> str:
    r"""Return by how many months something is late, in short.

    Examples
    --------
    >>> months_late(2.0, "pl")
    '2\xa0mies.'
    >>> months_late(0.0, "pl")
    'termin w tym miesiącu'
    """
    if number == 0:
        return Text("termin w tym miesiącu", "due this month").in_(lang)
    unit = Text("mies.", "mo.").in_(lang)
    return f"{formats.integer(number, lang)}{formats.NBSP}{unit}"


def _cells(row: Mapping[Hashable, Any]) -> Row:
    """Return the numbers and the status of a row, the number missing too."""
    missing = row["n_missing"]
    return {
        **cells(row),
        "n_missing": float("nan") if formats.is_missing(missing) else float(missing),
    }
