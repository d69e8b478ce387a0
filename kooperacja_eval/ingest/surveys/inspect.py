"""Looks at a file of a survey and says what it seems to be, before there is a mapping.

The border: what is found is a suggestion for a person; ``inspect_mapping`` writes it as a first
``survey.toml``. Nothing here reads answers into tables.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import (
    ExportColumn,
    Part,
    Platform,
    RefusedFileError,
    SurveyExport,
    SurveyFile,
)
from kooperacja_eval.ingest.surveys.inspect_columns import Look, look
from kooperacja_eval.ingest.surveys.inspect_items import ItemGuess, guess_item, settle_blocks
from kooperacja_eval.ingest.surveys.inspect_people import People, find_people
from kooperacja_eval.ingest.surveys.recognise import recognise
from kooperacja_eval.instruments.questionnaires import questionnaire, shipped
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

FEWEST_SHIPPED: Final = 3
"""Items of a shipped instrument from which it is recognised."""
_ITEMS: Final = frozenset(("answer", "option", "other", "comment", "summary"))
_LONGEST_NAME: Final = 30
_NO_ANSWERS: Final = Text(
    "W pliku nie ma odpowiedzi, jest najwyżej sam kwestionariusz. Podaj plik z odpowiedziami, a "
    "ten w opcji --definition.",
    "The file has no answers, at most a questionnaire. Name the file of answers, and this one in "
    "the option --definition.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What a file of a survey seems to be.

    Attributes
    ----------
    file : str
        The file.
    definition_file : str or None
        File of the definition.
    platform : str
        Platform that wrote it.
    reason : Text
        What tells the platform.
    alternatives : tuple of Platform
        Platforms that it might be as well, the likelier first.
    export : SurveyExport
        The questionnaire itself.
    repeats : tuple of str
        Repeats in the file, each to be mapped on its own.
    sheets : tuple of str
        Further sheets with answers, each to be mapped on its own.
    versions : tuple of str
        Versions of the form.
    parts : mapping of Part to int
        Number of columns of each part.
    answers : str
        ``labels`` where cells hold the words of the options, else ``codes``.
    people : People
        Columns about respondents.
    instrument, version : str
        Shipped instrument that the items belong to; empty where none.
    items : tuple of ItemGuess
        Suggested items, in the order of the file.
    problems : tuple of Problem
        What is wrong in the file.
    notes : tuple of Text
        What else is to be known.
    """

    file: str
    definition_file: str | None
    platform: Platform
    reason: Text
    alternatives: tuple[Platform, ...]
    export: SurveyExport
    repeats: tuple[str, ...]
    sheets: tuple[str, ...]
    versions: tuple[str, ...]
    parts: Mapping[Part, int]
    answers: Literal["codes", "labels"]
    people: People
    instrument: str
    version: str
    items: tuple[ItemGuess, ...]
    problems: tuple[Problem, ...] = field(default=())
    notes: tuple[Text, ...] = field(default=())

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.export.rows)

    @property
    def complete(self) -> int | None:
        """Number of completed rows; None where the platform does not say."""
        found = self.export.complete
        return None if found is None else int(found.sum())


def inspect_file(file: SurveyFile, definition: SurveyFile | None = None) -> Inspection:
    """Return what a file of a survey seems to be.

    Parameters
    ----------
    file : SurveyFile
        The file.
    definition : SurveyFile, optional
        The platform's definition of the questionnaire (``.lss``, XLSForm).

    Raises
    ------
    RefusedFileError
        Where the file cannot be read at all, or holds a questionnaire without answers.
    """
    found = recognise(file, definition_file=definition)
    if not found.reading.exports:
        raise RefusedFileError("no_answers", _NO_ANSWERS)
    return inspect_export(
        found.reading.exports,
        found.definition,
        reason=found.reason,
        alternatives=found.alternatives,
        problems=found.reading.problems,
        notes=found.notes,
        definition_file=None if definition is None else definition.name,
    )


def inspect_export(
    exports: Sequence[SurveyExport],
    definition: SurveyDefinition | None,
    *,
    reason: Text,
    alternatives: tuple[Platform, ...] = (),
    problems: tuple[Problem, ...] = (),
    notes: tuple[Text, ...] = (),
    definition_file: str | None = None,
) -> Inspection:
    """Return what exports that were read seem to be; the first of them is the questionnaire."""
    export = exports[0]
    looks = [look(column, len(export.rows)) for column in export.columns]
    people = find_people(looks, export.platform, definition)
    asked = [
        entry
        for entry in looks
        if entry.column.part in _ITEMS and entry.column.name not in people.claimed()
    ]
    asked = _without_summaries(asked)
    instrument, version, known = _shipped(asked)
    return Inspection(
        file=export.file,
        definition_file=definition_file,
        platform=export.platform,
        reason=reason,
        alternatives=alternatives,
        export=export,
        repeats=tuple(other.repeat for other in exports[1:] if other.repeat),
        sheets=tuple(other.sheet for other in exports[1:] if other.sheet and not other.repeat),
        versions=tuple(dict.fromkeys(name for name in export.versions or () if name)),
        parts=Counter(column.part for column in export.columns),
        answers=_answers(asked, definition),
        people=people,
        instrument=instrument,
        version=version,
        items=tuple(_items(asked, definition, known)),
        problems=problems,
        notes=notes,
    )


def _without_summaries(looks: Sequence[Look]) -> list[Look]:
    """Leave out the summary of a multiple choice whose options have columns of their own."""
    split = {entry.column.question for entry in looks if entry.column.part == "option"}
    return [
        entry
        for entry in looks
        if entry.column.part != "summary" or entry.column.question not in split
    ]


def _items(
    looks: Sequence[Look], definition: SurveyDefinition | None, known: Mapping[str, str]
) -> list[ItemGuess]:
    used = set(known.values())
    items = []
    for number, entry in enumerate(looks, start=1):
        name = entry.column.name
        if name in known:
            items.append(ItemGuess(column=name, item=known[name], kind=None))
            continue
        item = _identifier(entry.column, number, used)
        used.add(item)
        items.append(guess_item(entry, item, definition))
    return settle_blocks(items, {entry.column.name: entry for entry in looks})


def _identifier(column: ExportColumn, number: int, used: set[str]) -> str:
    """Return a name for an item: that of the column where it can be one, else a number."""
    plain = re.sub(r"[^A-Za-z0-9]+", "_", column.name).strip("_")
    if column.name.isascii() and len(plain) <= _LONGEST_NAME and plain[:1].isalpha():
        name = plain
    else:
        name = f"P{number:02d}"
    while name in used:
        name += "_2"
    return name


def _shipped(looks: Sequence[Look]) -> tuple[str, str, dict[str, str]]:
    """Return the shipped instrument that most columns answer, and which item each answers."""
    best: tuple[str, str, dict[str, str]] = ("", "", {})
    for instrument, versions in shipped().items():
        items = set(questionnaire(instrument, versions[-1]).items["item_id"])
        known: dict[str, str] = {}
        for entry in looks:
            item = next((n for n in _spellings(entry.column.name) if n in items), None)
            if item is not None and item not in known.values():
                known[entry.column.name] = item
        if len(known) >= max(FEWEST_SHIPPED, len(best[2]) + 1):
            best = (instrument, versions[-1], known)
    return best


def _spellings(name: str) -> tuple[str, ...]:
    """Return the ways in which a column may name its item: ``RD[RD1]``, ``RD[1]``, ``RD1``."""
    inner = name.partition("[")[2].partition("]")[0]
    return (name, inner, re.sub(r"[^A-Za-z0-9]", "", name), name.rpartition("/")[2])


def _answers(
    looks: Sequence[Look], definition: SurveyDefinition | None
) -> Literal["codes", "labels"]:
    """Return whether cells of questions with options hold codes or words."""
    codes = words = 0
    for entry in looks:
        question = None if definition is None else definition.question(entry.column.name)
        if question is None or entry.column.part != "answer":
            continue
        offered = {option.code for option in question.options}
        labels = {fold(w) for option in question.options for w in option.labels.values() if w}
        codes += sum(count for text, count in entry.counts.items() if text in offered)
        words += sum(
            count
            for text, count in entry.counts.items()
            if text not in offered and fold(text) in labels
        )
    return "labels" if words > codes else "codes"
