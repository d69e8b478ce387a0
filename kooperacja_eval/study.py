"""``study.toml``: what a study is, checked when it is opened.

A study is a folder with ``study.toml``, ``data_raw/``, ``data_processed/``, ``notebooks/`` and
``reports/``. Every key is checked; an unknown key or value stops with the allowed ones named.
Reading tables and building reports belong to ``pipeline``.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic import ValidationError as PydanticError

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.explain import configuration_error
from kooperacja_eval.text import Lang, Text

STUDY_FILE = "study.toml"
RAW_FOLDER = "data_raw"
PROCESSED_FOLDER = "data_processed"
NOTEBOOKS_FOLDER = "notebooks"
REPORTS_FOLDER = "reports"
CORRECTIONS_FILE = "corrections.toml"

Macroregion = Literal["I", "II", "III"]
Voivodeship = Literal[
    "dolnoslaskie", "kujawsko-pomorskie", "lubelskie", "lubuskie", "lodzkie", "malopolskie",
    "mazowieckie", "opolskie", "podlaskie", "podkarpackie", "pomorskie", "slaskie",
    "swietokrzyskie", "warminsko-mazurskie", "wielkopolskie", "zachodniopomorskie",
]  # fmt: skip
Profile = Literal["internal", "public"]
Positive = Annotated[int, Field(ge=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Period(_Strict):
    """A first and a last day, both included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.last < self.first:
            raise ValueError(
                Text(
                    "koniec (last) przed początkiem (first)",
                    "the end (last) before the start (first)",
                )
            )
        return self


class Identity(_Strict):
    """Name, programme, language and dates of a study.

    ``data_date`` is the date that reports carry; ``as_of`` the day on which families in
    cooperation are counted where nothing else is asked for.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title_pl: str
    title_en: str
    programme: str
    language: Lang = "pl"
    synthetic: bool
    data_date: date
    as_of: date
    period: Period

    @property
    def title(self) -> Text:
        """Title of the study in both languages."""
        return Text(self.title_pl, self.title_en)


class MacroregionPart(_Strict):
    """A macroregion with its voivodeships, in the order in which reports show them."""

    id: Macroregion
    voivodeships: Annotated[tuple[Voivodeship, ...], Field(min_length=1)]


class Wave(_Strict):
    """A measurement: ex-ante, mid-term, ex-post or another."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    label_pl: str
    label_en: str
    period: Period


class CovidBreak(_Strict):
    """First day of the COVID-19 break; what lies before it is "before"."""

    first: date


class Targets(_Strict):
    """What the project promised."""

    entities: Positive
    pzk: Positive
    families: Positive
    families_per_pzk_min: Positive
    families_per_pzk_max: Positive


class Disclosure(_Strict):
    """What may leave the study.

    ``threshold``: smallest number of families that a public cell may show. ``dominance``: largest
    share of a total that one contributor may have in a public cell.
    """

    profile: Profile
    threshold: Annotated[int, Field(ge=2)] = 3
    dominance: Annotated[float, Field(gt=0, le=1)] = 0.75


class Source(_Strict):
    """Which raw files fill a table.

    ``files`` is a glob below ``data_raw``. ``sheet`` is needed where a workbook has several.
    ``encoding`` and ``delimiter`` are found out where they are not given.
    """

    table: str
    files: Annotated[str, Field(min_length=1)]
    sheet: str | None = None
    encoding: str | None = None
    delimiter: Literal[";", ",", "\t", "|"] | None = None


class StudyConfig(_Strict):
    """Everything that ``study.toml`` says."""

    study: Identity
    macroregions: Annotated[tuple[MacroregionPart, ...], Field(min_length=1)]
    waves: tuple[Wave, ...] = ()
    covid: CovidBreak
    targets: Targets
    disclosure: Disclosure
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _each_place_once(self) -> "StudyConfig":
        places = self.voivodeships
        if len(set(places)) != len(places):
            raise ValueError(
                Text(
                    "województwo należy do dwóch makroregionów",
                    "a voivodeship stands in two macroregions",
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
        content = tomllib.loads(path.read_text(encoding="utf-8"))
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
        raise ConfigurationError(
            Text(
                f"{path}: to nie jest poprawny TOML ({error}).",
                f"{path}: not valid TOML ({error}).",
            )
        ) from error
    try:
        return StudyConfig.model_validate(content)
    except PydanticError as error:
        raise configuration_error(str(path), error, StudyConfig) from error
