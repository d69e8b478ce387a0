"""What recommendations rest on: each link followed to what it names.

The border: says whether a link leads somewhere and which numbers it means; what is wrong in the
files is worded by ``links_problems``, and what may leave was decided by ``disclosure`` before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.indicators.compute import missing_tables
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues

State = Literal["found", "hidden", "insufficient", "ambiguous", "lost", "unavailable"]
LINK_KEYS: Final = ("recommendation_id", "number")
"""What makes a link one link."""
CODE_SHARE: Final = "code_share"
"""Indicator that says how many focus groups named a code."""
TABLE_OF: Final[Mapping[str, tuple[str, str]]] = {
    "code": ("codes", "code_id"),
    "conclusion": ("conclusions", "conclusion_id"),
    "figure": ("published", "figure_id"),
}
"""Table and key that the target of each kind stands in; indicators and quotations have rules."""
SPEAKS: Final = frozenset({"found", "hidden"})
"""States of links that are evidence, shown or not."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Resolved:
    """Links with what they lead to.

    Attributes
    ----------
    links : pandas.DataFrame
        Rows of ``evidence_links`` with ``state``: ``found``; ``hidden``, which is there but may not
        be shown; ``insufficient``, too few data for a value; ``ambiguous``, several numbers;
        ``lost``, nothing of that name; ``unavailable``, the study lacks the tables for it.
    numbers : pandas.DataFrame
        ``recommendation_id``, ``number`` and the columns of ``IndicatorValues``: of a link to an
        indicator every method, in the order of the values; of a code, in how many groups.
    """

    links: pd.DataFrame
    numbers: pd.DataFrame


def resolve(tables: Mapping[str, pd.DataFrame], values: pd.DataFrame) -> Resolved:
    """Follow every link of a study.

    An empty group, voivodeship or team means a number without one. An empty period or wave means
    whichever there is, as long as there is only one. Changes stand between two waves: of them a
    single wave means the change that leads to it from the earliest wave, which is the first in the
    order of the values.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Tables of the study; without ``evidence_links`` nothing is followed.
    values : pandas.DataFrame
        Values of indicators, released or not; hidden numbers have the status ``suppressed``.
    """
    links = tables.get("evidence_links")
    if links is None:
        links = pd.DataFrame(columns=list(TABLES["evidence_links"].dtypes()))
    links = links.sort_values(list(LINK_KEYS), kind="stable").reset_index(drop=True)
    wanted = {*links["target"].dropna(), CODE_SHARE}
    known = values[values["indicator_id"].isin(wanted)]
    states: list[State] = []
    parts: list[pd.DataFrame] = []
    for link in links.to_dict("records"):
        rows = numbers_of(link, known)
        states.append(_state(link, rows, tables))
        if states[-1] != "ambiguous" and len(rows):
            keys = {name: link[name] for name in LINK_KEYS}
            parts.append(rows.assign(**keys))
    columns = [*LINK_KEYS, *IndicatorValues.fields]
    numbers = pd.concat(parts, ignore_index=True) if parts else known.iloc[:0]
    return Resolved(
        links=links.assign(state=pd.Series(states, index=links.index, dtype="str")),
        numbers=numbers.reindex(columns=columns),
    )


def numbers_of(link: Mapping[Any, Any], values: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of values that a link means; none for kinds without numbers.

    Parameters
    ----------
    link : mapping
        A row of ``evidence_links``.
    values : pandas.DataFrame
        Columns of ``IndicatorValues``.
    """
    if link["kind"] == "indicator":
        indicator, group = link["target"], link["group"]
    elif link["kind"] == "code":
        indicator, group = CODE_SHARE, f"{link['target']}|documents"
    else:
        return values.iloc[:0]
    chosen: pd.Series[bool] = values["indicator_id"] == indicator
    chosen &= _same(values["group"], group)
    chosen &= _same(values["pzk_id"], link["pzk_id"])
    if _given(link["voivodeship"]) or not _given(link["pzk_id"]):
        chosen &= _same(values["voivodeship"], link["voivodeship"])
    if _given(link["period"]):
        chosen &= values["period"] == link["period"]
    if _given(link["wave"]):
        chosen &= _of_wave(values["wave"], chosen, str(link["wave"]))
    return values.loc[chosen]


def stretches_of(target: str, codings: pd.DataFrame) -> pd.DataFrame:
    """Return the coded stretches that a quotation is: by identifier, or by document and place.

    Parameters
    ----------
    target : str
        A ``coding_id``, or ``document:start-end`` with characters counted from 0, the end not
        included, such as ``fgi_2019-LU-01:125-182``.
    codings : pandas.DataFrame
        The table ``codings``.

    Returns
    -------
    pandas.DataFrame
        Rows of the table; several where the same stretch was coded more than once.
    """
    named = codings[codings["coding_id"] == target]
    document, _, place = target.rpartition(":")
    start, _, end = place.partition("-")
    if len(named) or not (start.isdecimal() and end.isdecimal()):
        return named
    there = codings["document_id"] == document
    there &= (codings["start"] == int(start)).fillna(value=False)
    there &= (codings["end"] == int(end)).fillna(value=False)
    return codings[there].sort_values("coding_id", kind="stable")


def _state(
    link: Mapping[Any, Any], rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> State:
    kind, target = link["kind"], link["target"]
    if not (_given(kind) and _given(target)):
        return "lost"
    if kind == "indicator":
        return _indicator_state(str(target), rows, tables)
    table, key = TABLE_OF.get(str(kind), ("codings", "coding_id"))
    if table not in tables:
        return "unavailable"
    if kind == "quotation":
        return "found" if len(stretches_of(str(target), tables[table])) else "lost"
    return "found" if (tables[table][key] == target).any() else "lost"


def _indicator_state(target: str, rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> State:
    if target not in catalogue():
        return "lost"
    if missing_tables(target, tables):
        return "unavailable"
    if rows.empty:
        return "lost"
    if len(rows[["period", "wave"]].drop_duplicates()) > 1:
        return "ambiguous"
    if rows["value"].notna().any():
        return "found"
    return "hidden" if (rows["status"] == "suppressed").any() else "insufficient"


def _of_wave(waves: "pd.Series[str]", chosen: "pd.Series[bool]", wanted: str) -> "pd.Series[bool]":
    """Return rows of a wave; where a change is measured, of the longest that leads to it."""
    same = waves == wanted
    leading = waves[chosen & waves.str.endswith(f"/{wanted}").fillna(value=False)]
    if (same & chosen).any() or leading.empty:
        return same
    return waves == leading.iloc[0]


def _given(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _same(column: "pd.Series[str]", wanted: object) -> "pd.Series[bool]":
    return column == wanted if _given(wanted) else column.isna() | (column == "")
