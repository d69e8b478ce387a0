"""A problem in the data: what is wrong, where, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import SOURCE_FIELDS, Table
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


def problems_at(
    table: type[Table],
    rows: pd.DataFrame,
    column: str,
    rule: str,
    message: Text,
    *,
    severity: Severity = "error",
) -> list[Problem]:
    """Return the same problem for each of some rows of a table.

    Parameters
    ----------
    table : type of Table
        The description of the table.
    rows : pandas.DataFrame
        The rows that break the rule, with the columns of ``SOURCE_FIELDS``.
    column : str
        The column that the problem is with.
    rule, message, severity
        As in ``Problem``.

    Returns
    -------
    list of Problem
        In the order of the rows; with the value only where the privacy class of the column is
        open, a day in ISO 8601.
    """
    places = zip(
        (_words(name) for name in rows["source_file"]),
        (_words(name) for name in rows["source_sheet"]),
        (None if pd.isna(number) else int(number) for number in rows["source_row"]),
        _shown({**table.fields, **SOURCE_FIELDS}[column], rows[column]),
        strict=True,
    )
    return [
        Problem(
            rule=rule,
            severity=severity,
            message=message,
            table=table.table_name,
            field=column,
            file=file,
            sheet=sheet,
            row=row,
            value=value,
        )
        for file, sheet, row, value in places
    ]


def _words(name: object) -> str:
    return name if isinstance(name, str) else ""


def _shown(field: Field, values: "pd.Series[Any]") -> list[str | None]:
    if field.privacy != "open":
        return [None] * len(values)
    days = field.kind in ("date", "month")
    texts = values.dt.strftime("%Y-%m-%d") if days else values.astype("str")
    return [text if there else None for text, there in zip(texts, values.notna(), strict=True)]


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
        Columns ``PROBLEM_COLUMNS``, texts but for the row (``Int64``); the same problems always
        give the same frame.
    """
    ordered = sorted(problems, key=_whole_key)
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
    return frame.astype({name: "Int64" if name == "row" else "str" for name in PROBLEM_COLUMNS})


def _whole_key(problem: Problem) -> tuple[object, ...]:
    """Return the sort key and whatever else tells two problems apart."""
    return (
        problem.sort_key,
        problem.message.pl,
        problem.table,
        problem.field,
        problem.severity,
        problem.message.en,
        problem.value is not None,
        problem.value or "",
    )
