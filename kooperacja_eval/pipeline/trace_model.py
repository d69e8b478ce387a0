"""What a trace says: from one number down to raw files, and the same as plain JSON."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from kooperacja_eval.indicators.catalogue import Indicator
from kooperacja_eval.ingest.run import AppliedRule, RawFile
from kooperacja_eval.pipeline.trace_sources import TableTrace
from kooperacja_eval.sections import Profile
from kooperacja_eval.text import Lang, Text

Certainty = Literal["exact", "candidates", "matching", "record", "derived", "whole"]
"""One value; several equal ones; several to which a key fits; a row of a table of the record;
computed in the exhibit from the values listed; all that an exhibit or a text was made from."""

KEYS: Final = ("macroregion", "voivodeship", "pzk_id", "group", "period", "wave", "method")
"""Columns that tell the values of one indicator apart."""
RECORD_COLUMNS: Final = ("figure_id", "document", "quote", "source_file", "source_row")
"""Columns by which a row of the public record says where it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTrace:
    """A released value behind a number.

    Attributes
    ----------
    key : str
        By which ``trace`` finds it again.
    entry : Indicator
        What it measures.
    row : mapping of str to object
        Columns of ``IndicatorValues``; missing ones are None.
    column : str
        In which of its columns the number stands; empty where it stands in none.
    """

    key: str
    entry: Indicator
    row: Mapping[str, object]
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where a number comes from.

    Attributes
    ----------
    study, report, address : str
        What was asked for.
    synthetic : bool
        Whether the study is made up.
    profile, lang : str
        Of the report.
    current : bool, optional
        Whether the files of the report were made from the same inputs; None without files.
    title : Text
        The exhibit, the sentence or the indicator.
    shown : str
        The number as people read it; empty for a whole exhibit.
    certainty : str
        How sure the values are the ones.
    behind : tuple of ValueTrace
        Released values, best first.
    record : mapping of str to object
        Where a row of the public record comes from; may be empty.
    tables : tuple of TableTrace
        Tables with files and corrections.
    parts : tuple of str
        Other material that was read, such as ``reconciliation``.
    parts_within : tuple of str
        Addresses of the numbers within, for a whole exhibit or text.
    code : str
        SHA-256 of the package's sources.
    versions : mapping of str to str
        Of the package and of the libraries that shape numbers.
    """

    study: str
    report: str
    address: str
    synthetic: bool
    profile: Profile
    lang: Lang
    current: bool | None
    title: Text
    shown: str
    certainty: Certainty
    behind: tuple[ValueTrace, ...]
    record: Mapping[str, object]
    tables: tuple[TableTrace, ...]
    parts: tuple[str, ...]
    parts_within: tuple[str, ...]
    code: str
    versions: Mapping[str, str]


def value_key(row: Mapping[str, object]) -> str:
    """Return the key by which a released value is found again.

    Examples
    --------
    >>> value_key({"indicator_id": "pzk_active", "macroregion": "I", "method": "count"})
    'pzk_active,macroregion=I,method=count'
    """
    given = [f"{name}={row[name]}" for name in KEYS if row.get(name) is not None]
    return ",".join([str(row["indicator_id"]), *given])


def trace_json(trace: Trace) -> dict[str, Any]:
    """Return a trace as JSON holds it: texts in the language of the report, missing as null."""
    lang = trace.lang
    return {
        "study": trace.study,
        "synthetic": trace.synthetic,
        "report": trace.report,
        "profile": trace.profile,
        "lang": lang,
        "current": trace.current,
        "id": trace.address,
        "title": trace.title.in_(lang),
        "shown": trace.shown or None,
        "certainty": trace.certainty,
        "values": [_value(value, lang) for value in trace.behind],
        "record": dict(trace.record),
        "tables": [_table(table, lang) for table in trace.tables],
        "parts": list(trace.parts),
        "numbers": list(trace.parts_within),
        "code": {"sha256": trace.code, "versions": dict(trace.versions)},
    }


def plain(value: object) -> object:
    """Return a cell as JSON holds it: whole numbers without a fraction, missing as None."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()[:10]
    if isinstance(value, str | bool):
        return value
    number = float(str(value))
    if math.isnan(number):
        return None
    return int(number) if number.is_integer() else number


def _value(value: ValueTrace, lang: Lang) -> dict[str, Any]:
    return {
        "id": value.key,
        "column": value.column or None,
        "indicator": {
            "id": value.entry.id,
            "title": value.entry.title.in_(lang),
            "definition": value.entry.definition.in_(lang),
            "unit": value.entry.unit.in_(lang),
        },
        "row": dict(value.row),
        "tables": list(value.entry.tables),
    }


def _table(table: TableTrace, lang: Lang) -> dict[str, Any]:
    return {
        "table": table.name,
        "label": table.label.in_(lang),
        "rows": table.rows,
        "rows_here": table.rows_here,
        "files": [_file(file) for file in table.files],
        "corrections": [_rule(rule) for rule in table.corrections],
    }


def _file(file: RawFile) -> dict[str, Any]:
    return {"path": file.path, "sha256": file.sha256}


def _rule(rule: AppliedRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "action": rule.action,
        "reason": rule.reason,
        "rows": rule.rows,
        "date": rule.date.isoformat(),
    }
