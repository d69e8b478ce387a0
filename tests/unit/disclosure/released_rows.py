"""Rows of indicator values drawn as text, for what is released of them."""

import pandas as pd

from kooperacja_eval.schemas.tables import IndicatorValues

DEFAULTS = {
    "macroregion": "I",
    "period": "2019-12-31",
    "n_missing": "0",
    "method": "count",
    "change_type": "none",
    "status": "ok",
}


def rows(drawing: str) -> pd.DataFrame:
    """Read values drawn as text: first line the columns, ``-`` a missing value.

    ``count`` fills numerator, value and n; ``of`` the denominator and n, and makes value a share.
    """
    header, *lines = [line.split() for line in drawing.strip().splitlines()]
    drawn = pd.DataFrame(lines, columns=header).replace("-", None)
    frame = drawn.reindex(columns=list(IndicatorValues.fields))
    for column, value in DEFAULTS.items():
        if column not in header:
            frame[column] = value
    if "count" in header:
        number = pd.to_numeric(drawn["count"])
        frame["numerator"], frame["value"], frame["n"] = number, number, number
    if "of" in header:
        base = pd.to_numeric(drawn["of"])
        frame["denominator"] = base
        frame["n"] = base.fillna(frame["n"])
        share = frame["numerator"] / base
        frame["value"] = share.fillna(frame["value"])
        frame.loc[share.notna(), ["ci_low", "ci_high"]] = 0.5
    for column, field in IndicatorValues.fields.items():
        if field.kind in ("number", "integer"):
            frame[column] = pd.to_numeric(frame[column])
        frame[column] = frame[column].astype(field.dtype)
    return frame


def seen(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Return rows as tuples, hidden and missing as None."""
    return [
        tuple(None if pd.isna(cell) else cell for cell in record.values())
        for record in frame[list(columns)].to_dict("records")
    ]
