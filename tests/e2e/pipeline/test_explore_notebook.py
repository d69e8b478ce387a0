"""The notebook with widgets runs without a screen, on a study as ``demo`` writes it."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from kooperacja_eval.pipeline.start import EXPLORE, TEMPLATES

pytestmark = pytest.mark.e2e


def test_the_notebook_of_teams_runs_without_a_screen(demo_source: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(TEMPLATES / EXPLORE, as_version=4)
    [parameters] = [
        cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])
    ]
    assert 'folder = ".."' in parameters.source
    parameters.source = parameters.source.replace('".."', repr(str(demo_source)))
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    widgets, table = (cell.outputs[-1]["data"] for cell in notebook.cells if cell.get("outputs"))
    assert "application/vnd.jupyter.widget-view+json" in widgets
    assert "LU-01" in table["text/html"]
