"""Rules of ``corrections.toml`` on the exports of a survey.

A rule names a survey as ``table = "survey:<id>"`` and its columns by the names of the export or by
their headers. The verbs are those of other tables: ``rename`` works on headers and comes before all
others; the others work on raw cells in the order of the file. Cells are compared as text after
white space is made plain. A row is incomplete where all named columns are empty; rows are
duplicates where all named columns are filled and the same. Raw files stay as they are.
"""

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.characters import clean
from kooperacja_eval.ingest.coded import Coded
from kooperacja_eval.ingest.corrections import (
    SURVEY_PREFIX,
    Correct,
    Corrections,
    DropDuplicate,
    DropIncomplete,
    Recode,
    RenameHeader,
    Rule,
    Scalar,
)
from kooperacja_eval.ingest.files import glob_matches
from kooperacja_eval.ingest.sheets import Cell, cell_text
from kooperacja_eval.ingest.surveys.export import ExportColumn, SurveyExport
from kooperacja_eval.ingest.surveys.mapping import SurveyMapping
from kooperacja_eval.ingest.surveys.stacked import StackedSurvey
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.text import Text

Rows = NDArray[np.bool_]


def rules_of(corrections: Corrections, survey: str) -> Corrections:
    """Return the rules of one survey, in their order."""
    return tuple(rule for rule in corrections if rule.table == f"{SURVEY_PREFIX}{survey}")


def check_surveys(corrections: Corrections, surveys: Sequence[str]) -> None:
    """Refuse rules for a survey that the study has not got.

    Raises
    ------
    ConfigurationError
        With the surveys that there are.
    """
    known = [f"{SURVEY_PREFIX}{survey}" for survey in surveys]
    for rule in corrections:
        if rule.table.startswith(SURVEY_PREFIX) and rule.table not in known:
            listed = ", ".join(known)
            raise ConfigurationError(
                Text(
                    f"corrections.toml [{rule.id}]: nieznana ankieta {rule.table}; "
                    f"dozwolone: {listed or 'brak ankiet w study.toml'}",
                    f"corrections.toml [{rule.id}]: unknown survey {rule.table}; "
                    f"allowed: {listed or 'no surveys in study.toml'}",
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """Exports after the headers were renamed, and how many headers each rule met."""

    exports: tuple[SurveyExport, ...]
    touched: Mapping[str, int]


def rename(exports: Sequence[SurveyExport], rules: Corrections) -> Renamed:
    """Return exports whose columns have the names that rules of ``rename`` give them."""
    touched: Counter[str] = Counter()
    wanted = [rule for rule in rules if isinstance(rule, RenameHeader)]
    return Renamed(
        exports=tuple(_renamed(export, wanted, touched) for export in exports), touched=touched
    )


def _renamed(
    export: SurveyExport, rules: Sequence[RenameHeader], touched: Counter[str]
) -> SurveyExport:
    columns = list(export.columns)
    for rule in rules:
        if not glob_matches(rule.file, export.file):
            continue
        for at, column in enumerate(export.columns):
            if fold(rule.from_) in (fold(column.header), fold(column.name)):
                columns[at] = _named(column, rule.to)
                touched[rule.id] += 1
    return replace(export, columns=tuple(columns))


def _named(column: ExportColumn, name: str) -> ExportColumn:
    question = name if column.part == "answer" else column.question
    return replace(column, name=name, question=question)


def columns_of_rules(
    rules: Corrections, exports: Sequence[SurveyExport], mapping: SurveyMapping
) -> dict[str, tuple[str, ...]]:
    """Return the names of the columns that each rule means, by its identifier.

    Raises
    ------
    ConfigurationError
        Where no export has a column of that name or header; the nearest ones are named.
    """
    return {
        rule.id: tuple(_resolved(rule, name, exports) for name in _asked(rule, mapping))
        for rule in rules
    }


def _asked(rule: Rule, mapping: SurveyMapping) -> tuple[str, ...]:
    match rule:
        case Recode() | Correct():
            return (rule.column,)
        case DropIncomplete():
            return rule.columns
        case DropDuplicate():
            return rule.columns or _identity(rule, mapping)
        case RenameHeader():
            return ()


def _identity(rule: Rule, mapping: SurveyMapping) -> tuple[str, ...]:
    key = mapping.respondent.key
    if key is None:
        raise ConfigurationError(
            Text(
                f"corrections.toml [{rule.id}]: ankieta {mapping.survey.id} nie ma klucza "
                "respondenta (key w survey.toml), więc trzeba podać columns.",
                f"corrections.toml [{rule.id}]: the survey {mapping.survey.id} has no respondent "
                "key (key in survey.toml), so that columns must be given.",
            )
        )
    wave = mapping.survey.wave_column
    return (key,) if wave is None else (key, wave)


def _resolved(rule: Rule, name: str, exports: Sequence[SurveyExport]) -> str:
    columns = [column for export in exports for column in export.columns]
    by_name = {column.name: column.name for column in columns}
    by_words = {fold(column.header): column.name for column in columns}
    by_words |= {fold(column.name): column.name for column in columns}
    found = by_name.get(name) or by_words.get(fold(name))
    if found is not None:
        return found
    near = difflib.get_close_matches(fold(name), by_words, n=3, cutoff=0.5)
    listed = ", ".join(dict.fromkeys(by_words[entry] for entry in near))
    raise ConfigurationError(
        Text(
            f"corrections.toml [{rule.id}]: nieznana kolumna {name}; "
            f"najbliższe: {listed or 'brak podobnych'}",
            f"corrections.toml [{rule.id}]: unknown column {name}; "
            f"nearest: {listed or 'none alike'}",
        )
    )


def apply_rules(
    survey: StackedSurvey, rules: Corrections, columns: Mapping[str, tuple[str, ...]]
) -> tuple[StackedSurvey, dict[str, int]]:
    """Return a survey after the rules, and how many cells or rows each rule touched.

    Parameters
    ----------
    survey : StackedSurvey
        The raw survey, with the columns that rules name.
    rules : tuple of Rule
        Those of the survey; renames have been applied before.
    columns : mapping of str to tuple of str
        From ``columns_of_rules``.
    """
    touched: dict[str, int] = {}
    for rule in rules:
        if not isinstance(rule, RenameHeader):
            survey, touched[rule.id] = _apply(rule, survey, columns[rule.id])
    return survey, touched


def _apply(
    rule: Recode | Correct | DropDuplicate | DropIncomplete,
    survey: StackedSurvey,
    columns: tuple[str, ...],
) -> tuple[StackedSurvey, int]:
    match rule:
        case Recode():
            return _replace(survey, columns[0], rule.from_, rule.to, None)
        case Correct():
            return _replace(survey, columns[0], rule.from_, rule.to, _at(rule, survey))
        case DropDuplicate():
            dropped = _duplicates(rule, survey, columns)
        case DropIncomplete():
            dropped = ~np.logical_or.reduce([survey.filled(name) for name in columns])
    return survey.keep(~dropped), int(dropped.sum())


def _replace(
    survey: StackedSurvey, name: str, old: Scalar | None, new: Scalar, only: Rows | None
) -> tuple[StackedSurvey, int]:
    """Replace the cells that hold ``old`` (any, where None) among the rows of ``only``."""
    column = survey.columns[name]
    cells = column.cells()
    codes = column.positions()
    there = survey.order(name) >= 0
    chosen = there if only is None else only & there
    if old is not None:
        same = [code for code, cell in enumerate(cells) if _compared(cell) == _compared(old)]
        if not _compared(old):
            same.append(-1)
        chosen = chosen & np.isin(codes, same)
    if not chosen.any():
        return survey, 0
    changed = np.where(chosen, np.int32(len(cells)), codes).astype(np.int32)
    return survey.with_column(name, Coded([*cells, new], changed)), int(chosen.sum())


def _compared(cell: Cell | Scalar) -> str:
    return clean(cell_text(cell))


def _at(rule: Correct, survey: StackedSurvey) -> Rows:
    exports = [
        export.file == rule.file and (rule.sheet is None or fold(export.sheet) == fold(rule.sheet))
        for export in survey.exports
    ]
    return np.asarray(np.array(exports, dtype=bool)[survey.export_of] & (survey.rows == rule.row))


def _duplicates(rule: DropDuplicate, survey: StackedSurvey, columns: Sequence[str]) -> Rows:
    frame = pd.DataFrame({name: _words(survey, name) for name in columns})
    complete = np.logical_and.reduce([survey.filled(name) for name in columns])
    # rows that are not complete are set apart, so that they cannot count as the first of others
    repeated = np.zeros(len(survey), dtype=bool)
    repeated[complete] = frame[complete].duplicated(keep=rule.keep).to_numpy(dtype=bool)
    if rule.file is None:
        return repeated
    in_file = np.array([export.file == rule.file for export in survey.exports], dtype=bool)
    return np.asarray(repeated & in_file[survey.export_of])


def _words(survey: StackedSurvey, name: str) -> NDArray[np.object_]:
    column = survey.columns[name]
    words = np.array([*(_compared(cell) for cell in column.cells()), ""], dtype=object)
    return np.asarray(words[column.positions()])
