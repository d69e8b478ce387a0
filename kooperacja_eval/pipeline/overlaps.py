"""Where several coders marked the same characters of a text: arithmetic of intervals.

The border: knows neither tables nor codes; a mark is a coder with a half-open interval from 0.
"""

from collections.abc import Iterable, Sequence

Interval = tuple[int, int]
"""First character, and the first one behind the last."""
Mark = tuple[str, int, int]
"""Coder, first character, and the first one behind the last."""


def shared_intervals(marks: Iterable[Mark]) -> list[Interval]:
    """Return the characters that two coders or more marked, as intervals that do not touch.

    A coder who marked a character twice counts once; a mark without characters counts for none.

    Examples
    --------
    >>> shared_intervals([("A", 0, 10), ("A", 5, 12), ("B", 8, 20), ("C", 11, 14)])
    [(8, 14)]
    """
    of_coders: dict[str, list[Interval]] = {}
    for coder, start, end in marks:
        of_coders.setdefault(coder, []).append((start, end))
    edges = sorted(
        edge
        for intervals in of_coders.values()
        for start, end in _merged(intervals)
        for edge in ((start, 1), (end, -1))
    )
    found: list[Interval] = []
    coders, last = 0, 0
    for place, change in edges:
        if coders > 1 and place > last:
            found.append((last, place))
        coders, last = coders + change, place
    return _merged(found)


def characters_within(intervals: Sequence[Interval], start: int, end: int) -> int:
    """Count the characters from ``start`` to before ``end`` that lie in disjoint intervals.

    Examples
    --------
    >>> characters_within([(8, 14), (20, 30)], 10, 25)
    9
    """
    return sum(max(0, min(last, end) - max(first, start)) for first, last in intervals)


def _merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Join intervals that overlap or touch; in order, without empty ones."""
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if end <= start:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
