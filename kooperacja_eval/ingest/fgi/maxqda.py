"""MAXQDA: tables of coded segments (XLSX, XLS, CSV) with Polish, English or German headings.

The border: MAXQDA counts paragraphs, pages or time, so that no positions are known; the place is
kept in its words. A code is known by its whole path.
"""

import re
from collections.abc import Iterator
from typing import Final

from kooperacja_eval.ingest.fgi.code_paths import Path, codes_of, path_id, split_path
from kooperacja_eval.ingest.fgi.headings import MAXQDA
from kooperacja_eval.ingest.fgi.places import medium_of, span
from kooperacja_eval.ingest.fgi.project import QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refusals import TOOL_NAMES, empty_cell, no_columns
from kooperacja_eval.ingest.fgi.segment_table import (
    SegmentRow,
    SegmentTable,
    find_table,
    grid_problems,
    grids_of,
    missing_roles,
)
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.schemas.problems import Problem

CODE_COLUMN: Final = re.compile(r"(?:Code|Kod)\s*:\s*(.+)", re.IGNORECASE | re.DOTALL)
"""Heading of a column that says 1 where a stretch has the code, such as ``Code: A > B``."""
_NO: Final = frozenset(("", "0", "nie", "false"))


def read_maxqda(file: SurveyFile) -> QualProject:
    """Read coded segments that MAXQDA exported.

    Parameters
    ----------
    file : SurveyFile
        The table; codes stand in one column, in columns ``Code: A > B`` of 0 and 1, or in both.

    Returns
    -------
    QualProject
        A coding for each code of each row; one that a column of 0 and 1 repeats counts once.
        Rows without document or code are left out and reported.

    Raises
    ------
    RefusedFileError
        Where it is no table, or lacks the document, the segment or the codes.
    """
    grids = grids_of(file)
    table = find_table(grids, MAXQDA, ("document", "text", "code"))
    table = table or find_table(grids, MAXQDA, ("document", "text"))
    if table is None or not ("code" in table.roles or code_columns(table)):
        needed = ("document", "code", "text")
        raise no_columns(TOOL_NAMES["maxqda"], missing_roles(grids, MAXQDA, needed), MAXQDA)
    columns = code_columns(table)
    pairs, problems = _pairs(file, table, columns)
    used = [path for _, path in pairs]
    groups: dict[str, dict[str, None]] = {}
    for row, _ in pairs:
        if group := table.text(row, "group"):
            groups.setdefault(group, {})[_document_id(table, row)] = None
    return QualProject(
        tool="maxqda",
        file=file.name,
        origin="MAXQDA",
        documents=_documents(table, [row for row, _ in pairs]),
        codes=codes_of([*used, *columns.values()]),
        codings=tuple(_coding(file, table, row, path) for row, path in pairs),
        sets={name: tuple(ids) for name, ids in groups.items()},
        problems=(*grid_problems(file, grids, table, MAXQDA, ("document", "text")), *problems),
    )


def code_columns(table: SegmentTable) -> dict[int, Path]:
    """Return the path of each column of 0 and 1."""
    found = ((index, CODE_COLUMN.fullmatch(name)) for index, name in table.others())
    return {index: split_path(match[1]) for index, match in found if match}


def _pairs(
    file: SurveyFile, table: SegmentTable, columns: dict[int, Path]
) -> tuple[list[tuple[SegmentRow, Path]], list[Problem]]:
    """Return each row with each of its codes."""
    problems = []
    said: set[tuple[object, Path]] = set()
    read = []
    for row in table.rows:
        own = split_path(table.text(row, "code"))
        ticked = list(_ticked(row, columns))
        if not table.text(row, "document"):
            problems.append(empty_cell(file.name, table.sheet, row.number, "document_id"))
        elif not own and not ticked:
            problems.append(empty_cell(file.name, table.sheet, row.number, "code_id"))
        else:
            read.append((row, own, ticked))
            said |= {(_stretch(table, row), own)} if own else set()
    pairs = []
    for row, own, ticked in read:
        pairs += [(row, own)] if own else []
        for path in ticked:
            key = (_stretch(table, row), path)
            if key not in said:
                said.add(key)
                pairs.append((row, path))
    return pairs, problems


def _ticked(row: SegmentRow, columns: dict[int, Path]) -> Iterator[Path]:
    return (path for index, path in columns.items() if row.text(index).casefold() not in _NO)


def _stretch(table: SegmentTable, row: SegmentRow) -> tuple[str, ...]:
    place = (table.text(row, "begin"), table.text(row, "end"), table.words(row, "text"))
    return (_document_id(table, row), table.text(row, "coder"), *place)


def _document_id(table: SegmentTable, row: SegmentRow) -> str:
    return path_id(tuple(filter(None, (table.text(row, "group"), table.text(row, "document")))))


def _documents(table: SegmentTable, rows: list[SegmentRow]) -> tuple[QualDocument, ...]:
    found: dict[str, QualDocument] = {}
    for row in rows:
        name, group = table.text(row, "document"), table.text(row, "group")
        key = _document_id(table, row)
        if key not in found:
            variables = {table.headers[table.roles["group"]]: group} if group else {}
            medium = medium_of(name, table.text(row, "begin"))
            found[key] = QualDocument(id=key, name=name, medium=medium, variables=variables)
    return tuple(found.values())


def _coding(file: SurveyFile, table: SegmentTable, row: SegmentRow, path: Path) -> QualCoding:
    begin = table.text(row, "begin")
    return QualCoding(
        id=f"{file.name}:{row.number}:{path_id(path)}",
        document=_document_id(table, row),
        code=path_id(path),
        coder=table.text(row, "coder"),
        text=table.words(row, "text"),
        medium=medium_of(table.text(row, "document"), begin),
        place=span(begin, table.text(row, "end")),
        row=row.number,
    )
