"""The register of conclusions: what stands in it after people merged and rejected entries.

The border: follows what a person wrote in the sheet and decides nothing; what is wrong with rows is
found by ``conclusions_rules``, and what may leave is masked by ``conclusions_release``.
"""

from collections.abc import Mapping
from typing import Final

import pandas as pd

NOT_STANDING: Final = ("merged", "rejected")
"""Statuses of entries that do not stand for themselves any more."""


def standing(conclusions: pd.DataFrame) -> pd.DataFrame:
    """Return the entries that stand, each with how often it was reported.

    Parameters
    ----------
    conclusions : pandas.DataFrame
        The table ``conclusions``; left as it is.

    Returns
    -------
    pandas.DataFrame
        Rows that are neither merged nor rejected, by month and identifier, with ``reports``: one
        and the entries that a person merged into it, directly or through others. An entry with
        the status ``merged`` of which nobody says into which, or into one that is not there,
        stands for itself, so that nothing is lost.
    """
    roots = merged_roots(conclusions)
    own = conclusions["conclusion_id"].map(roots) == conclusions["conclusion_id"]
    kept = conclusions[own & (conclusions["status"] != "rejected").fillna(value=True)]
    reports = pd.Series(roots).value_counts()
    counted = kept.assign(reports=kept["conclusion_id"].map(reports).astype("int64"))
    return counted.sort_values(["month", "conclusion_id"], kind="stable").reset_index(drop=True)


def merged_roots(conclusions: pd.DataFrame) -> dict[str, str]:
    """Return each entry with the one that stands for it: itself, or what it was merged into.

    Entries merged in a circle stand for themselves each; ``conclusions_rules`` reports them.
    """
    merged = conclusions[conclusions["status"] == "merged"].dropna(subset=["merged_into"])
    into = dict(zip(merged["conclusion_id"], merged["merged_into"], strict=True))
    known = set(conclusions["conclusion_id"].dropna())
    return {str(name): _root(str(name), into, known) for name in sorted(known)}


def in_circle(conclusions: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which entries are merged into themselves, directly or through others."""
    named = conclusions.dropna(subset=["merged_into"])
    into = dict(zip(named["conclusion_id"], named["merged_into"], strict=True))
    return conclusions["conclusion_id"].map(lambda name: _returns(name, into)).astype(bool)


def _root(name: str, into: Mapping[str, str], known: set[str]) -> str:
    at, passed = name, {name}
    while (following := into.get(at)) is not None and following in known:
        if following in passed:
            return name
        passed.add(following)
        at = following
    return at


def _returns(name: str, into: Mapping[str, str]) -> bool:
    at, passed = into.get(name), set[str]()
    while at is not None and at not in passed:
        if at == name:
            return True
        passed.add(at)
        at = into.get(at)
    return False
