"""Kaplan-Meier curves: the share that has not had the event yet, with pointwise intervals.

The border: one group in, one curve out; several causes of an end belong to
``cumulative_incidence``.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.survival_lines import (
    SurvivalInterval,
    check_interval,
    first_time,
    interval_ends,
)
from kooperacja_eval.stats.survival_table import RiskTable, event_rows, table_of, tables_by_group

HALF = 0.5


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
    check_interval(interval)
    return _curve(table_of(event_rows(time, event)), interval, confidence_level)


def kaplan_meier_by_group(
    time: NDArray[np.float64],
    event: NDArray[np.float64],
    groups: NDArray[np.generic],
    *,
    interval: SurvivalInterval = "log_log",
    confidence_level: float = 0.95,
) -> dict[Any, SurvivalCurve]:
    """Estimate one curve for each group, with the rows put in order once.

    Parameters
    ----------
    time, event, interval, confidence_level
        As in ``kaplan_meier``.
    groups : NDArray[np.generic], shape (rows,)
        Label of each row's group, such as a voivodeship; none may be missing.

    Returns
    -------
    dict
        Curves by label, in the order of labels, each the same as of its rows alone. A group of
        whose rows none has both a time and an event is not in it.

    Raises
    ------
    InsufficientDataError, TypeError, ValueError
        As from ``kaplan_meier``; if labels are missing or lengths differ.

    Examples
    --------
    >>> curves = kaplan_meier_by_group(
    ...     np.array([2.0, 5, 5, 7]), np.array([1.0, 1, 0, 1]), np.array(["A", "B", "B", "A"])
    ... )
    >>> {label: curve.survival.tolist() for label, curve in curves.items()}
    {'A': [0.5, 0.0], 'B': [0.5]}
    """
    check_confidence_level(confidence_level)
    check_interval(interval)
    tables = tables_by_group(event_rows(time, event), groups)
    return {label: _curve(table, interval, confidence_level) for label, table in tables.items()}


def greenwood_steps(table: RiskTable) -> NDArray[np.float64]:
    """Return d / (n (n - d)) at each time, nan where nobody is left: nothing is known of spread."""
    staying = (table.at_risk - table.events).astype(np.float64)
    steps = np.full(staying.size, np.nan)
    np.divide(table.events, table.at_risk * staying, out=steps, where=staying > 0)
    return steps


def _curve(table: RiskTable, interval: SurvivalInterval, confidence_level: float) -> SurvivalCurve:
    survival: NDArray[np.float64] = np.cumprod(1.0 - table.events / table.at_risk, dtype=np.float64)
    relative_error = np.sqrt(np.cumsum(greenwood_steps(table)))
    reach = float(stats.norm.isf((1 - confidence_level) / 2))
    low, high = interval_ends(survival, relative_error, reach, interval)
    return SurvivalCurve(
        times=table.times,
        at_risk=table.at_risk,
        events=table.events,
        censored=table.censored,
        survival=survival,
        standard_error=survival * relative_error,
        ci_low=low,
        ci_high=high,
        median=first_time(table.times, survival, HALF),
        median_low=first_time(table.times, low, HALF),
        median_high=first_time(table.times, high, HALF),
        n=table.n,
        n_events=int(table.events.sum()),
        n_dropped=table.n_dropped,
        confidence_level=float(confidence_level),
        interval=interval,
    )
