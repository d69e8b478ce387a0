"""QualCoder's reports: codings (CSV, XLSX), codes by segments and exact matches (XLSX).

In a report of codings the headings ``Category`` are repeated, one for each level of the tree from
the code upwards, and records of the CSV are shorter where a code lies less deep: the columns after
the categories are found from the end of the record.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Final

from kooperacja_eval.ingest.encoding import EncodingError, decode
from kooperacja_eval.ingest.fgi.code_paths import Path, codes_of, path_id
from kooperacja_eval.ingest.fgi.headings import (
    QUALCODER_MATCHES,
    QUALCODER_REPORT,
    QUALCODER_SEGMENTS,
    Headings,
)
from kooperacja_eval.ingest.fgi.project import (
    Medium,
    QualCode,
    QualCoding,
    QualDocument,
    QualProject,
)
from kooperacja_eval.ingest.fgi.refusals import TOOL_NAMES, empty_cell, no_columns
from kooperacja_eval.ingest.fgi.segment_table import (
    SegmentRow,
    SegmentTable,
    find_table,
    grids_of,
    missing_roles,
    roles_of,
)
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.ingest.surveys.raw_grids import Grid
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem

REPORT_NEEDED: Final = ("document", "coder", "text", "id", "code")
SEGMENTS_NEEDED: Final = ("document", "document_id", "start", "end", "text")
MATCHES_NEEDED: Final = ("document", "document_id", "code", "code_id", "start", "end", "text")

_CATEGORY: Final = "category"
_VARIABLES: Final = ("filevar ", "casevar ")
_MEDIA: Final[dict[str, Medium]] = {"imid": "picture", "avid": "unknown"}


@dataclass(slots=True)
class _Pile:
    """What the rows of a report gave."""

    documents: dict[str, QualDocument] = field(default_factory=dict)
    codings: list[QualCoding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_qualcoder_report(file: SurveyFile) -> QualProject:
    """Read a report of QualCoder.

    Parameters
    ----------
    file : SurveyFile
        The report.

    Returns
    -------
    QualProject
        A code is known by its path of categories where the report has them, by its number in exact
        matches, else by its name.

    Raises
    ------
    RefusedFileError
        Where it is none of the three reports; the columns that it lacks are named.
    """
    grids = report_grids(file)
    report = find_table(grids, QUALCODER_REPORT, REPORT_NEEDED)
    if report is not None:
        return _codings_report(file, report)
    matches = find_table(grids, QUALCODER_MATCHES, MATCHES_NEEDED)
    if matches is not None:
        return _matches(file, matches)
    segments = find_table(grids, QUALCODER_SEGMENTS, SEGMENTS_NEEDED)
    if segments is not None:
        return _segments(file, segments)
    lacking = missing_roles(grids, QUALCODER_REPORT, REPORT_NEEDED)
    raise no_columns(TOOL_NAMES["qualcoder"], lacking, QUALCODER_REPORT)


def report_grids(file: SurveyFile) -> tuple[Grid, ...]:
    """Return the sheets of a report; a CSV keeps records that are shorter than the headings."""
    if file.data.startswith(b"PK") or b"Codename" not in file.data[:2000]:
        return grids_of(file)
    try:
        text = decode(file.data, file.encoding).text()
        rows = list(csv.reader(StringIO(text, newline=""), strict=True))
    except (EncodingError, csv.Error):
        return grids_of(file)
    if not rows or not roles_of(rows[0], QUALCODER_REPORT).keys() >= set(REPORT_NEEDED):
        return grids_of(file)
    return (Grid(sheet="", rows=[list(row) for row in rows]),)


def _codings_report(file: SurveyFile, table: SegmentTable) -> QualProject:
    names = [fold(name) for name in table.headers]
    first = names.index(_CATEGORY) if _CATEGORY in names else len(names)
    count = names.count(_CATEGORY)
    variables = [i for i, name in enumerate(names) if name.startswith(_VARIABLES)]
    pile = _Pile()
    paths: list[Path] = []
    for row in table.rows:
        short = max(0, len(names) - len(row.cells))
        above = [row.text(i) for i in range(first, first + count - short)]
        path = (*reversed([name for name in above if name]), table.text(row, "code"))
        told = {
            table.headers[i].split("_", 1)[1]: row.text(i - short)
            for i in variables
            if row.text(i - short)
        }
        if _is_whole(pile, file, table, row):
            paths.append(path)
            _add(pile, file, table, row, code=path_id(path), variables=told)
    folders = {path[:depth] for path in paths for depth in range(1, len(path))}
    return _made(file, pile, codes_of(paths, folders=folders - set(paths)))


def _matches(file: SurveyFile, table: SegmentTable) -> QualProject:
    pile = _Pile()
    codes: dict[str, QualCode] = {}
    for row in table.rows:
        if _is_whole(pile, file, table, row):
            code = f"cid:{table.text(row, 'code_id')}"
            codes.setdefault(code, QualCode(id=code, name=table.text(row, "code")))
            _add(pile, file, table, row, code=code)
    return _made(file, pile, tuple(codes.values()))


def _segments(file: SurveyFile, table: SegmentTable) -> QualProject:
    pile = _Pile()
    columns = dict(table.others())
    for row in table.rows:
        for index, name in columns.items():
            if row.text(index) not in ("", "0", "nie"):
                _add(pile, file, table, row, code=name)
    return _made(file, pile, tuple(QualCode(id=name, name=name) for name in columns.values()))


def _is_whole(pile: _Pile, file: SurveyFile, table: SegmentTable, row: SegmentRow) -> bool:
    for role, name in (("document", "document_id"), ("code", "code_id")):
        if not table.text(row, role):
            pile.problems.append(empty_cell(file.name, table.sheet, row.number, name))
            return False
    return True


def _add(
    pile: _Pile,
    file: SurveyFile,
    table: SegmentTable,
    row: SegmentRow,
    *,
    code: str,
    variables: dict[str, str] | None = None,
) -> None:
    key = table.text(row, "document_id") or table.text(row, "document")
    own = table.text(row, "id")
    medium = _MEDIA.get(own.split(":")[0], "text")
    if key not in pile.documents:
        pile.documents[key] = QualDocument(
            id=key, name=table.text(row, "document"), medium=medium, variables=variables or {}
        )
    start, end = (_whole_number(table.text(row, role)) for role in ("start", "end"))
    coding = QualCoding(
        id=own or f"{file.name}:{row.number}:{code}",
        document=key,
        code=code,
        coder=table.text(row, "coder"),
        start=start if end is not None else None,
        end=end if start is not None else None,
        text="" if medium != "text" else table.words(row, "text"),
        medium=medium,
        row=row.number,
    )
    pile.codings.append(coding)


def _whole_number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _made(file: SurveyFile, pile: _Pile, codes: tuple[QualCode, ...]) -> QualProject:
    return QualProject(
        tool="qualcoder",
        file=file.name,
        origin="QualCoder",
        documents=tuple(pile.documents.values()),
        codes=codes,
        codings=tuple(pile.codings),
        problems=tuple(pile.problems),
    )


def is_report(grids: Sequence[Grid]) -> bool:
    """Return whether sheets are one of the reports."""
    kinds: tuple[tuple[Headings, tuple[str, ...]], ...] = (
        (QUALCODER_REPORT, REPORT_NEEDED),
        (QUALCODER_MATCHES, MATCHES_NEEDED),
        (QUALCODER_SEGMENTS, SEGMENTS_NEEDED),
    )
    return any(find_table(grids, headings, needed) for headings, needed in kinds)
