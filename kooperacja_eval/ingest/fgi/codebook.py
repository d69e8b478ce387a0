"""``codebook.toml``: what the codes of a program mean in the codebook of the study.

The border: a code that stands nowhere is a problem with the nearest names, never a guess; codes
that bear the whole path of the study's own names, or its identifier, need no entry.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.fgi.code_paths import SEPARATOR, path_id, split_path
from kooperacja_eval.ingest.fgi.mapping import Filled, read_toml
from kooperacja_eval.ingest.fgi.project import QualCode
from kooperacja_eval.instruments.codebooks.load import codebook, codes_frame
from kooperacja_eval.schemas.codes import CODE_KINDS
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables.focus_groups import Codes
from kooperacja_eval.schemas.validate import validate
from kooperacja_eval.text import Text

CodeId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]*$")]

_NEAR: Final = 3
_ALIKE: Final = 0.6
"""Likeness from which a name is named as near, 0 to 1."""


def _kind(name: str) -> str:
    if name not in CODE_KINDS.ids:
        allowed = ", ".join(CODE_KINDS.ids)
        raise ValueError(
            Text(f"nieznany rodzaj; dozwolone: {allowed}", f"unknown kind; allowed: {allowed}")
        )
    return name


Kind = Annotated[str, AfterValidator(_kind)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ShippedPart(_Strict):
    """A codebook that the package ships."""

    name: Filled
    version: Filled


class OwnCode(_Strict):
    """A code of the study's own, added to the shipped codebook or instead of it."""

    code_id: CodeId
    parent_id: CodeId | None = None
    name_pl: Filled
    name_en: Filled | None = None
    kind: Kind
    definition_pl: Filled | None = None
    definition_en: Filled | None = None
    source: Filled | None = None


class Meaning(_Strict):
    """A code of the program, by path (``Bariery > Czas``) or identifier, and what it means."""

    tool: Filled
    code: CodeId


class CodebookFile(_Strict):
    """Everything that a ``codebook.toml`` says; codes in ``ignored`` go with all below them."""

    codebook: ShippedPart | None = None
    own: tuple[OwnCode, ...] = ()
    codes: tuple[Meaning, ...] = ()
    ignored: tuple[Filled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyCodebook:
    """The codebook of a study.

    Attributes
    ----------
    name : str
        The file, for messages.
    table : pandas.DataFrame
        The table of codes.
    meanings : mapping of str to str
        Folded path or identifier of a program's code to the code of the study.
    ignored : frozenset of str
        Folded paths and identifiers of codes that are left out.
    bare : frozenset of str
        Folded names that the file gives without a path.
    """

    name: str
    table: pd.DataFrame
    meanings: Mapping[str, str]
    ignored: frozenset[str]
    bare: frozenset[str]

    def is_ignored(self, code: QualCode, path: tuple[str, ...]) -> bool:
        """Return whether a code, or one above it, is left out."""
        above = {_key(path_id(path[:depth])) for depth in range(1, len(path) + 1)}
        return bool(self.ignored & {_key(code.id), *above})

    def meaning(self, code: QualCode, path: tuple[str, ...]) -> str | None:
        """Return the study's code that a program's code means, None where that is not said."""
        return self.meanings.get(_key(code.id)) or self.meanings.get(_key(path_id(path)))

    def near(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Return the study's codes whose names are most like the last part of a path."""
        names: dict[str, str] = {}
        for row in self.table.itertuples():
            for words in (row.code_id, row.name_pl, row.name_en):
                if isinstance(words, str):
                    names.setdefault(fold(words), str(row.code_id))
        found = difflib.get_close_matches(fold(path[-1]), names, n=_NEAR, cutoff=_ALIKE)
        return tuple(dict.fromkeys(names[name] for name in found))


def load_codebook(path: Path) -> StudyCodebook:
    """Read and check a ``codebook.toml``.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    ConfigurationError
        Where it is missing, is not TOML, breaks a rule, names a code that the codebook of the
        study does not have, or gives one code of the program two meanings.
    """
    said = read_toml(path, CodebookFile, "fgi.toml")
    table = _table(path.name, said)
    known = set(table["code_id"])
    unknown = sorted({entry.code for entry in said.codes} - known)
    if unknown:
        near = difflib.get_close_matches(unknown[0], sorted(known), n=_NEAR, cutoff=_ALIKE)
        raise _error(
            path.name,
            Text(
                f"codes: w księdze kodów badania nie ma {', '.join(unknown)}; "
                f"podobne: {', '.join(near) or 'brak'}",
                f"codes: the study's codebook has no {', '.join(unknown)}; "
                f"near names: {', '.join(near) or 'none'}",
            ),
        )
    named = [_key(entry.tool) for entry in said.codes] + [_key(name) for name in said.ignored]
    twice = ", ".join(sorted({name for name in named if named.count(name) > 1}))
    if twice:
        raise _error(
            path.name,
            Text(
                f"kod programu ma kilka znaczeń: {twice}",
                f"a code of the program has several meanings: {twice}",
            ),
        )
    meanings = {**_own_names(table), **{_key(entry.tool): entry.code for entry in said.codes}}
    ignored = frozenset(_key(name) for name in said.ignored)
    bare = frozenset(_key(entry.tool) for entry in said.codes if SEPARATOR not in _key(entry.tool))
    return StudyCodebook(name=path.name, table=table, meanings=meanings, ignored=ignored, bare=bare)


def paths_of(codes: tuple[QualCode, ...]) -> dict[str, tuple[str, ...]]:
    """Return the path of names of each code, from the top; a circle of parents ends where it began.

    Examples
    --------
    >>> paths_of((QualCode(id="1", name="A"), QualCode(id="2", name="b", parent="1")))
    {'1': ('A',), '2': ('A', 'b')}
    """
    by_id = {code.id: code for code in codes}
    found = {}
    for code in codes:
        parts: list[str] = []
        seen: set[str] = set()
        at: QualCode | None = code
        while at is not None and at.id not in seen:
            seen.add(at.id)
            parts.insert(0, at.name)
            at = by_id.get(at.parent)
        found[code.id] = tuple(parts)
    return found


def _key(name: str) -> str:
    return fold(path_id(split_path(name)) or name)


def _own_names(table: pd.DataFrame) -> dict[str, str]:
    """Return what needs no entry: identifiers, and whole paths of names in both languages."""
    rows = {str(row.code_id): row for row in table.itertuples()}
    found = {_key(code): code for code in rows}
    for language in ("name_pl", "name_en"):
        for code, row in rows.items():
            parts = [str(getattr(row, language))]
            above = rows.get(str(row.parent_id))
            while above is not None and len(parts) < len(rows):
                parts.insert(0, str(getattr(above, language)))
                above = rows.get(str(above.parent_id))
            found.setdefault(_key(SEPARATOR.join(parts)), code)
    return found


def _table(name: str, said: CodebookFile) -> pd.DataFrame:
    own = codes_frame([_row(code) for code in said.own])
    shipped = said.codebook
    if shipped is None:
        table = own
    else:
        book = codebook(shipped.name, shipped.version)
        table = pd.concat([book, own], ignore_index=True) if len(own) else book
    if table.empty:
        raise _error(
            name,
            Text(
                "księga kodów jest pusta; podaj [codebook] albo [[own]]",
                "the codebook is empty; give [codebook] or [[own]]",
            ),
        )
    problems: list[Problem] = validate(Codes, table)
    orphans = sorted(set(table["parent_id"].dropna()) - set(table["code_id"]))
    if problems or orphans:
        words = "; ".join(f"{p.field}: {p.message.pl}" for p in problems)
        english = "; ".join(f"{p.field}: {p.message.en}" for p in problems)
        lacking = ", ".join(orphans)
        raise _error(
            name,
            Text(
                f"own: {words or f'nie ma kodu nadrzędnego {lacking}'}",
                f"own: {english or f'there is no parent code {lacking}'}",
            ),
        )
    return table


def _row(code: OwnCode) -> dict[str, str]:
    return {key: value for key, value in code.model_dump().items() if value is not None}


def _error(name: str, message: Text) -> ConfigurationError:
    return ConfigurationError(Text(f"{name}, {message.pl}.", f"{name}, {message.en}."))
