"""Repeats joined to their parents at any depth: every row with what was answered above it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.ingest.sheets import Cell, cells_of
from kooperacja_eval.ingest.surveys.export import ExportColumn, Platform, SurveyExport
from kooperacja_eval.ingest.surveys.kobo_links import Link
from kooperacja_eval.ingest.surveys.kobo_sheets import Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table with its columns named, not yet joined.

    Attributes
    ----------
    grid : Grid
        Where it comes from.
    columns : tuple of ExportColumn
        Its own columns, every name once.
    link : Link
        Where it hangs.
    versions : sequence of str, optional
        Version of the form of each row, None where the table does not say.
    """

    grid: Grid
    columns: tuple[ExportColumn, ...]
    link: Link
    versions: Sequence[str] | None = None


def join(tables: Sequence[Table], *, platform: Platform, heading: str) -> list[SurveyExport]:
    """Return one export for each table, the questionnaire first, parents' columns first.

    Parameters
    ----------
    tables : sequence of Table
        All tables of a file; links are indexes into it.
    platform, heading : str
        As in ``SurveyExport``.

    Notes
    -----
    A row whose parent is not there keeps empty cells in the columns of the parents. A column of
    the repeat that has the name of a parent's column is named with the repeat in front.
    """
    order = sorted(range(len(tables)), key=lambda index: tables[index].link.repeat != "")
    return [_export(tables, index, platform, heading) for index in order]


def _export(tables: Sequence[Table], index: int, platform: Platform, heading: str) -> SurveyExport:
    table = tables[index]
    versions = table.versions or _versions(tables, index)
    return SurveyExport(
        platform=platform,
        file=table.grid.file,
        sheet=table.grid.sheet,
        heading=heading,
        columns=tuple(_columns(tables, index)),
        rows=table.grid.rows,
        repeat=table.link.repeat,
        versions=tuple(versions) if versions is not None else None,
    )


def _columns(tables: Sequence[Table], index: int) -> list[ExportColumn]:
    table = tables[index]
    if table.link.parent is None:
        return list(table.columns)
    rows = table.link.parent_rows
    above = [
        replace(column, cells=_taken(cells_of(column.cells), rows))
        for column in _columns(tables, table.link.parent)
    ]
    names = {column.name for column in above}
    return [*above, *(_apart(column, names, table.link.repeat) for column in table.columns)]


def _taken(cells: Sequence[Cell], rows: NDArray[np.int64]) -> list[Cell]:
    return [cells[row] if row >= 0 else None for row in rows]


def _apart(column: ExportColumn, names: set[str], repeat: str) -> ExportColumn:
    if column.name not in names:
        return column
    question = column.question
    own = f"{repeat}/{question}" if question in names else question
    return replace(column, name=f"{repeat}/{column.name}", question=own)


def _versions(tables: Sequence[Table], index: int) -> list[str] | None:
    """Return the versions of a repeat's rows, those of their questionnaires."""
    link = tables[index].link
    if link.parent is None:
        return None
    above = tables[link.parent].versions or _versions(tables, link.parent)
    return None if above is None else [above[row] if row >= 0 else "" for row in link.parent_rows]
