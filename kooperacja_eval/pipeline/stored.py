"""What stands between raw files and reports: ``data_processed/*.parquet`` with ``run.json``.

Next to the tables stands ``indicators.parquet``: every indicator at every level, computed once.
Nothing here has passed disclosure control; the folder does not leave.
"""

import hashlib
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pandas as pd
from pydantic import TypeAdapter
from pydantic import ValidationError as PydanticError

from kooperacja_eval.ingest.files import MANIFEST_FILE
from kooperacja_eval.ingest.manifest import manifest_bytes
from kooperacja_eval.ingest.run import AppliedRule, RawFile
from kooperacja_eval.pipeline.data import CHANGES, Progress, StudyData, read_raw, require_sound
from kooperacja_eval.pipeline.earlier import earlier_values
from kooperacja_eval.pipeline.evidence_stored import frozen_evidence
from kooperacja_eval.pipeline.files import exclusive, in_words, sweep, write_bytes, write_json
from kooperacja_eval.pipeline.parameters import Values, existing_values
from kooperacja_eval.pipeline.state import (
    RUN_FILE,
    code_sha256,
    data_fingerprint,
    raw_inputs,
    read_json,
)
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues
from kooperacja_eval.study import PROCESSED_FOLDER, RAW_FOLDER, StudyConfig

VALUES = "indicators"
"""Name of the stored values of indicators; no table is called so."""


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
    if accept_changes:
        left = tuple(problem for problem in data.problems if problem.rule not in CHANGES)
        data = replace(data, problems=left)
    require_sound(data)
    processed = folder / PROCESSED_FOLDER
    frames = (
        dict(data.tables)
        if data.indicator_values is None
        else {**data.tables, VALUES: data.indicator_values}
    )
    contents = {name: frame.to_parquet(index=False) for name, frame in frames.items()}
    with exclusive(processed):
        for name, content in contents.items():
            write_bytes(processed / f"{name}.parquet", content)
        with in_words(folder / RAW_FOLDER):
            sweep(folder / RAW_FOLDER)
            write_bytes(folder / RAW_FOLDER / MANIFEST_FILE, manifest_bytes(data.files))
        write_json(processed / RUN_FILE, _description(data, contents))


def load(folder: Path, config: StudyConfig, *, progress: Progress | None = None) -> StudyData:
    """Return sound data of a study, from ``data_processed`` where nothing has changed since.

    Raises
    ------
    ValidationError
        Where the raw files have errors.
    """
    current = data_fingerprint(raw_inputs(folder), code_sha256())
    run = read_json(folder / PROCESSED_FOLDER / RUN_FILE)
    kept = _stored(folder, run) if run.get("fingerprint") == current else None
    if kept is not None:
        kept = replace(kept, earlier=earlier_values(folder), frozen=frozen_evidence(folder))
        if kept.indicator_values is not None:
            return kept
    data = read_raw(folder, config, progress=progress) if kept is None else kept
    require_sound(data)
    full = replace(data, indicator_values=data.computed(config))
    store(folder, full)
    return full


def _stored(folder: Path, run: dict[str, object]) -> StudyData | None:
    """Return the run that is stored, None where a table is missing or is not the one written."""
    processed = folder / PROCESSED_FOLDER
    try:
        record = _RECORD.validate_python(run)
    except PydanticError:
        return None
    contents = {name: _content(processed / f"{name}.parquet") for name in record.stored}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    if digests != record.stored:
        return None
    return StudyData(
        tables={
            name: pd.read_parquet(BytesIO(contents[name])).astype(TABLES[name].dtypes())
            for name in TABLES
            if name in contents
        },
        problems=record.problems,
        corrections=record.corrections,
        files=record.files,
        fingerprint=record.fingerprint,
        indicator_values=_values(contents.get(VALUES)),
    )


def _values(content: bytes | None) -> pd.DataFrame | None:
    if content is None:
        return None
    kinds = {name: field.dtype for name, field in IndicatorValues.fields.items()}
    return pd.read_parquet(BytesIO(content)).astype(kinds)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What ``run.json`` holds: a run, with the size and the SHA-256 of each table stored.

    ``parameters`` are the values for which reports can be built, by name of the report.
    """

    fingerprint: str
    tables: dict[str, int]
    stored: dict[str, str]
    parameters: dict[str, tuple[Values, ...]]
    problems: tuple[Problem, ...]
    corrections: tuple[AppliedRule, ...]
    files: tuple[RawFile, ...]


_RECORD = TypeAdapter(_Record)


def _description(data: StudyData, contents: dict[str, bytes]) -> object:
    record = _Record(
        fingerprint=data.fingerprint,
        tables={name: len(frame) for name, frame in data.tables.items()},
        stored={name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
        parameters=existing_values(data.tables),
        problems=data.problems,
        corrections=data.corrections,
        files=data.files,
    )
    return _RECORD.dump_python(record, mode="json")
