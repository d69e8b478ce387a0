"""``fgi.toml``: which files hold coded transcripts, what their documents are, and who coded.

``study.toml`` names the file under ``[[focus_groups]]``. The border: what the mapping says is
checked here by itself; whether it fits the files is found out when they are converted. What the
codes mean is said by the file that ``codebook`` names.
"""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic import ValidationError as PydanticError

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.explain import configuration_error, toml_error
from kooperacja_eval.ingest.fgi.project import Tool
from kooperacja_eval.schemas.codes import SECTORS
from kooperacja_eval.text import Text

Filled = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Pseudonym = Annotated[str, Field(pattern=r"^[A-Z]{1,3}[0-9]{0,3}$")]
Attribute = Literal["document_id", "wave", "pzk_id", "voivodeship", "held_on", "participants"]
ModelT = TypeVar("ModelT", bound=BaseModel)

_GROUP = re.compile(r"\{(\w+)\}")


def _regular(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(
            Text(
                f"to nie jest wyrażenie regularne (znak {error.pos})",
                f"no regular expression (character {error.pos})",
            )
        ) from error
    return pattern


def _sector(name: str) -> str:
    if name not in SECTORS.ids:
        allowed = ", ".join(SECTORS.ids)
        raise ValueError(
            Text(f"nieznany sektor; dozwolone: {allowed}", f"unknown sector; allowed: {allowed}")
        )
    return name


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_regular)]
Sector = Annotated[str, AfterValidator(_sector)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProjectPart(_Strict):
    """Where the files of coded transcripts lie and which program wrote them.

    ``files`` is a glob below ``data_raw``; several files, one of each coder, are one project.
    ``codebook`` is the file beside ``study.toml`` that says what the codes mean. ``transcripts`` is
    a glob of text files named as the documents are, for programs that export no transcripts;
    stretches without positions are then found by their words. ``code_separator`` is what stands
    between a branch and a code where the program has no tree of codes and names write it, such as
    ``:`` in ``Bariery: Czas``; of ATLAS.ti, ``>`` between spaces counts without it.
    """

    id: Identifier
    tool: Tool
    files: Filled
    codebook: Annotated[str, Field(pattern=r"^[^/\\]+\.toml$")] = "codebook.toml"
    transcripts: Filled | None = None
    sheet: str | None = None
    encoding: str | None = None
    delimiter: Literal[";", ",", "\t", "|"] | None = None
    code_separator: Filled | None = None


class DocumentPart(_Strict):
    """What a document of the program is in the study.

    ``name`` is the program's own name of one document, or its identifier where two have one name
    (of MAXQDA: ``group > name``); ``pattern`` a regular expression for the
    whole name of several, whose named groups stand as ``{group}`` in the other keys.
    """

    name: Filled | None = None
    pattern: Pattern | None = None
    document_id: Filled | None = None
    wave: Filled | None = None
    pzk_id: Filled | None = None
    voivodeship: Filled | None = None
    held_on: date | Filled | None = None
    participants: Annotated[int, Field(ge=1, strict=True)] | Filled | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "DocumentPart":
        if (self.name is None) == (self.pattern is None):
            raise ValueError(
                Text(
                    "podaj name albo pattern, nie oba i nie żadne",
                    "give name or pattern, not both and not neither",
                )
            )
        groups = set(re.compile(self.pattern).groupindex) if self.pattern else set()
        said = (value for value in self.model_dump(exclude={"name", "pattern"}).values())
        used = {name for value in said if isinstance(value, str) for name in _GROUP.findall(value)}
        if used - groups:
            lacking = ", ".join(sorted(used - groups))
            raise ValueError(
                Text(f"pattern nie ma grupy: {lacking}", f"pattern lacks the group: {lacking}")
            )
        return self

    def filled(self, name: str) -> dict[Attribute, str] | None:
        """Return what the entry says of a document, None where it is not about this one."""
        if self.name is not None and self.name != name:
            return None
        match = re.fullmatch(self.pattern, name) if self.pattern else None
        if self.pattern and match is None:
            return None
        told: dict[str, str] = match.groupdict(default="") if match else {}
        said: dict[Attribute, object] = {
            "document_id": self.document_id,
            "wave": self.wave,
            "pzk_id": self.pzk_id,
            "voivodeship": self.voivodeship,
            "held_on": self.held_on,
            "participants": self.participants,
        }
        return {
            key: _GROUP.sub(lambda found: told[found[1]], str(value))
            for key, value in said.items()
            if value is not None
        }


class CoderPart(_Strict):
    """Who coded: as the program says, as the name of the file says, or one person.

    ``pattern`` is searched in the name of the file and has the group ``coder``. ``names`` gives
    names their pseudonyms; a name without one becomes ``K`` and six hexadecimal digits.
    """

    from_: Literal["tool", "file", "constant"] = Field(default="tool", alias="from")
    pattern: Pattern | None = None
    name: Pseudonym | None = None
    names: dict[str, Pseudonym] = {}

    @model_validator(mode="after")
    def _whole(self) -> "CoderPart":
        if self.from_ == "file" and "(?P<coder>" not in (self.pattern or ""):
            raise ValueError(
                Text(
                    'from = "file" wymaga pattern z grupą (?P<coder>...)',
                    'from = "file" needs a pattern with the group (?P<coder>...)',
                )
            )
        if self.from_ == "constant" and self.name is None:
            raise ValueError(Text('from = "constant" wymaga name', 'from = "constant" needs name'))
        return self


class SpeakerPart(_Strict):
    """How the sector of the person who speaks is known.

    ``code``: codes below ``codes`` are speakers, not content; without ``codes``, those that
    ``values`` names, each by its whole path. ``column``: a plain table has the column. ``marks``:
    ``pattern`` finds where a person begins to speak; its group ``speaker`` names the person's
    sector. ``values`` says which sector a name means, where it is not the sector's own;
    ``ignored`` who is no participant, such as the moderator.
    """

    from_: Literal["code", "column", "marks"] = Field(alias="from")
    codes: Filled | None = None
    pattern: Pattern = r"^\[(?P<speaker>[^\]\n]+)\]"
    values: dict[str, Sector] = {}
    ignored: tuple[str, ...] = ("moderator", "moderatorka", "M")

    @model_validator(mode="after")
    def _whole(self) -> "SpeakerPart":
        if self.from_ == "code" and self.codes is None and not self.values:
            raise ValueError(
                Text(
                    'from = "code" wymaga codes (nazwy kodu nad kodami mówiących) albo values '
                    "(kodów mówiących i ich sektorów)",
                    'from = "code" needs codes (the code above those of speakers) or values '
                    "(codes of speakers and their sectors)",
                )
            )
        if "(?P<speaker>" not in self.pattern:
            raise ValueError(
                Text(
                    "pattern nie ma grupy (?P<speaker>...)",
                    "pattern lacks the group (?P<speaker>...)",
                )
            )
        return self


class FgiMapping(_Strict):
    """Everything that an ``fgi.toml`` says.

    ``document_variables`` names the variable of the program that holds an attribute,
    ``document_values`` what its values mean, ``document_constant`` an attribute that is the same
    for all documents. ``ignored_documents`` are left out, such as notes.
    """

    project: ProjectPart
    documents: tuple[DocumentPart, ...] = ()
    document_variables: dict[Attribute, Filled] = {}
    document_values: dict[Attribute, dict[str, str]] = {}
    document_constant: dict[Attribute, Filled] = {}
    ignored_documents: tuple[Filled, ...] = ()
    coder: CoderPart = CoderPart()
    speaker: SpeakerPart | None = None

    @model_validator(mode="after")
    def _each_once(self) -> "FgiMapping":
        names = [part.name for part in self.documents if part.name is not None]
        twice = ", ".join(sorted({name for name in names if names.count(name) > 1}))
        if twice:
            raise ValueError(Text(f"powtórzone name: {twice}", f"repeated name: {twice}"))
        return self


def load_fgi_mapping(path: Path) -> FgiMapping:
    """Read and check an ``fgi.toml``.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    ConfigurationError
        Where it is missing, is not TOML, or breaks a rule; every broken rule is named.
    """
    return read_toml(path, FgiMapping, "study.toml")


def read_toml(path: Path, model: type[ModelT], namer: str) -> ModelT:
    """Read a TOML file as a model; errors as ``load_fgi_mapping``.

    Parameters
    ----------
    path : Path
        The file.
    model : type of BaseModel
        What it must hold.
    namer : str
        The file that names it, for the message where it is missing.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigurationError(
            Text(
                f"Brak pliku {path}, który wymienia {namer}. Utwórz go albo popraw nazwę.",
                f"There is no {path}, which {namer} names. Make it or mend the name.",
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
        return model.model_validate(content)
    except PydanticError as error:
        raise configuration_error(str(path), error, model) from error
