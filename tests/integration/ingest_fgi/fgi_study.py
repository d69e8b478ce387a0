"""Study folders with focus groups for tests; every person in them is synthetic."""

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter

from kooperacja_eval.study import RAW_FOLDER, StudyConfig

TEXT = "[policja] Nie ma czasu.\n[edukacja] Ludzie odchodzą."
#       0123456789 10-22 (23)    24     35-50

CODEBOOK = """
ignored = ["Robocze"]

[codebook]
name = "kooperacja"
version = "1.0"

[[codes]]
tool = "Trudności > Czas"
code = "barrier.time"
"""


def config(mappings: Sequence[str], sources: Sequence[dict[str, str]] = ()) -> StudyConfig:
    """Return the configuration of a study with two rounds of focus groups."""
    span = {"first": dt.date(2018, 4, 1), "last": dt.date(2021, 3, 31)}
    waves = tuple(
        {"id": wave, "label_pl": wave, "label_en": wave, "period": span}
        for wave in ("fgi_2018", "fgi_2019")
    )
    return StudyConfig.model_validate(
        {
            "study": {
                "id": "test", "title_pl": "Test", "title_en": "Test", "programme": "-",
                "synthetic": True, "data_date": dt.date(2020, 12, 31),
                "as_of": dt.date(2019, 12, 31), "period": span,
            },
            "macroregions": ({"id": "I", "voivodeships": ("lubelskie",)},),
            "waves": waves,
            "covid": {"first": dt.date(2020, 3, 12)},
            "targets": {
                "entities": 1, "pzk": 1, "families": 1, "families_per_pzk_min": 1,
                "families_per_pzk_max": 9,
            },
            "disclosure": {"profile": "internal"},
            "sources": tuple(sources),
            "focus_groups": tuple({"mapping": name} for name in mappings),
        }
    )  # fmt: skip


def put(folder: Path, name: str, content: str | bytes) -> None:
    """Write a raw file; a text as UTF-8."""
    path = folder / RAW_FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def say(folder: Path, tool: str, files: str, more: str = "", *, name: str = "fgi.toml") -> None:
    """Write ``fgi.toml`` and ``codebook.toml``."""
    head = f'[project]\nid = "{name.removesuffix(".toml")}"\ntool = "{tool}"\nfiles = "{files}"\n'
    (folder / name).write_text(f"{head}{more}", encoding="utf-8")
    (folder / "codebook.toml").write_text(CODEBOOK, encoding="utf-8")


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """Return rows as a workbook."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return out.getvalue()


def qualcoder(folder: Path, *codings: tuple[int, int, str], text: str = TEXT) -> bytes:
    """Return a database of QualCoder with one transcript; codings are first, last, coder."""
    path = folder / "made.sqlite"
    path.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            """
            CREATE TABLE source (id INTEGER, name TEXT, fulltext TEXT, mediapath TEXT);
            CREATE TABLE code_cat (catid INTEGER, name TEXT, memo TEXT, supercatid INTEGER);
            CREATE TABLE code_name (cid INTEGER, name TEXT, memo TEXT, catid INTEGER);
            CREATE TABLE code_text (ctid INTEGER, cid INTEGER, fid INTEGER, seltext TEXT,
              pos0 INTEGER, pos1 INTEGER, owner TEXT);
            INSERT INTO code_cat VALUES (1, 'Trudności', '', NULL);
            INSERT INTO code_name VALUES (1, 'Czas', '', 1);
            """
        )
        connection.execute("INSERT INTO source VALUES (1, 'FGI LU-01 2018', ?, NULL)", [text])
        connection.executemany(
            "INSERT INTO code_text VALUES (?, 1, 1, ?, ?, ?, ?)",
            [(n, text[a:b], a, b, who) for n, (a, b, who) in enumerate(codings, start=1)],
        )
        connection.commit()
    return path.read_bytes()
