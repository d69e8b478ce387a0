"""Curves at stated times, with intervals that respect teams.

The border: rows and times in, one result for each time out; whole curves belong to
``kaplan_meier`` and ``cumulative_incidence``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_confidence_level
from kooperacja_eval.stats.cumulative_incidence import incidence_steps
from kooperacja_eval.stats.survival_influence import (
    NO_SPREAD,
    clusters_of,
    error_of,
    row_influence,
)
from kooperacja_eval.stats.survival_lines import interval_ends
from kooperacja_eval.stats.survival_table import (
    LeavingRows,
    RiskTable,
    cause_rows,
    event_rows,
    table_of,
)
from kooperacja_eval.text import Text

AtMethod = Literal["log_log_normal", "log_log_cluster_t"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveAt:
    """The value of a curve at one time, with its interval, unrounded.

    standard_error, ci_low and ci_high are None where the value is 0 or 1: then the rows do not say
    how far it might be off. at_risk counts rows with this time or a longer one, n_events those with
    the event by then. n_clusters and df are None without clusters. n counts the rows used,
    n_dropped those with a missing time or event.
    """

    time: float
    value: float
    standard_error: float | None
    ci_low: float | None
    ci_high: float | None
    at_risk: int
    n_events: int
    df: int | None
    n: int
    n_clusters: int | None
    n_dropped: int
    confidence_level: float
    method: AtMethod


def survival_at(
    time: NDArray[np.float64],
    event: NDArray[np.float64],
    times: Sequence[float] | NDArray[np.float64],
    clusters: NDArray[np.generic] | None = None,
    *,
    confidence_level: float = 0.95,
) -> tuple[CurveAt, ...]:
    r"""Estimate the share without the event at stated times.

    Parameters
    ----------
    time, event
        As in ``kaplan_meier``.
    times : numbers, shape (times,)
        Above 0, in the unit of time; events at this time have come.
    clusters : NDArray[np.generic], shape (rows,), optional
        Label of each row's cluster, such as a team; none may be missing.
    confidence_level : float
        Strictly between 0 and 1, of each time by itself.

    Returns
    -------
    tuple of CurveAt
        In the order of times.

    Raises
    ------
    InsufficientDataError
        If no row can be used, a time lies behind the longest duration while some had not had the
        event, or there are fewer than two clusters or no spread between them.
    TypeError, ValueError
        As from ``kaplan_meier``; if times are not finite numbers above 0, or labels are missing.

    Notes
    -----
    Each row's influence on the value is

    .. math:: U_i(t) = -S(t) \sum_{t_j \le t} \frac{dN_{ij} - Y_{ij} h_j}{n_j - d_j}

    (the infinitesimal jackknife); its squares add up to Greenwood's variance. With clusters, the
    influences are added up within each cluster before they are squared, as R's
    ``survival::survfit(..., cluster=)`` does, and the sum of squares is multiplied by
    :math:`G / (G - 1)`; the interval is symmetric on the scale :math:`\log(-\log S)` with the
    normal distribution or, with clusters, t with :math:`G - 1` degrees of freedom.

    In 5,000 simulated pilots of 30 teams with 172 families and an intra-cluster correlation of .1,
    95 % intervals with clusters cover 95.4, 95.4 and 95.0 % at 6, 10 and 13 months (half have ended
    at 10); without clusters 92.7, 91.8 and 91.9 %. Those of ``incidence_at`` cover 95.1 to 95.4 %
    for an end of four fifths, and for an end of one fifth 98.0 % at 6 months, when 3 families in
    100 have had it, then 95.2 and 95.4 %. With a correlation of .3 all are 94.2 to 96.0 % but for
    that 98.4 %; without clusters 84.7 to 87.8 %. More correction for few clusters is not needed.

    Sources: Z. Ying, L. J. Wei, J. Multivariate Analysis 50 (1994) 17-29,
    doi:10.1006/jmva.1994.1031; log-log intervals: D. Collett, Modelling Survival Data in Medical
    Research, 3rd ed., Chapman & Hall 2015, chapter 2.

    Examples
    --------
    >>> (found,) = survival_at(np.array([2.0, 5, 5, 7]), np.array([1.0, 1, 0, 1]), [6])
    >>> found.value, found.at_risk, found.n_events
    (0.5, 1, 2)
    """
    return _at(event_rows(time, event), 1, times, clusters, confidence_level, falling=True)


def incidence_at(
    time: NDArray[np.float64],
    cause: NDArray[np.float64],
    which: int,
    times: Sequence[float] | NDArray[np.float64],
    clusters: NDArray[np.generic] | None = None,
    *,
    causes: int | None = None,
    confidence_level: float = 0.95,
) -> tuple[CurveAt, ...]:
    """Estimate the share that has left by one of several ends at stated times.

    Parameters
    ----------
    time, cause, causes
        As in ``cumulative_incidence``.
    which : int
        The end that is meant, from 1 on.
    times, clusters, confidence_level
        As in ``survival_at``.

    Returns
    -------
    tuple of CurveAt
        In the order of times; n_events counts this end.

    Raises
    ------
    InsufficientDataError, TypeError, ValueError
        As from ``survival_at`` and ``cumulative_incidence``; if which is none of the ends.

    Notes
    -----
    As ``survival_at``, with the influence of a row on the cumulative incidence, which R's
    ``survfit`` gives as ``influence.pstate``, and the scale log(-log F). The standard error without
    clusters is the one of ``cumulative_incidence``.

    Examples
    --------
    >>> time, cause = np.array([2.0, 5, 5, 7]), np.array([1.0, 2, 0, 1])
    >>> [found.value for found in incidence_at(time, cause, 1, [4, 7])]
    [0.25, 0.75]
    """
    rows = cause_rows(time, cause, causes)
    if isinstance(which, bool) or not isinstance(which, (int, np.integer)):
        raise TypeError(f"which is a whole number, not {type(which).__name__}")
    if not 1 <= which <= rows.n_causes:
        raise ValueError(f"which is from 1 to {rows.n_causes}, got {which}")
    return _at(rows, int(which), times, clusters, confidence_level, falling=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Line:
    """A curve with the rows that it comes from; line has one value more than there are times.

    line[j] is the value after j of the times.
    """

    rows: LeavingRows
    table: RiskTable
    which: int
    line: NDArray[np.float64]
    place: NDArray[np.intp]
    groups: NDArray[np.int64] | None
    confidence_level: float


def _at(
    rows: LeavingRows,
    which: int,
    times: Sequence[float] | NDArray[np.float64],
    clusters: NDArray[np.generic] | None,
    confidence_level: float,
    *,
    falling: bool,
) -> tuple[CurveAt, ...]:
    check_confidence_level(confidence_level)
    asked = as_numbers(times, "times")
    if np.any(np.isnan(asked)) or np.any(asked <= 0):
        raise ValueError("times are finite numbers above 0")
    groups = None if clusters is None else clusters_of(clusters, rows.kept)
    table = table_of(rows)
    before, incidence = incidence_steps(table, which)
    stays = table.at_risk[-1] > table.events[-1]
    if stays and np.any(asked > table.times[-1]):
        raise InsufficientDataError(_TOO_LATE)
    after = before[-1] * (1 - table.events[-1] / table.at_risk[-1])
    line = np.append(before, after) if falling else np.append(0.0, incidence)
    curve = _Line(
        rows=rows,
        table=table,
        which=which,
        line=line,
        place=np.searchsorted(table.times, rows.durations),
        groups=groups,
        confidence_level=float(confidence_level),
    )
    return tuple(_one(curve, moment) for moment in asked.tolist())


def _one(curve: _Line, moment: float) -> CurveAt:
    table, groups = curve.table, curve.groups
    passed = int(np.searchsorted(table.times, moment, side="right"))
    first = int(np.searchsorted(table.times, moment))
    value = float(curve.line[passed])
    n_clusters = None if groups is None else int(groups.max()) + 1
    df = None if n_clusters is None else n_clusters - 1
    error, low, high = None, None, None
    if NO_SPREAD < value < 1 - NO_SPREAD:
        error = error_of(
            row_influence(curve.table, curve.which, curve.rows.cause, curve.place, passed), groups
        )
        low, high = _interval(value, error, df, curve.confidence_level)
    return CurveAt(
        time=moment,
        value=value,
        standard_error=error,
        ci_low=low,
        ci_high=high,
        at_risk=int(table.at_risk[first]) if first < table.times.size else 0,
        n_events=int(table.by_cause[curve.which - 1, :passed].sum()),
        df=df,
        n=table.n,
        n_clusters=n_clusters,
        n_dropped=table.n_dropped,
        confidence_level=curve.confidence_level,
        method="log_log_normal" if groups is None else "log_log_cluster_t",
    )


def _interval(
    value: float, error: float, df: int | None, confidence_level: float
) -> tuple[float, float]:
    tail = (1 - confidence_level) / 2
    reach = float(stats.norm.isf(tail) if df is None else stats.t.isf(tail, df))
    low, high = interval_ends(np.array([value]), np.array([error / value]), reach, "log_log")
    return float(low[0]), float(high[0])


_TOO_LATE = Text(
    "Jeden z podanych momentów leży po ostatnim zaobserwowanym czasie, a zdarzenie nie wystąpiło "
    "jeszcze u wszystkich, więc wartość krzywej w tym momencie nie jest znana. Podaj wcześniejszy "
    "moment.",
    "One of the given times lies after the last observed time, and not everybody had had the event "
    "by then, so the value of the curve at that time is not known. Give an earlier time.",
)
