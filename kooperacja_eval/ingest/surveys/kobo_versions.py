"""Versions of a form in one export: which version each row has, and questions that were moved.

A question that was moved to another group between versions has two columns, each filled in rows
of other versions. They are put together only where the form or the version column says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from kooperacja_eval.ingest.sheets import Cell, is_blank
from kooperacja_eval.ingest.surveys import kobo_messages as messages
from kooperacja_eval.ingest.surveys.export import ExportColumn
from kooperacja_eval.ingest.surveys.kobo_cells import key
from kooperacja_eval.ingest.surveys.kobo_headings import Heading
from kooperacja_eval.ingest.surveys.kobo_names import last
from kooperacja_eval.ingest.surveys.kobo_sheets import Grid
from kooperacja_eval.ingest.surveys.kobo_system import Dialect
from kooperacja_eval.schemas.problems import Problem


def row_versions(grid: Grid, dialect: Dialect) -> tuple[list[str] | None, list[Problem]]:
    """Return the version of each row, None where no column says it.

    Where several version columns are filled, the newest counts: an XLSForm that was exported and
    imported again drags the old ones along with the version of the old form.
    """
    ranked = sorted(
        (rank, index)
        for index, header in enumerate(grid.headers)
        if (rank := dialect.version_rank(dialect.path(header))) is not None
    )
    columns = [[key(cell) for cell in grid.columns[index]] for _, index in ranked]
    if not any(any(column) for column in columns):
        return None, []
    versions = [next(filter(None, reversed(row)), "") for row in zip(*columns, strict=True)]
    differing = sum(len(set(filter(None, row))) > 1 for row in zip(*columns, strict=True))
    names = [grid.headers[index] for _, index in ranked]
    return versions, [messages.two_versions(grid, names, differing)] if differing else []


def moved(grid: Grid, headings: Sequence[Heading], versions: Sequence[str] | None) -> list[Heading]:
    """Give columns of one question from several versions the same path, without a form.

    Done only where each path is filled in rows of other versions than the others; two questions
    of one name in one version stay two questions.
    """
    if versions is None:
        return list(headings)
    rows: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for heading, column in zip(headings, grid.columns, strict=True):
        if heading.part == "system" or heading.name:
            continue
        base = heading.path if heading.part == "option" else heading.question or heading.path
        filled = {row for row, cell in enumerate(column) if not is_blank(cell)}
        rows[last(base)][base] |= filled
    same: dict[str, str] = {}
    for paths in rows.values():
        used = [{versions[row] for row in filled} for filled in paths.values()]
        apart = all(not one & other for one, other in combinations(used, 2))
        if len(paths) > 1 and apart and all(used) and "" not in set().union(*used):
            same |= dict.fromkeys(paths, next(iter(paths)))
    return [
        replace(h, path=_moved(h.path, same), question=_moved(h.question, same)) for h in headings
    ]


def _moved(path: str, same: dict[str, str]) -> str:
    """Return a path, or that of the question's first column; free words follow their question."""
    stem = path.removesuffix("_other")
    if stem != path and stem in same:
        return f"{same[stem]}_other"
    return same.get(path, path)


def merged(grid: Grid, columns: Iterable[ExportColumn]) -> tuple[list[ExportColumn], list[Problem]]:
    """Put columns of one name together where no row has two of them, else number them.

    Returns
    -------
    columns : list of ExportColumn
        Every name once. Columns that cannot be put together are named ``name#1``, ``name#2``,
        so that no mapping takes one for the other.
    problems : list of Problem
        ``versions_merged``, ``versions_collide``, ``duplicate_header``.
    """
    named: dict[str, list[ExportColumn]] = defaultdict(list)
    for column in columns:
        named[column.name].append(column)
    made: list[ExportColumn] = []
    problems: list[Problem] = []
    for name, found in named.items():
        headers = [column.header for column in found]
        if len(found) == 1:
            made += found
        elif len(set(headers)) == len(headers) and _apart(found):
            made.append(replace(found[0], cells=_together(found)))
            problems.append(messages.versions_merged(grid, name, found))
        else:
            made += [replace(c, name=f"{name}#{n}") for n, c in enumerate(found, 1)]
            same = len(set(headers)) == 1
            message = messages.duplicate_header if same else messages.versions_collide
            problems.append(message(grid, name, found))
    return made, problems


def _apart(columns: Sequence[ExportColumn]) -> bool:
    return all(sum(not is_blank(cell) for cell in row) <= 1 for row in _rows(columns))


def _together(columns: Sequence[ExportColumn]) -> list[Cell]:
    return [next((cell for cell in row if not is_blank(cell)), None) for row in _rows(columns)]


def _rows(columns: Sequence[ExportColumn]) -> Iterable[tuple[Cell, ...]]:
    return zip(*(column.cells for column in columns), strict=True)
