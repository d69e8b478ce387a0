"""Square tables of pairs: how many units went from each category to each.

The border: counts only; what is tested on them is in ``mcnemar`` and ``paired_tables``.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kooperacja_eval.stats.checks import as_numbers, check_same_length

_TABLE_DIMENSIONS = 2


def square_table(before: ArrayLike, after: ArrayLike, categories: ArrayLike) -> NDArray[np.int64]:
    """Count the pairs by category before (rows) and after (columns).

    Parameters
    ----------
    before, after : ArrayLike, shape (pairs,)
        Codes of the categories of each unit; a pair with nan is left out, so that the sum of the
        table is the number of complete pairs.
    categories : ArrayLike, shape (k,)
        The codes in the order of rows and columns, those that nobody has included.

    Returns
    -------
    NDArray[np.int64], shape (k, k)
        Rows before, columns after.

    Raises
    ------
    TypeError, ValueError
        If values or categories are not real numbers, a value is not among the categories, a
        category is missing or stands twice, or lengths differ.

    Examples
    --------
    >>> square_table([1, 2, 2, 3], [2, 2, 3, 3], [1, 2, 3]).tolist()
    [[0, 1, 0], [0, 1, 1], [0, 0, 1]]
    """
    first, second = as_numbers(before, "before"), as_numbers(after, "after")
    codes = as_numbers(categories, "categories")
    check_same_length(first, second, "before and after")
    if codes.size == 0 or np.any(np.isnan(codes)) or np.unique(codes).size != codes.size:
        raise ValueError("categories holds at least one code, each once and none missing")
    present = ~(np.isnan(first) | np.isnan(second))
    rows, columns = _positions(first[present], codes), _positions(second[present], codes)
    cells = np.bincount(rows * codes.size + columns, minlength=codes.size**2)
    return cells.reshape(codes.size, codes.size).astype(np.int64)


def as_square_table(table: ArrayLike) -> NDArray[np.int64]:
    """Return a square table of counts as integers.

    Raises
    ------
    TypeError
        If the table does not hold integers.
    ValueError
        If it is not square, is empty, or a count is negative.
    """
    array = np.asarray(table)
    if array.ndim != _TABLE_DIMENSIONS or array.shape[0] != array.shape[1] or array.size == 0:
        raise ValueError(f"the table has as many rows as columns, got shape {array.shape}")
    if array.dtype.kind not in "iu":
        raise TypeError(f"the table holds integers, not {array.dtype}")
    counts = array.astype(np.int64)
    if np.any(counts < 0):
        raise ValueError("the table holds counts of 0 or more, but some are negative")
    return counts


def _positions(values: NDArray[np.float64], codes: NDArray[np.float64]) -> NDArray[np.intp]:
    order = np.argsort(codes)
    found = np.minimum(np.searchsorted(codes, values, sorter=order), codes.size - 1)
    positions = order[found]
    if np.any(codes[positions] != values):
        raise ValueError("before and after hold only codes that are among the categories")
    return positions
