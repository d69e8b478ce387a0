"""Follow-up split where a period begins and ends, so that the period can vary within a row.

The border: times in, more rows of times out; what is made of them is the model's matter. The use it
is for: the months of the pandemic as a predictor that changes while a family is watched.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.errors import InsufficientDataError
from kooperacja_eval.stats.checks import as_numbers, check_same_length
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SplitFollowUp:
    """Parts of rows before, in and after a period, in order of the rows and of time.

    entry, leave, event, row and inside have shape (parts,): the part is at risk at times above
    entry up to leave, event is 1 only where it ends with that of its row, row is the place of the
    row given, inside is 1 in the period and 0 elsewhere. n_dropped counts rows left out.
    """

    entry: NDArray[np.float64]
    leave: NDArray[np.float64]
    event: NDArray[np.float64]
    row: NDArray[np.intp]
    inside: NDArray[np.float64]
    n_dropped: int


def split_follow_up(
    entry: NDArray[np.float64],
    leave: NDArray[np.float64],
    event: NDArray[np.float64],
    *,
    after: ArrayLike,
    until: ArrayLike,
    origin: NDArray[np.float64] | None = None,
) -> SplitFollowUp:
    """Split follow-up at the start and the end of a period.

    Parameters
    ----------
    entry, leave : NDArray[np.float64], shape (rows,)
        Times from which on, and until which, rows were watched; nan is missing.
    event : NDArray[np.float64], shape (rows,)
        1 where the event came at `leave`, 0 where not; nan is missing.
    after, until : float or NDArray[np.float64], shape (rows,)
        The period: times above `after` up to `until`, one for all or one for each row. For whole
        days `after` is the day before the first one: that of 29.02.2020 for III-V.2020.
    origin : NDArray[np.float64] or None, shape (rows,)
        Calendar time, in the same unit, at which each row's time is 0, such as the number of the
        day of its start; then the period is in calendar time. Left out, the period is in time of
        the rows themselves; nan is missing.

    Returns
    -------
    SplitFollowUp
        One to three parts of each row; the time at risk and the events are those of the rows.

    Raises
    ------
    InsufficientDataError
        If no row is complete.
    TypeError, ValueError
        If a row does not leave after its entry, event is not 0, 1 or nan, the period does not end
        after its start, values are infinite or not real numbers, or lengths differ.

    Examples
    --------
    >>> start = np.array(["2019-09-01", "2020-04-01"], dtype="datetime64[D]").astype(np.float64)
    >>> february, may = np.array(["2020-02-29", "2020-05-31"], dtype="M8[D]").astype(np.float64)
    >>> parts = split_follow_up(
    ...     np.zeros(2), np.array([400.0, 100]), np.array([1.0, 0]),
    ...     after=february, until=may, origin=start,
    ... )
    >>> parts.row.tolist(), parts.entry.tolist(), parts.leave.tolist()
    ([0, 0, 0, 1, 1], [0.0, 181.0, 273.0, 0.0, 60.0], [181.0, 273.0, 400.0, 60.0, 100.0])
    >>> parts.inside.tolist(), parts.event.tolist()
    ([0.0, 1.0, 0.0, 1.0, 0.0], [0.0, 0.0, 1.0, 0.0, 0.0])
    """
    since, left, ended = (
        as_numbers(values, name)
        for values, name in ((entry, "entry"), (leave, "leave"), (event, "event"))
    )
    shift = np.zeros_like(left) if origin is None else as_numbers(origin, "origin")
    for values, name in ((since, "entry"), (ended, "event"), (shift, "origin")):
        check_same_length(left, values, f"leave and {name}")
    first, last = _bound(after, "after", left.size), _bound(until, "until", left.size)
    kept = ~np.isnan([since, left, ended, shift, first, last]).any(axis=0)
    _check(since[kept], left[kept], ended[kept], first[kept], last[kept])
    edges = np.column_stack([since, first - shift, last - shift, left])[kept]
    edges[:, 1:3] = np.clip(edges[:, 1:3], edges[:, :1], edges[:, 3:])
    there = edges[:, 1:] > edges[:, :-1]
    ends_row = np.column_stack(
        [there[:, 0] & ~there[:, 1:].any(axis=1), there[:, 1] & ~there[:, 2], there[:, 2]]
    )
    rows = np.flatnonzero(kept)[:, None]
    return SplitFollowUp(
        entry=edges[:, :-1][there],
        leave=edges[:, 1:][there],
        event=(ends_row * ended[kept][:, None])[there],
        row=np.broadcast_to(rows, there.shape)[there],
        inside=np.broadcast_to([0.0, 1.0, 0.0], there.shape)[there],
        n_dropped=int(np.sum(~kept)),
    )


def _bound(values: ArrayLike, name: str, n: int) -> NDArray[np.float64]:
    array = np.asarray(values)
    bounds = as_numbers(np.full(n, array) if array.ndim == 0 else array, name)
    check_same_length(bounds, np.empty(n), f"{name} and leave")
    return bounds


def _check(
    entry: NDArray[np.float64],
    leave: NDArray[np.float64],
    event: NDArray[np.float64],
    first: NDArray[np.float64],
    last: NDArray[np.float64],
) -> None:
    if not entry.size:
        raise InsufficientDataError(_NO_ROWS)
    if np.any(leave <= entry):
        raise ValueError("leave is later than entry, but some are not")
    if not np.all((event == 0) | (event == 1)):
        raise ValueError("event is 1, 0 or nan")
    if np.any(last <= first):
        raise ValueError("until is later than after, but some are not")


_NO_ROWS = Text(
    "Nie ma wierszy ze znanym czasem obserwacji i znanym wynikiem. Uzupełnij daty rozpoczęcia i "
    "zakończenia.",
    "There are no rows with a known time of watching and a known outcome. Complete the days of "
    "start and end.",
)
