"""From a raw table to a typed frame with everything that is wrong in it."""

from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.ingest.assemble import RawTable
from kooperacja_eval.ingest.cells import Parsed, parse_column
from kooperacja_eval.ingest.characters import FAULTS
from kooperacja_eval.ingest.coded import Coded
from kooperacja_eval.ingest.forms.history import Settled
from kooperacja_eval.ingest.sheets import cell_text
from kooperacja_eval.ingest.threads import each
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.problems import Problem, Severity
from kooperacja_eval.schemas.validate import DUPLICATE, validate
from kooperacja_eval.text import Text

REQUIRED: Final = "required"

Settle = Callable[[pd.DataFrame], Settled]


def build(raw: RawTable) -> tuple[pd.DataFrame, list[Problem]]:
    """Parse and validate a raw table.

    Parameters
    ----------
    raw : RawTable
        The table after corrections.

    Returns
    -------
    frame : pandas.DataFrame
        Columns and types of the table; what could not be parsed is missing.
    problems : list of Problem
        Cells that could not be parsed or look wrong, and what validation found. A required value
        is not reported as missing where its cell or its column is reported already. Places have
        file, sheet and row; header and letter are filled in by ``place.locate``.
    """
    raw, frame, problems = _parsed(raw)
    return frame, problems + _found(raw, frame, problems)


def build_returning(raw: RawTable, settle: Settle) -> tuple[Settled, list[Problem]]:
    """Parse and validate a raw table whose rows come back month after month.

    Parameters
    ----------
    raw : RawTable
        The table after corrections.
    settle : callable
        Makes one row of those that tell of the same thing.

    Returns
    -------
    settled : Settled
        The frame with one row for each identifier, and how often each was told of.
    problems : list of Problem
        As ``build`` gives them, of every row; an identifier that comes back in another month is
        no duplicate key.
    """
    raw, frame, problems = _parsed(raw)
    settled = settle(frame)
    found = [
        problem
        for problem in _found(raw, frame, problems)
        if not (problem.rule == DUPLICATE and _spot(problem) in settled.linked)
    ]
    return settled, [*problems, *found, *settled.problems]


def _parsed(raw: RawTable) -> tuple[RawTable, pd.DataFrame, list[Problem]]:
    """Return the table without rows of totals, its frame, and what is wrong with its cells."""
    raw, problems = _without_totals(raw)
    columns = {}
    fields = list(raw.table.fields.values())
    done = each(lambda f: parse_column(f, raw.columns[f.name]), fields, rows=len(raw.rows))
    for field, parsed in zip(fields, done, strict=True):
        columns[field.name] = parsed.cells
        problems += _cell_problems(raw, field, parsed)
    return raw, pd.DataFrame({**columns, **raw.source_columns()}, copy=False), problems


def _found(raw: RawTable, frame: pd.DataFrame, problems: list[Problem]) -> list[Problem]:
    """Return what validation finds and cells did not tell."""
    known = {(p.file, p.sheet, p.row, p.field) for p in problems}
    absent = {(s.file, s.sheet, name) for s in raw.sheets for name in s.reported}
    return [
        problem
        for problem in validate(raw.table, frame)
        if problem.rule != REQUIRED
        or (
            (problem.file, problem.sheet, problem.row, problem.field) not in known
            and (problem.file, problem.sheet, problem.field) not in absent
        )
    ]


def _spot(problem: Problem) -> tuple[str, str, int]:
    return problem.file, problem.sheet, problem.row or 0


def _without_totals(raw: RawTable) -> tuple[RawTable, list[Problem]]:
    totals = raw.totals()
    problems = [
        Problem(
            rule="total_row",
            severity="warning",
            message=Text(
                "Wiersz podsumowania został pominięty. Jeśli to dane, uzupełnij klucz wiersza.",
                "A row of totals was left out. If it is data, fill in the key of the row.",
            ),
            table=raw.table.table_name,
            file=raw.sheets[raw.sheet_of[index]].file,
            sheet=raw.sheets[raw.sheet_of[index]].sheet,
            row=int(raw.rows[index]),
        )
        for index in np.flatnonzero(totals)
    ]
    return (raw.keep(~totals) if problems else raw), problems


def _cell_problems(raw: RawTable, field: Field, parsed: Parsed) -> list[Problem]:
    strict = field.key or bool(field.references)
    reasons: dict[int, tuple[str, Severity, Text]] = {
        code: (bad.rule, "error", bad.message) for code, bad in parsed.bad.items()
    }
    reasons |= {
        code: (fault, "error" if strict else "warning", FAULTS[fault])
        for code, fault in parsed.suspicious.items()
    }
    if not reasons:
        return []
    column = raw.columns[field.name]
    shown = column.cells() if field.privacy == "open" else None
    problems = []
    for row, code in _occurrences(column, reasons):
        rule, severity, message = reasons[code]
        sheet = raw.sheets[raw.sheet_of[row]]
        problems.append(
            Problem(
                rule=rule,
                severity=severity,
                message=message,
                table=raw.table.table_name,
                field=field.name,
                file=sheet.file,
                sheet=sheet.sheet,
                row=int(raw.rows[row]),
                value=None if shown is None else cell_text(shown[code]),
            )
        )
    return problems


def _occurrences(
    column: Coded, reasons: dict[int, tuple[str, Severity, Text]]
) -> list[tuple[int, int]]:
    """Return row and code of every cell that has a reason."""
    codes: NDArray[np.int32] = column.positions()
    rows = np.flatnonzero(np.isin(codes, list(reasons)))
    return list(zip(rows.tolist(), codes[rows].tolist(), strict=True))
