"""What curves over time share: pointwise intervals, and when a line crosses a height.

The border: lines in, ends and times out; nothing here knows where a line comes from.
"""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

SurvivalInterval = Literal["log_log", "log", "plain"]
INTERVALS: tuple[SurvivalInterval, ...] = get_args(SurvivalInterval)
ROUNDING = 1e-9
"""A product of a million factors is what it would be by hand up to this."""


def check_interval(interval: SurvivalInterval) -> None:
    """Refuse a scale that is none of ``INTERVALS``.

    Raises
    ------
    ValueError
        If it is another.
    """
    if interval not in INTERVALS:
        raise ValueError(f"interval is one of {', '.join(INTERVALS)}, not {interval!r}")


def interval_ends(
    share: NDArray[np.float64],
    relative_error: NDArray[np.float64],
    reach: float,
    interval: SurvivalInterval,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends of intervals for shares, within 0 and 1.

    Parameters
    ----------
    share, relative_error : NDArray[np.float64], of one shape
        Estimates and the standard errors of their logarithms.
    reach : float
        Quantile of the normal or t distribution.
    interval : {"log_log", "log", "plain"}
        Scale on which the interval is symmetric: log(-log(share)), log(share) or share.

    Returns
    -------
    low, high : NDArray[np.float64]
        nan where share is 0, or its error is not known; with "log_log" also where it is 1.

    Examples
    --------
    >>> low, high = interval_ends(np.array([0.75]), np.array([0.288675]), 1.959964, "log_log")
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.1279], [0.9605])
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if interval == "plain":
            half = reach * share * relative_error
            low, high = share - half, share + half
        elif interval == "log":
            turned = reach * relative_error
            low, high = share * np.exp(-turned), share * np.exp(turned)
        else:
            turned = reach * relative_error / np.log(share)
            low, high = share ** np.exp(-turned), share ** np.exp(turned)
    unknown = (share <= 0) | np.isnan(relative_error) | ((interval == "log_log") & (share >= 1))
    low = np.where(unknown, np.nan, np.clip(low, 0, 1))
    return low, np.where(unknown, np.nan, np.clip(high, 0, 1))


def first_time(
    times: NDArray[np.float64], falling: NDArray[np.float64], height: float
) -> float | None:
    """Return the first time at which a falling line is at a height or below it.

    Where it stays at exactly that height for a while and falls on, the middle of that while; None
    where it does not go so low. nan is not low.

    Examples
    --------
    >>> first_time(np.array([2.0, 5, 7]), np.array([0.75, 0.5, 0.0]), 0.5)
    6.0
    """
    reached = np.flatnonzero(falling <= height + ROUNDING)
    if not reached.size:
        return None
    first = int(reached[0])
    if falling[first] >= height - ROUNDING:
        below = np.flatnonzero(falling < height - ROUNDING)
        if below.size:
            return float((times[first] + times[below[0]]) / 2)
    return float(times[first])
