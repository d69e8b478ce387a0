"""What changed since an earlier edition of a study: values that differ, and by how much.

The border: two tables of released values in, their differences out; which edition is the earlier
one is decided by who froze it.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.indicators.catalogue import catalogue

KEYS: Final = (
    "indicator_id", "macroregion", "voivodeship", "pzk_id", "group", "period", "wave", "method",
    "change_type",
)  # fmt: skip
"""What makes two rows of two editions the same number."""
COLUMNS: Final = (*KEYS, "earlier", "value", "difference", "beyond", "kind")


def edition_changes(earlier: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """Compare the values of whole macroregions with those of an earlier edition.

    Parameters
    ----------
    earlier, current : pandas.DataFrame
        Released values with the columns of ``IndicatorValues``.

    Returns
    -------
    pandas.DataFrame
        Columns ``COLUMNS``, in the order of the current edition, then what is gone: ``earlier`` and
        ``value``, their ``difference``, and whether it lies ``beyond`` the earlier interval; of
        ``kind`` ``changed``, ``new`` or ``gone``. Values that are equal as reports write them are
        left out, and values that either edition does not show.
    """
    pairs = _whole(current).merge(
        _whole(earlier), on=list(KEYS), how="outer", suffixes=("", "_earlier"), indicator=True,
        sort=False, validate="one_to_one",
    )  # fmt: skip
    kinds = {"both": "changed", "left_only": "new", "right_only": "gone"}
    pairs = pairs.assign(
        earlier=pairs["value_earlier"],
        difference=pairs["value"] - pairs["value_earlier"],
        kind=pairs["_merge"].astype("str").map(kinds),
    )
    outside = (pairs["value"] < pairs["ci_low_earlier"]) | (
        pairs["value"] > pairs["ci_high_earlier"]
    )
    pairs = pairs.assign(beyond=outside)
    shown = pairs["value"].notna() | (pairs["kind"] == "gone")
    shown &= pairs["value_earlier"].notna() | (pairs["kind"] == "new")
    different = shown.to_numpy(dtype=bool) & _differs(pairs)
    return pairs.loc[different, list(COLUMNS)].reset_index(drop=True)


def _whole(values: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of whole macroregions, each once, keys without gaps."""
    chosen = values[values["voivodeship"].isna() & values["pzk_id"].isna()]
    keys = {name: chosen[name].astype("object").fillna("") for name in KEYS}
    numbers = {name: chosen[name].astype("float64") for name in ("value", "ci_low", "ci_high")}
    return pd.DataFrame({**keys, **numbers}).drop_duplicates(list(KEYS))


def _differs(pairs: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which pairs a reader would see as different, at the decimals of the catalogue."""
    entries = catalogue()
    places = [
        entries[name].decimals + (2 if entries[name].display == "share" else 0)
        if name in entries
        else 0
        for name in pairs["indicator_id"]
    ]
    both = zip(pairs["earlier"], pairs["value"], places, strict=True)
    alike = np.array([_written(one, n) == _written(two, n) for one, two, n in both], dtype=bool)
    return np.asarray(~(alike & (pairs["kind"] == "changed").to_numpy()))


def _written(value: float, places: int) -> Decimal | None:
    """Return a value as reports round it; None where there is none."""
    if not np.isfinite(value):
        return None
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
