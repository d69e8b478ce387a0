"""A plain table of coded stretches, CSV or a workbook: one row for one stretch and one code.

Headings are Polish or English, by alias. Positions are characters counted from 0, the end left
out. The sector of the speaker, where there is a column, comes as a code below ``SPEAKER``, as
programs for coding keep it.
"""

from typing import Final

from kooperacja_eval.ingest.fgi.code_paths import Path, codes_of, path_id, split_path
from kooperacja_eval.ingest.fgi.headings import PLAIN
from kooperacja_eval.ingest.fgi.places import medium_of
from kooperacja_eval.ingest.fgi.project import Medium, QualCoding, QualDocument, QualProject
from kooperacja_eval.ingest.fgi.refusals import TOOL_NAMES, bad_number, empty_cell, no_columns
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

SPEAKER: Final = "@speaker"
"""Code above those of speakers, which no person's codebook has."""
NEEDED: Final = ("document", "code")


def read_coded_table(file: SurveyFile) -> QualProject:
    """Read a plain table of coded stretches.

    Parameters
    ----------
    file : SurveyFile
        The table; it needs the document, the code, and the words of the stretch or both positions.

    Returns
    -------
    QualProject
        A document is known by its name, a code by its path. Columns without a role are variables
        of the document where every row of it says the same.

    Raises
    ------
    RefusedFileError
        Where it is no table or lacks columns.
    """
    grids = grids_of(file)
    table = find_table(grids, PLAIN, (*NEEDED, "text"))
    table = table or find_table(grids, PLAIN, (*NEEDED, "start", "end"))
    if table is None:
        lacking = missing_roles(grids, PLAIN, (*NEEDED, "text"))
        raise no_columns(TOOL_NAMES["table"], lacking or ("text",), PLAIN)
    problems: list[Problem] = []
    rows = [row for row in table.rows if _is_whole(file, table, row, problems)]
    codings: list[QualCoding] = []
    paths: list[Path] = []
    for row in rows:
        path = split_path(table.text(row, "code"))
        coding = _coding(file, table, row, path, problems)
        codings.append(coding)
        paths.append(path)
        speaker = table.text(row, "speaker")
        if speaker:
            paths.append((SPEAKER, speaker))
            codings.append(_coding(file, table, row, (SPEAKER, speaker), []))
    return QualProject(
        tool="table",
        file=file.name,
        origin="",
        documents=_documents(table, rows),
        codes=codes_of(paths, folders={(SPEAKER,)}),
        codings=tuple(codings),
        problems=(*grid_problems(file, grids, table, PLAIN, NEEDED), *problems),
    )


def _is_whole(
    file: SurveyFile, table: SegmentTable, row: SegmentRow, problems: list[Problem]
) -> bool:
    for role in NEEDED:
        if not table.text(row, role):
            problems.append(empty_cell(file.name, table.sheet, row.number, f"{role}_id"))
            return False
    return True


def _documents(table: SegmentTable, rows: list[SegmentRow]) -> tuple[QualDocument, ...]:
    said: dict[str, dict[str, set[str]]] = {}
    media: dict[str, Medium] = {}
    for row in rows:
        name = table.text(row, "document")
        told = said.setdefault(name, {})
        media.setdefault(name, medium_of(name, table.text(row, "place")))
        for index, header in table.others():
            told.setdefault(header, set()).add(row.text(index))
    return tuple(
        QualDocument(
            id=name,
            name=name,
            medium=media[name],
            variables={
                header: min(values)
                for header, values in told.items()
                if len(values) == 1 and min(values)
            },
        )
        for name, told in said.items()
    )


def _coding(
    file: SurveyFile, table: SegmentTable, row: SegmentRow, path: Path, problems: list[Problem]
) -> QualCoding:
    name = table.text(row, "document")
    place = table.text(row, "place")
    start, end = (_position(file, table, row, role, problems) for role in ("start", "end"))
    own = table.text(row, "id")
    return QualCoding(
        id=f"{file.name}:{row.number}:{own or path_id(path)}",
        document=name,
        code=path_id(path),
        coder=table.text(row, "coder"),
        start=start if end is not None else None,
        end=end if start is not None else None,
        text=table.words(row, "text"),
        medium=medium_of(name, place),
        place=place,
        row=row.number,
    )


def _position(
    file: SurveyFile, table: SegmentTable, row: SegmentRow, role: str, problems: list[Problem]
) -> int | None:
    text = table.text(row, role)
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    problems.append(bad_number(file.name, table.sheet, row.number, role))
    return None
