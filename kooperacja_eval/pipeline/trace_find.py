"""What an address of a report leads to: values behind a cell, a number in prose, or a key."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

import pandas as pd

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.pipeline.trace_match import Matches, match_cell, match_number, numbers_in
from kooperacja_eval.pipeline.trace_model import KEYS, RECORD_COLUMNS, Certainty, plain, value_key
from kooperacja_eval.pipeline.trace_refusals import (
    no_column,
    no_key,
    no_number,
    no_row,
    no_value,
    unknown,
    wrong_form,
)
from kooperacja_eval.pipeline.trace_report import NEAR, TracedReport
from kooperacja_eval.pipeline.trace_run import TracedItem
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.tables import HIDDEN, STATUS, show_table
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Lang, Text, same

_CELL: Final = 3
_NUMBER: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """What an address leads to, before it is followed down to files.

    ``rows`` are released values, best first; ``columns`` say in which column of each the number
    stands, and are empty where it stands in none. The rest is as in ``Trace``.
    """

    title: Text
    shown: str
    certainty: Certainty
    rows: pd.DataFrame
    columns: tuple[str, ...] = ()
    record: Mapping[str, object]
    tables: tuple[str, ...]
    parts: tuple[str, ...]
    within: tuple[str, ...] = ()


def addresses(item: TracedItem, lang: Lang) -> tuple[str, ...]:
    """Return the address of every number that an exhibit or a text shows, in order."""
    if not isinstance(item.item, Exhibit):
        count = len(numbers_in(item.item.text.in_(lang)))
        return tuple(f"{item.id}:{place}" for place in range(1, count + 1))
    data = item.item.data
    shown = dict.fromkeys(name for column in item.item.columns for name in column.names)
    names = [name for name in shown if name != STATUS and _is_numeric(data[name])]
    return tuple(f"{item.id}:{row}:{name}" for row in range(1, len(data) + 1) for name in names)


def find(report: TracedReport, address: str) -> Found:
    """Return what an address of a report leads to.

    Raises
    ------
    ConfigurationError
        For an unknown exhibit, row, column, number or value; similar names are given.
    """
    head, *rest = address.split(":")
    items = {item.id: item for item in report.items}
    if head in items:
        item = items[head]
        if not rest:
            return _whole(report, item)
        if isinstance(item.item, Exhibit) and len(rest) == _CELL - 1:
            return _cell(report, item, item.item, rest[0], rest[1])
        if not isinstance(item.item, Exhibit) and len(rest) == _NUMBER - 1:
            return _number(report, item, rest[0])
        raise ConfigurationError(wrong_form(address, addresses(item, report.report.lang)))
    indicator = address.partition(",")[0]
    if indicator in catalogue():
        return _by_key(report, address)
    names = [*items, *catalogue()]
    near = get_close_matches(head, names, n=NEAR, cutoff=0.5) or list(items)
    raise ConfigurationError(unknown(address, report.report.stem, near))


def _whole(report: TracedReport, item: TracedItem) -> Found:
    return Found(
        title=item.item.title if isinstance(item.item, Exhibit) else same(item.id),
        shown="",
        certainty="whole",
        rows=item.read,
        record={},
        tables=_tables(item),
        parts=item.parts,
        within=addresses(item, report.report.lang),
    )


def _cell(report: TracedReport, item: TracedItem, exhibit: Exhibit, row: str, column: str) -> Found:
    data = exhibit.data
    if not (row.isdecimal() and 1 <= int(row) <= len(data)):
        raise ConfigurationError(no_row(item.id, row, len(data)))
    if column not in data.columns:
        near = get_close_matches(column, list(data.columns), n=NEAR) or list(data.columns)
        raise ConfigurationError(no_column(item.id, column, near))
    record: dict[Any, Any] = data.iloc[int(row) - 1].to_dict()
    matches = (
        match_cell(
            {name: cell for name, cell in record.items() if not _is_hidden(record, name, exhibit)},
            column,
            _candidates(report, item),
            columns=exhibit.columns,
            describe=report.describe,
            context=(item.id, exhibit.title.pl, exhibit.title.en),
        )
        if not _is_hidden(record, column, exhibit)
        else _none(item.read)
    )
    origin = {name: plain(record[name]) for name in RECORD_COLUMNS if name in record}
    return _matched(
        item,
        matches,
        title=exhibit.title,
        shown=_shown(exhibit, int(row) - 1, column, report),
        record=origin,
    )


def _number(report: TracedReport, item: TracedItem, place: str) -> Found:
    text: Text = item.item.text  # type: ignore[union-attr]
    lang = report.report.lang
    sentence = text.in_(lang)
    numbers = numbers_in(sentence)
    if not (place.isdecimal() and 1 <= int(place) <= len(numbers)):
        raise ConfigurationError(no_number(item.id, place, numbers))
    written = numbers[int(place) - 1]
    matches = match_number(
        written,
        _candidates(report, item),
        sentence=sentence,
        describe=report.describe,
        lang=lang,
    )
    return _matched(item, matches, title=text, shown=written, record={})


def _matched(
    item: TracedItem,
    matches: Matches,
    *,
    title: Text,
    shown: str,
    record: Mapping[str, object],
) -> Found:
    certainty: Certainty = "exact" if matches.certain else "candidates"
    values, columns = matches.rows, matches.columns
    if not columns:
        certainty = "record" if any(record.values()) else "derived"
        values = item.read.iloc[:0] if certainty == "record" else item.read
    return Found(
        title=title,
        shown=shown,
        certainty=certainty,
        rows=values,
        columns=columns,
        record=record,
        tables=() if columns else _tables(item),
        parts=() if columns else item.parts,
    )


def _by_key(report: TracedReport, address: str) -> Found:
    indicator, *parts = address.split(",")
    wanted = dict(part.partition("=")[::2] for part in parts)
    strange = [name for name in wanted if name not in KEYS]
    if strange:
        raise ConfigurationError(no_key(strange[0], KEYS))
    frame = report.material.values.frame  # noqa: PD011 (not pandas)
    rows = frame[frame["indicator_id"] == indicator]
    for name, value in wanted.items():
        rows = rows[rows[name].fillna("") == value]
    if rows.empty:
        raise ConfigurationError(no_value(address, _near_keys(address, frame, indicator)))
    entry = catalogue()[indicator]
    return Found(
        title=entry.title,
        shown="",
        certainty="exact" if len(rows) == 1 else "matching",
        rows=rows,
        columns=("value",) * len(rows),
        record={},
        tables=(),
        parts=(),
    )


def _near_keys(address: str, frame: pd.DataFrame, indicator: str) -> list[str]:
    rows = frame[frame["indicator_id"] == indicator].to_dict("records")
    keys = [value_key({str(name): plain(cell) for name, cell in row.items()}) for row in rows]
    return get_close_matches(address, keys, n=NEAR) or keys[:NEAR]


def _candidates(report: TracedReport, item: TracedItem) -> pd.DataFrame:
    """Return the values that an exhibit read; all released ones where it read them whole."""
    if item.whole and item.read.empty:
        return report.material.values.frame  # noqa: PD011 (not pandas)
    return item.read


def _tables(item: TracedItem) -> tuple[str, ...]:
    """Return the tables of the record that an item read; all of a study's for the quality."""
    return tuple(TABLES) if "quality" in item.parts else item.tables


def _none(values: pd.DataFrame) -> Matches:
    return Matches(rows=values.iloc[:0], columns=())


def _is_hidden(record: Mapping[Any, Any], column: Any, exhibit: Exhibit) -> bool:
    """Tell whether disclosure control hides a cell, by the status of its row or its own."""
    own = {entry.name: entry.status for entry in exhibit.columns if entry.status}
    states = [STATUS] + ([own[column]] if column in own else [])
    return any(str(record.get(name)) == HIDDEN for name in states) and not isinstance(
        record[column], str | Text
    )


def _shown(exhibit: Exhibit, row: int, column: str, report: TracedReport) -> str:
    """Return a cell as the report writes it; unrounded where the report does not show it."""
    lang = report.report.lang
    one = exhibit.data.iloc[[row]]
    for entry in exhibit.columns:
        if column in (entry.name, entry.high):
            return show_table(one, (entry,), lang).rows[0][0]
    record = one.iloc[0].to_dict()
    if _is_hidden(record, column, exhibit):
        return HIDDEN
    cell = record[column]
    return cell.in_(lang) if isinstance(cell, Text) else str(plain(cell))


def _is_numeric(column: "pd.Series[Any]") -> bool:
    return column.dtype.kind in "iuf"
