"""How the tests of the published record read its files: plain csv, not the ingest module."""

import csv
from pathlib import Path

from kooperacja_eval.schemas.tables import TABLES

RECORD = Path(__file__).resolve().parents[3] / "data_raw" / "published"
FILES = ("published", "schedule", "gminas", "output_targets")
FIVE = {"lubelskie", "mazowieckie", "podlaskie", "podkarpackie", "swietokrzyskie"}

Row = dict[str, str]


def read(table: str) -> list[Row]:
    """Return the rows of a file with the columns under their names instead of their labels."""
    names = {field.label.pl: name for name, field in TABLES[table].fields.items()}
    with (RECORD / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [
            {names[label]: cell for label, cell in row.items()}
            for row in csv.DictReader(file, delimiter=";", strict=True)
        ]


def figures(indicator: str, document: str, **cells: str) -> list[Row]:
    """Return the published figures of an indicator in a document, with the cells asked for."""
    return [
        row
        for row in read("published")
        if (row["indicator_id"], row["document"]) == (indicator, document)
        and all(row[name] == cell for name, cell in cells.items())
    ]


def number(cell: str) -> float:
    """Read a number as the documents write it: ``12 893 583,46``."""
    return float(cell.replace(" ", "").replace(",", "."))


def only(rows: list[Row]) -> float:
    """Return the value of the one row that there must be."""
    (row,) = rows
    return number(row["value"])
