"""Raw files to stored tables: ``data_processed/*.parquet`` with ``run.json`` and the problems."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pydantic import TypeAdapter

from kooperacja_eval.errors import ValidationError
from kooperacja_eval.ingest.manifest import compare_manifest, read_manifest, write_manifest
from kooperacja_eval.ingest.run import AppliedRule, RawFile, ingest_study, locate
from kooperacja_eval.pipeline.files import exclusive, write_bytes, write_json
from kooperacja_eval.pipeline.state import (
    RUN_FILE,
    code_sha256,
    data_fingerprint,
    raw_inputs,
    read_json,
)
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.rules import check_tables
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import PROCESSED_FOLDER, StudyConfig
from kooperacja_eval.text import Text

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyData:
    """Everything that the raw files of a study gave.

    Attributes
    ----------
    tables : dict of str to pandas.DataFrame
        Validated tables by name.
    problems : tuple of Problem
        Every problem found, sorted by place.
    corrections : tuple of AppliedRule
        The rules applied, with the rows that each touched.
    files : tuple of RawFile
        The raw files used.
    fingerprint : str
        SHA-256 of everything that went in.
    """

    tables: dict[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    corrections: tuple[AppliedRule, ...]
    files: tuple[RawFile, ...]
    fingerprint: str

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a run."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def team_areas(self) -> dict[str, str]:
        """The area of each team, which is public; empty without the table of teams."""
        if "pzk" not in self.tables:
            return {}
        return dict(zip(self.tables["pzk"]["pzk_id"], self.tables["pzk"]["area"], strict=True))


def read_raw(folder: Path, config: StudyConfig, *, progress: Progress | None = None) -> StudyData:
    """Read and check the raw files of a study; nothing is written.

    Returns
    -------
    StudyData
        Tables and every problem at once, those between tables and against the manifest included.
    """
    inputs = raw_inputs(folder)
    result = ingest_study(folder, config, progress=progress)
    targets = config.targets
    limits = (targets.families_per_pzk_min, targets.families_per_pzk_max)
    between = check_tables(result.tables, families_per_pzk=limits)
    changed = compare_manifest(read_manifest(folder), result.files)
    problems = [*result.problems, *locate(between, result.positions), *changed]
    return StudyData(
        tables=result.tables,
        problems=tuple(sorted(problems, key=lambda problem: problem.sort_key)),
        corrections=result.corrections,
        files=result.files,
        fingerprint=data_fingerprint(inputs, code_sha256()),
    )


def store(folder: Path, data: StudyData, *, accept_changes: bool = False) -> None:
    """Write the tables of a study, or nothing at all where the data have errors.

    Parameters
    ----------
    folder : Path
        The study folder.
    data : StudyData
        What ``read_raw`` returned.
    accept_changes : bool
        Whether changed raw files become the new manifest; everything else must still be right.

    Raises
    ------
    ValidationError
        Where there are errors; earlier results are untouched.
    """
    accepted = {"raw_changed", "raw_missing"} if accept_changes else set()
    require_sound(data, but=accepted)
    processed = folder / PROCESSED_FOLDER
    with exclusive(processed):
        for name, frame in data.tables.items():
            write_bytes(processed / f"{name}.parquet", frame.to_parquet(index=False))
        write_manifest(folder, data.files)
        write_json(processed / RUN_FILE, _description(data))


def require_sound(data: StudyData, *, but: set[str] | None = None) -> None:
    """Stop where the data have errors, save for the rules named.

    Raises
    ------
    ValidationError
        With the number of errors and how to see them.
    """
    errors = [problem for problem in data.errors if problem.rule not in (but or set())]
    if errors:
        first = errors[0]
        place = ", ".join(part for part in (first.file, first.sheet, str(first.row or "")) if part)
        raise ValidationError(
            Text(
                f"Dane mają błędy (liczba: {len(errors)}); pierwszy: {place}: {first.message.pl} "
                "Wszystkie pokaże polecenie check, a do Excela zapisze je check --format xlsx.",
                f"The data have errors (number: {len(errors)}); the first: {place}: "
                f"{first.message.en} The command check shows them all, check --format xlsx "
                "writes them to Excel.",
            )
        )


def load(folder: Path, config: StudyConfig, *, progress: Progress | None = None) -> StudyData:
    """Return sound data of a study, from ``data_processed`` where nothing has changed since.

    Raises
    ------
    ValidationError
        Where the raw files have errors.
    """
    current = data_fingerprint(raw_inputs(folder), code_sha256())
    run = read_json(folder / PROCESSED_FOLDER / RUN_FILE)
    if run.get("fingerprint") != current:
        data = read_raw(folder, config, progress=progress)
        store(folder, data)
        return data
    return _stored(folder, run)


def _stored(folder: Path, run: dict[str, object]) -> StudyData:
    processed = folder / PROCESSED_FOLDER
    record = _RECORD.validate_python(run)
    return StudyData(
        tables={
            name: _parquet(processed / f"{name}.parquet", name)
            for name in TABLES
            if name in record.tables
        },
        problems=record.problems,
        corrections=record.corrections,
        files=record.files,
        fingerprint=record.fingerprint,
    )


def _parquet(path: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(path).astype(TABLES[name].dtypes())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What ``run.json`` holds: a run without its tables."""

    fingerprint: str
    tables: dict[str, int]
    problems: tuple[Problem, ...]
    corrections: tuple[AppliedRule, ...]
    files: tuple[RawFile, ...]


_RECORD = TypeAdapter(_Record)


def _description(data: StudyData) -> object:
    record = _Record(
        fingerprint=data.fingerprint,
        tables={name: len(frame) for name, frame in data.tables.items()},
        problems=data.problems,
        corrections=data.corrections,
        files=data.files,
    )
    return _RECORD.dump_python(record, mode="json")
