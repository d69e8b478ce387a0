"""What an empty cell of a survey means: skipped, not asked, broken off, or an option not ticked.

``not_asked``: the file has no such column, the version of the instrument has no such item, or no
row of that version of the form has anything in the column while rows of another version have
(said in a warning). ``incomplete``: the platform says that the row was not completed, and nothing
is answered from this column to the last mapped one. Otherwise an empty cell is ``skipped``; what
a condition of the form did not show cannot be told from it and stays skipped.

An empty cell of an option of a multiple choice is 0 where the respondent ticked or wrote anything
in the same question, or answered a mapped column that comes later; else it is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kooperacja_eval.ingest.surveys.answers import REASONS
from kooperacja_eval.ingest.surveys.stacked import StackedSurvey
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

Flags = NDArray[np.bool_]
_SKIPPED: Final = REASONS["skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Where the columns of a survey are empty, and why.

    Attributes
    ----------
    present : ndarray of bool, shape (n, k)
        Whether the form of each row has the column.
    after : ndarray of bool, shape (n, k)
        Whether the row answers a later mapped column.
    complete : ndarray of bool, shape (n,)
        Whether the row was completed.
    touched : tuple of (ndarray of bool or None)
        For columns of options, whether the row has anything in the same question.
    problems : list of Problem
        Columns taken as not asked in a version of the form.
    """

    present: Flags
    after: Flags
    complete: Flags
    touched: tuple[Flags | None, ...]
    problems: list[Problem] = field(default_factory=list)

    def settled(self, at: int, reasons: NDArray[np.int8], *, asked: Flags) -> NDArray[np.int8]:
        """Return the reasons of a column after those of empty cells were looked into."""
        empty = reasons == _SKIPPED
        there = self.present[:, at] & asked
        broken_off = empty & there & ~self.complete & ~self.after[:, at]
        found = np.where(broken_off, REASONS["incomplete"], reasons)
        return np.where(~there & empty, REASONS["not_asked"], found).astype(np.int8)

    def unticked(self, at: int, reasons: NDArray[np.int8], *, option: bool) -> Flags:
        """Return the empty cells of an option that mean that it was not ticked."""
        empty = (reasons == _SKIPPED) | (reasons == REASONS["incomplete"])
        touched = self.touched[at]
        if not option:
            return np.zeros(len(empty), dtype=bool)
        found: Flags = empty & self.after[:, at]
        return found if touched is None else found | (empty & touched)


def gaps(survey: StackedSurvey, names: Sequence[str]) -> Gaps:
    """Look where mapped columns are empty.

    Parameters
    ----------
    survey : StackedSurvey
        The raw survey.
    names : sequence of str
        The mapped columns, k of them.
    """
    shape = (len(survey), len(names))
    order = np.full(shape, -1, dtype=np.int32, order="F")
    last = np.full(len(survey), -1, dtype=np.int32)
    filled = np.zeros(shape, dtype=bool, order="F")
    for at, name in enumerate(names):
        order[:, at] = survey.order(name)
        filled[:, at] = survey.filled(name)
        last = np.maximum(last, np.where(filled[:, at], order[:, at], -1))
    present, problems = _present(survey, names, order >= 0, filled)
    return Gaps(
        present=present,
        after=last[:, np.newaxis] > order,
        complete=survey.complete,
        touched=tuple(_touched(survey, name) for name in names),
        problems=problems,
    )


def _touched(survey: StackedSurvey, name: str) -> Flags | None:
    columns = [column for column in survey.places(name) if column is not None]
    question = next((column.question for column in columns if column.part == "option"), None)
    if question is None:
        return None
    beside = {
        column.name
        for export in survey.exports
        for column in export.columns
        if column.question == question and column.part in ("option", "summary", "other")
    }
    found = np.zeros(len(survey), dtype=bool)
    for other in sorted(beside):
        found |= survey.filled(other)
    return found


def _present(
    survey: StackedSurvey, names: Sequence[str], has: Flags, filled: Flags
) -> tuple[Flags, list[Problem]]:
    """Return where a column was asked: not where a version of the form never fills it."""
    present = has.copy(order="F")
    problems: list[Problem] = []
    if len(survey.versions) < 2:  # noqa: PLR2004 - nothing to compare one version with
        return present, problems
    for number, version in enumerate(survey.versions):
        rows = survey.version_of == number
        never = ~filled[rows].any(axis=0) & filled.any(axis=0) & has[rows].any(axis=0)
        for at in np.flatnonzero(never).tolist():
            present[rows, at] = False
            problems.append(_never(survey, names[at], version, rows))
    return present, problems


def _never(survey: StackedSurvey, name: str, version: str, rows: Flags) -> Problem:
    export = survey.exports[int(survey.export_of[rows][0])]
    column = export.column(name)
    return Problem(
        rule="not_in_version",
        severity="warning",
        message=Text(
            f"W wersji formularza {version} ta kolumna jest zawsze pusta, a w innej wersji nie; "
            "przyjęto, że w tej wersji pytania nie zadano.",
            f"In the version {version} of the form this column is always empty, in another it is "
            "not; the question is taken as not asked in that version.",
        ),
        table="answers",
        field="value",
        file=export.file,
        sheet=export.sheet,
        column="" if column is None else column.header,
        letter="" if column is None else column.letter,
    )
