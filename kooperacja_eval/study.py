"""``study.toml``: what a study is, checked when it is opened.

A study is a folder with ``study.toml``, ``data_raw/``, ``data_processed/``, ``notebooks/`` and
``reports/``. Every key is checked; an unknown key or value stops with the allowed ones named.
Reading tables and building reports belong to ``pipeline``.
"""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StrictBool, model_validator
from pydantic import ValidationError as PydanticError

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.explain import configuration_error, toml_error
from kooperacja_eval.matrix import MATRIX_FILE, EvaluationMatrix, matrix_content, shipped_matrix
from kooperacja_eval.sections import (
    Certificates,
    CovidBreak,
    Day,
    DepositTerms,
    Diagnosis,
    Disclosure,
    Filled,
    Period,
    Section,
    Targets,
)
from kooperacja_eval.text import Lang, Text

STUDY_FILE = "study.toml"
RAW_FOLDER = "data_raw"
PROCESSED_FOLDER = "data_processed"
NOTEBOOKS_FOLDER = "notebooks"
REPORTS_FOLDER = "reports"
CORRECTIONS_FILE = "corrections.toml"
EARLIER_FILE = "earlier_values.csv"
"""Values of the earlier edition, beside ``study.toml``; public values only."""
EVIDENCE_FILE = "evidence_values.csv"
"""Values that recommendations rested on, beside ``study.toml``; public values only."""
BIBLIOGRAPHY_FILE = "bibliography.json"
"""Works that books of the study cite, in CSL JSON, beside ``study.toml``."""

Macroregion = Literal["I", "II", "III"]
Voivodeship = Literal[
    "dolnoslaskie", "kujawsko-pomorskie", "lubelskie", "lubuskie", "lodzkie", "malopolskie",
    "mazowieckie", "opolskie", "podlaskie", "podkarpackie", "pomorskie", "slaskie",
    "swietokrzyskie", "warminsko-mazurskie", "wielkopolskie", "zachodniopomorskie",
]  # fmt: skip


class Identity(Section):
    """Name, programme, language and dates of a study.

    ``data_date`` is the date that reports carry; ``as_of`` the day on which families in
    cooperation are counted where nothing else is asked for.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title_pl: Filled
    title_en: Filled
    programme: Filled
    language: Lang = "pl"
    synthetic: StrictBool
    data_date: Day
    as_of: Day
    period: Period

    @property
    def title(self) -> Text:
        """Title of the study in both languages."""
        return Text(self.title_pl, self.title_en)


class MacroregionPart(Section):
    """A macroregion with its voivodeships, in the order in which reports show them."""

    id: Macroregion
    voivodeships: Annotated[tuple[Voivodeship, ...], Field(min_length=1)]


class Wave(Section):
    """A measurement: ex-ante, mid-term, ex-post or another."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    label_pl: Filled
    label_en: Filled
    period: Period


class Source(Section):
    """Which raw files fill a table.

    ``files`` is a glob below ``data_raw``. ``sheet`` is needed where a workbook has several.
    ``encoding`` and ``delimiter`` are found out where they are not given.
    """

    table: Filled
    files: Filled
    sheet: str | None = None
    encoding: str | None = None
    delimiter: Literal[";", ",", "\t", "|"] | None = None


class Forms(Section):
    """Filled forms of the command ``forms``, read without a mapping.

    ``files`` is a glob below ``data_raw``, such as ``sprawozdania/*/*.xlsx``.
    """

    files: Filled


class Survey(Section):
    """A survey: the file, beside ``study.toml``, that says how its exports are read."""

    mapping: Annotated[str, Field(pattern=r"^[^/\\]+\.toml$")]


class FocusGroups(Section):
    """Focus groups: the file, beside ``study.toml``, that says how coded transcripts are read."""

    mapping: Annotated[str, Field(pattern=r"^[^/\\]+\.toml$")]


class StudyConfig(Section):
    """Everything that ``study.toml`` says, and the evaluation matrix beside it."""

    study: Identity
    macroregions: Annotated[tuple[MacroregionPart, ...], Field(min_length=1)]
    waves: tuple[Wave, ...] = ()
    covid: CovidBreak
    targets: Targets
    disclosure: Disclosure
    diagnosis: Diagnosis | None = None
    deposit: DepositTerms = DepositTerms()
    certificates: Certificates | None = None
    sources: tuple[Source, ...] = ()
    forms: tuple[Forms, ...] = ()
    surveys: tuple[Survey, ...] = ()
    focus_groups: tuple[FocusGroups, ...] = ()
    matrix: EvaluationMatrix = Field(default_factory=shipped_matrix)

    @model_validator(mode="after")
    def _each_once(self) -> "StudyConfig":
        named = {
            Text("powtórzone województwa", "repeated voivodeships"): self.voivodeships,
            Text("powtórzone makroregiony", "repeated macroregions"): tuple(
                part.id for part in self.macroregions
            ),
            Text("powtórzone pomiary", "repeated waves"): tuple(wave.id for wave in self.waves),
        }
        found = [(what, _twice(ids)) for what, ids in named.items() if _twice(ids)]
        if found:
            raise ValueError(
                Text(
                    "; ".join(f"{what.pl}: {ids}" for what, ids in found),
                    "; ".join(f"{what.en}: {ids}" for what, ids in found),
                )
            )
        return self

    @property
    def voivodeships(self) -> tuple[str, ...]:
        """Voivodeships of all macroregions in report order."""
        return tuple(place for part in self.macroregions for place in part.voivodeships)

    def macroregion_of(self, voivodeship: str) -> str:
        """Return the macroregion of a voivodeship; ``KeyError`` where the study has not got it."""
        for part in self.macroregions:
            if voivodeship in part.voivodeships:
                return part.id
        raise KeyError(voivodeship)


def _twice(ids: tuple[str, ...]) -> str:
    return ", ".join(entry for entry in dict.fromkeys(ids) if ids.count(entry) > 1)


def load_config(folder: Path) -> StudyConfig:
    """Read and check ``study.toml`` of a study folder.

    Parameters
    ----------
    folder : Path
        The study folder.

    Returns
    -------
    StudyConfig
        The checked content.

    Raises
    ------
    ConfigurationError
        Where the file is missing, is not TOML, or breaks a rule; every broken rule is named with
        its place and the allowed values.
    """
    path = folder / STUDY_FILE
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigurationError(
            Text(
                f"Brak pliku {path}. Wskaż folder badania albo utwórz go poleceniem init.",
                f"There is no {path}. Name a study folder or make one with the command init.",
            )
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            Text(
                f"Nie można odczytać pliku {path}: sprawdź prawa dostępu i kodowanie (UTF-8).",
                f"{path} cannot be read: check access rights and encoding (UTF-8).",
            )
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise toml_error(path, error) from error
    if "matrix" in content:
        raise ConfigurationError(
            Text(
                f"{path}: macierz ewaluacji zapisz w pliku {MATRIX_FILE}, nie pod kluczem matrix.",
                f"{path}: write the evaluation matrix to {MATRIX_FILE}, not under the key matrix.",
            )
        )
    try:
        config = StudyConfig.model_validate(content)
    except PydanticError as error:
        raise configuration_error(str(path), error, StudyConfig) from error
    matrix = matrix_content(folder)
    if matrix is None:
        return config
    try:
        return config.model_copy(update={"matrix": EvaluationMatrix.model_validate(matrix)})
    except PydanticError as error:
        place = str(folder / MATRIX_FILE)
        raise configuration_error(place, error, EvaluationMatrix) from error
