"""Typed frames as the schemas describe them, and the helpers that every generator needs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.schemas.table import SOURCE_FIELDS, Table

Column = NDArray[np.generic] | pd.api.extensions.ExtensionArray | Sequence[object]
Days = NDArray[np.datetime64]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Texts = NDArray[np.object_]
Flags = NDArray[np.bool_]

NOT_A_DAY = np.datetime64("NaT", "D")


def typed(table: type[Table], columns: Mapping[str, Column], rows: int) -> pd.DataFrame:
    """Make a frame with every column of a table, those not given being missing throughout.

    Parameters
    ----------
    table : type of Table
        The description.
    columns : mapping of str to array, shape (rows,)
        Values; ``None``, nan and NaT are missing.
    rows : int
        Number of rows.

    Raises
    ------
    ValueError
        Where a column is not the table's own.
    """
    unknown = sorted(set(columns) - set(table.fields))
    if unknown:
        raise ValueError(f"{table.table_name} has no column {', '.join(unknown)}")
    empty = texts([None] * rows)
    described = {**table.fields, **SOURCE_FIELDS}
    return pd.DataFrame(
        {name: _column(columns.get(name, empty), field.dtype) for name, field in described.items()}
    )


def _column(values: Column, dtype: str) -> "pd.Series[Any]":
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return pd.Series(values.astype(dtype))
    made: pd.Series[Any] = pd.Series(cast("Any", values), dtype=cast("Any", dtype))
    return made


def day(value: date | str) -> np.datetime64:
    """Return a day in the unit that the generators count in."""
    return np.datetime64(value, "D")


def texts(values: Sequence[str | None] | NDArray[np.generic]) -> Texts:
    """Return texts as an array of objects, which may be indexed and repeated without copying."""
    result = np.empty(len(values), dtype=object)
    result[:] = values
    return result


def masked(values: Texts, missing: Flags) -> Texts:
    """Return a copy of texts in which some are missing."""
    result = values.copy()
    result[missing] = None
    return result


def numbered(prefixes: Texts, numbers: Ints, width: int) -> Texts:
    """Return identifiers: prefix and number with leading zeros."""
    pairs = zip(prefixes.tolist(), numbers.tolist(), strict=True)
    return texts([f"{prefix}{number:0{width}d}" for prefix, number in pairs])


def within(counts: Ints) -> Ints:
    """Return 0, 1, ... within each of consecutive groups of the given sizes.

    Examples
    --------
    >>> within(np.array([2, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    starts = np.cumsum(counts) - counts
    return np.arange(int(counts.sum()), dtype=np.int64) - np.repeat(starts, counts)


def pick(rng: np.random.Generator, shares: Mapping[str, float], size: int) -> Texts:
    """Draw codes with the given probabilities."""
    codes = texts(list(shares))
    weights = np.array(list(shares.values()))
    return codes[rng.choice(len(codes), size=size, p=weights / weights.sum())]


def adjust_to_sum(values: Ints, low: Ints, high: Ints, total: int) -> Ints:
    """Move whole numbers within their limits, as little as may be, until they add up.

    The difference is spread in proportion to the room that each value has.

    Raises
    ------
    ValueError
        Where the limits leave no solution.
    """
    clipped: Ints = np.clip(values, low, high)
    lacking = total - int(clipped.sum())
    room = high - clipped if lacking > 0 else clipped - low
    available = int(room.sum())
    if abs(lacking) > available:
        raise ValueError(f"no solution: {abs(lacking)} to move, room for {available}")
    if lacking == 0:
        return clipped
    quotas = room * (abs(lacking) / available)
    moves: Ints = np.floor(quotas).astype(np.int64)
    order = np.argsort(-(quotas - moves), kind="stable")
    moves[order[: abs(lacking) - int(moves.sum())]] += 1
    return clipped + moves if lacking > 0 else clipped - moves


def weekday(days: Days) -> Days:
    """Move Saturdays and Sundays to the Thursday or Friday before."""
    position = (days.astype("datetime64[D]").astype(np.int64) + 3) % 7
    moved: Days = days - np.where(position >= 5, 2, 0).astype("timedelta64[D]")  # noqa: PLR2004
    return moved
