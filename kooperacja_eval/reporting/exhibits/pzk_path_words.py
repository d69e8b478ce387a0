"""Cells of the families' exhibits of one team: its numbers, and those of its voivodeship.

The border: finds released rows and writes single cells; no exhibit is made here.
"""

from collections.abc import Callable
from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.common import place
from kooperacja_eval.reporting.exhibits.families_service_words import of_group
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_words import known, team, team_rows
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

HIDDEN: Final = "suppressed"
Say = Callable[[Row, Lang], str]
"""Writes a row that has a value."""


def own_row(report: Material, indicator_id: str, pzk_id: str, group: str = "") -> Row:
    """Return the row of a team over the whole test; missing numbers where there is none."""
    return _over_the_test(team_rows(report, indicator_id, pzk_id), group)


def voivodeship_row(report: Material, indicator_id: str, pzk_id: str, group: str = "") -> Row:
    """Return the row of a team's voivodeship over the whole test."""
    rows = report.rows(indicator_id, level="voivodeship")
    chosen = rows[rows["voivodeship"] == str(team(report, pzk_id)["voivodeship"])]
    return _over_the_test(chosen, group)


def _over_the_test(rows: pd.DataFrame, group: str) -> Row:
    chosen = rows[rows["period"].fillna("").str.contains("/", regex=False)]
    return of_group(chosen.assign(group=chosen["group"].fillna("")), group)


def voivodeship_head(report: Material, pzk_id: str) -> Text:
    """Return the name of a team's voivodeship for the head of a column, on one line."""
    name = place(str(team(report, pzk_id)["voivodeship"]))
    return Text(f"woj.{formats.NBSP}{name.pl}", name.en)


def is_hidden(row: Row) -> bool:
    """Return whether disclosure control took the value of a row away."""
    return row["status"] == HIDDEN and not known(row)


def said(row: Row, say: Say) -> Text:
    """Return the value of a row in words, or that it is hidden or missing."""
    if is_hidden(row):
        return formats.SUPPRESSED
    if not known(row):
        return same(formats.MISSING)
    return Text(*(say(row, lang) for lang in LANGUAGES))


def of(row: Row, lang: Lang) -> str:
    """Write numerator and denominator: ``4 z 5``."""
    part, every = (formats.integer(row[name], lang) for name in ("numerator", "denominator"))
    joint = Text("z", "of").in_(lang)
    return f"{part}{formats.NBSP}{joint}{formats.NBSP}{every}"


def plain(row: Row, lang: Lang) -> str:
    """Write a value with at most one digit after the decimal mark, none where it is whole."""
    return formats.number(row["value"], 0 if row["value"] % 1 == 0 else 1, lang)
