"""What a report shows, each with what it was made from: of a build, or of a run without drawing."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pandas as pd

from kooperacja_eval.errors import KooperacjaError, ReportError
from kooperacja_eval.pipeline.trace_watch import Reading, watched
from kooperacja_eval.reporting.blocks import Block, Markdown, ShownExhibit
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.notebook import Cell, read_notebook
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.reporting.tables import ShownTable
from kooperacja_eval.text import Lang, Text, same

PLAIN_TEXT: Final = "text"
"""First part of the name of prose that no function of ``exhibits`` wrote."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TracedItem:
    """A figure, table or piece of prose, with what it was made from.

    Attributes
    ----------
    id : str
        Of an exhibit its own; of prose the name of the function that wrote it.
    title : Text
        Title of an exhibit; the whole of a piece of prose.
    text : str, optional
        Prose in the language of the report; None for an exhibit.
    data : pandas.DataFrame
        Machine values of an exhibit.
    columns : tuple of Column
        Which of them are shown, and how.
    table : ShownTable, optional
        The cells as people read them, where they have been written already.
    reading : Reading
        What was read for it.
    """

    id: str
    title: Text
    text: str | None
    data: pd.DataFrame = field(default_factory=pd.DataFrame)
    columns: tuple[Column, ...] = ()
    table: ShownTable | None = None
    reading: Reading


def traced_blocks(blocks: Iterable[Block]) -> dict[int, TracedItem]:
    """Return what an observed notebook showed, by the place of its block.

    Prose that no code wrote holds no computed numbers and is left out.
    """
    noted = {
        place: (_item(block), block.note)
        for place, block in enumerate(blocks)
        if isinstance(block, Markdown | ShownExhibit) and isinstance(block.note, Reading)
    }
    items = _named([*noted.values()])
    return dict(zip(noted, items, strict=True))


def run_traced(
    notebook: Path, *, parameters: Mapping[str, str], material: Material, lang: Lang
) -> list[TracedItem]:
    """Return everything that a report shows, in order, with what it was made from.

    Nothing is drawn.

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
    report, recorder = watched(material)
    found: list[tuple[Exhibit | Prose, Reading]] = []

    def show(*shown: object) -> None:
        """Note what a cell shows, as the ``display`` of notebooks is called."""
        found.extend((one, recorder.note()) for one in shown if isinstance(one, Exhibit | Prose))

    names: dict[str, Any] = {"report": report, "lang": lang, "display": show}
    for cell in read_notebook(notebook, lang).cells:
        if cell.kind != "code":
            continue
        recorder.begin(cell.source)
        show(_run_cell(cell, names, notebook.stem))
        if "parameters" in cell.tags:
            names.update(parameters)
    return list(_named([(_shown_item(shown, lang), reading) for shown, reading in found]))


def _item(block: Markdown | ShownExhibit) -> dict[str, Any]:
    if isinstance(block, Markdown):
        return {"title": same(block.text), "text": block.text}
    return {
        "id": block.id,
        "title": same(block.title),
        "text": None,
        "data": block.data,
        "columns": block.columns,
        "table": block.table,
    }


def _shown_item(shown: Exhibit | Prose, lang: Lang) -> dict[str, Any]:
    if isinstance(shown, Prose):
        return {"title": shown.text, "text": shown.text.in_(lang)}
    return {
        "id": shown.id,
        "title": shown.title,
        "text": None,
        "data": shown.data,
        "columns": shown.columns,
    }


def _named(found: list[tuple[dict[str, Any], Reading]]) -> Iterator[TracedItem]:
    """Give prose the name of the function that wrote it, with a number from the second one on."""
    taken = {item["id"] for item, _ in found if "id" in item}
    used: dict[str, int] = {}
    for item, reading in found:
        if "id" in item:
            yield TracedItem(**item, reading=reading)
            continue
        base = reading.call or PLAIN_TEXT
        name = ""
        while not name or name in taken:
            used[base] = used.get(base, 0) + 1
            name = base if used[base] == 1 and reading.call else f"{base}_{used[base]}"
        taken.add(name)
        yield TracedItem(id=name, **item, reading=reading)


def _run_cell(cell: Cell, names: dict[str, Any], notebook: str) -> object:
    """Run a cell; return the value of its last expression."""
    tree = ast.parse(cell.source)
    last = tree.body[-1] if tree.body and not cell.source.rstrip().endswith(";") else None
    try:
        if not isinstance(last, ast.Expr):
            exec(compile(tree, notebook, "exec"), names)  # noqa: S102 - as the report runs it
            return None
        before = ast.Module(body=tree.body[:-1], type_ignores=[])
        exec(compile(before, notebook, "exec"), names)  # noqa: S102 - as the report runs it
        value: object = eval(  # noqa: S307 - as the report runs it
            compile(ast.Expression(last.value), notebook, "eval"), names
        )
    except KooperacjaError:
        raise
    except Exception as error:
        raise ReportError(_failed(notebook, cell.number)) from error
    return value


def _failed(notebook: str, number: int) -> Text:
    return Text(
        f"Notatnik {notebook}, komórka z kodem nr {number}: błąd. Przyczynę poda polecenie build.",
        f"Notebook {notebook}, code cell {number}: an error. The command build says why.",
    )
