"""From answers to a score on a scale."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def score(values: Floats, *, scoring: str, min_answered: float) -> Floats:
    """Return scores from answers that are reversed already.

    Parameters
    ----------
    values : ndarray of float64, shape (rows, items)
        nan where there is no answer.
    scoring : {"mean", "sum"}
        Mean of the answered items, or that mean times the number of items.
    min_answered : float
        Share of the items that must be answered.

    Returns
    -------
    ndarray of float64, shape (rows,)
        nan where too few items are answered.
    """
    answered = np.count_nonzero(~np.isnan(values), axis=1)
    needed = min_answered * values.shape[1]
    enough = (answered > 0) & (answered >= needed)
    totals = np.nansum(values, axis=1)
    means = np.divide(totals, answered, out=np.full(len(values), np.nan), where=enough)
    factor = values.shape[1] if scoring == "sum" else 1
    return np.asarray(means * factor)
