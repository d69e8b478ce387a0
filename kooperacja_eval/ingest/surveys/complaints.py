"""Cells of a survey that could not be read, each with its place, within reason.

Every cell is told, up to a number of cells with the same content in one column of one file; then
one problem says how many more there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from kooperacja_eval.ingest.surveys.export import SurveyExport
from kooperacja_eval.ingest.surveys.stacked import StackedSurvey
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

MOST: Final = 100
"""Cells of one content in one column of one file that are told one by one."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a cell: the rule that it breaks, and what to tell; never its content."""

    rule: str
    message: Text


def complaints(
    survey: StackedSurvey,
    name: str,
    bad: Mapping[int, Complaint],
    *,
    table: str,
    field: str,
    empty: Complaint | None = None,
) -> list[Problem]:
    """Return the problems of the cells of one column.

    Parameters
    ----------
    survey : StackedSurvey
        The raw survey.
    name : str
        The column.
    bad : mapping of int to Complaint
        What is wrong, by the code of the distinct cell.
    table, field : str
        Table and column of the package that the cell would fill.
    empty : Complaint, optional
        What is wrong with rows that have no cell, where that is wrong.
    """
    column = survey.columns.get(name)
    found = dict(bad)
    if empty is not None:
        found[-1] = empty
    if column is None or not found:
        return []
    codes = column.positions()
    rows = np.flatnonzero(np.isin(codes, list(found)))
    where = survey.export_of[rows]
    problems: list[Problem] = []
    for code in np.unique(codes[rows]).tolist():
        for export in np.unique(where).tolist():
            told = survey.rows[rows[(codes[rows] == code) & (where == export)]].tolist()
            if told:
                place = survey.exports[export]
                problems += _told(place, name, found[code], told, table=table, field=field)
    return problems


def _told(
    export: SurveyExport,
    name: str,
    complaint: Complaint,
    rows: list[int],
    *,
    table: str,
    field: str,
) -> list[Problem]:
    column = export.column(name)
    header, letter = ("", "") if column is None else (column.header, column.letter)

    def problem(row: int | None, message: Text) -> Problem:
        return Problem(
            rule=complaint.rule,
            severity="error",
            message=message,
            table=table,
            field=field,
            file=export.file,
            sheet=export.sheet,
            row=row,
            column=header,
            letter=letter,
        )

    told = [problem(row, complaint.message) for row in rows[:MOST]]
    if len(rows) > MOST:
        more, all_ = len(rows) - MOST, len(rows)
        message = Text(
            f"{complaint.message.pl} Takich samych komórek w tej kolumnie jest razem {all_}; "
            f"dalszych nie wymieniono: {more}.",
            f"{complaint.message.en} Cells like it in this column: {all_}; not listed one by "
            f"one: {more}.",
        )
        told.append(problem(None, message))
    return told
