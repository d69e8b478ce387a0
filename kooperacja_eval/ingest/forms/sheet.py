"""One sheet of a form: from its rows to a raw sheet, with what is wrong around the rows.

A sheet that nobody has changed is read by position. Any other one is searched for its header row,
as other workbooks are, and each difference is said.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kooperacja_eval.forms.content import month_label
from kooperacja_eval.forms.known import identifier
from kooperacja_eval.forms.layout import SheetLayout
from kooperacja_eval.ingest.forms import messages
from kooperacja_eval.ingest.forms.expected import ExpectedSheet
from kooperacja_eval.ingest.forms.identity import month_of
from kooperacja_eval.ingest.forms.model import FormIdentity, Place, form_problem
from kooperacja_eval.ingest.forms.workbook import Page
from kooperacja_eval.ingest.header import Header, Names, find_header
from kooperacja_eval.ingest.readers.grid import make_sheet, sort_rows
from kooperacja_eval.ingest.readers.headings import header_problems, no_header
from kooperacja_eval.ingest.readers.merged import merged_problems
from kooperacja_eval.ingest.readers.request import Request
from kooperacja_eval.ingest.sheets import Cell, Label, RawColumn, RawSheet, cell_text, is_blank
from kooperacja_eval.ingest.sheets import letter as letter_of
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem

_VALUE_COLUMN = "B"


class SheetRead(NamedTuple):
    """The rows of a sheet, None where it has no header, and what is wrong with it."""

    sheet: RawSheet | None
    problems: tuple[Problem, ...] = ()
    renamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Above:
    """A labelled cell: its field, its label as written, its row counted from 1, its value."""

    field: str
    label: str
    row: int
    cell: Cell


def read_sheet(
    page: Page, expected: ExpectedSheet, identity: FormIdentity, request: Request
) -> SheetRead:
    """Return what a sheet holds.

    Parameters
    ----------
    page : Page
        The sheet.
    expected : ExpectedSheet
        What it should look like.
    identity : FormIdentity
        Whose form it is: fills labelled cells that are gone, and is held against the others.
    request : Request
        The file and its table, with headers that corrections rename.
    """
    lang = None if request.renames else _untouched(page, expected)
    if lang is None:
        return _searched(page, expected, identity, request)
    layout = expected.layout
    above = [
        _Above(name, label[:-1], row, page.rows[row - 1][1])
        for (label, name), row in zip(
            expected.labels[lang].items(), layout.above_rows.values(), strict=True
        )
    ]
    labels, problems = _labels(request.file, page.name, above, layout, identity)
    header = Header(
        index=layout.header_row - 1,
        headers=expected.headers[lang],
        fields=expected.fields,
        labels=labels,
        renamed=(),
    )
    sheet = _raw(request, page, header, expected)
    merged = merged_problems(request, sheet, page.merged) if page.merged else []
    return SheetRead(sheet, (*problems, *merged))


def _untouched(page: Page, expected: ExpectedSheet) -> int | None:
    """Return in which language headers and labels stand where they should; None where not."""
    layout, rows = expected.layout, page.rows
    width = len(expected.fields)
    if len(rows) < layout.header_row or len(rows[0]) < max(width, 2):
        return None
    head = rows[layout.header_row - 1]
    for lang, headers in enumerate(expected.headers):
        if tuple(head[:width]) != headers:
            continue
        beside = zip(layout.above_rows.values(), expected.labels[lang], strict=True)
        if any(rows[row - 1][0] != label for row, label in beside):
            return None
        further = (cell for row in rows[layout.header_row - 1 :] for cell in row[width:])
        return lang if all(is_blank(cell) for cell in further) else None
    return None


def _searched(
    page: Page, expected: ExpectedSheet, identity: FormIdentity, request: Request
) -> SheetRead:
    """Read a sheet whose columns or labelled cells are not where they were."""
    found = find_header(page.rows, Names(request.table, request.renames))
    if found is None:
        return SheetRead(None, (no_header(request, page.name),))
    above = _above(page.rows[: found.index], expected)
    labels, problems = _labels(request.file, page.name, above, expected.layout, identity)
    known = {label.field for label in labels}
    labels = (*labels, *(label for label in found.labels if label.field not in known))
    width = len(page.rows[found.index])
    header = Header(
        index=found.index,
        headers=found.headers,
        fields=found.fields,
        labels=tuple(label for label in labels if label.field not in found.fields),
        renamed=found.renamed,
    )
    body = page.rows[found.index + 1 :]
    filled = [any(not is_blank(row[index]) for row in body) for index in range(width)]
    sheet = _raw(request, page, header, expected)
    return SheetRead(
        sheet,
        (
            *problems,
            *header_problems(request, page.name, header, filled),
            *_differences(request, page.name, header, expected),
            *merged_problems(request, sheet, page.merged),
        ),
        found.renamed,
    )


def _above(rows: Sequence[Sequence[Cell]], expected: ExpectedSheet) -> list[_Above]:
    """Find the labelled cells above a header row, wherever they stand."""
    wanted = {fold(text): name for texts in expected.labels for text, name in texts.items()}
    return [
        _Above(wanted[fold(text)], text.rstrip(" :"), number, row[1])
        for number, row in enumerate(rows, start=1)
        if len(row) > 1 and fold(text := cell_text(row[0])) in wanted
    ]


def _labels(
    file: str,
    page: str,
    above: Sequence[_Above],
    layout: SheetLayout,
    identity: FormIdentity,
) -> tuple[tuple[Label, ...], list[Problem]]:
    """Return the values that hold for every row; what the form says fills those that are gone."""
    problems = [problem for one in above if (problem := _contradiction(file, page, one, identity))]
    there = {one.field: one for one in above}
    labels = []
    for described in layout.above:
        name = described.name
        if name not in layout.table.fields:
            continue
        one = there.get(name) or _Above(name, described.label.pl, layout.above_rows[name], None)
        cell = _from_form(layout, name, identity) if is_blank(one.cell) else one.cell
        labels.append(
            Label(field=name, header=one.label, row=one.row, letter=_VALUE_COLUMN, cell=cell)
        )
    return tuple(labels), problems


def _from_form(layout: SheetLayout, name: str, identity: FormIdentity) -> Cell:
    said: dict[str, Cell] = {"pzk_id": identity.pzk_id or None, "month": identity.month}
    return layout.fixed[name] if name in layout.fixed else said.get(name)


def _contradiction(file: str, page: str, one: _Above, identity: FormIdentity) -> Problem | None:
    """Hold team and month of a sheet against those of the form."""
    if is_blank(one.cell):
        return None
    place = Place(page, one.row, one.label, _VALUE_COLUMN)
    if one.field == "pzk_id" and identity.pzk_id and cell_text(one.cell) != identity.pzk_id:
        return form_problem(file, "other_team", messages.OTHER_TEAM, place)
    if one.field == "month" and not _same_month(one.cell, identity.month):
        return form_problem(file, "other_month", messages.OTHER_MONTH, place)
    return None


def _same_month(cell: Cell, month: dt.date | None) -> bool:
    return month is None or cell == month_label(month) or month_of(cell) == month


def _differences(
    request: Request, page: str, header: Header, expected: ExpectedSheet
) -> list[Problem]:
    """Say which columns are gone or stand elsewhere."""
    problems = []
    given = {*header.fields, *(label.field for label in header.labels)}
    order = [name for name in header.fields if name in expected.fields]
    wanted = [name for name in expected.fields if name in order]
    columns = {column.field.name: column for column in expected.layout.columns}
    for name, column in columns.items():
        if name not in given and not column.field.never_missing:
            problems.append(
                request.problem(
                    "missing_column",
                    messages.missing_column(column),
                    sheet=page,
                    row=header.index + 1,
                    severity="warning",
                )
            )
    first = next((a for a, b in zip(order, wanted, strict=False) if a != b), None)
    if first is not None:
        at = header.fields.index(first)
        problems.append(
            request.problem(
                "moved_columns",
                messages.moved_column(columns[first]),
                sheet=page,
                row=header.index + 1,
                column=header.headers[at],
                letter=letter_of(at),
                severity="warning",
            )
        )
    return problems


def _raw(request: Request, page: Page, header: Header, expected: ExpectedSheet) -> RawSheet:
    """Return the filled rows below a header; names behind identifiers are taken off."""
    width = len(header.headers)
    suggested = expected.layout.suggested
    decisive = [index for index, name in enumerate(header.fields) if name not in suggested]
    body = [
        (number, row)
        for number, row in enumerate(page.rows[header.index + 1 :], start=header.index + 2)
        if any(not is_blank(row[index]) for index in decisive)
    ]
    kept, totals = sort_rows(request.table, header.fields, body)
    columns: list[RawColumn] = [[row[index] for _, row in kept] for index in range(width)]
    for index, name in enumerate(header.fields):
        if name in expected.referring:
            columns[index] = [
                identifier(cell) if isinstance(cell, str) else cell for cell in columns[index]
            ]
    numbers = np.array([number for number, _ in kept], dtype=np.int64)
    return make_sheet(request, page.name, header, columns, numbers, totals)
