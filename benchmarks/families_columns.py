"""Columns of synthetic tables: names, codes, days and numbers with gaps.

The border: draws columns of the types that validated tables have; which tables there are is said by
``families_tables``.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.schemas.tables import TABLES

Days = NDArray[np.datetime64]
Ints = NDArray[np.int64]
Names = pd.api.extensions.ExtensionArray


def named(letter: str, number: int) -> Names:
    """Return names of one letter and a number."""
    return pd.array([f"{letter}{place:07d}" for place in range(number)], dtype="str")


def table(name: str, columns: Mapping[str, object]) -> pd.DataFrame:
    """Return a table with the types that its validated columns have."""
    kinds = TABLES[name].dtypes()
    return pd.DataFrame(columns).astype({column: kinds[column] for column in columns})


def coded(places: Ints, ids: Sequence[str]) -> Names:
    """Return codes by their places; -1 is missing."""
    return pd.array(list(ids), dtype="str").take(places, allow_fill=True)


def drawn(rng: np.random.Generator, n: int, ids: Sequence[str], missing: float = 0.0) -> Names:
    """Draw codes, some of them missing."""
    places = rng.integers(0, len(ids), n)
    return coded(np.where(rng.random(n) < missing, -1, places), ids)


def without(rng: np.random.Generator, days: Days, share: float) -> Days:
    """Return days of which a share is missing."""
    kept: Days = np.where(rng.random(days.size) < share, np.datetime64("NaT"), days)
    return kept


def later_days(rng: np.random.Generator, days: Days, mean: float) -> Days:
    """Return days later, by at least one and on average about the mean."""
    later: Days = days + np.ceil(rng.exponential(mean, days.size)).astype("timedelta64[D]")
    return later


def numbers(rng: np.random.Generator, values: Ints, missing: float) -> pd.Series:
    """Return whole numbers of which a share is missing."""
    known = pd.Series(values, dtype="Int64")
    return known.mask(rng.random(values.size) < missing)
