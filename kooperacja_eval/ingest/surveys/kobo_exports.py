"""From linked tables of cells to exports: headers read, versions put together, repeats joined.

The border: for KoBoToolbox and ODK alike; how a file is opened and how its tables are linked is
the business of each.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kooperacja_eval.ingest.sheets import cells_of, is_blank
from kooperacja_eval.ingest.surveys import kobo_messages as messages
from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import ExportColumn, SurveyExport
from kooperacja_eval.ingest.surveys.kobo_cells import NOT_ANSWERED, key
from kooperacja_eval.ingest.surveys.kobo_choices import check_choices, not_ticks
from kooperacja_eval.ingest.surveys.kobo_form import make_form
from kooperacja_eval.ingest.surveys.kobo_headings import Heading, named, read_headings, style_of
from kooperacja_eval.ingest.surveys.kobo_links import Link
from kooperacja_eval.ingest.surveys.kobo_names import is_flattened
from kooperacja_eval.ingest.surveys.kobo_repeats import Table, join
from kooperacja_eval.ingest.surveys.kobo_sheets import Grid
from kooperacja_eval.ingest.surveys.kobo_system import Dialect
from kooperacja_eval.ingest.surveys.kobo_versions import merged, moved, row_versions
from kooperacja_eval.schemas.problems import Problem

_IDENTIFIERS: Final = ("_uuid", "meta/instanceID", "meta-instanceID", "instanceID", "KEY", "_id")
"""Columns that name a questionnaire; the first that is there counts."""


def build_exports(
    grids: Sequence[Grid],
    links: Sequence[Link],
    dialect: Dialect,
    definition: SurveyDefinition | None,
) -> tuple[list[SurveyExport], list[Problem]]:
    """Return the exports of linked tables, and what is wrong in their columns.

    Parameters
    ----------
    grids, links : sequences
        Tables of one file and where each hangs.
    dialect : Dialect
        How the platform writes headers.
    definition : SurveyDefinition or None
        The form.
    """
    form = make_form(definition) if definition is not None else None
    dialect = dialect.with_paths(form.paths) if form is not None else dialect
    style = style_of(grids, dialect, form)
    repeats = [link.path for link in links]
    problems: list[Problem] = []
    cleaned, headings, versions = [], [], []
    for grid, link in zip(grids, links, strict=True):
        clean, empty = _without_marks(grid)
        found, wrong = row_versions(clean, dialect)
        read = read_headings(clean, link.path, style, dialect, form, repeats)
        headings.append(moved(clean, read, found))
        cleaned.append(clean)
        versions.append(found)
        problems += [*empty, *wrong]
    tables = []
    for grid, heads, link, found in zip(cleaned, named(headings), links, versions, strict=True):
        columns, wrong = merged(grid, _columns(grid, heads))
        problems += [*wrong, *_notes(grid, heads), *not_ticks(grid, columns)]
        problems += check_choices(grid, columns)
        problems += _duplicates(grid, columns) if not link.repeat else []
        tables.append(Table(grid=grid, columns=tuple(columns), link=link, versions=found))
    return join(tables, platform=dialect.platform, heading=style), problems


def _without_marks(grid: Grid) -> tuple[Grid, list[Problem]]:
    count = sum(cell == NOT_ANSWERED for column in grid.columns for cell in column)
    if not count:
        return grid, []
    columns = tuple(
        [None if cell == NOT_ANSWERED else cell for cell in column] for column in grid.columns
    )
    return replace(grid, columns=columns), [messages.marks_emptied(grid, count)]


def _columns(grid: Grid, headings: Sequence[Heading]) -> list[ExportColumn]:
    return [
        ExportColumn(
            name=heading.name,
            header=header,
            letter=letter,
            part=heading.part,
            question=heading.question or heading.name,
            option=heading.option,
            cells=cells,
        )
        for header, letter, heading, cells in zip(
            grid.headers, grid.letters, headings, grid.columns, strict=True
        )
    ]


def _notes(grid: Grid, headings: Sequence[Heading]) -> list[Problem]:
    """Return what is to be known about the headers of a table."""
    problems = []
    flat = [header for header in grid.headers if is_flattened(header)]
    if flat:
        problems.append(messages.flattened(grid, len(flat)))
    for state, message in (("guessed", messages.guessed), ("unknown", messages.not_in_form)):
        found = [
            header
            for header, heading in zip(grid.headers, headings, strict=True)
            if heading.state == state and heading.part != "system"
        ]
        if found:
            problems.append(message(grid, found))
    several = {
        header: letter
        for header, letter, heading in zip(grid.headers, grid.letters, headings, strict=True)
        if heading.state == "ambiguous"
    }
    return [*problems, *(messages.ambiguous(grid, *place) for place in several.items())]


def _duplicates(grid: Grid, columns: Sequence[ExportColumn]) -> list[Problem]:
    """Return the rows that hold a questionnaire which stands above already."""
    held = {column.header: column.cells for column in columns if column.header in _IDENTIFIERS}
    header = next((name for name in _IDENTIFIERS if name in held), None)
    if header is None:
        return []
    first: dict[str, int] = {}
    problems = []
    for row, cell in zip(grid.rows, cells_of(held[header]), strict=True):
        if is_blank(cell):
            continue
        before = first.setdefault(key(cell), int(row))
        if before != row:
            problems.append(messages.duplicate(grid, int(row), before, header))
    return problems
