"""Reading a notebook: which cells a report uses, and what its parameters are called."""

import json
from pathlib import Path

import pytest

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting.notebook import read_notebook
from kooperacja_eval.reporting.prose import prose

pytestmark = pytest.mark.unit


def write(path: Path, *cells: tuple[str, str, list[str]], nbformat: int = 4) -> Path:
    """Write a notebook of (kind, source, tags)."""
    content = [
        {"cell_type": kind, "source": [source], "metadata": {"tags": tags}, "outputs": ["old"]}
        for kind, source, tags in cells
    ]
    path.write_text(json.dumps({"nbformat": nbformat, "cells": content}), "utf-8")
    return path


def test_tags_choose_the_cells_of_a_language(tmp_path: Path) -> None:
    path = write(
        tmp_path / "r.ipynb",
        ("markdown", "# Raport", ["pl"]),
        ("markdown", "# Report", ["en"]),
        ("code", "%load_ext x", ["jupyter"]),
        ("raw", "raw", []),
        ("code", "x = 1", []),
        ("code", " ", []),
    )
    polish = read_notebook(path, "pl")
    assert [(cell.kind, cell.source, cell.number) for cell in polish.cells] == [
        ("markdown", "# Raport", 0),
        ("code", "x = 1", 2),  # the second code cell of the file
    ]
    assert read_notebook(path, "en").cells[0].source == "# Report"


def test_parameters_are_the_names_that_the_tagged_cell_sets(tmp_path: Path) -> None:
    source = "month: str = '2020-03'\nlow, high = 0, 5\nother = month"
    path = write(tmp_path / "r.ipynb", ("code", source, ["parameters"]), ("code", "z = 1", []))
    assert read_notebook(path, "pl").parameters() == {"month", "low", "high", "other"}


@pytest.mark.parametrize("content", ["{}", "[]", "no json", '{"nbformat": 3, "cells": []}'])
def test_what_is_no_notebook_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "r.ipynb"
    path.write_text(content)
    with pytest.raises(ReportError, match=r"r\.ipynb"):
        read_notebook(path, "pl")


def test_a_missing_notebook_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"brak\.ipynb"):
        read_notebook(tmp_path / "brak.ipynb", "pl")


def test_prose_has_both_languages() -> None:
    assert prose("Tekst.", "Text.").text.en == "Text."
    with pytest.raises(ValueError, match="both languages"):
        prose("Tekst.", " ")
