"""``survey inspect``: looks at a file of a survey and writes a first ``survey.toml`` for it."""

from dataclasses import dataclass
from pathlib import Path

from kooperacja_eval.errors import ConfigurationError, IngestError
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.inspect import Inspection, inspect_file
from kooperacja_eval.ingest.surveys.inspect_mapping import DEFAULT_WAVE, first_mapping
from kooperacja_eval.pipeline.files import in_words, write_bytes
from kooperacja_eval.study import RAW_FOLDER
from kooperacja_eval.text import Lang, Text

MAPPING_FILE = "survey.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What was found, and the mapping that was written.

    Attributes
    ----------
    inspection : Inspection
        What the file seems to be.
    output : Path
        The mapping.
    inside : bool
        Whether the file lies in ``data_raw`` of a study, so that the mapping names it rightly.
    """

    inspection: Inspection
    output: Path
    inside: bool


def inspect_survey(
    file: Path,
    *,
    definition: Path | None = None,
    output: Path | None = None,
    wave: str | None = None,
    lang: Lang = "pl",
    overwrite: bool = False,
) -> Inspected:
    """Look at a file of a survey and write a first mapping.

    Parameters
    ----------
    file : Path
        The file; the mapping names it relative to the folder ``data_raw`` above it.
    definition : Path, optional
        Definition of the questionnaire as the platform exports it.
    output : Path, optional
        Mapping to write; without it ``survey.toml`` beside the ``study.toml`` of the file, or in
        the current folder where the file is in no ``data_raw``.
    wave : str, optional
        Wave that the file belongs to.
    lang : {"pl", "en"}
        Language of the comments.
    overwrite : bool
        Whether a mapping that is there may be replaced.

    Raises
    ------
    IngestError
        Where a file cannot be read.
    ConfigurationError
        Where the mapping is there already.
    """
    target = output or _beside(file)
    if target.exists() and not overwrite:
        raise ConfigurationError(
            Text(
                f"{target} już istnieje; nic nie zmieniono. Podaj inną nazwę (--output) albo "
                "--overwrite.",
                f"{target} is there already; nothing has been changed. Give another name "
                "(--output) or --overwrite.",
            )
        )
    try:
        given = None if definition is None else _survey_file(definition)
        inspection = inspect_file(_survey_file(file), given)
    except RefusedFileError as error:
        raise IngestError(
            Text(f"{file}: {error.message.pl}", f"{file}: {error.message.en}")
        ) from error
    text = first_mapping(inspection, wave=wave or DEFAULT_WAVE, lang=lang)
    with in_words(target.parent):
        write_bytes(target, text.encode())
    return Inspected(inspection=inspection, output=target, inside=_raw(file) is not None)


def _survey_file(path: Path) -> SurveyFile:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise IngestError(
            Text(
                f"Nie można odczytać pliku {path}. Sprawdź nazwę i prawa dostępu.",
                f"{path} cannot be read. Check its name and access rights.",
            )
        ) from error
    raw = _raw(path)
    name = path.name if raw is None else path.resolve().relative_to(raw).as_posix()
    return SurveyFile(name=name, data=data)


def _raw(path: Path) -> Path | None:
    return next((folder for folder in path.resolve().parents if folder.name == RAW_FOLDER), None)


def _beside(file: Path) -> Path:
    raw = _raw(file)
    return Path(MAPPING_FILE) if raw is None else raw.parent / MAPPING_FILE
