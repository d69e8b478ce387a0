"""What an indicator function returns, and the few kinds of numbers that indicators are made of.

The border: numbers come from ``stats``; here they get a method, a denominator and a status. Where
a number is undefined there is a row that says so, never an exception.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.means import clustered_mean, mean_interval
from kooperacja_eval.stats.proportions import clustered_proportion, wilson_interval

Status = Literal["ok", "insufficient"]
ChangeType = Literal[
    "none", "difference", "relative", "percentage_points", "share_improved", "standardised"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of an indicator in one place: the columns of ``IndicatorValues`` but the place.

    ``group``, ``period`` and ``wave`` are empty where the indicator has none; ``value`` and the
    interval are missing where they are undefined.
    """

    method: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    n: int = 0
    n_missing: int = 0
    group: str | None = None
    period: str | None = None
    wave: str | None = None
    change_type: ChangeType = "none"
    status: Status = "ok"


def count(
    number: int,
    *,
    n_missing: int = 0,
    group: str | None = None,
    period: str | None = None,
    wave: str | None = None,
) -> Value:
    """Return a full count: no denominator and no interval."""
    return Value(
        method="count",
        numerator=float(number),
        value=float(number),
        n=number,
        n_missing=n_missing,
        group=group,
        period=period,
        wave=wave,
    )


def shares(
    successes: NDArray[np.int64],
    trials: NDArray[np.int64],
    *,
    clustered: bool,
    n_missing: int = 0,
    group: str | None = None,
    period: str | None = None,
) -> list[Value]:
    """Return a share with Wilson's interval and, where asked for, the cluster-robust one.

    Parameters
    ----------
    successes, trials : NDArray[np.int64], shape (teams,)
        Counts of each team.
    clustered : bool
        Whether a second row with the interval that respects teams follows; never within one team.
    n_missing : int
        Units left out of the denominator because data are missing.
    group, period : str, optional
        As in ``Value``.

    Returns
    -------
    list of Value
        ``wilson`` first, then ``clustered_wilson``. A denominator of 0, or an interval that the
        teams do not allow, gives a row without a value and with the status ``insufficient``.
    """
    hits, total = int(successes.sum()), int(trials.sum())
    rows = [_share("wilson", hits, total, n_missing, group, period)]
    if total:
        interval = wilson_interval(hits, total)
        rows[0] = _share(
            "wilson", hits, total, n_missing, group, period, (interval.ci_low, interval.ci_high)
        )
    if clustered:
        rows.append(
            _share(
                "clustered_wilson",
                hits,
                total,
                n_missing,
                group,
                period,
                _robust(successes, trials),
            )
        )
    return rows


def clustered_share(
    successes: NDArray[np.int64],
    trials: NDArray[np.int64],
    *,
    n_missing: int = 0,
    group: str | None = None,
    period: str | None = None,
) -> Value:
    """Return a share with the interval that respects clusters alone, as in ``shares``."""
    hits, total = int(successes.sum()), int(trials.sum())
    interval = _robust(successes, trials) if total else None
    return _share("clustered_wilson", hits, total, n_missing, group, period, interval)


def counted_share(
    hits: int,
    total: int,
    *,
    n_missing: int = 0,
    group: str | None = None,
    period: str | None = None,
) -> Value:
    """Return the share of a full count, which has no interval; insufficient where total is 0."""
    return Value(
        method="share",
        numerator=float(hits),
        denominator=float(total),
        value=hits / total if total else None,
        n=total,
        n_missing=n_missing,
        group=group,
        period=period,
        status="ok" if total else "insufficient",
    )


def _robust(successes: NDArray[np.int64], trials: NDArray[np.int64]) -> tuple[float, float] | None:
    try:
        result = clustered_proportion(successes, trials)
    except InsufficientDataError:
        return None
    return result.ci_low, result.ci_high


def _share(
    method: str,
    hits: int,
    total: int,
    n_missing: int,
    group: str | None,
    period: str | None,
    interval: tuple[float, float] | None = None,
) -> Value:
    return Value(
        method=method,
        numerator=float(hits),
        denominator=float(total),
        value=hits / total if interval else None,
        ci_low=interval[0] if interval else None,
        ci_high=interval[1] if interval else None,
        n=total,
        n_missing=n_missing,
        group=group,
        period=period,
        status="ok" if interval else "insufficient",
    )


def share_values(
    successes: NDArray[np.int64],
    trials: NDArray[np.int64],
    *,
    n_missing: int,
    group: str,
    wave: str,
    change_type: ChangeType,
) -> list[Value]:
    """Return a share of a change between waves, with both intervals, as ``shares`` does."""
    rows = shares(successes, trials, clustered=True, n_missing=n_missing, group=group)
    return [replace(row, wave=wave, change_type=change_type) for row in rows]


def mean(
    values: NDArray[np.float64],
    clusters: NDArray[np.int64] | None = None,
    *,
    group: str | None = None,
    period: str | None = None,
    wave: str | None = None,
) -> Value:
    """Return a mean with a t interval, respecting clusters where they are given.

    Parameters
    ----------
    values : NDArray[np.float64], shape (units,)
        In the unit of the indicator; nan is missing and counted.
    clusters : NDArray[np.int64], shape (units,), optional
        Team of each value; without it the values are taken as independent.
    group, period : str, optional
        As in ``Value``.

    Returns
    -------
    Value
        Numerator the sum, denominator the number of values. Without an interval (method ``mean``)
        where the data do not allow one; ``insufficient`` where there is no value at all.
    """
    method, low, high = _mean_interval(values, clusters)
    row = counted_mean(values, group=group, period=period, wave=wave)
    return replace(row, method=method, ci_low=low, ci_high=high)


def counted_mean(
    values: NDArray[np.float64],
    *,
    group: str | None = None,
    period: str | None = None,
    wave: str | None = None,
) -> Value:
    """Return the mean of a full count, which has no interval; otherwise as ``mean``."""
    present = values[~np.isnan(values)]
    total, n = float(present.sum()), int(present.size)
    return Value(
        method="mean",
        numerator=total,
        denominator=float(n),
        value=total / n if n else None,
        n=n,
        n_missing=int(values.size) - n,
        group=group,
        period=period,
        wave=wave,
        status="ok" if n else "insufficient",
    )


def _mean_interval(
    values: NDArray[np.float64], clusters: NDArray[np.int64] | None
) -> tuple[str, float | None, float | None]:
    try:
        result = mean_interval(values) if clusters is None else clustered_mean(values, clusters)
    except InsufficientDataError:
        return "mean", None, None
    return result.method, result.ci_low, result.ci_high
