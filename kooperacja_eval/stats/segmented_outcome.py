"""Outcomes of a segmented regression: what each family asks of values and exposures.

The border: whether they can be meant, and which rows are complete.
"""

from typing import get_args

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.stats.checks import as_numbers, check_same_length
from kooperacja_eval.stats.segmented_fit import SegmentFamily


def complete_rows(
    outcome: NDArray[np.float64], exposure: NDArray[np.float64] | None, family: SegmentFamily
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Return outcomes, exposures (1 where there are none) and which rows have both.

    Raises
    ------
    TypeError, ValueError
        If the family is unknown, values are not real numbers, a share has no trials or more
        successes than these, a count is negative, an exposure is not above 0, or a gaussian series
        has one.
    """
    if family not in get_args(SegmentFamily):
        raise ValueError(f"family is one of {get_args(SegmentFamily)}, got {family!r}")
    values = as_numbers(outcome, "outcome")
    if exposure is None:
        if family == "share":
            raise ValueError("exposure holds the trials of a share, and is needed")
        units = np.ones_like(values)
    elif family == "gaussian":
        raise ValueError("exposure is for shares and counts, not for a gaussian series")
    else:
        units = as_numbers(exposure, "exposure")
        check_same_length(values, units, "outcome and exposure")
    kept = np.array(~np.isnan(values) & ~np.isnan(units))
    if np.any(units[kept] <= 0):
        raise ValueError("exposure is above 0, or nan where nothing could be counted")
    if family != "gaussian" and np.any(values[kept] < 0):
        raise ValueError("outcome is 0 or more, but some values are negative")
    if family == "share" and np.any(values[kept] > units[kept]):
        raise ValueError("outcome has at most as many successes as trials, but some have more")
    return values, units, kept
