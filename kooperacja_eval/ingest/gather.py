"""Reads every file that the sources of a study name, in their order."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.corrections import Corrections, RenameHeader, resolve
from kooperacja_eval.ingest.files import Inventory, RawFile, describe, glob_matches, take_inventory
from kooperacja_eval.ingest.readers.dispatch import read
from kooperacja_eval.ingest.readers.request import Answer, Rename, Request
from kooperacja_eval.ingest.sheets import RawSheet
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.study import Source
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the files of a study hold.

    Attributes
    ----------
    sheets : dict of str to list of RawSheet
        By table, in the order of ``TABLES``; within a table by source and path.
    problems : list of Problem
        Of files and headers.
    files : tuple of RawFile
        Files that were opened, by path.
    renamed : mapping of str to int
        How many headers each rename rule met.
    incomplete : frozenset of str
        Tables of which a file could not be read.
    """

    sheets: dict[str, list[RawSheet]]
    problems: list[Problem]
    files: tuple[RawFile, ...]
    renamed: Mapping[str, int]
    incomplete: frozenset[str]


def gather(
    raw: Path,
    sources: Sequence[Source],
    corrections: Corrections,
    report: Callable[[int, int], None],
) -> Gathered:
    """Read the files of all sources.

    Parameters
    ----------
    raw : Path
        The folder ``data_raw``.
    sources : sequence of Source
        From ``study.toml``.
    corrections : tuple of Rule
        Of these only the renames are used.
    report : callable
        Called with how many files are read and how many there are.
    """
    inventory = take_inventory(raw)
    tasks, problems = _tasks(inventory, sources)
    files: dict[str, Future[RawFile]] = {}
    answers: list[tuple[str, Answer]] = []
    report(0, len(tasks))
    with ThreadPoolExecutor(max_workers=1) as checksums:
        for done, (source, name) in enumerate(tasks, start=1):
            try:
                data = inventory.files[name].read_bytes()
            except OSError:
                answer = Answer(None, (_no_access(source, name),))
            else:
                if name not in files:
                    files[name] = checksums.submit(describe, name, data)
                answer = read(_request(source, name, data, corrections))
            answers.append((source.table, answer))
            report(done, len(tasks))
    unread = {table for table, answer in answers if answer.sheet is None}
    return Gathered(
        sheets=_by_table(sources, answers),
        problems=[*problems, *(problem for _, answer in answers for problem in answer.problems)],
        files=tuple(files[name].result() for name in sorted(files)),
        renamed=Counter(rule for _, answer in answers for rule in answer.renamed),
        incomplete=frozenset(unread | {problem.table for problem in problems}),
    )


def _by_table(
    sources: Sequence[Source], answers: Sequence[tuple[str, Answer]]
) -> dict[str, list[RawSheet]]:
    wanted = {source.table for source in sources}
    sheets: dict[str, list[RawSheet]] = {name: [] for name in TABLES if name in wanted}
    for table, answer in answers:
        if answer.sheet is not None:
            sheets[table].append(answer.sheet)
    return sheets


def _tasks(
    inventory: Inventory, sources: Sequence[Source]
) -> tuple[list[tuple[Source, str]], list[Problem]]:
    tasks = []
    problems = [_closed_folder(folder) for folder in inventory.closed]
    seen: set[tuple[str, str, str]] = set()
    for source in sources:
        check_pattern(f"sources ({source.table})", source.files)
        names = inventory.matching(source.files)
        if not names:
            problems.append(_no_file(source))
        for name in names:
            key = (source.table, name, fold(source.sheet or ""))
            if key in seen:
                problems.append(_twice(source, name))
            else:
                tasks.append((source, name))
            seen.add(key)
    return tasks, problems


def check_pattern(place: str, files: str) -> None:
    """Check that a glob of ``study.toml`` stays inside ``data_raw``.

    Parameters
    ----------
    place : str
        Entry of ``study.toml``, for the message.
    files : str
        The glob.

    Raises
    ------
    ConfigurationError
        Where it does not.
    """
    pattern = PurePosixPath(files)
    if pattern.is_absolute() or ".." in pattern.parts or "\\" in files:
        raise ConfigurationError(
            Text(
                f"study.toml, {place}: files ma być ścieżką wewnątrz data_raw "
                "z ukośnikami /, np. rodziny/*.xlsx.",
                f"study.toml, {place}: files must be a path inside data_raw "
                "with slashes /, such as families/*.xlsx.",
            )
        )


def renames_of(table: type[Table], name: str, corrections: Corrections) -> dict[str, Rename]:
    """Return the headers of a file that corrections rename, folded, with rule and field."""
    return {
        fold(rule.from_): Rename(rule.id, resolve(table, rule.to) or rule.to)
        for rule in corrections
        if isinstance(rule, RenameHeader)
        and rule.table == table.table_name
        and glob_matches(rule.file, name)
    }


def _request(source: Source, name: str, data: bytes, corrections: Corrections) -> Request:
    table = TABLES[source.table]
    return Request(
        file=name,
        data=data,
        table=table,
        sheet=source.sheet,
        encoding=source.encoding,
        delimiter=source.delimiter,
        renames=renames_of(table, name, corrections),
    )


def _no_file(source: Source) -> Problem:
    return Problem(
        rule="no_file",
        severity="error",
        message=Text(
            f"Żaden plik w data_raw nie pasuje do „{source.files}” "
            f"(tabela {TABLES[source.table].label.pl}). Dodaj pliki albo popraw study.toml.",
            f"No file in data_raw matches “{source.files}” "
            f"(table {TABLES[source.table].label.en}). Add the files or correct study.toml.",
        ),
        table=source.table,
    )


def _no_access(source: Source, name: str) -> Problem:
    return Problem(
        rule="no_access",
        severity="error",
        message=Text(
            "Nie można odczytać pliku. Sprawdź prawa dostępu i czy inny program go nie trzyma.",
            "The file cannot be read. Check access rights and whether another program has it open.",
        ),
        table=source.table,
        file=name,
    )


def _closed_folder(name: str) -> Problem:
    return Problem(
        rule="no_access",
        severity="error",
        message=Text(
            "Nie można otworzyć folderu w data_raw. Sprawdź prawa dostępu.",
            "A folder in data_raw cannot be opened. Check access rights.",
        ),
        file=name,
    )


def _twice(source: Source, name: str) -> Problem:
    return Problem(
        rule="file_twice",
        severity="error",
        message=Text(
            "Dwa źródła w study.toml wczytują ten plik do tej samej tabeli. Zostaw jedno.",
            "Two sources in study.toml read this file into the same table. Keep one.",
        ),
        table=source.table,
        file=name,
    )
