"""The register of conclusions drawn as text: ``id | month | voivodeship | kind | theme | text``.

Further cells stand behind the text as ``column=value``; a dash is a missing value.
"""

import pandas as pd

from kooperacja_eval.schemas.tables import TABLES

NAMES = ("conclusion_id", "month", "voivodeship", "kind", "theme", "text")


def register(drawing: str) -> pd.DataFrame:
    """Return the drawn rows as the typed table; row 1 of the drawing is row 2 of the file."""
    rows: list[dict[str, object]] = []
    for number, line in enumerate(drawing.strip().splitlines(), start=2):
        cells = [cell.strip() for cell in line.split("|")]
        row: dict[str, object] = dict(zip(NAMES, cells, strict=False))
        row |= dict(cell.split("=", 1) for cell in cells[len(NAMES) :])
        rows.append(row | {"source_file": "wnioski.csv", "source_row": number})
    kinds = TABLES["conclusions"].dtypes()
    frame = pd.DataFrame(rows).reindex(columns=list(kinds)).replace({"-": None, "": None})
    frame["month"] = pd.to_datetime(frame["month"])
    return frame.astype(kinds)
