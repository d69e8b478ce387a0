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
from kooperacja_eval.indicators.units import Bools, Ints
from kooperacja_eval.indicators.values import Value, shares

STAGES: tuple[str, ...] = (
    "reported", "screened", "diagnosed", "ipp_signed", "contract", "started", "monitored",
    "evaluated", "ended",
)  # fmt: skip
"""Stages of a case in the order of steps K7.2 to K9.3, from its report to the end of cooperation.

Some teams count the start of cooperation from the first meetings, before the programme is signed;
the days of such a family are out of order there, and missing."""
STEPS: tuple[tuple[str, str], ...] = tuple(pairwise(STAGES))
UNTIL_END = STAGES[:-1]
"""The stages that a case goes through; the end of cooperation may come after any of them."""
MEDIAN_METHOD = "median_binomial"


def stage_conversion(data: StudyData, place: Place) -> list[Value]:
    """Families that reached the next stage among those that reached the one before.

    A stage is reached where its date is known. A family without the date of the earlier stage is
    missing from that step, so that a gap in the record is not taken for a case that stopped. A gap
    at the later stage cannot be told from a stop within one step; ``family_flow`` tells them apart
    by the stages that follow. Where no family of the study has a date of the later stage, it was
    not recorded: everybody is missing from that step.
    """
    rows: list[Value] = []
    units = data.households
    for earlier, later in STEPS:
        there = ~np.isnat(units.days(f"{later}_on"))
        base = ~np.isnat(units.days(f"{earlier}_on")) & there.any()
        reached = base & there
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


def known_stages(data: StudyData) -> Bools:
    """Return which stages have a date: shape (stages until the end, families and persons)."""
    units = data.households
    return np.array([~np.isnat(units.days(f"{stage}_on")) for stage in UNTIL_END])


def reached_stages(data: StudyData) -> Bools:
    """Return which stages have a date or come before one that has: shape as ``known_stages``.

    The end of cooperation tells nothing about the stages before it.
    """
    reached: Bools = np.logical_or.accumulate(known_stages(data)[::-1])[::-1]
    return reached


def last_stages(data: StudyData) -> Ints:
    """Return the position of the last stage that each family reached; -1 without any date."""
    last: Ints = reached_stages(data).sum(axis=0).astype(np.int64) - 1
    return last


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
