"""Executing a notebook: from cells to the ordered blocks of a report.

The notebook runs in a process of its own with fixed drawing, locale and time zone; parameters set
the names of its tagged cell, and the context is put among its names. Warnings are errors, prints
are errors, and whatever goes wrong is one ``ReportError`` that says where.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting.blocks import Block, Markdown
from kooperacja_eval.reporting.forked import run_forked
from kooperacja_eval.reporting.notebook import Notebook, read_notebook
from kooperacja_eval.reporting.outcome import Outcome
from kooperacja_eval.reporting.session import Failure, Observer
from kooperacja_eval.text import Lang, Text

Method = Literal["fork", "kernel"]
TIMEOUT_S: Final = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutedReport:
    """An executed notebook.

    Attributes
    ----------
    name : str
        Name of the notebook, without ``.ipynb``.
    lang : {"pl", "en"}
        Language in which it was executed.
    blocks : tuple of Block
        Prose, exhibits and places, in the order of the notebook.
    """

    name: str
    lang: Lang
    blocks: tuple[Block, ...]


class CellError(Exception):
    """The traceback of a failed cell, as text: the cause of a ``ReportError``."""


def default_method() -> Method:
    """Return ``fork`` where the system can, ``kernel`` elsewhere."""
    return "fork" if hasattr(os, "fork") else "kernel"


def run_notebook(
    path: Path,
    *,
    parameters: Mapping[str, object],
    context: Mapping[str, object],
    lang: Lang = "pl",
    method: Method | None = None,
    timeout_s: float = TIMEOUT_S,
    observer: Observer | None = None,
) -> ExecutedReport:
    """Execute the code cells of a notebook in order.

    Parameters
    ----------
    path : Path
        The notebook.
    parameters : mapping
        Names to set after the cell tagged ``parameters``, which must hold them.
    context : mapping
        Names that the notebook finds, besides ``lang``.
    lang : {"pl", "en"}
        Language of the report.
    method : {"fork", "kernel"}, optional
        A forked process or a Jupyter kernel; by default what the system can do faster.
    timeout_s : float
        Seconds after which the notebook (or, in a kernel, a cell) is stopped.
    observer : Observer, optional
        Is told when a cell begins; what it then notes is the ``note`` of what the cell shows.

    Raises
    ------
    ReportError
        If a cell fails, prints or shows what is no exhibit and no prose, if a parameter is unknown,
        or if the process dies; the traceback is the cause.
    """
    notebook = read_notebook(path, lang)
    _check_parameters(notebook, parameters)
    run = _runner(method or default_method())
    outcome = run(
        notebook,
        parameters=parameters,
        context=context,
        lang=lang,
        timeout_s=timeout_s,
        observer=observer,
    )
    _check_outcome(notebook, outcome)
    return ExecutedReport(name=notebook.name, lang=lang, blocks=_blocks(notebook, outcome))


def _runner(method: Method) -> Callable[..., Outcome]:
    """Return the function that executes by a method."""
    if method == "fork":
        return run_forked
    if method == "kernel":
        from kooperacja_eval.reporting.kernel import run_in_kernel  # noqa: PLC0415 - takes seconds

        return run_in_kernel
    raise ValueError(f"method is 'fork' or 'kernel', not {method!r}.")


def _check_parameters(notebook: Notebook, parameters: Mapping[str, object]) -> None:
    """Refuse parameters that the tagged cell does not hold."""
    known = notebook.parameters()
    unknown = sorted(set(parameters) - known)
    if unknown:
        names, allowed = ", ".join(unknown), ", ".join(sorted(known)) or "–"
        message = Text(
            f"Notatnik {notebook.name} nie ma parametrów: {names}. Dozwolone: {allowed}.",
            f"Notebook {notebook.name} has no parameters: {names}. Allowed: {allowed}.",
        )
        raise ReportError(message)


def _check_outcome(notebook: Notebook, outcome: Outcome) -> None:
    """Raise the failure that ended the notebook."""
    number, found = outcome[-1] if outcome else (0, None)
    if not isinstance(found, Failure):
        return
    where = (
        Text(f", komórka z kodem nr {number}", f", code cell {number}") if number else Text("", "")
    )
    message = Text(
        f"Notatnik {notebook.name}{where.pl}: {found.reason.pl.rstrip('.')}.",
        f"Notebook {notebook.name}{where.en}: {found.reason.en.rstrip('.')}.",
    )
    raise ReportError(message) from CellError(found.trace or found.reason.pl)


def _blocks(notebook: Notebook, outcome: Outcome) -> tuple[Block, ...]:
    """Return prose and what the code showed in the order of the notebook."""
    shown: dict[int, list[Block]] = {}
    for number, item in outcome:
        if not isinstance(item, Failure):
            shown.setdefault(number, []).append(item)
    blocks: list[Block] = []
    for cell in notebook.cells:
        if cell.kind == "markdown":
            blocks.append(Markdown(cell.source))
        else:
            blocks.extend(shown.get(cell.number, []))
    return tuple(blocks)
