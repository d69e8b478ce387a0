"""Adds focus groups of two teams in two rounds to a study; every person in them is synthetic."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

from kooperacja_eval.ingest.fgi.project import QualCode, QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refi_write import write_qdpx

GROUPS = (("fgi_2018", "LU-01"), ("fgi_2018", "LU-02"), ("fgi_2020", "LU-01"))
TEXT = "[policja] Nie ma czasu.\n[edukacja] Ludzie odchodzą."
#       0123456789 10-22 (23)    24     35-50
STUDY = """
[[waves]]
id = "fgi_2018"
label_pl = "Wywiady 2018"
label_en = "Groups of 2018"
period = { first = 2018-04-01, last = 2018-12-31 }

[[waves]]
id = "fgi_2020"
label_pl = "Wywiady 2020"
label_en = "Groups of 2020"
period = { first = 2020-04-01, last = 2020-12-31 }

[[focus_groups]]
mapping = "fgi.toml"
"""
MAPPING = """
[project]
id = "fgi"
tool = "refi_qda"
files = "fgi/*.qdpx"

[document_variables]
wave = "wave"
pzk_id = "pzk_id"
voivodeship = "voivodeship"

[coder.names]
"Anna Synteza" = "K1"
"""
CODEBOOK = """
[codebook]
name = "kooperacja"
version = "1.0"
"""
NOTEBOOK: tuple[tuple[list[str], str], ...] = (
    (["parameters"], 'wave, {name} = "", ""'),
    ([], "from kooperacja_eval.reporting.prose import prose"),
    ([], 'prose("# Raport z wywiadów", "# Focus group report")'),
    ([], 'prose(f"Runda {{wave}}: {{{name}}}.", f"Round {{wave}}: {{{name}}}.")'),
)
"""A report of its own that says its parameters; ``name`` is the second one."""


def project(groups: Sequence[tuple[str, str]] = GROUPS, *, text: str = TEXT) -> QualProject:
    """Return transcripts of a coding tool with one coded stretch each."""
    ids = [f"{wave}-{team}" for wave, team in groups]
    return QualProject(
        tool="refi_qda",
        file="fgi.qdpx",
        origin="test",
        documents=tuple(
            QualDocument(
                id=key,
                name=f"FGI {team} {wave}",
                text=text,
                variables={"wave": wave, "pzk_id": team, "voivodeship": "lubelskie"},
            )
            for key, (wave, team) in zip(ids, groups, strict=True)
        ),
        codes=(
            QualCode(id="a", name="Bariery"),
            QualCode(id="b", name="Brak czasu", parent="a"),
        ),
        codings=tuple(
            QualCoding(id=key, document=key, code="b", coder="Anna Synteza", start=10, end=22)
            for key in ids
        ),
    )


def put_groups(folder: Path, groups: Sequence[tuple[str, str]] = GROUPS) -> None:
    """Write the transcripts of a study again, as a coding tool would export them."""
    target = folder / "data_raw" / "fgi" / "wywiady.qdpx"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(write_qdpx(project(groups), created=dt.date(2020, 12, 1)))


def add_groups(folder: Path, groups: Sequence[tuple[str, str]] = GROUPS) -> None:
    """Give a study focus groups, and short notebooks of its own for the reports on them."""
    path = folder / "study.toml"
    path.write_text(path.read_text(encoding="utf-8") + STUDY, encoding="utf-8")
    (folder / "fgi.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "codebook.toml").write_text(CODEBOOK, encoding="utf-8")
    put_groups(folder, groups)
    for report, name in (("fgi_partial", "pzk_id"), ("fgi_summary", "voivodeship")):
        put_notebook(folder, report, name)


def put_notebook(folder: Path, report: str, name: str) -> None:
    """Write a notebook of the study's own."""
    cells: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "id": str(number),
            "metadata": {"tags": tags},
            "execution_count": None,
            "outputs": [],
            "source": source.format(name=name),
        }
        for number, (tags, source) in enumerate(NOTEBOOK)
    ]
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "notebooks").mkdir(exist_ok=True)
    path = folder / "notebooks" / f"{report}.ipynb"
    path.write_text(json.dumps(content), encoding="utf-8")
