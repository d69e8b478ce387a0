"""The public record as tables, and recommendations made up for the demo.

The files beside this module hold rows transcribed from the documents, in the form in which a
study keeps them under ``data_raw/published``. What was achieved is not in the documents and is
made up for the demo.
"""

import csv
from importlib import resources
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo.frames import typed
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.tables import TABLES

ACHIEVED_LESS: Final = {("exchange_meetings", "II"): 4.0}
"""Synthetic: targets that the demo misses; every other one with a number is just met."""
NOT_YET_DUE: Final = "IV"
"""Milestone after the date of the data: nothing achieved is known."""


def record_bytes(name: str) -> bytes:
    """Return one of the transcribed files as it stands."""
    return resources.files(__package__).joinpath(f"{name}.csv").read_bytes()


def record_table(name: str) -> pd.DataFrame:
    """Return one of the transcribed files as a typed frame.

    Parameters
    ----------
    name : {"gminas", "published", "schedule", "output_targets"}
        The table.
    """
    table = TABLES[name]
    rows = list(csv.reader(record_bytes(name).decode("utf-8").splitlines(), delimiter=";"))
    by_header = {header: field for field in table.fields.values() for header in _headers(field)}
    columns = {
        by_header[header].name: [_value(by_header[header], row[i]) for row in rows[1:]]
        for i, header in enumerate(rows[0])
    }
    return typed(table, columns, len(rows) - 1)


def _headers(field: Field) -> tuple[str, ...]:
    return (field.name, field.label.pl)


def _value(field: Field, text: str) -> object:
    if not text:
        return None
    if field.kind in {"date", "month"}:
        return np.datetime64(text, "D")
    if field.kind in {"integer", "number"}:
        return float(text.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    return text


def output_targets() -> pd.DataFrame:
    """Return the output indicators with made-up values achieved."""
    frame = record_table("output_targets")
    pairs = zip(frame["indicator"], frame["milestone"], frame["target"], strict=True)
    achieved = [
        np.nan if milestone == NOT_YET_DUE else ACHIEVED_LESS.get((indicator, milestone), target)
        for indicator, milestone, target in pairs
    ]
    return frame.assign(achieved=pd.Series(achieved, dtype="float64"))
