"""The way of a case from report to the end of cooperation: who gets on, and in how many days.

The border: dates of families only; lengths in months belong to ``families``.
"""

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.indicators.data import StudyData
from kooperacja_eval.indicators.places import Place
from kooperacja_eval.indicators.values import Value, shares

STAGES: tuple[str, ...] = ("reported", "screened", "diagnosed", "ipp_signed", "ended")
"""Stages of a case in the order of step K7.2, from its report to the end of cooperation.

The start of cooperation is no stage of its own: teams count it from the first meetings, before
the programme is signed."""
STEPS: tuple[tuple[str, str], ...] = tuple(pairwise(STAGES))
MEDIAN_METHOD = "median_binomial"


def stage_conversion(data: StudyData, place: Place) -> list[Value]:
    """Families that reached the next stage among those that reached the one before.

    A stage is reached where its date is known. A family without the date of the earlier stage is
    missing from that step, so that a gap in the record is not taken for a case that stopped.
    """
    rows: list[Value] = []
    units = data.households
    for earlier, later in STEPS:
        base = ~np.isnat(units.days(f"{earlier}_on"))
        reached = base & ~np.isnat(units.days(f"{later}_on"))
        trials = data.per_team(units, base, place)
        rows += shares(
            data.per_team(units, reached, place),
            trials,
            clustered=place.level != "pzk",
            n_missing=int(data.at(units, place).size - trials.sum()),
            group=f"{earlier}_{later}",
            period=data.period,
        )
    return rows


def stage_days(data: StudyData, place: Place) -> list[Value]:
    """Median number of days between two stages, over families with both dates in order.

    Families without one of the dates, or with the later stage before the earlier, are missing.
    """
    units = data.households
    inside = data.at(units, place)
    rows = []
    for earlier, later in STEPS:
        length = units.days(f"{later}_on")[inside] - units.days(f"{earlier}_on")[inside]
        waited = length[~np.isnat(length)].astype("timedelta64[D]").astype(np.float64)
        used = waited[waited >= 0]
        rows.append(_median(used, inside.size - used.size, f"{earlier}_{later}", data.period))
    return rows


@cache
def median_ranks(n: int) -> tuple[int, int, int]:
    """Return the ranks on which a median and its interval rest, counted from the nearer end.

    Parameters
    ----------
    n : int
        Number of values, 1 or more.

    Returns
    -------
    tuple of int
        Rank of the lower end of the interval from below, of the lower middle value from below, and
        of the upper end from above; the ends are 0 where n is too small for an interval.
    """
    interval = stats.quantile_test(np.arange(1.0, n + 1), q=0, p=0.5).confidence_interval(0.95)
    if np.isnan(interval.low) or np.isnan(interval.high):
        return 0, (n + 1) // 2, 0
    return int(interval.low), (n + 1) // 2, n + 1 - int(interval.high)


def _median(values: NDArray[np.float64], missing: int, group: str, period: str) -> Value:
    """Return the median with its distribution-free interval.

    The interval runs between two order statistics whose ranks come from the binomial distribution
    with p = 1/2 (``scipy.stats.quantile_test``); it takes families as independent and does not
    exist below six values. Source: W. J. Conover, Practical Nonparametric Statistics, 3rd ed.,
    Wiley 1999, section 3.2.
    """
    low, high = None, None
    if values.size:
        interval = stats.quantile_test(values, q=0, p=0.5).confidence_interval(0.95)
        if not (np.isnan(interval.low) or np.isnan(interval.high)):
            low, high = float(interval.low), float(interval.high)
    return Value(
        method=MEDIAN_METHOD,
        value=float(np.median(values)) if values.size else None,
        ci_low=low,
        ci_high=high,
        n=int(values.size),
        n_missing=missing,
        group=group,
        period=period,
        status="ok" if values.size else "insufficient",
    )
