"""Which table of a KoBoToolbox or Ona export is whose repeat, and which row belongs to which.

Sheets are named by titles that are cut to 31 characters, so that a title is only a hint: the full
name of a parent stands in ``_parent_table_name``, the row in ``_parent_index``.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.ingest.surveys import kobo_messages as messages
from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.kobo_cells import key
from kooperacja_eval.ingest.surveys.kobo_names import last
from kooperacja_eval.ingest.surveys.kobo_sheets import Grid
from kooperacja_eval.schemas.problems import Problem

PARENT_TABLE: Final = "_parent_table_name"
PARENT_INDEX: Final = "_parent_index"
INDEX: Final = "_index"
_NO_PARENT: Final = ("", "-1")
_FORBIDDEN: Final = re.compile(r"[\[\]*?:\\/]")
_CUT_FROM: Final = 28
"""Titles shorter than this were never cut."""
_TAIL: Final = re.compile(r"(\.\.\.)?(\s*\(?\d+\)?)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a table hangs.

    Attributes
    ----------
    parent : int or None
        Index of the parent table, None for the questionnaire and where it is missing.
    parent_rows : ndarray of int64, shape (n,)
        Row index in the parent table for each row, -1 where none.
    repeat : str
        Own name of the repeat; empty for the questionnaire.
    path : str
        Path of the repeat in the form.
    """

    parent: int | None
    parent_rows: NDArray[np.int64]
    repeat: str = ""
    path: str = ""


def link_tables(
    grids: Sequence[Grid], definition: SurveyDefinition | None
) -> tuple[list[Link], list[Problem]]:
    """Return where each table of a file hangs, and rows whose parent is not there."""
    problems: list[Problem] = []
    called = [_parent_name(grid) for grid in grids]
    roots = [index for index, name in enumerate(called) if name is None]
    parents: list[int | None] = []
    for index, name in enumerate(called):
        parent = None if name is None else _parent(grids, index, name, roots)
        if name is not None and parent is None:
            problems.append(messages.parent_missing(grids[index], name))
        parents.append(parent)
    circular = [index for index in range(len(grids)) if _circular(parents, index)]
    problems += [messages.parent_missing(grids[index], called[index] or "") for index in circular]
    parents = [None if index in circular else parent for index, parent in enumerate(parents)]
    main = max(roots, key=parents.count, default=None)
    links: dict[int, Link] = {}
    for index in _parents_first(parents):
        grid, parent, name = grids[index], parents[index], called[index]
        if name is None:
            spare = index != main
            problems += [messages.unlinked(grid)] if spare else []
            repeat = grid.sheet if spare else ""
            links[index] = Link(parent=None, parent_rows=_none(grid), repeat=repeat)
            continue
        repeat, path = _repeat(grids, called, parents, index, definition)
        if not path:
            above = links[parent].path if parent is not None else ""
            path = f"{above}/{repeat}".removeprefix("/")
        rows = _none(grid)
        if parent is not None:
            rows, wrong = _rows(grid, grids[parent], name)
            problems += wrong
        links[index] = Link(parent=parent, parent_rows=rows, repeat=repeat, path=path)
    return [links[index] for index in range(len(grids))], problems


def _none(grid: Grid) -> NDArray[np.int64]:
    return np.full(len(grid.rows), -1, dtype=np.int64)


def _parent_name(grid: Grid) -> str | None:
    """Return the name of a table's parent, None for the questionnaire; empty where not said."""
    indexes = {key(cell) for cell in grid.cells(PARENT_INDEX) or ()}
    if grid.cells(PARENT_INDEX) is None or (indexes and indexes <= set(_NO_PARENT)):
        return None
    names = [key(cell) for cell in grid.cells(PARENT_TABLE) or ()]
    return max(filter(None, names), key=names.count, default="")


def _parent(grids: Sequence[Grid], index: int, name: str, roots: Sequence[int]) -> int | None:
    """Return the table that a name means; a name that no title fits means the questionnaire."""
    others = [other for other in range(len(grids)) if other != index]
    for fits in (_is_title, _is_cut_title, _ends_path):
        found = [other for other in others if fits(name, grids[other].sheet)]
        if len(found) > 1:
            found = [other for other in found if _holds(grids[other], grids[index])] or found
            found = [other for other in found if other < index][-1:] or found[:1]
        if found:
            return found[0]
    first = [other for other in roots if other != index][:1]
    return first[0] if first and "/" not in name else None


def _is_title(name: str, title: str) -> bool:
    return title in (name, _FORBIDDEN.sub("", name), name.replace("/", "_"))


def _is_cut_title(name: str, title: str) -> bool:
    start = _TAIL.sub("", title)
    cut = _FORBIDDEN.sub("", name)
    return len(title) >= _CUT_FROM and len(start) > 0 and cut.startswith(start.rstrip())


def _ends_path(name: str, title: str) -> bool:
    return title != "" and (last(name) == title or title.endswith("_" + name.replace("/", "_")))


def _holds(parent: Grid, child: Grid) -> bool:
    """Return whether a table has all the indexes that another one asks for."""
    there = {key(cell) for cell in parent.cells(INDEX) or ()}
    return {key(cell) for cell in child.cells(PARENT_INDEX) or ()} <= there


def _circular(parents: Sequence[int | None], index: int) -> bool:
    seen = {index}
    at = parents[index]
    while at is not None and at not in seen:
        seen.add(at)
        at = parents[at]
    return at is not None


def _parents_first(parents: Sequence[int | None]) -> list[int]:
    def depth(index: int) -> int:
        parent = parents[index]
        return 0 if parent is None else 1 + depth(parent)

    return sorted(range(len(parents)), key=depth)


def _repeat(
    grids: Sequence[Grid],
    called: Sequence[str | None],
    parents: Sequence[int | None],
    index: int,
    definition: SurveyDefinition | None,
) -> tuple[str, str]:
    """Return own name and path of a repeat; the path is empty where no header shows it."""
    grid = grids[index]
    title = grid.sheet or PurePosixPath(grid.file).stem
    paths = [header.rpartition("/")[0] for header in grid.headers if not header.startswith("_")]
    if definition is not None:
        paths += [question.group for question in definition.questions]
    for path in filter(None, paths):
        for end in sorted(_starts(path), key=len, reverse=True):
            if _is_repeat(end, title):
                in_headers = any(header.startswith(f"{end}/") for header in grid.headers)
                return last(end), end if in_headers else ""
    names = [name for name, parent in zip(called, parents, strict=True) if parent == index and name]
    return last(names[0]) if names else title, ""


def _starts(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def _is_repeat(path: str, title: str) -> bool:
    whole = path.replace("/", "_")
    return (
        title in (last(path), whole)
        or title.endswith(f"_{whole}")
        or _is_cut_title(last(path), title)
    )


def _rows(grid: Grid, parent: Grid, name: str) -> tuple[NDArray[np.int64], list[Problem]]:
    """Return the parent's row of each row, and the rows that have none."""
    indexes = [key(cell) for cell in parent.cells(INDEX) or ()]
    if not indexes and len(parent.rows):
        return _none(grid), [messages.no_index(parent)]
    place = {found: row for row, found in enumerate(indexes)}
    twice = {found for found, count in Counter(indexes).items() if count > 1}
    wanted = [key(cell) for cell in grid.cells(PARENT_INDEX) or ()]
    tables = [key(cell) for cell in grid.cells(PARENT_TABLE) or [name] * len(wanted)]
    rows = np.array(
        [
            place.get(found, -1) if found and found not in twice and table in ("", name) else -1
            for found, table in zip(wanted, tables, strict=True)
        ],
        dtype=np.int64,
    )
    letter = grid.letters[grid.headers.index(PARENT_INDEX)]
    return rows, [
        messages.orphan(grid, int(grid.rows[at]), PARENT_INDEX, letter)
        for at in np.flatnonzero(rows < 0)
    ]
