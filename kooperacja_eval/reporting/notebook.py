"""Reading a notebook of a report: its cells and what their tags mean.

Tags: ``parameters`` marks the cell whose names a report may set; ``pl`` and ``en`` mark Markdown
for one language only; ``jupyter`` marks cells that a report leaves out. Stored outputs are not
read.
"""

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kooperacja_eval.errors import ReportError
from kooperacja_eval.text import LANGUAGES, Lang, Text

_FORMAT = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a notebook.

    Attributes
    ----------
    kind : {"code", "markdown"}
        What it holds.
    source : str
        Its text.
    tags : frozenset of str
        Its tags.
    number : int
        Its place among the code cells, from 1; 0 for Markdown.
    """

    kind: Literal["code", "markdown"]
    source: str
    tags: frozenset[str]
    number: int


@dataclass(frozen=True, slots=True)
class Notebook:
    """The cells of a notebook that a report in one language uses."""

    name: str
    cells: tuple[Cell, ...]

    def parameters(self) -> set[str]:
        """Return the names that the cell tagged ``parameters`` assigns."""
        tagged = [cell for cell in self.cells if "parameters" in cell.tags]
        return {name for cell in tagged if cell.kind == "code" for name in _assigned(cell.source)}


def read_notebook(path: Path, lang: Lang) -> Notebook:
    """Read the cells of a notebook.

    Raises
    ------
    ReportError
        If the file is missing or is not a notebook of format 4.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
        cells = _cells({_FORMAT: content["cells"]}[content["nbformat"]], lang)
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = Text(
            f"Nie można odczytać notatnika {path.name}: brak pliku albo nie jest to notatnik"
            " Jupytera w formacie 4. Sprawdź ścieżkę lub zapisz go ponownie w Jupyterze.",
            f"Notebook {path.name} cannot be read: it is missing, or is not a Jupyter notebook"
            " of format 4. Check the path, or save it again in Jupyter.",
        )
        raise ReportError(message) from error
    return Notebook(name=path.stem, cells=cells)


def _assigned(source: str) -> set[str]:
    """Return the names that a piece of code assigns; none where it is no code."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return {node.id for node in nodes if isinstance(node.ctx, ast.Store)}


def _cells(raw: list[Mapping[str, Any]], lang: Lang) -> tuple[Cell, ...]:
    """Return the code and Markdown cells that belong to the report."""
    cells: list[Cell] = []
    number = 0
    for entry in raw:
        source = entry["source"]
        text = source if isinstance(source, str) else "".join(source)
        tags = frozenset(entry.get("metadata", {}).get("tags", ()))
        number += entry["cell_type"] == "code"
        foreign = tags & set(LANGUAGES) and lang not in tags
        if "jupyter" in tags or foreign or not text.strip():
            continue
        if entry["cell_type"] == "code":
            cells.append(Cell("code", text, tags, number))
        elif entry["cell_type"] == "markdown":
            cells.append(Cell("markdown", text, tags, 0))
    return tuple(cells)
