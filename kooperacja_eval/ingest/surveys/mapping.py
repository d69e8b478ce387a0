"""``survey.toml``: which column of an export is which item, who answered, and what codes mean.

``study.toml`` names the file under ``[[surveys]]``; ``survey inspect`` writes a first one. The
border: what the mapping says is checked here by itself; whether it fits a file is found out when
the survey is converted.
"""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, model_validator
from pydantic import ValidationError as PydanticError

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.explain import configuration_error, toml_error
from kooperacja_eval.ingest.surveys.export import Platform
from kooperacja_eval.schemas.codes import TIE_LEVELS
from kooperacja_eval.text import Lang, Text

PARTNER: Final = "partner"
"""Group of a pattern that holds the partner's identifier."""

Filled = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
ItemId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Number = Annotated[float, Field(allow_inf_nan=False)]
Reason = Literal["skipped", "not_asked", "dont_know", "refused", "not_applicable", "declared"]
Attribute = Literal["pzk_id", "voivodeship", "sector", "level", "role", "completed_on"]
Kind = Literal["rating", "number", "choice", "option", "text", "date"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SurveyPart(_Strict):
    """Where a survey lies and what it is.

    ``files`` and ``definition`` are below ``data_raw``; ``files`` is a glob. The wave is ``wave``,
    or is read from ``wave_column`` through ``waves`` (cell to wave). The version is ``version``, or
    is read from the file through ``versions`` (the platform's version to the instrument's).
    ``answers`` says whether cells hold codes or the words of the options in ``language``.
    """

    id: Identifier
    platform: Platform
    files: Filled
    definition: str | None = None
    instrument: Identifier
    version: Filled = "1"
    versions: dict[str, str] = {}
    wave: Identifier | None = None
    wave_column: str | None = None
    waves: dict[str, Identifier] = {}
    language: Lang = "pl"
    answers: Literal["codes", "labels"] = "codes"
    sheet: str | None = None
    repeat: str = ""
    encoding: str | None = None
    delimiter: Literal[";", ",", "\t", "|"] | None = None
    ignored: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_wave(self) -> "SurveyPart":
        if (self.wave is None) == (self.wave_column is None):
            raise ValueError(
                Text(
                    "podaj wave albo wave_column (z waves), nie oba i nie żadne",
                    "give wave or wave_column (with waves), not both and not neither",
                )
            )
        return self


class RespondentPart(_Strict):
    """Which columns say who answered.

    ``key`` names the column that means the same person in every wave; without it respondents are
    anonymous and never linked. ``columns`` names the column of each attribute, ``values`` what its
    cells mean (cell to code of the schema; cells that are codes or labels of the schema need no
    entry), ``constant`` an attribute that is the same for the whole survey.
    """

    key: str | None = None
    columns: dict[Attribute, Filled] = {}
    values: dict[Attribute, dict[str, str]] = {}
    constant: dict[Attribute, str] = {}


class ItemPart(_Strict):
    """Which item a column answers.

    Of an instrument that the package ships, ``column`` and ``item`` are enough; of one's own, the
    rest says what the item is. ``values`` gives answer codes their numbers (code to number), and is
    needed where codes are not numbers; ``missing`` gives codes that are no answer their reason.
    """

    column: Filled
    item: ItemId
    kind: Kind | None = None
    scale: Identifier | None = None
    low: Number | None = None
    high: Number | None = None
    reverse: StrictBool | None = None
    measure: Literal["current", "then"] | None = None
    then_of: ItemId | None = None
    text_pl: str | None = None
    text_en: str | None = None
    values: dict[str, Number] = {}
    missing: dict[str, Reason] = {}


class ScalePart(_Strict):
    """A scale of one's own, or a scoring key attached to one's own items.

    ``key`` names a scoring key that the package ships, such as ``wilder_2001/communication``.
    """

    scale: Identifier
    title_pl: Filled
    title_en: str | None = None
    scoring: Literal["mean", "sum"] = "mean"
    min_answered: Annotated[float, Field(gt=0, le=1)] = 0.5
    direction: Literal["higher", "lower", "none"] = "higher"
    source: str | None = None
    key: str | None = None


def _pattern(text: str) -> str:
    """Check a pattern of column names: it must be one, and name the partner."""
    try:
        names = re.compile(text).groupindex
    except re.error as error:
        raise ValueError(
            Text(
                f"to nie jest wyrażenie regularne (znak {error.pos})",
                f"not a regular expression (character {error.pos})",
            )
        ) from error
    if PARTNER not in names:
        raise ValueError(
            Text(
                f"brak grupy (?P<{PARTNER}>...) z identyfikatorem partnera",
                f"no group (?P<{PARTNER}>...) with the partner's identifier",
            )
        )
    return text


def _tie_scale(text: str) -> str:
    if text not in TIE_LEVELS:
        listed = ", ".join(TIE_LEVELS)
        raise ValueError(Text(f"nieznana skala; dozwolone: {listed}", f"unknown; one of: {listed}"))
    return text


PartnerColumns = Annotated[str, AfterValidator(_pattern)]


class RosterPart(_Strict):
    """Which columns ask a respondent's entity about each partner of its team.

    ``entity`` names the column with the respondent's entity; its team is that of the respondent,
    else the only one that the entity belongs to. ``level``, ``trust`` and ``value`` are patterns
    that the whole name or header of a column fits; trust and value are means over their columns.
    ``entities`` gives identifiers as they stand in columns and cells those of the study, ``values``
    codes their levels, ``missing`` codes that are no answer their reason. With ``wave`` the roster
    holds for rows of that wave alone. ``several`` says what becomes of a tie that two respondents
    of one entity report on.
    """

    scale: Annotated[str, AfterValidator(_tie_scale)]
    entity: Filled
    wave: Identifier | None = None
    level: PartnerColumns
    trust: tuple[PartnerColumns, ...] = ()
    value: tuple[PartnerColumns, ...] = ()
    entities: dict[str, Filled] = {}
    values: dict[str, Annotated[int, Field(ge=0, strict=True)]] = {}
    missing: dict[str, Reason] = {}
    several: Literal["first", "mean_rounded", "refuse"] = "refuse"

    @model_validator(mode="after")
    def _on_scale(self) -> "RosterPart":
        top = len(TIE_LEVELS[self.scale]) - 1
        above = ", ".join(code for code, level in self.values.items() if level > top)
        if above:
            raise ValueError(
                Text(
                    f"values: poziomy wyższe niż {top}, najwyższy na skali {self.scale}: {above}",
                    f"values: levels above {top}, the highest of {self.scale}: {above}",
                )
            )
        return self


class SurveyMapping(_Strict):
    """Everything that a ``survey.toml`` says.

    ``missing`` gives codes that are no answer in any item their reason.
    """

    survey: SurveyPart
    respondent: RespondentPart = RespondentPart()
    missing: dict[str, Reason] = {}
    items: tuple[ItemPart, ...] = ()
    scales: tuple[ScalePart, ...] = ()
    roster: tuple[RosterPart, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "SurveyMapping":
        named = {
            "column": [entry.column for entry in self.items],
            "item": [entry.item for entry in self.items],
            "scale": [entry.scale for entry in self.scales],
        }
        twice = {
            what: sorted({name for name in names if names.count(name) > 1})
            for what, names in named.items()
        }
        found = "; ".join(f"{what}: {', '.join(names)}" for what, names in twice.items() if names)
        if found:
            raise ValueError(Text(f"powtórzone {found}", f"repeated {found}"))
        return self


def load_mapping(path: Path) -> SurveyMapping:
    """Read and check a ``survey.toml``.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    ConfigurationError
        Where it is missing, is not TOML, or breaks a rule; every broken rule is named with its
        place and the allowed values.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigurationError(
            Text(
                f"Brak pliku {path}, który wymienia study.toml. Utwórz go poleceniem "
                "kooperacja-eval survey inspect PLIK.",
                f"There is no {path}, which study.toml names. Make it with the command "
                "kooperacja-eval survey inspect FILE.",
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
    try:
        return SurveyMapping.model_validate(content)
    except PydanticError as error:
        raise configuration_error(str(path), error, SurveyMapping) from error
