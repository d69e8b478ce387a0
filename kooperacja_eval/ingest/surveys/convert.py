"""From the exports of a survey to respondents and answers.

Every distinct cell of a column is read once. Which columns a file has is known from its header,
never from the place of a cell, so that exports of several versions of a form may differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from kooperacja_eval.ingest.coded import Coded
from kooperacja_eval.ingest.place import locate
from kooperacja_eval.ingest.sheets import SourceColumn
from kooperacja_eval.ingest.surveys.answers import ANSWERED, REASONS, Answer, ItemReader
from kooperacja_eval.ingest.surveys.complaints import Complaint, complaints
from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import SurveyExport
from kooperacja_eval.ingest.surveys.gaps import gaps
from kooperacja_eval.ingest.surveys.linking import same_person
from kooperacja_eval.ingest.surveys.mapping import ItemPart, SurveyMapping
from kooperacja_eval.ingest.surveys.questionnaire import ItemSpec, questionnaire_tables
from kooperacja_eval.ingest.surveys.reasons import complaint
from kooperacja_eval.ingest.surveys.respondents import ATTRIBUTES, needed_columns, respondents
from kooperacja_eval.ingest.surveys.roster_columns import roster_columns
from kooperacja_eval.ingest.surveys.stacked import StackedSurvey, stack
from kooperacja_eval.ingest.surveys.versions import instrument_versions, used_versions
from kooperacja_eval.ingest.surveys.wide import SurveyPlace, WideSurvey
from kooperacja_eval.schemas.problems import Problem

Texts = pd.api.extensions.ExtensionArray
_EMPTY: Final = Answer(reason=REASONS["skipped"])


def convert(
    exports: Sequence[SurveyExport],
    definition: SurveyDefinition | None,
    mapping: SurveyMapping,
    *,
    waves: Sequence[str],
) -> tuple[WideSurvey, list[Problem]]:
    """Return a survey as respondents and answers, and what is wrong with its cells.

    Parameters
    ----------
    exports : sequence of SurveyExport
        Of one survey.
    definition : SurveyDefinition, optional
        What the platform says of the questionnaire.
    mapping : SurveyMapping
        Which column is which item; items that no export has are left out.
    waves : sequence of str
        Waves of ``study.toml``.

    Returns
    -------
    wide : WideSurvey
        Rows of all exports in their order.
    problems : list of Problem
        Cells that could not be read, persons more than once. Whether the mapping fits the files is
        said by ``fit``.

    Raises
    ------
    ConfigurationError
        Where the instrument is shipped, but not in this version, or a scoring key does not fit.

    Notes
    -----
    How a cell is read is said in ``answers``, what an empty one means in ``gaps``, how respondents
    get their names in ``respondents``.
    """
    wide, problems = convert_stacked(
        stack(exports, columns_of(exports, mapping)), definition, mapping, waves=waves
    )
    return wide, [*problems, *locate(same_person(wide.respondents), wide.positions())]


def columns_of(exports: Sequence[SurveyExport], mapping: SurveyMapping) -> list[str]:
    """Return the columns that are looked at: mapped ones, other options, those of rosters."""
    mapped = {part.column for part in mapping.items}
    asked = {
        column.question
        for export in exports
        for column in export.columns
        if column.name in mapped and column.part == "option"
    }
    beside = [
        column.name
        for export in exports
        for column in export.columns
        if column.question in asked and column.part in ("option", "summary", "other")
    ]
    named = [*(part.column for part in mapping.items), *beside, *needed_columns(mapping)]
    return [*named, *roster_columns(exports, mapping)]


def convert_stacked(
    survey: StackedSurvey,
    definition: SurveyDefinition | None,
    mapping: SurveyMapping,
    *,
    waves: Sequence[str],
) -> tuple[WideSurvey, list[Problem]]:
    """Return a survey after corrections as respondents and answers; as ``convert``.

    Persons who stand more than once are not looked for here, because they may be in several
    surveys: ``linking.same_person`` finds them in all surveys together.
    """
    versions, problems = instrument_versions(survey, mapping)
    specs = {
        version: questionnaire_tables(mapping, definition, version).specs()
        for version in used_versions(mapping, versions)
    }
    people, found = respondents(survey, mapping, versions, waves)
    parts = [
        part
        for part in mapping.items
        if part.column in survey.columns and any(part.item in known for known in specs.values())
    ]
    where = gaps(survey, [part.column for part in parts])
    rows = {version: versions == version for version in specs}
    values = np.full((len(survey), len(parts)), np.nan, order="F")
    reasons = np.full((len(survey), len(parts)), ANSWERED, dtype=np.int8, order="F")
    texts: dict[str, Texts] = {}
    for at, part in enumerate(parts):
        known = {version: items.get(part.item) for version, items in specs.items()}
        read = _item(survey, part, _readers(part, known, definition, mapping), rows)
        reasons[:, at] = where.settled(at, read.reasons, asked=read.asked)
        values[:, at] = read.numbers
        zero = where.unticked(at, reasons[:, at], option=read.option)
        values[zero, at] = 0.0
        reasons[zero, at] = ANSWERED
        if read.texts is not None:
            texts[part.item] = read.texts
        problems += read.problems
    wide = WideSurvey(
        survey=mapping.survey.id,
        respondents=people,
        items=tuple(part.item for part in parts),
        values=values,
        reasons=reasons,
        texts=texts,
        places=_places(survey, mapping),
    )
    return wide, [*problems, *found, *where.problems]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """An item as its column gives it; ``asked`` where its version of the instrument has it."""

    numbers: NDArray[np.float64]
    reasons: NDArray[np.int8]
    texts: Texts | None
    asked: NDArray[np.bool_]
    option: bool
    problems: list[Problem]


def _readers(
    part: ItemPart,
    specs: Mapping[str, ItemSpec | None],
    definition: SurveyDefinition | None,
    mapping: SurveyMapping,
) -> dict[ItemReader, list[str]]:
    """Return one reader for all versions that say the same of an item."""
    question = None if definition is None else definition.question(part.column)
    by_spec: dict[ItemSpec, list[str]] = {}
    for version, spec in specs.items():
        if spec is not None:
            by_spec.setdefault(spec, []).append(version)
    return {ItemReader(part, spec, question, mapping): of for spec, of in by_spec.items()}


def _item(
    survey: StackedSurvey,
    part: ItemPart,
    readers: Mapping[ItemReader, list[str]],
    of_version: Mapping[str, NDArray[np.bool_]],
) -> _Column:
    column = survey.columns[part.column]
    values = np.full(len(survey), np.nan)
    reasons = np.full(len(survey), _EMPTY.reason, dtype=np.int8)
    texts: Texts | None = None
    asked = np.zeros(len(survey), dtype=bool)
    problems: list[Problem] = []
    for reader, of in readers.items():
        rows = np.logical_or.reduce([of_version[version] for version in of])
        answers = [reader.read(cell) for cell in column.cells()]
        values[rows] = _rows(np.array([a.value for a in answers]), column, np.nan)[rows]
        found = np.array([a.reason for a in answers], dtype=np.int8)
        reasons[rows] = _rows(found, column, _EMPTY.reason)[rows]
        if reader.spec.kind in ("text", "date", "choice"):
            texts = _texts(answers, column) if texts is None else texts
        asked |= rows
        bad = {c: complaint(a.rule, reader) for c, a in enumerate(answers) if a.rule}
        problems += _told(survey, part, bad, rows)
    option = any(reader.spec.kind == "option" for reader in readers)
    return _Column(
        numbers=values, reasons=reasons, texts=texts, asked=asked, option=option, problems=problems
    )


def _told(
    survey: StackedSurvey, part: ItemPart, bad: dict[int, Complaint], rows: NDArray[np.bool_]
) -> list[Problem]:
    if not bad:
        return []
    there = survey if rows.all() else survey.keep(rows)
    return complaints(there, part.column, bad, table="answers", field="value")


def _rows(found: NDArray[Any], column: Coded, nothing: float) -> NDArray[Any]:
    if column.codes is None:
        return found
    return np.append(found, np.array([nothing], dtype=found.dtype))[column.codes]


def _texts(answers: Sequence[Answer], column: Coded) -> Texts:
    found: Texts = pd.array(pa.array([a.text for a in answers], pa.large_string()), dtype="str")
    if column.codes is None:
        return found
    rows: Texts = found.take(column.codes, allow_fill=True)
    return rows


def _places(survey: StackedSurvey, mapping: SurveyMapping) -> tuple[SurveyPlace, ...]:
    items = {part.item: part.column for part in mapping.items}
    fields: dict[str, str | None] = {
        "respondent_id": mapping.respondent.key,
        "wave": mapping.survey.wave_column,
        **{name: mapping.respondent.columns.get(name) for name in ATTRIBUTES},
    }
    return tuple(
        SurveyPlace(
            file=export.file,
            sheet=export.sheet,
            items=_standing(export, items),
            fields=_standing(export, fields),
        )
        for export in survey.exports
    )


def _standing(export: SurveyExport, names: Mapping[str, str | None]) -> dict[str, SourceColumn]:
    columns = {column.name: column for column in export.columns}
    return {
        name: SourceColumn(columns[of].header, columns[of].letter)
        for name, of in names.items()
        if of in columns
    }
