"""Keeps intervals of means within what the number can be.

A t interval of few teams may reach below zero or past the end of a scale, where no mean can lie.
The border: the value itself is never changed.
"""

import math
from dataclasses import replace

from kooperacja_eval.indicators.values import Value


def within(row: Value, low: float, high: float = math.inf) -> Value:
    """Return a row whose interval ends where the number does.

    Parameters
    ----------
    row : Value
        Returned as it is where it has no interval.
    low, high : float
        The smallest and the largest value that the number can have.

    Examples
    --------
    >>> row = Value(method="t", value=0.9, ci_low=0.6, ci_high=1.2)
    >>> within(row, 0.0, 1.0).ci_high
    1.0
    """
    if row.ci_low is None or row.ci_high is None:
        return row
    return replace(row, ci_low=max(low, row.ci_low), ci_high=min(high, row.ci_high))
