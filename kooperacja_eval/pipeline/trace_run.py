"""Runs the notebook of a report once more and notes what each figure and sentence was made from.

Nothing is drawn. The material is the one that the report was given; it is watched: which released
values, tables of the record and other parts were read while a cell ran.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

import pandas as pd

from kooperacja_eval.errors import KooperacjaError, ReportError
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.notebook import Cell, read_notebook
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Lang, Text

WHOLE: Final = "values"
"""Part of the material that is all released values at once."""
PARTS: Final = frozenset(
    {
        WHOLE, "quotations", "reconciliation", "disagreements", "published_shares",
        "change_readings", "changes", "quality",
    }
)  # fmt: skip
PLAIN_TEXT: Final = "text"
"""First part of the name of prose that no function of ``exhibits`` wrote."""


@dataclass(slots=True)
class Log:
    """What was read since the last cell began."""

    parts: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    frames: list[pd.DataFrame] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TracedItem:
    """A figure, table or piece of prose, with what it was made from.

    Attributes
    ----------
    id : str
        Of an exhibit its own; of prose the name of the function that wrote it.
    item : Exhibit or Prose
        What the cell showed.
    read : pandas.DataFrame
        Released values that were read, each once; columns of ``IndicatorValues``.
    whole : bool
        Whether all released values were read at once too.
    tables : tuple of str
        Tables of the public record and registers that were read, sorted.
    parts : tuple of str
        Other parts of the material that were read, sorted.
    """

    id: str
    item: Exhibit | Prose
    read: pd.DataFrame
    whole: bool
    tables: tuple[str, ...]
    parts: tuple[str, ...]


class _Tables(dict[str, pd.DataFrame]):
    """Tables that note which of them are looked at."""

    log: Log

    def __getitem__(self, name: str) -> pd.DataFrame:
        found = super().__getitem__(name)
        self.log.tables.add(name)
        return found

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default


class _Watched(Material):
    """Material that notes what is read of it."""

    log: Log

    def __getattribute__(self, name: str) -> Any:
        if name in PARTS:
            super().__getattribute__("log").parts.add(name)
        return super().__getattribute__(name)

    def rows(self, indicator_id: str, **which: Any) -> pd.DataFrame:
        already = WHOLE in self.log.parts
        found = Material.rows(self, indicator_id, **which)
        if not already:
            self.log.parts.discard(WHOLE)
        self.log.frames.append(found)
        return found


def watched(material: Material) -> tuple[Material, Log]:
    """Return material that notes what is read of it, and where it notes it."""
    log = Log()
    given = {entry.name: getattr(material, entry.name) for entry in fields(material)}
    for name in ("record", "teams"):
        given[name] = _Tables(given[name])
        given[name].log = log
    seen = _Watched(**given)
    object.__setattr__(seen, "log", log)  # the material itself is frozen
    return seen, log


def run_traced(
    notebook: Path, *, parameters: Mapping[str, str], material: Material, lang: Lang
) -> list[TracedItem]:
    """Return everything that a report shows, in order, with what it was made from.

    Parameters
    ----------
    notebook : Path
        The notebook of the report.
    parameters : mapping of str to str
        Names that its tagged cell sets.
    material : Material
        What the report was given, under its profile.
    lang : {"pl", "en"}
        Language of the report.

    Raises
    ------
    ReportError
        Where a cell fails; building the report says more.
    """
    report, log = watched(material)
    names: dict[str, Any] = {"report": report, "lang": lang}
    found: list[TracedItem] = []
    used: dict[str, int] = {}
    for cell in read_notebook(notebook, lang).cells:
        if cell.kind != "code":
            continue
        log.parts.clear()
        log.tables.clear()
        log.frames.clear()
        shown, call = _run_cell(cell, names, notebook.stem)
        if "parameters" in cell.tags:
            names.update(parameters)
        if isinstance(shown, Exhibit | Prose):
            found.append(_traced(_name(shown, call, used), shown, log, material))
    return found


def _run_cell(cell: Cell, names: dict[str, Any], notebook: str) -> tuple[object, str]:
    """Run a cell; return the value of its last expression, and what that expression calls."""
    tree = ast.parse(cell.source)
    last = tree.body[-1] if tree.body and not cell.source.rstrip().endswith(";") else None
    try:
        if not isinstance(last, ast.Expr):
            exec(compile(tree, notebook, "exec"), names)  # noqa: S102 - as the report runs it
            return None, ""
        before = ast.Module(body=tree.body[:-1], type_ignores=[])
        exec(compile(before, notebook, "exec"), names)  # noqa: S102 - as the report runs it
        value = eval(compile(ast.Expression(last.value), notebook, "eval"), names)  # noqa: S307
    except KooperacjaError:
        raise
    except Exception as error:
        raise ReportError(_failed(notebook, cell.number)) from error
    return value, _called(last.value)


def _called(node: ast.expr) -> str:
    """Return the name of the innermost function of ``exhibits`` that an expression calls."""
    names = [
        call.func.attr
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
    ]
    return names[-1] if names else ""


def _name(shown: Exhibit | Prose, call: str, used: dict[str, int]) -> str:
    if isinstance(shown, Exhibit):
        return shown.id
    base = call or PLAIN_TEXT
    used[base] = used.get(base, 0) + 1
    return base if used[base] == 1 and call else f"{base}_{used[base]}"


def _traced(name: str, shown: Exhibit | Prose, log: Log, material: Material) -> TracedItem:
    columns = material.values.frame.columns  # noqa: PD011 (not pandas)
    read = pd.concat(log.frames) if log.frames else pd.DataFrame(columns=columns)
    return TracedItem(
        id=name,
        item=shown,
        read=read[list(columns)].drop_duplicates(ignore_index=True),
        whole=WHOLE in log.parts,
        tables=tuple(sorted(log.tables)),
        parts=tuple(sorted(log.parts - {WHOLE})),
    )


def _failed(notebook: str, number: int) -> Text:
    return Text(
        f"Notatnik {notebook}, komórka z kodem nr {number}: błąd. Przyczynę poda polecenie build.",
        f"Notebook {notebook}, code cell {number}: an error. The command build says why.",
    )
