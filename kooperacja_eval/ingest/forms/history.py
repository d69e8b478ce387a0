"""Services and goals that several monthly reports tell of: one row for each, by its identifier.

The rule: a report is as new as its month; rows that no monthly form brought (registers) come before
all reports. Of each column the newest value counts; a cell left empty does not erase what was said
before. ``status_on`` of a service is the day that the reports with its present status state; where
they state none, the first day of the month in which that status was first reported, counted from
the last time that another one was. A row that is there twice in one month stays a duplicate key.
How many reports told of each identifier is kept.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from kooperacja_eval.schemas.problems import Problem, problems_at
from kooperacja_eval.schemas.table import SOURCE_FIELDS, Table
from kooperacja_eval.text import Text

FIXED: Final[Mapping[str, tuple[str, ...]]] = {
    "services": ("family_id", "kind"),
    "goals": ("family_id", "domain"),
}
"""Tables whose rows come back month after month, and what never changes about a row."""
REPORTED: Final = {
    "table": "str", "id": "str", "reports": "Int64",
    "first_month": "datetime64[us]", "last_month": "datetime64[us]",
}  # fmt: skip
"""Columns of the count of reports, with their types."""

_WHEN: Final = "_when"
_ORDER: Final = "_order"
_RUN: Final = "_run"

Spot = tuple[str, str, int]
"""File, sheet and row of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A table with one row for each identifier.

    Attributes
    ----------
    frame : pandas.DataFrame
        Columns as before; each row stands where its identifier came first, and says where its
        newest report is.
    problems : list of Problem
        Rows that say other than earlier ones about what never changes.
    linked : frozenset of Spot
        Records whose identifier comes back in other months: no duplicates.
    reported : pandas.DataFrame
        Columns ``REPORTED``: how many monthly reports told of an identifier, from when to when.
    """

    frame: pd.DataFrame
    problems: list[Problem]
    linked: frozenset[Spot]
    reported: pd.DataFrame


def no_reports() -> pd.DataFrame:
    """Return the count of reports where there are none."""
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in REPORTED.items()})


def settle(table: type[Table], frame: pd.DataFrame, months: Mapping[str, dt.date]) -> Settled:
    """Return one row for each identifier of a table of ``FIXED``.

    Parameters
    ----------
    table : type of Table
        ``services`` or ``goals``.
    frame : pandas.DataFrame
        Typed rows in the order of files, not yet validated; those without an identifier stay as
        they are.
    months : mapping of str to date
        First day of the month of each monthly form, by path.
    """
    key = table.keys()[0]
    rows = frame.reset_index(drop=True).copy()
    when = pd.to_datetime(rows["source_file"].map(months))
    rows[_WHEN], rows[_ORDER] = when, range(len(rows))
    named = rows[rows[key].notna()]
    ordered = named.sort_values([_WHEN, _ORDER], na_position="first", kind="stable")
    reported = _reported(table, ordered)
    if not named[_WHEN].notna().any():
        return Settled(frame=frame, problems=[], linked=frozenset(), reported=reported)
    newest = ordered.groupby(key, sort=False, as_index=False).last()
    last = ordered.drop_duplicates(key, keep="last").set_index(key)[list(SOURCE_FIELDS)]
    newest = newest.drop(columns=[*SOURCE_FIELDS]).merge(last, on=key, validate="one_to_one")
    if "status_on" in table.fields:
        since = _status_since(ordered, key)
        newest["status_on"] = newest[key].map(since).astype("datetime64[us]")
    first = named.groupby(key, sort=False)[_ORDER].min()
    newest[_ORDER] = newest[key].map(first)
    settled = pd.concat([newest, rows[rows[key].isna()]], ignore_index=True)
    settled = settled.sort_values(_ORDER, ignore_index=True)[list(frame.columns)]
    return Settled(
        frame=settled.astype(frame.dtypes.to_dict()),
        problems=_contradictions(table, ordered, key),
        linked=_linked(ordered, key),
        reported=reported,
    )


def _reported(table: type[Table], ordered: pd.DataFrame) -> pd.DataFrame:
    told = ordered[ordered[_WHEN].notna()]
    if told.empty:
        return no_reports()
    counted = told.groupby(table.keys()[0])[_WHEN].agg(["nunique", "min", "max"]).reset_index()
    counted.columns = pd.Index([name for name in REPORTED if name != "table"])
    return counted.assign(table=table.table_name)[list(REPORTED)].astype(REPORTED)


def _status_since(ordered: pd.DataFrame, key: str) -> "pd.Series[pd.Timestamp]":
    """Return since when the newest status of each service holds."""
    rows = ordered[[key, "status", "status_on", _WHEN]].sort_values(key, kind="stable")
    rows["status"] = rows.groupby(key)["status"].ffill()
    known = rows["status"].fillna("")
    begins = (known != known.shift()) | (rows[key] != rows[key].shift())
    rows[_RUN] = begins.cumsum()
    present = rows[rows[_RUN] == rows.groupby(key)[_RUN].transform("max")]
    # a register has no month: where it said so first, nobody knows since when
    began = present.drop_duplicates(key).set_index(key)[_WHEN]
    return present.groupby(key)["status_on"].last().fillna(began)


def _contradictions(table: type[Table], ordered: pd.DataFrame, key: str) -> list[Problem]:
    problems: list[Problem] = []
    for name in FIXED[table.table_name]:
        label = table.fields[name].label
        first = ordered.groupby(key)[name].transform("first")
        other = ordered[ordered[name].notna() & (ordered[name] != first)]
        message = Text(
            f"Pod tym samym identyfikatorem podano wcześniej co innego: {label.pl}. Popraw "
            "wartość albo nadaj nowy identyfikator.",
            f"The same identifier was reported before with something else: {label.en}. Mend the "
            "value or give a new identifier.",
        )
        problems += problems_at(table, other, name, "other_than_before", message)
    return problems


def _linked(ordered: pd.DataFrame, key: str) -> frozenset[Spot]:
    alone = ~ordered.duplicated([key, _WHEN], keep=False)
    places = ordered.loc[alone, list(SOURCE_FIELDS)].itertuples(index=False, name=None)
    return frozenset(
        (file, sheet if isinstance(sheet, str) else "", int(row)) for file, sheet, row in places
    )
