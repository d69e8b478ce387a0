"""Work on the columns of large tables in several threads; Arrow lets other threads run."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

LARGE: Final = 100_000
"""Rows from which threads are worth starting."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def each(function: Callable[[Item], Result], items: Iterable[Item], *, rows: int) -> list[Result]:
    """Return what a function gives for each item, in their order.

    Parameters
    ----------
    function : callable
        Without side effects.
    items : iterable
        Its arguments.
    rows : int
        Rows of the table; below ``LARGE`` everything is done in one thread.
    """
    if rows < LARGE:
        return [function(item) for item in items]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return list(pool.map(function, items))
