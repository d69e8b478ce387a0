"""Words of groups of services, needs and social projects, and rows of released values by kind.

The border: ``value_words`` asks here for what stands in a released row; no exhibit is made here.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from kooperacja_eval.reporting.exhibits.common import TOTAL
from kooperacja_eval.reporting.exhibits.fgi_words import UNKNOWN, Row, cells
from kooperacja_eval.schemas.codes import MODES, PROJECT_KINDS, SERVICE_KINDS, SERVICE_STATUSES
from kooperacja_eval.text import Text, same

KIND_LABELS: Final[Mapping[str, Text]] = {entry.id: entry.label for entry in SERVICE_KINDS}
PROJECT_LABELS: Final[Mapping[str, Text]] = {entry.id: entry.label for entry in PROJECT_KINDS}
STATE_LABELS: Final[Mapping[str, Text]] = {entry.id: entry.label for entry in SERVICE_STATUSES}
MODE_LABELS: Final[Mapping[str, Text]] = {entry.id: entry.label for entry in MODES}
NEED_LABELS: Final[Mapping[str, Text]] = {
    "needed": Text("potrzebne", "needed"),
    "on_list": Text("na liście usług", "on the list of services"),
    "not_delivered": Text("niezrealizowane", "not delivered"),
    "missing": Text(
        "brakujące (ani zrealizowane, ani na liście)", "missing (neither delivered nor listed)"
    ),
    "listed_not_delivered": Text("na liście, lecz niezrealizowane", "listed but not delivered"),
}
MONEY_LABELS: Final[Mapping[str, Text]] = {
    "budget": Text("przyznano", "granted"),
    "spent": Text("wydano", "spent"),
}
UNKNOWN_GMINA: Final = Text("gmina nieznana", "gmina not known")


def service_group(group: str) -> Text | None:
    """Return what a group of services, needs or projects means; None for other groups."""
    dimension, _, code = group.partition(":")
    if dimension == "kind":
        return KIND_LABELS.get(code)
    if dimension == "project":
        return PROJECT_LABELS.get(code)
    if dimension == "gmina" and code:
        return UNKNOWN_GMINA if code == "unknown" else same(f"gmina {code}")
    plain = {**MODE_LABELS, **NEED_LABELS, **MONEY_LABELS}
    if group in plain:
        return plain[group]
    measure, _, kind = group.partition("|")
    known = {**NEED_LABELS, **STATE_LABELS}
    if measure in known and kind in KIND_LABELS:
        first, second = known[measure], KIND_LABELS[kind]
        return Text(f"{first.pl}, {second.pl}", f"{first.en}, {second.en}")
    return None


def of_group(rows: pd.DataFrame, group: str) -> Row:
    """Return the row of a group; missing numbers where there is none.

    Of a share with several methods the one whose interval takes teams into account, where it has a
    value.
    """
    chosen = rows[rows["group"] == group]
    good = chosen[chosen["value"].notna()].sort_values("method", kind="stable")
    found = good if len(good) else chosen
    if found.empty:
        return {**cells(None), "n_missing": UNKNOWN}
    row = found.to_dict("records")[0]
    missing = UNKNOWN if pd.isna(row["n_missing"]) else float(row["n_missing"])
    return {**cells(row), "n_missing": missing}


def by_kind(
    rows: pd.DataFrame, groups: Sequence[str], labels: Mapping[str, Text], dimension: str
) -> list[dict[str, Any]]:
    """Return a line for each kind, then one for all: each group's numbers beside each other.

    Parameters
    ----------
    rows : pandas.DataFrame
        Released rows of one place and period.
    groups : sequence of str
        Groups; columns are named by the group and the number.
    labels : mapping of str to Text
        Kinds and what they are called.
    dimension : str
        What stands before the kind in a group.
    """
    lines = []
    for kind in (*labels, ""):
        line: dict[str, Any] = {"kind": labels.get(kind, TOTAL), "code": kind}
        for group in groups:
            row = of_group(rows, f"{group}/{dimension}:{kind}" if kind else group)
            line |= {f"{group}_{part}": row[part] for part in PARTS}
        lines.append(line)
    return lines


PARTS: Final = (
    "numerator",
    "denominator",
    "value",
    "ci_low",
    "ci_high",
    "n",
    "n_missing",
    "status",
)
"""What is kept of each released row."""
