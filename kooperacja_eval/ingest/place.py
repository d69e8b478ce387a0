"""Gives problems their place in the file: column header, letter, and the row of the cell."""

from collections.abc import Iterable
from dataclasses import replace

from kooperacja_eval.ingest.assemble import SourceColumns
from kooperacja_eval.schemas.problems import Problem


def locate(problems: Iterable[Problem], positions: SourceColumns) -> list[Problem]:
    """Fill in header and letter of problems that name a field.

    Parameters
    ----------
    problems : iterable of Problem
        Problems that validation or rules across tables found in ingested tables.
    positions : SourceColumns
        From ``IngestResult.positions``.

    Returns
    -------
    list of Problem
        In the order given. Where one labelled cell above a table holds for all its rows, the
        problem is placed at that cell and comes once.
    """
    located = (_located(problem, positions) for problem in problems)
    return list(dict.fromkeys(located))


def _located(problem: Problem, positions: SourceColumns) -> Problem:
    columns = positions.get((problem.table, problem.file, problem.sheet), {})
    at = columns.get(problem.field)
    if at is None or problem.letter:
        return problem
    row = problem.row if at.row is None else at.row
    return replace(problem, column=at.header, letter=at.letter, row=row)
