"""What commands show on the screen: progress bars, tables, closing lines."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from kooperacja_eval.text import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

Report = Callable[[str, int, int], None]

STAGES: dict[str, Text] = {
    "read": Text("Czytanie plików", "Reading files"),
    "check": Text("Sprawdzanie tabel", "Checking tables"),
    "demo": Text("Zapis danych syntetycznych", "Writing synthetic data"),
    "reports": Text("Budowa raportów", "Building reports"),
}


def say(text: Text | str, lang: Lang) -> None:
    """Print one line to standard output."""
    line = text if isinstance(text, str) else text.in_(lang)
    sys.stdout.write(line if line.endswith("\n") else f"{line}\n")


@contextmanager
def progress(lang: Lang) -> Iterator[Report]:
    """Show a bar per stage on standard error; nothing where that is no terminal.

    The bars are drawn only when there is something new, never by a thread of their own: notebooks
    run in forked processes, and a lock that another thread holds would stay shut in there.

    Yields
    ------
    callable
        Takes the stage, how much is done and how much there is.
    """
    bars: dict[str, TaskID] = {}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns,
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as shown:

        def report(stage: str, done: int, total: int) -> None:
            label = STAGES[stage].in_(lang) if stage in STAGES else stage
            if stage not in bars:
                bars[stage] = shown.add_task(label, total=total)
            shown.update(bars[stage], completed=done, total=total, refresh=True)

        yield report


def show_frame(frame: "pd.DataFrame", headers: dict[str, str]) -> None:
    """Print a table; columns in the order of the headers, missing cells empty."""
    table = Table(show_edge=False, pad_edge=False)
    for header in headers.values():
        table.add_column(header, overflow="fold")
    for row in frame[list(headers)].astype("object").where(frame[list(headers)].notna(), "").values:  # noqa: PD011
        table.add_row(*(str(cell) for cell in row))
    width = None if sys.stdout.isatty() else 200
    Console(highlight=False, emoji=False, width=width).print(table, markup=False)


def typed_path(path: Path) -> str:
    """Return a path as it can be typed after a command: in quotes where it has a space."""
    return f'"{path}"' if " " in str(path) else str(path)


def shown_path(path: Path) -> str:
    """Return a path as people read it: relative to where they are, if it lies below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
