"""All surveys of a study: every ``survey.toml`` that ``study.toml`` names, read and converted.

A survey may come in many files, such as one for each voivodeship; they are one survey. Tables of
respondents, items, options and scales are validated by ``schemas.validate``; answers are right by
construction (typed columns, reasons from the list, keys from the table of respondents, items from
the table of items, numbers held against their limits), and validating 8 million of them again
takes four times as long as converting them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.assemble import SourceColumns
from kooperacja_eval.ingest.corrections import SURVEY_PREFIX, Corrections
from kooperacja_eval.ingest.files import RawFile, take_inventory
from kooperacja_eval.ingest.place import locate
from kooperacja_eval.ingest.surveys.convert import columns_of, convert_stacked
from kooperacja_eval.ingest.surveys.corrections import (
    apply_rules,
    check_surveys,
    columns_of_rules,
    rename,
    rules_of,
)
from kooperacja_eval.ingest.surveys.files import SurveyFiles, read_files
from kooperacja_eval.ingest.surveys.fit import check_fit
from kooperacja_eval.ingest.surveys.linking import same_person
from kooperacja_eval.ingest.surveys.mapping import SurveyMapping, load_mapping
from kooperacja_eval.ingest.surveys.merge import merge_questionnaires
from kooperacja_eval.ingest.surveys.questionnaire import QuestionnaireTables, questionnaire_tables
from kooperacja_eval.ingest.surveys.roster import no_reports, read_rosters
from kooperacja_eval.ingest.surveys.stacked import stack
from kooperacja_eval.ingest.surveys.versions import used_versions
from kooperacja_eval.ingest.surveys.wide import WideSurvey
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import DUPLICATE, validate
from kooperacja_eval.study import RAW_FOLDER, StudyConfig
from kooperacja_eval.text import Text

REQUIRED: Final = "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveysResult:
    """What the surveys of a study gave.

    Attributes
    ----------
    tables : dict of str to pandas.DataFrame
        ``scales``, ``items``, ``options``, ``respondents`` and ``answers``; empty where the study
        has no surveys.
    problems : list of Problem
        Of files, mappings, cells and persons.
    applied : mapping of str to int
        What each rule of ``corrections.toml`` for a survey touched.
    incomplete : frozenset of str
        Surveys, named as rules name them, of which a file could not be read.
    files : tuple of RawFile
        Raw files that were read, definitions among them, by path.
    reports : pandas.DataFrame
        What rosters say, as from ``roster.read_rosters``; ties are made of it when entities and
        memberships are known.
    positions : SourceColumns
        Where columns of respondents stand, for ``locate``.
    """

    tables: dict[str, pd.DataFrame]
    problems: list[Problem]
    applied: Mapping[str, int] = field(default_factory=dict)
    incomplete: frozenset[str] = frozenset()
    files: tuple[RawFile, ...] = ()
    reports: pd.DataFrame = field(default_factory=no_reports)
    positions: SourceColumns = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Converted:
    wide: WideSurvey
    questionnaires: list[QuestionnaireTables]
    reports: pd.DataFrame
    problems: list[Problem]
    touched: Mapping[str, int]


def ingest_surveys(folder: Path, config: StudyConfig, corrections: Corrections) -> SurveysResult:
    """Read, correct and convert the surveys of a study.

    Parameters
    ----------
    folder : Path
        The study folder; its ``data_raw`` is only read.
    config : StudyConfig
        The content of ``study.toml``.
    corrections : tuple of Rule
        All rules of the study; those of surveys are applied.

    Raises
    ------
    ConfigurationError
        Where a mapping is missing or wrong, two surveys have one identifier, a rule names a survey
        or column that does not exist, or a shipped instrument has no such version.
    """
    mappings = [load_mapping(folder / entry.mapping) for entry in config.surveys]
    ids = [mapping.survey.id for mapping in mappings]
    _each_once(ids)
    check_surveys(corrections, ids)
    if not mappings:
        return SurveysResult(tables={}, problems=[])
    inventory = take_inventory(folder / RAW_FOLDER)
    waves = [wave.id for wave in config.waves]
    read = [read_files(inventory, mapping) for mapping in mappings]
    done = [
        _converted(mapping, files, rules_of(corrections, mapping.survey.id), waves)
        for mapping, files in zip(mappings, read, strict=True)
    ]
    tables, problems = _tables(done)
    found = [problem for files in read for problem in files.problems]
    found += [problem for survey in done for problem in survey.problems]
    where = {place: columns for s in done for place, columns in s.wide.positions().items()}
    return SurveysResult(
        tables=tables,
        problems=[*found, *locate(_new(problems, found), where)],
        applied={rule: count for survey in done for rule, count in survey.touched.items()},
        incomplete=_incomplete(mappings, read),
        files=_files(read),
        reports=_concatenated([survey.reports for survey in done]),
        positions=where,
    )


def _each_once(ids: Sequence[str]) -> None:
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        listed = ", ".join(twice)
        raise ConfigurationError(
            Text(
                f"study.toml, surveys: kilka ankiet ma ten sam identyfikator (id): {listed}.",
                f"study.toml, surveys: several surveys have the same identifier (id): {listed}.",
            )
        )


def _converted(
    mapping: SurveyMapping, files: SurveyFiles, rules: Corrections, waves: Sequence[str]
) -> _Converted:
    renamed = rename(files.exports, rules)
    exports = renamed.exports
    problems = check_fit(mapping, exports, files.definition) if exports else []
    # rules wait for their columns: without a single file there are none to look for
    columns = columns_of_rules(rules, exports, mapping) if exports else {}
    needed = [name for names in columns.values() for name in names]
    survey = stack(exports, [*columns_of(exports, mapping), *needed])
    survey, touched = apply_rules(survey, rules, columns) if exports else (survey, {})
    wide, found = convert_stacked(survey, files.definition, mapping, waves=waves)
    reports, unread = read_rosters(survey, wide.respondents, mapping)
    versions = used_versions(mapping, wide.respondents["version"].to_numpy(dtype=object))
    return _Converted(
        wide=wide,
        questionnaires=[questionnaire_tables(mapping, files.definition, v) for v in versions],
        reports=reports,
        problems=[*problems, *found, *unread],
        touched={**renamed.touched, **touched},
    )


def _tables(done: Sequence[_Converted]) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    made = [survey.wide.tables() for survey in done]
    tables, problems = merge_questionnaires(
        [tables for survey in done for tables in survey.questionnaires]
    )
    for name in ("respondents", "answers"):
        tables[name] = _concatenated([entry[name] for entry in made])
    for name in ("scales", "items", "options", "respondents"):
        problems += validate(TABLES[name], tables[name])
    return tables, [*problems, *same_person(tables["respondents"])]


def _concatenated(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def _new(problems: Sequence[Problem], known: Sequence[Problem]) -> list[Problem]:
    """Leave out what is told already: persons twice by ``linking``, lacking values by cell."""
    told = {(p.table, p.file, p.sheet, p.row, p.field) for p in known}
    fields = {(p.table, p.field) for p in known if p.row is None}
    return [
        problem
        for problem in problems
        if not (problem.table == "respondents" and problem.rule == DUPLICATE)
        and not (
            problem.rule == REQUIRED
            and (
                (problem.table, problem.file, problem.sheet, problem.row, problem.field) in told
                or (problem.table, problem.field) in fields
            )
        )
    ]


def _incomplete(mappings: Sequence[SurveyMapping], read: Sequence[SurveyFiles]) -> frozenset[str]:
    return frozenset(
        f"{SURVEY_PREFIX}{mapping.survey.id}"
        for mapping, files in zip(mappings, read, strict=True)
        if files.incomplete
    )


def _files(read: Sequence[SurveyFiles]) -> tuple[RawFile, ...]:
    found = {file.path: file for files in read for file in files.files}
    return tuple(found[path] for path in sorted(found))
