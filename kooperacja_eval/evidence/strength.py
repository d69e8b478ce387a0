"""How strong a number is as evidence: where it comes from, how exact it is, whether it holds.

The border: grades one number from its released rows; what people say of a finding in words is
graded by ``confidence``, by other rules, and the two are never made one.

Three components, each ``strong``, ``moderate`` or ``weak``; the number is as strong as the weakest
that applies to it.

Design
    A count of everything on record is strong: it says what is, not why. What the same units said or
    reached before and after is moderate, since nobody outside the programme is compared. A survey
    at one time is moderate. Two samples that are not linked, memories of the past, groups that
    nobody drew by chance, and what teams of their own choice have in common are weak.
Precision
    The width of the widest 95 % interval of the number, against a reference width: 0.2 for shares
    (10 percentage points to each side), 0.5 points for differences on a scale, half the value for
    everything else. Up to the reference strong, up to twice the reference moderate, else weak.
    A full count has no interval, and precision does not apply.
Sensitivity
    For differences only: strong where at least two ways of computing were tried and all have the
    same sign, weak where the signs differ, moderate where there is only one way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from kooperacja_eval.evidence.links_sources import source_of_indicator
from kooperacja_eval.indicators.catalogue import catalogue

Grade = Literal["strong", "moderate", "weak"]
Design = Literal[
    "record", "before_after", "one_survey", "two_samples", "memory", "groups", "reports",
    "association",
]  # fmt: skip
GRADES: Final[tuple[Grade, ...]] = ("strong", "moderate", "weak")
DESIGN_GRADES: Final[Mapping[Design, Grade]] = {
    "record": "strong",
    "before_after": "moderate",
    "one_survey": "moderate",
    "two_samples": "weak",
    "memory": "weak",
    "groups": "weak",
    "reports": "weak",
    "association": "weak",
}
ASSOCIATIONS: Final = frozenset(
    {
        "intensity_outcome", "covid_break", "pzk_variance", "equity", "time_comparison",
        "support_goal_t", "support_completed_share", "code_cooccurrence",
    }
)  # fmt: skip
"""Indicators that compare teams, families or months which nobody assigned by chance."""
BEFORE_AFTER: Final = frozenset({"improved_share", "reliable_change_share", "domain_change"})
"""Indicators of change whose rows do not all say so by their type of change."""
PLANS: Final = frozenset({"schedule_shift_months"})
"""Differences between two plans on record: no change of anybody."""
DIFFERENCES: Final = frozenset({"difference", "relative", "standardised", "percentage_points"})
"""Types of change whose sign says whether something rose or fell."""
SHARE_WIDTH: Final = 0.2
SCALE_WIDTH: Final = 0.5
RELATIVE_WIDTH: Final = 0.5
_TOLERANCE: Final = 1e-9
"""Part of a reference width by which rounding of floats may exceed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """Strength of one number as evidence.

    Attributes
    ----------
    grade : str
        That of the weakest component that applies.
    design, design_grade : str
        Where the number comes from.
    width, reference : float or None
        Widest interval and the width that it is compared with; None for a full count.
    precision : str or None
        None where it does not apply.
    sensitivity : str or None
        None where the number is no difference.
    n_methods : int
        Ways of computing that were looked at.
    """

    grade: Grade
    design: Design
    design_grade: Grade
    width: float | None
    reference: float | None
    precision: Grade | None
    sensitivity: Grade | None
    n_methods: int


def strength(rows: pd.DataFrame) -> Strength | None:
    """Grade one number.

    Parameters
    ----------
    rows : pandas.DataFrame
        Its released rows, one for each way of computing, with the columns of ``IndicatorValues``;
        the first is the one that reports show.

    Returns
    -------
    Strength or None
        None where no row shows a value.
    """
    shown = rows[rows["value"].notna()]
    if shown.empty:
        return None
    first = shown.iloc[0]
    design = _design(first)
    same = shown[shown["change_type"] == first["change_type"]]
    width, reference = _width(same, first)
    precision = None if width is None or reference is None else _precision(width, reference)
    planned = str(first["indicator_id"]) in PLANS
    sensitivity = None if planned else _sensitivity(shown, str(first["change_type"]))
    parts = (DESIGN_GRADES[design], precision, sensitivity)
    return Strength(
        grade=max((part for part in parts if part is not None), key=GRADES.index),
        design=design,
        design_grade=DESIGN_GRADES[design],
        width=width,
        reference=reference,
        precision=precision,
        sensitivity=sensitivity,
        n_methods=int(shown["method"].nunique()),
    )


def _design(row: "pd.Series[Any]") -> Design:
    indicator, method = str(row["indicator_id"]), str(row["method"])
    source = source_of_indicator(indicator)
    if indicator in ASSOCIATIONS:
        return "association"
    if source == "focus_groups":
        return "groups"
    if source == "conclusions":
        return "reports"
    changes = row["change_type"] != "none" or indicator in BEFORE_AFTER
    if not changes or indicator in PLANS:
        return "one_survey" if source == "survey" else "record"
    if "then" in str(row["group"]):
        return "memory"
    return "two_samples" if method.startswith(("unlinked", "imputed")) else "before_after"


def _width(rows: pd.DataFrame, first: "pd.Series[Any]") -> tuple[float | None, float | None]:
    """Return the widest interval and its reference; None where no row has an interval."""
    widths = (rows["ci_high"] - rows["ci_low"]).dropna()
    entry = catalogue().get(str(first["indicator_id"]))
    if widths.empty:
        return None, None
    if entry is not None and entry.display == "share":
        reference = SHARE_WIDTH
    elif first["change_type"] in DIFFERENCES:
        reference = SCALE_WIDTH
    else:
        reference = RELATIVE_WIDTH * abs(float(first["value"]))
    return float(widths.max()), reference


def _precision(width: float, reference: float) -> Grade:
    allowed = reference * (1 + _TOLERANCE)
    if width <= allowed:
        return "strong"
    return "moderate" if width <= 2 * allowed else "weak"


def _sensitivity(rows: pd.DataFrame, change_type: str) -> Grade | None:
    if change_type not in DIFFERENCES:
        return None
    compared = rows[rows["change_type"].isin(DIFFERENCES)]
    signs = set(np.sign(compared["value"].to_numpy(dtype=np.float64)))
    if len(signs) > 1:
        return "weak"
    return "strong" if len(set(compared["method"])) > 1 else "moderate"
