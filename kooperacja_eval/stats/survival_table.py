"""Who is at risk and what happens at each different time: the table behind survival curves.

The border: durations in, counts out; curves belong to ``kaplan_meier`` and
``cumulative_incidence``. Sorted once and counted in one pass, so that millions of rows take little.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_same_length
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RiskTable:
    """Counts at the different times of one group, in order of time.

    times, at_risk (just before), events and censored have shape (times,). n counts the rows used,
    n_dropped those with a missing time or event.
    """

    times: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    events: NDArray[np.int64]
    censored: NDArray[np.int64]
    n: int
    n_dropped: int


def risk_table(time: NDArray[np.float64], event: NDArray[np.float64]) -> RiskTable:
    """Count who is at risk, who has the event and who leaves, at each different time.

    Parameters
    ----------
    time : NDArray[np.float64], shape (rows,)
        Duration until the event or until watching ended, above 0, in any unit; nan is missing.
    event : NDArray[np.float64], shape (rows,)
        1 where the event came then, 0 where it had not come yet; nan is missing.

    Returns
    -------
    RiskTable
        A row that leaves at the time of an event is at risk of it.

    Raises
    ------
    InsufficientDataError
        If no row has both a time and an event.
    TypeError, ValueError
        If values are not real numbers, a time is not above 0, event is not 0, 1 or nan, or lengths
        differ.

    Examples
    --------
    >>> table = risk_table(np.array([2.0, 5, 5, 7]), np.array([1.0, 1, 0, 1]))
    >>> table.times.tolist(), table.at_risk.tolist(), table.events.tolist()
    ([2.0, 5.0, 7.0], [4, 3, 1], [1, 1, 1])
    """
    durations, happened = as_numbers(time, "time"), as_numbers(event, "event")
    check_same_length(durations, happened, "time and event")
    kept = ~(np.isnan(durations) | np.isnan(happened))
    durations, happened = durations[kept], happened[kept]
    if not durations.size:
        raise InsufficientDataError(_NO_ROWS)
    if np.any(durations <= 0):
        raise ValueError("times are above 0")
    if not np.isin(happened, (0.0, 1.0)).all():
        raise ValueError("event is 1, 0 or nan")
    times, place = np.unique(durations, return_inverse=True)
    leaving = np.bincount(place, minlength=times.size)
    events = np.bincount(place[happened == 1], minlength=times.size)
    at_risk = durations.size - np.concatenate([[0], np.cumsum(leaving)[:-1]])
    return RiskTable(
        times=times,
        at_risk=at_risk.astype(np.int64),
        events=events.astype(np.int64),
        censored=(leaving - events).astype(np.int64),
        n=int(durations.size),
        n_dropped=int(kept.size - durations.size),
    )


_NO_ROWS = Text(
    "Nie ma wierszy ze znanym czasem i znanym wynikiem. Uzupełnij daty rozpoczęcia i zakończenia.",
    "There are no rows with a known time and a known outcome. Complete the days of start and end.",
)
