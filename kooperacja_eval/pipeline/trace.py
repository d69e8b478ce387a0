"""``trace``: from a number in a report to its indicator, tables, raw files, corrections and code.

Addresses, within a report:

- ``cohorts``: a figure, a table, or a text by the function that wrote it;
- ``cohorts:2:value``: a cell: exhibit, row from 1, column of its data;
- ``reach_sentence:3``: the third number of a text;
- ``ipp_completed_share,voivodeship=lubelskie,method=wilson``: a released value by its key.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.pipeline.data import Progress
from kooperacja_eval.pipeline.state import code_sha256, versions
from kooperacja_eval.pipeline.trace_find import Found, find
from kooperacja_eval.pipeline.trace_model import Trace, ValueTrace, plain, value_key
from kooperacja_eval.pipeline.trace_report import TracedReport, traced_report
from kooperacja_eval.pipeline.trace_sources import trace_tables
from kooperacja_eval.schemas.tables import IndicatorValues


def trace(folder: Path, report: str, address: str, *, progress: Progress | None = None) -> Trace:
    """Return where a number of a report comes from.

    Parameters
    ----------
    folder : Path
        The study folder.
    report : str
        The report, as its files are called without ending.
    address : str
        A figure, table or text, a cell of it, or a released value by its key.

    Raises
    ------
    ConfigurationError
        For an unknown report, exhibit, row, column or value; similar names are given.
    """
    return trace_in(traced_report(folder, report, progress=progress), address)


def trace_in(report: TracedReport, address: str) -> Trace:
    """Return where a number of a report that has been run comes from; as ``trace``."""
    found = find(report, address)
    rows = report.released.frame.iloc[list(found.places)]
    values = tuple(_value(row, column) for row, column in _rows(rows, found))
    place = _place(rows)
    names = {name for value in values for name in value.entry.tables} | set(found.tables)
    study = report.config.study
    return Trace(
        study=study.id,
        report=report.report.stem,
        address=address,
        synthetic=study.synthetic,
        profile=report.report.profile,
        lang=report.report.lang,
        current=report.current,
        title=found.title,
        shown=found.shown,
        certainty=found.certainty,
        behind=values,
        record=found.record,
        tables=trace_tables(report.data, names, profile=report.report.profile, **place),
        parts=found.parts,
        parts_within=found.within,
        code=code_sha256(),
        versions=versions(),
    )


def _rows(rows: pd.DataFrame, found: Found) -> Iterator[tuple[Mapping[str, object], str]]:
    columns = found.columns or ("",) * len(rows)
    for row, column in zip(rows.to_dict("records"), columns, strict=True):
        yield {str(name): plain(cell) for name, cell in row.items()}, column


def _value(row: Mapping[str, object], column: str) -> ValueTrace:
    entry = catalogue()[str(row["indicator_id"])]
    kept = {name: row[name] for name in IndicatorValues.fields}
    return ValueTrace(key=value_key(row), entry=entry, row=kept, column=column)


def _place(values: pd.DataFrame) -> dict[str, str | None]:
    """Return the place that all values share; None for its parts where they do not."""
    place: dict[str, str | None] = {}
    for name in ("pzk_id", "voivodeship"):
        found = set(values[name].astype("object").where(values[name].notna(), None))
        place[name] = str(found.pop()) if len(found) == 1 and None not in found else None
    return place
