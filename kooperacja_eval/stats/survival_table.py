"""Who is at risk and what happens at each different time: the table behind survival curves.

The border: durations in, counts out; curves belong to ``kaplan_meier`` and
``cumulative_incidence``. Rows are sorted once, also for many groups, and not at all where times are
whole numbers, so that millions of rows take little.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_labels, as_numbers, check_same_length
from kooperacja_eval.text import Text

MAX_CAUSES = 64
"""More different ends than this are a column that holds something else."""
WHOLE_TIMES_PER_ROW = 4
"""Whole times up to this many times the rows are counted in a field instead of sorted."""
SMALL_FIELD = 4096
"""Largest whole time that is counted so whatever the rows."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RiskTable:
    """Counts at the different times of one group, in order of time.

    times, at_risk (just before), events (of any cause) and censored have shape (times,); by_cause
    has shape (causes, times) and adds up to events. n counts the rows used, n_dropped those with a
    missing time or event.
    """

    times: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    events: NDArray[np.int64]
    by_cause: NDArray[np.int64]
    censored: NDArray[np.int64]
    n: int
    n_dropped: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LeavingRows:
    """Checked rows: durations and causes of shape (used,), kept of shape (rows,) tells which.

    cause is 0 for censored and 1 to n_causes otherwise.
    """

    durations: NDArray[np.float64]
    cause: NDArray[np.int64]
    kept: NDArray[np.bool_]
    n_causes: int


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
        With one cause. A row that leaves at the time of an event is at risk of it.

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
    return table_of(event_rows(time, event))


def tables_by_group(rows: LeavingRows, groups: NDArray[np.generic]) -> dict[Any, RiskTable]:
    """Count each group by itself.

    Parameters
    ----------
    rows : LeavingRows
        From ``event_rows`` or ``cause_rows``.
    groups : NDArray[np.generic], shape (rows,)
        Label of each row's group, also of rows that are not used; none may be missing.

    Returns
    -------
    dict
        Tables by label, in the order of labels; a group of whose rows none can be used is not in
        it.

    Raises
    ------
    TypeError, ValueError
        If labels are missing or cannot be put in order, or lengths differ.
    """
    labels = as_labels(groups, "groups")
    check_same_length(labels, rows.kept, "groups and time")
    names, place = numbered(labels)
    used = place[rows.kept]
    sizes = np.bincount(used, minlength=names.size)
    dropped = np.bincount(place, minlength=names.size) - sizes
    small = used.astype(np.int16) if names.size < np.iinfo(np.int16).max else used
    order = np.argsort(small, kind="stable")  # small integers are put in order without comparing
    durations, cause = rows.durations[order], rows.cause[order]
    ends = np.cumsum(sizes)
    return {
        name: _table(durations[end - size : end], cause[end - size : end], rows.n_causes, out)
        for name, size, end, out in zip(
            names.tolist(), sizes.tolist(), ends.tolist(), dropped.tolist(), strict=True
        )
        if size
    }


def table_of(rows: LeavingRows) -> RiskTable:
    """Count all rows as one group."""
    n_dropped = rows.kept.size - rows.durations.size
    return _table(rows.durations, rows.cause, rows.n_causes, n_dropped)


def event_rows(time: NDArray[np.float64], event: NDArray[np.float64]) -> LeavingRows:
    """Check durations and events (0 or 1) and leave out what is missing; see ``risk_table``."""
    return _rows(time, event, 1, "event")


def cause_rows(
    time: NDArray[np.float64], cause: NDArray[np.float64], causes: int | None
) -> LeavingRows:
    """Check durations and causes (0 to causes) and leave out what is missing.

    Raises
    ------
    InsufficientDataError
        If no row has both a time and a cause.
    TypeError, ValueError
        As in ``risk_table``; if a cause is not a whole number from 0 to causes, or causes is not
        a whole number from 1 to 64. Without causes, the highest code found is the last one.
    """
    if causes is not None and (isinstance(causes, bool) or not isinstance(causes, int)):
        raise TypeError(f"causes is a whole number, not {type(causes).__name__}")
    if causes is not None and not 1 <= causes <= MAX_CAUSES:
        raise ValueError(f"causes is from 1 to {MAX_CAUSES}, got {causes}")
    return _rows(time, cause, causes, "cause")


def numbered(labels: NDArray[np.generic]) -> tuple[NDArray[np.generic], NDArray[np.int64]]:
    """Return the different labels in order and the number of each row's label.

    As ``np.unique`` with the inverse; whole numbers close together are not sorted for it.
    """
    if labels.size and np.issubdtype(labels.dtype, np.signedinteger):
        low, high = int(labels.min()), int(labels.max())
        if high - low < WHOLE_TIMES_PER_ROW * labels.size:
            moved = labels.astype(np.int64) - low
            found = np.flatnonzero(np.bincount(moved))
            number = np.zeros(high - low + 1, dtype=np.int64)
            number[found] = np.arange(found.size)
            return (found + low).astype(labels.dtype), number[moved]
    names, place = np.unique(labels, return_inverse=True)
    return names, place.astype(np.int64)


def _rows(
    time: NDArray[np.float64], cause: NDArray[np.float64], causes: int | None, name: str
) -> LeavingRows:
    durations, ends = as_numbers(time, "time"), as_numbers(cause, name)
    check_same_length(durations, ends, f"time and {name}")
    kept = ~(np.isnan(durations) | np.isnan(ends))
    if not kept.all():
        durations, ends = durations[kept], ends[kept]
    if not durations.size:
        raise InsufficientDataError(_NO_ROWS)
    if durations.min() <= 0:
        raise ValueError("times are above 0")
    highest = MAX_CAUSES if causes is None else causes
    whole = ends.astype(np.int64)
    if np.any(whole != ends) or whole.min() < 0 or whole.max() > highest:
        allowed = "1, 0" if name == "event" else f"a whole number from 0 to {highest}"
        raise ValueError(f"{name} is {allowed} or nan")
    found = max(1, int(whole.max())) if causes is None else causes
    return LeavingRows(durations=durations, cause=whole, kept=kept, n_causes=found)


def _table(
    durations: NDArray[np.float64], cause: NDArray[np.int64], n_causes: int, n_dropped: int
) -> RiskTable:
    times, counts = _counted(durations, cause, n_causes)
    leaving = counts.sum(axis=0)
    return RiskTable(
        times=times,
        at_risk=durations.size - np.cumsum(leaving) + leaving,
        events=leaving - counts[0],
        by_cause=counts[1:],
        censored=counts[0],
        n=int(durations.size),
        n_dropped=int(n_dropped),
    )


def _counted(
    durations: NDArray[np.float64], cause: NDArray[np.int64], n_causes: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the different times and, of shape (1 + causes, times), who leaves by which end."""
    longest = durations.max()
    if longest <= max(SMALL_FIELD, WHOLE_TIMES_PER_ROW * durations.size):
        whole = durations.astype(np.int64)
        if np.array_equal(whole, durations):
            width = int(longest) + 1
            field = np.bincount(cause * width + whole, minlength=(n_causes + 1) * width)
            field = field.reshape(n_causes + 1, width)
            found = np.flatnonzero(field.any(axis=0))
            return found.astype(np.float64), field[:, found].astype(np.int64)
    order = np.argsort(durations)
    in_order, ends = durations[order], cause[order]
    starts = np.flatnonzero(np.concatenate([[True], in_order[1:] != in_order[:-1]]))
    counts = np.empty((n_causes + 1, starts.size), dtype=np.int64)
    for end in range(1, n_causes + 1):
        counts[end] = np.add.reduceat(ends == end, starts, dtype=np.int64)
    leaving = np.diff(starts, append=durations.size)
    counts[0] = leaving - counts[1:].sum(axis=0)
    return in_order[starts], counts


_NO_ROWS = Text(
    "Nie ma wierszy ze znanym czasem i znanym wynikiem. Uzupełnij daty rozpoczęcia i zakończenia.",
    "There are no rows with a known time and a known outcome. Complete the days of start and end.",
)
