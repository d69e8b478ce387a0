"""Applies corrections to raw tables and counts what each rule touches.

Rules work on raw cells, one after another in the order of the file, so that a later rule sees
what an earlier one left; ``rename`` works on headers and comes before all others. Cells are
compared as text after white space is made plain; whether rows are duplicates or incomplete is
judged on parsed values.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.errors import ValidationError
from kooperacja_eval.ingest.assemble import RawTable
from kooperacja_eval.ingest.cells import parse_column
from kooperacja_eval.ingest.characters import clean
from kooperacja_eval.ingest.coded import Coded
from kooperacja_eval.ingest.corrections import (
    Correct,
    Corrections,
    DropDuplicate,
    DropIncomplete,
    Recode,
    RenameHeader,
    Rule,
    Scalar,
    resolve,
)
from kooperacja_eval.ingest.sheets import Cell, cell_text
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedRule:
    """A rule of ``corrections.toml`` after it was applied.

    Attributes
    ----------
    id, table, action, reason, decided_by : str
        As in the file.
    date : datetime.date
        When it was decided.
    rows : int
        How many cells (recode, correct), rows (drops) or headers (rename) it touched.
    """

    id: str
    table: str
    action: str
    reason: str
    decided_by: str
    date: dt.date
    rows: int


class Applier:
    """Applies rules table by table and keeps count.

    Parameters
    ----------
    corrections : tuple of Rule
        All rules of the study.
    renamed : mapping of str to int
        How many headers each rename rule met when the files were read.
    """

    def __init__(self, corrections: Corrections, renamed: Mapping[str, int]) -> None:
        self._rules = corrections
        self._touched = {rule.id: renamed.get(rule.id, 0) for rule in corrections}

    def apply(self, raw: RawTable) -> RawTable:
        """Return a table after the rules that name it."""
        for rule in self._rules:
            if rule.table == raw.table.table_name and not isinstance(rule, RenameHeader):
                raw, touched = _apply(rule, raw)
                self._touched[rule.id] = touched
        return raw

    def result(self, incomplete: frozenset[str]) -> tuple[tuple[AppliedRule, ...], list[Problem]]:
        """Return the rules with what they touched.

        Parameters
        ----------
        incomplete : frozenset of str
            Tables of which a file could not be read. Their rules cannot be held to their counts;
            where one differs it is a problem beside that of the file.

        Raises
        ------
        ValidationError
            Where a rule of another table touched another number than it says; all are named.
        """
        wrong = [rule for rule in self._rules if self._touched[rule.id] != rule.rows]
        held = [rule for rule in wrong if rule.table not in incomplete]
        if held:
            raise ValidationError(_mismatch([self._difference(rule) for rule in held]))
        problems = [
            Problem(
                rule="correction_count",
                severity="error",
                message=_mismatch([self._difference(rule)]),
                table=rule.table,
            )
            for rule in wrong
        ]
        return tuple(self._applied(rule) for rule in self._rules), problems

    def _applied(self, rule: Rule) -> AppliedRule:
        return AppliedRule(
            id=rule.id,
            table=rule.table,
            action=rule.action,
            reason=rule.reason,
            decided_by=rule.decided_by,
            date=rule.date,
            rows=self._touched[rule.id],
        )

    def _difference(self, rule: Rule) -> Text:
        found = self._touched[rule.id]
        return Text(
            f"reguła {rule.id} ({rule.action}, tabela {rule.table}): oczekiwano {rule.rows}, "
            f"znaleziono {found}",
            f"rule {rule.id} ({rule.action}, table {rule.table}): expected {rule.rows}, "
            f"found {found}",
        )


def _mismatch(differences: list[Text]) -> Text:
    return Text(
        "Reguły z corrections.toml objęły inną liczbę wierszy, niż zapisano (rows): "
        f"{'; '.join(d.pl for d in differences)}. Sprawdź dane i reguły.",
        "Rules of corrections.toml touched another number of rows than they say (rows): "
        f"{'; '.join(d.en for d in differences)}. Check the data and the rules.",
    )


def _apply(rule: Rule, raw: RawTable) -> tuple[RawTable, int]:
    match rule:
        case Recode():
            return _replace(raw, _name(rule.table, rule.column), rule.from_, rule.to, None)
        case Correct():
            name = _name(rule.table, rule.column)
            return _replace(raw, name, rule.from_, rule.to, _at(rule, raw, name))
        case DropDuplicate():
            return _drop(raw, _duplicates(rule, raw))
        case DropIncomplete():
            return _drop(raw, _incomplete(rule, raw))
        case RenameHeader():
            return raw, 0


def _name(table: str, column: str) -> str:
    return resolve(TABLES[table], column) or column


def _replace(
    raw: RawTable,
    name: str,
    old: Scalar | None,
    new: Scalar,
    only: NDArray[np.bool_] | None,
) -> tuple[RawTable, int]:
    """Replace the cells that hold ``old`` (any, where None) among the rows of ``only``."""
    column = raw.columns[name]
    cells = column.cells()
    codes = column.positions()
    chosen = codes >= 0 if only is None else only & (codes >= 0)
    if old is not None:
        same = [code for code, cell in enumerate(cells) if _compared(cell) == _compared(old)]
        chosen = chosen & np.isin(codes, same)
    if not chosen.any():
        return raw, 0
    places = np.column_stack([raw.sheet_of[chosen], raw.cell_rows(name)[chosen]])
    changed = np.where(chosen, np.int32(len(cells)), codes)
    return raw.with_column(name, Coded([*cells, new], changed)), len(np.unique(places, axis=0))


def _compared(cell: Cell | Scalar) -> str:
    return clean(cell_text(cell))


def _at(rule: Correct, raw: RawTable, name: str) -> NDArray[np.bool_]:
    sheets = [
        sheet.file == rule.file and (rule.sheet is None or fold(sheet.sheet) == fold(rule.sheet))
        for sheet in raw.sheets
    ]
    in_sheet = np.array(sheets, dtype=bool)[raw.sheet_of]
    return np.asarray(in_sheet & (raw.cell_rows(name) == rule.row))


def _drop(raw: RawTable, dropped: NDArray[np.bool_]) -> tuple[RawTable, int]:
    return raw.keep(~dropped), int(dropped.sum())


def _duplicates(rule: DropDuplicate, raw: RawTable) -> NDArray[np.bool_]:
    names = [_name(rule.table, column) for column in rule.columns or raw.table.keys()]
    frame = pd.DataFrame(
        {n: parse_column(raw.table.fields[n], raw.columns[n]).cells for n in names}
    )
    complete = frame.notna().all(axis=1).to_numpy(dtype=bool) & ~raw.totals()
    repeated = frame.duplicated(keep=rule.keep).to_numpy(dtype=bool) & complete
    if rule.file is None:
        return repeated
    in_file = np.array([sheet.file == rule.file for sheet in raw.sheets], dtype=bool)
    return np.asarray(repeated & in_file[raw.sheet_of])


def _incomplete(rule: DropIncomplete, raw: RawTable) -> NDArray[np.bool_]:
    """Return the rows in which every named column is missing, not merely unreadable."""
    missing = np.ones(len(raw.rows), dtype=bool)
    for name in (_name(rule.table, column) for column in rule.columns):
        parsed = parse_column(raw.table.fields[name], raw.columns[name])
        unread = np.isin(raw.columns[name].positions(), list(parsed.bad))
        missing &= pd.isna(parsed.cells) & ~unread
    return missing
