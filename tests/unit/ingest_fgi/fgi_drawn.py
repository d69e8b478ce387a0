"""Files of coding programs, projects and mappings, drawn as text; all people are synthetic."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from kooperacja_eval.ingest.fgi.codebook import StudyCodebook, load_codebook
from kooperacja_eval.ingest.fgi.convert import ConvertedGroups, GroupFiles, convert_groups
from kooperacja_eval.ingest.fgi.mapping import FgiMapping
from kooperacja_eval.ingest.fgi.project import (
    QualCode,
    QualCoding,
    QualDocument,
    QualProject,
)
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.schemas.problems import Problem

WAVES = ("fgi_2018", "fgi_2019")


def cells(text: str) -> list[list[str]]:
    r"""Return a drawn table: cells between ``|``, where ``\n`` is a line break in a cell."""
    lines = text.strip().splitlines()
    return [[cell.strip().replace("\\n", "\n") for cell in line.split("|")] for line in lines]


def workbook(text: str, *, name: str = "fgi/eksport.xlsx") -> SurveyFile:
    """Return a drawn table as a workbook; whole numbers become numbers."""
    return book(cells(text), name=name)


def book(rows: Sequence[Sequence[object]], *, name: str = "fgi/eksport.xlsx") -> SurveyFile:
    """Return rows as a workbook."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Arkusz1")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, [_number(cell) for cell in row])
    return SurveyFile(name=name, data=out.getvalue())


def _number(cell: object) -> object:
    return int(cell) if isinstance(cell, str) and cell.isdecimal() else cell


QUALCODER = """
CREATE TABLE project (databaseversion TEXT, date TEXT, memo TEXT, about TEXT);
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT, fulltext TEXT, mediapath TEXT, memo TEXT,
  owner TEXT, date TEXT, av_text_id INTEGER, risid INTEGER);
CREATE TABLE code_cat (catid INTEGER PRIMARY KEY, name TEXT, owner TEXT, date TEXT, memo TEXT,
  supercatid INTEGER);
CREATE TABLE code_name (cid INTEGER PRIMARY KEY, name TEXT, memo TEXT, catid INTEGER, owner TEXT,
  date TEXT, color TEXT, supercid INTEGER);
CREATE TABLE code_text (ctid INTEGER PRIMARY KEY, cid INTEGER, fid INTEGER, seltext TEXT,
  pos0 INTEGER, pos1 INTEGER, owner TEXT, date TEXT, memo TEXT, avid INTEGER, important INTEGER);
CREATE TABLE code_av (avid INTEGER PRIMARY KEY, id INTEGER, pos0 INTEGER, pos1 INTEGER,
  cid INTEGER, memo TEXT, date TEXT, owner TEXT, important INTEGER);
CREATE TABLE code_image (imid INTEGER PRIMARY KEY, id INTEGER, x1 INTEGER, y1 INTEGER,
  width INTEGER, height INTEGER, cid INTEGER, memo TEXT, date TEXT, owner TEXT);
CREATE TABLE cases (caseid INTEGER PRIMARY KEY, name TEXT, memo TEXT, owner TEXT, date TEXT);
CREATE TABLE case_text (id INTEGER PRIMARY KEY, caseid INTEGER, fid INTEGER, pos0 INTEGER,
  pos1 INTEGER, owner TEXT, date TEXT, memo TEXT);
CREATE TABLE attribute_type (name TEXT, date TEXT, owner TEXT, memo TEXT, caseOrFile TEXT,
  valuetype TEXT);
CREATE TABLE attribute (attrid INTEGER PRIMARY KEY, name TEXT, attr_type TEXT, value TEXT,
  id INTEGER, date TEXT, owner TEXT);
"""


def database(statements: str, *, schema: str = QUALCODER, name: str = "fgi/data.qda") -> SurveyFile:
    """Return a database made by SQL."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.sqlite"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.executescript(schema + statements)
            connection.commit()
        return SurveyFile(name=name, data=path.read_bytes())


def project(
    codings: Sequence[QualCoding],
    *,
    texts: dict[str, str | None] | None = None,
    codes: Sequence[QualCode] | None = None,
    file: str = "fgi/a.qdpx",
    **facts: Any,
) -> QualProject:
    """Return a project whose codes are known by their paths, unless they are given."""
    known = {coding.document: None for coding in codings} if texts is None else texts
    paths = dict.fromkeys(coding.code for coding in codings)
    made = tuple(QualCode(id=path, name=path) for path in paths) if codes is None else tuple(codes)
    return QualProject(
        **{"tool": "refi_qda", "origin": "synthetic", **facts},
        file=file,
        documents=tuple(QualDocument(id=i, name=i, text=text) for i, text in known.items()),
        codes=made,
        codings=tuple(codings),
    )


def coding(
    code: str, span: str = "", text: str = "", *, document: str = "FGI", **facts: Any
) -> QualCoding:
    """Return a coding; ``span`` is written ``0-4``."""
    start, end = (int(part) for part in span.split("-")) if span else (None, None)
    given = {"id": f"{document}/{code}/{span}", "coder": "K1", **facts}
    return QualCoding(document=document, code=code, start=start, end=end, text=text, **given)


def mapping(**parts: Any) -> FgiMapping:
    """Return a mapping in which every document is of the round ``fgi_2018``."""
    whole = {
        "project": {"id": "fgi", "tool": "refi_qda", "files": "fgi/*"},
        "document_constant": {"wave": "fgi_2018"},
        **parts,
    }
    return FgiMapping.model_validate(whole)


@cache
def codebook_of(text: str) -> StudyCodebook:
    """Return the codebook of a ``codebook.toml``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "codebook.toml"
        path.write_text(text, encoding="utf-8")
        return load_codebook(path)


SHIPPED = """
[codebook]
name = "kooperacja"
version = "1.0"
"""


def converted(
    *projects: QualProject, book: str = SHIPPED, said: FgiMapping | None = None, **facts: Any
) -> ConvertedGroups:
    """Return the tables of some projects."""
    known = codebook_of(book)
    part = GroupFiles(projects=projects, mapping=said or mapping(), codebook=known, **facts)
    return convert_groups([part], waves=WAVES)


def rules(problems: Sequence[Problem]) -> list[str]:
    """Return the rules of problems in their order."""
    return [problem.rule for problem in problems]


def drawn(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Return columns of a table as rows, missing cells as None."""
    picked = frame[list(columns)].astype(object)
    return list(picked.where(picked.notna(), None).itertuples(index=False, name=None))
