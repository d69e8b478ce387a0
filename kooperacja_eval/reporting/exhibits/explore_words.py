"""What can be chosen when teams are explored: rows of teams, their groups and periods in words."""

from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.survey_words import wave_label
from kooperacja_eval.reporting.exhibits.value_words import group_words
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.text import Lang, Text

WHOLE: Final = Text("cały test", "whole test")
NO_GROUP: Final = Text("wartość", "value")
NEVER_SHOWN: Final = frozenset({"rank"})
"""Groups that would set teams in order of their values."""
_MONTH: Final = len("2020-03")
_DAY: Final = len("2020-03-01")


def rows_of_teams(report: Material) -> pd.DataFrame:
    """Return released rows of teams with a value, with the area of each team.

    Of several methods of one number the first stands; ranks are left out.
    """
    frame = report.values.frame  # noqa: PD011 (released values, no array)
    rows = frame[frame["pzk_id"].notna() & frame["value"].notna()]
    rows = rows[~rows["group"].fillna("").isin(NEVER_SHOWN)]
    keys = ["indicator_id", "pzk_id", "group", "period", "wave"]
    rows = rows.drop_duplicates(keys)
    areas = {}
    if "pzk" in report.teams:
        areas = dict(zip(report.teams["pzk"]["pzk_id"], report.teams["pzk"]["area"], strict=True))
    return rows.assign(area=rows["pzk_id"].map(areas), when=when(rows)).reset_index(drop=True)


def when(rows: pd.DataFrame) -> "pd.Series[str]":
    """Return the wave of each row or, without one, its period."""
    return rows["wave"].where(rows["wave"].notna(), rows["period"]).fillna("")


def group_options(report: Material, rows: pd.DataFrame, lang: Lang) -> list[tuple[str, str]]:
    """Return the groups of some rows, in their order, with their words."""
    groups = dict.fromkeys(rows["group"].fillna("").astype(str))
    return [
        (group_words(report, group).in_(lang) if group else NO_GROUP.in_(lang), group)
        for group in groups
    ]


def period_options(report: Material, rows: pd.DataFrame, lang: Lang) -> list[tuple[str, str]]:
    """Return the periods of some rows with their words: the whole test, waves, then months."""
    found = dict.fromkeys(rows["when"].astype(str))
    ordered = sorted(found, key=lambda name: (_rank(name), list(found).index(name)))
    return [(period_words(report, name).in_(lang), name) for name in ordered]


def period_words(report: Material, name: str) -> Text:
    """Return a period in words: a month, a wave, or the whole test."""
    if _is_month(name):
        return Text(formats.month(name, "pl"), formats.month(name, "en"))
    if not name or "/" in name:
        return WHOLE
    if len(name) == _DAY and name.replace("-", "").isdigit():
        return Text(formats.date(name, "pl"), formats.date(name, "en"))
    return wave_label(report, name)


def _is_month(name: str) -> bool:
    return len(name) == _MONTH and name.replace("-", "").isdigit()


def _rank(name: str) -> int:
    if not name or "/" in name:
        return 0
    return 2 if _is_month(name) else 1
