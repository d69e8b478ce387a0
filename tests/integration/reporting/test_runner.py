"""Notebooks run in a process of their own; whatever is wrong with a cell is said, and where."""

import json
import time
import warnings
from pathlib import Path

import pandas as pd
import pytest

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting.blocks import Block, Markdown, ShownExhibit
from kooperacja_eval.reporting.prose import Marker
from kooperacja_eval.reporting.runner import CellError, Method, run_notebook

pytestmark = pytest.mark.integration

EXHIBIT = """
from kooperacja_eval.reporting.exhibit import Column, Exhibit
from kooperacja_eval.text import Text, same
def shown(id, draw=None):
    return Exhibit(
        id=id, title=Text("Tytuł", "Title"), caption=same(""), alt=same("x"), source=same("x"),
        data=frame, columns=(Column("n", same("n"), "number"),), draw=draw,
    )
"""
REPORT = (
    ("markdown", "# Raport", []),
    ("code", "month = '2019-01'\nlimit = 3", ["parameters"]),
    ("code", EXHIBIT, []),
    (
        "code",
        (
            "from IPython.display import display\n"
            "from kooperacja_eval.reporting.prose import contents, prose\n"
            "from kooperacja_eval.reporting.formats import number\n"
            "display(contents())\n"
            "display(shown('table'))\n"
            "shown('figure', lambda figure, data, lang: figure.subplots().plot(data['n']))"
        ),
        [],
    ),
    ("markdown", "## Dalej", []),
    (
        "code",
        (
            "frame.sum()\n"
            "frame.sum();\n"
            "prose(f'{month}, {limit}: {number(frame.n.sum())}', f'{month}, {limit} ({lang})')"
        ),
        [],
    ),
)


def write(path: Path, *cells: tuple[str, str, list[str]]) -> Path:
    """Write a notebook of (kind, source, tags)."""
    content = [
        {"cell_type": kind, "source": source, "metadata": {"tags": tags}}
        for kind, source, tags in cells
    ]
    path.write_text(json.dumps({"nbformat": 4, "cells": content}), "utf-8")
    return path


def run(
    path: Path, method: Method = "fork", timeout_s: float = 60, **options: object
) -> list[Block]:
    """Run a notebook with a small frame in its context."""
    executed = run_notebook(
        path,
        parameters=options.get("parameters", {}),  # type: ignore[arg-type]
        context={"frame": pd.DataFrame({"n": [1.5, 2.0]})},
        lang=options.get("lang", "pl"),  # type: ignore[arg-type]
        method=method,
        timeout_s=timeout_s,
    )
    return list(executed.blocks)


def failed(
    tmp_path: Path, source: str, *, method: Method = "fork", timeout_s: float = 60
) -> ReportError:
    """Run a notebook of two cells, of which the second fails."""
    path = write(tmp_path / "pilot.ipynb", ("code", EXHIBIT, []), ("code", source, []))
    with pytest.raises(ReportError) as caught:
        run(path, method, timeout_s)
    return caught.value


@pytest.mark.parametrize("method", ["fork", "kernel"])
def test_blocks_come_in_the_order_of_the_notebook(tmp_path: Path, method: Method) -> None:
    path = write(tmp_path / "pilot.ipynb", *REPORT)
    blocks = run(path, method, parameters={"month": "2020-03"}, lang="en")
    assert [type(block) for block in blocks] == [
        Markdown, Marker, ShownExhibit, ShownExhibit, Markdown, Markdown,
    ]  # fmt: skip
    table, figure = blocks[2], blocks[3]
    assert isinstance(table, ShownExhibit)
    assert isinstance(figure, ShownExhibit)
    assert table.table is not None
    assert (table.title, table.table.rows) == ("Title", (("1.5",), ("2.0",)))
    assert figure.svg is not None
    assert blocks[5] == Markdown("2020-03, 3 (en)")


def test_a_report_in_polish_shows_the_polish_prose(tmp_path: Path) -> None:
    assert run(write(tmp_path / "pilot.ipynb", *REPORT))[-1] == Markdown("2019-01, 3: 3,5")


def test_an_unknown_parameter_is_refused_with_the_allowed_ones(tmp_path: Path) -> None:
    path = write(tmp_path / "pilot.ipynb", *REPORT)
    with pytest.raises(ReportError, match=r"miesiac.*limit, month"):
        run(path, parameters={"miesiac": "2020-03"})


CASES = {
    "1 / 0": "ZeroDivisionError: division by zero",
    "import warnings; warnings.warn('uwaga')": "UserWarning: uwaga",
    "print(7)": "nie drukuje",
    "import sys; sys.stderr.write('x');": "nie drukuje",
    "import os; os.system('echo hej');": "nie drukuje",
    "frame": "pokazuje tylko tabele",
    "a b": "SyntaxError",
    "shown('figure', lambda figure, data, lang: 1 / 0)": "figure: ZeroDivisionError",
    "from kooperacja_eval.errors import InsufficientDataError\n"
    "raise InsufficientDataError(Text('Za mało rodzin.', 'Too few families.'))": "Za mało rodzin",
}


@pytest.mark.parametrize(("source", "reason"), CASES.items())
def test_a_failure_names_notebook_cell_and_reason(tmp_path: Path, source: str, reason: str) -> None:
    error = failed(tmp_path, source)
    assert error.text.pl.startswith("Notatnik pilot, komórka z kodem nr 2: ")
    assert error.text.en.startswith("Notebook pilot, code cell 2: ")
    assert reason in error.text.pl
    assert isinstance(error.__cause__, CellError)


def test_warnings_are_errors_where_the_caller_ignores_them(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        error = failed(tmp_path, "import warnings; warnings.warn('uwaga')")
    assert "UserWarning: uwaga" in error.text.pl


def test_the_traceback_is_the_cause(tmp_path: Path) -> None:
    error = failed(tmp_path, "def inner():\n    return 1 / 0\ninner()")
    assert "in inner" in str(error.__cause__)


def test_our_own_errors_keep_both_languages(tmp_path: Path) -> None:
    [source] = [source for source in CASES if "InsufficientData" in source]
    assert "Too few families." in failed(tmp_path, source).text.en


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "(-9)"),
        ("import os; os._exit(3)", "(3)"),
    ],
)
def test_a_dead_process_is_reported(tmp_path: Path, source: str, reason: str) -> None:
    assert reason in failed(tmp_path, source).text.pl


def test_an_endless_notebook_is_stopped(tmp_path: Path) -> None:
    started = time.monotonic()
    error = failed(tmp_path, "while True: pass", timeout_s=1)
    assert "1 s" in error.text.pl
    assert time.monotonic() - started < 7


def test_a_kernel_reports_the_same_failures(tmp_path: Path) -> None:
    error = failed(tmp_path, "from math import pi\nprint(pi)", method="kernel")
    assert "komórka z kodem nr 2: notatnik pokazuje, a nie drukuje" in error.text.pl


def test_a_notebook_changes_nothing_outside_its_process(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        tmp_path / "pilot.ipynb",
        ("code", "from pathlib import Path; Path('x').write_text('x');", []),
    )
    here = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(here)
    run(tmp_path / "pilot.ipynb")
    # where coverage is measured, the notebook's process leaves its count where it was started
    left = [path.name for path in here.iterdir() if not path.name.startswith(".coverage")]
    assert left == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pilot.ipynb"]


def test_an_unknown_method_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "pilot.ipynb", ("code", "1;", []))
    with pytest.raises(ValueError, match="fork"):
        run(path, "spawn")  # type: ignore[arg-type]
