"""Answers that LimeSurvey exports, as CSV or XLSX, under headings of any of its styles.

Columns are named as the export in code style names them (``K1[SQ001]``), so that mappings hold
for every way of exporting the same survey. The border: cells stay as the file holds them, but for
one guard of the platform: the apostrophe that LimeSurvey writes before ``=`` (and spreadsheets
before ``+``, ``-``, ``@``), so that no program takes an answer for a formula, is removed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from kooperacja_eval.ingest.sheets import BLANKS, RawColumn, is_blank, letter
from kooperacja_eval.ingest.surveys import limesurvey_problems as problems
from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import ExportColumn, Reading, SurveyExport, SurveyFile
from kooperacja_eval.ingest.surveys.limesurvey_faults import cell_faults, heading_faults
from kooperacja_eval.ingest.surveys.limesurvey_headings import Headings, read_headings
from kooperacja_eval.ingest.surveys.limesurvey_names import Names, names_of, unnamed_column
from kooperacja_eval.ingest.surveys.limesurvey_parts import Role, roles_of
from kooperacja_eval.ingest.surveys.limesurvey_table import LimeTable, read_text_table
from kooperacja_eval.ingest.surveys.limesurvey_workbook import is_workbook, read_workbook_tables
from kooperacja_eval.schemas.problems import Problem

_SUBMITTED: Final = "submitdate"
_GUARD: Final = re.compile(r"^'([=+@-])")


def read_limesurvey(file: SurveyFile, *, definition: SurveyDefinition | None = None) -> Reading:
    """Return the answers of an export of LimeSurvey.

    Parameters
    ----------
    file : SurveyFile
        CSV (semicolon, comma or tab; found out by the header) or XLSX.
    definition : SurveyDefinition, optional
        The questionnaire; it tells which question a heading in words means, and which columns
        are options.

    Returns
    -------
    Reading
        One export for each sheet with answers. ``complete`` says whether ``submitdate`` is
        filled; it is None where the export lacks that column. Where codes are not at hand, names
        are the headings with single spaces, made unique by ``(2)``.

    Raises
    ------
    RefusedFileError
        For a file that nothing of LimeSurvey stands in, cannot be decoded, or is damaged.
    """
    tables = read_workbook_tables(file) if is_workbook(file) else [read_text_table(file)]
    exports = []
    found: list[Problem] = []
    for table in tables:
        headings = read_headings(table.headings)
        names = names_of(file, table, headings, definition)
        if headings.telling or names.matched:
            export, others = _export(file, table, headings, names, definition)
            exports.append(export)
            found.extend([*table.problems, *names.problems, *others])
    if not exports:
        raise problems.not_limesurvey(file)
    return Reading(exports=tuple(exports), problems=tuple(found))


def made_export(
    file: SurveyFile,
    table: LimeTable,
    names: Sequence[str],
    roles: Sequence[Role],
    heading: str,
    *,
    lettered: bool = True,
) -> SurveyExport:
    """Return the export that a table with named columns is.

    Parameters
    ----------
    file : SurveyFile
        Where it was read from.
    table : LimeTable
        Headings, cells and rows.
    names : sequence of str
        Name of each column.
    roles : sequence of Role
        What each column holds.
    heading : str
        Style of the headings.
    lettered : bool
        Whether the file has columns that a spreadsheet gives letters.
    """
    columns = tuple(
        ExportColumn(
            name=name,
            header=header,
            letter=letter(index) if lettered else "",
            part=role.part,
            question=role.question,
            cells=cells,
            option=role.option,
        )
        for index, (name, header, role, cells) in enumerate(
            zip(names, table.headings, roles, table.columns, strict=True)
        )
    )
    submitted = next((c.cells for c in columns if c.name == _SUBMITTED), None)
    return SurveyExport(
        platform="limesurvey",
        file=file.name,
        sheet=table.sheet,
        heading=heading,
        columns=columns,
        rows=table.rows,
        complete=None if submitted is None else _filled(submitted),
    )


def _export(
    file: SurveyFile,
    table: LimeTable,
    headings: Headings,
    names: Names,
    definition: SurveyDefinition | None,
) -> tuple[SurveyExport, list[Problem]]:
    table = replace(table, columns=tuple(map(_unguarded, table.columns)))
    roles, guessed = roles_of(
        names.names, table.columns, definition, coded=names.coded, times=names.times
    )
    found = [*heading_faults(file, table), *cell_faults(file, table), *_unnamed(file, table)]
    if guessed:
        found.append(problems.guessed_options(file, table.sheet, guessed))
    return made_export(file, table, names.names, roles, headings.style), found


def _unguarded(cells: RawColumn) -> RawColumn:
    """Return cells without the apostrophe that guards against formulas."""
    if isinstance(cells, list):
        return [_GUARD.sub(r"\1", c) if isinstance(c, str) else c for c in cells]
    if not pc.any(pc.starts_with(cells, "'")).as_py():
        return cells
    return pc.replace_substring_regex(cells, _GUARD.pattern, r"\1")


def _filled(cells: RawColumn) -> NDArray[np.bool_]:
    if isinstance(cells, list):
        return np.array([not is_blank(cell) for cell in cells], dtype=np.bool_)
    trimmed = pc.utf8_trim(cells, characters=BLANKS)
    there: NDArray[np.bool_] = pc.not_equal(trimmed, "").to_numpy()
    return there


def _unnamed(file: SurveyFile, table: LimeTable) -> list[Problem]:
    return [
        problems.unnamed(file, table.sheet, letter(index), unnamed_column(index))
        for index, heading in enumerate(table.headings)
        if not heading.strip() and _filled(table.columns[index]).any()
    ]
