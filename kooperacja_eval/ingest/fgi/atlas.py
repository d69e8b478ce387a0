"""ATLAS.ti: tables of quotations (XLSX, CSV) with several codes in a cell.

The border: a reference counts paragraphs, pages or time, so that no positions are known; it is
kept in the words of ATLAS.ti. Quotations without a code are no codings and only counted.
"""

import re
from collections.abc import Sequence
from typing import Final

from kooperacja_eval.ingest.fgi.headings import ATLAS
from kooperacja_eval.ingest.fgi.places import medium_of
from kooperacja_eval.ingest.fgi.project import QualCode, QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refusals import TOOL_NAMES, at_row, empty_cell, no_columns
from kooperacja_eval.ingest.fgi.segment_table import (
    SegmentRow,
    SegmentTable,
    find_table,
    grid_problems,
    grids_of,
    missing_roles,
    plain_breaks,
)
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

NEEDED: Final = ("document", "text", "codes")

_NUMBERED: Final = re.compile(r"(\d+):(\d+)")


def read_atlas(file: SurveyFile) -> QualProject:
    """Read quotations that ATLAS.ti exported.

    Parameters
    ----------
    file : SurveyFile
        The table. Codes in a cell are parted by line breaks where any cell has one, else by ``;``.

    Returns
    -------
    QualProject
        A coding for each code of each quotation; a document is known by the number before the
        colon of the ID (``3:10``), else by its name. Groups of codes are sets; they are known of
        quotations with a single code only.

    Raises
    ------
    RefusedFileError
        Where it is no table, or lacks the document, the content or the codes.
    """
    grids = grids_of(file)
    table = find_table(grids, ATLAS, NEEDED)
    if table is None:
        raise no_columns(TOOL_NAMES["atlas_ti"], missing_roles(grids, ATLAS, NEEDED), ATLAS)
    named = [row for row in table.rows if table.text(row, "document")]
    nameless = [
        empty_cell(file.name, table.sheet, row.number, "document_id")
        for row in table.rows
        if not table.text(row, "document")
    ]
    mark = _mark(table, "codes")
    coded = [(row, _parts(table.words(row, "codes"), mark)) for row in named]
    codes = dict.fromkeys(code for _, found in coded for code in found)
    return QualProject(
        tool="atlas_ti",
        file=file.name,
        origin="ATLAS.ti",
        documents=_documents(table, named),
        codes=tuple(QualCode(id=name, name=name) for name in codes),
        codings=tuple(_coding(file, table, row, code) for row, found in coded for code in found),
        sets=_sets(table, coded),
        problems=(
            *grid_problems(file, grids, table, ATLAS, NEEDED),
            *nameless,
            *_uncoded(file, table, coded),
        ),
    )


def _mark(table: SegmentTable, role: str) -> str:
    """Return what parts several names in a cell: a line break where any cell has one."""
    return "\n" if any("\n" in table.words(row, role).strip() for row in table.rows) else ";"


def _parts(cell: str, mark: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in cell.split(mark))
    return tuple(dict.fromkeys(part for part in parts if part))


def _document_id(table: SegmentTable, row: SegmentRow) -> str:
    numbered = _NUMBERED.fullmatch(table.text(row, "id"))
    return numbered[1] if numbered else table.text(row, "document")


def _name(table: SegmentTable, row: SegmentRow) -> str:
    """Return the name of a document without the number that some exports write before it."""
    number = re.escape(_document_id(table, row))
    name = table.text(row, "document")
    return re.sub(rf"^D?\s*{number}\s*:\s+", "", name) or name


def _documents(table: SegmentTable, rows: Sequence[SegmentRow]) -> tuple[QualDocument, ...]:
    found: dict[str, QualDocument] = {}
    for row in rows:
        key, name = _document_id(table, row), _name(table, row)
        if key not in found:
            groups = plain_breaks(table.text(row, "groups")).replace("\n", "; ")
            variables = {table.headers[table.roles["groups"]]: groups} if groups else {}
            medium = medium_of(name, table.text(row, "reference"))
            found[key] = QualDocument(id=key, name=name, medium=medium, variables=variables)
    return tuple(found.values())


def _coding(file: SurveyFile, table: SegmentTable, row: SegmentRow, code: str) -> QualCoding:
    place = table.text(row, "reference")
    return QualCoding(
        id=f"{table.text(row, 'id') or f'{file.name}:{row.number}'}:{code}",
        document=_document_id(table, row),
        code=code,
        coder=table.text(row, "coder"),
        text=table.words(row, "text"),
        medium=medium_of(_name(table, row), place),
        place=place,
        row=row.number,
    )


def _sets(
    table: SegmentTable, coded: Sequence[tuple[SegmentRow, tuple[str, ...]]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    mark = _mark(table, "code_groups")
    for row, codes in coded:
        if len(codes) == 1:
            for group in _parts(table.words(row, "code_groups"), mark):
                found.setdefault(group, {})[codes[0]] = None
    return {name: tuple(codes) for name, codes in found.items()}


def _uncoded(
    file: SurveyFile, table: SegmentTable, coded: Sequence[tuple[SegmentRow, tuple[str, ...]]]
) -> list[Problem]:
    rows = [row.number for row, codes in coded if not codes]
    if not rows:
        return []
    message = Text(
        f"Cytaty bez kodu: {len(rows)}; pominięto je, bo nie są zakodowanymi fragmentami. Jeśli "
        "miały mieć kody, dopisz je w ATLAS.ti i wyeksportuj ponownie.",
        f"Quotations without a code: {len(rows)}; they were left out, being no coded stretches. "
        "If they should have codes, add them in ATLAS.ti and export again.",
    )
    return [at_row(file.name, rows[0], "uncoded", message, severity="warning", sheet=table.sheet)]
