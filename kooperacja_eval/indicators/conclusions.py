"""How many conclusions there are, by kind, theme and month.

The border: counts entries of the register; which ones say the same is found in ``evidence``. An
entry that a person merged into another counts as a report, but not as an entry of its own.
"""

from collections.abc import Hashable

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value, count
from kooperacja_eval.schemas.codes import CONCLUSION_KINDS

LEFT_OUT = ("merged", "rejected")
"""Statuses that do not count as entries."""


def conclusions_count(data: StudyData, place: Place) -> list[Value]:
    """Entries that stand (neither merged nor rejected), by kind, theme and month.

    Without a group all entries; by kind (``difficulty``); by theme (``barrier.time|all``) and by
    theme and kind (``barrier.time|difficulty``); by month as the period, all and by kind; months
    between the first and the last of the register have a row too where nothing was written.
    Entries without a theme are missing in the rows of themes. A voivodeship has those that name
    it; the macroregion those of its voivodeships and, where the study has one macroregion only,
    those that name none.
    """
    rows = _inside(data, place)
    rows = rows[~rows["status"].isin(LEFT_OUT)]
    values = [count(len(rows))]
    values += [count(int((rows["kind"] == kind).sum()), group=kind) for kind in _kinds(rows)]
    values += _themes(rows)
    months = rows["month"].dt.strftime("%Y-%m")
    for month in _months(data.tables["conclusions"]):
        within = rows[months == month]
        values.append(count(len(within), period=month))
        values += [
            count(int((within["kind"] == kind).sum()), group=kind, period=month)
            for kind in _kinds(within)
        ]
    return values


def conclusions_merged(data: StudyData, place: Place) -> list[Value]:
    """Share of reports that a person merged into another entry; rejected ones do not count."""
    rows = _inside(data, place)
    rows = rows[(rows["status"] != "rejected").fillna(value=True)]
    merged, every = int((rows["status"] == "merged").sum()), len(rows)
    return [
        Value(
            method="share",
            numerator=float(merged),
            denominator=float(every),
            value=merged / every if every else None,
            n=every,
            status="ok" if every else "insufficient",
        )
    ]


def conclusions_months(data: StudyData, place: Place) -> list[Value]:
    """Months with a conclusion of the voivodeship among all months from its first to its last.

    In a macroregion pairs of month and voivodeship; entries without a voivodeship do not count.
    The last month is that of the data where none came since.
    """
    rows = _inside(data, place).dropna(subset=["voivodeship"])
    if rows.empty:
        return [Value(method="share", numerator=0.0, denominator=0.0, status="insufficient")]
    months = rows["month"].to_numpy(dtype="datetime64[M]")
    last = np.datetime64(data.config.study.data_date, "M")
    span = int((max(months.max(), last) - months.min()).astype(np.int64)) + 1
    there = len(set(zip(rows["voivodeship"], months.tolist(), strict=True)))
    whole = span * len(place.voivodeships)
    return [
        Value(
            method="share",
            numerator=float(there),
            denominator=float(whole),
            value=there / whole,
            n=whole,
        )
    ]


def _inside(data: StudyData, place: Place) -> pd.DataFrame:
    rows = data.tables["conclusions"]
    here = rows["voivodeship"].isin(place.voivodeships)
    if place.level == "macroregion" and len(data.config.macroregions) == 1:
        here |= rows["voivodeship"].isna()
    return rows[here]


def _months(rows: pd.DataFrame) -> list[str]:
    """Return the months from the first to the last of the register, those without entries too."""
    known = rows["month"].dropna()
    if known.empty:
        return []
    return list(pd.period_range(known.min(), known.max(), freq="M").strftime("%Y-%m"))


def _kinds(rows: pd.DataFrame) -> list[str]:
    """Return the kinds that occur, in the order of the list of codes."""
    there = set(rows["kind"])
    return [kind for kind in CONCLUSION_KINDS.ids if kind in there]


def _themes(rows: pd.DataFrame) -> list[Value]:
    themed = rows.dropna(subset=["theme"])
    lost = len(rows) - len(themed)
    values = [_theme(name, size, lost) for name, size in _sizes(themed, "theme")]
    for kind in _kinds(rows):
        own = themed[themed["kind"] == kind]
        without = int((rows["kind"] == kind).sum()) - len(own)
        values += [
            _theme(name, size, without, f"{name}|{kind}") for name, size in _sizes(own, "theme")
        ]
    return values


def _sizes(rows: pd.DataFrame, column: str) -> list[tuple[Hashable, int]]:
    return [(name, int(size)) for name, size in rows.groupby(column, sort=True).size().items()]


def _theme(name: Hashable, size: int, lost: int, group: str | None = None) -> Value:
    return count(size, n_missing=lost, group=group or f"{name}|all")
