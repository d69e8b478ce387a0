"""Raw files to checked tables in memory, with every problem; ``stored`` keeps them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from kooperacja_eval.errors import ValidationError
from kooperacja_eval.evidence.conclusions_rules import check_conclusions
from kooperacja_eval.indicators.compute import compute_all
from kooperacja_eval.ingest.manifest import compare_manifest, read_manifest
from kooperacja_eval.ingest.run import AppliedRule, RawFile, ingest_study, locate
from kooperacja_eval.pipeline.earlier import earlier_values
from kooperacja_eval.pipeline.evidence_stored import frozen_evidence
from kooperacja_eval.pipeline.state import code_sha256, data_fingerprint, raw_inputs
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.rules import check_tables
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Text, same

Progress = Callable[[str, int, int], None]

CHANGES = frozenset({"raw_changed", "raw_missing"})
"""Rules of ``ingest.manifest``: what ``--accept-changes`` accepts."""
_NOTHING = same("")
_ACCEPT = Text(
    " Zmianę plików surowych przyjmuje polecenie ingest --accept-changes.",
    " The command ingest --accept-changes accepts changed raw files.",
)
_NO_SOURCES = Problem(
    rule="no_sources",
    severity="error",
    message=Text(
        "study.toml nie mówi, które pliki wczytać. Włóż pliki do data_raw i dopisz do study.toml "
        "[[sources]] dla każdej tabeli; wzór jest na końcu pliku utworzonego poleceniem init.",
        "study.toml does not say which files to read. Put files into data_raw and add [[sources]] "
        "for each table to study.toml; the end of the file that init makes shows how.",
    ),
)


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
    indicator_values : pandas.DataFrame, optional
        Every indicator at every level, before disclosure control; where they were computed.
    earlier : pandas.DataFrame, optional
        Values of the earlier edition; None where none was frozen.
    frozen : pandas.DataFrame, optional
        Values that recommendations rested on when they were frozen; None where none were.
    """

    tables: dict[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    corrections: tuple[AppliedRule, ...]
    files: tuple[RawFile, ...]
    fingerprint: str
    indicator_values: pd.DataFrame | None = None
    earlier: pd.DataFrame | None = None
    frozen: pd.DataFrame | None = None

    def computed(self, config: StudyConfig) -> pd.DataFrame:
        """Return the values of every indicator; computed now where they are not at hand."""
        return (
            compute_all(self.tables, config)
            if self.indicator_values is None
            else self.indicator_values
        )

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
    scale = (config.diagnosis.low, config.diagnosis.high) if config.diagnosis else None
    between = check_tables(result.tables, families_per_pzk=limits, diagnosis=scale)
    between += check_conclusions(result.tables, config)
    changed = compare_manifest(read_manifest(folder), result.files)
    problems = [*result.problems, *locate(between, result.positions), *changed]
    if not (config.sources or config.forms or config.surveys or config.focus_groups):
        problems.append(_NO_SOURCES)
    return StudyData(
        tables=result.tables,
        problems=tuple(sorted(problems, key=lambda problem: problem.sort_key)),
        corrections=result.corrections,
        files=result.files,
        fingerprint=data_fingerprint(inputs, code_sha256()),
        earlier=earlier_values(folder),
        frozen=frozen_evidence(folder),
    )


def require_sound(data: StudyData) -> None:
    """Stop where the data have errors.

    Raises
    ------
    ValidationError
        With the number of errors and how to see them.
    """
    errors = data.errors
    if errors:
        # a file that is not found may lie in a folder that cannot be opened: the cause goes first
        first = min(errors, key=lambda problem: not problem.file)
        place, message = _place(first), first.message
        accept = _ACCEPT if any(problem.rule in CHANGES for problem in errors) else _NOTHING
        raise ValidationError(
            Text(
                f"Dane mają błędy (liczba: {len(errors)}); pierwszy: {place.pl}{message.pl} "
                "Wszystkie pokaże polecenie check, a do Excela zapisze je check --format xlsx."
                f"{accept.pl}",
                f"The data have errors (number: {len(errors)}); the first: {place.en}{message.en} "
                f"The command check shows them all, check --format xlsx writes them to Excel."
                f"{accept.en}",
            )
        )


def _place(problem: Problem) -> Text:
    """Return where a problem is, ready to stand before its message."""
    parts = [same(part) for part in (problem.file, problem.sheet) if part]
    if problem.row is not None:
        parts.append(Text(f"wiersz {problem.row}", f"row {problem.row}"))
    if problem.column:
        parts.append(Text(f"kolumna „{problem.column}”", f"column “{problem.column}”"))
    if not parts:
        return _NOTHING
    return Text(
        ", ".join(part.pl for part in parts) + ": ", ", ".join(part.en for part in parts) + ": "
    )
