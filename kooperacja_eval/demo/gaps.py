"""Cells that nobody filled in: a small share of the optional columns, as in real files."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo.parameters import MISSING_SHARE

Gaps = dict[str, dict[str, int]]

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "memberships": ("joined_on",),
    "families": ("area", "reported_on", "screened_on", "diagnosed_on", "contract_type",
                 "contract_on", "monitored_on"),
    "goals": ("weight", "baseline", "revision"),
    "services": ("need_only", "on_list", "planned_on", "mode"),
    "social_projects": ("persons",),
    "meetings": ("minutes", "families_discussed"),
    "attendance": ("persons",),
    "contacts": ("hours", "mode"),
    "support": ("participants",),
    "support_participants": ("persons",),
    "platform": ("materials", "posts"),
}  # fmt: skip
"""Optional columns with gaps; dates that a published mean needs are never among them."""


def with_gaps(
    tables: Mapping[str, pd.DataFrame], rng: np.random.Generator
) -> tuple[dict[str, pd.DataFrame], Gaps]:
    """Leave cells empty at random.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Typed tables; they are not changed.

    Returns
    -------
    tables : dict of str to pandas.DataFrame
        The tables with gaps.
    gaps : dict
        Number of cells emptied, by table and column.
    """
    result = dict(tables)
    emptied: Gaps = {}
    for name, columns in COLUMNS.items():
        frame = tables[name]
        replaced = {}
        for column in columns:
            gap = rng.random(len(frame)) < MISSING_SHARE
            emptied.setdefault(name, {})[column] = int((gap & frame[column].notna()).sum())
            replaced[column] = frame[column].mask(gap)
        result[name] = frame.assign(**replaced)
    return result, emptied
