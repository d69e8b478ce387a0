"""Which table of an ODK Central export is whose repeat: by KEY and PARENT_KEY alone.

A key of a repeat's row is that of its parent with the repeat and its number behind it, such as
``uuid:1/children[2]``; names of files only serve where no key shows the repeat.
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from kooperacja_eval.ingest.surveys import kobo_messages as messages
from kooperacja_eval.ingest.surveys.kobo_cells import key
from kooperacja_eval.ingest.surveys.kobo_links import Link
from kooperacja_eval.ingest.surveys.kobo_sheets import Grid
from kooperacja_eval.schemas.problems import Problem

KEY: Final = "KEY"
PARENT_KEY: Final = "PARENT_KEY"
_ROUND: Final = re.compile(r"/([^/\[\]]+)\[\d+\]")


def link_keys(grids: Sequence[Grid]) -> tuple[list[Link], list[Problem]]:
    """Return where each table of an export hangs, and rows whose parent is not there."""
    keys = [[key(cell) for cell in grid.cells(KEY) or ()] for grid in grids]
    root = next((grid.sheet for grid in grids if PARENT_KEY not in grid.headers), "")
    links: list[Link] = []
    problems: list[Problem] = []
    spare = False
    for index, grid in enumerate(grids):
        none = np.full(len(grid.rows), -1, dtype=np.int64)
        if PARENT_KEY not in grid.headers:
            problems += [messages.unlinked(grid)] if spare else []
            links.append(Link(parent=None, parent_rows=none, repeat=grid.sheet if spare else ""))
            spare = True
            continue
        wanted = [key(cell) for cell in grid.cells(PARENT_KEY) or ()]
        parent = _parent(keys, wanted, index, grids)
        path = _path(keys[index]) or grid.sheet.removeprefix(f"{root}-").replace("-", "/")
        name = path.rsplit("/", 1)[-1]
        if parent is None:
            problems.append(messages.parent_missing(grid, ""))
            links.append(Link(parent=None, parent_rows=none, repeat=name, path=path))
            continue
        place = {found: row for row, found in enumerate(keys[parent])}
        rows = np.array([place.get(found, -1) for found in wanted], dtype=np.int64)
        letter = grid.letters[grid.headers.index(PARENT_KEY)]
        problems += [
            messages.orphan(grid, int(grid.rows[at]), PARENT_KEY, letter)
            for at in np.flatnonzero(rows < 0)
        ]
        links.append(Link(parent=parent, parent_rows=rows, repeat=name, path=path))
    return links, problems


def _parent(
    keys: Sequence[Sequence[str]], wanted: Sequence[str], index: int, grids: Sequence[Grid]
) -> int | None:
    """Return the table that holds most of the keys asked for.

    Of a repeat without rows it is the table whose name the repeat's name continues furthest.
    """
    others = [other for other in range(len(keys)) if other != index]
    if wanted:
        held = {other: len(set(wanted) & set(keys[other])) for other in others}
        best = max(others, key=lambda other: held[other], default=None)
        return best if best is not None and held[best] else None
    named = [o for o in others if grids[index].sheet.startswith(f"{grids[o].sheet}-")]
    return max(named, key=lambda other: len(grids[other].sheet), default=None)


def _path(keys: Sequence[str]) -> str:
    """Return the path of a repeat that its keys show, empty where they show none."""
    return "/".join(_ROUND.findall(keys[0])) if keys else ""
