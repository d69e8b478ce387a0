"""Which parts of a total are hidden, so that what the shown parts leave of it gives nobody away.

The border: a rule without proof, for one total at a time; what are parts of which total is said by
``respondents`` and ``details``. No table of other numbers is searched for, as it is for families.
"""

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

COUNTED: Final = frozenset({"count", "share"})
"""Displays of indicators whose numerator and denominator are counts too."""


def small(counts: "Floats | pd.Series[float]", threshold: int) -> Bools:
    """Return which numbers are 1 to ``threshold`` - 1; a missing number is not."""
    numbers = np.asarray(counts, dtype=np.float64)
    return np.asarray((numbers > 0) & (numbers < threshold))


def hidden_parts(counts: Floats, hidden: Bools, threshold: int) -> Bools:
    """Choose further parts to hide: the smallest first, empty ones last.

    Parameters
    ----------
    counts : NDArray[np.float64], shape (parts, numbers)
        Each column adds up to a total that may be known.
    hidden : NDArray[np.bool_], shape (parts,)
        Parts that are hidden as a whole already.
    threshold : int
        Smallest number that may be shown.

    Returns
    -------
    NDArray[np.bool_], shape (parts,)
        The parts hidden already, and others until ``is_safe``; all of them where nothing helps.
    """
    chosen = hidden.copy()
    largest = counts.max(axis=1, initial=0)
    for part in np.lexsort((largest, largest == 0)):
        if is_safe(counts, chosen, threshold):
            break
        chosen[part] = True
    return chosen


def is_safe(counts: Floats, hidden: Bools, threshold: int) -> bool:
    """Tell whether totals less the shown parts leave neither one part nor too few.

    Where any part is hidden there are two; and in every column in which a hidden part is small, the
    hidden ones add up to ``threshold`` or more, so that at least two of them are not 0.
    """
    unknown = counts[hidden]
    guarded = small(unknown, threshold).any(axis=0)
    enough = unknown.sum(axis=0) >= threshold
    return int(hidden.sum()) != 1 and bool(np.all(enough | ~guarded))
