"""A problem in the data: what is wrong, where, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from kooperacja_eval.text import Lang, Text

Severity = Literal["error", "warning"]

PROBLEM_COLUMNS = (
    "file", "sheet", "row", "column", "table", "rule", "severity", "message", "value",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem.

    Attributes
    ----------
    rule : str
        Identifier of the broken rule.
    severity : str
        ``error`` stops the run, ``warning`` does not.
    message : Text
        What is wrong and what to do; never a person's value.
    table, field : str
        Table and column of the package, empty where the problem is with a whole file.
    file, sheet : str
        Place, relative to ``data_raw``.
    row : int, optional
        Row counted from 1 as in Excel.
    column : str
        Header in the file, or the letter where it has none.
    letter : str
        Letter of the column in a workbook, for links; empty where unknown.
    value : str, optional
        The cell's content, only where the field's privacy class is open.
    """

    rule: str
    severity: Severity
    message: Text
    table: str = ""
    field: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    letter: str = ""
    value: str | None = None

    @property
    def sort_key(self) -> tuple[str, str, int, str, str, str]:
        """Order of the table of problems: by place, then by rule."""
        return (self.file, self.sheet, self.row or 0, self.letter.rjust(3), self.column, self.rule)


def problems_frame(problems: Iterable[Problem], lang: Lang) -> pd.DataFrame:
    """Return the table of problems in one language, sorted by place.

    Parameters
    ----------
    problems : iterable of Problem
        In any order.
    lang : {"pl", "en"}
        Language of the messages.

    Returns
    -------
    pandas.DataFrame
        Columns ``PROBLEM_COLUMNS``; the same problems always give the same frame.
    """
    ordered = sorted(problems, key=lambda problem: (problem.sort_key, problem.message.pl))
    rows = [
        {
            "file": p.file,
            "sheet": p.sheet,
            "row": p.row,
            "column": p.column or p.field,
            "table": p.table,
            "rule": p.rule,
            "severity": p.severity,
            "message": p.message.in_(lang),
            "value": p.value,
        }
        for p in ordered
    ]
    frame = pd.DataFrame(rows, columns=list(PROBLEM_COLUMNS))
    return frame.astype({"row": "Int64"})
