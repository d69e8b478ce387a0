"""Nelson-Aalen: the cumulative hazard over time, with pointwise intervals.

The border: one group in, one curve out. A straight stretch of it is a constant rate, which the
curve of ``kaplan_meier`` does not show.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kooperacja_eval.stats.checks import check_confidence_level
from kooperacja_eval.stats.survival_table import risk_table


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CumulativeHazard:
    """A Nelson-Aalen curve at the different times of one group, unrounded.

    All arrays have shape (times,). hazard is the expected number of events of somebody always at
    risk; ci_low and ci_high are nan before the first event.
    """

    times: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    events: NDArray[np.int64]
    censored: NDArray[np.int64]
    hazard: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    ci_low: NDArray[np.float64]
    ci_high: NDArray[np.float64]
    n: int
    n_events: int
    n_dropped: int
    confidence_level: float


def nelson_aalen(
    time: NDArray[np.float64], event: NDArray[np.float64], *, confidence_level: float = 0.95
) -> CumulativeHazard:
    r"""Estimate the cumulative hazard over time.

    Parameters
    ----------
    time, event
        As in ``survival_table.risk_table``.
    confidence_level : float
        Strictly between 0 and 1, of each time by itself.

    Returns
    -------
    CumulativeHazard
        Rows that leave without the event are censored then.

    Raises
    ------
    InsufficientDataError
        If no row has both a time and an event.
    TypeError, ValueError
        As from ``risk_table``, and for a wrong level.

    Notes
    -----
    :math:`H(t) = \sum_{t_j \le t} d_j / n_j` with Aalen's variance :math:`\sum d_j / n_j^2`, as
    cumhaz and std.chaz of R's ``survival::survfit(..., ctype = 1)``: events at the same time count
    as they are. The interval is symmetric on the logarithmic scale,
    :math:`H \exp(\pm z\, se / H)`. Source: O. O. Aalen, Annals of Statistics 6 (1978) 701-726,
    doi:10.1214/aos/1176344247.

    Examples
    --------
    >>> nelson_aalen(np.array([2.0, 5, 5, 7]), np.array([1.0, 1, 0, 1])).hazard.round(4).tolist()
    [0.25, 0.5833, 1.5833]
    """
    check_confidence_level(confidence_level)
    table = risk_table(time, event)
    hazard: NDArray[np.float64] = np.cumsum(table.events / table.at_risk)
    error = np.sqrt(np.cumsum(table.events / table.at_risk.astype(np.float64) ** 2))
    reach = float(stats.norm.isf((1 - confidence_level) / 2))
    turned = np.full(hazard.size, np.nan)
    np.divide(reach * error, hazard, out=turned, where=hazard > 0)
    return CumulativeHazard(
        times=table.times,
        at_risk=table.at_risk,
        events=table.events,
        censored=table.censored,
        hazard=hazard,
        standard_error=error,
        ci_low=hazard * np.exp(-turned),
        ci_high=hazard * np.exp(turned),
        n=table.n,
        n_events=int(table.events.sum()),
        n_dropped=table.n_dropped,
        confidence_level=float(confidence_level),
    )
