"""Tables drawn as text, typed as ingest leaves them, each row with its place in a file."""

import pandas as pd

from kooperacja_eval.schemas.tables import TABLES

FILE, SHEET, FIRST_ROW = "rejestr.xlsx", "Arkusz1", 2


def table(name: str, drawn: str = "") -> pd.DataFrame:
    """Return a table of the package from a drawing.

    The first line has columns, ``-`` is a missing cell, columns not drawn are missing. Rows stand
    in row 2, 3 ... of a synthetic workbook.
    """
    header, *lines = [line.split() for line in drawn.strip().splitlines()] or [[]]
    frame = pd.DataFrame(lines, columns=header, dtype="object").replace("-", None)
    described = TABLES[name]
    full = frame.reindex(columns=list(described.columns()))
    full["source_file"], full["source_sheet"] = FILE, SHEET
    full["source_row"] = range(FIRST_ROW, FIRST_ROW + len(full))
    for column, field in described.fields.items():
        if field.kind in ("integer", "number"):
            full[column] = pd.to_numeric(full[column])
        if field.kind in ("date", "month"):
            full[column] = pd.to_datetime(full[column])
        if field.kind == "yes_no":
            full[column] = full[column].map({"yes": True, "no": False})
    return full.astype(described.dtypes())
