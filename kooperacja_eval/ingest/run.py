"""``ingest_study``: the raw files of a study to validated tables, with every problem in its place.

Raw files are only read. The same files, configuration and corrections always give the same
tables and the same problems.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.apply import AppliedRule, Applier
from kooperacja_eval.ingest.assemble import RawTable, SourceColumns, positions, stack
from kooperacja_eval.ingest.build import build, build_returning
from kooperacja_eval.ingest.corrections import Corrections, load_corrections
from kooperacja_eval.ingest.fgi.run import ingest_focus_groups
from kooperacja_eval.ingest.files import RawFile
from kooperacja_eval.ingest.forms.check import check_forms
from kooperacja_eval.ingest.forms.history import FIXED, no_reports, settle
from kooperacja_eval.ingest.forms.model import FormsGathered
from kooperacja_eval.ingest.forms.read import gather_forms
from kooperacja_eval.ingest.gather import Gathered, gather
from kooperacja_eval.ingest.place import locate
from kooperacja_eval.ingest.surveys.roster_ties import roster_ties
from kooperacja_eval.ingest.surveys.run import SurveysResult, ingest_surveys
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import validate
from kooperacja_eval.study import RAW_FOLDER, StudyConfig
from kooperacja_eval.text import Text

__all__ = ["STAGES", "AppliedRule", "IngestResult", "RawFile", "ingest_study", "locate"]

Progress = Callable[[str, int, int], None]

STAGES: Final = {
    "read": Text("Odczyt plików", "Reading files"),
    "check": Text("Sprawdzanie tabel", "Checking tables"),
}
"""Stages that ``progress`` is called with, and their names for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestResult:
    """Everything that ingest found.

    Attributes
    ----------
    tables : dict of str to pandas.DataFrame
        Every table that forms, sources, surveys or focus groups fill, in the order of ``TABLES``.
        Rows of forms come first, by path; then those of sources in their order, files by path, and
        rows of the file; those of surveys and focus groups come last. Services and goals have one
        row for each identifier (``forms.history``). A table of which forms have not a single row
        is left out where nothing else fills it.
    problems : tuple of Problem
        Of files, cells and single tables, sorted by place.
    corrections : tuple of AppliedRule
        Rules of ``corrections.toml`` in their order, with the number of cells or rows touched.
    files : tuple of RawFile
        Raw files that were read, by path.
    positions : SourceColumns
        Where columns stand, for ``locate``.
    reported : pandas.DataFrame
        Columns ``forms.history.REPORTED``: how many monthly forms told of a service or goal, and
        the first and last of their months.
    """

    tables: dict[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    corrections: tuple[AppliedRule, ...]
    files: tuple[RawFile, ...]
    positions: SourceColumns
    reported: pd.DataFrame = field(default_factory=no_reports)


def ingest_study(
    folder: Path, config: StudyConfig, *, progress: Progress | None = None
) -> IngestResult:
    """Read, correct, parse and validate the raw files of a study, surveys and focus groups too.

    Parameters
    ----------
    folder : Path
        The study folder; its ``data_raw`` is only read.
    config : StudyConfig
        The content of ``study.toml``.
    progress : callable, optional
        Called with the stage (a key of ``STAGES``), how many are done, and how many there are.

    Returns
    -------
    IngestResult
        Tables hold what could be parsed; whether errors stop the run is for the caller to say.

    Raises
    ------
    ConfigurationError
        Where ``study.toml`` names a table that does not exist, or ``corrections.toml`` or the
        mapping of a survey or of focus groups is wrong.
    ValidationError
        Where a correction touches another number of cells or rows than it says.
    """
    report = progress or _silent
    _check_sources(config)
    corrections = load_corrections(folder)
    forms = gather_forms(
        folder / RAW_FOLDER, config.forms, config.study, corrections, partial(report, "read")
    )
    before = len(forms.files)
    gathered = gather(
        folder / RAW_FOLDER,
        config.sources,
        corrections,
        lambda done, all_: report("read", before + done, before + all_),
    )
    surveys = ingest_surveys(folder, config, corrections)
    groups = ingest_focus_groups(folder, config)
    raws, applied, unmet = _corrected(forms, gathered, surveys, corrections)
    tables, problems, reported = _built(raws, forms, report)
    problems += check_forms(forms, tables, config.study.period)
    tables, doubled = _joined(tables, surveys.tables)
    tables, doubled_too = _joined(tables, groups.tables)
    ties, told = roster_ties(surveys.reports, tables)
    tables, doubled_ties = _joined(tables, ties)
    doubled += [*doubled_too, *told, *doubled_ties]
    where = {**positions(raws.values()), **surveys.positions}
    everything = locate([*forms.problems, *gathered.problems, *unmet, *problems, *doubled], where)
    everything = list(dict.fromkeys([*everything, *surveys.problems, *groups.problems]))
    read = (*forms.files, *gathered.files, *surveys.files, *groups.files)
    files = {file.path: file for file in read}
    return IngestResult(
        tables=tables,
        problems=tuple(sorted(everything, key=lambda p: (p.sort_key, p.table, p.message.pl))),
        corrections=applied,
        files=tuple(files[path] for path in sorted(files)),
        positions=where,
        reported=reported,
    )


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def _check_sources(config: StudyConfig) -> None:
    unknown = sorted({source.table for source in config.sources} - set(TABLES))
    if unknown:
        raise ConfigurationError(
            Text(
                f"study.toml, sources: nieznana tabela {', '.join(unknown)}; "
                f"dozwolone: {', '.join(TABLES)}.",
                f"study.toml, sources: unknown table {', '.join(unknown)}; "
                f"allowed: {', '.join(TABLES)}.",
            )
        )


def _joined(
    tables: dict[str, pd.DataFrame], more: Mapping[str, pd.DataFrame]
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Return all tables in their order; keys that both bring are problems."""
    found = {**tables, **more}
    problems: list[Problem] = []
    for name in tables.keys() & more.keys():
        found[name] = pd.concat([tables[name], more[name]], ignore_index=True)
        if name != "answers":
            known = {*validate(TABLES[name], tables[name]), *validate(TABLES[name], more[name])}
            problems += [p for p in validate(TABLES[name], found[name]) if p not in known]
    return {name: found[name] for name in TABLES if name in found}, problems


def _corrected(
    forms: FormsGathered, gathered: Gathered, surveys: SurveysResult, corrections: Corrections
) -> tuple[dict[str, RawTable], tuple[AppliedRule, ...], list[Problem]]:
    sheets = {
        name: [*forms.sheets.get(name, ()), *gathered.sheets.get(name, ())]
        for name in TABLES
        if name in forms.sheets or name in gathered.sheets
    }
    raws = {name: stack(TABLES[name], found) for name, found in sheets.items()}
    renamed = Counter(forms.renamed) + Counter(gathered.renamed)
    applier = Applier(corrections, {**renamed, **surveys.applied})
    corrected = {name: applier.apply(raw) for name, raw in raws.items()}
    incomplete = forms.incomplete | gathered.incomplete | surveys.incomplete
    return corrected, *applier.result(incomplete)


def _built(
    raws: dict[str, RawTable], forms: FormsGathered, report: Progress
) -> tuple[dict[str, pd.DataFrame], list[Problem], pd.DataFrame]:
    """Return tables, problems, and how often services and goals were reported."""
    tables: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    counts: list[pd.DataFrame] = []
    report("check", 0, len(raws))
    for done, (name, raw) in enumerate(raws.items(), start=1):
        if name in FIXED and name in forms.sheets:
            settled, found = build_returning(
                raw, partial(settle, TABLES[name], months=forms.months)
            )
            tables[name] = settled.frame
            counts.append(settled.reported)
        else:
            tables[name], found = build(raw)
        problems += found
        report("check", done, len(raws))
    return tables, problems, pd.concat(counts, ignore_index=True) if counts else no_reports()
