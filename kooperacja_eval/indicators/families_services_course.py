"""The course of services: in which state each was in which months.

A service has few stretches of months, each with one state. Stretches are counted by the differences
at their ends, so that no table of services by months is ever made. The border: arrays of months in,
counts by team out; what is a service of a family is decided by ``families_services_data``.
"""

from dataclasses import dataclass
from typing import Final, cast

import numpy as np

from kooperacja_eval.indicators.units import Bools, Days, Ints
from kooperacja_eval.schemas.codes import SERVICE_STATUSES

STATES: Final = SERVICE_STATUSES.ids
"""States of a service; by month ``delivered`` means running or delivered."""
FAR: Final = 1_000_000
"""Month of what has no date: later than every month."""
UNKNOWN: Final = -1
"""Code of what is not known."""
_PLANNED: Final = STATES.index("planned")
_RUNNING: Final = STATES.index("delivered")
_RESUMED: Final = STATES.index("resumed")
_CHANGED: Final = tuple(
    STATES.index(name) for name in ("suspended", "resumed", "converted", "not_available")
)
"""States that a service comes to by a change, which has a day."""
_TOOK_PLACE: Final = tuple(
    STATES.index(name) for name in ("delivered", "suspended", "resumed", "converted")
)
"""States of services that have begun, whether or not the day is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Months of each service as months since 1970; ``FAR`` where there is none.

    ``covid`` is the month of the break, ``last`` the last month of the test.
    """

    planned: Ints
    started: Ints
    ended: Ints
    changed: Ints
    covid: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """Stretches of months: position of the service, first and last month, state.

    The state is a position in ``STATES``, or ``UNKNOWN`` for months of which it is not known what
    became of the service.
    """

    service: Ints
    first: Ints
    last: Ints
    state: Ints

    def only(self, chosen: Bools) -> "Stretches":
        """Return some of the stretches."""
        return Stretches(
            service=self.service[chosen],
            first=self.first[chosen],
            last=self.last[chosen],
            state=self.state[chosen],
        )


def month_numbers(days: Days) -> Ints:
    """Return days as months since 1970, ``FAR`` where a day is missing."""
    numbers = days.astype("datetime64[M]").astype(np.int64)
    return np.where(np.isnat(days), FAR, numbers)


def stretches(dates: Dates, status: Ints) -> Stretches:
    """Return the stretches of services that can be placed in months.

    Parameters
    ----------
    dates : Dates
        Months of the services.
    status : NDArray[np.int64], shape (services,)
        Recorded status as a position in ``STATES``; ``UNKNOWN`` where there is none.

    Returns
    -------
    Stretches
        A service is *planned* from its plan until it starts, *delivered* (running) from its start
        until its status came, and has its status from that month on until it ends or the test does.
        Not known are: a service without a status; one that was suspended, resumed, converted or
        not available since an unknown day; one that took place without a known start, until its
        status came; one that was resumed, from the break (from its start, where it started later or
        was resumed before the break) until it was resumed.
    """
    placed = np.flatnonzero(is_placed(dates)).astype(np.int64)
    status, planned, started = status[placed], dates.planned[placed], dates.started[placed]
    begin = np.minimum(planned, started)
    end = np.minimum(dates.ended[placed], dates.last)
    by_change = np.isin(status, _CHANGED)
    change = np.where(by_change, np.maximum(dates.changed[placed], begin), FAR)
    no_start = np.isin(status, _TOOK_PLACE) & (started == FAR)
    lost = (status == UNKNOWN) | (by_change & (change == FAR))
    until = np.where(lost, begin, np.minimum(end + 1, change))
    gap = _break_of_resumed(status, started, change, until, dates.covid)
    started_by = np.where(no_start, begin, np.minimum(started, until))
    return _joined(
        placed,
        (begin, started_by - 1, _PLANNED),
        (np.where(no_start, until, started_by), gap - 1, _RUNNING),
        (np.where(no_start, begin, gap), until - 1, UNKNOWN),
        (until, end, np.where(lost, UNKNOWN, status)),
    )


def _joined(placed: Ints, *parts: tuple[Ints, Ints, Ints | int]) -> Stretches:
    """Return the stretches of all parts (first, last, state) that have a month at least."""
    there = [np.flatnonzero(first <= last) for first, last, _ in parts]
    columns = [
        (placed[at], first[at], last[at], np.broadcast_to(state, placed.shape)[at])
        for at, (first, last, state) in zip(there, parts, strict=True)
    ]
    service, first, last, state = (np.concatenate(column) for column in zip(*columns, strict=True))
    return Stretches(service=service, first=first, last=last, state=state.astype(np.int64))


def is_placed(dates: Dates) -> Bools:
    """Return which services were planned or started on a known day and did not end before it."""
    begin = np.minimum(dates.planned, dates.started)
    return (begin < FAR) & (dates.ended >= begin)


def _break_of_resumed(status: Ints, started: Ints, change: Ints, until: Ints, covid: int) -> Ints:
    """Return the month from which nothing is known of a resumed service; else ``until``."""
    later = np.where(change >= covid, np.maximum(started, covid), started)
    return np.where(status == _RESUMED, np.minimum(later, until), until)


def count_by_month(cell: Ints, first: Ints, last: Ints, *, cells: int, months: int) -> Ints:
    """Return how many stretches cover each month, by cell.

    Parameters
    ----------
    cell : NDArray[np.int64], shape (stretches,)
        Where each stretch is counted, 0 to ``cells`` - 1.
    first, last : NDArray[np.int64], shape (stretches,)
        First and last month, from 0 to ``months`` - 1.
    cells, months : int
        Size of the result.

    Returns
    -------
    NDArray[np.int64], shape (cells, months)
        Computed from the differences at the ends of stretches.
    """
    width, size = months + 1, cells * (months + 1)
    begun = np.bincount(cell * width + first, minlength=size)
    over = np.bincount(cell * width + last + 1, minlength=size)
    sums = np.cumsum((begun - over).reshape(cells, width), axis=1)
    return cast("Ints", sums[:, :months].astype(np.int64))


def merged(owner: Ints, first: Ints, last: Ints, months: int) -> tuple[Ints, Ints, Ints]:
    """Return stretches of owners in which no month of an owner stands twice.

    Parameters
    ----------
    owner : NDArray[np.int64], shape (stretches,)
        Family of each stretch.
    first, last : NDArray[np.int64], shape (stretches,)
        First and last month, from 0 to ``months`` - 1.
    months : int
        Number of months.

    Returns
    -------
    tuple of NDArray[np.int64]
        Owner, first and last month of the merged stretches.
    """
    if not owner.size:
        return owner, first, last
    width = months + 1
    order = np.argsort(owner * width + first, kind="stable")
    owner, first, last = owner[order], first[order], last[order]
    reach = np.maximum.accumulate(owner * width + last)
    new = np.ones(owner.size, dtype=bool)
    new[1:] = (owner[1:] * width + first[1:]) > reach[:-1]
    at = np.flatnonzero(new)
    ends = np.append(at[1:], owner.size) - 1
    return owner[at], first[at], reach[ends] - owner[at] * width
