"""Labels of SPSS as answer options and questions.

The border: what the file declares, and nothing guessed from the words of a label.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, TypeAlias

from kooperacja_eval.ingest.sheets import Cell
from kooperacja_eval.ingest.surveys.definition import AnswerOption, Kind, Question
from kooperacja_eval.ingest.surveys.spss_values import (
    code_text,
    is_date_format,
    is_time_format,
)

Range: TypeAlias = Mapping[str, float | str]
_RATING_FROM: Final = 3
"""Answers that make a rating, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """The question that a variable belongs to.

    Attributes
    ----------
    question : str
        Name of its multiple response set, else its own.
    label : str
        Label of the set.
    ticked : str
        Value that means a tick, for variables that are options of a set; else empty.
    """

    question: str
    label: str = ""
    ticked: str = ""


def memberships(sets: Mapping[str, Any], names: Iterable[str]) -> dict[str, Membership]:
    """Return the multiple response set of each variable that is in one.

    Of a set of dichotomies each variable is an option; of a set of categories each variable is
    one more answer to the same question. Of several sets the first counts.

    Parameters
    ----------
    sets : mapping of str to mapping
        ``mr_sets`` of pyreadstat.
    names : iterable of str
        Variables of the file.
    """
    known = set(names)
    found: dict[str, Membership] = {}
    for name, entry in sets.items():
        ticked = code_text(entry["counted_value"]) if entry["is_dichotomy"] else ""
        member = Membership(question=name, label=entry["label"] or "", ticked=ticked)
        for variable in entry["variable_list"]:
            if variable in known:
                found.setdefault(variable, member)
    return found


def options_of(
    labels: Mapping[float | str, str], ranges: Sequence[Range], cells: Sequence[Cell]
) -> tuple[AnswerOption, ...]:
    """Return the answers of a variable that have a label or are declared missing.

    Parameters
    ----------
    labels : mapping of value to str
        Value labels.
    ranges : sequence of mappings with ``lo`` and ``hi``
        What the file declares missing, both ends included; single values have equal ends.
    cells : sequence of Cell
        Cells of the variable: values in a declared range become options even without a label.

    Returns
    -------
    tuple of AnswerOption
        Labelled values in the order of the file, then the others from the smallest.
    """
    known = {code_text(value) for value in labels}
    bare = {code_text(value): value for value in _declared(ranges, cells)}
    others = sorted((code, value) for code, value in bare.items() if code not in known)
    labelled = [
        AnswerOption(
            code=code_text(value),
            labels={"": label.strip()} if label.strip() else {},
            missing=_is_missing(value, ranges),
        )
        for value, label in labels.items()
    ]
    return (
        *labelled,
        *(AnswerOption(code=code, labels={}, missing=True) for code, _ in _by_value(others)),
    )


def question_of(
    name: str,
    member: Membership,
    *,
    label: str,
    form: str,
    measure: str,
    options: tuple[AnswerOption, ...],
) -> Question:
    """Return the question that a variable answers.

    The kind is ``rating`` where at least three answers that are not missing are whole numbers in
    rising order, unless the file calls the variable nominal; else ``choice`` where there are such
    answers. Times of the day are ``text``: no other kind holds them.

    Parameters
    ----------
    name : str
        The variable.
    member : Membership
        Its multiple response set, or itself.
    label : str
        Label of the variable.
    form, measure : str
        Format and level of measurement.
    options : tuple of AnswerOption
        From ``options_of``.
    """
    text = " – ".join(part.strip() for part in (member.label, label) if part.strip())
    return Question(
        name=name,
        question=member.question,
        kind="option" if member.ticked else _kind(form, measure, options),
        texts={"": text} if text else {},
        options=options,
    )


def _kind(form: str, measure: str, options: Sequence[AnswerOption]) -> Kind:
    answers = [option.code for option in options if not option.missing]
    if is_date_format(form):
        return "date"
    if is_time_format(form):
        return "text"
    if measure != "nominal" and len(answers) >= _RATING_FROM and _rising(answers):
        return "rating"
    if answers:
        return "choice"
    return "text" if form.upper().startswith("A") else "number"


def _rising(codes: Sequence[str]) -> bool:
    if not all(code.removeprefix("-").isdecimal() for code in codes):
        return False
    numbers = [int(code) for code in codes]
    return all(low < high for low, high in pairwise(numbers))


def _declared(ranges: Sequence[Range], cells: Sequence[Cell]) -> Iterator[float | str]:
    """Return single values declared missing, and cells that lie in a declared range."""
    yield from (entry["lo"] for entry in ranges if entry["lo"] == entry["hi"])
    if any(entry["lo"] != entry["hi"] for entry in ranges):
        for cell in cells:
            if isinstance(cell, int | float | str) and _is_missing(cell, ranges):
                yield cell


def _is_missing(value: float | str, ranges: Sequence[Range]) -> bool:
    return any(_within(value, entry["lo"], entry["hi"]) for entry in ranges)


def _within(value: float | str, low: float | str, high: float | str) -> bool:
    if isinstance(value, str) or isinstance(low, str) or isinstance(high, str):
        return isinstance(value, str) and value.rstrip(" ") == str(low).rstrip(" ")
    return low <= value <= high


def _by_value(found: Sequence[tuple[str, float | str]]) -> list[tuple[str, float | str]]:
    return sorted(found, key=lambda entry: (isinstance(entry[1], str), entry[1]))
