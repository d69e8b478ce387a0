"""Values that recommendations rested on when they were written, beside those of today.

The border: two tables of values in, what became of each out; when to freeze is decided by people,
and the file is kept by ``pipeline``.

A value has changed where the earlier interval does not hold the new value, or the new interval does
not hold the earlier one; without any interval, where it would be written differently. It may also
be hidden now, be without a value, or be gone.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from kooperacja_eval.evidence.editions import KEYS
from kooperacja_eval.indicators.catalogue import catalogue

Fate = Literal["same", "changed", "hidden", "undefined", "gone", "unknown"]
NUMBERS: Final = ("value", "ci_low", "ci_high")
FROZEN_COLUMNS: Final = (*KEYS, *NUMBERS, "status", "data_date", "edition")
"""Columns of frozen values: what makes a number the same, the number, and when it was frozen."""
FATE_COLUMNS: Final = (
    *KEYS, *NUMBERS, "status", *(f"{name}_frozen" for name in NUMBERS), "data_date", "edition",
    "fate",
)  # fmt: skip
_EDITION: Final = 12
"""Characters of the code of an edition."""


def frozen_values(numbers: pd.DataFrame, *, data_date: date) -> pd.DataFrame:
    """Return the values to freeze.

    Parameters
    ----------
    numbers : pandas.DataFrame
        Numbers that links lead to, as ``links.resolve`` gives them from publicly released values.
    data_date : date
        The date of the data.

    Returns
    -------
    pandas.DataFrame
        Columns ``FROZEN_COLUMNS``, each number once, sorted by its keys. ``edition`` is the
        beginning of the SHA-256 of what is frozen: the same values have the same code.
    """
    rows = _keyed(numbers)[[*KEYS, *NUMBERS, "status"]].drop_duplicates(list(KEYS))
    rows = rows.sort_values(list(KEYS), kind="stable").reset_index(drop=True)
    rows = rows.assign(data_date=data_date.isoformat())
    digest = sha256(rows.to_csv(index=False, lineterminator="\n").encode()).hexdigest()
    return rows.assign(edition=digest[:_EDITION])[list(FROZEN_COLUMNS)]


def frozen_changes(frozen: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """Say what became of each frozen value.

    Parameters
    ----------
    frozen : pandas.DataFrame
        Columns ``FROZEN_COLUMNS``.
    current : pandas.DataFrame
        Released values of today, with the columns of ``IndicatorValues``.

    Returns
    -------
    pandas.DataFrame
        Columns ``FATE_COLUMNS`` in the order of the frozen values. ``fate``: ``same``; ``changed``
        by the rule of this module; ``hidden``, suppressed now; ``undefined``, too few data now;
        ``gone``, no such number any more; ``unknown``, there was no value to compare with.
    """
    wanted = current[current["indicator_id"].isin(frozen["indicator_id"])]
    today = _keyed(wanted)[[*KEYS, *NUMBERS, "status"]].drop_duplicates(list(KEYS))
    pairs = _keyed(frozen).merge(
        today, on=list(KEYS), how="left", suffixes=("_frozen", ""), indicator=True,
        validate="one_to_one",
    )  # fmt: skip
    fates = [_fate(row) for row in pairs.to_dict("records")]
    return pairs.assign(fate=pd.Series(fates, index=pairs.index, dtype="str"))[list(FATE_COLUMNS)]


def _fate(row: dict[Any, Any]) -> Fate:
    if row["_merge"] == "left_only":
        return "gone"
    if np.isnan(row["value_frozen"]):
        return "unknown"
    if np.isnan(row["value"]):
        return "hidden" if row["status"] == "suppressed" else "undefined"
    held = [
        bool(row[f"ci_low{one}"] <= row[f"value{other}"] <= row[f"ci_high{one}"])
        for one, other in (("_frozen", ""), ("", "_frozen"))
        if np.isfinite(row[f"ci_low{one}"]) and np.isfinite(row[f"ci_high{one}"])
    ]
    if held:
        return "same" if all(held) else "changed"
    places = _places(str(row["indicator_id"]))
    alike = _written(row["value"], places) == _written(row["value_frozen"], places)
    return "same" if alike else "changed"


def _keyed(values: pd.DataFrame) -> pd.DataFrame:
    """Return values with keys without gaps and numbers as floats."""
    keys = {name: values[name].astype("object").fillna("").astype("str") for name in KEYS}
    numbers = {name: values[name].astype("float64") for name in NUMBERS}
    return values.assign(**keys, **numbers)


def _places(indicator_id: str) -> int:
    entry = catalogue().get(indicator_id)
    if entry is None:
        return 0
    return entry.decimals + (2 if entry.display == "share" else 0)


def _written(value: float, places: int) -> Decimal:
    """Return a value as reports round it."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
