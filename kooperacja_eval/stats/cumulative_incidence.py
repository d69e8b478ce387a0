"""Cumulative incidence: the share that has left by each of several ends, with intervals.

The border: one group in, the curves of its competing ends out. Where there is one end only,
``kaplan_meier`` says the same of those who stay.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.kaplan_meier import greenwood_steps
from kooperacja_eval.stats.survival_lines import SurvivalInterval, check_interval, interval_ends
from kooperacja_eval.stats.survival_table import RiskTable, cause_rows, table_of, tables_by_group

NO_SPREAD = 1e-12
"""Share of its parts below which a variance is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CauseCurve:
    """The share that has left by one end, at the different times of the group, unrounded.

    All arrays have shape (times,). incidence is the share just after the time; ci_low and ci_high
    are nan where it is 0, with interval "log_log" also where it is 1. events counts this end.
    """

    cause: int
    times: NDArray[np.float64]
    events: NDArray[np.int64]
    incidence: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    ci_low: NDArray[np.float64]
    ci_high: NDArray[np.float64]
    n_events: int
    confidence_level: float
    interval: SurvivalInterval


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CumulativeIncidence:
    """Curves of competing ends of one group, unrounded.

    All arrays have shape (times,). events counts all ends, event_free is the share without any of
    them, with its standard error; at each time it and the incidences of causes add up to 1. n
    counts the rows used, n_dropped those with a missing time or cause.
    """

    times: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    events: NDArray[np.int64]
    censored: NDArray[np.int64]
    event_free: NDArray[np.float64]
    event_free_standard_error: NDArray[np.float64]
    causes: tuple[CauseCurve, ...]
    n: int
    n_dropped: int
    confidence_level: float
    interval: SurvivalInterval


def cumulative_incidence(
    time: NDArray[np.float64],
    cause: NDArray[np.float64],
    *,
    causes: int | None = None,
    interval: SurvivalInterval = "log_log",
    confidence_level: float = 0.95,
) -> CumulativeIncidence:
    r"""Estimate the share that has left by each end, over time, after Aalen and Johansen.

    Parameters
    ----------
    time : NDArray[np.float64], shape (rows,)
        Duration until an end or until watching ended, above 0, in any unit; nan is missing.
    cause : NDArray[np.float64], shape (rows,)
        The number of the end from 1 on, 0 where none had come yet; nan is missing.
    causes : int, optional
        How many ends there are, so that a higher number is refused and an end that nobody had has
        its curve of zeros; without it, the highest number found.
    interval : {"log_log", "log", "plain"}
        Scale on which the interval is symmetric; "log_log" stays within 0 and 1.
    confidence_level : float
        Strictly between 0 and 1, of each time by itself.

    Returns
    -------
    CumulativeIncidence
        With one curve for each end, in their order.

    Raises
    ------
    InsufficientDataError
        If no row has both a time and a cause.
    TypeError, ValueError
        If values are not real numbers, a time is not above 0, a cause is not a whole number from 0
        to causes, lengths differ, or an option is wrong.

    Notes
    -----
    :math:`F_k(t) = \sum_{t_j \le t} S(t_j-) d_{kj} / n_j` with S the share without any end. One
    minus the Kaplan-Meier curve of an end, others taken as censored, is higher: it is the share in
    a world where nobody can leave otherwise. Rows still watched are taken not to differ.

    The variance is the infinitesimal jackknife, as in R's ``survival::survfit`` for several
    states, in closed form: what a row moves at two times is uncorrelated, so that squares add up
    over times,

    .. math:: V_k(t) = \sum_{t_j \le t} \frac{1}{n_j} \left[ S(t_j-)^2 h_k (1 - h_k)
              - 2 S(t_j-) h_k D_j + D_j^2 \frac{h}{1 - h} \right]

    with :math:`D_j = F_k(t) - F_k(t_j)`, :math:`h_k = d_{kj} / n_j` and h of all ends; summed up in
    one pass over the times. The scale "log_log" is :math:`\log(-\log F)`. Source: O. O. Aalen,
    S. Johansen, Scandinavian J. of Statistics 5 (1978) 141-150.

    Examples
    --------
    >>> found = cumulative_incidence(np.array([2.0, 5, 5, 7]), np.array([1.0, 2, 0, 1]))
    >>> [curve.incidence.tolist() for curve in found.causes]
    [[0.25, 0.25, 0.75], [0.0, 0.25, 0.25]]
    """
    check_confidence_level(confidence_level)
    check_interval(interval)
    return _curves(table_of(cause_rows(time, cause, causes)), interval, confidence_level)


def cumulative_incidence_by_group(
    time: NDArray[np.float64],
    cause: NDArray[np.float64],
    groups: NDArray[np.generic],
    *,
    causes: int | None = None,
    interval: SurvivalInterval = "log_log",
    confidence_level: float = 0.95,
) -> dict[Any, CumulativeIncidence]:
    """Estimate the curves of each group, with the rows put in order once.

    Parameters
    ----------
    time, cause, causes, interval, confidence_level
        As in ``cumulative_incidence``; all groups have the same ends.
    groups : NDArray[np.generic], shape (rows,)
        Label of each row's group; none may be missing.

    Returns
    -------
    dict
        By label, in the order of labels, each the same as of its rows alone. A group of whose rows
        none has both a time and a cause is not in it.

    Raises
    ------
    InsufficientDataError, TypeError, ValueError
        As from ``cumulative_incidence``; if labels are missing or lengths differ.
    """
    check_confidence_level(confidence_level)
    check_interval(interval)
    tables = tables_by_group(cause_rows(time, cause, causes), groups)
    return {label: _curves(table, interval, confidence_level) for label, table in tables.items()}


def incidence_steps(
    table: RiskTable, cause: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the share without any end before each time, and the incidence of a cause after it."""
    staying = np.cumprod(1.0 - table.events / table.at_risk, dtype=np.float64)
    before = _shifted(staying, 1.0)
    return before, np.cumsum(before * table.by_cause[cause - 1] / table.at_risk)


def _curves(
    table: RiskTable, interval: SurvivalInterval, confidence_level: float
) -> CumulativeIncidence:
    reach = float(stats.norm.isf((1 - confidence_level) / 2))
    staying = np.cumprod(1.0 - table.events / table.at_risk, dtype=np.float64)
    steps = greenwood_steps(table)
    known = np.where(np.isnan(steps), 0.0, steps)  # nobody is left: no later event hangs on it
    curves = []
    for number, events in enumerate(table.by_cause, start=1):
        before, incidence = incidence_steps(table, number)
        error = np.sqrt(_variance(events / table.at_risk, before, table.at_risk, known))
        relative = np.full(error.size, np.nan)
        np.divide(error, incidence, out=relative, where=incidence > 0)
        low, high = interval_ends(incidence, relative, reach, interval)
        curves.append(
            CauseCurve(
                cause=number,
                times=table.times,
                events=events,
                incidence=incidence,
                standard_error=error,
                ci_low=low,
                ci_high=high,
                n_events=int(events.sum()),
                confidence_level=float(confidence_level),
                interval=interval,
            )
        )
    return CumulativeIncidence(
        times=table.times,
        at_risk=table.at_risk,
        events=table.events,
        censored=table.censored,
        event_free=staying,
        event_free_standard_error=staying * np.sqrt(np.cumsum(known)),
        causes=tuple(curves),
        n=table.n,
        n_dropped=table.n_dropped,
        confidence_level=float(confidence_level),
        interval=interval,
    )


def _variance(
    hazard: NDArray[np.float64],
    before: NDArray[np.float64],
    at_risk: NDArray[np.int64],
    greenwood: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the variance of the incidence after each time.

    With D growing by the step of the incidence at every later time, sums of D and of its square
    are carried on from time to time; no difference of large sums is taken.
    """
    step = before * hazard
    own = np.cumsum(before * step * (1 - hazard) / at_risk)
    crossed = np.cumsum(step * _shifted(np.cumsum(step / at_risk), 0.0))
    weight = _shifted(np.cumsum(greenwood), 0.0)
    distance = _shifted(np.cumsum(step * weight), 0.0)
    squares = np.cumsum(step * (2 * distance + step * weight))
    variance = own - 2 * crossed + squares
    return np.where(variance > NO_SPREAD * (own + squares), variance, 0.0)


def _shifted(sums: NDArray[np.float64], start: float) -> NDArray[np.float64]:
    return np.concatenate([[start], sums[:-1]])
