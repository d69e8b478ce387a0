"""``export``: codes, questionnaires and codebooks taken home, for other programs to read.

Transcripts and the list of personal data found in them are internal: no disclosure control is
applied here, and the command says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd

from kooperacja_eval.errors import ConfigurationError, ValidationError
from kooperacja_eval.ingest.fgi.project import (
    Medium,
    QualCode,
    QualCoding,
    QualDocument,
    QualProject,
)
from kooperacja_eval.ingest.fgi.refi_write import write_qdc, write_qdpx
from kooperacja_eval.instruments.codebooks.load import SHIPPED as CODEBOOKS
from kooperacja_eval.instruments.codebooks.load import codebook
from kooperacja_eval.instruments.copies import copy_instrument
from kooperacja_eval.instruments.questionnaires import SHIPPED as QUESTIONNAIRES
from kooperacja_eval.pipeline.data import Progress
from kooperacja_eval.pipeline.files import in_words, write_bytes
from kooperacja_eval.pipeline.stored import load
from kooperacja_eval.study import StudyConfig, load_config
from kooperacja_eval.text import Lang, Text

PROJECT: Final = ".qdpx"
CODEBOOK: Final = ".qdc"
TABLES: Final = ("fgi_documents", "codes", "codings")
VARIABLES: Final = ("wave", "pzk_id", "voivodeship", "held_on", "participants")
"""Columns of documents that go along as variables, under names that ``fgi.toml`` knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedCodes:
    """What was written.

    Attributes
    ----------
    path : Path
        The file.
    documents, codes, codings : int
        How many it holds.
    unplaced : int
        Codings among them without positions: they are given to the document as a whole.
    """

    path: Path
    documents: int
    codes: int
    codings: int
    unplaced: int


def export_codes(
    folder: Path,
    output: Path,
    *,
    lang: Lang = "pl",
    overwrite: bool = False,
    progress: Progress | None = None,
) -> ExportedCodes:
    """Write the coded transcripts of a study, all files joined, as REFI-QDA.

    Parameters
    ----------
    folder : Path
        The study folder.
    output : Path
        ``.qdpx`` for texts, codes and coded stretches; ``.qdc`` for the codebook alone.
    lang : {"pl", "en"}
        Language of names and definitions of codes; Polish where a code has no English ones.
    overwrite : bool
        Whether a file that is there may be replaced.

    Raises
    ------
    ConfigurationError
        Where the study has no focus groups, the ending is another one, or the file is there.
    ValidationError
        Where the data have errors, or the tables cannot be written in the format.
    """
    check_target(output, (PROJECT, CODEBOOK), overwrite=overwrite)
    config = load_config(folder)
    tables = load(folder, config, progress=progress).tables
    require_groups(tables)
    alone = output.suffix.lower() == CODEBOOK
    project = _project(tables, config, lang, codes_only=alone)
    write_target(output, _written(project, config, codes_only=alone))
    return ExportedCodes(
        path=output,
        documents=len(project.documents),
        codes=len(project.codes),
        codings=len(project.codings),
        unplaced=sum(coding.start is None for coding in project.codings),
    )


def export_codebook(output: Path, *, lang: Lang = "pl", overwrite: bool = False) -> Path:
    """Write the codebook that the package ships as a ``.qdc``, for analysts to code with.

    Raises
    ------
    ConfigurationError
        Where the ending is another one, or the file is there already.
    """
    check_target(output, (CODEBOOK,), overwrite=overwrite)
    name, versions = next(iter(CODEBOOKS.items()))
    codes = _codes(codebook(name, versions[-1]), lang)
    project = QualProject(
        tool="refi_qda", file=name, origin="", documents=(), codes=codes, codings=()
    )
    write_target(output, write_qdc(project))
    return output


def export_questionnaire(
    folder: Path,
    *,
    instrument: str | None = None,
    version: str | None = None,
    wave: str | None = None,
) -> tuple[Path, ...]:
    """Write forms and tables of a questionnaire; by default the first one, in its last version.

    Raises
    ------
    ConfigurationError
        As ``instruments.copies.copy_instrument``.
    """
    name = instrument or next(iter(QUESTIONNAIRES))
    last = QUESTIONNAIRES.get(name, ("",))[-1]
    return copy_instrument(folder, name, version or last, wave=wave)


def check_target(output: Path, endings: tuple[str, ...], *, overwrite: bool) -> None:
    """Refuse an output of another ending, or one that is there and may not be replaced.

    Raises
    ------
    ConfigurationError
        The allowed endings are named.
    """
    if output.suffix.lower() not in endings:
        allowed = ", ".join(endings)
        raise ConfigurationError(
            Text(
                f"{output}: nie wiadomo, co zapisać. Dozwolone zakończenia nazwy: {allowed}.",
                f"{output}: it is not known what to write. Allowed endings: {allowed}.",
            )
        )
    if output.exists() and not overwrite:
        raise ConfigurationError(
            Text(
                f"{output} już istnieje; nic nie zmieniono. Podaj inną nazwę albo --overwrite.",
                f"{output} is there already; nothing has been changed. Give another name or "
                "--overwrite.",
            )
        )


def require_groups(tables: Mapping[str, pd.DataFrame]) -> None:
    """Refuse a study without focus groups with a ``ConfigurationError``."""
    if not set(TABLES) <= set(tables):
        raise ConfigurationError(
            Text(
                "Badanie nie ma zakodowanych wywiadów grupowych. Dodaj pliki do data_raw i "
                "[[focus_groups]] do study.toml.",
                "The study has no coded focus groups. Put files into data_raw and add "
                "[[focus_groups]] to study.toml.",
            )
        )


def write_target(output: Path, content: bytes) -> None:
    """Write a file whole or not at all; refusals of the system are in words."""
    with in_words(output.parent):
        write_bytes(output, content)


def _written(project: QualProject, config: StudyConfig, *, codes_only: bool) -> bytes:
    try:
        if codes_only:
            return write_qdc(project)
        return write_qdpx(project, created=config.study.data_date)
    except ValueError as error:
        raise ValidationError(
            Text(
                "Tabel fgi_documents, codes i codings nie da się zapisać jako REFI-QDA: "
                "identyfikatory się powtarzają, fragment wychodzi poza transkrypcję albo w "
                "transkrypcji stoi znak CR lub NUL. Popraw pliki z wywiadami.",
                "The tables fgi_documents, codes and codings cannot be written as REFI-QDA: "
                "identifiers repeat, a stretch lies outside its transcript, or a transcript has "
                "the character CR or NUL. Mend the files of the focus groups.",
            )
        ) from error


def _project(
    tables: Mapping[str, pd.DataFrame], config: StudyConfig, lang: Lang, *, codes_only: bool
) -> QualProject:
    documents = () if codes_only else _documents(tables)
    return QualProject(
        tool="refi_qda",
        file=config.study.title.in_(lang),
        origin="",
        documents=documents,
        codes=_codes(tables["codes"], lang),
        codings=() if codes_only else _codings(tables["codings"]),
    )


def _documents(tables: Mapping[str, pd.DataFrame]) -> tuple[QualDocument, ...]:
    frame, codings = tables["fgi_documents"], tables["codings"]
    media: dict[str, Medium] = dict(zip(codings["document_id"], codings["medium"], strict=True))
    several = set(frame["name"][frame["name"].duplicated()])
    made = []
    for row in frame.to_dict("records"):
        key, name, text = str(row["document_id"]), str(row["name"]), _text(row["text"])
        values = {variable: _text(row[variable]) for variable in VARIABLES}
        made.append(
            QualDocument(
                id=key,
                name=f"{name} ({key})" if name in several else name,
                text=text,
                # what has a text is written as one, so that every program finds the stretches
                medium=media.get(key, "unknown") if text is None else "text",
                variables={name: value for name, value in values.items() if value is not None},
            )
        )
    return tuple(made)


def _codes(frame: pd.DataFrame, lang: Lang) -> tuple[QualCode, ...]:
    return tuple(
        QualCode(
            id=str(row["code_id"]),
            name=_text(row[f"name_{lang}"]) or str(row["name_pl"]),
            parent=_text(row["parent_id"]) or "",
            definition=_text(row[f"definition_{lang}"]) or _text(row["definition_pl"]) or "",
        )
        for row in frame.to_dict("records")
    )


def _codings(frame: pd.DataFrame) -> tuple[QualCoding, ...]:
    return tuple(
        QualCoding(
            id=str(row["coding_id"]),
            document=str(row["document_id"]),
            code=str(row["code_id"]),
            coder=str(row["coder"]),
            start=_number(row["start"]),
            end=_number(row["end"]),
            text=_text(row["text"]) or "",
            medium=row["medium"],
        )
        for row in frame.to_dict("records")
    )


def _text(value: Any) -> str | None:
    """Return a cell as text, a date without the time of day; None where it is missing."""
    if pd.isna(value):
        return None
    return value.strftime("%Y-%m-%d") if isinstance(value, date) else str(value)


def _number(value: Any) -> int | None:
    text = _text(value)
    return None if text is None else int(text)
