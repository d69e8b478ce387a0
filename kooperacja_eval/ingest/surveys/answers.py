"""Answers of one item: what each distinct cell is worth, or why there is no answer.

A cell is read in this order: a missing code of the item; ``values`` of the item; missing codes of
the whole survey, and those that the platform or the instrument declares; the code of an option; a
number; where cells hold words, the label of an option; a code that ends in a number (``A1`` to
``A5``), only where the platform's definition has that code and calls the question a rating.
Nothing else is taken for an answer. Missing codes of the whole survey do not hold for open answers
and dates, in which they may be words of a person.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from kooperacja_eval.ingest.characters import clean
from kooperacja_eval.ingest.numerals import parse_number
from kooperacja_eval.ingest.sheets import Cell, ErrorCell, cell_text, is_blank
from kooperacja_eval.ingest.surveys.days import day_of
from kooperacja_eval.ingest.surveys.definition import AnswerOption, Question
from kooperacja_eval.ingest.surveys.mapping import ItemPart, SurveyMapping
from kooperacja_eval.ingest.surveys.questionnaire import ItemSpec
from kooperacja_eval.schemas.codes import MISSING_REASONS
from kooperacja_eval.schemas.field import Field, fold
from kooperacja_eval.text import Lang, same

REASONS: Final = {reason: index for index, reason in enumerate(MISSING_REASONS.ids)}
"""Index of each reason among ``MISSING_REASONS``."""
ANSWERED: Final = -1
OTHER: Final = "-oth-"
"""What LimeSurvey writes where the answer is among the free words to "other"."""

Worth = TypeVar("Worth")

_NUMBER: Final = Field(kind="number", label=same(""), definition=same(""))
_ENDING: Final = re.compile(r"[^\W\d]+_?(\d+)")
_YES: Final = frozenset(("y", "yes", "t", "tak", "1", "true", "prawda", "checked", "x", "ja"))
_NO: Final = frozenset(
    ("n", "no", "nie", "0", "false", "falsz", "unchecked", "not checked", "nein")
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one cell is worth.

    Attributes
    ----------
    value : float
        nan where there is none.
    reason : int
        Index among ``MISSING_REASONS``, ``ANSWERED`` where there is an answer.
    text : str or None
        Open answer, or code of an answer that is not a number.
    rule : str
        Rule that the cell breaks; empty where it breaks none.
    """

    value: float = math.nan
    reason: int = ANSWERED
    text: str | None = None
    rule: str = ""


SKIPPED: Final = Answer(reason=REASONS["skipped"])
UNKNOWN: Final = Answer(reason=REASONS["unreadable"], rule="unknown_answer")
OUTSIDE: Final = Answer(reason=REASONS["unreadable"], rule="out_of_scale")
AMBIGUOUS: Final = Answer(reason=REASONS["unreadable"], rule="ambiguous_label")
NOT_A_DATE: Final = Answer(reason=REASONS["unreadable"], rule="not_a_date")


class ItemReader:
    """Reads the cells of one item.

    Parameters
    ----------
    part : ItemPart
        What the mapping says of the item.
    spec : ItemSpec
        What the questionnaire says of it.
    question : Question, optional
        What the platform says of the column.
    mapping : SurveyMapping
        Missing codes, language and kind of cells of the whole survey.
    """

    def __init__(
        self, part: ItemPart, spec: ItemSpec, question: Question | None, mapping: SurveyMapping
    ) -> None:
        self.part = part
        self.spec = spec
        open_answer = spec.kind in ("text", "date")
        self._own_missing = _reasons(part.missing.items())
        self._values = _by_code(part.values.items())
        self._missing = _reasons(_declared(spec, question, mapping))
        if not open_answer:
            self._missing |= _reasons(mapping.missing.items())
        self._options = _by_code((o.code, o) for o in spec.options if o.reason is None)
        self._labels = _labels(spec, question, mapping)
        self._rated = _rated(question)
        self._listed = {o.value for o in spec.options if o.value is not None}

    def read(self, cell: Cell) -> Answer:
        """Return what a cell is worth."""
        if is_blank(cell):
            return SKIPPED
        if isinstance(cell, ErrorCell):
            return UNKNOWN
        code = clean(cell_text(cell))
        reason = _reason(self._own_missing, code)
        if reason is None and _found(self._values, code) is None:
            reason = _reason(self._missing, code)
        if reason is not None:
            return Answer(reason=REASONS[reason])
        match self.spec.kind:
            case "text":
                return Answer(text=cell if isinstance(cell, str) else code)
            case "date":
                day = day_of(cell)
                return NOT_A_DATE if day is None else Answer(text=day.isoformat())
            case "option":
                return self._option(code)
            case "choice":
                return self._choice(code)
            case _:
                return self._number(cell, code)

    def _number(self, cell: Cell, code: str) -> Answer:
        value, ambiguous = self._worth(cell, code)
        if value is None:
            return AMBIGUOUS if ambiguous else UNKNOWN
        low, high = self.spec.low, self.spec.high
        if (low is not None and value < low) or (high is not None and value > high):
            return OUTSIDE
        if self.spec.kind == "rating" and self._listed and value not in self._listed:
            return UNKNOWN
        return Answer(value)

    def _worth(self, cell: Cell, code: str) -> tuple[float | None, bool]:
        """Return the number of a code, and whether a label that it may be means two."""
        given = _found(self._values, code)
        option = _found(self._options, code)
        if given is None and option is not None:
            given = option.value
        if given is not None:
            return given, False
        number = parse_number(_NUMBER, cell if not isinstance(cell, bool) else None, code)
        if isinstance(number, float):
            return number, False
        if fold(code) in self._labels:
            found = self._labels[fold(code)]
            return (None, True) if found is None else (self._of_code(found), False)
        return (self._ending(code) if code in self._rated else None), False

    def _of_code(self, code: str) -> float | None:
        """Return the number of the code that a label stands for."""
        given = _found(self._values, code)
        option = _found(self._options, code)
        if given is None and option is not None:
            given = option.value
        if given is not None:
            return given
        number = parse_number(_NUMBER, code, code)
        return number if isinstance(number, float) else self._ending(code)

    def _ending(self, code: str) -> float | None:
        found = _ENDING.fullmatch(code)
        return float(found[1]) if found and code in self._rated else None

    def _choice(self, code: str) -> Answer:
        if code == OTHER:
            return Answer(text=code)
        option = _found(self._options, code)
        if option is None and fold(code) in self._labels:
            meant = self._labels[fold(code)]
            if meant is None:
                return AMBIGUOUS
            code, option = meant, _found(self._options, meant)
        value = _found(self._values, code)
        if value is None and option is not None:
            value = option.value
        if value is None and option is None and self._options:
            return UNKNOWN
        text = code if option is None else option.code
        return Answer(math.nan if value is None else value, text=text)

    def _option(self, code: str) -> Answer:
        given = _found(self._values, code)
        if given is not None:
            return Answer(given)
        written = fold(code)
        if written in _YES or written in self._labels:
            return Answer(1.0)
        return Answer(0.0) if written in _NO else UNKNOWN


def _by_code(pairs: Iterable[tuple[str, Worth]]) -> dict[str, Worth]:
    """Return values by code, and by the code as a number where it is one."""
    found = dict(pairs)
    return {**{_plain(code): value for code, value in found.items()}, **found}


def _found(values: Mapping[str, Worth], code: str) -> Worth | None:
    return values.get(code, values.get(_plain(code)))


def _reasons(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return reasons by code, also in lower case without diacritics, as words are compared."""
    found = _by_code(pairs)
    return {**{fold(code): reason for code, reason in found.items()}, **found}


def _reason(reasons: Mapping[str, str], code: str) -> str | None:
    return _found(reasons, code) or reasons.get(fold(code))


def _plain(code: str) -> str:
    """Return a code that is a number without zeros that say nothing: ``1,0`` and ``01`` are 1."""
    number = parse_number(_NUMBER, code, code)
    return f"{number:.15g}" if isinstance(number, float) else code


def _declared(
    spec: ItemSpec, question: Question | None, mapping: SurveyMapping
) -> list[tuple[str, str]]:
    """Return the codes that platform and instrument declare missing; the mapping goes before."""
    declared = []
    for option in question.options if question else ():
        if option.missing:
            declared.append((option.code, "declared"))
            words = _words(option, mapping.survey.language)
            if words and mapping.survey.answers == "labels":
                declared.append((words, "declared"))
    return [*declared, *((option.code, option.reason) for option in spec.options if option.reason)]


def _labels(
    spec: ItemSpec, question: Question | None, mapping: SurveyMapping
) -> dict[str, str | None]:
    """Return folded label to code, None where options of different codes share a label.

    Labels of the questionnaire go before those of the platform.
    """
    if mapping.survey.answers != "labels":
        return {}
    lang = mapping.survey.language
    offered = question.options if question else ()
    return {
        **_distinct((_words(option, lang), option.code) for option in offered),
        **_distinct((option.label(lang), option.code) for option in spec.options),
    }


def _distinct(pairs: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for words, code in pairs:
        name = fold(words)
        if name:
            found[name] = code if found.get(name, code) == code else None
    return found


def _words(option: AnswerOption, lang: Lang) -> str:
    return option.labels.get(lang) or option.labels.get("") or ""


def _rated(question: Question | None) -> frozenset[str]:
    if question is None or question.kind != "rating":
        return frozenset()
    return frozenset(option.code for option in question.options)
