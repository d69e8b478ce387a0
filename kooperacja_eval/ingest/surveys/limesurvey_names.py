"""Names of the columns of an export of LimeSurvey: one code for every style of headings.

The border: a heading becomes a name here, with the help of the questionnaire where headings are
words; what a column holds is said in ``limesurvey_parts``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kooperacja_eval.ingest.sheets import letter
from kooperacja_eval.ingest.surveys import limesurvey_problems as problems
from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.ingest.surveys.limesurvey_headings import (
    SYSTEM_COLUMNS,
    Headings,
    canonical,
    code_of,
    system_name,
    timing_name,
)
from kooperacja_eval.ingest.surveys.limesurvey_matching import expressions, match_headings
from kooperacja_eval.ingest.surveys.limesurvey_table import LimeTable
from kooperacja_eval.schemas.problems import Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of all columns.

    Attributes
    ----------
    names : tuple of str
        One for each column, no two the same.
    coded : bool
        Whether they are codes; else they are headings, but for those that were matched.
    times : frozenset of str
        Names of columns that say how long something took.
    matched : int
        Columns whose question the questionnaire knows.
    problems : tuple of Problem
        Headings that come twice, mean no question, or may mean several.
    """

    names: tuple[str, ...]
    coded: bool
    times: frozenset[str] = frozenset()
    matched: int = 0
    problems: tuple[Problem, ...] = ()


def names_of(
    file: SurveyFile, table: LimeTable, headings: Headings, definition: SurveyDefinition | None
) -> Names:
    """Return the names of the columns of a table.

    Parameters
    ----------
    file : SurveyFile
        For messages.
    table : LimeTable
        The table.
    headings : Headings
        Style of its headings.
    definition : SurveyDefinition, optional
        The questionnaire.
    """
    coded = headings.style in ("code", "expression", "code_text")
    own = _own_columns(table.headings, headings.separator, coded=coded)
    asked = [i for i in range(len(table.headings)) if i not in own]
    written = [table.headings[i] for i in asked]
    meant = (_codes if coded else _words)(written, headings, definition)
    found = {i: names[0] for i, names in zip(asked, meant, strict=True) if len(names) == 1}
    names = [own.get(i) or found.get(i) or _plain(h, i) for i, h in enumerate(table.headings)]
    unique, twice = _unique(names)
    found_wrong = _repeated(file, table, twice, coded=coded)
    times = frozenset(unique[i] for i, name in own.items() if name not in SYSTEM_COLUMNS)
    if definition is None:
        return Names(names=unique, coded=coded, times=times, problems=tuple(found_wrong))
    unclear = [i for i, each in zip(asked, meant, strict=True) if len(each) > 1]
    known = {question.name for question in definition.questions}
    matched = [i for i in asked if unique[i] in known]
    without = [i for i in asked if i not in {*matched, *unclear} and table.headings[i].strip()]
    where = (file, table.sheet)
    if without:
        letters = _letters(without)
        found_wrong.append(problems.unmatched(*where, len(matched), letters, definition.file))
    if unclear:
        found_wrong.append(problems.ambiguous(*where, _letters(unclear), definition.file))
    return Names(
        names=unique, coded=coded, times=times, matched=len(matched), problems=tuple(found_wrong)
    )


def unnamed_column(index: int) -> str:
    """Return the name of a column without a heading, counted from 0.

    Examples
    --------
    >>> unnamed_column(9)
    '[J]'
    """
    return f"[{letter(index)}]"


def _own_columns(headings: Sequence[str], separator: str, *, coded: bool) -> dict[int, str]:
    """Return the names of the platform's own columns and of times, by place."""
    codes = [code_of(heading, separator) for heading in headings]
    questions = frozenset(code.partition("[")[0] for code in codes) if coded else frozenset()
    found = {}
    for index, code in enumerate(codes):
        name = system_name(code, coded=coded) or timing_name(code, questions)
        if name is not None:
            found[index] = name
    return found


def _codes(
    asked: Sequence[str], headings: Headings, definition: SurveyDefinition | None
) -> list[tuple[str, ...]]:
    """Return the names that codes mean."""
    codes = [code_of(heading, headings.separator) for heading in asked]
    expression = headings.style == "expression"
    known = expressions(definition) if expression and definition is not None else {}
    names = [known.get(code) or canonical(code, expression=expression) for code in codes]
    return [(name,) if name else () for name in names]


def _words(
    asked: Sequence[str], headings: Headings, definition: SurveyDefinition | None
) -> list[tuple[str, ...]]:
    """Return the names that headings in words may mean."""
    if definition is None:
        return [()] * len(asked)
    return match_headings(asked, definition, headings.style)


def _letters(indices: Sequence[int]) -> list[str]:
    return [letter(index) for index in indices]


def _plain(heading: str, index: int) -> str:
    return " ".join(heading.split()) or unnamed_column(index)


def _unique(names: Sequence[str]) -> tuple[tuple[str, ...], dict[str, list[int]]]:
    """Return names made unique, and the places of those that came more than once."""
    places: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        places.setdefault(name, []).append(index)
    unique = list(names)
    taken = set(places)
    for name, indices in places.items():
        number = 2
        for index in indices[1:]:
            while f"{name} ({number})" in taken:
                number += 1
            unique[index] = f"{name} ({number})"
            taken.add(unique[index])
    return tuple(unique), {name: each for name, each in places.items() if len(each) > 1}


def _repeated(
    file: SurveyFile, table: LimeTable, twice: Mapping[str, list[int]], *, coded: bool
) -> list[Problem]:
    severity: Severity = "error" if coded else "warning"
    return [
        problems.repeated(
            file,
            table.sheet,
            table.headings[places[0]],
            [letter(index) for index in places],
            severity,
        )
        for places in twice.values()
    ]
