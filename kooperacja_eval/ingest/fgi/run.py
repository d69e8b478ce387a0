"""All focus groups of a study: every ``fgi.toml`` that ``study.toml`` names, read and converted."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

import pandas as pd

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.encoding import EncodingError, decode
from kooperacja_eval.ingest.fgi.codebook import StudyCodebook, load_codebook
from kooperacja_eval.ingest.fgi.convert import GroupFiles, convert_groups, stacked_codes
from kooperacja_eval.ingest.fgi.mapping import FgiMapping, load_fgi_mapping
from kooperacja_eval.ingest.fgi.project import QualProject
from kooperacja_eval.ingest.fgi.refusals import at_row
from kooperacja_eval.ingest.fgi.segment_table import plain_breaks
from kooperacja_eval.ingest.fgi.tool_recognise import read_project
from kooperacja_eval.ingest.files import Inventory, RawFile, describe, take_inventory
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import validate
from kooperacja_eval.study import RAW_FOLDER, StudyConfig
from kooperacja_eval.text import Text

MOST: Final = 100
"""Problems of one rule in one file that are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusGroupsResult:
    """What the focus groups of a study gave.

    Attributes
    ----------
    tables : dict of str to pandas.DataFrame
        ``fgi_documents``, ``codes`` and ``codings``; empty where the study has no focus groups.
    problems : list of Problem
        Of files, mappings, documents, codes and stretches.
    files : tuple of RawFile
        Raw files that were read.
    """

    tables: dict[str, pd.DataFrame]
    problems: list[Problem]
    files: tuple[RawFile, ...] = ()


@dataclass(slots=True)
class _Pile:
    """What has been read so far."""

    problems: list[Problem] = field(default_factory=list)
    files: dict[str, RawFile] = field(default_factory=dict)

    def refuse(self, rule: str, message: Text, name: str = "") -> None:
        self.problems.append(at_row(name, None, rule, message))


def ingest_focus_groups(folder: Path, config: StudyConfig) -> FocusGroupsResult:
    """Read and convert the coded transcripts of a study.

    Parameters
    ----------
    folder : Path
        The study folder; its ``data_raw`` is only read.
    config : StudyConfig
        The content of ``study.toml``.

    Raises
    ------
    ConfigurationError
        Where a mapping or a codebook is missing or wrong, or two mappings have one identifier.
    """
    mappings = [load_fgi_mapping(folder / entry.mapping) for entry in config.focus_groups]
    _each_once([mapping.project.id for mapping in mappings])
    if not mappings:
        return FocusGroupsResult(tables={}, problems=[])
    inventory = take_inventory(folder / RAW_FOLDER)
    waves = [wave.id for wave in config.waves]
    pile = _Pile()
    books: dict[str, StudyCodebook] = {}
    parts: list[GroupFiles] = []
    for mapping in mappings:
        name = mapping.project.codebook
        books.setdefault(name, load_codebook(folder / name))
        projects = tuple(_read(inventory, mapping, pile))
        if projects:
            texts = _transcripts(inventory, mapping, pile)
            part = GroupFiles(
                projects=projects, mapping=mapping, codebook=books[name], transcripts=texts
            )
            parts.append(part)
    made = convert_groups(parts, waves=waves)
    tables = made.tables if parts else {}
    tables = {**tables, "codes": stacked_codes(books.values())}
    problems = [p for name, frame in tables.items() for p in validate(TABLES[name], frame)]
    found = [*pile.problems, *made.problems, *problems]
    return FocusGroupsResult(
        tables=tables, problems=limited(found), files=tuple(pile.files.values())
    )


def limited(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems, at most ``MOST`` of one rule in one file, and how many more there are."""
    counts: dict[tuple[str, str], int] = {}
    kept: list[Problem] = []
    last: dict[tuple[str, str], Problem] = {}
    for problem in dict.fromkeys(problems):
        key = (problem.file, problem.rule)
        counts[key] = counts.get(key, 0) + 1
        last[key] = problem
        if counts[key] <= MOST:
            kept.append(problem)
    for key, count in counts.items():
        if count > MOST:
            message = Text(
                f"Takich problemów w tym pliku jest razem {count}; dalszych nie wymieniono: "
                f"{count - MOST}.",
                f"Problems of this kind in this file: {count}; not listed one by one: "
                f"{count - MOST}.",
            )
            kept.append(replace(last[key], message=message, row=None))
    return kept


def _each_once(ids: Sequence[str]) -> None:
    twice = ", ".join(sorted({name for name in ids if ids.count(name) > 1}))
    if twice:
        raise ConfigurationError(
            Text(
                f"study.toml, focus_groups: kilka plików ma ten sam identyfikator (id): {twice}.",
                f"study.toml, focus_groups: several files have the same identifier (id): {twice}.",
            )
        )


def _read(inventory: Inventory, mapping: FgiMapping, pile: _Pile) -> list[QualProject]:
    part = mapping.project
    _check_inside(part.id, "files", part.files)
    names = inventory.matching(part.files)
    if not names:
        pile.refuse("no_file", _no_file(part.id, part.files))
    projects = []
    for name in names:
        data = _bytes(inventory, name, pile)
        if data is None:
            continue
        file = SurveyFile(
            name=name, data=data, sheet=part.sheet, encoding=part.encoding,
            delimiter=part.delimiter,
        )  # fmt: skip
        try:
            projects.append(read_project(file, part.tool))
        except RefusedFileError as error:
            pile.refuse(error.rule, error.message, name)
    return projects


def _transcripts(inventory: Inventory, mapping: FgiMapping, pile: _Pile) -> dict[str, str]:
    """Return texts by name of the file, with and without its ending."""
    part = mapping.project
    if part.transcripts is None:
        return {}
    _check_inside(part.id, "transcripts", part.transcripts)
    found: dict[str, str] = {}
    for name in inventory.matching(part.transcripts):
        data = _bytes(inventory, name, pile)
        if data is None:
            continue
        try:
            text = plain_breaks(decode(data, part.encoding).text())
        except EncodingError as error:
            pile.refuse(error.rule, error.text, name)
            continue
        path = PurePosixPath(name)
        found |= {path.name: text, path.stem: text}
    return found


def _bytes(inventory: Inventory, name: str, pile: _Pile) -> bytes | None:
    try:
        data = inventory.files[name].read_bytes()
    except OSError:
        pile.refuse("no_access", _NO_ACCESS, name)
        return None
    pile.files[name] = describe(name, data)
    return data


def _check_inside(project: str, key: str, value: str) -> None:
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value:
        raise ConfigurationError(
            Text(
                f"Wywiady {project}: {key} ma być ścieżką wewnątrz data_raw z ukośnikami /, "
                "np. fgi/*.qdpx.",
                f"Focus groups {project}: {key} must be a path inside data_raw with slashes /, "
                "such as fgi/*.qdpx.",
            )
        )


def _no_file(project: str, pattern: str) -> Text:
    return Text(
        f"Żaden plik w data_raw nie pasuje do „{pattern}” (wywiady {project}). Dodaj pliki albo "
        "popraw files w fgi.toml.",
        f"No file in data_raw matches “{pattern}” (focus groups {project}). Add the files or mend "
        "files in fgi.toml.",
    )


_NO_ACCESS: Final = Text(
    "Nie można odczytać pliku. Sprawdź prawa dostępu i czy inny program go nie trzyma.",
    "The file cannot be read. Check access rights and whether another program has it open.",
)
