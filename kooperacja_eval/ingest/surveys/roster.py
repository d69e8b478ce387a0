"""Rosters: what the respondents of a survey say of each partner, cell by cell.

The border: reports as they stand in the files. Who belongs to which team, and which report of a tie
counts, is settled by ``roster_ties`` when entities and memberships are known.
"""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.ingest.characters import clean
from kooperacja_eval.ingest.sheets import cell_text
from kooperacja_eval.ingest.surveys.complaints import complaints
from kooperacja_eval.ingest.surveys.mapping import RosterPart, SurveyMapping
from kooperacja_eval.ingest.surveys.roster_answers import PartnerReader
from kooperacja_eval.ingest.surveys.roster_columns import partner_columns, patterns
from kooperacja_eval.ingest.surveys.stacked import StackedSurvey
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

REPORTS: Final = (
    "pzk_id", "wave", "from_entity", "to_entity", "scale", "level", "trust", "value", "filled",
    "asked", "several", "entity_column", "entity_letter", "column", "letter", "source_file",
    "source_sheet", "source_row",
)  # fmt: skip
"""Columns of reports: those of ``ties``, whether anything stands in the cells, whether the question
was there to be answered, the rule for several reports, and the places of both columns."""
_FIELDS: Final = ("level", "trust", "value")
_FROM_RESPONDENT: Final = ("pzk_id", "wave", "source_file", "source_sheet", "source_row")


def no_reports() -> pd.DataFrame:
    """Return an empty table of reports."""
    return pd.DataFrame({name: pd.Series(dtype=object) for name in REPORTS})


def read_rosters(
    survey: StackedSurvey, respondents: pd.DataFrame, mapping: SurveyMapping
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return what the rosters of a survey say, and what is wrong with their columns and cells.

    Parameters
    ----------
    survey : StackedSurvey
        The raw survey after corrections.
    respondents : pandas.DataFrame
        The table of respondents, row by row of the survey.
    mapping : SurveyMapping
        The mapping.

    Returns
    -------
    reports : pandas.DataFrame
        A row for each respondent and partner of whom any column asks, with columns ``REPORTS``;
        empty cells too, since only memberships tell whether the partner was asked about.
    problems : list of Problem
        Patterns that no column fits, two columns for one level, cells that cannot be read.
    """
    frames, problems = [no_reports()], list[Problem]()
    for part in mapping.roster if survey.exports else ():
        chosen = np.ones(len(survey), dtype=bool)
        if part.wave is not None:
            chosen = (respondents["wave"] == part.wave).fillna(value=False).to_numpy(dtype=bool)
        people = respondents[chosen].reset_index(drop=True)
        found, told = _roster(survey.keep(chosen), people, part, mapping)
        frames += found
        problems += told
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else no_reports(), problems


def _roster(
    survey: StackedSurvey, people: pd.DataFrame, part: RosterPart, mapping: SurveyMapping
) -> tuple[list[pd.DataFrame], list[Problem]]:
    columns = {
        "level": partner_columns(survey.exports, part.level),
        "trust": _together(survey, part.trust),
        "value": _together(survey, part.value),
    }
    problems = [_unfitting(survey, p) for p in patterns(part) if not _fits(survey, p)]
    problems += [
        _two_columns(survey, names) for names in columns["level"].values() if len(names) > 1
    ]
    readers = {name: PartnerReader(part, mapping, level=name == "level") for name in _FIELDS}
    known = people[list(_FROM_RESPONDENT)].astype(object)
    known = known.where(known.notna(), None)
    shared: dict[str, Any] = {name: known[name] for name in _FROM_RESPONDENT}
    shared |= {"from_entity": _entities(survey, part), "scale": part.scale}
    shared |= {"several": part.several, **_place(survey, [part.entity], "entity_")}
    frames = []
    for partner in dict.fromkeys(name for of in columns.values() for name in of):
        told: dict[str, Any] = {"filled": False, "asked": False}
        for name in _FIELDS:
            names = columns[name].get(partner, [])[: 1 if name == "level" else None]
            numbers, filled, asked, found = _read(survey, names, readers[name], name)
            told |= {name: numbers, "filled": told["filled"] | filled}
            told["asked"] = told["asked"] | asked
            problems += found
        first = next(of[partner] for of in columns.values() if partner in of)
        whom = {"to_entity": part.entities.get(partner, partner), **_place(survey, first, "")}
        frames.append(pd.DataFrame({**shared, **told, **whom})[list(REPORTS)])
    return frames, problems


def _together(survey: StackedSurvey, wanted: Sequence[str]) -> dict[str, list[str]]:
    """Return the columns of several patterns by partner."""
    found: dict[str, list[str]] = {}
    for pattern in wanted:
        for partner, names in partner_columns(survey.exports, pattern).items():
            known = found.setdefault(partner, [])
            known += [name for name in names if name not in known]
    return found


def _read(
    survey: StackedSurvey, names: Sequence[str], reader: PartnerReader, field: str
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], list[Problem]]:
    """Return the mean of the numbers of some columns, what was filled and asked, and problems."""
    sums, known = np.zeros(len(survey)), np.zeros(len(survey))
    filled, asked = np.zeros(len(survey), dtype=bool), np.zeros(len(survey), dtype=bool)
    problems: list[Problem] = []
    for name in names:
        column = survey.columns[name]
        said = [reader.read(cell) for cell in column.cells()]
        at = column.positions()
        numbers = np.array([*(one.number for one in said), math.nan])[at]
        there = survey.order(name) >= 0
        filled |= np.array([*(one.filled for one in said), False])[at]
        asked |= np.array([*(one.asked for one in said), True])[at] & there
        sums += np.nan_to_num(numbers)
        known += ~np.isnan(numbers)
        bad = {code: one.complaint for code, one in enumerate(said) if one.complaint}
        problems += complaints(survey, name, bad, table="ties", field=field)
    means = np.divide(sums, known, out=np.full(len(survey), np.nan), where=known > 0)
    return means, filled, asked, problems


def _entities(survey: StackedSurvey, part: RosterPart) -> NDArray[np.object_]:
    """Return the entity of each row, None where its cell is empty."""
    column = survey.columns.get(part.entity)
    found = np.full(len(survey), None, dtype=object)
    if column is None:
        return found
    names = [clean(cell_text(cell)) for cell in column.cells()]
    listed = np.array([*(part.entities.get(name, name) or None for name in names), None], object)
    found[:] = listed[column.positions()]
    return found


def _place(survey: StackedSurvey, names: Sequence[str], prefix: str) -> dict[str, Any]:
    """Return header and letter, in each row's file, of the first of some columns that it has."""
    columns = [
        next((column for name in names if (column := export.column(name))), None)
        for export in survey.exports
    ]
    headers = np.array([column.header if column else "" for column in columns], dtype=object)
    letters = np.array([column.letter if column else "" for column in columns], dtype=object)
    of = survey.export_of
    return {f"{prefix}column": headers[of], f"{prefix}letter": letters[of]}


def _fits(survey: StackedSurvey, pattern: str) -> bool:
    return bool(partner_columns(survey.exports, pattern))


def _unfitting(survey: StackedSurvey, pattern: str) -> Problem:
    message = Text(
        f"Do wzoru „{pattern}” z [[roster]] w survey.toml nie pasuje żadna kolumna. Wzór ma "
        "opisywać całą nazwę albo cały nagłówek kolumny; popraw go albo dodaj kolumny do pliku.",
        f"No column fits the pattern “{pattern}” of [[roster]] in survey.toml. It describes the "
        "whole name or the whole header of a column; mend it or add the columns to the file.",
    )
    export = survey.exports[0]
    return Problem(
        rule="column_missing", severity="error", message=message, table="ties", field="to_entity",
        file=export.file, sheet=export.sheet,
    )  # fmt: skip


def _two_columns(survey: StackedSurvey, names: Sequence[str]) -> Problem:
    listed = ", ".join(names)
    message = Text(
        f"O poziom współpracy z jednym partnerem pyta kilka kolumn: {listed}. Uczyń wzór level w "
        "[[roster]] ściślejszym; wzięto pierwszą.",
        f"Several columns ask for the level of collaboration with one partner: {listed}. Make the "
        "pattern level of [[roster]] stricter; the first was taken.",
    )
    export = next(export for export in survey.exports if export.column(names[1]))
    column = export.column(names[1])
    return Problem(
        rule="partner_twice", severity="error", message=message, table="ties", field="level",
        file=export.file, sheet=export.sheet, column=column.header if column else "",
        letter=column.letter if column else "",
    )  # fmt: skip
