"""Which items the columns of an export seem to answer: kinds, limits, missing codes, blocks.

A kind comes from the platform's definition where there is one, else from the cells. Limits that
come from cells are those of the smallest usual scale that holds what a block of questions has.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from kooperacja_eval.ingest.surveys.answers import OTHER
from kooperacja_eval.ingest.surveys.definition import Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.inspect_columns import Look
from kooperacja_eval.ingest.surveys.mapping import Kind, Reason
from kooperacja_eval.schemas.field import fold

MISSING_WORDS: Final[Mapping[str, Reason]] = {
    "nie wiem": "dont_know", "trudno powiedziec": "dont_know", "nie mam zdania": "dont_know",
    "nie wiem, trudno powiedziec": "dont_know", "nie wiem/trudno powiedziec": "dont_know",
    "don't know": "dont_know", "do not know": "dont_know", "hard to say": "dont_know",
    "nie dotyczy": "not_applicable", "not applicable": "not_applicable", "n/a": "not_applicable",
    "odmowa": "refused", "odmowa odpowiedzi": "refused", "refused": "refused",
    "brak danych": "declared", "brak odpowiedzi": "declared", "no data": "declared",
}  # fmt: skip
"""Words, folded, that are no answers, and why."""
MISSING_NUMBERS: Final = frozenset(
    (7.0, 8.0, 9.0, 96.0, 97.0, 98.0, 99.0, 997.0, 998.0, 999.0, -1.0, -7.0, -8.0, -9.0, -99.0)
)
"""Numbers that surveys write where there is no answer, taken so only beyond the scale."""
SMALLEST_BLOCK: Final = 3
ROWS_FOR_DIRECTION: Final = 30
NEGATIVE: Final = -0.2

_HIGHS: Final = (2, 3, 4, 5, 6, 7, 10)
_HIGHEST: Final = 10
_MOST_CHOICES: Final = 12
_LONGEST_CHOICE: Final = 80
_BLOCK: Final = re.compile(r"(.*[^\W\d])_?\d+[a-z]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGuess:
    """What an item seems to be.

    Attributes
    ----------
    column : str
        Column of the export.
    item : str
        Suggested identifier.
    kind : str or None
        None of an item of a shipped instrument, of which everything is known.
    low, high : float or None
        Limits of a rating.
    missing : mapping of str to str
        Codes that are no answers, with reasons.
    words : str
        What was asked, for a comment.
    block : str
        Array, group or common beginning of names; empty where none.
    turned : bool
        Whether it goes against the rest of its block; a comment only.
    """

    column: str
    item: str
    kind: Kind | None
    low: float | None = None
    high: float | None = None
    missing: Mapping[str, Reason] = field(default_factory=dict)
    words: str = ""
    block: str = ""
    turned: bool = False


def guess_item(look: Look, item: str, definition: SurveyDefinition | None) -> ItemGuess:
    """Return what the column of an item of one's own seems to be."""
    name = look.column.name
    question = None if definition is None else definition.question(name)
    missing = _missing(look, question)
    answers = [text for text in look.counts if text not in missing]
    kind = _kind(look, question, answers)
    numbers = [look.numbers[text] for text in answers if text in look.numbers]
    if kind in ("text", "date"):
        missing = {}
    if kind == "choice":
        missing = {code: reason for code, reason in missing.items() if code != OTHER}
    limits = _limits(numbers) if kind == "rating" and not _listed(question) else (None, None)
    return ItemGuess(
        column=name,
        item=item,
        kind=kind,
        low=limits[0],
        high=limits[1],
        missing=missing,
        words=_words(look, question),
        block=_block(look, question),
    )


def settle_blocks(items: Sequence[ItemGuess], looks: Mapping[str, Look]) -> list[ItemGuess]:
    """Give ratings of one block the same limits, and say which go against the rest of it."""
    blocks: dict[str, list[ItemGuess]] = {}
    for entry in items:
        if entry.kind == "rating" and entry.block:
            blocks.setdefault(entry.block, []).append(entry)
    settled = {}
    for members in blocks.values():
        if len(members) < SMALLEST_BLOCK:
            continue
        lows = [m.low for m in members if m.low is not None]
        highs = [m.high for m in members if m.high is not None]
        turned = _turned(members, looks)
        for member in members:
            settled[member.column] = replace(
                member,
                low=min(lows) if member.low is not None else None,
                high=max(highs) if member.high is not None else None,
                turned=member.column in turned,
            )
    small = {name for name, members in blocks.items() if len(members) < SMALLEST_BLOCK}
    return [settled.get(m.column, replace(m, block="") if m.block in small else m) for m in items]


def _turned(members: Sequence[ItemGuess], looks: Mapping[str, Look]) -> frozenset[str]:
    """Return the columns whose correlation with the mean of the rest is clearly negative."""
    columns = []
    for member in members:
        values = looks[member.column].values()
        coded = [looks[member.column].numbers.get(code) for code in member.missing]
        values[np.isin(values, [number for number in coded if number is not None])] = np.nan
        columns.append(values)
    matrix = np.column_stack(columns)
    whole = matrix[~np.isnan(matrix).any(axis=1)]
    if len(whole) < ROWS_FOR_DIRECTION:
        return frozenset()
    found = []
    for at, member in enumerate(members):
        rest = np.delete(whole, at, axis=1).mean(axis=1)
        if whole[:, at].std() > 0 and rest.std() > 0:
            together = float(np.corrcoef(whole[:, at], rest)[0, 1])
            if together < NEGATIVE:
                found.append(member.column)
    return frozenset(found)


def _kind(look: Look, question: Question | None, answers: Sequence[str]) -> Kind:
    part = look.column.part
    if part == "option":
        return "option"
    if part in ("other", "comment", "summary"):
        return "text"
    if question is not None and question.kind == "date":
        return "date" if look.days or not look.counts else "text"
    if question is not None and question.kind != "note":
        return question.kind
    if not answers:
        return "text"
    if all(text in look.numbers for text in answers):
        return "rating" if _is_rating([look.numbers[text] for text in answers]) else "number"
    if look.days:
        return "date"
    few = len(answers) <= min(_MOST_CHOICES, max(2, look.filled // 2))
    short = max(len(text) for text in answers) <= _LONGEST_CHOICE
    return "choice" if few and short else "text"


def _is_rating(numbers: Sequence[float]) -> bool:
    return all(n.is_integer() and 0 <= n <= _HIGHEST for n in numbers)


def _limits(numbers: Sequence[float]) -> tuple[float, float]:
    top = max(numbers, default=0.0)
    high = next((h for h in _HIGHS if h >= top), _HIGHEST)
    low = 0.0 if min(numbers, default=1.0) < 1 or high == _HIGHEST else 1.0
    return low, float(max(high, 5) if low else high)


def _listed(question: Question | None) -> bool:
    return question is not None and question.kind == "rating" and bool(question.options)


def _missing(look: Look, question: Question | None) -> dict[str, Reason]:
    """Return the codes that are no answers: by their words, or numbers beyond the scale."""
    found: dict[str, Reason] = {}
    for option in question.options if question else ():
        labels = [option.code, *option.labels.values()]
        said = next((MISSING_WORDS[fold(w)] for w in labels if fold(w) in MISSING_WORDS), None)
        if said is not None or option.missing:
            found[option.code] = said or "declared"
    for text in look.counts:
        if fold(text) in MISSING_WORDS:
            found[text] = MISSING_WORDS[fold(text)]
        elif text == OTHER:
            found[text] = "declared"
    rest = [n for text, n in look.numbers.items() if n not in MISSING_NUMBERS]
    offered = {option.code for option in question.options} if question else set()
    if rest and _is_rating(rest):
        for text, number in look.numbers.items():
            beyond = number < 0 or number > max(rest) + 1
            if number in MISSING_NUMBERS and beyond and text not in offered:
                found.setdefault(text, "declared")
    return found


def _words(look: Look, question: Question | None) -> str:
    texts = {} if question is None else question.texts
    found = texts.get("pl") or texts.get("") or next(iter(texts.values()), "")
    header = look.column.header
    return found or ("" if header == look.column.name else header)


def _block(look: Look, question: Question | None) -> str:
    column = look.column
    if "[" in column.name:
        return column.name.partition("[")[0]
    if column.question and column.question != column.name:
        return column.question
    if question is not None and question.group:
        return question.group
    found = _BLOCK.fullmatch(column.name)
    return found[1] if found else ""
