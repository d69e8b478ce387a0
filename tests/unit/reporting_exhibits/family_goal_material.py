"""Released rows of goals and diagnoses drawn as text, and their material; synthetic families."""

import dataclasses
from collections.abc import Callable
from typing import Literal

import pandas as pd
from exhibit_material import config, material, tables

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.tables import IndicatorValues
from kooperacja_eval.sections import Diagnosis

WHOLE = "2018-04-01/2021-03-31"
HELD = frozenset({"pzk", "families", "goals", "diagnoses"})
Change = Callable[[pd.DataFrame], pd.DataFrame]
ROWS = """
goal_attained_share     all                            30  40 0.750  0.60  0.86 20 5 none
goal_attained_share     all/domain:health              18  22 0.818  0.62  0.93 14 3 none
goal_attained_share     all/domain:housing             12  18 0.667  0.45  0.83 11 2 none
goal_change             all                            60  38 1.579  1.20  1.96 20 7 difference
goal_change             all/domain:health              36  20 1.800  1.30  2.30 13 5 difference
goal_change             all/domain:housing             24  18 1.333  0.80  1.87 11 2 difference
goal_revision_by_domain all                            17  44 0.386  0.26  0.53 21 1 none
goal_revision_by_domain all/domain:health              10  24 0.417  0.25  0.61 15 1 none
goal_revision_by_domain all/domain:housing              7  20 0.350  0.18  0.57 12 0 none
goal_levels             before|-2                      19  38 0.500  0.34  0.66 20 7 none
goal_levels             before|-1                      19  38 0.500  0.34  0.66 20 7 none
goal_levels             before|0                        0  38 0.000  -     -    20 7 none
goal_levels             before|1                        0  38 0.000  -     -    20 7 none
goal_levels             before|2                        0  38 0.000  -     -    20 7 none
goal_levels             after|-2                        4  38 0.105  0.04  0.25 20 7 none
goal_levels             after|-1                        5  38 0.132  0.05  0.28 20 7 none
goal_levels             after|0                        16  38 0.421  0.28  0.58 20 7 none
goal_levels             after|1                         9  38 0.237  0.13  0.39 20 7 none
goal_levels             after|2                         4  38 0.105  0.04  0.25 20 7 none
goal_number_t           attained                     1088  20 54.40  51.1  57.7 20 1 none
goal_number_t           attained/goals:1              312   6 52.00  46.0  58.0  6 0 none
goal_number_t           attained/goals:2              540  10 54.00  49.0  59.0 10 0 none
goal_number_t           attained/goals:4+             236   4 59.00  50.0  68.0  4 0 none
domain_change           pre                            88  20 4.400  4.00  4.80 20 1 none
domain_change           then                           54  15 3.600  3.20  4.00 15 6 none
domain_change           post                           96  16 6.000  5.50  6.50 16 5 none
domain_change           post_minus_pre                 24  16 1.500  1.10  1.90 16 5 difference
domain_change           post_minus_then                36  15 2.400  2.00  2.80 15 6 difference
domain_change           post_minus_pre                  -   - 1.100  0.70  1.50 16 5 standardised
domain_change           pre/domain:health              60  14 4.286  3.70  4.90 14 0 none
domain_change           then/domain:health             40  11 3.636  3.10  4.20 11 3 none
domain_change           post/domain:health             66  11 6.000  5.30  6.70 11 3 none
domain_change           post_minus_pre/domain:health   18  11 1.636  0.90  2.40 11 3 difference
domain_change           post_minus_then/domain:health  26  11 2.364  1.70  3.00 11 3 difference
diagnosis_shift         then_minus_pre                -12  15 -0.80 -1.10 -0.50 15 6 difference
reliable_change_share   improved                       12  30 0.400  0.25  0.57 16 9 none
reliable_change_share   unchanged                      14  30 0.467  0.30  0.64 16 9 none
reliable_change_share   worse                           4  30 0.133  0.05  0.30 16 9 none
reliable_change_share   improved/domain:health          4  11 0.364  0.15  0.65 11 3 none
reliable_change_share   unchanged/domain:health         7  11 0.636  0.35  0.85 11 3 none
reliable_change_share   worse/domain:health             0  11 0.000  -     -    11 3 none
diagnosis_bounds        complete                       24  16 1.500  1.10  1.90 16 5 difference
diagnosis_bounds        lost|worst                      4  20 0.200 -0.40  2.90 20 1 difference
diagnosis_bounds        lost|best                      48  20 2.400 -0.40  2.90 20 1 difference
diagnosis_bounds        lost|seen                      69  16 4.300  3.90  4.70 16 0 none
diagnosis_bounds        lost                           19   4 4.800  3.80  5.80  4 0 none
diagnosis_weighted      weighted|all                    -   - -      -     -    16 5 difference
diagnosis_weighted      weighted|few                    -   - 1.300  0.90  1.70 16 5 difference
"""


def rows() -> pd.DataFrame:
    """Return all rows as a table of values of the macroregion."""
    lines = []
    for line in ROWS.strip().splitlines():
        name, group, *numbers, change = line.split()
        top, base, value, low, high, n, lost = (None if x == "-" else float(x) for x in numbers)
        lines.append(
            {
                "indicator_id": name, "macroregion": "I", "group": group, "numerator": top,
                "denominator": base, "value": value, "ci_low": low, "ci_high": high, "n": n,
                "n_missing": lost, "change_type": change, "period": WHOLE, "method": "clustered_t",
                "status": "insufficient" if value is None else "ok",
            }
        )  # fmt: skip
    fields = IndicatorValues.fields
    frame = pd.DataFrame(lines).reindex(columns=list(fields))
    return frame.astype({column: field.dtype for column, field in fields.items()})


def goal_material(
    change: Change | None = None,
    *,
    profile: Literal["internal", "public"] = "internal",
    reliability: float | None = 0.77,
    scale: bool = True,
) -> Material:
    """Return a material that holds these rows, changed before they are released."""
    base = material(tables("pzk"))
    shown = rows() if change is None else change(rows())
    source = None if reliability is None else "podręcznik"
    diagnosis = Diagnosis(low=1, high=10, reliability=reliability, source=source)
    return dataclasses.replace(
        base,
        tables=HELD,
        config=config().model_copy(update={"diagnosis": diagnosis if scale else None}),
        values=release(shown, config().disclosure, profile=profile),
    )


def emptied(*indicators: str, method: str | None = None) -> Change:
    """Return a change that takes the numbers of indicators away, as where data do not suffice."""

    def empty(frame: pd.DataFrame) -> pd.DataFrame:
        chosen = frame["indicator_id"].isin(indicators)
        changed = frame.copy()
        changed.loc[chosen, ["value", "ci_low", "ci_high"]] = None
        changed.loc[chosen, "status"] = "insufficient"
        if method is not None:
            changed.loc[chosen, "method"] = method
        return changed

    return empty
