"""Numbers of a report that lead to their traces: in HTML only, from prose, tables and figures."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kooperacja_eval.pipeline.trace_watch import Log, Reading, Recorder
from kooperacja_eval.reporting.blocks import Block, Markdown, ShownExhibit, show_exhibit
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.document import Document
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.render import render
from kooperacja_eval.reporting.runner import Method, run_notebook
from kooperacja_eval.text import Text, same

pytestmark = pytest.mark.integration

AREAS = Exhibit(
    id="areas",
    title=Text("Obszary", "Areas"),
    caption=same(""),
    alt=Text("Dwa obszary", "Two areas"),
    source=Text("dane syntetyczne", "synthetic data"),
    data=pd.DataFrame({"area": ["lubelskie", "podlaskie"], "count": [35, 33]}),
    columns=(Column("area", same("Obszar")), Column("count", same("Rodziny"), "integer")),
)
PROSE = Markdown("Razem **68** rodzin, czyli 81,4%.", trace="areas_sentence")
LINKS = {(0, 1): "areas:1:count", (1, 1): "areas:2:count"}


def document(*blocks: Block, trace: str) -> Document:
    return Document(
        title="Raport", subtitle="", study="Badanie", data_date=date(2020, 12, 31), lang="pl",
        synthetic=True, blocks=blocks, trace=trace,
    )  # fmt: skip


def test_each_number_is_one_click_from_its_trace_and_other_formats_do_not_change(
    tmp_path: Path,
) -> None:
    table = show_exhibit(AREAS, "pl")
    linked = document(PROSE, replace(table, links=LINKS), trace="raport-trace.html")
    plain = document(Markdown(PROSE.text), table, trace="")
    files = {path.suffix: path for path in render(linked, tmp_path / "a" / "raport")}
    before = {path.suffix: path for path in render(plain, tmp_path / "b" / "raport")}
    same_bytes = [e for e in files if files[e].read_bytes() == before[e].read_bytes()]
    assert same_bytes == [".docx", ".pdf", ".xlsx"]
    page = files[".html"].read_text("utf-8")
    anchors = re.findall(r'<a ([^>]*)href="raport-trace\.html#([^"]+)"([^>]*)>([^<]+)</a>', page)
    assert [(target, words) for _, target, _, words in anchors] == [
        ("areas_sentence:1", "68"), ("areas_sentence:2", "81,4%"),
        ("areas:1:count", "35"), ("areas:2:count", "33"),
        ("areas", "Skąd wzięły się te liczby: Tabela\u00a01"),
    ]  # fmt: skip
    # the keyboard stops once for the text and once for the table, not at every cell
    stops = [target for first, target, last, _ in anchors if "tabindex" not in first + last]
    assert stops == ["areas_sentence:1", "areas"]
    assert "-trace" not in before[".html"].read_text("utf-8")


@pytest.mark.parametrize("method", ["fork", "kernel"])
def test_what_is_noted_goes_with_what_is_shown(tmp_path: Path, method: Method) -> None:
    cells = [
        ("markdown", "# Raport"),
        ("code", "from kooperacja_eval.reporting import prose"),
        ("code", "prose.prose('Razem 68.', 'Total 68.')"),
        ("code", "areas"),
    ]
    content = [{"cell_type": kind, "source": source, "metadata": {}} for kind, source in cells]
    path = tmp_path / "raport.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "cells": content}), "utf-8")
    executed = run_notebook(
        path,
        parameters={},
        context={"areas": AREAS},
        lang="pl",
        method=method,
        observer=Recorder(Log()),
    )
    heading, prose, table = executed.blocks
    assert isinstance(heading, Markdown)
    assert isinstance(prose, Markdown)
    assert isinstance(table, ShownExhibit)
    assert heading.note is None  # no code wrote it
    assert isinstance(prose.note, Reading)
    assert isinstance(table.note, Reading)
    assert (prose.note.call, table.note.call) == ("prose", "")
