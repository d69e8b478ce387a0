"""Reads the files of one survey: its exports, wherever they lie, and its definition."""

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.files import Inventory, RawFile, describe
from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import (
    Reading,
    RefusedFileError,
    SurveyExport,
    SurveyFile,
)
from kooperacja_eval.ingest.surveys.mapping import SurveyMapping
from kooperacja_eval.ingest.surveys.recognise import read_survey
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

GUESSED_OPTIONS: Final = "taken_for_options"
"""Rule under which a reader says that it took columns for options because of their cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFiles:
    """What the files of one survey hold.

    Attributes
    ----------
    exports : tuple of SurveyExport
        Those that the mapping asks for, by file.
    definition : SurveyDefinition, optional
        What the platform says of the questionnaire.
    problems : list of Problem
        Of files.
    files : tuple of RawFile
        Files that were opened.
    incomplete : bool
        Whether a file is missing or could not be read.
    """

    exports: tuple[SurveyExport, ...]
    definition: SurveyDefinition | None
    problems: list[Problem]
    files: tuple[RawFile, ...]
    incomplete: bool


@dataclass(slots=True)
class _Pile:
    """What has been read so far."""

    exports: list[SurveyExport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, RawFile] = field(default_factory=dict)
    definition: SurveyDefinition | None = None
    incomplete: bool = False

    def refuse(self, rule: str, message: Text, name: str = "") -> None:
        self.problems.append(
            Problem(rule=rule, severity="error", message=message, table="respondents", file=name)
        )
        self.incomplete = True


def read_files(inventory: Inventory, mapping: SurveyMapping) -> SurveyFiles:
    """Read the files of one survey.

    Parameters
    ----------
    inventory : Inventory
        What ``data_raw`` holds.
    mapping : SurveyMapping
        Its ``files`` (a glob), ``definition``, ``sheet`` and ``repeat`` say what to read.

    Raises
    ------
    ConfigurationError
        Where ``files`` or ``definition`` point outside ``data_raw``.
    """
    part = mapping.survey
    for key, value in (("files", part.files), ("definition", part.definition or "x")):
        _check_inside(part.id, key, value)
    pile = _Pile()
    definition = None if part.definition is None else _bytes(inventory, part.definition, pile)
    names = [name for name in inventory.matching(part.files) if name != part.definition]
    if not names:
        pile.refuse("no_file", _no_file(mapping))
    for name in names:
        file = _bytes(inventory, name, pile)
        if file is not None:
            given = replace(
                file, sheet=part.sheet, encoding=part.encoding, delimiter=part.delimiter
            )
            _read(pile, given, definition, mapping)
    return SurveyFiles(
        exports=tuple(pile.exports),
        definition=pile.definition,
        problems=list(dict.fromkeys(pile.problems)),
        files=tuple(pile.files.values()),
        incomplete=pile.incomplete,
    )


def _read(
    pile: _Pile, file: SurveyFile, definition: SurveyFile | None, mapping: SurveyMapping
) -> None:
    platform = mapping.survey.platform
    try:
        reading, found = read_survey(file, platform, definition_file=definition)
    except RefusedFileError as error:
        pile.refuse(error.rule, error.message, _at_fault(file, definition, mapping))
        return
    pile.definition = pile.definition or found
    wanted = _wanted(reading, mapping)
    sure = _options_confirmed(wanted, mapping)
    read = [p for p in reading.problems if not (sure and p.rule == GUESSED_OPTIONS)]
    pile.problems += [*read, *(found.problems if found else ())]
    if not wanted:
        pile.refuse("no_repeat", _no_repeat(reading, mapping), file.name)
    pile.exports += wanted


def _at_fault(file: SurveyFile, definition: SurveyFile | None, mapping: SurveyMapping) -> str:
    """Return which of two files was refused: the definition where the other reads without it."""
    if definition is None:
        return file.name
    try:
        read_survey(file, mapping.survey.platform)
    except RefusedFileError:
        return file.name
    return definition.name


def _options_confirmed(exports: list[SurveyExport], mapping: SurveyMapping) -> bool:
    """Return whether the mapping says itself of every column of options that it is one."""
    said = {part.column for part in mapping.items if part.kind == "option"}
    options = {
        column.name for export in exports for column in export.columns if column.part == "option"
    }
    return options <= said


def _wanted(reading: Reading, mapping: SurveyMapping) -> list[SurveyExport]:
    return [export for export in reading.exports if export.repeat == mapping.survey.repeat]


def _bytes(inventory: Inventory, name: str, pile: _Pile) -> SurveyFile | None:
    if name not in inventory.files:
        message = Text(
            f"W data_raw nie ma pliku {name}, który wymienia survey.toml (definition).",
            f"There is no file {name} in data_raw, which survey.toml names (definition).",
        )
        pile.refuse("no_file", message, name)
        return None
    try:
        data = inventory.files[name].read_bytes()
    except OSError:
        message = Text(
            "Nie można odczytać pliku. Sprawdź prawa dostępu i czy inny program go nie trzyma.",
            "The file cannot be read. Check access rights and whether another program has it open.",
        )
        pile.refuse("no_access", message, name)
        return None
    pile.files[name] = describe(name, data)
    return SurveyFile(name=name, data=data)


def _check_inside(survey: str, key: str, value: str) -> None:
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value:
        raise ConfigurationError(
            Text(
                f"Ankieta {survey}: {key} ma być ścieżką wewnątrz data_raw z ukośnikami /, "
                "np. ankiety/*.csv.",
                f"Survey {survey}: {key} must be a path inside data_raw with slashes /, such as "
                "surveys/*.csv.",
            )
        )


def _no_file(mapping: SurveyMapping) -> Text:
    part = mapping.survey
    return Text(
        f"Żaden plik w data_raw nie pasuje do „{part.files}” (ankieta {part.id}). Dodaj pliki albo "
        "popraw files w survey.toml.",
        f"No file in data_raw matches “{part.files}” (survey {part.id}). Add the files or mend "
        "files in survey.toml.",
    )


def _no_repeat(reading: Reading, mapping: SurveyMapping) -> Text:
    found = ", ".join(export.repeat for export in reading.exports if export.repeat)
    wanted = mapping.survey.repeat
    return Text(
        f"W pliku nie ma powtórzenia „{wanted}”. Powtórzenia w pliku: {found or 'brak'}. Popraw "
        "repeat w survey.toml.",
        f"The file has no repeat “{wanted}”. Repeats in the file: {found or 'none'}. Mend repeat "
        "in survey.toml.",
    )
