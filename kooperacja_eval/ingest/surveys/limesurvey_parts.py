"""What a column of LimeSurvey holds: an answer, an option, an own answer, a comment, a time.

The border: names and, where no questionnaire is at hand, whether cells hold only ``Y`` or nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from kooperacja_eval.ingest.sheets import BLANKS, RawColumn
from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import Part
from kooperacja_eval.ingest.surveys.limesurvey_headings import (
    SYSTEM_COLUMNS,
    split_full,
)
from kooperacja_eval.ingest.surveys.lss_options import WORDS

_TICKED: Final = "Y"
_OTHERS: Final = frozenset(WORDS["other"].values())
_COMMENTS: Final = frozenset(WORDS["comment"].values())
_COMMENT: Final = "comment"


@dataclass(frozen=True, slots=True)
class Role:
    """What a column is: its part, the question it belongs to, and the code of its option."""

    part: Part
    question: str
    option: str = ""


def split_code(name: str) -> tuple[str, str]:
    """Return question and part of a name in code form; the second is empty where none is.

    Examples
    --------
    >>> split_code("M1[SQ001]"), split_code("K1[SQ001][2]"), split_code("wiek")
    (('M1', 'SQ001'), ('K1', 'SQ001][2'), ('wiek', ''))
    """
    question, found, part = name.partition("[")
    return (question, part[:-1]) if found and name.endswith("]") else (name, "")


def roles_of(
    names: Sequence[str],
    columns: Sequence[RawColumn],
    definition: SurveyDefinition | None,
    *,
    coded: bool,
    times: frozenset[str] = frozenset(),
) -> tuple[list[Role], list[str]]:
    """Return what each column is, and the questions taken for multiple choice by their cells.

    Parameters
    ----------
    names : sequence of str
        Names of the columns, in code form where ``coded``, else the headings.
    columns : sequence of RawColumn
        Their cells.
    definition : SurveyDefinition, optional
        The questionnaire; what it knows is not guessed.
    coded : bool
        Whether names are codes.
    times : frozenset of str
        Names of columns that say how long something took.
    """
    kinds = {} if definition is None else {q.name: q.kind for q in definition.questions}
    parted = [_parted(name, coded=coded or name in kinds) for name in names]
    stems = _stems(names, parted)
    codes = frozenset([*names, *(stem for stem in stems if stem)])
    roles = [
        Role("timing", _timed(name, codes)) if name in times else _role(name, parts, codes, kinds)
        for name, parts in zip(names, parted, strict=True)
    ]
    taken = _multiple(names, parted, roles, columns, stems, kinds)
    roles = [
        Role("option", stem, part) if stem in taken and role.part == "answer" else role
        for role, (stem, part) in zip(roles, parted, strict=True)
    ]
    return roles, [stem for stem, guessed in taken.items() if guessed]


def _parted(name: str, *, coded: bool) -> tuple[str, str]:
    return split_code(name) if coded else split_full(name)


def _stems(names: Sequence[str], parted: Sequence[tuple[str, str]]) -> Mapping[str, list[int]]:
    """Return the columns of each question that has parts."""
    found: dict[str, list[int]] = {}
    for index, (stem, part) in enumerate(parted):
        if part and names[index] not in SYSTEM_COLUMNS:
            found.setdefault(stem, []).append(index)
    return found


def _role(
    name: str, parts: tuple[str, str], codes: frozenset[str], kinds: Mapping[str, str]
) -> Role:
    stem, part = parts
    if name not in kinds and name in SYSTEM_COLUMNS:
        return Role("system", name)
    kind = kinds.get(name)
    if part == "filecount" or kind == "note":
        return Role("note", stem if part else name)
    if kind == "option":
        return Role("option", stem, part)
    if part == "other" or (part in _OTHERS and kind is None):
        return Role("other", stem)
    if _is_comment(stem, part, codes):
        return Role("comment", stem)
    return Role("answer", name)


def _timed(name: str, codes: frozenset[str]) -> str:
    """Return the question that a time is of; its own name where there is no such question."""
    question = name.removesuffix("Time")
    return question if question in codes else name


def _is_comment(stem: str, part: str, codes: frozenset[str]) -> bool:
    if part in (_COMMENT, "othercomment") or part in _COMMENTS:
        return True
    if part.rpartition("][")[2] in _COMMENTS:
        return True
    return part.endswith(_COMMENT) and f"{stem}[{part.removesuffix(_COMMENT)}]" in codes


def _multiple(
    names: Sequence[str],
    parted: Sequence[tuple[str, str]],
    roles: Sequence[Role],
    columns: Sequence[RawColumn],
    stems: Mapping[str, list[int]],
    kinds: Mapping[str, str],
) -> dict[str, bool]:
    """Return the questions of several options, and whether only their cells say so.

    Options with comments of their own, or with an own answer beside them, are multiple choice in
    LimeSurvey by its types; a question with neither is taken for it where its cells hold nothing
    but ``Y``, in some rows.
    """
    found = {}
    for stem, indices in stems.items():
        asked = [i for i in indices if roles[i].part == "answer" and names[i] not in kinds]
        if not asked:
            continue
        beside = {roles[i].part for i in indices} - {"answer"}
        said = bool(beside & {"other", "comment"}) and all(parted[i][1] for i in asked)
        if said or (len(asked) > 1 and _only_ticks([columns[i] for i in asked])):
            found[stem] = not said
    return found


def _only_ticks(columns: Sequence[RawColumn]) -> bool:
    values: set[object] = set()
    for column in columns:
        values |= _different(column)
        if values - {_TICKED, "", None}:
            return False
    return _TICKED in values


def _different(column: RawColumn) -> set[object]:
    if isinstance(column, list):
        return {cell.strip(BLANKS) if isinstance(cell, str) else cell for cell in column}
    several = pc.unique(column)
    return set(several.to_pylist()) if isinstance(several, pa.Array) else set()
