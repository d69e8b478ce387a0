"""Shares that follow from published counts alone, for a study without microdata.

The border: divides counts that the documents give; a share of families by team or voivodeship
needs the tables.
"""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from kooperacja_eval.stats.proportions import wilson_interval

COMPLETED: Final = "ipp_completed"
CONTINUING: Final = "continuing_services"
FAMILIES: Final = "families_in_cooperation"
WHOLE_TEST: Final = "whole_test"
SHARES: Final = (
    ("ipp_completed_share", None, (COMPLETED, None), (FAMILIES, WHOLE_TEST)),
    ("continuing_services_share", "of_completed", (CONTINUING, None), (COMPLETED, None)),
    ("continuing_services_share", "of_all", (CONTINUING, None), (FAMILIES, WHOLE_TEST)),
)
"""Indicator, group, and the published figures (indicator, group) that are divided."""
COLUMNS: Final = (
    "indicator_id", "group", "numerator", "denominator", "value", "ci_low", "ci_high", "method",
    "status",
)  # fmt: skip


def published_shares(tables: Mapping[str, pd.DataFrame], macroregion: str) -> pd.DataFrame:
    """Return the shares of a macroregion that its published counts give.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables; ``published`` is read where it is there.
    macroregion : str
        Whose figures.

    Returns
    -------
    pandas.DataFrame
        Columns ``COLUMNS``; Wilson's interval, which takes families as independent, since
        published counts do not say how they spread over teams. A share whose counts are not
        both published, each exactly once, is left out.
    """
    rows = []
    for indicator_id, group, above, below in SHARES:
        numerator = _count(tables, macroregion, *above)
        denominator = _count(tables, macroregion, *below)
        if numerator is None or denominator is None or numerator > denominator:
            continue
        result = wilson_interval(numerator, denominator)
        rows.append(
            {
                "indicator_id": indicator_id,
                "group": group,
                "numerator": float(numerator),
                "denominator": float(denominator),
                "value": result.estimate,
                "ci_low": result.ci_low,
                "ci_high": result.ci_high,
                "method": result.method,
                "status": "ok",
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _count(
    tables: Mapping[str, pd.DataFrame], macroregion: str, indicator_id: str, group: str | None
) -> int | None:
    """Return the one published count of a whole macroregion, None where there is not just one."""
    if "published" not in tables:
        return None
    frame = tables["published"]
    chosen = (frame["indicator_id"] == indicator_id) & (frame["macroregion"] == macroregion)
    chosen &= frame["voivodeship"].isna() & frame["value"].notna()
    chosen &= frame["group"].isna() if group is None else frame["group"] == group
    values = frame.loc[chosen, "value"].unique()
    return int(values[0]) if len(values) == 1 else None
