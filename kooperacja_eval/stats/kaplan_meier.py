"""Kaplan-Meier curves: the share that has not had the event yet, with pointwise intervals.

The border: one group in, one curve out; several causes of an end belong to
``cumulative_incidence``.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.survival_table import risk_table

SurvivalInterval = Literal["log_log", "log", "plain"]
HALF = 0.5
ROUNDING = 1e-12
"""A product of many factors is one half up to this."""
INTERVALS: tuple[SurvivalInterval, ...] = get_args(SurvivalInterval)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurvivalCurve:
    """A Kaplan-Meier curve at the different times of one group, unrounded.

    All arrays have shape (times,). survival is the share without the event just after the time,
    standard_error Greenwood's of that share, nan where it is 0; ci_low and ci_high are nan where
    the curve is 0, with interval "log_log" also where it is 1. median is the first time at which
    survival is one half or less (the middle of a while at exactly one half), median_low and
    median_high are those of the ends of the interval; None where a line does not go so low.
    """

    times: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    events: NDArray[np.int64]
    censored: NDArray[np.int64]
    survival: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    ci_low: NDArray[np.float64]
    ci_high: NDArray[np.float64]
    median: float | None
    median_low: float | None
    median_high: float | None
    n: int
    n_events: int
    n_dropped: int
    confidence_level: float
    interval: SurvivalInterval


def kaplan_meier(
    time: NDArray[np.float64],
    event: NDArray[np.float64],
    *,
    interval: SurvivalInterval = "log_log",
    confidence_level: float = 0.95,
) -> SurvivalCurve:
    r"""Estimate the share without the event over time.

    Parameters
    ----------
    time, event
        As in ``survival_table.risk_table``.
    interval : {"log_log", "log", "plain"}
        Scale on which the interval is symmetric; "log_log" stays within 0 and 1.
    confidence_level : float
        Strictly between 0 and 1, of each time by itself.

    Returns
    -------
    SurvivalCurve
        Rows that leave without the event are censored then.

    Raises
    ------
    InsufficientDataError
        If no row has both a time and an event.
    TypeError, ValueError
        As from ``risk_table``, and for a wrong option.

    Notes
    -----
    :math:`S(t) = \prod_{t_i \le t} (1 - d_i / n_i)` with Greenwood's variance
    :math:`S^2 \sum d_i / (n_i (n_i - d_i))`. Censoring is taken not to depend on the event to come.
    Sources: E. L. Kaplan, P. Meier, J. American Statistical Association 53 (1958) 457-481,
    doi:10.1080/01621459.1958.10501452; intervals as in R's ``survival::survfit``.

    Examples
    --------
    >>> curve = kaplan_meier(np.array([2.0, 5, 5, 7]), np.array([1.0, 1, 0, 1]))
    >>> curve.survival.tolist(), curve.median
    ([0.75, 0.5, 0.0], 6.0)
    """
    check_confidence_level(confidence_level)
    if interval not in INTERVALS:
        raise ValueError(f"interval is one of {', '.join(INTERVALS)}, not {interval!r}")
    table = risk_table(time, event)
    survival: NDArray[np.float64] = np.cumprod(1.0 - table.events / table.at_risk, dtype=np.float64)
    staying = table.at_risk - table.events
    steps = np.full(survival.size, np.nan)  # where nobody is left, nothing is known of the spread
    np.divide(table.events, table.at_risk * staying, out=steps, where=staying > 0)
    hazard_error = np.sqrt(np.cumsum(steps))
    reach = float(stats.norm.isf((1 - confidence_level) / 2))
    low, high = _ends(survival, hazard_error, reach, interval)
    return SurvivalCurve(
        times=table.times,
        at_risk=table.at_risk,
        events=table.events,
        censored=table.censored,
        survival=survival,
        standard_error=survival * hazard_error,
        ci_low=low,
        ci_high=high,
        median=_half(table.times, survival),
        median_low=_half(table.times, low),
        median_high=_half(table.times, high),
        n=table.n,
        n_events=int(table.events.sum()),
        n_dropped=table.n_dropped,
        confidence_level=float(confidence_level),
        interval=interval,
    )


def _ends(
    survival: NDArray[np.float64],
    error: NDArray[np.float64],
    reach: float,
    interval: SurvivalInterval,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends of the intervals; error is that of the logarithm of survival."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if interval == "plain":
            low, high = survival * (1 - reach * error), survival * (1 + reach * error)
        elif interval == "log":
            low, high = survival * np.exp(-reach * error), survival * np.exp(reach * error)
        else:
            turned = reach * error / np.log(survival)
            low, high = survival ** np.exp(-turned), survival ** np.exp(turned)
    unknown = (survival <= 0) | ((interval == "log_log") & (survival >= 1))
    low = np.where(unknown, np.nan, np.clip(low, 0, 1))
    return low, np.where(unknown, np.nan, np.clip(high, 0, 1))


def _half(times: NDArray[np.float64], line: NDArray[np.float64]) -> float | None:
    """Return the first time at which a line is one half or less.

    Where it stays at exactly one half for a while, the middle of that while, as ``survfit`` does.
    """
    reached = np.flatnonzero(line <= HALF + ROUNDING)
    if not reached.size:
        return None
    first = int(reached[0])
    below = np.flatnonzero(line < HALF - ROUNDING)
    if line[first] >= HALF - ROUNDING and below.size:
        return float((times[first] + times[below[0]]) / 2)
    return float(times[first])
