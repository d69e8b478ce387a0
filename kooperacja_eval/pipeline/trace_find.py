"""What an address of a report leads to: values behind a cell, a number in prose, or a key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

import numpy as np

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.pipeline.trace_match import Matches, as_number, match_cell, match_number
from kooperacja_eval.pipeline.trace_model import KEYS, RECORD_COLUMNS, Certainty, plain
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
from kooperacja_eval.pipeline.trace_values import Candidates, candidates
from kooperacja_eval.reporting.tables import HIDDEN, STATUS, ShownTable, show_table
from kooperacja_eval.reporting.traced import numbers_in
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Lang, Text

_CELL: Final = 3
_NUMBER: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an address leads to, before it is followed down to files.

    ``places`` are rows of the released values, best first; ``columns`` say in which column of each
    the number stands, and are empty where it stands in none. ``row`` and ``column`` are where a
    cell stands in its table, from 0, the column as it is shown. The rest is as in ``Trace``.
    """

    address: str
    title: Text
    shown: str
    certainty: Certainty
    places: tuple[int, ...]
    columns: tuple[str, ...] = ()
    record: Mapping[str, object]
    tables: tuple[str, ...]
    parts: tuple[str, ...]
    within: tuple[str, ...] = ()
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """A figure, table or text that is asked about its numbers.

    Attributes
    ----------
    item : TracedItem
        Which one.
    lang : {"pl", "en"}
        Language of the report.
    among : Candidates
        Values that it read; all released ones where it read them whole.
    records : list of dict
        Rows of its data.
    table : ShownTable
        The same as people read them.
    read : tuple of int
        Rows of the released values that it read.
    """

    item: TracedItem
    lang: Lang
    among: Candidates
    records: list[dict[Any, Any]]
    table: ShownTable
    read: tuple[int, ...]

    def numbers(self) -> Iterator[Found]:
        """Yield what each number leads to, in the order of reading."""
        if self.item.text is not None:
            numbers = numbers_in(self.item.text)
            yield from (self.number(place, number) for place, number in enumerate(numbers, 1))
            return
        for row, column in _cells(self):
            yield self.cell(row, column)

    def number(self, place: int, written: str) -> Found:
        """Return what a number of a text leads to, by its place from 1."""
        text = self.item.text or ""
        matches = match_number(written, self.among, sentence=text, lang=self.lang)
        return self._matched(f"{place}", matches, written, {})

    def cell(self, row: int, column: str) -> Found:
        """Return what a cell leads to, by its row from 0 and its column."""
        record, item = self.records[row], self.item
        if self._is_hidden(record, column):
            matches = Matches()
        else:
            seen = {name: record[name] for name in record if not self._is_hidden(record, name)}
            said = (item.id, item.title.in_(self.lang))
            matches = match_cell(seen, column, self.among, columns=item.columns, context=said)
        origin = {name: plain(record[name]) for name in RECORD_COLUMNS if name in record}
        shown, at = self._shown(row, column)
        return self._matched(f"{row + 1}:{column}", matches, shown, origin, row=row, column=at)

    def _matched(
        self, within: str, matches: Matches, shown: str, record: Mapping[str, object], **where: Any
    ) -> Found:
        certainty: Certainty = "exact" if matches.certain else "candidates"
        places = matches.places
        if not places:
            certainty = "record" if any(record.values()) else "derived"
            places = () if certainty == "record" else self.read
        return Found(
            address=f"{self.item.id}:{within}",
            title=self.item.title,
            shown=shown,
            certainty=certainty,
            places=places,
            columns=matches.columns,
            record=record,
            tables=() if matches.columns else tables_of(self.item),
            parts=() if matches.columns else self.item.reading.parts,
            **where,
        )

    def _is_hidden(self, record: Mapping[Any, Any], column: Any) -> bool:
        """Tell whether disclosure control hides a cell, by the status of its row or its own."""
        if isinstance(record[column], str | Text):
            return False
        own = next((entry.status for entry in self.item.columns if entry.name == column), "")
        return any(str(record.get(name)) == HIDDEN for name in (STATUS, own) if name)

    def _shown(self, row: int, column: str) -> tuple[str, int | None]:
        """Return a cell as the report writes it, and in which shown column; unrounded elsewhere."""
        for at, entry in enumerate(self.item.columns):
            if column in (entry.name, entry.high):
                return self.table.rows[row][at], at
        record = self.records[row]
        if self._is_hidden(record, column):
            return HIDDEN, None
        cell = record[column]
        return cell.in_(self.lang) if isinstance(cell, Text) else str(plain(cell)), None


def asked(report: TracedReport, item: TracedItem) -> Asked:
    """Return an item of a report, ready to be asked."""
    reading, frame = item.reading, report.released.frame
    places = reading.places
    if reading.whole and not len(places):
        places = np.arange(len(frame))
    return Asked(
        item=item,
        lang=report.report.lang,
        among=candidates(report.released, places),
        records=item.data.to_dict("records"),
        table=item.table or show_table(item.data, item.columns, report.report.lang),
        read=tuple(reading.places.tolist()),
    )


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
        return _within(asked(report, items[head]), address, rest)
    indicator = address.partition(",")[0]
    if indicator in catalogue():
        return _by_key(report, address)
    names = [*items, *catalogue()]
    near = get_close_matches(head, names, n=NEAR, cutoff=0.5) or list(items)
    raise ConfigurationError(unknown(address, report.report.stem, near))


def _within(one: Asked, address: str, rest: list[str]) -> Found:
    if not rest:
        return _whole(one)
    if one.item.text is None and len(rest) == _CELL - 1:
        return _cell(one, rest[0], rest[1])
    if one.item.text is not None and len(rest) == _NUMBER - 1:
        return _number(one, one.item.text, rest[0])
    raise ConfigurationError(wrong_form(address, _addresses(one)))


def _whole(one: Asked) -> Found:
    return Found(
        address=one.item.id,
        title=one.item.title,
        shown="",
        certainty="whole",
        places=one.read,
        record={},
        tables=tables_of(one.item),
        parts=one.item.reading.parts,
        within=_addresses(one),
    )


def _cell(one: Asked, row: str, column: str) -> Found:
    data = one.item.data
    if not (row.isdecimal() and 1 <= int(row) <= len(data)):
        raise ConfigurationError(no_row(one.item.id, row, len(data)))
    if column not in data.columns:
        near = get_close_matches(column, list(data.columns), n=NEAR) or list(data.columns)
        raise ConfigurationError(no_column(one.item.id, column, near))
    return one.cell(int(row) - 1, column)


def _number(one: Asked, text: str, place: str) -> Found:
    numbers = numbers_in(text)
    if not (place.isdecimal() and 1 <= int(place) <= len(numbers)):
        raise ConfigurationError(no_number(one.item.id, place, numbers))
    return one.number(int(place), numbers[int(place) - 1])


def _addresses(one: Asked) -> tuple[str, ...]:
    """Return the address of every number that an exhibit or a text shows, in order."""
    if one.item.text is not None:
        count = len(numbers_in(one.item.text))
        return tuple(f"{one.item.id}:{place}" for place in range(1, count + 1))
    return tuple(f"{one.item.id}:{row + 1}:{column}" for row, column in _cells(one))


def _cells(one: Asked) -> Iterator[tuple[int, str]]:
    """Yield row, from 0, and column of every number of an exhibit."""
    shown = dict.fromkeys(name for column in one.item.columns for name in column.names)
    data = one.item.data
    names = [name for name in shown if name != STATUS and data[name].dtype.kind in "iuf"]
    for row, record in enumerate(one.records):
        yield from ((row, name) for name in names if as_number(record[name]) is not None)


def _by_key(report: TracedReport, address: str) -> Found:
    indicator, *parts = address.split(",")
    wanted = dict(part.partition("=")[::2] for part in parts)
    strange = [name for name in wanted if name not in KEYS]
    if strange:
        raise ConfigurationError(no_key(strange[0], KEYS))
    frame = report.released.frame
    known = (frame["indicator_id"] == indicator).to_numpy()
    chosen = known.copy()
    for name, value in wanted.items():
        chosen &= (frame[name].fillna("") == value).to_numpy()
    places = np.flatnonzero(chosen).tolist()
    if not places:
        keys = [report.released.key(place) for place in np.flatnonzero(known).tolist()]
        near = get_close_matches(address, keys, n=NEAR) or keys[:NEAR]
        raise ConfigurationError(no_value(address, near))
    return Found(
        address=address,
        title=catalogue()[indicator].title,
        shown="",
        certainty="exact" if len(places) == 1 else "matching",
        places=tuple(places),
        columns=("value",) * len(places),
        record={},
        tables=(),
        parts=(),
    )


def tables_of(item: TracedItem) -> tuple[str, ...]:
    """Return the tables of the record that an item read; all of a study's for the quality."""
    return tuple(TABLES) if "quality" in item.reading.parts else item.reading.tables
